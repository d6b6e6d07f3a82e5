"""Every row of the conformance table has its value in the reference, in generated Python and in Z3, and survives the printer."""

from __future__ import annotations

import pytest
from conformance_table import REGULATION, TABLE, Row, expected, facts_of, law, rows, same

from waterdicht.compiler.backends.smt.encoding import Unencodable
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Use
from waterdicht.compiler.types import Scalar, show
from waterdicht.dsl import tree
from waterdicht.dsl.parser import parse_text
from waterdicht.dsl.printer import print_file
from waterdicht.runtime.compiled import CANNOT_DECIDE
from waterdicht.runtime.values import ABSENT, UNKNOWN, Computed, Fault
from waterdicht.verifier.agree import agree, smt_value

each_row = pytest.mark.parametrize("row", rows(), ids=lambda row: row.name)


@each_row
def test_reference(row: Row) -> None:
    found = law()
    body = found.snapshot.definitions[found.keys[row.name]].body
    assert show(body.type) == row.type
    value = evaluate(body, Case(found.snapshot, facts_of(row), found.policy.options(row.readings)))
    assert same(value, expected(row)), value


@each_row
def test_generated_python(row: Row) -> None:
    found = law()
    value = found.policy.value(found.keys[row.name], facts_of(row), readings=row.readings)
    assert same(value, expected(row)), value


@each_row
def test_decision_in_generated_python(row: Row) -> None:
    """The plain form where the facts are complete and the readings default, else the general form of a decision."""
    found, facts = law(), facts_of(row)
    decision = found.policy.decision(found.keys[row.name].removeprefix(f"{REGULATION}:"), TABLE)
    assert found.policy.decide(decision.name, facts, regulation=TABLE, readings=row.readings, explain=False) == outcome(row)
    explanation = found.policy.decide(decision.name, facts, regulation=TABLE, readings=row.readings)
    assert not isinstance(explanation, str) and explanation.outcome == outcome(row)
    made = found.policy.make(facts)
    if not row.readings and made.missing.isdisjoint(decision.needs):
        try:
            assert decision.plain(made) == outcome(row)
        except CANNOT_DECIDE:
            assert not is_value(expected(row)) or row.name in FALLS_BACK


FALLS_BACK = frozenset({
    "and-absent-false", "or-absent-true", "or-fault-and-true", "list-two-and-absent", "value-unchosen-fault",
    "unsaid-ground-known", "unsaid-refused", "unsaid-requirement-not-met", "unsaid-value-known",
    "carried-value-not",
})  # fmt: skip
"""Rows with a value beside a fault or unknown text that does not matter: the plain form leaves these to the general form."""


def is_value(value: Computed) -> bool:
    return not (value is UNKNOWN or value is ABSENT or isinstance(value, Fault))


def outcome(row: Row) -> str:
    """The outcome of the decision that is granted when the row has its value."""
    value = expected(row)
    if value is UNKNOWN:
        return "onbekend"
    if not is_value(value):
        return "fout"
    return "geen grondslag" if value is False else "mag toekennen"


@each_row
def test_z3(row: Row) -> None:
    found, facts = law(), facts_of(row)
    key = found.keys[row.name]
    expr = Use(key, found.snapshot.definitions[key].body.type)
    if not row.encodable:
        with pytest.raises(Unencodable):
            smt_value(found.snapshot, expr, facts, found.policy.options(row.readings))
        return
    value = smt_value(found.snapshot, expr, facts, found.policy.options(row.readings))
    assert agree(expected(row), value), value
    if expr.type is Scalar.BOOL and is_value(value):
        assert isinstance(value, bool)


@each_row
def test_printer(row: Row) -> None:
    said = tree.Definition("rij", "betekent", law().written[row.name])
    document = tree.RegulationDocument("beleid", "b", "B", (), (), (tree.Node("artikel", "1", "t", "", (said,)),))
    file = tree.SourceFile("rij.norm", "1", (document,))
    text = print_file(file)
    again, problems = parse_text(text, "rij.norm")
    assert not problems, text
    assert again == file, text
