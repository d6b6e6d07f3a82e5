"""`waterdicht test`: every scenario, on the reference and on the generated Python."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from waterdicht.cli.cases import Bench, Question, bench, decide_case, default_readings, generated_value
from waterdicht.cli.console import Console
from waterdicht.cli.diagnostic_json import diagnostic_json, failure_json, place_json
from waterdicht.cli.engine import engine
from waterdicht.cli.exits import FINDING, FINE, WRONG, gravest
from waterdicht.cli.loading import errors_of, load, render_all
from waterdicht.compiler.backends.python.phrases import kind_of
from waterdicht.compiler.compile import Model
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.theorems import ExpectedResult, ScenarioModel
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose
from waterdicht.runtime.decide import Explanation
from waterdicht.runtime.explain import reasons, words
from waterdicht.runtime.values import ABSENT, UNKNOWN, Fault
from waterdicht.runtime.words import date_words, value_words

SCHEMA = "waterdicht/test/1"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one expectation. `expected` and `got` are in words; `agree` says that the generated Python gave the same."""

    scenario: ScenarioModel
    subject: str
    expected: str
    got: str
    generated: str
    explanations: tuple[Explanation, ...]

    @property
    def passed(self) -> bool:
        """Whether the reference gives what the scenario expects."""
        return self.expected == self.got

    @property
    def agree(self) -> bool:
        """Whether the reference and the generated Python give the same."""
        return self.got == self.generated


def run(given: argparse.Namespace, console: Console) -> int:
    """Run all scenarios; 1 when one fails, 2 when the translations disagree."""
    loaded = load(given.paths)
    if loaded.model is None:
        problems = errors_of(loaded.diagnostics)
        if console.form == "json":
            console.write_json(failure_json(SCHEMA, engine(), problems))
        else:
            console.write(render_all(problems, console))
        return WRONG
    outcomes = tuple(run_all(loaded.model, console))
    console.progress_done()
    if console.form == "json":
        console.write_json(as_json(outcomes))
    else:
        console.write(as_text(console, outcomes, len(loaded.model.scenarios)))
    return gravest(FINE if all(each.agree for each in outcomes) else WRONG, FINE if all(each.passed for each in outcomes) else FINDING)


def run_all(model: Model, console: Console) -> Iterable[Outcome]:
    """Every expectation of every scenario, in the order of the files."""
    benches: dict[int, Bench] = {}
    for number, scenario in enumerate(model.scenarios, 1):
        console.progress(number, len(model.scenarios), scenario.title)
        key = id(scenario.built)
        if key not in benches:
            benches[key] = bench(scenario.built)
        for expected in scenario.expected:
            yield run_one(benches[key], scenario, expected)


def run_one(on: Bench, scenario: ScenarioModel, expected: ExpectedResult) -> Outcome:
    """One expectation."""
    return run_value(on, scenario, expected) if expected.outcome is None else run_decision(on, scenario, expected)


def run_decision(on: Bench, scenario: ScenarioModel, expected: ExpectedResult) -> Outcome:
    """An expected outcome of a decision."""
    assert expected.outcome is not None
    question = Question(scenario.regulation, expected.name, expected.phase, scenario.under_the_law)
    decided = decide_case(on, question, scenario.facts, default_readings(scenario.built))
    subject = f"besluit {expected.name}" + ("" if expected.phase == "toekennen" else f" {expected.phase}")
    return Outcome(scenario, subject, expected.outcome.value, decided.reference, decided.generated, decided.explanations)


def run_value(on: Bench, scenario: ScenarioModel, expected: ExpectedResult) -> Outcome:
    """An expected value."""
    assert expected.expression is not None  # INVARIANT: an expectation is of an outcome or of a value
    readings = default_readings(scenario.built)
    kind = kind_of(expected.expression.type)
    got = evaluate(expected.expression, Case(scenario.built.snapshot, scenario.facts, readings))
    generated = generated_value(on, expected.expression, scenario.facts, readings)
    return Outcome(scenario, f"waarde {expected.name}", shown(expected.value, kind), shown(got, kind), shown(generated, kind), ())


def shown(value: Any, kind: str) -> str:
    """A value in words; the elements of a list are written out."""
    if isinstance(value, Fault) or value is UNKNOWN or value is ABSENT or kind != "lijst":
        return value_words(value, kind)
    return "; ".join(", ".join(f"{name} {value_words(part)}" for name, part in sorted(element.items())) for element in value) or "geen"


# --- reports --------------------------------------------------------------------------------


def as_text(console: Console, outcomes: tuple[Outcome, ...], scenarios: int) -> str:
    """The report for a reader: what went wrong with the reasons, then how many passed."""
    blocks = [failure_text(console, each) for each in outcomes if not each.passed]
    differing = tuple(disagreement(each) for each in outcomes if not each.agree)
    blocks += [render_all(differing, console)] if differing else []
    failed = sum(not each.passed for each in outcomes)
    total = console.words(
        f"{scenarios} scenario's, {len(outcomes)} verwachtingen: {len(outcomes) - failed} goed, {failed} fout",
        f"{scenarios} scenarios, {len(outcomes)} expectations: {len(outcomes) - failed} right, {failed} wrong",
    )
    return "\n\n".join([*blocks, console.paint(total, "red" if failed or differing else "green")])


def failure_text(console: Console, outcome: Outcome) -> str:
    """One expectation that was not met."""
    scenario = outcome.scenario
    place = f"{scenario.span.file}:{scenario.span.line}"
    day = date_words(scenario.on, console.language)
    under = console.words(", onder de wet", ", under the law") if scenario.under_the_law else ""
    lines = [
        f"{place}: {console.paint(scenario.title, 'bold')} ({scenario.regulation}{under}, {day})",
        console.words(
            f"  {outcome.subject}: verwacht {outcome.expected}, maar het is {outcome.got}",
            f"  {outcome.subject}: expected {outcome.expected}, got {outcome.got}",
        ),
    ]
    found = (each for explanation in outcome.explanations for each in reasons(explanation))
    lines += [f"    [{each.address}] {words(each.leaf, each.value)}: {value_words(each.value, '', console.language)}" for each in found]
    return "\n".join(lines)


def disagreement(outcome: Outcome) -> Diagnostic:
    """The reference and the generated Python differ: our mistake."""
    return diagnose(
        Code.TRANSLATIONS_DISAGREE,
        outcome.scenario.span,
        scenario=outcome.scenario.title,
        subject=outcome.subject,
        reference=outcome.got,
        generated=outcome.generated,
    )


def as_json(outcomes: tuple[Outcome, ...]) -> dict[str, Any]:
    """The report for a program."""
    return {
        "schema": SCHEMA,
        "engine": engine(),
        "summary": {"passed": sum(each.passed for each in outcomes), "failed": sum(not each.passed for each in outcomes)},
        "results": [outcome_json(each) for each in outcomes],
        "diagnostics": [diagnostic_json(disagreement(each)) for each in outcomes if not each.agree],
    }


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """One expectation for a program."""
    scenario = outcome.scenario
    return {
        "scenario": scenario.title,
        "regulation": scenario.regulation,
        "under_the_law": scenario.under_the_law,
        "on": scenario.on.isoformat(),
        "subject": outcome.subject,
        "expected": outcome.expected,
        "got": outcome.got,
        "passed": outcome.passed,
        "place": place_json(scenario.span),
        "reasons": [
            {"address": each.address, "text": words(each.leaf, each.value), "value": value_words(each.value)}
            for explanation in outcome.explanations
            for each in reasons(explanation)
        ],
    }
