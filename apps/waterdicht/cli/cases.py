"""One case decided twice: by the reference evaluator and by the generated Python. They must agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from waterdicht.compiler.backends.python import compile_python
from waterdicht.compiler.channels import decide as decide_by_reference
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Channel, DefinitionInfo, Expr, FactOf, Outcome, Use
from waterdicht.compiler.layers import laws_with_stance
from waterdicht.compiler.narrow import narrowed
from waterdicht.compiler.outcomes import channel_key
from waterdicht.compiler.scope import BUILT_IN_READINGS
from waterdicht.compiler.snapshots import Built
from waterdicht.runtime.compiled import TODAY
from waterdicht.runtime.decide import Explanation
from waterdicht.runtime.policy import Policy, load_source
from waterdicht.runtime.values import Computed


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be decided, in which regulation, perhaps together with the law above it."""

    regulation: str
    decision: str
    phase: str
    under_the_law: bool


@dataclass(frozen=True, slots=True)
class Bench:
    """A snapshot with the generated Python of what is asked of it, ready to decide cases on both."""

    built: Built
    policy: Policy


@dataclass(frozen=True, slots=True)
class Decided:
    """The outcome by the reference and by the generated Python, and why: of the regulation first, then of the laws above it."""

    reference: str
    generated: str
    explanations: tuple[Explanation, ...]


def bench(built: Built, questions: Iterable[Question], keys: Iterable[str] = (), more: Iterable[DefinitionInfo] = ()) -> Bench:
    """Compile to Python, and load, what these questions, these definitions and `more` besides those of the snapshot need."""
    asked = {(regulation, each.decision, each.phase) for each in questions for regulation in regulations_of(built, each)}
    added = {each.key: each for each in more}
    snapshot = replace(built.snapshot, definitions={**built.snapshot.definitions, **added}) if added else built.snapshot
    return Bench(built, load_source(compile_python(narrowed(snapshot, asked, (*keys, *added)))))


def default_readings(built: Built) -> dict[str, str]:
    """The option used for each reading: the first declared, or of a built-in reading the first there is."""
    return {name: options[0] for name, options in {**BUILT_IN_READINGS, **built.world.readings}.items()}


def decide_case(on: Bench, question: Question, facts: Mapping[str, Computed], readings: Mapping[str, str], data: Mapping[str, Any] | None = None) -> Decided:
    """Decide a case both ways. `facts` hold `deze_dag`; `readings` has an option for every reading; `data` is the JSON of the facts, if any.

    With JSON the generated Python decides as it does in a service, from the JSON itself.
    """
    case = Case(on.built.snapshot, facts, readings)
    reference = outcome_of(on.built, question, case).value
    explanations = tuple(explained(on, question, regulation, facts, readings, data) for regulation in regulations_in(on, question))
    outcomes = [generated_outcome(on, question, facts, readings)]
    outcomes += [explanation.outcome for explanation in explanations if not question.under_the_law]
    return Decided(reference, next((outcome for outcome in outcomes if outcome != reference), reference), explanations)


def outcome_of(built: Built, question: Question, case: Case) -> Outcome:
    """The outcome by the reference. A decision that nothing in force speaks of has no ground."""
    if channel_key(question.regulation, question.decision, question.phase, Channel.GRANT) not in built.snapshot.definitions:
        return Outcome.NO_GROUND
    return decide_by_reference(case, built.world.layers, question.regulation, question.decision, question.phase, under_the_law=question.under_the_law)


def generated_outcome(on: Bench, question: Question, facts: Mapping[str, Computed], readings: Mapping[str, str]) -> str:
    """The outcome by the generated Python; under the law the channels are its work and only the table is ours."""
    if not question.under_the_law and (question.regulation, question.decision, question.phase) in on.policy.decisions:
        return str(
            on.policy.decide(
                question.decision, known_facts(on, facts), regulation=question.regulation, phase=question.phase, readings=known(on, readings), explain=False
            )
        )
    middle = f":{question.decision}:{question.phase}:"
    case = on.policy.make(known_facts(on, facts))
    channels = {key: on.policy.value(key, case, readings=known(on, readings)) for key in on.policy.definitions if middle in key}
    return outcome_of(on.built, question, Case(on.built.snapshot, {}, readings, {}, channels)).value


def generated_value(on: Bench, expression: Expr, facts: Mapping[str, Computed], readings: Mapping[str, str]) -> Any:
    """The value of a name by the generated Python; facts are what they are."""
    match expression:
        case Use(key) if key in on.policy.definitions:
            return on.policy.value(key, known_facts(on, facts), readings=known(on, readings))
        case FactOf():
            return evaluate(expression, Case(on.built.snapshot, facts, readings))
        case _:
            raise AssertionError(f"a name stands for {expression}")


def known_facts(on: Bench, facts: Mapping[str, Computed]) -> dict[str, Computed]:
    """The facts that the generated Python has a place for."""
    return {name: value for name, value in facts.items() if name in on.policy.facts or name in on.policy.other_facts}


def known(on: Bench, readings: Mapping[str, str]) -> dict[str, str]:
    """The readings that make a difference in the generated Python."""
    return {name: option for name, option in readings.items() if name in on.policy.readings}


def regulations_in(on: Bench, question: Question) -> tuple[str, ...]:
    """The regulations whose reasons are shown: those of the question that have rules on the decision."""
    return tuple(each for each in regulations_of(on.built, question) if (each, question.decision, question.phase) in on.policy.decisions)


def regulations_of(built: Built, question: Question) -> tuple[str, ...]:
    """The regulation asked, and under the law the first of those above it that say how they stand to it."""
    laws = laws_with_stance(built.world.layers, question.decision) if question.under_the_law else ()
    return (question.regulation, *[law for law in laws if law != question.regulation][:1])


def explained(
    on: Bench, question: Question, regulation: str, facts: Mapping[str, Computed], readings: Mapping[str, str], data: Mapping[str, Any] | None
) -> Explanation:
    """Why one regulation comes to its outcome, from the JSON of the facts when there is any."""
    if data is not None:
        asked = on.policy.decision(question.decision, regulation, question.phase).facts
        needed, day = {name: data[name] for name in asked if name in data}, facts[TODAY]
        assert isinstance(day, date)  # INVARIANT: JSON comes with the day of the decision
        return on.policy.decide_json(question.decision, needed, on=day, regulation=regulation, phase=question.phase, readings=known(on, readings))
    found = on.policy.decide(question.decision, known_facts(on, facts), regulation=regulation, phase=question.phase, readings=known(on, readings))
    assert isinstance(found, Explanation)  # INVARIANT: `decide` explains unless told not to
    return found
