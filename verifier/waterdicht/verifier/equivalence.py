"""Whether two texts of the same law say the same of every case: outcomes, values, descriptions and obligations, as seen from one regulation."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace

from waterdicht.compiler.build import apply, both, either, negate
from waterdicht.compiler.channels import ROWS
from waterdicht.compiler.cycles import used
from waterdicht.compiler.ir import (
    FALSE,
    TRUE,
    Apply,
    ByReading,
    Channel,
    Choose,
    Collect,
    DefinitionInfo,
    Expr,
    Marked,
    Obligation,
    Op,
    Snapshot,
    Use,
)
from waterdicht.compiler.layers import Table, combined, laws_with_stance, table_of
from waterdicht.compiler.outcomes import Channels, channel_key
from waterdicht.compiler.snapshots import Built
from waterdicht.compiler.types import Scalar
from waterdicht.dsl import tree
from waterdicht.verifier.room import Room, default_readings, must, must_not, reachable
from waterdicht.verifier.solver import Constraint, Sat, Undecided

Question = tuple[Constraint, ...]

OTHER = "~"
"""After the key of a definition: what it is in the other text."""

BESIDE_OUTCOMES = (
    tree.Order, tree.DutyToRegulate, tree.Competence, tree.Delegation, tree.Regulates, tree.Repeal, tree.Commencement, tree.Frame,
    tree.ReadingDeclaration, tree.UnknownText, tree.OpenNorm,
)  # fmt: skip
"""Sentences that say something besides outcomes, values, descriptions and obligations: texts that differ in one are never shown to be the same."""


@dataclass(frozen=True, slots=True)
class Same:
    """No case has another outcome, value, description or obligation."""


@dataclass(frozen=True, slots=True)
class Different:
    """There is a difference: `what` names the first that was found; `question` is what its cases meet, in `room` (both None: it is in the text)."""

    what: str
    question: Question | None = None
    room: Room | None = None


def compare(before: Built, after: Built) -> Same | Different | Undecided:
    """Questions that are all unsatisfiable iff no case tells the two texts apart, under the readings that are used. What is undecided comes last."""
    if (told := told_apart(before, after)) is not None:
        return Different(told)
    changed = changed_keys(before.snapshot, after.snapshot)
    room = Room(replace(before, snapshot=together(before.snapshot, after.snapshot, changed)), default_readings(before))
    unknown: Undecided | None = None
    for what, question in questions(before, after, changed):
        answer = room.opened().ask(question)
        if isinstance(answer, Sat):
            return Different(what, question, room)
        unknown = answer if isinstance(answer, Undecided) else unknown
    return unknown or Same()


def told_apart(before: Built, after: Built) -> str | None:
    """What makes two texts different whatever the case; None when there is nothing of that kind."""
    focus = before.view.focus
    old, new = before.snapshot.regulations[focus], after.snapshot.regulations[focus]
    if (before.view.first, before.view.last) != (after.view.first, after.view.last):
        return "geldigheid"
    if default_readings(before) != default_readings(after):
        return "lezingen"
    if named(before) != named(after):
        return "namen"
    if (old.stances, old.bounds) != (new.stances, new.bounds):
        return "verhouding tot lagere regelingen"
    if [duty(each) for each in old.obligations] != [duty(each) for each in new.obligations]:
        return "verplichtingen"
    return "zinnen zonder uitkomst" if beside(before) != beside(after) else None


def duty(each: Obligation) -> tuple[object, ...]:
    """What an obligation is, apart from when it holds and how long it leaves."""
    return each.address, each.kind, each.decision, each.subject, each.limited_to, each.actor, each.modality, each.deadline is None


def named(built: Built) -> list[str]:
    """The values and descriptions that the focus gives, by name."""
    known = built.snapshot.definitions
    return sorted(name for name, key in built.world.named.get(built.view.focus, {}).items() if key in known)


def beside(built: Built) -> list[tree.Sentence]:
    """The sentences of the focus that say something besides outcomes."""
    return [placed.sentence for placed in built.world.outlines[built.view.focus].placed if isinstance(placed.sentence, BESIDE_OUTCOMES)]


# --- two texts in one snapshot ---------------------------------------------------------------


def changed_keys(before: Snapshot, after: Snapshot) -> frozenset[str]:
    """The definitions that are not the same in both, and all that use one of those."""
    old, new = before.definitions, after.definitions
    found = {key for key in {**old, **new} if key not in old or key not in new or old[key].body != new[key].body}
    users: dict[str, list[str]] = {}
    for definitions in (old, new) if found else ():
        for key, each in definitions.items():
            for use in used(each.body):
                users.setdefault(use, []).append(key)
    line = list(found)
    for key in line:
        fresh = [user for user in users.get(key, ()) if user not in found]
        found.update(fresh)
        line.extend(dict.fromkeys(fresh))
    return frozenset(found)


def together(before: Snapshot, after: Snapshot, changed: Container[str]) -> Snapshot:
    """The first text, with the definitions that are otherwise in the second one under other names."""
    more = {
        key + OTHER: DefinitionInfo(key + OTHER, renamed(each.body, changed, after), each.address, each.text)
        for key, each in after.definitions.items()
        if key in changed
    }
    facts = {**after.vocabulary.facts, **before.vocabulary.facts}
    return replace(before, definitions={**before.definitions, **more}, vocabulary=replace(before.vocabulary, facts=facts))


def renamed(expr: Expr, changed: Container[str], text: Snapshot) -> Expr:
    """An expression of the second text, by the names that its definitions have beside the first."""
    match expr:
        case Use(key, type_) if key not in text.definitions:
            return absent(key) if type_ is Scalar.BOOL else expr
        case Use(key, type_):
            return Use(key + OTHER, type_) if key in changed else expr
        case Apply():
            return replace(expr, arguments=tuple(renamed(each, changed, text) for each in expr.arguments))
        case Marked():
            return replace(expr, body=renamed(expr.body, changed, text))
        case ByReading():
            return replace(expr, branches=tuple((option, renamed(branch, changed, text)) for option, branch in expr.branches))
        case Choose():
            outside = None if expr.outside is None else renamed(expr.outside, changed, text)
            return replace(expr, cases=tuple((renamed(when, changed, text), renamed(value, changed, text)) for when, value in expr.cases), outside=outside)
        case Collect():
            body = None if expr.body is None else renamed(expr.body, changed, text)
            return replace(expr, where=renamed(expr.where, changed, text), body=body)
        case _:
            return expr


def absent(key: str) -> Expr:
    """What a channel holds to which nothing contributes: no requirement that is not met, and nothing else."""
    return TRUE if f":{Channel.ONLY.value}:" in f"{key}:" else FALSE


# --- questions ------------------------------------------------------------------------------


def questions(before: Built, after: Built, changed: frozenset[str]) -> Iterator[tuple[str, Question]]:
    """What is asked, each with what a case of it would show. First the outcomes: these tell texts apart soonest."""
    focus = before.view.focus
    pairs = list(subjects(before, after, changed))
    for decision, phase in pairs:
        for how, old, new in tables(before, after, decision, phase, changed):
            words = f"besluit {decision}{'' if phase == 'toekennen' else ' ' + phase}{how}"
            yield words, (must("andere uitkomst", either(*(both(old(row), negate(new(row))) for row in ROWS))),)
    for decision, phase in pairs:
        for which in Channel:
            key = channel_key(focus, decision, phase, which)
            if key in changed and key in before.snapshot.definitions and key in after.snapshot.definitions:
                yield from other_value(f"besluit {decision} ({which.value})", Use(key, Scalar.BOOL), Use(key + OTHER, Scalar.BOOL), faults=True)
    for name, key in before.world.named.get(focus, {}).items():
        if key in changed:
            one, other = before.snapshot.definitions.get(key), after.snapshot.definitions.get(key)
            if one is not None and other is not None:
                yield from other_value(name, Use(key, one.body.type), Use(key + OTHER, other.body.type))
    yield from about_obligations(before, after, changed)


def subjects(before: Built, after: Built, changed: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The decisions and phases on which a changed definition bears, of the focus or of a law above it."""
    focus = before.view.focus
    given = (each for built in (before, after) for each in built.snapshot.regulations[focus].contributions)
    for decision, phase in dict.fromkeys((each.decision, each.phase) for each in given):
        if any(f":{decision}:{phase}:" in key for key in changed):
            yield decision, phase


def tables(before: Built, after: Built, decision: str, phase: str, changed: frozenset[str]) -> Iterator[tuple[str, Table, Table]]:
    """The outcome tables of a decision in both texts: of the focus by itself, and of it under the law above it."""
    focus = before.view.focus
    yield "", table_of(channels_in(before, decision, phase, changed, "")), table_of(channels_in(after, decision, phase, changed, OTHER))
    for old_law, new_law in zip(laws_above(before, decision), laws_above(after, decision), strict=False):
        old, new = (combined(built.world.layers, law, focus, decision, phase) for built, law in ((before, old_law), (after, new_law)))
        yield " onder de wet", in_text(old, frozenset(), before.snapshot), in_text(new, changed, after.snapshot)


def laws_above(built: Built, decision: str) -> tuple[str, ...]:
    """The law under which the focus decides, if there is one."""
    return tuple(law for law in laws_with_stance(built.world.layers, decision) if law != built.view.focus)[:1]


def in_text(table: Table, changed: frozenset[str], text: Snapshot) -> Table:
    """A table of one of the texts, by the names of its definitions."""
    return lambda row: renamed(table(row), changed, text)


def channels_in(built: Built, decision: str, phase: str, changed: frozenset[str], suffix: str) -> Channels:
    """The channels of a decision in one of the texts."""
    keys = [channel_key(built.view.focus, decision, phase, which) for which in (Channel.GRANT, Channel.DUTY, Channel.ONLY, Channel.REFUSE, Channel.MAY_REFUSE)]
    known = built.snapshot.definitions
    return Channels(*(Use(key + (suffix if key in changed else ""), Scalar.BOOL) if key in known else absent(key) for key in keys))


def other_value(what: str, old: Expr, new: Expr, *, faults: bool = False) -> Iterator[tuple[str, Question]]:
    """That an expression has another value in the other text, or a value in one of them only. With `faults` only the latter."""
    differ, same = Op.NE, Op.EQ
    if old.type is Scalar.BOOL:
        has_old, has_new = either(old, negate(old)), either(new, negate(new))
        unequal = either(both(old, negate(new)), both(negate(old), new))
    else:
        has_old, has_new = apply(same, Scalar.BOOL, old, old), apply(same, Scalar.BOOL, new, new)
        unequal = apply(differ, Scalar.BOOL, old, new)
    if not faults:
        yield what, (must("andere waarde", unequal),)
    yield f"{what}: geen waarde", (must("waarde", has_old), must_not("andere waarde", has_new))
    yield f"{what}: wel een waarde", (must("waarde", has_new), must_not("andere waarde", has_old))


def about_obligations(before: Built, after: Built, changed: frozenset[str]) -> Iterator[tuple[str, Question]]:
    """That an obligation holds in one text only, or has another last day in the other. INVARIANT: both texts have the same obligations."""
    focus = before.view.focus
    for old, new in zip(before.snapshot.regulations[focus].obligations, after.snapshot.regulations[focus].obligations, strict=True):
        what = f"{old.kind} {old.subject} ({old.address})"
        when = renamed(new.when, changed, after.snapshot)
        if when != old.when:
            yield from other_value(what, old.when, when)
        if old.deadline is not None and new.deadline is not None and (day := renamed(new.deadline, changed, after.snapshot)) != old.deadline:
            for words, question in other_value(f"uiterste dag van {what}", old.deadline, day):
                yield words, (must("verplicht", old.when), *question)


def bears_on(exprs: tuple[Expr, ...], changed: Container[str], text: Snapshot) -> bool:
    """Whether some expressions need a definition that is not the same in both texts."""
    return any(isinstance(each, Use) and each.key in changed for each in reachable(exprs, text))
