"""What a process knows of a law, between runs: as bytes, for the next process that examines regulations upon it."""

from __future__ import annotations

import pickle

from waterdicht.verifier.cache import Allowed, load
from waterdicht.verifier.sharing import Shared

MOST = 64_000_000
"""More bytes than this are not kept: to read them would take longer than to find out again."""

PARTS: Allowed = {
    "datetime": frozenset({"date"}),
    "fractions": frozenset({"Fraction"}),
    "waterdicht.compiler.types": frozenset({"EnumType", "ListType", "MonthlyType", "RateType", "Scalar"}),
    "waterdicht.runtime.values": frozenset({"Absent", "Fault", "InMonth", "Monthly", "Period", "Unknown"}),
    "waterdicht.verifier.content": frozenset({"Numbers"}),
    "waterdicht.verifier.sharing": frozenset({"Shared", "Tried"}),
}
"""What it is made of; bytes that name anything else are not read."""


def written(shared: Shared) -> bytes | None:
    """What is known, as bytes; None when it is too much."""
    content = pickle.dumps(shared, 5)
    return content if len(content) <= MOST else None


def read(content: bytes) -> Shared | None:
    """What was known, or None where these bytes hold nothing of the kind."""
    found = load(content, PARTS)
    return found if isinstance(found, Shared) else None
