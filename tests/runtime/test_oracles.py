"""Date arithmetic held against the answers of another library (see oracles/README.md)."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from waterdicht.runtime.calendar import add_days, add_months, add_months_up, days_in_month
from waterdicht.runtime.values import Fault

ORACLES = Path(__file__).parent / "oracles"
AddMonths = Callable[[date, int], date | Fault]


def rows(name: str) -> list[list[str]]:
    with (ORACLES / name).open(encoding="utf-8") as lines:
        return [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=";")][1:]


def add(day: str, period: str, add_months: AddMonths) -> date | Fault:
    years, months, days = map(int, re.findall(r"-?\d+", period))
    result = add_months(date.fromisoformat(day), 12 * years + months)
    return result if isinstance(result, Fault) else add_days(result, days)


@pytest.mark.parametrize(("day", "period", "expected"), rows("exact_computations.csv"))
def test_exact(day: str, period: str, expected: str) -> None:
    assert add(day, period, add_months) == add(day, period, add_months_up) == date.fromisoformat(expected)


@pytest.mark.parametrize(("day", "period", "up", "down"), rows("ambiguous_computations.csv"))
def test_ambiguous(day: str, period: str, up: str, down: str) -> None:
    assert add(day, period, add_months_up) == date.fromisoformat(up)
    assert add(day, period, add_months) == date.fromisoformat(down)


@pytest.mark.parametrize(("day", "first", "last"), rows("first_last_day_of_month.csv"))
def test_last_day_of_month(day: str, first: str, last: str) -> None:
    start = date.fromisoformat(first)
    assert (start.year, start.month, 1) == (date.fromisoformat(day).year, date.fromisoformat(day).month, start.day)
    assert date(start.year, start.month, days_in_month(start.year, start.month)) == date.fromisoformat(last)


def test_every_row_is_read() -> None:
    assert [len(rows(path.name)) for path in sorted(ORACLES.glob("*.csv"))] == [11, 19, 2]
