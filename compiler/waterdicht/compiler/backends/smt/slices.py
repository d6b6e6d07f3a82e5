"""Which part of a script bears on a formula, so that a question about two provisions does not carry four hundred."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from waterdicht.compiler.backends.smt.encoding import Command, Kind

SYMBOL = re.compile(r"\|[^|]*\|")
NOTHING: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Slice:
    """The declared symbols a formula needs and, by index, the commands that say what they are."""

    symbols: frozenset[str]
    axioms: frozenset[int]


EMPTY = Slice(frozenset(), NOTHING)


@dataclass(slots=True)
class Index:
    """A script by symbol. Grows with the script."""

    meanings: dict[str, frozenset[str]] = field(default_factory=dict)
    axioms: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    relations: dict[str, list[tuple[frozenset[str], int]]] = field(default_factory=lambda: defaultdict(list))
    world: list[tuple[str, str, int]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    slices: dict[str, Slice] = field(default_factory=dict)


def extend(index: Index, commands: Sequence[Command]) -> None:
    """Take up further commands of the script, in order."""
    for command in commands:
        place = len(index.texts)
        index.texts.append(command.text)
        match command.kind:
            case Kind.DECLARE:
                _define(index, command)
            case Kind.AXIOM | Kind.EXACT:
                for symbol in command.about:
                    index.axioms[symbol].append(place)
            case Kind.RELATION:
                # Kept under one of its symbols: where all of them are there, that one is.
                if symbols := constants(index, command.text):
                    index.relations[min(symbols)].append((symbols, place))
            case Kind.WORLD:
                (name,) = command.about
                index.world.append((name, command.text, place))
            case _:
                assert_never(command.kind)


def _define(index: Index, command: Command) -> None:
    """A declared symbol means itself, a defined one the symbols in its definition."""
    (name,) = command.about
    own = frozenset((name,)) if command.text.startswith("(declare-") else frozenset[str]()
    index.meanings[name] = own | constants(index, command.text, but=name)


def constants(index: Index, text: str, but: str = "") -> frozenset[str]:
    """The declared symbols in a text, definitions opened."""
    return frozenset[str]().union(*(index.meanings[name] for name in set(SYMBOL.findall(text)) if name != but))


def slice_of(index: Index, text: str) -> Slice:
    """What a formula needs: its symbols, the axioms about them, the symbols in those, and so on."""
    if text not in index.slices:
        symbols: set[str] = set()
        places: set[int] = set()
        waiting = list(constants(index, text))
        while waiting:
            symbol = waiting.pop()
            if symbol in symbols:
                continue
            symbols.add(symbol)
            for place in index.axioms.get(symbol, ()):
                if place not in places:
                    places.add(place)
                    waiting.extend(constants(index, index.texts[place]))
        index.slices[text] = Slice(frozenset(symbols), frozenset(places))
    return index.slices[text]


def bearing(index: Index, texts: Iterable[str], world: Container[str]) -> Slice:
    """What several formulas need together, with the assumptions named in `world` that share a symbol with them and the relations among all that."""
    found = [slice_of(index, text) for text in texts]
    symbols, places = EMPTY.symbols.union(*(one.symbols for one in found)), NOTHING.union(*(one.axioms for one in found))
    pending = [(slice_of(index, text), place) for name, text, place in index.world if name in world]
    while touched := [pair for pair in pending if not symbols.isdisjoint(pair[0].symbols)]:
        pending = [pair for pair in pending if pair not in touched]
        symbols = symbols.union(*(one.symbols for one, _ in touched))
        places = places.union(*(one.axioms for one, _ in touched), (place for _, place in touched))
    related = (place for symbol in index.relations.keys() & symbols for needed, place in index.relations[symbol] if needed <= symbols)
    return Slice(symbols, places.union(related))
