"""Limits on periods, the two ways to count on, versions over time, and application deadlines; the days are counted by hand."""

from __future__ import annotations

from datetime import date

import pytest
from laws import law, run

from waterdicht.compiler.evaluate import Case, evaluate

LIMIT = """
wet w "W"
{readings}
artikel 1
  lid 1
    college mag hulp toekennen.
    bij hulp bedraagt plaatsing.geheel ten hoogste 2 maanden.
  lid 2
    {disregard}
scenario's s
gegevens niets : plaatsing.begin is 1 maart 2024; persoon.a is ja; plaatsing.ziekte is (geen); plaatsing.verlof is (geen).
"""
NO_DISREGARD = 'doel: "kort".'
SICK = "bij de toepassing van lid 1 blijft plaatsing.ziekte buiten beschouwing."
BUILT_IN = '  lezing maandeinde : dag_ervoor of laatste_dag "de tekst zwijgt".\n  lezing dag_na_ziekte : doorgaan of stoppen "de tekst zwijgt".'


def limit(disregard: str = NO_DISREGARD) -> str:
    return LIMIT.format(disregard=disregard, readings=BUILT_IN)


def placed(last: str, expected: str, more: str = "") -> str:
    """A placement that ends on a day."""
    return f'scenario "tot {last} {more}" over w op 1 mei 2024 gegeven zoals niets; {more} plaatsing.einde is {last}; verwacht besluit hulp : {expected}.\n'


MAY, NOT = "mag toekennen", "moet weigeren"


def test_a_limit_counts_the_first_day() -> None:
    """Two months from 1 March: up to and including 30 April. Absent means that there is nothing to limit."""
    text = limit() + placed("30 april 2024", MAY) + placed("1 mei 2024", NOT)
    text += 'scenario "nog geen einde" over w op 1 mei 2024 gegeven zoals niets; plaatsing.einde ontbreekt; verwacht besluit hulp : mag toekennen.\n'
    assert run(text) == 3


def test_a_month_without_that_day_has_two_readings() -> None:
    """From 31 December 2023 two months end on 28 February (the day before the last day), or on the 29th."""
    begin = "plaatsing.begin is 31 december 2023;"
    always = placed("28 februari 2024", MAY, begin) + placed("1 maart 2024", NOT, begin)
    assert run(limit().replace("plaatsing.begin is 1 maart 2024; ", "") + always + placed("29 februari 2024", NOT, begin)) == 3
    text = limit().replace("plaatsing.begin is 1 maart 2024; ", "") + always + placed("29 februari 2024", MAY, begin)
    assert run(text, maandeinde="laatste_dag") == 3


def test_net_of_what_is_left_out_of_account() -> None:
    """Three days within, counted once however often they are given, move the end three days; days outside do nothing."""
    sick = "plaatsing.ziekte is (10 maart 2024 tot en met 12 maart 2024; 11 maart 2024 tot en met 12 maart 2024; 1 januari 2024 tot en met 31 januari 2024);"
    text = limit(SICK) + placed("30 april 2024", MAY) + placed("1 mei 2024", NOT) + placed("3 mei 2024", MAY, sick) + placed("4 mei 2024", NOT, sick)
    assert run(text) == 4
    assert run(limit() + placed("1 mei 2024", NOT, sick)) == 1


def test_days_of_sickness_after_the_old_end_count_too() -> None:
    """Extended to 3 May, the sick 2 May lies in the period and moves the end again: to 4 May."""
    sick = "plaatsing.ziekte is (10 maart 2024 tot en met 12 maart 2024; 2 mei 2024 tot en met 2 mei 2024);"
    assert run(limit(SICK) + placed("4 mei 2024", MAY, sick) + placed("5 mei 2024", NOT, sick)) == 2


def test_a_sick_day_right_after_the_limit_has_two_readings() -> None:
    sick = "plaatsing.ziekte is (1 mei 2024 tot en met 3 mei 2024);"
    assert run(limit(SICK) + placed("30 april 2024", MAY, sick) + placed("3 mei 2024", MAY, sick) + placed("4 mei 2024", NOT, sick)) == 3
    text = limit(SICK) + placed("30 april 2024", MAY, sick) + placed("1 mei 2024", NOT, sick) + placed("3 mei 2024", NOT, sick)
    assert run(text, dag_na_ziekte="stoppen") == 3


def test_left_out_of_account_under_a_condition() -> None:
    under = SICK.replace("beschouwing.", "beschouwing als persoon.a.")
    sick = "plaatsing.ziekte is (10 maart 2024 tot en met 12 maart 2024);"
    not_a = sick + " persoon.a is nee;"
    text = limit(under).replace("persoon.a is ja; ", "") + placed("3 mei 2024", MAY, sick + " persoon.a is ja;") + placed("1 mei 2024", NOT, not_a)
    assert run(text) == 2


CONSECUTIVE = """
wet w "W"
  lezing verlenging : oorspronkelijk_begin of herbegin "de tekst zwijgt".
artikel 1
  college mag hulp toekennen.
  bij hulp bedraagt plaatsing.eerste_periode ten hoogste 2 maanden.
  bij hulp bedraagt plaatsing.vervolg ten hoogste 4 maanden.
scenario's s
gegevens niets : plaatsing.begin is 1 maart 2024.
"""


def test_two_limits_in_a_row_under_both_readings() -> None:
    """The first period ends after one month. Counted from its begin both last until 31 August; counted anew the second until 31 July."""
    first = "plaatsing.eerste_einde is 31 maart 2024;"
    both = placed("31 juli 2024", MAY, first) + placed("1 september 2024", NOT, first)
    assert run(CONSECUTIVE + both + placed("1 augustus 2024", MAY, first) + placed("31 augustus 2024", MAY, first)) == 4
    assert run(CONSECUTIVE + both + placed("1 augustus 2024", NOT, first), verlenging="herbegin") == 3


def test_the_first_of_two_limits_stands_by_itself() -> None:
    late = "plaatsing.eerste_einde is 1 mei 2024;"
    text = CONSECUTIVE + placed("1 juni 2024", NOT, late)
    assert run(text) == 1
    assert run(text, verlenging="herbegin") == 1


def test_a_declared_reading_uses_its_first_option() -> None:
    text = """
wet w "W"
artikel 1
  lezing gedurende : precies of ten_hoogste "artikel 1 zegt niet 'maximaal'".
  college mag hulp toekennen.
  bij hulp bedraagt plaatsing.geheel 2 maanden als lezing gedurende is precies.
  bij hulp bedraagt plaatsing.geheel ten hoogste 2 maanden als lezing gedurende is ten_hoogste.
scenario's s
gegevens niets : plaatsing.begin is 1 maart 2024.
"""
    always = placed("30 april 2024", MAY) + placed("1 mei 2024", NOT)
    assert run(text + always + placed("29 april 2024", NOT)) == 3
    assert run(text + always + placed("29 april 2024", MAY), gedurende="ten_hoogste") == 3


def test_versions_over_time() -> None:
    """Each day has its version, of the law and of what uses it; the ordinance sees the law of the day of the case."""
    text = """
wet w "W"
  geldig vanaf 1 januari 2023 tot en met 31 december 2023.
artikel 1
  doelgroep betekent persoon.a.
wet w "W"
  geldig vanaf 1 januari 2024 tot en met 31 december 9999.
artikel 1
  doelgroep betekent persoon.b.
verordening v "V"
  geldig vanaf 1 juli 2023.
  gebruikt w.
artikel 1
  college mag hulp toekennen als persoon als bedoeld in artikel 1 van w.
scenario's s
gegevens niets : persoon.a is ja; persoon.b is nee.
scenario "oud" over v op 31 december 2023 gegeven zoals niets; verwacht besluit hulp : mag toekennen.
scenario "nieuw" over v op 1 januari 2024 gegeven zoals niets; verwacht besluit hulp : geen grondslag.
stellingen t
stelling overal "Overal" over v als besluit hulp is mogelijk dan persoon.a of persoon.b.
stelling alleen_oud "Alleen oud" over w@2023-01-01 als doelgroep dan persoon.a.
"""
    assert run(text) == 2
    model = law(text)
    assert [(each.view.first.isoformat(), each.view.last and each.view.last.isoformat()) for each in model.built["v"]] == [
        ("2023-07-01", "2023-12-31"), ("2024-01-01", None),
    ]  # fmt: skip
    assert [(each.name, each.built.view.first.isoformat()) for each in model.theorems] == [
        ("overal", "2023-07-01"), ("overal", "2024-01-01"), ("alleen_oud", "2023-01-01"),
    ]  # fmt: skip


def test_the_applications_of_a_provision_are_a_fact_that_can_be_empty() -> None:
    text = """
wet w "W"
artikel 1
  lid 1
    college moet hulp weigeren als persoon.a.
  lid 2
    college moet ander weigeren als deze dag is binnen 12 maanden na toepassing van lid 1.
scenario's s
gegevens niets : persoon.a is nee.
scenario "nooit" over w op 1 mei 2024 gegeven zoals niets; toepassing.w_artikel_1_lid_1 is (geen); verwacht besluit ander : geen grondslag.
scenario "binnen het jaar" over w op 1 mei 2024 gegeven zoals niets; toepassing.w_artikel_1_lid_1 is (1 mei 2023); verwacht besluit ander : moet weigeren.
scenario "een dag later niet" over w op 1 mei 2024 gegeven zoals niets; toepassing.w_artikel_1_lid_1 is (30 april 2023); verwacht besluit ander : geen grondslag.
"""
    assert run(text) == 3


DEADLINE = """
wet w "W"
artikel 1
  college mag hulp toekennen.
  aanvraag hulp moet zijn ontvangen op aanvraag.ontvangen binnen 8 weken na aanvraag.gebeurtenis als persoon.a tenzij persoon.q{consequence}.
scenario's s
gegevens niets : persoon.a is ja; persoon.q is nee; aanvraag.gebeurtenis is 30 maart 2024.
"""


@pytest.mark.parametrize(
    ("consequence", "late"), [(", anders weigeren", NOT), (", anders mag weigeren", "mag toekennen of weigeren"), (", anders geen gevolg", MAY)]
)
def test_application_deadlines(consequence: str, late: str) -> None:
    """Eight weeks after Saturday 30 March 2024 is Saturday 25 May: extended to Monday 27 May."""
    text = DEADLINE.format(consequence=consequence)
    for day, more, expected in (
        ("27 mei 2024", "", MAY), ("28 mei 2024", "", late), ("28 mei 2024", " persoon.q is ja;", MAY), ("28 mei 2024", " persoon.a is nee;", MAY),
    ):  # fmt: skip
        text += f'scenario "{day}{more}" over w op 1 juni 2024 gegeven zoals niets;{more} aanvraag.ontvangen is {day}; verwacht besluit hulp : {expected}.\n'
    assert run(text) == 4


def test_a_deadline_without_consequence_is_an_obligation() -> None:
    model = law(DEADLINE.format(consequence=", anders geen gevolg"))
    built = model.built["w"][0]
    (asked,) = built.snapshot.regulations["w"].obligations
    assert (asked.kind, asked.decision, asked.subject) == ("handeling", "hulp", "aanvraag")
    assert asked.deadline is not None
    case = Case(built.snapshot, {"aanvraag.gebeurtenis": date(2024, 3, 30), "persoon.a": True, "persoon.q": False}, {})
    assert evaluate(asked.deadline, case) == date(2024, 5, 27)
    assert evaluate(asked.when, case) is True
