"""Which provisions a proof used: the smallest set of them that still gives it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Mapping, Sequence
from dataclasses import replace
from functools import partial

from waterdicht.compiler.build import both, either
from waterdicht.compiler.cycles import used
from waterdicht.compiler.ir import Apply, Channel, Contribution, DefinitionInfo, Expr, FactInfo, FactOf, Op, Snapshot, Use
from waterdicht.compiler.outcomes import channel_key
from waterdicht.compiler.types import Scalar
from waterdicht.verifier.rewrite import with_leaves
from waterdicht.verifier.room import Room, must, reachable
from waterdicht.verifier.solver import Constraint, Unsat

CLAIM = "stelling"
COPY = "°"
"""Ends the key of a definition that is there once more, made of literals."""


def proof_core(room: Room, claims: Sequence[Expr]) -> tuple[str, ...] | None:
    """The addresses of the provisions that make some claims impossible together, none of them superfluous; None where these are possible, or it is not known.

    Every provision gets a literal L and the tracked constraint `L = its formula`. A provision that is not needed leaves its literal
    free, which only allows more cases: so what excludes them without it, excludes them with any wording of it.
    """
    involved = contributions_in(room, claims)
    literals = {key: f"bepaling:{key}" for key in involved}
    snapshot, claimed = with_literals(room.snapshot, claims, involved, literals)
    named_parts: dict[str, list[Expr]] = {}
    for key, contribution in involved.items():
        same = Apply(Op.EQ, (FactOf(literals[key], Scalar.BOOL), contribution.formula), Scalar.BOOL)
        named_parts.setdefault(contribution.address, []).append(same)
    constraints = [must(f"{CLAIM}:{index}", claim) for index, claim in enumerate(claimed)]
    named = [must(address, both(*parts)) for address, parts in named_parts.items()]
    answer = room.opened().extended(snapshot).ask((*constraints, *named), want_core=True)
    return tuple(address for address in named_parts if address in answer.core) if isinstance(answer, Unsat) else None


def contributions_in(room: Room, claims: Sequence[Expr]) -> dict[str, Contribution]:
    """The contributions to the channels that some claims need, by a key of their own."""
    keys = {expr.key for expr in reachable(claims, room.snapshot) if isinstance(expr, Use)}
    found: dict[str, Contribution] = {}
    for regulation, model in room.snapshot.regulations.items():
        for index, each in enumerate(model.contributions):
            channel = channel_key(regulation, each.decision, each.phase, each.channel)
            if channel in keys or f"{channel}:{each.aspect.value}" in keys:
                found[f"{regulation}:{index}"] = each
    return found


def with_literals(
    snapshot: Snapshot, claims: Sequence[Expr], involved: Mapping[str, Contribution], literals: Mapping[str, str]
) -> tuple[Snapshot, tuple[Expr, ...]]:
    """The snapshot with the involved channels once more, made of literals instead of formulas, and the claims about those."""
    channels: dict[str, list[Expr]] = {}
    for key, each in involved.items():
        name = channel_key(key.partition(":")[0], each.decision, each.phase, each.channel)
        channels.setdefault(f"{name}:{each.aspect.value}" if each.channel is Channel.ONLY else name, []).append(FactOf(literals[key], Scalar.BOOL))
    bodies = {name: both(*parts) if f":{Channel.ONLY.value}:" in name else either(*parts) for name, parts in channels.items()}
    keys = leading_to(bodies, claims, snapshot)
    copied = partial(copy_of, keys=keys)
    copies = {key: bodies[key] if key in bodies else with_leaves(snapshot.definitions[key].body, copied) for key in keys}
    definitions = {**snapshot.definitions, **{key + COPY: DefinitionInfo(key + COPY, body, "") for key, body in copies.items()}}
    facts = {**snapshot.vocabulary.facts, **{name: literal_fact(name) for name in literals.values()}}
    made = replace(snapshot, definitions=definitions, vocabulary=replace(snapshot.vocabulary, facts=facts))
    return made, tuple(with_leaves(claim, copied) for claim in claims)


def copy_of(leaf: Expr, keys: Container[str]) -> Expr:
    """The copy of a definition that has one."""
    return Use(leaf.key + COPY, leaf.type) if isinstance(leaf, Use) and leaf.key in keys else leaf


def leading_to(channels: Collection[str], claims: Sequence[Expr], snapshot: Snapshot) -> frozenset[str]:
    """The definitions that some claims need and that need one of the channels, and the channels."""
    found = dict.fromkeys(channels, True)

    def leads(key: str) -> bool:
        if key not in found:
            every = [leads(other) for other in used(snapshot.definitions[key].body)] if key in snapshot.definitions else []
            found[key] = any(every)
        return found[key]

    for claim in claims:
        for key in used(claim):
            leads(key)
    return frozenset(key for key, yes in found.items() if yes)


def tracked(room: Room, about: Sequence[Contribution], others: Sequence[Contribution], question: Callable[[dict[Contribution, Expr]], Expr]) -> tuple[str, ...]:
    """The addresses among `others` that keep a question about their truth from ever being answered yes, none of them superfluous.

    `question` gets, for each contribution, an expression for whether it holds: the formula itself for `about`, a free literal for `others`.
    """
    names = {each: f"bepaling:{index}" for index, each in enumerate(others)}
    holds: dict[Contribution, Expr] = {each: each.formula for each in about} | {each: FactOf(names[each], Scalar.BOOL) for each in others}
    facts = {**room.snapshot.vocabulary.facts, **{name: literal_fact(name) for name in names.values()}}
    snapshot = replace(room.snapshot, vocabulary=replace(room.snapshot.vocabulary, facts=facts))
    named = [must(each.address, Apply(Op.EQ, (holds[each], each.formula), Scalar.BOOL)) for each in others]
    constraints = (must(CLAIM, question(holds)), *named)
    work = partial(places_in_core, room, snapshot, constraints)
    view = room.recalling()
    found = work() if view is None else view.core(constraints, work)
    return tuple(dict.fromkeys(constraints[place].name for place in found))


def places_in_core(room: Room, snapshot: Snapshot, constraints: Sequence[Constraint]) -> tuple[int, ...]:
    """The places of the constraints after the first whose name is needed to exclude a case; none where there is a case."""
    answer = room.opened().extended(snapshot).ask(constraints, want_core=True)
    return tuple(place for place, each in enumerate(constraints) if place and each.name in answer.core) if isinstance(answer, Unsat) else ()


def literal_fact(name: str) -> FactInfo:
    """A fact that stands for a provision."""
    return FactInfo(name, Scalar.BOOL, "", None, None, None, False, "", "", "", "")
