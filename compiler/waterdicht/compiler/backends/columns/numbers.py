"""Exact numbers in columns: a whole number over a positive one, so that a half cent is a half cent."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from waterdicht.compiler.backends.columns import wholes
from waterdicht.compiler.backends.columns.cells import FALSE, Cell, neg
from waterdicht.compiler.backends.columns.wholes import Whole, constant


@dataclass(frozen=True, slots=True)
class Number:
    """`top` divided by `bottom`, which is positive."""

    top: Whole
    bottom: Whole = constant(1)


def exact(value: int | Fraction) -> Number:
    """The same number in every case."""
    found = Fraction(value)
    return Number(constant(found.numerator), constant(found.denominator))


def alike(left: Number, right: Number) -> tuple[Whole, Whole, Whole]:
    """Both tops over one bottom, and that bottom."""
    if left.bottom == right.bottom:
        return left.top, right.top, left.bottom
    return wholes.multiply(left.top, right.bottom), wholes.multiply(right.top, left.bottom), wholes.multiply(left.bottom, right.bottom)


def add(left: Number, right: Number) -> Number:
    """Left plus right."""
    one, other, bottom = alike(left, right)
    return Number(wholes.add(one, other), bottom)


def subtract(left: Number, right: Number) -> Number:
    """Left minus right."""
    one, other, bottom = alike(left, right)
    return Number(wholes.subtract(one, other), bottom)


def multiply(left: Number, right: Number) -> Number:
    """Left times right."""
    return Number(wholes.multiply(left.top, right.top), wholes.multiply(left.bottom, right.bottom))


def divide(left: Number, right: Number) -> tuple[Number, Cell]:
    """Left divided by right, and where right is nothing."""
    none = wholes.equal(right.top, constant(0))
    below = wholes.less(right.top, constant(0))
    top = wholes.multiply(left.top, right.bottom)
    divisor = wholes.choose(none, constant(1), wholes.choose(below, wholes.subtract(constant(0), right.top), right.top))
    most = max(1, -right.top.low, right.top.high)
    signed = wholes.choose(below, wholes.subtract(constant(0), top), top)
    return Number(signed, wholes.multiply(left.bottom, Whole(divisor.cell, 1, most))), none


def at_most(left: Number, right: Number) -> Cell:
    """Left <= right."""
    one, other, _ = alike(left, right)
    return wholes.at_most(one, other)


def same(left: Number, right: Number) -> Cell:
    """Left = right."""
    one, other, _ = alike(left, right)
    return wholes.equal(one, other)


def choose(condition: Cell, yes: Number, no: Number) -> Number:
    """`yes` where the condition holds, else `no`."""
    return Number(wholes.choose(condition, yes.top, no.top), wholes.choose(condition, yes.bottom, no.bottom))


def lowest(left: Number, right: Number) -> Number:
    """The smaller of two."""
    return choose(at_most(left, right), left, right)


def highest(left: Number, right: Number) -> Number:
    """The larger of two."""
    return choose(at_most(left, right), right, left)


def round_down(amount: Number, step: Number) -> Number:
    """To a multiple of a step that is whole and positive, downwards."""
    unit = wholes.multiply(amount.bottom, step.top)
    return Number(wholes.multiply(wholes.quotient(amount.top, unit), step.top))


def round_up(amount: Number, step: Number) -> Number:
    """To a multiple of a step, upwards."""
    down = round_down(Number(wholes.subtract(constant(0), amount.top), amount.bottom), step)
    return Number(wholes.subtract(constant(0), down.top))


def round_half_up(amount: Number, step: Number) -> Number:
    """To the nearest multiple of a step; half goes up."""
    unit = wholes.multiply(amount.bottom, step.top)
    doubled = wholes.add(wholes.multiply(amount.top, constant(2)), unit)
    return Number(wholes.multiply(wholes.quotient(doubled, wholes.multiply(unit, constant(2))), step.top))


def whole(amount: Number) -> tuple[Number, Cell]:
    """The same amount, and where it is no whole number."""
    if amount.bottom == constant(1):
        return amount, FALSE
    down = wholes.quotient(amount.top, amount.bottom)
    return Number(down), neg(wholes.equal(wholes.multiply(down, amount.bottom), amount.top))
