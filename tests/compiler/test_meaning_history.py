"""Earlier applications of a provision: every one counts, from whatever day is asked; the days are counted by hand."""

from __future__ import annotations

import pytest
from laws import codes, law, run

from waterdicht.compiler.backends.python.phrases import phrase
from waterdicht.compiler.ir import Channel, Use

LAW = """
wet w "W"
{reading}
artikel 1
  college mag ander toekennen.
artikel 2
  college moet hulp toekennen als plaatsing.begin is binnen 12 maanden na toepassing van artikel 1.
  college mag hulp weigeren als toepassing gevonden van artikel 1 binnen 1 maand na plaatsing.begin.
scenario's s
"""
READING = '  lezing dag_van_toepassing : besluitdag of ingangsdag "de tekst zwijgt".'
HISTORY = "toepassing.w_artikel_1"
EFFECT = "ingang_toepassing.w_artikel_1"


def scenario(begin: str, history: str, outcome: str, reading: str = "", day: str = "1 oktober 2024") -> str:
    given = f"plaatsing.begin is {begin};" + (f" {HISTORY} is {history};" if history else "")
    return f'{LAW.format(reading=reading)}scenario "x" over w op {day} gegeven {given} verwacht besluit hulp : {outcome}.\n'


@pytest.mark.parametrize(
    ("begin", "history", "outcome"),
    [
        ("1 maart 2024", "(2 maart 2023; 1 september 2024)", "moet toekennen"),
        ("3 maart 2024", "(2 maart 2023; 1 september 2024)", "geen grondslag"),
        ("3 maart 2024", "(1 september 2024)", "geen grondslag"),
        ("1 maart 2024", "(2 maart 2023; 1 april 2024)", "mag toekennen of weigeren"),
        ("1 maart 2024", "(2 maart 2023; 2 april 2024)", "moet toekennen"),
        ("1 maart 2024", "(1 januari 2020 tot en met 2 maart 2023)", "moet toekennen"),
        ("1 maart 2024", "(geen)", "geen grondslag"),
        ("1 maart 2024", "", "onbekend"),
    ],
)
def test_an_application_before_the_last_is_seen_from_a_day_in_the_past(begin: str, history: str, outcome: str) -> None:
    # A ground to refuse makes the duty a power: outcome "mag toekennen of weigeren".
    assert run(scenario(begin, history, outcome)) == 1


@pytest.mark.parametrize("history", ["1 maart 2024", "ontbreekt", "(maart 2024)", "(31 december 1900)"])
def test_what_is_no_list_of_days_is_an_error(history: str) -> None:
    text = scenario("1 maart 2024", "(geen)", "geen grondslag")
    wrong = text.replace(f"{HISTORY} is (geen)", f"{HISTORY} {'ontbreekt' if history == 'ontbreekt' else f'is {history}'}")
    assert [code for code, _ in codes(wrong)] == ["E306"]


def test_which_day_an_application_has_is_a_reading() -> None:
    text = LAW.format(reading=READING)
    facts = f"plaatsing.begin is 1 maart 2024; {HISTORY} is (1 februari 2023); {EFFECT} is (1 maart 2023);"
    expected = text + f'scenario "x" over w op 1 oktober 2024 gegeven {facts} verwacht besluit hulp : {{}}.\n'
    assert run(expected.format("geen grondslag")) == 1
    assert run(expected.format("moet toekennen"), dag_van_toepassing="ingangsdag") == 1


def test_the_day_of_effect_is_asked_only_where_the_reading_is_declared() -> None:
    facts = [law(LAW.format(reading=reading)).built["w"][0].snapshot.vocabulary.facts for reading in ("", READING)]
    assert [(HISTORY in each, EFFECT in each) for each in facts] == [(True, False), (True, True)]


def test_an_explanation_speaks_of_applications() -> None:
    snapshot = law(LAW.format(reading="")).built["w"][0].snapshot
    duty = next(each for each in snapshot.regulations["w"].contributions if each.decision == "hulp" and each.channel is Channel.DUTY)
    assert isinstance(duty.condition, Use)
    assert phrase(snapshot.definitions[duty.condition.key].body, snapshot) == (
        "(toepassing van artikel 1 van w op enige dag) en"
        " (toepassing van artikel 1 van w op een dag in de periode van (plaatsing.begin plus -12 maanden) tot en met plaatsing.begin)"
    )


@pytest.mark.parametrize(
    "condition",
    [
        "plaatsing.begin is na toepassing van artikel 1",
        "toepassing van artikel 1 is vóór plaatsing.begin",
        "toepassing van artikel 1 plus 12 maanden is vóór plaatsing.begin",
        "plaatsing.begin is na uiterste dag van 8 weken na toepassing van artikel 1",
        "toepassing van artikel 1 is binnen 12 maanden na plaatsing.begin",
        "plaatsing.begin is na (toepassing van artikel 1 of anders deze dag)",
    ],
)
def test_an_application_is_not_one_day(condition: str) -> None:
    assert [code for code, _ in codes(f'wet w "W"\nartikel 1\ncollege mag ander toekennen.\nartikel 2\ncollege mag hulp toekennen als {condition}.\n')] == [
        "E345"
    ]


@pytest.mark.parametrize(
    "condition",
    [
        "plaatsing.begin is binnen persoon.inkomen na toepassing van artikel 1",
        "persoon.a is binnen 12 maanden na toepassing van artikel 1",
        "toepassing gevonden van artikel 1 binnen 12 maanden na persoon.a",
        "toepassing gevonden van artikel 1 in persoon.a vóór plaatsing.begin",
    ],
)
def test_a_distance_is_a_length_from_a_day(condition: str) -> None:
    assert [code for code, _ in codes(f'wet w "W"\nartikel 1\ncollege mag ander toekennen.\nartikel 2\ncollege mag hulp toekennen als {condition}.\n')] == [
        "E301"
    ]
