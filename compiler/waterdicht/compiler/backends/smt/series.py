"""Monthly series of any length: only their running totals at the months that are asked about.

Let S(x) be the sum of what a series holds in the months before month x; a ja/nee holds 0 or 1 in a month, an amount lies between the
bounds of the fact, which contain 0. For all asked months x <= y the axioms say least * (y - x) <= S(y) - S(x) <= greatest * (y - x).
They lose nothing: between two neighbouring asked months every whole number in that range is the sum of some amounts for the months
between them; and whatever is asked (a sum, a number of months, one month, a run, a first month) is an expression in S at months that
are asked about. So a solution of the axioms is a series, and every series is a solution; no number of months is a bound of the proof.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from waterdicht.compiler.backends.smt import days
from waterdicht.compiler.backends.smt.encoding import Encoding, assume, declare, fresh, relate, share
from waterdicht.compiler.backends.smt.months import constant_month, later, month_of, month_text, year_of
from waterdicht.compiler.backends.smt.tables import FIRST_MONTH, LAST_MONTH, first_of
from waterdicht.compiler.backends.smt.terms import Day, FactSeries, Month, Number, Truth, Written
from waterdicht.compiler.backends.smt.text import conj, disj, eq, implies, integer, ite, le, lt, minus, neg, plus, times

END = LAST_MONTH + 1
"""The month after the calendar: all months of a series lie before it."""


def total_before(encoding: Encoding, series: FactSeries, month: Month) -> str:
    """The sum over the months before a month of the calendar, or before its end."""
    if not month.base and month.offset <= FIRST_MONTH:
        return "0"
    known = points(encoding, series.name)
    for other, text in known:
        if other == month:
            return text
    total = declare(encoding, fresh(encoding, f"{series.name}!voor"), "Int")
    assume(encoding, between(series, "0", total, minus(month_text(month), integer(FIRST_MONTH))), total)
    for other, text in known:
        _relate(encoding, series, (other, text), (month, total))
    known.append((month, total))
    return total


def points(encoding: Encoding, name: str) -> list[tuple[Month, str]]:
    """The months asked of a series so far, each with the sum before it."""
    found = encoding.script.memory.setdefault(("points", name), [])
    assert isinstance(found, list)
    return found


def between(series: FactSeries, low: str, high: str, months: str) -> str:
    """That two sums, so many months apart, can be those of one series."""
    grown = minus(high, low)
    return conj(le(times(months, series.least), grown), le(grown, times(months, series.greatest)))


def _relate(encoding: Encoding, series: FactSeries, one: tuple[Month, str], other: tuple[Month, str]) -> None:
    for (first, low), (last, high) in ((one, other), (other, one)):
        months = distance(first, last)
        relate(encoding, implies(le("0", months), between(series, low, high, months)))


def distance(first: Month, last: Month) -> str:
    """The number of months from one month to another."""
    if first.base == last.base:
        return integer(last.offset - first.offset)
    return minus(month_text(last), month_text(first))


def month_asked(encoding: Encoding, day: Day) -> Month:
    """The month of a day."""
    return days.written(encoding, day).month


def first_of_month(encoding: Encoding, day: Day) -> Day:
    """The first day of the month of a day."""
    found = days.written(encoding, day)
    return _first_day(found.month, month_of(found.least), month_of(found.greatest))


def first_of_year(encoding: Encoding, day: Day) -> Day:
    """1 January of the calendar year of a day."""
    found = days.written(encoding, day)
    low, high = month_of(found.least), month_of(found.greatest)
    if low // 12 == high // 12:
        return _first_day(constant_month(low // 12 * 12), low // 12 * 12, low // 12 * 12)
    year = share(encoding, year_of(encoding, found.month, low, high), "Int")
    return _first_day(days.as_month(share(encoding, f"(* 12 {year})", "Int")), low // 12 * 12, high // 12 * 12)


def _first_day(month: Month, low: int, high: int) -> Written:
    return Written(month, "1", first_of(low).toordinal(), first_of(high).toordinal())


def in_month(encoding: Encoding, series: FactSeries, day: Day) -> Number:
    """What the month of a day holds."""
    return Number(grown(encoding, series, month_asked(encoding, day)), False, Fraction(series.least), Fraction(series.greatest))


def grown(encoding: Encoding, series: FactSeries, month: Month) -> str:
    """What a month adds to the sum."""
    return minus(total_before(encoding, series, later(month, 1)), total_before(encoding, series, month))


def holds_in(encoding: Encoding, series: FactSeries, day: Day) -> Truth:
    """Whether the month of a day is named."""
    return Truth(eq(grown(encoding, series, month_asked(encoding, day)), "1"))


def months_total(encoding: Encoding, series: FactSeries, first: Day, stop: Day) -> Number:
    """The sum over a stretch of months, 0 over an empty one."""
    low, high = month_asked(encoding, first), month_asked(encoding, stop)
    text = ite(le("0", distance(low, high)), minus(total_before(encoding, series, high), total_before(encoding, series, low)), "0")
    most = most_months(first, stop)
    return Number(text, False, Fraction(series.least * most), Fraction(series.greatest * most))


def most_months(first: Day, stop: Day) -> int:
    """No stretch between two days has more months."""
    return max(0, month_of(days.span(stop)[1]) - month_of(days.span(first)[0]))


def months_run(encoding: Encoding, series: FactSeries, first: Day, stop: Day) -> Number:
    """Months on end up to the end of the stretch: they begin in a month whose forerunner is not named, or with the stretch."""
    low, high = month_asked(encoding, first), month_asked(encoding, stop)
    begin = _found_month(encoding, series, ("run", low, high), lambda start: _run_begins(encoding, series, low, high, start))
    return _months_up_to(high, begin, le("0", distance(low, high)), most_months(first, stop))


def months_since(encoding: Encoding, series: FactSeries, first: Day, stop: Day) -> Number:
    """Months of the stretch from its first named month on."""
    low, high = month_asked(encoding, first), month_asked(encoding, stop)
    before, after = total_before(encoding, series, low), total_before(encoding, series, high)
    some = conj(le("0", distance(low, high)), lt(before, after))
    begin = _found_month(encoding, series, ("since", low, high), lambda start: implies(some, _first_named(encoding, series, low, high, start)))
    return _months_up_to(high, begin, some, most_months(first, stop))


def _months_up_to(high: Month, begin: Month, exists: str, most: int) -> Number:
    return Number(ite(exists, distance(begin, high), "0"), False, Fraction(0), Fraction(most))


def found_months(encoding: Encoding, name: str) -> dict[tuple[object, ...], Month]:
    """The months that counts over a series look for, by the kind of count and the stretch."""
    found = encoding.script.memory.setdefault(("found months", name), {})
    assert isinstance(found, dict)
    return found


def _found_month(encoding: Encoding, series: FactSeries, key: tuple[object, ...], described: Callable[[Month], str]) -> Month:
    """A month that is fixed by what is said of it, made once."""
    known = found_months(encoding, series.name)
    if key not in known:
        name = declare(encoding, fresh(encoding, "maand"), "Int")
        assume(encoding, conj(le(integer(FIRST_MONTH), name), le(name, integer(LAST_MONTH))), name)
        known[key] = Month(name, 0)
        assume(encoding, described(known[key]), name)
    return known[key]


def _run_begins(encoding: Encoding, series: FactSeries, low: Month, high: Month, start: Month) -> str:
    """That a run up to `high` begins with `start`; nothing when the stretch is empty. The forerunner is a month of its own: there may be none."""
    before = declare(encoding, fresh(encoding, "maand"), "Int")
    forerunner = Month(before, 0)
    assume(encoding, conj(le(integer(FIRST_MONTH), before), le(before, integer(LAST_MONTH))), before)
    begins, ends = total_before(encoding, series, start), total_before(encoding, series, high)
    inside = conj(le("0", distance(low, start)), le("0", distance(start, high)), eq(minus(ends, begins), distance(start, high)))
    not_named = conj(eq(plus(before, 1), month_text(start)), eq(begins, total_before(encoding, series, forerunner)))
    return implies(le("0", distance(low, high)), conj(inside, disj(eq(month_text(start), month_text(low)), not_named)))


def _first_named(encoding: Encoding, series: FactSeries, low: Month, high: Month, start: Month) -> str:
    """That `start` is the first named month of a stretch that has one."""
    inside = conj(le("0", distance(low, start)), neg(le("0", distance(high, start))))
    none_before = eq(total_before(encoding, series, start), total_before(encoding, series, low))
    return conj(inside, none_before, eq(grown(encoding, series, start), "1"))


def whole_total(encoding: Encoding, series: FactSeries) -> str:
    """The sum over the whole series."""
    return total_before(encoding, series, constant_month(END))
