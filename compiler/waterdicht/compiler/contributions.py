"""What every norm and limit adds to the channels of the decisions it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from waterdicht.compiler.applicability import Exceptions, applies, scope_of
from waterdicht.compiler.build import both, either, negate
from waterdicht.compiler.ir import FALSE, TRUE, Aspect, Channel, Contribution, DefinitionInfo, Expr, Limit, Use
from waterdicht.compiler.limits import limit_requirement
from waterdicht.compiler.lower import condition
from waterdicht.compiler.outcomes import channel_key
from waterdicht.compiler.rules import Rule
from waterdicht.compiler.scope import World
from waterdicht.compiler.types import Scalar
from waterdicht.compiler.vocabulary import descendants
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import diagnose, nearest
from waterdicht.dsl.source import Span

INHERITED = (Channel.ONLY, Channel.REFUSE, Channel.MAY_REFUSE)
"""Requirements and refusals hold for every kind of the decision; grants and duties only for the decision itself."""
ENDING = ("beëindigen", "intrekken")
"""Grounds to end something hold for every kind of it."""


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
        found.extend(of_rule(rule, exceptions_))
    return tuple(found)


def of_rule(rule: Rule, exceptions_: Exceptions) -> Iterator[Contribution]:
    """The contributions of one rule: to its decision, and to every kind of it where the channel is inherited."""
    world = exceptions_.world
    inherited = rule.channel in INHERITED or rule.phase in ENDING
    decisions = descendants(rule.subject, world.words) if inherited else (rule.subject,)
    varies = speaks_of_conditions(rule.condition) or speaks_of_conditions(rule.unless)
    for decision in decisions:
        made = contribution(rule, decision, decision if varies else "", exceptions_)
        if made is not None:
            yield made


def contribution(rule: Rule, decision: str, about: str, exceptions_: Exceptions) -> Contribution | None:
    """One contribution. Its condition is a definition of the snapshot, so that it is stated once however often it is inherited."""
    world = exceptions_.world
    key = f"{rule.id}:voorwaarde:{about}" if about else f"{rule.id}:voorwaarde"
    applicable = applies(rule, exceptions_, about)
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


def register(world: World, key: str, body: Expr, rule: Rule) -> None:
    """The condition of a rule as a definition."""
    world.types[key] = Scalar.BOOL
    title = world.outlines[rule.regulation].titles.get(rule.address, "")
    world.lowered[key] = DefinitionInfo(key, body, rule.address, title)


def rule_condition(rule: Rule, about: str, exceptions_: Exceptions) -> tuple[Expr, Limit | None] | None:
    """The condition of a rule; a limit holds only where its own condition does."""
    scope = scope_of(rule, exceptions_.world, about)
    where = TRUE if rule.condition is None else condition(rule.condition, scope)
    if where is None:
        return None
    if rule.kind != "limit":
        return where, None
    made = limit_requirement(rule, scope, exceptions_.rules)
    return None if made is None else (either(negate(where), made[0]), made[1])


def speaks_of_conditions(part: object) -> bool:
    """Whether an expression says `voorwaarden van … vervuld`, which differs for every kind of the decision."""
    match part:
        case tree.ConditionsMet():
            return True
        case tuple():
            return any(speaks_of_conditions(each) for each in part)
        case _ if is_dataclass(part) and not isinstance(part, Span):
            return any(speaks_of_conditions(getattr(part, each.name)) for each in fields(part))
        case _:
            return False


def define_channels(world: World, regulation: str, given: tuple[Contribution, ...], subjects: tuple[tuple[str, str], ...]) -> None:
    """The channels of every decision and phase as definitions: a disjunction of triggers, or a conjunction of requirements per aspect."""
    by_subject: dict[tuple[str, str], list[Contribution]] = {}
    for each in given:
        by_subject.setdefault((each.decision, each.phase), []).append(each)
    for decision, phase in subjects:
        mine = by_subject.get((decision, phase), [])
        for channel in Channel:
            chosen = [each for each in mine if each.channel is channel]
            key = channel_key(regulation, decision, phase, channel)
            if channel is not Channel.ONLY:
                define(world, key, either(*(each.formula for each in chosen)) if chosen else FALSE, regulation)
                continue
            for aspect in Aspect:
                define(world, f"{key}:{aspect.value}", both(*(each.formula for each in chosen if each.aspect is aspect)), regulation)
            define(
                world, key, both(*(Use(f"{key}:{aspect.value}", Scalar.BOOL) for aspect in Aspect if any(each.aspect is aspect for each in chosen))), regulation
            )


def define(world: World, key: str, body: Expr, address: str) -> None:
    """A definition of the snapshot that no author wrote."""
    world.types[key] = Scalar.BOOL
    world.lowered[key] = DefinitionInfo(key, body, address)
