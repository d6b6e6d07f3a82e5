"""`waterdicht verify`: results for a lawyer and for a program, and accepted findings."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

Run: TypeAlias = Callable[..., "CompletedProcess[str]"]


def test_proved(run: Run) -> None:
    answer = run("verify", "stad.norm", "--no-cache")
    assert answer.returncode == 0
    assert "bewezen: Alleen wie bijstand ontvangt krijgt subsidie" in answer.stdout
    assert "stellingen: 1 bewezen, 0 weerlegd" in answer.stdout
    assert answer.stderr == ""


def test_refuted_with_a_readable_case(run: Run) -> None:
    answer = run("verify", "stad.norm", "weerlegd.norm")
    assert answer.returncode == 1
    for line in (
        "weerlegd: Niemand krijgt subsidie",
        "Een geval (nagerekend):",
        "- de persoon ontvangt bijstand (persoon.bijstand)",
        "- Wat is het inkomen per maand? € 300,00 (persoon.inkomen)",
        "- stad: subsidie: mag toekennen",
        "[artikel 1 lid 2 van stad]",
    ):
        assert line in answer.stdout


def test_english(run: Run) -> None:
    answer = run("verify", "stad.norm", "weerlegd.norm", "--lang", "en")
    assert "refuted: Niemand krijgt subsidie" in answer.stdout
    assert "A case (replayed):" in answer.stdout
    assert "theorems: 1 proved, 1 refuted" in answer.stdout


def test_json_the_same_bytes_in_every_process(run: Run) -> None:
    answers = [run("verify", "stad.norm", "weerlegd.norm", "--format", "json", "--no-cache", env={"PYTHONHASHSEED": seed}) for seed in ("1", "2")]
    assert answers[0].stdout == answers[1].stdout
    report = json.loads(answers[0].stdout)
    assert report["schema"] == "waterdicht/verify/1"
    refuted = next(each for each in report["results"] if each["verdict"] == "refuted")
    assert refuted["subject"] == "stad/stelling-nooit"
    assert refuted["counterexample"]["facts"] == {"deze_dag": "2024-03-01", "persoon.bijstand": True, "persoon.inkomen": "300.00"}
    assert refuted["counterexample"]["replayed"] is True


def test_a_file_that_does_not_parse_comes_first(run: Run, tmp_path: Path) -> None:
    (tmp_path / "fout.norm").write_text("onzin")
    assert run("verify", "stad.norm", "weerlegd.norm", str(tmp_path)).returncode == 2
    report = json.loads(run("verify", str(tmp_path), "--format", "json").stdout)
    assert report["diagnostics"]


ACCEPTED = '[[bevinding]]\ncheck = "verwijzing"\nsubject = "los/artikel-1"\nreden = "staat zo in de tekst"\n'


@pytest.fixture
def folder(tmp_path: Path, samples: Path) -> Path:
    (tmp_path / "los.norm").write_bytes((samples / "los.norm").read_bytes())
    return tmp_path


@pytest.mark.parametrize("command", ["check", "verify"])
def test_an_accepted_finding_is_told_apart_with_its_reason(run: Run, folder: Path, command: str) -> None:
    assert run(command, ".", cwd=folder).returncode == 1
    (folder / "aanvaard.toml").write_text(ACCEPTED)
    answer = run(command, ".", cwd=folder)
    assert answer.returncode == 0
    assert "Aanvaarde bevindingen" in answer.stdout
    assert "staat zo in de tekst" in answer.stdout


@pytest.mark.parametrize("command", ["check", "verify"])
def test_an_acceptance_of_nothing_is_a_finding(run: Run, folder: Path, command: str) -> None:
    (folder / "aanvaard.toml").write_text(ACCEPTED + ACCEPTED.replace("artikel-1", "artikel-2"))
    answer = run(command, ".", cwd=folder)
    assert answer.returncode == 1
    assert "aanvaarding-zonder-bevinding" in answer.stdout


def test_an_acceptance_of_a_proof_is_not_judged_by_check(run: Run, folder: Path) -> None:
    (folder / "aanvaard.toml").write_text(ACCEPTED + ACCEPTED.replace("verwijzing", "dode-bepaling"))
    assert run("check", ".", cwd=folder).returncode == 0
    assert run("verify", ".", cwd=folder).returncode == 1


def test_an_acceptance_can_end(run: Run, folder: Path) -> None:
    (folder / "aanvaard.toml").write_text(ACCEPTED + "tot = 2026-06-30\n")
    assert run("check", ".", "--today", "2026-06-30", cwd=folder).returncode == 0
    assert run("check", ".", "--today", "2026-07-01", cwd=folder).returncode == 1


def test_a_refuted_theorem_can_be_accepted(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "eigen.toml"
    file.write_text('[[bevinding]]\ncheck = "stelling"\nsubject = "stad/stelling-nooit"\nreden = "voorbeeld"\n')
    assert run("verify", "stad.norm", "weerlegd.norm", "--accept", str(file)).returncode == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[[bevinding]", "E604"),
        ("x = 1", "E604"),
        ("bevinding = 3", "E604"),
        ("bevinding = [3]", "E604"),
        ('[bevinding]\ncheck = "x"', "E604"),
        (ACCEPTED + 'related = "x"', "E604"),
        (ACCEPTED + "tot = 3", "E604"),
        (ACCEPTED + 'redne = "x"', "E604"),
        (ACCEPTED.replace("subject", "onderwerp"), "E604"),
        ('[[bevinding]]\ncheck = "verwijzing"\nsubject = "x"\n', "E605"),
        ('[[bevinding]]\ncheck = "verwijzing"\nsubject = "x"\nreden = "  "\n', "E605"),
        (ACCEPTED + ACCEPTED, "E606"),
        ("a = " + "[" * 5_000, "E604"),
    ],
)
def test_a_wrong_acceptance_file(run: Run, folder: Path, text: str, code: str) -> None:
    (folder / "aanvaard.toml").write_text(text)
    answer = run("check", ".", cwd=folder)
    assert answer.returncode == 2
    assert code in answer.stdout


def test_an_acceptance_file_that_is_not_there(run: Run) -> None:
    assert "E601" in run("check", "premie.norm", "--accept", "nergens.toml").stdout


def test_the_level_decides_what_fails(run: Run, folder: Path) -> None:
    assert run("verify", ".", "--level", "error", cwd=folder).returncode == 0
    assert run("verify", ".", "--level", "warning", cwd=folder).returncode == 1


def test_only_what_is_asked(run: Run, folder: Path) -> None:
    (folder / "aanvaard.toml").write_text(ACCEPTED.replace("artikel-1", "artikel-2"))
    report = json.loads(run("verify", ".", "--only", "domein", "--format", "json", cwd=folder).stdout)
    assert [each["check"] for each in report["results"]] == ["domein"]


def test_the_number_of_processes_does_not_change_the_results(run: Run) -> None:
    answers = [run("verify", "stad.norm", "weerlegd.norm", "--jobs", jobs, "--no-cache").stdout for jobs in ("1", "2")]
    assert answers[0] == answers[1]
    assert run("verify", "stad.norm", "--jobs", "0").returncode == 2


def test_only_what_exists(run: Run) -> None:
    answer = run("verify", "stad.norm", "--only", "stad/stelling-allen_bijstand")
    assert answer.returncode == 2
    assert "E620" in answer.stdout
    assert "«stad/stelling-alleen_bijstand»" in answer.stdout
    assert "1 bewezen" in run("verify", "stad.norm", "--only", "stad/stelling-alleen_bijstand").stdout


VERSIONS = """taal 1.
begrippen woorden "Woorden"
soort persoon.
feit persoon.a : ja/nee.
besluit hulp, door college, aan persoon.
wet w "W"
  geldig vanaf 1 januari 2024 tot en met 31 december 2024.
artikel 1
  college mag hulp toekennen als persoon.a en niet persoon.a.
wet w "W"
  geldig vanaf 1 januari 2025.
artikel 1
  college mag hulp toekennen als persoon.a en niet persoon.a.
"""


def test_only_a_place_in_every_version_or_in_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "w.norm").write_text(VERSIONS)

    def subjects(name: str) -> list[str]:
        report = json.loads(run("verify", ".", "--only", name, "--format", "json", cwd=tmp_path).stdout)
        return [each["subject"] for each in report["results"] if each["check"] == "dode-bepaling"]

    assert subjects("w/artikel-1") == ["w@2024-01-01/artikel-1", "w@2025-01-01/artikel-1"]
    assert subjects("w@2025-01-01/artikel-1") == ["w@2025-01-01/artikel-1"]
    assert "E620" in run("verify", ".", "--only", "w/artikel-2", cwd=tmp_path).stdout
    assert "E620" in run("verify", ".", "--only", "w@2023-01-01/artikel-1", cwd=tmp_path).stdout
