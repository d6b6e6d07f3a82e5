"""Sentences that set others aside: whether the law without one of them ever has another outcome."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from waterdicht.compiler.addresses import is_within
from waterdicht.compiler.asides import Aside, Change
from waterdicht.compiler.build import both, either, negate
from waterdicht.compiler.channels import ROWS
from waterdicht.compiler.cycles import used
from waterdicht.compiler.ir import Channel, Contribution, Expr
from waterdicht.compiler.outcomes import Channels, outcome_formula
from waterdicht.verifier.checks.basic import contributions
from waterdicht.verifier.room import Room, must
from waterdicht.verifier.solver import Undecided, Unsat

CHANNEL_PARTS = 3
"""Keys of channels have so many colons or more: no other key has."""


def matters(room: Room, aside: Aside, places: Collection[tuple[str, str, str]]) -> Undecided | bool:
    """Unsatisfiable, for every decision that it bears on, iff the outcome is the same without the sentence.

    Of a decision that other rules speak of it is enough that one contribution differs in some case. What bears on values, descriptions or
    obligations is taken to matter.
    """
    if aside.beyond:
        return True
    for question in questions(room, aside, places):
        answer = room.told((must("andere uitkomst", question),))  # unknown text may make the difference too
        if not isinstance(answer, Unsat):
            return answer if isinstance(answer, Undecided) else True
    return False


def spoken_of(room: Room) -> frozenset[tuple[str, str, str]]:
    """The channels that what authors wrote speaks of: by place (an address, or a regulation), decision and phase."""
    first = room.base or room  # the law is the same under every reading
    if first.spoken is None:
        keys = {key for expr in written(room) for key in used(expr) if key.count(":") >= CHANNEL_PARTS}
        first.spoken = frozenset((place, decision, phase) for place, decision, phase, *_ in (key.split(":") for key in keys))
    return first.spoken


def asked_for(room: Room, group: Sequence[Contribution], places: Collection[tuple[str, str, str]]) -> Undecided | bool:
    """Satisfiable iff a provision changes a channel at its own place or above it in the regulation that others speak of: `voorwaarden van lid 1 vervuld`."""
    for each in group:
        if any("/" in place and is_within(each.address, place) and (each.decision, each.phase) == (decision, phase) for place, decision, phase in places):
            answer = room.told((must("andere uitkomst", unequal(Change("", each, None))),))
            if not isinstance(answer, Unsat):
                return answer if isinstance(answer, Undecided) else True
    return False


def questions(room: Room, aside: Aside, places: Collection[tuple[str, str, str]]) -> Iterator[Expr]:
    """That something is otherwise without the sentence, for each decision that it bears on."""
    grouped: dict[tuple[str, str, str], list[Change]] = {}
    for change in aside.changes:
        grouped.setdefault((change.regulation, change.given.decision, change.given.phase), []).append(change)
    named = {(decision, phase) for _, decision, phase in places}
    for (regulation, decision, phase), changes in grouped.items():
        if (decision, phase) in named:
            yield either(*(unequal(each) for each in changes))
        else:
            given = contributions(room, regulation, decision, phase, *Channel)
            otherwise = {id(each.given): each.otherwise for each in changes}
            whole, rest = (channels(some) for some in (given, [otherwise.get(id(each), each) for each in given]))
            yield either(*(both(outcome_formula(whole, row), negate(outcome_formula(rest, row))) for row in ROWS))


def written(room: Room) -> Iterator[Expr]:
    """The definitions that are no channels: what authors wrote."""
    return (info.body for key, info in room.snapshot.definitions.items() if key.count(":") < CHANNEL_PARTS)


def unequal(change: Change) -> Expr:
    """That a contribution is something else without the sentence."""
    if change.otherwise is None:
        return negate(change.given.formula) if change.given.channel is Channel.ONLY else change.given.formula
    one, other = change.given.formula, change.otherwise.formula
    return either(both(one, negate(other)), both(other, negate(one)))


def channels(given: list[Contribution | None] | tuple[Contribution, ...]) -> Channels:
    """The channels that some contributions make; None is one that is not there."""
    parts = {channel: [each.formula for each in given if each is not None and each.channel is channel] for channel in Channel}
    return Channels(
        either(*parts[Channel.GRANT]),
        either(*parts[Channel.DUTY]),
        both(*parts[Channel.ONLY]),
        either(*parts[Channel.REFUSE]),
        either(*parts[Channel.MAY_REFUSE]),
    )
