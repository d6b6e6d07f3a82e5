"""Independent tasks on several processes. Which process does what follows from the tasks alone, and so does every answer.

A process that ends before its work is done, killed or out of memory, costs the one task it was at: another process tries that once more,
and where this one ends too the task is lost. That is said, and the others go on.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

Answer = TypeVar("Answer")
Progress = Callable[[int, int, str], None]
Portion = tuple[int, ...]

PARTS = 2
"""Tasks of one group go to one process, but no more of them than makes this many portions for each process: else one is left alone at the end."""


@dataclass(frozen=True, slots=True)
class Task(Generic[Answer]):
    """Something to do. Tasks of one group share what they make on the way; `weight` says which take long, in any unit."""

    name: str
    perform: Callable[[], list[Answer]]
    group: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Lost:
    """There is no answer, because the process that worked on it ended; `reason` says how, in plain words."""

    reason: str


@dataclass(slots=True)
class Child:
    """A process at work on a portion; `done` of it has been heard of, the last time at `heard` (seconds, monotonic).

    `again` says that the first of its tasks has ended a process before.
    """

    process: BaseProcess
    hears: Connection
    portion: Portion
    again: bool
    heard: float
    done: int = 0
    late: bool = False


def default_jobs() -> int:
    """As many processes as there are processors this process may use; one where processes cannot be forked."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def nothing(_: str) -> None:
    """What there is to do after a group that leaves nothing behind."""


def perform(
    tasks: Sequence[Task[Answer]], jobs: int, progress: Progress | None, after: Callable[[str], None] = nothing, patience: float | None = None
) -> Iterator[tuple[int, list[Answer] | Lost]]:
    """The results of all tasks, each with the index of its task, as they come, over `jobs` processes (1: in this one).

    `after` is called with the name of a group where no more of it is to be done in this process for now, to let go of what its tasks
    shared. Whatever a task raises is raised here; a task whose process ended is `Lost`, and so is one that takes
    longer than `patience` (seconds; None: no limit). Neither happens in this process.
    """
    several = portions(tasks, jobs)
    found = here(tasks, several, after) if jobs <= 1 or len(several) <= 1 else elsewhere(tasks, several, jobs, patience)
    for done, (index, answer) in enumerate(found):
        if progress is not None:
            progress(done, len(tasks), tasks[index].name)
        yield index, answer


def portions(tasks: Sequence[Task[Answer]], jobs: int) -> list[Portion]:
    """The tasks by index in portions of one group each, the heaviest first."""
    groups: dict[str, list[int]] = {}
    for index, task in enumerate(tasks):
        groups.setdefault(task.group, []).append(index)
    most = -(-sum(task.weight for task in tasks) // (PARTS * max(jobs, 1)))
    several = [portion for group in groups.values() for portion in split(group, tasks, most)]
    return sorted(several, key=lambda portion: (-sum(tasks[index].weight for index in portion), portion))


def split(group: Sequence[int], tasks: Sequence[Task[Answer]], most: int) -> Iterator[Portion]:
    """A group in parts of at most some weight, in order; a task that weighs more is a part by itself."""
    part: list[int] = []
    for index in group:
        if part and sum(tasks[each].weight for each in (*part, index)) > most:
            yield tuple(part)
            part = []
        part.append(index)
    yield tuple(part)


def here(tasks: Sequence[Task[Answer]], several: Sequence[Portion], after: Callable[[str], None]) -> Iterator[tuple[int, list[Answer]]]:
    """Every portion in this process."""
    for portion in several:
        for index in portion:
            with uncollected():
                answer = tasks[index].perform()
            yield index, answer
        after(tasks[portion[0]].group)


@contextmanager
def uncollected() -> Iterator[None]:
    """No collection of garbage meanwhile: almost everything goes by itself, and looking for the rest took a sixth of the time of all proofs."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def elsewhere(tasks: Sequence[Task[Answer]], several: Sequence[Portion], jobs: int, patience: float | None) -> Iterator[tuple[int, list[Answer] | Lost]]:
    """Every portion in a process of its own, `jobs` at a time: what the solver holds goes with it, at once and in no order that could matter."""
    waiting, working = deque((portion, False) for portion in several), dict[Connection, Child]()
    # What is there already is left out of collections of garbage: these would copy the memory that processes share.
    gc.freeze()
    try:
        while waiting or working:
            while waiting and len(working) < jobs:
                child = begin(tasks, *waiting.popleft())
                working[child.hears] = child
            for ready in wait(list(working), None if patience is None else patience / 10):
                heard = hear(working[ready])  # type: ignore[index]
                if heard is not None:
                    yield heard
                    continue
                child = working.pop(ready)  # type: ignore[call-overload]
                yield from bury(child, waiting)
            end_late(working.values(), patience)
    finally:
        for child in working.values():
            child.process.kill()
            child.process.join()
        gc.unfreeze()


def begin(tasks: Sequence[Task[Answer]], portion: Portion, again: bool) -> Child:
    """A process that works on a portion. It finds the tasks by the fork: a model is shared, not sent."""
    hears, tells = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=work, args=(tasks, portion, tells), daemon=True)
    process.start()
    # The process has the only end that tells: when it ends, the other end knows.
    tells.close()
    return Child(process, hears, portion, again, time.monotonic())


def work(tasks: Sequence[Task[Answer]], portion: Portion, tells: Connection) -> None:
    """What a process does: each task in turn, telling the answer, or what went wrong, before the next."""
    # An interrupt goes to all processes; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    for index in portion:
        try:
            tells.send(tasks[index].perform())
        except Exception as error:  # noqa: BLE001 - not swallowed: raised again where the answers are collected
            tells.send(sendable(error))
            return


def sendable(error: Exception) -> Exception:
    """An error as it can go to another process: those of Python itself can, others by what they say."""
    return error if type(error).__module__ == "builtins" else RuntimeError(f"{type(error).__name__}: {error}")


def hear(child: Child) -> tuple[int, list[Any]] | None:
    """The next answer of a process, None when there is none any more. Raises what its task raised."""
    try:
        told = child.hears.recv()
    except (EOFError, OSError):
        return None
    if isinstance(told, Exception):
        raise told
    child.done, child.heard = child.done + 1, time.monotonic()
    return child.portion[child.done - 1], told


def bury(child: Child, waiting: deque[tuple[Portion, bool]]) -> Iterator[tuple[int, Lost]]:
    """What is left of the work of a process that has ended is done by another; but not the task that it was at, if that took too long or ended two."""
    child.process.join()
    child.hears.close()
    left = child.portion[child.done :]
    if left and (child.late or (child.again and not child.done)):
        yield left[0], Lost("het duurde te lang en is gestopt (--timeout)" if child.late else how(child.process.exitcode))
        left = left[1:]
        if left:
            waiting.appendleft((left, False))
    elif left:
        waiting.appendleft((left, True))


def end_late(children: Iterable[Child], patience: float | None) -> None:
    """End the processes that have been silent for too long: the limits of the solver should prevent it, this keeps a run from never ending."""
    for child in children:
        if patience is not None and time.monotonic() - child.heard > patience:
            child.late = True
            child.process.kill()


def how(code: int | None) -> str:
    """How a process ended, in words."""
    if code is not None and code < 0:
        name = next((each.name for each in signal.Signals if each == -code), f"signaal {-code}")
        return f"het proces dat eraan werkte is afgebroken ({name}); misschien was er te weinig geheugen"
    return f"het proces dat eraan werkte is voortijdig geëindigd (code {code})"
