"""Whatever is put in: an answer, or an exception of one family in which every error has a place."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from premie_cases import FACTS, facts

from waterdicht.runtime import Policies, PolicyError
from waterdicht.runtime.decide import OUTCOMES
from waterdicht.runtime.errors import InvalidFacts, wrong_json
from waterdicht.runtime.explain_text import to_json, to_text
from waterdicht.runtime.questions import questions
from waterdicht.runtime.receipt import parse_receipt, read_receipt, receipt, receipt_json
from waterdicht.runtime.request import answer, answer_text

DAY = date(2024, 3, 1)


class Text(str):
    """No JSON reader makes one."""

    __slots__ = ()


strange = st.sampled_from(
    [Decimal(1), Fraction(1, 3), b"x", {1, 2}, object(), datetime(2024, 1, 1, tzinfo=UTC), date(2024, 1, 1), Text("ja"), (), 1j, float("nan"), 10**400]
)
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(
        ["2023-02-30", "0", "20240101", "2024-W01-1", "2024-1-1", "1900-12-31", "2200-01-01", "1e3", "-0", "1.005", "\ud800", "mag toekennen", "stad", "premie"]
    ),
    strange,
)
names = st.one_of(st.sampled_from([*FACTS, "deze_dag", "persoon.x", "", "~/", "\ud800"]), st.text(max_size=6))
anything = st.recursive(scalars, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(names, inner, max_size=4)), max_leaves=12)
nearly_facts = st.builds(lambda changes, gone: {name: value for name, value in {**FACTS, **changes}.items() if name not in gone}, st.dictionaries(names, anything, max_size=3), st.sets(names, max_size=2))  # fmt: skip


def check_places(error: PolicyError) -> None:
    """Every error has a JSON pointer and words in both languages."""
    assert error.errors
    assert all(each.pointer == "" or each.pointer.startswith("/") for each in error.errors)
    assert all(each["melding"] for language in ("nl", "en") for each in wrong_json(error.errors, language))  # type: ignore[arg-type]


@given(data=st.one_of(nearly_facts, anything))
def test_facts(policies: Policies, data: Any) -> None:
    try:
        found = policies.decide("premie", data, on=DAY)
    except InvalidFacts as error:
        check_places(error)
    else:
        assert found.outcome in OUTCOMES
        assert json.loads(json.dumps(to_json(found)))["uitkomst"] == found.outcome
        assert to_text(found)
        assert (found.outcome == "onbekend") == bool(questions(found))


@given(
    decision=st.one_of(st.just("premie"), anything),
    on=st.one_of(st.just(DAY), st.dates(), anything),
    regulation=st.one_of(st.sampled_from(["", "stad"]), anything),
    phase=st.one_of(st.just("toekennen"), anything),
    readings=st.one_of(st.none(), st.dictionaries(names, anything, max_size=2), anything),
)
def test_everything_around_the_facts(policies: Policies, decision: Any, on: Any, regulation: Any, phase: Any, readings: Any) -> None:
    try:
        assert policies.decide(decision, FACTS, on=on, regulation=regulation, phase=phase, readings=readings).outcome in OUTCOMES
    except PolicyError as error:
        check_places(error)


REQUEST = {"besluit": "premie", "op": "2024-03-01", "feiten": FACTS}
FIELDS = st.sampled_from(["besluit", "op", "feiten", "regeling", "fase", "lezingen", "gewenst", "motivering", "x"])
requests = st.builds(lambda changes, facts: {**REQUEST, "feiten": facts, **changes}, st.dictionaries(FIELDS, anything, max_size=3), nearly_facts)


@given(data=st.one_of(requests, anything))
def test_questions_as_plain_data(policies: Policies, data: Any) -> None:
    try:
        found = answer(policies, data).json
    except PolicyError as error:
        check_places(error)
    else:
        assert json.loads(json.dumps(found)) == found


@given(text=st.one_of(st.binary(max_size=60), st.text(max_size=60), requests.map(repr)))
def test_questions_as_text(policies: Policies, text: str | bytes) -> None:
    try:
        answer_text(policies, text)
    except PolicyError as error:
        check_places(error)


@given(changes=st.dictionaries(st.sampled_from(["id", "op", "recht", "regelingen", "feiten", "kanalen", "lezingen", "uitkomst", "gemaskeerd", "motor", "x"]), anything, max_size=3))  # fmt: skip
def test_receipts(policies: Policies, changes: dict[str, Any]) -> None:
    law = policies.law("stad", DAY)
    whole = receipt_json(receipt(law, law.policy.decide_json("premie", FACTS, on=DAY), DAY))
    try:
        read_receipt({**whole, **changes})
    except PolicyError as error:
        check_places(error)


@given(text=st.one_of(st.binary(max_size=80), st.text(max_size=80)))
def test_receipts_as_text(text: str | bytes) -> None:
    with pytest.raises(PolicyError):
        parse_receipt(text)


DEEP: Any = []
for _ in range(50_000):
    DEEP = [DEEP]


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("melding", "2023-02-30", "ongeldige_datum"),
        ("melding", "0", "verkeerde_vorm"),
        ("melding", 0, "verkeerde_vorm"),
        ("melding", "20240101", "verkeerde_vorm"),
        ("melding", "1900-12-31", "datum_buiten_kalender"),
        ("inkomen", "1.005", "gebroken_cent"),
        ("inkomen", 1.5, "drijvende_komma"),
        ("inkomen", True, "verkeerde_vorm"),
        ("inkomen", "10000.01", "buiten_bereik"),
        ("inkomen", "9" * 400, "getal_te_groot"),
        ("student", "true", "verkeerde_vorm"),
        ("student", 1, "verkeerde_vorm"),
        ("student", None, "niet_optioneel"),
        ("woonvorm", "Alleen", "onbekende_optie"),
        ("woonvorm", DEEP, "verkeerde_vorm"),
        ("leeftijd", 3, "onbekend_feit"),
    ],
)
def test_each_mistake_has_its_code_and_place(policies: Policies, name: str, value: Any, code: str) -> None:
    with pytest.raises(InvalidFacts) as raised:
        policies.decide("premie", facts(**{name: value}), on=DAY)
    assert [(error.pointer, error.code) for error in raised.value.errors] == [(f"/persoon.{name}", code)]


def test_all_mistakes_at_once(policies: Policies) -> None:
    with pytest.raises(InvalidFacts) as raised:
        policies.decide("premie", facts(student="ja", inkomen="-1", woonvorm=3, melding="morgen", x=1), on=DAY)
    assert {error.pointer for error in raised.value.errors} == {f"/persoon.{name}" for name in ("student", "inkomen", "woonvorm", "melding", "x")}
