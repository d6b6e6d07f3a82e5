"""Terms under the Algemene termijnenwet: cases known from elsewhere, and a day-by-day definition written for this test."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waterdicht.runtime.deadline import TermUnit, deadline, is_extended, is_working_day, non_working_runs, working_end
from waterdicht.runtime.values import Fault

ONE = timedelta(1)
FIRST, LAST = date(2015, 1, 1), date(2045, 12, 31)
OUTSIDE = Fault("buiten_feestdagentabel")
DECREED = """
2017-04-28 2017-05-26 2018-05-11 2018-12-24 2018-12-31 2019-05-31 2019-12-27 2020-05-22 2021-05-14 2022-05-27
2023-04-28 2023-05-19 2024-05-10 2024-12-27 2025-05-30 2026-01-02 2026-05-15 2027-05-07 2028-04-28 2028-05-26
"""


class LeftTableError(Exception):
    """The definition below asked about a day outside the declared years."""


@cache
def closed_days() -> frozenset[date]:
    """The holidays of 2015-2045, with Easter by Gauss (constants for 1900-2099)."""
    found = set(map(date.fromisoformat, DECREED.split()))
    for year in range(2015, 2046):
        moon = (19 * (year % 19) + 24) % 30
        offset = moon + (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7
        if (offset == 35) or (offset == 34 and moon == 28 and year % 19 > 10):
            offset -= 7
        sunday = date(year, 3, 22) + timedelta(offset)
        found |= {sunday + timedelta(shift) for shift in (-2, 1, 39, 50)}
        found |= {date(year, 1, 1), date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)}
        found.add(date(year, 4, 26 if date(year, 4, 27).strftime("%a") == "Sun" else 27))
    return frozenset(found)


def works(day: date) -> bool:
    if not FIRST <= day <= LAST:
        raise LeftTableError
    return day.weekday() not in {5, 6} and day not in closed_days()


def defined(anchor: date, count: int, unit: TermUnit) -> date:
    """The law read literally, one day at a time (count from 1)."""
    if unit == "werkdagen":
        day = anchor
        for _ in range(count):
            day += ONE
            while not works(day):
                day += ONE
        return day
    if unit in {"dagen", "weken"}:
        end = anchor + count * ONE * (7 if unit == "weken" else 1)
    else:
        months = count * (12 if unit == "jaar" else 1) + anchor.month - 1
        first_of_next = date(anchor.year + (months + 1) // 12, (months + 1) % 12 + 1, 1)
        end = min(date(anchor.year + months // 12, months % 12 + 1, 1) + (anchor.day - 1) * ONE, first_of_next - ONE)
    if unit == "jaar" or count > {"dagen": 90, "weken": 12, "maanden": 3}[unit]:
        return end
    if anchor + ONE < FIRST:
        raise LeftTableError
    short = end - anchor < 3 * ONE
    while not (works(end) and (short or sum(works(anchor + n * ONE) for n in range(1, (end - anchor).days + 1)) >= 2)):
        end += ONE
    return end


def expected(anchor: date, count: int, unit: TermUnit) -> date | Fault:
    try:
        return defined(anchor, count, unit)
    except LeftTableError:
        return OUTSIDE


units: st.SearchStrategy[TermUnit] = st.sampled_from(("dagen", "weken", "maanden", "jaar", "werkdagen"))


@given(st.dates(date(2014, 12, 1), date(2045, 12, 31)), st.integers(1, 120), units)
def test_against_the_definition(anchor: date, count: int, unit: TermUnit) -> None:
    assert deadline(anchor, count, unit) == expected(anchor, count, unit)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_short_terms_on_every_day(count: int) -> None:
    for number in range((LAST - FIRST).days + 2):
        anchor = FIRST + (number - 1) * ONE
        assert deadline(anchor, count, "dagen") == expected(anchor, count, "dagen"), anchor


@pytest.mark.parametrize(
    ("anchor", "count", "unit", "end"),
    [
        # HR 1-9-2017, ECLI:NL:HR:2017:2225: 29 May 2016 is a Sunday.
        ("2016-02-29", 3, "maanden", "2016-05-30"),
        # Three days to reconsider buying a house, December 2017: bought on the 19th, the 20th (then Christmas) and the 22nd (art. 2).
        ("2017-12-19", 3, "dagen", "2017-12-22"),
        ("2017-12-20", 3, "dagen", "2017-12-27"),
        ("2017-12-22", 3, "dagen", "2017-12-28"),
        # Two days: art. 1 only.
        ("2017-12-22", 2, "dagen", "2017-12-27"),
        # Easter 2024: Good Friday 29 March to Easter Monday 1 April. Twelve weeks are extended, thirteen are not.
        ("2024-01-06", 12, "weken", "2024-04-02"),
        ("2024-01-06", 13, "weken", "2024-04-06"),
        ("2023-12-31", 90, "dagen", "2024-04-02"),
        ("2023-12-31", 91, "dagen", "2024-03-31"),
        ("2023-12-30", 3, "maanden", "2024-04-02"),
        ("2023-11-30", 4, "maanden", "2024-03-30"),
        ("2023-03-30", 1, "jaar", "2024-03-30"),
        # 27 December 2019 by royal decree, then a weekend.
        ("2019-12-18", 1, "weken", "2019-12-30"),
        ("2024-03-28", 1, "werkdagen", "2024-04-02"),
        ("2024-03-28", 5, "werkdagen", "2024-04-08"),
        ("2024-02-29", 1, "jaar", "2025-02-28"),
    ],
)
def test_known_terms(anchor: str, count: int, unit: TermUnit, end: str) -> None:
    assert deadline(date.fromisoformat(anchor), count, unit) == date.fromisoformat(end)


def test_counting_back_is_not_extended() -> None:
    monday = date(2024, 6, 3)
    assert deadline(monday, -1, "dagen") == date(2024, 6, 2)
    assert deadline(monday, -1, "maanden") == date(2024, 5, 3)
    assert deadline(date(2024, 6, 2), 0, "weken") == deadline(date(2024, 6, 2), 0, "werkdagen") == date(2024, 6, 2)
    assert deadline(monday, -1, "werkdagen") == date(2024, 5, 31)
    assert deadline(date(2024, 4, 2), -1, "werkdagen") == date(2024, 3, 28)


def test_the_unit_as_expressed_decides() -> None:
    assert is_extended(5, "weken")
    assert is_extended(8, "weken")
    assert not any((is_extended(13, "weken"), is_extended(26, "weken"), is_extended(4, "maanden"), is_extended(1, "jaar")))


def test_faults() -> None:
    assert deadline(date(2014, 12, 30), 1, "weken") == deadline(date(2045, 12, 28), 2, "dagen") == OUTSIDE
    assert deadline(date(2044, 1, 1), 10**6, "werkdagen") == deadline(date(2015, 1, 2), -5, "werkdagen") == OUTSIDE
    assert deadline(date(2014, 12, 30), 13, "weken") == date(2015, 3, 31)
    assert deadline(date(2190, 1, 1), 10, "jaar") == deadline(date(2020, 1, 1), 10**30, "dagen") == Fault("datum_buiten_kalender")
    assert deadline(date(2199, 12, 31), 1, "werkdagen") == Fault("datum_buiten_kalender")
    assert is_working_day(FIRST - ONE) == is_working_day(LAST + ONE) == OUTSIDE
    assert working_end(LAST + ONE, LAST + ONE) == OUTSIDE


def test_runs_and_weekends_are_all_non_working_days() -> None:
    in_runs = {run.begin + n * ONE for run in non_working_runs() for n in range((run.end - run.begin).days + 1)}
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + number * ONE
        assert is_working_day(day) is works(day)
        assert works(day) is (day.weekday() < 5 and day not in in_runs)


def test_runs_are_the_longest_stretches() -> None:
    days = [FIRST + number * ONE for number in range((LAST - FIRST).days + 1)]
    stretches = [list(group) for working, group in groupby(days, works) if not working]
    exceptional = [(group[0], group[-1]) for group in stretches if [day.weekday() for day in group] != [5, 6]]
    assert [tuple(run) for run in non_working_runs()] == exceptional
