"""Expressions with their leaves replaced."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from waterdicht.compiler.ir import Apply, ByReading, Choose, Collect, Expr, FactOf, Marked


def with_leaves(expr: Expr, leaf: Callable[[Expr], Expr]) -> Expr:
    """The expression with each leaf (a fact, a definition that is used, a constant …) as `leaf` gives it; definitions stay closed."""
    match expr:
        case Apply():
            return replace(expr, arguments=tuple(with_leaves(argument, leaf) for argument in expr.arguments))
        case Marked():
            return replace(expr, body=with_leaves(expr.body, leaf))
        case ByReading():
            return replace(expr, branches=tuple((option, with_leaves(branch, leaf)) for option, branch in expr.branches))
        case Choose():
            outside = None if expr.outside is None else with_leaves(expr.outside, leaf)
            return replace(expr, cases=tuple((with_leaves(when, leaf), with_leaves(value, leaf)) for when, value in expr.cases), outside=outside)
        case Collect():
            body = None if expr.body is None else with_leaves(expr.body, leaf)
            over = with_leaves(expr.over, leaf)
            assert isinstance(over, FactOf)  # INVARIANT: what stands for a fact is a fact
            return replace(expr, over=over, where=with_leaves(expr.where, leaf), body=body)
        case _:
            return leaf(expr)
