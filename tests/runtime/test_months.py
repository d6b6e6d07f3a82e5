"""Monthly series, worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from waterdicht.runtime import months
from waterdicht.runtime.values import InMonth, Monthly
from waterdicht.runtime.words import value_words


def named(*found: str) -> Monthly:
    return months.series(InMonth(date.fromisoformat(f"{each}-01"), 1) for each in found)


WINTER = named("2023-11", "2024-01", "2023-12", "2024-02", "2024-05")
PAID = months.series((InMonth(date(2024, 3, 1), 8000), InMonth(date(2023, 12, 1), 10_000), InMonth(date(2024, 1, 1), 0)))


def test_a_series_is_in_order_and_has_no_empty_months() -> None:
    assert (InMonth(date(2023, 12, 1), 10_000), InMonth(date(2024, 3, 1), 8000)) == PAID
    assert months.series(()) == ()


def test_first_days() -> None:
    assert months.first_of_month(date(2024, 2, 29)) == date(2024, 2, 1)
    assert months.first_of_year(date(2024, 12, 31)) == date(2024, 1, 1)


def test_one_month() -> None:
    assert [months.in_month(PAID, day) for day in (date(2024, 3, 31), date(2024, 1, 5), date(1901, 1, 1))] == [8000, 0, 0]
    assert [months.holds_in(WINTER, day) for day in (date(2024, 2, 29), date(2024, 3, 1))] == [True, False]


@pytest.mark.parametrize(
    ("first", "stop", "total", "run", "since"),
    [
        (date(1901, 1, 1), date(2024, 3, 31), 4, 4, 4),  # November up to and including February
        (date(1901, 1, 1), date(2024, 6, 1), 5, 1, 7),  # April is missing
        (date(1901, 1, 1), date(2024, 5, 31), 4, 0, 6),  # May itself does not count
        (date(2024, 1, 31), date(2024, 3, 1), 2, 2, 2),  # January counts whole
        (date(2024, 3, 1), date(2024, 5, 1), 0, 0, 0),
        (date(2024, 5, 2), date(2024, 5, 31), 0, 0, 0),  # no month from May up to May
        (date(2024, 6, 1), date(2024, 1, 1), 0, 0, 0),
    ],
)
def test_stretches(first: date, stop: date, total: int, run: int, since: int) -> None:
    assert (months.total(WINTER, first, stop), months.run(WINTER, first, stop), months.since_first(WINTER, first, stop)) == (total, run, since)


def test_words() -> None:
    assert value_words(WINTER, "ja/nee per maand") == "november 2023 tot en met februari 2024; mei 2024"
    assert value_words(PAID, "bedrag per maand") == "december 2023: € 100,00; maart 2024: € 80,00"
    assert value_words(named("2024-02", "2024-03"), "ja/nee per maand", "en") == "February 2024 up to and including March 2024"
    assert value_words((), "getal per maand") == "geen"
