"""Arithmetic on dates and periods: known days, bounds, and laws against day-by-day definitions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waterdicht.runtime.calendar import (
    add_days,
    add_months,
    add_months_up,
    age,
    contains,
    days_between,
    days_in,
    length,
    month_period_end,
    nth_free_day,
)
from waterdicht.runtime.values import Fault, Period, normalise

OUTSIDE = Fault("datum_buiten_kalender")
FIRST, LAST = date(1901, 1, 1), date(2199, 12, 31)
days = st.dates(FIRST, LAST)
near = st.dates(date(2023, 12, 1), date(2024, 6, 30))
spells = st.lists(st.tuples(near, st.integers(0, 25)).map(lambda s: Period(s[0], s[0] + timedelta(s[1]))), max_size=5).map(normalise)


def test_bounds_of_the_calendar() -> None:
    assert add_days(FIRST, -1) == add_days(LAST, 1) == OUTSIDE
    assert add_months(date(1901, 1, 31), -1) == add_months_up(date(2199, 12, 1), 1) == OUTSIDE
    assert add_days(FIRST, days_between(FIRST, LAST)) == LAST
    assert add_months(FIRST, 10**30) == add_days(FIRST, -(10**30)) == OUTSIDE


def test_2100_is_no_leap_year() -> None:
    assert add_days(date(2100, 2, 28), 1) == date(2100, 3, 1)
    assert add_months(date(2099, 12, 31), 2) == date(2100, 2, 28)
    assert add_months_up(date(2099, 12, 31), 2) == date(2100, 3, 1)
    assert add_months(date(1999, 12, 31), 2) == date(2000, 2, 29)


def test_months_back() -> None:
    assert add_months(date(2024, 3, 31), -1) == date(2024, 2, 29)
    assert add_months(date(2024, 1, 15), -1) == date(2023, 12, 15)


def test_adding_months_is_not_associative() -> None:
    assert add_months(date(2023, 12, 31), 2) == date(2024, 2, 29)
    assert add_months(date(2024, 2, 29), 4) == date(2024, 6, 29)
    assert add_months(date(2023, 12, 31), 6) == date(2024, 6, 30)


def test_readings_of_a_period_of_months() -> None:
    assert month_period_end(date(2024, 3, 1), 2, False) == month_period_end(date(2024, 3, 1), 2, True) == date(2024, 4, 30)
    assert month_period_end(date(2023, 1, 31), 1, False) == date(2023, 2, 27)
    assert month_period_end(date(2023, 1, 31), 1, True) == date(2023, 2, 28)
    assert month_period_end(date(2199, 12, 2), 1, True) == month_period_end(FIRST, 0, False) == OUTSIDE


@pytest.mark.parametrize(
    ("birth", "on", "expected"),
    [
        (date(1997, 5, 17), date(2024, 5, 16), 26),
        (date(1997, 5, 17), date(2024, 5, 17), 27),
        (date(2004, 2, 29), date(2022, 2, 28), 17),
        (date(2004, 2, 29), date(2022, 3, 1), 18),
        (date(2004, 2, 29), date(2024, 2, 29), 20),
        (date(2024, 5, 17), date(2024, 5, 17), 0),
        (date(2024, 5, 17), date(2024, 5, 16), -1),
        (date(2024, 5, 17), date(2023, 5, 17), -1),
        (date(2024, 5, 17), date(2023, 5, 16), -2),
    ],
)
def test_age(birth: date, on: date, expected: int) -> None:
    assert age(birth, on) == expected


@given(days, st.integers(1, 150))
def test_age_rises_on_the_birthday(birth: date, years: int) -> None:
    birthday = add_months_up(birth, 12 * years)
    if not isinstance(birthday, Fault):
        assert (age(birth, birthday - timedelta(1)), age(birth, birthday)) == (years - 1, years)


@given(days, days, st.integers(-400, 400))
def test_adding_months_is_monotone(one: date, other: date, count: int) -> None:
    for add in (add_months, add_months_up):
        first, second = add(min(one, other), count), add(max(one, other), count)
        assert isinstance(first, Fault) or isinstance(second, Fault) or first <= second


@given(days, st.integers(-3600, 3600))
def test_rounding_up_and_down(day: date, count: int) -> None:
    down, up = add_months(day, count), add_months_up(day, count)
    if isinstance(down, Fault) or isinstance(up, Fault):
        assert down == up == OUTSIDE
    elif down.day == day.day:
        assert up == down
    else:
        assert up == down + timedelta(1)
        assert up.day == 1


@given(days, st.integers(-120000, 120000))
def test_adding_days_is_reversible(day: date, count: int) -> None:
    later = add_days(day, count)
    if isinstance(later, Fault):
        assert not FIRST.toordinal() <= day.toordinal() + count <= LAST.toordinal()
    else:
        assert days_between(day, later) == count
        assert add_days(later, -count) == day


def test_length() -> None:
    assert length(Period(date(2024, 2, 1), date(2024, 3, 1))) == 30
    assert length(Period(date(2024, 2, 1), date(2024, 2, 1))) == 1
    assert length(Period(date(2024, 2, 2), date(2024, 2, 1))) == length(Period(date(2024, 2, 5), date(2024, 2, 1))) == 0


@given(spells, near, near)
def test_days_in_counts_days(spells: tuple[Period, ...], begin: date, end: date) -> None:
    inside = [day for day in range(begin.toordinal(), end.toordinal() + 1) if contains(spells, date.fromordinal(day))]
    assert days_in(spells, Period(begin, end)) == len(inside)
    assert sum(contains(Period(begin, end), date.fromordinal(day)) for day in range(738000, 739500)) == length(Period(begin, end))


@given(spells, near, st.integers(1, 120))
def test_nth_free_day_is_the_first_with_enough_free_days(spells: tuple[Period, ...], begin: date, count: int) -> None:
    found = nth_free_day(begin, count, spells)
    assert isinstance(found, date)
    period = Period(begin, found)
    assert length(period) - days_in(spells, period) == count
    assert not contains(spells, found)


def test_nth_free_day_at_the_edges() -> None:
    begin, sick = date(2024, 3, 1), (Period(date(2024, 2, 20), date(2024, 3, 3)), Period(date(2024, 3, 6), date(2024, 3, 7)))
    assert nth_free_day(begin, 0, sick) == nth_free_day(begin, -5, sick) == date(2024, 2, 29)
    assert [nth_free_day(begin, count, sick) for count in (1, 2, 3, 4)] == [date(2024, 3, day) for day in (4, 5, 8, 9)]
    assert nth_free_day(LAST, 1, ()) == LAST
    assert nth_free_day(LAST, 2, ()) == nth_free_day(FIRST, 0, ()) == OUTSIDE
    assert nth_free_day(begin, 1, (Period(begin, date.max),)) == OUTSIDE
