"""What a regulation asks besides outcomes: acts and their terms, contents of decisions, weighing, open norms, hardship; and what it leaves to others."""

from __future__ import annotations

from collections.abc import Iterator

from waterdicht.compiler.addresses import child, item_segment
from waterdicht.compiler.build import both, negate
from waterdicht.compiler.ir import TRUE, Aspect, DelegatedBound, Expr, FrameKind, Obligation, ReadingInfo, Stance
from waterdicht.compiler.lower import condition, deadline, lower, typed
from waterdicht.compiler.outline import Outline, Placed
from waterdicht.compiler.scope import BUILT_IN_READINGS, Scope, World
from waterdicht.compiler.types import Scalar, show
from waterdicht.compiler.vocabulary import has_order
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import nearest

ASKING = (tree.ActDuty, tree.ApplicationDeadline, tree.Contents, tree.Weighing, tree.OpenNorm, tree.Hardship)
"""The sentences that ask something besides an outcome."""


def obligations(world: World, regulation: str, outlined: Outline) -> tuple[Obligation, ...]:
    """All obligations of one regulation."""
    asking = (placed for placed in outlined.placed if isinstance(placed.sentence, ASKING))
    return tuple(found for placed in asking for found in of_sentence(placed, Scope(world, regulation, placed.address)))


def of_sentence(placed: Placed, scope: Scope) -> Iterator[Obligation]:
    """The obligations in one sentence."""
    sentence, address = placed.sentence, placed.address
    match sentence:
        case tree.ActDuty():
            yield from act(sentence, scope)
        case tree.ApplicationDeadline(decision=decision, consequence="geen gevolg"):
            anchor = typed(sentence.anchor, scope, Scalar.DATE)
            when = guarded(sentence.condition, sentence.unless, scope)
            known_decision(decision, scope, sentence)
            if anchor is not None and when is not None and typed(sentence.received, scope, Scalar.DATE) is not None:
                yield Obligation(address, "handeling", decision, "aanvraag", when, deadline(sentence.within, anchor, scope))
        case tree.Contents(decision, items):
            known_decision(decision, scope, sentence)
            yield from labelled("vermelding", decision, items, scope)
        case tree.Weighing(_, subject, decision, items):
            known_decision(decision, scope, sentence)
            yield from labelled("afweging", decision, items, scope)
            if not items:
                yield Obligation(address, "afweging", decision, subject, TRUE, None)
        case tree.OpenNorm(name):
            yield Obligation(address, "open norm", "", name, TRUE, None)
        case tree.Hardship(beneficiary, limited_to):
            when = condition(sentence.condition, scope)
            if when is not None:
                yield Obligation(address, "hardheidsclausule", "", beneficiary, when, None, limited_to)
        case _:
            return


def act(sentence: tree.ActDuty, scope: Scope) -> Iterator[Obligation]:
    """A duty or power to do something, with its term."""
    acts = scope.world.words.acts
    if sentence.act not in acts:
        scope.report(Code.UNKNOWN_ACT, sentence.span, name=sentence.act, suggestion=nearest(sentence.act, acts))
    if sentence.before_decision:
        known_decision(sentence.before_decision, scope, sentence)
    when = guarded(sentence.condition, sentence.unless, scope)
    anchor = None if sentence.anchor is None else typed(sentence.anchor, scope, Scalar.DATE)
    if when is not None and (anchor is not None or sentence.anchor is None):
        end = deadline(sentence.within, anchor, scope) if sentence.within is not None and anchor is not None else None
        yield Obligation(scope.address, "handeling", sentence.before_decision, sentence.act, when, end, (), sentence.actor, sentence.modality)


def labelled(kind: str, decision: str, items: tuple[tree.LabelledText, ...], scope: Scope) -> Iterator[Obligation]:
    """Labelled texts, each with its own condition."""
    for item in items:
        here = scope.at(child(scope.address, item_segment(item.label)))
        when = TRUE if item.condition is None else condition(item.condition, here)
        if when is not None:
            yield Obligation(here.address, kind, decision, item.text, when, None)  # type: ignore[arg-type]


def guarded(wanted: tree.Expression | None, unless: tree.Expression | None, scope: Scope) -> Expr | None:
    """`als C tenzij Q` for an obligation."""
    holds = TRUE if wanted is None else condition(wanted, scope)
    lifted = None if unless is None else condition(unless, scope)
    if holds is None or (unless is not None and lifted is None):
        return None
    return holds if lifted is None else both(holds, negate(lifted))


def known_decision(name: str, scope: Scope, sentence: tree.Sentence) -> None:
    """A decision that is named must be declared."""
    if name and name not in scope.world.words.decisions:
        scope.report(Code.UNKNOWN_DECISION, sentence.span, name=name, suggestion=nearest(name, scope.world.words.decisions))


def stances(outlined: Outline) -> tuple[Stance, ...]:
    """What a law says it is towards lower regulations."""
    return tuple(
        Stance(placed.address, said.decision, FrameKind(said.frame), tuple(Aspect(aspect) for aspect in said.aspects), said.reason)
        for placed in outlined.placed
        if isinstance(said := placed.sentence, tree.Frame)
    )


def delegated(world: World, regulation: str, outlined: Outline) -> tuple[DelegatedBound, ...]:
    """The bounds that a law sets on values of the ordinance."""
    found: list[DelegatedBound] = []
    for placed in outlined.placed:
        sentence = placed.sentence
        if not isinstance(sentence, tree.Delegation):
            continue
        scope = Scope(world, regulation, placed.address)
        if sentence.subject not in world.words.values:
            scope.report(Code.UNKNOWN_VALUE, sentence.span, name=sentence.subject, suggestion=nearest(sentence.subject, world.words.values))
            continue
        for bound in sentence.bounds:
            type_ = world.words.values[sentence.subject][1]
            value = lower(bound.value, scope) if has_order(type_) else None
            if not has_order(type_):
                scope.report(Code.NOT_COMPARABLE, bound.span, words=bound.comparator, type=show(type_))
            elif value is not None and value.type != type_:
                scope.report(Code.WRONG_TYPE, bound.span, expected=show(type_), found=show(value.type))
            elif value is not None:
                found.append(DelegatedBound(placed.address, sentence.subject, bound.comparator, value, span=bound.span))
    return tuple(found)


def readings(document: tree.RegulationDocument, outlined: Outline) -> tuple[ReadingInfo, ...]:
    """The readings a regulation declares, in its header or at a provision."""
    own = [ReadingInfo(each.name, each.options, each.reason, outlined.root, span=each.span) for each in document.readings]
    placed = [
        ReadingInfo(said.name, said.options, said.reason, each.address, span=said.span)
        for each in outlined.placed
        if isinstance(said := each.sentence, tree.ReadingDeclaration)
    ]
    return (*own, *placed)


def unknown_options(reading: ReadingInfo) -> tuple[str, ...]:
    """Options of a built-in reading that do not exist."""
    known = BUILT_IN_READINGS.get(reading.name)
    return () if known is None else tuple(option for option in reading.options if option not in known)
