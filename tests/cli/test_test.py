"""`waterdicht test`: scenarios on the reference and on the generated Python."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

Run: TypeAlias = Callable[..., "CompletedProcess[str]"]


def test_all_right(run: Run) -> None:
    answer = run("test", "premie.norm", "scenarios.norm")
    assert answer.returncode == 0
    assert answer.stdout == "2 scenario's, 2 verwachtingen: 2 goed, 0 fout\n"


def test_a_failure_with_its_reasons(run: Run) -> None:
    answer = run("test", "premie.norm", "mislukt.norm")
    assert answer.returncode == 1
    assert "mislukt.norm:5: wie veel verdient (dorp, 1 maart 2024)" in answer.stdout
    assert "verwacht moet toekennen, maar het is geen grondslag" in answer.stdout
    assert "[dorp/artikel-1/lid-1]" in answer.stdout


DUTIES = """taal 1.
begrippen b "B"
soort persoon.
soort aanvraag.
feit persoon.werkloos : ja/nee.
feit aanvraag.ontvangen : datum.
handeling bericht_geven "bericht geven" door college.
wet w "W"
geldig vanaf 1 januari 2024.
artikel 1
lid 1
college moet verrichten bericht_geven binnen 4 weken na aanvraag.ontvangen als persoon.werkloos.
lid 2
college moet verrichten bericht_geven als niet persoon.werkloos.
scenario's s
scenario "een dag te vroeg" over w op 2 april 2024 gegeven persoon.werkloos is ja; aanvraag.ontvangen is 2 april 2024;
verwacht college moet verrichten bericht_geven uiterlijk op 29 april 2024.
scenario "niet bekend" over w op 2 april 2024 gegeven aanvraag.ontvangen is 2 april 2024;
verwacht college hoeft niet te verrichten bericht_geven volgens artikel 1 lid 1.
scenario "ervoor" over w op 31 december 2023 verwacht deze regeling geldt.
"""


def test_what_is_said_of_an_act_fails_with_every_provision_about_it(run: Run, tmp_path: Path) -> None:
    """Four weeks after Tuesday 2 April 2024 is Tuesday 30 April."""
    (tmp_path / "w.norm").write_text(DUTIES, encoding="utf-8")
    answer = run("test", str(tmp_path))
    assert answer.returncode == 1
    told = [each.strip() for each in answer.stdout.splitlines()]
    assert "college moet verrichten bericht_geven: verwacht ja, uiterlijk op 29 april 2024, maar het is ja, uiterlijk op 30 april 2024" in told
    assert "[w/artikel-1/lid-1] college moet verrichten bericht_geven (uiterste dag: 30 april 2024): ja" in told
    assert "[w/artikel-1/lid-2] college moet verrichten bericht_geven: nee" in told
    assert "college moet verrichten bericht_geven: verwacht nee, maar het is onbekend" in told
    assert "deze regeling geldt: verwacht ja, maar het is nee" in told
    report = json.loads(run("test", str(tmp_path), "--format", "json").stdout)
    assert [(each["expected"], each["got"]) for each in report["results"][1:]] == [("nee", "onbekend"), ("ja", "nee")]
    assert report["diagnostics"] == []


def test_json(run: Run) -> None:
    report = json.loads(run("test", "premie.norm", "scenarios.norm", "mislukt.norm", "--format", "json").stdout)
    assert (report["schema"], report["summary"]) == ("waterdicht/test/1", {"passed": 2, "failed": 1})
    assert [each["passed"] for each in report["results"]] == [False, True, True]


def test_a_translation_that_differs_is_our_mistake(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], samples: Path) -> None:
    from waterdicht.cli import cases, main

    monkeypatch.setattr(cases, "generated_outcome", lambda *_: "moet weigeren")
    assert main.main(["test", str(samples / "premie.norm"), str(samples / "scenarios.norm")]) == 2
    assert "E617" in capsys.readouterr().out


def test_files_in_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "fout.norm").write_text("onzin")
    assert run("test", str(tmp_path)).returncode == 2
    assert json.loads(run("test", str(tmp_path), "--format", "json").stdout)["diagnostics"]
