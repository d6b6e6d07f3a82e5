"""`waterdicht verify`: everything that `check` does, and every proof."""

from __future__ import annotations

import argparse

from waterdicht.cli.acceptance import acceptance_files, judge, read_acceptances
from waterdicht.cli.console import Console
from waterdicht.cli.diagnostic_json import failure_json
from waterdicht.cli.engine import engine
from waterdicht.cli.exits import WRONG
from waterdicht.cli.loading import errors_of, load, render_all, warnings_of
from waterdicht.cli.results_json import SCHEMA, results_json
from waterdicht.cli.results_text import regulation_of, results_text
from waterdicht.verifier.results import Result, Severity
from waterdicht.verifier.verify import verify, worst


def run(given: argparse.Namespace, console: Console) -> int:
    """Prove or refute everything; 1 on a finding that is not accepted, 3 when something stays undecided."""
    loaded = load(given.paths)
    entries, problems = read_acceptances(acceptance_files(given.paths, given.accept))
    errors = (*problems, *errors_of(loaded.diagnostics))
    if loaded.model is None or errors:
        if console.form == "json":
            console.write_json(failure_json(SCHEMA, engine(), errors))
        else:
            console.write(render_all(errors, console))
        return WRONG
    found = verify(loaded.model, warnings_of(loaded.diagnostics), readings=not given.no_readings, progress=console.progress)
    console.progress_done()
    results = in_order(judge(found, entries, given.today))
    if console.form == "json":
        console.write_json(results_json(results, loaded.model))
    else:
        console.write(results_text(results, loaded.model, console, verbose=given.verbose))
    return worst(results, Severity(given.level))


def in_order(results: tuple[Result, ...]) -> tuple[Result, ...]:
    """By regulation, then by check and subject."""
    return tuple(sorted(results, key=lambda each: (regulation_of(each), each.check, each.subject, each.related, each.message_nl)))
