"""Explanations written out: as text for a reader, and as JSON for a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from waterdicht.runtime.compiled import Connective, Leaf, Node
from waterdicht.runtime.decide import CONTRADICTION, FAULT, MAY_GRANT, MAY_GRANT_OR_REFUSE, MUST_GRANT, MUST_REFUSE, NO_GROUND, UNDETERMINED, Explanation
from waterdicht.runtime.explain import CHANNEL_NAMES, chosen_part, fact_value, judgements, leaf_value, missing, node_value, reasons, words
from waterdicht.runtime.fact_messages import Language
from waterdicht.runtime.fact_types import TOO_LARGE, decimal_text
from waterdicht.runtime.values import ABSENT, UNKNOWN, Fault, InMonth, Period
from waterdicht.runtime.words import value_words

OUTCOME_WORDS: Mapping[str, str] = {
    MUST_REFUSE: "must refuse",
    CONTRADICTION: "contradictory",
    NO_GROUND: "no legal ground",
    MAY_GRANT_OR_REFUSE: "may grant or refuse",
    MUST_GRANT: "must grant",
    MAY_GRANT: "may grant",
    UNDETERMINED: "unknown",
    FAULT: "fault",
}
CHANNEL_WORDS: Mapping[Language, tuple[str, ...]] = {
    "nl": ("Grond", "Plicht", "Voorwaarden", "Weigeringsgronden", "Gronden waarop mag worden geweigerd"),
    "en": ("Ground", "Duty", "Conditions", "Grounds for refusal", "Grounds on which it may be refused"),
}
LABELS: Mapping[Language, tuple[str, str, str, str, str]] = {
    "nl": ("Uitkomst", "Doorslaggevend", "Te motiveren oordelen", "Nog nodig", "Alle voorwaarden"),
    "en": ("Outcome", "Decisive", "Judgements that need reasons", "Still needed", "All conditions"),
}
_SCALES: Mapping[str, Fraction] = {"bedrag": Fraction(1, 100), "percentage": Fraction(100)}
CONNECTIVE_WORDS: Mapping[Language, Mapping[Connective, str]] = {
    "nl": {connective: connective.value for connective in Connective},
    "en": {
        Connective.ALL: "all of",
        Connective.ANY: "one or more of",
        Connective.EXACTLY_ONE: "exactly one of",
        Connective.NOT: "not",
        Connective.SAME: "this",
        Connective.READING: "reading",
        Connective.LEAF: "condition",
    },
}


def to_text(explanation: Explanation, language: Language = "nl") -> str:
    """The explanation for a reader, ending without a newline. Facts keep the Dutch words of the law."""
    label = LABELS[language]
    decision = explanation.decision
    outcome = explanation.outcome if language == "nl" else OUTCOME_WORDS[explanation.outcome]
    lines = [f"{decision.title or decision.name} {decision.phase} ({decision.regulation})", f"{label[0]}: {outcome}"]
    lines += section(
        label[1], [f"{where(reason.address)}{words(reason.leaf, reason.value)}: {value_words(reason.value, '', language)}" for reason in reasons(explanation)]
    )
    lines += section(label[2], [f"{where(each.address)}{each.text} ({each.judged_by})" for each in judgements(explanation)])
    lines += section(label[3], [f"{spec.question or spec.name} [{spec.name}]" for spec in missing(explanation)])
    lines.append(f"{label[4]}:")
    for name, tree in zip(CHANNEL_WORDS[language], decision.trees, strict=True):
        lines.append(f"  {name}: {value_words(node_value(tree, explanation), '', language)}")
        lines += tree_lines(tree, explanation, language, 4)
    return "\n".join(lines)


def section(title: str, entries: list[str]) -> list[str]:
    """A titled list, left out when it is empty."""
    return [f"{title}:", *(f"  - {entry}" for entry in entries)] if entries else []


def where(address: str) -> str:
    """An address before what stands there."""
    return f"[{address}] " if address else ""


def tree_lines(node: Node, explanation: Explanation, language: Language, indent: int) -> Iterator[str]:
    """One line for each condition, its parts one step further in."""
    if node.connective is Connective.SAME and not node.text and not node.address:
        yield from tree_lines(node.parts[0], explanation, language, indent)
        return
    value = node_value(node, explanation)
    text = node.leaf.text if node.leaf else node.text or CONNECTIVE_WORDS[language][node.connective] + (f" {node.reading}" if node.reading else "")
    yield f"{' ' * indent}{where(node.address)}{text}: {value_words(value, '', language)}"
    for each in operands(node, explanation):
        yield f"{' ' * indent}  {each.text}: {value_words(leaf_value(each, explanation), each.kind, language)}"
    parts = (chosen_part(node, explanation),) if node.connective is Connective.READING else node.parts
    for part in parts:
        yield from tree_lines(part, explanation, language, indent + 2)


def operands(node: Node, explanation: Explanation) -> tuple[Leaf, ...]:
    """The sides of a comparison."""
    return tuple(explanation.decision.leaves[slot] for slot in node.leaf.operands) if node.leaf else ()


def to_json(explanation: Explanation) -> dict[str, Any]:
    """The explanation as JSON data: strings, numbers, booleans, lists and objects only."""
    decision = explanation.decision
    because = reasons(explanation)
    return {
        "regeling": decision.regulation,
        "besluit": decision.name,
        "fase": decision.phase,
        "uitkomst": explanation.outcome,
        "kanalen": {name: json_value(value) for name, value in zip(CHANNEL_NAMES, explanation.channels, strict=True)},
        "lezingen": {name: explanation.readings[name] for name in decision.readings},
        "doorslaggevend": [
            {
                "kanaal": each.channel,
                "adres": each.address,
                "tekst": words(each.leaf, each.value),
                "waarde": json_value(each.value),
                "feiten": list(each.leaf.facts),
            }
            for each in because
        ],
        "oordelen": [
            {"adres": each.address, "tekst": each.text, "oordeel_van": each.judged_by, "waarde": json_value(each.value)}
            for each in judgements(explanation, because)
        ],
        "nodig": [{"feit": spec.name, "vraag": spec.question} for spec in missing(explanation, because)],
        "feiten": {name: json_value(fact_value(name, explanation), decision.specs[name].type.kind) for name in decision.facts},
        "voorwaarden": {name: json_tree(tree, explanation) for name, tree in zip(CHANNEL_NAMES, decision.trees, strict=True)},
    }


def json_tree(node: Node, explanation: Explanation) -> dict[str, Any]:
    """A condition and its parts; what is empty is left out."""
    leaf = node.leaf
    told: dict[str, Any] = {"soort": node.connective.value}
    if text := leaf.text if leaf else node.text:
        told["tekst"] = text
    if node.address:
        told["adres"] = node.address
    if node.reading:
        told["lezing"] = node.reading
    if node.judged_by:
        told["oordeel_van"] = node.judged_by
    if leaf and leaf.facts:
        told["feiten"] = list(leaf.facts)
    if leaf and leaf.operands:
        told["waarden"] = [{"tekst": each.text, "waarde": json_value(leaf_value(each, explanation), each.kind)} for each in operands(node, explanation)]
    if node.parts:
        parts = (chosen_part(node, explanation),) if node.connective is Connective.READING else node.parts
        told["delen"] = [json_tree(part, explanation) for part in parts]
    told["waarde"] = json_value(node_value(node, explanation))
    return told


def json_value(value: Any, kind: str = "") -> Any:
    """A value as JSON: as in the JSON of facts, with `onbekend`, `ontbreekt` and `{"fout": code}` for what is no value."""
    if value is True or value is False:  # the usual answer at once
        return value
    match value:
        case Fault(code):
            return {"fout": code}
        case _ if value is UNKNOWN or value is ABSENT:
            return value.value
        case bool() | str():
            return value
        case int() | Fraction():
            return json_number(value, kind)
        case date():
            return value.isoformat()
        case InMonth(month, held):
            return {"maand": f"{month:%Y-%m}", "waarde": held}
        case Period(begin, end):
            return {"van": begin.isoformat(), "tot_en_met": end.isoformat()}
        case Mapping():
            return {name: json_value(each) for name, each in value.items()}
        case _:
            return [json_value(each) for each in value]


def json_number(number: int | Fraction, kind: str) -> Any:
    """A whole number as number; money in euros, percentages per cent and decimals as strings."""
    if kind == "bedrag" and number.denominator == 1 and 0 <= number.numerator < TOO_LARGE:
        return f"{number.numerator // 100}.{number.numerator % 100:02d}"  # as below, without the fractions that most of the time would go to
    scale = _SCALES.get(kind)
    if scale is None and Fraction(number).denominator == 1:
        return int(number)
    exact = number * (scale or 1)
    text = decimal_text(exact) or str(exact)
    return text if kind != "bedrag" or "/" in text else money_text(text)


def money_text(text: str) -> str:
    """At least two decimals."""
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals.ljust(2, '0')}"
