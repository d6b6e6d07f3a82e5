"""The smallest change, as plain data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from premie_cases import facts

from waterdicht.answers.ask import ask_change
from waterdicht.compiler.compile import Model, compile_files
from waterdicht.runtime import PolicyError

ASKED = {"besluit": "premie", "regeling": "stad", "op": "2024-03-01", "gewenst": "mag toekennen"}


@pytest.fixture(scope="module")
def model(norms: Path) -> Model:
    found, _ = compile_files([norms])
    assert found is not None
    return found


def asked(model: Model, changes: dict[str, Any], **options: Any) -> dict[str, Any]:
    return ask_change(model, {**ASKED, "feiten": facts(**changes), **options})


def test_the_fewest_facts_as_little_as_possible(model: Model) -> None:
    """By hand: at most half of 600; a student never."""
    assert asked(model, {"inkomen": "350.00", "student": True}) == {
        "gewenst": "mag toekennen",
        "mogelijk": True,
        "wijzigingen": [
            {"feit": "persoon.student", "was": True, "wordt": False},
            {"feit": "persoon.inkomen", "was": "350.00", "wordt": "300.00"},
        ],
        "aangenomen": [],
        "reden": "",
    }


def test_nothing_has_to_change_when_it_is_the_outcome(model: Model) -> None:
    assert (asked(model, {})["mogelijk"], asked(model, {})["wijzigingen"]) == (True, [])


def test_the_day_and_what_is_kept_stay(model: Model) -> None:
    late = asked(model, {"melding": "2024-03-02"})
    assert late["wijzigingen"] == [{"feit": "persoon.melding", "was": "2024-03-02", "wordt": "2024-03-01"}]
    assert asked(model, {"melding": "2024-03-02"}, behoud=["persoon.melding"])["mogelijk"] is False
    assert asked(model, {}, gewenst="moet toekennen")["mogelijk"] is False


def test_what_is_not_known_is_assumed(model: Model) -> None:
    found = asked(model, {"inkomen": ..., "student": True})
    assert found["wijzigingen"] == [{"feit": "persoon.student", "was": True, "wordt": False}]
    assert found["aangenomen"] == [{"feit": "persoon.inkomen", "wordt": "300.00"}]


@pytest.mark.parametrize(
    ("change", "places"),
    [
        ({"gewenst": "alles"}, {"/gewenst"}),
        ({"regeling": "dorp"}, {"/regeling"}),
        ({"op": "2020-01-01"}, {"/op"}),
        ({"besluit": "premies"}, {"/besluit"}),
        ({"behoud": "x"}, {"/behoud"}),
        ({"behoud": ["x"], "feiten": {"persoon.student": 1}}, {"/behoud/0", "/feiten/persoon.student"}),
        ({"lezingen": {"a": "b"}}, {"/lezingen/a"}),
        ({"feiten": None}, {"/feiten"}),
    ],
)
def test_what_is_wrong_has_a_place(model: Model, change: dict[str, Any], places: set[str]) -> None:
    with pytest.raises(PolicyError) as raised:
        ask_change(model, {**ASKED, "feiten": facts(), **change})
    assert {error.pointer for error in raised.value.errors} == places


@pytest.mark.parametrize("data", [None, [], "x", 1])
def test_what_is_no_question(model: Model, data: Any) -> None:
    with pytest.raises(PolicyError):
        ask_change(model, data)
