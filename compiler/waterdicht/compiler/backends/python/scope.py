"""Where plain code stands: which names it has, what is known there, and how operators are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from waterdicht.compiler.backends.python.analysis import Analysis, default_branch, weight
from waterdicht.compiler.backends.python.general import Names
from waterdicht.compiler.backends.python.layout import COMPARISON, PRODUCT, SUM
from waterdicht.compiler.ir import ByReading, Expr, Marked, Op, Use

SMALL = 24
"""A definition of at most this many nodes is written out where it is used; a larger one is called."""
TINY = 3
"""A condition of at most this many nodes gets no variable of its own."""
INFIX: Mapping[Op, tuple[str, int]] = {
    Op.EQ: ("==", COMPARISON),
    Op.NE: ("!=", COMPARISON),
    Op.LT: ("<", COMPARISON),
    Op.LE: ("<=", COMPARISON),
    Op.GT: (">", COMPARISON),
    Op.GE: (">=", COMPARISON),
    Op.ADD: ("+", SUM),
    Op.SUB: ("-", SUM),
    Op.MUL: ("*", PRODUCT),
}
CALLS: Mapping[Op, str] = {
    Op.DIV: "divided",
    Op.MIN: "min",
    Op.MAX: "max",
    Op.ROUND_HALF_UP: "round_half_up",
    Op.ROUND_UP: "round_up",
    Op.ROUND_DOWN: "round_down",
    Op.WHOLE_CENTS: "whole_cents",
    Op.ADD_MONTHS: "add_months",
    Op.ADD_MONTHS_UP: "add_months_up",
    Op.ADD_DAYS: "add_days",
    Op.AGE: "age",
    Op.DEADLINE: "last_day",
    Op.NTH_FREE_DAY: "nth_free_day",
    Op.MONTH: "months.first_of_month",
    Op.YEAR_START: "months.first_of_year",
    Op.IN_MONTH: "months.in_month",
    Op.HOLDS_IN: "months.holds_in",
    Op.MONTHS_TOTAL: "months.total",
    Op.MONTHS_RUN: "months.run",
    Op.MONTHS_SINCE: "months.since_first",
}
"""Functions of `waterdicht.runtime.plain` and `.months` (and builtins) for strict operators."""
MONTH_DAYS: Mapping[Op, str] = {Op.ADD_MONTHS: "month_days", Op.ADD_MONTHS_UP: "month_days_up"}


@dataclass(frozen=True, slots=True)
class Scope:
    """Where plain code stands: names, and the local variables that already hold the value of an expression.

    `once` are the definitions that this function uses once: these are written out whatever their size. `called` collects those of
    which the plain function is called. `faulty` are those variables that hold a fault when an optional fact is absent. `certain` are the optional
    facts that are there when this code runs. `unpacked` says that facts are in variables, instead of in the object `facts`.
    """

    analysis: Analysis
    names: Names
    local: Mapping[Expr, str] = field(default_factory=dict)
    faulty: frozenset[str] = frozenset()
    once: frozenset[str] = frozenset()
    called: set[str] = field(default_factory=set)
    certain: frozenset[str] = frozenset()
    unpacked: bool = False


def is_written_out(expr: Use, scope: Scope) -> bool:
    """Whether a definition is written out where it is used."""
    return expr.key in scope.once or weight(expr, scope.analysis) <= SMALL


def written_out(expr: Expr, scope: Scope) -> Expr:
    """The expression without marks, readings and small definitions around it, as far as it is in no local variable."""
    while not scope.local or expr not in scope.local:
        match expr:
            case Marked(body):
                expr = body
            case ByReading():
                expr = default_branch(expr, scope.analysis)
            case Use(key) if is_written_out(expr, scope):
                expr = scope.analysis.snapshot.definitions[key].body
            case _:
                return expr
    return expr


def knowing(scope: Scope, facts: frozenset[str]) -> Scope:
    """The scope once these optional facts are known to be there."""
    return replace(scope, certain=scope.certain | facts) if facts else scope
