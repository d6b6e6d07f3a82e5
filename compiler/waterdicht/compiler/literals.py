"""Literal values: what a constant in a policy file is worth, and whether it fits a type."""

from __future__ import annotations

from waterdicht.compiler.types import EnumType, RateType, Scalar, Type
from waterdicht.dsl import tree
from waterdicht.runtime.values import ABSENT, Computed, Period, Value, normalise

MONTHS_IN_YEAR = 12
DAYS_IN_WEEK = 7


def number(expression: tree.Number) -> tuple[Value, Type]:
    """An exact number: whole numbers are `getal`, others `decimaal`."""
    value = expression.value
    return (int(value), Scalar.INT) if value.denominator == 1 else (value, Scalar.DECIMAL)


def quantity(expression: tree.Quantity) -> tuple[Value, Type]:
    """A number with a unit: years are twelve months, weeks seven days, hours a week a plain number."""
    match expression.unit:
        case "maanden":
            return expression.count, Scalar.MONTHS
        case "jaar":
            return expression.count * MONTHS_IN_YEAR, Scalar.MONTHS
        case "dagen" | "werkdagen":
            return expression.count, Scalar.DAYS
        case "weken":
            return expression.count * DAYS_IN_WEEK, Scalar.DAYS
        case "uur per week":
            return expression.count, Scalar.INT


def show_quantity(expression: tree.Quantity) -> str:
    """`6 maanden`."""
    return f"{expression.count} {expression.unit}"


def literal(expression: tree.Expression, wanted: Type) -> Computed | None:
    """The value of a literal as a value of `wanted`, or None when it is no literal of that type."""
    match expression, wanted:
        case tree.Absent(), _:
            return ABSENT
        case tree.YesNo(value), Scalar.BOOL:
            return value
        case tree.Name(text), EnumType(_, options) if text in options:
            return text
        case tree.DateLiteral(value), Scalar.DATE:
            return value
        case tree.PeriodLiteral(first, last), Scalar.PERIOD:
            return Period(first, last)
        case tree.ListLiteral(elements), Scalar.PERIODS:
            periods = [Period(each.first, each.last) for each in elements if isinstance(each, tree.PeriodLiteral)]
            return normalise(tuple(periods)) if len(periods) == len(elements) else None
        case tree.Money(cents), Scalar.MONEY:
            return cents
        case tree.Rate(cents, per), RateType(written) if show_quantity(per) == written:
            return cents
        case tree.Percentage(value), Scalar.PERCENTAGE:
            return value
        case tree.Number(value), Scalar.DECIMAL:
            return int(value) if value.denominator == 1 else value
        case ((tree.Number() | tree.Quantity()), Scalar()):
            amount, found = number(expression) if isinstance(expression, tree.Number) else quantity(expression)
            return amount if found is wanted else None
        case _:
            return None
