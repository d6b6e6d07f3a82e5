"""What the plain form of compiled policies uses: native values only, and one exception for all it cannot decide.

Whoever calls a plain form goes on with the general form on `CANNOT_DECIDE`; so nothing here may give another answer.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final, NoReturn

from waterdicht.runtime import deadline as deadlines
from waterdicht.runtime.calendar import FIRST_YEAR, LAST_YEAR, days_in_month
from waterdicht.runtime.compiled import CANNOT_DECIDE, FallOut
from waterdicht.runtime.deadline import TermUnit
from waterdicht.runtime.general import MISSING, round_down, round_half_up, round_up
from waterdicht.runtime.values import ABSENT, Fault, Period, Periods

__all__ = ["CANNOT_DECIDE", "FallOut", "Period", "round_down", "round_half_up", "round_up"]

_FIRST_DAY: Final = date(FIRST_YEAR, 1, 1).toordinal()
_LAST_DAY: Final = date(LAST_YEAR, 12, 31).toordinal()
_BASE: Final = 12 * FIRST_YEAR + 1
_MONTHS: Final = tuple((year, month, days_in_month(year, month)) for year in range(FIRST_YEAR, LAST_YEAR + 1) for month in range(1, 13))
_REMEMBERED: Final = 1 << 15


def fall_out() -> NoReturn:
    """This case is for the general form."""
    raise FallOut


def needed(value: Any) -> Any:
    """A value that is there and no fault."""
    return fall_out() if value is ABSENT or isinstance(value, Fault) else value


def missing_after(*_: Any) -> Any:
    """The fault of an absent value, after what could have been at fault before it."""
    return MISSING


def computed(_: Any) -> bool:
    """That a value which is never absent could be computed."""
    return True


def settled(truth: Any) -> bool:
    """A condition that is true or false, and nothing else."""
    return truth if truth is True or truth is False else fall_out()


@lru_cache(_REMEMBERED)
def add_months(day: date, count: int) -> date:
    """As `calendar.add_months`, within the calendar. Remembers, because cases share few dates."""
    index = 12 * day.year + day.month + count - _BASE
    if not 0 <= index < len(_MONTHS):
        fall_out()
    year, month, last = _MONTHS[index]
    return date(year, month, min(day.day, last))


@lru_cache(_REMEMBERED)
def add_months_up(day: date, count: int) -> date:
    """As `calendar.add_months_up`, within the calendar."""
    index = 12 * day.year + day.month + count - _BASE
    if not 0 <= index < len(_MONTHS):
        fall_out()
    year, month, last = _MONTHS[index]
    return date(year, month, day.day) if day.day <= last else date(year, month + 1, 1)


@lru_cache(_REMEMBERED)
def month_days(begin: date, count: int) -> int:
    """The number of days from `begin` to `begin` plus the months."""
    return (add_months(begin, count) - begin).days


@lru_cache(_REMEMBERED)
def month_days_up(begin: date, count: int) -> int:
    """As `month_days`, with `add_months_up`."""
    return (add_months_up(begin, count) - begin).days


@lru_cache(_REMEMBERED)
def add_days(day: date, count: int) -> date:
    """As `calendar.add_days`, within the calendar."""
    number = day.toordinal() + count
    return date.fromordinal(number) if _FIRST_DAY <= number <= _LAST_DAY else fall_out()


@lru_cache(_REMEMBERED)
def age(birth: date, on: date) -> int:
    """As `calendar.age`."""
    return (12 * (on.year - birth.year) + on.month - birth.month - (on.day < birth.day)) // 12


def length(first: date, last: date) -> int:
    """The number of days from `first` to `last`, both included; 0 when `last` is earlier."""
    return (last - first).days + 1 if last >= first else 0


def days_in(spells: Periods, first: date, last: date) -> int:
    """The number of days from `first` to `last` that lie in the spells."""
    days = 0
    for begin, end in spells:
        stop = min(last, end)
        start = max(first, begin)
        if stop >= start:
            days += (stop - start).days + 1
    return days


def nth_free_day(begin: date, count: int, spells: Periods) -> date:
    """As `calendar.nth_free_day`, within the calendar."""
    if count <= 0:
        return add_days(begin, -1)
    current = begin.toordinal()
    for first, last in spells:
        if last.toordinal() >= current:
            free = max(0, first.toordinal() - current)
            if count <= free:
                break
            count -= free
            current = last.toordinal() + 1
    number = current + count - 1
    return date.fromordinal(number) if number <= _LAST_DAY and number >= _FIRST_DAY else fall_out()


@lru_cache(_REMEMBERED)
def last_day(anchor: date, count: int, unit: TermUnit) -> date:
    """As `deadline.deadline`, within the calendar and the declared years."""
    found = deadlines.deadline(anchor, count, unit)
    return fall_out() if isinstance(found, Fault) else found


def whole_cents(amount: Any) -> Any:
    """An amount without a fraction of a cent; another is for the general form."""
    return amount if amount == int(amount) else fall_out()


def divided(numerator: Any, denominator: Any) -> Fraction:
    """Exact division."""
    return Fraction(numerator) / Fraction(denominator)


def chosen(*conditions: bool) -> int:
    """Which one condition is true; a gap or an overlap is for the general form."""
    return conditions.index(True) if conditions.count(True) == 1 else fall_out()


def one_of(*conditions: bool) -> bool:
    """Whether exactly one condition is true."""
    return conditions.count(True) == 1


def lies_within(day: date, first: date, last: date) -> bool:
    """Whether a day lies in the period from `first` to `last`."""
    return first <= day <= last


def contains_any(spells: Periods, day: date) -> bool:
    """Whether a day lies in one of the periods."""
    return any(first <= day <= last for first, last in spells)
