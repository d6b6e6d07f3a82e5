"""Exact arithmetic on whole numbers in columns, with bounds that are known before anything runs: nothing ever overflows or is rounded."""

from __future__ import annotations

from dataclasses import dataclass

from waterdicht.compiler.backends.columns.cells import FALSE, TRUE, Cell, cell, disj, either, literal, neg

LARGEST = 2**62
"""No number in a column is larger: the columns have 64 bits."""
DIVISIBLE = 2**52
"""Databases divide by way of floating point, which is exact up to here."""


class Inexpressible(Exception):
    """Something that columns cannot hold or compute; `what` says so in the words of the language."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Whole:
    """A column of whole numbers that all lie from `low` to `high`."""

    cell: Cell
    low: int
    high: int


def constant(value: int) -> Whole:
    """The same number in every case."""
    return Whole(literal(value), value, value)


def bounded(op: str, left: Whole, right: Whole, low: int, high: int) -> Whole:
    """The result of an operation, folded when it can be only one number."""
    if max(-low, high) > LARGEST:
        raise Inexpressible("getallen van meer dan 18 cijfers")
    return constant(low) if low == high else Whole(cell(op, left.cell, right.cell), low, high)


def add(left: Whole, right: Whole) -> Whole:
    """Left plus right."""
    if 0 == right.low == right.high or 0 == left.low == left.high:
        return left if 0 == right.low == right.high else right
    return bounded("add", left, right, left.low + right.low, left.high + right.high)


def subtract(left: Whole, right: Whole) -> Whole:
    """Left minus right."""
    if 0 == right.low == right.high:
        return left
    return constant(0) if left.cell is right.cell else bounded("sub", left, right, left.low - right.high, left.high - right.low)


def multiply(left: Whole, right: Whole) -> Whole:
    """Left times right."""
    if 1 == left.low == left.high or 1 == right.low == right.high:
        return right if 1 == left.low == left.high else left
    corners = [one * other for one in (left.low, left.high) for other in (right.low, right.high)]
    return bounded("mul", left, right, min(corners), max(corners))


def quotient(left: Whole, right: Whole) -> Whole:
    """Left divided by right, rounded down; right is positive."""
    assert right.low > 0  # INVARIANT: callers see to it
    if 1 == right.low == right.high:
        return left
    if max(-left.low, left.high, right.high) > DIVISIBLE:
        raise Inexpressible("delen van getallen van meer dan 15 cijfers")
    corners = [one // other for one in (left.low, left.high) for other in (right.low, right.high)]
    return bounded("quotient", left, right, min(corners), max(corners))


def remainder(left: Whole, divisor: int) -> Whole:
    """What is left of a number that is not negative after division by a positive constant."""
    assert left.low >= 0 < divisor  # INVARIANT: callers see to it
    if left.high < divisor:
        return left
    if left.low == left.high:
        return constant(left.low % divisor)
    return Whole(cell("remainder", left.cell, literal(divisor)), 0, divisor - 1)


def at_most(left: Whole, right: Whole) -> Cell:
    """Left <= right."""
    if left.high <= right.low:
        return TRUE
    if left.low > right.high:
        return FALSE
    divided, divisor = divided_by_constant(right.cell)
    if left.low == left.high and divisor:  # no division: n <= x / 12, rounded down, where 12 n <= x
        return cell("le", literal(left.low * divisor), divided)
    divided, divisor = divided_by_constant(left.cell)
    if right.low == right.high and divisor:
        return cell("lt", divided, literal((right.low + 1) * divisor))
    return cell("le", left.cell, right.cell)


def divided_by_constant(found: Cell) -> tuple[Cell, int]:
    """What is divided and by how much; by 0 when it is no such division."""
    if found.op == "quotient" and found.cells[1].op == "literal":
        return found.cells[0], int(found.cells[1].parts[0])  # type: ignore[arg-type]
    return found, 0


def less(left: Whole, right: Whole) -> Cell:
    """Left < right."""
    if left.high < right.low:
        return TRUE
    return FALSE if left.low >= right.high else neg(at_most(right, left))


def equal(left: Whole, right: Whole) -> Cell:
    """Left = right."""
    if left.cell is right.cell:
        return TRUE
    return FALSE if left.high < right.low or right.high < left.low else cell("eq", left.cell, right.cell)


def choose(condition: Cell, yes: Whole, no: Whole) -> Whole:
    """`yes` where the condition holds, else `no`."""
    if condition in (TRUE, FALSE):
        return yes if condition is TRUE else no
    return Whole(either(condition, yes.cell, no.cell), min(yes.low, no.low), max(yes.high, no.high))


def least(left: Whole, right: Whole) -> Whole:
    """The smaller of two."""
    found = choose(at_most(left, right), left, right)
    return Whole(found.cell, min(left.low, right.low), min(left.high, right.high))


def greatest(left: Whole, right: Whole) -> Whole:
    """The larger of two."""
    found = choose(at_most(left, right), right, left)
    return Whole(found.cell, max(left.low, right.low), max(left.high, right.high))


def within(value: Whole, low: int, high: int) -> tuple[Whole, Cell]:
    """A number kept within bounds, and where it lay outside."""
    below, above = less(value, constant(low)), less(constant(high), value)
    kept = choose(below, constant(low), choose(above, constant(high), value))
    return Whole(kept.cell, max(low, min(value.low, high)), min(high, max(value.high, low))), disj(below, above)
