"""The last day of a term counted after a day, by the Algemene termijnenwet.

The unit as expressed decides whether a term is extended: 12 weeks are, 13 weeks and 84 plus 7 days are not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Final, Literal, TypeAlias, assert_never

from waterdicht.runtime.calendar import add_days, add_months
from waterdicht.runtime.holidays import FIRST_DAY, LAST_DAY, declared_holidays
from waterdicht.runtime.values import Fault, Period, Periods

TermUnit: TypeAlias = Literal["dagen", "weken", "maanden", "jaar", "werkdagen"]
_OUTSIDE: Final = Fault("buiten_feestdagentabel")
_SATURDAY: Final = 6
LONGEST_EXTENDED: Final[dict[str, int]] = {"dagen": 90, "weken": 12, "maanden": 3}
"""Art. 4: terms of more than so many of a unit are not extended; nor are terms in other units."""


def deadline(anchor: date, count: int, unit: TermUnit) -> date | Fault:
    """The last day of a term of `count` units that runs from the day after `anchor`.

    Terms within the limits of art. 4 end on a working day (art. 1) and, from three days on, hold two working days (art. 2).
    Terms counted back (`count` not positive) are not extended (art. 1 lid 2). `werkdagen` counts working days themselves.
    Faults: `datum_buiten_kalender`; `buiten_feestdagentabel` when the holidays matter and the first counted day or the
    found day lies outside the declared years.
    """
    if unit == "werkdagen":
        return _nth_working_day(anchor, count)
    end = _plain_end(anchor, count, unit)
    if isinstance(end, Fault) or not is_extended(count, unit):
        return end
    return working_end(anchor + timedelta(1), end)


def is_extended(count: int, unit: TermUnit) -> bool:
    """Whether art. 1 and 2 apply to a term as expressed (art. 4: at most 90 days, 12 weeks or 3 months; no years)."""
    return 1 <= count <= LONGEST_EXTENDED.get(unit, 0)


def working_end(first_day: date, end: date) -> date | Fault:
    """The end of the term [first_day, end] after extension by art. 1 and, when it has at least three days, art. 2."""
    if min(first_day, end) < FIRST_DAY or max(first_day, end) > LAST_DAY:
        return _OUTSIDE
    days = _working_days()
    index = bisect_left(days, end)
    if (end - first_day).days >= 2:
        index = max(index, bisect_left(days, first_day) + 1)
    return days[index] if index < len(days) else _OUTSIDE


def is_working_day(day: date) -> bool | Fault:
    """Whether a day is no Saturday, Sunday, holiday or day on a par with one; a fault outside the declared years."""
    if not FIRST_DAY <= day <= LAST_DAY:
        return _OUTSIDE
    days = _working_days()
    index = bisect_left(days, day)
    return index < len(days) and days[index] == day


@cache
def longest_without_two_working_days() -> int:
    """The number of days of the longest term within the declared years that holds fewer than two working days."""
    days = _working_days()
    return max((later - earlier).days - 1 for earlier, later in zip(days, days[2:], strict=False))


@cache
def non_working_runs() -> Periods:
    """The longest stretches of non-working days within the declared years, in order, except plain weekends.

    With them `is_working_day` is: no Saturday, no Sunday and in none of these. Each holds its Saturdays and Sundays.
    """
    bounds = (FIRST_DAY - timedelta(1), *_working_days(), LAST_DAY + timedelta(1))
    runs = (Period(last + timedelta(1), following - timedelta(1)) for last, following in pairwise(bounds))
    return tuple(run for run in runs if run.begin <= run.end and not _is_weekend(run))


def _is_weekend(run: Period) -> bool:
    return run.begin.isoweekday() == _SATURDAY and (run.end - run.begin).days == 1


def _plain_end(anchor: date, count: int, unit: Literal["dagen", "weken", "maanden", "jaar"]) -> date | Fault:
    """The end of a term before any extension."""
    match unit:
        case "dagen":
            return add_days(anchor, count)
        case "weken":
            return add_days(anchor, 7 * count)
        case "maanden":
            return add_months(anchor, count)
        case "jaar":
            return add_months(anchor, 12 * count)
        case _:
            assert_never(unit)


def _nth_working_day(anchor: date, count: int) -> date | Fault:
    """The `count`-th working day after `anchor` (before it when negative); `anchor` itself when `count` is 0."""
    if count == 0:
        return anchor
    first = add_days(anchor, 1 if count > 0 else -1)
    if isinstance(first, Fault):
        return first
    if not FIRST_DAY <= first <= LAST_DAY:
        return _OUTSIDE
    days = _working_days()
    index = bisect_left(days, first) + count - 1 if count > 0 else bisect_right(days, first) + count
    return days[index] if 0 <= index < len(days) else _OUTSIDE


@cache
def _working_days() -> tuple[date, ...]:
    """Every working day of the declared years, in order."""
    closed = declared_holidays()
    days = map(date.fromordinal, range(FIRST_DAY.toordinal(), LAST_DAY.toordinal() + 1))
    return tuple(day for day in days if day.isoweekday() < _SATURDAY and day not in closed)
