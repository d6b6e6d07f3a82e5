"""From a table as people have it to the columns that expressions read. Import this late: it needs Ibis.

A cell is recognised only in the forms that are certainly right. Anything else, right or wrong, is a surprise: that case is read again and
decided one by one, by the reader of facts that says everything that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

import ibis

from waterdicht.compiler.backends.columns.days import FIRST_DAY, LAST_DAY
from waterdicht.compiler.backends.columns.facts import PLACES, FactColumn
from waterdicht.compiler.types import EnumType, ListType, MonthlyType, RateType, Scalar, Type
from waterdicht.runtime.calendar import FIRST_YEAR, LAST_YEAR

ABSENT = "(geen)"
SURPRISE = "verrassing"
EMPTY = "waterdicht_leeg"
YES, NO = ("ja", "true"), ("nee", "false")
WHOLE = r"^-?(0|[1-9][0-9]{0,14})$"
DECIMAL = r"^-?(0|[1-9][0-9]{0,8})([.][0-9]{1,6})?$"
EUROS = r"^-?(0|[1-9][0-9]{0,12})([.][0-9]{1,2})?$"
ISO = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
SLASHED = ISO[:-1] + "/" + ISO[1:]
NOTHING = ("[]", "{}")


def prepared(table: Any, facts: Iterable[FactColumn], keep: Iterable[str] = ()) -> Any:
    """The columns of these facts, and `verrassing` where a case must be decided one by one."""
    table = table.mutate(**{EMPTY: ibis.literal(None, type="string")})  # a column: of a literal without a value Ibis makes something else
    columns: dict[str, Any] = {}
    surprises: list[Any] = []
    for fact in facts:
        found, surprise = fact_columns(table, fact)
        columns |= found
        surprises.append(surprise)
    return table.select(*(table[name] for name in keep), **columns, **{SURPRISE: reduce(or_, surprises, ibis.literal(False))})


def fact_columns(table: Any, fact: FactColumn) -> tuple[dict[str, Any], Any]:
    """The prepared columns of one fact, none of them ever null, and where it is a surprise."""
    raw = table[fact.name] if fact.name in table.columns else table[EMPTY]
    text = raw.type().is_string()
    unknown = raw.isnull() | (raw == "") if text else raw.isnull()
    unknown = unknown.fill_null(True)
    absent = (raw == ABSENT).fill_null(False) if text else ibis.literal(False)
    beside = f"{fact.name} {ABSENT}"
    surprise = ibis.literal(False)
    if beside in table.columns:
        said, surprise = said_absent(table[beside])
        surprise = surprise | (said & ~unknown)
        absent, unknown = absent | said, unknown & ~said
    values, known = value_columns(raw if fits(raw.type(), fact.type) else table[EMPTY], fact)
    known = known.fill_null(False) & ~unknown & ~absent
    columns = {name: ibis.ifelse(known, each, blank).fill_null(blank) for name, (each, blank) in values.items()}
    columns[fact.unknown] = unknown
    if fact.optional:
        columns[fact.absent] = absent
        return columns, surprise | ~(known | unknown | absent)
    return columns, surprise | ~(known | unknown)


def said_absent(raw: Any) -> tuple[Any, Any]:
    """Where a column `x (geen)` says that there is no x, and where it says something else than yes, no or nothing."""
    if raw.type().is_boolean():
        return raw.fill_null(False), ibis.literal(False)
    if not raw.type().is_string():
        return ibis.literal(False), ~raw.isnull()
    return raw.isin(YES).fill_null(False), ~(raw.isin((*YES, *NO, "")) | raw.isnull()).fill_null(False)


def fits(found: Any, type_: Type) -> bool:
    """Whether a column of this type can hold a fact of that type; text always can."""
    match type_:
        case _ if found.is_string():
            return True
        case Scalar.BOOL:
            return bool(found.is_boolean())
        case Scalar.DATE:
            return bool(found.is_date())
        case Scalar.INT | Scalar.MONTHS | Scalar.DAYS:
            return bool(found.is_integer())
        case Scalar.DECIMAL | Scalar.PERCENTAGE | Scalar.MONEY | RateType():
            return bool(found.is_integer() or found.is_decimal())
        case _:
            return False


Values = dict[str, tuple[Any, Any]]


def value_columns(raw: Any, fact: FactColumn) -> tuple[Values, Any]:
    """The columns of a value with what they hold where there is none, and where the value is recognised."""
    text = raw.type().is_string()
    match fact.type:
        case Scalar.BOOL:
            holds = raw.isin(YES) if text else raw
            return {fact.stem: (holds, False)}, raw.isin((*YES, *NO)) if text else ~raw.isnull()
        case Scalar.DATE:
            return day_columns(raw, fact)
        case EnumType(_, options):
            place = reduce(lambda rest, each: ibis.ifelse(raw == each[1], each[0], rest), enumerate(options), ibis.literal(0, "int64"))
            return {fact.stem: (place.cast("int64"), 0)}, raw.isin(options)
        case Scalar.PERIODS | MonthlyType() | ListType():
            return {}, raw.isin(NOTHING) if text else ibis.literal(False)
        case Scalar.PERIOD:
            return period_columns(raw, fact)
        case _:
            return number_columns(raw, fact)


def number_columns(raw: Any, fact: FactColumn) -> tuple[Values, Any]:
    """A whole number of units: cents, or what `PLACES` says."""
    money = fact.type is Scalar.MONEY or isinstance(fact.type, RateType)
    unit = 100 if money else PLACES.get(fact.type, 1) if isinstance(fact.type, Scalar) else 1
    per = 100 if fact.type is Scalar.PERCENTAGE else 1  # a share is written as so many per cent
    form = ibis.literal(True)
    if raw.type().is_string():
        form = raw.re_search(EUROS if money else WHOLE if unit == 1 else DECIMAL)
        raw = ibis.ifelse(form, raw, "0").cast("int64" if unit == 1 else "decimal(24, 6)")
    value = (raw * (unit // per)).cast("int64")
    small = raw.between(-(10**15), 10**15) if unit == 1 else raw.between(-(10**13), 10**13)
    exact = value == raw * (unit // per)
    low = max(0, fact.low) if fact.high >= 0 else fact.high
    return {fact.stem: (value, low)}, form & small & exact & value.between(fact.low, fact.high)


def period_columns(raw: Any, fact: FactColumn) -> tuple[Values, Any]:
    """The columns of both days of a period, written with a slash between them."""
    begin, begins = day_columns(raw.substr(0, 10), replace(fact, stem=f"{fact.stem}b", low=FIRST_DAY, high=LAST_DAY))
    end, ends = day_columns(raw.substr(11, 10), replace(fact, stem=f"{fact.stem}e", low=FIRST_DAY, high=LAST_DAY))
    in_order = begin[f"{fact.stem}b"][0] <= end[f"{fact.stem}e"][0]
    return {**begin, **end}, raw.re_search(SLASHED) & begins & ends & in_order


def day_columns(raw: Any, fact: FactColumn) -> tuple[Values, Any]:
    """The number of a day, its month and its place in the month."""
    form = ibis.literal(True)
    if raw.type().is_string():
        form = raw.re_search(ISO)
        raw = raw.try_cast("date")
    years = raw.year().between(FIRST_YEAR, LAST_YEAR).fill_null(False)
    day = ibis.ifelse(years, raw, ibis.date("2000-01-01"))
    number = day.delta(ibis.date("1970-01-01"), unit="day") + 719_163
    month = day.year().cast("int64") * 12 + day.month() - 1
    blank = blank_day(fact.stem, fact.low)
    found = {fact.stem: number, f"{fact.stem}_m": month, f"{fact.stem}_d": day.day()}
    values = {name: (each.cast("int64"), blank[name]) for name, each in found.items()}
    return values, form & years & number.between(fact.low, fact.high)


def blank_day(stem: str, number: int) -> Mapping[str, int]:
    """The columns of some day."""
    day = date.fromordinal(number)
    return {stem: number, f"{stem}_m": 12 * day.year + day.month - 1, f"{stem}_d": day.day}
