"""A part of a snapshot: only what some of its decisions and definitions need. It means the same as in the whole, and compiles sooner."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from waterdicht.compiler.cycles import used
from waterdicht.compiler.ir import DefinitionInfo, RegulationModel, Snapshot

Asked = tuple[str, str, str]
"""A regulation, a decision and a phase."""


def narrowed(snapshot: Snapshot, decisions: Collection[Asked], keys: Iterable[str] = ()) -> Snapshot:
    """The snapshot with these decisions only, with every channel of them, these definitions, and all that they need.

    Channels of the same decision and phase in other regulations stay: under the law they decide together. Facts and readings stay.
    """
    middles = {f":{decision}:{phase}:" for _, decision, phase in decisions}
    roots = [*keys, *(key for key in snapshot.definitions if any(middle in key for middle in middles))]
    regulations = {name: with_decisions(model, decisions) for name, model in snapshot.regulations.items()}
    return replace(snapshot, definitions=needed(snapshot.definitions, roots), regulations=regulations)


def with_decisions(model: RegulationModel, decisions: Collection[Asked]) -> RegulationModel:
    """A regulation with what it contributes to these decisions, and without its tables of values: those are definitions too."""
    given = tuple(each for each in model.contributions if (model.id, each.decision, each.phase) in decisions)
    return replace(model, contributions=given, values=())


def needed(definitions: Mapping[str, DefinitionInfo], keys: Iterable[str]) -> dict[str, DefinitionInfo]:
    """The definitions that some definitions need, and themselves."""
    found: dict[str, DefinitionInfo] = {}
    stack = list(keys)
    while stack:
        key = stack.pop()
        if key in definitions and key not in found:
            found[key] = definitions[key]
            stack.extend(used(definitions[key].body))
    return found
