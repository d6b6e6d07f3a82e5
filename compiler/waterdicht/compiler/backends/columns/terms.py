"""What an expression is in columns: a value of some shape, and cells that say where there is none: fault, unknown, absent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias, assert_never

from waterdicht.compiler.backends.columns import days, numbers, wholes
from waterdicht.compiler.backends.columns.cells import FALSE, TRUE, Cell, conj, disj, either_truth, neg
from waterdicht.compiler.backends.columns.days import Day
from waterdicht.compiler.backends.columns.numbers import Number
from waterdicht.compiler.backends.columns.wholes import Inexpressible, Whole


@dataclass(frozen=True, slots=True)
class Truth:
    """A condition: where it is met. Outside fault, unknown and absent it is otherwise not met."""

    met: Cell


@dataclass(frozen=True, slots=True)
class Option:
    """One of these options, by its place among them."""

    place: Whole
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A period by its first and last day."""

    begin: Day
    end: Day


@dataclass(frozen=True, slots=True)
class Nothing:
    """A list, periods or months with nothing in them: all that columns know of these. Cases with more in them are decided one by one."""


Shape: TypeAlias = Truth | Number | Day | Option | Span | Nothing


@dataclass(frozen=True, slots=True)
class Term:
    """A value, and where there is none; at most one of `fault`, `unknown` and `absent` holds. Where one does, the value says nothing."""

    shape: Shape
    fault: Cell = FALSE
    unknown: Cell = FALSE
    absent: Cell = FALSE

    @property
    def nowhere(self) -> Cell:
        """Where there is no value."""
        return disj(self.fault, self.unknown, self.absent)


def met(term: Term) -> Cell:
    """Where a condition is true. INVARIANT: conditions hold nowhere where they have no value."""
    assert isinstance(term.shape, Truth)  # INVARIANT: the type checker lets only conditions come here
    return term.shape.met


def refuted(term: Term) -> Cell:
    """Where a condition is false."""
    return conj(neg(met(term)), neg(term.nowhere))


def condition(holds: Cell, fault: Cell = FALSE, unknown: Cell = FALSE, absent: Cell = FALSE) -> Term:
    """A condition that is true where it `holds` and has a value."""
    return Term(Truth(conj(holds, neg(disj(fault, unknown, absent)))), fault, unknown, absent)


def needed(term: Term) -> Term:
    """The argument of a strict operator: absence becomes a fault."""
    return term if term.absent is FALSE else Term(term.shape, disj(term.fault, term.absent), term.unknown)


def choose(where: Cell, yes: Term, no: Term) -> Term:
    """`yes` where the condition holds, else `no`."""
    if where in (TRUE, FALSE):
        return yes if where is TRUE else no
    flags = (either_truth(where, one, other) for one, other in ((yes.fault, no.fault), (yes.unknown, no.unknown), (yes.absent, no.absent)))
    return Term(choose_shape(where, yes.shape, no.shape), *flags)


def choose_shape(where: Cell, yes: Shape, no: Shape) -> Shape:
    """The value of one or the other."""
    match yes, no:
        case Truth(one), Truth(other):
            return Truth(either_truth(where, one, other))
        case Number(), Number():
            return numbers.choose(where, yes, no)
        case Day(), Day():
            return days.choose(where, yes, no)
        case Option(one, options), Option(other, _):
            return Option(wholes.choose(where, one, other), options)
        case Span(), Span():
            return Span(days.choose(where, yes.begin, no.begin), days.choose(where, yes.end, no.end))
        case Nothing(), Nothing():
            return yes
        case _:
            raise Inexpressible("een keuze tussen waarden van verschillende soort")


def same(left: Shape, right: Shape) -> Cell:
    """Where two values of one type are equal."""
    match left, right:
        case Truth(one), Truth(other):
            return either_truth(one, other, neg(other))
        case Number(), Number():
            return numbers.same(left, right)
        case Day(), Day():
            return days.same(left, right)
        case Option(one, _), Option(other, _):
            return wholes.equal(one, other)
        case Span(), Span():
            return conj(days.same(left.begin, right.begin), days.same(left.end, right.end))
        case _:
            raise Inexpressible("gelijkheid van verzamelingen")


def cells_of(shape: Shape) -> tuple[Cell, ...]:
    """Everything that a value is made of."""
    match shape:
        case Truth(holds):
            return (holds,)
        case Number(top, bottom):
            return (top.cell, bottom.cell)
        case Day():
            return (days.number_of(shape).cell,)
        case Option(place, _):
            return (place.cell,)
        case Span(begin, end):
            return (days.number_of(begin).cell, days.number_of(end).cell)
        case Nothing():
            return ()
        case _:
            assert_never(shape)
