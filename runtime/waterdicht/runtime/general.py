"""The operators of compiled policies on every value, unknown, absent and fault included: the general form.

Each name does what the operator of the same meaning does in the reference evaluator.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import wraps
from math import ceil, floor
from typing import Any, Final, TypeAlias

from waterdicht.runtime import calendar, months
from waterdicht.runtime.compiled import Given
from waterdicht.runtime.deadline import deadline
from waterdicht.runtime.logic import and_, exactly_one, not_, or_
from waterdicht.runtime.values import ABSENT, UNKNOWN, Computed, Fault, Period

Operator: TypeAlias = Callable[..., Any]
General: TypeAlias = Callable[[Any, Given], Any]
MISSING: Final[Any] = Fault("ontbrekende_waarde")


def strict_argument(value: Any) -> Any:
    """An argument of a strict operator: absence becomes a fault."""
    return MISSING if value is ABSENT else value


def stopped_by(values: Iterable[Any]) -> Any:
    """The fault or unknown that decides a strict operator, or None when all values are there (the first fault before unknown)."""
    stopped = None
    for value in values:
        if isinstance(value, Fault):
            return value
        if value is UNKNOWN:
            stopped = UNKNOWN
    return stopped


def strict(operation: Operator) -> Operator:
    """The operation on known values, extended: fault before unknown; an absent argument is a fault."""

    def extended(*arguments: Any) -> Any:
        given = [strict_argument(argument) for argument in arguments]
        stopped = stopped_by(given)
        return operation(*given) if stopped is None else stopped

    return extended


def divide(numerator: Any, denominator: Any) -> Any:
    """Exact division."""
    return Fault("deling_door_nul") if denominator == 0 else Fraction(numerator) / Fraction(denominator)


def whole(amount: Any) -> Any:
    """An amount without a fraction of a cent."""
    return amount if amount == int(amount) else Fault("gebroken_cent")


def round_half_up(amount: Any, step: int) -> int:
    """To the nearest multiple of `step`; half goes up (towards plus infinity)."""
    return floor(Fraction(amount) / step + Fraction(1, 2)) * step


def round_up(amount: Any, step: int) -> int:
    """To the least multiple of `step` that is not less."""
    return ceil(Fraction(amount) / step) * step


def round_down(amount: Any, step: int) -> int:
    """To the greatest multiple of `step` that is not more."""
    return floor(Fraction(amount) / step) * step


equal: Final = strict(operator.eq)
differs: Final = strict(operator.ne)
less: Final = strict(operator.lt)
at_most: Final = strict(operator.le)
more: Final = strict(operator.gt)
at_least: Final = strict(operator.ge)
plus: Final = strict(operator.add)
minus: Final = strict(operator.sub)
times: Final = strict(operator.mul)
divided: Final = strict(divide)
lowest: Final = strict(min)
highest: Final = strict(max)
rounded: Final = strict(round_half_up)
rounded_up: Final = strict(round_up)
rounded_down: Final = strict(round_down)
whole_cents: Final = strict(whole)
plus_months: Final = strict(calendar.add_months)
plus_months_up: Final = strict(calendar.add_months_up)
plus_days: Final = strict(calendar.add_days)
days_between: Final = strict(calendar.days_between)
age: Final = strict(calendar.age)
year: Final = strict(operator.attrgetter("year"))
last_day: Final = strict(deadline)
begin: Final = strict(operator.attrgetter("begin"))
end: Final = strict(operator.attrgetter("end"))
length: Final = strict(calendar.length)
days_in: Final = strict(calendar.days_in)
contains: Final = strict(calendar.contains)
nth_free_day: Final = strict(calendar.nth_free_day)
month: Final = strict(months.first_of_month)
year_start: Final = strict(months.first_of_year)
in_month: Final = strict(months.in_month)
holds_in: Final = strict(months.holds_in)
months_total: Final = strict(months.total)
months_run: Final = strict(months.run)
months_since: Final = strict(months.since_first)


def all_of(*arguments: Any) -> Any:
    """`alle van`: the conjunction."""
    return and_(*map(strict_argument, arguments))


def any_of(*arguments: Any) -> Any:
    """`een of meer van`: the disjunction."""
    return or_(*map(strict_argument, arguments))


def negated(argument: Any) -> Any:
    """`niet`."""
    return not_(strict_argument(argument))


def one_of(*arguments: Any) -> Any:
    """`precies één van`."""
    return exactly_one(*map(strict_argument, arguments))


def present(argument: Any) -> Any:
    """Whether a value was given; unknown and faults stay as they are."""
    return argument if argument is UNKNOWN or isinstance(argument, Fault) else argument is not ABSENT


def or_else(first: Any, second: Any) -> Any:
    """The first value, or the second when the first is absent."""
    return second if first is ABSENT else first


def period(first: Any, last: Any) -> Any:
    """A period; fault before unknown before absent."""
    stopped = stopped_by((first, last))
    if stopped is not None:
        return stopped
    return ABSENT if first is ABSENT or last is ABSENT else Period(first, last)


def some(elements: Any, where: Callable[[Any], Any]) -> Any:
    """Whether an element satisfies the condition."""
    return collected(elements, lambda given: or_(*(strict_argument(where(element)) for element in given)))


def every(elements: Any, where: Callable[[Any], Any]) -> Any:
    """Whether all elements satisfy the condition."""
    return collected(elements, lambda given: and_(*(strict_argument(where(element)) for element in given)))


def count(elements: Any, where: Callable[[Any], Any]) -> Any:
    """The number of elements that satisfy the condition."""
    return collected(elements, lambda given: _total([strict_argument(where(element)) for element in given], lambda _: 1, given))


def total(elements: Any, where: Callable[[Any], Any], body: Callable[[Any], Any]) -> Any:
    """The sum of the body over the elements that satisfy the condition."""
    return collected(elements, lambda given: _total([strict_argument(where(element)) for element in given], body, given))


def collected(elements: Any, gather: Callable[[Any], Any]) -> Any:
    """What is gathered from the elements of a list; an absent list is a fault, an unknown one unknown."""
    stopped = stopped_by((strict_argument(elements),))
    return gather(elements) if stopped is None else stopped


def _total(conditions: list[Any], body: Callable[[Any], Any], elements: Any) -> Any:
    chosen = [strict_argument(body(element)) if condition is True else 0 for element, condition in zip(elements, conditions, strict=True)]
    stopped = stopped_by((*conditions, *chosen))
    return sum(chosen) if stopped is None else stopped


def choose(*cases: tuple[Any, Callable[[], Any]], outside: Callable[[], Any] | None = None) -> Any:
    """The value of the one case whose condition is true; a gap and an overlap are faults. `outside`: the day has no value in a table over time."""
    conditions = [strict_argument(condition) for condition, _ in cases]
    fault = next((condition for condition in conditions if isinstance(condition, Fault)), None)
    if fault is not None:
        return fault
    chosen = [value for condition, (_, value) in zip(conditions, cases, strict=True) if condition is True]
    if len(chosen) > 1:
        return Fault("dubbele_waarde")
    if any(condition is UNKNOWN for condition in conditions):
        return UNKNOWN
    if chosen:
        return chosen[0]()
    return Fault("waarde_buiten_geldigheid" if outside is not None and outside() is True else "geen_waarde")


def item(element: Mapping[str, Computed], name: str) -> Computed:
    """A property of a list element; unknown when the element does not have it."""
    return element.get(name, UNKNOWN)


def defined(definitions: dict[str, General], key: str) -> Callable[[General], General]:
    """A definition, put under its key among the others: computed at most once for each case."""

    def under_its_key(function: General) -> General:
        @wraps(function)
        def remembered(facts: Any, given: Given) -> Any:
            known = given.known
            if key not in known:
                known[key] = function(facts, given)
            return known[key]

        definitions[key] = remembered
        return remembered

    return under_its_key
