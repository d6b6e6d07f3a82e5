"""Every scenario of the corpus in generated Python: the outcome of the reference, under the default readings and under others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from corpus_policies import corpus, policy_of

from waterdicht.compiler.channels import channel_keys, outcome
from waterdicht.compiler.evaluate import Case
from waterdicht.compiler.layers import table_of
from waterdicht.compiler.outcomes import channels_of
from waterdicht.compiler.theorems import ScenarioModel
from waterdicht.runtime.compiled import Decision
from waterdicht.runtime.explain_text import to_json, to_text
from waterdicht.runtime.policy import Policy

SAMPLED = 7
"""Of every so many scenarios one is tried under other readings and for every decision."""


def reference(scenario: ScenarioModel, decision: Decision, readings: dict[str, str]) -> str:
    case = Case(scenario.built.snapshot, {**scenario.facts, "deze_dag": scenario.on}, readings)
    about = (decision.regulation, decision.name, decision.phase)
    return outcome(case, table_of(channels_of(*about)), channel_keys(*about)).value


def asked(scenario: ScenarioModel, policy: Policy) -> Iterator[Decision]:
    """The decisions that the scenario expects something of, in every regulation that decides on them."""
    wanted = {(each.name, each.phase) for each in scenario.expected if each.kind == "besluit"}
    for key, decision in policy.decisions.items():
        if key[0] and (decision.name, decision.phase) in wanted:
            yield decision


def compare(scenario: ScenarioModel, policy: Policy, decision: Decision, readings: dict[str, str]) -> None:
    options: dict[str, Any] = {"regulation": decision.regulation, "phase": decision.phase, "on": scenario.on, "readings": readings}
    wanted = reference(scenario, decision, {**policy.default_readings, **readings})
    found: Any = policy.decide(decision.name, scenario.facts, **options)
    assert found.outcome == wanted, (scenario.title, decision.name)
    assert policy.decide(decision.name, scenario.facts, explain=False, **options) == wanted
    assert to_text(found)
    assert to_json(found)["uitkomst"] == wanted


@pytest.mark.parametrize("regulation", ["participatiewet", "stichtse_vecht", "vng_model", "vng_model_oud", "modelstad", "voorbeeldstad"])
def test_scenarios(regulation: str) -> None:
    scenarios = [each for each in corpus().scenarios if each.regulation == regulation]
    assert scenarios
    for scenario in scenarios:
        policy = policy_of(regulation, scenario.built.snapshot.first)
        for decision in asked(scenario, policy):
            compare(scenario, policy, decision, {})


def test_other_readings() -> None:
    for scenario in corpus().scenarios[::SAMPLED]:
        policy = policy_of(scenario.regulation, scenario.built.snapshot.first)
        for decision in asked(scenario, policy):
            for name in decision.readings:
                for option in policy.readings[name].options[1:]:
                    compare(scenario, policy, decision, {name: option})


def test_every_decision() -> None:
    for scenario in corpus().scenarios[:: SAMPLED * 6]:
        policy = policy_of(scenario.regulation, scenario.built.snapshot.first)
        for key, decision in policy.decisions.items():
            if key[0]:
                compare(scenario, policy, decision, {})
