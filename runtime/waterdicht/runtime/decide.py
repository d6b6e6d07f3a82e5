"""Deciding one case: from the channels of a decision to its outcome, and the outcome together with its explanation."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any, Final, NamedTuple

from waterdicht.runtime.compiled import CANNOT_DECIDE, Channels, Decision, Given, Row, Values, general_values
from waterdicht.runtime.values import Computed, Fault, Truth, Unknown

MUST_REFUSE: Final = "moet weigeren"
CONTRADICTION: Final = "tegenstrijdig"
NO_GROUND: Final = "geen grondslag"
MAY_GRANT_OR_REFUSE: Final = "mag toekennen of weigeren"
MUST_GRANT: Final = "moet toekennen"
MAY_GRANT: Final = "mag toekennen"
UNDETERMINED: Final = "onbekend"
FAULT: Final = "fout"
_new: Final = tuple.__new__
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


OUTCOME_OF: Final = {channels: certain_outcome(*channels) for channels in product((True, False), repeat=5)}
"""`certain_outcome` as a table: the outcome by the channels G, D, O, R, M when each is true or false."""


class Explanation(NamedTuple):
    """What a decision was based on: enough to render the whole explanation later (see `explain`).

    `facts` are the values of the facts of the decision, in the order of `decision.facts`; `values` those of the conditions and sides of
    comparisons that are more than a fact, in the order of `slots`. `readings` are the options used. `known` remembers the values of
    conditions that were rendered, by the identity of their node.
    """

    decision: Decision
    outcome: str
    channels: Channels
    slots: tuple[int, ...]
    values: Values
    facts: Row
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
        return decide_row(decision, decision.row(facts), readings)
    return explained_in_general(decision, facts, readings)


def decide_row(decision: Decision, row: Row, readings: Mapping[str, str]) -> Explanation:
    """The outcome of one case with all that explains it, from a complete row of facts. `readings` are the default ones."""
    try:
        found, channels, values = decision.explained(row)
    except CANNOT_DECIDE:
        return explained_in_general(decision, decision.case(row), readings)
    # What `Explanation(...)` does, in a third of the time.
    return _new(Explanation, (decision, found, channels, decision.plain_slots, values, row, readings, {}))


def explained_in_general(decision: Decision, facts: Any, readings: Mapping[str, str]) -> Explanation:
    """The outcome of one case with all that explains it, from facts of which some may be unknown, under any readings."""
    given = Given(readings)
    channels = decision.general(facts, given)
    values = general_values(decision, facts, given)
    return Explanation(decision, outcome(*channels), channels, decision.slots, values, decision.row(facts), readings, {})
