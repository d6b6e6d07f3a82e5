"""Readings that make a difference: two ways to read the same text that give another outcome, or another value, for a real case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from waterdicht.compiler.addresses import in_words
from waterdicht.compiler.build import apply, both, either, negate
from waterdicht.compiler.channels import ROWS, decide
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import ByReading, Expr, Op, ReadingInfo, Snapshot, Use
from waterdicht.compiler.types import Scalar
from waterdicht.runtime.words import value_words
from waterdicht.verifier.cases import Broken, Concern, policy_of, replayed, show_case, values_of, whole_outcome
from waterdicht.verifier.equivalence import OTHER, changed_keys, subjects, tables, together
from waterdicht.verifier.findings import finding, nothing_found, undecided
from waterdicht.verifier.model import case_of
from waterdicht.verifier.results import Counterexample, Result, Severity
from waterdicht.verifier.rewrite import read_as
from waterdicht.verifier.room import Room, must, reachable
from waterdicht.verifier.solver import Constraint, Sat, Undecided, Unsat, open_session
from waterdicht.verifier.witness import realistic_in

CHOICE = "keuze-van-lezing"
LIMIT = 5_000_000
"""What one question may cost, by the count of the solver: a sixth of what others may, for there is one for each reading and outcome."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of two options of a reading: of a decision (`concern`) that its outcome is another one, or of a value by its key."""

    name: str
    asked: Constraint
    concern: Concern | None = None
    key: str = ""


def check_readings(room: Room) -> Iterator[Result]:
    """For each reading of the focus regulation and each option that is not the chosen one: satisfiable iff some case comes out otherwise with it."""
    focus = room.built.view.focus
    results = [
        result
        for info in room.snapshot.regulations[focus].readings
        if room.wanted(info.address)
        for option in info.options
        if option != room.readings[info.name] and (result := difference(room, info, option)) is not None
    ]
    yield from results
    if not results:
        yield nothing_found(CHOICE, focus, "geen lezing maakt verschil voor een uitkomst of waarde", "no reading makes a difference to an outcome or value")


def difference(room: Room, info: ReadingInfo, option: str) -> Result | None:
    """The finding on one option; None where no case comes out otherwise. Outcomes are asked about first, for these say most."""
    other = settled(room.snapshot, info.name, option)
    changed = changed_keys(room.snapshot, other)
    joined = in_one_room(room, together(room.snapshot, other, changed))
    unknown: Undecided | None = None
    try:
        for question in questions(room, other, changed):
            with joined.asking(CHOICE, info.address):
                answer = joined.ask((question.asked,))
            if isinstance(answer, Undecided):
                unknown = answer
            elif isinstance(answer, Sat):
                return told(room, info, option, question, None if room.quick else example(joined, room, question, answer))
    finally:
        joined.close()
    return None if unknown is None else undecided(CHOICE, info.address, unknown.reason)


def in_one_room(room: Room, both_readings: Snapshot) -> Room:
    """A room for the law in both readings at once."""
    session = open_session(both_readings, room.readings, rlimit=LIMIT, log=room.log)
    return Room(replace(room.built, snapshot=both_readings), room.readings, session, quick=room.quick, log=room.log)


def settled(snapshot: Snapshot, reading: str, option: str) -> Snapshot:
    """The law with one reading settled."""
    bearing = {key: each for key, each in snapshot.definitions.items() if depends(each.body, reading, snapshot)}
    return replace(
        snapshot, definitions={**snapshot.definitions, **{key: replace(each, body=read_as(each.body, reading, option)) for key, each in bearing.items()}}
    )


def depends(expr: Expr, reading: str, snapshot: Snapshot) -> bool:
    """Whether a reading stands in an expression itself, definitions left closed."""
    return any(isinstance(each, ByReading) and each.reading == reading for each in reachable((expr,), replace(snapshot, definitions={})))


def questions(room: Room, other: Snapshot, changed: frozenset[str]) -> Iterator[Question]:
    """Every outcome and every value of the focus that may be another one with the law so read."""
    focus, after = room.built.view.focus, replace(room.built, snapshot=other)
    for decision, phase in subjects(room.built, after, changed):
        _, before, then = next(tables(room.built, after, decision, phase, changed))
        differs = either(*(both(before(row), negate(then(row))) for row in ROWS))
        yield Question(decision.replace("_", " "), must("andere uitkomst", differs), Concern(focus, decision, phase))
    for table in room.snapshot.regulations[focus].values:
        key = room.built.world.named.get(focus, {}).get(table.name, "")
        if key in changed and (type_ := room.snapshot.definitions[key].body.type) is not Scalar.BOOL:
            differs = apply(Op.NE, Scalar.BOOL, Use(key, type_), Use(key + OTHER, type_))
            yield Question(table.name, must("andere waarde", differs), None, key)


def example(joined: Room, room: Room, question: Question, answer: Sat) -> Counterexample | Broken:
    """A case that comes out otherwise, shown under the chosen readings. Of an outcome a realistic one; of a value, where that can take minutes, any."""
    raw = case_of(answer.session, answer.model, answer.within)
    if question.concern is None:
        return show_case(room, raw, (), ())
    facts = realistic_in(joined.for_cases((question.asked,)), (question.asked, *whole_outcome((question.concern,))), answer)
    return show_case(room, raw if isinstance(facts, Unsat | Undecided) else facts, (), (question.concern,))


def told(room: Room, info: ReadingInfo, option: str, question: Question, case: Counterexample | Broken | None) -> Result:
    """The finding, with what the case comes to under both options: by the reference, and by the generated Python, which must agree."""
    chosen, where = room.readings[info.name], in_words(info.address)
    nl, en = f"{where}: lezing «{words(info.name)}» maakt verschil", f"{info.address}: the reading `{info.name}` makes a difference"
    if isinstance(case, Counterexample):
        first, second = (outcome_in(each, question, case) for each in (room, room.under({info.name: option})))
        if first is None or second is None or first == second:
            return undecided(CHOICE, info.address, f"het geval is bij «{words(option)}» niet bevestigd: dit is een fout in waterdicht")
        nl += f": in hetzelfde geval is {question.name} bij «{words(chosen)}» {first} en bij «{words(option)}» {second}"
        en += f": in the same case {question.name} is {first} under `{chosen}` and {second} under `{option}`"
    return replace(finding(CHOICE, Severity.NOTE, info.address, (), nl, en, case, info.span), reason=f"{info.name}: {option}")


def outcome_in(room: Room, question: Question, case: Counterexample) -> str | None:
    """What a case comes to in a room, in words; None where the reference and the generated Python do not agree."""
    here = Case(room.snapshot, case.facts, room.readings)
    if question.concern is not None:
        each = question.concern
        found = decide(here, room.built.world.layers, each.regulation, each.decision, each.phase).value
        return f"«{found}»" if replayed(room, case.facts, (), (each,)).outcomes == (found,) else None
    value = evaluate(Use(question.key, room.snapshot.definitions[question.key].body.type), here)
    again = values_of(policy_of(room, (question.key,)), room, case.facts, (question.key,))[question.key]
    return value_words(value, kind_of_value(room, question)) if again == value else None


def kind_of_value(room: Room, question: Question) -> str:
    """The kind of a value, to say it in words."""
    type_ = room.snapshot.definitions[question.key].body.type
    return type_.value if isinstance(type_, Scalar) else ""


def words(name: str) -> str:
    """A declared name in words."""
    return name.replace("_", " ")
