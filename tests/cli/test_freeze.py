"""`waterdicht verify --freeze`: a counterexample becomes a scenario that holds, or nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

from waterdicht.cli.freeze import literal
from waterdicht.runtime.fact_types import FactType
from waterdicht.runtime.values import ABSENT, Computed, InMonth, Period

Run: TypeAlias = Callable[..., "CompletedProcess[str]"]


@pytest.fixture
def folder(tmp_path: Path, samples: Path) -> Path:
    for name in ("stad.norm", "weerlegd.norm"):
        (tmp_path / name).write_bytes((samples / name).read_bytes())
    return tmp_path


def test_a_case_becomes_a_scenario_that_guards(run: Run, folder: Path) -> None:
    answer = run("verify", ".", "--freeze", "stad/stelling-nooit", cwd=folder)
    assert answer.returncode == 1
    assert "geschreven: tegenbeelden.norm" in answer.stderr
    assert run("fmt", "--check", "tegenbeelden.norm", cwd=folder).returncode == 0
    tested = run("test", ".", cwd=folder)
    assert tested.returncode == 0
    assert "1 goed, 0 fout" in tested.stdout
    city = (folder / "stad.norm").read_text(encoding="utf-8")
    assert "mag subsidie toekennen" in city
    (folder / "stad.norm").write_text(city.replace("mag subsidie toekennen", "moet subsidie toekennen"), encoding="utf-8")
    assert run("test", ".", cwd=folder).returncode == 1


def test_nothing_is_overwritten(run: Run, folder: Path) -> None:
    (folder / "mijn.norm").write_text("taal 1.\n", encoding="utf-8")
    answer = run("verify", "stad.norm", "weerlegd.norm", "--freeze", "stelling:stad/stelling-nooit", "--freeze-to", "mijn.norm", cwd=folder)
    assert answer.returncode == 2
    assert "E615" in answer.stderr
    assert (folder / "mijn.norm").read_text(encoding="utf-8") == "taal 1.\n"


@pytest.mark.parametrize("name", ["stad/stelling-altijd", "onzin", "domein:stad"])
def test_what_has_no_case_is_said(run: Run, folder: Path, name: str) -> None:
    answer = run("verify", ".", "--freeze", name, cwd=folder)
    assert answer.returncode == 2
    assert "E621" in answer.stderr
    assert name in answer.stderr
    assert not (folder / "tegenbeelden.norm").exists()


def test_every_kind_of_value_is_written_as_a_scenario_has_it() -> None:
    march, june = date(2024, 3, 1), date(2024, 6, 30)
    element = FactType("lijst", properties={"bedrag": FactType("bedrag"), "datum": FactType("datum", optional=True)})
    written: tuple[tuple[Computed, FactType, str], ...] = (
        (True, FactType("ja/nee"), "ja"),
        (12345, FactType("bedrag"), "€ 123,45"),
        (Fraction(1, 8), FactType("percentage"), "12,5%"),
        (march, FactType("datum"), "1 maart 2024"),
        (2, FactType("maandental"), "2 maanden"),
        (Period(march, june), FactType("periode"), "1 maart 2024 tot en met 30 juni 2024"),
        ((Period(march, june),), FactType("perioden"), "(1 maart 2024 tot en met 30 juni 2024)"),
        ((), FactType("perioden"), "(geen)"),
        ((), element, "(geen)"),
        (({"bedrag": 100, "datum": ABSENT},), element, "({bedrag is € 1,00, datum ontbreekt})"),
        ((InMonth(march, 40000),), FactType("bedrag per maand"), "(maart 2024: € 400,00)"),
        ((InMonth(march, 1),), FactType("ja/nee per maand"), "(maart 2024)"),
        ((), FactType("getal per maand"), "(geen)"),
    )
    assert [literal(value, type_) for value, type_, _ in written] == [text for _, _, text in written]
