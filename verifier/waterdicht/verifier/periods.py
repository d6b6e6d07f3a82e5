"""The derived periods of a case, for a picture of it: what the vocabulary makes of its dates."""

from __future__ import annotations

from collections.abc import Mapping

from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Use
from waterdicht.compiler.types import Scalar
from waterdicht.runtime.values import Period
from waterdicht.verifier.room import Room


def derived_periods(room: Room, case: Case) -> Mapping[str, Period]:
    """Each derived period whose days are all known in a case and that does not end before it begins, by name in declared order."""
    named = ((name, type_) for name, (_, type_) in room.built.world.words.derived.items() if type_ is Scalar.PERIOD and name in room.snapshot.definitions)
    found = {name: evaluate(Use(name, type_), case) for name, type_ in named}
    return {name: value for name, value in found.items() if isinstance(value, Period) and value.begin <= value.end}
