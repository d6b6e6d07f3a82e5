"""What is left of a model in one configuration: its pieces without their marks, and the places that are gone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from waterdicht.compiler.addresses import child, is_within, item_segment, node_segment, segment, without_sentences
from waterdicht.compiler.models.presence import Configuration, is_there, marks_of
from waterdicht.compiler.syntax import inside, with_inside
from waterdicht.dsl import tree


@dataclass(slots=True)
class Pruned:
    """A model in one configuration.

    `gone` and `there` are addresses in the model; `numbers` says for each address which of its sentences are left, counted in the model.
    """

    nodes: tuple[tree.Node, ...] = ()
    gone: set[str] = field(default_factory=set)
    there: set[str] = field(default_factory=set)
    numbers: dict[str, tuple[int, ...]] = field(default_factory=dict)


def prune(nodes: tuple[tree.Node, ...], root: str, configuration: Configuration, only: frozenset[str] | None = None) -> Pruned:
    """What is there of these nodes; of places in `only` when that is given. Each node keeps in mind which place of the model it follows."""
    found = Pruned()
    found.nodes = prune_nodes(nodes, root, configuration, only, found)
    found.gone -= found.there
    return found


def prune_nodes(nodes: tuple[tree.Node, ...], address: str, configuration: Configuration, only: frozenset[str] | None, found: Pruned) -> tuple[tree.Node, ...]:
    """The nodes that are there, with what is there below them."""
    kept: list[tree.Node] = []
    for node in nodes:
        here, place = child(address, node_segment(node)), child(address, segment(node.kind, node.label))
        if not (is_wanted(place, here == address, only) and is_there(node.marks, place, 0, configuration)):
            note_gone(node, here, found)
            continue
        children = prune_nodes(node.children, here, configuration, None if only and place in only else only, found)
        if node.children and not children and here == address:
            continue  # a chapter of which nothing is left
        sentences = prune_sentences(node, here, configuration, found)
        if here != address:
            found.there.add(here)
        kept.append(replace(node, sentences=sentences, children=children, marks=(), origin=here if here != address else ""))
    return tuple(kept)


def is_wanted(place: str, is_chapter: bool, only: frozenset[str] | None) -> bool:
    """Whether a node is followed, or can hold what is followed: of a chapter only its contents tell."""
    return only is None or is_chapter or place in only or any(is_within(each, place) for each in only)


def note_gone(node: tree.Node, here: str, found: Pruned) -> None:
    """A node that is away takes all addresses below it along."""
    if node_segment(node):
        found.gone.add(here)
    for sentence in node.sentences:
        note_items(sentence, here, found.gone)
    for below in node.children:
        note_gone(below, child(here, node_segment(below)), found)


def note_items(part: object, address: str, noted: set[str]) -> None:
    """The addresses of the labelled items in a piece; of those in a volzin also the shorter one that leaves it unsaid."""
    match part:
        case tree.ListItem(label) | tree.LabelledText(label):
            address = child(address, item_segment(label))
            noted.update((address, without_sentences(address)))
        case _:
            pass
    for each in inside(part):
        note_items(each, address, noted)


def prune_sentences(node: tree.Node, here: str, configuration: Configuration, found: Pruned) -> tuple[tree.Sentence, ...]:
    """The sentences of a node that are there."""
    kept: list[tree.Sentence] = []
    numbers: list[int] = []
    for number, said in enumerate(node.sentences, 1):
        if not is_there(marks_of(said), here, number, configuration):
            note_items(said, here, found.gone)
            continue
        sentence = said.sentence if isinstance(said, tree.MarkedSentence) else said
        kept.append(prune_items(sentence, here, configuration, found))
        note_items(kept[-1], here, found.there)
        numbers.append(number)
    found.numbers[here] = tuple(numbers)
    return tuple(kept)


def prune_items(part: Any, address: str, configuration: Configuration, found: Pruned) -> Any:
    """A piece of a sentence without the labelled items that are away."""
    if isinstance(part, tuple):
        kept = tuple(each for each in part if not is_gone(each, address, configuration, found))
        return with_inside(kept if len(kept) < len(part) else part, lambda each: prune_items(each, address, configuration, found))
    if isinstance(part, tree.ListItem | tree.LabelledText):
        address = child(address, item_segment(part.label))
        part = replace(part, marks=()) if part.marks else part
    return with_inside(part, lambda each: prune_items(each, address, configuration, found))


def is_gone(part: Any, address: str, configuration: Configuration, found: Pruned) -> bool:
    """Whether an element of a row is a labelled item that is away; its addresses are noted."""
    if not isinstance(part, tree.ListItem | tree.LabelledText):
        return False
    gone = not is_there(part.marks, child(address, item_segment(part.label)), 0, configuration)
    if gone:
        note_items(part, address, found.gone)
    return gone
