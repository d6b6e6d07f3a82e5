"""`waterdicht decide`: one case with reasons, and everything that can be wrong with the question."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

Run: TypeAlias = Callable[..., "CompletedProcess[str]"]

FACTS = {"persoon.bijstand": True, "persoon.inkomen": "250.00", "persoon.geboortedatum": "1990-05-04", "persoon.duur": 6}
QUESTION = ("decide", "premie", "premie.norm", "--in", "dorp", "--facts", "-", "--on", "2024-03-01")


def test_an_outcome_with_reasons(run: Run) -> None:
    answer = run(*QUESTION, stdin=json.dumps(FACTS))
    assert answer.returncode == 0
    assert "Op 1 maart 2024" in answer.stdout
    assert "Uitkomst: moet toekennen" in answer.stdout
    assert "[dorp/artikel-1/lid-1]" in answer.stdout


def test_unknown_is_an_outcome_and_says_what_is_missing(run: Run) -> None:
    answer = run(*QUESTION, stdin='{"persoon.bijstand": true}')
    assert answer.returncode == 0
    assert "Uitkomst: onbekend" in answer.stdout
    assert "Wat is het inkomen per maand? [persoon.inkomen]" in answer.stdout


def test_facts_from_a_file_with_a_byte_order_mark(run: Run, tmp_path: Path) -> None:
    (tmp_path / "feiten.json").write_bytes(b"\xef\xbb\xbf" + json.dumps(FACTS).encode())
    answer = run("decide", "premie", "--in", "dorp", "--facts", str(tmp_path / "feiten.json"), "--on", "1 maart 2024", "premie.norm")
    assert "moet toekennen" in answer.stdout


def test_json(run: Run) -> None:
    report = json.loads(run(*QUESTION, "--format", "json", stdin=json.dumps({**FACTS, "persoon.inkomen": 900})).stdout)
    assert (report["schema"], report["outcome"], report["on"]) == ("waterdicht/decide/1", "geen grondslag", "2024-03-01")
    assert report["explanations"][0]["doorslaggevend"]


def test_all_errors_in_facts_at_once_with_their_place(run: Run) -> None:
    wrong = {
        "persoon.bijstand": "ja",
        "persoon.inkomen": "99999.00",
        "persoon.woonvorm": "dorp",
        "persoon.leeftijd": 3,
        "persoon.duur": None,
        "persoon.einde": "2024-02-30",
    }
    answer = run(*QUESTION, stdin=json.dumps(wrong))
    assert answer.returncode == 2
    for name in wrong:
        assert f"E614 feit /{name}:" in answer.stderr
    assert answer.stdout == ""


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a":1,"a":2}', "[" * 100_000, "\x00", '{"persoon.inkomen": 1e400}'])
def test_what_is_no_object_of_facts(run: Run, text: str) -> None:
    assert run(*QUESTION, stdin=text).returncode == 2


def test_facts_that_are_not_there(run: Run, tmp_path: Path) -> None:
    for path in ("nergens.json", str(tmp_path)):
        answer = run("decide", "premie", "premie.norm", "--in", "dorp", "--facts", path, "--on", "2024-03-01")
        assert answer.returncode == 2
        assert "E613" in answer.stderr


@pytest.mark.parametrize(
    ("changed", "code", "hint"),
    [
        ({"premie": "premi"}, "E608", "«premie»"),
        ({"dorp": "drop"}, "E607", "«dorp»"),
        ({"2024-03-01": "2023-12-31"}, "E610", "vanaf 1 januari 2024"),
    ],
)
def test_a_question_about_nothing(run: Run, changed: dict[str, str], code: str, hint: str) -> None:
    answer = run(*(changed.get(argument, argument) for argument in QUESTION), stdin="{}")
    assert answer.returncode == 2
    assert code in answer.stderr
    assert hint in answer.stderr


def test_a_phase_and_a_reading_that_do_not_exist(run: Run) -> None:
    assert "E609" in run(*QUESTION, "--phase", "verlengen", stdin="{}").stderr
    assert "E611" in run(*QUESTION, "--reading", "zin=onzin", stdin="{}").stderr


def test_errors_as_json(run: Run) -> None:
    answer = run(*QUESTION, "--phase", "verlengen", "--format", "json", stdin="{}")
    assert answer.returncode == 2
    assert json.loads(answer.stdout)["diagnostics"][0]["code"] == "E609"


def test_english(run: Run) -> None:
    assert "Outcome: must grant" in run(*QUESTION, "--lang", "en", stdin=json.dumps(FACTS)).stdout
