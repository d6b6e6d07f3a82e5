"""Results of verification as values: proved, refuted or undecided, never a bool."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

from waterdicht.dsl.source import NOWHERE, Span
from waterdicht.runtime.values import Computed, Period


class Verdict(Enum):
    """For a theorem: whether it holds. For another check, `proved` means that no such finding exists."""

    PROVED = "proved"
    REFUTED = "refuted"
    UNDECIDED = "undecided"


class Severity(Enum):
    """How grave a finding is, by what the law says of its subject."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Condition:
    """One line of the explanation of a case: a condition at an address, in plain words, and its value on the case."""

    address: str
    words: str
    value: Computed
    depth: int


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A concrete case. `facts` are by full name and in declared order; `replayed` says that the reference and the generated Python agree on it.

    `outcomes` are the outcomes of the decisions concerned, by `regulation: decision`; `periods` those that the vocabulary derives from the
    facts, to draw.
    """

    facts: Mapping[str, Computed]
    outcomes: Mapping[str, str]
    readings: Mapping[str, str]
    conditions: tuple[Condition, ...]
    replayed: bool
    periods: Mapping[str, Period] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """A fact by its full name that differs between two cases: what it is in the counterexample, and what it is in the case that is fine."""

    name: str
    before: Computed
    after: Computed


@dataclass(frozen=True, slots=True)
class Nearest:
    """The case nearest to a counterexample in which there is nothing wrong, replayed, and the facts that differ: as few as possible."""

    case: Counterexample
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """A change of the law with which a result would be fine, tried on the law so changed before it is said.

    `kind` is `getal` (another number in the one provision of `addresses`: `before` and `after`, as written) or `voorwaarde` (the provisions of
    `addresses` would go, or be taken over).
    """

    kind: Literal["getal", "voorwaarde"]
    addresses: tuple[str, ...]
    message_nl: str
    message_en: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """The verdict under one combination of readings; `excess_days` is the largest excess over a bound in days, where the claim is one.

    `reason` says why it is undecided, where it is.
    """

    readings: tuple[tuple[str, str], ...]
    verdict: Verdict
    counterexample: Counterexample | None = None
    excess_days: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One result of one check on one subject.

    `check` is the check's name (`stelling`, `ruimer-dan-de-wet` …); `subject` and `related` are addresses; `message` holds the text in
    Dutch and English; `core` are the addresses a proof or conflict needs; `assumptions` what was assumed, in words; `matrix` the
    verdict under each combination of readings that matter; `accepted` the reason why a known finding is accepted, or None;
    `open_parameters` the parameters that the regulation leaves open and on which the result may depend. After a second opinion
    `confirmed` says who found the proofs behind it right, too (`cvc5`, `enumeration`), or `unconfirmed` why nobody did; both are empty where
    none was asked for, or where the result is a case that was replayed.
    `nearest` and `repairs` explain a result that is shown in full (see `explanations`): None and () where that was not asked for, and where there is nothing of the kind.
    """

    check: str
    verdict: Verdict
    severity: Severity
    subject: str
    related: tuple[str, ...]
    message_nl: str
    message_en: str
    counterexample: Counterexample | None = None
    core: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    matrix: tuple[Cell, ...] = ()
    accepted: str | None = None
    reason: str = ""
    open_parameters: tuple[str, ...] = ()
    confirmed: str = ""
    unconfirmed: str = ""
    nearest: Nearest | None = None
    repairs: tuple[Repair, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)
