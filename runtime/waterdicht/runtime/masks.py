"""Leaving facts out of a receipt, by JSON pointers in which `*` stands for any one step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from waterdicht.runtime.fact_types import pointer_step


def masked(facts: Mapping[str, Any], pointers: tuple[str, ...]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The facts without what the pointers name, and the pointers of what was left out. What is not there is no error.

    A member of an object is left out, an element of a list becomes null.
    """
    kept: dict[str, Any] = {name: copied(value) for name, value in facts.items()}
    found: dict[str, None] = {}
    for pointer in pointers:
        steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
        if steps:
            leave_out(kept, steps, "", found)
    return kept, tuple(found)


def copied(value: Any) -> Any:
    """A copy of JSON data: what is masked in one is not masked in the other."""
    if isinstance(value, dict):
        return {name: copied(each) for name, each in value.items()}
    return [copied(each) for each in value] if isinstance(value, list) else value


def leave_out(inside: Any, steps: list[str], place: str, found: dict[str, None]) -> None:
    """Leave out what the steps lead to in an object or list; `found` grows with the pointers of it."""
    step, *further = steps
    for name in matching(inside, step):
        here = place + pointer_step(str(name))
        if further:
            leave_out(inside[name], further, here, found)
        elif isinstance(inside, dict):
            del inside[name]
            found[here] = None
        else:
            inside[name] = None
            found[here] = None


def matching(inside: Any, step: str) -> list[Any]:
    """The names or numbers that a step stands for."""
    if isinstance(inside, dict):
        return list(inside) if step == "*" else [step] if step in inside else []
    if isinstance(inside, list):
        numbers = list(range(len(inside)))
        return numbers if step == "*" else [number for number in numbers if str(number) == step]
    return []
