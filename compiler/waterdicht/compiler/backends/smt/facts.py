"""Facts as declared constants with their domains; only facts that occur are declared.

A name gives one term for the whole script. Element properties are facts of their own: `persoon.premies[0].bedrag`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeAlias, assert_never

from waterdicht.compiler.backends.smt import days, tables
from waterdicht.compiler.backends.smt.encoding import Encoding, Slot, Unencodable, assume, declare
from waterdicht.compiler.backends.smt.terms import Elements, FactSeries, FactSpells, Number, Option, Shape, Span, Term, Truth, Written, condition
from waterdicht.compiler.backends.smt.text import FALSE, TRUE, conj, integer, le, neg, rational, symbol
from waterdicht.compiler.domains import HORIZON_FIRST, HORIZON_LAST, bounds, default_bounds
from waterdicht.compiler.ir import FactInfo
from waterdicht.compiler.types import EnumType, ListType, MonthlyType, RateType, Scalar, Type
from waterdicht.runtime.values import Computed

CASE_DATE = "deze_dag"


@dataclass(frozen=True, slots=True)
class Declared:
    """A fact of the script: its term, whose shape describes the variables that hold its value, and the fact it is an element's part of.

    `info_name` is the declared name: that of the property for a part of an element, whose place is `slot`.
    """

    name: str
    info_name: str
    type: Type
    term: Term
    slot: Slot | None


def declared(encoding: Encoding) -> dict[str, Declared]:
    """All facts of the script by name, in order of first use."""
    found = encoding.script.memory.setdefault(("facts",), {})
    assert isinstance(found, dict)
    return found


def encode_fact(encoding: Encoding, name: str, type_: Type) -> Term:
    """The term of a fact of the case."""
    return _encode_fact(encoding, name, name, type_, None)


def encode_item(encoding: Encoding, slot: Slot, name: str, type_: Type) -> Term:
    """The term of a property of an element."""
    return _encode_fact(encoding, f"{slot.list_name}[{slot.index}].{name}", f"{slot.kind}.{name}", type_, slot)


def _encode_fact(encoding: Encoding, name: str, info_name: str, type_: Type, slot: Slot | None) -> Term:
    known = declared(encoding)
    if name not in known:
        limits = encoding.ranges.get(info_name, HORIZON) if type_ is Scalar.PERIOD else fact_range(encoding, info_name)
        shape = _declare_shape(encoding, name, type_, limits)
        known[name] = Declared(name, info_name, type_, _with_flags(encoding, name, info_name, shape), slot)
    return known[name].term


def _with_flags(encoding: Encoding, name: str, info_name: str, shape: Shape) -> Term:
    """The term with the variables that say it is unknown (in partial mode) or absent (for optional facts)."""
    is_case_date = info_name == CASE_DATE
    partial = encoding.mode == "partial" and not is_case_date
    optional = not is_case_date and encoding.snapshot.vocabulary.facts[info_name].optional
    unknown = neg(declare(encoding, fact_symbol(encoding, name, "bekend"), "Bool")) if partial else FALSE
    absent = conj(neg(unknown), neg(declare(encoding, fact_symbol(encoding, name, "ingevuld"), "Bool"))) if optional else FALSE
    if isinstance(shape, Truth):
        return condition(shape.text, FALSE, unknown, absent)
    return Term(shape, FALSE, unknown, absent)


def fact_symbol(encoding: Encoding, name: str, part: str = "") -> str:
    """The symbol of a fact, or of one part of it."""
    return symbol(f"{encoding.prefix}{name}!{part}" if part else f"{encoding.prefix}{name}")


def fact_range(encoding: Encoding, info_name: str) -> tuple[Computed | None, Computed | None]:
    """The least and greatest value of a fact in this encoding."""
    if info_name in encoding.ranges:
        return encoding.ranges[info_name]
    if info_name == CASE_DATE:
        snapshot = encoding.snapshot
        return max(snapshot.first, HORIZON_FIRST), min(snapshot.last or HORIZON_LAST, HORIZON_LAST)
    return bounds(info_of(encoding, info_name))


def info_of(encoding: Encoding, info_name: str) -> FactInfo:
    """The declaration of a fact."""
    return encoding.snapshot.vocabulary.facts[info_name]


def encode_unsaid(encoding: Encoding, name: str, type_: Type) -> Term:
    """The term of what text that is not known says: any value in a complete encoding, else unknown."""
    known = unsaid(encoding)
    if name not in known:
        if isinstance(type_, ListType | MonthlyType):
            raise Unencodable("een lijst of maandreeks die onbekende tekst geeft")  # E346: values have no such type
        limits = HORIZON if type_ is Scalar.PERIOD else default_bounds(type_)
        shape = _declare_shape(encoding, f"onbekende tekst: {name}", type_, limits)
        unknown = FALSE if encoding.mode == "complete" else TRUE
        known[name] = condition(shape.text, FALSE, unknown, FALSE) if isinstance(shape, Truth) else Term(shape, FALSE, unknown, FALSE)
    return known[name]


def unsaid(encoding: Encoding) -> dict[str, Term]:
    """What unknown text may say that the script speaks of, by name."""
    found = encoding.script.memory.setdefault(("unsaid",), {})
    assert isinstance(found, dict)
    return found


Limits: TypeAlias = "tuple[Computed | None, Computed | None]"
HORIZON: Limits = (HORIZON_FIRST, HORIZON_LAST)


def _declare_shape(encoding: Encoding, name: str, type_: Type, limits: Limits) -> Shape:
    """The variables that hold a value, with their domain."""
    match type_:
        case Scalar.BOOL:
            return Truth(declare(encoding, fact_symbol(encoding, name), "Bool"))
        case Scalar.DATE:
            return _declare_date(encoding, name, limits)
        case Scalar.PERIOD:
            return _declare_period(encoding, name, limits)
        case Scalar.PERIODS:
            return FactSpells(name)
        case MonthlyType():
            least, greatest = (int(number_bound(bound or 0)) for bound in limits)
            return FactSeries(name, least, greatest)
        case EnumType(_, options):
            return Option(_declare_bounded(encoding, fact_symbol(encoding, name), 0, len(options) - 1))
        case ListType(kind, at_most):
            return Elements(name, kind, at_most, _declare_bounded(encoding, fact_symbol(encoding, name, "aantal"), 0, at_most))
        case Scalar.INT | Scalar.MONTHS | Scalar.DAYS | Scalar.MONEY | Scalar.DECIMAL | Scalar.PERCENTAGE | RateType():
            return _declare_number(encoding, name, type_, limits)
        case _:
            assert_never(type_)


def _declare_bounded(encoding: Encoding, name: str, least: int, greatest: int) -> str:
    declare(encoding, name, "Int")
    assume(encoding, conj(le(integer(least), name), le(name, integer(greatest))), name)
    return name


def _declare_number(encoding: Encoding, name: str, type_: Type, limits: Limits) -> Number:
    """Whole numbers and cents are Int, decimals and percentages Real."""
    least, greatest = (None if bound is None else number_bound(bound) for bound in limits)
    real = type_ in (Scalar.DECIMAL, Scalar.PERCENTAGE)
    text = declare(encoding, fact_symbol(encoding, name), "Real" if real else "Int")
    for bound, is_least in ((least, True), (greatest, False)):
        if bound is not None:
            limit = rational(bound) if real else integer(int(bound))
            assume(encoding, le(limit, text) if is_least else le(text, limit), text)
    return Number(text, real, least, greatest)


def number_bound(value: Computed) -> Fraction:
    """A bound of a number, exact."""
    assert isinstance(value, int | Fraction)
    return Fraction(value)


def _declare_date(encoding: Encoding, name: str, limits: Limits) -> Written:
    least, greatest = limits
    assert isinstance(least, date)
    assert isinstance(greatest, date)
    least, greatest = max(least, tables.FIRST_DATE), min(greatest, tables.LAST_DATE)
    found = days.declare_day(encoding, fact_symbol(encoding, name), least.toordinal(), max(least, greatest).toordinal())
    if greatest < least:
        # No day is possible: the domain is empty, and a check of its own reports that.
        assume(encoding, FALSE, found.month.base, found.day)
    return found


def _declare_period(encoding: Encoding, name: str, limits: Limits) -> Span:
    """A period that is a fact holds at least one day."""
    begin, end = (_declare_date(encoding, f"{name}!{part}", limits) for part in ("begin", "einde"))
    assume(encoding, days.at_most(encoding, begin, end), end.month.base, end.day)
    return Span(begin, end)
