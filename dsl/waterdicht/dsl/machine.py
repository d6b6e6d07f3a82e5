"""The parse tables with everything in reach that reading needs: expressions compiled, builders at their rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from waterdicht.dsl import tables
from waterdicht.dsl.build.callbacks import BUILDERS, CONVERSIONS, Convert, Make, make_with
from waterdicht.dsl.tables import Rule, Tables, Terminal, terminals_of

Match: TypeAlias = Callable[[str, int], "re.Match[str] | None"]

Candidate: TypeAlias = tuple[str, Match, dict[str, str]]
"""A terminal that may stand here: its name, its expression with the space after it, and the keywords that go before it."""


class Openings(dict[str, tuple[Candidate, ...]]):
    """By the first character: what may stand here, in the order in which it is tried. Worked out at the first question."""

    def __init__(self, terminals: tuple[Terminal, ...]) -> None:
        super().__init__()
        allowed = {each.name for each in terminals}
        words = {each.name: {text: name for text, name in each.keywords.items() if name in allowed} for each in terminals}
        hidden = {name for found in words.values() for name in found.values()}
        self.terminals = tuple(each for each in terminals if each.name not in hidden)
        self.words = words

    def __missing__(self, character: str) -> tuple[Candidate, ...]:
        fitting = [each for each in self.terminals if character in each.opening or character not in tables.ALPHABET]
        self[character] = tuple((each.name, re.compile(f"({each.pattern})\\s*").match, self.words[each.name]) for each in fitting)
        return self[character]


class OpeningsOfStates(dict[int, Openings]):
    """What may stand in each state; states that allow the same terminals share it."""

    def __init__(self, made: Tables) -> None:
        super().__init__()
        self.made = made
        self.known: dict[frozenset[str], Openings] = {}

    def __missing__(self, state: int) -> Openings:
        allowed = terminals_of(self.made.states[state])
        if allowed not in self.known:
            self.known[allowed] = Openings(tuple(each for each in self.made.terminals if each.name in allowed))
        self[state] = self.known[allowed]
        return self[state]


Reduction: TypeAlias = tuple[int, str, Make | None]
"""How many values a rule takes, what it makes of them, and how; None where its one value stands for itself."""


@dataclass(frozen=True, slots=True)
class Machine:
    """The tables with everything in reach that reading needs. What `convert` does not name leaves only its place."""

    tables: Tables
    skip: Match
    openings: OpeningsOfStates
    reductions: tuple[Reduction, ...]
    convert: dict[str, Convert]


@cache
def machine() -> Machine:
    """The machine of the norm language."""
    made = tables.load()
    return Machine(made, re.compile(made.ignored).match, OpeningsOfStates(made), tuple(map(reduction, made.rules)), CONVERSIONS)


def reduction(rule: Rule) -> Reduction:
    """What to do when a rule is complete."""
    if rule.passes and rule.size == 1 and not rule.spliced:
        return rule.size, rule.origin, None
    make = _as_list if rule.name.startswith("_") or rule.name == "start" else make_with(BUILDERS[rule.name])
    return rule.size, rule.origin, _spliced(make, rule.spliced) if rule.spliced else make


def _as_list(_path: str, values: list[Any]) -> list[Any]:
    return values


def _spliced(make: Make, places: tuple[int, ...]) -> Make:
    """A maker for values of which some are lists, which it takes apart. The first is used up: a growing list is not copied every time."""

    def flatten(path: str, values: list[Any]) -> Any:
        found: list[Any] = values[0] if places[0] == 0 else values[:1]
        for place, value in enumerate(values[1:], 1):
            if place in places:
                found += value
            else:
                found.append(value)
        return make(path, found)

    return flatten
