"""`waterdicht check`: everything that can be said without a solver."""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from waterdicht.cli.acceptance import STALE, acceptance_files, judge, read_acceptances
from waterdicht.cli.console import Console
from waterdicht.cli.diagnostic_json import diagnostic_json
from waterdicht.cli.engine import engine
from waterdicht.cli.exits import FINDING, FINE, WRONG, gravest
from waterdicht.cli.loading import Counts, Loaded, counts, errors_of, load, render_all, warnings_of
from waterdicht.cli.switches import Switch, not_looked_at, off_lines, read_switches, still_judged, switched
from waterdicht.compiler.compile import in_order
from waterdicht.dsl.diagnostics import Diagnostic, Severity, has_errors
from waterdicht.sources.check import check_sources
from waterdicht.verifier.checks.documents import NAMES, from_diagnostics
from waterdicht.verifier.results import Result

SCHEMA = "waterdicht/check/1"


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a check. `reasons` has the accepted warnings among `diagnostics`; `stale` are acceptances of what does not occur.

    `off` says which checks are switched off, and why; a warning of such a check is not among `diagnostics`.
    """

    loaded: Loaded
    diagnostics: tuple[Diagnostic, ...]
    reasons: dict[Diagnostic, str]
    stale: tuple[Result, ...]
    off: tuple[Result, ...]


def run(given: argparse.Namespace, console: Console) -> int:
    """Read, compile and report; 2 on errors, 1 on findings that are not accepted."""
    started = time.perf_counter()
    loaded = load(given.paths)
    entries, problems = read_acceptances(acceptance_files(given.paths, given.accept))
    versions = loaded.model.library.versions if loaded.model is not None else ()
    switches, wrong = read_switches(acceptance_files(given.paths, given.accept), loaded.model.built) if loaded.model is not None else ((), ())
    diagnostics = (*problems, *wrong, *in_order((*loaded.diagnostics, *check_sources(versions, Path(given.sources)))))
    diagnostics = looked_at(diagnostics, switches)
    warnings = warnings_of(diagnostics)
    done = static_checks(warnings) if loaded.model is not None else frozenset()
    results = judge(from_diagnostics(warnings), still_judged(entries, switches), given.today, known_checks=done)
    report = report_on(loaded, diagnostics, results, not_looked_at(switches))
    if console.form == "json":
        console.write_json(as_json(report))
    else:
        console.write(as_text(report, console, time.perf_counter() - started))
    return exit_code(report)


def static_checks(warnings: tuple[Diagnostic, ...]) -> frozenset[str]:
    """The checks that were done here; the others are the solver's, and acceptances of these are not judged."""
    return frozenset(NAMES.values()) | {each.code.value for each in warnings}


def looked_at(diagnostics: tuple[Diagnostic, ...], switches: tuple[Switch, ...]) -> tuple[Diagnostic, ...]:
    """The diagnostics without the warnings of checks that are switched off for their regulation."""
    off = switched(switches)
    return tuple(each for each in diagnostics if (NAMES.get(each.code, ""), each.address.partition("/")[0].partition("@")[0]) not in off)


def report_on(loaded: Loaded, diagnostics: tuple[Diagnostic, ...], results: tuple[Result, ...], off: tuple[Result, ...]) -> Report:
    """A report from the judged results: first one for each warning, in their order, then the acceptances that accept nothing."""
    warnings = warnings_of(diagnostics)
    reasons = {warning: result.accepted for warning, result in zip(warnings, results, strict=False) if result.accepted is not None}
    return Report(loaded, diagnostics, reasons, results[len(warnings) :], off)


def unaccepted(report: Report) -> int:
    """How many findings are not accepted."""
    return len(warnings_of(report.diagnostics)) - len(report.reasons) + len(report.stale)


def exit_code(report: Report) -> int:
    """What it amounts to."""
    return gravest(WRONG if has_errors(report.diagnostics) else FINE, FINDING if unaccepted(report) else FINE)


def as_text(report: Report, console: Console, seconds: float) -> str:
    """The report for a reader."""
    shown = [each for each in report.diagnostics if each not in report.reasons]
    blocks = [render_all(shown, console)] if shown else []
    blocks += [f"{STALE}: {console.words(each.message_nl, each.message_en)}" for each in report.stale]
    if report.reasons:
        title = console.words("Aanvaarde bevindingen", "Accepted findings")
        blocks.append("\n".join([title, *(f"  {each.code.value} {each.address}: {reason}" for each, reason in report.reasons.items())]))
    blocks += ["\n".join(off_lines(report.off, console))] if report.off else []
    return "\n\n".join([*blocks, summary(report, console, seconds)])


def summary(report: Report, console: Console, seconds: float) -> str:
    """The last line: how much was read and what was found. The time is only for a reader at a terminal."""
    words = console.words
    notes = sum(each.severity is Severity.NOTE for each in report.diagnostics)
    found = [
        counted(len(errors_of(report.diagnostics)), words("fout", "error"), words("fouten", "errors")),
        counted(unaccepted(report), words("bevinding", "finding"), words("bevindingen", "findings")),
        *([counted(notes, words("opmerking", "note"), words("opmerkingen", "notes"))] if notes else []),
        *([f"{len(report.reasons)} {words('aanvaard', 'accepted')}"] if report.reasons else []),
    ]
    took = f" ({seconds:.1f} s)" if console.out.isatty() else ""
    line = f"{read_words(console, counts(report.loaded))}: {', '.join(found)}{took}"
    return console.paint(line, "red" if exit_code(report) != FINE else "green")


def as_json(report: Report) -> dict[str, Any]:
    """The report for a program."""
    return {
        "schema": SCHEMA,
        "engine": engine(),
        "summary": counts_json(counts(report.loaded)),
        "diagnostics": [diagnostic_json(each, report.reasons.get(each)) for each in report.diagnostics],
        "stale": [
            {"check": each.check, "subject": each.subject, "related": list(each.related), "message": {"nl": each.message_nl, "en": each.message_en}}
            for each in report.stale
        ],
        "switched_off": [
            {"regulation": each.subject, "message": {"nl": each.message_nl, "en": each.message_en}, "reason": each.accepted or ""} for each in report.off
        ],
    }


def read_words(console: Console, count: Counts) -> str:
    """How much was read."""
    words = console.words
    return ", ".join(
        (
            counted(count.files, words("bestand", "file"), words("bestanden", "files")),
            counted(count.regulations, words("regeling", "regulation"), words("regelingen", "regulations")),
            counted(count.articles, words("artikel", "article"), words("artikelen", "articles")),
            counted(count.paragraphs, words("lid", "paragraph"), words("leden", "paragraphs")),
            counted(count.theorems, words("stelling", "theorem"), words("stellingen", "theorems")),
            counted(count.scenarios, words("scenario", "scenario"), words("scenario's", "scenarios")),
        )
    )


def counted(number: int, one: str, more: str) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else more}"


def counts_json(count: Counts) -> dict[str, int]:
    """How much was read, for a program."""
    return {
        "files": count.files,
        "regulations": count.regulations,
        "articles": count.articles,
        "paragraphs": count.paragraphs,
        "theorems": count.theorems,
        "scenarios": count.scenarios,
    }
