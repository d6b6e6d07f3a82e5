"""An old and a new ordinance from files to verdicts: what is proved of the transition, and a near variant refuted by a case that is worked out again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
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
