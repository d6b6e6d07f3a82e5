"""What an earlier text adds to the regulation that keeps it in force: contributions, values and obligations, in the cases of that sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from waterdicht.compiler.addresses import in_words, is_within
from waterdicht.compiler.applicability import Exceptions, covers
from waterdicht.compiler.build import both, either, negate
from waterdicht.compiler.contributions import contributions, seen_from
from waterdicht.compiler.ir import FALSE, TRUE, Constant, Contribution, Expr, Obligation, RegulationModel, Use
from waterdicht.compiler.rules import Rule
from waterdicht.compiler.scope import Source, World, regulation_at
from waterdicht.compiler.transition import governing, keeping, subjects_kept
from waterdicht.compiler.types import Scalar
from waterdicht.compiler.unknown_text import Kept, in_cases, touches
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Severity, diagnose
from waterdicht.dsl.source import NOWHERE

Subject = tuple[str, str, str]
"""A place, a decision and a phase."""


def given_by_each(world: World, exceptions_: Exceptions) -> dict[str, tuple[Contribution, ...]]:
    """What each regulation of a snapshot contributes, with what it keeps in force of earlier texts."""
    own = {name: contributions(world, name, exceptions_) for name in world.outlines}
    found: dict[str, tuple[Contribution, ...]] = {}
    for name in own:
        with_kept(world, name, own, found)
    return found


def with_kept(world: World, name: str, own: Mapping[str, tuple[Contribution, ...]], found: dict[str, tuple[Contribution, ...]]) -> tuple[Contribution, ...]:
    """The contributions of one regulation. INVARIANT: earlier texts do not keep each other in force in a circle (E445)."""
    if name not in found:
        more = [
            in_cases(kept, each)
            for kept in world.kept.get(name, ())
            for each in with_kept(world, kept.source, own, found)
            if covers(kept.places, each.kept_by or each.address) and kept in keeping(world, name, each.decision, each.phase)
        ]
        found[name] = (*own[name], *more)
    return found[name]


# --- grounds --------------------------------------------------------------------------------


def register_lacking(world: World) -> None:
    """The cases in which a place has no ground for a decision, as definitions, for all that transitional law is about."""
    found: dict[Subject, Expr] = {}
    for place, decision, phase in dict.fromkeys(subjects_kept(world)):
        if (where := lacking(world, place, decision, phase)) is not None:
            found[place, decision, phase] = where
    for (place, decision, phase), where in found.items():
        if not isinstance(where, Constant):
            key = f"{place}:{decision}:{phase}:zonder grond"
            world.sources[key] = Source(partial(given_already, where), place, NOWHERE, Scalar.BOOL, "geen eigen grond")
            found[place, decision, phase] = Use(key, Scalar.BOOL)
    world.layers = replace(world.layers, lacking=found)


def given_already(expr: Expr) -> Expr:
    """A definition that was worked out before."""
    return expr


def lacking(world: World, place: str, decision: str, phase: str) -> Expr | None:
    """The cases without a ground at a place; None when that is all there is to it: no other text has a say there.

    Where a whole regulation stays in force its grounds count instead of those that stand here; those of provisions count besides.
    """
    regulation = regulation_at(place, world)
    root = world.outlines[regulation].root if place == regulation else place
    mine = [each for each in keeping(world, regulation, decision, phase) if is_within(each.address, root)]
    grounded = (place, decision, phase) in world.layers.grounded
    if not mine:
        unknown = any(is_within(each.address, root) for each in governing(world, regulation, decision, phase))
        return TRUE if unknown and not grounded else None
    own = either(*(Use(each.key, Scalar.BOOL) for each in mine if each.whole)) if grounded else TRUE
    kept = (either(negate(Use(each.key, Scalar.BOOL)), both(*(lacking_at(world, at, decision, phase) for at in seen_from(each)))) for each in mine)
    return both(own, *kept)


def lacking_at(world: World, place: str, decision: str, phase: str) -> Expr:
    """The same of a place in an earlier text."""
    found = lacking(world, place, decision, phase)
    return found if found is not None else FALSE if (place, decision, phase) in world.layers.grounded else TRUE


# --- values and obligations -----------------------------------------------------------------


def kept_values(world: World, regulation: str, name: str) -> tuple[Kept, ...]:
    """The transitional law of a regulation that can bear on a value: on one for a decision that is governed, or on any that is given at a kept place."""
    decision = world.words.values[name][0].decision
    mine = world.kept.get(regulation, ())
    return tuple(each for each in mine if (not each.whole and not each.about) or (decision and touches(each, decision, world.words)))


def names_kept(world: World, regulation: str, rules: Mapping[str, Mapping[str, list[Rule]]]) -> Iterator[str]:
    """The values that earlier texts give in the cases of a regulation's transitional law."""
    for kept in world.kept.get(regulation, ()):
        given = (name for name, mine in rules[kept.source].items() if any(covers(kept.places, rule.address) for rule in mine))
        for name in (*given, *names_kept(world, kept.source, rules)):
            if name in world.words.values and kept in kept_values(world, regulation, name):
                yield name


def kept_obligations(world: World, regulation: str, given: Mapping[str, tuple[Obligation, ...]]) -> tuple[Obligation, ...]:
    """The obligations of earlier texts, in the cases in which these stay in force: of a whole regulation those about a decision that it governs."""
    found = [
        replace(each, when=both(Use(kept.key, Scalar.BOOL), each.when))
        for kept in world.kept.get(regulation, ())
        for each in (*given[kept.source], *kept_obligations(world, kept.source, given))
        if covers(kept.places, each.address) and is_kept(kept, each, world)
    ]
    return tuple(found)


def is_kept(kept: Kept, obligation: Obligation, world: World) -> bool:
    """Whether an obligation is about what an earlier text stays in force for."""
    return touches(kept, obligation.decision, world.words) if obligation.decision else not kept.whole and not kept.about


# --- what is wrong --------------------------------------------------------------------------


def check_kept(world: World, rules: Mapping[str, Mapping[str, list[Rule]]], models: Mapping[str, RegulationModel]) -> None:
    """A warning at every provision that stays in force and holds nothing that can count here."""
    for name, mine in world.kept.items():
        for kept in mine:
            known = all(each in world.words.decisions for each in kept.about)
            if known and not kept.whole and not counts(world, name, kept, rules, models):
                words = "; ".join(map(in_words, kept.places))
                world.reported.append(diagnose(Code.HITS_NOTHING, kept.span, severity=Severity.WARNING, address=kept.address, reference=words))


def counts(world: World, name: str, kept: Kept, rules: Mapping[str, Mapping[str, list[Rule]]], models: Mapping[str, RegulationModel]) -> bool:
    """Whether what is kept holds a contribution, a value or an obligation about what it is kept for."""
    source = models[kept.source]
    given = (each for each in source.contributions if covers(kept.places, each.kept_by or each.address))
    values = (value for value, mine in rules[kept.source].items() if any(covers(kept.places, rule.address) for rule in mine))
    return (
        any(kept in keeping(world, name, each.decision, each.phase) for each in given)
        or any(kept in kept_values(world, name, value) for value in values if value in world.words.values)
        or any(covers(kept.places, each.address) and is_kept(kept, each, world) for each in source.obligations)
    )
