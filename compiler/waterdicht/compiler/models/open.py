"""Parameters in expressions: which one is meant, and what an open one is as a typed expression."""

from __future__ import annotations

from waterdicht.compiler.build import apply
from waterdicht.compiler.ir import Choose, Constant, Expr, FactOf, Op
from waterdicht.compiler.models.parameters import ParameterInfo, fact_name, open_fact
from waterdicht.compiler.scope import Scope
from waterdicht.compiler.types import UNIT_TYPE, Scalar
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import nearest

MOST_TERMS = 60
"""An open term may have so many lengths at most: one of working days is worked out for each of them."""

DAYS_IN_WEEK = 7
MONTHS_IN_YEAR = 12


def parameter(expression: tree.Parameter, scope: Scope) -> ParameterInfo | None:
    """The parameter of the regulation at hand, else of the one in focus; None when there is no such parameter (reported)."""
    known = {**scope.world.parameters.get(scope.world.focus, {}), **scope.world.parameters.get(scope.regulation, {})}
    if expression.name not in known:
        scope.report(Code.UNKNOWN_PARAMETER, expression.span, suggestion=nearest(expression.name, known), name=expression.name)
        return None
    return known[expression.name]


def use_parameter(info: ParameterInfo, scope: Scope) -> FactOf:
    """An open parameter as a fact of every case."""
    name = fact_name(info.name)
    if name not in scope.world.implicit:
        scope.world.implicit[name] = open_fact(info)
    return FactOf(name, info.type)


def measured(count: Expr, unit: str) -> Expr:
    """A count of a unit as a value: weeks are seven days, years twelve months; other units are what they count."""
    match unit:
        case "weken":
            return apply(Op.MUL, Scalar.DAYS, Constant(DAYS_IN_WEEK, Scalar.DAYS), count)
        case "jaar" if isinstance(count, Constant) and isinstance(count.value, int):
            return Constant(count.value * MONTHS_IN_YEAR, Scalar.MONTHS)
        case "jaar":
            return apply(Op.MUL, Scalar.MONTHS, Constant(MONTHS_IN_YEAR, Scalar.MONTHS), count)
        case _:
            return count


def open_term(info: ParameterInfo, length: tree.Parameter, anchor: Expr, scope: Scope) -> Expr | None:
    """The last day of a term of an open number of units. Working days are counted in a table: there is one case for each number that is allowed."""
    if info.unit not in UNIT_TYPE.options:
        scope.report(Code.TERM_NEEDS_UNIT, length.span)
        return None
    least, greatest = info.minimum, info.maximum
    if not isinstance(least, int) or not isinstance(greatest, int) or greatest - least >= MOST_TERMS:
        scope.report(Code.TERM_NEEDS_BOUNDS, length.span, name=info.name, most=MOST_TERMS)
        return None
    unit = Constant(info.unit, UNIT_TYPE)
    count = use_parameter(info, scope)
    if info.unit != "werkdagen":
        return apply(Op.DEADLINE, Scalar.DATE, anchor, count, unit)
    terms = [(number, apply(Op.DEADLINE, Scalar.DATE, anchor, Constant(number, Scalar.INT), unit)) for number in range(least, greatest + 1)]
    return Choose(tuple((apply(Op.EQ, Scalar.BOOL, count, Constant(number, info.type)), term) for number, term in terms), Scalar.DATE)
