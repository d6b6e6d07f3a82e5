"""What every norm and limit adds to the channels of the decisions it is about."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from waterdicht.compiler.addresses import is_within
from waterdicht.compiler.applicability import Exceptions, applies, own_condition, reach, scope_of
from waterdicht.compiler.build import both, either, negate
from waterdicht.compiler.ir import FALSE, TRUE, Aspect, Channel, Contribution, DefinitionInfo, Expr, Limit, Use
from waterdicht.compiler.limits import limit_requirement
from waterdicht.compiler.outcomes import channel_key
from waterdicht.compiler.outline import title_with_origin
from waterdicht.compiler.procedure import check_recipients
from waterdicht.compiler.rules import Rule
from waterdicht.compiler.scope import World, regulation_at
from waterdicht.compiler.transition import governing, keeping
from waterdicht.compiler.types import Scalar
from waterdicht.compiler.unknown_text import Carried, Gap, Kept, additions, carried_additions, in_cases, is_unsaid, own_subjects, touching
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import diagnose, nearest


def contributions(world: World, regulation: str, exceptions_: Exceptions) -> tuple[Contribution, ...]:
    """All contributions of one regulation, in the order of the text."""
    found: list[Contribution] = []
    for rule in exceptions_.rules:
        if rule.regulation != regulation or rule.channel is None:
            continue
        if rule.subject not in world.words.decisions:
            suggestion = nearest(rule.subject, world.words.decisions)
            world.reported.append(diagnose(Code.UNKNOWN_DECISION, rule.span, address=rule.address, suggestion=suggestion, name=rule.subject))
            continue
        check_recipients(rule, world)
        found.extend(of_rule(rule, exceptions_))
    return tuple(found)


def with_unknown(world: World, regulation: str, given: tuple[Contribution, ...]) -> tuple[Contribution, ...]:
    """What a regulation contributes, with what its unknown text may add to the decisions that it is about."""
    gaps: tuple[Gap | Carried | Kept, ...] = (*world.gaps[regulation], *world.carried.get(regulation, ()), *world.kept.get(regulation, ()))
    more: list[Contribution] = []
    for decision, phase in own_subjects(gaps, given) if gaps else ():
        more.extend(unknown_at(world, regulation, decision, phase))
    return (*given, *more)


def unknown_at(world: World, place: str, decision: str, phase: str) -> tuple[Contribution, ...]:
    """What unknown text at or below a place may add to a decision."""
    regulation = regulation_at(place, world)
    root = world.outlines[regulation].root if place == regulation else place
    gap = touching(world.gaps[regulation], root, decision, world.words) if decision in world.words.decisions else None
    if gap is not None:
        return additions(gap.address, gap.span, place, decision, phase)
    carried = [each for each in governing(world, regulation, decision, phase) if is_within(each.address, root)]
    kept = [(each, at) for each in keeping(world, regulation, decision, phase) if is_within(each.address, root) for at in seen_from(each)]
    return (
        *(more for each in carried for more in carried_additions(each, place, decision, phase)),
        *(in_cases(each, more) for each, at in kept for more in unknown_at(world, at, decision, phase)),
    )


def seen_from(kept: Kept) -> tuple[str, ...]:
    """The places of an earlier text at which unknown text may add something: the whole by its name."""
    return (kept.source,) if kept.whole else kept.places


def of_rule(rule: Rule, exceptions_: Exceptions) -> Iterator[Contribution]:
    """The contributions of one rule: to its decision, and to every kind of it where the channel is inherited."""
    for decision in reach(rule, exceptions_.world):
        made = contribution(rule, decision, decision if rule.varies else "", exceptions_)
        if made is not None:
            yield made


def contribution(rule: Rule, decision: str, about: str, exceptions_: Exceptions) -> Contribution | None:
    """One contribution. Its condition is a definition of the snapshot, so that it is stated once however often it is inherited."""
    world = exceptions_.world
    key = f"{rule.id}:voorwaarde:{about}" if about else f"{rule.id}:voorwaarde"
    applicable = applies(rule, exceptions_, decision)
    if key not in world.types:
        made = rule_condition(rule, about, exceptions_)
        if made is None:
            return None
        register(world, key, made[0], rule)
        if made[1] is not None:
            world.limits[key] = made[1]
    holds = Use(key, Scalar.BOOL)
    assert rule.channel is not None  # INVARIANT: the caller skips rules without a channel
    formula = either(negate(applicable), holds) if rule.channel is Channel.ONLY else both(applicable, holds)
    inherited = rule.subject if decision != rule.subject else ""
    return Contribution(
        rule.address, decision, rule.phase, rule.channel, rule.aspect, applicable, holds, formula, world.limits.get(key), inherited, span=rule.span
    )  # fmt: skip


def can_be_granted(decision: str, rule: Rule) -> Expr:
    """That the regulation of a rule has a ground for a decision, whose requirements are met, and does not refuse it."""
    grant, only, refuse = (Use(channel_key(rule.regulation, decision, rule.phase, each), Scalar.BOOL) for each in (Channel.GRANT, Channel.ONLY, Channel.REFUSE))
    return both(grant, only, negate(refuse))


def register(world: World, key: str, body: Expr, rule: Rule) -> None:
    """The condition of a rule as a definition."""
    world.types[key] = Scalar.BOOL
    title = title_with_origin(world.outlines[rule.regulation], rule.address)
    world.lowered[key] = DefinitionInfo(key, body, rule.address, title)


def rule_condition(rule: Rule, about: str, exceptions_: Exceptions) -> tuple[Expr, Limit | None] | None:
    """The condition of a rule; a limit holds only where its own condition does."""
    scope = scope_of(rule, exceptions_.world, about)
    where = own_condition(rule, scope)
    if where is None:
        return None
    if rule.kind != "limit":
        return both(where, *(negate(can_be_granted(other, rule)) for other in rule.instead_of)), None
    made = limit_requirement(rule, scope, exceptions_.rules)
    return None if made is None else (either(negate(where), made[0]), made[1])


def define_channels(world: World, regulation: str, given: tuple[Contribution, ...], subjects: tuple[tuple[str, str], ...]) -> None:
    """The channels of every decision and phase as definitions: a disjunction of triggers, or a conjunction of requirements per aspect."""
    by_subject: dict[tuple[str, str], list[Contribution]] = {}
    for each in given:
        if is_unsaid(each):
            continue  # each place adds what is unknown there itself
        by_subject.setdefault((each.decision, each.phase), []).append(each)
    for decision, phase in subjects:
        define_subject(world, regulation, decision, phase, by_subject.get((decision, phase), []))


def define_asked(world: World) -> None:
    """The channels that expressions ask for and that nothing has defined yet: of decisions without rules, and of single provisions."""
    for place, decision, phase in world.asked:
        if channel_key(place, decision, phase, Channel.GRANT) not in world.lowered:
            regulation = regulation_at(place, world)
            root = world.outlines[regulation].root if place == regulation else place
            mine = [
                each
                for each in world.given[regulation]
                if (each.decision, each.phase) == (decision, phase) and is_within(each.kept_by or each.address, root) and not is_unsaid(each)
            ]
            define_subject(world, place, decision, phase, mine)


SILENT = tuple(
    (channel, suffix, TRUE if channel is Channel.ONLY else FALSE)
    for channel in Channel
    for suffix in ((*(f":{aspect.value}" for aspect in Aspect), "") if channel is Channel.ONLY else ("",))
)
"""The channels, and aspects of them, of a decision that a regulation does not speak of: nothing triggers, nothing is required."""


@cache
def silent(place: str, decision: str, phase: str) -> tuple[DefinitionInfo, ...]:
    """The channels of a decision that a place does not speak of: the same in every snapshot."""
    return tuple(DefinitionInfo(channel_key(place, decision, phase, channel) + suffix, body, place) for channel, suffix, body in SILENT)


def define_subject(world: World, place: str, decision: str, phase: str, mine: list[Contribution]) -> None:
    """The channels of one decision and phase, with what unknown text may add."""
    mine = [*mine, *unknown_at(world, place, decision, phase)]
    if not mine:
        for each in silent(place, decision, phase):
            world.types[each.key] = Scalar.BOOL
            world.lowered[each.key] = each
        return
    for channel in Channel:
        chosen = [each for each in mine if each.channel is channel]
        key = channel_key(place, decision, phase, channel)
        if channel is not Channel.ONLY:
            define(world, key, either(*(each.formula for each in chosen)) if chosen else FALSE, place)
            continue
        parts = {aspect: both(*(each.formula for each in chosen if each.aspect is aspect)) for aspect in Aspect}
        for aspect, part in parts.items():
            define(world, f"{key}:{aspect.value}", part, place)
        define(world, key, both(*(Use(f"{key}:{each.aspect.value}", Scalar.BOOL) for each in chosen)), place)


def define(world: World, key: str, body: Expr, address: str) -> None:
    """A definition of the snapshot that no author wrote."""
    world.types[key] = Scalar.BOOL
    world.lowered[key] = DefinitionInfo(key, body, address)
