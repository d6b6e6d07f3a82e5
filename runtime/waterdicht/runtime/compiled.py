"""What a compiled policy declares about itself: its facts, trees of conditions and decisions. Plain data, built by generated source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Final, TypeAlias

from waterdicht.runtime.fact_types import FactType
from waterdicht.runtime.values import Computed, Truth

FORMAT: Final = 3
"""The form of generated source. A policy compiled to another form must be compiled again."""
TODAY: Final = "deze_dag"
"""The fact that is the day of the decision: given by the caller, never by the JSON of a case."""


class FallOut(Exception):
    """A plain form met a case that it cannot decide natively: the general form decides it."""


CANNOT_DECIDE: Final = (FallOut, ZeroDivisionError, KeyError, OverflowError)
"""What a plain form may raise: also division by zero, a list element without the property, a date that Python cannot hold."""
SURPRISES: Final = (FallOut, KeyError, IndexError, ValueError)
"""What reading the JSON of a case may raise: a name is missing, a text is too short, a date does not exist."""


@dataclass(frozen=True, slots=True)
class FactSpec:
    """One fact that the policy uses: its full name, the attribute that holds it, and the words about it."""

    name: str
    attribute: str
    type: FactType
    question: str = ""
    affirmative: str = ""
    negative: str = ""
    judged_by: str = ""
    supplied_by: str = ""


class Connective(Enum):
    """How the value of a node follows from its parts."""

    ALL = "alle van"
    ANY = "een of meer van"
    EXACTLY_ONE = "precies één van"
    NOT = "niet"
    SAME = "dit"  # a definition, or a provision around one part
    READING = "lezing"  # one part for each option of a reading
    LEAF = "voorwaarde"


class Given:
    """What the general form needs besides facts: the option of each reading, and the definitions computed so far."""

    __slots__ = ("known", "readings")

    def __init__(self, readings: Mapping[str, str]) -> None:
        self.readings = readings
        self.known: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Leaf:
    """An expression of which an explanation shows the value: a condition without parts, or a side of a comparison.

    `slot` is its number in the policy. `text` is what it says, `negative` the words for a condition that is not met (may be empty),
    `kind` that of the value (`fact_types.Kind`). `operands` are the slots of the sides of a comparison. `general` gives its value;
    None for a leaf that is its one fact and nothing more.
    """

    slot: int
    text: str
    kind: str
    facts: tuple[str, ...]
    general: Callable[[Any, Given], Any] | None = None
    negative: str = ""
    operands: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A condition. A LEAF node has a leaf, other nodes have parts.

    `text` is what a definition says. `judged_by` says who judges where the provision leaves the condition to judgement.
    `reading` and `options` belong to READING: one part for each option.
    """

    connective: Connective
    text: str = ""
    address: str = ""
    parts: tuple[Node, ...] = ()
    leaf: Leaf | None = None
    judged_by: str = ""
    reading: str = ""
    options: tuple[str, ...] = ()


Channels: TypeAlias = tuple[Truth, Truth, Truth, Truth, Truth]
"""The values of the channels G, D, O, R, M, in this order."""
Values: TypeAlias = tuple[Computed, ...]
Row: TypeAlias = tuple[Computed, ...]
"""The values of the facts of a decision, in the order of `Decision.facts`."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A declared reading; the first option is the default."""

    name: str
    options: tuple[str, ...]
    address: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision and phase of one regulation.

    `needs` are the attributes of its facts, `row` gives their values in a facts object, `case` makes a facts object of a row.
    `read` gives the row of decoded JSON and the day of the decision, or raises one of SURPRISES: it knows complete JSON without any
    mistake, and says nothing of other JSON. `plain` gives the outcome from complete facts under the default readings, `explained` the
    outcome from a complete row, the channels and the values of `plain_slots`, in that order; both raise one of CANNOT_DECIDE for what
    they cannot decide. `general` gives the channels in every case. `readings` are the readings that can matter, `slots` the leaves under
    all of them, but for leaves that are facts. `trees` has a node for each channel, in the order G, D, O, R, M. `leaves` and `specs`
    are those of the whole policy, by slot and by full name.
    """

    regulation: str
    name: str
    phase: str
    title: str
    facts: tuple[str, ...]
    readings: tuple[str, ...]
    needs: frozenset[str]
    row: Callable[[Any], Row]
    case: Callable[[Row], Any]
    read: Callable[[Any, date | None], Row]
    plain: Callable[[Any], str]
    explained: Callable[[Row], tuple[str, Channels, Values]]
    general: Callable[[Any, Given], Channels]
    trees: tuple[Node, Node, Node, Node, Node]
    plain_slots: tuple[int, ...]
    slots: tuple[int, ...]
    leaves: tuple[Leaf, ...]
    specs: Mapping[str, FactSpec]


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the calculation of an amount: what it says, the kind of its value, and what gives it in every case."""

    text: str
    kind: str
    general: Callable[[Any, Given], Any]


@dataclass(frozen=True, slots=True)
class AmountRule:
    """One rule for an amount: where it stands, what it says, in which cases it applies, and its parts, the inner ones first."""

    address: str
    text: str
    applies: Callable[[Any, Given], Any]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """A value that a regulation gives for a decision, an amount mostly. `facts` are all that it can turn on; `general` gives it in every case."""

    regulation: str
    name: str
    decision: str
    title: str
    kind: str
    facts: tuple[str, ...]
    general: Callable[[Any, Given], Any]
    rules: tuple[AmountRule, ...]


def general_values(decision: Decision, facts: Any, given: Given) -> Values:
    """The values of `decision.slots`, in every case."""
    computed = (decision.leaves[slot].general for slot in decision.slots)
    return tuple(general(facts, given) for general in computed if general is not None)


def needed_attributes(facts: tuple[str, ...], specs: Mapping[str, FactSpec]) -> frozenset[str]:
    """The attributes of these facts."""
    return frozenset(specs[name].attribute for name in facts)
