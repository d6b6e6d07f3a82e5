"""Nothing of the language is without a row: operators, nodes of the model, forms of the syntax, and each choice of words in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from conformance_table import law, parsed, rows, scenario_text

from waterdicht.compiler import ir
from waterdicht.compiler.backends.python.analysis import analyse, reachable
from waterdicht.compiler.outcomes import STATUSES
from waterdicht.compiler.parts import walk
from waterdicht.dsl import tree
from waterdicht.dsl.source import Span
from waterdicht.runtime.deadline import TermUnit
from waterdicht.runtime.values import FaultCode


@cache
def models() -> tuple[ir.Expr, ...]:
    """Every node of every row, definitions opened."""
    found = law()
    keys = reachable(tuple(found.keys.values()), analyse(found.snapshot))
    return tuple(part for key in keys for part in walk(found.snapshot.definitions[key].body))


@cache
def trees() -> tuple[object, ...]:
    """Every node of the syntax of every row, what a scenario gives included."""
    scenarios = parsed(scenario_text(), "gegeven.norm").documents[0]
    assert isinstance(scenarios, tree.ScenarioDocument)
    given = [each.value for scenario in scenarios.scenarios for each in scenario.given]
    return tuple(part for whole in (*law().written.values(), *given) for part in parts(whole))


def parts(node: Any) -> Iterator[object]:
    """A piece of syntax and all in it."""
    if isinstance(node, tuple):
        for each in node:
            yield from parts(each)
    elif is_dataclass(node) and not isinstance(node, Span):
        yield node
        for each in fields(node):
            yield from parts(getattr(node, each.name))


def choices() -> list[tuple[type, str, object]]:
    """Every word that a form of expression offers: class, field, word."""
    found = []
    for kind in get_args(tree.Expression):
        for name, hint in get_type_hints(kind, vars(tree)).items():
            found += [(kind, name, word) for word in get_args(hint)] if get_origin(hint) is Literal else []
    return found


def applied() -> list[ir.Apply]:
    return [part for part in models() if isinstance(part, ir.Apply)]


def test_names_are_unique() -> None:
    names = [row.name for row in rows()]
    assert len(set(names)) == len(names) >= 150


@pytest.mark.parametrize("op", ir.Op)
def test_every_operator(op: ir.Op) -> None:
    assert any(part.op is op for part in applied())


@pytest.mark.parametrize("kind", get_args(ir.Expr))
def test_every_node(kind: type) -> None:
    assert any(isinstance(part, kind) for part in models())


@pytest.mark.parametrize("gather", ir.Gather)
def test_every_quantifier(gather: ir.Gather) -> None:
    assert any(isinstance(part, ir.Collect) and part.gather is gather for part in models())


@pytest.mark.parametrize("unit", get_args(TermUnit))
def test_every_unit_of_a_term(unit: str) -> None:
    constants = [part.arguments[2] for part in applied() if part.op is ir.Op.DEADLINE]
    assert any(isinstance(part, ir.Constant) and part.value == unit for part in constants)


@pytest.mark.parametrize("kind", get_args(tree.Expression))
def test_every_form(kind: type) -> None:
    assert any(isinstance(part, kind) for part in trees())


@pytest.mark.parametrize(("kind", "name", "word"), choices(), ids=str)
def test_every_word(kind: type, name: str, word: object) -> None:
    assert any(isinstance(part, kind) and getattr(part, name) == word for part in trees())


@pytest.mark.parametrize("status", STATUSES)
def test_every_status(status: str) -> None:
    assert any(isinstance(part, tree.DecisionStatus) and part.status == status for part in trees())


def test_every_fault() -> None:
    expected = {row.value.removeprefix("fout:") for row in rows() if isinstance(row.value, str) and row.value.startswith("fout:")}
    assert expected == set(get_args(FaultCode))


def test_every_option_of_every_reading() -> None:
    chosen = {(name, option) for row in rows() for name, option in row.readings.items()}
    others = {(name, option) for name, reading in law().policy.readings.items() for option in reading.options[1:]}
    assert others <= chosen
