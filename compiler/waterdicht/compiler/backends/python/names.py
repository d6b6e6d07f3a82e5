"""Python names for things of the language: stable, unique and readable."""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Iterable, Mapping

TAKEN = frozenset({"facts", "given", "missing", "ready", "complete", "self", "copy", "json", "dict", "data", "feiten", "value", "channels"})
"""Names that generated source or the facts object has for itself."""
OF_FUNCTIONS = re.compile(r"[cuv][0-9]+|(d|plain|begrip|element|lees|model)_.*|[A-Z]+_.*")
"""Names of the variables and functions that generated functions use beside those of facts."""


def identifier(name: str) -> str:
    """A name with everything that Python does not allow replaced: `plaatsing.begin` is `plaatsing_begin`."""
    text = re.sub(r"\W+", "_", unicodedata.normalize("NFKC", name)).strip("_") or "naam"
    if text[0].isdigit() or not text.isidentifier():
        text = f"n_{text}"
    reserved = keyword.iskeyword(text) or keyword.issoftkeyword(text) or text in TAKEN or hasattr(builtins, text) or OF_FUNCTIONS.fullmatch(text) is not None
    return f"{text}_" if reserved else text


def identifiers(names: Iterable[str], taken: Iterable[str] = ()) -> Mapping[str, str]:
    """A name for each, unique also against `taken`: a second `a_b` becomes `a_b_2`. In sorted order, so the same every time."""
    used = set(taken)
    found: dict[str, str] = {}
    for name in sorted(set(names)):
        found[name] = unique(identifier(name), used)
    return found


def unique(wanted: str, used: set[str]) -> str:
    """The wanted name, or with the first number that is free; it is used from now on."""
    name, number = wanted, 2
    while name in used:
        name, number = f"{wanted}_{number}", number + 1
    used.add(name)
    return name
