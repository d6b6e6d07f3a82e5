"""Literal values: what a constant in a policy file is worth, and whether it fits a type."""

from __future__ import annotations

from datetime import date

from waterdicht.compiler.types import EnumType, MonthlyType, RateType, Scalar, Type, show
from waterdicht.dsl import tree
from waterdicht.runtime.calendar import FIRST_YEAR, LAST_YEAR
from waterdicht.runtime.months import month_number, series
from waterdicht.runtime.values import ABSENT, Computed, InMonth, Monthly, Period, Value, normalise

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


def in_calendar(*days: date) -> bool:
    """Whether days lie in the calendar that every backend computes with."""
    return all(FIRST_YEAR <= day.year <= LAST_YEAR for day in days)


def wanted(type_: Type) -> str:
    """What a literal of this type must be, in words."""
    dated = type_ in (Scalar.DATE, Scalar.PERIOD, Scalar.PERIODS) or isinstance(type_, MonthlyType)
    listed = ", dagen of perioden tussen haakjes" if type_ is Scalar.PERIODS else ""
    return f"{show(type_)}{listed} ({FIRST_YEAR} tot en met {LAST_YEAR})" if dated else show(type_)


def show_quantity(expression: tree.Quantity) -> str:
    """`6 maanden`."""
    return f"{expression.count} {expression.unit}"


def literal(expression: tree.Expression, wanted: Type) -> Computed | None:
    """The value of a literal as a value of `wanted`, or None when it is no literal of that type."""
    match expression, wanted:
        case tree.Absent(), _:
            return ABSENT
        case (tree.YesNo(value), Scalar.BOOL) | (tree.Money(value), Scalar.MONEY) | (tree.Percentage(value), Scalar.PERCENTAGE):
            return value
        case tree.ListLiteral(elements), MonthlyType(of):
            return monthly(elements, of)
        case tree.Name(text), EnumType(_, options) if text in options:
            return text
        case (tree.DateLiteral() | tree.PeriodLiteral() | tree.ListLiteral()) as dated, _:
            return dated_literal(dated, wanted)
        case tree.Rate(cents, per), RateType(written) if show_quantity(per) == written:
            return cents
        case tree.Number(value), Scalar.DECIMAL:
            return int(value) if value.denominator == 1 else value
        case tree.Quantity(_, "werkdagen"), _:
            return None
        case ((tree.Number() | tree.Quantity()), Scalar()):
            amount, found = number(expression) if isinstance(expression, tree.Number) else quantity(expression)
            return amount if found is wanted else None
        case _:
            return None


def monthly(elements: tuple[tree.Expression, ...], of: Scalar) -> Monthly | None:
    """A monthly series; None when an element is no month with a value of the type, or a month is named twice."""
    entries: list[InMonth] = []
    for element in elements:
        if not isinstance(element, tree.MonthsLiteral) or not in_calendar(element.first, element.last):
            return None
        value = held(element, of)
        if value is None:
            return None
        numbers = range(month_number(element.first), month_number(element.last) + 1)
        entries.extend(InMonth(date(number // MONTHS_IN_YEAR, number % MONTHS_IN_YEAR + 1, 1), value) for number in numbers)
    return series(entries) if len({entry.month for entry in entries}) == len(entries) else None


def held(element: tree.MonthsLiteral, of: Scalar) -> int | None:
    """What the months of a literal hold; for yes and no the months that are named are the ones with yes."""
    if of is Scalar.BOOL:
        return 1 if element.value is None else None
    found = None if element.value is None else literal(element.value, of)
    return found if isinstance(found, int) else None


def dated_literal(expression: tree.DateLiteral | tree.PeriodLiteral | tree.ListLiteral, wanted: Type) -> Computed | None:
    """The value of a day, a period or a list of periods as a value of `wanted`, or None when it is another type or outside the calendar."""
    match expression, wanted:
        case tree.DateLiteral(value), Scalar.DATE if in_calendar(value):
            return value
        case tree.PeriodLiteral(first, last), Scalar.PERIOD if in_calendar(first, last):
            return Period(first, last)
        case tree.ListLiteral(elements), Scalar.PERIODS:
            periods = [period for period in map(spell, elements) if period is not None]
            return normalise(tuple(periods)) if len(periods) == len(elements) else None
        case _:
            return None


def spell(element: tree.Expression) -> Period | None:
    """One of several periods: a single day is a period of that day; None outside the calendar."""
    match element:
        case tree.PeriodLiteral(first, last) if in_calendar(first, last):
            return Period(first, last)
        case tree.DateLiteral(value) if in_calendar(value):
            return Period(value, value)
        case _:
            return None
