"""What was asked of the solver for a verdict: kept so that it can be written down and asked of another one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from waterdicht.compiler.backends.smt.encoding import Encoding
from waterdicht.compiler.backends.smt.query import Constraint

Status = Literal["sat", "unsat", "unknown"]
About = tuple[str, str]
"""What a question was asked for: a check, and an address."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question and its answer. `encoding` says of which law and under which readings; its script holds other questions too.

    `about` is the check and the address that it was asked for; None where it serves everything that a task finds.
    """

    focus: str
    first: date
    encoding: Encoding
    constraints: tuple[Constraint, ...]
    status: Status
    about: About | None = None


@dataclass(frozen=True, slots=True)
class Log:
    """Where the questions about one snapshot are kept: that of regulation `focus` from day `first`. Many logs may fill one list.

    `about` holds what is being asked for, the innermost last.
    """

    focus: str
    first: date
    asked: list[Asked]
    about: list[About] = field(default_factory=list)

    def keep(self, encoding: Encoding, constraints: Sequence[Constraint], status: Status) -> None:
        """Keep one question."""
        self.asked.append(Asked(self.focus, self.first, encoding, tuple(constraints), status, self.about[-1] if self.about else None))
