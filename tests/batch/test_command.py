"""`waterdicht decide --batch` as a user runs it: rows that are right, rows that are wrong, and everything that stops it at once."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from subprocess import CompletedProcess

import pytest

pytest.importorskip("ibis")

import pyarrow as pa
import pyarrow.parquet

COMMAND = Path(sys.executable).parent / "waterdicht"
LAW = """taal 1.
begrippen woorden "Woorden"
soort persoon.
feit persoon.bijstand : ja/nee "Ontvangt de persoon bijstand?".
feit persoon.inkomen : bedrag "Wat is het inkomen per maand?", van € 0 tot en met € 10.000.
feit persoon.melding : datum "Op welke dag meldde de persoon zich?", optioneel.
besluit premie "premie", door college, aan persoon.
verordening stad "Premieverordening Stad"
  geldig vanaf 1 januari 2024.
  gebruikt woorden.
artikel 1 "Premie"
  lid 1 "premie"
    college mag premie toekennen als persoon.bijstand en persoon.inkomen is ten hoogste € 300.
  lid 2 "melding"
    college moet premie weigeren als persoon.melding ontbreekt.
"""
HEAD = "nummer,persoon.bijstand,persoon.inkomen,persoon.melding\n"


def run(folder: Path, cases: str, *more: str, env: dict[str, str] | None = None) -> CompletedProcess[str]:
    (folder / "stad.norm").write_text(LAW, encoding="utf-8")
    (folder / "in.csv").write_text(cases, encoding="utf-8")
    question = (COMMAND, "decide", "premie", "stad.norm", "--in", "stad", "--on", "2024-03-01", "--batch", "in.csv", "-o", "uit.csv", "--id", "nummer")
    settings = {"LC_ALL": "nl_NL.UTF-8", "PATH": "/usr/bin:/bin", **(env or {})}
    answer = subprocess.run((*question, *more), capture_output=True, cwd=folder, env=settings, check=False, text=True, encoding="utf-8")
    assert "Traceback" not in answer.stdout + answer.stderr
    return answer


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_case_has_its_outcome(tmp_path: Path) -> None:
    answer = run(tmp_path, HEAD + "a,ja,300.00,2024-02-29\nb,ja,300.01,2024-02-29\nc,ja,1,(geen)\nd,ja,1,\ne,,1,2024-02-29\n")
    assert answer.returncode == 0, answer.stderr
    found = {each["nummer"]: (each["uitkomst"], each["bepalingen"]) for each in rows_of(tmp_path / "uit.csv")}
    assert found == {
        "a": ("mag toekennen", "stad/artikel-1/lid-1"),
        "b": ("geen grondslag", "stad/artikel-1/lid-1"),
        "c": ("moet weigeren", "stad/artikel-1/lid-2"),
        "d": ("onbekend", "stad/artikel-1/lid-2"),
        "e": ("onbekend", "stad/artikel-1/lid-1"),
    }
    assert not (tmp_path / "uit.csv.fouten.csv").exists()
    assert "5 gevallen beslist" in answer.stdout


def test_a_wrong_row_is_told_and_the_others_are_decided(tmp_path: Path) -> None:
    cases = "a,ja,1,2024-02-30\nb,misschien,1,2024-02-29\nc,ja\nd,ja,99999,(geen)\ne,ja,1.001,2024-02-29\nf,(geen),1,2024-02-29\ng,ja,1,2024-02-29\n"
    answer = run(tmp_path, HEAD + cases)
    assert answer.returncode == 1
    wrong = {(each["rij"], each["kolom"], each["code"]) for each in rows_of(tmp_path / "uit.csv.fouten.csv")}
    assert wrong == {
        ("1", "persoon.melding", "ongeldige_datum"),
        ("2", "persoon.bijstand", "verkeerde_vorm"),
        ("3", "", "onleesbare_rij"),
        ("4", "persoon.inkomen", "buiten_bereik"),
        ("5", "persoon.inkomen", "gebroken_cent"),
        ("6", "persoon.bijstand", "niet_optioneel"),
    }
    found = [(each["rij"], each["uitkomst"]) for each in rows_of(tmp_path / "uit.csv")]
    assert found == [(row, "niet beslist") for row in "12456"] + [("7", "mag toekennen")]
    assert "6 rijen niet beslist" in answer.stdout


def test_an_unknown_column_stops_it_and_nothing_is_written(tmp_path: Path) -> None:
    answer = run(tmp_path, "nummer,persoon.bijstant\na,ja\n")
    assert answer.returncode == 2
    assert "E624" in answer.stderr and "persoon.bijstand" in answer.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "stad.norm"]


@pytest.mark.parametrize(
    ("cases", "more", "code"),
    [
        ("", (), "E623"),
        ("nummer,nummer\n", (), "E623"),
        (HEAD, ("--next",), "E625"),
        (HEAD, ("--under-law",), "E625"),
        (HEAD, ("-o", "uit.xlsx"), "E615"),
        (HEAD, ("-o", "weg/uit.csv"), "E615"),
        (HEAD, ("--batch", "weg.csv"), "E623"),
        (HEAD, ("--id", "leeftijd"), "E624"),
    ],
)
def test_wrong_use(tmp_path: Path, cases: str, more: tuple[str, ...], code: str) -> None:
    answer = run(tmp_path, cases, *more)
    assert answer.returncode == 2
    assert code in answer.stderr
    assert not (tmp_path / "uit.csv").exists()


def test_no_cases_give_an_empty_file(tmp_path: Path) -> None:
    answer = run(tmp_path, HEAD)
    assert answer.returncode == 0, answer.stderr
    assert (tmp_path / "uit.csv").read_text(encoding="utf-8").splitlines() == ['"rij","nummer","uitkomst","bepalingen"']


def test_parquet_json_and_a_page(tmp_path: Path) -> None:
    table = pa.table({"persoon.bijstand": [True, None, False], "persoon.melding (geen)": [True, False, None], "persoon.inkomen": [1, 2, 3]})
    pyarrow.parquet.write_table(table, tmp_path / "in.parquet")
    more = ("--batch", "in.parquet", "-o", "uit.parquet", "--format", "json", "--summary", "o.html")
    run(tmp_path, HEAD, "--id", "nummer")
    (tmp_path / "uit.csv").unlink()
    question = (COMMAND, "decide", "premie", "stad.norm", "--in", "stad", "--on", "2024-03-01", *more)
    answer = subprocess.run(question, capture_output=True, cwd=tmp_path, check=False, text=True, encoding="utf-8")
    assert answer.returncode == 0, answer.stderr
    counted = {each["outcome"]: each["count"] for each in json.loads(answer.stdout)["outcomes"]}
    assert counted == {"moet weigeren": 1, "onbekend": 2}
    assert pyarrow.parquet.read_table(tmp_path / "uit.parquet")["uitkomst"].to_pylist() == ["moet weigeren", "onbekend", "onbekend"]
    page = (tmp_path / "o.html").read_text(encoding="utf-8")
    assert '<svg role="img"' in page and "moet weigeren: 1" in page and "http" not in page and '<html lang="nl">' in page


def test_without_ibis_it_says_how_to_get_it(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['ibis'] = None\n", encoding="utf-8")
    answer = run(tmp_path, HEAD, env={"PYTHONPATH": str(tmp_path)})
    assert answer.returncode == 2
    assert "E622" in answer.stderr and "waterdicht[batch]" in answer.stderr
