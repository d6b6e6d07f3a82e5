"""Text of a model as text of the ordinance: new numbers, references that follow them, and values in the place of parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from waterdicht.compiler.addresses import child, item_segment, node_segment, resolve_steps, segment
from waterdicht.compiler.syntax import with_inside
from waterdicht.dsl import tree
from waterdicht.dsl.source import Span

NEEDS = tree.PersonMeant | tree.ConditionsMet | tree.AppliedOn | tree.ApplicationFound | tree.DecisionStatus
"""Expressions that mean nothing without the place that they refer to."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A reference to text that was left out, where it stands in the model, and whether an expression needs it."""

    reference: tree.Reference
    address: str
    home: str
    needed: bool


@dataclass(slots=True)
class Transfer:
    """How text moves from a model to an ordinance.

    `renumbered` has new labels by address in the model; `gone` are the addresses that are left out. `lost` and `unset` collect what was met:
    references into the void, and the uses of parameters that have no value.
    """

    model: str
    renumbered: Mapping[str, str]
    gone: frozenset[str]
    values: Mapping[str, tree.Expression]
    lost: list[Lost] = field(default_factory=list)
    unset: list[tree.Parameter] = field(default_factory=list)


def transfer_nodes(nodes: tuple[tree.Node, ...], home: str, by: Transfer) -> tuple[tree.Node, ...]:
    """Nodes of the model under their own numbers. `home` is their address in the model."""
    return tuple(transfer_node(node, home, by) for node in nodes)


def transfer_node(node: tree.Node, home: str, by: Transfer) -> tree.Node:
    """One node with all below it."""
    here = child(home, node_segment(node))
    label = by.renumbered.get(child(home, segment(node.kind, node.label)), node.label)
    sentences = tuple(transfer(sentence, here, by) for sentence in node.sentences)
    return replace(node, label=label, sentences=sentences, children=transfer_nodes(node.children, here, by))


def transfer(part: Any, home: str, by: Transfer, *, needed: bool = False) -> Any:
    """A piece of a sentence that stands at `home` in the model."""
    match part:
        case tree.Reference():
            return transfer_reference(part, home, by, needed=needed)
        case tree.Parameter(name):
            if name not in by.values:
                by.unset.append(part)
                return part
            return replace(by.values[name], span=part.span)
        case tree.ListItem() | tree.LabelledText():
            here = child(home, item_segment(part.label))
            moved = with_inside(part, lambda each: transfer(each, here, by))
            return replace(moved, label=by.renumbered[here]) if here in by.renumbered else moved
        case _:
            needing = needed if isinstance(part, tuple) else isinstance(part, NEEDS)
            return with_inside(part, lambda each: transfer(each, home, by, needed=needing))


def transfer_reference(reference: tree.Reference, home: str, by: Transfer, *, needed: bool) -> tree.Reference:
    """A reference within the model by the numbers of the ordinance; one to text that is left out keeps meaning the model."""
    if reference.regulation not in ("", by.model) or not reference.steps:
        return replace(reference, regulation="") if reference.regulation == by.model else reference
    address = resolve_steps(reference.steps, by.model, home)
    last = reference.steps if reference.through is None else (*reference.steps[:-1], reference.through)
    end = resolve_steps(last, by.model, home)
    if by.gone & {address, end}:
        absolute = replace(reference, steps=absolute_steps(address, reference.span), regulation=by.model)
        by.lost.append(Lost(absolute, address if address in by.gone else end, home, needed))
        return absolute
    steps = renumber_steps(reference.steps, address, by)
    through = None if reference.through is None else renumber_steps(last, end, by)[-1]
    return replace(reference, steps=steps, regulation="", through=through)


def own_address(home: str, regulation: str, span: Span, by: Transfer) -> str:
    """Where a place of the model is found in an ordinance, under its own numbers."""
    return resolve_steps(renumber_steps(absolute_steps(home, span), home, by), regulation, regulation)


def renumber_steps(steps: tuple[tree.Step, ...], address: str, by: Transfer) -> tuple[tree.Step, ...]:
    """The steps of a reference with new labels; `address` is what they mean in the model."""
    parts = address.split("/")
    above = len(parts) - len(steps)
    renamed = []
    for index, step in enumerate(steps, above + 1):
        label = by.renumbered.get("/".join(parts[:index]))
        renamed.append(step if label is None else replace(step, label=label))
    return tuple(renamed)


def absolute_steps(address: str, span: Span) -> tuple[tree.Step, ...]:
    """An address as the steps of a reference."""
    parts = [part.partition("-") for part in address.split("/")[1:]]
    return tuple(tree.Step(kind, label, span=span) for kind, _, label in parts)  # type: ignore[arg-type]  # segments begin with a kind
