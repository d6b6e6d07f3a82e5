"""A log of decisions in SQLite: a receipt is in it as a whole or not at all, and can be found by its id."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Lock
from typing import Final, Self

from waterdicht.runtime.errors import PolicyError
from waterdicht.runtime.line_log import Damaged, unusable
from waterdicht.runtime.receipt import Receipt, parse_receipt, receipt_line
from waterdicht.runtime.turns import MODE, in_turn

WAIT: Final = 60.0
"""So many seconds one process waits for another that writes."""
TABLE: Final = """
create table if not exists beslissingen (
    nummer integer primary key autoincrement,
    id text not null unique,
    tijdstip text not null,
    op text not null,
    regeling text not null,
    besluit text not null,
    fase text not null,
    uitkomst text not null,
    vingerafdruk text not null,
    bon text not null
) strict
"""
INSERT: Final = "insert into beslissingen (id, tijdstip, op, regeling, besluit, fase, uitkomst, vingerafdruk, bon) values (?, ?, ?, ?, ?, ?, ?, ?, ?)"


class SqliteLog:
    """A log to write to and to search, for all threads of a process; other processes may use the same file. UnusableLog when it cannot be opened."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._turn = Lock()
        self._process = os.getpid()
        self._database = connected(self.path)

    def append(self, receipt: Receipt) -> None:
        """Keep a receipt. On return it is on the disk; UnusableLog says that it is not, as for an id that is there already."""
        self.append_all((receipt,))

    def append_all(self, receipts: Iterable[Receipt]) -> None:
        """Keep several receipts together: all of them, or none."""
        rows = [row_of(each) for each in receipts]
        with self._turn:
            if self._process != os.getpid():  # SQLite forbids a process that was forked to go on with the connection of its parent
                self._process, self._database = os.getpid(), connected(self.path)
            try:
                with in_turn(turn_of(self.path)):
                    insert(self._database, rows)
            except (sqlite3.Error, OSError) as error:
                raise unusable(self.path, error) from error

    def find(self, name: str) -> Receipt | None:
        """The receipt with an id; None when there is none."""
        with self._turn:
            try:
                found = self._database.execute("select bon from beslissingen where id = ?", (name,)).fetchone()
            except sqlite3.Error as error:
                raise unusable(self.path, error) from error
        return None if found is None else parse_receipt(found[0])

    def close(self) -> None:
        """Let go of the file."""
        with self._turn:
            self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def turn_of(path: Path) -> str:
    """The file by which processes take turns. SQLite itself lets them try again at intervals: one that writes without end keeps out all others."""
    return f"{path}.beurt"


def insert(database: sqlite3.Connection, rows: list[tuple[str, ...]]) -> None:
    """All rows, or none."""
    database.execute("begin immediate")
    try:
        database.executemany(INSERT, rows)
        database.execute("commit")
    except BaseException:
        database.execute("rollback")
        raise


def connected(path: Path) -> sqlite3.Connection:
    """A connection to the database, with the table in it."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, MODE))  # SQLite itself would let others read it
        database = sqlite3.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)
        with in_turn(turn_of(path)):
            database.execute("pragma journal_mode = wal")
            database.execute("pragma synchronous = full")
            database.execute(TABLE)
    except (sqlite3.Error, OSError, ValueError) as error:
        raise unusable(path, error) from error
    return database


def row_of(receipt: Receipt) -> tuple[str, ...]:
    """The columns of a receipt."""
    about = (receipt.id, receipt.at, receipt.on.isoformat(), receipt.regulation, receipt.decision, receipt.phase, receipt.outcome, receipt.fingerprint)
    return (*about, receipt_line(receipt))


def read_rows(path: str | Path) -> Iterator[Receipt | Damaged]:
    """Every receipt in a log, in order, and a Damaged for every row that is none. UnusableLog when it cannot be read."""
    try:
        database = sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True, timeout=WAIT)
        try:
            for number, line in database.execute("select nummer, bon from beslissingen order by nummer"):
                yield row_read(number, line)
        finally:
            database.close()
    except (sqlite3.Error, OSError, ValueError) as error:
        raise unusable(path, error) from error


def row_read(number: int, line: str) -> Receipt | Damaged:
    """One row of a log."""
    try:
        return parse_receipt(line)
    except PolicyError as error:
        return Damaged(number, str(error), torn=False)
