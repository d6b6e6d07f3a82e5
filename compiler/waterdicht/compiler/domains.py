"""In which values a proof ranges: the horizon, and the default bounds of a fact that declares none."""

from __future__ import annotations

from datetime import date

from waterdicht.compiler.ir import FactInfo
from waterdicht.compiler.types import EnumType, ListType, MonthlyType, RateType, Scalar, Type
from waterdicht.runtime.values import Computed

HORIZON_FIRST = date(2024, 1, 1)
HORIZON_LAST = date(2045, 12, 31)
"""The days a proof speaks about: `deze dag` and every date fact that declares no range lie in it. Printed with each proof."""

DEFAULT_COUNT = (0, 1_000)
DEFAULT_MONTHS = (0, 600)
DEFAULT_DAYS = (0, 20_000)
DEFAULT_CENTS = (0, 100_000_000)
DEFAULT_FRACTION = (0, 1)


def bounds(info: FactInfo) -> tuple[Computed | None, Computed | None]:
    """The least and greatest value of a fact, both inclusive; (None, None) for types without an order. Of a monthly series: each month's."""
    least, greatest = default_bounds(info.type)
    return (least if info.minimum is None else info.minimum, greatest if info.maximum is None else info.maximum)


def default_bounds(type_: Type) -> tuple[Computed | None, Computed | None]:
    """The bounds of a fact of this type that declares none."""
    match type_:
        case Scalar.INT | Scalar.DECIMAL:
            return DEFAULT_COUNT
        case Scalar.MONTHS:
            return DEFAULT_MONTHS
        case Scalar.DAYS:
            return DEFAULT_DAYS
        case Scalar.MONEY | RateType():
            return DEFAULT_CENTS
        case Scalar.PERCENTAGE:
            return DEFAULT_FRACTION
        case Scalar.DATE:
            return (HORIZON_FIRST, HORIZON_LAST)
        case MonthlyType(Scalar.BOOL):
            return (0, 1)
        case MonthlyType(of):
            return default_bounds(of)
        case Scalar.BOOL | Scalar.PERIOD | Scalar.PERIODS | EnumType() | ListType():
            return (None, None)
