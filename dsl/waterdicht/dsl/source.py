"""Where a piece of text stands: files, spans and their lines."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of one file. Lines and columns count from 1; `end` is exclusive.

    A named tuple, because one is made for nearly every word that is read: a frozen dataclass takes three times as long.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


NOWHERE = Span("", 0, 0, 0, 0)


def join(first: Span, last: Span) -> Span:
    """The span from the start of `first` to the end of `last` (same file)."""
    return Span(first.file, first.line, first.column, last.end_line, last.end_column)
