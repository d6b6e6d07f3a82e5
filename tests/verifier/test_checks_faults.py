"""Never an error: cases that end in a fault, and near misses in which something keeps them from it."""

from __future__ import annotations

import pytest
from verified import Severity, check, fires, silent

from waterdicht.runtime.values import Fault

FAULT = "uitkomst-is-fout"
LAW = """
verordening w "W"
  geldig vanaf 1 januari 2024.
artikel 1
  college mag hulp toekennen als {condition}.
{more}
"""
PAST = "plaatsing.einde is vóór deze dag"


@pytest.mark.parametrize("condition", [PAST, f"persoon.a en {PAST}", f"persoon.a of {PAST}", f"niet ({PAST})"])
def test_a_condition_on_what_may_be_absent(condition: str) -> None:
    found, judge = fires(LAW.format(condition=condition, more=""), FAULT)
    assert (found.severity, found.subject) == (Severity.ERROR, "w/artikel-1")
    assert "er is een waarde nodig die ontbreekt" in found.message_nl
    assert judge is not None
    assert judge.outcome("hulp") == "fout"


@pytest.mark.parametrize(
    "condition",
    [
        "plaatsing.begin is vóór deze dag",
        f"plaatsing.einde is ingevuld en {PAST}",
        "(plaatsing.einde of anders plaatsing.begin) is vóór deze dag",
        f"persoon.a en niet persoon.a en {PAST}",
    ],
)
def test_a_condition_that_always_has_an_answer(condition: str) -> None:
    assert silent(LAW.format(condition=condition, more=""), FAULT)


def test_a_fault_that_another_rule_always_settles_is_none() -> None:
    text = LAW.format(condition=PAST, more="artikel 2\n  college mag hulp toekennen{}.")
    assert silent(text.format(""), FAULT)
    assert [each.subject for each in check(text.format(" als persoon.a"), FAULT)] == ["w/artikel-1"]


VALUE = "artikel 2\n  hoogte bedraagt {amount}{when}."


def test_a_value_that_divides_by_zero() -> None:
    amount = "€ 100,00 maal (persoon.inkomen gedeeld door persoon.inkomen) afgerond op hele centen"
    text = LAW.format(condition="persoon.a", more=VALUE)
    found, judge = fires(text.format(amount=amount, when=""), FAULT)
    assert found.subject == "w/artikel-2" and "door nul gedeeld" in found.message_nl
    assert judge is not None
    assert judge.value("hoogte") == Fault("deling_door_nul")
    assert judge.facts["persoon.inkomen"] == 0
    assert silent(text.format(amount=amount, when=" als persoon.inkomen is meer dan € 0,00"), FAULT)


def test_a_value_that_nobody_gives_is_for_another_check() -> None:
    text = LAW.format(condition="hoogte is meer dan € 50,00", more=VALUE)
    assert silent(text.format(amount="€ 100,00", when=" als persoon.a"), FAULT)


def test_the_condition_of_a_rule_for_a_value() -> None:
    """Where another rule gives the value; where none does `waarde-ontbreekt` says so."""
    text = LAW.format(condition="persoon.a", more=VALUE)
    alone = text.format(amount="€ 100,00", when=f" als {PAST}")
    beside = alone + f"\n  hoogte bedraagt € 50,00 als persoon.b en niet (plaatsing.einde is ingevuld en {PAST})."
    assert silent(alone, FAULT) and [each.subject for each in check(alone, "waarde-ontbreekt")] == ["w/artikel-2"]
    found, judge = fires(beside, FAULT)
    assert found.subject == "w/artikel-2"
    assert judge is not None
    assert judge.value("hoogte") == Fault("ontbrekende_waarde")


def test_a_term_may_lie_beyond_the_last_holiday_that_is_known() -> None:
    term = "deze dag is uiterlijk op uiterste dag van 6 weken na aanvraag.ontvangen"
    assert silent(LAW.format(condition=term, more=""), FAULT)
