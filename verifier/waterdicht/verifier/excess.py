"""By how many days a bound can be exceeded: the exact maximum over all cases, found by asking for more until there is no such case."""

from __future__ import annotations

from waterdicht.compiler.build import apply
from waterdicht.compiler.ir import Apply, ByReading, Constant, Expr, Marked, Op
from waterdicht.compiler.types import Scalar
from waterdicht.verifier.room import Room, must
from waterdicht.verifier.solver import Sat, Undecided, Unsat

FAR = 4096
"""No bound on a period in a proof horizon is exceeded by more days than this without being no bound at all."""


def largest_excess(room: Room, premise: Expr, claim: Expr) -> int | None:
    """The largest number of days by which `claim`, a bound in days, is exceeded where `premise` holds; None when it is no such bound, or undecided."""
    sides = bound_in_days(claim, room)
    if sides is None:
        return None
    over = apply(Op.SUB, Scalar.DAYS, *sides)
    low, high = 0, 1
    while (found := possible(room, premise, over, high)) is True:
        low, high = high, high * 2
        if high > FAR:
            return None
    while high - low > 1 and found is not None:
        middle = (low + high) // 2
        found = possible(room, premise, over, middle)
        low, high = (middle, high) if found else (low, middle)
    return low if low and found is not None else None


def possible(room: Room, premise: Expr, over: Expr, days: int) -> bool | None:
    """Whether the bound can be exceeded by at least so many days; None when that is undecided, and then no maximum is claimed."""
    more = apply(Op.GE, Scalar.BOOL, over, Constant(days, Scalar.DAYS))
    match room.ask((must("als", premise), must(f"ten minste {days} dagen te lang", more))):
        case Sat():
            return True
        case Unsat():
            return False
        case Undecided():
            return None


def bound_in_days(claim: Expr, room: Room) -> tuple[Expr, Expr] | None:
    """Both sides of a claim that so many days are at most so many, under the chosen readings."""
    match claim:
        case Marked(body):
            return bound_in_days(body, room)
        case ByReading(reading, branches):
            return bound_in_days(dict(branches)[room.readings[reading]], room)
        case Apply(Op.LE, (left, right)) if left.type is Scalar.DAYS:
            return left, right
        case _:
            return None
