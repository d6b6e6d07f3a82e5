"""A complete case of the premium, worked out by hand: income 250 is at most half of 600, so the premium may be granted; 100 + 25 = 125."""

from __future__ import annotations

from typing import Any

FACTS: dict[str, Any] = {
    "persoon.bijstand": True,
    "persoon.student": False,
    "persoon.inkomen": "250.00",
    "persoon.woonvorm": "alleen",
    "persoon.melding": "2024-02-01",
    "persoon.gemotiveerd": True,
}


def facts(**changes: Any) -> dict[str, Any]:
    """The case with other answers; `...` leaves a fact out."""
    changed = {**FACTS, **{f"persoon.{name}": value for name, value in changes.items()}}
    return {name: value for name, value in changed.items() if value is not ...}
