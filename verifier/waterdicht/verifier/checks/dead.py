"""Dead provisions: rules that can never change an outcome, whatever the case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from waterdicht.compiler.addresses import in_words
from waterdicht.compiler.asides import Aside, asides
from waterdicht.compiler.build import both, either, negate
from waterdicht.compiler.channels import ROWS
from waterdicht.compiler.ir import Channel, Contribution, Expr
from waterdicht.compiler.outcomes import Channels, outcome_formula
from waterdicht.compiler.unknown_text import is_unsaid
from waterdicht.verifier.checks.asides import asked_for, matters, questions, spoken_of
from waterdicht.verifier.checks.basic import contributions
from waterdicht.verifier.core import tracked
from waterdicht.verifier.findings import finding, nothing_found, undecided
from waterdicht.verifier.results import Cell, Result, Severity, Verdict
from waterdicht.verifier.room import Room, must, relevant_readings
from waterdicht.verifier.solver import Undecided, Unsat

DEAD = "dode-bepaling"


@dataclass(frozen=True, slots=True)
class Provision:
    """What stands at one address: what it contributes to outcomes, and what it sets aside."""

    group: list[Contribution]
    setting_aside: list[Aside]


def check_dead(room: Room) -> Iterator[Result]:
    """Every rule of the focus regulation, under the chosen readings and, where they matter, under the others."""
    focus = room.built.view.focus
    provisions = {address: each for address, each in provisions_of(room, focus).items() if room.wanted(address)}
    alive = alive_with_asides(room, focus, provisions)
    cells = under_each_reading(room, focus, {address: each for address, each in provisions.items() if alive[address] is False})
    for address, each in provisions.items():
        if isinstance(answer := alive[address], Undecided):
            yield undecided(DEAD, address, answer.reason)
        elif answer is False:
            with room.asking(DEAD, address):
                result = dead(room, focus, address, each, cells[address])
            yield result
    if all(answer is True for answer in alive.values()):
        yield nothing_found(DEAD, focus, "elke bepaling kan iets uitmaken", "every provision can make a difference")


def provisions_of(room: Room, focus: str) -> dict[str, Provision]:
    """Everything in the focus regulation that can bear on an outcome, by address."""
    found: dict[str, Provision] = {}
    for each in room.snapshot.regulations[focus].contributions:
        if not is_unsaid(each) and not each.kept_by:  # an earlier text is judged where it stands
            found.setdefault(each.address, Provision([], [])).group.append(each)
    for aside in asides(room.built):
        found.setdefault(aside.address, Provision([], [])).setting_aside.append(aside)
    return found


def alive_with_asides(room: Room, focus: str, provisions: Mapping[str, Provision]) -> dict[str, Undecided | bool]:
    """For each address whether what stands there matters; of a deviation its ground and what it sets aside count together."""
    whole = {id(change.given) for each in provisions.values() for aside in each.setting_aside for change in aside.changes if change.otherwise is None}
    places = spoken_of(room)
    found = liveness(room, focus, {address: [one for one in each.group if id(one) not in whole] for address, each in provisions.items()})
    for address, each in provisions.items():
        with room.asking(DEAD, address):
            if found[address] is False:
                found[address] = asked_for(room, each.group, places)
            for aside in each.setting_aside:
                found[address] = found[address] if found[address] is True else matters(room, aside, places) or found[address]
    return found


def dead(room: Room, focus: str, address: str, provision: Provision, cells: tuple[Cell, ...]) -> Result:
    """The finding on a provision that is dead."""
    nl, en = f"{in_words(address)} kan nooit iets aan een uitkomst veranderen", f"{address} can never change an outcome"
    span = provision.group[0].span if provision.group else provision.setting_aside[0].span
    more = () if provision.setting_aside or room.quick else blocking(room, focus, provision.group)
    if shadowed(room, focus, provision.group, more):
        nl, en = f"{nl}: {in_words(more[0])} zegt al hetzelfde", f"{en}: {more[0]} says the same already"
    return replace(finding(DEAD, Severity.WARNING, address, more, nl, en, None, span), matrix=cells)


def under_each_reading(room: Room, focus: str, provisions: Mapping[str, Provision]) -> dict[str, tuple[Cell, ...]]:
    """For each dead provision what it is under the chosen readings that bear on it, and under each other option of one of them at a time.

    Reading by reading, so that what is encoded under one serves all provisions; only about decisions that the reading has a say in.
    """
    if room.quick:
        return dict.fromkeys(provisions, ())
    bearing = {name: readings_of_parts(room, focus, each) for name, each in provisions.items()}
    relevant = {name: {reading: options for _, found in parts for reading, options in found.items()} for name, parts in bearing.items()}
    chosen = {name: {reading: room.readings[reading] for reading in found} for name, found in relevant.items()}
    cells = {name: [Cell(tuple(sorted(chosen[name].items())), Verdict.REFUTED)] if found else [] for name, found in relevant.items()}
    for reading, option in others(relevant.values(), room.readings):
        concerned = {name: part_of(provisions[name], bearing[name], reading) for name in provisions if reading in relevant[name]}
        alive = alive_with_asides(room.under({reading: option}), focus, concerned)
        for name in concerned:
            cells[name].append(Cell(tuple(sorted({**chosen[name], reading: option}.items())), verdict(alive[name])))
    return {name: tuple(found) for name, found in cells.items()}


Parts = list[tuple[Contribution | Aside, Mapping[str, tuple[str, ...]]]]
"""Each part of a provision with the readings that bear on it."""


def readings_of_parts(room: Room, focus: str, provision: Provision) -> Parts:
    """Which readings bear on the decisions that each part of a provision is about."""
    places = spoken_of(room) if provision.setting_aside else frozenset()
    contributed: Parts = [(one, relevant_readings(everything(room, focus, one), room.built)) for one in provision.group]
    return [*contributed, *((aside, relevant_readings(tuple(questions(room, aside, places)), room.built)) for aside in provision.setting_aside)]


def part_of(provision: Provision, parts: Parts, reading: str) -> Provision:
    """What of a provision has to be looked at again under another option of a reading: with what it sets aside everything counts together."""
    if provision.setting_aside:
        return provision
    return Provision([one for one, found in parts if isinstance(one, Contribution) and reading in found], [])


def others(relevant: Iterable[Mapping[str, tuple[str, ...]]], default: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each reading that bears on something, with each of its options that is not chosen, by name."""
    for reading, options in sorted({name: options for found in relevant for name, options in found.items()}.items()):
        yield from ((reading, option) for option in options if option != default[reading])


def verdict(alive: Undecided | bool) -> Verdict:
    """Dead (refuted), alive (proved: no such finding) or undecided."""
    return Verdict.UNDECIDED if isinstance(alive, Undecided) else Verdict.PROVED if alive else Verdict.REFUTED


def liveness(room: Room, focus: str, groups: Mapping[str, list[Contribution]]) -> dict[str, Undecided | bool]:
    """For each group whether some case has another outcome without it: unsatisfiable for every decision iff not.

    Decision by decision, for the questions about one decision need the same provisions.
    """
    questions: dict[tuple[str, str], list[tuple[str, list[Contribution]]]] = {}
    for name, group in groups.items():
        for removed in removals(group):
            questions.setdefault((removed[0].decision, removed[0].phase), []).append((name, removed))
    found: dict[str, Undecided | bool] = dict.fromkeys(groups, False)
    for subject, several in questions.items():
        for name, removed in several:
            if found[name] is True:
                continue
            topic = DEAD, name.removeprefix(focus), *subject, removed[0].channel.value, len(removed)
            with room.asking(DEAD, name):
                question = must("andere uitkomst", changes(room, focus, removed))
                answer = room.told((question,), topic, among_many=True)  # unknown text may make the difference too
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


def shadowed(room: Room, focus: str, group: Sequence[Contribution], more: Sequence[str]) -> bool:
    """Whether one other provision of the same kind alone makes it dead: it then holds in each case in which this one does.

    Known for one decision; for the others it follows where both say the same of them, as they do of the kinds of a decision.
    """
    if len(more) != 1 or len({each.channel for each in group}) != 1:
        return False
    said = []
    for mine in {(each.decision, each.phase): alike(group, each) for each in group}.values():
        other = contributions(room, focus, mine[0].decision, mine[0].phase, mine[0].channel)
        said.append(({each.formula for each in mine}, {each.formula for each in other if each.address == more[0]}))
    return bool(said[0][1]) and all(each == said[0] for each in said)


def blocking(room: Room, focus: str, group: list[Contribution]) -> tuple[str, ...]:
    """The other provisions that make it dead: a smallest set that already keeps its outcome from changing, for the first decision it is about."""
    mine = alike(group, group[0])
    given = contributions(room, focus, mine[0].decision, mine[0].phase, *Channel)
    others = [one for one in given if not any(one is each for each in mine)]
    return tracked(room, mine, others, lambda holds: differs(given, mine, holds))
