"""One case at a time: what columns cannot hold, and cases of which something is wrong. The reader of facts says everything that is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from waterdicht.compiler.backends.columns.decision import ORDER, contributions
from waterdicht.compiler.evaluate import Case, evaluate, strict_argument
from waterdicht.compiler.ir import Channel, Contribution, Snapshot
from waterdicht.compiler.outcomes import channel_key
from waterdicht.runtime.compiled import TODAY
from waterdicht.runtime.explain import deciding_states
from waterdicht.runtime.fact_types import Errors, FactError, FactType, pointer_step
from waterdicht.runtime.facts_json import parse_json, read_facts
from waterdicht.runtime.policy import Policy
from waterdicht.runtime.values import UNKNOWN, Computed, Fault

ABSENT = "(geen)"
YES, NO = ("ja", "true"), ("nee", "false")
WORDS: Mapping[str, bool] = {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}
AS_TEXT = ("decimaal", "percentage", "bedrag", "datum", "keuze")
WHOLE = ("getal", "maandental", "dagental")


@dataclass(frozen=True, slots=True)
class Decided:
    """The outcome of a case and the provisions that decided; "" with what is wrong when something is."""

    outcome: str
    provisions: tuple[str, ...]
    errors: Errors = ()


@dataclass(frozen=True, slots=True)
class OneByOne:
    """A decision by the generated Python. `schema` has the facts of the decision that are in the file."""

    snapshot: Snapshot
    question: tuple[str, str, str]
    readings: Mapping[str, str]
    day: date
    policy: Policy
    schema: Mapping[str, FactType]

    def decide(self, row: Mapping[str, Any]) -> Decided:
        """The outcome of one row of a file."""
        data, wrong = row_json(row, self.schema)
        facts, errors = read_facts(data, {name: self.schema[name] for name in data})
        if wrong or errors:
            return Decided("", (), (*wrong, *errors))
        return self.decide_facts({**facts, TODAY: self.day})

    def decide_facts(self, facts: Mapping[str, Computed]) -> Decided:
        """The outcome of facts that are right."""
        regulation, decision, phase = self.question
        chosen = {name: option for name, option in self.readings.items() if name in self.policy.readings}
        known = {name: value for name, value in facts.items() if name in self.policy.facts or name in self.policy.other_facts}
        found = self.policy.decide(decision, known, regulation=regulation, phase=phase, readings=chosen, explain=False)
        assert isinstance(found, str)  # INVARIANT: without an explanation there is only the outcome
        return Decided(found, self.provisions(found, facts))

    def provisions(self, outcome: str, facts: Mapping[str, Computed]) -> tuple[str, ...]:
        """The addresses of the rules that have the state of a channel that made the outcome."""
        case = Case(self.snapshot, facts, self.readings)
        states = {each: case_state(case, channel_key(*self.question, each)) for each in ORDER}
        deciding = {ORDER[place] for place in deciding_states(outcome, tuple(states.values()))}  # type: ignore[arg-type]
        rules = contributions(self.snapshot, *self.question)
        return tuple(dict.fromkeys(rule.address for rule in rules if rule.channel in deciding and agrees(rule, states, case)))


def case_state(case: Case, key: str) -> Computed:
    """The value of a channel."""
    found: Computed = strict_argument(evaluate(case.snapshot.definitions[key].body, case))
    return found


def agrees(rule: Contribution, states: Mapping[Channel, Computed], case: Case) -> bool:
    """Whether a rule has the state of its channel; any fault is as another."""
    found, whole = strict_argument(evaluate(rule.formula, case)), states[rule.channel]
    return found is whole or (isinstance(found, Fault) and isinstance(whole, Fault))


def row_json(row: Mapping[str, Any], schema: Mapping[str, FactType]) -> tuple[dict[str, Any], Errors]:
    """The JSON of a row as the reader of facts takes it; what is empty is left out: unknown."""
    data: dict[str, Any] = {}
    errors: Errors = ()
    for name, fact_type in schema.items():
        value = row.get(name)
        said = row.get(f"{name} {ABSENT}")
        none = said in (True, *YES)
        if said not in (None, "", True, False, *YES, *NO):
            errors += (FactError(pointer_step(f"{name} {ABSENT}"), "verkeerde_vorm", ("ja/nee", str(said))),)
        elif none and value not in (None, ""):
            errors += (FactError(pointer_step(name), "verkeerde_vorm", (fact_type.kind, f"{value} en {ABSENT}")),)
        elif none or value == ABSENT:
            data[name] = None
        elif value is not None and value != "":
            data[name], wrong = cell_json(value, fact_type.kind, pointer_step(name))
            errors += wrong
    return {name: value for name, value in data.items() if value is not UNKNOWN}, errors


def cell_json(value: Any, kind: str, pointer: str) -> tuple[Any, Errors]:  # one arm for each form of cell
    """The JSON of one cell."""
    match value:
        case str() if kind == "ja/nee":
            return WORDS.get(value, value), ()
        case str() if kind in WHOLE:
            return (int(value) if re.fullmatch(r"-?(0|[1-9][0-9]{0,17})", value) else value), ()
        case str() if kind in AS_TEXT:
            return value, ()
        case str() if kind == "periode" and len(value) == len("2024-03-01/2024-03-31") and value[10] == "/":
            return {"van": value[:10], "tot_en_met": value[11:]}, ()
        case str():
            found, wrong = parse_json(value)
            return (UNKNOWN if wrong else found), tuple(FactError(pointer, error.code, error.arguments) for error in wrong)
        case Decimal():
            return (int(value) if kind in WHOLE and value == value.to_integral_value() else format(value, "f")), ()
        case datetime():
            return value.isoformat(), ()
        case date():
            return value.isoformat(), ()
        case _:
            return value, ()
