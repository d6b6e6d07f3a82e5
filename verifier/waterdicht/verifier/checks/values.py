"""Values: someone gets none (gap), or two at once (overlap), or an amount with a fraction of a cent."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from waterdicht.compiler.addresses import in_words
from waterdicht.compiler.build import both, either
from waterdicht.compiler.channels import decisions
from waterdicht.compiler.ir import TRUE, Apply, Expr, Op, ValueTable
from waterdicht.compiler.outcomes import channels_of, status_formula
from waterdicht.compiler.types import Scalar
from waterdicht.verifier.cases import Concern
from waterdicht.verifier.findings import UNTOLD, cannot_be_told, finding, nothing_found, search, undecided
from waterdicht.verifier.results import Result, Severity
from waterdicht.verifier.room import Room, must, must_not
from waterdicht.verifier.solver import Constraint, Undecided

GAP = "waarde-ontbreekt"
OVERLAP = "waarde-dubbel"
FRACTION = "gebroken-cent"


def check_values(room: Room) -> Iterator[Result]:
    """Every value of the focus regulation."""
    focus = room.built.view.focus
    found = [
        result
        for table in room.snapshot.regulations[focus].values
        for result in (*gap(room, focus, table), *overlaps(room, focus, table), *fractions(room, focus, table))
    ]
    yield from found
    if not any(result.check in (GAP, UNTOLD) for result in found):
        yield nothing_found(GAP, focus, "elke waarde is er waar zij nodig is", "every value is there where it is needed")
    if not any(result.check == OVERLAP for result in found):
        yield nothing_found(OVERLAP, focus, "nergens twee waarden tegelijk", "nowhere two values at once")
    if not any(result.check == FRACTION for result in found):
        yield nothing_found(FRACTION, focus, "geen bedrag met een deel van een cent", "no amount with a fraction of a cent")


def needed(room: Room, focus: str, table: ValueTable) -> tuple[Expr, tuple[Concern, ...]]:
    """When a value is needed: when the decision it is for is possible, in the regulation itself or else in a law above it that regulates the decision."""
    for regulation in (focus, *room.built.world.above):
        if table.decision and (table.decision, "toekennen") in decisions(room.snapshot, regulation):
            return status_formula(channels_of(regulation, table.decision, "toekennen"), "mogelijk"), (Concern(regulation, table.decision),)
    return TRUE, ()


def gap(room: Room, focus: str, table: ValueTable) -> Iterator[Result]:
    """Satisfiable iff someone for whom the decision is possible gets no value."""
    possible, concerns = needed(room, focus, table)
    none = must_not(table.name, either(table.carried, *(case.when for case in table.cases)))
    with room.asking(GAP, table.cases[0].address):
        case = search(room, (must("nodig", possible), none), concerns)
    if isinstance(case, Undecided):
        yield undecided(GAP, table.cases[0].address, case.reason)
    elif case is not None:
        addresses = tuple(dict.fromkeys(each.address for each in table.cases))
        nl = f"{table.name}: er is een geval waarin geen regel een waarde geeft ({'; '.join(map(in_words, addresses))})"
        en = f"{table.name}: there is a case in which no rule gives a value"
        yield (
            cannot_be_told(Severity.WARNING, addresses[0], addresses[1:], nl, en, case)
            if table.open_ended
            else finding(GAP, Severity.ERROR, addresses[0], addresses[1:], nl, en, case, table.cases[0].span)
        )


def fractions(room: Room, focus: str, table: ValueTable) -> Iterator[Result]:
    """For every rule that may give one: satisfiable iff someone gets an amount with a fraction of a cent."""
    possible, concerns = needed(room, focus, table)
    for case in table.cases:
        if not isinstance(case.value, Apply) or case.value.op is not Op.WHOLE_CENTS:
            continue
        (amount,) = case.value.arguments
        known = Apply(Op.EQ, (amount, amount), Scalar.BOOL)
        with room.asking(FRACTION, case.address):
            found = search(room, (must("nodig", possible), must("geldt", both(case.when, known)), Constraint("hele centen", case.value, "fault")), concerns)
        if isinstance(found, Undecided):
            yield undecided(FRACTION, case.address, found.reason)
        elif found is not None:
            nl = f"{table.name}: {in_words(case.address)} kan een deel van een cent geven; er is geen afronding geregeld"
            en = f"{table.name}: {case.address} can give a fraction of a cent, and no rounding is laid down"
            yield finding(FRACTION, Severity.ERROR, case.address, (), nl, en, found, case.span)


def overlaps(room: Room, focus: str, table: ValueTable) -> Iterator[Result]:
    """For every two rules: satisfiable iff both apply."""
    possible, concerns = needed(room, focus, table)
    for first, second in combinations(table.cases, 2):
        with room.asking(OVERLAP, first.address):
            case = search(room, (must("nodig", possible), must("beide", both(first.when, second.when))), concerns)
        if isinstance(case, Undecided):
            yield undecided(OVERLAP, first.address, case.reason)
        elif case is not None:
            nl = f"{table.name}: {in_words(first.address)} en {in_words(second.address)} gelden tegelijk, zonder voorrang"
            en = f"{table.name}: {first.address} and {second.address} apply at once, without priority"
            yield finding(OVERLAP, Severity.ERROR, first.address, (second.address,), nl, en, case, first.span)
