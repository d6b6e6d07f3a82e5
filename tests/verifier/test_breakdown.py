"""A solver that breaks down, is killed or takes too long: undecided with the reason, the other results as they were, and nothing kept of it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import z3
from laws import compiled

from waterdicht.verifier import verify as verifier
from waterdicht.verifier.cache import Cache
from waterdicht.verifier.results import Verdict
from waterdicht.verifier.verify import verify, worst

TWO_LAWS = """
wet w "W"
artikel 1
  college mag hulp toekennen als persoon.a.
wet v "V"
artikel 1
  college mag hulp toekennen als persoon.b.
"""


def breaking(how: Callable[[], Any]) -> Callable[[Any], list[Any]]:
    """A conflict check that breaks down on one of the two laws."""

    def check(room: Any) -> list[Any]:
        if room.built.view.focus == "w":
            how()
        return list(verifier.check_conflicts(room))

    return check


def exhausted() -> None:
    raise MemoryError


def out_of_memory() -> None:
    raise z3.Z3Exception("out of memory")


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        (exhausted, "te weinig geheugen"),
        (out_of_memory, "out of memory"),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "SIGKILL"),
        (lambda: time.sleep(60), "te lang"),
    ],
)
def test_a_breakdown_is_undecided_and_stays_by_itself(how: Callable[[], Any], reason: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    model, _ = compiled(TWO_LAWS)
    assert model is not None
    whole = verify(model, jobs=2)
    checks = {breaking(how) if check is verifier.check_conflicts else check: names for check, names in verifier.CHECKS.items()}
    monkeypatch.setattr(verifier, "CHECKS", checks)
    cache = Cache(tmp_path, "program")
    results = verify(model, jobs=2, patience=3, keep=cache)
    undecided = [each for each in results if each.verdict is Verdict.UNDECIDED]
    assert [(each.check, each.subject) for each in undecided] == [(verifier.CONFLICT, "w")]
    assert reason in undecided[0].reason
    assert worst(results) == 3
    assert {each for each in whole if (each.check, each.subject) != (verifier.CONFLICT, "w")} == set(results) - set(undecided)
    assert cache.kept == len(verifier.works(model, readings=True, only=())) - 1
