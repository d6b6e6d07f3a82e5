"""What was asked of the solver for a verdict: kept so that it can be written down and asked of another one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from waterdicht.compiler.backends.smt.encoding import Encoding
from waterdicht.compiler.backends.smt.query import Constraint

Status = Literal["sat", "unsat", "unknown"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question and its answer. `encoding` says of which law and under which readings; its script holds other questions too."""

    focus: str
    first: date
    encoding: Encoding
    constraints: tuple[Constraint, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Log:
    """Where the questions about one snapshot are kept: that of regulation `focus` from day `first`. Many logs may fill one list."""

    focus: str
    first: date
    asked: list[Asked]

    def keep(self, encoding: Encoding, constraints: Sequence[Constraint], status: Status) -> None:
        """Keep one question."""
        self.asked.append(Asked(self.focus, self.first, encoding, tuple(constraints), status))
