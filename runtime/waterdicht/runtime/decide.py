"""Deciding one case: from the channels of a decision to its outcome, and the outcome together with its explanation."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import product
from typing import Any, Final, NamedTuple

from waterdicht.runtime.compiled import CANNOT_DECIDE, Channels, Decision, Given, Values, general_values
from waterdicht.runtime.values import Computed, Fault, Truth, Unknown

MUST_REFUSE: Final = "moet weigeren"
CONTRADICTION: Final = "tegenstrijdig"
NO_GROUND: Final = "geen grondslag"
MAY_GRANT_OR_REFUSE: Final = "mag toekennen of weigeren"
MUST_GRANT: Final = "moet toekennen"
MAY_GRANT: Final = "mag toekennen"
UNDETERMINED: Final = "onbekend"
FAULT: Final = "fout"
OUTCOMES: Final = (MUST_REFUSE, CONTRADICTION, NO_GROUND, MAY_GRANT_OR_REFUSE, MUST_GRANT, MAY_GRANT, UNDETERMINED, FAULT)
"""The outcomes of a decision, in the words of the law."""


def certain_outcome(granted: bool, duty: bool, allowed: bool, refused: bool, may_refuse: bool) -> str:
    """The outcome when every channel is true or false, by the order of the outcome table."""
    if not allowed:
        return MUST_REFUSE
    if refused:
        return CONTRADICTION if duty else MUST_REFUSE
    if not granted and not duty:
        return NO_GROUND
    if may_refuse:
        return MAY_GRANT_OR_REFUSE
    return MUST_GRANT if duty else MAY_GRANT


def outcome(granted: Truth, duty: Truth, allowed: Truth, refused: Truth, may_refuse: Truth) -> str:
    """The outcome of a decision from its channels G, D, O, R, M.

    A fault in any channel gives `fout`; unknown channels give the outcome that all their completions share, else `onbekend`.
    """
    choices: list[tuple[bool, ...]] = []
    for channel in (granted, duty, allowed, refused, may_refuse):
        if isinstance(channel, Fault):
            return FAULT
        choices.append((False, True) if isinstance(channel, Unknown) else (channel,))
    found = {certain_outcome(*choice) for choice in product(*choices)}
    return found.pop() if len(found) == 1 else UNDETERMINED


remembered_outcome: Final = lru_cache(3**5)(outcome)
"""`outcome`, remembered: without faults there are 243 different arguments."""


class Explanation(NamedTuple):
    """What a decision was based on: enough to render the whole explanation later (see `explain`).

    `values` are those of `slots`, in that order; `facts` is the object that was decided on; `readings` the options used.
    `known` remembers the values of conditions that were rendered, by the identity of their node.
    """

    decision: Decision
    outcome: str
    channels: Channels
    slots: tuple[int, ...]
    values: Values
    facts: Any
    readings: Mapping[str, str]
    known: dict[int, Computed]


def decide(decision: Decision, facts: Any, readings: Mapping[str, str], *, default: bool) -> str:
    """The outcome of one case. `default` says that the readings are the default ones."""
    if default and (facts.ready is decision.needs or facts.missing.isdisjoint(decision.needs)):
        try:
            return decision.plain(facts)
        except CANNOT_DECIDE:
            return outcome(*decision.general(facts, Given(readings)))
    return outcome(*decision.general(facts, Given(readings)))


def decide_explained(decision: Decision, facts: Any, readings: Mapping[str, str], *, default: bool) -> Explanation:
    """The outcome of one case with all that explains it."""
    if default and (facts.ready is decision.needs or facts.missing.isdisjoint(decision.needs)):
        try:
            channels, values = decision.explained(facts)
        except CANNOT_DECIDE:
            return _explained_in_general(decision, facts, readings)
        return Explanation(decision, remembered_outcome(*channels), channels, decision.plain_slots, values, facts, readings, {})
    return _explained_in_general(decision, facts, readings)


def _explained_in_general(decision: Decision, facts: Any, readings: Mapping[str, str]) -> Explanation:
    given = Given(readings)
    channels = decision.general(facts, given)
    return Explanation(decision, outcome(*channels), channels, decision.slots, general_values(decision, facts, given), facts, readings, {})
