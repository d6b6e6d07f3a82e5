"""Deciding on JSON is deciding on facts read the long way, in general form: for every decision of the corpus, on right and on broken JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import pytest
from corpus_policies import corpus, policy_of
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from json_cases import ODD, right

from waterdicht.runtime.compiled import CANNOT_DECIDE, TODAY, Decision
from waterdicht.runtime.decide import Explanation, explained_in_general
from waterdicht.runtime.errors import InvalidFacts
from waterdicht.runtime.explain import node_value
from waterdicht.runtime.explain_text import to_json
from waterdicht.runtime.facts_json import read_facts
from waterdicht.runtime.policy import Policy
from waterdicht.runtime.values import UNKNOWN

DAY = date(2026, 3, 2)


@cache
def policy() -> Policy:
    """Stichtse Vecht, with the law above it."""
    first = next(
        each.snapshot.first for each in corpus().built["stichtse_vecht"] if each.view.first <= DAY and (each.view.last is None or each.view.last >= DAY)
    )
    return policy_of("stichtse_vecht", first)


@cache
def decisions() -> tuple[Decision, ...]:
    """Every decision, each once."""
    return tuple(decision for key, decision in sorted(policy().decisions.items()) if key[0])


@cache
def right_json(index: int) -> SearchStrategy[dict[str, Any]]:
    """Complete JSON without a mistake for a decision."""
    decision = decisions()[index]
    return st.fixed_dictionaries({name: right(policy().facts[name].type) for name in decision.facts if name != TODAY})


def the_long_way(decision: Decision, data: Any, on: date | None) -> Explanation | InvalidFacts:
    """The explanation by `facts_json` and the general form only, or what is wrong."""
    facts, errors = read_facts(data, {name: policy().facts[name].type for name in decision.facts if name != TODAY})
    if errors:
        return InvalidFacts(errors)
    case = policy().make({**facts, TODAY: UNKNOWN if on is None else on})
    return explained_in_general(decision, case, policy().default_readings)


def check(decision: Decision, data: Any, on: date | None) -> None:
    """The short way and the long way on one case."""
    wanted = the_long_way(decision, data, on)
    if isinstance(wanted, InvalidFacts):
        with pytest.raises(InvalidFacts) as raised:
            policy().decide_json(decision.name, data, on=on, regulation=decision.regulation, phase=decision.phase)
        assert raised.value.errors == wanted.errors
        return
    found = policy().decide_json(decision.name, data, on=on, regulation=decision.regulation, phase=decision.phase)
    assert (found.outcome, found.channels, found.facts) == (wanted.outcome, wanted.channels, wanted.facts)
    assert [node_value(tree, found) for tree in decision.trees] == [node_value(tree, wanted) for tree in decision.trees]
    assert to_json(found) == to_json(wanted)


@given(st.data())
def test_right_json(data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(decisions()) - 1))
    check(decisions()[index], data.draw(right_json(index)), data.draw(st.sampled_from([DAY, DAY, None])))


@given(st.data())
def test_broken_json(data: st.DataObject) -> None:
    """One or two facts are left out, or replaced by something odd, or have another name."""
    index = data.draw(st.integers(0, len(decisions()) - 1))
    given_: dict[Any, Any] = dict(data.draw(right_json(index)))
    for _ in range(data.draw(st.integers(1, 2))):
        name = data.draw(st.sampled_from(sorted(given_) or ["feit"]))
        match data.draw(st.sampled_from(["odd", "odd", "left out", "another name", "one more"])):
            case "odd":
                given_[name] = data.draw(ODD)
            case "left out":
                given_.pop(name, None)
            case "another name":
                given_[f"{name}_"] = given_.pop(name, True)
            case _:
                given_["plaatsing.kleur"] = True
    check(decisions()[index], given_, DAY)


GENERAL = {
    "eerdere_ingangsdag",  # its ordinary case leaves an optional date out
    "jobcoaching_in_natura_op_aanvraag",  # larger than what is written out: it repeats the conditions of six articles
}
"""Decisions whose ordinary case the general form decides."""


def test_ordinary_cases_are_decided_by_generated_code() -> None:
    """The fast way is not merely never wrong: no decision of the corpus is without it but those that are named here, each with the reason."""
    slow = [decision.name for decision in decisions() if not decides_by_itself(decision, ordinary(decision))]
    assert set(slow) == GENERAL


def ordinary(decision: Decision) -> Mapping[str, Any]:
    """An ordinary case: no optional days, no lists, series of one month. (Without either of two numbers, one of which must be there, a case is for the general form.)"""
    values: dict[str, Any] = {"ja/nee": True, "datum": "2026-02-02", "perioden": [], "lijst": [], "bedrag": "100.00"}
    values |= {"bedrag per maand": {"2026-01": "100.00"}, "getal per maand": {"2026-01": 6}, "ja/nee per maand": ["2026-01"]}
    types = {name: policy().facts[name].type for name in decision.facts if name != TODAY}
    there = {name: type_.options[0] if type_.options else values.get(type_.kind, 6) for name, type_ in types.items()}
    return {name: None if types[name].optional and types[name].kind == "datum" else value for name, value in there.items()}


def decides_by_itself(decision: Decision, data: Mapping[str, Any]) -> bool:
    """Whether the generated functions neither refuse the case nor fall out of it."""
    row = decision.read(data, DAY)
    try:
        decision.explained(row)
    except CANNOT_DECIDE:
        return False
    return True
