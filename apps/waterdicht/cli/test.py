"""`waterdicht test`: every scenario, on the reference and on the generated Python."""

from __future__ import annotations

import argparse
from typing import Any

from waterdicht.cli.console import Console
from waterdicht.cli.diagnostic_json import diagnostic_json, failure_json, place_json
from waterdicht.cli.engine import engine
from waterdicht.cli.exits import FINDING, FINE, WRONG, gravest
from waterdicht.cli.loading import errors_of, load, render_all
from waterdicht.cli.scenarios import Outcome, run_all
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose
from waterdicht.runtime.words import date_words, value_words

SCHEMA = "waterdicht/test/1"


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
    outcomes = run_all(loaded.model, console.progress)
    console.progress_done()
    if console.form == "json":
        console.write_json(as_json(outcomes))
    else:
        console.write(as_text(console, outcomes, len(loaded.model.scenarios)))
    return gravest(FINE if all(each.agree for each in outcomes) else WRONG, FINE if all(each.passed for each in outcomes) else FINDING)


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
            f"  {outcome.found.subject}: verwacht {outcome.found.expected}, maar het is {outcome.found.got}",
            f"  {outcome.found.subject}: expected {outcome.found.expected}, got {outcome.found.got}",
        ),
    ]
    lines += [f"    [{each.address}] {each.text}: {value_words(each.value, '', console.language)}" for each in outcome.found.reasons]
    return "\n".join(lines)


def disagreement(outcome: Outcome) -> Diagnostic:
    """The reference and the generated Python differ: our mistake."""
    return diagnose(
        Code.TRANSLATIONS_DISAGREE,
        outcome.scenario.span,
        scenario=outcome.scenario.title,
        subject=outcome.found.subject,
        reference=outcome.found.got,
        generated=outcome.found.generated,
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
        "subject": outcome.found.subject,
        "expected": outcome.found.expected,
        "got": outcome.found.got,
        "passed": outcome.passed,
        "place": place_json(scenario.span),
        "reasons": [{"address": each.address, "text": each.text, "value": value_words(each.value)} for each in outcome.found.reasons],
    }
