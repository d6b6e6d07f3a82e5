"""What no proof could be about is an error where it is written; what the model can hold, the solver's terms can say."""

from __future__ import annotations

from datetime import date

import pytest
from laws import codes, law

from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Choose, Expr, Unsaid
from waterdicht.compiler.types import EnumType, Scalar, Type
from waterdicht.runtime.values import Fault
from waterdicht.verifier.agree import smt_value
from waterdicht.verifier.model import SOME_FAULT

MORE = """
feit persoon.uren : getal per maand.
feit persoon.andere_uren : getal per maand, optioneel.
feit persoon.giften : lijst van premie, ten hoogste 3, optioneel.
"""


@pytest.mark.parametrize(
    "sentence",
    [
        "college mag hulp toekennen als persoon.kleur is ten minste geel.",
        "college mag hulp toekennen als persoon.kleur is meer dan rood.",
        "college mag hulp toekennen als hoogste van (persoon.kleur, persoon.kleur) is geel.",
        "delegeert aan gemeenteraad: tint, ten minste geel.",
        "volgorde bij hulp: hoogste persoon.kleur.",
    ],
)
def test_options_have_no_order(sentence: str) -> None:
    words = "soort volgorde.\nfeit volgorde.hulp : getal.\nwaarde tint : keuze uit kleur.\n"
    assert codes(f'{words}wet w "W"\nartikel 1\ncollege mag ander toekennen.\n{sentence}\n') == [("E303", 7)]


@pytest.mark.parametrize("claim", ["meer persoon.kleur leidt nooit tot minder hoogte", "meer persoon.inkomen leidt nooit tot minder tint"])
def test_nothing_rises_along_options(claim: str) -> None:
    text = 'waarde tint : keuze uit kleur.\nwet w "W"\nartikel 1\nhoogte bedraagt € 3,00.\ntint bedraagt geel.\nstellingen s\n'
    assert [code for code, _ in codes(f'{text}stelling t "T" over w {claim}.\n')] == ["E303"]


@pytest.mark.parametrize(
    "condition",
    ["(persoon.giften of anders persoon.premies) is ingevuld", "(persoon.andere_uren of anders persoon.uren) is ingevuld"],
)
def test_lists_and_series_are_not_chosen_between(condition: str) -> None:
    assert [code for code, _ in codes(f'{MORE}wet w "W"\nartikel 1\ncollege mag hulp toekennen als {condition}.\n')] == ["E346"]


@pytest.mark.parametrize("type_", ["lijst van premie, ten hoogste 2", "getal per maand", "ja/nee per maand"])
def test_a_value_is_no_list_and_no_series(type_: str) -> None:
    assert [code for code, _ in codes(f"waarde reeks : {type_}.\n")] == ["E346"]


@pytest.mark.parametrize(
    "type_", [Scalar.BOOL, Scalar.INT, Scalar.MONEY, Scalar.DATE, Scalar.PERIOD, Scalar.PERIODS, EnumType("kleur", ("rood", "geel", "groen"))]
)
def test_a_value_without_rules_is_a_fault_everywhere(type_: Type) -> None:
    snapshot = law('wet w "W"\nartikel 1\n  college mag hulp toekennen.\n').built["w"][0].snapshot
    nothing: Expr = Choose((), type_)
    facts = {"deze_dag": date(2024, 3, 1)}
    assert evaluate(nothing, Case(snapshot, facts, {})) == Fault("geen_waarde")
    assert smt_value(snapshot, nothing, facts, {}) == SOME_FAULT


def test_a_set_of_days_that_unknown_text_gives_has_days() -> None:
    text = """
waarde dagen : perioden bij hulp.
wet w "W"
  gedeeltelijk bekend: "de rest is niet gevonden".
artikel 1
  dagen bedraagt plaatsing.ziekte als persoon.a.
artikel 2
  tekst onbekend: "niet gevonden".
"""
    body = law(text).built["w"][0].snapshot.definitions["w:dagen"].body
    assert isinstance(body, Choose) and any(isinstance(value, Unsaid) for _, value in body.cases)
