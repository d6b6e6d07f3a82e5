"""What came of many cases: how many of each outcome, by which provisions, and how many rows were wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from waterdicht.runtime.decide import OUTCOMES


@dataclass(slots=True)
class Summary:
    """Counts that grow with each piece. `provisions` counts by outcome and deciding provisions; `faults` by column and code."""

    outcomes: Counter[str] = field(default_factory=Counter)
    provisions: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: int = 0
    one_by_one: int = 0

    @property
    def decided(self) -> int:
        """The cases that have an outcome."""
        return sum(self.outcomes.values())


def in_order(summary: Summary) -> list[tuple[str, int]]:
    """Every outcome that occurs, in the order of the table of outcomes."""
    return [(name, summary.outcomes[name]) for name in OUTCOMES if summary.outcomes[name]]


def by_provision(summary: Summary, outcome: str) -> list[tuple[str, int]]:
    """The provisions that decided cases with this outcome, the most frequent first."""
    found = [(address, count) for (name, address), count in summary.provisions.items() if name == outcome]
    return sorted(found, key=lambda each: (-each[1], each[0]))


def as_json(summary: Summary) -> dict[str, Any]:
    """The counts for a program."""
    return {
        "decided": summary.decided,
        "wrong": summary.wrong,
        "one_by_one": summary.one_by_one,
        "outcomes": [
            {"outcome": name, "count": count, "provisions": [{"addresses": address, "count": each} for address, each in by_provision(summary, name)]}
            for name, count in in_order(summary)
        ],
        "errors": [{"column": column, "code": code, "count": count} for (column, code), count in sorted(summary.faults.items())],
    }
