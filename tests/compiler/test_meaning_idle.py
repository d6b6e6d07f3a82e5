"""Repeal, retroactive force, exceptions to nothing, and what hardship clauses and exclusions reach."""

from __future__ import annotations

from datetime import date

import pytest
from laws import codes, law, run

from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Obligation
from waterdicht.dsl.parser import parse_text

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


OLD = 'verordening oud "O"\n  geldig vanaf 1 {}.\nartikel 1\n  college mag hulp toekennen als persoon.a.\n'
NEW = 'verordening nieuw "N"\n{}artikel 1\n  ingetrokken wordt regeling {}.\nartikel 2\n  college mag hulp toekennen als persoon.b.\n'
JULY = "  geldig vanaf 1 juli 2025.\n"


def in_force(text: str) -> dict[str, tuple[date, date | None]]:
    """From when until when each version is in force."""
    return {each.root: (each.first, each.last) for each in law(text).library.versions}


def test_what_is_repealed_before_it_begins_is_said_and_repeals_nothing() -> None:
    later = OLD.format("januari 2026")
    text = later + NEW.format(JULY, "oud")
    assert codes(text) == [("W244", 1)]
    assert in_force(text) == {"nieuw": (date(2025, 7, 1), None)}
    each_other = f"{OLD.format('januari 2024')}artikel 9\n  ingetrokken wordt regeling nieuw.\n{NEW.format(JULY, 'oud')}"
    assert [code for code, _ in codes(each_other)] == ["W244"]
    assert in_force(each_other) == {"oud": (date(2024, 1, 1), None)}


def test_a_repeal_ends_what_is_in_force_and_keeps_later_versions_away() -> None:
    text = OLD.format("januari 2024 tot en met 31 december 2025") + OLD.format("januari 2026") + NEW.format(JULY, "oud")
    assert in_force(text) == {"oud@2024-01-01": (date(2024, 1, 1), date(2025, 6, 30)), "nieuw": (date(2025, 7, 1), None)}
    assert codes(text) == [("W244", 5)]


def test_a_repeal_without_a_day_or_of_itself_has_no_effect_and_says_so() -> None:
    assert [code for code, _ in codes(OLD.format("januari 2024") + NEW.format("", "oud"))] == ["W243"]
    assert [code for code, _ in codes(OLD.format("januari 2024") + NEW.format(JULY, "nieuw"))] == ["W243"]
    assert [code for code, _ in codes(OLD.format("januari 2024") + NEW.format(JULY, "oud"))] == []


@pytest.mark.parametrize(
    "clause", ["geldig vanaf 1 juli 2025", "in werking op 1 juli 2025", "werkt terug tot 1 juli 2025", "vastgesteld door raad op 1 juli 2025"]
)
def test_a_day_is_given_once(clause: str) -> None:
    text = NEW.format(f"  {clause}.\n  {clause.replace('juli', 'mei')}.\n", "oud")
    _, found = parse_text(f"taal 1.\n{text}", "x.norm")
    assert [(each.code.value, each.span.line) for each in found] == [("E111", 4)]
    assert parse_text(f"taal 1.\n{NEW.format(f'  {clause}.', 'oud')}", "x.norm")[1] == ()
