"""Three readers of the JSON of a fact agree: the generated function, `facts_json`, and the pydantic model."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from json_cases import DAYS_OF_2024, EDGES, FACTS, ODD, STRANGE_DAYS, THINGS, Array, Number, Object, Text, declared, right
from policies_by_hand import B, f, snapshot
from pydantic import ValidationError

from waterdicht.compiler.backends.python import compile_python
from waterdicht.compiler.build import apply
from waterdicht.compiler.ir import Channel, FactInfo, Op
from waterdicht.compiler.types import ListType, Scalar
from waterdicht.runtime.checked import checker
from waterdicht.runtime.compiled import SURPRISES
from waterdicht.runtime.errors import InvalidFacts
from waterdicht.runtime.facts import usable
from waterdicht.runtime.facts_json import read_fact
from waterdicht.runtime.policy import Policy, load_source
from waterdicht.runtime.values import ABSENT

DAY = date(2024, 5, 6)


def policy_of(info: FactInfo) -> Policy:
    """A policy with one decision that asks for one fact."""
    return load_source(compile_python(snapshot((info, *THINGS), {Channel.GRANT: apply(Op.PRESENT, B, f("f.f", info.type))})))


POLICIES = tuple(map(policy_of, FACTS))
MODELS = tuple(checker(policy, "besluit").model() for policy in POLICIES)


def same(one: Any, other: Any) -> bool:
    """Equal, and of one class: true is not 1."""
    return type(one) is type(other) and bool(one == other)


def agree(index: int, data: Any) -> bool:
    """Whether the JSON is right, once all three have said the same."""
    type_ = POLICIES[index].facts["f.f"].type
    value, errors = read_fact(data, type_)
    try:
        (found,) = POLICIES[index].decision("besluit").read({"f.f": data}, DAY)
        assert not errors and same(found, value), (found, value, errors)
    except SURPRISES:
        assert errors or not usable(value, type_), "the generated function does not read what is right"
    try:
        assert MODELS[index].validate_python({"f.f": data}) == {"f.f": data} and not errors
    except ValidationError:
        assert errors, "the model refuses what is right"
    return not errors


@pytest.mark.parametrize("index", range(len(FACTS)))
def test_edges(index: int) -> None:
    for data in EDGES:
        agree(index, data)


@given(st.sampled_from(range(len(FACTS))), ODD)
def test_odd_json(index: int, data: Any) -> None:
    agree(index, data)


@pytest.mark.parametrize("index", range(len(FACTS)))
@given(st.data())
def test_json_that_is_right(index: int, data: st.DataObject) -> None:
    assert agree(index, data.draw(right(POLICIES[index].facts["f.f"].type)))


@given(STRANGE_DAYS | DAYS_OF_2024 | DAYS_OF_2024.map(Text) | st.text(alphabet="0123456789-W", min_size=7, max_size=11))
def test_days(text: str) -> None:
    for index, info in enumerate(FACTS):
        if info.type is Scalar.DATE:
            agree(index, text)


RIGHT = ["2024-02-29", "1901-01-01", "2199-12-31"]
WRONG = [
    "2026-1-2",
    "20260102",
    "2026-W01-1",
    "2026-01-02T00:00:00",
    "2023-02-29",
    "1900-12-31",
    "2200-01-01",
    "",
    "0",
    Text("2024-02-29"),
    20240229,
    None,
    True,
]


@pytest.mark.parametrize(("data", "there"), [*((each, True) for each in RIGHT), *((each, False) for each in WRONG)])
def test_a_day(data: Any, there: bool) -> None:
    """What is right is written down here: nothing is taken from the readers."""
    policy = policy_of(declared("f.f", Scalar.DATE))
    if there:
        assert policy.decide_json("besluit", {"f.f": data}).facts == (date(*map(int, data.split("-"))),)
    else:
        with pytest.raises(InvalidFacts):
            policy.decide_json("besluit", {"f.f": data})


OBJECTS: list[Any] = [[], (), None, "f.f", 1, Object({"f.f": True}), {"f.f": True, "f.g": True}, {"F.F": True}, {1: True}, {None: True}]


@pytest.mark.parametrize("data", OBJECTS)
def test_what_is_no_object_or_has_another_name(data: Any) -> None:
    policy = policy_of(declared("f.f", B))
    with pytest.raises(InvalidFacts):
        policy.decide_json("besluit", data)
    with pytest.raises(InvalidFacts):
        checker(policy, "besluit").check(data)


@pytest.mark.parametrize("data", [1, 0, 1.0, "true", None, Number(1), [True], Array([True]), float("nan"), 10**400])
def test_what_is_no_answer(data: Any) -> None:
    with pytest.raises(InvalidFacts):
        policy_of(declared("f.f", B)).decide_json("besluit", {"f.f": data})


def test_values() -> None:
    infos = (declared("f.f", Scalar.MONEY), declared("f.f", Scalar.PERCENTAGE), declared("f.f", B, optional=True), declared("f.f", ListType("ding", 2)))
    thing = {"waar": True, "dag": "2024-01-02", "bedrag": "2.50", "keuze": "zwaar", "deel": [{"waar": False}]}
    found = [policy_of(info).decide_json("besluit", {"f.f": data}).facts[0] for info, data in zip(infos, ("12.5", 50, None, [thing]), strict=True)]
    assert found[0] == 1250
    assert found[1] == 0.5
    assert found[2] is ABSENT
    assert found[3] == ({"waar": True, "dag": date(2024, 1, 2), "bedrag": 250, "keuze": "zwaar", "deel": ({"waar": False},)},)


def test_json_schema_of_the_model() -> None:
    policy = policy_of(FactInfo("f.f", ListType("ding", 2), "Welke dingen?", None, None, None, True, "", "", "", ""))
    schema = checker(policy, "besluit").model().json_schema()
    assert json.loads(json.dumps(schema)) == schema
    assert schema["additionalProperties"] is False
    described = schema["properties"]["f.f"]
    assert described["description"] == "Welke dingen?"
    array, null = described["anyOf"]
    assert null == {"type": "null"}
    assert array["maxItems"] == 2
    assert array["items"]["properties"]["keuze"] == {"type": "string", "enum": ["licht", "zwaar"]}
    assert array["items"]["properties"]["dag"] == {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}
