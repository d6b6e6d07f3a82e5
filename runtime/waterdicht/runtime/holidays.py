"""The days that the Algemene termijnenwet treats as holidays: computed by art. 3 lid 1 and 2, and data for lid 3.

Declared for the years 2015 to 2045. What is not known about royal decrees is an assumption, stated below.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

FIRST_DAY: Final = date(2015, 1, 1)
LAST_DAY: Final = date(2045, 12, 31)


class Decree(NamedTuple):
    """Days put on a par with a holiday (Algemene termijnenwet art. 3 lid 3) in the years `first_year` to `last_year`.

    `verified` says whether the days were read in the official publication; otherwise `source` is a secondary one.
    """

    title: str
    source: str
    verified: bool
    first_year: int
    last_year: int
    days: tuple[date, ...]


DECREES: Final[tuple[Decree, ...]] = (
    Decree(
        "Besluit van 24 oktober 2016, nr. 2016001827",
        "https://wetten.overheid.nl/BWBR0038666/2016-11-01",
        True,
        2017,
        2019,
        (
            date(2017, 4, 28),
            date(2017, 5, 26),
            date(2018, 5, 11),
            date(2018, 12, 24),
            date(2018, 12, 31),
            date(2019, 5, 31),
            date(2019, 12, 27),
        ),
    ),
    Decree(
        "Besluit van 20 september 2019",
        "https://www.legal-support-office.nl/de-civiele-rol/feestdagen/",
        False,
        2020,
        2022,
        (date(2020, 5, 22), date(2021, 5, 14), date(2022, 5, 27)),
    ),
    Decree(
        "Besluit gelijkstelling van 28 april 2023, 19 mei 2023, 10 mei 2024, 27 december 2024 en 30 mei 2025",
        "https://sterfgeval.nl/juridisch/overige/vragen-van-uitvaartondernemers/gemeentelijke-feestdag-bij-lijkbezorging-feestdagen-in-2026-2028/70745",
        False,
        2023,
        2025,
        (date(2023, 4, 28), date(2023, 5, 19), date(2024, 5, 10), date(2024, 12, 27), date(2025, 5, 30)),
    ),
    Decree(
        "Besluit gelijkstelling van 2 januari 2026, 15 mei 2026, 7 mei 2027, 28 april 2028 en 26 mei 2028",
        "https://sterfgeval.nl/juridisch/overige/vragen-van-uitvaartondernemers/gemeentelijke-feestdag-bij-lijkbezorging-feestdagen-in-2026-2028/70745",
        False,
        2026,
        2028,
        (date(2026, 1, 2), date(2026, 5, 15), date(2027, 5, 7), date(2028, 4, 28), date(2028, 5, 26)),
    ),
)

ASSUMPTION_NL: Final = (
    "Aanname: in 2015, 2016 en 2029 tot en met 2045 zijn geen andere dagen met een feestdag gelijkgesteld "
    "(Algemene termijnenwet art. 3 lid 3; voor die jaren is hier geen koninklijk besluit bekend). "
    "Is dat wel gebeurd, dan kan een termijn later eindigen dan hier berekend. "
    "De dagen voor 2020 tot en met 2028 komen uit secundaire bronnen en zijn niet aan de Staatscourant getoetst."
)
ASSUMPTION_EN: Final = (
    "Assumption: in 2015, 2016 and 2029 up to and including 2045 no other days were put on a par with a holiday "
    "(Algemene termijnenwet art. 3(3); no royal decree is known here for those years). "
    "If any were, a term can end later than computed here. "
    "The days for 2020 up to and including 2028 come from secondary sources and were not checked against the official gazette."
)


def easter(year: int) -> date:
    """Easter Sunday by the Gregorian reckoning (Meeus, Jones and Butcher), for any year from 1583."""
    golden, (century, in_century) = year % 19, divmod(year, 100)
    skipped, century_rest = divmod(century, 4)
    moon = (8 * century + 13) // 25
    epact = (19 * golden + century - skipped - moon + 15) % 30
    leaps, leap_rest = divmod(in_century, 4)
    weekday = (32 + 2 * century_rest + 2 * leaps - epact - leap_rest) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def kings_day(year: int) -> date:
    """The day on which the King's birthday is celebrated since 2014: 27 April, or 26 April when that is a Sunday."""
    day = date(year, 4, 27)
    return day - timedelta(1) if day.isoweekday() == 7 else day


def holidays(year: int) -> tuple[tuple[date, str], ...]:
    """The holidays of a year by art. 3 lid 1 and 2 with their Dutch names, in order of date (two can share a day)."""
    sunday = easter(year)
    named = (
        (date(year, 1, 1), "Nieuwjaarsdag"),
        (sunday - timedelta(2), "Goede Vrijdag"),
        (sunday + timedelta(1), "tweede Paasdag"),
        (kings_day(year), "Koningsdag"),
        (date(year, 5, 5), "vijfde mei"),
        (sunday + timedelta(39), "Hemelvaartsdag"),
        (sunday + timedelta(50), "tweede Pinksterdag"),
        (date(year, 12, 25), "eerste Kerstdag"),
        (date(year, 12, 26), "tweede Kerstdag"),
    )
    return tuple(sorted(named))


def decree_for(day: date) -> Decree | None:
    """The royal decree that puts a day on a par with a holiday, or None when none is known here."""
    return next((decree for decree in DECREES if day in decree.days), None)


def decrees_known(year: int) -> bool:
    """Whether a decree for the year is known here; if not, `ASSUMPTION_NL` and `ASSUMPTION_EN` go with the result."""
    return any(decree.first_year <= year <= decree.last_year for decree in DECREES)


def declared_holidays() -> frozenset[date]:
    """All holidays and days on a par with them from `FIRST_DAY` to `LAST_DAY`."""
    by_law = (day for year in range(FIRST_DAY.year, LAST_DAY.year + 1) for day, _ in holidays(year))
    return frozenset(by_law).union(*(decree.days for decree in DECREES))
