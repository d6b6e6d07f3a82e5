"""How a procedure begins: `ambtshalve`, `op aanvraag`, and by whom; and for whom a decision is."""

from __future__ import annotations

import pytest
from laws import codes, run

BEGUN = """
soort werkgever.
keuzelijst aanvrager : ambtshalve, persoon, werkgever, voogd.
feit aanvraag.door : keuze uit aanvrager, optioneel.
"""
NOBODY = ""
"""Who applied is not known."""


def cases(sentences: str, expected: dict[str, str], given: str = "persoon.a is ja;") -> str:
    """A law, with a scenario for each way in which the procedure began."""
    door = {name: f" aanvraag.door is {name};" if name not in (NOBODY, "ontbreekt") else " aanvraag.door ontbreekt;" if name else "" for name in expected}
    rows = [f'scenario "{name}" over w op 1 maart 2024 gegeven {given}{door[name]} verwacht besluit hulp : {outcome}.\n' for name, outcome in expected.items()]
    return f'{BEGUN}wet w "W"\nartikel 1\n{sentences}\nscenario\'s s\n{"".join(rows)}'


YES, NO, MUST, REFUSED = "mag toekennen", "geen grondslag", "moet toekennen", "moet weigeren"


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("ambtshalve", {"ambtshalve": YES, "persoon": NO, "werkgever": NO, "ontbreekt": "fout", NOBODY: "onbekend"}),
        ("op aanvraag", {"ambtshalve": NO, "persoon": YES, "werkgever": YES, "voogd": YES, "ontbreekt": "fout", NOBODY: "onbekend"}),
        ("op aanvraag van persoon of werkgever", {"ambtshalve": NO, "persoon": YES, "werkgever": YES, "voogd": NO, NOBODY: "onbekend"}),
        ("op aanvraag van voogd aan persoon ten behoeve van werkgever", {"persoon": NO, "voogd": YES}),
        ("ambtshalve of op aanvraag van persoon", {"ambtshalve": YES, "persoon": YES, "werkgever": NO}),
        ("ambtshalve of op aanvraag", {"ambtshalve": YES, "voogd": YES, "ontbreekt": YES, NOBODY: YES}),
        ("ambtshalve of op aanvraag van persoon of werkgever of voogd", {"ambtshalve": YES, "voogd": YES, NOBODY: YES}),
    ],
)
def test_it_is_part_of_the_condition(clause: str, expected: dict[str, str]) -> None:
    assert run(cases(f"  college mag hulp toekennen {clause} als persoon.a.", expected)) == len(expected)
    none = dict.fromkeys((name for name in expected if name != "ontbreekt"), NO)
    assert run(cases(f"  college mag hulp toekennen {clause} als persoon.a.", none, "persoon.a is nee;")) == len(none)


def test_of_a_duty() -> None:
    assert run(cases("  college moet hulp toekennen op aanvraag van persoon als persoon.a.", {"persoon": MUST, "werkgever": NO})) == 2


def test_of_each_ground_of_a_list() -> None:
    sentences = "  college mag hulp toekennen op aanvraag van persoon als een of meer van:\n    a. persoon.a;\n    b. persoon.b."
    assert run(cases(sentences, {"persoon": YES, "werkgever": NO}, "persoon.a is nee; persoon.b is ja;")) == 2


def test_of_a_requirement() -> None:
    sentences = "  college mag hulp toekennen.\n  college mag hulp uitsluitend toekennen op aanvraag van persoon tenzij persoon.b."
    assert run(cases(sentences, {"persoon": YES, "ambtshalve": REFUSED}, "persoon.b is nee;")) == 2
    assert run(cases(sentences, {"persoon": YES, "ambtshalve": YES}, "persoon.b is ja;")) == 2


def test_of_a_requirement_with_a_list_it_is_one_of_the_requirements() -> None:
    sentences = (
        "  college mag hulp toekennen.\n  college mag hulp uitsluitend toekennen op aanvraag van persoon als alle van:\n    a. persoon.a;\n    b. persoon.b."
    )
    assert run(cases(sentences, {"persoon": YES, "werkgever": REFUSED}, "persoon.a is ja; persoon.b is ja;")) == 2
    assert run(cases(sentences, {"persoon": REFUSED}, "persoon.a is ja; persoon.b is nee;")) == 1


def test_of_a_deviation() -> None:
    sentences = "  lid 1\n    college moet hulp toekennen.\n  lid 2\n    in afwijking van lid 1, college mag hulp toekennen op aanvraag van persoon."
    assert run(cases(sentences, {"persoon": YES, "werkgever": MUST})) == 2


def test_another_phase() -> None:
    text = f"""{BEGUN}wet w "W"
artikel 1
  college mag hulp verlengen op aanvraag van persoon.
scenario's s
scenario "persoon" over w op 1 maart 2024 gegeven aanvraag.door is persoon; verwacht besluit hulp verlengen : mag toekennen.
scenario "ambtshalve" over w op 1 maart 2024 gegeven aanvraag.door is ambtshalve; verwacht besluit hulp verlengen : geen grondslag.
"""
    assert run(text) == 2


NORM = 'wet w "W"\nartikel 1\n  college mag hulp toekennen {}.\n'


@pytest.mark.parametrize("clause", ["ambtshalve", "op aanvraag", "op aanvraag van persoon", "ambtshalve of op aanvraag van persoon"])
def test_without_the_fact_it_says_nothing(clause: str) -> None:
    assert codes(NORM.format(clause)) == [("E225", 3)]


def test_without_the_fact_it_need_not_limit_anything() -> None:
    assert codes(NORM.format("ambtshalve of op aanvraag")) == []


def test_a_fact_of_another_type_is_not_that_fact() -> None:
    assert codes("feit aanvraag.door : ja/nee.\n" + NORM.format("op aanvraag")) == [("E225", 4)]


def test_a_list_without_ambtshalve() -> None:
    listed = "keuzelijst aanvrager : persoon, voogd.\nfeit aanvraag.door : keuze uit aanvrager.\n"
    assert codes(listed + NORM.format("ambtshalve")) == [("E225", 5)]
    assert codes(listed + NORM.format("op aanvraag")) == []


@pytest.mark.parametrize("clause", ["aan werkgeefster", "ten behoeve van werkgeefster", "ambtshalve of op aanvraag aan persoon ten behoeve van werkgeefster"])
def test_who_receives_is_a_kind(clause: str) -> None:
    assert codes(NORM.format(clause)) == [("E204", 3)]
