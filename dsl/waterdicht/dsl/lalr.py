"""Reads text with the parse tables. Lexer and parser are one loop, because what a word is depends on where the parser stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, TypeAlias

from waterdicht.dsl import tables
from waterdicht.dsl.build.callbacks import BUILDERS, CONVERSIONS, Convert, Make, Place, make_with
from waterdicht.dsl.source import Span
from waterdicht.dsl.tables import Rule, Tables, Terminal, terminals_of

_NEWLINE: Final = re.compile("\n")

END: Final = "$END"
"""The terminal that stands for the end of the text."""

Match: TypeAlias = Callable[[str, int], "re.Match[str] | None"]

Candidate: TypeAlias = tuple[str, Match, dict[str, str]]
"""A terminal that may stand here: its name, its expression, and the keywords that go before it."""


class Unexpected(Exception):
    """Text that does not fit at the offset `begin`; `unknown` when it is no terminal at all, `at_end` when the text ends too early."""

    def __init__(self, begin: int, *, unknown: bool = False, at_end: bool = False) -> None:
        super().__init__(begin)
        self.begin = begin
        self.unknown = unknown
        self.at_end = at_end


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
        self[character] = tuple((each.name, re.compile(each.pattern).match, self.words[each.name]) for each in fitting)
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


# --- reading --------------------------------------------------------------------------------


@dataclass(slots=True)
class Run:
    """One reading of a text, from `position` on. After `read_on` has raised, the stacks are as they were found there.

    INVARIANT: `states` is one longer than `values`, except after a terminal that was refused. `last` is where the last terminal that
    fitted begins and ends; `longest` is the number of terminals in the longest sentence.
    """

    text: str
    path: str
    position: int = 0
    last: tuple[int, int] | None = None
    longest: int = 0
    machine: Machine = field(default_factory=machine)
    states: list[int] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.states.append(self.machine.tables.start)


def read_on(run: Run) -> list[Any]:
    """Read to the end: all headings and sentences. Raises Unexpected, or what a builder raises."""
    convert, text, path, count = run.machine.convert, run.text, run.path, 0
    for kind, begin, end, place in scan(run):
        state = shifted(run, kind, begin)
        run.states.append(state)
        make = convert.get(kind)
        run.values.append(place if make is None else make(text[begin:end], Span(path, *place)))
        run.last = begin, end
        count += 1
        if kind == "DOT":
            run.longest, count = max(run.longest, count), 0
    return finish(run)


def scan(run: Run) -> Iterator[tuple[str, int, int, Place]]:
    """The terminals of the text: the kind of each, its offsets and its place. Which it is depends on the state it is asked in."""
    text, states, openings, skip = run.text, run.states, run.machine.openings, run.machine.skip
    lines = [0, *(found.end() for found in _NEWLINE.finditer(text)), len(text) + 1]
    line = bisect_right(lines, run.position)
    end = run.position
    while (begin := skip(text, end).end()) < len(text):
        for kind, match, keywords in openings[states[-1]][text[begin]]:
            found = match(text, begin)
            if found is not None:
                break
        else:
            raise Unexpected(begin, unknown=not any(re.compile(each.pattern).match(text, begin) for each in run.machine.tables.terminals))
        end = found.end()
        if keywords:
            kind = keywords.get(found[0], kind)
        while begin >= lines[line]:
            line += 1
        start = lines[line - 1]
        if end < lines[line]:
            yield kind, begin, end, (line, begin - start + 1, line, end - start + 1)
        else:
            last = bisect_right(lines, end)
            yield kind, begin, end, (line, begin - start + 1, last, end - lines[last - 1] + 1)


def shifted(run: Run, kind: str, begin: int) -> int:
    """Complete every rule that this terminal ends; the state after it."""
    states, values, rows, reductions = run.states, run.values, run.machine.tables.states, run.machine.reductions
    while (action := rows[states[-1]].get(kind)) is not None:
        if action >= 0:
            return action
        size, origin, make = reductions[-1 - action]
        if make is None:
            states[-1] = rows[states[-2]][origin]
            continue
        taken = values[-size:] if size else []
        del states[len(states) - size :], values[len(values) - size :]
        values.append(make(run.path, taken))
        states.append(rows[states[-1]][origin])
        if states[-1] == run.machine.tables.end:
            return states[-1]
    raise Unexpected(begin, at_end=kind == END)


def finish(run: Run) -> list[Any]:
    """What was read, when the text ends here. Raises Unexpected when it cannot, or what a builder raises."""
    shifted(run, END, len(run.text))
    return list(run.values[-1])


def supply(run: Run, kind: str, begin: int, end: int) -> None:
    """Go on as if a mere keyword stood between these offsets. Raises Unexpected when it cannot, or what a builder raises."""
    run.states.append(shifted(run, kind, begin))
    run.values.append(place_at(run.text, begin, end))


def place_at(text: str, begin: int, end: int) -> Place:
    """The place between two offsets."""
    line, end_line = text.count("\n", 0, begin) + 1, text.count("\n", 0, end) + 1
    return line, begin - text.rfind("\n", 0, begin), end_line, end - text.rfind("\n", 0, end)


def accepted(run: Run) -> set[str]:
    """The terminals that can stand where the run is now."""
    return {kind for kind in terminals_of(run.machine.tables.states[run.states[-1]]) if is_accepted(run, kind)}


def is_accepted(run: Run, kind: str) -> bool:
    """Whether this terminal can come next. The table alone may promise more: it looks no further than the first rule that is complete."""
    states, rows = list(run.states), run.machine.tables.states
    while (action := rows[states[-1]].get(kind)) is not None:
        if action >= 0:
            return True
        size, origin, _ = run.machine.reductions[-1 - action]
        del states[len(states) - size :]
        states.append(rows[states[-1]][origin])
        if states[-1] == run.machine.tables.end:
            return True
    return False
