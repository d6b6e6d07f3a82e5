"""The strict operators on columns: for each its value where all arguments have one, and where that is a fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from typing import TypeVar

from waterdicht.compiler.backends.columns import days, numbers
from waterdicht.compiler.backends.columns.cells import FALSE, Cell, conj, neg
from waterdicht.compiler.backends.columns.days import Day
from waterdicht.compiler.backends.columns.numbers import Number
from waterdicht.compiler.backends.columns.terms import Nothing, Shape, Span, Truth, same
from waterdicht.compiler.backends.columns.wholes import Inexpressible, Whole, constant, greatest, subtract
from waterdicht.compiler.ir import Op

Result = tuple[Shape, Cell]
Arguments = tuple[Shape, ...]
Kind = TypeVar("Kind", Number, Day, Span)


def expect(shape: Shape, kind: type[Kind]) -> Kind:
    """A value of which the type checker says what it is."""
    if isinstance(shape, kind):
        return shape
    raise Inexpressible("lijsten, perioden of maanden met iets erin")


def number(shape: Shape) -> Number:
    """A number."""
    return expect(shape, Number)


def day(shape: Shape) -> Day:
    """A day."""
    return expect(shape, Day)


def count(shape: Shape) -> Whole:
    """A whole number."""
    found = expect(shape, Number)
    if found.bottom != constant(1):
        raise Inexpressible("een aantal dat niet geheel is")
    return found.top


def at_most(left: Shape, right: Shape) -> Cell:
    """Left <= right, of numbers and of days."""
    return days.at_most(left, day(right)) if isinstance(left, Day) else numbers.at_most(number(left), number(right))


def numeric(compute: Callable[[Number, Number], Number]) -> Callable[[Arguments], Result]:
    """An operator on two numbers that is never a fault."""
    return lambda given: (compute(number(given[0]), number(given[1])), FALSE)


def whole(value: Whole) -> Result:
    """A whole number that is never a fault."""
    return Number(value), FALSE


def lowest(given: Arguments) -> Result:
    """The least of numbers or of days."""
    if isinstance(given[0], Day):
        return reduce(lambda one, other: days.choose(days.at_most(one, other), one, other), map(day, given)), FALSE
    return reduce(numbers.lowest, map(number, given)), FALSE


def highest(given: Arguments) -> Result:
    """The greatest of numbers or of days."""
    if isinstance(given[0], Day):
        return reduce(lambda one, other: days.choose(days.at_most(one, other), other, one), map(day, given)), FALSE
    return reduce(numbers.highest, map(number, given)), FALSE


def contains(given: Arguments) -> Result:
    """Whether a day lies in a period; in no periods it does not."""
    if isinstance(given[0], Nothing):
        return Truth(FALSE), FALSE
    where, when = expect(given[0], Span), day(given[1])
    return Truth(conj(days.at_most(where.begin, when), days.at_most(when, where.end))), FALSE


def nothing(result: Shape) -> Callable[[Arguments], Result]:
    """An operator on what has nothing in it."""

    def give(given: Arguments) -> Result:
        if not isinstance(given[0], Nothing):
            raise Inexpressible("perioden of maanden met iets erin")
        return result, FALSE

    return give


def free_day(given: Arguments) -> Result:
    """The n-th day, with no periods to skip; the day before the first when n is not positive."""
    if not isinstance(given[2], Nothing):
        raise Inexpressible("perioden met iets erin")
    return days.add_days(day(given[0]), greatest(constant(-1), subtract(count(given[1]), constant(1))))


NO_NUMBER = Number(constant(0))
STRICT: Mapping[Op, Callable[[Arguments], Result]] = {
    Op.EQ: lambda given: (Truth(same(*given)), FALSE),
    Op.NE: lambda given: (Truth(neg(same(*given))), FALSE),
    Op.LT: lambda given: (Truth(neg(at_most(given[1], given[0]))), FALSE),
    Op.LE: lambda given: (Truth(at_most(*given)), FALSE),
    Op.GT: lambda given: (Truth(neg(at_most(*given))), FALSE),
    Op.GE: lambda given: (Truth(at_most(given[1], given[0])), FALSE),
    Op.ADD: numeric(numbers.add),
    Op.SUB: numeric(numbers.subtract),
    Op.MUL: numeric(numbers.multiply),
    Op.DIV: lambda given: numbers.divide(number(given[0]), number(given[1])),
    Op.MIN: lowest,
    Op.MAX: highest,
    Op.ROUND_HALF_UP: numeric(numbers.round_half_up),
    Op.ROUND_UP: numeric(numbers.round_up),
    Op.ROUND_DOWN: numeric(numbers.round_down),
    Op.WHOLE_CENTS: lambda given: numbers.whole(number(given[0])),
    Op.ADD_MONTHS: lambda given: days.add_months(day(given[0]), count(given[1])),
    Op.ADD_MONTHS_UP: lambda given: days.add_months_up(day(given[0]), count(given[1])),
    Op.ADD_DAYS: lambda given: days.add_days(day(given[0]), count(given[1])),
    Op.DAYS_BETWEEN: lambda given: whole(days.between(day(given[0]), day(given[1]))),
    Op.AGE: lambda given: whole(days.age(day(given[0]), day(given[1]))),
    Op.YEAR: lambda given: whole(days.year(day(given[0]))),
    Op.MONTH: lambda given: (days.first_of_month(day(given[0])), FALSE),
    Op.YEAR_START: lambda given: (days.first_of_year(day(given[0])), FALSE),
    Op.BEGIN: lambda given: (expect(given[0], Span).begin, FALSE),
    Op.END: lambda given: (expect(given[0], Span).end, FALSE),
    Op.LENGTH: lambda given: whole(days.length(expect(given[0], Span).begin, expect(given[0], Span).end)),
    Op.CONTAINS: contains,
    Op.DAYS_IN: nothing(NO_NUMBER),
    Op.IN_MONTH: nothing(NO_NUMBER),
    Op.HOLDS_IN: nothing(Truth(FALSE)),
    Op.MONTHS_TOTAL: nothing(NO_NUMBER),
    Op.MONTHS_RUN: nothing(NO_NUMBER),
    Op.MONTHS_SINCE: nothing(NO_NUMBER),
    Op.NTH_FREE_DAY: free_day,
}
"""The strict operators but for `DEADLINE`, whose holidays are no arithmetic: decisions with a term are decided one by one."""
