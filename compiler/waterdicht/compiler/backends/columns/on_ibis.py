"""Columns as an Ibis expression, for any database that Ibis knows. Import this late: Ibis is an extra."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Any

import ibis

from waterdicht.compiler.backends.columns.cells import Cell
from waterdicht.compiler.backends.columns.stages import plan

OPERATIONS: Mapping[str, Callable[..., Any]] = {
    "and": lambda *parts: reduce(operator.and_, parts),
    "or": lambda *parts: reduce(operator.or_, parts),
    "not": operator.invert,
    "if": ibis.ifelse,
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "quotient": operator.floordiv,
    "remainder": operator.mod,
    "le": operator.le,
    "lt": operator.lt,
    "eq": operator.eq,
}


def compute(table: Any, results: Mapping[str, Cell], keep: Iterable[str] = ()) -> Any:
    """The table with these results in place of all columns but those to keep. Its columns are those that the cells name."""
    steps = plan(results, keep)
    for stage in steps.stages:
        made = {name: lowered(each, table, steps.names, own=steps.names.get(each) == name) for name, each in stage.made.items()}
        table = table.select(*(table[name] for name in stage.kept), **made)
    return table


def lowered(each: Cell, table: Any, names: Mapping[Cell, str], *, own: bool = False) -> Any:
    """One cell over the columns of a table; with `own` its own column is made here."""
    if each in names and not own:
        return table[names[each]]
    match each.op:
        case "literal":
            (value,) = each.parts
            return ibis.literal(value, type="boolean" if isinstance(value, bool) else "int64")
        case "column":
            return table[str(each.parts[0])]
        case op:
            return OPERATIONS[op](*(lowered(part, table, names) for part in each.cells))
