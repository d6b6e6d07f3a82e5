"""What a scenario or theorem says of an act: who must, may or need not perform it, and the last day on which it can be done."""

from __future__ import annotations

import pytest
from laws import codes, law, run

from waterdicht.verifier.results import Verdict
from waterdicht.verifier.verify import verify

LAW = """
handeling bericht_geven "bericht geven" door college.
handeling onderzoeken "onderzoeken" door college.
handeling melden "zich melden" door persoon.
handeling zwijgen "zwijgen" door persoon.
wet w "W"
artikel 1 "Bericht"
lid 1 "vier weken"
  college moet verrichten bericht_geven binnen 4 weken na aanvraag.ontvangen als persoon.a tenzij persoon.q.
lid 2 "twee weken"
  college moet verrichten bericht_geven binnen 14 dagen na aanvraag.gebeurtenis als persoon.b.
lid 3 "zonder termijn"
  college moet verrichten bericht_geven als persoon.c.
lid 4 "opzij"
  buiten toepassing blijft lid 3 als persoon.r.
artikel 2 "Onderzoek"
  college mag verrichten onderzoeken als persoon.a.
  college moet verrichten onderzoeken als persoon.b.
artikel 3 "Melden"
  persoon moet verrichten melden.
"""
CASES = """
scenario's s
gegevens niets : persoon.a is nee; persoon.b is nee; persoon.c is nee; persoon.q is nee; persoon.r is nee;
  aanvraag.ontvangen is 2 april 2024; aanvraag.gebeurtenis is 20 april 2024.
"""


def expects(given: str, expected: str) -> str:
    """The law with one scenario."""
    facts = "".join(f" {each.strip()};" for each in given.split(";") if each.strip())
    return f'{LAW}{CASES}scenario "t" over w op 1 mei 2024 gegeven zoals niets;{facts} verwacht {expected}.\n'


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", "college hoeft niet te verrichten bericht_geven"),
        ("persoon.a is ja", "college moet verrichten bericht_geven"),
        ("persoon.a is ja; persoon.q is ja", "college hoeft niet te verrichten bericht_geven"),
        # Four weeks after Tuesday 2 April is Tuesday 30 April; a fortnight after Saturday 20 April is Saturday 4 May, and Sunday the fifth is a holiday.
        ("persoon.a is ja", "college moet verrichten bericht_geven uiterlijk op 30 april 2024"),
        ("persoon.b is ja", "college moet verrichten bericht_geven uiterlijk op 6 mei 2024"),
        # Both hold: what must be done on one day at the latest and on another one too, must be done on the first of these.
        ("persoon.a is ja; persoon.b is ja", "college moet verrichten bericht_geven uiterlijk op 30 april 2024"),
        ("persoon.a is ja; persoon.b is ja; aanvraag.ontvangen is 1 mei 2024", "college moet verrichten bericht_geven uiterlijk op 6 mei 2024"),
        ("persoon.a is ja; persoon.b is ja", "college moet verrichten bericht_geven volgens artikel 1 lid 2 uiterlijk op 6 mei 2024"),
        ("persoon.b is ja", "college hoeft niet te verrichten bericht_geven volgens artikel 1 lid 1"),
        # A duty without a term beside one with a term does not move the last day.
        ("persoon.a is ja; persoon.c is ja", "college moet verrichten bericht_geven uiterlijk op 30 april 2024"),
        ("persoon.c is ja", "college moet verrichten bericht_geven"),
        ("persoon.c is ja; persoon.r is ja", "college hoeft niet te verrichten bericht_geven"),
        ("", "college mag niet verrichten onderzoeken; college hoeft niet te verrichten onderzoeken"),
        ("persoon.a is ja", "college mag verrichten onderzoeken; college hoeft niet te verrichten onderzoeken"),
        ("persoon.b is ja", "college mag verrichten onderzoeken; college moet verrichten onderzoeken"),
        ("", "persoon moet verrichten melden"),
    ],
)
def test_what_holds_of_an_act(given: str, expected: str) -> None:
    assert run(expects(given, expected)) == expected.count("verrichten")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", "college moet verrichten bericht_geven"),
        ("persoon.a is ja", "college hoeft niet te verrichten bericht_geven"),
        ("persoon.a is ja", "college moet verrichten bericht_geven uiterlijk op 29 april 2024"),
        ("persoon.a is ja", "college moet verrichten bericht_geven uiterlijk op 1 mei 2024"),
        ("persoon.a is ja", "college mag niet verrichten onderzoeken"),
        ("persoon.a is ja", "college moet verrichten onderzoeken"),
        ("", "persoon hoeft niet te verrichten melden"),
    ],
)
def test_what_does_not_hold_is_noticed(given: str, expected: str) -> None:
    with pytest.raises(AssertionError):
        run(expects(given, expected))


@pytest.mark.parametrize(
    ("expected", "code"),
    [
        ("college moet verrichten luisteren", "E208"),
        ("persoon moet verrichten zwijgen", "E503"),
        ("persoon moet verrichten bericht_geven", "E503"),
        ("persoon mag verrichten onderzoeken", "E503"),
        ("college moet verrichten bericht_geven volgens artikel 2", "E503"),
        ("college moet verrichten bericht_geven volgens artikel 9", "E217"),
        ("persoon moet verrichten melden uiterlijk op 1 mei 2024", "E504"),
        ("college moet verrichten bericht_geven volgens artikel 1 lid 3 uiterlijk op 1 mei 2024", "E504"),
        ("college hoeft niet te verrichten bericht_geven uiterlijk op 1 mei 2024", "E504"),
        ("college moet verrichten bericht_geven uiterlijk op 1 mei 2200", "E306"),
    ],
)
def test_what_cannot_be_expected(expected: str, code: str) -> None:
    assert code in {each for each, _ in codes(expects("", expected))}


OTHER = """
handeling bericht_geven "bericht geven" door college.
wet w "W"
artikel 1 "Bericht"
  college moet verrichten bericht_geven binnen 4 weken na aanvraag.ontvangen als persoon.a.
verordening v "V"
  gebruikt w.
artikel 1 "Doel"
  doel: "iets".
scenario's s
scenario "t" over v{under} op 1 mei 2024
  gegeven persoon.a is ja; aanvraag.ontvangen is 2 april 2024; verwacht college moet verrichten bericht_geven{by}.
"""


def test_a_duty_of_another_regulation_counts_under_the_law_or_where_it_is_named() -> None:
    assert run(OTHER.format(under=" onder de wet", by=" uiterlijk op 30 april 2024")) == 1
    assert run(OTHER.format(under="", by=" volgens artikel 1 van w")) == 1
    assert "E503" in {code for code, _ in codes(OTHER.format(under="", by=""))}


WITH_TERM = "als persoon.a en niet persoon.q en niet persoon.b en aanvraag.ontvangen is vóór 1 januari 2030"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("als persoon.a en niet persoon.q dan college moet verrichten bericht_geven", Verdict.PROVED),
        ("als persoon.a dan college moet verrichten bericht_geven", Verdict.REFUTED),
        ("als persoon.a en persoon.q dan college hoeft niet te verrichten bericht_geven volgens artikel 1 lid 1", Verdict.PROVED),
        ("als niet persoon.a en niet persoon.b dan college mag niet verrichten onderzoeken", Verdict.PROVED),
        ("dan persoon moet verrichten melden", Verdict.PROVED),
        (
            f"{WITH_TERM} dan college moet verrichten bericht_geven uiterlijk op uiterste dag van 4 weken na aanvraag.ontvangen",
            Verdict.PROVED,
        ),
        (
            f"{WITH_TERM} dan college moet verrichten bericht_geven uiterlijk op uiterste dag van 5 weken na aanvraag.ontvangen",
            Verdict.REFUTED,
        ),
    ],
)
def test_a_theorem_claims_a_duty(claim: str, verdict: Verdict) -> None:
    model = law(f'{LAW}stellingen st\nstelling s "S" over w {claim}.\n')
    assert [each.verdict for each in verify(model, (), jobs=1) if each.check == "stelling"] == [verdict]
