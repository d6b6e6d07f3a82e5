"""Reads text with the parse tables. Lexer and parser are one loop, because what a word is depends on where the parser stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from waterdicht.dsl.build.callbacks import Place
from waterdicht.dsl.machine import Machine, machine
from waterdicht.dsl.source import Span
from waterdicht.dsl.tables import END, terminals_of

_NEWLINE: Final = re.compile("\n")


class Unexpected(Exception):
    """Text that does not fit at the offset `begin`; `unknown` when it is no terminal at all, `at_end` when the text ends too early."""

    def __init__(self, begin: int, *, unknown: bool = False, at_end: bool = False) -> None:
        super().__init__(begin)
        self.begin = begin
        self.unknown = unknown
        self.at_end = at_end


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
    text, path, values, convert = run.text, run.path, run.values, run.machine.convert
    advance, count = advancing(run), 0
    for kind, begin, end, line, column, end_line, end_column in scan(run):
        advance(kind, begin)
        make = convert.get(kind)
        if make is None:
            values.append((line, column, end_line, end_column))
        else:
            values.append(make(text[begin:end], Span(path, line, column, end_line, end_column)))
        run.last = begin, end
        count += 1
        if kind == "DOT":
            run.longest, count = max(run.longest, count), 0
    return finish(run)


def scan(run: Run) -> Iterator[tuple[str, int, int, int, int, int, int]]:
    """The terminals of the text: the kind of each, its offsets, and line and column where it begins and ends.

    Which terminal it is depends on the state in which it is asked for.
    """
    text, states, openings = run.text, run.states, run.machine.openings
    lines = [0, *(found.end() for found in _NEWLINE.finditer(text)), len(text) + 1]
    line = bisect_right(lines, run.position)
    begin = run.position
    while begin < len(text):
        for kind, match, keywords in openings[states[-1]][text[begin]]:  # noqa: B007  # used after the loop: they are those that matched
            found = match(text, begin)
            if found is not None:
                break
        else:
            begin = skipped(run, begin)
            continue
        end = found.end(1)
        while begin >= lines[line]:
            line += 1
        start = lines[line - 1]
        last = line if end < lines[line] else bisect_right(lines, end)
        yield keywords.get(found[1], kind) if keywords else kind, begin, end, line, begin - start + 1, last, end - lines[last - 1] + 1
        begin = found.end()


def skipped(run: Run, begin: int) -> int:
    """The offset after what is ignored here. Raises Unexpected where nothing is."""
    found = run.machine.skip(run.text, begin)
    if found is None or found.end() == begin:
        fitting = (each for each in run.machine.tables.terminals if re.compile(each.pattern).match(run.text, begin))
        raise Unexpected(begin, unknown=next(fitting, None) is None)
    return found.end()


def advancing(run: Run) -> Callable[[str, int], None]:
    """A function that completes every rule that the terminal at an offset ends, and goes to the state after it.

    It raises Unexpected, or what a builder raises. A function in a function, because finding everything in `run` costs time for every word.
    """
    path, states, values, rows, reductions = run.path, run.states, run.values, run.machine.tables.states, run.machine.reductions

    def advance(kind: str, begin: int) -> None:
        state = states[-1]
        while (action := rows[state].get(kind)) is not None and action < 0:
            size, origin, make = reductions[-1 - action]
            if make is None:
                states[-1] = state = rows[states[-2]][origin]
                continue
            cut = len(values) - size
            taken = values[cut:]
            del values[cut:], states[len(states) - size :]
            values.append(make(path, taken))
            state = rows[states[-1]][origin]
            states.append(state)
        if action is None:
            raise Unexpected(begin, at_end=kind == END)
        states.append(action)

    return advance


def finish(run: Run) -> list[Any]:
    """What was read, when the text ends here. Raises Unexpected when it cannot, or what a builder raises."""
    advancing(run)(END, len(run.text))
    return list(run.values[-1])


def supply(run: Run, kind: str, begin: int, end: int) -> None:
    """Go on as if a mere keyword stood between these offsets. Raises Unexpected when it cannot, or what a builder raises."""
    advancing(run)(kind, begin)
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
    while (action := rows[states[-1]].get(kind)) is not None and action < 0:
        size, origin, _ = run.machine.reductions[-1 - action]
        del states[len(states) - size :]
        states.append(rows[states[-1]][origin])
    return action is not None
