"""Theorems about the order in which persons are served: two persons at once."""

from __future__ import annotations

import pytest
from verified import Verdict, checked

from waterdicht.verifier.results import Result

LAW = """
besluit werkplek.
wet w "W"
artikel 1
  college mag werkplek toekennen als persoon.a.
  volgorde bij werkplek: wie persoon.b, dan vroegste persoon.geboortedatum, dan laagste persoon.inkomen.
stellingen s
"""


def stated(claim: str, law: str = LAW) -> Result:
    _, (found,) = checked(f'{law}stelling t "T" over w bij werkplek gaat {claim}.\n', "stelling")
    return found


@pytest.mark.parametrize(
    "claim",
    [
        "wie persoon.b voor op wie niet persoon.b",
        "wie persoon.b en persoon.geboortedatum is vóór 1 januari 2000 voor op wie persoon.geboortedatum is vanaf 1 januari 2000",
        "wie persoon.b en persoon.geboortedatum is 4 mei 1990 en persoon.inkomen is € 1 voor op wie persoon.geboortedatum is 4 mei 1990 en persoon.inkomen is € 2",
    ],
)
def test_who_certainly_goes_first(claim: str) -> None:
    assert stated(claim).verdict is Verdict.PROVED


@pytest.mark.parametrize(
    "claim",
    [
        "wie persoon.b voor op wie persoon.b",
        "wie persoon.geboortedatum is vóór 1 januari 2000 voor op wie persoon.geboortedatum is vanaf 1 januari 2000",
        "wie persoon.geboortedatum is 4 mei 1990 voor op wie persoon.geboortedatum is 4 mei 1990 en niet persoon.b",
    ],
)
def test_who_does_not(claim: str) -> None:
    found = stated(claim)
    assert found.verdict is Verdict.REFUTED
    assert found.counterexample is not None
    assert found.counterexample.replayed


def test_a_pair_that_cannot_be_proves_nothing() -> None:
    found = stated("wie persoon.b en niet persoon.b voor op wie niet persoon.b")
    assert found.verdict is Verdict.REFUTED
    assert found.message_nl.startswith("zegt niets")


def test_a_key_that_can_be_absent_orders_nobody() -> None:
    law = LAW.replace("vroegste persoon.geboortedatum", "vroegste plaatsing.einde").replace("wie persoon.b, dan ", "")
    assert stated("wie plaatsing.einde is ingevuld voor op wie plaatsing.einde ontbreekt", law).verdict is Verdict.REFUTED
