"""The picture of the dates of a case in the terminal, by hand: which columns, which marks, how wide, and plain signs."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

from waterdicht.cli.console import Console
from waterdicht.cli.timeline import Stretch, stretches
from waterdicht.cli.timeline_text import Scale, timeline_lines
from waterdicht.runtime.values import Period

Run: TypeAlias = Callable[..., "CompletedProcess[str]"]
FACTS = {"deze_dag": date(2024, 3, 1), "plaatsing.periode": Period(date(2024, 3, 1), date(2024, 4, 30)), "plaatsing.melding": date(2024, 4, 30)}


def console(width: int = 100, *, unicode: bool = True) -> Console:
    return Console(io.StringIO(), io.StringIO(), width=width, unicode=unicode)


def test_days_fall_in_the_columns_of_their_month() -> None:
    scale = Scale(date(2024, 3, 1), date(2024, 5, 1), 61)  # 31 and 30 days: a column a day
    assert [scale.column(day) for day in (date(2024, 3, 1), date(2024, 3, 31), date(2024, 4, 1), date(2024, 4, 30))] == [0, 30, 31, 60]


def test_the_picture() -> None:
    title, names, axis, today, whole, last = timeline_lines(stretches(FACTS), console(width=6 + 17 + 2 + 61 + 24))
    left = " " * (6 + 17 + 2)
    assert title == "    Tijdlijn:"
    assert names == left + "mrt 2024" + " " * 23 + "apr 2024"
    assert axis == left + "┬" + "─" * 30 + "┬" + "─" * 29
    assert today == "      deze dag           ◆" + " " * 60 + "  1-3-2024"
    assert whole == "      plaatsing periode  " + "█" * 61 + "  1-3-2024 - 30-4-2024"
    assert last == "      plaatsing melding  ┊" + " " * 59 + "◆  30-4-2024"


def test_plain_signs_and_a_case_that_is_fine() -> None:
    rows = stretches(FACTS, {"plaatsing.periode": Period(date(2024, 3, 1), date(2024, 3, 31))})
    assert Stretch("plaatsing periode", date(2024, 3, 1), date(2024, 3, 31), fine=True) in rows
    lines = list(timeline_lines(rows, console(unicode=False)))
    assert all(line.isascii() for line in lines)
    (fine,) = [line for line in lines if "plaatsing periode (klopt)" in line]
    (bad,) = [line for line in lines if "plaatsing periode  " in line]
    assert 0 < fine.count("=") < bad.count("#")


@pytest.mark.parametrize("width", [60, 79, 100])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    facts = {**FACTS, "een.heel_lange_naam_van_een_feit_dat_nergens_past": Period(date(2020, 1, 1), date(2028, 12, 31))}
    assert max(map(len, timeline_lines(stretches(facts), console(width)))) <= width


def test_nothing_to_compare_is_not_drawn() -> None:
    assert list(timeline_lines(stretches({"deze_dag": date(2024, 3, 1), "persoon.a": True}), console())) == []


LAW = """taal 1.

begrippen termijnwoorden "Woorden"

soort plaatsing.
feit plaatsing.begin : datum "Wanneer begint de plaatsing?".
feit plaatsing.einde : datum "Wanneer eindigt de plaatsing?".
afgeleid plaatsing.geheel : periode betekent periode van plaatsing.begin tot en met plaatsing.einde.
besluit hulp "hulp".

wet termijn "Termijnwet"
artikel 1
  college mag hulp toekennen.
  bij hulp bedraagt plaatsing.geheel ten hoogste 5 maanden.

stellingen over_termijn
stelling kort "Een plaatsing duurt ten hoogste vier maanden" over termijn
  als besluit hulp is mogelijk dan plaatsing.geheel duurt ten hoogste 4 maanden.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "termijn.norm").write_text(LAW, encoding="utf-8")
    return tmp_path


def test_verify_shows_what_explains_a_result(run: Run, folder: Path) -> None:
    answer = run("verify", str(folder), "--no-cache")
    for line in (
        "Tijdlijn:",
        "plaatsing geheel (klopt)  ░",
        "Het dichtstbijzijnde geval dat wel klopt (nagerekend); alleen dit is anders:",
        "- Wanneer eindigt de plaatsing? (plaatsing.einde): 30 juni 2024 in plaats van 1 juli 2024",
        "Herstel (nagegaan): zou artikel 1 van termijn 4 maanden noemen in plaats van 5 maanden, dan klopt de stelling",
    ):
        assert line in answer.stdout
    plain = run("verify", str(folder), "--no-cache", env={"PYTHONIOENCODING": "latin-1"})
    assert "plaatsing geheel (klopt)  =" in plain.stdout and "░" not in plain.stdout


def test_dates_that_nothing_depends_on_are_not_drawn(run: Run, folder: Path) -> None:
    law = LAW.replace("mag hulp toekennen.", "mag hulp toekennen als plaatsing.urgent.").replace(
        "  bij hulp bedraagt plaatsing.geheel ten hoogste 5 maanden.\n", ""
    )
    law = law.replace('besluit hulp "hulp"', 'feit plaatsing.urgent : ja/nee "Is er haast?".\nbesluit hulp "hulp"')
    law = law.replace("dan plaatsing.geheel duurt ten hoogste 4 maanden", "en plaatsing.geheel duurt ten minste 1 dagen dan niet plaatsing.urgent")
    (folder / "termijn.norm").write_text(law, encoding="utf-8")
    answer = run("verify", str(folder), "--no-cache")
    assert "weerlegd" in answer.stdout and "Wanneer begint de plaatsing?" in answer.stdout
    assert "Tijdlijn" not in answer.stdout


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_other_forms_say_it_too(run: Run, folder: Path, form: str) -> None:
    text = run("verify", str(folder), "--no-cache", "--format", form).stdout
    assert "30 juni 2024 in plaats van 1 juli 2024" in text
    assert "4 maanden noemen in plaats van 5 maanden" in text
    assert ("<svg" in text and "periode klopt" in text) is (form == "html")


def test_accepted_findings_are_explained_on_request_only(run: Run, folder: Path) -> None:
    (folder / "aanvaard.toml").write_text('[[bevinding]]\ncheck = "stelling"\nsubject = "termijn/stelling-kort"\nreden = "bekend"\n', encoding="utf-8")
    assert "dichtstbijzijnde" not in run("verify", str(folder), "--no-cache").stdout
    told = run("verify", str(folder), "--no-cache", "--explain").stdout
    assert "Het dichtstbijzijnde geval dat wel klopt" in told and "Herstel" not in told
