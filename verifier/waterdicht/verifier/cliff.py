"""Where more becomes less: the smallest amount at which a value drops, and by how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from waterdicht.compiler.build import apply
from waterdicht.compiler.domains import bounds
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Constant, Expr, FactOf, Op
from waterdicht.compiler.types import Scalar
from waterdicht.runtime.values import Computed
from waterdicht.runtime.words import value_words
from waterdicht.verifier.room import Room, must
from waterdicht.verifier.solver import Constraint, Sat, Undecided, Unsat

WHOLE = (Scalar.MONEY, Scalar.INT, Scalar.MONTHS, Scalar.DAYS)
"""Types of which every value but the last has a next one: a cent, one, a month, a day more."""

LANGUAGES: Final[tuple[Literal["nl", "en"], ...]] = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a fact at which a value drops: for anyone the first such step. `less` and `more` are the fact in the two cases."""

    less: FactOf
    more: FactOf
    at: int

    @property
    def constraints(self) -> tuple[Constraint, ...]:
        """That the two cases lie on either side of the step."""
        return must("eerste daling", equals(self.more, self.at)), must("stap", equals(self.less, self.at - 1))


def first_drop(room: Room, constraints: Sequence[Constraint], less: FactOf, more: FactOf) -> Step | None:
    """The first step at which a value drops for anyone, found by halving; there must be one. None where it cannot be told.

    At the smallest value with a drop the step before it is one too: were the value lower there already, it would have dropped earlier.
    """
    lowest, highest = bounds(room.snapshot.vocabulary.facts[less.name])
    if less.type not in WHOLE or not isinstance(highest, int) or not isinstance(lowest, int):
        return None
    low, high = lowest + 1, highest
    while low < high:
        middle = (low + high) // 2
        match room.ask((*constraints, must("ten hoogste", apply(Op.LE, Scalar.BOOL, more, Constant(middle, more.type))))):
            case Sat():
                high = middle
            case Unsat():
                low = middle + 1
            case Undecided():
                return None
    step = Step(less, more, low)
    return step if isinstance(room.ask((*constraints, *step.constraints)), Sat) else None


def equals(fact: FactOf, value: int) -> Expr:
    """That a fact has a value."""
    return apply(Op.EQ, Scalar.BOOL, fact, Constant(value, fact.type))


def drop_words(room: Room, facts: Mapping[str, Computed], step: Step, before: Expr, after: Expr) -> tuple[str, str]:
    """Where it bites and by how much, in the case that is shown, in Dutch and in English, with a colon before it."""
    high, low = (evaluate(each, Case(room.snapshot, facts, room.readings)) for each in (before, after))
    kind, type_ = (each.type.value if isinstance(each.type, Scalar) else "" for each in (step.less, before))
    assert isinstance(high, int | Fraction)  # INVARIANT: the one is less than the other in this case
    assert isinstance(low, int | Fraction)
    name = step.less.name.replace("_", " ")

    values = ((step.at, kind), (low, type_), (step.at - 1, kind), (high, type_), (high - low, type_))
    nl, en = (tuple(value_words(value, of, language) for value, of in values) for language in LANGUAGES)
    return (
        f": bij {name} {nl[0]} is het {nl[1]}, bij {nl[2]} nog {nl[3]}: {nl[4]} minder; onder {nl[0]} daalt het voor niemand",
        f": at {name} {en[0]} it is {en[1]}, at {en[2]} still {en[3]}: {en[4]} less; below {en[0]} it drops for nobody",
    )
