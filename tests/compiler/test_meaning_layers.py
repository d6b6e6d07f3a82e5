"""A law and an ordinance on one case, for each thing the law can be towards the ordinance; outcomes worked out by hand."""

from __future__ import annotations

import pytest
from laws import codes, run

LAW = """
wet w "W"
artikel 1
  college mag hulp toekennen als persoon.a.
  college moet hulp toekennen als persoon.b.
  college moet hulp weigeren als persoon.q.
  bij hulp is deze regeling {frame} "zo gekozen".
verordening v "V"
  gebruikt w.
artikel 1
  college mag hulp toekennen als persoon.c.
  college moet hulp weigeren als persoon.r.
scenario's s
gegevens niets : persoon.a is nee; persoon.b is nee; persoon.c is nee; persoon.q is nee; persoon.r is nee.
"""
# a: the law grants · b: the law obliges · q: the law refuses · c: the ordinance grants · r: the ordinance refuses
TABLE = {
    #          kader               minimum           maximum           uitputtend
    "a": ("geen grondslag", "mag toekennen", "geen grondslag", "mag toekennen"),
    "b": ("geen grondslag", "moet toekennen", "geen grondslag", "moet toekennen"),
    "c": ("mag toekennen", "mag toekennen", "geen grondslag", "geen grondslag"),
    "r": ("moet weigeren", "moet weigeren", "geen grondslag", "geen grondslag"),
    "a c": ("mag toekennen", "mag toekennen", "mag toekennen", "mag toekennen"),
    "b c": ("moet toekennen", "moet toekennen", "mag toekennen", "moet toekennen"),
    "a c r": ("moet weigeren", "moet weigeren", "moet weigeren", "mag toekennen"),
    "b c r": ("tegenstrijdig", "moet toekennen", "moet weigeren", "moet toekennen"),
    "c q": ("moet weigeren", "moet weigeren", "moet weigeren", "moet weigeren"),
    "b c q": ("tegenstrijdig", "tegenstrijdig", "mag toekennen", "tegenstrijdig"),
}


def scenario(true: str, expected: str, under: str = " onder de wet") -> str:
    facts = "".join(f" persoon.{name} is ja;" for name in true.split())
    return f'scenario "{true}{under}" over v{under} op 1 mei 2024 gegeven zoals niets;{facts} verwacht {expected}.\n'


@pytest.mark.parametrize(("column", "frame"), list(enumerate(("kader", "minimum", "maximum", "uitputtend"))), ids=str)
def test_frames(column: int, frame: str) -> None:
    text = LAW.format(frame=frame) + "".join(scenario(true, f"besluit hulp : {row[column]}") for true, row in TABLE.items())
    assert run(text) == len(TABLE)


def test_without_under_the_law_only_the_ordinance_speaks() -> None:
    text = LAW.format(frame="uitputtend")
    text += (
        scenario("a", "besluit hulp : geen grondslag", "")
        + scenario("c", "besluit hulp : mag toekennen", "")
        + scenario("c q", "besluit hulp : mag toekennen", "")
    )
    assert run(text) == 3


def test_an_ordinance_without_a_ground_of_its_own_takes_over_the_law_s() -> None:
    """Its missing ground is never a difference: it only adds requirements and refusals."""
    text = LAW.format(frame="kader").replace("  college mag hulp toekennen als persoon.c.\n", "")
    text += scenario("a", "besluit hulp : mag toekennen") + scenario("b", "besluit hulp : moet toekennen")
    text += scenario("a r", "besluit hulp : moet weigeren") + scenario("c", "besluit hulp : geen grondslag")
    assert run(text) == 4


def test_powers_to_refuse_of_both_count_under_a_frame() -> None:
    text = LAW.format(frame="kader").replace("moet hulp weigeren als persoon.q", "mag hulp weigeren als persoon.q")
    text += scenario("a c", "besluit hulp : mag toekennen") + scenario("a c q", "besluit hulp : mag toekennen of weigeren")
    text += scenario("b c q", "besluit hulp : mag toekennen of weigeren")
    assert run(text) == 3


LIMITS = """
wet w "W"
artikel 1
  college mag hulp toekennen.
  bij hulp bedraagt plaatsing.geheel ten hoogste 6 maanden.
  bij hulp is deze regeling kader voor gronden "ruimte".
  bij hulp is deze regeling {frame} voor duur "over de duur".
verordening v "V"
  gebruikt w.
artikel 1
  college mag hulp toekennen.
  bij hulp bedraagt plaatsing.geheel ten hoogste 3 maanden.
scenario's s
gegevens niets : plaatsing.begin is 1 maart 2024.
"""


def placed(last: str, expected: str) -> str:
    return f'scenario "tot {last}" over v onder de wet op 1 mei 2024 gegeven zoals niets; plaatsing.einde is {last}; verwacht besluit hulp : {expected}.\n'


@pytest.mark.parametrize(("frame", "four_months"), [("kader", "moet weigeren"), ("maximum", "moet weigeren"), ("uitputtend", "mag toekennen")])
def test_each_aspect_has_its_own_frame(frame: str, four_months: str) -> None:
    """Where the law is exhaustive on duration, the shorter local limit falls away; its own limit stays."""
    text = LIMITS.format(frame=frame)
    text += (
        placed("31 mei 2024", "mag toekennen")
        + placed("30 juni 2024", four_months)
        + placed("31 augustus 2024", four_months)
        + placed("1 september 2024", "moet weigeren")
    )
    assert run(text) == 4


def test_a_frame_holds_for_every_kind_unless_said_again() -> None:
    text = """
wet w "W"
artikel 1
  college mag scholing toekennen als persoon.a.
  college mag toelage toekennen als persoon.a.
  bij hulp is deze regeling uitputtend "alles".
  bij scholing is deze regeling kader "behalve scholing".
verordening v "V"
  gebruikt w.
artikel 1
  college mag scholing toekennen als persoon.c.
  college mag toelage toekennen als persoon.c.
scenario's s
gegevens niets : persoon.a is nee; persoon.c is nee.
"""
    text += scenario("c", "besluit scholing : mag toekennen; besluit toelage : geen grondslag")
    text += scenario("a", "besluit scholing : geen grondslag; besluit toelage : mag toekennen")
    assert run(text) == 4


def test_silence_is_an_error_also_where_the_local_rule_is_a_general_one() -> None:
    text = """
wet w "W"
artikel 1
  college mag scholing toekennen als persoon.a.
verordening v "V"
  gebruikt w.
artikel 1
  college mag {decision} uitsluitend toekennen als persoon.c.
"""
    assert codes(text.format(decision="scholing")) == [("E402", 8)]
    assert codes(text.format(decision="hulp")) == [("E402", 8)]
    assert codes(text.format(decision="toelage")) == []
