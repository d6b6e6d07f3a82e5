"""Text that stands in a regulation and that nobody here knows: what it may add to channels and values.

Unknown text can add a ground, a duty, a requirement or a refusal to every decision that it touches, and a value where the known text
gives none. That it sets known provisions aside is not supposed; each proof says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import get_args

from waterdicht.compiler.addresses import is_within
from waterdicht.compiler.build import both, either, negate
from waterdicht.compiler.ir import FALSE, TRUE, Apply, Aspect, ByReading, Channel, Choose, Collect, Contribution, Expr, Marked, Snapshot, Unsaid, Use
from waterdicht.compiler.outline import Outline
from waterdicht.compiler.parts import walk
from waterdicht.compiler.types import Scalar
from waterdicht.compiler.vocabulary import Words, descendants
from waterdicht.dsl import tree
from waterdicht.dsl.source import NOWHERE, Span


@dataclass(frozen=True, slots=True)
class Gap:
    """A place whose text is not known. `about` are the decisions it can touch, with their kinds; none means every decision."""

    address: str
    about: tuple[str, ...]
    text: str
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Carried:
    """Cases in which a regulation that is not here still governs the decisions `about` and their kinds (none: every decision).

    `key` is the definition of those cases; `own` are the decisions and phases for which the article of the sentence itself provides.
    Of single provisions, not `whole`, it is not known what they add either; nothing is set aside for them.
    """

    address: str
    regulation: str
    about: tuple[str, ...]
    key: str
    own: frozenset[tuple[str, str]]
    whole: bool = True
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Kept:
    """Cases in which an earlier text that is here governs decisions, or counts besides what stands here.

    `source` is its name in the snapshot and `places` what of it is kept: the whole, when `whole`, which then governs the decisions `about`
    and their kinds (none: every decision) instead of this regulation; `own` are the decisions and phases for which the article of the
    sentence itself provides. `key` is the definition of the cases. Single provisions count besides: nothing is set aside for them.
    """

    address: str
    source: str
    places: tuple[str, ...]
    whole: bool
    about: tuple[str, ...]
    key: str
    own: frozenset[tuple[str, str]]
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


PHASES = get_args(tree.Phase)


def gaps_of(document: tree.RegulationDocument, outlined: Outline) -> tuple[Gap, ...]:
    """The unknown text of a regulation: of the whole, when it says that it is known in part, and of single provisions."""
    whole = [Gap(outlined.root, (), clause.texts[0], span=clause.span) for clause in document.header if clause.kind == "gedeeltelijk bekend"]
    single = [
        Gap(placed.address, placed.sentence.about, placed.sentence.text, span=placed.sentence.span)
        for placed in outlined.placed
        if isinstance(placed.sentence, tree.UnknownText)
    ]
    return (*whole, *single)


def touches(gap: Gap | Carried | Kept, decision: str, words: Words) -> bool:
    """Whether unknown text can be about a decision."""
    return not gap.about or any(decision in descendants(name, words) for name in gap.about)


def touching(gaps: tuple[Gap, ...], place: str, decision: str, words: Words) -> Gap | None:
    """The unknown text at or below a place that can be about a decision; one stands for all, since together they can say anything."""
    return next((gap for gap in gaps if is_within(gap.address, place) and touches(gap, decision, words)), None)


@cache
def additions(address: str, span: Span, place: str, decision: str, phase: str) -> tuple[Contribution, ...]:
    """What unknown text at an address may add to a decision, seen from a place: something to each channel, a requirement on each aspect."""
    found = []
    for channel in Channel:
        for aspect in Aspect if channel is Channel.ONLY else (Aspect.GRONDEN,):
            unsaid = Unsaid(f"{place}:{decision}:{phase}:{channel.value}:{aspect.value}", Scalar.BOOL)
            found.append(Contribution(address, decision, phase, channel, aspect, TRUE, unsaid, Marked(unsaid, address, span=span), span=span))
    return tuple(found)


def carried_additions(carried: Carried, place: str, decision: str, phase: str) -> tuple[Contribution, ...]:
    """The same for a regulation that is not here, in the cases that it governs."""
    return tuple(in_cases(carried, each) for each in additions(carried.address, carried.span, place, decision, phase))


def in_cases(carried: Carried | Kept, given: Contribution) -> Contribution:
    """What is contributed, in the cases of transitional law only."""
    inside = Use(carried.key, Scalar.BOOL)
    formula = either(negate(inside), given.formula) if given.channel is Channel.ONLY else both(inside, given.formula)
    return replace(given, applies=both(inside, given.applies), formula=formula, kept_by=carried.address)


def is_unsaid(contribution: Contribution) -> bool:
    """Whether it is unknown text that contributes this."""
    return isinstance(contribution.condition, Unsaid)


def own_subjects(gaps: Iterable[Gap | Carried | Kept], given: tuple[Contribution, ...]) -> tuple[tuple[str, str], ...]:
    """The decisions that a regulation is about: those of its known text, and those that unknown text says it is about."""
    known = tuple((each.decision, each.phase) for each in given)
    named = tuple((name, "toekennen") for gap in gaps for name in gap.about)
    return tuple(dict.fromkeys((*known, *named)))


def grounded_by(gaps: tuple[Gap, ...], place: str, words: Words) -> Iterator[tuple[str, str, str]]:
    """Where unknown text may grant: the place counts as having a ground of its own, which may be anything."""
    for decision in words.decisions if gaps else ():
        if any(touches(gap, decision, words) for gap in gaps):
            yield from ((place, decision, phase) for phase in PHASES)


# --- the known text by itself ---------------------------------------------------------------


def known_alone(snapshot: Snapshot) -> Snapshot:
    """The snapshot as if there were nothing but the text that is known."""
    unsaid = {key for key, each in snapshot.definitions.items() if any(isinstance(part, Unsaid) for part in walk(each.body))}
    definitions = {key: replace(each, body=as_if_nothing(each.body)) if key in unsaid else each for key, each in snapshot.definitions.items()}
    regulations = {
        name: replace(model, contributions=tuple(each for each in model.contributions if not is_unsaid(each))) for name, model in snapshot.regulations.items()
    }
    return replace(snapshot, definitions=definitions, regulations=regulations)


def open_definitions(snapshot: Snapshot) -> frozenset[str]:
    """The definitions in which text that is not known has a say, by key: itself, or through others."""
    users: dict[str, list[str]] = {}
    found: set[str] = set()
    for key, each in snapshot.definitions.items():
        for part in walk(each.body):
            if isinstance(part, Use):
                users.setdefault(part.key, []).append(key)
            elif isinstance(part, Unsaid):
                found.add(key)
    waiting = [*found]
    while waiting:
        more = [key for key in users.get(waiting.pop(), ()) if key not in found]
        found.update(more)
        waiting.extend(more)
    return frozenset(found)


def as_if_nothing(expr: Expr) -> Expr:
    """An expression in which unknown text adds nothing: no trigger, no requirement, no value."""
    match expr:
        case Unsaid(name):
            return TRUE if f":{Channel.ONLY.value}:" in name else FALSE
        case Apply():
            return replace(expr, arguments=tuple(map(as_if_nothing, expr.arguments)))
        case Marked():
            return replace(expr, body=as_if_nothing(expr.body))
        case ByReading():
            return replace(expr, branches=tuple((option, as_if_nothing(branch)) for option, branch in expr.branches))
        case Choose():
            cases = tuple((as_if_nothing(when), as_if_nothing(value)) for when, value in expr.cases if not isinstance(value, Unsaid))
            return replace(expr, cases=cases)
        case Collect():
            body = None if expr.body is None else as_if_nothing(expr.body)
            return replace(expr, where=as_if_nothing(expr.where), body=body)
        case _:
            return expr
