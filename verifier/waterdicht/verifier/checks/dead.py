"""Dead provisions: rules that can never change an outcome, whatever the case."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from waterdicht.compiler.addresses import in_words
from waterdicht.compiler.asides import Aside, asides
from waterdicht.compiler.build import both, either, negate
from waterdicht.compiler.channels import ROWS
from waterdicht.compiler.ir import Channel, Contribution, Expr
from waterdicht.compiler.outcomes import Channels, outcome_formula
from waterdicht.compiler.unknown_text import is_unsaid
from waterdicht.verifier.checks.asides import asked_for, matters, questions
from waterdicht.verifier.checks.basic import contributions
from waterdicht.verifier.core import tracked
from waterdicht.verifier.findings import finding, nothing_found, undecided
from waterdicht.verifier.results import Cell, Result, Severity, Verdict
from waterdicht.verifier.room import Room, must, relevant_readings
from waterdicht.verifier.solver import Answer, Constraint, Undecided, Unsat

DEAD = "dode-bepaling"

WORTH_A_SERIES = 4
"""Fewer questions about one decision are answered faster one by one, each with its own small part of the script."""


def check_dead(room: Room) -> Iterator[Result]:
    """Every rule of the focus regulation, under the chosen readings and, where they matter, under the others."""
    focus = room.built.view.focus
    grouped: dict[str, list[Contribution]] = {}
    for each in room.snapshot.regulations[focus].contributions:
        if is_unsaid(each):
            continue
        grouped.setdefault(each.address, []).append(each)
    setting_aside: dict[str, list[Aside]] = {}
    for aside in asides(room.built):
        setting_aside.setdefault(aside.address, []).append(aside)
    wanted = {address: grouped.get(address, []) for address in (*grouped, *setting_aside) if room.wanted(address)}
    alive = alive_with_asides(room, focus, wanted, setting_aside)
    found = [
        dead(room, focus, address, group, setting_aside.get(address, []), alive[address]) for address, group in wanted.items() if alive[address] is not True
    ]
    yield from found
    if not found:
        yield nothing_found(DEAD, focus, "elke bepaling kan iets uitmaken", "every provision can make a difference")


def alive_with_asides(
    room: Room, focus: str, groups: Mapping[str, list[Contribution]], setting_aside: Mapping[str, list[Aside]]
) -> dict[str, Undecided | bool]:
    """For each address whether what stands there matters; of a deviation its ground and what it sets aside count together."""
    whole = {id(change.given) for several in setting_aside.values() for aside in several for change in aside.changes if change.otherwise is None}
    found = liveness(room, focus, {address: [each for each in group if id(each) not in whole] for address, group in groups.items()})
    for address, group in groups.items():
        if found[address] is False:
            found[address] = asked_for(room, group)
        for aside in setting_aside.get(address, ()):
            found[address] = found[address] if found[address] is True else matters(room, aside) or found[address]
    return found


def dead(room: Room, focus: str, address: str, group: list[Contribution], setting_aside: list[Aside], alive: Undecided | bool) -> Result:
    """The finding on a provision that is not known to be alive."""
    if isinstance(alive, Undecided):
        return undecided(DEAD, address, alive.reason)
    nl, en = f"{in_words(address)} kan nooit iets aan een uitkomst veranderen", f"{address} can never change an outcome"
    span = group[0].span if group else setting_aside[0].span
    result = finding(DEAD, Severity.WARNING, address, (), nl, en, None, span)
    formulas = [each for one in group for each in everything(room, focus, one)]
    relevant = relevant_readings([*formulas, *(each for aside in setting_aside for each in questions(room, aside))], room.built)
    cells = [Cell(tuple(sorted(chosen.items())), verdict(room.under(chosen), focus, group, setting_aside)) for chosen in one_by_one(relevant, room.readings)]
    more = () if setting_aside else blocking(room, focus, group)
    return Result(
        DEAD, result.verdict, result.severity, address, more, nl, en, None, (address, *more), (), tuple(cells) if relevant else (), span=span
    )  # fmt: skip


def one_by_one(relevant: Mapping[str, tuple[str, ...]], default: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The chosen readings, and each other option of one reading at a time."""
    chosen = {name: default[name] for name in relevant}
    yield chosen
    for name, options in relevant.items():
        yield from ({**chosen, name: option} for option in options if option != default[name])


def verdict(room: Room, focus: str, group: list[Contribution], setting_aside: list[Aside]) -> Verdict:
    """Dead (refuted), alive (proved: no such finding) or undecided, under one combination of readings."""
    alive = alive_with_asides(room, focus, {"": group}, {"": setting_aside})[""]
    return Verdict.UNDECIDED if isinstance(alive, Undecided) else Verdict.PROVED if alive else Verdict.REFUTED


def liveness(room: Room, focus: str, groups: Mapping[str, list[Contribution]]) -> dict[str, Undecided | bool]:
    """For each group whether some case has another outcome without it: unsatisfiable for every decision iff not.

    Decision by decision, for the questions about one decision need the same provisions and are answered by one solver.
    """
    questions: dict[tuple[str, str], list[tuple[str, list[Contribution]]]] = {}
    for name, group in groups.items():
        for removed in removals(group):
            questions.setdefault((removed[0].decision, removed[0].phase), []).append((name, removed))
    found: dict[str, Undecided | bool] = dict.fromkeys(groups, False)
    for (decision, phase), several in questions.items():
        ask: Callable[[Sequence[Constraint]], Answer] = room.opened().ask  # unknown text may make the difference too
        series = None
        for name, removed in several:
            if found[name] is True:
                continue
            if series is None and len(several) >= WORTH_A_SERIES:
                series = room.opened().series([one.formula for one in contributions(room, focus, decision, phase, *Channel)])
                ask = series.ask
            answer = ask((must("andere uitkomst", changes(room, focus, removed)),))
            if not isinstance(answer, Unsat):
                found[name] = answer if isinstance(answer, Undecided) else True
    return found


def removals(group: list[Contribution]) -> Iterator[list[Contribution]]:
    """What to leave out of the outcome of one decision: each sentence by itself, and where there are more, all of them (they may say the same)."""
    yield from ([each] for each in group)
    for first in group:
        same = alike(group, first)
        if first is same[0] and len(same) > 1:
            yield same


def alike(group: Sequence[Contribution], first: Contribution) -> list[Contribution]:
    """What a provision contributes to one decision and phase."""
    return [each for each in group if (each.decision, each.phase) == (first.decision, first.phase)]


def changes(room: Room, focus: str, removed: Sequence[Contribution]) -> Expr:
    """That the outcome with the provision is not the outcome without it."""
    given = contributions(room, focus, removed[0].decision, removed[0].phase, *Channel)
    return differs(given, removed, {one: one.formula for one in given})


def differs(given: Sequence[Contribution], removed: Sequence[Contribution], holds: Mapping[Contribution, Expr]) -> Expr:
    """The same from what each contribution holds."""
    left = [one for one in given if not any(one is each for each in removed)]
    whole, rest = channels(given, holds), channels(left, holds)
    if len({each.channel for each in removed}) == 1:
        mine = channels(removed, holds)
        return moves(removed[0].channel, mine, rest)
    return either(*(both(outcome_formula(whole, row), negate(outcome_formula(rest, row))) for row in ROWS))


def moves(channel: Channel, mine: Channels, rest: Channels) -> Expr:
    """When taking `mine` out of one channel moves the row of the outcome table, read off the table.

    A test compares this with the outcome table itself, for every combination of channels.
    """
    open_ = both(rest.only, negate(rest.refuse))
    match channel:
        case Channel.ONLY:
            return both(rest.only, negate(mine.only), negate(both(rest.refuse, negate(rest.duty))))
        case Channel.REFUSE:
            return both(rest.only, negate(rest.refuse), mine.refuse)
        case Channel.GRANT:
            return both(open_, mine.grant, negate(rest.grant), negate(rest.duty))
        case Channel.DUTY:
            return both(rest.only, mine.duty, negate(rest.duty), either(rest.refuse, negate(both(rest.may_refuse, rest.grant))))
        case Channel.MAY_REFUSE:
            return both(open_, mine.may_refuse, negate(rest.may_refuse), either(rest.grant, rest.duty))


def channels(given: Sequence[Contribution], holds: Mapping[Contribution, Expr]) -> Channels:
    """The channels that some contributions make."""
    parts = {channel: [holds[each] for each in given if each.channel is channel] for channel in Channel}
    return Channels(
        either(*parts[Channel.GRANT]),
        either(*parts[Channel.DUTY]),
        both(*parts[Channel.ONLY]),
        either(*parts[Channel.REFUSE]),
        either(*parts[Channel.MAY_REFUSE]),
    )


def everything(room: Room, focus: str, each: Contribution) -> tuple[Expr, ...]:
    """All formulas on the decision that a contribution is about."""
    return tuple(other.formula for other in contributions(room, focus, each.decision, each.phase, *Channel))


def blocking(room: Room, focus: str, group: list[Contribution]) -> tuple[str, ...]:
    """The other provisions that make it dead: a smallest set that already keeps its outcome from changing, for the first decision it is about."""
    mine = alike(group, group[0])
    given = contributions(room, focus, mine[0].decision, mine[0].phase, *Channel)
    others = [one for one in given if not any(one is each for each in mine)]
    return tracked(room, mine, others, lambda holds: differs(given, mine, holds))
