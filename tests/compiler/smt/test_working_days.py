"""The holiday tables of the encoding, and the lemmas about them, against the runtime on every day of the table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from waterdicht.compiler.backends.smt import working_days
from waterdicht.compiler.backends.smt.deadlines import needs_two_days
from waterdicht.compiler.backends.smt.working_days import FIRST_TABLED, LAST_TABLED
from waterdicht.runtime.deadline import deadline, is_working_day
from waterdicht.runtime.values import Fault

TABLED = range(FIRST_TABLED, LAST_TABLED + 1)
TERMS = (
    [(count, "dagen") for count in (1, 2, 3, 4, 5, 7, 14, 42, 90)] + [(count, "weken") for count in (1, 2, 8, 12)] + [(count, "maanden") for count in (1, 2, 3)]
)
WORKING_TERMS = [(count, "werkdagen") for count in (1, 5, -3)]


def open_days() -> list[int]:
    return [ordinal for ordinal in TABLED if is_working_day(date.fromordinal(ordinal)) is True]


def test_next_working_day_table(read: Callable[..., Any]) -> None:
    body = working_days._next_working_table()
    found = [read(body, {"n": ordinal, "r": ordinal % 7}, ()) for ordinal in TABLED]
    opened, upcoming = set(open_days()), LAST_TABLED + 1
    for ordinal, following in reversed(list(zip(TABLED, found, strict=True))):
        upcoming = ordinal if ordinal in opened else upcoming
        assert following == upcoming
        assert 0 <= following - ordinal <= working_days.longest_run()
    assert all(one <= other for one, other in pairwise(found))


def test_rank_counts_working_days(read: Callable[..., Any]) -> None:
    body = working_days._holidays_table()
    opened, rank = set(open_days()), 0
    for ordinal in TABLED:
        rank += ordinal in opened
        weekdays = working_days.weekdays_until(ordinal) - working_days.weekdays_until(FIRST_TABLED - 1)
        assert weekdays - read(body, {"n": ordinal}, ()) == rank
    assert rank == working_days.count_of_working_days()


@pytest.mark.parametrize(("count", "unit"), TERMS + WORKING_TERMS)
def test_a_later_anchor_never_gives_an_earlier_end(count: int, unit: Any) -> None:
    """And the faults lie before and after all ends: what `deadlines` relies on when it narrows a range."""
    ends = [deadline(date.fromordinal(ordinal), count, unit) for ordinal in range(FIRST_TABLED - 20, LAST_TABLED + 21)]
    there = [place for place, end in enumerate(ends) if not isinstance(end, Fault)]
    assert there == list(range(there[0], there[-1] + 1))
    days = [end for end in ends if isinstance(end, date)]
    assert days == sorted(days)


@pytest.mark.parametrize(("count", "unit"), TERMS)
def test_two_working_days_matter_only_where_said(count: int, unit: Any) -> None:
    if needs_two_days(count, unit):
        return
    for ordinal in range(FIRST_TABLED, LAST_TABLED - 120):
        anchor = date.fromordinal(ordinal)
        end = deadline(anchor, count, unit)
        assert isinstance(end, date)
        plain = anchor + timedelta(count if unit == "dagen" else 7 * count) if unit != "maanden" else None
        if plain is not None:
            while not is_working_day(plain):
                plain += timedelta(1)
            assert end == plain
