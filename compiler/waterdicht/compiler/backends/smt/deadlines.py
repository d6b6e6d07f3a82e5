"""The last day of a term as in `waterdicht.runtime.deadline`: the plain end, moved to a working day where the law says so."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Literal, cast

from waterdicht.compiler.backends.smt.calendar import add_days, add_months
from waterdicht.compiler.backends.smt.days import choose_day, constant_day, is_constant, number, number_text, shift, span
from waterdicht.compiler.backends.smt.encoding import Encoding, Unencodable, assume, declare, fresh, share
from waterdicht.compiler.backends.smt.numbers import multiply
from waterdicht.compiler.backends.smt.terms import Counted, Day, Number, as_int, constant, known_number
from waterdicht.compiler.backends.smt.text import FALSE, TRUE, conj, disj, eq, implies, integer, ite, le, lt, minus, neg, plus
from waterdicht.compiler.backends.smt.working_days import FIRST_TABLED, LAST_TABLED, count_of_working_days, next_working, working_rank
from waterdicht.runtime import calendar
from waterdicht.runtime import deadline as runtime
from waterdicht.runtime.values import Fault

LEAST_DAYS = {"dagen": 1, "weken": 7, "maanden": 28}
"""How many days a unit of an extended term has at least."""


def deadline(encoding: Encoding, anchor: Day, count: Number, unit: str) -> tuple[Day, str]:
    """The last day of a term after `anchor`, and the fault that it cannot be told. A number of working days must be literal."""
    if unit not in ("dagen", "weken", "maanden", "jaar", "werkdagen"):
        raise Unencodable("een termijn zonder eenheid")
    exact = known_number(count)
    if exact is None:
        return _open_deadline(encoding, anchor, as_int(count), cast("runtime.TermUnit", unit))
    term = int(exact), cast("runtime.TermUnit", unit)
    if is_constant(anchor):
        found = runtime.deadline(date.fromordinal(span(anchor)[0]), *term)
        return (anchor, TRUE) if isinstance(found, Fault) else (constant_day(found), FALSE)
    return _narrowed(anchor, term, _deadline(encoding, anchor, *term))


def _deadline(encoding: Encoding, anchor: Day, count: int, unit: runtime.TermUnit) -> tuple[Day, str]:
    """The last day of a term after an anchor that is not known beforehand."""
    if unit == "werkdagen":
        return (anchor, FALSE) if count == 0 else _nth_working_day(encoding, anchor, count)
    end, fault = _plain_end(encoding, anchor, constant(count), unit)
    if not runtime.is_extended(count, unit):
        return end, fault
    found, outside = _working_end(encoding, shift(anchor, 1), end, needs_two_days(count, unit))
    return found, disj(fault, outside)


def _open_deadline(encoding: Encoding, anchor: Day, count: Number, unit: runtime.TermUnit) -> tuple[Day, str]:
    """The last day of a term of a number of units that is not known beforehand."""
    if unit == "werkdagen":
        raise Unencodable("een termijn in werkdagen zonder vast aantal")
    end, fault = _plain_end(encoding, anchor, count, unit)
    longest = runtime.LONGEST_EXTENDED.get(unit, 0)
    possible = [number for number in range(1, longest + 1) if (count.least or 1) <= number <= (count.greatest or longest)]
    if not possible:
        return end, fault
    extended = conj(le("1", count.text), le(count.text, integer(longest)))
    found, outside = _working_end(encoding, shift(anchor, 1), end, any(needs_two_days(number, unit) for number in possible))
    return choose_day(extended, found, end), disj(fault, conj(extended, outside))


def _plain_end(encoding: Encoding, anchor: Day, count: Number, unit: Literal["dagen", "weken", "maanden", "jaar"]) -> tuple[Day, str]:
    """The end of a term before any extension."""
    units = multiply(constant({"weken": 7, "jaar": 12}.get(unit, 1)), count)
    return add_days(encoding, anchor, units) if unit in ("dagen", "weken") else add_months(encoding, anchor, units)


@cache
def needs_two_days(count: int, unit: runtime.TermUnit) -> bool:
    """Whether somewhere in the table art. 2 (two working days in a term) moves the end of such a term further than art. 1 does."""
    if count * LEAST_DAYS[unit] > runtime.longest_without_two_working_days():
        return False
    anchors = (date.fromordinal(ordinal) for ordinal in range(FIRST_TABLED - 1, LAST_TABLED))
    return any(_moved_by_two_days(anchor, count, unit) for anchor in anchors)


def _moved_by_two_days(anchor: date, count: int, unit: runtime.TermUnit) -> bool:
    """Whether a term ends later because it must hold two working days."""
    end = calendar.add_months(anchor, count) if unit == "maanden" else calendar.add_days(anchor, count * (7 if unit == "weken" else 1))
    if isinstance(end, Fault):
        return False
    return runtime.working_end(anchor + timedelta(1), end) != runtime.working_end(end, end)


def _working_end(encoding: Encoding, first: Day, end: Day, two_days: bool) -> tuple[Day, str]:
    """The end after extension, and the fault that the holiday table does not reach."""
    start, stop = number_text(number(encoding, first)), number_text(number(encoding, end))
    outside = disj(lt(start, integer(FIRST_TABLED)), lt(integer(LAST_TABLED), stop))
    found = next_working(encoding, stop)
    if two_days:
        second = next_working(encoding, plus(next_working(encoding, start), 1))
        long_enough = le("2", minus(stop, start))
        found = share(encoding, ite(conj(long_enough, lt(found, second)), second, found), "Int")
    return _tabled(encoding, found, outside)


def _tabled(encoding: Encoding, text: str, outside: str) -> tuple[Day, str]:
    """The found day kept within the table, and the fault that it or something before it lies outside."""
    fault = share(encoding, disj(outside, lt(text, integer(FIRST_TABLED)), lt(integer(LAST_TABLED), text)), "Bool")
    return Counted(share(encoding, ite(fault, integer(FIRST_TABLED), text), "Int"), FIRST_TABLED, LAST_TABLED), fault


def _nth_working_day(encoding: Encoding, anchor: Day, count: int) -> tuple[Day, str]:
    """The count-th working day after the anchor (before it when negative), found by its rank among the working days."""
    first = shift(anchor, 1 if count > 0 else -1)
    start = number_text(number(encoding, first))
    done = working_rank(encoding, number_text(number(encoding, anchor if count > 0 else first)))
    wanted = plus(done, count if count > 0 else count + 1)
    in_table = conj(le(integer(FIRST_TABLED), start), le(start, integer(LAST_TABLED)))
    exists = share(encoding, conj(in_table, le("1", wanted), le(wanted, integer(count_of_working_days()))), "Bool")
    found = declare(encoding, fresh(encoding, "werkdag"), "Int")
    assume(encoding, conj(le(integer(FIRST_TABLED), found), le(found, integer(LAST_TABLED))), found)
    assume(encoding, implies(exists, conj(eq(working_rank(encoding, found), wanted), eq(next_working(encoding, found), found))), found, exact=True)
    assume(encoding, implies(exists, le(start, found) if count > 0 else le(found, start)), found)
    return Counted(found, FIRST_TABLED, LAST_TABLED), neg(exists)


def _narrowed(anchor: Day, term: tuple[int, runtime.TermUnit], found: tuple[Day, str]) -> tuple[Day, str]:
    """Without the fault and with the right bounds when neither the first nor the last possible anchor gives a fault.

    The last day of a term never comes earlier for a later anchor, and the faults lie at both ends; a test goes through the table.
    """
    day, fault = found
    ends = [runtime.deadline(date.fromordinal(bound), *term) for bound in span(anchor)]
    if any(isinstance(end, Fault) for end in ends):
        return day, fault
    low, high = (end.toordinal() for end in ends if isinstance(end, date))
    match day:
        case Counted(text):
            return Counted(text, low, high), FALSE
        case _:
            return day, FALSE
