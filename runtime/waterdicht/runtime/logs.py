"""Logs of decisions by the name of their file: SQLite for `.sqlite`, `.sqlite3` and `.db`, JSON lines for any other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeAlias

from waterdicht.runtime.line_log import Damaged, LineLog, read_lines
from waterdicht.runtime.receipt import Receipt
from waterdicht.runtime.sqlite_log import SqliteLog, read_rows

SQLITE: Final = frozenset({".sqlite", ".sqlite3", ".db"})
Log: TypeAlias = LineLog | SqliteLog


def open_log(path: str | Path) -> Log:
    """A log to write to; it is made when it is not there. UnusableLog when that cannot be."""
    return SqliteLog(path) if Path(path).suffix in SQLITE else LineLog(path)


def read_log(path: str | Path) -> Iterator[Receipt | Damaged]:
    """Every receipt in a log, in order, and a Damaged for what is none. UnusableLog when it cannot be read."""
    return read_rows(path) if Path(path).suffix in SQLITE else read_lines(path)
