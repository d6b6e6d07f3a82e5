"""How long periods last: months and days, net of spells that do not count, under the declared readings."""

from __future__ import annotations

from waterdicht.compiler.build import apply, both, days
from waterdicht.compiler.ir import Apply, Expr, Op
from waterdicht.compiler.operators import minus
from waterdicht.compiler.scope import by_reading
from waterdicht.compiler.types import Scalar

COMPARISONS = {"ten hoogste": Op.LE, "ten minste": Op.GE, "meer dan": Op.GT, "minder dan": Op.LT, "precies": Op.EQ, "": Op.EQ}


def day_before(day: Expr) -> Expr:
    """The day before a day."""
    return apply(Op.ADD_DAYS, Scalar.DATE, day, days(-1))


def period_end(begin: Expr, length: Expr) -> Expr:
    """The last day of a period of some months or days that begins on `begin` (that day counts).

    For months: the day before `begin plus n maanden`; when that day does not exist the reading `maandeinde` decides.
    """
    if length.type is Scalar.DAYS:
        return day_before(apply(Op.ADD_DAYS, Scalar.DATE, begin, length))
    down = day_before(apply(Op.ADD_MONTHS, Scalar.DATE, begin, length))
    up = day_before(apply(Op.ADD_MONTHS_UP, Scalar.DATE, begin, length))
    return by_reading("maandeinde", down, up, Scalar.DATE)


def days_of(begin: Expr, length: Expr) -> Expr:
    """How many days a period of that length from `begin` has."""
    if length.type is Scalar.DAYS:
        return length
    down = apply(Op.DAYS_BETWEEN, Scalar.DAYS, begin, apply(Op.ADD_MONTHS, Scalar.DATE, begin, length))
    up = apply(Op.DAYS_BETWEEN, Scalar.DAYS, begin, apply(Op.ADD_MONTHS_UP, Scalar.DATE, begin, length))
    return by_reading("maandeinde", down, up, Scalar.DAYS)


def counted_days(period: Expr, without: Expr | None) -> Expr:
    """The days of a period, less those in the spells that do not count. Overlapping spells count once."""
    length = apply(Op.LENGTH, Scalar.DAYS, period)
    return length if without is None else apply(Op.SUB, Scalar.DAYS, length, apply(Op.DAYS_IN, Scalar.DAYS, without, period))


def lasts(period: Expr, without: Expr | None, comparator: str, length: Expr) -> Expr:
    """Whether a period, net of the spells, lasts at most, at least or exactly that long.

    [b, e] lasts at most n months net of S when the days of [b, e] outside S are at most the days of the n-month period from b.
    Under the reading `dag_na_ziekte : stoppen` a period may not run on through sick days that follow the last counted day.
    """
    limit = days_of(part(Op.BEGIN, period), length)
    plain = apply(COMPARISONS[comparator], Scalar.BOOL, counted_days(period, without), limit)
    if without is None or comparator != "ten hoogste":
        return plain
    shorter = apply(Op.PERIOD, Scalar.PERIOD, part(Op.BEGIN, period), day_before(part(Op.END, period)))
    stop = apply(Op.LT, Scalar.BOOL, counted_days(shorter, without), limit)
    return by_reading("dag_na_ziekte", plain, both(plain, stop), Scalar.BOOL)


def part(op: Op, period: Expr) -> Expr:
    """The first or last day of a period; read from the period itself when it is spelled out."""
    if isinstance(period, Apply) and period.op is Op.PERIOD:
        return period.arguments[0 if op is Op.BEGIN else 1]
    return apply(op, Scalar.DATE, period)


def latest_end(begin: Expr, length: Expr, without: Expr | None) -> Expr:
    """The last day of a period of that length; with spells, the day of that many-th day outside them."""
    if without is None:
        return period_end(begin, length)
    return apply(Op.NTH_FREE_DAY, Scalar.DATE, begin, days_of(begin, length), without)


def before(day: Expr, length: Expr) -> Expr:
    """The stretch of that length that ends on the day before `day`."""
    back = apply(Op.ADD_MONTHS if length.type is Scalar.MONTHS else Op.ADD_DAYS, Scalar.DATE, day, minus(length))
    return apply(Op.PERIOD, Scalar.PERIOD, back, day_before(day))


def throughout(kind: str, spells: Expr, length: Expr, day: Expr) -> Expr:
    """`S gedurende ten minste n maanden vóór d` (every day) or `S ooit in n maanden vóór d` (some day)."""
    window = before(day, length)
    inside = apply(Op.DAYS_IN, Scalar.DAYS, spells, window)
    if kind == "ooit":
        return apply(Op.GE, Scalar.BOOL, inside, days(1))
    return apply(Op.EQ, Scalar.BOOL, inside, apply(Op.LENGTH, Scalar.DAYS, window))
