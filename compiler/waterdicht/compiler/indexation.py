"""Indexation: an amount of one year at the prices of the day of the case, by an index that is a value over time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from waterdicht.compiler.build import apply
from waterdicht.compiler.ir import Constant, Expr, Op
from waterdicht.compiler.literals import literal
from waterdicht.compiler.scope import Scope
from waterdicht.compiler.types import Scalar
from waterdicht.compiler.use import use_name
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code


def indexed(expression: tree.Indexed, amount: Expr, scope: Scope) -> Expr | None:
    """The amount times the index of the day of the case over the index of the base year; exact, so that rounding must be written."""
    now = use_name(tree.Name(expression.index, span=expression.span), scope)
    if now is None:
        return None
    base = figure_of(expression, scope)
    if base is None or now.type is not Scalar.DECIMAL:
        scope.report(Code.INDEX_WITHOUT_BASE, expression.span, name=expression.index, year=expression.year)
        return None
    ratio = apply(Op.DIV, Scalar.DECIMAL, now, base)
    return apply(Op.MUL, Scalar.MONEY, ratio, amount)


def figure_of(expression: tree.Indexed, scope: Scope) -> Constant | None:
    """The figure of the base year: that of its first day, a number that is not 0."""
    day = date(expression.year, 1, 1) if date.min.year <= expression.year <= date.max.year else None
    for since, until, value in figures(expression.index, scope):
        if day is not None and since <= day and (until is None or day <= until):
            found = literal(value, Scalar.DECIMAL)
            return Constant(found, Scalar.DECIMAL) if isinstance(found, int | Fraction) and found else None
    return None


def figures(name: str, scope: Scope) -> Iterator[tuple[date, date | None, tree.Expression]]:
    """The figures of a value over time with the days from which and up to which they count; the latest first."""
    for outlined in scope.world.outlines.values():
        for placed in outlined.placed:
            if isinstance(placed.sentence, tree.ValueRule) and placed.sentence.subject == name:
                yield from ((each.since, each.until, each.value) for each in reversed(placed.sentence.dated))
