"""`waterdicht decide` with --next, --why-not, --change, --keep and --motivation."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, TypeAlias

import pytest
from validator import problems

from waterdicht.cli.schemas import all_schemas

Run: TypeAlias = Callable[..., "CompletedProcess[str]"]

FACTS = {"persoon.bijstand": True, "persoon.inkomen": "450.00", "persoon.geboortedatum": "1990-05-04", "persoon.duur": 9}
QUESTION = ("decide", "premie", "premie.norm", "--in", "dorp", "--facts", "-", "--on", "2024-03-01")


def test_what_to_ask_next(run: Run) -> None:
    answer = run(*QUESTION, "--next", stdin='{"persoon.bijstand": true, "persoon.duur": 6}')
    assert "  1. Wat is het inkomen per maand? [persoon.inkomen]\n  2. Wanneer is de persoon geboren? [persoon.geboortedatum]" in answer.stdout
    answer = run(*QUESTION, "--next", stdin='{"persoon.bijstand": false}')
    assert [line for line in answer.stdout.splitlines() if "staat vast" in line] == [
        "     bij «7 maanden tot en met 60 maanden» staat vast: moet weigeren",
        "     bij «de leeftijd op deze dag van wie is geboren op persoon.geboortedatum is minder dan 27: ja» staat vast: moet weigeren",
    ]
    assert "de uitkomst staat vast" in run(*QUESTION, "--next", stdin=json.dumps(FACTS)).stdout


def test_why_not_names_the_conditions_in_the_way(run: Run) -> None:
    answer = run(*QUESTION, "--why-not", "must grant", "--lang", "en", stdin=json.dumps(FACTS))
    assert "Why not “must grant”:" in answer.stdout
    assert "[dorp/artikel-1/lid-1] persoon.inkomen is ten hoogste € 300,00: no (persoon.inkomen: € 450.00)" in answer.stdout
    assert "[dorp/artikel-1/lid-3] persoon.duur is ten hoogste 6 maanden: no (persoon.duur: 9 months)" in answer.stdout


def test_the_smallest_change(run: Run) -> None:
    """By hand: income down to 300, duration down to 6 months, and nothing else."""
    answer = run(*QUESTION, "--change", "moet toekennen", stdin=json.dumps(FACTS))
    shown = answer.stdout.rpartition("Voor «moet toekennen» moet ten minste dit anders zijn:\n")[2]
    assert sorted(shown.splitlines()) == ["  - persoon.duur: 6 maanden in plaats van 9 maanden", "  - persoon.inkomen: € 300,00 in plaats van € 450,00"]


def test_what_is_kept_does_not_change(run: Run) -> None:
    answer = run(*QUESTION, "--change", "moet toekennen", "--keep", "persoon.inkomen", stdin=json.dumps(FACTS))
    assert "Geen wijziging van de feiten leidt tot «moet toekennen»." in answer.stdout


def test_what_is_not_known_is_said_to_be_assumed(run: Run) -> None:
    report = json.loads(run(*QUESTION, "--change", "moet toekennen", "--format", "json", stdin='{"persoon.bijstand": false}').stdout)
    change: dict[str, Any] = report["answers"]["change"]
    assert change["changes"] == [{"fact": "persoon.bijstand", "before": False, "after": True}]
    assert {each["fact"] for each in change["assumed"]} == {"persoon.inkomen", "persoon.geboortedatum", "persoon.duur"}


def test_the_draft_and_the_schema(run: Run) -> None:
    options = ("--next", "--why-not", "moet toekennen", "--change", "moet toekennen", "--motivation", "--format", "json")
    report = json.loads(run(*QUESTION, *options, stdin=json.dumps(FACTS)).stdout)
    assert list(report["answers"]) == ["next", "why_not", "change", "motivation"]
    assert report["answers"]["motivation"][0]["titel"] == "Concept van de motivering"
    assert list(problems(report, all_schemas()["decide"])) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [(("--why-not", "alles"), "«alles» is geen uitkomst"), (("--change", "onbekend"), "geen uitkomst"), (("--keep", "persoon.x"), "E614")],
)
def test_wrong_options(run: Run, options: tuple[str, ...], said: str) -> None:
    answer = run(*QUESTION, *options, stdin="{}")
    assert answer.returncode == 2
    assert said in answer.stderr


def test_without_the_solver_only_change_is_missed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "z3.py").write_text("raise ModuleNotFoundError('No module named z3', name='z3')\n")
    answer = run(*QUESTION, "--next", stdin="{}", env={"PYTHONPATH": str(tmp_path)})
    assert answer.returncode == 0
    answer = run(*QUESTION, "--change", "moet toekennen", stdin="{}", env={"PYTHONPATH": str(tmp_path)})
    assert answer.returncode == 3
    assert "E622" in answer.stderr
