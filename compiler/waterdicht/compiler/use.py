"""What a name stands for, and definitions lowered when they are first used."""

from __future__ import annotations

from collections.abc import Container
from itertools import islice

from waterdicht.compiler.build import may_be_absent
from waterdicht.compiler.ir import DefinitionInfo, Expr, FactOf, ItemOf, Marked, Use
from waterdicht.compiler.scope import Scope, Source, World
from waterdicht.compiler.types import Scalar, show
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import diagnose, nearest
from waterdicht.dsl.source import Span

LONGEST_CHAIN = 40
"""Definitions that build on each other, one after the other; later passes recurse over them."""


def use_name(name: tree.Name, scope: Scope) -> Expr | None:
    """A property of a bound element, a definition of this regulation or one it uses, a derived word, a value, or a fact."""
    first, _, rest = name.text.partition(".")
    if first in scope.binders and rest:
        return use_property(name, first, rest, scope)
    world = scope.world
    key = find_key(name.text, scope)
    if key is not None:
        return use_key(key, scope, name.span)
    if name.text in world.words.facts:
        return FactOf(name.text, world.words.facts[name.text].type)
    if name.text in world.implicit:
        return FactOf(name.text, world.implicit[name.text].type)
    scope.report(Code.UNKNOWN_NAME, name.span, name=name.text, suggestion=nearest(name.text, known_names(scope)))
    return None


def use_property(name: tree.Name, binder: str, rest: str, scope: Scope) -> Expr | None:
    """`eerder.datum` inside a quantifier."""
    kind = scope.binders[binder]
    info = scope.world.words.facts.get(f"{kind}.{rest}")
    if info is None:
        candidates = [other.partition(".")[2] for other in scope.world.words.facts if other.startswith(kind + ".")]
        scope.report(Code.UNKNOWN_NAME, name.span, name=name.text, suggestion=nearest(rest, candidates))
        return None
    return ItemOf(binder, rest, info.type)


def find_key(name: str, scope: Scope) -> str | None:
    """The key of a definition: of the regulation at hand, of the focus, of what stands above it or is used otherwise, or of the shared vocabulary."""
    world = scope.world
    for regulation in order_of(scope.regulation, world):
        key = world.named.get(regulation, {}).get(name)
        if key is not None:
            return key
    return name if name in world.sources else None


def order_of(regulation: str, world: World) -> tuple[str, ...]:
    """Where the names of a regulation are looked up, itself first; those of today not in earlier texts, and these in their own time."""
    if regulation not in world.order:
        today = (name for name in dict.fromkeys((regulation, world.focus, *world.above, *world.outlines)) if name not in world.guests)
        world.order[regulation] = world.guests.get(regulation) or tuple(today)
    return world.order[regulation]


def known_names(scope: Scope) -> list[str]:
    """Everything that could have been meant."""
    world = scope.world
    own = [name for regulation, names in world.named.items() if regulation not in world.guests or regulation == scope.regulation for name in names]
    return [*own, *world.words.facts, *world.words.derived, *world.words.values]


def use_key(key: str, scope: Scope, span: Span) -> Expr | None:
    """The definition with this key, lowered on first use. A definition that needs itself is an error."""
    world = scope.world
    if key in world.types:
        return Use(key, world.types[key])
    if key in world.in_progress:
        scope.report(Code.CIRCULAR_DEFINITION, span, names=" → ".join([*world.in_progress[world.in_progress.index(key) :], key]))
        return None
    if key in world.failed:
        return None
    if len(world.in_progress) >= LONGEST_CHAIN:
        world.failed.add(key)
        scope.report(Code.TOO_DEEP_TOGETHER, span)
        return None
    source = world.sources[key]
    world.in_progress.append(key)
    body = source.build()
    world.in_progress.pop()
    found = None if body is None else define(key, body, source, world)
    if found is None:
        world.failed.add(key)
    return found


def define(key: str, body: Expr, source: Source, world: World) -> Expr | None:
    """Register a definition that has been built; a declared type must be met."""
    if source.type is not None and body.type != source.type and not (source.type is Scalar.DECIMAL and body.type is Scalar.INT):
        world.reported.append(diagnose(Code.WRONG_TYPE, source.span, address=source.address, expected=show(source.type), found=show(body.type)))
        return None
    world.types[key] = body.type
    world.lowered[key] = DefinitionInfo(key, body, source.address, source.text)
    return Use(key, body.type)


def use_description(key: str, address: str, scope: Scope, span: Span) -> Expr | None:
    """`persoon als bedoeld in A`: the description at A, which must be ja/nee."""
    found = use_key(key, scope, span)
    if found is not None and found.type is not Scalar.BOOL:
        scope.report(Code.WRONG_TYPE, span, expected=show(Scalar.BOOL), found=show(found.type))
        return None
    return None if found is None else Marked(found, address, span=span)


def optional_names(world: World) -> Container[str]:
    """The facts and definitions that can be absent."""
    known = world.optional
    suspects = {
        key: info.body for key, info in islice(world.lowered.items(), known.definitions, None) if may_be_absent(info.body, ANYTHING)
    }  # only the new ones, unless a new name can be absent
    known.definitions = len(world.lowered)
    known.open.update(suspects)
    if known.implicit != len(world.implicit):
        fresh = (world.implicit,) if known.implicit >= 0 else (world.words.facts, world.implicit)
        known.names.update(name for infos in fresh for name, info in infos.items() if info.optional)
        known.implicit, suspects = len(world.implicit), known.open
    while more := [key for key, body in suspects.items() if may_be_absent(body, known.names)]:
        known.names.update(more)
        for key in more:
            del known.open[key]
        suspects = known.open
    return known.names


class Anything(Container[str]):
    """Has every name."""

    def __contains__(self, _name: object) -> bool:
        return True


ANYTHING = Anything()
