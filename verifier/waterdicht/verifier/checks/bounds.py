"""What a law leaves to the ordinance, within bounds: each bound by itself, and all of them together."""

from __future__ import annotations

from collections.abc import Iterator

from waterdicht.compiler.addresses import in_words
from waterdicht.compiler.build import apply
from waterdicht.compiler.ir import DelegatedBound, Expr, FactOf, Op, Use, ValueCase, ValueTable
from waterdicht.compiler.types import Scalar
from waterdicht.verifier.findings import finding, nothing_found, search, undecided
from waterdicht.verifier.results import Result, Severity
from waterdicht.verifier.room import Room, must, must_not, reachable
from waterdicht.verifier.solver import Undecided, Unsat

OUTSIDE = "buiten-de-grenzen"
JOINT = "onverenigbaar-met-de-wet"
COMPARED = {"ten minste": Op.GE, "ten hoogste": Op.LE, "meer dan": Op.GT, "minder dan": Op.LT}


def check_bounds(room: Room) -> Iterator[Result]:
    """The values that the focus regulation gives, against the bounds of the laws above it."""
    focus, world = room.built.view.focus, room.built.world
    bounds = [bound for law in world.above for bound in room.snapshot.regulations[law].bounds]
    tables = {table.name: table for table in room.snapshot.regulations[focus].values}
    own = [(bound, tables[bound.subject]) for bound in bounds if bound.subject in tables]
    found = [result for bound, table in own for result in outside(room, bound, table)]
    yield from found
    if not found:
        yield nothing_found(OUTSIDE, focus, "elke waarde blijft binnen wat de wet overlaat", "every value stays within what the law leaves")
    if own:
        yield from jointly(room, focus, bounds, tables)


def outside(room: Room, bound: DelegatedBound, table: ValueTable) -> Iterator[Result]:
    """Satisfiable iff a value of the ordinance breaks one bound, whatever else is chosen."""
    for case in table.cases:
        if depends_on_others(bound.value, room):
            continue
        broken = must_not(bound.address, compared(case.value, bound))
        with room.asking(OUTSIDE, case.address):
            found = search(room, (must(case.address, case.when), broken), ())
        yield from outside_result(bound, case, found)


def depends_on_others(value: Expr, room: Room) -> bool:
    """Whether a bound is relative to another value that nobody has given: then only all bounds together say something."""
    open_values = set(room.built.world.implicit)
    return any(isinstance(expr, FactOf) and expr.name in open_values for expr in reachable((value,), room.snapshot))


def outside_result(bound: DelegatedBound, case: ValueCase, found: object) -> Iterator[Result]:
    """The finding on one value and one bound."""
    if isinstance(found, Undecided):
        yield undecided(OUTSIDE, case.address, found.reason)
    elif found is not None:
        nl = f"{in_words(case.address)}: {bound.subject} valt buiten wat {in_words(bound.address)} toestaat ({bound.comparator})"
        en = f"{case.address}: {bound.subject} lies outside what {bound.address} allows"
        yield finding(OUTSIDE, Severity.ERROR, case.address, (bound.address,), nl, en, found, case.span)  # type: ignore[arg-type]


def compared(value: Expr, bound: DelegatedBound) -> Expr:
    """That a value keeps to a bound."""
    return apply(COMPARED[bound.comparator], Scalar.BOOL, value, bound.value)


def jointly(room: Room, focus: str, bounds: list[DelegatedBound], tables: dict[str, ValueTable]) -> Iterator[Result]:
    """Unsatisfiable iff no choice of what is still open meets all bounds with the values that were chosen."""
    constraints = []
    for bound in bounds:
        value = subject(bound, focus, room)
        if value is not None:
            constraints.append(must(bound.address, compared(value, bound)))
    given = tuple(dict.fromkeys(case.address for name, table in tables.items() if any(bound.subject == name for bound in bounds) for case in table.cases))
    with room.asking(JOINT, given[0]):
        answer = room.ask(constraints, want_core=True)
    match answer:
        case Undecided(reason):
            yield undecided(JOINT, focus, reason)
        case Unsat(core) if core:
            places = tuple(dict.fromkeys(core))
            nl = f"{in_words(given[0])}: met deze keuze is niet te voldoen aan {' en '.join(map(in_words, places))}"
            en = f"{given[0]}: with this choice {' and '.join(places)} cannot be met"
            yield finding(JOINT, Severity.ERROR, given[0], (*given[1:], *places), nl, en, None)
        case _:
            yield nothing_found(JOINT, focus, "de keuzen laten alle grenzen van de wet naleefbaar", "the choices leave all bounds of the law possible")


def subject(bound: DelegatedBound, focus: str, room: Room) -> Expr | None:
    """The value that a bound is about: given by the ordinance, or still open."""
    world = room.built.world
    type_ = world.words.values[bound.subject][1]
    key = world.named.get(focus, {}).get(bound.subject)
    if key is not None:
        return Use(key, type_)
    return FactOf(bound.subject, type_) if bound.subject in world.implicit else None
