"""Months without division: year, month and place in a four-year block as fresh variables of a linear equation.

With month = 12 y + m - 1 and y = 4 q + r the day number of the day before a month is
1461 q + 365 r + [r > 0] + [r = 0 and m >= 3] + days before m + a constant, one less from March 2100 on.
A month a constant number of months later needs no variables of its own: how many days lie between depends on m and r alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from waterdicht.compiler.backends.smt import tables
from waterdicht.compiler.backends.smt.encoding import Command, Encoding, Kind, assume, declare, fresh, relate, share
from waterdicht.compiler.backends.smt.tables import FIRST_MONTH, LAST_MONTH, NO_CENTURY_MONTH
from waterdicht.compiler.backends.smt.terms import Month
from waterdicht.compiler.backends.smt.text import TRUE, add, conj, eq, implies, integer, ite, le, minus, neg, plus, symbol


@dataclass(frozen=True, slots=True)
class MonthParts:
    """Year, month of the year from 1, four-year block and year in that block, as Int terms."""

    year: str
    month: str
    quad: str
    rest: str


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
    """Year and month of the symbol under a month, when the month itself lies between two month indices."""
    key = ("parts", month.base)
    if key not in encoding.script.memory:
        encoding.script.memory[key] = _declare_parts(encoding, month.base, least - month.offset, greatest - month.offset)
    found = encoding.script.memory[key]
    assert isinstance(found, MonthParts)
    return found


def _declare_parts(encoding: Encoding, base: str, least: int, greatest: int) -> MonthParts:
    define_calendar(encoding)
    year, number, quad, rest = names = tuple(declare(encoding, fresh(encoding, hint), "Int") for hint in ("y", "m", "q", "r"))
    assume(encoding, eq(base, f"(+ (* 12 {year}) {number} (- 1))"), *names)
    assume(encoding, conj(le("1", number), le(number, "12"), le(integer(least // 12), year), le(year, integer(greatest // 12))), *names)
    assume(encoding, conj(eq(year, f"(+ (* 4 {quad}) {rest})"), le("0", rest), le(rest, "3")), *names)
    return MonthParts(year, number, quad, rest)


def year_of(encoding: Encoding, month: Month, least: int, greatest: int) -> str:
    """The year a month lies in."""
    if not month.base:
        return integer(month.offset // 12)
    cut = parts(encoding, month, least, greatest)
    years, rest = divmod(month.offset, 12)
    return ite(le(cut.month, integer(12 - rest)), plus(cut.year, years), plus(cut.year, years + 1))


def month_length(encoding: Encoding, month: Month, least: int, greatest: int) -> str:
    """The number of days of a month that lies between two month indices."""
    if not month.base:
        return integer(tables.month_length(month.offset))
    cut = parts(encoding, month, least, greatest)
    short = [name for name in range(1, 13) if (name + month.offset - 1) % 12 + 1 in (4, 6, 9, 11)]
    february = next(name for name in range(1, 13) if (name + month.offset - 1) % 12 == 1)
    years = (february + month.offset - 1) // 12
    leap = eq(cut.rest, integer(-years % 4))
    if least < NO_CENTURY_MONTH and greatest >= NO_CENTURY_MONTH - 1:
        leap = conj(leap, neg(eq(month_text(month), integer(NO_CENTURY_MONTH - 1))))
    others = f"(ite (or {' '.join(eq(cut.month, integer(name)) for name in short)}) 30 31)"
    return share(encoding, ite(eq(cut.month, integer(february)), ite(leap, "29", "28"), others), "Int")


def day_zero(encoding: Encoding, month: Month, least: int, greatest: int) -> str:
    """The day number of the day before a month begins: exact, or free under the lemmas."""
    if not month.base:
        return integer(tables.day_zero(month.offset))
    key = ("day_zero", month)
    if key not in encoding.script.memory:
        zero = declare(encoding, fresh(encoding, "z"), "Int")
        encoding.script.memory[key] = zero
        assume(encoding, eq(zero, _exact_day_zero(encoding, month, least, greatest)), zero, exact=True)
        _keep_near_slope(encoding, month, zero)
        _relate(encoding, month, zero)
    return str(encoding.script.memory[key])


def _exact_day_zero(encoding: Encoding, month: Month, least: int, greatest: int) -> str:
    cut = parts(encoding, month, least, greatest)
    days = f"(* {tables.QUAD_DAYS} {cut.quad})", f"(* 365 {cut.rest})", f"({_function(encoding, 'days_before')} {cut.month} {cut.rest})"
    late = "0" if greatest < NO_CENTURY_MONTH else ite(le(integer(NO_CENTURY_MONTH), month_text(month)), "(- 1)", "0")
    return add(*days, integer(tables.YEAR_OFFSET), _days_to(cut, month.offset), late)


def _days_to(cut: MonthParts, offset: int) -> str:
    """The days from the symbol's month to the month `offset` months later, by month of the year and year in the four-year block."""
    return "0" if offset == 0 else _table(cut, tables.days_by_month_and_rest(offset), 1)


def _table(cut: MonthParts, rows: tuple[tuple[int, ...], ...], start: int) -> str:
    """A balanced choice by month among rows, each a choice by year in the block; equal neighbours are one leaf."""
    if all(row == rows[0] for row in rows):
        return _row(cut.rest, rows[0], 0)
    middle = len(rows) // 2
    return ite(le(cut.month, integer(start + middle - 1)), _table(cut, rows[:middle], start), _table(cut, rows[middle:], start + middle))


def _row(rest: str, values: tuple[int, ...], start: int) -> str:
    if all(value == values[0] for value in values):
        return integer(values[0])
    middle = len(values) // 2
    return ite(le(rest, integer(start + middle - 1)), _row(rest, values[:middle], start), _row(rest, values[middle:], start + middle))


def _keep_near_slope(encoding: Encoding, month: Month, zero: str) -> None:
    """Lemma: 48 months have 1461 days, give or take a band."""
    scale, slope = tables.SLOPE
    low, high = tables.slope_band()
    drift = f"(- (* {scale} {zero}) (* {slope} {month_text(month)}))"
    assume(encoding, conj(le(integer(low), drift), le(drift, integer(high))), zero)


def _relate(encoding: Encoding, month: Month, zero: str) -> None:
    """Lemmas with every earlier month: the same month has the same number, later months later ones."""
    earlier = encoding.script.memory.setdefault(("months",), [])
    assert isinstance(earlier, list)
    for other, number in earlier:
        if other.base == month.base:
            _relate_linked(encoding, (other, number), (month, zero))
        else:
            relate(encoding, implies(eq(month_text(other), month_text(month)), eq(number, zero)))
    earlier.append((month, zero))


def _relate_linked(encoding: Encoding, one: tuple[Month, str], other: tuple[Month, str]) -> None:
    """Two months a constant distance apart lie a number of days apart that a table bounds."""
    (first, low), (last, high) = sorted((one, other), key=lambda pair: pair[0].offset)
    least, greatest = tables.month_span(last.offset - first.offset)
    days = minus(high, low)
    relate(encoding, conj(le(integer(least), days), le(days, integer(greatest))))


def define_calendar(encoding: Encoding) -> None:
    """The days of a year before a month, leap day included, written once per script."""
    key = ("calendar",)
    if key in encoding.script.memory:
        return
    encoding.script.memory[key] = TRUE
    before = _tree(tuple(map(integer, tables.CUMULATIVE)), 1)
    days_before = f"(+ {before} (ite (or (> r 0) (>= m 3)) 1 0))"
    text = f"(define-fun {_function(encoding, 'days_before')} ((m Int) (r Int)) Int {days_before})"
    encoding.script.commands.append(Command(Kind.DECLARE, text, (_function(encoding, "days_before"),)))


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
    return tables.month_index(date.fromordinal(ordinal))
