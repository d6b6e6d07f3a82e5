"""Monthly series in expressions: what a month holds, and counts and sums over a stretch of months."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import assert_never

from waterdicht.compiler.addresses import show_reference
from waterdicht.compiler.build import apply, negate
from waterdicht.compiler.ir import Choose, Constant, Expr, FactOf, Op
from waterdicht.compiler.legal import applicable
from waterdicht.compiler.operators import minus
from waterdicht.compiler.references import applied_months
from waterdicht.compiler.scope import Scope
from waterdicht.compiler.types import MONTHS_NAMED, MonthlyType, Scalar, Type, show
from waterdicht.compiler.use import use_name
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.runtime.calendar import FIRST_YEAR

Typed = Callable[..., Expr | None]
"""`lower.typed`: an expression that must have one of some types."""
TODAY = FactOf("deze_dag", Scalar.DATE)
THIS_MONTH = apply(Op.MONTH, Scalar.DATE, TODAY)
BEGINNING = Constant(date(FIRST_YEAR, 1, 1), Scalar.DATE)
"""A stretch without a beginning starts with the calendar."""
YEAR = Constant(12, Scalar.MONTHS)
NEXT = Constant(1, Scalar.MONTHS)
COUNTS = {"aantal": Op.MONTHS_TOTAL, "aaneengesloten": Op.MONTHS_RUN, "sinds de eerste": Op.MONTHS_SINCE}

Stretch = tuple[Expr, Expr]
"""Two dates: from the month of the first up to, not including, the month of the second."""


def lower_months(expression: tree.ThisMonth | tree.InMonth | tree.MonthCount, scope: Scope, typed: Typed) -> Expr | None:
    """Everything that is said of months."""
    match expression:
        case tree.ThisMonth():
            return THIS_MONTH
        case tree.InMonth():
            return lower_in_month(expression, scope, typed)
        case tree.MonthCount(_, tree.AppliedOn(reference)):
            return lower_applied(expression, reference, scope, typed)
        case tree.MonthCount():
            return lower_count(expression, scope, typed)
        case _:
            assert_never(expression)


def lower_in_month(expression: tree.InMonth, scope: Scope, typed: Typed) -> Expr | None:
    """`S in deze maand`, `S in maand van d`."""
    found = use_name(expression.series, scope)
    day = TODAY if expression.month is None else typed(expression.month, scope, Scalar.DATE)
    if found is None or day is None:
        return None
    if not isinstance(found.type, MonthlyType):
        scope.report(Code.WRONG_TYPE, expression.series.span, expected="… per maand", found=show(found.type))
        return None
    return apply(Op.HOLDS_IN if found.type == MONTHS_NAMED else Op.IN_MONTH, found.type.of, found, day)


def lower_count(expression: tree.MonthCount, scope: Scope, typed: Typed) -> Expr | None:
    """A number of months, or a sum over months."""
    allowed: tuple[Type, ...] = (MONTHS_NAMED,) if expression.kind != "som" else (MonthlyType(Scalar.MONEY), MonthlyType(Scalar.INT))
    found, stretch = typed(expression.series, scope, *allowed), lower_window(expression.window, scope, typed)
    if found is None or stretch is None:
        return None
    assert isinstance(found.type, MonthlyType)  # INVARIANT: `typed` allows nothing else
    op = Op.MONTHS_TOTAL if expression.kind == "som" else COUNTS[expression.kind]
    return apply(op, Scalar.MONEY if found.type.of is Scalar.MONEY else Scalar.INT, found, *stretch)


def lower_applied(expression: tree.MonthCount, reference: tree.Reference, scope: Scope, typed: Typed) -> Expr | None:
    """Months in which a provision was applied: those before this one are on record; whether it applies in this month the law itself says."""
    record, window = applied_months(reference, scope), expression.window
    stretch = lower_window(window, scope, typed)
    if record is None or stretch is None:
        return None
    if not stops_now(window) or (window.inclusive and expression.kind != "aantal"):
        scope.report(Code.APPLICATION_BEYOND_NOW, window.span, reference=show_reference(reference))
        return None
    before = apply(COUNTS[expression.kind], Scalar.INT, record, stretch[0], THIS_MONTH if window.inclusive else stretch[1])
    return with_this_month(before, applicable(reference, scope)) if window.inclusive else before


def with_this_month(before: Expr, now: Expr | None) -> Expr | None:
    """A number of months, and one more when a condition holds now."""
    if now is None:
        return None
    one = Choose(((now, Constant(1, Scalar.INT)), (negate(now), Constant(0, Scalar.INT))), Scalar.INT)
    return apply(Op.ADD, Scalar.INT, before, one)


def stops_now(window: tree.MonthWindow) -> bool:
    """Whether a stretch stops before the month of the case, or with that month and certainly holds it."""
    now = (tree.ThisDay, tree.ThisMonth)
    certain = window.since is None and (window.year is None or isinstance(window.year, now))
    return isinstance(window.stop, now) and (certain or not window.inclusive)


def lower_window(window: tree.MonthWindow, scope: Scope, typed: Typed) -> Stretch | None:
    """A stretch of months as two dates."""
    stop = None if window.stop is None else typed(window.stop, scope, Scalar.DATE)
    start = lower_start(window, stop, scope, typed)
    if start is None or (window.stop is not None and stop is None):
        return None
    whole_year = None if window.year is None else later(start, YEAR)
    if stop is None:
        return None if whole_year is None else (start, whole_year)
    end = later(apply(Op.MONTH, Scalar.DATE, stop), NEXT) if window.inclusive else stop
    return start, end if whole_year is None else apply(Op.MIN, Scalar.DATE, end, whole_year)


def lower_start(window: tree.MonthWindow, stop: Expr | None, scope: Scope, typed: Typed) -> Expr | None:
    """The date in whose month a stretch begins."""
    if window.year is not None:
        day = typed(window.year, scope, Scalar.DATE)
        return None if day is None else apply(Op.YEAR_START, Scalar.DATE, day)
    if window.since is not None:
        return typed(window.since, scope, Scalar.DATE)
    if window.last is None:
        return BEGINNING
    length = typed(window.last, scope, Scalar.MONTHS)
    return None if stop is None or length is None else later(apply(Op.MONTH, Scalar.DATE, stop), minus(length))


def later(day: Expr, months: Expr) -> Expr:
    """The same day some months later; for the first day of a month that is exact."""
    return apply(Op.ADD_MONTHS, Scalar.DATE, day, months)


def throughout(kind: str, named: Expr, length: Expr, day: Expr) -> Expr:
    """`S gedurende ten minste n maanden aaneengesloten vóór d` (every month) or `S ooit in n maanden vóór d` (some month)."""
    start = later(apply(Op.MONTH, Scalar.DATE, day), minus(length))
    counted = apply(Op.MONTHS_TOTAL, Scalar.INT, named, start, day)
    return apply(Op.GE, Scalar.BOOL, counted, Constant(1, Scalar.INT) if kind == "ooit" else length)
