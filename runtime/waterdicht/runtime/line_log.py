"""A log of decisions as JSON lines in one file: whatever was acknowledged is in it, also when a process ends in the middle of a write.

A receipt is written with one write while no other process writes, and is on the disk before `append` returns. What a process left half
written was never acknowledged: whoever writes next moves it to a file beside the log, `<name>.afgebroken`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final, Self

from waterdicht.runtime.errors import PolicyError, Problem, UnusableLog
from waterdicht.runtime.receipt import Receipt, parse_receipt, receipt_line
from waterdicht.runtime.turns import MODE, give_back, take

TORN: Final = ".afgebroken"


@dataclass(frozen=True, slots=True)
class Damaged:
    """A line, counted from 1, that is no receipt; `torn` when it is the last and was never finished."""

    line: int
    reason: str
    torn: bool


class LineLog:
    """A log to write to, for all threads of a process; other processes may write to the same file. UnusableLog when it cannot be opened."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._turn = Lock()
        self._file = -1
        self._process = 0
        with self._turn:
            self._open()

    def append(self, receipt: Receipt) -> None:
        """Keep a receipt. On return it is on the disk; UnusableLog says that it is not."""
        self.append_all((receipt,))

    def append_all(self, receipts: Iterable[Receipt]) -> None:
        """Keep several receipts together: all of them, or none."""
        data = "".join(f"{receipt_line(each)}\n" for each in receipts).encode("ascii")
        with self._turn:
            try:
                self._write(data)
            except OSError as error:
                raise unusable(self.path, error) from error

    def close(self) -> None:
        """Let go of the file."""
        with self._turn:
            if self._file >= 0:
                os.close(self._file)
                self._file = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self) -> None:
        """Open the file, making it when it is not there, in such a way that it stays there."""
        try:
            self._process = os.getpid()
            self._file = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, MODE)
            folder = os.open(self.path.parent, os.O_RDONLY | os.O_CLOEXEC)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        except (OSError, ValueError) as error:
            raise unusable(self.path, error) from error

    def _write(self, data: bytes) -> None:
        """Write lines at the end of the file, alone. Where not all of them fit, none stay."""
        while True:
            if self._file < 0 or self._process != os.getpid():  # a process that was forked must not share the lock of its parent
                self._open()
            take(self._file)
            if self._is_current():
                break
            os.close(self._file)  # the file was moved away, as when logs are rotated: go on in a new one
            self._file = -1
        try:
            self._set_aside_torn()
            self._add(data)
        finally:
            give_back(self._file)

    def _add(self, data: bytes) -> None:
        """Write at the end, to the disk; what was not written as a whole is taken back."""
        end = os.fstat(self._file).st_size
        try:
            write_whole(self._file, data)
        except OSError:
            os.ftruncate(self._file, end)
            raise

    def _is_current(self) -> bool:
        """Whether the open file is still the one with this name."""
        try:
            return os.path.samestat(os.fstat(self._file), self.path.stat())
        except FileNotFoundError:
            return False

    def _set_aside_torn(self) -> None:
        """Move what stands after the last newline to the file beside this one."""
        size = os.fstat(self._file).st_size
        if size == 0 or os.pread(self._file, 1, size - 1) == b"\n":
            return
        start = last_newline(self._file, size)
        torn = os.pread(self._file, size - start, start)
        beside = os.open(self.path.with_name(self.path.name + TORN), os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, MODE)
        try:
            os.write(beside, torn + b"\n")
            os.fsync(beside)
        finally:
            os.close(beside)
        os.ftruncate(self._file, start)


def write_whole(file: int, data: bytes) -> None:
    """Write all of it, to the disk; OSError when there is no room."""
    if os.write(file, data) != len(data):
        raise OSError(0, "no room for a whole receipt")
    os.fsync(file)


def last_newline(file: int, size: int) -> int:
    """Where the bytes after the last newline begin; 0 when there is none."""
    end, step = size, 1 << 16
    while end > 0:
        start = max(0, end - step)
        found = os.pread(file, end - start, start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0


def read_lines(path: str | Path) -> Iterator[Receipt | Damaged]:
    """Every receipt in a log, in order, and a Damaged for every line that is none. UnusableLog when it cannot be read."""
    try:
        with Path(path).open("rb") as file:
            for number, line in enumerate(file, 1):
                yield line_read(number, line)
    except (OSError, ValueError) as error:
        raise unusable(path, error) from error


def line_read(number: int, line: bytes) -> Receipt | Damaged:
    """One line of a log."""
    if not line.endswith(b"\n"):
        return Damaged(number, "never finished, and so never acknowledged", torn=True)
    try:
        return parse_receipt(line)
    except PolicyError as error:
        return Damaged(number, str(error), torn=False)


def unusable(path: str | Path, error: Exception) -> UnusableLog:
    """For a log that cannot be opened, read or written."""
    return UnusableLog(Problem("", "logboek_onbruikbaar", (f"{path}: {error}",)))
