"""The facts of a case as columns: what the prepared table holds for each, and what expressions see of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from waterdicht.compiler.backends.columns import days
from waterdicht.compiler.backends.columns.cells import FALSE, TRUE, column
from waterdicht.compiler.backends.columns.days import Day
from waterdicht.compiler.backends.columns.encode import blank
from waterdicht.compiler.backends.columns.numbers import Number
from waterdicht.compiler.backends.columns.terms import Nothing, Option, Shape, Span, Term, Truth
from waterdicht.compiler.backends.columns.wholes import Inexpressible, Whole, constant
from waterdicht.compiler.ir import FactInfo
from waterdicht.compiler.types import EnumType, ListType, MonthlyType, RateType, Scalar, Type

WIDEST = 10**9
"""Numbers without bounds of their own are computed in columns up to here, amounts up to ten thousand times as many cents; what is larger is decided one by one."""
PLACES = {Scalar.DECIMAL: 10**6, Scalar.PERCENTAGE: 10**8}
"""What a decimal or a share is a multiple of, one over this: six decimals; what has more is decided one by one."""


@dataclass(frozen=True, slots=True)
class FactColumn:
    """One fact that a decision uses. `stem` begins the names of its prepared columns; `low` and `high` bound its whole number, if it has one."""

    name: str
    type: Type
    optional: bool
    stem: str
    low: int = 0
    high: int = 0

    @property
    def unknown(self) -> str:
        """The column that says that nobody told."""
        return f"{self.stem}_u"

    @property
    def absent(self) -> str:
        """The column that says that there is none."""
        return f"{self.stem}_a"


def fact_column(info: FactInfo, stem: str) -> FactColumn:
    """What is kept of a declared fact."""
    low, high = bounds(info)
    return FactColumn(info.name, info.type, info.optional, stem, low, high)


def bounds(info: FactInfo) -> tuple[int, int]:
    """The least and greatest whole number of a fact in columns: as declared, and no wider than columns compute with."""
    unit = PLACES.get(info.type, 1) if isinstance(info.type, Scalar) else 1
    widest = WIDEST * 10_000 if info.type is Scalar.MONEY or isinstance(info.type, RateType) else WIDEST * min(unit, 10**6)
    if info.type is Scalar.DATE:
        widest = 0
    low = whole_bound(info.minimum, unit, -widest) if info.type is not Scalar.DATE else day_bound(info.minimum, days.FIRST_DAY)
    high = whole_bound(info.maximum, unit, widest) if info.type is not Scalar.DATE else day_bound(info.maximum, days.LAST_DAY)
    return (low, high) if info.type is Scalar.DATE else (max(low, -widest), min(high, widest))


def whole_bound(value: object, unit: int, otherwise: int) -> int:
    """A declared bound in whole units; a bound between two units is taken outwards, the check of rows is exact."""
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        scaled = Fraction(value) * unit
        return scaled.numerator // scaled.denominator if otherwise < 0 else -(-scaled.numerator // scaled.denominator)
    return otherwise


def day_bound(value: object, otherwise: int) -> int:
    """A declared first or last day as a number."""
    return value.toordinal() if isinstance(value, date) else otherwise


def fact_term(fact: FactColumn, *, complete: bool) -> Term:
    """What expressions see of a fact that is in the table; of one that is `complete` it is known of every case, be it that there is none."""
    return Term(shape(fact), FALSE, FALSE if complete else column(fact.unknown), column(fact.absent) if fact.optional else FALSE)


def unknown_term(type_: Type) -> Term:
    """A fact that is not in the table: unknown in every case."""
    return Term(blank(type_), unknown=TRUE)


def shape(fact: FactColumn) -> Shape:
    """The value of a fact in its prepared columns."""
    match fact.type:
        case Scalar.BOOL:
            return Truth(column(fact.stem))
        case Scalar.DATE:
            return day(fact.stem, fact.low, fact.high)
        case Scalar.PERIOD:
            return Span(day(f"{fact.stem}b", days.FIRST_DAY, days.LAST_DAY), day(f"{fact.stem}e", days.FIRST_DAY, days.LAST_DAY))
        case Scalar.PERIODS | MonthlyType() | ListType():
            return Nothing()
        case EnumType(_, options):
            return Option(Whole(column(fact.stem), 0, len(options) - 1), options)
        case Scalar() | RateType():
            unit = PLACES.get(fact.type, 1) if isinstance(fact.type, Scalar) else 1
            return Number(Whole(column(fact.stem), fact.low, fact.high), constant(unit))
        case _:
            raise Inexpressible(f"een feit van deze soort: {fact.name}")


def day(stem: str, low: int, high: int) -> Day:
    """A day in three columns: its number, its month and its place in the month."""
    first, last = date.fromordinal(low), date.fromordinal(high)
    month = Whole(column(f"{stem}_m"), 12 * first.year + first.month - 1, 12 * last.year + last.month - 1)
    return Day(Whole(column(stem), low, high), month, Whole(column(f"{stem}_d"), 1, 31))
