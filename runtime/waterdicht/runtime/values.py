"""The values that facts and computations can have, and the three that are no value: unknown, absent, fault.

Every backend computes with exactly these, so nothing here is ever rounded and no float occurs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Final, Literal, NamedTuple, NoReturn, TypeAlias, final

FaultCode: TypeAlias = Literal[
    "ontbrekende_waarde",  # a computation needs a value that is absent
    "deling_door_nul",
    "datum_buiten_kalender",  # a date before 1901 or after 2199
    "buiten_feestdagentabel",  # a term outside the years for which holidays are declared
    "geen_waarde",  # no rule gives the value
    "dubbele_waarde",  # two rules without priority give the value
    "waarde_buiten_geldigheid",  # a date outside every validity of a value over time
    "gebroken_cent",  # a fraction of a cent reached an outcome without declared rounding
]


@final
class Unknown(Enum):
    """The class of UNKNOWN: nobody told us. One member, so that `x is UNKNOWN` narrows types."""

    UNKNOWN = "onbekend"

    def __bool__(self) -> NoReturn:
        raise TypeError("UNKNOWN is neither true nor false; use waterdicht.runtime.logic")

    def __repr__(self) -> str:
        return "UNKNOWN"


@final
class Absent(Enum):
    """The class of ABSENT: we know that there is no value (no extension was given)."""

    ABSENT = "ontbreekt"

    def __bool__(self) -> NoReturn:
        raise TypeError("ABSENT is neither true nor false; test with `is ABSENT`")

    def __repr__(self) -> str:
        return "ABSENT"


UNKNOWN: Final = Unknown.UNKNOWN
ABSENT: Final = Absent.ABSENT


@final
@dataclass(frozen=True, slots=True)
class Fault:
    """An error as a value. `address` says where it arose and takes no part in equality."""

    code: FaultCode
    address: str = field(default="", compare=False)

    def __bool__(self) -> NoReturn:
        raise TypeError(f"the fault {self.code} is neither true nor false; use waterdicht.runtime.logic")


class Period(NamedTuple):
    """A stretch of days; `begin` and `end` are both in it. It is empty when `end` is before `begin`."""

    begin: date
    end: date


class InMonth(NamedTuple):
    """What a series holds in one month, named by its first day: an amount in eurocents, a number, or 1 for yes."""

    month: date
    value: int


Exact: TypeAlias = int | Fraction
Periods: TypeAlias = tuple[Period, ...]
Monthly: TypeAlias = tuple[InMonth, ...]
Element: TypeAlias = "Mapping[str, Computed]"
Value: TypeAlias = "bool | Exact | date | Period | Periods | Monthly | str | tuple[Element, ...]"
"""A known value: ja/nee, an exact number (money in eurocents), a date, a period, periods, months, an option, a list."""
Computed: TypeAlias = "Value | Unknown | Absent | Fault"
"""What evaluating an expression can give."""
Truth: TypeAlias = bool | Unknown | Fault


def normalise(periods: Iterable[Period]) -> Periods:
    """The same days as sorted periods with at least one day between them; empty periods are dropped."""
    merged: list[Period] = []
    for period in sorted(periods):
        if period.end < period.begin:
            continue
        # Compared as day numbers: the day after date.max does not exist.
        if merged and period.begin.toordinal() <= merged[-1].end.toordinal() + 1:
            merged[-1] = Period(merged[-1].begin, max(merged[-1].end, period.end))
        else:
            merged.append(period)
    return tuple(merged)
