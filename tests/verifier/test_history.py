"""Proofs over all histories of a provision, of any size: what holds, and histories that break what does not."""

from __future__ import annotations

from datetime import date

from laws import readings
from verified import Verdict, checked

from waterdicht.compiler.channels import decide
from waterdicht.compiler.compile import Model
from waterdicht.compiler.evaluate import Case
from waterdicht.compiler.ir import Outcome
from waterdicht.runtime.calendar import contains
from waterdicht.runtime.values import Period
from waterdicht.verifier.results import Result

LAW = """
wet w "W"
{reading}
artikel 1
  college mag ander toekennen.
artikel 2
  college moet hulp toekennen als plaatsing.begin is binnen 12 maanden na toepassing van artikel 1.
stellingen s
"""
READING = '  lezing dag_van_toepassing : besluitdag of ingangsdag "de tekst zwijgt".'
HISTORY = "toepassing.w_artikel_1"


def stated(theorem: str, reading: str = "") -> tuple[Model, Result]:
    """The result of the one theorem."""
    model, results = checked(f'{LAW.format(reading=reading)}stelling t "T" over w {theorem}.\n', "stelling")
    assert len(results) == 1
    return model, results[0]


def test_a_longer_stretch_sees_what_a_shorter_one_sees() -> None:
    found = "toepassing gevonden van artikel 1 in {} maanden vóór plaatsing.begin"
    assert stated(f"als {found.format(6)} dan {found.format(12)}")[1].verdict is Verdict.PROVED
    _, longer = stated(f"als {found.format(12)} dan {found.format(6)}")
    assert longer.verdict is Verdict.REFUTED
    assert longer.counterexample is not None
    facts = longer.counterexample.facts
    history, begin = facts[HISTORY], facts["plaatsing.begin"]
    assert isinstance(begin, date) and isinstance(history, tuple)
    assert not any(period.begin < begin and (begin - period.end).days <= 180 for period in history if isinstance(period, Period))


def test_a_later_application_never_takes_an_earlier_one_away() -> None:
    claim = "als toepassing gevonden van artikel 1 in 11 maanden vóór plaatsing.begin dan besluit hulp is verplicht"
    assert stated(claim)[1].verdict is Verdict.PROVED


def test_an_application_on_the_day_itself_is_no_earlier_one() -> None:
    model, found = stated("als besluit hulp is verplicht dan toepassing gevonden van artikel 1 in 24 maanden vóór plaatsing.begin")
    assert found.verdict is Verdict.REFUTED
    assert found.counterexample is not None
    facts = found.counterexample.facts
    built = model.built["w"][0]
    case = Case(built.snapshot, facts, readings(built, {}))
    assert contains(facts[HISTORY], facts["plaatsing.begin"])  # type: ignore[arg-type]
    assert decide(case, built.world.layers, "w", "hulp") is Outcome.MUST_GRANT


def test_the_anchor_is_tried_under_both_readings() -> None:
    decided = f"als {HISTORY} ooit in 11 maanden vóór plaatsing.begin dan besluit hulp is verplicht"
    _, found = stated(decided, READING)
    assert found.verdict is Verdict.PROVED
    assert {dict(cell.readings)["dag_van_toepassing"]: cell.verdict for cell in found.matrix} == {
        "besluitdag": Verdict.PROVED,
        "ingangsdag": Verdict.REFUTED,
    }
