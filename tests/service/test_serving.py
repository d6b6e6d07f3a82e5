"""Deciding in threads and under asyncio, and replacing the law meanwhile."""

from __future__ import annotations

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Event, Thread

import pytest
from premie_cases import FACTS, facts

from waterdicht.cli.main import main
from waterdicht.runtime import Holder, Policies, UnreadablePolicy
from waterdicht.runtime.explain_text import to_json

CASES = (
    ({}, "mag toekennen"),
    ({"student": True}, "moet weigeren"),
    ({"bijstand": False}, "geen grondslag"),
    ({"inkomen": "300.01"}, "geen grondslag"),
    ({"melding": None}, "moet weigeren"),
    ({"inkomen": ...}, "onbekend"),
)


def test_threads_share_the_policies(policies: Policies, day: date) -> None:
    def work(turn: int) -> bool:
        changes, outcome = CASES[turn % len(CASES)]
        found = policies.decide("premie", facts(**changes), on=day)
        return found.outcome == outcome == to_json(found)["uitkomst"]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(6_000)))


def test_under_asyncio_without_waiting(policies: Policies, day: date) -> None:
    async def one(turn: int) -> bool:
        changes, outcome = CASES[turn % len(CASES)]
        await asyncio.sleep(0)
        return policies.decide("premie", facts(**changes), on=day).outcome == outcome

    async def every() -> list[bool]:
        return await asyncio.gather(*(one(turn) for turn in range(600)))

    assert all(asyncio.run(every()))


def other_law(norms: Path, tmp_path: Path) -> Path:
    """The same folder where income may be at most 20% of 600."""
    other = tmp_path / "anders.norm"
    other.write_text(norms.read_text().replace("50% van", "20% van"))
    assert main(["compile", str(other), "--to", "python", "-o", str(tmp_path / "anders")]) == 0
    return tmp_path / "anders"


def test_a_request_ends_on_the_law_it_began_on(folder: Path, norms: Path, tmp_path: Path, day: date) -> None:
    holder = Holder(folder)
    begun = holder.current
    shutil.rmtree(folder)
    other_law(norms, tmp_path).rename(folder)
    fresh = holder.reload()
    assert holder.current is fresh
    assert begun.decide("premie", FACTS, on=day).outcome == "mag toekennen"
    assert holder.current.decide("premie", FACTS, on=day).outcome == "geen grondslag"


@pytest.mark.parametrize("broken", ["manifest", "source", "gone"])
def test_a_broken_folder_leaves_the_old_law_in_place(folder: Path, day: date, broken: str) -> None:
    holder = Holder(folder)
    before = holder.current
    match broken:
        case "manifest":
            (folder / "manifest.json").write_text("{")
        case "source":
            (folder / "stad_20240101.py").write_text("FORMAT = 3\nraise SystemError('stuk')\n")
        case _:
            shutil.rmtree(folder)
    with pytest.raises(UnreadablePolicy):
        holder.reload()
    assert holder.current is before
    assert holder.current.decide("premie", FACTS, on=day).outcome == "mag toekennen"


def test_reloading_while_threads_decide(folder: Path, day: date) -> None:
    holder, stop, wrong = Holder(folder), Event(), []

    def serve() -> None:
        while not stop.is_set():
            current = holder.current
            if current.decide("premie", FACTS, on=day).outcome != "mag toekennen":
                wrong.append(1)

    threads = [Thread(target=serve) for _ in range(4)]
    for each in threads:
        each.start()
    seen = {id(holder.reload()) for _ in range(10)}
    stop.set()
    for each in threads:
        each.join()
    assert not wrong
    assert seen
