"""Each means that can notice a change notices one here and misses another; what means the same is proved to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from town import TEXT, every, fate, known, town

from waterdicht.compiler.compile import compile_documents
from waterdicht.dsl import tree
from waterdicht.dsl.parser import parse_text
from waterdicht.mutants.changes import Kind
from waterdicht.mutants.corpus import compiled, corpus, finding, part, unchanged, users
from waterdicht.mutants.judge import Fate, Judgement, by_scenarios, control, difference, judge
from waterdicht.mutants.mutants import Mutant, mutants, with_mutant
from waterdicht.mutants.proofs import Known, known_as
from waterdicht.mutants.report import words
from waterdicht.verifier.equivalence import Different, Same
from waterdicht.verifier.results import Result, Severity, Verdict


def changed(article: int, kind: Kind, after: str = "") -> Mutant:
    """The mutant of an article with this kind of change and, where there are more, these words afterwards."""
    found = [each for each in every() if (each.address, each.kind) == (f"stad/artikel-{article}", kind)]
    chosen = [each for each in found if after in words(each.before, each.after)[1]]
    assert len(chosen) == 1, [words(each.before, each.after) for each in found]
    return chosen[0]


def test_the_unchanged_law_is_noticed_by_nothing() -> None:
    model = town().whole.model
    assert model is not None
    assert by_scenarios(town().whole, ("stad",)) is None
    assert isinstance(difference(model, model, ("stad",)), Same)
    assert control("stad", town(), known()) is None
    again = compiled(town().files)
    assert again.findings == town().whole.findings
    assert unchanged(town(), "stad").findings == again.findings


def test_noticed_by_a_scenario() -> None:
    found = fate(changed(1, Kind.NEGATED))
    assert found == Judgement(Fate.SCENARIO, "stad.norm:28")
    assert fate(changed(1, Kind.DROPPED)) == Judgement(Fate.SCENARIO, "stad.norm:31")


def test_noticed_by_a_theorem_where_no_scenario_stands_at_the_border() -> None:
    younger = changed(2, Kind.NUMBER, "17 jaar")
    assert fate(younger) == Judgement(Fate.THEOREM, "stad/stelling-volwassen")
    assert fate(younger, proofs=False).fate is Fate.SURVIVED


def test_survives_where_nothing_stands_at_the_border_and_shows_a_case() -> None:
    found = fate(changed(2, Kind.NUMBER, "19 jaar"))
    assert (found.fate, found.by) == (Fate.SURVIVED, "besluit hulp")
    assert "persoon.geboortedatum" in dict(found.case)


def test_noticed_by_a_check_of_the_verifier() -> None:
    # Both articles now speak of who meets b: must and must not.
    found = fate(changed(5, Kind.NEGATED))
    assert found.fate is Fate.PROOF
    assert found.by.startswith("tegenstrijdige-plichten ")
    assert fate(changed(5, Kind.NEGATED), proofs=False).fate is Fate.SURVIVED


def test_proved_to_mean_the_same() -> None:
    # Who is 18 is 17 too: article 2 leaves article 3 nothing to say.
    for after in ("17 jaar", "15 jaar"):
        assert fate(changed(3, Kind.NUMBER, after)) == Judgement(Fate.EQUIVALENT)


def test_not_compiling() -> None:
    assert fate(changed(2, Kind.UNIT)).fate is Fate.NOT_COMPILING  # no age is counted in months


def test_noticed_by_check() -> None:
    # What article 6 is an exception to is not there any more.
    assert fate(changed(7, Kind.REMOVED)) == Judgement(Fate.CHECK, "W441")
    assert fate(changed(6, Kind.REFERENCE, "artikel 8")) == Judgement(Fate.CHECK, "W216")


def test_a_shifted_day_of_validity_is_a_difference() -> None:
    later = next(each for each in every() if each.kind is Kind.VALIDITY and "2 januari" in words(each.before, each.after)[1])
    assert fate(later) == Judgement(Fate.SURVIVED, "geldigheid")


def test_findings_are_compared_without_their_place() -> None:
    _, diagnostics = compile_documents(town().files)
    assert {finding(each) for each in diagnostics} >= town().whole.findings


def test_only_what_a_regulation_needs_is_compiled() -> None:
    file, _ = parse_text(TEXT + 'verordening ander "Ander"\ngebruikt stad.\nartikel 1 "niets"\nniet geformaliseerd: "niets".\n', "stad.norm")
    assert file is not None
    kept = part((file,), {"stad"}, {"stad"})
    assert [each.name for each in kept[0].documents if isinstance(each, tree.RegulationDocument)] == ["stad"]
    assert any(isinstance(each, tree.ScenarioDocument) and len(each.scenarios) == 2 for each in kept[0].documents)


def test_users_are_found() -> None:
    assert users(town(), "stad") == ()


@pytest.mark.parametrize("article", [1, 2])
def test_a_condition_left_out_is_a_difference(article: int) -> None:
    model = town().whole.model
    assert model is not None
    found = compiled(with_mutant(town().files, changed(article, Kind.DROPPED))).model
    assert found is not None
    assert isinstance(difference(found, model, ("stad",)), Different)


def test_a_finding_that_is_not_known_is_noticed_by_the_control() -> None:
    nothing = Known(known().verdicts, {})
    assert known().findings["stad"]
    found = control("stad", town(), nothing)
    assert found is not None
    assert found.fate is Fate.PROOF


def test_findings_are_the_same_whatever_else_they_name() -> None:
    one = Result("dode-bepaling", Verdict.REFUTED, Severity.NOTE, "stad/artikel-1", ("wet@2024-01-01/artikel-3",), "", "")
    assert known_as(one) == known_as(replace(one, related=("wet@2024-01-01/artikel-3", "wet@2026-01-01/artikel-3")))
    assert known_as(one) != known_as(replace(one, subject="stad/artikel-2"))


def test_known_verdicts() -> None:
    assert list(known().verdicts) == ["stad/stelling-volwassen"]


DUTY = """taal 1.
begrippen woorden "Woorden"
soort persoon.
feit persoon.a : ja/nee.
feit persoon.dag : datum.
handeling bericht_geven "bericht geven" door college.
wet w "W"
geldig vanaf 1 januari 2024.
gebruikt woorden.
artikel 1 "opdracht"
gemeenteraad moet in verordening regelen: onderwerp hulp.
artikel 2 "opdracht"
gemeenteraad moet in verordening regelen: onderwerp premie.
verordening stad "Stad"
geldig vanaf 1 januari 2024.
gebruikt woorden, w.
artikel 1 "bericht"
college moet verrichten bericht_geven binnen 4 weken na persoon.dag als persoon.a.
artikel 2 "hulp"
regelt artikel 1 van w.
scenario's s
scenario "t" over stad op 2 april 2024 gegeven persoon.a is ja; persoon.dag is 2 april 2024; verwacht {expected}.
"""


@pytest.mark.parametrize(
    ("expected", "noticed"),
    [
        # The term says nothing of whether there is a duty, and the duty alone nothing of the term.
        ("college moet verrichten bericht_geven", {Kind.NEGATED}),
        ("college moet verrichten bericht_geven uiterlijk op 30 april 2024", {Kind.NEGATED, Kind.NUMBER, Kind.UNIT}),
        ("deze regeling regelt artikel 1 van w", {Kind.REFERENCE}),
        ("deze regeling regelt niet artikel 2 van w", {Kind.REFERENCE}),
    ],
)
def test_what_is_said_of_an_act_or_a_regulation_notices_what_it_is_about(expected: str, noticed: set[Kind]) -> None:
    file, problems = parse_text(DUTY.format(expected=expected), "stad.norm")
    assert file is not None, problems
    whole = corpus((file,))
    assert by_scenarios(whole.whole, ("stad",)) is None
    kinds = {each.kind for each in mutants(whole.files, "stad") if judge(each, whole, None).fate is Fate.SCENARIO}
    assert kinds - {Kind.REMOVED} == noticed
