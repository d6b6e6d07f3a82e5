"""The domain is possible, and no decision is both a duty and a refusal, or a duty that may be refused."""

from __future__ import annotations

from collections.abc import Iterator

from waterdicht.compiler.addresses import in_words
from waterdicht.compiler.build import both, negate
from waterdicht.compiler.channels import decisions
from waterdicht.compiler.ir import Channel, Contribution, Outcome
from waterdicht.compiler.outcomes import channels_of, outcome_formula
from waterdicht.verifier.cases import Concern
from waterdicht.verifier.findings import finding, nothing_found, search, undecided
from waterdicht.verifier.results import Result, Severity
from waterdicht.verifier.room import Room, must
from waterdicht.verifier.solver import Undecided, Unsat

DOMAIN = "domein"
CONFLICT = "tegenstrijdige-plichten"
DISCRETION = "plicht-naast-mag-weigeren"


def check_domain(room: Room) -> Iterator[Result]:
    """Satisfiable iff the assumptions about the world go together: otherwise every proof would be empty."""
    focus = room.built.view.focus
    assumed = [must(each.name, each.body) for each in room.snapshot.vocabulary.assumptions]
    match room.ask(assumed, want_core=True):
        case Unsat(core):
            names = ", ".join(core)
            nl, en = f"de aannamen sluiten elkaar uit: {names}", f"the assumptions exclude each other: {names}"
            yield finding(DOMAIN, Severity.ERROR, focus, core, nl, en, None)
        case Undecided(reason):
            yield undecided(DOMAIN, focus, reason)
        case _:
            yield nothing_found(DOMAIN, focus, "de aannamen gaan samen", "the assumptions go together")


def check_conflicts(room: Room) -> Iterator[Result]:
    """Satisfiable iff someone must be granted and must be refused the same decision."""
    focus = room.built.view.focus
    found = False
    for decision, phase in decisions(room.snapshot, focus):
        contradiction = must("tegenstrijdig", outcome_formula(channels_of(focus, decision, phase), Outcome.CONTRADICTION))
        duties, refusals = (addresses(room, focus, decision, phase, channel) for channel in (Channel.DUTY, Channel.REFUSE))
        with room.asking(CONFLICT, duties[0] if duties else focus):
            case = search(room, (contradiction,), (Concern(focus, decision, phase),))
        if isinstance(case, Undecided):
            yield undecided(CONFLICT, focus, case.reason)
        elif case is not None:
            found = True
            nl = f"{decision.replace('_', ' ')}: moet én mag niet ({in_words(duties[0])}; {in_words(refusals[0])})"
            en = f"{decision}: a duty to grant and a duty to refuse at once"
            yield finding(CONFLICT, Severity.ERROR, duties[0], (*duties[1:], *refusals), nl, en, case)
    if not found:
        yield nothing_found(CONFLICT, focus, "geen plicht en weigering tegelijk", "no duty and refusal at once")


def check_discretion(room: Room) -> Iterator[Result]:
    """Satisfiable iff someone must be granted what may be refused in the same case. Only decisions with rules of both kinds are asked about."""
    focus = room.built.view.focus
    found = False
    for decision, phase in decisions(room.snapshot, focus):
        duties, powers = (addresses(room, focus, decision, phase, channel) for channel in (Channel.DUTY, Channel.MAY_REFUSE))
        if not duties or not powers:
            continue
        channels = channels_of(focus, decision, phase)
        meeting = must("plicht en mag weigeren", both(channels.only, negate(channels.refuse), channels.duty, channels.may_refuse))
        with room.asking(DISCRETION, duties[0]):
            case = search(room, (meeting,), (Concern(focus, decision, phase),))
        if isinstance(case, Undecided):
            yield undecided(DISCRETION, duties[0], case.reason)
        elif case is not None:
            found = True
            more = f" en {len(powers) - 1} andere plaatsen" if len(powers) > 1 else ""
            name = decision.replace("_", " ")
            nl = f"{name}: moet volgens {in_words(duties[0])}, maar mag in hetzelfde geval worden geweigerd volgens {in_words(powers[0])}{more}"
            en = f"{decision}: a duty by {duties[0]}, and in the same case a power to refuse by {', '.join(powers)}"
            yield finding(DISCRETION, Severity.NOTE, duties[0], (*duties[1:], *powers), nl, en, case)
    if not found:
        yield nothing_found(DISCRETION, focus, "geen plicht die in hetzelfde geval mag worden geweigerd", "no duty that may be refused in the same case")


def addresses(room: Room, regulation: str, decision: str, phase: str, channel: Channel) -> tuple[str, ...]:
    """Where a regulation feeds a channel."""
    return tuple(dict.fromkeys(each.address for each in contributions(room, regulation, decision, phase, channel)))


def contributions(room: Room, regulation: str, decision: str, phase: str, *channels: Channel) -> tuple[Contribution, ...]:
    """What a regulation contributes to some channels of a decision."""
    return tuple(each for each in room.given(regulation, decision, phase) if each.channel in channels)
