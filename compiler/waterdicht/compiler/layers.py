"""How a law and an ordinance together decide one case: frames per decision and aspect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from waterdicht.compiler.addresses import regulation_of
from waterdicht.compiler.build import both, either, negate
from waterdicht.compiler.ir import FALSE, TRUE, Aspect, ByReading, Channel, Expr, FrameKind, Outcome, Stance, Use
from waterdicht.compiler.outcomes import STATUSES, Channels, channel_key, channels_of, outcome_formula, status_formula
from waterdicht.compiler.types import Scalar
from waterdicht.compiler.vocabulary import Words, ancestors


@dataclass(frozen=True, slots=True)
class Layers:
    """What must be known to combine regulations: the laws above, their stances, and who has a ground of its own for what.

    `grounded` holds (place, decision, phase) for every regulation, and every provision in it, that grants or obliges;
    `lacking` has the cases without a ground for those that transitional law is about: there another text may have one.
    """

    words: Words
    above: tuple[str, ...]
    stances: tuple[tuple[str, Stance], ...]
    grounded: frozenset[tuple[str, str, str]]
    lacking: Mapping[tuple[str, str, str], Expr] = field(default_factory=dict)


def stance_of(layers: Layers, law: str, decision: str, aspect: Aspect) -> Stance | None:
    """The stance of a law on one aspect of a decision: the nearest one up the decision tree."""
    for name in ancestors(decision, layers.words):
        for regulation, stance in layers.stances:
            if regulation == law and stance.decision == name and (not stance.aspects or aspect in stance.aspects):
                return stance
    return None


def laws_with_stance(layers: Layers, decision: str) -> tuple[str, ...]:
    """The laws above that say what they are towards an ordinance on this decision."""
    return tuple(law for law in layers.above if any(stance_of(layers, law, decision, aspect) for aspect in Aspect))


def only_by_aspect(regulation: str, decision: str, phase: str, aspect: Aspect) -> Expr:
    """The requirements of a regulation on one aspect."""
    return Use(f"{channel_key(regulation, decision, phase, Channel.ONLY)}:{aspect.value}", Scalar.BOOL)


def status(layers: Layers, regulation: str, decision: str, phase: str, wanted: str, under_the_law: bool) -> Expr:
    """When `besluit b is <wanted>` holds in one regulation (or provision), or in it under the law above it."""
    local = channels_of(regulation, decision, phase)
    laws = [law for law in laws_with_stance(layers, decision) if law != regulation_of(regulation).partition("@")[0]] if under_the_law else []
    if not laws:
        return status_formula(local, wanted)
    table = combined(layers, laws[0], regulation, decision, phase)
    return either(*(table(outcome) for outcome in STATUSES[wanted]))


Table = Callable[[Outcome], Expr]
"""For each row of the outcome table, when it is the outcome."""


def combined(layers: Layers, law: str, regulation: str, decision: str, phase: str) -> Table:
    """The outcome table of a case under both regulations, by the frame that the law sets for the grounds."""
    national, local = channels_of(law, decision, phase), channels_of(regulation, decision, phase)
    stance = stance_of(layers, law, decision, Aspect.GRONDEN)
    frame = stance.frame if stance else FrameKind.KADER
    only = combined_only(layers, law, regulation, decision, phase)
    national, local = grounds(layers, law, regulation, decision, phase, national, local)
    match frame:
        case FrameKind.KADER:
            return table_of(under_kader(national, local, only))
        case FrameKind.UITPUTTEND:
            return table_of(replace(national, only=only))
        case FrameKind.MINIMUM:
            return minimum_table(national, union(national, local, only))
        case FrameKind.MAXIMUM:
            return maximum_table(national, replace(local, only=only))


def grounds(layers: Layers, law: str, regulation: str, decision: str, phase: str, national: Channels, local: Channels) -> tuple[Channels, Channels]:
    """A regulation without a ground of its own for a decision takes over the other's: its missing ground is never a difference."""
    local = taking_over(local, national, cases_without_ground(layers, regulation, decision, phase))
    national = taking_over(national, local, cases_without_ground(layers, law, decision, phase))
    return national, local


def cases_without_ground(layers: Layers, place: str, decision: str, phase: str) -> Expr | None:
    """The cases in which a regulation has no ground of its own; None when it never has one."""
    subject = (place, decision, phase)
    return layers.lacking.get(subject, FALSE if subject in layers.grounded else None)


def taking_over(mine: Channels, other: Channels, where: Expr | None) -> Channels:
    """The channels of a regulation with the other's grounds in the cases in which it has none of its own; None: it never has."""
    if where is None:
        return replace(mine, grant=other.grant, duty=other.duty)
    return replace(mine, grant=either(mine.grant, both(where, other.grant)), duty=either(mine.duty, both(where, other.duty)))


def combined_only(layers: Layers, law: str, regulation: str, decision: str, phase: str) -> Expr:
    """The requirements that count, aspect by aspect: an exhaustive law keeps the local ones out."""
    kept: list[Expr] = []
    for aspect in Aspect:
        stance = stance_of(layers, law, decision, aspect)
        kept.append(only_by_aspect(law, decision, phase, aspect))
        if stance is None or stance.frame is not FrameKind.UITPUTTEND:
            kept.append(only_by_aspect(regulation, decision, phase, aspect))
    return both(*kept)


def under_kader(national: Channels, local: Channels, only: Expr) -> Channels:
    """Refusals and requirements of both; the local ground is needed; national duties stay where there is one."""
    ground = either(local.grant, local.duty)
    return Channels(
        local.grant,
        either(local.duty, both(national.duty, ground)),
        only,
        either(national.refuse, local.refuse),
        either(national.may_refuse, local.may_refuse),
    )


def union(national: Channels, local: Channels, only: Expr) -> Channels:
    """The triggers of either."""
    return Channels(
        either(national.grant, local.grant),
        either(national.duty, local.duty),
        only,
        either(national.refuse, local.refuse),
        either(national.may_refuse, local.may_refuse),
    )


def table_of(channels: Channels) -> Table:
    """The ordinary table."""
    return lambda outcome: outcome_formula(channels, outcome)


def minimum_table(national: Channels, joint: Channels) -> Table:
    """A national duty stands, whatever the ordinance says."""
    stands = outcome_formula(national, Outcome.MUST_GRANT)
    return lambda outcome: either(stands if outcome is Outcome.MUST_GRANT else FALSE, both(negate(stands), outcome_formula(joint, outcome)))


def maximum_table(national: Channels, local: Channels) -> Table:
    """A national refusal, or the absence of a ground, stands."""
    refused = outcome_formula(national, Outcome.MUST_REFUSE)
    groundless = outcome_formula(national, Outcome.NO_GROUND)
    free = both(negate(refused), negate(groundless))
    standing = {Outcome.MUST_REFUSE: refused, Outcome.NO_GROUND: groundless}
    return lambda outcome: either(standing.get(outcome, FALSE), both(free, outcome_formula(local, outcome)))


def under_reading(reading: str, options: tuple[str, ...], chosen: str) -> Expr:
    """`lezing x is y` as a formula: true under one option, false under the others."""
    return ByReading(reading, tuple((option, TRUE if option == chosen else FALSE) for option in options), Scalar.BOOL)
