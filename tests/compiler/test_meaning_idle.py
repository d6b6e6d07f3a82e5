"""Repeal, retroactive force, exceptions to nothing, and what hardship clauses and exclusions reach."""

from __future__ import annotations

from datetime import date

import pytest
from laws import codes, law, run

from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Obligation

REPEALED = """
verordening oud "Oud"
  geldig vanaf 1 januari 2020.
artikel 1
  college mag hulp toekennen als persoon.a.
verordening nieuw "Nieuw"
  geldig vanaf 1 juli 2024.
artikel 1
  college moet hulp toekennen als persoon.a.
artikel 2
  ingetrokken wordt regeling oud.
scenario's s
scenario "de dag ervoor" over oud op 30 juni 2024 gegeven persoon.a is ja; verwacht besluit hulp : mag toekennen.
scenario "de dag zelf" over nieuw op 1 juli 2024 gegeven persoon.a is ja; verwacht besluit hulp : moet toekennen.
"""


def test_a_repealed_regulation_ends_on_the_day_before() -> None:
    assert run(REPEALED) == 2
    assert [version.last for version in law(REPEALED).library.versions if version.document.name == "oud"] == [date(2024, 6, 30)]
    late = REPEALED.replace("op 30 juni 2024", "op 1 juli 2024")
    assert [code for code, _ in codes(late)] == ["E501"]


def test_a_regulation_that_already_ended_ends_no_later() -> None:
    text = REPEALED.replace("geldig vanaf 1 januari 2020.", "geldig vanaf 1 januari 2020 tot en met 31 december 2023.").replace(
        "30 juni 2024", "31 december 2023"
    )
    assert run(text) == 2


def test_retroactive_force_without_another_first_day() -> None:
    text = """
verordening terug "Terug"
  in werking op 1 juli 2024.
  werkt terug tot 1 januari 2024.
artikel 1
  college mag hulp toekennen als persoon.a.
scenario's s
scenario "ervoor" over terug op 1 januari 2024 gegeven persoon.a is ja; verwacht besluit hulp : mag toekennen.
"""
    assert run(text) == 1
    assert [code for code, _ in codes(text.replace("op 1 januari 2024 gegeven", "op 31 december 2023 gegeven"))] == ["E501"]


LAW = """
wet w "W"
artikel 1
  lid 1
    college mag hulp toekennen als persoon.a.
  lid 2
    hoogte bedraagt € 1.
  lid 3
    bij hulp bedraagt plaatsing.geheel ten hoogste 2 maanden.
artikel 2
  {}
"""


@pytest.mark.parametrize(
    "sentence",
    [
        "in afwijking van artikel 1 lid 1, college moet hulp weigeren als persoon.b.",
        "in afwijking van artikel 1 lid 1, college moet scholing weigeren als persoon.b.",
        "in afwijking van artikel 1, hoogte bedraagt € 2 als persoon.b.",
        "buiten toepassing blijft artikel 1 lid 1 als persoon.b.",
        "buiten toepassing blijft artikel 1 bij hulp als persoon.b.",
        "bij de toepassing van artikel 1 blijft plaatsing.ziekte buiten beschouwing.",
    ],
)
def test_exceptions_that_hit_something(sentence: str) -> None:
    assert codes(LAW.format(sentence)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "in afwijking van artikel 1 lid 2, college moet hulp weigeren als persoon.b.",
        "in afwijking van artikel 1 lid 1, college moet ander weigeren als persoon.b.",
        "in afwijking van artikel 1 lid 1, college mag hulp verlengen als persoon.b.",
        "in afwijking van artikel 1 lid 1, hoogte bedraagt € 2 als persoon.b.",
        "buiten toepassing blijft artikel 1 lid 1 bij ander als persoon.b.",
        "bij de toepassing van artikel 1 lid 1 blijft plaatsing.ziekte buiten beschouwing.",
    ],
)
def test_exceptions_that_hit_nothing(sentence: str) -> None:
    assert codes(LAW.format(sentence)) == [("W441", LAW.count("\n"))]


def test_an_obligation_is_set_aside_too() -> None:
    text = """
handeling melden "melden" door college.
wet w "W"
artikel 1
  lid 1
    college moet verrichten melden als persoon.a.
  lid 2
    buiten toepassing blijft lid 1 als persoon.b.
"""
    assert codes(text) == []
    model = law(text)
    (built,) = model.built["w"]
    (melden,) = (each for each in built.snapshot.regulations["w"].obligations if each.subject == "melden")
    assert isinstance(melden, Obligation)
    for b in (True, False):
        assert evaluate(melden.when, Case(built.snapshot, {"persoon.a": True, "persoon.b": b}, {})) is not b


def test_what_is_wrong_in_itself_is_said_once() -> None:
    text = 'wet w "W"\nartikel 1\n  college mag hulp toekennen.\nartikel 2\n  {}\n'
    assert codes(text.format("in afwijking van artikel 1, college mag steun toekennen als persoon.a.")) == [("E203", 5)]
    assert codes(text.format("in afwijking van artikel 1, college mag ander toekennen als persoon.a.")) == [("W441", 5)]
    assert codes(text.format("in afwijking van artikel 1, college mag hulp toekennen als persoon.a.")) == []
