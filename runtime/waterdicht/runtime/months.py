"""Monthly series: what someone had, month by month. A day stands for the month it lies in.

A series holds the months that were named, by their first day, with what each holds; every other month holds nothing (0, or no).
Stretches of months run from the month of one day up to, not including, the month of another; they are empty when that is not later.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from waterdicht.runtime.values import InMonth, Monthly


def series(entries: Iterable[InMonth]) -> Monthly:
    """The same series with its months in order, and without months that hold nothing. Each month may be named once."""
    return tuple(sorted(entry for entry in entries if entry.value))


def month_number(day: date) -> int:
    """Months since the year 0."""
    return 12 * day.year + day.month - 1


def first_of_month(day: date) -> date:
    """The first day of the month."""
    return day.replace(day=1)


def first_of_year(day: date) -> date:
    """The first day of the calendar year."""
    return date(day.year, 1, 1)


def in_month(found: Monthly, day: date) -> int:
    """What the month of a day holds: eurocents or a number."""
    month = first_of_month(day)
    return next((entry.value for entry in found if entry.month == month), 0)


def holds_in(found: Monthly, day: date) -> bool:
    """Whether the month of a day is one of those named, in a series of yes and no."""
    return in_month(found, day) != 0


def total(found: Monthly, first: date, stop: date) -> int:
    """The sum over a stretch of months; the number of months for a series of yes and no."""
    low, high = first_of_month(first), first_of_month(stop)
    return sum(entry.value for entry in found if low <= entry.month < high)


def run(found: Monthly, first: date, stop: date) -> int:
    """How many months on end, the last of them the last of a stretch, are named in a series of yes and no."""
    named = {month_number(entry.month) for entry in found}
    low, high = month_number(first), month_number(stop)
    start = high
    while start > low and start - 1 in named:
        start -= 1
    return high - start


def since_first(found: Monthly, first: date, stop: date) -> int:
    """How many months a stretch has from its first named month on, that month included; 0 when none is named."""
    low, high = first_of_month(first), first_of_month(stop)
    begin = next((entry.month for entry in found if low <= entry.month < high), None)
    return 0 if begin is None else month_number(high) - month_number(begin)
