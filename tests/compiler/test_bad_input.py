"""What an author gets wrong: a clear diagnostic at the place, never a traceback, never silence."""

from __future__ import annotations

import pytest
from laws import WORDS, codes, compiled

from waterdicht.compiler.compile import compile_documents
from waterdicht.dsl.parser import parse_text


def article(*sentences: str, words: str = "") -> list[tuple[str, int]]:
    """What is reported on a law of one article; its first sentence stands on line 1."""
    body = "\n".join(sentences)
    return [(code, line - 2) for code, line in codes(f'{words}wet w "W"\nartikel 1\n{body}\n')]


GRANT = "college mag hulp toekennen."


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        # circles
        ("x betekent x.", "E214"),
        ("college mag hulp toekennen als persoon als bedoeld in artikel 1.", "E214"),
        ("hoogte bedraagt hoogte plus € 1,00.", "E214"),
        # names in sentences that give no rule
        ("bij steun is deze regeling kader.", "E203"),
        ("buiten toepassing blijft artikel 1 bij steun als persoon.a.", "E203"),
        ("buiten toepassing blijft artikel 1 als persoon.x.", "E201"),
        ("bij de toepassing van artikel 1 blijft plaatsing.x buiten beschouwing.", "E201"),
        ("bij de toepassing van artikel 1 blijft persoon.a buiten beschouwing.", "E301"),
        ("delegeert aan gemeenteraad: steun.", "E207"),
        ("delegeert aan gemeenteraad: eerste, ten minste € 3,00.", "E301"),
        ("gemeenteraad moet in verordening regelen: besluit steun.", "E203"),
        ("gemeenteraad moet in verordening regelen: waarde steun.", "E207"),
        ("hardheidsclausule ten gunste van buurman als persoon.a.", "E204"),
        ("hardheidsclausule ten gunste van persoon alleen voor steun als persoon.a.", "E203"),
        ('besluit steun vermeldt in ieder geval: a. "het doel".', "E203"),
        # places
        ("college mag hulp toekennen als toepassing van artikel 9 is ingevuld.", "E217"),
        ("college mag hulp weigeren als niet voorwaarden van artikel 9 voor hulp vervuld.", "E217"),
        ("college mag hulp toekennen als besluit ander volgens artikel 9 is mogelijk.", "E217"),
        ("onverminderd artikel 9, college mag hulp toekennen.", "W216"),
        # units, dates, numbers
        ("bij hulp bedraagt plaatsing.geheel ten hoogste 5 werkdagen.", "E309"),
        ("college mag hulp toekennen als deze dag is na uiterste dag van 12 uur per week na aanvraag.ontvangen.", "E309"),
        ("college mag hulp toekennen als deze dag is na 1 januari 1900.", "E306"),
        ("college mag hulp toekennen als deze dag is vóór 1 januari 2200.", "E306"),
        ("hoogte bedraagt: vanaf 1 januari 2024: € 3,00; vanaf 1 januari 2024: € 4,00.", "E408"),
        ("hoogte bedraagt: vanaf 1 januari 2024: 3 maanden.", "E301"),
        ('lezing maandeinde : dag_erna of laatste_dag "fout".', "E206"),
        ('lezing x : een of een "fout".', "E211"),
        ("hoogte betekent persoon.a.", "E212"),
        ("plaatsing.geheel betekent persoon.a.", "E212"),
    ],
)  # fmt: skip
def test_one_wrong_sentence(sentence: str, code: str) -> None:
    assert article(sentence, GRANT) == [(code, 1)]


@pytest.mark.parametrize(
    ("declaration", "code"),
    [
        ("feit persoon.x : ja/nee, van ja tot en met nee.", "E303"),
        ("feit persoon.x : getal, van 1 tot en met 3, gewoonlijk 4.", "E307"),
        ("feit persoon.x : getal, van drie tot en met vier.", "E306"),
        ("feit persoon.hoogte : lijst van x.", "E204"),
        ("feit hoogte : getal.", "E204"),
        ("keuzelijst x : a, a.", "E211"),
        ("afgeleid persoon.a : ja/nee betekent persoon.b.", "E211"),
        ("waarde persoon.a : getal.", "E211"),
        ("besluit x is een y.", "E203"),
        ("besluit x is een x.", "E215"),
    ],
)
def test_one_wrong_declaration(declaration: str, code: str) -> None:
    found = article(GRANT, words=f'begrippen meer "Meer"\n{declaration}\n')
    assert code in [each for each, line in found if line == 0], found


def test_two_assumptions_of_one_name_and_an_assumption_that_is_no_condition() -> None:
    assert article(GRANT, words='begrippen m "M"\naanname x "x" : persoon.a.\naanname x "x" : persoon.b.\n') == [("E211", 1)]
    assert [code for code, _ in article(GRANT, words='begrippen m "M"\naanname x "x" : persoon.inkomen.\n')] == ["E301"]


def test_a_circle_of_three_definitions_is_one_diagnostic() -> None:
    assert [code for code, _ in article("x betekent y.", "y betekent z.", "z betekent x.")] == ["E214"]


def test_decisions_that_ask_for_each_other_are_a_circle_at_a_provision() -> None:
    asking = "artikel {number}\n  college mag {one} toekennen als besluit {other} is mogelijk.\n"
    text = 'wet w "W"\n' + asking.format(number=1, one="hulp", other="ander") + asking.format(number=2, one="ander", other="hulp")
    assert codes(text) == [("E214", 2)]


def test_a_chain_too_long_to_follow() -> None:
    chain = "\n".join(f"artikel {each}\n  d{each} betekent d{each + 1}." for each in range(2, 302))
    found = codes(f'wet w "W"\nartikel 1\n  college mag hulp toekennen als d2.\n{chain}\nartikel 302\n  d302 betekent persoon.a.\n')
    assert found
    assert {code for code, _ in found} == {"E618"}


def test_one_mistake_that_many_definitions_need_is_reported_once_and_at_once() -> None:
    """Without remembering what failed, every use would try again: two to the thirtieth times."""
    chain = "\n".join(f"d{each} betekent d{each + 1} en niet d{each + 1}." for each in range(30))
    assert article(*chain.split("\n"), "d30 betekent persoon.x.") == [("E201", 31)]


def test_circular_use_and_use_of_itself() -> None:
    two = 'wet w "W"\n  gebruikt u.\nartikel 1\n  college mag hulp toekennen.\nwet u "U"\n  gebruikt w.\nartikel 1\n  college mag ander toekennen.\n'
    assert codes(two) == []
    assert codes('wet w "W"\n  gebruikt w.\nartikel 1\n  college mag hulp toekennen.\n') == []


def test_an_empty_regulation_and_an_empty_article() -> None:
    assert codes('wet w "W"\n') == []
    assert codes('wet w "W"\nartikel 1\n') == [("E403", 2)]


def test_duplicate_regulations() -> None:
    assert codes('wet w "W"\nartikel 1\n  college mag hulp toekennen.\nwet w "W"\nartikel 1\n  college mag hulp toekennen.\n') == [("E405", 4)]


@pytest.mark.parametrize(
    ("last", "code"),
    [
        ('stelling t "T" over x als persoon.a dan persoon.b.', "E202"),
        ('stelling t "T" over artikel 9 van w als persoon.a dan persoon.b.', "E217"),
        ('stelling t "T" over w@2020-01-01 als persoon.a dan persoon.b.', "E501"),
        ('stelling t "T" over w@2020-99-99 als persoon.a dan persoon.b.', "E501"),
        ('stelling t "T" over w als persoon.a dan persoon.inkomen.', "E301"),
        ('stelling t "T" over w de uitkomst van x hangt niet af van persoon.a.', "E203"),
        ('stelling t "T" over w de uitkomst van hulp hangt niet af van persoon.x.', "E201"),
        ('stelling t "T" over w meer persoon.a leidt nooit tot minder persoon.inkomen.', "E303"),
        ('stelling t "T" over w meer persoon.inkomen leidt nooit tot minder persoon.kleur.', "E303"),
        ('stelling eerste "T" over w als persoon.a dan persoon.b.', "E211"),
    ],
)  # fmt: skip
def test_wrong_theorems(last: str, code: str) -> None:
    text = 'wet w "W"\nartikel 1\n  college mag hulp toekennen.\nstellingen s\nstelling eerste "E" over w dan persoon.a of niet persoon.a.\n'
    assert codes(text + last) == [(code, 6)]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ("persoon.x is ja;", "E201"),
        ("persoon.a is 3;", "E306"),
        ("persoon.a ontbreekt;", "E306"),
        ("persoon.kleur is blauw;", "E306"),
        ("persoon.premies is ({datum ontbreekt, bedrag ontbreekt});", "E306"),
        ("persoon.premies is ({soort is ja});", "E306"),
        ("persoon.premies is ({bedrag is € 1,00}; {bedrag is € 1,00}; {bedrag is € 1,00}; {bedrag is € 1,00});", "E306"),
        ("persoon.geboortedatum is 1 mei 1929;", "E307"),
        ("plaatsing.begin is 1 mei 2999;", "E306"),
        ("persoon.a is ja; persoon.a is nee;", "E211"),
        ("zoals iemand;", "E222"),
    ],
)
def test_wrong_facts_of_a_scenario(facts: str, code: str) -> None:
    text = f'wet w "W"\nartikel 1\n  college mag hulp toekennen.\nscenario\'s s\nscenario "s" over w op 1 mei 2024 gegeven {facts} verwacht besluit hulp : mag toekennen.\n'
    assert codes(text) == [(code, 5)]


def test_scenarios_about_nothing_and_outside_validity() -> None:
    scenario = 'scenario\'s s\nscenario "s" over {over} op 1 mei {year} gegeven persoon.a is ja; verwacht besluit hulp : mag toekennen.\n'
    law = 'wet w "W"\n  geldig vanaf 1 januari 2024 tot en met 31 december 2024.\nartikel 1\n  college mag hulp toekennen.\n'
    assert codes(law + scenario.format(over="w", year=2024)) == []
    assert codes(law + scenario.format(over="w", year=2025)) == [("E501", 6)]
    assert codes(law + scenario.format(over="x", year=2024)) == [("E202", 6)]


def test_a_scenario_on_a_decision_without_rules_has_no_ground() -> None:
    text = 'wet w "W"\nartikel 1\n  doel: "x".\nscenario\'s s\nscenario "s" over w op 1 mei 2024 gegeven persoon.a is ja; verwacht besluit hulp verlengen : geen grondslag.\n'
    assert codes(text) == []


@pytest.mark.parametrize("number", ["9" * 5000, "-" + "9" * 5000, "0," + "9" * 5000, "9" * 50 + "%", "€ " + "9" * 50])
def test_huge_numbers_are_refused(number: str) -> None:
    _, found = parse_text(WORDS + f'wet w "W"\nartikel 1\n  college mag hulp toekennen als persoon.inkomen is {number}.\n', "x.norm")
    assert [each.code.value for each in found] == ["E101"]


def test_large_lengths_are_values_that_lead_outside_the_calendar() -> None:
    model, found = compiled(f'wet w "W"\nartikel 1\n  college mag hulp toekennen.\n  bij hulp bedraagt plaatsing.geheel ten hoogste {"9" * 20} maanden.\n')
    assert model is not None
    assert found == ()


def test_no_documents_and_words_alone() -> None:
    assert compile_documents(())[1] == ()
    assert codes("") == []
