"""Reads `.norm` text into a syntax tree, with every independent mistake as a diagnostic and never an exception."""

from __future__ import annotations

import threading
import unicodedata
from typing import Any

from lark import Token, Tree
from lark.exceptions import UnexpectedInput
from lark.utils import TextSlice

from waterdicht.dsl import tables
from waterdicht.dsl.assemble import assemble
from waterdicht.dsl.build.parts import Refused
from waterdicht.dsl.codes import Code
from waterdicht.dsl.comments import find_comments
from waterdicht.dsl.depth import MAXIMUM_DEPTH, too_deep
from waterdicht.dsl.diagnostics import Diagnostic, diagnose
from waterdicht.dsl.reading import check_text, read
from waterdicht.dsl.recovery import Failure, explain, refused
from waterdicht.dsl.reserved import check_names
from waterdicht.dsl.source import Span
from waterdicht.dsl.tree import SourceFile

MAXIMUM_ERRORS = 50
"""After this many syntax errors in one file the parser stops: the file is something else."""

_LOCK = threading.RLock()  # the callbacks of the one shared parser carry the path of the file that is being read


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
    with _LOCK:
        items, found, long = _items(text, path)
    items, deep = _shallow(items) if long else (items, [])
    lines = text.split("\n")
    whole = Span(path, 1, 1, len(lines), len(lines[-1]) + 1)
    language, documents, misplaced = assemble(items, Span(path, 1, 1, 1, len(lines[0]) + 1))
    found += deep + misplaced + check_names(documents)
    found.sort(key=lambda item: (item.span.line, item.span.column))
    return SourceFile(path, language, documents, find_comments(text, path), span=whole), tuple(found)


def _items(text: str, path: str) -> tuple[list[Any], list[Diagnostic], bool]:
    """All headings and sentences that can be read, what is wrong, and whether a sentence is long enough to nest too deep.

    After a mistake reading goes on at the next heading or sentence.
    """
    parser, callbacks = tables.load()
    callbacks.path = path
    items: list[Any] = []
    found: list[Diagnostic] = []
    position, long = 0, False
    while position < len(text) and len(found) < MAXIMUM_ERRORS:
        run = parser.parse_interactive(TextSlice(text, position, len(text)))
        failure, longest = _run(run, text, path)
        items += _finish(run, failure)
        long = long or longest > MAXIMUM_DEPTH
        if failure is None:
            break
        if failure.diagnostic not in found[-1:]:
            found.append(failure.diagnostic)
        position = max(failure.resume, position + 1)
    if len(found) == MAXIMUM_ERRORS:
        found.append(diagnose(Code.TOO_MANY_ERRORS, found[-1].span, number=MAXIMUM_ERRORS))
    return items, found, long


def _run(run: Any, text: str, path: str) -> tuple[Failure | None, int]:
    """Read on until the end or the first mistake; also the number of signs in the longest sentence."""
    count = longest = 0
    try:
        for token in run.lexer_thread.lex(run.parser_state):
            run.feed_token(token)
            count += 1
            if token.type == "DOT":
                longest, count = max(longest, count), 0
        if "$END" not in run.accepts():
            run.feed_eof(run.lexer_thread.state.last_token)
    except UnexpectedInput as error:
        return explain(error, run, text, path), longest
    except Refused as refusal:
        return refused(refusal.diagnostic, text), longest
    return None, longest


def _finish(run: Any, failure: Failure | None) -> list[Any]:
    """The items of a run. The parser looks one sign ahead, so the last item is only finished by an end of text."""
    last = run.lexer_thread.state.last_token
    try:
        if failure and failure.stop_missing:
            run.feed_token(Token.new_borrow_pos("DOT", ".", last))
        whole = run.feed_eof(last)
    except (UnexpectedInput, Refused):
        whole = None  # the run ended inside a sentence: the failure says so, the sentences before it stand
    values = [whole] if whole is not None else run.parser_state.value_stack
    return list(values[0].children) if values and isinstance(values[0], Tree) else []


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
