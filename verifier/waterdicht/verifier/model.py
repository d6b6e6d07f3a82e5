"""What a solver model says: the values of terms, and the facts of the case it describes."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any, assert_never

import z3

from waterdicht.compiler.backends.smt import days, series, spells
from waterdicht.compiler.backends.smt.facts import Declared, declared, unsaid
from waterdicht.compiler.backends.smt.months import month_text
from waterdicht.compiler.backends.smt.slices import SYMBOL
from waterdicht.compiler.backends.smt.tables import FIRST_MONTH, first_of
from waterdicht.compiler.backends.smt.terms import (
    Chosen,
    Counted,
    Day,
    Elements,
    FactSeries,
    FactSpells,
    Number,
    Option,
    Shape,
    Shifted,
    Span,
    Term,
    Truth,
    Word,
    Written,
)
from waterdicht.compiler.types import EnumType, Type
from waterdicht.runtime.months import series as by_month
from waterdicht.runtime.values import ABSENT, UNKNOWN, Computed, Element, Fault, InMonth, Monthly, Period, Periods, normalise
from waterdicht.verifier.solver import EVERYTHING, Session

SOME_FAULT = Fault("ontbrekende_waarde", "smt")
"""Stands for any fault: formulas keep that a term is a fault, not which."""


def integer_term(session: Session, text: str, *, real: bool = False) -> Any:
    """A number as a solver term."""
    return session.formula(f"(= {text} {'0.5' if real else '0'})").arg(0)


def is_true(session: Session, model: Any, text: str) -> bool:
    """Whether a formula holds in a model of the session."""
    assert model.ctx is session.context  # INVARIANT: a model knows the terms of its own context only
    return bool(z3.is_true(model.eval(session.formula(text), model_completion=True)))


def number(session: Session, model: Any, text: str, *, real: bool = False) -> Fraction:
    """The value of a number in a model of the session."""
    assert model.ctx is session.context  # INVARIANT: a model knows the terms of its own context only
    value = model.eval(integer_term(session, text, real=real), model_completion=True)
    return Fraction(value.as_long()) if z3.is_int_value(value) else Fraction(value.numerator_as_long(), value.denominator_as_long())


def value_of(session: Session, model: Any, term: Term, type_: Type, within: Container[str] = EVERYTHING) -> Computed:
    """The value of a term in a model; any fault is SOME_FAULT. Of a set only the days `within` the given symbols count."""
    if is_true(session, model, term.fault):
        return SOME_FAULT
    if is_true(session, model, term.unknown):
        return UNKNOWN
    return ABSENT if is_true(session, model, term.absent) else shape_value(session, model, term.shape, type_, within)


def shape_value(session: Session, model: Any, shape: Shape, type_: Type, within: Container[str]) -> Computed:
    """The value of a shape in a model. Sets of days and lists have one only when they are facts."""
    match shape:
        case Truth(text):
            return is_true(session, model, text)
        case Number(text, real):
            exact = number(session, model, text, real=real) / shape.scale
            return int(exact) if exact.denominator == 1 else exact
        case Option(text):
            assert isinstance(type_, EnumType)
            return type_.options[int(number(session, model, text))]
        case Word(word):
            return word
        case Written() | Counted() | Shifted() | Chosen():
            return day_value(session, model, shape)
        case Span(begin, end):
            return Period(day_value(session, model, begin), day_value(session, model, end))
        case FactSpells(name):
            return spells_value(session, model, name, within)
        case FactSeries():
            return series_value(session, model, shape, within)
        case Elements():
            return list_value(session, model, shape, within)
        case _:
            raise TypeError(f"{type(shape).__name__} heeft geen waarde in een model")


def day_value(session: Session, model: Any, day: Day) -> date:
    """The day in a model."""
    match day:
        case Written(month, text, _, _):
            index = int(number(session, model, month_text(month)))
            return date(index // 12, index % 12 + 1, int(number(session, model, text)))
        case Counted(text):
            return date.fromordinal(int(number(session, model, text)))
        case Shifted(base, count):
            return date.fromordinal(day_value(session, model, base).toordinal() + count)
        case Chosen(condition, then, otherwise):
            return day_value(session, model, then if is_true(session, model, condition) else otherwise)
        case _:
            assert_never(day)


def spells_value(session: Session, model: Any, name: str, within: Container[str]) -> Periods:
    """A set with the counts of the model: in each stretch between two asked days its first days."""
    asked = (pair for pair in spells.points(session.encoding, name) if pair[1] in within)
    return spells_with_counts(sorted({(int(number(session, model, days.number_text(point))), int(number(session, model, text))) for point, text in asked}))


def spells_with_counts(asked: Sequence[tuple[int, int]]) -> Periods:
    """The set that has before each asked day (by day number, in order) the given number of days, each stretch filled from its start."""
    known = ((days.FIRST_NUMBER, 0), *asked)
    return normalise(
        Period(date.fromordinal(start), date.fromordinal(start + after - before - 1)) for (start, before), (_, after) in pairwise(known) if after > before
    )


def series_value(session: Session, model: Any, found: FactSeries, within: Container[str]) -> Monthly:
    """A series with the sums of the model: in each stretch between two asked months its last months hold as much as they can."""
    asked = ((month_text(point), text) for point, text in series.points(session.encoding, found.name) if text in within)
    known = ((FIRST_MONTH, 0), *sorted({(int(number(session, model, month)), int(number(session, model, text))) for month, text in asked}))
    entries = (entry for (start, before), (stop, after) in pairwise(known) for entry in filled(found, start, stop, after - before))
    return by_month(entries)


def filled(found: FactSeries, start: int, stop: int, total: int) -> Iterator[InMonth]:
    """Months that together hold a total, from the last month of a stretch on back. INVARIANT: the stretch can hold that much."""
    month = stop
    while total and month > start:
        month -= 1
        held = max(found.least, min(found.greatest, total))
        total -= held
        yield InMonth(first_of(month), held)


def list_value(session: Session, model: Any, elements: Elements, within: Container[str]) -> tuple[Element, ...]:
    """The elements of a list with the properties that occur."""
    return tuple(element_value(session, model, elements, index, within) for index in range(int(number(session, model, elements.length))))


def element_value(session: Session, model: Any, elements: Elements, index: int, within: Container[str]) -> Element:
    """The properties of one element; an unknown one is left out."""
    found = {}
    for fact in occurring(session, within):
        if fact.slot is not None and (fact.slot.list_name, fact.slot.index) == (elements.name, index):
            value = value_of(session, model, fact.term, fact.type, within)
            if value is not UNKNOWN:
                found[fact.info_name.removeprefix(f"{elements.kind}.")] = value
    return found


def case_of(session: Session, model: Any, within: Container[str] = EVERYTHING) -> dict[str, Computed]:
    """The facts of the case a model describes, in order of first use; unknown ones are left out.

    `within` are the symbols that the question was about: what the model says of others means nothing.
    """
    values = {fact.name: bounded_value(session, model, fact, within) for fact in occurring(session, within) if fact.slot is None}
    return {name: value for name, value in values.items() if value is not UNKNOWN}


def completion_of(session: Session, model: Any) -> dict[str, Computed]:
    """What text that is not known says in a model, by name, where that is yes or no."""
    texts = {name: term.shape.text for name, term in unsaid(session.encoding).items() if isinstance(term.shape, Truth)}
    return {name: is_true(session, model, text) for name, text in texts.items()}


def occurring(session: Session, within: Container[str]) -> list[Declared]:
    """The facts of the script that are described by some of the given symbols, with the lists that hold such facts."""
    every = declared(session.encoding).values()
    found = {fact.name: fact.slot for fact in every if any(symbol in within for symbol in symbols_of(session, fact))}
    lists = {slot.list_name for slot in found.values() if slot is not None}
    return [fact for fact in every if fact.name in found or fact.name in lists]


def symbols_of(session: Session, fact: Declared) -> tuple[str, ...]:
    """The symbols whose values are the value of a fact."""
    match fact.term.shape:
        case Truth(text) | Option(text) | Number(text) | Elements(_, _, _, text):
            texts = [text]
        case Written(month, day, _, _):
            texts = [month.base, day]
        case Span(Written() as begin, Written() as end):
            texts = [begin.month.base, begin.day, end.month.base, end.day]
        case FactSpells(name):
            texts = [text for _, text in spells.points(session.encoding, name)]
        case FactSeries(name):
            texts = [text for _, text in series.points(session.encoding, name)]
        case shape:
            raise TypeError(f"{type(shape).__name__} heeft geen vorm van een feit")
    return tuple(SYMBOL.findall(" ".join((*texts, fact.term.absent, fact.term.unknown))))


def bounded_value(session: Session, model: Any, fact: Declared, within: Container[str]) -> Computed:
    """The value of a fact; unknown when the model leaves it outside the calendar, which it does only with a fact that did not matter."""
    try:
        return value_of(session, model, fact.term, fact.type, within)
    except ValueError:
        return UNKNOWN
