"""Solvers that serve one question after another: most questions of a session are about much the same part of its script."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

WASTE, SPARE = 1.0, 20
"""A solver may hold this much more than a question needs: a share of what it needs, and a number of formulas. Measured on the corpus: flat around it."""
GAIN = 0.5
"""At most this share of what a question needs may be missing; with more, a new solver is as fast."""
MOST = 4
"""At most so many are kept in a session; the one that has not been used for longest goes."""


@dataclass(slots=True)
class Base:
    """A solver with some formulas of the script, by place, for good; a question is asked in a scope of its own on top of these.

    `turn` counts the questions: what came of an earlier one is gone. `reals` tells for which kind of question its settings are.
    """

    solver: Any
    axioms: set[int]
    reals: bool
    turn: int = 0


def nearest_base(bases: Collection[Base], wanted: frozenset[int], *, reals: bool, holds: Callable[[int], bool]) -> Base | None:
    """The solver that differs least from what a question needs, None where none is near enough.

    What it has more must hold in every case that the question is about; `holds` tells so of a formula.
    """
    near = [(cost, place, each) for place, each in enumerate(bases) if each.reals is reals and (cost := distance(each, wanted)) is not None]
    return next((each for _, _, each in sorted(near, key=itemgetter(0, 1)) if all(map(holds, each.axioms - wanted))), None)


def distance(base: Base, wanted: frozenset[int]) -> int | None:
    """How many formulas a solver has too many or too few; None when these are too many."""
    missing, more = len(wanted - base.axioms), len(base.axioms - wanted)
    return missing + more if missing <= GAIN * len(wanted) and more <= WASTE * len(wanted) + SPARE else None
