"""What explains a result further: the nearest case that is fine, judged again by the reference, and repairs, tried again on the law so changed."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from test_checks_layers import BROADER, DUTY, GRANT, LIMITED, MAY, ONLY, REFUSE, STRICTER, layers
from verified import Judge, Verdict, checked

from waterdicht.compiler.compile import Model
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.runtime.values import Period
from waterdicht.verifier.cache import Cache
from waterdicht.verifier.explanations import explained
from waterdicht.verifier.results import Result

LAW = """
wet w "W"
artikel 1
  lid 1
    college mag hulp toekennen als persoon.a.
  lid 2
    {limit}
stellingen s
stelling t "T" over w als besluit hulp is mogelijk en plaatsing.einde is ingevuld{premise} dan {claim}.
"""
LIMIT = "bij hulp bedraagt plaatsing.geheel ten hoogste {} maanden."
SHORT = "plaatsing.geheel duurt ten hoogste 4 maanden"
INCOME = "college moet hulp weigeren als persoon.inkomen is meer dan € {}."


def everything(_: Result) -> bool:
    return True


def nothing(_: Result) -> bool:
    return False


def stated(limit: str, claim: str, premise: str = "") -> str:
    return LAW.format(limit=limit, claim=claim, premise=premise)


def explain(text: str, check: str) -> tuple[Model, tuple[Result, ...]]:
    """The refuted results of one check, explained."""
    model, results = checked(text, check)
    found = explained(model, results, everything, jobs=1)
    return model, tuple(each for each in found if each.verdict is Verdict.REFUTED)


def one(text: str, check: str) -> tuple[Model, Result]:
    model, found = explain(text, check)
    assert len(found) == 1, [each.message_nl for each in found]
    return model, found[0]


def changes(result: Result) -> list[tuple[str, object, object]]:
    assert result.nearest is not None
    return [(each.name, each.before, each.after) for each in result.nearest.changes]


# --- the nearest case that is fine ----------------------------------------------------------


def test_nearest_case_of_a_theorem() -> None:
    model, found = one(stated(LIMIT.format(5), SHORT), "stelling")
    # From 1 March four months last to 30 June; the counterexample is a day longer.
    assert changes(found) == [("plaatsing.einde", date(2024, 7, 1), date(2024, 6, 30))]
    assert found.nearest is not None and found.nearest.case.replayed
    (theorem,) = model.theorems
    for facts, holds in ((found.nearest.case.facts, True), (found.counterexample.facts if found.counterexample else {}, False)):
        case = Case(theorem.built.snapshot, facts, found.nearest.case.readings)
        assert (evaluate(theorem.premise, case), evaluate(theorem.claim, case)) == (True, holds)
    assert found.nearest.case.periods == {"plaatsing.geheel": Period(date(2024, 3, 1), date(2024, 6, 30))}


def test_no_nearest_case_where_nobody_meets_the_claim() -> None:
    _, found = one(stated(LIMIT.format(5), "persoon.b en niet persoon.b"), "stelling")
    assert found.counterexample is not None
    assert (found.nearest, found.repairs) == (None, ())


def test_a_proof_and_what_is_not_asked_for_are_left_as_they_are() -> None:
    model, results = checked(stated(LIMIT.format(4), SHORT), "stelling")
    assert [each.verdict for each in results] == [Verdict.PROVED]
    assert explained(model, results, everything, jobs=1) == results
    model, results = checked(stated(LIMIT.format(5), SHORT), "stelling")
    assert explained(model, results, nothing, jobs=1) == results


@pytest.mark.parametrize(
    ("law", "local", "changed", "outcomes"),
    [
        (DUTY, ONLY, ("persoon.b", False, True), ("geen grondslag", "moet toekennen")),
        (GRANT, REFUSE, ("persoon.q", True, False), ("geen grondslag", "mag toekennen")),
        (DUTY, MAY, ("persoon.q", True, False), ("geen grondslag", "moet toekennen")),
        (DUTY, "college mag hulp toekennen als persoon.b.", ("persoon.b", False, True), ("mag toekennen", "moet toekennen")),
    ],
)
def test_nearest_case_of_stricter(law: str, local: str, changed: tuple[str, bool, bool], outcomes: tuple[str, str]) -> None:
    model, found = one(layers(law, "minimum", local), STRICTER)
    assert changes(found) == [changed]
    assert found.nearest is not None
    judge = Judge(model, "v", found.nearest.case)
    assert (judge.outcome("hulp"), judge.outcome("hulp", "w")) == outcomes


@pytest.mark.parametrize(
    ("law", "local", "changed"),
    [
        (GRANT, "college mag hulp toekennen als persoon.b.", ("persoon.a", False, True)),
        (LIMITED, GRANT.replace("persoon.a", "persoon.a en niet persoon.r"), ("plaatsing.einde", date(2024, 9, 1), date(2024, 8, 31))),
    ],
)
def test_nearest_case_of_broader(law: str, local: str, changed: tuple[str, object, object]) -> None:
    model, found = one(layers(law, "maximum", local), BROADER)
    assert changes(found) == [changed]
    assert found.nearest is not None
    judge = Judge(model, "v", found.nearest.case)
    assert (judge.outcome("hulp"), judge.outcome("hulp", "w")) == ("mag toekennen", "mag toekennen")


# --- another number -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "other", "claim", "before", "after"),
    [
        (LIMIT.format(5), LIMIT.format(4), SHORT, "5 maanden", "4 maanden"),
        (INCOME.format("1.500,00"), INCOME.format("1.000,00"), "persoon.inkomen is ten hoogste € 1.000,00", "€ 1.500,00", "€ 1.000,00"),
        # Upwards: only what asks more of people helps here.
        (
            "college mag hulp uitsluitend toekennen als persoon.inkomen is ten minste € 10,00.",
            "college mag hulp uitsluitend toekennen als persoon.inkomen is ten minste € 25,00.",
            "persoon.inkomen is ten minste € 25,00",
            "€ 10,00",
            "€ 25,00",
        ),
    ],
)
def test_the_number_with_which_a_theorem_holds(limit: str, other: str, claim: str, before: str, after: str) -> None:
    _, found = one(stated(limit, claim), "stelling")
    assert [(each.kind, each.addresses, each.before, each.after) for each in found.repairs] == [("getal", ("w/artikel-1/lid-2",), before, after)]
    assert f"{after} noemen in plaats van {before}, dan klopt de stelling" in found.repairs[0].message_nl
    # The law as proposed, written out and verified like any other.
    assert [each.verdict for each in checked(stated(other, claim), "stelling")[1]] == [Verdict.PROVED]


@pytest.mark.parametrize(
    ("limit", "claim", "premise"),
    [
        (LIMIT.format(5), "persoon.b", ""),  # no number makes it so
        # With five months or less nobody would meet the premise: then the theorem would say nothing.
        (LIMIT.format(9), SHORT, " en plaatsing.geheel duurt meer dan 5 maanden"),
    ],
)
def test_no_number_is_named_that_does_not_help(limit: str, claim: str, premise: str) -> None:
    _, found = one(stated(limit, claim, premise), "stelling")
    assert found.counterexample is not None
    assert found.repairs == ()


def test_a_number_must_help_on_every_day_that_the_theorem_is_about() -> None:
    """From 2025 on another provision allows more, which the one number does not change."""
    text = """
wet w "W"
  geldig vanaf 1 januari 2020.
  geldig tot en met 31 december 2024.
artikel 1
  college mag hulp toekennen als persoon.a.
  bij hulp bedraagt plaatsing.geheel ten hoogste 5 maanden.
wet w "W"
  geldig vanaf 1 januari 2025.
artikel 1
  college mag hulp toekennen als persoon.a.
  bij hulp bedraagt plaatsing.geheel ten hoogste {later} maanden.
stellingen s
stelling t "T" over w als besluit hulp is mogelijk en plaatsing.einde is ingevuld dan plaatsing.geheel duurt ten hoogste 4 maanden.
"""
    _, helped = one(text.format(later=4), "stelling")
    assert [each.after for each in helped.repairs] == ["4 maanden"]
    _, found = one(text.format(later=6), "stelling")
    assert found.counterexample is not None and found.repairs == ()


@pytest.mark.parametrize(
    ("third", "said"),
    [
        ("college mag hulp toekennen als persoon.b en lezing ruim is wel", "dan klopt de stelling (bij elke lezing)"),
        ("buiten toepassing blijft lid 2 als lezing ruim is wel", "dan klopt de stelling (niet bij elke lezing: niet bij ruim wel)"),
    ],
)
def test_a_repair_says_under_which_readings_it_holds(third: str, said: str) -> None:
    """Under the second reading the third lid gives a ground more, within the same limit, or lifts the limit, which no number in it changes."""
    text = (
        stated(LIMIT.format(5), SHORT)
        .replace("stellingen", f"  lid 3\n    {third}.\nstellingen")
        .replace("artikel 1\n", 'artikel 1\n  lezing ruim : niet_ruim of wel "de tekst zwijgt".\n', 1)
    )
    _, found = one(text, "stelling")
    (repair,) = found.repairs
    assert repair.after == "4 maanden" and repair.message_nl.endswith(said)
    # The law as proposed, with either reading as the chosen one.
    proposed = text.replace("5 maanden", "4 maanden")
    as_wel = proposed.replace("niet_ruim of wel", "wel of niet_ruim")
    assert checked(proposed, "stelling")[1][0].verdict is Verdict.PROVED
    assert checked(as_wel, "stelling")[1][0].verdict is (Verdict.REFUTED if "niet bij" in said else Verdict.PROVED)


def test_a_repair_of_a_finding_says_that_it_holds_as_the_finding_does() -> None:
    text = layers(DUTY, "minimum", ONLY).replace("artikel 1\n", 'artikel 1\n  lezing ruim : niet_ruim of wel "de tekst zwijgt".\n', 1)
    assert all("lezing" not in said for _, _, said in repairs(text, STRICTER))
    bearing = text.replace("persoon.a.", "persoon.a en (persoon.c of lezing ruim is wel).")
    assert all(said.endswith(" (bij de gekozen lezingen)") for _, _, said in repairs(bearing, STRICTER)) and repairs(bearing, STRICTER)


def test_accepted_results_get_no_repair() -> None:
    model, results = checked(stated(LIMIT.format(5), SHORT), "stelling")
    accepted = tuple(replace(each, accepted="zo bedoeld") for each in results)
    (found,) = explained(model, accepted, everything, jobs=1)
    assert found.nearest is not None and found.repairs == () and found.accepted == "zo bedoeld"


# --- layers ---------------------------------------------------------------------------------


def repairs(text: str, check: str) -> list[tuple[str, tuple[str, ...], str]]:
    _, found = one(text, check)
    return [(each.kind, each.addresses, each.message_nl) for each in found.repairs]


def test_stricter_names_what_would_have_to_go() -> None:
    assert repairs(layers(DUTY, "minimum", ONLY), STRICTER) == [
        ("voorwaarde", ("v/artikel-1",), "vervalt artikel 1 van v, dan weigert v hulp nergens meer waar de wet die geeft")
    ]
    part = layers(DUTY, "minimum", "college mag hulp uitsluitend toekennen als persoon.a en persoon.b.")
    assert repairs(part, STRICTER) == [
        ("voorwaarde", ("v/artikel-1",), "vervalt de voorwaarde «persoon.b» van artikel 1 van v, dan weigert v hulp nergens meer waar de wet die geeft")
    ]
    assert not [each for each in checked(layers(DUTY, "minimum", "college mag hulp uitsluitend toekennen als persoon.a."), STRICTER)[1] if each.counterexample]


def test_stricter_names_all_that_would_have_to_go() -> None:
    """Where two rules stand in the way, one of them is not enough."""
    _, found = explain(layers(DUTY, "minimum", ONLY + "\nartikel 2\n  " + REFUSE), STRICTER)
    assert {each.subject: each.repairs[0].addresses for each in found} == {
        "v/artikel-1": ("v/artikel-1", "v/artikel-2"),
        "v/artikel-2": ("v/artikel-2", "v/artikel-1"),
    }


def test_broader_names_what_is_missing() -> None:
    law = GRANT + "\n  college moet hulp weigeren als persoon.r."
    said = "neemt v de weigering van artikel 1 van w over, dan staat zij hulp nergens meer toe waar de wet dat verbiedt"
    assert repairs(layers(law, "uitputtend", GRANT), BROADER) == [("voorwaarde", ("w/artikel-1",), said)]


def test_broader_says_nothing_where_nothing_would_be_left() -> None:
    """Taking over the refusal would leave the ordinance without anyone to grant."""
    law = "college mag hulp toekennen als persoon.a.\n  college moet hulp weigeren als persoon.b."
    assert repairs(layers(law, "uitputtend", "college mag hulp toekennen als persoon.a en persoon.b."), BROADER) == []


def test_broader_names_the_longest_term_that_fits() -> None:
    term = "\n  bij hulp bedraagt plaatsing.geheel ten hoogste {} maanden."
    found = repairs(layers(GRANT + term.format(6), "kader", GRANT + term.format(9)), BROADER)
    assert [each[:2] for each in found] == [("getal", ("v/artikel-1",)), ("voorwaarde", ("w/artikel-1",))]
    assert "6 maanden noemen in plaats van 9 maanden" in found[0][2]
    assert [each.verdict for each in checked(layers(GRANT + term.format(6), "kader", GRANT + term.format(6)), BROADER)[1]] == [Verdict.PROVED]


# --- the same every time --------------------------------------------------------------------


def test_the_same_from_the_cache_and_on_more_processes(tmp_path: Path) -> None:
    model, results = checked(stated(LIMIT.format(5), SHORT), "stelling")
    cache = Cache(tmp_path, "programma")
    first = explained(model, results, everything, jobs=2, cache=cache)
    assert first[0].nearest is not None and first[0].repairs
    again = Cache(tmp_path, "programma")
    assert explained(model, results, everything, jobs=1, cache=again) == first
    assert again.found == 1


PROGRAM = """
import sys
sys.path[:0] = sys.argv[1:]
import test_explanations as t
print([(each.nearest, each.repairs) for each in t.explain(t.layers(t.LIMITED, "maximum", t.GRANT), t.BROADER)[1]])
print([(each.nearest, each.repairs) for each in t.explain(t.stated(t.LIMIT.format(5), t.SHORT), "stelling")[1]])
"""


def test_the_same_in_every_process() -> None:
    here = Path(__file__).parent
    outputs = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM, str(here), str(here.parent / "compiler")],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(outputs) == 1
