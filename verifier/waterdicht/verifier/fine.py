"""The case nearest to a counterexample in which there is nothing wrong: with the fewest facts changed, replayed like any other case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from waterdicht.runtime.values import ABSENT, UNKNOWN, Computed
from waterdicht.verifier.cases import Broken, Concern, show_case, whole_outcome
from waterdicht.verifier.results import Change, Counterexample, Nearest
from waterdicht.verifier.room import Room
from waterdicht.verifier.solver import Constraint
from waterdicht.verifier.witness import near_miss_in

MOST_CHANGES = 6
"""A case that differs in more facts than this explains nothing."""


def nearest_fine(room: Room, constraints: Sequence[Constraint], concerns: Sequence[Concern], case: Counterexample) -> Nearest | None:
    """The case nearest to `case` that meets all constraints; None where there is none, none that is confirmed, or none near."""
    session = room.for_cases(constraints)
    found = near_miss_in(session, (*constraints, *whole_outcome(concerns)), case.facts)
    if not isinstance(found, dict):
        found = near_miss_in(session, constraints, case.facts)
    if not isinstance(found, dict):
        return None
    facts = {**case.facts, **found}
    changes = differences(case.facts, facts)
    if not 0 < len(changes) <= MOST_CHANGES:
        return None
    shown = show_case(room, facts, constraints, concerns)
    # A case that is not confirmed is no counterexample either way: it is left out, for the result stands without it.
    return None if isinstance(shown, Broken) else Nearest(shown, changes)


def differences(before: Mapping[str, Computed], after: Mapping[str, Computed]) -> tuple[Change, ...]:
    """The facts that differ, in the order of the second case; what only that one has counts where it is there."""
    return tuple(
        Change(name, before.get(name, UNKNOWN), value)
        for name, value in after.items()
        if (name in before and before[name] != value) or (name not in before and value is not ABSENT)
    )
