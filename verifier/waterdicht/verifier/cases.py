"""Concrete cases: found by the solver, made realistic, replayed by the reference and by the generated Python, and explained."""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from waterdicht.compiler.backends.python.module import compile_python
from waterdicht.compiler.backends.python.phrases import phrase
from waterdicht.compiler.build import either, negate
from waterdicht.compiler.channels import decide
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Channel, Contribution, Expr, FactOf, Snapshot, Use
from waterdicht.compiler.narrow import for_expressions
from waterdicht.compiler.outcomes import channel_key, channels_of
from waterdicht.compiler.parts import walk
from waterdicht.compiler.unknown_text import is_unsaid
from waterdicht.runtime.decide import outcome
from waterdicht.runtime.policy import Policy, load_source
from waterdicht.runtime.values import Computed, Fault
from waterdicht.verifier.periods import derived_periods
from waterdicht.verifier.results import Condition, Counterexample
from waterdicht.verifier.room import Room
from waterdicht.verifier.solver import Constraint, Sat, Undecided, Unsat
from waterdicht.verifier.witness import realistic_in


@dataclass(frozen=True, slots=True)
class Concern:
    """A decision that a case is about, in one regulation."""

    regulation: str
    decision: str
    phase: str = "toekennen"


@dataclass(frozen=True, slots=True)
class Broken:
    """A case that the reference or the generated Python does not confirm: our bug, never a finding."""

    what: str


OUTCOME = (Channel.GRANT, Channel.DUTY, Channel.ONLY, Channel.REFUSE, Channel.MAY_REFUSE)
"""The channels of a decision, in the order of the outcome table of the runtime."""
NOT_SHOWN = Counterexample({}, {}, {}, (), False)
"""Stands for a case in a quick room, where it is enough that there is one."""


def find_case(room: Room, constraints: Sequence[Constraint], concerns: Sequence[Concern], start: Sat | None = None) -> Counterexample | Broken:
    """The realistic case that meets all constraints, replayed. The constraints must be satisfiable; `start` is the answer that says so, if at hand."""
    if room.quick:
        return NOT_SHOWN
    view, work = room.recalling(), partial(realistic_facts, room, constraints, concerns, start)
    facts = work() if view is None else view.case(constraints, whole_outcome(concerns), work, topic_of(room, constraints, concerns))
    if isinstance(facts, Unsat | Undecided):
        return Broken("geen geval gevonden dat nagespeeld kan worden")
    return show_case(room, facts, constraints, concerns)


def topic_of(room: Room, constraints: Sequence[Constraint], concerns: Sequence[Concern]) -> Hashable:
    """What a case is about, without the name of the regulation: others may have given a case for the same."""
    focus = room.built.view.focus
    return tuple((each.decision, each.phase) for each in concerns), tuple((each.name.removeprefix(focus), each.mode) for each in constraints[:2])


def realistic_facts(room: Room, constraints: Sequence[Constraint], concerns: Sequence[Concern], start: Sat | None) -> dict[str, Computed] | Unsat | Undecided:
    """The facts of the realistic case, all those that the outcome depends on if there is such a case."""
    session = room.for_cases(constraints)
    facts = realistic_in(session, (*constraints, *whole_outcome(concerns)), start)
    return realistic_in(session, constraints) if isinstance(facts, Unsat | Undecided) else facts


def whole_outcome(concerns: Sequence[Concern]) -> tuple[Constraint, ...]:
    """That every channel of the decisions concerned is known: so that the case has all facts that its outcome depends on."""
    tables = [channels_of(concern.regulation, concern.decision, concern.phase) for concern in concerns]
    channels = [each for table in tables for each in (table.grant, table.duty, table.only, table.refuse, table.may_refuse)]
    return tuple(Constraint("uitkomst", either(each, negate(each)), "true") for each in channels)


def show_case(room: Room, facts: Mapping[str, Computed], constraints: Sequence[Constraint], concerns: Sequence[Concern]) -> Counterexample | Broken:
    """A case replayed by the reference and the generated Python of this very law, also where it was taken over, and explained."""
    case = Case(room.snapshot, facts, room.readings)
    for constraint in constraints:
        value = evaluate(constraint.expr, case)
        if not meets(value, constraint):
            return Broken(f"{constraint.name}: {value!r} ({constraint.mode})")
    again = replayed(room, facts, constraints, concerns)
    for constraint, value in zip(constraints, again.values, strict=True):
        if not meets(value, constraint):
            return Broken(f"{constraint.name}: {value!r} in Python ({constraint.mode})")
    outcomes = {}
    for concern, said in zip(concerns, again.outcomes, strict=True):
        words = decide(case, room.built.world.layers, concern.regulation, concern.decision, concern.phase).value
        if said != words:
            return Broken(f"{concern.regulation}: {concern.decision}: {words} / {said}")
        outcomes[f"{concern.regulation}: {concern.decision}"] = words
    return Counterexample(facts, outcomes, dict(room.readings), conditions(room, case, concerns), True, derived_periods(room, case))


def meets(value: object, constraint: Constraint) -> bool:
    """Whether a value is what a constraint asks for."""
    match constraint.mode:
        case "true":
            return value is True
        case "not_true":
            return value is not True
        case "fault":
            return isinstance(value, Fault)


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the generated Python says of a case: the value of each constraint, and for each concern the outcome."""

    values: tuple[Computed, ...]
    outcomes: tuple[str, ...]


def replayed(room: Room, facts: Mapping[str, Computed], constraints: Sequence[Constraint], concerns: Sequence[Concern]) -> Replayed:
    """A case decided by generated Python: the decisions concerned, compiled once, and what else the constraints need, compiled for the occasion."""
    channels = tuple(tuple(channel_key(each.regulation, each.decision, each.phase, channel) for channel in OUTCOME) for each in concerns)
    policy = policy_of(room, tuple(key for keys in channels for key in keys))
    more = {f"vraag {place}": each.expr for place, each in enumerate(constraints) if not is_over(each.expr, policy.definitions)}
    values = values_of(load_source(compile_python(for_expressions(room.snapshot, more))), room, facts, more) if more else {}
    keys = {part.key for each in constraints for part in walk(each.expr) if isinstance(part, Use) and part.key in policy.definitions}
    values |= values_of(policy, room, facts, keys.union(*channels))
    asked = (values[name] if (name := f"vraag {place}") in more else over(each.expr, room, values) for place, each in enumerate(constraints))
    return Replayed(tuple(asked), tuple(outcome(*(values[key] for key in keys)) for keys in channels))


def policy_of(room: Room, keys: tuple[str, ...]) -> Policy:
    """The generated Python of some definitions and all that they need, compiled once."""
    place = (id(room.snapshot), keys)
    if place not in room.policies:
        room.policies[place] = load_source(compile_python(for_expressions(room.snapshot, {}, keys)))
    return room.policies[place]


def is_over(expr: Expr, definitions: Container[str]) -> bool:
    """Whether an expression is a formula over some definitions and reads no fact itself."""
    return not any(isinstance(part, FactOf) or (isinstance(part, Use) and part.key not in definitions) for part in walk(expr))


def over(expr: Expr, room: Room, values: dict[str, Any]) -> Any:
    """The value of a formula over definitions, given theirs."""
    return evaluate(expr, Case(room.snapshot, {}, room.readings, {}, values))


def values_of(policy: Policy, room: Room, facts: Mapping[str, Computed], keys: Iterable[str]) -> dict[str, Any]:
    """The value of each definition in a case according to the generated Python, under the readings of a room."""
    known = policy.make({name: value for name, value in facts.items() if name in policy.facts})
    readings = {name: option for name, option in room.readings.items() if name in policy.readings}
    return {key: policy.value(key, known, readings=readings) for key in keys}


def conditions(room: Room, case: Case, concerns: Sequence[Concern]) -> tuple[Condition, ...]:
    """Each rule on the decisions concerned, with its condition in words and its value on this case."""
    found: dict[tuple[str, str], Condition] = {}
    for concern in concerns:
        for each in room.snapshot.regulations[concern.regulation].contributions:
            if each.decision == concern.decision and each.phase == concern.phase and not is_unsaid(each):
                words = condition_words(each, room.snapshot)
                found.setdefault((each.address, words), Condition(each.address, words, evaluate(each.formula, case), 0))
    return tuple(found.values())


def condition_words(each: Contribution, snapshot: Snapshot) -> str:
    """What a rule asks, in plain words."""
    body: Expr = each.condition
    return phrase(snapshot.definitions[body.key].body if hasattr(body, "key") else body, snapshot)
