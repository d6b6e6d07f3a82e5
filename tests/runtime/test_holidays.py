"""Holidays against published calendars, and the stated assumption against the data."""

from __future__ import annotations

from datetime import date

import pytest

from waterdicht.runtime.holidays import (
    ASSUMPTION_EN,
    ASSUMPTION_NL,
    DECREES,
    FIRST_DAY,
    LAST_DAY,
    declared_holidays,
    decree_for,
    decrees_known,
    easter,
    holidays,
    kings_day,
)

# Good Friday, Easter Monday, King's Day, Ascension Day, Whit Monday, from printed calendars.
PUBLISHED = {
    2019: ("04-19", "04-22", "04-27", "05-30", "06-10"),
    2022: ("04-15", "04-18", "04-27", "05-26", "06-06"),
    2023: ("04-07", "04-10", "04-27", "05-18", "05-29"),
    2026: ("04-03", "04-06", "04-27", "05-14", "05-25"),
    2028: ("04-14", "04-17", "04-27", "05-25", "06-05"),
}
FIXED = ("01-01", "05-05", "12-25", "12-26")


@pytest.mark.parametrize("year", PUBLISHED)
def test_published_calendars(year: int) -> None:
    assert [day.strftime("%m-%d") for day, _ in holidays(year)] == sorted(PUBLISHED[year] + FIXED)


@pytest.mark.parametrize(
    "sunday",
    ["1818-03-22", "1943-04-25", "1981-04-19", "2000-04-23", "2008-03-23", "2015-04-05", "2016-03-27", "2024-03-31", "2025-04-20", "2038-04-25"],
)
def test_easter(sunday: str) -> None:
    assert easter(int(sunday[:4])) == date.fromisoformat(sunday)


def test_kings_day_moves_to_saturday() -> None:
    assert [kings_day(year) for year in (2014, 2024, 2025)] == [date(2014, 4, 26), date(2024, 4, 27), date(2025, 4, 26)]


def test_two_holidays_on_one_day() -> None:
    assert [name for day, name in holidays(2016) if day == date(2016, 5, 5)] == ["Hemelvaartsdag", "vijfde mei"]


def test_every_decree_day_has_its_source_and_year() -> None:
    for decree in DECREES:
        assert decree.title
        assert decree.source.startswith("https://")
        for day in decree.days:
            assert decree.first_year <= day.year <= decree.last_year
            assert day.isoweekday() <= 5
            assert decree_for(day) is decree
            assert day in declared_holidays()
    assert decree_for(date(2024, 5, 13)) is None


def test_the_assumption_names_the_years_without_known_decree() -> None:
    unknown = [year for year in range(FIRST_DAY.year, LAST_DAY.year + 1) if not decrees_known(year)]
    assert unknown == [2015, 2016, *range(2029, 2046)]
    assert "in 2015, 2016 en 2029 tot en met 2045 zijn" in ASSUMPTION_NL
    assert "in 2015, 2016 and 2029 up to and including 2045 no" in ASSUMPTION_EN


def test_the_assumption_names_the_years_from_secondary_sources() -> None:
    years = [year for decree in DECREES if not decree.verified for year in range(decree.first_year, decree.last_year + 1)]
    assert years == list(range(2020, 2029))
    assert "2020 tot en met 2028" in ASSUMPTION_NL
    assert "2020 up to and including 2028" in ASSUMPTION_EN
