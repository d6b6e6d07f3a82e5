"""Every text that differs from a regulation in one place."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from waterdicht.compiler.addresses import child, item_segment, node_segment
from waterdicht.dsl import tree
from waterdicht.dsl.source import Span
from waterdicht.mutants.changes import Kind, changes

NOT_CHANGED = frozenset({"parameters", "choices", "readings", "span", "origin", "marks", "notwithstanding"})
"""Fields that say nothing of a case: what may be filled in, how a text may be read, where it comes from, what it leaves alone."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A regulation with one change. `address` is where, `before` and `after` the node that was changed; `place` is that of the document."""

    regulation: str
    number: int
    kind: Kind
    address: str
    before: Any
    after: Any
    document: tree.RegulationDocument
    place: tuple[int, int]
    span: Span


@dataclass(frozen=True, slots=True)
class Variant:
    """A node with one change somewhere inside it: what it was there, what it became, and the whole node."""

    kind: Kind
    address: str
    before: Any
    after: Any
    whole: Any
    span: Span


def mutants(files: Sequence[tree.SourceFile], regulation: str) -> tuple[Mutant, ...]:
    """All of one regulation, over all its versions, in the order of the text."""
    found: list[Mutant] = []
    for place, file in enumerate(files):
        for index, document in enumerate(file.documents):
            if isinstance(document, tree.RegulationDocument) and document.name == regulation:
                for each in variants(document, regulation):
                    number = len(found) + 1
                    found.append(Mutant(regulation, number, each.kind, each.address, each.before, each.after, each.whole, (place, index), each.span))
    return tuple(found)


def sample(every: Sequence[Mutant], size: int, seed: int) -> tuple[Mutant, ...]:
    """So many of them, the same for the same seed; all when `size` is 0 or there are no more. In the order of the text."""
    if size == 0 or size >= len(every):
        return tuple(every)
    chosen = random.Random(f"{seed}:{every[0].regulation}").sample(range(len(every)), size)  # noqa: S311 - a sample, no secret
    return tuple(every[index] for index in sorted(chosen))


def with_mutant(files: Sequence[tree.SourceFile], mutant: Mutant) -> tuple[tree.SourceFile, ...]:
    """The files with the changed regulation in its place."""
    where, index = mutant.place
    documents = files[where].documents
    changed = replace(files[where], documents=(*documents[:index], mutant.document, *documents[index + 1 :]))
    return (*files[:where], changed, *files[where + 1 :])


# --- walking --------------------------------------------------------------------------------


def variants(part: Any, address: str) -> Iterator[Variant]:
    """Every node that differs from this one in one place."""
    span = getattr(part, "span", None)
    for kind, other in changes(part):
        yield Variant(kind, address, part, other, other, span if isinstance(span, Span) else Span("", 0, 0, 0, 0))
    if isinstance(part, tuple):
        for place, each in enumerate(part):
            yield from (around(one, lambda whole, at=place: (*part[:at], whole, *part[at + 1 :])) for one in variants(each, below(each, address)))  # type: ignore[misc]
    elif is_dataclass(part) and not isinstance(part, type):
        for name in (each.name for each in fields(part) if each.name not in NOT_CHANGED):
            held = getattr(part, name)
            if isinstance(held, tuple) or is_dataclass(held):
                yield from (around(one, lambda whole, field=name: replace(part, **{field: whole})) for one in variants(held, below(held, address)))  # type: ignore[misc]


def around(inside: Variant, build: Callable[[Any], Any]) -> Variant:
    """The same change, seen from the node around it."""
    return replace(inside, whole=build(inside.whole))


def below(part: object, address: str) -> str:
    """The address of a node that stands in something at an address."""
    match part:
        case tree.Node():
            return child(address, node_segment(part))
        case tree.ListItem(label) | tree.LabelledText(label):
            return child(address, item_segment(label))
        case _:
            return address
