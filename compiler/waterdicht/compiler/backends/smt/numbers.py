"""Exact arithmetic on terms, with bounds carried along so that faults that cannot happen leave no trace."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor, gcd, lcm

from waterdicht.compiler.backends.smt.encoding import Encoding, assume, declare, fresh
from waterdicht.compiler.backends.smt.terms import Number, as_real, constant, floor_text, known_number
from waterdicht.compiler.backends.smt.text import FALSE, TRUE, conj, eq, ite, le, neg, plus, rational, times

Bound = Fraction | None

MOST_LEAVES = 16
"""A choice among more numbers than this is not taken apart: laws have a few rates, and every leaf makes a question longer."""


def alike(left: Number, right: Number) -> tuple[Number, Number]:
    """The same numbers with one sort and one scale."""
    if left.real or right.real:
        return as_real(left), as_real(right)
    common = lcm(left.scale, right.scale)
    return at_scale(left, common), at_scale(right, common)


def at_scale(number: Number, scale: int) -> Number:
    """The same number counted in smaller parts; `scale` is a multiple of its own."""
    return Number(times(number.text, scale // number.scale), False, number.least, number.greatest, scale)


def number_at_most(left: Number, right: Number) -> str:
    """Left <= right."""
    one, other = alike(left, right)
    if one.greatest is not None and other.least is not None and one.greatest <= other.least:
        return TRUE
    if one.least is not None and other.greatest is not None and one.least > other.greatest:
        return FALSE
    return le(one.text, other.text)


def number_same(left: Number, right: Number) -> str:
    """Left = right."""
    one, other = alike(left, right)
    known = known_number(one), known_number(other)
    if None not in known:
        return TRUE if known[0] == known[1] else FALSE
    return eq(one.text, other.text)


def add_numbers(left: Number, right: Number) -> Number:
    """Left + right."""
    if 0 in (known_number(left), known_number(right)):
        return left if known_number(right) == 0 else right
    one, other = alike(left, right)
    return _computed("+", one, other, _plus(one.least, other.least), _plus(one.greatest, other.greatest))


def subtract(left: Number, right: Number) -> Number:
    """Left - right."""
    if known_number(right) == 0:
        return left
    one, other = alike(left, right)
    return _computed("-", one, other, _minus(one.least, other.greatest), _minus(one.greatest, other.least))


def _computed(word: str, left: Number, right: Number, least: Bound, greatest: Bound) -> Number:
    """A sum or difference of two numbers that are alike, or the constant that it is known to be."""
    if least is not None and least == greatest:
        return constant(least)
    return Number(f"({word} {left.text} {right.text})", left.real, least, greatest, left.scale)


def multiply(left: Number, right: Number) -> Number:
    """Left * right."""
    for factor, other in ((known_number(left), right), (known_number(right), left)):
        if factor is not None:
            return multiple(other, factor)
    for choice, other in ((left, right), (right, left)):
        if choice.branches is not None and any(known_number(leaf) is not None for leaf in leaves(choice)):
            condition, then, otherwise = choice.branches
            return choose_number(condition, multiply(then, other), multiply(otherwise, other))
    one, other = (as_real(left), as_real(right)) if left.real or right.real else (left, right)
    return Number(f"(* {one.text} {other.text})", one.real, *_corners(one, other), one.scale * other.scale)


def leaves(number: Number) -> tuple[Number, ...]:
    """The numbers that a choice ends in."""
    return (number,) if number.branches is None else (*leaves(number.branches[1]), *leaves(number.branches[2]))


def multiple(number: Number, factor: Fraction) -> Number:
    """A number times a constant: linear, and Int when the number is."""
    least, greatest = _corners(number, constant(factor))
    if least is not None and least == greatest:
        return constant(least)
    if number.real:
        return number if factor == 1 else Number(f"(* {rational(factor)} {number.text})", True, least, greatest)
    shared = gcd(factor.numerator, number.scale)
    return Number(times(number.text, factor.numerator // shared), False, least, greatest, number.scale // shared * factor.denominator)


def _corners(left: Number, right: Number) -> tuple[Bound, Bound]:
    """The bounds of a product."""
    ends = left.least, left.greatest, right.least, right.greatest
    if None in ends:
        return (Fraction(0), Fraction(0)) if 0 in (known_number(left), known_number(right)) else (None, None)
    corners = [a * b for a in ends[:2] for b in ends[2:] if a is not None and b is not None]
    return min(corners), max(corners)


def divide(left: Number, right: Number) -> tuple[Number, str]:
    """The exact quotient, and the fault that the divisor is 0."""
    divisor = known_number(right)
    if divisor is not None:
        return (constant(0), TRUE) if divisor == 0 else (multiple(left, 1 / divisor), FALSE)
    never = (right.least is not None and right.least > 0) or (right.greatest is not None and right.greatest < 0)
    zero = FALSE if never else eq(right.text, "0.0" if right.real else "0")
    return Number(f"(/ {as_real(left).text} {as_real(right).text})", True, None, None), zero


def _plus(left: Bound, right: Bound) -> Bound:
    return None if left is None or right is None else left + right


def _minus(left: Bound, right: Bound) -> Bound:
    return None if left is None or right is None else left - right


def lowest(left: Number, right: Number) -> Number:
    """The lower of two numbers."""
    one, other = alike(left, right)
    return _either(number_at_most(one, other), one, other, min)


def highest(left: Number, right: Number) -> Number:
    """The higher of two numbers."""
    one, other = alike(left, right)
    return _either(number_at_most(other, one), one, other, max)


def _either(condition: str, one: Number, other: Number, pick: Callable[[Fraction, Fraction], Fraction]) -> Number:
    least = None if one.least is None or other.least is None else pick(one.least, other.least)
    greatest = None if one.greatest is None or other.greatest is None else pick(one.greatest, other.greatest)
    return Number(ite(condition, one.text, other.text), one.real, least, greatest, one.scale)


def choose_number(condition: str, then: Number, otherwise: Number) -> Number:
    """One of two numbers."""
    if condition in (TRUE, FALSE):
        return then if condition == TRUE else otherwise
    one, other = alike(then, otherwise)
    least = None if one.least is None or other.least is None else min(one.least, other.least)
    greatest = None if one.greatest is None or other.greatest is None else max(one.greatest, other.greatest)
    few = len(leaves(then)) + len(leaves(otherwise)) <= MOST_LEAVES
    return Number(ite(condition, one.text, other.text), one.real, least, greatest, one.scale, (condition, then, otherwise) if few else None)


def whole(amount: Number) -> tuple[Number, str]:
    """The same number, and the fault that it is not whole."""
    known = known_number(amount)
    if known is not None:
        return amount, FALSE if known.denominator == 1 else TRUE
    if amount.branches is not None:
        condition, then, otherwise = amount.branches
        return amount, ite(condition, whole(then)[1], whole(otherwise)[1])
    if amount.real:
        return amount, FALSE if amount.text.startswith("(to_real ") else neg(f"(is_int {amount.text})")
    return amount, FALSE if amount.scale == 1 else neg(eq(f"(mod {amount.text} {amount.scale})", "0"))


def round_half_up(amount: Number, step: Number) -> Number:
    """To the nearest multiple of the step; half goes up."""
    return _rounded(amount, step, lambda steps: _whole_steps(add_numbers(steps, constant(Fraction(1, 2)))))


def round_up(amount: Number, step: Number) -> Number:
    """To the next multiple of the step."""
    return _rounded(amount, step, lambda steps: subtract(constant(0), _whole_steps(subtract(constant(0), steps))))


def round_down(amount: Number, step: Number) -> Number:
    """To the previous multiple of the step."""
    return _rounded(amount, step, _whole_steps)


def _rounded(amount: Number, step: Number, whole: Callable[[Number], Number]) -> Number:
    return multiply(whole(divide(amount, step)[0]), step)


def _whole_steps(steps: Number) -> Number:
    """The greatest whole number that is not more."""
    least = None if steps.least is None else Fraction(floor(steps.least))
    greatest = None if steps.greatest is None else Fraction(floor(steps.greatest))
    if least is not None and least == greatest:
        return constant(least)
    return Number(floor_text(steps), False, least, greatest)


def floor_quotient(encoding: Encoding, text: str, divisor: int, least: int, greatest: int) -> Number:
    """The floor of an Int term divided by a positive constant, as a fresh variable instead of a division."""
    name = declare(encoding, fresh(encoding, "k"), "Int")
    assume(encoding, conj(f"(<= (* {divisor} {name}) {text})", f"(<= {text} {plus(f'(* {divisor} {name})', divisor - 1)})"), name)
    return Number(name, False, Fraction(floor(Fraction(least, divisor))), Fraction(ceil(Fraction(greatest, divisor))))
