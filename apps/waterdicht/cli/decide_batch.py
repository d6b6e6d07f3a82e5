"""`waterdicht decide --batch`: many cases from a file, their outcomes to another, and a summary."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from waterdicht.batch import summary as counts
from waterdicht.batch.deciding import Deciding, Result, decide, duckdb, express
from waterdicht.batch.one_by_one import ABSENT, OneByOne
from waterdicht.batch.page import page
from waterdicht.batch.reading import Piece, Source, UnreadableCases, open_cases, pieces
from waterdicht.batch.summary import Summary
from waterdicht.batch.writing import Outcomes, whole_file
from waterdicht.cli.cases import Question, bench
from waterdicht.cli.console import Console
from waterdicht.cli.diagnostic_json import failure_json
from waterdicht.cli.engine import engine
from waterdicht.cli.exits import FINDING, FINE, WRONG
from waterdicht.cli.loading import render_all
from waterdicht.cli.sources import reason_of
from waterdicht.compiler.snapshots import Built
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose, nearest
from waterdicht.runtime.compiled import TODAY
from waterdicht.runtime.explain_text import OUTCOME_WORDS
from waterdicht.runtime.fact_messages import fact_error_text
from waterdicht.runtime.fact_types import FactError

SCHEMA = "waterdicht/decide-batch/1"
ONE_CASE_ONLY = ("next", "why_not", "change", "keep", "motivation", "log", "mask", "reference", "under_law")
NOT_DECIDED = "niet beslist"
BROKEN_ROW = "onleesbare_rij"


@dataclass(slots=True)
class Work:
    """One run: where the outcomes and the errors go, and what was counted so far."""

    ids: tuple[str, ...]
    outcomes: Outcomes
    errors: Outcomes
    summary: Summary = field(default_factory=Summary)


def run_batch(given: argparse.Namespace, console: Console, built: Built, readings: Mapping[str, str]) -> int:
    """Decide all cases; 0 when every row was decided, 1 when some could not be, 2 when nothing was."""
    if problems := wrong_use(given):
        return refuse(problems, console)
    try:
        source = open_cases(given.batch)
        deciding, problems = prepare(given, built, readings, source)
        if problems:
            return refuse(problems, console)
        summary = decide_all(given, console, deciding, source)
        if given.summary:
            write_page(given, summary)
    except UnreadableCases as error:
        return refuse((diagnose(Code.CASES_UNREADABLE, path=given.batch, reason=error.reason),), console)
    except OSError as error:
        return refuse((diagnose(Code.NOT_WRITTEN, path=given.output, reason=reason_of(error)),), console)
    show(given, console, deciding, summary)
    return FINDING if summary.wrong else FINE


def refuse(problems: tuple[Diagnostic, ...], console: Console) -> int:
    """Say why nothing was decided."""
    if console.form == "json":
        console.write_json(failure_json(SCHEMA, engine(), problems))
    else:
        console.complain(render_all(problems, console))
    return WRONG


def wrong_use(given: argparse.Namespace) -> tuple[Diagnostic, ...]:
    """What was asked that is for one case only, and an output that is none."""
    asked = [f"--{name.replace('_', '-')}" for name in ONE_CASE_ONLY if getattr(given, name)]
    problems = [diagnose(Code.NOT_FOR_MANY, name=name) for name in asked]
    if not given.output.lower().endswith((".csv", ".parquet")):
        problems.append(diagnose(Code.NOT_WRITTEN, path=given.output or "-o", reason=".csv, .parquet"))
    return tuple(problems)


def prepare(given: argparse.Namespace, built: Built, readings: Mapping[str, str], source: Source) -> tuple[Deciding, tuple[Diagnostic, ...]]:
    """What decides, and every column that nobody knows."""
    question = (given.regulation, given.decision, given.phase)
    policy = bench(built, (Question(*question, under_the_law=False),)).policy
    asked = policy.decision(given.decision, given.regulation, given.phase).facts
    schema = {name: policy.facts[name].type for name in asked if name != TODAY}
    known = {*schema, *(f"{name} {ABSENT}" for name, each in schema.items() if each.optional)}
    problems = [unknown_column(name, known, given.decision) for name in source.columns if name not in known and name not in given.id]
    problems += [unknown_column(name, source.columns, given.decision) for name in given.id if name not in source.columns]
    here = {name: each for name, each in schema.items() if name in source.columns or f"{name} {ABSENT}" in source.columns}
    slow = OneByOne(built.snapshot, question, readings, given.on, policy, here)
    deciding = Deciding(built.snapshot, question, readings, given.on, tuple(here), slow)
    express(deciding)
    return deciding, tuple(problems)


def unknown_column(name: str, known: Any, decision: str) -> Diagnostic:
    """A column that is neither a fact of the decision nor passed on."""
    found = nearest(name, known)
    hint = (f" (bedoelt u {found}?)", f" (did you mean {found}?)") if found else ("", "")
    return diagnose(Code.UNKNOWN_COLUMN, name=name, decision=decision, hint_nl=hint[0], hint_en=hint[1])


def decide_all(given: argparse.Namespace, console: Console, deciding: Deciding, source: Source) -> Summary:
    """Decide every piece and write what came of it; files take their names at the end."""
    errors_path = f"{given.output}.fouten.csv"
    con = duckdb()
    with ExitStack() as files:
        work = Work(tuple(given.id), files.enter_context(whole_file(given.output)), files.enter_context(whole_file(errors_path)))
        work.errors.write(error_table([]))
        work.outcomes.write(outcome_table(work, Piece(range(0), empty_piece(source)), [], []))
        done = 0
        for piece in pieces(source):
            result = decide(deciding, piece, con)
            record(work, piece, result)
            done += piece.table.num_rows
            console.progress(done, source.total or done, console.words("gevallen", "cases"))
        for row in source.broken:
            work.summary.wrong += 1
            work.summary.faults["", BROKEN_ROW] += 1
            work.errors.write(error_table([(row, "", BROKEN_ROW, "de rij heeft te weinig of te veel cellen")]))
    console.progress_done()
    if not work.summary.wrong:
        Path(errors_path).unlink()
    return work.summary


def empty_piece(source: Source) -> pa.Table:
    """A table of the columns of a file without cases: so that there is a file of outcomes also when there are none."""
    if source.is_csv:
        return pa.table({name: pa.array([], pa.string()) for name in source.columns})
    import pyarrow.parquet

    return pyarrow.parquet.read_schema(source.path).empty_table()


def record(work: Work, piece: Piece, result: Result) -> None:
    """Write and count what came of a piece."""
    wrong = {place: each.errors for place, each in result.one_by_one.items() if each.errors}
    for place in wrong:
        result.outcomes[place] = NOT_DECIDED
    work.outcomes.write(outcome_table(work, piece, result.outcomes.tolist(), result.provisions.tolist()))
    found = Counter(zip(result.outcomes.tolist(), result.provisions.tolist(), strict=True))
    for (outcome, provisions), count in found.items():
        if outcome != NOT_DECIDED:
            work.summary.outcomes[outcome] += count
            work.summary.provisions[outcome, provisions] += count
    work.summary.wrong += len(wrong)
    work.summary.one_by_one += len(result.one_by_one) - len(wrong)
    rows = [error_row(piece.rows[place], error) for place, errors in wrong.items() for error in errors]
    work.summary.faults.update((column, code) for _, column, code, _ in rows)
    if rows:
        work.errors.write(error_table(rows))


def error_row(row: int, error: FactError) -> tuple[int, str, str, str]:
    """One thing that is wrong with a row: its number, the column, the code and the words."""
    column = error.pointer.removeprefix("/").split("/")[0].replace("~1", "/").replace("~0", "~")
    return row, column, error.code, fact_error_text(error, "nl")


def error_table(rows: list[tuple[int, str, str, str]]) -> pa.Table:
    """Errors as a table."""
    columns = list(zip(*rows, strict=True)) if rows else [(), (), (), ()]
    names = ("rij", "kolom", "code", "melding")
    return pa.table({name: pa.array(values, pa.int64() if name == "rij" else pa.string()) for name, values in zip(names, columns, strict=True)})


def outcome_table(work: Work, piece: Piece, outcomes: list[str], provisions: list[str]) -> pa.Table:
    """The outcomes of a piece, with the columns that are passed on."""
    passed = {name: piece.table[name] for name in work.ids}
    own = {"uitkomst": pa.array(outcomes, pa.string()), "bepalingen": pa.array(provisions, pa.string())}
    return pa.table({"rij": pa.array(piece.rows, pa.int64()), **passed, **own})


def write_page(given: argparse.Namespace, summary: Summary) -> None:
    """The overview as a page. Raises OSError."""
    title = f"{given.decision} ({given.regulation}), {given.phase}"
    text = page(summary, title, f"Op {given.on.isoformat()}: {summary.decided} gevallen beslist, {summary.wrong} rijen met fouten.")
    with whole_file(given.summary) as file:
        file.path.write_text(text, encoding="utf-8")


def show(given: argparse.Namespace, console: Console, deciding: Deciding, summary: Summary) -> None:
    """The counts."""
    if console.form == "json":
        head = {"schema": SCHEMA, "engine": engine(), "regulation": given.regulation, "decision": given.decision, "phase": given.phase}
        console.write_json({**head, "on": given.on.isoformat(), "not_in_columns": deciding.why_not, **counts.as_json(summary)})
        return
    lines = [console.words(f"{summary.decided} gevallen beslist", f"{summary.decided} cases decided")]
    for name, count in counts.in_order(summary):
        lines.append(f"  {count:>9}  {name if console.language == 'nl' else OUTCOME_WORDS[name]}")
        lines += [f"  {each:>9}    {address or '-'}" for address, each in counts.by_provision(summary, name)]
    if summary.one_by_one:
        why = f": {deciding.why_not}" if deciding.why_not else ""
        lines.append(console.words(f"{summary.one_by_one} daarvan één voor één{why}", f"{summary.one_by_one} of these one by one{why}"))
    if summary.wrong:
        lines.append(
            console.words(
                f"{summary.wrong} rijen niet beslist; zie {given.output}.fouten.csv", f"{summary.wrong} rows not decided; see {given.output}.fouten.csv"
            )
        )
        lines += [f"  {count:>9}  {column or '-'}: {code}" for (column, code), count in sorted(summary.faults.items())]
    console.write("\n".join(lines))
