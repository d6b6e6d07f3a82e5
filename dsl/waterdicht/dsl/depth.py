"""Measures how deeply a sentence nests, so that later passes may recurse without fear."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

MAXIMUM_DEPTH = 100
"""How many brackets, lists, `niet`s or arithmetic steps may stand inside one another in one sentence."""


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(entry.name for entry in fields(kind) if entry.name != "span")


def too_deep(root: Any) -> bool:
    """Whether any node under `root` lies more than MAXIMUM_DEPTH nodes below it. Does not recurse itself."""
    level: list[Any] = [root]
    for _ in range(MAXIMUM_DEPTH):
        level = [child for node in level for child in _children(node)]
        if not level:
            return False
    return True


def _children(node: Any) -> list[Any]:
    values: list[Any] = [getattr(node, name) for name in _field_names(node.__class__)]
    return [child for value in values for child in (value if isinstance(value, tuple) else (value,)) if is_dataclass(child)]
