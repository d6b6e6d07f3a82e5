"""Theorems: proved, refuted with a case that really violates them, empty, and under every reading; and pairs of cases."""

from __future__ import annotations

import pytest
from laws import readings
from verified import Severity, Verdict, checked, fires

from waterdicht.compiler.channels import decide
from waterdicht.compiler.compile import Model
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.runtime.calendar import add_months, days_between, days_in, length
from waterdicht.runtime.values import Period
from waterdicht.verifier.results import Result

NORM = """
wet w "W"
artikel 1
  lid 1
    college mag hulp toekennen als persoon.a.
  lid 2
    college mag hulp uitsluitend toekennen als persoon.b.
  lid 3
    college moet ander toekennen als persoon.c.
stellingen s
"""


def stated(theorem: str, law: str = NORM) -> tuple[Model, Result]:
    """The result of the one theorem."""
    model, results = checked(f'{law}stelling t "T" over w {theorem}.\n', "stelling")
    assert len(results) == 1
    return model, results[0]


def test_a_proof_names_the_provisions_it_needs_and_no_others() -> None:
    _, found = stated("als besluit hulp is mogelijk dan persoon.a")
    assert (found.verdict, found.severity, found.subject, found.core) == (Verdict.PROVED, Severity.NOTE, "w/stelling-t", ("w/artikel-1/lid-1",))
    _, both = stated("als besluit hulp is mogelijk dan persoon.a en persoon.b")
    assert both.core == ("w/artikel-1/lid-1", "w/artikel-1/lid-2")


def test_a_refutation_shows_a_case_that_violates_the_claim() -> None:
    text = NORM + 'stelling t "T" over w als persoon.a dan besluit hulp is mogelijk.\n'
    found, judge = fires(text, "stelling")
    assert (found.severity, found.subject) == (Severity.ERROR, "w/stelling-t")
    assert judge is not None
    assert judge.facts["persoon.a"] is True
    assert judge.outcome("hulp") == "moet weigeren"
    assert "w/artikel-1/lid-2" in found.core


def test_a_premise_that_nobody_meets_proves_nothing() -> None:
    _, found = stated("als besluit hulp is mogelijk en niet persoon.b dan persoon.c")
    assert (found.verdict, found.severity, found.counterexample) == (Verdict.REFUTED, Severity.ERROR, None)
    assert found.message_nl.startswith("zegt niets")
    assert found.core == ("w/artikel-1/lid-2",)
    assert stated("als besluit hulp is mogelijk en persoon.b dan persoon.a")[1].verdict is Verdict.PROVED


def test_existence() -> None:
    model, found = stated("er bestaat een geval waarin besluit hulp is mogelijk en niet persoon.c")
    assert found.verdict is Verdict.PROVED
    assert found.counterexample is not None
    assert found.counterexample.outcomes["w: hulp"] == "mag toekennen"
    assert found.counterexample.facts["persoon.c"] is False
    _, none = stated("er bestaat een geval waarin besluit hulp is mogelijk en niet persoon.a")
    assert (none.verdict, none.core) == (Verdict.REFUTED, ("w/artikel-1/lid-1",))
    assert model.theorems[0].kind == "bestaat"


def test_the_outcome_does_not_depend_on_a_fact() -> None:
    assert stated("de uitkomst van hulp hangt niet af van persoon.c")[1].verdict is Verdict.PROVED
    model, found = stated("de uitkomst van hulp hangt niet af van persoon.a")
    assert found.verdict is Verdict.REFUTED
    assert found.counterexample is not None
    one = dict(found.counterexample.facts)
    other = one | {"persoon.a": one["persoon.a'"]}
    built = model.built["w"][0]
    outcomes = [decide(Case(built.snapshot, facts, readings(built, {})), built.world.layers, "w", "hulp") for facts in (one, other)]
    assert outcomes[0] is not outcomes[1]
    assert one["persoon.a"] is not other["persoon.a"]
    assert one["persoon.b"] is True  # without b it is refused whatever a is


def test_assumptions_hold_for_both_cases_of_a_pair() -> None:
    """A and c always go together, so changing a alone is no possible pair of persons."""
    world = 'begrippen wereld "De wereld"\naanname samen "zo is het" : (persoon.a en persoon.c) of (niet persoon.a en niet persoon.c).\n'
    assert stated("de uitkomst van hulp hangt niet af van persoon.a", world + NORM)[1].verdict is Verdict.PROVED


def test_independence_under_the_law_is_about_both_regulations() -> None:
    text = """
wet u "U"
artikel 1
  college mag hulp toekennen als persoon.a.
  college moet hulp weigeren als persoon.q.
  bij hulp is deze regeling kader voor gronden "ruimte".
wet w "W"
  gebruikt u.
artikel 1
  college mag hulp toekennen als persoon.b.
stellingen s
"""
    assert stated("de uitkomst van hulp hangt niet af van persoon.q", text)[1].verdict is Verdict.PROVED
    assert stated("onder de wet de uitkomst van hulp hangt niet af van persoon.q", text)[1].verdict is Verdict.REFUTED
    assert stated("onder de wet de uitkomst van hulp hangt niet af van persoon.a", text)[1].verdict is Verdict.PROVED


def test_a_property_of_the_elements_of_a_list_is_no_single_fact() -> None:
    text = 'wet w "W"\nartikel 1\n  college mag hulp toekennen als er is een x in persoon.premies waarvoor (x.bedrag is € 1,00).\nstellingen s\n'
    _, found = stated("de uitkomst van hulp hangt niet af van premie.bedrag", text)
    assert found.verdict is Verdict.UNDECIDED
    assert stated("de uitkomst van ander hangt niet af van premie.bedrag", text)[1].verdict is Verdict.PROVED


def test_more_never_leads_to_less() -> None:
    text = 'wet w "W"\nartikel 1\n  hoogte bedraagt {sum}.\nstellingen s\n'
    rises = "hoogste van (€ 100,00, persoon.inkomen) plus € 10,00"
    assert stated("meer persoon.inkomen leidt nooit tot minder hoogte", text.format(sum=rises))[1].verdict is Verdict.PROVED
    falls = "€ 100,00 als persoon.inkomen is ten hoogste € 500,00.\n  hoogte bedraagt € 50,00 als persoon.inkomen is meer dan € 500,00"
    model, found = stated("meer persoon.inkomen leidt nooit tot minder hoogte", text.format(sum=falls))
    assert found.verdict is Verdict.REFUTED
    assert found.counterexample is not None
    one = dict(found.counterexample.facts)
    other = one | {"persoon.inkomen": one["persoon.inkomen'"]}
    built = model.built["w"][0]
    amounts = [evaluate(model.theorems[0].claim, Case(built.snapshot, facts, readings(built, {}))) for facts in (one, other)]
    assert one["persoon.inkomen"] < other["persoon.inkomen"]  # type: ignore[operator]
    assert amounts == [100_00, 50_00]
    # The euro at which it bites: one cent above € 500, and never below.
    assert (one["persoon.inkomen"], other["persoon.inkomen"]) == (500_00, 500_01)
    assert "bij persoon.inkomen € 500,01 is het € 50,00, bij € 500,00 nog € 100,00: € 50,00 minder" in found.message_nl


@pytest.mark.parametrize(("limit", "drop"), [(1, 1), (777_00, 12_34), (99_999_99, 49_99)])
def test_the_first_drop_is_the_smallest_for_anyone(limit: int, drop: int) -> None:
    """Two drops, the second for some people only and lower than the first: the lower one is told."""
    euros = "€ {0},{1:02}".format
    high, low = euros(100, 0), euros(*divmod(100_00 - drop, 100))
    edge, far = euros(*divmod(limit, 100)), euros(*divmod(limit + 500_00, 100))
    rules = f"{high} als persoon.inkomen is ten hoogste {edge} of (niet persoon.a en persoon.inkomen is ten hoogste {far})"
    text = f'wet w "W"\nartikel 1\n  hoogte bedraagt {rules}.\n  hoogte bedraagt {low} als niet (persoon.inkomen is ten hoogste {edge} of '
    text += f"(niet persoon.a en persoon.inkomen is ten hoogste {far})).\nstellingen s\n"
    _, found = stated("meer persoon.inkomen leidt nooit tot minder hoogte", text)
    assert found.counterexample is not None
    facts = found.counterexample.facts
    assert (facts["persoon.inkomen"], facts["persoon.inkomen'"], facts["persoon.a"]) == (limit, limit + 1, True)
    assert f"{euros(*divmod(drop, 100))} minder" in found.message_nl


PLACEMENT = """
wet w "W"
  lezing maandeinde : dag_ervoor of laatste_dag "de tekst zwijgt".
  lezing verlenging : oorspronkelijk_begin of herbegin "de tekst zwijgt".
artikel 1
  lid 1
    college mag hulp toekennen.
    bij hulp bedraagt plaatsing.eerste_periode ten hoogste 2 maanden.
    bij hulp bedraagt plaatsing.vervolg ten hoogste {extension} maanden.
    college mag hulp uitsluitend toekennen als plaatsing.einde is ingevuld en plaatsing.einde is vanaf plaatsing.begin.
  lid 2
    {sickness}
stellingen s
"""
SICKNESS = "bij de toepassing van lid 1 blijft plaatsing.ziekte buiten beschouwing."
SIX = "als besluit hulp is mogelijk dan plaatsing.geheel zonder plaatsing.ziekte duurt ten hoogste 6 maanden"
LONGER = "er bestaat een geval waarin besluit hulp is mogelijk en plaatsing.geheel duurt meer dan 6 maanden"


def test_six_months_net_of_sickness_and_its_matrix() -> None:
    _, found = stated(SIX, PLACEMENT.format(extension=4, sickness=SICKNESS))
    assert found.verdict is Verdict.PROVED
    assert set(found.core) == {"w/artikel-1/lid-1"}
    cells = {tuple(sorted(dict(cell.readings).items())): (cell.verdict, cell.excess_days) for cell in found.matrix}
    assert cells[("maandeinde", "dag_ervoor"), ("verlenging", "oorspronkelijk_begin")] == (Verdict.PROVED, None)
    assert cells[("maandeinde", "dag_ervoor"), ("verlenging", "herbegin")] == (Verdict.REFUTED, 3)


def test_an_extension_of_five_months_is_refuted() -> None:
    text = PLACEMENT.format(extension=5, sickness=SICKNESS) + f'stelling t "T" over w {SIX}.\n'
    found, judge = fires(text, "stelling")
    assert judge is not None
    assert judge.outcome("hulp") == "mag toekennen"
    begin, end, sick = (judge.facts[f"plaatsing.{name}"] for name in ("begin", "einde", "ziekte"))
    whole = Period(begin, end)  # type: ignore[arg-type]
    net = length(whole) - days_in(sick, whole)  # type: ignore[arg-type]
    assert net > days_between(begin, add_months(begin, 6))  # type: ignore[arg-type]
    assert found.verdict is Verdict.REFUTED


def test_leaving_out_the_sickness_paragraph_refutes_that_it_can_be_longer() -> None:
    model, found = stated(LONGER, PLACEMENT.format(extension=4, sickness=SICKNESS))
    assert found.verdict is Verdict.PROVED
    assert found.counterexample is not None
    assert found.counterexample.facts["plaatsing.ziekte"] != ()
    _, without = stated(LONGER, PLACEMENT.format(extension=4, sickness='doel: "kort".'))
    assert (without.verdict, without.core) == (Verdict.REFUTED, ("w/artikel-1/lid-1",))
    assert model.theorems[0].name == "t"


def test_theorems_say_what_they_take_for_granted() -> None:
    text = NORM.replace("artikel 1\n", "artikel 9\n  hardheidsclausule ten gunste van persoon als persoon.r.\nartikel 1\n", 1)
    _, found = stated("als besluit hulp is mogelijk dan persoon.a", text)
    assert "behoudens hardheidsclausule (artikel 9 van w)" in found.assumptions
    assert any(each.startswith("een einde van de geldigheid is niet bekend") for each in found.assumptions)
