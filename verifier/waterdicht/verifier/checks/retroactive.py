"""Retroactive burdens: a version that works back to days on which an earlier one gave more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from waterdicht.compiler.build import apply, both, either, negate
from waterdicht.compiler.channels import decide
from waterdicht.compiler.evaluate import Case
from waterdicht.compiler.ir import Constant, Expr, FactOf, Op, Outcome
from waterdicht.compiler.library import header_date
from waterdicht.compiler.outcomes import Channels, outcome_formula, status_formula
from waterdicht.compiler.types import Scalar
from waterdicht.runtime.words import date_words
from waterdicht.verifier.cases import Broken, Concern, find_case, replayed
from waterdicht.verifier.checks.layers import ENDING
from waterdicht.verifier.equivalence import OTHER, changed_keys, channels_in, subjects, together
from waterdicht.verifier.findings import finding, nothing_found, undecided
from waterdicht.verifier.results import Counterexample, Result, Severity
from waterdicht.verifier.room import Room, must
from waterdicht.verifier.solver import Constraint, Sat, Undecided

BURDEN = "terugwerkende-last"
TODAY = FactOf("deze_dag", Scalar.DATE)


@dataclass(frozen=True, slots=True)
class Back:
    """A version that works back, in force from `day`, and what stood before it."""

    before: Room
    after: Room
    day: date


def check_retroactive(rooms: Sequence[Room]) -> Iterator[Result]:
    """Every version of the focus regulation that works back to days on which another text was the law."""
    focus = rooms[0].built.view.focus
    results = [result for back in versions(rooms) for result in burdens(back)]
    yield from results
    if not results:
        yield nothing_found(BURDEN, focus, "geen versie ontneemt met terugwerkende kracht iets", "no version takes something away retroactively")


def versions(rooms: Sequence[Room]) -> Iterator[Back]:
    """The versions that apply to days before they entered into force, each with the snapshot of the days before that."""
    for before, after in pairwise(rooms):
        old, new = before.built.view.versions[0], after.built.view.versions[0]
        day = header_date(new.document, "in werking")
        if new.root != old.root and day is not None and after.built.view.first < day:
            yield Back(before, after, day)


def burdens(back: Back) -> Iterator[Result]:
    """For each decision: satisfiable iff on a day on which the new text applies, and was not yet there, someone gets less by it than by the old one."""
    focus, new, old = back.after.built.view.focus, back.after.built, back.before.built
    changed = changed_keys(new.snapshot, old.snapshot)
    joined = Room(replace(new, snapshot=together(new.snapshot, old.snapshot, changed)), back.after.readings, log=back.after.log)
    early = must("teruggewerkt", apply(Op.LT, Scalar.BOOL, TODAY, Constant(back.day, Scalar.DATE)))
    try:
        for decision, phase in subjects(new, old, changed):
            now, then = channels_in(new, decision, phase, changed, ""), channels_in(old, decision, phase, changed, OTHER)
            lost = must("minder", less(then, now) if favourable(back.after, decision, phase) else less(now, then))
            yield from burden(back, joined, (early, lost), Concern(focus, decision, phase))
    finally:
        joined.close()


def less(more: Channels, given: Channels) -> Expr:
    """That what was a duty is none, or what was possible is not."""
    duty = Outcome.MUST_GRANT
    return either(
        both(outcome_formula(more, duty), negate(outcome_formula(given, duty))),
        both(status_formula(more, "mogelijk"), negate(status_formula(given, "mogelijk"))),
    )


def favourable(room: Room, decision: str, phase: str) -> bool:
    """Whether to have the decision taken is what favours the person."""
    return (room.built.world.words.decisions[decision].favourable == "weigeren") is (phase in ENDING)


def burden(back: Back, joined: Room, constraints: tuple[Constraint, ...], concern: Concern) -> Iterator[Result]:
    """The finding on one decision."""
    address = back.after.built.view.versions[0].root
    with joined.asking(BURDEN, address):
        answer = joined.ask(constraints)
    if isinstance(answer, Undecided):
        yield undecided(BURDEN, address, answer.reason)
    elif isinstance(answer, Sat):
        case = find_case(joined, constraints, (concern,), answer)
        name, first = concern.decision.replace("_", " "), back.after.built.view.first
        nl = f"{name}: deze versie werkt terug tot {date_words(first)} en trad pas op {date_words(back.day)} in werking, ten nadele van wie"
        en = f"{concern.decision}: this version works back to {first} and entered into force on {back.day} only, to the detriment of someone"
        yield told(back, concern, case, (f"{nl} in dat tussentijdse geval meer kreeg", en), address)


def told(back: Back, concern: Concern, case: Counterexample | Broken, words: tuple[str, str], address: str) -> Result:
    """The finding with what the case comes to under both texts, which the reference and the generated Python must agree on."""
    nl, en = words
    if isinstance(case, Counterexample):
        was = decide(
            Case(back.before.snapshot, case.facts, back.before.readings), back.before.built.world.layers, concern.regulation, concern.decision, concern.phase
        ).value
        if replayed(back.before, case.facts, (), (concern,)).outcomes != (was,):
            return undecided(BURDEN, address, "het geval is bij de eerdere tekst niet bevestigd: dit is een fout in waterdicht")
        now = case.outcomes[f"{concern.regulation}: {concern.decision}"]
        nl, en = f"{nl} (eerst «{was}», nu «{now}»)", f"{en} (first `{was}`, now `{now}`)"
    span = back.after.built.view.versions[0].document.span
    return replace(finding(BURDEN, Severity.WARNING, address, (), nl, en, case, span), reason=f"{concern.decision} {concern.phase}")
