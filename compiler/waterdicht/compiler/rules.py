"""Sentences as rules: one per thing that can apply or not apply, at the most precise address the text gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal as OneOf

from waterdicht.compiler.addresses import child, item_segment
from waterdicht.compiler.ir import Aspect, Channel
from waterdicht.compiler.outline import Placed
from waterdicht.compiler.syntax import inside
from waterdicht.dsl import tree
from waterdicht.dsl.source import NOWHERE, Span


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of one regulation.

    `subject` is the decision it is about, or the value it gives. `condition` None means always. Every `unless` cancels it
    (for a requirement: lifts it). `channel` is None for values and for sentences that set others aside. `varies` is set where it says
    `voorwaarden van … vervuld`, which differs for every kind of the decision. `instead_of` names decisions of which none must be possible.
    `application` is how the procedure must have begun, besides the condition.
    """

    id: str
    regulation: str
    address: str
    kind: OneOf["norm", "limit", "value", "exclusion"]
    subject: str
    phase: str
    channel: Channel | None
    aspect: Aspect
    condition: tree.Expression | None
    unless: tuple[tree.Expression, ...]
    deviates_from: tuple[tree.Reference, ...]
    sentence: tree.Sentence
    varies: bool = False
    instead_of: tuple[str, ...] = ()
    application: tree.Application | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


def rules_of(sentences: Iterable[Placed], regulation: str, before: tuple[Rule, ...] = ()) -> tuple[Rule, ...]:
    """The rules of sentences in the order of the text. Ids are addresses, numbered where an address has several rules, `before` included."""
    rules: list[Rule] = []
    seen = Counter(rule.address for rule in before)
    sentences = tuple(sentences)
    quotas = {placed.sentence.decision: placed.sentence for placed in reversed(sentences) if isinstance(placed.sentence, tree.Quota)}
    for placed in sentences:
        for rule in (*sentence_rules(placed, regulation), *population_rules(placed, regulation, quotas)):
            seen[rule.address] += 1
            unique = rule.address if seen[rule.address] == 1 else f"{rule.address}#{seen[rule.address]}"
            rules.append(replace(rule, id=unique, varies=speaks_of_conditions(rule.condition, rule.unless)))
    return tuple(rules)


def speaks_of_conditions(*parts: object) -> bool:
    """Whether anything says `voorwaarden van … vervuld`."""
    left = list(parts)
    while left:
        part = left.pop()
        if isinstance(part, tree.ConditionsMet):
            return True
        left.extend(inside(part))
    return False


def value_rules(rules: Iterable[Rule], regulation: str) -> dict[str, list[Rule]]:
    """The rules with which a regulation gives values, by the name of the value, in the order of the text."""
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.kind == "value" and rule.regulation == regulation:
            found.setdefault(rule.subject, []).append(rule)
    return found


def sentence_rules(placed: Placed, regulation: str) -> Iterator[Rule]:
    """The rules in one sentence; sentences without effect on decisions or values give none."""
    sentence = placed.sentence
    match sentence:
        case tree.Norm():
            yield from norm_rules(sentence, placed.address, regulation)
        case tree.Limit():
            yield Rule(
                "", regulation, placed.address, "limit", sentence.decision, "toekennen", Channel.ONLY, Aspect.DUUR, sentence.condition,
                one_or_none(sentence.unless), sentence.deviates_from, sentence, span=sentence.span,
            )  # fmt: skip
        case tree.ValueRule():
            yield Rule(
                "", regulation, placed.address, "value", sentence.subject, "", None, Aspect.HOOGTE, sentence.condition,
                one_or_none(sentence.unless), sentence.deviates_from, sentence, span=sentence.span,
            )  # fmt: skip
        case tree.NotApplicable():
            yield Rule(
                "", regulation, placed.address, "exclusion", sentence.decision, "", None, Aspect.GRONDEN, sentence.condition,
                one_or_none(sentence.unless), (), sentence, span=sentence.span,
            )  # fmt: skip
        case tree.Transition():
            yield Rule(
                "", regulation, placed.address, "exclusion", sentence.decision, "", None, Aspect.GRONDEN, carried_cases(sentence), (),
                sentence.deviates_from, sentence, span=sentence.span,
            )  # fmt: skip
        case tree.ApplicationDeadline():
            yield from deadline_rules(sentence, placed.address, regulation)
        case _:
            return


def keeps_whole(sentence: tree.Transition) -> bool:
    """Whether a whole regulation stays in force, and not only provisions of one."""
    return any(not source.steps for source in sentence.sources)


def carried_cases(sentence: tree.Transition) -> tree.Expression | None:
    """The cases in which another regulation still governs: where the condition holds, on days before the last."""
    if sentence.until is None:
        return sentence.condition
    before = tree.Comparison("is vóór", tree.ThisDay(span=sentence.span), sentence.until, span=sentence.span)
    return before if sentence.condition is None else tree.Junction("en", (before, sentence.condition), span=sentence.span)


def population_rules(placed: Placed, regulation: str, quotas: Mapping[str, tree.Quota]) -> Iterator[Rule]:
    """A quota asks that fewer were served than its number, an order that this still holds with those who go before; without a quota that nobody does."""
    said = placed.sentence
    if not isinstance(said, tree.Quota | tree.Order):
        return
    quota = said if isinstance(said, tree.Quota) else quotas.get(said.decision)
    waiting = tree.Name(f"volgorde.{said.decision}", span=said.span)
    served: tree.Expression = tree.Name(f"quotum.{said.decision}", span=said.span)
    if quota is None:
        condition = tree.Comparison("is", waiting, tree.Number(Fraction(0), span=said.span), span=said.span)
    else:
        taken = served if isinstance(said, tree.Quota) else tree.Arithmetic("plus", served, waiting, span=said.span)
        condition = tree.Comparison("is minder dan", taken, quota.most, span=said.span)
    yield Rule(
        "", regulation, placed.address, "norm", said.decision, "toekennen", Channel.ONLY, Aspect.GRONDEN, condition, (), (), said, span=said.span
    )  # fmt: skip


def one_or_none(unless: tree.Expression | None) -> tuple[tree.Expression, ...]:
    """The exceptions of a sentence."""
    return () if unless is None else (unless,)


def channel_of(norm: tree.Norm) -> Channel:
    """Which channel a norm feeds for each of its decisions. A duty to do at least one of several is a ground for each of them."""
    if norm.refuse:
        return Channel.REFUSE if norm.modality == "moet" else Channel.MAY_REFUSE
    if norm.only:
        return Channel.ONLY
    return Channel.DUTY if norm.modality == "moet" and not is_joint(norm) else Channel.GRANT


def is_joint(norm: tree.Norm) -> bool:
    """Whether it is a duty to do at least one of several."""
    return norm.modality == "moet" and not norm.refuse and len(set(norm.decisions)) > 1


def norm_rules(norm: tree.Norm, address: str, regulation: str) -> Iterator[Rule]:
    """A norm as rules: split at a labelled list whose connective agrees with the channel, so that each item stands on its own.

    How the procedure must begin is part of every ground; of a requirement that is split it is one by itself.
    """
    channel = channel_of(norm)
    whole = Rule(
        "", regulation, address, "norm", "", norm.phase, channel, Aspect.GRONDEN, norm.condition, one_or_none(norm.unless),
        norm.deviates_from, norm, application=norm.application, span=norm.span,
    )  # fmt: skip
    splitting = "alle van" if channel is Channel.ONLY else "een of meer van"
    for decision in dict.fromkeys(norm.decisions):
        for rule in (replace(whole, subject=decision), *joint_duty(whole, norm, decision)):
            if isinstance(norm.condition, tree.ConditionList) and norm.condition.kind == splitting:
                yield from split(rule, norm.condition)
            else:
                yield rule


def joint_duty(whole: Rule, norm: tree.Norm, decision: str) -> Iterator[Rule]:
    """Of a duty to do at least one of several: the duty to do this one where none of the others can be done."""
    if is_joint(norm):
        others = tuple(dict.fromkeys(each for each in norm.decisions if each != decision))
        yield replace(whole, subject=decision, channel=Channel.DUTY, instead_of=others)


def split(rule: Rule, items: tree.ConditionList) -> Iterator[Rule]:
    """The rules that the items of a list make of a norm."""
    if rule.channel is Channel.ONLY and rule.application is not None:
        yield replace(rule, condition=None)
        rule = replace(rule, application=None)
    yield from (item_rule(rule, item) for item in items.items)


def item_rule(rule: Rule, item: tree.ListItem) -> Rule:
    """One item of a split list as a rule at its own address."""
    address = child(rule.address, item_segment(item.label))
    return replace(rule, address=address, condition=item.condition, unless=(*rule.unless, *one_or_none(item.unless)), span=item.span)


def deadline_rules(sentence: tree.ApplicationDeadline, address: str, regulation: str) -> Iterator[Rule]:
    """An application deadline with a consequence is a ground for refusal of what came in too late."""
    if sentence.consequence == "geen gevolg":
        return
    late = tree.Comparison("is na", sentence.received, tree.DeadlineDay(sentence.within, sentence.anchor, span=sentence.span), span=sentence.span)
    condition = late if sentence.condition is None else tree.Junction("en", (sentence.condition, late), span=sentence.span)
    channel = Channel.REFUSE if sentence.consequence == "weigeren" else Channel.MAY_REFUSE
    yield Rule(
        "", regulation, address, "norm", sentence.decision, "toekennen", channel, Aspect.PROCEDURE, condition,
        one_or_none(sentence.unless), (), sentence, span=sentence.span,
    )  # fmt: skip
