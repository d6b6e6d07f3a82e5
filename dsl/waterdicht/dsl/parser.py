"""Reads `.norm` text into a syntax tree, with every independent mistake as a diagnostic and never an exception."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from waterdicht.dsl.assemble import Mistake, assemble
from waterdicht.dsl.build.parts import Refused
from waterdicht.dsl.codes import Code
from waterdicht.dsl.comments import find_comments
from waterdicht.dsl.depth import MAXIMUM_DEPTH, too_deep
from waterdicht.dsl.diagnostics import Diagnostic, diagnose
from waterdicht.dsl.lalr import Run, Unexpected, finish, read_on, supply
from waterdicht.dsl.reading import check_text, read
from waterdicht.dsl.recovery import explain, refused
from waterdicht.dsl.reserved import check_names
from waterdicht.dsl.source import Span
from waterdicht.dsl.tree import SourceFile

MAXIMUM_ERRORS = 50
"""After this many syntax errors in one file the parser stops: the file is something else."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """How far one run came: its items, its mistakes, where to go on (None at the end), and the number of tokens in its longest sentence."""

    items: list[Any]
    mistakes: list[Diagnostic]
    resume: int | None
    longest: int


def parse_file(path: str) -> tuple[SourceFile | None, tuple[Diagnostic, ...]]:
    """Like `parse_text`, for a file. A file that cannot be read gives None and a diagnostic that says why."""
    text, problem = read(path)
    return (None, (problem,)) if problem else parse_text(text, path)


def parse_text(text: str, path: str) -> tuple[SourceFile | None, tuple[Diagnostic, ...]]:
    """The syntax tree of one file and what is wrong with it.

    With syntax errors the tree holds everything that could be read; it is None only when there was nothing to read.
    """
    text = unicodedata.normalize("NFC", text).removeprefix("\ufeff")
    problem = check_text(text, path)
    if problem:
        return None, (problem,)
    items, found, long = _items(text, path)
    items, deep = _shallow(items) if long else (items, [])
    lines = text.split("\n")
    first = next((item.span for item in items), Span(path, 1, 1, 1, len(lines[0]) + 1))
    whole = Span(path, first.line, first.column, len(lines), len(lines[-1]) + 1)
    language, documents, misplaced = assemble(items, Span(path, first.line, first.column, first.line, first.column + 1))
    found += deep + misplaced + check_names(documents)
    found.sort(key=lambda item: (item.span.line, item.span.column))
    return SourceFile(path, language, documents, find_comments(text, path), span=whole), tuple(found)


def _items(text: str, path: str) -> tuple[list[Any], list[Diagnostic], bool]:
    """All headings and sentences that can be read, what is wrong, and whether a sentence is long enough to nest too deep.

    After a mistake reading goes on at the next heading or sentence.
    """
    items: list[Any] = []
    found: list[Diagnostic] = []
    position: int | None = 0
    long = False
    while position is not None and len(found) < MAXIMUM_ERRORS:
        outcome = _run(Run(text, path, position))
        items += outcome.items
        found += [mistake for mistake in outcome.mistakes if mistake not in found[-1:]]
        long = long or outcome.longest > MAXIMUM_DEPTH
        position = None if outcome.resume is None or outcome.resume >= len(text) else max(outcome.resume, position + 1)
    if len(found) >= MAXIMUM_ERRORS:
        found.append(diagnose(Code.TOO_MANY_ERRORS, found[-1].span, number=MAXIMUM_ERRORS))
    return items, found, long


def _run(run: Run) -> _Outcome:
    """Read on until the end or the first mistake."""
    try:
        return _Outcome(read_on(run), [], None, run.longest)
    except Unexpected as error:
        failure = explain(error, run)
    except Refused as refusal:
        failure = refused(refusal.diagnostic, run.text)
    items, more = _finish(run, stop_missing=failure.stop_missing)
    if not failure.stop_missing:
        items.append(Mistake(failure.diagnostic.span))
    return _Outcome(items, [*more, failure.diagnostic], failure.resume, run.longest)


def _finish(run: Run, *, stop_missing: bool) -> tuple[list[Any], list[Diagnostic]]:
    """The items of a run that met a mistake, and what a builder refuses only now.

    The parser looks one terminal ahead, so the last sentence before the mistake is finished by pretending that the text ends there;
    when only a full stop was missing, that is supplied first.
    """
    refusals: list[Diagnostic] = []
    try:
        if stop_missing and run.last:
            supply(run, "DOT", *run.last)
        return finish(run), refusals
    except Unexpected:
        pass  # the mistake is inside a sentence: only the sentences before it stand
    except Refused as refusal:
        refusals.append(refusal.diagnostic)
    begun = run.values[0] if run.values else ()
    return (list(begun) if isinstance(begun, list) else []), refusals


def _shallow(items: list[Any]) -> tuple[list[Any], list[Diagnostic]]:
    """The items without those that nest deeper than later passes can follow."""
    kept: list[Any] = []
    found: list[Diagnostic] = []
    for item in items:
        if too_deep(item):
            found.append(diagnose(Code.TOO_DEEP, item.span, maximum=MAXIMUM_DEPTH))
        else:
            kept.append(item)
    return kept, found
