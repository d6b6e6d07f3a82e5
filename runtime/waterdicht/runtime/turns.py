"""Taking turns between processes: a lock on a file, which the system lets go of when a process ends in whatever way."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

_locks: Final[Any] = import_module("fcntl") if find_spec("fcntl") else None
CAN_LOCK: Final = _locks is not None
"""Whether this system has such locks; Windows has not."""
MODE: Final = 0o600
"""Facts of people: for nobody but the service itself."""


def take(file: int) -> None:
    """Wait until no other process has the lock on an open file, and take it. OSError where there are no such locks."""
    if not CAN_LOCK:
        raise OSError(0, "this system has no locks on files: use a log in SQLite")
    _locks.flock(file, _locks.LOCK_EX)


def give_back(file: int) -> None:
    """Let the next process go on."""
    _locks.flock(file, _locks.LOCK_UN)


@contextmanager
def in_turn(path: str) -> Iterator[None]:
    """Alone among processes that take turns by this file, which is made when it is not there; does nothing where there are no locks."""
    if not CAN_LOCK:
        yield
        return
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, MODE)
    try:
        take(file)
        yield
    finally:
        os.close(file)  # and with it the lock
