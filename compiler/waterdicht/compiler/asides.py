"""What the law would be without one sentence that sets others aside: the contributions that it changes.

There are three ways to do so: `buiten toepassing blijft A`, `in afwijking van A`, and `bij de toepassing van A blijft S buiten beschouwing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from waterdicht.compiler.addresses import is_within
from waterdicht.compiler.applicability import Exceptions, cancelling, covers, exceptions, reach
from waterdicht.compiler.build import either, negate
from waterdicht.compiler.contributions import contribution, rule_condition
from waterdicht.compiler.idle import obliges
from waterdicht.compiler.ir import Channel, Contribution, Expr, Use
from waterdicht.compiler.limits import disregarded, disregards
from waterdicht.compiler.references import APPLIES, WITH_EXCLUSIONS
from waterdicht.compiler.rules import Rule
from waterdicht.compiler.scope import Scope, World
from waterdicht.compiler.snapshots import Built, rules_of_view
from waterdicht.compiler.types import Scalar
from waterdicht.dsl import tree
from waterdicht.dsl.source import Span

Given = Mapping[tuple[Expr, str], tuple[str, Contribution]]
"""Every contribution with its regulation, by its condition and the decision it is about."""


@dataclass(frozen=True, slots=True)
class Change:
    """A contribution in a regulation, and what it would be otherwise (None: not there)."""

    regulation: str
    given: Contribution
    otherwise: Contribution | None


@dataclass(frozen=True, slots=True)
class Aside:
    """A sentence of the focus that sets others aside, and all that would change without it.

    `beyond` says that it also bears on something else than decisions: on values, descriptions or obligations.
    """

    address: str
    span: Span
    changes: tuple[Change, ...]
    beyond: bool


def asides(built: Built) -> Iterator[Aside]:
    """Every sentence of the focus that sets something aside; not one that hits nothing, which is reported as such (W441)."""
    world = built.world
    rules = rules_of_view(built.view, world.outlines)
    given: Given = {
        (each.condition, each.decision): (name, each)
        for name, model in built.snapshot.regulations.items()
        for each in model.contributions
        if isinstance(each.condition, Use) and not each.kept_by
    }
    yield from exceptions_aside(world, rules, given)
    yield from spells_aside(world, rules, given)


# --- exceptions -----------------------------------------------------------------------------


def exceptions_aside(world: World, rules: tuple[Rule, ...], given: Given) -> Iterator[Aside]:
    """The exclusions and deviations. Without a deviation its own ground, requirement or refusal is not there either."""
    whole = exceptions(world, rules)
    for rule in whole.cancellers:
        if rule.regulation != world.focus or isinstance(rule.sentence, tree.Transition):
            continue
        rest = exceptions(world, tuple(each for each in rules if each.id != rule.id))
        known: dict[str, bool] = {}
        affected = tuple(each for each in rules if turns_on(each, rule, whole, known))
        own = tuple(Change(name, mine, None) for name, mine in given_by(rule, given, world))
        changes = (*own, *(change for each in affected for change in changed(each, rest, given)))
        if affected:
            kept = any(each.regulation in world.guests for each in affected)  # what it changes there counts in other cases
            yield Aside(rule.address, rule.span, changes, kept or bears_beyond(rule, affected, whole))


def turns_on(rule: Rule, other: Rule, whole: Exceptions, known: dict[str, bool]) -> bool:
    """Whether it can turn on another rule whether this one applies, directly or through what cancels it."""
    if rule.id not in known:
        known[rule.id] = False  # exceptions in a circle are an error
        known[rule.id] = any(each.id == other.id or turns_on(each, other, whole, known) for each in cancelling(rule, whole))
    return known[rule.id]


def given_by(rule: Rule, given: Given, world: World) -> Iterator[tuple[str, Contribution]]:
    """What a rule contributes."""
    for decision in reach(rule, world) if rule.channel is not None else ():
        found = given.get((Use(f"{rule.id}:voorwaarde:{decision}" if rule.varies else f"{rule.id}:voorwaarde", Scalar.BOOL), decision))
        if found is not None:
            yield found


def changed(rule: Rule, rest: Exceptions, given: Given) -> Iterator[Change]:
    """What a rule contributes otherwise when there are fewer exceptions."""
    for name, mine in given_by(rule, given, rest.world):
        other = contribution(rule, mine.decision, mine.decision if rule.varies else "", rest)
        if other != mine:
            yield Change(name, mine, other)


def bears_beyond(rule: Rule, affected: Iterable[Rule], whole: Exceptions) -> bool:
    """Whether an exception is about a value, an obligation, a description that is used, or `van toepassing is`."""
    world, places = whole.world, (*whole.targets.get(rule.id, ()), *whole.deviations.get(rule.id, ()))
    used = (address for address, key in world.described.items() if key + WITH_EXCLUSIONS in world.lowered)
    asked = (placed.address for outlined in world.outlines.values() for placed in outlined.placed if obliges(placed.sentence, rule.subject))
    return (
        any(each.kind == "value" or any(is_within(each.address, key.removesuffix(APPLIES)) for key in applying(world)) for each in affected)
        or any(is_within(address, place) or is_within(place, address) for address in used for place in places)
        or (not rule.deviates_from and any(covers(places, address) for address in asked))
    )


def applying(world: World) -> tuple[str, ...]:
    """The keys of the conditions `van toepassing is A` that something asks for."""
    return tuple(key for key in world.lowered if key.endswith(APPLIES))


# --- what does not count for a limit --------------------------------------------------------


def spells_aside(world: World, rules: tuple[Rule, ...], given: Given) -> Iterator[Aside]:
    """The sentences that leave spells out of account for limits of the focus."""
    limits = [rule for rule in rules if rule.kind == "limit" and rule.regulation == world.focus]
    for placed in world.outlines[world.focus].placed:
        if not isinstance(placed.sentence, tree.Disregard):
            continue
        said = disregarded(placed.sentence, Scope(world, world.focus, placed.address))
        left = [*disregards(world.focus, world)]
        if said is None or said not in left:
            continue
        left.remove(said)
        rest = exceptions(replace(world, spells={**world.spells, world.focus: left}), rules)
        affected = [rule for rule in limits if covers(said.places, rule.address)]
        changes = tuple(change for rule in affected for change in counted(rule, rest, given))
        if affected:
            yield Aside(placed.address, placed.sentence.span, changes, beyond=False)


def counted(rule: Rule, rest: Exceptions, given: Given) -> Iterator[Change]:
    """What a limit requires when some spells count again."""
    for name, mine in given_by(rule, given, rest.world):
        made = rule_condition(rule, mine.decision if rule.varies else "", rest)
        if made is not None:
            assert mine.channel is Channel.ONLY  # INVARIANT: a limit is a requirement
            yield Change(name, mine, replace(mine, condition=made[0], formula=either(negate(mine.applies), made[0])))
