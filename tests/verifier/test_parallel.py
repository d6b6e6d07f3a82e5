"""Tasks in portions, what is let go of after them, and what becomes of tasks whose process ends."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import time
import weakref
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from laws import law, readings

from waterdicht.compiler.ir import TRUE
from waterdicht.verifier.parallel import Lost, Task, perform, portions
from waterdicht.verifier.room import Room, must

LAW = """
wet w "W"
artikel 1
  college mag hulp toekennen als persoon.a.
"""


def tasks(*groups: tuple[str, int]) -> list[Task[int]]:
    """Tasks that give their own place, by group and weight."""
    return [Task(f"{group} {place}", partial(list, (place,)), group, weight) for place, (group, weight) in enumerate(groups)]


def test_tasks_of_one_group_stay_together_and_the_heaviest_come_first() -> None:
    assert portions(tasks(("licht", 1), ("zwaar", 5), ("licht", 2), ("zwaar", 4)), 1) == [(1,), (3,), (0, 2)]
    assert portions(tasks(("licht", 1), ("even", 2), ("licht", 1), ("even", 2)), 1) == [(0, 2), (1,), (3,)]
    assert portions(tasks(("a", 2), ("b", 3), ("a", 2), ("c", 3)), 1) == [(0, 2), (1,), (3,)]


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_every_task_is_done_once_whatever_the_number_of_processes(jobs: int) -> None:
    every = tasks(*((f"groep {place % 3}", place) for place in range(20)))
    assert dict(perform(every, jobs, None)) == {place: [place] for place in range(20)}


def ended(how: Callable[[], object]) -> list[Task[int]]:
    """Five tasks of one group and one of another, the second of which ends its process."""
    first, _, *others = tasks(("a", 1), ("a", 1), ("a", 1), ("a", 1), ("a", 1), ("b", 9))
    return [first, Task("fataal", lambda: [1 if how() else 0], "a", 1), *others]


@pytest.mark.parametrize(
    ("how", "reason"),
    [(lambda: os.kill(os.getpid(), signal.SIGKILL), "afgebroken (SIGKILL)"), (lambda: os._exit(3), "geëindigd (code 3)"), (lambda: time.sleep(60), "te lang")],
)
def test_a_process_that_ends_loses_the_one_task_it_was_at(how: Callable[[], object], reason: str) -> None:
    found = dict(perform(ended(how), 2, None, patience=2))
    lost = found.pop(1)
    assert isinstance(lost, Lost)
    assert reason in lost.reason
    assert found == {place: [place] for place in (0, 2, 3, 4, 5)}


def test_a_process_that_ends_by_accident_costs_nothing(tmp_path: Path) -> None:
    def once() -> None:
        if not (tmp_path / "al eens").exists():
            (tmp_path / "al eens").touch()
            os.kill(os.getpid(), signal.SIGKILL)

    assert dict(perform(ended(once), 2, None)) == {0: [0], 1: [0], 2: [2], 3: [3], 4: [4], 5: [5]}


def test_what_a_task_raises_is_raised_and_no_process_is_left() -> None:
    with pytest.raises(ZeroDivisionError):
        list(perform(ended(lambda: 1 // 0), 2, None))
    assert multiprocessing.active_children() == []


def test_an_error_that_cannot_be_sent_is_told_in_words() -> None:
    def fails() -> None:
        raise CannotBeSent(lambda: None)

    with pytest.raises(RuntimeError, match="CannotBeSent"):
        list(perform(ended(fails), 2, None))


class CannotBeSent(Exception):
    """An error that holds what cannot go to another process."""


def test_a_group_is_let_go_of_after_its_tasks() -> None:
    ended: list[str] = []
    list(perform(tasks(("a", 1), ("b", 1), ("a", 1)), 1, None, ended.append))
    assert sorted(ended) == ["a", "b"]


def test_a_closed_room_holds_no_solver_context() -> None:
    built = law(LAW).built["w"][0]
    room = Room(built, readings(built, {}))
    room.alone = Room(built, room.readings)
    found = []
    for each in (room, room.alone):
        for one in (each, each.under({"maandeinde": "laatste_dag"})):
            one.ask((must("altijd", TRUE),))
            assert one.session is not None
            found.append(weakref.ref(one.session.context))
    gc.disable()
    try:
        del one, each
        room.close()
        assert [reference() for reference in found] == [None] * 4
    finally:
        gc.enable()
