"""Walking the syntax tree without knowing its node types: what stands directly inside a node."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

LEAVES = (str, int, float, bool, type(None))
PLAIN = frozenset({"str", "int", "bool", "date", "Fraction", "Span"})
"""Types of fields, as written, that hold no nodes."""
inner: dict[type, tuple[str, ...]] = {}
"""The fields of each class of node that was met, without those that hold no nodes: asking a dataclass every time is slow."""


def inside(part: object) -> list[object]:
    """The nodes and tuples directly inside a node or tuple; nothing for anything else."""
    if isinstance(part, tuple):
        return [each for each in part if not isinstance(each, LEAVES)]
    names = inner.get(part.__class__)
    if names is None:
        names = tuple(each.name for each in fields(part) if each.type not in PLAIN) if is_dataclass(part) else ()
        inner[part.__class__] = names
    return [value for value in (getattr(part, name) for name in names) if not isinstance(value, LEAVES)]


def with_inside(part: Any, change: Callable[[Any], Any]) -> Any:
    """A node with everything directly inside it changed, a row with every element changed; the very same when nothing changes."""
    if isinstance(part, tuple):
        made = tuple(each if isinstance(each, LEAVES) else change(each) for each in part)
        return part if all(new is old for new, old in zip(made, part, strict=True)) else made
    if not is_dataclass(part) or isinstance(part, type):
        return part
    changed = {}
    for each in fields(part):
        value = getattr(part, each.name)
        if each.name != "span" and not isinstance(value, LEAVES):
            new = change(value)
            if new is not value:
                changed[each.name] = new
    return replace(part, **changed) if changed else part
