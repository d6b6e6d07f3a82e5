"""When a piece of a model is there: the marks on it and on what it stands in, and whether one presence implies another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from waterdicht.compiler.addresses import child, item_segment, node_segment, segment
from waterdicht.compiler.syntax import inside
from waterdicht.dsl import tree

Key = tuple[str, ...]
"""What a municipality decides on: `("keuze", k)`, `("groep", g)`, or `("plaats", address, number)` of one facultative piece."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One demand: the decision has one of these values (of a choice of several: at least one of them); a facultative piece is kept."""

    key: Key
    options: frozenset[str] = frozenset()


Presence = tuple[Atom, ...]
"""All demands together; empty for what is always there."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A node, a sentence (`number` from 1) or a labelled item of a model, with its address and its presence.

    `place` is the address, but of a chapter or paragraph the step that names it too.
    """

    what: tree.Node | tree.Sentence | tree.ListItem | tree.LabelledText
    place: str
    address: str
    presence: Presence
    number: int = 0


@dataclass(frozen=True, slots=True)
class Configuration:
    """What a municipality decided: the options chosen for each choice, and the facultative pieces and groups that are left out."""

    chosen: Mapping[str, frozenset[str]]
    left_out: frozenset[Key] = frozenset()


def holds(presence: Presence, configuration: Configuration) -> bool:
    """Whether a piece is there. A choice that is not made keeps every variant out."""
    return all(
        bool(configuration.chosen.get(atom.key[1], frozenset()) & atom.options) if atom.key[0] == "keuze" else atom.key not in configuration.left_out
        for atom in presence
    )


def is_there(marks: tuple[tree.Mark, ...], place: str, number: int, configuration: Configuration) -> bool:
    """Whether a piece that stands in something present is there itself; also what is not facultative can be left out by name."""
    return ("plaats", place, str(number)) not in configuration.left_out and holds(atoms(marks, place, number), configuration)


def atoms(marks: tuple[tree.Mark, ...], address: str, number: int) -> Presence:
    """The demands of the marks on one piece."""
    found: list[Atom] = []
    for mark in marks:
        if isinstance(mark, tree.Facultative):
            found.append(Atom(("groep", mark.group) if mark.group else ("plaats", address, str(number))))
        elif isinstance(mark, tree.Variant):
            found.append(Atom(("keuze", mark.choice), frozenset(mark.options)))
    return tuple(found)


def marks_of(what: object) -> tuple[tree.Mark, ...]:
    """The marks on a piece of the tree itself."""
    return what.marks if isinstance(what, tree.Node | tree.MarkedSentence | tree.ListItem | tree.LabelledText) else ()


def pieces(nodes: tuple[tree.Node, ...], address: str, presence: Presence = ()) -> Iterator[Piece]:
    """Every piece of a model in the order of the text."""
    for node in nodes:
        here, place = child(address, node_segment(node)), child(address, segment(node.kind, node.label))
        there = (*presence, *atoms(node.marks, place, 0))
        yield Piece(node, place, here, there)
        for number, sentence in enumerate(node.sentences, 1):
            yield from sentence_pieces(sentence, here, number, there)
        yield from pieces(node.children, here, there)


def sentence_pieces(sentence: tree.Sentence, address: str, number: int, presence: Presence) -> Iterator[Piece]:
    """A sentence and its labelled items."""
    there = (*presence, *atoms(marks_of(sentence), address, number))
    yield Piece(sentence, address, address, there, number)
    yield from item_pieces(sentence, address, there)


def item_pieces(part: object, address: str, presence: Presence) -> Iterator[Piece]:
    """The labelled items inside a piece, outer ones first."""
    for each in inside(part):
        if isinstance(each, tree.ListItem | tree.LabelledText):
            here = child(address, item_segment(each.label))
            there = (*presence, *atoms(each.marks, here, 0))
            yield Piece(each, here, here, there)
            yield from item_pieces(each, here, there)
        else:
            yield from item_pieces(each, address, presence)


# --- implication ----------------------------------------------------------------------------


def implies(first: Presence, second: tuple[Presence, ...], choices: Mapping[str, tree.ChoiceDeclaration]) -> bool:
    """Whether in every configuration with the first piece one of the others is there: tried out for the decisions that they turn on."""
    keys = tuple(dict.fromkeys(atom.key for presence in (first, *second) for atom in presence))
    for values in product(*(settings(key, first, choices) for key in keys)):
        chosen = {key[1]: value for key, value in zip(keys, values, strict=True) if key[0] == "keuze"}
        left_out = frozenset(key for key, value in zip(keys, values, strict=True) if key[0] != "keuze" and not value)
        made = Configuration(chosen, left_out)
        if holds(first, made) and not any(holds(each, made) for each in second):
            return False
    return True


def settings(key: Key, first: Presence, choices: Mapping[str, tree.ChoiceDeclaration]) -> tuple[frozenset[str], ...]:
    """What can be decided: to keep (not empty) and to leave out, or the sets of options worth trying.

    A larger set only makes more pieces present, so sets that meet the demands of the first piece need not be larger than their number.
    """
    if key[0] != "keuze":
        return frozenset({"behouden"}), frozenset()
    declared = choices.get(key[1])
    options = [option.name for option in declared.options] if declared else []
    most = max(1, sum(atom.key == key for atom in first)) if declared and declared.several else 1
    return tuple(frozenset(chosen) for count in range(1, most + 1) for chosen in combinations(options, count)) or (frozenset(),)


def samples(choices: tuple[tree.ChoiceDeclaration, ...]) -> tuple[Configuration, ...]:
    """Configurations in which nothing is left out and that together make every option of every choice count."""
    rounds = max((1 if choice.several else len(choice.options) for choice in choices), default=1)
    return tuple(Configuration({choice.name: option_of(choice, turn) for choice in choices}) for turn in range(rounds))


def option_of(choice: tree.ChoiceDeclaration, turn: int) -> frozenset[str]:
    """The option whose turn it is; of a choice of several all of them."""
    names = [option.name for option in choice.options]
    return frozenset(names) if choice.several else frozenset({names[turn % len(names)]})
