"""By how many days a bound can be exceeded: the exact maximum over all cases, found by asking for more until there is no such case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from waterdicht.compiler.build import apply
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Apply, ByReading, Constant, Expr, Marked, Op
from waterdicht.compiler.types import Scalar
from waterdicht.runtime.values import Computed
from waterdicht.verifier.model import case_of
from waterdicht.verifier.room import Room, must
from waterdicht.verifier.solver import Sat, Undecided, Unsat

FAR = 4096
"""No bound on a period in a proof horizon is exceeded by more days than this without being no bound at all."""


@dataclass(frozen=True, slots=True)
class Excess:
    """The largest excess in days, and a case that has it."""

    days: int
    example: Mapping[str, Computed]


def largest_excess(room: Room, premise: Expr, claim: Expr) -> Excess | None:
    """The largest number of days by which `claim`, a bound in days, is exceeded where `premise` holds; None when it is no such bound, or undecided."""
    sides = bound_in_days(claim, room)
    if sides is None:
        return None
    over = apply(Op.SUB, Scalar.DAYS, *sides)
    worst: Excess | None = None
    while (worst.days if worst else 0) < FAR:
        more = apply(Op.GT, Scalar.BOOL, over, Constant(worst.days if worst else 0, Scalar.DAYS))
        match room.ask((must("als", premise), must("langer", more))):
            case Sat() as found:
                facts = case_of(found.session, found.model, found.within)
                days = evaluate(over, Case(room.snapshot, facts, room.readings))
                if not isinstance(days, int) or days <= (worst.days if worst else 0):
                    return None
                worst = Excess(days, facts)
            case Unsat():
                return worst
            case Undecided():
                return None
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
