"""The report: its numbers add up, here and on the page of the corpus."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from town import every, fate

from waterdicht.mutants.__main__ import main
from waterdicht.mutants.judge import Fate, Judgement
from waterdicht.mutants.page import page
from waterdicht.mutants.report import HEAD, Judged, Run, as_json, percent, score

PAGE = Path(__file__).parents[2] / "docs" / "mutants.md"
FATES = [fate.value for fate in Fate]


def cells(text: str) -> list[dict[str, str]]:
    """The rows of the table on a page."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert rows[0] == list(HEAD)
    return [dict(zip(HEAD, row, strict=True)) for row in rows[2:]]


def adds_up(text: str) -> None:
    """Each row has as many fates as mutants, and its own score; the last row is the sum of the others; every survivor is listed."""
    *rows, total = cells(text)
    for each in [*rows, total]:
        counts = {name: int(each[name]) for name in FATES}
        assert sum(counts.values()) == int(each["beproefd"]) <= int(each["er zijn"])
        assert int(each["in plicht"]) <= counts["overleeft"]
        noticed = sum(counts[name] for name in ("check", "scenario", "stelling", "controle"))
        left = counts["onbeslist"] + counts["overleeft"]
        assert each["score"] == (percent(noticed / (noticed + left)) if noticed + left else "geen")
    for name in ("er zijn", "beproefd", "in plicht", *FATES):
        assert sum(int(each[name]) for each in rows) == int(total[name])
    assert sum(line.startswith("* ") for line in text.splitlines()) == int(total["onbeslist"]) + int(total["overleeft"])


def test_the_page_of_the_corpus_adds_up() -> None:
    adds_up(PAGE.read_text(encoding="utf-8"))


def test_a_run_over_a_whole_regulation_adds_up() -> None:
    judged = [Judged(each, fate(each)) for each in every()]
    run = Run(0, 1, (("stad", len(judged)),))
    adds_up(page(run, judged))
    found = {each.judgement.fate for each in judged}
    assert found == {Fate.NOT_COMPILING, Fate.CHECK, Fate.SCENARIO, Fate.THEOREM, Fate.PROOF, Fate.EQUIVALENT, Fate.SURVIVED}
    report = as_json(run, judged)
    assert report["total"]["mutants"] == len(report["mutants"]) == len(judged)
    assert json.loads(json.dumps(report)) == report


def test_undecided_counts_as_not_noticed_and_what_means_the_same_counts_not_at_all() -> None:
    fates = [Fate.SCENARIO, Fate.UNDECIDED, Fate.EQUIVALENT, Fate.NOT_COMPILING]
    judged = [Judged(mutant, Judgement(fate)) for mutant, fate in zip(every(), fates, strict=False)]
    assert score(judged) == 0.5
    assert score(judged[2:]) is None


def test_a_score_is_never_rounded_up() -> None:
    assert percent(0.9499) == "94,9%"
    assert percent(2 / 3) == "66,6%"
    assert percent(1.0) == "100,0%"


def test_a_regulation_that_is_not_there_is_said_to_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "w.norm").write_text('taal 1.\nwet w "W"\nartikel 1\nniet geformaliseerd: "niets".\n', encoding="utf-8")
    assert main(["anders", "--policies", str(tmp_path)]) == 2
    assert "er is geen regeling anders; er zijn: w" in capsys.readouterr().err


def test_policies_that_are_wrong_are_not_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "w.norm").write_text("taal 1.\nwet", encoding="utf-8")
    assert main(["--policies", str(tmp_path)]) == 2
    assert "E1" in capsys.readouterr().err


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    (tmp_path / "w.norm").write_text('taal 1.\nwet w "W"\nartikel 1\nniet geformaliseerd: "niets".\n', encoding="utf-8")
    assert main(["--policies", str(tmp_path), "--write", str(tmp_path / "page.md"), "--jobs", "1"]) == 0
    adds_up((tmp_path / "page.md").read_text(encoding="utf-8"))
    assert main(["--policies", str(tmp_path), "--write", str(tmp_path / "no" / "page.md"), "--jobs", "1"]) == 2
