"""Expressions with parts of them replaced."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from waterdicht.compiler.ir import Apply, ByReading, Choose, Collect, Expr, FactOf, Marked


def with_leaves(expr: Expr, leaf: Callable[[Expr], Expr]) -> Expr:
    """The expression with each leaf (a fact, a definition that is used, a constant …) as `leaf` gives it; definitions stay closed."""
    whole = with_parts(expr, partial(with_leaves, leaf=leaf))
    return leaf(expr) if whole is expr else whole


def read_as(expr: Expr, reading: str, option: str) -> Expr:
    """The expression with one reading settled: only what the option says is left of it. Definitions stay closed."""
    if isinstance(expr, ByReading) and expr.reading == reading:
        return read_as(dict(expr.branches)[option], reading, option)
    return with_parts(expr, partial(read_as, reading=reading, option=option))


def with_parts(expr: Expr, change: Callable[[Expr], Expr]) -> Expr:
    """The expression with the expressions directly inside it changed; itself where there are none."""
    match expr:
        case Apply():
            return replace(expr, arguments=tuple(map(change, expr.arguments)))
        case Marked():
            return replace(expr, body=change(expr.body))
        case ByReading():
            return replace(expr, branches=tuple((option, change(branch)) for option, branch in expr.branches))
        case Choose():
            outside = None if expr.outside is None else change(expr.outside)
            return replace(expr, cases=tuple((change(when), change(value)) for when, value in expr.cases), outside=outside)
        case Collect():
            over, body = change(expr.over), None if expr.body is None else change(expr.body)
            assert isinstance(over, FactOf)  # INVARIANT: what stands for a fact is a fact
            return replace(expr, over=over, where=change(expr.where), body=body)
        case _:
            return expr
