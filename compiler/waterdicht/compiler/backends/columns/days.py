"""Days in columns: as a day number, as a month and a day of it, or both; each is worked out from the other where it is asked for.

All of it is arithmetic on whole numbers, so that no database's own calendar has a say. The calendar is that of the whole program, 1901 to 2199.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from waterdicht.compiler.backends.columns import wholes
from waterdicht.compiler.backends.columns.cells import Cell, conj, disj, neg
from waterdicht.compiler.backends.columns.wholes import Whole, add, constant, multiply, quotient, remainder, subtract
from waterdicht.runtime.calendar import FIRST_YEAR, LAST_YEAR

FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
FIRST_MONTH, LAST_MONTH = 12 * FIRST_YEAR, 12 * LAST_YEAR + 11
MARCH = 305
"""Days from 1 March of the year 0 to the day before the first of January of the year 1."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day: its number (1 is 1 January of the year 1), or its month (twelve times the year, and 0 for January) with its number in it."""

    number: Whole | None
    month: Whole | None = None
    place: Whole | None = None


def written(day: date) -> Day:
    """The same day in every case."""
    return Day(constant(day.toordinal()), constant(12 * day.year + day.month - 1), constant(day.day))


def number_of(day: Day) -> Whole:
    """The number of a day."""
    if day.number is not None:
        return day.number
    month, place = parts_of(day)
    since_march = add(month, constant(-2))
    year, nth = quotient(since_march, constant(12)), remainder(since_march, 12)
    of_year = quotient(add(multiply(nth, constant(153)), constant(2)), constant(5))
    leaps = add(subtract(quotient(year, constant(4)), quotient(year, constant(100))), quotient(year, constant(400)))
    found = add(add(add(multiply(year, constant(365)), leaps), of_year), add(place, constant(-1 - MARCH)))
    return Whole(found.cell, max(found.low, FIRST_DAY - 366), min(found.high, LAST_DAY + 366))


def parts_of(day: Day) -> tuple[Whole, Whole]:
    """The month of a day, and its number in that month."""
    if day.month is not None and day.place is not None:
        return day.month, day.place
    assert day.number is not None  # INVARIANT: a day has a number, or both parts
    since = add(day.number, constant(MARCH))
    era = quotient(since, constant(146_097))
    of_era = remainder(since, 146_097)
    shorter = add(subtract(of_era, quotient(of_era, constant(1_460))), subtract(quotient(of_era, constant(36_524)), quotient(of_era, constant(146_096))))
    of_years = Whole(quotient(shorter, constant(365)).cell, 0, 399)
    before = subtract(add(multiply(of_years, constant(365)), quotient(of_years, constant(4))), quotient(of_years, constant(100)))
    of_year = Whole(subtract(of_era, before).cell, 0, 365)
    nth = quotient(add(multiply(of_year, constant(5)), constant(2)), constant(153))
    start = quotient(add(multiply(nth, constant(153)), constant(2)), constant(5))
    month = add(multiply(add(of_years, multiply(era, constant(400))), constant(12)), add(nth, constant(2)))
    place = add(subtract(of_year, start), constant(1))
    return Whole(month.cell, max(month.low, FIRST_MONTH), min(month.high, LAST_MONTH)), Whole(place.cell, 1, 31)


def order_of(day: Day) -> Whole:
    """A number that is larger the later the day is, from the parts."""
    month, place = parts_of(day)
    return add(multiply(month, constant(32)), place)


def comparable(left: Day, right: Day) -> tuple[Whole, Whole]:
    """Two days as numbers of one kind: whichever takes the least work."""
    if left.number is not None and right.number is not None:
        return left.number, right.number
    return order_of(left), order_of(right)


def at_most(left: Day, right: Day) -> Cell:
    """Left is not later than right."""
    return wholes.at_most(*comparable(left, right))


def same(left: Day, right: Day) -> Cell:
    """Both are one day."""
    return wholes.equal(*comparable(left, right))


def choose(condition: Cell, yes: Day, no: Day) -> Day:
    """`yes` where the condition holds, else `no`."""
    number = wholes.choose(condition, yes.number, no.number) if yes.number is not None and no.number is not None else None
    if yes.month is None or no.month is None:
        return Day(number) if number is not None else Day(wholes.choose(condition, number_of(yes), number_of(no)))
    (yes_month, yes_place), (no_month, no_place) = parts_of(yes), parts_of(no)
    return Day(number, wholes.choose(condition, yes_month, no_month), wholes.choose(condition, yes_place, no_place))


def add_days(day: Day, count: Whole) -> tuple[Day, Cell]:
    """The day so many days later, and where that lies outside the calendar."""
    found, outside = wholes.within(add(number_of(day), count), FIRST_DAY, LAST_DAY)
    return Day(found), outside


def add_months(day: Day, count: Whole) -> tuple[Day, Cell]:
    """The day with the same number so many months later, or the last of a shorter month; and where that lies outside the calendar."""
    month, place = parts_of(day)
    found, outside = wholes.within(add(month, count), FIRST_MONTH, LAST_MONTH)
    return Day(None, found, wholes.least(place, month_length(found))), outside


def add_months_up(day: Day, count: Whole) -> tuple[Day, Cell]:
    """As `add_months`, but the first day of the next month when the day with the same number does not exist."""
    month, place = parts_of(day)
    found, outside = wholes.within(add(month, count), FIRST_MONTH, LAST_MONTH)
    there = wholes.at_most(place, month_length(found))
    next_month = add(found, constant(1))
    later = wholes.choose(there, found, Whole(next_month.cell, next_month.low, min(next_month.high, LAST_MONTH)))
    return Day(None, later, wholes.choose(there, place, constant(1))), outside


def month_length(month: Whole) -> Whole:
    """The number of days of a month."""
    year, nth = quotient(month, constant(12)), remainder(month, 12)
    leap = conj(wholes.equal(remainder(year, 4), constant(0)), neg(wholes.equal(year, constant(2100))))
    short = disj(*(wholes.equal(nth, constant(each)) for each in (3, 5, 8, 10)))
    february = wholes.choose(leap, constant(29), constant(28))
    return wholes.choose(wholes.equal(nth, constant(1)), february, wholes.choose(short, constant(30), constant(31)))


def age(birth: Day, on: Day) -> Whole:
    """Whole years from one day to another."""
    (born, born_place), (now, place) = parts_of(birth), parts_of(on)
    months = subtract(now, born)
    earlier = wholes.choose(wholes.less(place, born_place), constant(1), constant(0))
    return quotient(subtract(months, earlier), constant(12))


def year(day: Day) -> Whole:
    """The year of a day."""
    return quotient(parts_of(day)[0], constant(12))


def first_of_month(day: Day) -> Day:
    """The first day of its month."""
    return Day(None, parts_of(day)[0], constant(1))


def first_of_year(day: Day) -> Day:
    """The first of January of its year."""
    return Day(None, multiply(year(day), constant(12)), constant(1))


def between(start: Day, end: Day) -> Whole:
    """The days from one day to another."""
    return subtract(number_of(end), number_of(start))


def length(begin: Day, end: Day) -> Whole:
    """The number of days of a period; 0 when it ends before it begins."""
    return wholes.greatest(constant(0), add(between(begin, end), constant(1)))
