"""What the explained form of a decision computes once because it is met more than once: conditions, and days that can be at fault."""

from __future__ import annotations

from collections import Counter

from waterdicht.compiler.backends.python.analysis import default_branch, weight
from waterdicht.compiler.backends.python.certain import needed_by, resolved
from waterdicht.compiler.backends.python.decisions import DecisionSource
from waterdicht.compiler.backends.python.scope import TINY, Scope
from waterdicht.compiler.backends.python.trees import CONNECTIVE, is_condition
from waterdicht.compiler.ir import Apply, ByReading, Collect, Expr, Marked, Op, Use
from waterdicht.compiler.parts import children

DAYS = frozenset({Op.ADD_DAYS, Op.NTH_FREE_DAY, Op.DEADLINE})
"""Operators that give a day, or a fault; days plus months are left where they are, since lengths in months have a form of their own."""


def shared_days(leaves: tuple[Expr, ...], scope: Scope) -> tuple[Expr, ...]:
    """The days that several leaves compute and that no optional fact is needed for: once they are there, they are no fault anywhere."""
    counted: Counter[Expr] = Counter()

    def visit(expr: Expr) -> None:
        found = resolved(expr, scope.analysis)
        if isinstance(found, Apply) and found.op in DAYS and not needed_by(found, scope.analysis):
            counted[found] += 1
        elif not isinstance(found, Collect):  # what it computes may be about an element
            for part in children(found):
                visit(part)

    for leaf in leaves:
        visit(leaf)
    return tuple(expr for expr, count in counted.items() if count > 1)


def shared_conditions(source: DecisionSource, scope: Scope) -> tuple[Expr, ...]:
    """The conditions that get a variable: definitions and connectives used more than once; each after those it uses."""
    definitions = scope.analysis.snapshot.definitions
    counted: Counter[Expr] = Counter()
    ordered: dict[Expr, None] = {}

    def visit(expr: Expr) -> None:
        found = resolved_but_for_definitions(expr, scope)
        is_definition = isinstance(found, Use) and is_condition(found.key, scope.analysis)
        if not is_definition and not (isinstance(found, Apply) and found.op in CONNECTIVE):
            return
        counted[found] += 1
        if counted[found] == 1:
            for part in (definitions[found.key].body,) if isinstance(found, Use) else children(found):
                visit(part)
            ordered[found] = None

    for channel in source.channels:
        visit(channel)
    shared = (expr for expr in ordered if counted[expr] > 1 or (isinstance(expr, Use) and expr.key not in scope.once))
    return tuple(expr for expr in shared if weight(expr, scope.analysis) > TINY)


def resolved_but_for_definitions(expr: Expr, scope: Scope) -> Expr:
    """The expression without marks and readings around it."""
    while isinstance(expr, Marked | ByReading):
        expr = expr.body if isinstance(expr, Marked) else default_branch(expr, scope.analysis)
    return expr
