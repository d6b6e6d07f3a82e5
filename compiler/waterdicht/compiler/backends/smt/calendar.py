"""Arithmetic on days as in `waterdicht.runtime.calendar`: every result is a day of the calendar, and a fault where the runtime gives one."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from waterdicht.compiler.backends.smt import days, tables
from waterdicht.compiler.backends.smt.days import FIRST_NUMBER, LAST_NUMBER, Added, by_month, choose_day, constant_day, is_constant, shift, span, written
from waterdicht.compiler.backends.smt.encoding import Encoding, share
from waterdicht.compiler.backends.smt.months import clamp_month, later, month_length, month_of, month_text, year_of
from waterdicht.compiler.backends.smt.numbers import floor_quotient
from waterdicht.compiler.backends.smt.tables import FIRST_MONTH, LAST_MONTH, day_zero
from waterdicht.compiler.backends.smt.terms import Chosen, Counted, Day, Month, Number, Span, Written, as_int, constant, known_number
from waterdicht.compiler.backends.smt.text import FALSE, TRUE, add, disj, integer, ite, le, lt, minus, numeral, plus
from waterdicht.runtime import calendar
from waterdicht.runtime.values import Fault


def add_months(encoding: Encoding, day: Day, months: Number) -> tuple[Day, str]:
    """The day with the same number some months later, or the last day of a shorter month."""
    return _add_months(encoding, day, months, up=False)


def add_months_up(encoding: Encoding, day: Day, months: Number) -> tuple[Day, str]:
    """Idem, but the first day of the next month when the day does not exist."""
    return _add_months(encoding, day, months, up=True)


def _add_months(encoding: Encoding, day: Day, months: Number, *, up: bool) -> tuple[Day, str]:
    count = known_number(months)
    if count == 0:
        return day, FALSE
    return _added(encoding, by_month(encoding, day), as_int(months), up=up)


def _added(encoding: Encoding, start: Day, months: Number, *, up: bool) -> tuple[Day, str]:
    """Months added to a day, or to each day of a choice."""
    if isinstance(start, Chosen):
        (then, fault), (otherwise, other_fault) = (_added(encoding, branch, months, up=up) for branch in (start.then, start.otherwise))
        return choose_day(start.condition, then, otherwise), ite(start.condition, fault, other_fault)
    if is_constant(start) and (count := known_number(months)) is not None:
        return _add_to_constant(start, int(count), up=up)
    assert isinstance(start, Written)
    return _added_to_one(encoding, start, months, up=up)


def _added_to_one(encoding: Encoding, start: Written, months: Number, *, up: bool) -> tuple[Day, str]:
    count = known_number(months)
    month, fault, low, high = _month_later(encoding, start, months)
    length = month_length(encoding, month, low, high)
    fits = TRUE if (numeral(start.day) or 31) <= 28 else le(start.day, length)
    least, greatest = _bounds(start, months)
    found = _overflown(encoding, start, month, fits, least, greatest) if up else _clipped(encoding, start, month, fits, length, least, greatest)
    if count is not None and fault == FALSE:
        days.remember_added(encoding, found, Added(start, int(count), up))
    return found, fault


def _add_to_constant(day: Day, count: int, *, up: bool) -> tuple[Day, str]:
    start = date.fromordinal(span(day)[0])
    found = calendar.add_months_up(start, count) if up else calendar.add_months(start, count)
    return (day, TRUE) if isinstance(found, Fault) else (constant_day(found), FALSE)


def _month_later(encoding: Encoding, start: Written, months: Number) -> tuple[Month, str, int, int]:
    """The month that lies some months later, kept within the calendar; the fault that it does not; and its bounds."""
    count = known_number(months)
    low = month_of(start.least) + (-LAST_MONTH if months.least is None else int(months.least))
    high = month_of(start.greatest) + (LAST_MONTH if months.greatest is None else int(months.greatest))
    text = plus(month_text(start.month), int(count)) if count is not None else add(month_text(start.month), months.text)
    if low >= FIRST_MONTH and high <= LAST_MONTH:
        return (later(start.month, int(count)) if count is not None else days.as_month(share(encoding, text, "Int"))), FALSE, low, high
    text = share(encoding, text, "Int")
    early, late = lt(text, integer(FIRST_MONTH)), lt(integer(LAST_MONTH), text)
    kept = share(encoding, ite(early, integer(FIRST_MONTH), ite(late, integer(LAST_MONTH), text)), "Int")
    return days.as_month(kept), share(encoding, disj(early, late), "Bool"), clamp_month(low), clamp_month(high)


def _bounds(start: Written, months: Number) -> tuple[int, int]:
    """Day numbers that start plus months lies between."""
    low = FIRST_NUMBER if months.least is None else _bound(start.least, int(months.least), 1)
    high = LAST_NUMBER if months.greatest is None else _bound(start.greatest, int(months.greatest), 31)
    return low, high


def _bound(ordinal: int, months: int, fallback: int) -> int:
    """The number of a day plus months; of another day of the nearest month of the calendar when it lies outside."""
    month = month_of(ordinal) + months
    kept = clamp_month(month)
    day = date.fromordinal(ordinal).day if kept == month else fallback
    return day_zero(kept) + min(day, tables.month_length(kept)) + (1 if fallback == 31 and kept == month and day > tables.month_length(kept) else 0)


def _clipped(encoding: Encoding, start: Written, month: Month, fits: str, length: str, least: int, greatest: int) -> Written:
    return Written(month, share(encoding, ite(fits, start.day, length), "Int"), least, greatest)


def _overflown(encoding: Encoding, start: Written, month: Month, fits: str, least: int, greatest: int) -> Written:
    text = share(encoding, ite(fits, month_text(month), month_text(later(month, 1))), "Int")
    return Written(month if fits == TRUE else days.as_month(text), share(encoding, ite(fits, start.day, "1"), "Int"), least, greatest)


def add_days(encoding: Encoding, day: Day, count: Number) -> tuple[Day, str]:
    """The day some days later."""
    days_later = as_int(count)
    exact = known_number(days_later)
    low = FIRST_NUMBER - 1 if days_later.least is None else span(day)[0] + int(days_later.least)
    high = LAST_NUMBER + 1 if days_later.greatest is None else span(day)[1] + int(days_later.greatest)
    if exact is not None and low >= FIRST_NUMBER and high <= LAST_NUMBER:
        return shift(day, int(exact)), FALSE
    text = share(encoding, add(days.number_text(days.number(encoding, day)), days_later.text), "Int")
    return within_calendar(encoding, text, low, high)


def within_calendar(encoding: Encoding, number: str, low: int, high: int) -> tuple[Day, str]:
    """The day with a day number that lies between two bounds, and the fault that the calendar does not have it."""
    early = lt(number, integer(FIRST_NUMBER)) if low < FIRST_NUMBER else FALSE
    late = lt(integer(LAST_NUMBER), number) if high > LAST_NUMBER else FALSE
    kept = share(encoding, ite(early, integer(FIRST_NUMBER), ite(late, integer(LAST_NUMBER), number)), "Int")
    return Counted(kept, *(min(max(bound, FIRST_NUMBER), LAST_NUMBER) for bound in (low, high))), share(encoding, disj(early, late), "Bool")


def days_between(encoding: Encoding, start: Day, end: Day) -> Number:
    """`end` minus `start` in days."""
    (low, high), (end_low, end_high) = span(start), span(end)
    if is_constant(start) and is_constant(end):
        return constant(end_low - low)
    first, last = days.number(encoding, start), days.number(encoding, end)
    if first.base == last.base:
        return constant(last.offset - first.offset)
    text = plus(minus(last.base or "0", first.base or "0"), last.offset - first.offset)
    return Number(share(encoding, text, "Int"), False, Fraction(end_low - high), Fraction(end_high - low))


def length(encoding: Encoding, period: Span) -> Number:
    """The number of days in a period, 0 when it ends before it begins."""
    (low, high), (end_low, end_high) = span(period.begin), span(period.end)
    days_later = days_between(encoding, period.begin, period.end)
    known = known_number(days_later)
    if known is not None:
        return constant(max(Fraction(0), known + 1))
    text = plus(days_later.text, 1)
    counted = text if end_low - high >= -1 else ite(le("0", days_later.text), text, "0")
    return Number(counted, False, *length_bounds(low, high, end_low, end_high))


def length_bounds(low: int, high: int, end_low: int, end_high: int) -> tuple[Fraction, Fraction]:
    """The least and greatest length of a period that begins and ends between these day numbers."""
    return Fraction(max(0, end_low - high + 1)), Fraction(max(0, end_high - low + 1))


def age(encoding: Encoding, birth: Day, on: Day) -> Number:
    """Whole years from birth, rounded down."""
    (low, high), (on_low, on_high) = span(birth), span(on)
    if is_constant(birth) and is_constant(on):
        return constant(calendar.age(date.fromordinal(low), date.fromordinal(on_low)))
    born, day = written(encoding, birth), written(encoding, on)
    text = add(minus(month_text(day.month), month_text(born.month)), ite(lt(day.day, born.day), "(- 1)", "0"))
    key = ("age", text)
    if key not in encoding.script.memory:
        encoding.script.memory[key] = floor_quotient(encoding, text, 12, month_of(on_low) - month_of(high) - 1, month_of(on_high) - month_of(low))
    found = encoding.script.memory[key]
    assert isinstance(found, Number)
    return found


def year(encoding: Encoding, day: Day) -> Number:
    """The calendar year."""
    least, greatest = (date.fromordinal(bound).year for bound in span(day))
    if least == greatest:
        return constant(least)
    start = written(encoding, day)
    text = year_of(encoding, start.month, month_of(start.least), month_of(start.greatest))
    return Number(share(encoding, text, "Int"), False, Fraction(least), Fraction(greatest))
