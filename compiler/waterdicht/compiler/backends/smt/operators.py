"""The strict operators: for each one its value on arguments that are there, and the formula under which it is a fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from typing import TypeVar

from waterdicht.compiler.backends.smt import days, numbers, series, spells
from waterdicht.compiler.backends.smt.calendar import add_days, add_months, add_months_up, age, days_between, length, length_bounds, year
from waterdicht.compiler.backends.smt.deadlines import deadline
from waterdicht.compiler.backends.smt.encoding import Encoding, Unencodable
from waterdicht.compiler.backends.smt.terms import (
    Chosen,
    ChosenSpells,
    Counted,
    Day,
    FactSeries,
    FactSpells,
    ListedSpells,
    Number,
    Option,
    Shape,
    Shifted,
    Span,
    Spells,
    Truth,
    Word,
    Written,
)
from waterdicht.compiler.backends.smt.text import FALSE, conj, eq, iff, neg
from waterdicht.compiler.ir import Op

Result = tuple[Shape, str]
Arguments = tuple[Shape, ...]
Chosenshape = TypeVar("Chosenshape")
DAY = (Written, Counted, Shifted, Chosen)
SPELLS = (FactSpells, ListedSpells, ChosenSpells)


def encode_same(encoding: Encoding, arguments: Arguments) -> Result:
    """Equality of two values of one type."""
    return Truth(same(encoding, *arguments)), FALSE


def same(encoding: Encoding, left: Shape, right: Shape) -> str:
    """That two values of one type are equal."""
    match left, right:
        case Truth(one), Truth(other):
            return iff(one, other)
        case Number(), Number():
            return numbers.number_same(left, right)
        case Option(one), Option(other):
            return eq(one, other)
        case Span(begin, end), Span(other_begin, other_end):
            return conj(days.same(encoding, begin, other_begin), days.same(encoding, end, other_end))
        case ((Written() | Counted() | Shifted() | Chosen()), (Written() | Counted() | Shifted() | Chosen())):
            return days.same(encoding, left, right)
        case _:
            raise Unencodable("gelijkheid van verzamelingen")


def encode_different(encoding: Encoding, arguments: Arguments) -> Result:
    """The opposite of equality."""
    return Truth(neg(same(encoding, *arguments))), FALSE


def at_most(encoding: Encoding, left: Shape, right: Shape) -> str:
    """That one number or day is not more than another."""
    match left, right:
        case Number(), Number():
            return numbers.number_at_most(left, right)
        case ((Written() | Counted() | Shifted() | Chosen()), (Written() | Counted() | Shifted() | Chosen())):
            return days.at_most(encoding, left, right)
        case _:
            raise Unencodable("volgorde van waarden zonder volgorde")


def encode_less(encoding: Encoding, arguments: Arguments) -> Result:
    """Left < right."""
    return Truth(neg(at_most(encoding, arguments[1], arguments[0]))), FALSE


def encode_at_most(encoding: Encoding, arguments: Arguments) -> Result:
    """Left <= right."""
    return Truth(at_most(encoding, *arguments)), FALSE


def encode_more(encoding: Encoding, arguments: Arguments) -> Result:
    """Left > right."""
    return Truth(neg(at_most(encoding, *arguments))), FALSE


def encode_at_least(encoding: Encoding, arguments: Arguments) -> Result:
    """Left >= right."""
    return Truth(at_most(encoding, arguments[1], arguments[0])), FALSE


def numeric(compute: Callable[[Number, Number], Number]) -> Callable[[Encoding, Arguments], Result]:
    """An operator on two numbers that is never a fault."""
    return lambda _encoding, arguments: (compute(number(arguments[0]), number(arguments[1])), FALSE)


def number(shape: Shape) -> Number:
    """A shape that the type checker says is a number."""
    return expect(shape, Number)


def day(shape: Shape) -> Day:
    """A shape that the type checker says is a day."""
    if isinstance(shape, DAY):
        return shape
    raise Unencodable(f"geen datum: {type(shape).__name__}")


def spell_set(shape: Shape) -> Spells:
    """A shape that the type checker says is a set of periods."""
    if isinstance(shape, SPELLS):
        return shape
    raise Unencodable(f"geen perioden: {type(shape).__name__}")


def expect(shape: Shape, kind: type[Chosenshape]) -> Chosenshape:
    """A shape that the type checker says is of this kind."""
    if isinstance(shape, kind):
        return shape
    raise Unencodable(f"onverwachte waarde: {type(shape).__name__}")


def encode_divide(_encoding: Encoding, arguments: Arguments) -> Result:
    """Exact division; a fault when the divisor is 0."""
    return numbers.divide(number(arguments[0]), number(arguments[1]))


def encode_lowest(encoding: Encoding, arguments: Arguments) -> Result:
    """The least of numbers or of days."""
    return _extreme(encoding, arguments, numbers.lowest, days.earlier_of)


def encode_highest(encoding: Encoding, arguments: Arguments) -> Result:
    """The greatest of numbers or of days."""
    return _extreme(encoding, arguments, numbers.highest, days.later_of)


def _extreme(
    encoding: Encoding,
    arguments: Arguments,
    of_numbers: Callable[[Number, Number], Number],
    of_days: Callable[[Encoding, Day, Day], Day],
) -> Result:
    if isinstance(arguments[0], Number):
        return reduce(of_numbers, map(number, arguments)), FALSE
    return reduce(lambda one, other: of_days(encoding, one, other), map(day, arguments)), FALSE


def encode_contains(encoding: Encoding, arguments: Arguments) -> Result:
    """Whether a day lies in a period or in a set of periods."""
    where, when = arguments[0], day(arguments[1])
    if isinstance(where, Span):
        return Truth(conj(days.at_most(encoding, where.begin, when), days.at_most(encoding, when, where.end))), FALSE
    return Truth(spells.contains(encoding, spell_set(where), when)), FALSE


def encode_days_in(encoding: Encoding, arguments: Arguments) -> Result:
    """The days of a period that lie in a set of periods."""
    period = expect(arguments[1], Span)
    _, most = length_bounds(*days.span(period.begin), *days.span(period.end))
    return Number(spells.days_in(encoding, spell_set(arguments[0]), period), False, Fraction(0), most), FALSE


def on_stretch(count: Callable[[Encoding, FactSeries, Day, Day], Number]) -> Callable[[Encoding, Arguments], Result]:
    """A number over a stretch of months of a series."""
    return lambda encoding, given: (count(encoding, expect(given[0], FactSeries), day(given[1]), day(given[2])), FALSE)


STRICT: Mapping[Op, Callable[[Encoding, Arguments], Result]] = {
    Op.EQ: encode_same,
    Op.NE: encode_different,
    Op.LT: encode_less,
    Op.LE: encode_at_most,
    Op.GT: encode_more,
    Op.GE: encode_at_least,
    Op.ADD: numeric(numbers.add_numbers),
    Op.SUB: numeric(numbers.subtract),
    Op.MUL: numeric(numbers.multiply),
    Op.DIV: encode_divide,
    Op.MIN: encode_lowest,
    Op.MAX: encode_highest,
    Op.ROUND_HALF_UP: numeric(numbers.round_half_up),
    Op.ROUND_UP: numeric(numbers.round_up),
    Op.ROUND_DOWN: numeric(numbers.round_down),
    Op.WHOLE_CENTS: lambda _encoding, given: numbers.whole(number(given[0])),
    Op.ADD_MONTHS: lambda encoding, given: add_months(encoding, day(given[0]), number(given[1])),
    Op.ADD_MONTHS_UP: lambda encoding, given: add_months_up(encoding, day(given[0]), number(given[1])),
    Op.ADD_DAYS: lambda encoding, given: add_days(encoding, day(given[0]), number(given[1])),
    Op.DAYS_BETWEEN: lambda encoding, given: (days_between(encoding, day(given[0]), day(given[1])), FALSE),
    Op.AGE: lambda encoding, given: (age(encoding, day(given[0]), day(given[1])), FALSE),
    Op.YEAR: lambda encoding, given: (year(encoding, day(given[0])), FALSE),
    Op.DEADLINE: lambda encoding, given: deadline(encoding, day(given[0]), number(given[1]), expect(given[2], Word).word),
    Op.BEGIN: lambda _encoding, given: (expect(given[0], Span).begin, FALSE),
    Op.END: lambda _encoding, given: (expect(given[0], Span).end, FALSE),
    Op.LENGTH: lambda encoding, given: (length(encoding, expect(given[0], Span)), FALSE),
    Op.DAYS_IN: encode_days_in,
    Op.CONTAINS: encode_contains,
    Op.MONTH: lambda encoding, given: (series.first_of_month(encoding, day(given[0])), FALSE),
    Op.YEAR_START: lambda encoding, given: (series.first_of_year(encoding, day(given[0])), FALSE),
    Op.IN_MONTH: lambda encoding, given: (series.in_month(encoding, expect(given[0], FactSeries), day(given[1])), FALSE),
    Op.HOLDS_IN: lambda encoding, given: (series.holds_in(encoding, expect(given[0], FactSeries), day(given[1])), FALSE),
    Op.MONTHS_TOTAL: on_stretch(series.months_total),
    Op.MONTHS_RUN: on_stretch(series.months_run),
    Op.MONTHS_SINCE: on_stretch(series.months_since),
    Op.NTH_FREE_DAY: lambda encoding, given: spells.nth_free_day(encoding, day(given[0]), number(given[1]), spell_set(given[2])),
}
"""The strict operators, by name. A test checks that every operator is here or has its own arm in `encode_apply`."""
