"""Days: their order by key, their day numbers on demand, and the lemmas between them.

A day is compared by its key 32 * month + day where that is enough; a day number is only made for a day that is counted with.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, assert_never

from waterdicht.compiler.backends.smt import months, tables
from waterdicht.compiler.backends.smt.encoding import Encoding, assume, declare, fresh, relate, share
from waterdicht.compiler.backends.smt.months import constant_month, day_zero, later, month_of, month_text
from waterdicht.compiler.backends.smt.terms import Chosen, Counted, Day, Month, Shifted, Written
from waterdicht.compiler.backends.smt.text import FALSE, TRUE, add, conj, eq, iff, integer, ite, le, lt, minus, neg, numeral, plus

FIRST_NUMBER = tables.FIRST_DATE.toordinal()
LAST_NUMBER = tables.LAST_DATE.toordinal()


class Number(NamedTuple):
    """A day number: an Int term (empty for a constant) plus a constant."""

    base: str
    offset: int


def number_text(number: Number) -> str:
    """The Int term of a day number."""
    return plus(number.base, number.offset) if number.base else integer(number.offset)


def constant_day(day: date) -> Written:
    """A day that is known beforehand."""
    ordinal = day.toordinal()
    return Written(constant_month(tables.month_index(day)), integer(day.day), ordinal, ordinal)


def is_constant(day: Day) -> bool:
    """Whether a day is known beforehand."""
    return span(day)[0] == span(day)[1]


def span(day: Day) -> tuple[int, int]:
    """The day numbers a day certainly lies between."""
    match day:
        case Written(_, _, least, greatest) | Counted(_, least, greatest):
            return least, greatest
        case Shifted(base, days):
            least, greatest = span(base)
            return max(FIRST_NUMBER, least + days), min(LAST_NUMBER, greatest + days)
        case Chosen(_, then, otherwise):
            (low, high), (other_low, other_high) = span(then), span(otherwise)
            return min(low, other_low), max(high, other_high)
        case _:
            assert_never(day)


def shift(day: Day, days: int) -> Day:
    """The day a constant number of days later; the caller sees to it that it lies in the calendar."""
    base, total = (day.base, day.days + days) if isinstance(day, Shifted) else (day, days)
    return Shifted(base, total) if total else base


def number(encoding: Encoding, day: Day) -> Number:
    """The day number of a day."""
    match day:
        case Counted(text):
            return Number("", value) if (value := numeral(text)) is not None else Number(text, 0)
        case Shifted(base, days):
            found = number(encoding, base)
            return Number(found.base, found.offset + days)
        case Written():
            return _number_of_written(encoding, day)
        case Chosen(condition, then, otherwise):
            text = ite(condition, number_text(number(encoding, then)), number_text(number(encoding, otherwise)))
            return Number(share(encoding, text, "Int"), 0)
        case _:
            assert_never(day)


def _number_of_written(encoding: Encoding, day: Written) -> Number:
    if is_constant(day):
        return Number("", day.least)
    key = ("number", day)
    if key not in encoding.script.memory:
        zero = day_zero(encoding, day.month, month_of(day.least), month_of(day.greatest))
        text = declare(encoding, fresh(encoding, "n"), "Int")
        assume(encoding, eq(text, add(zero, day.day)), text)
        encoding.script.memory[key] = Number(text, 0)
        _relate(encoding, day, text)
    found = encoding.script.memory[key]
    assert isinstance(found, Number)
    return found


def _relate(encoding: Encoding, day: Written, text: str) -> None:
    """Lemmas with every earlier counted day: the order of keys is the order of day numbers, in both directions."""
    assume(encoding, conj(le(integer(day.least), text), le(text, integer(day.greatest))), text)
    earlier = encoding.script.memory.setdefault(("days",), [])
    assert isinstance(earlier, list)
    for other, number_of_other in earlier:
        relate(encoding, iff(before(encoding, other, day), lt(number_of_other, text)))
        relate(encoding, iff(before(encoding, day, other), lt(text, number_of_other)))
    earlier.append((day, text))
    _relate_added(encoding, day, text)


def _relate_added(encoding: Encoding, day: Written, text: str) -> None:
    """A day made by adding months lies a number of days after its origin that a table bounds."""
    origin = encoding.script.memory.get(("added", day))
    if not isinstance(origin, Added) or is_constant(origin.day):
        return
    low, high = tables.added_span(origin.months, origin.up)
    days = minus(text, number_text(number(encoding, origin.day)))
    relate(encoding, conj(le(integer(low), days), le(days, integer(high))))


class Added(NamedTuple):
    """How a day came about: `months` months after `day`."""

    day: Written
    months: int
    up: bool


def remember_added(encoding: Encoding, day: Written, added: Added) -> None:
    """Keep the origin of a day for the lemma about their distance."""
    encoding.script.memory[("added", day)] = added


def written(encoding: Encoding, day: Day) -> Written:
    """The same day by one month and one day of the month."""
    found = by_month(encoding, day)
    return found if isinstance(found, Written) else _merged(encoding, found)


def _merged(encoding: Encoding, day: Chosen) -> Written:
    one, other = written(encoding, day.then), written(encoding, day.otherwise)
    month = share(encoding, ite(day.condition, month_text(one.month), month_text(other.month)), "Int")
    return Written(as_month(month), share(encoding, ite(day.condition, one.day, other.day), "Int"), *span(day))


def by_month(encoding: Encoding, day: Day) -> Written | Chosen:
    """The same day by month and day of the month: one such day, or a choice between a few, each linked to the months it came from."""
    key = ("by_month", day)
    if key not in encoding.script.memory:
        found = day if isinstance(day, Written) else _by_month(encoding, day)
        encoding.script.memory[key] = _merged(encoding, found) if isinstance(found, Chosen) and _leaves(found) > MOST_LEAVES else found
    kept = encoding.script.memory[key]
    assert isinstance(kept, Written | Chosen)
    return kept


MOST_LEAVES = 4
"""A choice between more days than this becomes one day with variables of its own, so that text stays small."""


def _leaves(day: Day) -> int:
    return _leaves(day.then) + _leaves(day.otherwise) if isinstance(day, Chosen) else 1


def _by_month(encoding: Encoding, day: Counted | Shifted | Chosen) -> Written | Chosen:
    if is_constant(day):
        return constant_day(date.fromordinal(span(day)[0]))
    match day:
        case Shifted(base, 1 | -1 as step):
            return _step(encoding, by_month(encoding, base), step)
        case Chosen(condition, then, otherwise):
            return Chosen(condition, by_month(encoding, then), by_month(encoding, otherwise))
        case _:
            return _written_from_number(encoding, day)


def _step(encoding: Encoding, day: Day, step: int) -> Written | Chosen:
    """The day after (step 1) or before (step -1), without counting. Both branches are days of the calendar, chosen or not."""
    if isinstance(day, Chosen):
        return Chosen(day.condition, _step(encoding, day.then, step), _step(encoding, day.otherwise, step))
    assert isinstance(day, Written)
    first, last = month_of(day.least), month_of(day.greatest)
    if (first if step < 0 else last) in (tables.FIRST_MONTH, tables.LAST_MONTH):
        # The next month need not be in the calendar.
        return _written_from_number(encoding, Shifted(day, step))
    leaves_month = share(encoding, eq(day.day, "1" if step < 0 else month_length(encoding, day)), "Bool")
    moved = later(day.month, step)
    # INVARIANT: the bounds hold for the branch that is not chosen too, or they would exclude the case.
    if step < 0:
        inside, across = (day.least - 1, day.greatest), (tables.day_zero(first), day.greatest - 1)
    else:
        inside, across = (day.least, day.greatest + 1), (day.least + 1, tables.day_zero(last + 1) + 1)
    stays = Written(day.month, share(encoding, ite(leaves_month, day.day, plus(day.day, step)), "Int"), *inside)
    leaves = Written(moved, "1" if step > 0 else months.month_length(encoding, moved, *map(month_of, across)), *across)
    found = choose_day(leaves_month, leaves, stays)
    assert isinstance(found, Written | Chosen)
    return found


def as_month(text: str) -> Month:
    """A month from its Int term."""
    value = numeral(text)
    return Month(text, 0) if value is None else constant_month(value)


def month_length(encoding: Encoding, day: Written) -> str:
    """The number of days of the month a day lies in."""
    return months.month_length(encoding, day.month, month_of(day.least), month_of(day.greatest))


def _written_from_number(encoding: Encoding, day: Day) -> Written:
    """Fresh month and day that have the same day number."""
    found = declare_day(encoding, fresh(encoding, "d"), *span(day))
    assume(encoding, eq(number_text(number(encoding, found)), number_text(number(encoding, day))), found.month.base, found.day)
    return found


def declare_day(encoding: Encoding, name: str, least: int, greatest: int) -> Written:
    """A free day between two day numbers."""
    month = declare(encoding, f"{name[:-1]}!maand|", "Int")
    day = declare(encoding, f"{name[:-1]}!dag|", "Int")
    found = Written(Month(month, 0), day, least, greatest)
    first, last = constant_day(date.fromordinal(least)), constant_day(date.fromordinal(greatest))
    assume(encoding, conj(le(integer(first.month.offset), month), le(month, integer(last.month.offset))), month, day)
    assume(encoding, conj(le("1", day), le(day, month_length(encoding, found))), month, day)
    if first.day != "1":
        assume(encoding, le(key(first), key(found)), month, day)
    if last.day != integer(tables.month_length(last.month.offset)):
        assume(encoding, le(key(found), key(last)), month, day)
    return found


def key(day: Written) -> str:
    """The order key of a day."""
    if not day.month.base:
        return add(integer(32 * day.month.offset), day.day)
    return add(f"(* 32 {day.month.base})", integer(32 * day.month.offset), day.day)


def before(encoding: Encoding, left: Day, right: Day) -> str:
    """That one day is earlier than another."""
    return neg(_at_most(encoding, right, left, 0))


def at_most(encoding: Encoding, left: Day, right: Day) -> str:
    """That one day is not later than another."""
    return _at_most(encoding, left, right, 0)


def _at_most(encoding: Encoding, left: Day, right: Day, slack: int) -> str:
    """That `left` is at most `right` plus `slack` days."""
    if isinstance(left, Shifted):
        return _at_most(encoding, left.base, right, slack - left.days)
    if isinstance(right, Shifted):
        return _at_most(encoding, left, right.base, slack + right.days)
    (low, high), (other_low, other_high) = span(left), span(right)
    if high <= other_low + slack:
        return TRUE
    if low > other_high + slack:
        return FALSE
    if left == right:
        return TRUE if slack >= 0 else FALSE
    if slack in (0, -1) and not isinstance(left, Counted) and not isinstance(right, Counted):
        return _by_key(encoding, left, right, slack)
    return le(number_text(number(encoding, left)), plus(number_text(number(encoding, right)), slack))


def _by_key(encoding: Encoding, left: Written | Chosen, right: Written | Chosen, slack: int) -> str:
    """The comparison by key; a choice is compared branch by branch."""
    if isinstance(left, Chosen):
        then, otherwise = (_at_most(encoding, branch, right, slack) for branch in (left.then, left.otherwise))
        return share(encoding, ite(left.condition, then, otherwise), "Bool")
    if isinstance(right, Chosen):
        then, otherwise = (_at_most(encoding, left, branch, slack) for branch in (right.then, right.otherwise))
        return share(encoding, ite(right.condition, then, otherwise), "Bool")
    compare = lt if slack else le
    if left.month == right.month:
        return compare(left.day, right.day)
    return compare(key(left), key(right))


def same(encoding: Encoding, left: Day, right: Day) -> str:
    """That two days are the same."""
    if isinstance(left, Written) and isinstance(right, Written):
        return eq(left.day, right.day) if left.month == right.month else eq(key(left), key(right))
    return conj(at_most(encoding, left, right), at_most(encoding, right, left))


def earlier_of(encoding: Encoding, left: Day, right: Day) -> Day:
    """The earlier of two days."""
    return choose_day(share(encoding, at_most(encoding, left, right), "Bool"), left, right)


def later_of(encoding: Encoding, left: Day, right: Day) -> Day:
    """The later of two days."""
    return choose_day(share(encoding, at_most(encoding, right, left), "Bool"), left, right)


def choose_day(condition: str, then: Day, otherwise: Day) -> Day:
    """One of two days."""
    if condition in (TRUE, FALSE):
        return then if condition == TRUE else otherwise
    return then if then == otherwise else Chosen(condition, then, otherwise)
