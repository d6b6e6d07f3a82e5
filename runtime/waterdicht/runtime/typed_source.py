"""Types for programs in Python that ask for decisions: source with a TypedDict for the facts of a decision, for its questions and for its answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, assert_never

from waterdicht.runtime.compiled import TODAY, Decision, FactSpec
from waterdicht.runtime.decide import OUTCOMES
from waterdicht.runtime.fact_types import FactType

HEAD: Final = '''"""{title}

Made by waterdicht from the norms; change those, not this file.
"""

from __future__ import annotations

from typing import Any, Literal, TypedDict

Uitkomst = Literal[{outcomes}]


class Periode(TypedDict):
    """A stretch of days, both in it."""

    van: str
    tot_en_met: str
'''
TAIL: Final = '''

class {name}Vraag(TypedDict):
    """A question, for `waterdicht.runtime.request.answer`."""

    besluit: Literal[{decision}]
    op: str
    feiten: {name}Feiten


class {name}VolledigeVraag({name}Vraag, total=False):
    """A question with everything that may be in it."""

    regeling: str
    fase: str
    lezingen: dict[str, str]
    gewenst: Uitkomst
    motivering: bool


class Recht(TypedDict):
    """Which law it was."""

    regeling: str
    van: str
    tot_en_met: str | None
    vingerafdruk: str


class NogTeVragen(TypedDict):
    """A fact that can still change the outcome."""

    feit: str
    vraag: str
    soort: str
    beslist_bij: list[dict[str, str]]


class Antwoord(TypedDict):
    """An answer, as `waterdicht.runtime.request.answer` gives it."""

    schema: str
    op: str
    recht: Recht
    uitkomst: Uitkomst
    bedragen: list[dict[str, Any]]
    uitleg: dict[str, Any]
    vragen: list[NogTeVragen]


class VolledigAntwoord(Antwoord, total=False):
    """An answer with what was asked besides."""

    waarom_niet: dict[str, Any]
    motivering: list[dict[str, Any]]
'''


def typed_source(decision: Decision, more: tuple[str, ...] = ()) -> str:
    """The source of a module with the types of one decision, with `more` facts for its amounts. The same decision gives the same bytes."""
    name = camel(decision.name)
    specs = [decision.specs[each] for each in dict.fromkeys((*decision.facts, *more)) if each != TODAY]
    title = f"The facts, questions and answers of {decision.name} ({decision.phase}) in {decision.regulation}."
    parts = [HEAD.format(title=title, outcomes=", ".join(map(quoted, OUTCOMES)))]
    parts += [element_source(spec) for spec in specs if spec.type.kind == "lijst"]
    parts.append(typed_dict(f"{name}Feiten", list(members(specs))))
    return "\n\n".join(parts) + "\n" + TAIL.format(name=name, decision=quoted(decision.name))


def camel(name: str) -> str:
    """`toestemming_proefplaats` as `ToestemmingProefplaats`."""
    return "".join(part[:1].upper() + part[1:] for part in name.replace(".", "_").split("_"))


def quoted(text: str) -> str:
    """Text as a Python literal with double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def members(specs: list[FactSpec]) -> Iterator[str]:
    """A line for each fact, its question before it."""
    for spec in specs:
        if spec.question:
            yield f"# {' '.join(spec.question.split())}"
        yield f"{quoted(spec.name)}: {annotation(spec.type, spec.name)},"


def typed_dict(name: str, lines: list[str]) -> str:
    """A TypedDict of which the names are no Python names. Nothing has to be there."""
    return "\n".join([f"{name} = TypedDict(", f"    {quoted(name)},", "    {", *(f"        {line}" for line in lines), "    },", "    total=False,", ")"])


def element_source(spec: FactSpec) -> str:
    """The type of an element of a list."""
    return typed_dict(camel(spec.name), [f"{quoted(name)}: {annotation(type_, name)}," for name, type_ in spec.type.properties.items()])


def annotation(type_: FactType, name: str) -> str:
    """The type of the JSON of a fact."""
    known = known_annotation(type_, name)
    return f"{known} | None" if type_.optional else known


def known_annotation(type_: FactType, name: str) -> str:  # noqa: C901  # exhaustive: one arm for each kind
    """The type of the JSON of a fact that is there."""
    match type_.kind:
        case "ja/nee":
            return "bool"
        case "getal" | "maandental" | "dagental":
            return "int"
        case "decimaal" | "percentage" | "bedrag":
            return "str | int"
        case "datum":
            return "str"
        case "periode":
            return "Periode"
        case "perioden":
            return "list[Periode | str]"
        case "ja/nee per maand":
            return "list[str]"
        case "getal per maand":
            return "dict[str, int]"
        case "bedrag per maand":
            return "dict[str, str | int]"
        case "keuze":
            return f"Literal[{', '.join(map(quoted, type_.options))}]"
        case "lijst":
            return f"list[{camel(name)}]"
        case _:
            assert_never(type_.kind)
