"""A draft of the reasons of a decision, in plain Dutch, for whoever must give them (Awb art. 3:46): to be completed and checked, never to be sent as it is.

What the case and the law say is written out; what only a person can say stands between square brackets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any, Final, NamedTuple

from waterdicht.runtime.amounts import AmountFound
from waterdicht.runtime.compiled import FactSpec
from waterdicht.runtime.decide import (
    CONTRADICTION,
    FAULT,
    MAY_GRANT,
    MAY_GRANT_OR_REFUSE,
    MUST_GRANT,
    MUST_REFUSE,
    NO_GROUND,
    UNDETERMINED,
    Explanation,
)
from waterdicht.runtime.explain import DUTY, GRANT, MAY_REFUSE, ONLY, REFUSE, Reason, deciding_channels, fact_value, leaf_value, words
from waterdicht.runtime.explain_text import CHANNEL_WORDS
from waterdicht.runtime.policies import Law
from waterdicht.runtime.questions import questions
from waterdicht.runtime.values import ABSENT, UNKNOWN, Computed
from waterdicht.runtime.why_not import channel_reasons, sides_of
from waterdicht.runtime.words import date_words, value_words

CONCLUSIONS: Final[Mapping[str, str]] = {
    MUST_GRANT: "Hiertoe moet worden besloten.",
    MAY_GRANT: "Hiertoe mag worden besloten.",
    MAY_GRANT_OR_REFUSE: "Hiertoe mag worden besloten; er is ook een grond waarop mag worden geweigerd.",
    MUST_REFUSE: "Dit moet worden geweigerd.",
    NO_GROUND: "Hiervoor is geen grondslag: geen bepaling geeft er in dit geval de bevoegdheid of de plicht toe.",
    CONTRADICTION: "De regels spreken elkaar tegen: zij verplichten hiertoe en verbieden het. Leg dit geval voor aan een jurist.",
    UNDETERMINED: "Hierover kan nog niet worden beslist: er ontbreken feiten.",
    FAULT: "Hierover kan niet worden beslist: een berekening kan niet worden gemaakt.",
}
HEADS: Final[Mapping[tuple[int, bool], str]] = {
    (GRANT, True): "Er is een grondslag, want:",
    (GRANT, False): "Er is geen grondslag in een bevoegdheid, want:",
    (DUTY, True): "Er is een plicht, want:",
    (DUTY, False): "Er is geen plicht, want:",
    (ONLY, True): "Aan de eisen is voldaan, want:",
    (ONLY, False): "Aan de eisen is niet voldaan, want:",
    (REFUSE, True): "Er moet worden geweigerd, want:",
    (REFUSE, False): "Er is geen grond om te moeten weigeren, want:",
    (MAY_REFUSE, True): "Er mag worden geweigerd, want:",
    (MAY_REFUSE, False): "Er is geen grond om te mogen weigeren, want:",
}
GRANTED: Final = (MUST_GRANT, MAY_GRANT, MAY_GRANT_OR_REFUSE)
DISCRETION: Final[Mapping[str, str]] = {
    MAY_GRANT: "[Motiveer waarom van de bevoegdheid wel of geen gebruik wordt gemaakt.]",
    MAY_GRANT_OR_REFUSE: "[Motiveer de afweging tussen toekennen en weigeren.]",
}


class Section(NamedTuple):
    """A part of the draft: a title and its lines."""

    title: str
    lines: tuple[str, ...]


def motivation(law: Law, explanation: Explanation, on: date, amounts: tuple[AmountFound, ...] = ()) -> tuple[Section, ...]:
    """The draft for a decision by a law on a day, with the amounts that belong to it; sections without lines are left out."""
    decision = explanation.decision
    shown = tuple((channel, channel_reasons(channel, explanation)) for channel in shown_channels(explanation))
    every = tuple(reason for _, several in shown for reason in several)
    titles = {each.id: each.title for each in law.regulations}
    sections = (
        Section(
            "Concept van de motivering",
            (
                f"Besluit: {decision.title or decision.name}, {decision.phase} ({titles.get(decision.regulation, decision.regulation)})",
                f"Beoordeeld naar het recht op {date_words(on)}.",
                CONCLUSIONS[explanation.outcome],
                *filter(None, (DISCRETION.get(explanation.outcome),)),
            ),
        ),
        Section("Vastgestelde feiten", tuple(facts_lines(every, explanation))),
        Section("Bepalingen en voorwaarden", tuple(conditions_lines(shown, explanation, titles))),
        Section("Bedragen", tuple(line for each in amounts for line in amount_lines(each, titles))),
        Section("Berekeningen", tuple(dict.fromkeys(line for reason in every for line in calculation_lines(reason, explanation)))),
        Section(
            "Oordelen die nog gemotiveerd moeten worden",
            tuple(dict.fromkeys(judgement_line(each, titles) for each in every if each.judged_by and each.value is not UNKNOWN)),
        ),
        Section("Wat nog moet worden vastgesteld", tuple(f"- {spec.question or spec.name}" for spec in still_needed(explanation, amounts))),
    )
    return tuple(section for section in sections if section.lines)


def shown_channels(explanation: Explanation) -> tuple[int, ...]:
    """The channels that decided; for what may or must be granted also why it is not refused."""
    found = deciding_channels(explanation)
    return tuple(sorted({*found, REFUSE, MAY_REFUSE})) if explanation.outcome in GRANTED else found


def facts_lines(reasons: tuple[Reason, ...], explanation: Explanation) -> Iterator[str]:
    """The facts that the conditions are about, as far as they are known."""
    specs = explanation.decision.specs
    for name in dict.fromkeys(name for reason in reasons for name in reason.leaf.facts):
        value = fact_value(name, explanation)
        if value is not UNKNOWN and name in specs:
            yield f"- {fact_sentence(specs[name], value)}"


def fact_sentence(spec: FactSpec, value: Computed) -> str:
    """A fact as one would write it down."""
    if value is True and spec.affirmative:
        return f"{spec.affirmative}."
    if value is False and spec.negative:
        return f"{spec.negative}."
    said = "niet van toepassing" if value is ABSENT else value_words(value, spec.type.kind)
    return f"{spec.question or spec.name.replace('_', ' ')}{'' if spec.question.endswith('?') else ':'} {said[0].upper() + said[1:]}."


def conditions_lines(shown: tuple[tuple[int, tuple[Reason, ...]], ...], explanation: Explanation, titles: Mapping[str, str]) -> Iterator[str]:
    """What decided each channel, by provision; a condition of a provision that stood before is not told again."""
    told: set[tuple[str, int]] = set()
    for channel, reasons in shown:
        fresh = [reason for reason in reasons if (reason.address, reason.leaf.slot) not in told]
        told.update((reason.address, reason.leaf.slot) for reason in fresh)
        value = explanation.channels[channel]
        if reasons:
            yield HEADS[channel, value] if isinstance(value, bool) else f"{CHANNEL_WORDS['nl'][channel]}: dit staat nog niet vast."
        for address, several in groupby(fresh, key=lambda reason: reason.address):
            yield f"- {place_words(address, titles)}:"
            yield from dict.fromkeys(f"  - {condition_words(reason)}" for reason in several)
        if len(fresh) < len(reasons):
            yield "- en wat hierboven staat." if fresh else "- wat hierboven staat."


def condition_words(reason: Reason) -> str:
    """A condition with whether it is met."""
    text = words(reason.leaf, reason.value)
    if reason.value is True:
        return f"{text}; dat is het geval."
    if reason.value is False:
        return f"{text}." if text != reason.leaf.text else f"{text}; dat is niet het geval."
    return f"{text}: {value_words(reason.value)}."


def calculation_lines(reason: Reason, explanation: Explanation) -> Iterator[str]:
    """The sides of a comparison that were worked out, each with its value."""
    for leaf in sides_of(reason, explanation):
        if leaf.general is not None:
            yield f"- {leaf.text} = {value_words(leaf_value(leaf, explanation), leaf.kind)}"


def amount_lines(found: AmountFound, titles: Mapping[str, str]) -> Iterator[str]:
    """An amount with where it stands, and how it was worked out."""
    kind = found.amount.kind
    where = f" ({place_words(found.rule.address, titles)})" if found.rule else ""
    yield f"- {found.amount.title or found.amount.name}: {value_words(found.value, kind)}{where}"
    if found.rule and found.steps:
        yield from (f"  - {each.step.text} = {value_words(each.value, each.step.kind)}" for each in found.steps)
        yield f"  - {found.rule.text} = {value_words(found.value, kind)}"


def still_needed(explanation: Explanation, amounts: tuple[AmountFound, ...]) -> tuple[FactSpec, ...]:
    """The facts that are still needed for the outcome, then those for the amounts."""
    asked = {each.fact.name: each.fact for each in questions(explanation)}
    specs = explanation.decision.specs
    return tuple({**asked, **{name: specs[name] for each in amounts for name in each.missing if name not in asked}}.values())


def judgement_line(reason: Reason, titles: Mapping[str, str]) -> str:
    """A judgement of which the reasons are still to be given."""
    said = value_words(reason.value)
    return f"- {reason.leaf.text}: {said}, naar het oordeel van {reason.judged_by} ({place_words(reason.address, titles)}). [Motiveer dit oordeel.]"


def place_words(address: str, titles: Mapping[str, str]) -> str:
    """`stad@2024-01-01/artikel-1/lid-2` as `artikel 1 lid 2 van Premieverordening Stad`."""
    regulation, *steps = address.split("/")
    name = regulation.partition("@")[0]
    place = " ".join(f"{kind} {label}°" if kind == "onder" else f"{kind} {label}" for kind, _, label in (step.partition("-") for step in steps))
    title = titles.get(name, name)
    return f"{place} van {title}" if place else title


def motivation_text(sections: tuple[Section, ...]) -> str:
    """The draft as text, ending without a newline."""
    return "\n\n".join("\n".join((section.title, *section.lines)) for section in sections)


def motivation_json(sections: tuple[Section, ...]) -> list[dict[str, Any]]:
    """The draft as JSON data."""
    return [{"titel": section.title, "regels": list(section.lines)} for section in sections]
