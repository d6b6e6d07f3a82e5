"""The values that regulations give for decisions, with the parts of their calculation: what an answer shows of an amount."""

from __future__ import annotations

from collections.abc import Iterator

from waterdicht.compiler.backends.python.analysis import Analysis, facts_of
from waterdicht.compiler.backends.python.general import Names, emit
from waterdicht.compiler.backends.python.layout import CONDITIONAL, Code, Text, call, listed, prefix, statement
from waterdicht.compiler.backends.python.phrases import kind_of, phrase
from waterdicht.compiler.backends.python.trees import unmarked
from waterdicht.compiler.ir import Apply, Expr, FactOf, Use, ValueCase, ValueTable
from waterdicht.compiler.types import Scalar


def amounts_source(tables: tuple[tuple[str, ValueTable], ...], names: Names, analysis: Analysis) -> str:
    """The table of amounts: of values that are for a decision."""
    definitions = analysis.snapshot.definitions
    entries = [
        emit_amount(regulation, table, names, analysis) for regulation, table in tables if table.decision and f"{regulation}:{table.name}" in definitions
    ]
    return statement("AMOUNTS: tuple[Amount, ...] = ", listed(*entries), "")


def emit_amount(regulation: str, table: ValueTable, names: Names, analysis: Analysis) -> Code:
    """One amount with its rules."""
    key = f"{regulation}:{table.name}"
    title = analysis.snapshot.definitions[key].text
    words = (regulation, table.name, table.decision, title, kind_of(table.type))
    used = facts_of(Use(key, table.type), analysis).union(*(facts_of(each, analysis) for case in table.cases for each in (case.when, case.value)))
    facts = listed(*(Text(repr(name)) for name in sorted(used)))
    rules = listed(*(emit_rule(case, names, analysis) for case in table.cases))
    return call("Amount", *(Text(repr(each)) for each in words), facts, Text(names.definitions[key]), rules)


def emit_rule(case: ValueCase, names: Names, analysis: Analysis) -> Code:
    """One rule with the parts of its calculation."""
    text = phrase(case.value, analysis.snapshot)
    found = {phrase(each, analysis.snapshot): each for each in steps(case.value)}
    parts = [call("Step", Text(repr(words)), Text(repr(kind_of(each.type))), function(each, names)) for words, each in found.items() if words != text]
    return call("AmountRule", Text(repr(case.address)), Text(repr(text)), function(case.when, names), listed(*parts))


def function(expr: Expr, names: Names) -> Code:
    """What gives the value of an expression in every case."""
    return prefix("lambda facts, given: ", emit(expr, names), CONDITIONAL)


def steps(expr: Expr) -> Iterator[Expr]:
    """The parts of a calculation that have a value worth telling, the inner ones first: facts, other values, and operations on them.

    Inside lists and choices there is no one value to tell.
    """
    bare = unmarked(expr)
    if isinstance(bare, Apply):
        for child in bare.arguments:
            yield from steps(child)
    if isinstance(bare, FactOf | Use | Apply) and bare.type is not Scalar.BOOL:
        yield bare
