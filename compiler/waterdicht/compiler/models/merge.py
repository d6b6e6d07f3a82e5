"""The text of the ordinance itself put into what it takes from the model: places opened, provisions replaced, provisions added."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from waterdicht.compiler.addresses import child, in_words, item_segment, node_segment, segment
from waterdicht.compiler.models.places import closest
from waterdicht.compiler.references import suggested
from waterdicht.compiler.syntax import with_inside
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose

Nodes = tuple[tree.Node, ...]


@dataclass(slots=True)
class Merge:
    """One merge. `numbers` says for each address in the model which of its sentences are left, counted in the model."""

    model: str
    numbers: Mapping[str, tuple[int, ...]]
    known: tuple[str, ...]
    found: list[Diagnostic] = field(default_factory=list)


def merge(base: Nodes, own: Nodes, root: str, model: str, numbers: Mapping[str, tuple[int, ...]]) -> tuple[Nodes, tuple[Diagnostic, ...]]:
    """The nodes of the model with those of the ordinance in them. `root` is the name of the ordinance."""
    by = Merge(model, numbers, tuple(places(base, root)))
    return merge_nodes(base, own, root, by), tuple(by.found)


def places(nodes: Nodes, address: str) -> Iterator[str]:
    """The address of every heading; of chapters and paragraphs with their own step."""
    for node in nodes:
        yield child(address, segment(node.kind, node.label))
        yield from places(node.children, child(address, node_segment(node)))


def merge_nodes(base: Nodes, own: Nodes, address: str, by: Merge) -> Nodes:
    """Put each own heading where it belongs."""
    for node in own:
        base = merge_node(base, node, address, by)
    return base


def merge_node(base: Nodes, node: tree.Node, address: str, by: Merge) -> Nodes:
    """One own heading: a new provision, one that replaces, or a place of the model that is opened."""
    place = child(address, segment(node.kind, node.label))
    is_there = place in by.known
    mark = node.marks[0] if node.marks else None
    match mark:
        case tree.Addition():
            if is_there:
                by.found.append(diagnose(Code.NOT_NEW, node.span, place=in_words(place)))
                return base
            base, node = adopt(base, node, address, by)
            return insert(base, node)
        case tree.Replacement() if is_there:
            return put(base, node, plain(node, by))
        case None if is_there:
            return put(base, node, None, opened=(address, by))
        case _:
            known = [each for each in by.known if each.rpartition("/")[2].startswith(node.kind)]
            code = Code.NOTHING_TO_REPLACE if mark else Code.NOT_IN_MODEL
            by.found.append(diagnose(code, node.span, suggestion=closest(place, known), place=in_words(place), model=by.model))
            return base


def plain(node: tree.Node, by: Merge) -> tree.Node:
    """An own provision without its mark; nothing in it can replace or add to what the model says."""
    strange = [each.span for each in node.sentences if isinstance(each, tree.MarkedSentence)]
    strange += [each.span for each in node.children if each.marks]
    by.found.extend(diagnose(Code.MISPLACED_MARK, span, what="vervangt of nieuw", where="wat zelf al nieuw is of vervangt") for span in strange)
    return replace(node, marks=(), children=tuple(plain(each, by) for each in node.children))


def adopt(base: Nodes, node: tree.Node, address: str, by: Merge) -> tuple[Nodes, tree.Node]:
    """A new provision without its mark, and what is left of the model: into a new chapter or paragraph go the places that it names without a mark."""
    if node_segment(node):
        return base, plain(node, by)
    children: list[tree.Node] = []
    for each in node.children:
        if not node_segment(each) and not each.marks:
            base, moved = adopt(base, each, address, by)
        elif each.marks or child(address, node_segment(each)) not in by.known:
            (moved,) = plain(replace(node, sentences=(), children=(each,)), by).children
        else:
            there = next(other for other in candidates(base, each) if other.label == each.label)
            base, moved = without(base, there), open_place(there, each, address, by)
        children.append(moved)
    return base, replace(plain(replace(node, children=()), by), children=tuple(children))


def without(base: Nodes, gone: tree.Node) -> Nodes:
    """The nodes without one of them, and without chapters in which nothing is left."""
    kept = (each if node_segment(each) or not each.children else replace(each, children=without(each.children, gone)) for each in base if each is not gone)
    return tuple(each for each in kept if node_segment(each) or each.children or each.sentences)


def put(base: Nodes, node: tree.Node, new: tree.Node | None, opened: tuple[str, Merge] | None = None) -> Nodes:
    """The nodes with one of them replaced, or opened; it may stand in a chapter or paragraph."""
    result: list[tree.Node] = []
    for each in base:
        if (each.kind, each.label) == (node.kind, node.label):
            each = open_place(each, node, *opened) if opened else new or each  # noqa: PLW2901  # one name for one place
        elif node_segment(each) == "" and each.children:
            each = replace(each, children=put(each.children, node, new, opened))  # noqa: PLW2901  # idem
        result.append(each)
    return tuple(result)


def open_place(there: tree.Node, node: tree.Node, address: str, by: Merge) -> tree.Node:
    """A place of the model with what the ordinance says in it; an own title or name stands instead of the model's."""
    here = child(address, node_segment(node))
    sentences = list(there.sentences)
    numbers = list(by.numbers.get(there.origin, ()))
    for said in node.sentences:
        if not isinstance(said, tree.MarkedSentence):
            by.found.append(diagnose(Code.SENTENCE_IN_PLACE, said.span, place=in_words(here)))
            continue
        match said.marks[0]:
            case tree.Replacement(number) if number in numbers:
                sentences[numbers.index(number)] = said.sentence
            case tree.Replacement(number):
                by.found.append(diagnose(Code.NOTHING_TO_REPLACE, said.span, place=f"{in_words(here)} zin {number}"))
            case _:
                sentences.append(said.sentence)
    children = merge_nodes(there.children, node.children, here, by)
    # What has other sentences than the model no longer follows it.
    origin = there.origin if tuple(sentences) == there.sentences else ""
    return replace(
        there, title=node.title or there.title, alias=node.alias or there.alias, sentences=tuple(sentences), children=children, origin=origin
    )  # fmt: skip


def insert(base: Nodes, node: tree.Node) -> Nodes:
    """The nodes with a new one after the last of its kind with a lower number, in whatever chapter that stands; else at the end."""
    before = last_before(base, node)
    if before is None:
        return (*base, node)
    result: list[tree.Node] = []
    for each in base:
        if each is before:
            result += [each, node]
        elif node_segment(each) == "" and last_before(each.children, node) is before:
            result.append(replace(each, children=insert(each.children, node)))
        else:
            result.append(each)
    return tuple(result)


def last_before(base: Nodes, node: tree.Node) -> tree.Node | None:
    """The node of the same kind with the greatest lower number, in chapters and paragraphs too."""
    found = [each for each in candidates(base, node) if natural(each.label) < natural(node.label)]
    return max(found, key=lambda each: natural(each.label), default=None)


def candidates(base: Nodes, node: tree.Node) -> Iterator[tree.Node]:
    """The nodes of the kind of one node, chapters and paragraphs opened."""
    for each in base:
        if each.kind == node.kind:
            yield each
        elif node_segment(each) == "":
            yield from candidates(each.children, node)


def natural(label: str) -> tuple[tuple[int, str], ...]:
    """A label by its numbers: 7, 7a, 14."""
    return tuple((int(number or 0), rest) for number, rest in re.findall(r"(\d*)([^\d]*)", label) if number or rest)


# --- single items ---------------------------------------------------------------------------


def replace_items(nodes: Nodes, root: str, said: tuple[tree.ReplaceItem, ...], known: Mapping[str, object]) -> tuple[Nodes, tuple[Diagnostic, ...]]:
    """The nodes with single items of lists replaced. `known` has every address of the ordinance."""
    problems: list[Diagnostic] = []
    for each in said:
        address = child(root, "/".join(segment(step.kind, step.label) for step in each.place.steps))
        changed = tuple(item_in_node(node, root, address, each) for node in nodes)
        if changed == nodes:
            problems.append(diagnose(Code.NOTHING_TO_REPLACE, each.span, suggestion=suggested(address, list(known)), place=in_words(address)))
        nodes = changed
    return nodes, tuple(problems)


def item_in_node(node: tree.Node, parent: str, address: str, said: tree.ReplaceItem) -> tree.Node:
    """A node with the item at an address replaced, if it stands there."""
    here = child(parent, node_segment(node))
    sentences = tuple(item_in(each, here, address, said) for each in node.sentences) if address.startswith(f"{here}/") else node.sentences
    return replace(node, sentences=sentences, children=tuple(item_in_node(each, here, address, said) for each in node.children))


def item_in(part: Any, here: str, address: str, said: tree.ReplaceItem) -> Any:
    """A piece of a sentence with the item replaced."""
    if isinstance(part, tree.ListItem | tree.LabelledText):
        here = child(here, item_segment(part.label))
        if here == address and isinstance(part, tree.ListItem):
            return replace(part, condition=said.condition, unless=said.unless, span=said.span)
    return with_inside(part, lambda each: item_in(each, here, address, said))
