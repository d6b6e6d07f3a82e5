"""What the JSON of a fact must be, and what can be wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final, Literal, NamedTuple, TypeAlias

from waterdicht.runtime.values import Absent, Exact, Unknown, Value

Kind: TypeAlias = Literal[
    "ja/nee", "getal", "decimaal", "percentage", "bedrag", "datum", "maandental", "dagental", "periode", "perioden", "keuze", "lijst",
    "ja/nee per maand", "getal per maand", "bedrag per maand",
]  # fmt: skip
FactErrorCode: TypeAlias = Literal[
    "ongeldige_json",
    "geen_object",
    "dubbele_sleutel",
    "onbekend_feit",
    "niet_optioneel",
    "verkeerde_vorm",
    "drijvende_komma",
    "getal_te_groot",
    "gebroken_cent",
    "ongeldige_datum",
    "datum_buiten_kalender",
    "einde_voor_begin",
    "onbekende_optie",
    "te_veel_elementen",
    "buiten_bereik",
    "niet_exact",
]
FactValue: TypeAlias = "Value | Unknown | Absent"

MAX_DIGITS: Final = 18
"""Numbers with more digits before or after the decimal point are errors."""
TOO_LARGE: Final[int] = 10**MAX_DIGITS


@dataclass(frozen=True, slots=True)
class FactType:
    """What the JSON of one fact must be.

    `options` for keuze; `properties` (by name within the element) and `at_most` for lijst; `lowest` and `highest` are
    inclusive bounds in the unit of the value (bedrag: eurocents; percentage: 1/8 for 12,5%), for a series of each month;
    `optional` allows null.
    """

    kind: Kind
    optional: bool = False
    options: tuple[str, ...] = ()
    properties: Mapping[str, FactType] = field(default_factory=dict)
    at_most: int | None = None
    lowest: Exact | date | None = None
    highest: Exact | date | None = None


MONTHLY: Final = ("ja/nee per maand", "getal per maand", "bedrag per maand")
"""The kinds that hold something for every month."""


class FactError(NamedTuple):
    """What is wrong at one place: a JSON pointer (RFC 6901), a code, and the arguments of its message."""

    pointer: str
    code: FactErrorCode
    arguments: tuple[str, ...] = ()


Errors: TypeAlias = tuple[FactError, ...]


def pointer_step(name: str) -> str:
    """One step of a JSON pointer, escaped."""
    return "/" + name.replace("~", "~0").replace("/", "~1")


def decimal_text(number: Exact) -> str | None:
    """An exact number as a decimal string (`-12.5`), or None when it has no finite one or needs too many digits."""
    exact = Fraction(number)
    places = next((places for places in range(MAX_DIGITS + 1) if 10**places % exact.denominator == 0), None)
    if places is None or abs(exact) >= TOO_LARGE:
        return None
    digits = str(abs(int(exact * 10**places))).rjust(places + 1, "0")
    whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :]
    return ("-" if exact < 0 else "") + whole + ("." + decimals if decimals else "")
