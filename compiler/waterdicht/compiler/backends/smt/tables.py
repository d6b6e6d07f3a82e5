"""Facts about the calendar that the encoding may state as lemmas: all computed from the runtime calendar, none typed in."""

from __future__ import annotations

from datetime import date
from functools import cache

from waterdicht.runtime.calendar import FIRST_YEAR, LAST_YEAR, days_in_month

FIRST_DATE = date(FIRST_YEAR, 1, 1)
LAST_DATE = date(LAST_YEAR, 12, 31)
FIRST_MONTH = 12 * FIRST_YEAR
LAST_MONTH = 12 * LAST_YEAR + 11
LAST_SPELL_DAY = date(2099, 12, 31)
"""The last day on which a spell of a set of periods can lie."""

NO_CENTURY_MONTH = 12 * 2100 + 2
"""From March 2100 on the rule "every fourth year is a leap year" is one day off."""

QUAD_DAYS = 4 * 365 + 1
SLOPE = (48, QUAD_DAYS)
"""48 months have 1461 days: 48 times the day number of a month stays near 1461 times its index."""


def month_index(day: date) -> int:
    """Months since year 0: 12 times the year plus the month from 0."""
    return 12 * day.year + day.month - 1


def first_of(month: int) -> date:
    """The first day of a month given by its index."""
    return date(month // 12, month % 12 + 1, 1)


def day_zero(month: int) -> int:
    """The day number of the day before a month begins: with the day of the month added it gives `date.toordinal`."""
    return first_of(month).toordinal() - 1


def month_length(month: int) -> int:
    """28 to 31."""
    return days_in_month(month // 12, month % 12 + 1)


YEAR_OFFSET = day_zero(FIRST_MONTH + 3 * 12) - QUAD_DAYS * ((FIRST_YEAR + 3) // 4)
"""What is left of the day number of 1 January of a leap year after its four-year blocks are counted."""

CUMULATIVE = tuple(day_zero(FIRST_MONTH + month) - day_zero(FIRST_MONTH) for month in range(12))
"""Days before each month of a year that is no leap year."""


@cache
def slope_band() -> tuple[int, int]:
    """Least and greatest value of 48 * day_zero(month) - 1461 * month over the calendar."""
    scale, days = SLOPE
    values = tuple(scale * day_zero(month) - days * month for month in range(FIRST_MONTH, LAST_MONTH + 1))
    return min(values), max(values)


@cache
def month_span(months: int) -> tuple[int, int]:
    """Least and greatest number of days from the first of a month to the first of the month `months` later (0 or more)."""
    spans = tuple(day_zero(month + months) - day_zero(month) for month in range(FIRST_MONTH, LAST_MONTH + 1 - months))
    return min(spans), max(spans)


@cache
def added_span(months: int, up: bool) -> tuple[int, int]:
    """Least and greatest number of days from a day to that day plus `months`, when both lie in the calendar.

    Most days are lost from the last day of the longer month; with `up` the first missing day loses none.
    """
    pairs = tuple((month, month + months) for month in range(max(FIRST_MONTH, FIRST_MONTH - months), min(LAST_MONTH, LAST_MONTH - months) + 1))
    spans = tuple(day_zero(later) - day_zero(month) for month, later in pairs)
    lost = tuple(max(0, month_length(month) - month_length(later) - up) for month, later in pairs)
    return min(span - loss for span, loss in zip(spans, lost, strict=True)), max(spans)


@cache
def days_by_month_and_rest(months: int) -> tuple[tuple[int, ...], ...]:
    """Days from the first of a month to the first of the month `months` later: a row per month, a column per year modulo 4.

    For the calendar without the exception of 2100.
    """
    start = 4 * (2000 // 4)
    return tuple(
        tuple(_julian_day_zero(12 * (start + rest) + month + months) - _julian_day_zero(12 * (start + rest) + month) for rest in range(4))
        for month in range(12)
    )


def _julian_day_zero(month: int) -> int:
    """The day number of the day before a month in a calendar in which every fourth year is a leap year."""
    blocks, within = divmod(month - 12 * 2000, 48)
    return day_zero(12 * 2000 + within) + blocks * QUAD_DAYS
