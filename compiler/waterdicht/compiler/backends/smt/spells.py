"""Sets of days without a bound on the number of spells: only how many of their days lie before each day that is asked about.

Let C(x) be the number of days of a set S before day x. For all asked days x <= y the axioms say 0 <= C(y) - C(x) <= y - x.
They lose nothing: between two neighbouring asked days, y - x days long, any number k from 0 to y - x is the count of some set,
for example of the first k days; and whatever is asked (days in a period, whether a day lies in S, the n-th day outside S) is
an expression in C. So a solution of the axioms is a set of periods, with any number of spells, and every set is a solution.
"""

from __future__ import annotations

from typing import assert_never

from waterdicht.compiler.backends.smt import tables
from waterdicht.compiler.backends.smt.days import (
    FIRST_NUMBER,
    LAST_NUMBER,
    Number,
    at_most,
    choose_day,
    constant_day,
    number,
    number_text,
    shift,
    span,
)
from waterdicht.compiler.backends.smt.encoding import Encoding, assume, declare, fresh, relate, share
from waterdicht.compiler.backends.smt.terms import ChosenSpells, Counted, Day, FactSpells, ListedSpells, Span, Spells, known_number
from waterdicht.compiler.backends.smt.terms import Number as Amount
from waterdicht.compiler.backends.smt.text import FALSE, TRUE, add, conj, disj, eq, implies, integer, ite, le, lt, minus, neg, plus
from waterdicht.runtime.values import Period

END_OF_SPELLS = tables.LAST_SPELL_DAY.toordinal() + 1


def counter(encoding: Encoding, spells: Spells, day: Day) -> str:
    """The number of days of a set before a day."""
    match spells:
        case FactSpells(name):
            return _counter_of_fact(encoding, name, _point(encoding, day))
        case ListedSpells(periods):
            return add(*(_counter_of_period(encoding, period, day) for period in periods))
        case ChosenSpells(condition, then, otherwise):
            return ite(condition, counter(encoding, then, day), counter(encoding, otherwise, day))
        case _:
            assert_never(spells)


def _point(encoding: Encoding, day: Day) -> Number:
    """The day number asked about: no later than the day after the last possible day of a spell."""
    found = number(encoding, day)
    if span(day)[1] < END_OF_SPELLS:
        return found
    if span(day)[0] >= END_OF_SPELLS:
        return Number("", END_OF_SPELLS)
    text = number_text(found)
    return Number(share(encoding, ite(le(text, integer(END_OF_SPELLS)), text, integer(END_OF_SPELLS)), "Int"), 0)


def points(encoding: Encoding, name: str) -> list[tuple[Number, str]]:
    """The days asked of a set so far, each with its counter."""
    found = encoding.script.memory.setdefault(("points", name), [])
    assert isinstance(found, list)
    return found


def _counter_of_fact(encoding: Encoding, name: str, point: Number) -> str:
    known = points(encoding, name)
    for other, text in known:
        if other == point:
            return text
    count = declare(encoding, fresh(encoding, f"{name}!voor"), "Int")
    assume(encoding, conj(le("0", count), le(count, number_text(Number(point.base, point.offset - FIRST_NUMBER)))), count)
    for other, text in known:
        _relate(encoding, (other, text), (point, count))
    known.append((point, count))
    return count


def _relate(encoding: Encoding, one: tuple[Number, str], other: tuple[Number, str]) -> None:
    """Between two asked days a set has from no days to all of them."""
    for (first, low), (last, high) in ((one, other), (other, one)):
        days = minus(number_text(last), number_text(first)) if first.base != last.base else integer(last.offset - first.offset)
        in_order = le(number_text(first), number_text(last)) if first.base != last.base else le("0", days)
        relate(encoding, implies(in_order, conj(le(low, high), le(minus(high, low), days))))


def _counter_of_period(encoding: Encoding, period: Period, day: Day) -> str:
    """The days of one written-out period before a day."""
    low, high = span(day)
    if high <= period.begin.toordinal():
        return "0"
    if low > period.end.toordinal():
        return integer(period.end.toordinal() + 1 - period.begin.toordinal())
    return days_before(period, number_text(number(encoding, day)))


def days_before(period: Period, number_: str) -> str:
    """The number of days of a period before a day number."""
    first, after = period.begin.toordinal(), period.end.toordinal() + 1
    return ite(le(number_, integer(first)), "0", ite(le(integer(after), number_), integer(after - first), plus(number_, -first)))


def track_total(encoding: Encoding, spells: FactSpells) -> str:
    """The number of days of a set fact."""
    return counter(encoding, spells, constant_day(tables.LAST_DATE))


def days_in(encoding: Encoding, spells: Spells, period: Span) -> str:
    """The number of days of a period that lie in a set."""
    count = minus(counter(encoding, spells, shift(period.end, 1)), counter(encoding, spells, period.begin))
    return ite(at_most(encoding, period.begin, period.end), count, "0")


def contains(encoding: Encoding, spells: Spells, day: Day) -> str:
    """That a day lies in a set."""
    return eq(minus(counter(encoding, spells, shift(day, 1)), counter(encoding, spells, day)), "1")


def nth_free_day(encoding: Encoding, begin: Day, count: Amount, spells: Spells) -> tuple[Day, str]:
    """The n-th day from `begin` outside a set, and the fault that it lies outside the calendar.

    The day before `begin` when n is not positive. The fault is known without the day itself: fewer than n free days are left.
    """
    start, wanted = number_text(number(encoding, begin)), count.text
    counted = le("1", wanted) if (count.least is None or count.least < 1) else TRUE
    left = minus(integer(LAST_NUMBER + 1), add(start, minus(counter(encoding, spells, constant_day(tables.LAST_DATE)), counter(encoding, spells, begin))))
    too_late = "false" if count.greatest is not None and count.greatest <= LAST_NUMBER - max(END_OF_SPELLS, span(begin)[1]) else lt(left, wanted)
    first = eq(start, integer(FIRST_NUMBER)) if span(begin)[0] == FIRST_NUMBER else FALSE
    too_early = conj(neg(counted), first)
    found = _declare_free_day(encoding, begin, count, spells, conj(counted, neg(too_late)))
    before = shift(begin, -1) if first == FALSE else _day_before_or_first(encoding, begin, first)
    return choose_day(counted, found, before), disj(conj(counted, too_late), too_early)


def _day_before_or_first(encoding: Encoding, begin: Day, first: str) -> Day:
    """The day before, or the first day of the calendar itself: a day of the calendar whether it is chosen or not."""
    text = ite(first, integer(FIRST_NUMBER), plus(number_text(number(encoding, begin)), -1))
    return Counted(share(encoding, text, "Int"), FIRST_NUMBER, max(FIRST_NUMBER, span(begin)[1] - 1))


def _declare_free_day(encoding: Encoding, begin: Day, count: Amount, spells: Spells, exists: str) -> Day:
    """A fresh day that is the n-th free one where there is one, and any day of the calendar otherwise."""
    exact = known_number(count)
    low, high = span(begin)
    least = min(LAST_NUMBER, low + max(0, int(exact) - 1 if exact is not None else 0))
    greatest = LAST_NUMBER if count.greatest is None else min(LAST_NUMBER, max(high, END_OF_SPELLS) + max(0, int(count.greatest)))
    text = declare(encoding, fresh(encoding, "v"), "Int")
    found = Counted(text, least, greatest)
    assume(encoding, conj(le(integer(least), text), le(text, integer(greatest))), text)
    start = number(encoding, begin)
    taken = minus(counter(encoding, spells, shift(found, 1)), counter(encoding, spells, begin))
    free = minus(plus(text, 1), add(number_text(start), taken))
    late_enough = le(number_text(start), text)
    assume(encoding, implies(exists, conj(late_enough, eq(free, count.text), neg(contains(encoding, spells, found)))), text)
    return found
