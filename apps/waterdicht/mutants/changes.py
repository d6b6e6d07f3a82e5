"""What can be changed at one node of the syntax tree, each as a node to put in its place: numbers, units, words, conditions, references, days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from enum import Enum
from typing import Any, Final

from waterdicht.dsl import tree


class Kind(Enum):
    """The kinds of change; the values are their names in reports."""

    NUMBER = "getal ± 1"
    UNIT = "maanden in dagen"
    JUNCTION = "en/of verwisseld"
    DROPPED = "voorwaarde weg"
    NEGATED = "ontkend"
    REMOVED = "bepaling weg"
    REFERENCE = "verwijzing verschoven"
    VALIDITY = "geldigheid verschoven"


Change = tuple[Kind, Any]
"""A kind of change and the node that comes instead."""

SMALLER: Final[dict[tree.Unit, tree.Unit]] = {"maanden": "dagen", "weken": "dagen", "jaar": "maanden", "werkdagen": "dagen", "dagen": "werkdagen"}
OTHER_LIST: Final[dict[tree.ListKind, tree.ListKind]] = {
    "alle van": "een of meer van",
    "een of meer van": "alle van",
    "precies één van": "een of meer van",
    "geen van": "een of meer van",
}
BOOLEAN = (
    tree.Not, tree.Junction, tree.ConditionList, tree.Judgement, tree.Comparison, tree.Membership, tree.Presence, tree.Within, tree.FallsIn,
    tree.Lasts, tree.Throughout, tree.DecisionStatus, tree.ConditionsMet, tree.PersonMeant, tree.ReadingIs, tree.ApplicationFound, tree.Applicable,
)  # fmt: skip
"""Expressions that can only be a condition; a name can be one too, where a condition stands."""
CONDITIONS: Final = ("condition", "unless", "where")
"""Fields that hold a condition, of sentences, of items of lists and of quantifiers."""
REQUIRED = (tree.Hardship, tree.ListItem)
"""Nodes that cannot do without their `condition`."""
TEXT_ONLY = (tree.NotFormalised, tree.OpenNorm, tree.Weighing, tree.ReadingDeclaration, tree.UnknownText)
"""Sentences that only hold words for a reader: without one nothing else is said."""
IN_FORCE: Final = ("geldig vanaf", "geldig tot en met", "in werking", "werkt terug")
DAY: Final = timedelta(days=1)
INSTEAD = tree.NotFormalised("weggelaten")
"""Stands where the only sentence of a provision was, so that it is not noticed by there being nothing."""


def changes(node: object) -> Iterator[Change]:
    """Everything that one node can be instead; what stands inside it has changes of its own."""
    yield from numbers(node)
    yield from words(node)
    yield from conditions(node)
    yield from days(node)
    match node:
        case tree.Reference():
            yield from ((Kind.REFERENCE, other) for other in shifted(node))
        case tree.Node():
            yield from ((Kind.REMOVED, other) for other in without_sentence(node))
        case _:
            return


# --- numbers and words ----------------------------------------------------------------------


def numbers(node: object) -> Iterator[Change]:
    """One more and one less: of an amount one cent, of a percentage one percent point, of a date one day."""
    for step in (1, -1):
        match node:
            case tree.Number(value) | tree.Percentage(value):
                yield Kind.NUMBER, replace(node, value=value + step)
            case tree.Money(cents) | tree.Rate(cents):
                yield Kind.NUMBER, replace(node, cents=cents + step)
            case tree.Quantity(count) if count + step >= 0:
                yield Kind.NUMBER, replace(node, count=count + step)
            case tree.Indexed(year=year):
                yield Kind.NUMBER, replace(node, year=year + step)
            case tree.DateLiteral(value):
                yield Kind.NUMBER, replace(node, value=value + step * DAY)
            case _:
                return


def words(node: object) -> Iterator[Change]:
    """Another unit, and `en` for `of`."""
    match node:
        case tree.Quantity(unit=unit) if unit in SMALLER:
            yield Kind.UNIT, replace(node, unit=SMALLER[unit])
        case tree.Junction(kind):
            yield Kind.JUNCTION, replace(node, kind="of" if kind == "en" else "en")
        case tree.ConditionList(kind):
            yield Kind.JUNCTION, replace(node, kind=OTHER_LIST[kind])
        case _:
            return


# --- conditions -----------------------------------------------------------------------------


def conditions(node: object) -> Iterator[Change]:
    """A condition left out, or its opposite."""
    match node:
        case tree.Junction(_, operands):
            for place, operand in enumerate(operands):
                rest = (*operands[:place], *operands[place + 1 :])
                yield Kind.DROPPED, rest[0] if len(rest) == 1 else replace(node, operands=rest)
                yield Kind.NEGATED, replace(node, operands=(*operands[:place], negated(operand), *operands[place + 1 :]))
        case tree.ConditionList(_, items) if len(items) > 1:
            for place in range(len(items)):
                yield Kind.DROPPED, replace(node, items=(*items[:place], *items[place + 1 :]))
        case tree.Definition(body=body) if is_condition(body):
            yield Kind.NEGATED, replace(node, body=negated(body))
        case _:
            pass
    for name in CONDITIONS:
        held = getattr(node, name, None)
        if held is not None:
            yield from of_field(node, name, held)


def of_field(node: Any, name: str, held: tree.Expression) -> Iterator[Change]:
    """The changes of a field that holds a condition."""
    if name != "condition" or not isinstance(node, REQUIRED):
        yield Kind.DROPPED, replace(node, **{name: None})
    if not isinstance(held, tree.Junction):  # its operands are negated one by one
        yield Kind.NEGATED, replace(node, **{name: negated(held)})


def is_condition(body: tree.Expression) -> bool:
    """Whether the body of a definition is a condition, as far as its form shows."""
    return isinstance(body, BOOLEAN) or (isinstance(body, tree.Quantifier) and body.kind in ("er is een", "geen", "elke"))


def negated(condition: tree.Expression) -> tree.Expression:
    """The opposite of a condition; of a negation what it negates."""
    return condition.operand if isinstance(condition, tree.Not) else tree.Not(condition, span=condition.span)


# --- provisions, references and days --------------------------------------------------------


def without_sentence(node: tree.Node) -> Iterator[tree.Node]:
    """A provision without one of its rules. Where it was all there is, it is said that nothing is formalised there."""
    said = node.sentences
    for place, sentence in enumerate(said):
        inner = sentence.sentence if isinstance(sentence, tree.MarkedSentence) else sentence
        if not isinstance(inner, TEXT_ONLY):
            rest = (*said[:place], *said[place + 1 :])
            yield replace(node, sentences=rest or (replace(INSTEAD, span=sentence.span),))


def shifted(reference: tree.Reference) -> Iterator[tree.Reference]:
    """The provision after it and the one before it; whether these are there is for the compiler to say."""
    if reference.steps and reference.through is None:
        *above, last = reference.steps
        for step in (1, -1):
            label = other_label(last.label, step)
            if label:
                yield replace(reference, steps=(*above, replace(last, label=label)))


def other_label(label: str, step: int) -> str:
    """The label after or before one: `3` for `2`, `b` for `a`, `8b` for `8a`; "" when there is none."""
    if label.isdecimal():
        return str(int(label) + step) if int(label) + step > 0 else ""
    letter = chr(ord(label[-1]) + step) if label[-1:].isascii() and label[-1:].islower() else ""
    return label[:-1] + letter if "a" <= letter <= "z" else ""


def days(node: object) -> Iterator[Change]:
    """A day of validity one later and one earlier."""
    for name in day_fields(node):
        held: date | None = getattr(node, name)
        if held is not None and date.min + DAY < held < date.max - DAY:
            yield from ((Kind.VALIDITY, replace(node, **{name: held + step * DAY})) for step in (1, -1))  # type: ignore[type-var]


def day_fields(node: object) -> tuple[str, ...]:
    """The fields of a node that say from when or until when something holds."""
    match node:
        case tree.HeaderClause(kind) if kind in IN_FORCE:
            return ("on",)
        case tree.DatedValue():
            return "since", "until"
        case tree.Commencement():
            return ("on",)
        case tree.Transition():
            return ("as_it_read",)
        case _:
            return ()
