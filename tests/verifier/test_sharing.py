"""What is shared between regulations is honest: each case that is shown was replayed here, and what must be asked is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from upon import FIVE, desk, in_full, written

from waterdicht.compiler.compile import compile_files
from waterdicht.compiler.ir import Constant, Outcome
from waterdicht.compiler.types import Scalar
from waterdicht.compiler.upon import compile_upon
from waterdicht.runtime.values import UNKNOWN
from waterdicht.verifier import cases
from waterdicht.verifier.asked import Log
from waterdicht.verifier.cases import Concern, Replayed, replayed
from waterdicht.verifier.many import examine_one
from waterdicht.verifier.record import Record
from waterdicht.verifier.results import Counterexample, Result
from waterdicht.verifier.room import Room, default_readings, must
from waterdicht.verifier.sharing import Shared
from waterdicht.verifier.solver import Constraint, Unsat
from waterdicht.verifier.verify import verify


def shown(results: Sequence[Result]) -> list[Counterexample]:
    """The cases that are shown as replayed."""
    return [each.counterexample for each in results if each.counterexample is not None and each.counterexample.replayed]


def otherwise(room: Room, facts: object, constraints: Sequence[Constraint], concerns: Sequence[Concern]) -> Replayed:
    """Generated Python that says of every case something else than it should."""
    return Replayed(tuple(each.mode != "true" for each in constraints), tuple("anders" for _ in concerns))


WRONG: dict[str, Callable[..., object]] = {"replayed": otherwise, "evaluate": lambda *_: UNKNOWN, "decide": lambda *_: Outcome.NO_GROUND}
"""What replays a case, gone wrong: the generated Python, and twice the reference."""


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("second", ["breda", "ede"])
def test_a_case_of_another_is_shown_once_both_have_replayed_it_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, second: str) -> None:
    # The second differs from the first in name alone, or in one more refusal: all of what it shows, or some, was drawn up for the first.
    below, paths = written(tmp_path, FIVE)
    here = desk(below)
    assert shown(examine_one(here, paths[0], readings=True, share=True).results)
    assert here.shared.cases
    monkeypatch.setattr(cases, name, WRONG[name])
    results = examine_one(here, paths[list(FIVE).index(second)], readings=True, share=True).results
    assert [each for each in shown(results) if each.outcomes] == []


def test_each_case_is_replayed_for_every_regulation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below, paths = written(tmp_path, FIVE)
    here, by = desk(below), dict[str, int]()

    def counted(room: Room, *more: object) -> Replayed:
        by[room.built.view.focus] = by.get(room.built.view.focus, 0) + 1
        return replayed(room, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(cases, "replayed", counted)
    found = [examine_one(here, path, readings=True, share=True).results for path in paths[:3]]
    assert by["aalten"] == by["breda"] == by["zwolle"] >= len(shown(found[0])) > 0


def test_where_questions_are_kept_they_are_asked(tmp_path: Path) -> None:
    below, (path, *_) = written(tmp_path, FIVE)
    model, said = compile_files([*below, path])
    assert model is not None
    known_already, alone, among = Shared(), Record(), Record()
    verify(model, said, jobs=1, shared=known_already)
    before = known_already.asked, known_already.recalled
    expected = verify(model, said, jobs=1, keep=alone)
    assert in_full(verify(model, said, jobs=1, keep=among, shared=known_already)) == in_full(expected)
    assert (known_already.asked, known_already.recalled) == before
    assert among.dossiers == alone.dossiers
    assert any(dossier.questions for dossier in among.dossiers.values())


def test_a_room_with_a_log_recalls_nothing_under_any_reading(tmp_path: Path) -> None:
    below, (path, *_) = written(tmp_path, FIVE)
    model, _ = compile_upon(desk(below).below, path)
    assert model is not None
    (built,) = model.built["aalten"]
    log = Log("aalten", built.view.first, [])
    rooms = [Room(built, default_readings(built), log=log, shared=Shared()), Room(built, default_readings(built), shared=Shared())]
    for room, recalls in zip(rooms, (False, True), strict=True):
        with room.asking("dode-bepaling", "aalten"):
            several = (room, room.under({"maandeinde": "anders"}), room.of_known_text())
            assert [each.recalling() is not None for each in several] == [recalls] * 3
            assert isinstance(room.settled((must("nooit", Constant(False, Scalar.BOOL)),)), Unsat)
            assert isinstance(room.told((must("nooit", Constant(False, Scalar.BOOL)),)), Unsat)
    assert [each.about for each in log.asked] == [("dode-bepaling", "aalten")] * 2


def test_without_being_asked_for_nothing_is_shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below, (path, *_) = written(tmp_path, FIVE)
    model, said = compile_files([*below, path])
    assert model is not None
    expected = in_full(verify(model, said, jobs=1))
    monkeypatch.setattr(Shared, "view", lambda *_: pytest.fail("nothing is shared here"))
    assert in_full(verify(model, said, jobs=1)) == expected
