"""A source text as provisions: what every import yields, whatever kind of file it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from waterdicht.compiler.addresses import child, segment
from waterdicht.sources.sentences import sentences

Form: TypeAlias = Literal["bwb", "cvdr", "tekst", "opsomming"]
"""What kind of file a text comes from. Of an `opsomming` the provisions are only named: their text is not there."""

Kind: TypeAlias = Literal["hoofdstuk", "artikel", "punt", "lid", "onderdeel", "onder", "streepje"]
"""What a provision is. Whatever groups articles is a `hoofdstuk`: chapters, titles, divisions and paragraphs alike."""

NAMED: Final = "genoemd"
"""The status of a provision that a document only names: the text that is kept is the text that names it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line and a column in a source file, both from 1."""

    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Node:
    """A heading or label of a source text with what stands under it: pieces of text and nodes, in the order of the text.

    `jci` is its own address in the Juriconnect standard, `references` are those of what it refers to; `status` is what the publisher says of
    it (`vervallen`, `nogniet`), `NAMED`, or empty when it is simply in force.
    """

    kind: Kind
    label: str
    place: Place
    title: str = ""
    parts: tuple[str | Node, ...] = ()
    jci: str = ""
    references: tuple[str, ...] = ()
    status: str = ""


@dataclass(frozen=True, slots=True)
class Provision:
    """One address of a source text. The text is complete: with everything that stands below it, headings left out.

    `within` is the chapter or paragraph it stands in. `counts` says that it is a lid, or an article without lids: what a policy has to account
    for. `items` is the number of labelled items below it, at any depth.
    """

    address: str
    kind: Kind
    label: str
    title: str
    within: str
    counts: bool
    text: str
    sentences: tuple[str, ...]
    items: int
    place: Place
    jci: str = ""
    references: tuple[str, ...] = ()
    status: str = ""


@dataclass(frozen=True, slots=True)
class SourceText:
    """One version of one regulation as it was imported, with the file it came from and the SHA-256 of that file."""

    regulation: str
    version: str
    form: Form
    file: str
    sha256: str
    provisions: tuple[Provision, ...]

    @property
    def name(self) -> str:
        """`stichtse_vecht`, or `participatiewet@2026-01-01` when there are more versions."""
        return versioned(self.regulation, self.version)


def versioned(regulation: str, version: str) -> str:
    """A regulation with its version, if it has one."""
    return f"{regulation}@{version}" if version else regulation


def lids(text: SourceText) -> tuple[Provision, ...]:
    """What a policy has to account for: every lid, and every article without lids."""
    return tuple(each for each in text.provisions if each.counts)


def articles(text: SourceText) -> tuple[Provision, ...]:
    """The articles of a text, and the points of a policy rule."""
    return tuple(each for each in text.provisions if each.kind in ("artikel", "punt"))


def flatten(nodes: tuple[Node, ...], root: str) -> Iterator[Provision]:
    """Every provision of a tree in the order of the text, with its address below `root`."""
    yield from below(nodes, root, root, "")


def below(nodes: tuple[Node, ...], root: str, address: str, within: str) -> Iterator[Provision]:
    """The provisions of some nodes. Chapters have addresses of their own that articles do not share: article numbers are unique."""
    for node in nodes:
        here = child(within or root, step(node)) if node.kind == "hoofdstuk" else child(address, step(node))
        yield provision(node, here, within)
        inner = tuple(part for part in node.parts if isinstance(part, Node))
        if node.kind == "hoofdstuk":
            yield from below(inner, root, root, here)
        else:
            yield from below(inner, root, here, within)


def step(node: Node) -> str:
    """What a node adds to an address."""
    return segment(node.kind, node.label)


def provision(node: Node, address: str, within: str) -> Provision:
    """One node as a provision."""
    heading = node.kind == "hoofdstuk"
    text = "" if heading else text_of(node)
    counts = node.kind == "lid" or (node.kind in ("artikel", "punt") and not any(each.kind == "lid" for each in inside(node)))
    return Provision(
        address, node.kind, node.label, node.title, within, counts, text, () if heading else sentences(unlabelled(node)),
        sum(1 for each in all_inside(node) if each.kind != "lid"), node.place, node.jci, node.references, node.status,
    )  # fmt: skip


def inside(node: Node) -> tuple[Node, ...]:
    """The nodes directly inside a node."""
    return tuple(part for part in node.parts if isinstance(part, Node))


def all_inside(node: Node) -> Iterator[Node]:
    """Every node inside a node, at any depth."""
    for each in inside(node):
        yield each
        yield from all_inside(each)


def text_of(node: Node) -> str:
    """The text of a node with the labels of what stands in it. A dash or a bullet is no text."""
    pieces = (part if isinstance(part, str) else f"{label_text(part)}{text_of(part)}" for part in node.parts)
    return " ".join(piece for piece in pieces if piece)


def label_text(node: Node) -> str:
    """A label as it is written before a text."""
    match node.kind:
        case "onder":
            return f"{node.label}°. "
        case "streepje":
            return ""
        case _:
            return f"{node.label}. "


def unlabelled(node: Node) -> str:
    """The text of a node without labels: in `verstaan onder: a. …` no sentence ends at the label."""
    pieces = (part if isinstance(part, str) else unlabelled(part) for part in node.parts)
    return " ".join(piece for piece in pieces if piece)
