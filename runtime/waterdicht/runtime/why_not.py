"""Why an outcome that somebody hoped for is not the outcome: the channels that stand in its way, and which conditions of which provision make them so."""

from __future__ import annotations

from itertools import product
from typing import Any, Final, NamedTuple

from waterdicht.runtime.compiled import Leaf, Node
from waterdicht.runtime.decide import FAULT, OUTCOMES, UNDETERMINED, Explanation, certain_outcome
from waterdicht.runtime.errors import Problem, UnknownOutcome
from waterdicht.runtime.explain import CHANNEL_NAMES, Reason, leaf_value, node_value, support, words
from waterdicht.runtime.explain_text import CHANNEL_WORDS, OUTCOME_WORDS, json_value, where
from waterdicht.runtime.fact_messages import Language
from waterdicht.runtime.values import Truth
from waterdicht.runtime.words import value_words

WANTED: Final = tuple(outcome for outcome in OUTCOMES if outcome not in (UNDETERMINED, FAULT))
"""The outcomes that can be hoped for."""


class Obstacle(NamedTuple):
    """A channel that would have to be otherwise: `needed` is what it would have to be, `reasons` are the conditions that make it what it is."""

    channel: int
    needed: bool
    value: Truth
    reasons: tuple[Reason, ...]


class WhyNot(NamedTuple):
    """What stands between a case and an outcome.

    Each way is a smallest set of obstacles that would all have to go; there are none when nothing is in the way. `possible` is false when
    this law never gives the outcome, whatever the facts.
    """

    wanted: str
    ways: tuple[tuple[Obstacle, ...], ...]
    possible: bool


def why_not(explanation: Explanation, wanted: str) -> WhyNot:
    """Why the outcome is not `wanted`, one of WANTED; UnknownOutcome for anything else."""
    if wanted not in WANTED:
        raise UnknownOutcome(Problem("/gewenst", "onbekende_uitkomst", (str(wanted)[:80], ", ".join(WANTED))))
    rows = [row for row in product((True, False), repeat=len(CHANNEL_NAMES)) if certain_outcome(*row) == wanted]
    changes = {frozenset((place, value) for place, value in enumerate(row) if value is not explanation.channels[place]) for row in rows}
    open_ = {each for each in changes if not any(is_fixed(explanation.decision.trees[place]) for place, _ in each)}
    least = sorted((each for each in open_ if not any(other < each for other in open_)), key=lambda each: (len(each), sorted(each)))
    ways = tuple(tuple(obstacle(place, needed, explanation) for place, needed in sorted(each)) for each in least)
    return WhyNot(wanted, () if explanation.outcome == wanted else ways, bool(ways))


def is_fixed(tree: Node) -> bool:
    """Whether a channel is the same in every case: there is no condition in it."""
    stack = [tree]
    while stack:
        node = stack.pop()
        if node.leaf is not None:
            return False
        stack.extend(node.parts)
    return True


def obstacle(channel: int, needed: bool, explanation: Explanation) -> Obstacle:
    """One channel with the conditions that make it what it is."""
    return Obstacle(channel, needed, explanation.channels[channel], channel_reasons(channel, explanation))


def channel_reasons(channel: int, explanation: Explanation) -> tuple[Reason, ...]:
    """The conditions that make a channel what it is, each once for each provision."""
    found: dict[tuple[str, int], Reason] = {}
    for address, node in support(explanation.decision.trees[channel], explanation):
        assert node.leaf is not None  # INVARIANT: support gives leaves
        found.setdefault((address, node.leaf.slot), Reason(CHANNEL_NAMES[channel], address, node.leaf, node_value(node, explanation), node.judged_by))
    return tuple(found.values())


def why_not_text(answer: WhyNot, explanation: Explanation, language: Language = "nl") -> str:
    """The answer for a reader, ending without a newline."""
    dutch = language == "nl"
    wanted = answer.wanted if dutch else OUTCOME_WORDS[answer.wanted]
    lines = [f"Waarom niet «{wanted}»:" if dutch else f"Why not “{wanted}”:"]
    if not answer.possible:
        lines.append("  dit recht geeft die uitkomst in geen enkel geval" if dutch else "  this law never gives that outcome")
    elif not answer.ways:
        lines.append("  dat is de uitkomst" if dutch else "  that is the outcome")
    for place, way in enumerate(answer.ways):
        lines += [("  of:" if dutch else "  or:")] if place else []
        for each in way:
            needed, now = value_words(each.needed, "", language), value_words(each.value, "", language)
            head = CHANNEL_WORDS[language][each.channel]
            lines.append(f"  {head}: " + (f"moet «{needed}» zijn en is «{now}»" if dutch else f"must be “{needed}” and is “{now}”"))
            lines += [f"    - {reason_words(reason, explanation, language)}" for reason in each.reasons]
    return "\n".join(lines)


def reason_words(reason: Reason, explanation: Explanation, language: Language) -> str:
    """A condition with its address, its value and those of the sides of a comparison."""
    sides = [f"{leaf.text}: {value_words(leaf_value(leaf, explanation), leaf.kind, language)}" for leaf in sides_of(reason, explanation)]
    shown = f" ({'; '.join(sides)})" if sides else ""
    return f"{where(reason.address)}{words(reason.leaf, reason.value)}: {value_words(reason.value, '', language)}{shown}"


def sides_of(reason: Reason, explanation: Explanation) -> tuple[Leaf, ...]:
    """The sides of a comparison, as leaves."""
    return tuple(explanation.decision.leaves[slot] for slot in reason.leaf.operands)


def why_not_json(answer: WhyNot, explanation: Explanation) -> dict[str, Any]:
    """The answer as JSON data."""
    return {
        "gewenst": answer.wanted,
        "mogelijk": answer.possible,
        "wegen": [
            [
                {
                    "kanaal": CHANNEL_NAMES[each.channel],
                    "nodig": each.needed,
                    "waarde": json_value(each.value),
                    "voorwaarden": [reason_json(reason, explanation) for reason in each.reasons],
                }
                for each in way
            ]
            for way in answer.ways
        ],
    }


def reason_json(reason: Reason, explanation: Explanation) -> dict[str, Any]:
    """A condition that made a channel what it is."""
    return {
        "adres": reason.address,
        "tekst": words(reason.leaf, reason.value),
        "waarde": json_value(reason.value),
        "oordeel_van": reason.judged_by,
        "feiten": list(reason.leaf.facts),
        "waarden": [{"tekst": leaf.text, "waarde": json_value(leaf_value(leaf, explanation), leaf.kind)} for leaf in sides_of(reason, explanation)],
    }
