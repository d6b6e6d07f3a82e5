"""Order and quota: what they ask of one person, with counts that are facts."""

from __future__ import annotations

import pytest
from laws import codes, law, run

PLACES = """
besluit werkplek.
waarde plaatsen : getal.
wet w "W"
artikel 1
  college mag werkplek toekennen als persoon.a.
  plaatsen bedraagt 20.
"""
GIVEN = "gegeven persoon.a is ja;"


def test_a_quota_leaves_room_for_one_less_than_its_number() -> None:
    text = (
        PLACES
        + """
  quotum bij werkplek: ten hoogste plaatsen per kalenderjaar.
scenario's s
"""
    )
    cases = [(19, "mag toekennen"), (20, "moet weigeren"), (21, "moet weigeren")]
    text += "\n".join(f'scenario "{n}" over w op 1 maart 2024 {GIVEN} quotum.werkplek is {n}; verwacht besluit werkplek : {out}.' for n, out in cases)
    assert run(text) == 3


def test_an_order_without_a_quota_serves_the_first_only() -> None:
    text = (
        PLACES
        + """
  volgorde bij werkplek: vroegste persoon.geboortedatum.
scenario's s
"""
    )
    cases = [(0, "mag toekennen"), (1, "moet weigeren")]
    text += "\n".join(f'scenario "{n}" over w op 1 maart 2024 {GIVEN} volgorde.werkplek is {n}; verwacht besluit werkplek : {out}.' for n, out in cases)
    assert run(text) == 2


def test_with_a_quota_there_must_be_a_place_left_after_those_who_go_before() -> None:
    text = (
        PLACES
        + """
  quotum bij werkplek: ten hoogste 3.
  volgorde bij werkplek: wie persoon.b, dan vroegste persoon.geboortedatum.
scenario's s
"""
    )
    cases = [(0, 2, "mag toekennen"), (0, 3, "moet weigeren"), (2, 0, "mag toekennen"), (2, 1, "moet weigeren"), (3, 0, "moet weigeren")]
    text += "\n".join(
        f'scenario "{n} {m}" over w op 1 maart 2024 {GIVEN} quotum.werkplek is {n}; volgorde.werkplek is {m}; verwacht besluit werkplek : {out}.'
        for n, m, out in cases
    )
    assert run(text) == 5


def test_unknown_counts_are_unknown() -> None:
    text = (
        PLACES
        + f"""
  quotum bij werkplek: ten hoogste 3.
scenario's s
scenario "?" over w op 1 maart 2024 {GIVEN} verwacht besluit werkplek : onbekend.
"""
    )
    assert run(text) == 1


def test_what_does_not_fit() -> None:
    line = PLACES.count("\n") + 1
    assert codes(PLACES + "quotum bij werkplek: ten hoogste € 3.") == [("E302", line)]
    assert codes(PLACES + "quotum bij onbekende: ten hoogste 3.") == [("E203", line)]
    assert codes(PLACES + "volgorde bij werkplek: wie persoon.inkomen.") == [("E301", line)]
    assert codes(PLACES + "volgorde bij werkplek: vroegste persoon.inkomen.") == [("E303", line)]
    assert codes(PLACES + "volgorde bij werkplek: laagste persoon.geboortedatum.") == [("E303", line)]
    assert codes(PLACES + "volgorde bij werkplek: laagste persoon.inkomen.\nvolgorde bij werkplek: wie persoon.a.") == [("E211", line + 1)]


@pytest.mark.parametrize(
    ("quota", "found"),
    [("20", []), ("0", []), ("plaatsen", []), ("2,5", ["E245"]), ("-1", ["E245"]), ("deel", ["E245"]), ("€ 5", ["E302"]), ("niets", ["E201"])],
)
def test_a_quota_is_a_count(quota: str, found: list[str]) -> None:
    text = PLACES.replace("wet w", "waarde deel : decimaal.\nwet w") + f"  deel bedraagt 2.\n  quotum bij werkplek: ten hoogste {quota}.\n"
    assert sorted({code for code, _ in codes(text)}) == found


def test_a_decision_has_one_quota_and_regulations_count_alike() -> None:
    twice = f"{PLACES}  quotum bij werkplek: ten hoogste 2.\n  quotum bij werkplek: ten hoogste 3{{}}.\n"
    assert [code for code, _ in codes(twice.format(""))] == ["E211"]
    assert [code for code, _ in codes(twice.format(" per kalenderjaar"))] == ["E211"]
    lower = 'verordening v "V"\n  gebruikt w.\nartikel 1\n  quotum bij werkplek: ten hoogste 3{}.\n'
    above = f"{PLACES}  bij werkplek is deze regeling kader.\n  quotum bij werkplek: ten hoogste 9 per kalenderjaar.\n"
    assert codes(above + lower.format(" per kalenderjaar")) == []
    assert [code for code, _ in codes(above + lower.format(""))] == ["E211"]


def test_counts_begin_at_nought_and_go_beyond_a_thousand() -> None:
    text = PLACES + "  quotum bij werkplek: ten hoogste 2000.\nstellingen s\n"
    text += 'stelling vol "Vol" over w als quotum.werkplek is ten minste 2000 dan niet besluit werkplek is mogelijk.\n'
    info = law(text).built["w"][0].snapshot.vocabulary.facts["quotum.werkplek"]
    assert (info.minimum, info.maximum) == (0, 1_000_000)
    assert law(text).theorems
