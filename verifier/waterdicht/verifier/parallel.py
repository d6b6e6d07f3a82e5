"""Independent tasks on several processes. Which process does what follows from the tasks alone, and so does every answer."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Answer = TypeVar("Answer")
Progress = Callable[[int, int, str], None]

PARTS = 2
"""Tasks of one group go to one process, but no more of them than makes this many portions for each process: else one is left alone at the end."""


@dataclass(frozen=True, slots=True)
class Task(Generic[Answer]):
    """Something to do. Tasks of one group share what they make on the way; `weight` says which take long, in any unit."""

    name: str
    perform: Callable[[], list[Answer]]
    group: str
    weight: int = 1


inherited: list[tuple[Sequence[Task[Any]], Callable[[str], None]]] = []
"""The tasks and what to do after a group, where forked children find them: a model is shared by the fork, not sent."""


def default_jobs() -> int:
    """As many processes as there are processors this process may use; one where processes cannot be forked."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def nothing(_: str) -> None:
    """What there is to do after a group that leaves nothing behind."""


def perform(tasks: Sequence[Task[Answer]], jobs: int, progress: Progress | None, after: Callable[[str], None] = nothing) -> Iterator[tuple[int, list[Answer]]]:
    """The results of all tasks, each with the index of its task, as they come, over `jobs` processes (1: in this one).

    `after` is called with the name of a group where no more of it is to be done for now, to let go of what its tasks shared.
    """
    several = portions(tasks, jobs)
    inherited.append((tasks, after))
    try:
        done = 0
        for portion, found in finished(several, jobs):
            for index, answer in zip(portion, found, strict=True):
                tell(progress, done, tasks, tasks[index].name)
                done += 1
                yield index, answer
    finally:
        inherited.pop()


def portions(tasks: Sequence[Task[Answer]], jobs: int) -> list[tuple[int, ...]]:
    """The tasks by index in portions of one group each, the heaviest first."""
    groups: dict[str, list[int]] = {}
    for index, task in enumerate(tasks):
        groups.setdefault(task.group, []).append(index)
    most = -(-sum(task.weight for task in tasks) // (PARTS * max(jobs, 1)))
    several = [portion for group in groups.values() for portion in split(group, tasks, most)]
    return sorted(several, key=lambda portion: (-sum(tasks[index].weight for index in portion), portion))


def split(group: Sequence[int], tasks: Sequence[Task[Answer]], most: int) -> Iterator[tuple[int, ...]]:
    """A group in parts of at most some weight, in order; a task that weighs more is a part by itself."""
    part: list[int] = []
    for index in group:
        if part and sum(tasks[each].weight for each in (*part, index)) > most:
            yield tuple(part)
            part = []
        part.append(index)
    yield tuple(part)


def finished(several: Sequence[tuple[int, ...]], jobs: int) -> Iterator[tuple[tuple[int, ...], list[list[Any]]]]:
    """Each portion with its results, as they come."""
    if jobs <= 1 or len(several) <= 1:
        yield from map(perform_inherited, several)
        return
    # What is there already is left out of collections of garbage: these would copy the memory that processes share.
    gc.freeze()
    try:
        # A process of its own for each portion: what the solver holds goes with it, at once and in no order that could matter.
        with multiprocessing.get_context("fork").Pool(jobs, maxtasksperchild=1) as pool:
            yield from pool.imap_unordered(perform_in_child, several)
    finally:
        gc.unfreeze()


def perform_inherited(portion: tuple[int, ...]) -> tuple[tuple[int, ...], list[list[Any]]]:
    """One portion, in whichever process."""
    tasks, after = inherited[-1]
    found = [tasks[index].perform() for index in portion]
    after(tasks[portion[0]].group)
    return portion, found


def perform_in_child(portion: tuple[int, ...]) -> tuple[tuple[int, ...], list[list[Any]]]:
    """One portion, in a process that ends after it."""
    tasks, _ = inherited[-1]
    return portion, [tasks[index].perform() for index in portion]


def tell(progress: Progress | None, index: int, tasks: Sequence[Task[Answer]], name: str) -> None:
    """Report progress, if anybody listens."""
    if progress is not None:
        progress(index, len(tasks), name)
