"""The types of the norm language. Units are types: months and days never mix silently."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Scalar(Enum):
    """Types without parts; the value is the word an author writes."""

    BOOL = "ja/nee"
    INT = "getal"
    DECIMAL = "decimaal"
    PERCENTAGE = "percentage"
    MONEY = "bedrag"
    DATE = "datum"
    MONTHS = "maandental"
    DAYS = "dagental"
    PERIOD = "periode"
    PERIODS = "perioden"


@dataclass(frozen=True, slots=True)
class EnumType:
    """One of the options of a declared `keuzelijst`."""

    name: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListType:
    """At most `at_most` things of one kind; `kind` names the `soort`."""

    kind: str
    at_most: int


@dataclass(frozen=True, slots=True)
class RateType:
    """An amount per stretch of time, `€ 300 per 6 maanden`: values are eurocents; two rates compare only with the same `per`."""

    per: str


@dataclass(frozen=True, slots=True)
class MonthlyType:
    """A ja/nee, a number or an amount for every month; months that are not named hold nothing."""

    of: Scalar


Type = Scalar | EnumType | ListType | RateType | MonthlyType


MONTHS_NAMED = MonthlyType(Scalar.BOOL)
"""A set of months: a ja/nee per maand."""


ORDERED = frozenset({Scalar.INT, Scalar.DECIMAL, Scalar.PERCENTAGE, Scalar.MONEY, Scalar.MONTHS, Scalar.DAYS})
"""Types whose values have a size; dates come before and after each other."""


UNIT_TYPE = EnumType("eenheid", ("dagen", "weken", "maanden", "jaar", "werkdagen"))
"""The unit of a term as it is written, the last argument of `Op.DEADLINE`: always a constant, because the law turns on the word."""


def show(type_: Type) -> str:
    """The type as an author would write it."""
    match type_:
        case Scalar():
            return type_.value
        case EnumType(name):
            return f"keuze uit {name}"
        case ListType(kind, at_most):
            return f"lijst van {kind}, ten hoogste {at_most}"
        case RateType(per):
            return f"tarief per {per}"
        case MonthlyType(of):
            return f"{of.value} per maand"
