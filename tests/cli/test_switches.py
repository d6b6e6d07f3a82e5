"""Checks that are switched off for a regulation: not done there, done elsewhere, and told in every report with the reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

Run: TypeAlias = Callable[..., "CompletedProcess[str]"]

LAW = """taal 1.
begrippen sw "Woorden"
soort persoon.
feit persoon.bijstand : ja/nee.
feit persoon.fraude : ja/nee.
besluit premie.

verordening stad "Stad"
  geldig vanaf 1 januari 2024.
artikel 1 "Premie"
  lid 1 "recht"
    college moet premie toekennen als persoon.bijstand.
  lid 2 "fraude"
    onverminderd artikel 99, college moet premie weigeren als persoon.fraude.

verordening dorp "Dorp"
  geldig vanaf 1 januari 2024.
artikel 1 "Premie"
  lid 1 "recht"
    college moet premie toekennen als persoon.bijstand.
  lid 2 "fraude"
    college moet premie weigeren als persoon.fraude.

stellingen over_stad
stelling wie_fraudeert "Wie fraudeert krijgt niets" over stad
  als persoon.fraude dan niet besluit premie is mogelijk.
"""
CONFLICT = "tegenstrijdige-plichten"
REASON = "wordt ingetrokken"


def off(check: str, regulation: str = "stad", reason: str = REASON) -> str:
    return f'[[uitgeschakeld]]\ncheck = "{check}"\nregulation = "{regulation}"\nreden = "{reason}"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "wet.norm").write_text(LAW, encoding="utf-8")
    return tmp_path


def refuted(run: Run, folder: Path) -> dict[tuple[str, str], str | None]:
    """Each finding of `verify` with the reason why it is accepted."""
    report = json.loads(run("verify", ".", "--format", "json", cwd=folder).stdout)
    return {(each["check"], each["subject"]): each["accepted"] for each in report["results"] if each["verdict"] == "refuted"}


def test_it_is_not_done_there_and_still_done_elsewhere(run: Run, folder: Path) -> None:
    before = refuted(run, folder)
    assert {(CONFLICT, "stad/artikel-1/lid-1"), (CONFLICT, "dorp/artikel-1/lid-1")} <= set(before)
    (folder / "aanvaard.toml").write_text(off(CONFLICT))
    after = refuted(run, folder)
    assert set(before) - set(after) == {(CONFLICT, "stad/artikel-1/lid-1")}
    assert set(after) - set(before) == {("uitgeschakelde-controle", "stad")}
    assert after["uitgeschakelde-controle", "stad"] == REASON


def test_nothing_says_that_it_was_proved(run: Run, folder: Path) -> None:
    (folder / "aanvaard.toml").write_text(off("waarde-dubbel"))
    report = json.loads(run("verify", ".", "--format", "json", cwd=folder).stdout)
    proved = {(each["check"], each["subject"]) for each in report["results"] if each["verdict"] == "proved"}
    assert ("waarde-dubbel", "dorp") in proved and ("waarde-ontbreekt", "stad") in proved
    assert ("waarde-dubbel", "stad") not in proved


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "github", "gitlab", "markdown", "html"])
def test_every_form_tells_what_was_not_looked_at(run: Run, folder: Path, form: str) -> None:
    (folder / "aanvaard.toml").write_text(off(CONFLICT))
    said = run("verify", ".", "--format", form, cwd=folder).stdout
    assert "tegenstrijdige-plichten is voor stad uitgeschakeld" in said
    assert REASON in said


def test_the_text_has_it_apart_and_counts_it(run: Run, folder: Path) -> None:
    (folder / "aanvaard.toml").write_text(off(CONFLICT))
    dutch, english = (run("verify", ".", "--lang", language, cwd=folder).stdout for language in ("nl", "en"))
    assert "Uitgeschakelde controles\n  tegenstrijdige-plichten is voor stad" in dutch and "0 aanvaard; onbeslist: 0; uitgeschakeld: 1" in dutch
    assert "Checks switched off" in english and "switched off: 1" in english


def test_check_leaves_out_what_it_finds_itself(run: Run, folder: Path) -> None:
    (folder / "aanvaard.toml").write_text(off("verwijzing"))
    answer = run("check", ".", cwd=folder)
    assert answer.returncode == 0
    assert "W216" not in answer.stdout and f"reden: {REASON}" in answer.stdout
    report = json.loads(run("check", ".", "--format", "json", cwd=folder).stdout)
    assert [(each["regulation"], each["reason"]) for each in report["switched_off"]] == [("stad", REASON)]
    assert ("verwijzing", "stad/artikel-1/lid-2") not in refuted(run, folder)


def test_an_acceptance_of_what_is_off_is_left_alone(run: Run, folder: Path) -> None:
    accepted = f'[[bevinding]]\ncheck = "{CONFLICT}"\nsubject = "stad/artikel-1/lid-1"\nreden = "bekend"\n'
    (folder / "aanvaard.toml").write_text(accepted + off(CONFLICT))
    assert "aanvaarding-zonder-bevinding" not in {check for check, _ in refuted(run, folder)}


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (off("stelling"), "E604", "kan niet worden uitgeschakeld"),
        (off("domein"), "E604", "kan niet worden uitgeschakeld"),
        (off("aanvaarding-zonder-bevinding"), "E604", "kan niet worden uitgeschakeld"),
        (off("dode-bepalin"), "E604", "bedoelde u «dode-bepaling»"),
        (off("W216"), "E604", "bestaat niet"),
        (off(CONFLICT, "stat"), "E604", "bedoelde u «stad»"),
        (off(CONFLICT).replace('"stad"', '["stad"]'), "E604", "is er niet"),
        (off(CONFLICT).replace('"tegenstrijdige-plichten"', "3"), "E604", "bestaat niet"),
        (off(CONFLICT) + "tot = 2027-01-01\n", "E604", "onbekende sleutel «tot»"),
        (off(CONFLICT, reason=" "), "E605", "heeft geen reden"),
        (off(CONFLICT) + off(CONFLICT), "E606", "twee keer"),
        ("uitgeschakeld = [3]", "E604", "is geen blok"),
        ("uitgeschakeld = 3", "E604", "dubbele haken"),
    ],
)
@pytest.mark.parametrize("command", ["check", "verify"])
def test_a_wrong_switch(run: Run, folder: Path, command: str, text: str, code: str, said: str) -> None:
    (folder / "aanvaard.toml").write_text(text)
    answer = run(command, ".", cwd=folder)
    assert answer.returncode == 2
    assert answer.stdout.count(code) == 1 and said in answer.stdout
