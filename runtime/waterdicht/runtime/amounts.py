"""The amounts that belong to a decision: what they are in a case, by which rule, and how they were worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from waterdicht.runtime.compiled import TODAY, Amount, AmountRule, Given, Step
from waterdicht.runtime.explain_text import json_value
from waterdicht.runtime.fact_messages import Language
from waterdicht.runtime.policy import Policy
from waterdicht.runtime.values import UNKNOWN, Computed
from waterdicht.runtime.words import value_words


class Worked(NamedTuple):
    """A part of a calculation with its value."""

    step: Step
    value: Computed


@dataclass(frozen=True, slots=True)
class AmountFound:
    """An amount in a case: its value, which may be unknown or a fault; the rule that gives it, if one does; the parts; what it was worked out from."""

    amount: Amount
    value: Computed
    rule: AmountRule | None
    steps: tuple[Worked, ...]
    facts: Mapping[str, Computed]

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that are still needed."""
        return tuple(name for name, value in self.facts.items() if value is UNKNOWN) if self.value is UNKNOWN else ()


def amount_facts(policy: Policy, regulation: str, decision: str) -> tuple[str, ...]:
    """The facts that the amounts for a decision can turn on, `deze dag` left out."""
    return tuple(dict.fromkeys(name for each in policy.amounts.get((regulation, decision), ()) for name in each.facts if name != TODAY))


def amounts(
    policy: Policy, regulation: str, decision: str, data: Any, *, on: date | None = None, readings: Mapping[str, str] | None = None
) -> tuple[AmountFound, ...]:
    """What the amounts for a decision are in a case, whatever its outcome.

    `data` holds facts of these amounts by full name, as decoded JSON that is checked strictly. InvalidFacts with all that is wrong.
    """
    asked = policy.amounts.get((regulation, decision), ())
    facts = policy.read(amount_facts(policy, regulation, decision), data, on)
    options = policy.default_readings if readings is None else policy.options(readings)
    return tuple(found_in(each, policy, facts, Given(options)) for each in asked)


def found_in(amount: Amount, policy: Policy, facts: Any, given: Given) -> AmountFound:
    """One amount in a case."""
    value = amount.general(facts, given)
    rule = next((each for each in amount.rules if each.applies(facts, given) is True), None)
    steps = tuple(Worked(step, step.general(facts, given)) for step in rule.steps) if rule else ()
    return AmountFound(amount, value, rule, steps, {name: getattr(facts, policy.facts[name].attribute) for name in amount.facts})


def amount_json(found: AmountFound) -> dict[str, Any]:
    """An amount as JSON data."""
    return {
        "naam": found.amount.name,
        "titel": found.amount.title,
        "waarde": json_value(found.value, found.amount.kind),
        "adres": found.rule.address if found.rule else "",
        "tekst": found.rule.text if found.rule else "",
        "stappen": [{"tekst": each.step.text, "waarde": json_value(each.value, each.step.kind)} for each in found.steps],
        "nodig": list(found.missing),
    }


def amount_words(found: AmountFound, language: Language = "nl") -> str:
    """An amount with its calculation on one line."""
    said = f"{found.amount.title or found.amount.name}: {value_words(found.value, found.amount.kind, language)}"
    if found.rule is None:
        return said
    parts = "; ".join(f"{each.step.text} = {value_words(each.value, each.step.kind, language)}" for each in found.steps)
    return f"{said} ({found.rule.text}{f'; {parts}' if parts else ''})"
