"""Transitional law that reaches nobody: it ended before the regulation began, or asks what nobody meets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from waterdicht.compiler.addresses import in_words, without_version
from waterdicht.compiler.ir import Use
from waterdicht.compiler.types import Scalar
from waterdicht.compiler.unknown_text import Carried, Kept
from waterdicht.verifier.findings import finding, nothing_found, undecided
from waterdicht.verifier.results import Result, Severity
from waterdicht.verifier.room import Room, must, relevant_readings
from waterdicht.verifier.solver import Answer, Sat, Undecided, Unsat

IDLE_TRANSITION = "overgangsrecht-zonder-gevolg"


def check_transition(rooms: Sequence[Room]) -> Iterator[Result]:
    """Every sentence of transitional law of the focus regulation. It is no defect that it comes to an end, so it must be so on every snapshot."""
    focus = rooms[0].built.view.focus
    asked: dict[str, tuple[Room, Carried | Kept, Answer]] = {}
    for room in rooms:
        sentences: tuple[Carried | Kept, ...] = (*room.built.world.carried.get(focus, ()), *room.built.world.kept.get(focus, ()))
        for each in sentences:
            place = without_version(each.key)
            if room.wanted(each.address) and (place not in asked or not isinstance(asked[place][2], Sat)):
                with room.asking(IDLE_TRANSITION, each.address):
                    asked[place] = (room, each, reaches(room, each))
    found = [(each, answer) for _, each, answer in asked.values() if not isinstance(answer, Sat)]
    for each, answer in found:
        if isinstance(answer, Undecided):
            yield undecided(IDLE_TRANSITION, each.address, answer.reason)
        else:
            nl = f"{in_words(each.address)}: dit overgangsrecht geldt in geen enkel geval, op geen enkele dag"
            en = f"{each.address}: this transitional law applies in no case, on no day"
            yield finding(IDLE_TRANSITION, Severity.WARNING, each.address, (), nl, en, None, each.span)
    if not found:
        yield nothing_found(IDLE_TRANSITION, focus, "al het overgangsrecht kan gelden", "all transitional law can apply")


def reaches(room: Room, each: Carried | Kept) -> Answer:
    """Satisfiable iff a case is one of those that the earlier text still governs: under the chosen readings, else under one other option of one of them."""
    cases = Use(each.key, Scalar.BOOL)
    answer = room.ask((must("overgangsrecht", cases),))
    for reading, options in relevant_readings((cases,), room.built).items():
        for option in options:
            if isinstance(answer, Unsat) and option != room.readings[reading]:
                answer = room.under({reading: option}).ask((must("overgangsrecht", cases),))
    return answer
