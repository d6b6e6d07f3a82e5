"""Explanations as data: which provisions decided, every condition with its value, who had to judge, and what is still to be asked.

An `Explanation` holds the values of all leaves; everything here follows from these and the tree of the decision, when it is asked for.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import Final, NamedTuple, TypeVar, assert_never

from waterdicht.runtime.compiled import Channels, Connective, FactSpec, Leaf, Node
from waterdicht.runtime.decide import (
    CONTRADICTION,
    MAY_GRANT,
    MAY_GRANT_OR_REFUSE,
    MUST_GRANT,
    MUST_REFUSE,
    NO_GROUND,
    UNDETERMINED,
    Explanation,
    certain_outcome,
)
from waterdicht.runtime.logic import and_, exactly_one, not_, or_
from waterdicht.runtime.values import ABSENT, UNKNOWN, Computed, Fault, Truth

CHANNEL_NAMES = ("G", "D", "O", "R", "M")
GRANT, DUTY, ONLY, REFUSE, MAY_REFUSE = range(5)
# Each by a name of its own: looking up a member of an enumeration takes ten times as long.
LEAF: Final = Connective.LEAF
READING: Final = Connective.READING
SAME: Final = Connective.SAME
ALL: Final = Connective.ALL
ANY: Final = Connective.ANY
NOT: Final = Connective.NOT
EXACTLY_ONE: Final = Connective.EXACTLY_ONE
Key = TypeVar("Key", int, str)
_MISSING = Fault("ontbrekende_waarde")


class Reason(NamedTuple):
    """A condition that decided, with the address of the provision that it stands in."""

    channel: str
    address: str
    leaf: Leaf
    value: Computed
    judged_by: str


class Judgement(NamedTuple):
    """A condition that was left to judgement and mattered; who judges must also give the reasons."""

    address: str
    text: str
    judged_by: str
    value: Computed


def node_value(node: Node, explanation: Explanation) -> Computed:
    """The value of a condition; that of a leaf may be ABSENT. Computed once for each node."""
    value = explanation.known.get(id(node))
    if value is None:
        value = explanation.known[id(node)] = _computed(node, explanation)
    return value


def _computed(node: Node, explanation: Explanation) -> Computed:
    connective = node.connective
    if connective is LEAF:
        assert node.leaf is not None  # INVARIANT: every LEAF node has one
        return leaf_value(node.leaf, explanation)
    if connective is READING:
        return node_value(chosen_part(node, explanation), explanation)
    if connective is SAME:
        return node_value(node.parts[0], explanation)
    if connective is ALL:
        return and_(*_truths(node, explanation))
    if connective is ANY:
        return or_(*_truths(node, explanation))
    if connective is NOT:
        return not_(_truths(node, explanation)[0])
    if connective is EXACTLY_ONE:
        return exactly_one(*_truths(node, explanation))
    assert_never(connective)


def leaf_value(leaf: Leaf, explanation: Explanation) -> Computed:
    """The value of a leaf, or of a side of a comparison."""
    if leaf.general is None:
        return fact_value(leaf.facts[0], explanation)
    return explanation.values[positions(explanation.slots)[leaf.slot]]


def chosen_part(node: Node, explanation: Explanation) -> Node:
    """The part of a READING node for the option that was used."""
    return node.parts[node.options.index(explanation.readings[node.reading])]


def reasons(explanation: Explanation) -> tuple[Reason, ...]:
    """The conditions that decided the outcome, each once, in the order of the channels and of the text.

    For `onbekend` the conditions that are unknown and can still matter, for `fout` those at fault.
    """
    found: dict[tuple[str, str, int], Reason] = {}
    for channel in deciding_channels(explanation):
        for address, node in support(explanation.decision.trees[channel], explanation):
            assert node.leaf is not None  # INVARIANT: support gives leaves
            key = (CHANNEL_NAMES[channel], address, node.leaf.slot)
            found.setdefault(key, Reason(CHANNEL_NAMES[channel], address, node.leaf, node_value(node, explanation), node.judged_by))
    return tuple(found.values())


def deciding_channels(explanation: Explanation) -> tuple[int, ...]:
    """The channels whose value made the outcome what it is."""
    return deciding_states(explanation.outcome, explanation.channels)


def deciding_states(outcome: str, channels: Channels) -> tuple[int, ...]:
    """The places of the channels whose value made the outcome what it is, in the order G, D, O, R, M."""
    granted, duty, allowed, *_ = channels
    match outcome:
        case _ if any(isinstance(channel, Fault) for channel in channels):
            return tuple(index for index, channel in enumerate(channels) if isinstance(channel, Fault))
        case _ if outcome == UNDETERMINED:
            return tuple(index for index, channel in enumerate(channels) if channel is UNKNOWN and can_matter(index, channels))
        case _ if outcome == MUST_REFUSE:
            return (ONLY,) if allowed is False else (REFUSE,) if channels[REFUSE] is True else (ONLY, REFUSE)
        case _ if outcome == CONTRADICTION:
            return (DUTY, REFUSE)
        case _ if outcome == NO_GROUND:
            return (GRANT, DUTY)
        case _ if outcome == MAY_GRANT_OR_REFUSE:
            return (*((GRANT,) if granted is True else ()), *((DUTY,) if duty is True else ()), ONLY, MAY_REFUSE)
        case _ if outcome == MUST_GRANT:
            return (DUTY, ONLY)
        case _:
            assert outcome == MAY_GRANT  # INVARIANT: the outcomes above and this one are all there are
            return (GRANT, ONLY)


def can_matter(channel: int, channels: Channels) -> bool:
    """Whether an unknown channel can still change the outcome, whatever the other unknown ones turn out to be."""
    choices = [(False, True) if value is UNKNOWN else (value is True,) for value in channels]
    for choice in product(*choices):
        flipped = tuple(not value if index == channel else value for index, value in enumerate(choice))
        if certain_outcome(*choice) != certain_outcome(*flipped):
            return True
    return False


def support(tree: Node, explanation: Explanation) -> tuple[tuple[str, Node], ...]:
    """The leaves that make a condition what it is, with the nearest address: all true parts of what is true because of one, and so on."""
    found: list[tuple[str, Node]] = []
    seen: set[tuple[int, str]] = set()

    def enter(node: Node, address: str) -> None:
        here = node.address or address
        if (id(node), here) in seen:  # several provisions may share a node
            return
        seen.add((id(node), here))
        if node.connective is LEAF:
            found.append((here, node))
        elif node.connective is READING:
            enter(chosen_part(node, explanation), here)
        else:
            value = node_value(node, explanation)
            for part in node.parts:
                if _bears(node_value(part, explanation), value, node.connective):
                    enter(part, here)

    enter(tree, "")
    return tuple(found)


def judgements(explanation: Explanation, among: tuple[Reason, ...] | None = None) -> tuple[Judgement, ...]:
    """The judgements among the reasons, which whoever has them already may give."""
    given = reasons(explanation) if among is None else among
    found = (Judgement(reason.address, words(reason.leaf, reason.value), reason.judged_by, reason.value) for reason in given if reason.judged_by)
    return tuple(dict.fromkeys(found))


def missing(explanation: Explanation, among: tuple[Reason, ...] | None = None) -> tuple[FactSpec, ...]:
    """The facts that nobody gave and that can still matter, in the order in which they are met; from the reasons, which may be given."""
    given = reasons(explanation) if among is None else among
    wanted = dict.fromkeys(name for reason in given if reason.value is UNKNOWN for name in reason.leaf.facts)
    specs = explanation.decision.specs
    return tuple(specs[name] for name in wanted if fact_value(name, explanation) is UNKNOWN or specs[name].type.kind == "lijst")


def fact_value(name: str, explanation: Explanation) -> Computed:
    """The value of a fact of the decision, by its full name."""
    return explanation.facts[positions(explanation.decision.facts)[name]]


def words(leaf: Leaf, value: Computed) -> str:
    """A condition in plain words, in the words for its denial when it is not met and has them."""
    return leaf.negative if value is False and leaf.negative else leaf.text


def _bears(part: Computed, whole: Computed, connective: Connective) -> bool:
    """Whether a part with this value helps to make the whole what it is."""
    if part is whole:  # the usual answer at once
        return True
    if connective is ALL or connective is ANY:
        return _same(part, whole)
    return isinstance(whole, bool) or _same(part, whole)


def _same(part: Computed, whole: Computed) -> bool:
    """Whether a part has the value of the whole; absence in a connective is a fault."""
    return part == whole or (part is ABSENT and whole == _MISSING)


def _truths(node: Node, explanation: Explanation) -> tuple[Truth, ...]:
    values = [node_value(part, explanation) for part in node.parts]
    return tuple([_MISSING if value is ABSENT else value for value in values])  # type: ignore[misc]


@cache
def positions(keys: tuple[Key, ...]) -> dict[Key, int]:
    """Where the value of each slot, or of each fact, stands in the tuple of values."""
    return {key: position for position, key in enumerate(keys)}
