"""The reference: what every expression of the typed model means on one case.

Every backend is held equal to this file. It is written to be read in one sitting: one function per node, one row per operator.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Any, assert_never

from waterdicht.compiler.ir import Apply, ByReading, Choose, Collect, Constant, Expr, FactOf, Gather, ItemOf, Marked, Op, Snapshot, Unsaid, Use
from waterdicht.runtime import calendar, months
from waterdicht.runtime.deadline import deadline
from waterdicht.runtime.logic import and_, exactly_one, not_, or_
from waterdicht.runtime.values import ABSENT, UNKNOWN, Computed, Fault, Period


@dataclass(frozen=True, slots=True)
class Case:
    """One case: facts by full name (a missing name is unknown, ABSENT is absent) and the reading chosen for each name.

    `items` holds the list element each binder stands for; a property missing from an element is unknown.
    `known` remembers the value of each definition already used in this case. `unsaid` is what text that is not known says, by name, for one
    completion of it; what is not there is unknown.
    """

    snapshot: Snapshot
    facts: Mapping[str, Computed]
    readings: Mapping[str, str]
    items: Mapping[str, Mapping[str, Computed]] = field(default_factory=dict)
    known: MutableMapping[str, Computed] = field(default_factory=dict, compare=False, repr=False)
    unsaid: Mapping[str, Computed] = field(default_factory=dict)


def evaluate(expr: Expr, case: Case) -> Any:  # noqa: C901  # exhaustive: one arm for each form of expression
    """The value of an expression: a value of its type, UNKNOWN, ABSENT (only where the type says optional) or a Fault."""
    match expr:
        case Constant(value):
            return value
        case FactOf(name):
            return case.facts.get(name, UNKNOWN)
        case ItemOf(binder, name):
            return case.items[binder].get(name, UNKNOWN)
        case Unsaid(name):
            return case.unsaid.get(name, UNKNOWN)
        case Use(key):
            return evaluate_use(key, case)
        case Apply():
            return evaluate_apply(expr, case)
        case Collect():
            return evaluate_collect(expr, case)
        case Choose():
            return evaluate_choose(expr, case)
        case ByReading(reading, branches):
            return evaluate(dict(branches)[case.readings[reading]], case)
        case Marked(body):
            return evaluate(body, case)
        case _:
            assert_never(expr)


def evaluate_use(key: str, case: Case) -> Any:
    """The value of a definition. Definitions never mention binders, so one value serves the whole case."""
    if key not in case.known:
        case.known[key] = evaluate(case.snapshot.definitions[key].body, case)
    return case.known[key]


def evaluate_collect(expr: Collect, case: Case) -> Any:
    """A quantifier over the elements of a list; an absent list is a fault, an unknown one is unknown."""
    elements = strict_argument(evaluate(expr.over, case))
    if elements is UNKNOWN or isinstance(elements, Fault):
        return elements
    cases = [Case(case.snapshot, case.facts, case.readings, {**case.items, expr.binder: item}, case.known, case.unsaid) for item in elements]
    conditions = [strict_argument(evaluate(expr.where, each)) for each in cases]
    match expr.gather:
        case Gather.ANY:
            return or_(*conditions)
        case Gather.ALL:
            return and_(*conditions)
        case Gather.COUNT:
            return total(conditions, [1] * len(conditions))
        case Gather.SUM:
            assert expr.body is not None  # INVARIANT: the type checker gives every SUM a body
            return total(conditions, [evaluate(expr.body, each) if chosen is True else 0 for each, chosen in zip(cases, conditions, strict=True)])
        case _:
            assert_never(expr.gather)


def total(conditions: Sequence[Any], amounts: Sequence[Any]) -> Any:
    """The sum of the amounts whose condition is true; a fault or unknown among conditions or chosen amounts decides."""
    chosen = [strict_argument(amount) if condition is True else 0 for condition, amount in zip(conditions, amounts, strict=True)]
    stopped = strict((*conditions, *chosen))
    return sum(chosen) if stopped is None else stopped


def evaluate_choose(expr: Choose, case: Case) -> Any:
    """The value of the one case that applies; a gap and an overlap are faults."""
    conditions = [strict_argument(evaluate(when, case)) for when, _ in expr.cases]
    faults = [condition for condition in conditions if isinstance(condition, Fault)]
    chosen = [value for condition, (_, value) in zip(conditions, expr.cases, strict=True) if condition is True]
    if faults:
        return faults[0]
    if len(chosen) > 1:
        return Fault("dubbele_waarde")
    if any(condition is UNKNOWN for condition in conditions):
        return UNKNOWN
    if chosen:
        return evaluate(chosen[0], case)
    outside = expr.outside is not None and evaluate(expr.outside, case) is True
    return Fault("waarde_buiten_geldigheid" if outside else "geen_waarde")


def strict_argument(value: Any) -> Any:
    """An argument of a strict operator: absence becomes a fault."""
    return Fault("ontbrekende_waarde") if value is ABSENT else value


def strict(values: Sequence[Any]) -> Any:
    """The fault or unknown that decides a strict operator, or None when all values are there (fault before unknown)."""
    for value in values:
        if isinstance(value, Fault):
            return value
    return UNKNOWN if any(value is UNKNOWN for value in values) else None


def evaluate_apply(expr: Apply, case: Case) -> Any:
    """One operator applied to its arguments."""
    arguments = [evaluate(argument, case) for argument in expr.arguments]
    match expr.op:
        case Op.AND:
            return and_(*map(strict_argument, arguments))
        case Op.OR:
            return or_(*map(strict_argument, arguments))
        case Op.NOT:
            return not_(strict_argument(arguments[0]))
        case Op.EXACTLY_ONE:
            return exactly_one(*map(strict_argument, arguments))
        case Op.PRESENT:
            return arguments[0] if arguments[0] is UNKNOWN or isinstance(arguments[0], Fault) else arguments[0] is not ABSENT
        case Op.OR_ELSE:
            return arguments[1] if arguments[0] is ABSENT else arguments[0]
        case Op.PERIOD:
            return make_period(arguments[0], arguments[1])
        case op:
            given = [strict_argument(argument) for argument in arguments]
            stopped = strict(given)
            return STRICT[op](*given) if stopped is None else stopped


def make_period(first: Any, last: Any) -> Any:
    """A period; fault before unknown before absent."""
    for value in (first, last):
        if isinstance(value, Fault):
            return value
    if first is UNKNOWN or last is UNKNOWN:
        return UNKNOWN
    return ABSENT if first is ABSENT or last is ABSENT else Period(first, last)


def divide(numerator: Any, denominator: Any) -> Any:
    """Exact division."""
    return Fault("deling_door_nul") if denominator == 0 else Fraction(numerator) / Fraction(denominator)


def whole_cents(amount: Any) -> Any:
    """An amount without a fraction of a cent."""
    return amount if Fraction(amount).denominator == 1 else Fault("gebroken_cent")


def round_half_up(amount: Any, step: int) -> int:
    """To the nearest multiple of `step`; half goes up (towards plus infinity)."""
    return floor(Fraction(amount) / step + Fraction(1, 2)) * step


STRICT: Mapping[Op, Callable[..., Any]] = {
    Op.EQ: operator.eq,
    Op.NE: operator.ne,
    Op.LT: operator.lt,
    Op.LE: operator.le,
    Op.GT: operator.gt,
    Op.GE: operator.ge,
    Op.ADD: operator.add,
    Op.SUB: operator.sub,
    Op.MUL: operator.mul,
    Op.DIV: divide,
    Op.MIN: min,
    Op.MAX: max,
    Op.ROUND_HALF_UP: round_half_up,
    Op.ROUND_UP: lambda amount, step: ceil(Fraction(amount) / step) * step,
    Op.ROUND_DOWN: lambda amount, step: floor(Fraction(amount) / step) * step,
    Op.WHOLE_CENTS: whole_cents,
    Op.ADD_MONTHS: calendar.add_months,
    Op.ADD_MONTHS_UP: calendar.add_months_up,
    Op.ADD_DAYS: calendar.add_days,
    Op.DAYS_BETWEEN: calendar.days_between,
    Op.AGE: calendar.age,
    Op.YEAR: lambda day: day.year,
    Op.DEADLINE: deadline,
    Op.BEGIN: lambda period: period.begin,
    Op.END: lambda period: period.end,
    Op.LENGTH: calendar.length,
    Op.DAYS_IN: calendar.days_in,
    Op.CONTAINS: calendar.contains,
    Op.NTH_FREE_DAY: calendar.nth_free_day,
    Op.MONTH: months.first_of_month,
    Op.YEAR_START: months.first_of_year,
    Op.IN_MONTH: months.in_month,
    Op.HOLDS_IN: months.holds_in,
    Op.MONTHS_TOTAL: months.total,
    Op.MONTHS_RUN: months.run,
    Op.MONTHS_SINCE: months.since_first,
}
"""The strict operators, by name. A test checks that every operator is here or has its own arm in `evaluate_apply`."""
