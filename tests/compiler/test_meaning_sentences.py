"""Volzinnen: statements of one sentence of the official text, and what the sentences that name one do to them."""

from __future__ import annotations

import pytest
from laws import codes, law, run

NOTHING = """
scenario's s
gegevens niets : persoon.a is nee; persoon.b is nee; persoon.c is nee; persoon.q is nee; persoon.r is nee.
"""
LAW = """
wet w "W"
artikel 1 "hulp"
  lid 1 "wie"
    volzin 1
      college mag hulp toekennen als een of meer van:
        a. persoon.a;
        b. persoon.b.
    volzin 2
      college mag hulp uitsluitend toekennen als persoon.c.
  lid 2 "wanneer niet"
    {}
"""
AGAIN = """    volzin 3
      college mag hulp toekennen als een of meer van:
        a. persoon.q.
  lid 2"""


def scenario(title: str, true: str, expected: str) -> str:
    """A scenario in which only the named facts are true."""
    facts = "".join(f" persoon.{name} is ja;" for name in true.split())
    return f'scenario "{title}" over w op 1 mei 2024 gegeven zoals niets;{facts} verwacht {expected}.\n'


@pytest.mark.parametrize(
    ("said", "without_c", "with_a"),
    [
        # What is said of one volzin leaves the other alone.
        ("buiten toepassing blijft lid 1 volzin 2 als persoon.r.", "mag toekennen", "mag toekennen"),
        ("buiten toepassing blijft lid 1 volzin 1 als persoon.r.", "moet weigeren", "geen grondslag"),
        # A lid covers its volzinnen, a range every one of them.
        ("buiten toepassing blijft lid 1 als persoon.r.", "geen grondslag", "geen grondslag"),
        ("buiten toepassing blijft lid 1 volzin 1 tot en met volzin 2 als persoon.r.", "geen grondslag", "geen grondslag"),
        # An onderdeel of a volzin is one of its lid too.
        ("buiten toepassing blijft lid 1 onderdeel a als persoon.r.", "moet weigeren", "geen grondslag"),
        ("buiten toepassing blijft lid 1 volzin 1 onderdeel a als persoon.r.", "moet weigeren", "geen grondslag"),
        ("buiten toepassing blijft lid 1 onderdeel b als persoon.r.", "moet weigeren", "mag toekennen"),
        ("in afwijking van lid 1 volzin 2, college mag hulp uitsluitend toekennen als persoon.r.", "mag toekennen", "mag toekennen"),
        ("in afwijking van lid 1 volzin 1, college mag hulp uitsluitend toekennen als persoon.r.", "moet weigeren", "geen grondslag"),
    ],
)
def test_what_is_said_of_a_sentence_reaches_that_sentence(said: str, without_c: str, with_a: str) -> None:
    text = LAW.format(said) + NOTHING
    text += scenario("zonder c: de eis van volzin 2", "a r", f"besluit hulp : {without_c}")
    text += scenario("met c", "a c r", f"besluit hulp : {with_a}")
    assert run(text) == 2


def test_a_volzin_without_steps_before_it_is_one_of_the_same_lid_or_onderdeel() -> None:
    text = """
wet w "W"
artikel 1
  lid 1
    volzin 1
      college mag hulp toekennen.
  lid 2
    volzin 1
      college mag ander toekennen.
    volzin 2
      buiten toepassing blijft volzin 1 als een of meer van:
        a. persoon.a;
        b. persoon.b en voorwaarden van onderdeel a volzin 1 voor scholing vervuld.
    volzin 3
      college moet ander weigeren als een of meer van:
        a. persoon.q en voorwaarden van volzin 1 voor ander vervuld.
    onderdeel a
      volzin 1
        college mag scholing toekennen.
      volzin 2
        in afwijking van volzin 1, college mag scholing weigeren als persoon.a.
"""
    text += NOTHING
    text += scenario("volzin 1 van lid 2 en van onderdeel a, niet die van lid 1", "a", "besluit hulp : mag toekennen; besluit ander : geen grondslag")
    text += scenario("ook binnen een opsomming", "b", "besluit ander : geen grondslag")
    text += scenario("onderdeel a", "a", "besluit scholing : geen grondslag")
    text += scenario("binnen een opsomming", "q", "besluit ander : moet weigeren")
    assert run(text) == 5


@pytest.mark.parametrize(
    "said",
    [
        "ander_persoon betekent persoon als bedoeld in lid 1 volzin 1 alleen omschrijving.",
        "college mag ander toekennen als voorwaarden van lid 1 volzin 1 voor hulp vervuld.",
        "college mag ander toekennen als besluit hulp volgens lid 1 volzin 1 is mogelijk.",
        "college mag ander toekennen als van toepassing is lid 1 volzin 2.",
        "college mag ander toekennen als toepassing gevonden van lid 1 volzin 2.",
        "van overeenkomstige toepassing is lid 1 volzin 1 op ander.",
        "onverminderd lid 1 volzin 2, college mag ander toekennen.",
        "regelt artikel 1 lid 1 volzin 2.",
    ],
)
def test_an_address_with_a_volzin_stands_wherever_an_address_may(said: str) -> None:
    assert codes(LAW.format(said)) == []


def test_theorems_are_about_a_volzin_too() -> None:
    claim = '\nstellingen s\nstelling t "T" over artikel 1 lid 1 {} van w dan persoon.a of niet persoon.a.\n'
    text = LAW.format('doel: "x".')
    assert codes(text + claim.format("volzin 2")) == []
    assert codes(text + claim.format("onderdeel a")) == []
    assert [code for code, _ in codes(text + claim.format("volzin 3"))] == ["E217"]
    assert {each.over for each in law(text + claim.format("onderdeel a")).theorems} == {"w/artikel-1/lid-1/volzin-1/onderdeel-a"}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("buiten toepassing blijft lid 1 volzin 3.", "W216"),
        ("buiten toepassing blijft lid 2 volzin 1.", "W216"),
        ("college mag ander toekennen als van toepassing is lid 1 volzin 3.", "E217"),
        ('volzin 1 doel: "x". volzin 1 doel: "y".', "E221"),
        ("volzin 1", "E403"),
    ],
)
def test_a_volzin_that_is_not_there_or_says_nothing(said: str, found: str) -> None:
    assert [code for code, _ in codes(LAW.format(said))] == [found]


def test_an_onderdeel_that_two_volzinnen_have_must_name_its_volzin() -> None:
    twice = LAW.replace("  lid 2", AGAIN)
    assert [code for code, _ in codes(twice.format("buiten toepassing blijft lid 1 onderdeel a als persoon.r."))] == ["W216"]
    assert codes(twice.format("buiten toepassing blijft lid 1 volzin 1 onderdeel a en lid 1 onderdeel b als persoon.r.")) == []


def test_titles_and_addresses() -> None:
    model = law(LAW.format('doel: "x".'))
    titles = model.built["w"][0].snapshot.regulations["w"].headings
    assert titles["w/artikel-1/lid-1/volzin-2"] == "wie"
    addresses = {each.address for each in model.built["w"][0].snapshot.regulations["w"].contributions}
    assert addresses == {"w/artikel-1/lid-1/volzin-1/onderdeel-a", "w/artikel-1/lid-1/volzin-1/onderdeel-b", "w/artikel-1/lid-1/volzin-2"}
