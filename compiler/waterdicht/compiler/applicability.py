"""When a rule applies: its own exceptions, what sets it aside, and what deviates from it. The graph of these must be acyclic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from waterdicht.compiler.addresses import above_and_self, in_range, in_words, is_within, same_article
from waterdicht.compiler.build import both, negate
from waterdicht.compiler.ir import TRUE, Channel, Expr
from waterdicht.compiler.lower import condition
from waterdicht.compiler.procedure import began
from waterdicht.compiler.references import target
from waterdicht.compiler.rules import Rule, keeps_whole
from waterdicht.compiler.scope import Scope, World, regulation_meant
from waterdicht.compiler.vocabulary import ancestors, descendants
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import diagnose


@dataclass(slots=True)
class Exceptions:
    """The rules of a snapshot and who cancels whom. `targets` are resolved once per rule.

    `reaching` has, by address, which of the `cancellers` name that place.
    """

    world: World
    rules: tuple[Rule, ...]
    targets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    deviations: dict[str, tuple[str, ...]] = field(default_factory=dict)
    cancellers: tuple[Rule, ...] = ()
    reaching: dict[str, list[int]] = field(default_factory=dict)
    found: dict[str, list[Rule]] = field(default_factory=dict)
    made: dict[tuple[str, str], Expr] = field(default_factory=dict)
    by_kind: dict[str, bool] = field(default_factory=dict)
    kept: dict[str, tuple[Rule, ...]] = field(default_factory=dict)
    in_progress: list[str] = field(default_factory=list)


def exceptions(world: World, rules: tuple[Rule, ...]) -> Exceptions:
    """Resolve what every rule sets aside or deviates from."""
    found = Exceptions(world, rules)
    for rule in rules:
        if isinstance(rule.sentence, tree.NotApplicable):
            found.targets[rule.id] = addresses(rule.sentence.targets, scope_of(rule, world))
        if isinstance(rule.sentence, tree.Transition) and keeps_whole(rule.sentence):
            found.targets[rule.id] = (world.outlines[rule.regulation].root,)
        if rule.deviates_from:
            found.deviations[rule.id] = addresses(rule.deviates_from, scope_of(rule, world))
    found.cancellers = tuple(rule for rule in rules if rule.id in found.targets or rule.id in found.deviations)
    for number, rule in enumerate(found.cancellers):
        for address in (*found.targets.get(rule.id, ()), *found.deviations.get(rule.id, ())):
            found.reaching.setdefault(address, []).append(number)
    return found


def reaching(address: str, exceptions_: Exceptions) -> list[Rule]:
    """The rules that name this place or one above it as what they set aside or deviate from, in the order of the text."""
    numbers = {number for above in above_and_self(address) for number in exceptions_.reaching.get(above, ())}
    return [exceptions_.cancellers[number] for number in sorted(numbers)]


def addresses(references: Iterable[tree.Reference], scope: Scope) -> tuple[str, ...]:
    """The places that references mean; those that do not exist have been reported."""
    return tuple(address for reference in references for address in reached(reference, scope))


def reached(reference: tree.Reference, scope: Scope) -> tuple[str, ...]:
    """One address, or every address of a range `artikel 11 tot en met artikel 16`."""
    first = target(reference, scope)
    if first is None or reference.through is None:
        return () if first is None else (first,)
    last = target(tree.Reference((*reference.steps[:-1], reference.through), reference.regulation, span=reference.span), scope)
    if last is None:
        return (first,)
    found = in_range(first, last, list(scope.world.outlines[regulation_meant(reference, scope)].spans))
    if not found:
        scope.report(Code.RANGE_BACKWARDS, reference.span, first=in_words(first), last=in_words(last))
    return found


INHERITED = (Channel.ONLY, Channel.REFUSE, Channel.MAY_REFUSE)
"""Requirements and refusals hold for every kind of the decision; grants and duties only for the decision itself."""
ENDING = ("beëindigen", "intrekken")
"""Grounds to end something hold for every kind of it."""


def reach(rule: Rule, world: World) -> tuple[str, ...]:
    """The decisions that a rule on a decision is about: its own, and every kind of it where its channel is inherited."""
    inherited = rule.channel in INHERITED or rule.phase in ENDING
    return descendants(rule.subject, world.words) if inherited else (rule.subject,)


def scope_of(rule: Rule, world: World, decision: str = "") -> Scope:
    """The scope of a rule's expressions."""
    about = decision or (rule.subject if rule.channel is not None else "")
    return Scope(world, rule.regulation, rule.address, about, rule.phase or "toekennen")


def applies(rule: Rule, exceptions_: Exceptions, decision: str = "") -> Expr:
    """When a rule applies to a decision (language page, 4.1): none of its exceptions holds, nothing sets it aside, nothing deviates from it there.

    A rule on a general decision can be cancelled for one kind of it only; without a decision it is the rule by itself that is meant.
    """
    decision = decision if depends_on_kind(rule, exceptions_) else ""
    key = (rule.id, decision)
    if key in exceptions_.made:
        return exceptions_.made[key]
    if rule.id in exceptions_.in_progress:
        cycle = [*exceptions_.in_progress[exceptions_.in_progress.index(rule.id) :], rule.id]
        exceptions_.world.reported.append(diagnose(Code.CIRCULAR_EXCEPTIONS, rule.span, address=rule.address, names=" → ".join(cycle)))
        return TRUE
    exceptions_.in_progress.append(rule.id)
    lifted = [condition(unless, scope_of(rule, exceptions_.world, decision)) for unless in rule.unless]
    about = decision or decision_of(rule, exceptions_.world)
    cancelled = [active(other, exceptions_, decision) for other in cancelling(rule, exceptions_) if reaches(other, about, exceptions_)]
    exceptions_.in_progress.pop()
    result = both(*(negate(part) for part in (*lifted, *cancelled) if part is not None))
    exceptions_.made[key] = result
    return result


def depends_on_kind(rule: Rule, exceptions_: Exceptions) -> bool:
    """Whether a rule can apply to one kind of its decision and not to another."""
    if rule.id not in exceptions_.by_kind:
        exceptions_.by_kind[rule.id] = False  # a circle is reported elsewhere
        mine = () if rule.channel is None else reach(rule, exceptions_.world)
        exceptions_.by_kind[rule.id] = rule.varies or any(
            is_selective(other, rule, mine, exceptions_) or depends_on_kind(other, exceptions_) for other in cancelling(rule, exceptions_)
        )
    return exceptions_.by_kind[rule.id]


def is_selective(other: Rule, rule: Rule, mine: tuple[str, ...], exceptions_: Exceptions) -> bool:
    """Whether one rule cancels another for some of the decisions that it is about, not for all."""
    if rule.kind == "exclusion":
        return bool(other.subject)
    return any(not reaches(other, each, exceptions_) for each in mine)


def reaches(other: Rule, decision: str, exceptions_: Exceptions) -> bool:
    """Whether a rule that cancels others does so for this decision."""
    world = exceptions_.world
    if isinstance(other.sentence, tree.Transition) and not keeps_whole(other.sentence) and not concerns(other, decision, exceptions_):
        return False
    if other.kind == "value" or not other.subject:
        return True
    return decision in (descendants(other.subject, world.words) if other.kind == "exclusion" else reach(other, world))


def concerns(other: Rule, decision: str, exceptions_: Exceptions) -> bool:
    """Whether provisions that stay in force are about a decision; of what is not here that is not known."""
    world, kept = exceptions_.world, rules_kept(other, exceptions_)
    return not kept or any(decision in (reach(each, world) if each.channel else descendants(decision_of(each, world), world.words) or ("",)) for each in kept)


def own_condition(rule: Rule, scope: Scope) -> Expr | None:
    """What a rule itself asks: its condition, and how the procedure must have begun."""
    where = TRUE if rule.condition is None else condition(rule.condition, scope)
    how = TRUE if rule.application is None else began(rule.application, scope)
    return None if where is None or how is None else both(how, where)


def active(rule: Rule, exceptions_: Exceptions, decision: str = "") -> Expr | None:
    """A rule that applies and whose condition holds."""
    holds = own_condition(rule, scope_of(rule, exceptions_.world, decision))
    return None if holds is None else both(applies(rule, exceptions_, decision), holds)


def cancelling(rule: Rule, exceptions_: Exceptions) -> list[Rule]:
    """The rules that can cancel this one."""
    if rule.id not in exceptions_.found:
        exceptions_.found[rule.id] = find_cancelling(rule, exceptions_)
    return exceptions_.found[rule.id]


def find_cancelling(rule: Rule, exceptions_: Exceptions) -> list[Rule]:
    """The same, worked out."""
    others = [other for other in reaching(rule.address, exceptions_) if other.sentence is not rule.sentence]
    return [other for other in others if sets_aside(other, rule, exceptions_) or deviates(other, rule, exceptions_)]


def sets_aside(other: Rule, rule: Rule, exceptions_: Exceptions) -> bool:
    """`buiten toepassing blijft` this rule's place (for its decision, if one is named), or another regulation still governs its decision.

    Transitional law is about decisions: it leaves its own article alone, and what sets other provisions aside.
    """
    if isinstance(other.sentence, tree.Transition):
        return rule.kind != "exclusion" and (governs_instead(other, rule, exceptions_) or counts_instead(other, rule, exceptions_))
    if other.kind != "exclusion" or not covers(exceptions_.targets.get(other.id, ()), rule.address):
        return False
    about = decision_of(rule, exceptions_.world)
    return not other.subject or (not about and rule.kind == "exclusion") or related(other.subject, about, exceptions_.world)


def governs_instead(other: Rule, rule: Rule, exceptions_: Exceptions) -> bool:
    """Whether a whole regulation that stays in force governs the decision of a rule; not where it stands in the article that says so."""
    if not covers(exceptions_.targets.get(other.id, ()), rule.address) or same_article(rule.address, other.address):
        return False
    about = decision_of(rule, exceptions_.world)
    return bool(about) and (not other.subject or related(other.subject, about, exceptions_.world))


def counts_instead(other: Rule, rule: Rule, exceptions_: Exceptions) -> bool:
    """Whether provisions that stay in force do so `in afwijking van` a rule, on the same subject; of what is not here the subject is not known."""
    if not covers(exceptions_.deviations.get(other.id, ()), rule.address):
        return False
    about, world = decision_of(rule, exceptions_.world), exceptions_.world
    if other.subject and not (about and related(other.subject, about, world)):
        return False
    unknown = any(each.key == cases_key(other) for each in world.carried.get(other.regulation, ()))
    return unknown or any(on_one_subject(each, rule, world) for each in rules_kept(other, exceptions_))


def cases_key(rule: Rule) -> str:
    """The key of the cases of transitional law."""
    return f"{rule.id}:overgang"


def rules_kept(rule: Rule, exceptions_: Exceptions) -> tuple[Rule, ...]:
    """The rules of earlier texts that a sentence keeps in force."""
    if rule.id not in exceptions_.kept:
        places = [place for each in exceptions_.world.kept.get(rule.regulation, ()) if each.key == cases_key(rule) for place in each.places]
        exceptions_.kept[rule.id] = tuple(each for each in exceptions_.rules if each.kind != "exclusion" and covers(tuple(places), each.address))
    return exceptions_.kept[rule.id]


def decision_of(rule: Rule, world: World) -> str:
    """The decision that a rule is about; for a value the decision it is for."""
    if rule.kind != "value":
        return rule.subject
    return world.words.values[rule.subject][0].decision if rule.subject in world.words.values else ""


def deviates(other: Rule, rule: Rule, exceptions_: Exceptions) -> bool:
    """`in afwijking van` this rule's place, on the same subject: the same value, or the same decision and phase."""
    if "exclusion" in (rule.kind, other.kind) or not covers(exceptions_.deviations.get(other.id, ()), rule.address):
        return False
    return on_one_subject(other, rule, exceptions_.world)


def on_one_subject(one: Rule, other: Rule, world: World) -> bool:
    """Whether two rules are about the same value, or the same decision and phase."""
    if one.channel is None or other.channel is None:
        return one.channel is other.channel and one.subject == other.subject
    return one.phase == other.phase and related(one.subject, other.subject, world)


def related(one: str, other: str, world: World) -> bool:
    """Whether one decision is the other, or a kind of it."""
    return one in ancestors(other, world.words) or other in ancestors(one, world.words)


def covers(targets: tuple[str, ...], address: str) -> bool:
    """Whether an address is one of the targets or stands below one."""
    return any(is_within(address, each) for each in targets)
