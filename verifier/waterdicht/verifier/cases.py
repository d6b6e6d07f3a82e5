"""Concrete cases: found by the solver, made realistic, replayed by the reference and by the generated Python, and explained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from waterdicht.compiler.backends.python.module import compile_python
from waterdicht.compiler.backends.python.phrases import phrase
from waterdicht.compiler.build import either, negate
from waterdicht.compiler.channels import decide
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Channel, Contribution, DefinitionInfo, Expr, FactOf, Snapshot, Use
from waterdicht.compiler.narrow import needed
from waterdicht.compiler.outcomes import channel_key, channels_of
from waterdicht.compiler.unknown_text import is_unsaid
from waterdicht.runtime.decide import outcome
from waterdicht.runtime.load import Policy, load
from waterdicht.runtime.values import Computed, Fault
from waterdicht.verifier.periods import derived_periods
from waterdicht.verifier.results import Condition, Counterexample
from waterdicht.verifier.room import Room, parts
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


NOT_SHOWN = Counterexample({}, {}, {}, (), False)
"""Stands for a case in a quick room, where it is enough that there is one."""


def find_case(room: Room, constraints: Sequence[Constraint], concerns: Sequence[Concern], start: Sat | None = None) -> Counterexample | Broken:
    """The realistic case that meets all constraints, replayed. The constraints must be satisfiable; `start` is the answer that says so, if at hand."""
    if room.quick:
        return NOT_SHOWN
    session = room.for_cases(constraints)
    facts = realistic_in(session, (*constraints, *whole_outcome(concerns)), start)
    if isinstance(facts, Unsat | Undecided):
        facts = realistic_in(session, constraints)
    if isinstance(facts, Unsat | Undecided):
        return Broken("geen geval gevonden dat nagespeeld kan worden")
    return show_case(room, facts, constraints, concerns)


def whole_outcome(concerns: Sequence[Concern]) -> tuple[Constraint, ...]:
    """That every channel of the decisions concerned is known: so that the case has all facts that its outcome depends on."""
    tables = [channels_of(concern.regulation, concern.decision, concern.phase) for concern in concerns]
    channels = [each for table in tables for each in (table.grant, table.duty, table.only, table.refuse, table.may_refuse)]
    return tuple(Constraint("uitkomst", either(each, negate(each)), "true") for each in channels)


def show_case(room: Room, facts: Mapping[str, Computed], constraints: Sequence[Constraint], concerns: Sequence[Concern]) -> Counterexample | Broken:
    """A case replayed and explained."""
    case = Case(room.snapshot, facts, room.readings)
    for constraint in constraints:
        value = evaluate(constraint.expr, case)
        if not meets(value, constraint):
            return Broken(f"{constraint.name}: {value!r} ({constraint.mode})")
    outcomes = {}
    for concern in concerns:
        words = decide(case, room.built.world.layers, concern.regulation, concern.decision, concern.phase).value
        again = replayed(room, facts, concern)
        if again != words:
            return Broken(f"{concern.regulation}: {concern.decision}: {words} / {again}")
        outcomes[f"{concern.regulation}: {concern.decision}"] = words
    problem = replayed_constraints(room, facts, constraints)
    if problem:
        return Broken(problem)
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


def policy_of(room: Room) -> Policy:
    """The generated Python of every definition of this snapshot, compiled once; channels are definitions too."""
    key = id(room.snapshot)
    if key not in room.policies:
        room.policies[key] = load(compile_python(replace(room.snapshot, regulations={})))
    return room.policies[key]


def replayed(room: Room, facts: Mapping[str, Computed], concern: Concern) -> str:
    """The outcome according to the generated Python: its channels, and the outcome table of the runtime."""
    policy = policy_of(room)
    known = {name: value for name, value in facts.items() if name in policy.facts or name in policy.other_facts}
    readings = declared(room, policy)
    order = (Channel.GRANT, Channel.DUTY, Channel.ONLY, Channel.REFUSE, Channel.MAY_REFUSE)
    keys = [channel_key(concern.regulation, concern.decision, concern.phase, each) for each in order]
    return outcome(*(policy.value(key, known, readings=readings) for key in keys))


def declared(room: Room, policy: Policy) -> dict[str, str]:
    """The chosen readings that the policy knows."""
    return {name: option for name, option in room.readings.items() if name in policy.readings}


def replayed_constraints(room: Room, facts: Mapping[str, Computed], constraints: Sequence[Constraint]) -> str:
    """What the generated Python says of the constraints, when it disagrees; empty when it agrees.

    Every definition is computed by the generated Python; a constraint that is more than a formula over definitions is compiled for the occasion.
    """
    for constraint in constraints:
        if not any(isinstance(expr, Use) for expr in inside(constraint.expr)) or any(isinstance(expr, FactOf) for expr in inside(constraint.expr)):
            value = compiled_value(room, facts, constraint)
        else:
            policy = policy_of(room)
            known = {name: value for name, value in facts.items() if name in policy.facts or name in policy.other_facts}
            keys = {expr.key for expr in inside(constraint.expr) if isinstance(expr, Use)}
            values = {key: policy.value(key, known, readings=declared(room, policy)) for key in keys}
            value = evaluate(constraint.expr, Case(room.snapshot, {}, room.readings, {}, values))
        if not meets(value, constraint):
            return f"{constraint.name}: {value!r} in Python ({constraint.mode})"
    return ""


def compiled_value(room: Room, facts: Mapping[str, Computed], constraint: Constraint) -> Computed:
    """The value of one expression, compiled to Python with just the definitions it needs."""
    definitions = {**room.snapshot.definitions, "vraag": DefinitionInfo("vraag", constraint.expr, "")}
    policy = load(compile_python(replace(room.snapshot, definitions=needed(definitions, ("vraag",)), regulations={})))
    known = {name: value for name, value in facts.items() if name in policy.facts or name in policy.other_facts}
    found: Computed = policy.value("vraag", known, readings=declared(room, policy))
    return found


def inside(expr: Expr) -> Iterator[Expr]:
    """An expression and its parts, definitions left closed."""
    yield expr
    for part in parts(expr):
        yield from inside(part)


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
