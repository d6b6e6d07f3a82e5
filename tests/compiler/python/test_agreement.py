"""The Python backend gives what the reference gives, in every case: general, plain and explained."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from expressions_and_cases import DATE, DAYS, INT, MONEY, PERIOD, READINGS, B, cases, conditions, expressions, infos
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from policies_by_hand import snapshot

from waterdicht.compiler.backends.python import compile_python
from waterdicht.compiler.channels import channel_keys, outcome
from waterdicht.compiler.evaluate import Case, evaluate, strict_argument
from waterdicht.compiler.ir import Channel, DefinitionInfo, Expr, Snapshot, Use
from waterdicht.compiler.layers import table_of
from waterdicht.compiler.outcomes import channels_of
from waterdicht.runtime.compiled import CANNOT_DECIDE, Given, general_values
from waterdicht.runtime.explain import node_value
from waterdicht.runtime.explain_text import to_json, to_text
from waterdicht.runtime.policy import Policy, load_source

SETTINGS = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example])
DEFAULT = {"r": "een", "q": "x"}
KEYS = channel_keys("regeling", "besluit", "toekennen")
readings = st.sampled_from([DEFAULT, DEFAULT, {"r": "twee", "q": "x"}, {"r": "een", "q": "z"}])


def same(one: Any, other: Any) -> bool:
    """Equal, and of one kind: true is not 1."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def reference(made: Snapshot, facts: dict[str, Any], chosen: dict[str, str]) -> Case:
    """The case for the reference evaluator."""
    return Case(made, facts, chosen)


def expected(case: Case) -> str:
    """The outcome by the reference."""
    return outcome(case, table_of(channels_of("regeling", "besluit", "toekennen")), KEYS).value


@SETTINGS
@given(st.data())
def test_definitions(data: st.DataObject) -> None:
    """Every definition has the same value in general form."""
    types = {"een": data.draw(st.sampled_from([B, INT, MONEY, DATE, DAYS, PERIOD])), "twee": B, "drie": DATE}
    keys: dict[str, Any] = {}
    definitions = []
    for key, type_ in types.items():
        definitions.append(DefinitionInfo(key, data.draw(expressions(type_, 3, keys=dict(keys))), f"regeling/{key}"))
        keys[key] = type_
    made = snapshot(infos(), {}, tuple(definitions), READINGS)
    policy = load_source(compile_python(made))
    for _ in range(4):
        facts, chosen = data.draw(cases(complete=False)), data.draw(readings)
        for definition in definitions:
            assert same(policy.value(definition.key, facts, readings=chosen), evaluate(definition.body, reference(made, facts, chosen)))  # type: ignore[arg-type]


@SETTINGS
@given(st.data())
def test_decisions(data: st.DataObject) -> None:
    """Outcome, channels and values of conditions are those of the reference; plain forms may only fall back."""
    keys: dict[str, Any] = {"een": B, "twee": data.draw(st.sampled_from([B, PERIOD, DATE]))}
    first = DefinitionInfo("een", data.draw(conditions(2)), "regeling/een", "het eerste")
    second = DefinitionInfo("twee", data.draw(expressions(keys["twee"], 2, keys={"een": B})), "regeling/twee")
    channels: dict[Channel, Expr] = {each: data.draw(conditions(2, keys)) for each in data.draw(st.sets(st.sampled_from(Channel), min_size=1, max_size=3))}
    made = snapshot(infos(), channels, (first, second), READINGS)
    source = compile_python(made)
    note(source)
    policy = load_source(source)
    for complete in (True, True, True, False):
        facts, chosen = data.draw(cases(complete=complete)), data.draw(readings)
        check(policy, made, facts, chosen)


def check(policy: Policy, made: Snapshot, facts: dict[str, Any], chosen: dict[str, str]) -> None:
    """One case of `test_decisions`."""
    case = reference(made, facts, chosen)
    wanted = expected(case)
    explanation: Any = policy.decide("besluit", facts, readings=chosen)
    assert policy.decide("besluit", facts, readings=chosen, explain=False) == wanted
    assert explanation.outcome == wanted
    roots = [strict_argument(evaluate(Use(key, B), case)) for key in KEYS]
    assert all(map(same, explanation.channels, roots))
    assert all(map(same, (strict_argument(node_value(tree, explanation)) for tree in explanation.decision.trees), roots))
    decision = policy.decision("besluit")
    everything = dict(zip(decision.slots, general_values(decision, policy.make(facts), Given(chosen)), strict=True))
    assert all(same(value, everything[slot]) for slot, value in zip(explanation.slots, explanation.values, strict=True))
    if chosen == DEFAULT and policy.make(facts).missing.isdisjoint(decision.needs):
        check_plain(policy, facts, wanted)
    assert to_text(explanation) and to_text(explanation, "en") and to_json(explanation)["uitkomst"] == wanted


def check_plain(policy: Policy, facts: dict[str, Any], wanted: str) -> None:
    """The plain forms by themselves."""
    decision = policy.decision("besluit")
    with suppress(*CANNOT_DECIDE):
        assert decision.plain(policy.make(facts)) == wanted
