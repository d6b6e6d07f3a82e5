"""A part of a snapshot: only what some of its decisions and definitions need. It means the same as in the whole, and compiles sooner."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from waterdicht.compiler.cycles import used
from waterdicht.compiler.ir import DefinitionInfo, Expr, FactInfo, FactOf, RegulationModel, Snapshot
from waterdicht.compiler.parts import walk
from waterdicht.compiler.types import ListType

Asked = tuple[str, str, str]
"""A regulation, a decision and a phase."""


def narrowed(snapshot: Snapshot, decisions: Collection[Asked], keys: Iterable[str] = ()) -> Snapshot:
    """The snapshot with these decisions only, with every channel of them, these definitions, and all that they need.

    Channels of the same decision and phase in other regulations stay: under the law they decide together. Facts and readings stay.
    """
    middles = {f":{decision}:{phase}:" for _, decision, phase in decisions}
    regulations = {name: with_decisions(model, decisions) for name, model in snapshot.regulations.items()}
    values = (f"{name}:{table.name}" for name, model in regulations.items() for table in model.values)
    roots = [*keys, *values, *(key for key in snapshot.definitions if any(middle in key for middle in middles))]
    return replace(snapshot, definitions=needed(snapshot.definitions, roots), regulations=regulations)


def with_decisions(model: RegulationModel, decisions: Collection[Asked]) -> RegulationModel:
    """A regulation with what it contributes to these decisions, and with its tables of values for them: other values are definitions too."""
    given = tuple(each for each in model.contributions if (model.id, each.decision, each.phase) in decisions)
    about = {(regulation, decision) for regulation, decision, _ in decisions}
    return replace(model, contributions=given, values=tuple(each for each in model.values if (model.id, each.decision) in about))


def for_expressions(snapshot: Snapshot, exprs: Mapping[str, Expr], keys: Iterable[str] = ()) -> Snapshot:
    """The snapshot with some definitions, some expressions as definitions under names of their own, all that these need, and the facts in it."""
    own = {key: DefinitionInfo(key, expr, "") for key, expr in exprs.items()}
    definitions = needed({**snapshot.definitions, **own}, (*own, *keys))
    vocabulary = replace(snapshot.vocabulary, facts=mentioned(snapshot.vocabulary.facts, definitions.values()))
    return replace(snapshot, definitions=definitions, regulations={}, vocabulary=vocabulary)


def mentioned(facts: Mapping[str, FactInfo], definitions: Iterable[DefinitionInfo]) -> dict[str, FactInfo]:
    """The facts that some definitions read, in declared order, and those of the elements of lists among them."""
    names = {part.name for each in definitions for part in walk(each.body) if isinstance(part, FactOf)}
    kinds = [facts[name].type for name in names if name in facts]
    elements = {kind.kind for kind in kinds if isinstance(kind, ListType)}
    while within := {info.type.kind for name, info in facts.items() if name.partition(".")[0] in elements and isinstance(info.type, ListType)} - elements:
        elements |= within
    return {name: info for name, info in facts.items() if name in names or name.partition(".")[0] in elements}


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
