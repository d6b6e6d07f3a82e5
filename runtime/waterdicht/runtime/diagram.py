"""Functions of unknown things as ordered decision diagrams: a function depends on exactly the variables that occur in its diagram.

A diagram is a number. 0, 1 and 2 are the constants false, true and fault; other constants are asked for by name. A variable has a level,
its place in the order in which it was met, and one branch for each of its values. Diagrams that mean the same are the same number: a node
of which all branches are alike is not made, and no node is made twice. So a variable that occurs in a diagram really matters to it: there
is a case in which another value of that variable alone gives another result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import reduce
from typing import Final

FALSE: Final = 0
TRUE: Final = 1
FAULT: Final = 2
MOST: Final = 60_000
"""More nodes and steps than this are not made: the question is too large to be answered at once."""
_CONJUNCTION: Final = (FALSE, FAULT, TRUE)  # the minimum in this order, as `logic.and_`; unknown things are variables here
_DISJUNCTION: Final = (TRUE, FAULT, FALSE)


class TooLarge(Exception):
    """The diagram would take more than MOST nodes and steps."""


@dataclass(slots=True)
class Diagrams:
    """All diagrams that were made for one question. Grows while they are made."""

    nodes: list[tuple[int, tuple[int, ...]] | None] = field(default_factory=lambda: [None, None, None])
    numbers: dict[tuple[int, tuple[int, ...]], int] = field(default_factory=dict)
    constants: dict[str, int] = field(default_factory=dict)
    done: dict[tuple[object, ...], int] = field(default_factory=dict)

    def constant(self, name: str) -> int:
        """A constant of its own, beside false, true and fault."""
        if name not in self.constants:
            self.constants[name] = len(self.nodes)
            self.nodes.append(None)
        return self.constants[name]

    def node(self, level: int, branches: tuple[int, ...]) -> int:
        """The diagram that takes one of the branches by the value of the variable at a level."""
        if all(branch == branches[0] for branch in branches):
            return branches[0]
        key = (level, branches)
        if key not in self.numbers:
            if len(self.nodes) + len(self.done) > MOST:
                raise TooLarge
            self.numbers[key] = len(self.nodes)
            self.nodes.append(key)
        return self.numbers[key]

    def level(self, diagram: int) -> int:
        """The level of the first variable; beyond every level for a constant."""
        found = self.nodes[diagram]
        return MOST if found is None else found[0]

    def branches(self, diagram: int, level: int, count: int) -> tuple[int, ...]:
        """The branches of a diagram for the values of the variable at a level, which may not occur in it."""
        found = self.nodes[diagram]
        return found[1] if found is not None and found[0] == level else (diagram,) * count

    def combined(self, name: str, diagrams: tuple[int, ...], result: Callable[[tuple[int, ...]], int | None]) -> int:
        """What follows from several diagrams together. `result` gives the diagram where it is certain, None where it is not yet."""
        key = (name, *diagrams)
        found = self.done.get(key)
        if found is None:
            found = result(diagrams)
            if found is None:
                level = min(map(self.level, diagrams))
                count = next(len(there[1]) for each in diagrams if (there := self.nodes[each]) is not None and there[0] == level)
                rows = zip(*(self.branches(each, level, count) for each in diagrams), strict=True)
                found = self.node(level, tuple(self.combined(name, row, result) for row in rows))
            self.done[key] = found
        return found

    def all_of(self, parts: Iterable[int]) -> int:
        """The conjunction."""
        return reduce(lambda one, other: self.combined("en", (one, other), lambda pair: by_order(pair, _CONJUNCTION)), parts, TRUE)

    def any_of(self, parts: Iterable[int]) -> int:
        """The disjunction."""
        return reduce(lambda one, other: self.combined("of", (one, other), lambda pair: by_order(pair, _DISJUNCTION)), parts, FALSE)

    def negated(self, part: int) -> int:
        """The denial."""
        return self.combined("niet", (part,), lambda one: {FALSE: TRUE, TRUE: FALSE, FAULT: FAULT}.get(one[0]))

    def one_of(self, parts: tuple[int, ...]) -> int:
        """That exactly one holds: for one of them that it does and the others do not. With two true this is false whatever the others are."""
        denied = [self.negated(part) for part in parts]
        return self.any_of(self.all_of((part, *denied[:place], *denied[place + 1 :])) for place, part in enumerate(parts))

    def occurring(self, diagram: int) -> frozenset[int]:
        """The levels of the variables that a diagram depends on."""
        found: set[int] = set()
        seen: set[int] = set()
        stack = [diagram]
        while stack:
            current = stack.pop()
            here = self.nodes[current]
            if current not in seen and here is not None:
                seen.add(current)
                found.add(here[0])
                stack.extend(here[1])
        return frozenset(found)

    def constants_when(self, diagram: int, level: int, choice: int) -> frozenset[int]:
        """The constants that a diagram can come to when the variable at a level has the value with this number."""
        found: set[int] = set()
        seen: set[int] = set()
        stack = [diagram]
        while stack:
            current = stack.pop()
            if current in seen:
                continue
            seen.add(current)
            here = self.nodes[current]
            if here is None:
                found.add(current)
            else:
                stack.extend(here[1][choice : choice + 1] if here[0] == level else here[1])
        return frozenset(found)


def by_order(pair: tuple[int, ...], order: tuple[int, ...]) -> int | None:
    """The first of a pair in an order of constants; None when that is not certain yet."""
    one, other = pair
    strongest, weakest = order[0], order[-1]
    if other in (one, weakest):
        return one
    if one == weakest:
        return other
    if strongest in pair:
        return strongest
    return FAULT if one == FAULT == other else None
