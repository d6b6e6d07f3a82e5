"""`waterdicht decide`: one case, with reasons."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from waterdicht.cli.cases import Decided, Question, bench, decide_case, default_readings
from waterdicht.cli.console import Console
from waterdicht.cli.decide_answers import Answered, Subject, answers
from waterdicht.cli.decide_log import keep
from waterdicht.cli.diagnostic_json import failure_json
from waterdicht.cli.engine import engine
from waterdicht.cli.exits import FINE, WRONG
from waterdicht.cli.fact_words import lexicon
from waterdicht.cli.loading import errors_of, load, render_all
from waterdicht.cli.sources import reason_of
from waterdicht.compiler.backends.python.module import readings_in
from waterdicht.compiler.backends.python.specs import fact_type
from waterdicht.compiler.channels import decisions
from waterdicht.compiler.compile import Model, snapshot_on
from waterdicht.compiler.snapshots import Built
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose, nearest
from waterdicht.runtime.compiled import TODAY
from waterdicht.runtime.explain_text import OUTCOME_WORDS, to_json, to_text
from waterdicht.runtime.fact_messages import fact_error_text
from waterdicht.runtime.fact_types import FactError
from waterdicht.runtime.facts_json import parse_facts
from waterdicht.runtime.values import Computed
from waterdicht.runtime.words import date_words

SCHEMA = "waterdicht/decide/1"


def run(given: argparse.Namespace, console: Console) -> int:
    """Decide one case; 0 with any outcome, 2 when there is nothing to decide on."""
    loaded = load(given.paths)
    if loaded.model is None:
        return refuse(errors_of(loaded.diagnostics), console)
    built, problems = law_of(loaded.model, given)
    if built is None or problems:
        return refuse(problems, console)
    readings, wrong_readings = chosen_readings(built, given.regulation, given.reading)
    if given.batch:
        from waterdicht.cli.decide_batch import run_batch

        return refuse(wrong_readings, console) if wrong_readings else run_batch(given, console, built, readings)
    data, facts, wrong_facts = read_case(built, given.facts)
    wrong_kept = unknown_facts(built, given.keep)
    if wrong_readings or wrong_facts or wrong_kept:
        return refuse((*wrong_readings, *wrong_facts, *wrong_kept), console)
    question = Question(given.regulation, given.decision, given.phase, given.under_law)
    asked = bench(built, (question,))
    decided = decide_case(asked, question, {**facts, TODAY: given.on}, readings, data)
    if decided.reference != decided.generated:
        return refuse((disagreement(question, decided),), console)
    if given.log and (problems := keep(given, built, data, readings)):
        return refuse(problems, console)
    found: tuple[Answered, ...] = ()
    if decided.explanations:
        subject = Subject(built, asked.policy, decided.explanations[0], facts, readings, lexicon(loaded.model))
        found = answers(given, subject, console)
    if console.form == "json":
        console.write_json({**as_json(given, question, decided, readings), "answers": {each.name: each.json for each in found}})
    else:
        console.write("\n\n".join([as_text(console, question, decided, given), *(each.text for each in found)]))
    return FINE


def refuse(problems: tuple[Diagnostic, ...], console: Console) -> int:
    """Say why there is no outcome."""
    if console.form == "json":
        console.write_json(failure_json(SCHEMA, engine(), problems))
    else:
        console.complain(render_all(problems, console))
    return WRONG


def law_of(model: Model, given: argparse.Namespace) -> tuple[Built | None, tuple[Diagnostic, ...]]:
    """The law of the day in which the decision is taken, or why there is none."""
    name = given.regulation
    several = model.built.get(name)
    if several is None:
        return None, (diagnose(Code.REGULATION_NOT_HERE, suggestion=nearest(name, model.built), name=name, known=", ".join(model.built)),)
    built = snapshot_on(several, given.on)
    if built is None:
        periods = [(period_words(each, "nl"), period_words(each, "en")) for each in several]
        dutch, english = ("; ".join(words) for words in zip(*periods, strict=True)) if periods else ("niets", "nothing")
        return None, (diagnose(Code.DAY_OUTSIDE_VALIDITY, regulation=name, day=date_words(given.on), periods=dutch, periods_en=english),)
    return built, wrong_decision(built, given)


def period_words(built: Built, language: str) -> str:
    """The days on which a snapshot is the law."""
    first, last = built.view.first, built.view.last
    if language == "nl":
        return f"van {date_words(first)} tot en met {date_words(last)}" if last else f"vanaf {date_words(first)}"
    return f"from {date_words(first, 'en')} to {date_words(last, 'en')}" if last else f"from {date_words(first, 'en')}"


def wrong_decision(built: Built, given: argparse.Namespace) -> tuple[Diagnostic, ...]:
    """Why the regulation does not decide this."""
    here = decisions(built.snapshot, given.regulation)
    names = sorted({name for name, _ in here})
    if given.decision not in names:
        found = nearest(given.decision, names)
        return (diagnose(Code.DECISION_NOT_HERE, suggestion=found, name=given.decision, regulation=given.regulation, known=", ".join(names)),)
    phases = sorted({phase for name, phase in here if name == given.decision})
    if given.phase not in phases:
        return (diagnose(Code.PHASE_NOT_HERE, name=given.decision, regulation=given.regulation, phase=given.phase, known=", ".join(phases)),)
    return ()


def chosen_readings(built: Built, regulation: str, asked: list[tuple[str, str]]) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """The option of every reading, and what is wrong with those asked for."""
    readings = default_readings(built)
    known = {name: reading.options for name, reading in readings_in(built.snapshot).items()} | dict(built.world.readings)
    problems: list[Diagnostic] = []
    for name, option in asked:
        if name not in known:
            problems.append(
                diagnose(Code.READING_NOT_HERE, suggestion=nearest(name, known), name=name, regulation=regulation, known=", ".join(sorted(known)) or "-")
            )
        elif option not in known[name]:
            problems.append(diagnose(Code.OPTION_NOT_HERE, suggestion=nearest(option, known[name]), name=name, option=option, known=", ".join(known[name])))
        else:
            readings[name] = option
    return readings, tuple(problems)


def read_case(built: Built, path: str) -> tuple[Mapping[str, Any], Mapping[str, Computed], tuple[Diagnostic, ...]]:
    """The JSON of the case and its facts, or everything that is wrong with them."""
    try:
        text = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except (OSError, ValueError) as error:
        return {}, {}, (diagnose(Code.FACTS_UNREADABLE, path=path, reason=reason_of(error)),)
    schema = {name: fact_type(name, built.snapshot) for name in built.snapshot.vocabulary.facts if name != TODAY}
    text = text.removeprefix(b"\xef\xbb\xbf")
    facts, errors = parse_facts(text, schema)
    problems = [
        diagnose(Code.WRONG_FACT, pointer=error.pointer or "/", reason=fact_error_text(error, "nl"), reason_en=fact_error_text(error, "en")) for error in errors
    ]
    return {} if errors else json.loads(text), facts, tuple(problems)


def unknown_facts(built: Built, names: list[str]) -> tuple[Diagnostic, ...]:
    """Names after --keep that are no facts."""
    known = built.snapshot.vocabulary.facts
    wrong = [(name, FactError("", "onbekend_feit", (name, *([found] if (found := nearest(name, known)) else [])))) for name in names if name not in known]
    return tuple(
        diagnose(Code.WRONG_FACT, pointer=f"--keep {name}", reason=fact_error_text(error, "nl"), reason_en=fact_error_text(error, "en"))
        for name, error in wrong
    )


def disagreement(question: Question, decided: Decided) -> Diagnostic:
    """The reference and the generated Python give different outcomes: our mistake."""
    subject = f"{question.regulation}: {question.decision} {question.phase}"
    return diagnose(Code.TRANSLATIONS_DISAGREE, scenario="decide", subject=subject, reference=decided.reference, generated=decided.generated)


def as_text(console: Console, question: Question, decided: Decided, given: argparse.Namespace) -> str:
    """The outcome and its reasons for a reader."""
    parts = [to_text(explanation, console.language) for explanation in decided.explanations]
    if question.under_the_law:
        outcome = decided.reference if console.language == "nl" else OUTCOME_WORDS[decided.reference]
        title = console.words("Uitkomst onder de wet", "Outcome under the law")
        parts.insert(0, console.paint(f"{title}: {outcome}", "bold"))
    day = date_words(given.on, console.language)
    return "\n\n".join([console.words(f"Op {day}", f"On {day}"), *parts])


def as_json(given: argparse.Namespace, question: Question, decided: Decided, readings: Mapping[str, str]) -> dict[str, Any]:
    """The outcome and its reasons for a program."""
    return {
        "schema": SCHEMA,
        "engine": engine(),
        "regulation": question.regulation,
        "decision": question.decision,
        "phase": question.phase,
        "under_the_law": question.under_the_law,
        "on": given.on.isoformat(),
        "readings": dict(sorted(readings.items())),
        "outcome": decided.reference,
        "explanations": [to_json(explanation) for explanation in decided.explanations],
    }
