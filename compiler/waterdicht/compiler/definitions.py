"""Definitions and descriptions: which name and which address stands for what, built when first used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import groupby

from waterdicht.compiler.addresses import above_and_self, child, in_words, item_segment
from waterdicht.compiler.applicability import Exceptions, active, reaching
from waterdicht.compiler.build import both, either, negate
from waterdicht.compiler.ir import FALSE, Expr, FactOf, Marked, Unsaid
from waterdicht.compiler.lower import condition, join_items, lower
from waterdicht.compiler.outline import Outline, definitions, title_with_origin
from waterdicht.compiler.references import APPLIES, WITH_EXCLUSIONS, WITHOUT_EXCLUSIONS, touched
from waterdicht.compiler.rules import Rule
from waterdicht.compiler.scope import Scope, Source, World
from waterdicht.compiler.types import Scalar, Type
from waterdicht.compiler.use import use_key
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import diagnose
from waterdicht.dsl.source import Span


def register_vocabulary(world: World) -> None:
    """Derived words of the vocabulary: definitions under their own name."""
    for name, (declaration, type_) in world.words.derived.items():
        scope = Scope(world, "", name)
        world.sources[name] = Source(partial(lower, declaration.body, scope), name, declaration.span, type_, declaration.text)


def register_definitions(world: World, regulation: str, outlined: Outline) -> None:
    """The definition sentences of a regulation: under their names, and as descriptions at their addresses."""
    world.named.setdefault(regulation, {})
    found = sorted(definitions(outlined), key=lambda pair: pair[1].name)
    for name, group in groupby(found, key=lambda pair: pair[1].name):
        sentences = tuple(group)
        key = f"{regulation}:{name}"
        world.named[regulation][name] = key
        address, first = sentences[0]
        check_kinds(name, sentences, world)
        scope = Scope(world, regulation, address)
        describe(world, key, partial(definition_body, sentences, scope), address, first.span, text=title_with_origin(outlined, address))
        for place, sentence in sentences:
            register_items(world, Scope(world, regulation, place), sentence.body)
    for address, names in groupby(sorted((address, sentence.name) for address, sentence in definitions(outlined)), key=lambda pair: pair[0]):
        here = {name for _, name in names}
        if len(here) == 1:
            world.described[address] = f"{regulation}:{here.pop()}"


def describe(world: World, key: str, body: Callable[[str], Expr | None], address: str, span: Span, type_: Type | None = None, text: str = "") -> None:
    """A description as its name stands for it, and without any exclusions."""
    world.bodies[key] = body
    world.sources[key] = Source(partial(body, ""), address, span, type_, text)
    world.sources[key + WITHOUT_EXCLUSIONS] = Source(partial(body, WITHOUT_EXCLUSIONS), address, span, type_, text)


def check_kinds(name: str, sentences: tuple[tuple[str, tree.Definition], ...], world: World) -> None:
    """`betekent` says everything, so it stands alone; the other two need a declared fact for what they leave open."""
    kinds = [sentence.kind for _, sentence in sentences]
    address, last = sentences[-1]
    if "betekent" in kinds and len(kinds) > 1:
        world.reported.append(diagnose(Code.DEFINED_TWICE, last.span, address=address, name=name))
    if "betekent" not in kinds and name not in world.words.facts:
        world.reported.append(diagnose(Code.OPEN_DEFINITION_NEEDS_FACT, last.span, address=address, name=name))
    if name in world.words.values or name in world.words.derived or ("betekent" in kinds and name in world.words.facts):
        world.reported.append(diagnose(Code.DEFINED_TWICE, last.span, address=address, name=name))


def definition_body(sentences: tuple[tuple[str, tree.Definition], ...], scope: Scope, variant: str) -> Expr | None:
    """What a name means: `betekent` (⇔); with `omvat` (⇐) and `vereist` (⇒) the rest is a fact of its own."""
    bodies: list[tuple[str, Expr]] = []
    for address, sentence in sentences:
        body = lower_defining(sentence.body, scope.at(address), variant)
        if body is None:
            return None
        bodies.append((sentence.kind, body))
    if bodies[0][0] == "betekent":
        return bodies[0][1]
    rest: Expr = FactOf(sentences[0][1].name, Scalar.BOOL)
    wider = either(rest, *(body for kind, body in bodies if kind == "omvat in ieder geval"))
    return both(wider, *(body for kind, body in bodies if kind == "vereist in ieder geval"))


def lower_defining(body: tree.Expression, scope: Scope, variant: str) -> Expr | None:
    """The body of a definition; labelled items are definitions of their own, in the same variant; used by name, with what sets them aside."""
    if not isinstance(body, tree.ConditionList):
        return lower(body, scope)
    parts: list[Expr] = []
    for item in body.items:
        address = child(scope.address, item_segment(item.label))
        # When the whole is set aside too, its name stands for the bare description.
        wanted = variant or ("" if scope.address in scope.world.excluded else WITH_EXCLUSIONS)
        part = use_key(address + (wanted if touched(address, scope.world) else ""), scope, item.span)
        if part is None:
            return None
        parts.append(part)
    return join_items(body.kind, tuple(parts))


def register_items(world: World, scope: Scope, body: tree.Expression) -> None:
    """Each labelled item of a definition is a description that references can name."""
    if not isinstance(body, tree.ConditionList):
        return
    for item in body.items:
        here = scope.at(child(scope.address, item_segment(item.label)))
        describe(world, here.address, partial(defining_item, item, here), here.address, item.span, Scalar.BOOL)
        world.described[here.address] = here.address
        register_items(world, here, item.condition)


def defining_item(item: tree.ListItem, scope: Scope, variant: str) -> Expr | None:
    """One item of a definition."""
    body = lower_defining(item.condition, scope, variant)
    unless = None if item.unless is None else condition(item.unless, scope)
    if body is None or (item.unless is not None and unless is None):
        return None
    return Marked(body if unless is None else both(body, negate(unless)), scope.address, span=item.span)


def register_norms_as_descriptions(world: World, regulation: str, outlined: Outline) -> None:
    """Where no definition stands, `persoon als bedoeld in A` is the condition of the one norm at A."""
    grouped: dict[str, list[tree.Norm]] = {}
    for placed in outlined.placed:
        if isinstance(placed.sentence, tree.Norm) and not placed.sentence.refuse and not placed.sentence.only and placed.sentence.condition is not None:
            grouped.setdefault(placed.address, []).append(placed.sentence)
    for address, norms in grouped.items():
        if address in world.described or len(norms) != 1 or norms[0].condition is None:
            continue
        key = f"{address}:omschrijving"
        scope = Scope(world, regulation, address, norms[0].decisions[0], norms[0].phase)
        body = norms[0].condition
        world.described[address] = key
        describe(world, key, partial(lower_defining, body, scope), address, norms[0].span, Scalar.BOOL)
        register_items(world, scope, body)


def register_exclusions(world: World, exceptions_: Exceptions) -> None:
    """For every description that something sets aside, the variant with those exclusions."""
    covering = {address: excluding(address, exceptions_) for address in world.described}
    world.excluded.update(address for address, rules in covering.items() if rules)
    world.touched.update(above for address in world.excluded for above in above_and_self(address))
    for address, key in world.described.items():
        if touched(address, world):
            source = world.sources[key]
            world.sources[key + WITH_EXCLUSIONS] = replace(source, build=partial(without, key, covering[address], exceptions_), type=Scalar.BOOL)


def excluding(address: str, exceptions_: Exceptions) -> tuple[Rule, ...]:
    """The sentences that set this address aside, whatever the decision; transitional law is about decisions."""
    return tuple(
        rule for rule in reaching(address, exceptions_) if rule.kind == "exclusion" and not rule.subject and not isinstance(rule.sentence, tree.Transition)
    )


def without(key: str, covering: tuple[Rule, ...], exceptions_: Exceptions) -> Expr | None:
    """A description, and none of what sets it or its items aside."""
    described = exceptions_.world.bodies[key](WITH_EXCLUSIONS)
    parts = [active(rule, exceptions_) for rule in covering]
    if described is None or any(part is None for part in parts):
        return None
    return both(described, *(negate(part) for part in parts if part is not None))


def register_applicable(world: World, exceptions_: Exceptions) -> None:
    """For every address with rules at it or below it the condition that one of them applies; built when a reference asks for it."""
    found: dict[str, list[Rule]] = {}
    for rule in exceptions_.rules:
        for address in above_and_self(rule.address)[1:]:
            found.setdefault(address, []).append(rule)
    unknown = {gap.address: gap.span for gaps in world.gaps.values() for gap in gaps}
    unsaid = {address: span for place, span in unknown.items() for address in above_and_self(place)[1:]}
    for address in dict.fromkeys((*found, *unsaid)):
        text = f"{in_words(address)} is van toepassing"
        build = partial(one_applies, tuple(found.get(address, ())), exceptions_, Unsaid(address + APPLIES, Scalar.BOOL) if address in unsaid else FALSE)
        span = found[address][0].span if address in found else unsaid[address]
        world.sources[address + APPLIES] = Source(build, address, span, Scalar.BOOL, text)


def one_applies(rules: tuple[Rule, ...], exceptions_: Exceptions, rest: Expr) -> Expr | None:
    """That a rule applies and that its condition holds, for one rule at least; what is not known may apply too."""
    parts = [active(rule, exceptions_) for rule in rules]
    return None if any(part is None for part in parts) else either(*(part for part in parts if part is not None), rest)
