"""An old and a new ordinance from files to verdicts: what is proved of the transition, and a near variant refuted by a case that is worked out again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from laws import compiled
from verified import Severity, Verdict

from waterdicht.compiler.channels import decide
from waterdicht.compiler.compile import Model, compile_files
from waterdicht.compiler.evaluate import Case
from waterdicht.dsl.render import render_text
from waterdicht.verifier.results import Result
from waterdicht.verifier.verify import verify

WORDS = """taal 1.
begrippen woorden "Woorden"
soort persoon.
soort plaatsing.
feit persoon.jong : ja/nee.
feit persoon.werkloos : ja/nee.
feit persoon.had_voorziening : ja/nee.
feit plaatsing.begin : datum.
feit plaatsing.einde : datum.
afgeleid plaatsing.geheel : periode betekent periode van plaatsing.begin tot en met plaatsing.einde.
besluit voorziening, door college, aan persoon.
besluit scholing is een voorziening.
besluit premie, door college, aan persoon.
waarde premie.hoogte : bedrag bij premie.
"""
OLD = """taal 1.
verordening oud "De oude verordening"
  geldig vanaf 1 januari 2020 tot en met 31 december 2024.
artikel 1 "Scholing"
  lid 1 "bevoegdheid"
    college mag scholing toekennen als persoon.werkloos.
  lid 2 "duur"
    bij scholing bedraagt plaatsing.geheel ten hoogste 6 maanden.
artikel 2 "Premie"
  lid 1 "plicht"
    college moet premie toekennen als persoon.jong.
  lid 2 "hoogte"
    premie.hoogte bedraagt € 300,00.
"""
NEW = """taal 1.
verordening nieuw "De nieuwe verordening"
  geldig vanaf 1 januari 2025.
artikel 1 "Scholing"
  lid 1 "bevoegdheid"
    college mag scholing toekennen als persoon.werkloos.
  lid 2 "duur"
    bij scholing bedraagt plaatsing.geheel ten hoogste 3 maanden.
artikel 2 "Premie"
  lid 1 "bevoegdheid"
    college mag premie toekennen als persoon.werkloos.
  lid 2 "hoogte"
    premie.hoogte bedraagt € 200,00.
artikel 3 "Overgang"
  lid 1 "scholing"
    van toepassing blijft regeling oud op scholing als persoon.had_voorziening tot 1 juli 2025.
  lid 2 "premie"
    in afwijking van artikel 2 lid 2, van toepassing blijft artikel 2 lid 2 van oud als persoon.had_voorziening.
"""
THEOREMS = """taal 1.
stellingen overgang
stelling wie_het_had "Wie de voorziening had, kan tot 1 juli een scholing van zes maanden krijgen." over nieuw
  als persoon.werkloos en persoon.had_voorziening en deze dag is vóór 1 juli 2025 en plaatsing.geheel duurt ten hoogste 6 maanden
  dan besluit scholing is mogelijk.
stelling ook_daarna "Ook na 1 juli." over nieuw
  als persoon.werkloos en persoon.had_voorziening en plaatsing.geheel duurt ten hoogste 6 maanden
  dan besluit scholing is mogelijk.
stelling niet_langer "Wie de voorziening niet had, krijgt nooit meer dan drie maanden." over nieuw
  als niet persoon.had_voorziening en plaatsing.geheel duurt meer dan 3 maanden dan besluit scholing is moet weigeren.
stelling nooit_langer "Niemand krijgt meer dan drie maanden." over nieuw
  als persoon.werkloos en plaatsing.geheel duurt meer dan 3 maanden dan besluit scholing is moet weigeren.
stelling hogere_premie "Wie de voorziening had, houdt de hogere premie, zonder er recht op te hebben." over nieuw
  als persoon.had_voorziening dan premie.hoogte is € 300,00 en niet besluit premie is verplicht.
stelling iedereen_hoger "Iedereen krijgt de hogere premie." over nieuw dan premie.hoogte is € 300,00.
"""


@pytest.fixture(scope="module")
def verified(tmp_path_factory: pytest.TempPathFactory) -> tuple[Model, tuple[Result, ...]]:
    folder: Path = tmp_path_factory.mktemp("overgang")
    for name, text in (("woorden", WORDS), ("oud", OLD), ("nieuw", NEW), ("stellingen", THEOREMS)):
        (folder / f"{name}.norm").write_text(text, encoding="utf-8")
    model, found = compile_files(sorted(folder.glob("*.norm")))
    assert model is not None, [render_text(each, None) for each in found]
    assert found == ()
    return model, verify(model, found, jobs=1)


def theorem(results: tuple[Result, ...], name: str) -> Result:
    """The result on one theorem."""
    (found,) = (each for each in results if each.subject == f"nieuw/stelling-{name}")
    return found


@pytest.mark.parametrize("name", ["wie_het_had", "niet_langer", "hogere_premie"])
def test_what_holds_of_the_transition_is_proved(verified: tuple[Model, tuple[Result, ...]], name: str) -> None:
    assert theorem(verified[1], name).verdict is Verdict.PROVED


@pytest.mark.parametrize("name", ["ook_daarna", "nooit_langer", "iedereen_hoger"])
def test_a_near_variant_is_refuted_by_a_case(verified: tuple[Model, tuple[Result, ...]], name: str) -> None:
    found = theorem(verified[1], name)
    assert found.verdict is Verdict.REFUTED
    assert found.counterexample is not None
    assert found.counterexample.replayed


def test_the_cases_are_what_the_variants_forget(verified: tuple[Model, tuple[Result, ...]]) -> None:
    model, results = verified
    after, longer = (theorem(results, name).counterexample for name in ("ook_daarna", "nooit_langer"))
    assert after is not None
    assert longer is not None
    day = after.facts["deze_dag"]
    assert isinstance(day, date)
    assert day >= date(2025, 7, 1)
    assert longer.facts["persoon.had_voorziening"] is True
    (built,) = model.built["nieuw"]
    for case, outcome in ((after, "moet weigeren"), (longer, "mag toekennen")):
        assert decide(Case(built.snapshot, case.facts, case.readings), built.world.layers, "nieuw", "scholing").value == outcome


def test_a_proof_names_the_provisions_of_the_old_text(verified: tuple[Model, tuple[Result, ...]]) -> None:
    assert {"oud/artikel-1/lid-1", "oud/artikel-1/lid-2"} <= set(theorem(verified[1], "wie_het_had").core)


def test_no_other_check_trips_over_it(verified: tuple[Model, tuple[Result, ...]]) -> None:
    other = [each for each in verified[1] if "/stelling-" not in each.subject and each.verdict is not Verdict.PROVED]
    assert [(each.check, each.subject) for each in other if each.severity is Severity.ERROR or each.verdict is Verdict.UNDECIDED] == []
    assert {each.check for each in other} <= {"einde-van-de-maand"}


SMALL = """
verordening oud "Oud"
  geldig vanaf 1 januari 2020 tot en met 31 december 2024.
artikel 1
  {old}
verordening w "W"
  geldig vanaf 1 januari 2025.
artikel 1
  college mag scholing toekennen als persoon.a.
  college moet hulp toekennen als persoon.a.
  hoogte bedraagt € 20,00.
artikel 2
  {sentence}
"""
WHOLE = "van toepassing blijft regeling oud op hulp als persoon.q."
PART = "van toepassing blijft artikel 1 van oud als persoon.q."
GROUND = "college mag hulp toekennen als persoon.a."
BOTH = f"{GROUND} hoogte bedraagt € 10,00."


@pytest.mark.parametrize(
    ("old", "sentence", "name", "subjects"),
    [
        (BOTH, WHOLE, "waarde-ontbreekt", []),
        (GROUND, WHOLE, "waarde-ontbreekt", ["w/artikel-1"]),  # the old text gives no value, and the own one is set aside
        (GROUND, PART, "waarde-ontbreekt", []),  # for a provision nothing is
        (BOTH, WHOLE, "waarde-dubbel", []),
        (BOTH, PART, "waarde-dubbel", ["w/artikel-1"]),
        (BOTH, "in afwijking van artikel 1, " + PART, "waarde-dubbel", []),
        ("college moet hulp weigeren als persoon.c.", WHOLE, "tegenstrijdige-plichten", []),
        ("college moet hulp weigeren als persoon.c.", PART, "tegenstrijdige-plichten", ["w/artikel-1"]),
    ],
)
def test_what_goes_wrong_in_the_cases_of_the_transition(old: str, sentence: str, name: str, subjects: list[str]) -> None:
    model, found = compiled(SMALL.format(old=old, sentence=sentence))
    assert model is not None
    cases = [(each.subject, each.counterexample) for each in verify(model, found, jobs=1, only=(name,))]
    assert [subject for subject, case in cases if case is not None and "w: hulp" in case.outcomes] == subjects


def test_a_dead_provision_is_a_matter_of_the_old_text() -> None:
    def dead(sentence: str) -> list[str]:
        model, found = compiled(SMALL.format(old=f"lid 1 {GROUND} lid 2 {GROUND.replace('.a.', '.a en persoon.b.')}", sentence=sentence))
        assert model is not None
        return [each.subject for each in verify(model, found, jobs=1, only=("dode-bepaling",)) if each.verdict is not Verdict.PROVED]

    assert dead(WHOLE) == dead("college mag ander toekennen.") == ["oud/artikel-1/lid-2"]


ABOVE = """
wet hoog "Hoog"
  geldig vanaf 1 januari 2018.
artikel 1
  bij scholing is deze regeling minimum.
  college moet scholing toekennen als persoon.a.
verordening oud "Oud"
  geldig vanaf 1 januari 2020 tot en met 31 december 2024.
artikel 1
  {old}
verordening w "W"
  geldig vanaf 1 januari 2025.
  gebruikt hoog.
artikel 1
  college mag scholing toekennen als persoon.a.
artikel 2
  van toepassing blijft regeling oud op scholing als persoon.q.
"""


@pytest.mark.parametrize(
    ("old", "subjects"),
    [
        ("college mag scholing toekennen als persoon.a.", []),
        ("college mag scholing toekennen als persoon.a en persoon.b.", ["w/artikel-1"]),  # less than the law gives, in those cases
        ("college mag ander toekennen.", []),  # no ground of its own: that of the law
        ("college mag scholing uitsluitend toekennen als persoon.b.", ["oud/artikel-1"]),
    ],
)
def test_the_law_above_is_compared_with_what_stays_in_force(old: str, subjects: list[str]) -> None:
    model, found = compiled(ABOVE.format(old=old))
    assert model is not None
    results = verify(model, found, jobs=1, only=("strenger-dan-de-wet",))
    wrong = [result for result in results if result.verdict is not Verdict.PROVED]
    assert [result.subject for result in wrong] == subjects
    for result in wrong:
        assert result.counterexample is not None
        assert result.counterexample.facts["persoon.q"] is True
