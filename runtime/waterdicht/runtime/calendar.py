"""Exact arithmetic on dates and periods within one calendar, 1901-01-01 to 2199-12-31.

The bounds are the calendar of every backend; a result outside them is the fault `datum_buiten_kalender`.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from waterdicht.runtime.values import Fault, Period, Periods

FIRST_YEAR: Final = 1901
LAST_YEAR: Final = 2199
_FIRST_DAY: Final = date(FIRST_YEAR, 1, 1).toordinal()
_LAST_DAY: Final = date(LAST_YEAR, 12, 31).toordinal()
_OUTSIDE: Final = Fault("datum_buiten_kalender")
_MONTH_LENGTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def days_in_month(year: int, month: int) -> int:
    """28 to 31; `month` from 1 to 12. The year 2000 is a leap year, 2100 is not."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _MONTH_LENGTHS[month - 1]


def add_days(day: date, count: int) -> date | Fault:
    """The day `count` days later (earlier when negative)."""
    return _from_ordinal(day.toordinal() + count)


def add_months(day: date, count: int) -> date | Fault:
    """The day with the same number `count` months later, or the last day of a shorter month.

    Source: HR 1-9-2017, ECLI:NL:HR:2017:2225. Rounds once: (31 January + 1) + 1 is not 31 January + 2.
    """
    year, month = _month_after(day, count)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _OUTSIDE
    return date(year, month, min(day.day, days_in_month(year, month)))


def add_months_up(day: date, count: int) -> date | Fault:
    """As `add_months`, but the first day of the next month when the day with the same number does not exist."""
    year, month = _month_after(day, count)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _OUTSIDE
    if day.day <= days_in_month(year, month):
        return date(year, month, day.day)
    # December has 31 days, so the next month lies in the same year.
    return date(year, month + 1, 1)


def month_period_end(begin: date, count: int, last_day: bool) -> date | Fault:
    """The last day of a period of `count` months in which `begin` is the first day.

    Where the day after it does not exist there are two readings: from 31 January one month lasts until 27 February
    (the day before the last day of the month), or with `last_day` until 28 February (the last day itself).
    A fault when `begin` plus the months lies outside the calendar.
    """
    after = add_months_up(begin, count) if last_day else add_months(begin, count)
    return after if isinstance(after, Fault) else add_days(after, -1)


def age(birth: date, on: date) -> int:
    """Whole years from `birth` to `on`, rounded down (so negative before birth).

    Someone born on 29 February has a birthday on 1 March in a year without that day.
    """
    months = 12 * (on.year - birth.year) + on.month - birth.month
    return (months - (on.day < birth.day)) // 12


def days_between(start: date, end: date) -> int:
    """`end` minus `start` in days; negative when `end` is earlier."""
    return end.toordinal() - start.toordinal()


def length(period: Period) -> int:
    """The number of days in a period, both ends included; 0 when it ends before it begins."""
    return max(0, days_between(period.begin, period.end) + 1)


def days_in(spells: Periods, period: Period) -> int:
    """The number of days of `period` that lie in the normalised `spells`."""
    return sum(length(Period(max(spell.begin, period.begin), min(spell.end, period.end))) for spell in spells)


def contains(where: Period | Periods, day: date) -> bool:
    """Whether a day lies in a period or in one of several periods."""
    if isinstance(where, Period):
        return where.begin <= day <= where.end
    return any(period.begin <= day <= period.end for period in where)


def nth_free_day(begin: date, count: int, spells: Periods) -> date | Fault:
    """The day of the `count`-th day outside the normalised `spells`, counted from `begin` on (itself included).

    This is the last day of a duration of `count` days net of `spells`. When `count` is not positive: the day before `begin`.
    """
    current = begin.toordinal()
    if count <= 0:
        return _from_ordinal(current - 1)
    for spell in spells:
        if spell.end.toordinal() < current:
            continue
        free = max(0, spell.begin.toordinal() - current)
        if count <= free:
            break
        count -= free
        current = spell.end.toordinal() + 1
    return _from_ordinal(current + count - 1)


def _month_after(day: date, count: int) -> tuple[int, int]:
    """Year and month (1 to 12) that lie `count` months after the month of `day`."""
    year, month = divmod(12 * day.year + day.month - 1 + count, 12)
    return year, month + 1


def _from_ordinal(number: int) -> date | Fault:
    return date.fromordinal(number) if _FIRST_DAY <= number <= _LAST_DAY else _OUTSIDE
