"""The facts of a case, in the words of their vocabulary and in the JSON of facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from waterdicht.compiler.backends.python.specs import fact_type
from waterdicht.compiler.compile import Model
from waterdicht.compiler.ir import FactInfo
from waterdicht.compiler.types import Scalar
from waterdicht.runtime.explain_text import json_value
from waterdicht.runtime.fact_messages import Language
from waterdicht.runtime.fact_types import FactType
from waterdicht.runtime.facts_write import write_facts
from waterdicht.runtime.values import ABSENT, UNKNOWN, Computed, Fault
from waterdicht.runtime.words import value_words

FEW = 12
"""So many facts are told in full."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All declared facts of a model: their words, and what their JSON is."""

    infos: Mapping[str, FactInfo]
    types: Mapping[str, FactType]


def lexicon(model: Model) -> Lexicon:
    """The facts of all regulations together; a name means the same in each."""
    infos: dict[str, FactInfo] = {}
    types: dict[str, FactType] = {}
    for built in (each for several in model.built.values() for each in several):
        for name, info in built.snapshot.vocabulary.facts.items():
            if name not in infos:
                infos[name], types[name] = info, fact_type(name, built.snapshot)
    return Lexicon(infos, types)


def fact_line(name: str, value: Computed, words: Lexicon, language: Language) -> str:
    """One fact as a reader would say it: its phrase when it has one, else its question with the answer."""
    info = words.infos.get(name)
    if info is None:
        return f"{name.replace('_', ' ')}: {value_words(value, '', language)}"
    if isinstance(value, bool) and info.affirmative and (value or info.negative):
        return f"{info.affirmative if value else info.negative} ({name})"
    said = fact_value_words(value, words.types[name], language)
    return f"{info.question} {said} ({name})" if info.question else f"{name}: {said}"


def is_ordinary(name: str, value: Computed, words: Lexicon) -> bool:
    """Whether a fact is as it usually is: its typical value, absent where it may be, or no without a typical value; dates are always told."""
    info = words.infos.get(name)
    if info is None or (info.type is Scalar.DATE and value is not ABSENT):
        return False
    if value is ABSENT or value == ():
        return True
    return value == info.typical if info.typical is not None else value is False


def fact_lines(facts: Mapping[str, Computed], words: Lexicon, language: Language, *, verbose: bool) -> Iterator[str]:
    """The facts of a case; those that are as usual are only counted, unless there are few or `verbose`."""
    everything = verbose or len(facts) <= FEW
    told = {name: value for name, value in facts.items() if everything or not is_ordinary(name, value, words)}
    yield from (fact_line(name, value, words, language) for name, value in told.items())
    if rest := len(facts) - len(told):
        yield rest_words(rest, language)


def rest_words(rest: int, language: Language) -> str:
    """How many ordinary facts are not told; at least one."""
    if language == "nl":
        return f"verder {rest} " + ("gewoon feit (--verbose toont het)" if rest == 1 else "gewone feiten (--verbose toont ze)")
    return f"and {rest} ordinary " + ("fact (--verbose shows it)" if rest == 1 else "facts (--verbose shows them)")


def fact_value_words(value: Any, type_: FactType, language: Language) -> str:
    """The value of a fact; the elements of a list are written out."""
    if type_.kind != "lijst" or value is UNKNOWN or value is ABSENT or isinstance(value, Fault):
        return value_words(value, type_.kind, language)
    shown = (
        ", ".join(f"{name} {value_words(part, type_.properties[name].kind if name in type_.properties else '', language)}" for name, part in element.items())
        for element in value
    )
    return "; ".join(shown) or ("geen" if language == "nl" else "none")


def facts_json(facts: Mapping[str, Computed], words: Lexicon) -> dict[str, Any]:
    """Facts as `waterdicht decide` reads them; what is no declared fact or has no such form is written as plain JSON."""
    known = {name: value for name, value in facts.items() if name in words.types and not isinstance(value, Fault)}
    written, _ = write_facts(known, words.types)
    return {name: written[name] if name in written else json_value(value) for name, value in facts.items() if value is not UNKNOWN}
