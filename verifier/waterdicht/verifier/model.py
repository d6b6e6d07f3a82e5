"""What a solver model says: the values of terms, and the facts of the case it describes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any, assert_never

import z3

from waterdicht.compiler.backends.smt import days, spells
from waterdicht.compiler.backends.smt.facts import Declared, declared
from waterdicht.compiler.backends.smt.months import month_text
from waterdicht.compiler.backends.smt.terms import (
    Chosen,
    Counted,
    Day,
    Elements,
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
from waterdicht.runtime.values import ABSENT, UNKNOWN, Computed, Element, Fault, Period, Periods, normalise
from waterdicht.verifier.solver import Session

SOME_FAULT = Fault("ontbrekende_waarde", "smt")
"""Stands for any fault: formulas keep that a term is a fault, not which."""


def integer_term(session: Session, text: str, *, real: bool = False) -> Any:
    """A number as a solver term."""
    return session.formula(f"(= {text} {'0.5' if real else '0'})").arg(0)


def is_true(session: Session, model: Any, text: str) -> bool:
    """Whether a formula holds in a model."""
    return bool(z3.is_true(model.eval(session.formula(text), model_completion=True)))


def number(session: Session, model: Any, text: str, *, real: bool = False) -> Fraction:
    """The value of a number in a model."""
    value = model.eval(integer_term(session, text, real=real), model_completion=True)
    return Fraction(value.as_long()) if z3.is_int_value(value) else Fraction(value.numerator_as_long(), value.denominator_as_long())


def value_of(session: Session, model: Any, term: Term, type_: Type) -> Computed:
    """The value of a term in a model; any fault is SOME_FAULT."""
    if is_true(session, model, term.fault):
        return SOME_FAULT
    if is_true(session, model, term.unknown):
        return UNKNOWN
    return ABSENT if is_true(session, model, term.absent) else shape_value(session, model, term.shape, type_)


def shape_value(session: Session, model: Any, shape: Shape, type_: Type) -> Computed:
    """The value of a shape in a model. Sets of days and lists have one only when they are facts."""
    match shape:
        case Truth(text):
            return is_true(session, model, text)
        case Number(text, real, _, _):
            exact = number(session, model, text, real=real)
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
            return spells_value(session, model, name)
        case Elements():
            return list_value(session, model, shape)
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


def spells_value(session: Session, model: Any, name: str) -> Periods:
    """A set with the counts of the model: in each stretch between two asked days its first days."""
    asked = sorted(
        {(int(number(session, model, days.number_text(point))), int(number(session, model, text))) for point, text in spells.points(session.encoding, name)}
    )
    return spells_with_counts(asked)


def spells_with_counts(asked: Sequence[tuple[int, int]]) -> Periods:
    """The set that has before each asked day (by day number, in order) the given number of days, each stretch filled from its start."""
    known = ((days.FIRST_NUMBER, 0), *asked)
    return normalise(
        Period(date.fromordinal(start), date.fromordinal(start + after - before - 1)) for (start, before), (_, after) in pairwise(known) if after > before
    )


def list_value(session: Session, model: Any, elements: Elements) -> tuple[Element, ...]:
    """The elements of a list with the properties that occur."""
    return tuple(element_value(session, model, elements, index) for index in range(int(number(session, model, elements.length))))


def element_value(session: Session, model: Any, elements: Elements, index: int) -> Element:
    """The properties of one element; an unknown one is left out."""
    found = {}
    for fact in declared(session.encoding).values():
        if fact.slot is not None and (fact.slot.list_name, fact.slot.index) == (elements.name, index):
            value = value_of(session, model, fact.term, fact.type)
            if value is not UNKNOWN:
                found[fact.info_name.removeprefix(f"{elements.kind}.")] = value
    return found


def case_of(session: Session, model: Any) -> dict[str, Computed]:
    """The facts of the case a model describes, in order of first use; unknown ones, and those that did not matter, are left out."""
    facts: list[Declared] = [fact for fact in declared(session.encoding).values() if fact.slot is None]
    values = {fact.name: bounded_value(session, model, fact) for fact in facts}
    return {name: value for name, value in values.items() if value is not UNKNOWN}


def bounded_value(session: Session, model: Any, fact: Declared) -> Computed:
    """The value of a fact; unknown when the model leaves it outside the calendar, which it does only with a fact that did not matter."""
    try:
        return value_of(session, model, fact.term, fact.type)
    except ValueError:
        return UNKNOWN
