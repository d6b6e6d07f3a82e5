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
