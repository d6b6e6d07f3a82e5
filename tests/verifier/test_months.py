"""Monthly series in proofs: what holds for a history of any length is proved, what fails is refuted by a history that exists."""

from __future__ import annotations

from datetime import date

import pytest
from verified import Verdict, checked, fires

from waterdicht.runtime.values import InMonth
from waterdicht.verifier.results import Result

SERIES = """
begrippen maandwoorden "Woorden"
soort mens.
feit mens.steun : ja/nee per maand.
feit mens.loon : bedrag per maand, van € 0 tot en met € 100, gewoonlijk € 40.
feit mens.saldo : bedrag per maand, van € -10 tot en met € 10.
feit mens.begin : datum.
feit mens.einde : datum.
waarde vrijlating.n : bedrag.
waarde vrijlating.r : bedrag.
waarde vrijlating.y : bedrag.
waarde vrijlating.z : bedrag.
waarde vrijlating.aa : bedrag.
wet w "W"
artikel 1
  niet geformaliseerd: "voorbeeld".
stellingen s
"""

ALWAYS = [
    "aantal maanden in mens.steun in 12 maanden vóór deze maand is ten hoogste 12",
    "aantal maanden in mens.steun in kalenderjaar van mens.begin is ten hoogste 12",
    "aantal maanden aaneengesloten in mens.steun vóór deze maand is ten hoogste (aantal maanden in mens.steun vóór deze maand)",
    "aantal maanden sinds de eerste in mens.steun vóór deze maand is ten minste (aantal maanden in mens.steun vóór deze maand)",
    "som van mens.loon over maanden in kalenderjaar van deze dag is ten hoogste € 1.200",
    "som van mens.saldo over maanden in 3 maanden vóór deze maand is ten minste € -30",
    "aantal maanden in mens.steun tot en met deze maand is ten hoogste (aantal maanden in mens.steun vóór deze maand plus 1)",
    "som van mens.loon over maanden tot en met deze maand min mens.loon in deze maand is som van mens.loon over maanden vóór deze maand",
    # every month lies before this one, is this one, or comes later: in one calendar year these add up
    (
        "som van mens.loon over maanden vóór deze maand in kalenderjaar van deze dag plus mens.loon in deze maand"
        " is ten hoogste (som van mens.loon over maanden in kalenderjaar van deze dag)"
    ),
    "maand van mens.begin is uiterlijk op mens.begin en kalenderjaar van (maand van mens.begin) is kalenderjaar van mens.begin",
]
SOMETIMES = [
    "aantal maanden in mens.steun in 12 maanden vóór deze maand is ten hoogste 11",
    "aantal maanden in mens.steun vóór deze maand is ten hoogste 600",
    "aantal maanden aaneengesloten in mens.steun vóór deze maand is (aantal maanden in mens.steun vóór deze maand)",
    "aantal maanden sinds de eerste in mens.steun vóór deze maand is (aantal maanden in mens.steun vóór deze maand)",
    "som van mens.loon over maanden in kalenderjaar van deze dag is ten hoogste € 1.199,99",
    "som van mens.saldo over maanden in 3 maanden vóór deze maand is ten minste € -29,99",
    "aantal maanden aaneengesloten in mens.steun vóór deze maand is niet 13",
    "aantal maanden sinds de eerste in mens.steun vanaf mens.begin vóór mens.einde is niet 7",
    "mens.steun gedurende ten minste 3 maanden aaneengesloten vóór deze maand of niet mens.steun in maand van (deze maand min 2 maanden)",
]


def claimed(claim: str) -> str:
    return f'taal 1.{SERIES}stelling t "T" over w dan {claim}.\n'


def only(text: str) -> Result:
    (found,) = checked_alone(text)
    return found


def checked_alone(text: str) -> tuple[Result, ...]:
    """The theorems of a text that does not need the shared words."""
    return checked(text.removeprefix("taal 1."), "stelling")[1]


@pytest.mark.parametrize("claim", ALWAYS)
def test_what_holds_for_every_series_is_proved(claim: str) -> None:
    assert only(claimed(claim)).verdict is Verdict.PROVED


@pytest.mark.parametrize("claim", SOMETIMES)
def test_what_fails_for_some_series_is_refuted_by_one(claim: str) -> None:
    found = only(claimed(claim))
    assert found.verdict is Verdict.REFUTED
    assert found.counterexample is not None
    assert found.counterexample.replayed


def test_a_counterexample_has_its_months_as_late_as_they_can_be() -> None:
    found = only(claimed("aantal maanden in mens.steun vóór deze maand is niet 3"))
    assert found.counterexample is not None
    assert found.counterexample.facts["deze_dag"] == date(2024, 3, 1)
    assert found.counterexample.facts["mens.steun"] == tuple(InMonth(date(*month, 1), 1) for month in ((2023, 12), (2024, 1), (2024, 2)))


def test_a_counterexample_has_typical_amounts_in_the_months_asked_about() -> None:
    found = only(claimed("mens.loon in deze maand is meer dan € 60"))
    assert found.counterexample is not None
    assert found.counterexample.facts["mens.loon"] == (InMonth(date(2024, 3, 1), 4000),)


def test_a_proof_says_that_the_number_of_months_is_free() -> None:
    found = only(claimed("som van mens.loon over maanden in kalenderjaar van deze dag is ten hoogste € 1.200"))
    assert "mens.loon: elk aantal maanden, per maand van € 0,00 tot en met € 100,00" in found.assumptions


# --- five exemptions that exclude each other, after one another -----------------------------------

EXEMPTIONS = """
begrippen maandwoorden "Woorden"
soort mens.
soort vrijlating.
feit mens.geboortedatum : datum, van 1 januari 1950 tot en met 31 december 2010.
feit mens.bijstand : ja/nee.
feit mens.kind : ja/nee.
feit mens.urenbeperkt : ja/nee.
feit mens.doelgroep : ja/nee.
feit mens.draagt_bij : ja/nee, oordeel van college.
feit mens.uitbreiding_kan : ja/nee, oordeel van college.
feit mens.loon : bedrag per maand, van € 0 tot en met € 5.000, gewoonlijk € 400.
waarde vrijlating.n : bedrag.
waarde vrijlating.r : bedrag.
waarde vrijlating.y : bedrag.
waarde vrijlating.z : bedrag.
waarde vrijlating.aa : bedrag.
waarde maximum : bedrag.
wet w "Een wet met vijf vrijlatingen"
  geldig vanaf 1 januari 2024.
artikel 31
  lid 1
    vrijlating.n bedraagt € 0 tenzij van toepassing is lid 2 onderdeel n.
    vrijlating.r bedraagt € 0 tenzij van toepassing is lid 2 onderdeel r.
    vrijlating.y bedraagt € 0 tenzij van toepassing is lid 2 onderdeel y.
    vrijlating.z bedraagt € 0 tenzij van toepassing is lid 2 onderdeel z.
    vrijlating.aa bedraagt € 0 tenzij van toepassing is lid 2 onderdeel aa.
  lid 2
    onderdeel n
      vrijlating.n bedraagt laagste van (25% van mens.loon in deze maand, maximum) afgerond op hele centen
        als mens.bijstand en naar oordeel mens.draagt_bij
        en aantal maanden toepassing van onderdeel n vóór deze maand is minder dan 6.
    onderdeel r
      vrijlating.r bedraagt laagste van (12,5% van mens.loon in deze maand, € 177,66) afgerond op hele centen
        als mens.bijstand en mens.kind en naar oordeel mens.draagt_bij
        en aantal maanden toepassing van onderdeel n vóór deze maand is ten minste 6
        en aantal maanden sinds de eerste toepassing van onderdeel r vóór deze maand is minder dan 30
        tenzij van toepassing is onderdeel y of van toepassing is onderdeel z of van toepassing is onderdeel aa.
    onderdeel y
      vrijlating.y bedraagt laagste van (15% van mens.loon in deze maand, € 180,19) afgerond op hele centen
        als mens.bijstand en mens.urenbeperkt
        tenzij van toepassing is onderdeel n.
    onderdeel z
      vrijlating.z bedraagt laagste van (15% van mens.loon in deze maand, € 180,19) afgerond op hele centen
        als mens.bijstand en mens.doelgroep
        en aantal maanden toepassing van onderdeel n vóór deze maand is ten minste 6
        en aantal maanden toepassing van onderdeel z vóór deze maand is minder dan 12
        tenzij van toepassing is onderdeel y.
    onderdeel aa
      vrijlating.aa bedraagt laagste van (15% van mens.loon in deze maand, € 180,19) afgerond op hele centen
        als mens.bijstand en mens.doelgroep en niet naar oordeel mens.uitbreiding_kan
        en aantal maanden toepassing van onderdeel z vóór deze maand is ten minste 12.
  lid 5
    buiten toepassing blijft lid 2 onderdeel n en lid 2 onderdeel r als leeftijd van mens is jonger dan 27 jaar.
artikel 40
  maximum bedraagt: vanaf 1 januari 2024: € 265,00 ("2024"); vanaf 1 januari 2025: € 285,00 ("2025").
stellingen s
"""
TOTAL = "vrijlating.n plus vrijlating.r plus vrijlating.y plus vrijlating.z plus vrijlating.aa"


def exempted(theorem: str) -> Result:
    return only(f'taal 1.{EXEMPTIONS}stelling t "T" over w {theorem}.\n')


@pytest.mark.parametrize(
    "theorem",
    [
        "dan niet (van toepassing is artikel 31 lid 2 onderdeel n en van toepassing is artikel 31 lid 2 onderdeel r)",
        "dan niet (van toepassing is artikel 31 lid 2 onderdeel n en van toepassing is artikel 31 lid 2 onderdeel y)",
        "dan niet (van toepassing is artikel 31 lid 2 onderdeel n en van toepassing is artikel 31 lid 2 onderdeel z)",
        "dan niet (van toepassing is artikel 31 lid 2 onderdeel z en van toepassing is artikel 31 lid 2 onderdeel aa)",
        "als niet mens.bijstand dan " + TOTAL + " is € 0",
        "dan vrijlating.n is ten hoogste mens.loon in deze maand",
        (
            "als aantal maanden toepassing van artikel 31 lid 2 onderdeel n vóór deze maand is ten hoogste 6"
            " dan aantal maanden toepassing van artikel 31 lid 2 onderdeel n tot en met deze maand is ten hoogste 6"
        ),
        "als leeftijd van mens is jonger dan 27 jaar dan vrijlating.n plus vrijlating.r is € 0",
        "als deze dag is vóór 1 januari 2025 dan vrijlating.n is ten hoogste € 265",
        "er bestaat een geval waarin vrijlating.r is meer dan € 0",
        "er bestaat een geval waarin vrijlating.aa is € 180,19",
    ],
)
def test_exemptions_hold_what_they_promise(theorem: str) -> None:
    assert exempted(theorem).verdict is Verdict.PROVED


def test_more_than_one_exemption_can_hold_in_one_month_where_the_law_forgets_to_exclude_it() -> None:
    """Nothing in aa says that y does not hold: the sum of the two is what a lawyer would not expect."""
    found = exempted("dan niet (van toepassing is artikel 31 lid 2 onderdeel y en van toepassing is artikel 31 lid 2 onderdeel aa)")
    assert found.verdict is Verdict.REFUTED
    assert found.counterexample is not None
    facts = found.counterexample.facts
    assert sum(entry.value for entry in facts["toepassing_per_maand.w_artikel_31_lid_2_onderdeel_z"]) >= 12  # type: ignore[union-attr]
    assert facts["mens.urenbeperkt"] is True


def test_the_period_of_the_single_parent_runs_on_while_it_is_not_used() -> None:
    found = exempted(
        "als mens.bijstand en mens.kind en mens.draagt_bij en niet mens.urenbeperkt en niet mens.doelgroep en leeftijd van mens is ten minste 27 jaar"
        " en aantal maanden toepassing van artikel 31 lid 2 onderdeel n vóór deze maand is ten minste 6"
        " en aantal maanden toepassing van artikel 31 lid 2 onderdeel r vóór deze maand is minder dan 30"
        " dan van toepassing is artikel 31 lid 2 onderdeel r"
    )
    assert found.verdict is Verdict.REFUTED
    assert found.counterexample is not None
    used = found.counterexample.facts["toepassing_per_maand.w_artikel_31_lid_2_onderdeel_r"]
    assert used == (InMonth(date(2021, 9, 1), 1),)  # thirty months before March 2024


def test_a_step_that_is_one_month_too_generous_is_refuted() -> None:
    found = exempted(
        "als aantal maanden toepassing van artikel 31 lid 2 onderdeel n vóór deze maand is ten hoogste 6"
        " dan aantal maanden toepassing van artikel 31 lid 2 onderdeel n tot en met deze maand is ten hoogste 5"
    )
    assert found.verdict is Verdict.REFUTED


def test_premiums_stay_below_the_maximum_of_the_year_only_where_the_rule_counts_them() -> None:
    text = """
begrippen premiewoorden "Woorden"
soort mens.
feit mens.premies : bedrag per maand, van € 0 tot en met € 3.000.
besluit premie.
waarde premie.hoogte : bedrag bij premie.
wet w "W"
artikel 1
  college mag premie toekennen als som van mens.premies over maanden vóór deze maand {} plus premie.hoogte is ten hoogste € 3.398.
  premie.hoogte bedraagt € 300.
stellingen s
stelling t "T" over w als besluit premie is mogelijk
  dan som van mens.premies over maanden vóór deze maand in kalenderjaar van deze dag plus premie.hoogte is ten hoogste € 3.398.
"""
    assert only(text.format("in kalenderjaar van deze dag")).verdict is Verdict.PROVED
    found, judge = fires(
        text.format("vanaf (maand van deze dag min 2 maanden)").replace(
            "vóór deze maand vanaf (maand van deze dag min 2 maanden)", "in 2 maanden vóór deze maand"
        ),
        "stelling",
    )
    assert judge is not None
    assert judge.outcome("premie") == "mag toekennen"
    assert sum(entry.value for entry in judge.facts["mens.premies"] if entry.month.year == 2024) > 309_800  # type: ignore[union-attr]
    assert found.core
