"""What would have to change: of all cases with another outcome the one that differs from a case in the fewest facts, found by the solver and replayed.

Every case that the solver finds is decided again by the reference and by the generated Python; one that is not confirmed is not given.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from waterdicht.compiler.ir import FactOf, Outcome
from waterdicht.compiler.layers import Table, combined, laws_with_stance, table_of
from waterdicht.compiler.outcomes import channels_of
from waterdicht.compiler.snapshots import Built
from waterdicht.runtime.compiled import TODAY
from waterdicht.runtime.values import UNKNOWN, Computed
from waterdicht.verifier.cases import Broken, Concern, show_case
from waterdicht.verifier.fine import differences
from waterdicht.verifier.results import Change
from waterdicht.verifier.room import Room, must, reachable
from waterdicht.verifier.solver import Undecided, Unsat
from waterdicht.verifier.witness import near_miss_in


@dataclass(frozen=True, slots=True)
class Changed:
    """The fewest facts that would have to be otherwise, and what they would have to be; `assumed` are unknown facts that the outcome turns on, and what they are taken to be."""

    changes: tuple[Change, ...]
    assumed: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Never:
    """No change of the facts gives the outcome, those that are kept left as they are."""


@dataclass(frozen=True, slots=True)
class NotKnown:
    """It could not be worked out; `reason` says why, in Dutch."""

    reason: str


Answer: TypeAlias = Changed | Never | NotKnown


def what_would_have_to_change(
    built: Built,
    readings: Mapping[str, str],
    concern: Concern,
    facts: Mapping[str, Computed],
    wanted: Outcome,
    *,
    kept: Collection[str] = (),
    under_the_law: bool = False,
) -> Answer:
    """The smallest change of facts after which the outcome is `wanted`. The day of the case never changes, nor do facts that are `kept`.

    `facts` are by full name and hold `deze_dag`; those that are UNKNOWN or left out may be anything.
    """
    known = {name: value for name, value in facts.items() if value is not UNKNOWN}
    room = Room(built, readings)
    try:
        return answer(room, concern, known, wanted, (TODAY, *kept), under_the_law=under_the_law)
    finally:
        room.close()


def answer(room: Room, concern: Concern, known: Mapping[str, Computed], wanted: Outcome, kept: Collection[str], *, under_the_law: bool) -> Answer:
    """The same in a room."""
    constraints = (must("gewenste uitkomst", table(room.built, concern, under_the_law=under_the_law)(wanted)),)
    match near_miss_in(room.for_cases(constraints), constraints, known, kept):
        case Unsat():
            return Never()
        case Undecided(reason):
            return NotKnown(reason)
        case found:
            facts = {**known, **found}
            shown = show_case(room, facts, constraints, (concern,))
            if isinstance(shown, Broken):
                return NotKnown(f"het gevonden geval is niet bevestigd ({shown.what}): dit is een fout in waterdicht")
            differ = differences(known, facts)
            meant = {expr.name for expr in reachable([each.expr for each in constraints], room.snapshot) if isinstance(expr, FactOf)}
            return Changed(tuple(each for each in differ if each.name in known), tuple(each for each in differ if each.name in meant.difference(known)))


def table(built: Built, concern: Concern, *, under_the_law: bool) -> Table:
    """The outcome table of a decision: of the regulation, or of it under the law above it."""
    layers = built.world.layers
    laws = [law for law in laws_with_stance(layers, concern.decision) if law != concern.regulation] if under_the_law else []
    if laws:
        return combined(layers, laws[0], concern.regulation, concern.decision, concern.phase)
    return table_of(channels_of(concern.regulation, concern.decision, concern.phase))
