"""The outcome table: from the five channels of a decision to its outcome, as formulas."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from waterdicht.compiler.build import both, either, negate
from waterdicht.compiler.ir import Channel, Expr, Outcome, Use
from waterdicht.compiler.types import Scalar


@dataclass(frozen=True, slots=True)
class Channels:
    """The five channels of one decision and phase: grant, duty, only-if, refuse, may refuse."""

    grant: Expr
    duty: Expr
    only: Expr
    refuse: Expr
    may_refuse: Expr


RANK = {
    Outcome.MUST_GRANT: 3,
    Outcome.MAY_GRANT: 2,
    Outcome.MAY_GRANT_OR_REFUSE: 1,
    Outcome.NO_GROUND: 0,
    Outcome.MUST_REFUSE: 0,
}
"""How favourable an outcome is; a contradiction has no rank, it is a finding of its own."""

STATUSES: dict[str, tuple[Outcome, ...]] = {
    "mogelijk": (Outcome.MUST_GRANT, Outcome.MAY_GRANT, Outcome.MAY_GRANT_OR_REFUSE),
    "verplicht": (Outcome.MUST_GRANT,),
    **{outcome.value.replace(" ", "_"): (outcome,) for outcome in Outcome if outcome not in (Outcome.UNKNOWN, Outcome.FAULT)},
}
"""The words after `besluit b is …`, and the outcomes they stand for."""


def channel_key(regulation: str, decision: str, phase: str, channel: Channel) -> str:
    """The key of a channel among the definitions of a snapshot."""
    return f"{regulation}:{decision}:{phase}:{channel.value}"


@cache
def channels_of(regulation: str, decision: str, phase: str) -> Channels:
    """The channels of a decision in one regulation, by reference."""
    grant, duty, only, refuse, may = (
        Use(channel_key(regulation, decision, phase, channel), Scalar.BOOL)
        for channel in (Channel.GRANT, Channel.DUTY, Channel.ONLY, Channel.REFUSE, Channel.MAY_REFUSE)
    )
    return Channels(grant, duty, only, refuse, may)


def outcome_formula(channels: Channels, outcome: Outcome) -> Expr:
    """When the table gives this outcome, for channels that are all known."""
    ground = either(channels.grant, channels.duty)
    open_ = both(channels.only, negate(channels.refuse))
    match outcome:
        case Outcome.MUST_REFUSE:
            return either(negate(channels.only), both(channels.refuse, negate(channels.duty)))
        case Outcome.CONTRADICTION:
            return both(channels.only, channels.duty, channels.refuse)
        case Outcome.NO_GROUND:
            return both(open_, negate(ground))
        case Outcome.MAY_GRANT_OR_REFUSE:
            return both(open_, ground, channels.may_refuse)
        case Outcome.MUST_GRANT:
            return both(open_, channels.duty, negate(channels.may_refuse))
        case Outcome.MAY_GRANT:
            return both(open_, channels.grant, negate(channels.duty), negate(channels.may_refuse))
        case Outcome.UNKNOWN | Outcome.FAULT:
            raise ValueError(f"{outcome} is no row of the outcome table")


def status_formula(channels: Channels, status: str) -> Expr:
    """When `besluit b is <status>` holds."""
    if status == "mogelijk":
        return both(channels.only, negate(channels.refuse), either(channels.grant, channels.duty))
    return either(*(outcome_formula(channels, outcome) for outcome in STATUSES[status]))
