"""The outline of a regulation: every address in it, with its heading, its place and the sentences that stand there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from waterdicht.compiler.addresses import child, in_words, item_segment, kind_of, node_segment, without_sentences
from waterdicht.compiler.syntax import inside
from waterdicht.dsl.source import Span
from waterdicht.dsl.tree import ConditionList, Definition, LabelledText, Node, RegulationDocument, Sentence


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence with the address of the heading it stands under."""

    address: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Outline:
    """All addresses of one version of a regulation: headings, and labelled items of lists. `leaves` are the headings with none below them.

    `origins` has, for what follows a model, its address there; `shorter` the onderdelen of volzinnen by the addresses that leave the volzin
    unsaid, where only one is meant.
    """

    root: str
    titles: Mapping[str, str]
    spans: Mapping[str, Span]
    placed: tuple[Placed, ...]
    leaves: tuple[tuple[str, Node], ...]
    twice: tuple[tuple[str, Span], ...]
    origins: Mapping[str, str] = field(default_factory=dict)
    shorter: Mapping[str, str] = field(default_factory=dict)


def title_with_origin(outlined: Outline, address: str) -> str:
    """What a provision does in its own words, and which provision of a model it follows."""
    title, origin = outlined.titles.get(address, ""), outlined.origins.get(address, "")
    return f"{title} (volgt {in_words(origin)})".strip() if origin else title


def outline(document: RegulationDocument, root: str) -> Outline:
    """The outline of a document whose addresses start with `root`."""
    titles: dict[str, str] = {root: document.title}
    spans: dict[str, Span] = {root: document.span}
    placed: list[Placed] = []
    leaves: list[tuple[str, Node]] = []
    twice: list[tuple[str, Span]] = []
    origins: dict[str, str] = {}
    for address, node in walk(document.nodes, root):
        if address in spans and node.kind not in ("hoofdstuk", "paragraaf"):
            twice.append((address, node.span))
        if node.kind not in ("hoofdstuk", "paragraaf"):
            titles[address], spans[address] = node.title or title_around(node, address, titles), node.span
            if node.origin:
                origins[address] = node.origin
        if not node.children:
            leaves.append((address, node))
        for sentence in node.sentences:
            placed.append(Placed(address, sentence))
            for item_address, span in list_items(sentence, address):
                spans.setdefault(item_address, span)
    return Outline(root, titles, spans, tuple(placed), tuple(leaves), tuple(twice), origins, shorter(spans))


def title_around(node: Node, address: str, titles: Mapping[str, str]) -> str:
    """The title that a heading without one has from the place it stands in: a volzin that of its lid or onderdeel."""
    return titles[address.rpartition("/")[0]] if node.kind == "volzin" else ""


def shorter(spans: Mapping[str, Span]) -> dict[str, str]:
    """See `Outline`; a volzin itself is always said."""
    named: dict[str, list[str]] = {}
    for address in spans:
        if "/volzin-" in address and kind_of(address) != "volzin":
            named.setdefault(without_sentences(address), []).append(address)
    return {short: only for short, (only, *others) in named.items() if not others and short not in spans}


def walk(nodes: tuple[Node, ...], address: str) -> Iterator[tuple[str, Node]]:
    """Every heading with its address, in the order of the text."""
    for node in nodes:
        here = child(address, node_segment(node))
        yield here, node
        yield from walk(node.children, here)


def list_items(part: object, address: str) -> Iterator[tuple[str, Span]]:
    """The addresses of the labelled items inside a sentence."""
    match part:
        case ConditionList(_, items):
            for item in items:
                here = child(address, item_segment(item.label))
                yield here, item.span
                yield from list_items(item.condition, here)
        case LabelledText(label):
            yield child(address, item_segment(label)), part.span
        case _:
            for each in inside(part):
                yield from list_items(each, address)


def definitions(outlined: Outline) -> Iterator[tuple[str, Definition]]:
    """The definition sentences with their addresses."""
    for placed in outlined.placed:
        if isinstance(placed.sentence, Definition):
            yield placed.address, placed.sentence
