"""Formulas that say a declared fact has a given value: to ask about one case, or to fix a witness step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import cast

from waterdicht.compiler.backends.smt import days, series, spells
from waterdicht.compiler.backends.smt.encoding import Encoding, Unencodable
from waterdicht.compiler.backends.smt.facts import Declared, declared, fact_symbol
from waterdicht.compiler.backends.smt.months import month_text
from waterdicht.compiler.backends.smt.tables import month_index
from waterdicht.compiler.backends.smt.terms import Elements, FactSeries, FactSpells, Number, Option, Shape, Span, Truth, Written
from waterdicht.compiler.backends.smt.text import add, conj, eq, integer, ite, le, neg, rational
from waterdicht.compiler.types import EnumType
from waterdicht.runtime.values import ABSENT, UNKNOWN, Computed, Element, Monthly, Period, Periods, normalise


def pin_case(encoding: Encoding, case: Mapping[str, Computed]) -> str:
    """That every fact declared so far has its value in the case; a missing name is unknown, a property beyond the list is free."""
    return conj(*(pin(encoding, fact, case.get(fact.name, UNKNOWN)) for fact in declared(encoding).values() if fact.slot is None))


def pin(encoding: Encoding, fact: Declared, value: Computed) -> str:
    """That a fact has a value, is unknown or is absent."""
    if value is UNKNOWN:
        return fact.term.unknown
    if value is ABSENT:
        return fact.term.absent
    return conj(neg(fact.term.unknown), neg(fact.term.absent), pin_shape(encoding, fact, value))


def pin_shape(encoding: Encoding, fact: Declared, value: Computed) -> str:
    """That the variables of a fact describe a value; says nothing of unknown and absent."""
    match fact.term.shape, value:
        case Truth(), bool(truth):
            name = fact_symbol(encoding, fact.name)
            return name if truth else neg(name)
        case Number(_, real), int() | Fraction():
            return pin_number(encoding, fact.name, real, Fraction(value))
        case Option(text), str(word):
            assert isinstance(fact.type, EnumType)
            return eq(text, integer(fact.type.options.index(word)))
        case Elements(), tuple():
            return _pin_list(encoding, fact.term.shape, cast("tuple[Element, ...]", value))
        case FactSeries(), tuple():
            return _pin_series(encoding, fact.term.shape, cast("Monthly", value))
        case FactSpells(name), tuple():
            return _pin_spells(encoding, name, normalise(cast("Periods", value)))
        case shape, _:
            return _pin_days(encoding, shape, value)


def pin_number(encoding: Encoding, name: str, real: bool, value: Fraction) -> str:
    """That a number has a value; whole numbers and cents are kept in an Int."""
    return f"(= {fact_symbol(encoding, name)} {rational(value) if real else integer(int(value))})"


def _pin_days(encoding: Encoding, shape: Shape, value: Computed) -> str:
    match shape, value:
        case Span(begin, end), Period(first, last):
            return conj(days.same(encoding, begin, days.constant_day(first)), days.same(encoding, end, days.constant_day(last)))
        case Written(), date():
            return days.same(encoding, shape, days.constant_day(value))
        case _:
            raise Unencodable(f"{value!r} is geen waarde van dit feit")


def _pin_list(encoding: Encoding, elements: Elements, value: Sequence[Element]) -> str:
    """The length of a list and the declared properties of its elements."""
    parts = [fact for fact in declared(encoding).values() if fact.slot is not None and fact.slot.list_name == elements.name]
    pinned = (
        pin(encoding, fact, value[fact.slot.index].get(fact.info_name.removeprefix(f"{elements.kind}."), UNKNOWN))
        for fact in parts
        if fact.slot is not None and fact.slot.index < len(value)
    )
    return conj(eq(elements.length, integer(len(value))), *pinned)


def _pin_spells(encoding: Encoding, name: str, value: Periods) -> str:
    """Every counter asked of a set has the number of days before its day."""
    counted = (eq(text, add(*(spells.days_before(period, days.number_text(point)) for period in value))) for point, text in spells.points(encoding, name))
    return conj(*counted)


def _pin_series(encoding: Encoding, found: FactSeries, value: Monthly) -> str:
    """Every sum asked of a series is that of the months before its month."""
    return conj(*(eq(text, sum_before(value, month_text(point))) for point, text in series.points(encoding, found.name)))


def sum_before(value: Monthly, month: str) -> str:
    """The sum of a written-out series over the months before a month."""
    return add("0", *(ite(le(month, integer(month_index(entry.month))), "0", integer(entry.value)) for entry in value))
