"""The parts of expressions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from waterdicht.compiler.ir import Apply, ByReading, Choose, Collect, Constant, Expr, FactOf, ItemOf, Marked, Unsaid, Use


def children(expr: Expr) -> tuple[Expr, ...]:
    """The direct parts of an expression, in the order in which they are evaluated."""
    match expr:
        case Apply():  # by far the most, and the matching goes from top to bottom
            return expr.arguments
        case Use() | FactOf() | Constant() | ItemOf() | Unsaid():
            return ()
        case Collect(_, _, over, where, body):
            return (over, where) if body is None else (over, where, body)
        case Choose(cases, _, outside):
            return (*(when for when, _ in cases), *(value for _, value in cases), *(() if outside is None else (outside,)))
        case ByReading(_, branches):
            return tuple(branch for _, branch in branches)
        case Marked(body):
            return (body,)
        case _:
            assert_never(expr)


def walk(expr: Expr) -> Iterator[Expr]:
    """The expression and all its parts, definitions not entered."""
    stack = [expr]
    while stack:
        found = stack.pop()
        yield found
        stack.extend(reversed(children(found)))
