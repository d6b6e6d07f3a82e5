"""Independent tasks on several processes. The order of results is the order of the tasks, so the outcome does not depend on how many there are."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Answer = TypeVar("Answer")
Task = tuple[str, Callable[[], list[Answer]]]
Progress = Callable[[int, int, str], None]

inherited: list[Sequence[Task[Any]]] = []
"""The tasks, where forked children find them: a model is shared by the fork, not sent."""


def default_jobs() -> int:
    """As many processes as there are processors this process may use; one where processes cannot be forked."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def perform(tasks: Sequence[Task[Answer]], jobs: int, progress: Progress | None) -> Iterator[list[Answer]]:
    """The results of all tasks in order, over `jobs` processes (1: in this one)."""
    if jobs <= 1 or len(tasks) <= 1:
        for index, (name, task) in enumerate(tasks):
            tell(progress, index, tasks, name)
            yield task()
        return
    inherited.append(tasks)
    try:
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            for index, found in enumerate(pool.imap(perform_inherited, range(len(tasks)))):
                tell(progress, index, tasks, tasks[index][0])
                yield found
    finally:
        inherited.pop()


def perform_inherited(index: int) -> list[Any]:
    """One task, in a child."""
    return inherited[-1][index][1]()


def tell(progress: Progress | None, index: int, tasks: Sequence[Task[Answer]], name: str) -> None:
    """Report progress, if anybody listens."""
    if progress is not None:
        progress(index, len(tasks), name)
