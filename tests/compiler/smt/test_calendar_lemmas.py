"""What the encoding states about the calendar is true of every day of it; nothing here is guessed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from waterdicht.compiler.backends.smt import tables
from waterdicht.compiler.backends.smt.encoding import Encoding, Kind
from waterdicht.compiler.backends.smt.months import day_zero, month_length, parts, year_of
from waterdicht.compiler.backends.smt.tables import FIRST_MONTH, LAST_MONTH
from waterdicht.compiler.backends.smt.terms import Month
from waterdicht.compiler.ir import Snapshot, Vocabulary
from waterdicht.runtime import calendar
from waterdicht.runtime.values import Fault

WORLD = Snapshot(date(2024, 1, 1), None, Vocabulary({}, {}, {}, (), frozenset()), {}, {})
EVERY_DAY = [date.fromordinal(number) for number in range(tables.FIRST_DATE.toordinal(), tables.LAST_DATE.toordinal() + 1)]
OFFSETS = (0, 1, 6, 13, 600, -1, -13)


def test_months_have_their_lengths_and_day_numbers() -> None:
    for month in range(FIRST_MONTH, LAST_MONTH + 1):
        first = tables.first_of(month)
        assert tables.month_index(first) == month
        assert tables.day_zero(month) + 1 == first.toordinal()
        assert tables.month_length(month) == calendar.days_in_month(first.year, first.month)


@pytest.mark.parametrize("offset", OFFSETS)
def test_day_number_formula_is_exact_for_every_month(offset: int, read: Callable[..., Any]) -> None:
    encoding = Encoding(WORLD, {})
    low, high = max(FIRST_MONTH, FIRST_MONTH + offset), min(LAST_MONTH, LAST_MONTH + offset)
    month = Month("|m|", offset)
    day_zero(encoding, month, low, high)
    cut, length, year = parts(encoding, month, low, high), month_length(encoding, month, low, high), year_of(encoding, month, low, high)
    texts = [command.text for command in encoding.script.commands if command.kind is Kind.DECLARE]
    (exact,) = (command.text for command in encoding.script.commands if command.kind is Kind.EXACT)
    constants = [text.split()[1] for text in texts if text.startswith("(declare-const |z!")]
    for index in range(low, high + 1):
        base = index - offset
        values = {"|m|": base, cut.year: base // 12, cut.month: base % 12 + 1, cut.quad: base // 12 // 4, cut.rest: base // 12 % 4}
        values |= dict.fromkeys(constants, tables.day_zero(index))
        assert read(exact, values, texts) is True, tables.first_of(index)
        assert read(length, values, texts) == tables.month_length(index), tables.first_of(index)
        assert read(year, values, texts) == index // 12


@pytest.mark.parametrize("months", [1, 2, 6, 13, 600])
def test_spans_of_months_hold_on_every_day(months: int) -> None:
    for up, add in ((False, calendar.add_months), (True, calendar.add_months_up)):
        spans = {calendar.days_between(day, later) for day in EVERY_DAY if not isinstance(later := add(day, months), Fault)}
        assert tables.added_span(months, up) == (min(spans), max(spans))
    firsts = {tables.day_zero(month + months) - tables.day_zero(month) for month in range(FIRST_MONTH, LAST_MONTH + 1 - months)}
    assert tables.month_span(months) == (min(firsts), max(firsts))


@pytest.mark.parametrize("months", [-1, -6])
def test_spans_of_months_back_hold_on_every_day(months: int) -> None:
    for up, add in ((False, calendar.add_months), (True, calendar.add_months_up)):
        spans = {calendar.days_between(day, later) for day in EVERY_DAY if not isinstance(later := add(day, months), Fault)}
        assert tables.added_span(months, up) == (min(spans), max(spans))


def test_slope_band_holds_for_every_month() -> None:
    scale, slope = tables.SLOPE
    low, high = tables.slope_band()
    assert all(low <= scale * tables.day_zero(month) - slope * month <= high for month in range(FIRST_MONTH, LAST_MONTH + 1))


def test_keys_order_days() -> None:
    keys = [32 * tables.month_index(day) + day.day for day in EVERY_DAY]
    assert keys == sorted(set(keys))
