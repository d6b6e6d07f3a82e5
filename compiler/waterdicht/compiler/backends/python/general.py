"""The general form: expressions as calls of `waterdicht.runtime.general`, equal to `evaluate` in every case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from waterdicht.compiler.backends.python.layout import COMPARISON, CONDITIONAL, Code, Noted, Text, attribute, call, conditional, infix, listed, prefix
from waterdicht.compiler.backends.python.literals import literal
from waterdicht.compiler.backends.python.names import identifier
from waterdicht.compiler.ir import Apply, ByReading, Choose, Collect, Constant, Expr, FactOf, Gather, ItemOf, Marked, Op, Unsaid, Use


@dataclass(frozen=True, slots=True)
class Names:
    """The Python names of facts (attributes of the facts object, variables) and definitions (functions).

    `taken` are the words that mean something else in the module: no variable has one for its name.
    """

    facts: Mapping[str, str]
    definitions: Mapping[str, str]
    taken: frozenset[str] = frozenset()


FACTS = Text("facts")
OPERATORS: Mapping[Op, str] = {
    Op.AND: "all_of",
    Op.OR: "any_of",
    Op.NOT: "negated",
    Op.EXACTLY_ONE: "one_of",
    Op.EQ: "equal",
    Op.NE: "differs",
    Op.LT: "less",
    Op.LE: "at_most",
    Op.GT: "more",
    Op.GE: "at_least",
    Op.ADD: "plus",
    Op.SUB: "minus",
    Op.MUL: "times",
    Op.DIV: "divided",
    Op.MIN: "lowest",
    Op.MAX: "highest",
    Op.ROUND_HALF_UP: "rounded",
    Op.ROUND_UP: "rounded_up",
    Op.ROUND_DOWN: "rounded_down",
    Op.WHOLE_CENTS: "whole_cents",
    Op.PRESENT: "present",
    Op.OR_ELSE: "or_else",
    Op.ADD_MONTHS: "plus_months",
    Op.ADD_MONTHS_UP: "plus_months_up",
    Op.ADD_DAYS: "plus_days",
    Op.DAYS_BETWEEN: "days_between",
    Op.AGE: "age",
    Op.YEAR: "year",
    Op.DEADLINE: "last_day",
    Op.PERIOD: "period",
    Op.BEGIN: "begin",
    Op.END: "end",
    Op.LENGTH: "length",
    Op.DAYS_IN: "days_in",
    Op.CONTAINS: "contains",
    Op.NTH_FREE_DAY: "nth_free_day",
    Op.MONTH: "month",
    Op.YEAR_START: "year_start",
    Op.IN_MONTH: "in_month",
    Op.HOLDS_IN: "holds_in",
    Op.MONTHS_TOTAL: "months_total",
    Op.MONTHS_RUN: "months_run",
    Op.MONTHS_SINCE: "months_since",
}
"""The function of `waterdicht.runtime.general` for each operator; they are called as `op.<name>`."""


def emit(expr: Expr, names: Names) -> Code:  # noqa: C901  # exhaustive: one arm for each form of expression
    """The general form of an expression, over the names `facts` and `given`."""
    match expr:
        case Constant(value):
            return literal(value)
        case FactOf(name):
            return attribute(FACTS, names.facts[name])
        case ItemOf(binder, name):
            return call("op.item", Text(element(binder)), Text(repr(name)))
        case Unsaid():
            return Text("UNKNOWN")
        case Use(key):
            return Text(f"{names.definitions[key]}(facts, given)")
        case Apply():
            return emit_apply(expr, names)
        case Collect():
            return emit_collect(expr, names)
        case Choose():
            return emit_choose(expr, names)
        case ByReading():
            return emit_by_reading(expr, names)
        case Marked(body, address):
            return Noted(emit(body, names), address) if address else emit(body, names)
        case _:
            assert_never(expr)


def emit_apply(expr: Apply, names: Names) -> Code:
    """One operator applied to its arguments."""
    return call(f"op.{OPERATORS[expr.op]}", *(emit(argument, names) for argument in expr.arguments))


def emit_collect(expr: Collect, names: Names) -> Code:
    """A quantifier over the elements of a list."""
    over = emit(expr.over, names)
    where = on_element(expr.binder, expr.where, names)
    match expr.gather:
        case Gather.ANY:
            return call("op.some", over, where)
        case Gather.ALL:
            return call("op.every", over, where)
        case Gather.COUNT:
            return call("op.count", over, where)
        case Gather.SUM:
            assert expr.body is not None  # INVARIANT: the type checker gives every SUM a body
            return call("op.total", over, where, on_element(expr.binder, expr.body, names))
        case _:
            assert_never(expr.gather)


def emit_choose(expr: Choose, names: Names) -> Code:
    """The value of the one case that applies; only that value is computed."""
    cases = [listed(emit(when, names), prefix("lambda: ", emit(value, names), CONDITIONAL)) for when, value in expr.cases]
    return call("op.choose", *cases, *(() if expr.outside is None else (prefix("outside=lambda: ", emit(expr.outside, names), CONDITIONAL),)))


def emit_by_reading(expr: ByReading, names: Names) -> Code:
    """The branch of the chosen option."""
    *earlier, (_, last) = expr.branches
    code = emit(last, names)
    for option, branch in reversed(earlier):
        chosen = infix("==", COMPARISON, Text(f"given.readings[{expr.reading!r}]"), Text(repr(option)))
        code = conditional(emit(branch, names), chosen, code)
    return code


def on_element(binder: str, expr: Expr, names: Names) -> Code:
    """A function of one list element."""
    return prefix(f"lambda {element(binder)}: ", emit(expr, names), CONDITIONAL)


def element(binder: str) -> str:
    """The Python name of a binder; a trailing underscore keeps it apart from everything else in the module."""
    return f"{identifier(binder)}_"
