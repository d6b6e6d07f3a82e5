"""Expressions in plain Dutch, for explanations. Facts and definitions speak in the words they were declared with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from waterdicht.compiler.addresses import in_words
from waterdicht.compiler.ir import Apply, ByReading, Channel, Choose, Collect, Constant, Expr, FactOf, Gather, ItemOf, Marked, Op, Snapshot, Unsaid, Use
from waterdicht.compiler.types import EnumType, ListType, MonthlyType, RateType, Scalar, Type
from waterdicht.runtime.calendar import FIRST_YEAR, LAST_YEAR
from waterdicht.runtime.values import Period
from waterdicht.runtime.words import value_words

BETWEEN: Mapping[Op, str] = {
    Op.AND: "en",
    Op.OR: "of",
    Op.EQ: "is",
    Op.NE: "is niet",
    Op.LT: "is minder dan",
    Op.LE: "is ten hoogste",
    Op.GT: "is meer dan",
    Op.GE: "is ten minste",
    Op.ADD: "plus",
    Op.SUB: "min",
    Op.MUL: "maal",
    Op.DIV: "gedeeld door",
    Op.OR_ELSE: "of anders",
    Op.ADD_MONTHS: "plus",
    Op.ADD_MONTHS_UP: "plus",
    Op.ADD_DAYS: "plus",
}
ON_DATES: Mapping[Op, str] = {Op.LT: "is vóór", Op.LE: "is op of vóór", Op.GT: "is na", Op.GE: "is op of na"}
AROUND: Mapping[Op, str] = {
    Op.NOT: "niet {0}",
    Op.PRESENT: "{0} is ingevuld",
    Op.ROUND_HALF_UP: "{0} afgerond op {1}",
    Op.ROUND_UP: "{0} naar boven afgerond op {1}",
    Op.ROUND_DOWN: "{0} naar beneden afgerond op {1}",
    Op.WHOLE_CENTS: "{0}",
    Op.DAYS_BETWEEN: "het aantal dagen van {0} tot {1}",
    Op.AGE: "de leeftijd op {1} van wie is geboren op {0}",
    Op.YEAR: "het kalenderjaar van {0}",
    Op.DEADLINE: "de uiterste dag van een termijn van {1} {2} na {0}",
    Op.PERIOD: "de periode van {0} tot en met {1}",
    Op.BEGIN: "het begin van {0}",
    Op.END: "het einde van {0}",
    Op.LENGTH: "het aantal dagen van {0}",
    Op.DAYS_IN: "het aantal dagen van {1} in {0}",
    Op.CONTAINS: "{1} ligt in {0}",
    Op.MONTH: "de maand van {0}",
    Op.YEAR_START: "1 januari van het jaar van {0}",
    Op.IN_MONTH: "{0} in {1}",
    Op.HOLDS_IN: "{0} in {1}",
    Op.MONTHS_TOTAL: "het totaal van {0} over de maanden van {1} tot {2}",
    Op.MONTHS_RUN: "het aantal maanden achtereen met {0} van {1} tot {2}",
    Op.MONTHS_SINCE: "het aantal maanden sinds de eerste met {0} van {1} tot {2}",
    Op.NTH_FREE_DAY: "de dag waarop vanaf {0} {1} zijn verstreken buiten {2}",
}
CHANNEL_PARTS = 3
"""Where the channel stands in `regulation:decision:phase:channel`."""
FIRST_OF: Mapping[Op, str] = {Op.MIN: "laagste van", Op.MAX: "hoogste van", Op.EXACTLY_ONE: "precies één van"}


def kind_of(type_: Type) -> str:
    """The word by which the runtime knows a type (`waterdicht.runtime.fact_types.Kind`)."""
    match type_:
        case RateType():
            return "bedrag"
        case Scalar():
            return type_.value
        case EnumType():
            return "keuze"
        case MonthlyType(of):
            return f"{of.value} per maand"
        case ListType():
            return "lijst"
        case _:
            assert_never(type_)


def phrase(expr: Expr, snapshot: Snapshot) -> str:  # noqa: C901  # exhaustive: one arm for each form of expression
    """What an expression says. A condition reads as a clause, another expression as a noun."""
    match expr:
        case Constant(value, type_):
            return value_words(value, kind_of(type_))
        case FactOf(name):
            return fact_words(name, snapshot)
        case ItemOf(_, name):
            return name
        case Unsaid(name):
            return unsaid_words(name)
        case Use(key):
            return snapshot.definitions[key].text or key_words(key)
        case Apply():
            return applied(expr, snapshot)
        case Collect(gather, _, over, where, body):
            summed = f" {phrase(body, snapshot)} over" if gather is Gather.SUM and body is not None else ""
            return f"{gather.value}{summed} in {over.name} waarvoor ({phrase(where, snapshot)})"
        case Choose(cases):
            return "; ".join(f"{phrase(value, snapshot)} als {phrase(when, snapshot)}" for when, value in cases)
        case ByReading(reading, branches):
            return f"{phrase(branches[0][1], snapshot)} (lezing {reading})"
        case Marked(body):
            return phrase(body, snapshot)
        case _:
            assert_never(expr)


def unsaid_words(name: str) -> str:
    """What text that is not known says: of a decision (`place:decision:phase:channel:aspect`), or of a value (`regulation:value`)."""
    parts = name.split(":")
    if len(parts) <= CHANNEL_PARTS:
        return f"onbekende tekst: {parts[-1]}"
    what = CHANNEL_WORDS[parts[CHANNEL_PARTS]].format(parts[1].replace("_", " "))
    return f"onbekende tekst: {what}" + (f" ({parts[-1]})" if parts[CHANNEL_PARTS] == Channel.ONLY.value else "")


CHANNEL_WORDS: Mapping[str, str] = {
    "G": "er is een grond voor {0}",
    "D": "{0} is een plicht",
    "O": "aan de eisen voor {0} is voldaan",
    "R": "{0} moet worden geweigerd",
    "M": "{0} mag worden geweigerd",
}


def key_words(key: str) -> str:
    """A definition without a phrase of its own: what is described at an address, or a channel of a decision."""
    parts = key.split(":")
    if len(parts) > CHANNEL_PARTS and parts[CHANNEL_PARTS] in CHANNEL_WORDS:
        return CHANNEL_WORDS[parts[CHANNEL_PARTS]].format(parts[1].replace("_", " "))
    if "/" in parts[0]:
        return f"zoals bedoeld in {in_words(parts[0].rstrip('!~?'))}"
    return parts[-1]


def fact_words(name: str, snapshot: Snapshot) -> str:
    """A fact in its own words: the affirmative phrase of a ja/nee fact, what an implicit fact is called, else its name."""
    info = snapshot.vocabulary.facts.get(name)
    if info is not None and info.constant:
        return name.replace(".", " ", 1)
    return info.affirmative if info is not None and info.affirmative else name.replace("_", " ")


def denial(expr: Expr, snapshot: Snapshot) -> str:
    """The words for when a condition is not met, where a fact declares them."""
    info = snapshot.vocabulary.facts.get(expr.name) if isinstance(expr, FactOf) else None
    return info.negative if info is not None else ""


def applied(expr: Apply, snapshot: Snapshot) -> str:
    """One operator applied, in words."""
    match expr:
        case Apply(Op.GE, (Apply(Op.DAYS_IN, (spells, Constant(Period(begin, end)))), Constant(1))) if (begin.year, end.year) == (FIRST_YEAR, LAST_YEAR):
            return f"{phrase(spells, snapshot)} op enige dag"
        case Apply(Op.GE, (Apply(Op.DAYS_IN, (spells, period)), Constant(1))):
            return f"{phrase(spells, snapshot)} op een dag in {phrase(period, snapshot)}"
        case _:
            return applied_in_words(expr, snapshot)


def applied_in_words(expr: Apply, snapshot: Snapshot) -> str:
    """An operator that has no words together with those below it."""
    words = [phrase(argument, snapshot) for argument in expr.arguments]
    nested = [f"({text})" if isinstance(argument, Apply) and argument.op in BETWEEN else text for argument, text in zip(expr.arguments, words, strict=True)]
    if expr.op in ON_DATES and expr.arguments[0].type is Scalar.DATE:
        return f" {ON_DATES[expr.op]} ".join(nested)
    if expr.op in BETWEEN:
        return f" {BETWEEN[expr.op]} ".join(nested)
    return AROUND[expr.op].format(*nested) if expr.op in AROUND else f"{FIRST_OF[expr.op]} ({', '.join(words)})"
