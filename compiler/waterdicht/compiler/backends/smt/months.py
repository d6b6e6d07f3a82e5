"""Months without division: year, month and place in a four-year block as fresh variables of a linear equation.

With month = 12 y + m - 1 and y = 4 q + r the day number of the day before a month is
1461 q + 365 r + [r > 0] + [r = 0 and m >= 3] + days before m + a constant, one less from March 2100 on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from waterdicht.compiler.backends.smt import tables
from waterdicht.compiler.backends.smt.encoding import Command, Encoding, Kind, assume, declare, fresh
from waterdicht.compiler.backends.smt.tables import FIRST_MONTH, LAST_MONTH, NO_CENTURY, month_index
from waterdicht.compiler.backends.smt.terms import Month
from waterdicht.compiler.backends.smt.text import TRUE, add, conj, eq, implies, integer, le, minus, plus, symbol


@dataclass(frozen=True, slots=True)
class MonthParts:
    """Year, month of the year from 1, and the length of the month in days, as Int terms; `quad` and `rest` place the year."""

    year: str
    month: str
    quad: str
    rest: str
    length: str


def month_text(month: Month) -> str:
    """The Int term of a month."""
    return integer(month.offset) if not month.base else plus(month.base, month.offset)


def constant_month(index: int) -> Month:
    """A month that is known beforehand."""
    return Month("", index)


def later(month: Month, months: int) -> Month:
    """The month a constant number of months later."""
    return Month(month.base, month.offset + months)


def parts(encoding: Encoding, month: Month, least: int, greatest: int) -> MonthParts:
    """Year, month and length of a month that lies between two month indices."""
    if not month.base:
        return _constant_parts(month.offset)
    key = ("parts", month)
    if key not in encoding.script.memory:
        encoding.script.memory[key] = _declare_parts(encoding, month, least, greatest)
    found = encoding.script.memory[key]
    assert isinstance(found, MonthParts)
    return found


def _constant_parts(index: int) -> MonthParts:
    year, month = divmod(index, 12)
    return MonthParts(*map(integer, (year, month + 1, year // 4, year % 4, tables.month_length(index))))


def _declare_parts(encoding: Encoding, month: Month, least: int, greatest: int) -> MonthParts:
    define_calendar(encoding)
    year, number, quad, rest = (declare(encoding, fresh(encoding, hint), "Int") for hint in ("y", "m", "q", "r"))
    assume(encoding, eq(month_text(month), f"(+ (* 12 {year}) {number} (- 1))"))
    assume(encoding, conj(le("1", number), le(number, "12"), le(integer(least // 12), year), le(year, integer(greatest // 12))))
    assume(encoding, conj(eq(year, f"(+ (* 4 {quad}) {rest})"), le("0", rest), le(rest, "3")))
    leap = eq(rest, "0") if least // 12 > NO_CENTURY.year or greatest // 12 < NO_CENTURY.year else f"(and (= {rest} 0) (not (= {year} {NO_CENTURY.year})))"
    return MonthParts(year, number, quad, rest, f"({_function(encoding, 'month_length')} {number} {leap})")


def day_zero(encoding: Encoding, month: Month, least: int, greatest: int) -> str:
    """The day number of the day before a month begins: exact, or free under the lemmas."""
    if not month.base:
        return integer(tables.day_zero(month.offset))
    key = ("day_zero", month)
    if key not in encoding.script.memory:
        zero = declare(encoding, fresh(encoding, "z"), "Int")
        encoding.script.memory[key] = zero
        _define_day_zero(encoding, month, zero, least, greatest)
        _relate(encoding, month, zero)
    return str(encoding.script.memory[key])


def _define_day_zero(encoding: Encoding, month: Month, zero: str, least: int, greatest: int) -> None:
    """The exact day number, and the band around its slope."""
    cut = parts(encoding, month, least, greatest)
    century = month_index(NO_CENTURY)
    late = "0" if greatest < century else "(- 1)" if least >= century else f"(ite (>= {month_text(month)} {century}) (- 1) 0)"
    days = f"(* {tables.QUAD_DAYS} {cut.quad})", f"(* 365 {cut.rest})", f"({_function(encoding, 'days_before')} {cut.month} {cut.rest})", late
    assume(encoding, eq(zero, add(*days, integer(tables.YEAR_OFFSET))), exact=True)
    scale, slope = tables.SLOPE
    low, high = tables.slope_band()
    drift = f"(- (* {scale} {zero}) (* {slope} {month_text(month)}))"
    assume(encoding, conj(le(integer(low), drift), le(drift, integer(high))))


def _relate(encoding: Encoding, month: Month, zero: str) -> None:
    """Lemmas with every earlier month: the same month has the same number, later months later ones."""
    earlier = encoding.script.memory.setdefault(("months",), [])
    assert isinstance(earlier, list)
    for other, number in earlier:
        if other.base == month.base:
            _relate_linked(encoding, (other, number), (month, zero))
        else:
            assume(encoding, implies(eq(month_text(other), month_text(month)), eq(number, zero)))
    earlier.append((month, zero))


def _relate_linked(encoding: Encoding, one: tuple[Month, str], other: tuple[Month, str]) -> None:
    """Two months a constant distance apart lie a number of days apart that a table bounds."""
    (first, low), (last, high) = sorted((one, other), key=lambda pair: pair[0].offset)
    least, greatest = tables.month_span(last.offset - first.offset)
    days = minus(high, low)
    assume(encoding, conj(le(integer(least), days), le(days, integer(greatest))))


def define_calendar(encoding: Encoding) -> None:
    """The two functions of a month of the year, written once per script."""
    key = ("calendar",)
    if key in encoding.script.memory:
        return
    encoding.script.memory[key] = TRUE
    before = _tree(tuple(map(integer, tables.CUMULATIVE)), 1)
    days_before = f"(+ {before} (ite (or (> r 0) (>= m 3)) 1 0))"
    length = "(ite (= m 2) (ite leap 29 28) (ite (or (= m 4) (= m 6) (= m 9) (= m 11)) 30 31))"
    for name, parameters, body in (("days_before", "(m Int) (r Int)", days_before), ("month_length", "(m Int) (leap Bool)", length)):
        encoding.script.commands.append(Command(Kind.DECLARE, f"(define-fun {_function(encoding, name)} ({parameters}) Int {body})"))


def _function(encoding: Encoding, name: str) -> str:
    return symbol(f"{encoding.prefix}!{name}")


def _tree(values: tuple[str, ...], start: int) -> str:
    """A balanced choice by `m` among the values for start, start + 1, …."""
    if len(values) == 1:
        return values[0]
    middle = len(values) // 2
    return f"(ite (< m {start + middle}) {_tree(values[:middle], start)} {_tree(values[middle:], start + middle)})"


def clamp_month(index: int) -> int:
    """The nearest month of the calendar."""
    return min(max(index, FIRST_MONTH), LAST_MONTH)


def month_of(ordinal: int) -> int:
    """The month index of a day number."""
    return month_index(date.fromordinal(ordinal))
