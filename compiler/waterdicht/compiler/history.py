"""Earlier applications of a provision: all of them, as a set of days, so that an anchor in the past sees those before it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import assert_never

from waterdicht.compiler import durations
from waterdicht.compiler.build import apply, both, days, present
from waterdicht.compiler.ir import ByReading, Constant, Expr, FactOf, Op
from waterdicht.compiler.operators import minus, shift
from waterdicht.compiler.references import FIRST_DAYS, applications
from waterdicht.compiler.scope import APPLICATION_DAY, Scope
from waterdicht.compiler.types import Scalar
from waterdicht.compiler.use import optional_names
from waterdicht.dsl import tree
from waterdicht.runtime.calendar import FIRST_YEAR, LAST_YEAR
from waterdicht.runtime.values import Period

Typed = Callable[..., Expr | None]
"""`lower.typed`: an expression that must have one of some types."""
BEGINNING = Constant(date(FIRST_YEAR, 1, 1), Scalar.DATE)
EVER = Constant(Period(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)), Scalar.PERIOD)
TODAY = FactOf("deze_dag", Scalar.DATE)
Earlier = tree.ApplicationFound | tree.Within | tree.Presence


def asks_history(expression: tree.Expression) -> bool:
    """Whether a test on a day is about `toepassing van A`: then any application counts."""
    match expression:
        case tree.Within(_, _, anchor):
            return isinstance(anchor, tree.AppliedOn)
        case tree.Presence(operand):
            return isinstance(operand, tree.AppliedOn)
        case _:
            return False


def lower_history(expression: Earlier, scope: Scope, typed: Typed) -> Expr | None:
    """Tests on all earlier applications of a provision."""
    match expression:
        case tree.ApplicationFound(reference, length, anchor, after):
            return lower_found(reference, length, anchor, after, scope, typed)
        case tree.Within(left, length, tree.AppliedOn(reference), after):
            return lower_near(left, length, reference, after, scope, typed)
        case tree.Presence(tree.AppliedOn(reference), wanted):
            found = history(reference, scope)
            return None if found is None else some_day(found, EVER) if wanted else no_day(found)
        case tree.Within() | tree.Presence():
            raise AssertionError("INVARIANT: `asks_history` says that it is about an application")
        case _:
            assert_never(expression)


def history(reference: tree.Reference, scope: Scope) -> Expr | None:
    """The days on which a provision was applied; by the reading `dag_van_toepassing`, where declared, of the decision or of its effect."""
    options = scope.world.readings.get(APPLICATION_DAY, ())
    days_of = {option: applications(reference, scope, first_days=option == FIRST_DAYS) for option in options or ("",)}
    found = [(option, facts) for option, facts in days_of.items() if facts is not None]
    if not found:
        return None
    return ByReading(APPLICATION_DAY, tuple(found), Scalar.PERIODS) if options else found[0][1]


def lower_found(
    reference: tree.Reference, length: tree.Expression | None, anchor: tree.Expression | None, after: bool, scope: Scope, typed: Typed
) -> Expr | None:
    """`toepassing gevonden van A`: up to and including the day of the case; `in T vóór d`, `binnen T na e`: on a day of that stretch."""
    found = history(reference, scope)
    if length is None or anchor is None:
        return None if found is None else some_day(found, stretch(BEGINNING, TODAY))
    count, day = typed(length, scope, Scalar.MONTHS, Scalar.DAYS), typed(anchor, scope, Scalar.DATE)
    if found is None or count is None or day is None:
        return None
    near = stretch(day, shift(day, count)) if after else durations.before(day, count)
    return known_stretch(found, day, near, scope)


def lower_near(left: tree.Expression, length: tree.Expression, reference: tree.Reference, after: bool, scope: Scope, typed: Typed) -> Expr | None:
    """`x is binnen T na toepassing van A`, or `vóór`: x lies so near some application, not only the last."""
    found, day = history(reference, scope), typed(left, scope, Scalar.DATE)
    count = typed(length, scope, Scalar.MONTHS, Scalar.DAYS)
    if found is None or day is None or count is None:
        return None
    return known_stretch(found, day, stretch(first_reaching(day, count), day) if after else last_reaching(day, count), scope)


def first_reaching(day: Expr, length: Expr) -> Expr:
    """The first day from which that length reaches a day: n months earlier, or the first of the next month when that day does not exist.

    Adding months never turns days round, so all days from this one on reach it, and none before: the last day of a shorter month
    stays short of it.
    """
    return earlier(Op.ADD_MONTHS_UP, day, length)


def last_reaching(day: Expr, length: Expr) -> Expr:
    """The days after a day that are no more than that length away, counted back: up to the day before the first that stays beyond it."""
    after = apply(Op.ADD_DAYS, Scalar.DATE, day, days(1))
    beyond = apply(Op.ADD_MONTHS_UP if length.type is Scalar.MONTHS else Op.ADD_DAYS, Scalar.DATE, after, length)
    return stretch(after, durations.day_before(beyond))


def earlier(by_months: Op, day: Expr, length: Expr) -> Expr:
    """A day some months or days earlier."""
    return apply(by_months if length.type is Scalar.MONTHS else Op.ADD_DAYS, Scalar.DATE, day, minus(length))


def stretch(first: Expr, last: Expr) -> Expr:
    """The days from one to another, both included."""
    return apply(Op.PERIOD, Scalar.PERIOD, first, last)


def some_day(found: Expr, period: Expr) -> Expr:
    """That some application lies in a period."""
    return apply(Op.GE, Scalar.BOOL, apply(Op.DAYS_IN, Scalar.DAYS, found, period), days(1))


def no_day(found: Expr) -> Expr:
    """That there is no application at all."""
    return apply(Op.EQ, Scalar.BOOL, apply(Op.DAYS_IN, Scalar.DAYS, found, EVER), days(0))


def known_stretch(found: Expr, day: Expr, period: Expr, scope: Scope) -> Expr:
    """That some application lies in a stretch around a day: false without that day, and without any application whatever the day."""
    return both(present(day, optional_names(scope.world)), some_day(found, EVER), some_day(found, period))
