"""What comes of scenarios: each expectation on the reference and on the generated Python, snapshot by snapshot over several processes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from waterdicht.cli.cases import Bench, Question, bench, decide_case, default_readings, generated_value, known, known_facts
from waterdicht.compiler.backends.python.phrases import kind_of
from waterdicht.compiler.compile import Model
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import DefinitionInfo, Obligation, Use
from waterdicht.compiler.theorems import ExpectedResult, ScenarioModel
from waterdicht.compiler.types import Scalar
from waterdicht.runtime.decide import Explanation
from waterdicht.runtime.explain import reasons, words
from waterdicht.runtime.values import ABSENT, UNKNOWN, Computed, Fault
from waterdicht.runtime.words import value_words
from waterdicht.verifier.parallel import Lost, Progress, Task, default_jobs, perform

FEW = 50
"""So many scenarios are done before other processes have begun."""


@dataclass(frozen=True, slots=True)
class Because:
    """A condition that decided: where it stands, what it says, and its value."""

    address: str
    text: str
    value: Computed


@dataclass(frozen=True, slots=True)
class Found:
    """What came of one expectation, in words: by the reference (`got`), and by the generated Python."""

    subject: str
    expected: str
    got: str
    generated: str
    reasons: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An expectation of a scenario, and what came of it."""

    scenario: ScenarioModel
    found: Found

    @property
    def passed(self) -> bool:
        """Whether the reference gives what the scenario expects."""
        return self.found.expected == self.found.got

    @property
    def agree(self) -> bool:
        """Whether the reference and the generated Python give the same."""
        return self.found.got == self.found.generated


def run_all(model: Model, progress: Progress | None = None) -> tuple[Outcome, ...]:
    """Every expectation of every scenario, in the order of the files."""
    groups = by_snapshot(model.scenarios)
    tasks: list[Task[tuple[Found, ...]]] = [
        Task(several[0].title, partial(run_group, several), str(place), len(several)) for place, several in enumerate(groups)
    ]
    jobs = default_jobs() if len(model.scenarios) > FEW else 1
    found: dict[int, tuple[Found, ...]] = {}
    for place, answer in perform(tasks, jobs, progress):
        # Where a process was ended from outside its scenarios are run in this one.
        of_all = run_group(groups[place]) if isinstance(answer, Lost) else answer
        found.update((id(scenario), of_one) for scenario, of_one in zip(groups[place], of_all, strict=True))
    return tuple(Outcome(scenario, each) for scenario in model.scenarios for each in found[id(scenario)])


def by_snapshot(scenarios: Sequence[ScenarioModel]) -> list[list[ScenarioModel]]:
    """The scenarios on each snapshot; those with the most first, so that no process is left alone with them at the end."""
    found: dict[int, list[ScenarioModel]] = {}
    for scenario in scenarios:
        found.setdefault(id(scenario.built), []).append(scenario)
    return sorted(found.values(), key=len, reverse=True)


def run_group(scenarios: Sequence[ScenarioModel]) -> list[tuple[Found, ...]]:
    """The expectations of scenarios on one snapshot. What comes back is light: it may have to go to another process."""
    every = [(scenario, expected) for scenario in scenarios for expected in scenario.expected]
    questions = [question_of(scenario, expected) for scenario, expected in every if expected.outcome is not None]
    keys = [expected.expression.key for _, expected in every if isinstance(expected.expression, Use)]
    on = bench(scenarios[0].built, questions, keys, (each for _, expected in every for each in asked_of(expected)))
    return [tuple(run_one(on, scenario, expected) for expected in scenario.expected) for scenario in scenarios]


def run_one(on: Bench, scenario: ScenarioModel, expected: ExpectedResult) -> Found:
    """One expectation."""
    if expected.said:
        return run_said(on, scenario, expected)
    return run_value(on, scenario, expected) if expected.outcome is None else run_decision(on, scenario, expected)


def question_of(scenario: ScenarioModel, expected: ExpectedResult) -> Question:
    """What an expectation of an outcome asks."""
    return Question(scenario.regulation, expected.name, expected.phase, scenario.under_the_law)


def run_decision(on: Bench, scenario: ScenarioModel, expected: ExpectedResult) -> Found:
    """An expected outcome of a decision."""
    assert expected.outcome is not None
    decided = decide_case(on, question_of(scenario, expected), scenario.facts, default_readings(scenario.built))
    subject = f"besluit {expected.name}" + ("" if expected.phase == "toekennen" else f" {expected.phase}")
    because = tuple(each for explanation in decided.explanations for each in reasons_of(explanation))
    return Found(subject, expected.outcome.value, decided.reference, decided.generated, because)


def reasons_of(explanation: Explanation) -> tuple[Because, ...]:
    """Why a regulation decides as it does."""
    return tuple(Because(each.address, words(each.leaf, each.value), each.value) for each in reasons(explanation))


def run_value(on: Bench, scenario: ScenarioModel, expected: ExpectedResult) -> Found:
    """An expected value."""
    assert expected.expression is not None  # INVARIANT: an expectation is of an outcome or of a value
    readings = default_readings(scenario.built)
    kind = kind_of(expected.expression.type)
    got = evaluate(expected.expression, Case(scenario.built.snapshot, scenario.facts, readings))
    generated = generated_value(on, expected.expression, scenario.facts, readings)
    return Found(f"waarde {expected.name}", shown(expected.value, kind), shown(got, kind), shown(generated, kind), ())


# --- acts, and what is said of a regulation itself -------------------------------------------


def asked_of(expected: ExpectedResult) -> tuple[DefinitionInfo, ...]:
    """What is said, as definitions: whether it is so, and the last day of an act."""
    if not expected.said or expected.expression is None:
        return ()
    where = " ".join((expected.said, *(each.address for each in expected.given)))
    asked = {f"gezegd {expected.value}": expected.expression, "uiterste dag": expected.last if expected.until is not None else None}
    return tuple(DefinitionInfo(f"{name} {where}", body, "", expected.said) for name, body in asked.items() if body is not None)


def run_said(on: Bench, scenario: ScenarioModel, expected: ExpectedResult) -> Found:
    """An expectation that something said is so or not: of an act that it must (or may) be performed, and where that is expected its last day."""
    readings = default_readings(scenario.built)
    case = Case(scenario.built.snapshot, scenario.facts, readings)
    asked = asked_of(expected)
    got = [evaluate(each.body, case) for each in asked]
    generated = [on.policy.value(each.key, known_facts(on, scenario.facts), readings=known(on, readings)) for each in asked]
    wanted, by_reference, by_python = (duty_words(expected, several) for several in ([expected.value, expected.until], got, generated))
    return Found(expected.said, wanted, by_reference, by_python, reasons_of_duty(expected, case))


def duty_words(expected: ExpectedResult, found: Sequence[Computed | None]) -> str:
    """What was found of an act, in words: ja or nee, and where a day is expected and it must be performed, its last day."""
    holds, *last = found
    day = value_words(last[0]) if holds is True and expected.until is not None else ""
    return f"{shown_duty(holds)}, uiterlijk op {day}" if day else shown_duty(holds)


def shown_duty(holds: Computed | None) -> str:
    """Whether an act must be performed."""
    return value_words(holds, kind_of(Scalar.BOOL))


def reasons_of_duty(expected: ExpectedResult, case: Case) -> tuple[Because, ...]:
    """The provisions that ask or allow the act, each with whether it does so in this case and with its last day."""
    return tuple(Because(each.address, duty_text(each, case), evaluate(each.when, case)) for each in expected.given)


def duty_text(given: Obligation, case: Case) -> str:
    """What one provision says of an act."""
    said = f"{given.actor} {given.modality} verrichten {given.subject}"
    return said if given.deadline is None else f"{said} (uiterste dag: {value_words(evaluate(given.deadline, case))})"


def shown(value: Any, kind: str) -> str:
    """A value in words; the elements of a list are written out."""
    if isinstance(value, Fault) or value is UNKNOWN or value is ABSENT or kind != "lijst":
        return value_words(value, kind)
    return "; ".join(", ".join(f"{name} {value_words(part)}" for name, part in sorted(element.items())) for element in value) or "geen"
