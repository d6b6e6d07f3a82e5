"""Conditions that say too much: a part that the other parts already imply, an alternative that never adds anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from waterdicht.compiler.addresses import in_words
from waterdicht.compiler.backends.python.phrases import phrase
from waterdicht.compiler.build import both, negate
from waterdicht.compiler.ir import Apply, ByReading, DefinitionInfo, Expr, FactOf, Marked, Op, Use
from waterdicht.compiler.parts import children
from waterdicht.compiler.types import Scalar
from waterdicht.verifier.findings import finding, nothing_found, undecided
from waterdicht.verifier.results import Result, Severity
from waterdicht.verifier.room import Room, must, must_not, reachable, relevant_readings
from waterdicht.verifier.sharing import Known
from waterdicht.verifier.solver import Answer, Constraint, Sat, Undecided, Unsat

REDUNDANT = "overbodige-voorwaarde"
BRANCH = "dode-tak"
CHANNEL_PARTS = 3
"""Keys of channels have so many colons or more: no author wrote what they stand for."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a condition: a conjunct, or an alternative. `given` is what stands beside it all the way up, `others` its own alternatives."""

    key: str
    place: tuple[int, ...]
    body: Expr
    given: tuple[Expr, ...]
    others: tuple[Expr, ...]
    check: str

    @property
    def adds(self) -> tuple[Constraint, ...]:
        """That there is a case in which the condition would be another without this part."""
        beside = tuple(must("verder", each) for each in self.given)
        if self.check == REDUNDANT:
            return (*beside, must_not("deel", self.body))
        return (*beside, must("deel", self.body), *(must_not("ander", each) for each in self.others))

    @property
    def guards(self) -> tuple[Constraint, ...]:
        """That there is a case in which it keeps the rest from being a fault: `d is ingevuld en d is vóór …`."""
        return must("deel", negate(self.body)), Constraint("verder", both(*self.given), "fault")


def check_conditions(rooms: Sequence[Room]) -> Iterator[Result]:
    """Every condition of the focus regulation. What is superfluous only for a while, because days go by, is not: it must be so on every snapshot."""
    found: dict[tuple[str, tuple[int, ...]], tuple[Part, Room, Answer | Known]] = {}
    examined: set[str] = set()
    for room in rooms:
        for key, info in conditions(room):
            if key not in examined:
                found.update(((part.key, part.place), (part, room, answer)) for part, answer in superfluous(room, key, info.body))
            elif mine := [part for part, _, _ in found.values() if part.key == key]:
                alive = [part for part in mine if isinstance(asked_again(room, part), Sat | Known)]
                found = {place: each for place, each in found.items() if each[0] not in alive}
            examined.add(key)
    for part, room, answer in found.values():
        yield result_of(room, part, answer)
    focus = rooms[0].built.view.focus
    if not any(part.check == REDUNDANT for part, _, _ in found.values()):
        yield nothing_found(REDUNDANT, focus, "elke voorwaarde zegt iets", "every condition says something")
    if not any(part.check == BRANCH for part, _, _ in found.values()):
        yield nothing_found(BRANCH, focus, "elk alternatief voegt iets toe", "every alternative adds something")


def conditions(room: Room) -> Iterator[tuple[str, DefinitionInfo]]:
    """The conditions and the described concepts of the focus regulation that an author wrote, by key."""
    focus = room.built.view.focus
    for key, info in room.snapshot.definitions.items():
        written = key.endswith(":voorwaarde") or (key.count(":") == 1 and "/" not in key and key[-1].isalnum())
        if written and info.body.type is Scalar.BOOL and info.address.partition("/")[0].partition("@")[0] == focus and room.wanted(info.address):
            yield key, info


def superfluous(room: Room, key: str, body: Expr) -> Iterator[tuple[Part, Answer | Known]]:
    """The parts of one condition that add nothing, or of which it is not known; inside such a part nothing more is said.

    Of a condition that never holds nothing is said here.
    """
    assumed = facts_of(room, [each.body for each in room.snapshot.vocabulary.assumptions])
    asked = [part for part in parts_of(key, body, (), ()) if not settled(room, part, assumed)]
    if not asked:
        return
    places: list[tuple[int, ...]] = []
    for part in asked:
        if any(part.place[: len(place)] == place for place in places):
            continue
        with room.asking(part.check, room.snapshot.definitions[key].address):
            answer = ask(room, part)
            if not isinstance(answer, Sat | Known) and not places and isinstance(room.told((must("voorwaarde", body),)), Unsat):
                return
        if not isinstance(answer, Sat | Known):
            places.append(part.place)
            yield part, answer


def parts_of(key: str, expr: Expr, place: tuple[int, ...], given: tuple[Expr, ...]) -> Iterator[Part]:
    """Every conjunct and alternative in a condition that stands for itself, outermost first; not looking inside what it names."""
    body = expr.body if isinstance(expr, Marked) and not expr.judged else expr
    if not isinstance(body, Apply) or body.op not in (Op.AND, Op.OR):
        return
    for index, each in enumerate(body.arguments):
        others = (*body.arguments[:index], *body.arguments[index + 1 :])
        beside = (*given, *others) if body.op is Op.AND else given
        if by_author(each):
            yield Part(key, (*place, index), each, beside, () if body.op is Op.AND else others, REDUNDANT if body.op is Op.AND else BRANCH)
            yield from parts_of(key, each, (*place, index), beside)


def by_author(part: Expr) -> bool:
    """Whether a part is the author's own: not the choice between readings, and not what `besluit b is mogelijk` stands for."""
    if isinstance(part, ByReading) or (isinstance(part, Use) and part.key.count(":") >= CHANNEL_PARTS):
        return False
    return all(by_author(each) for each in children(part))


def settled(room: Room, part: Part, assumed: frozenset[str]) -> bool:
    """Whether it adds something for sure, without a solver: one fact of yes or no that nothing beside it depends on, so that it can be either."""
    body = bare(part.body)
    if isinstance(body, Apply) and body.op is Op.NOT:
        body = bare(body.arguments[0])
    if not isinstance(body, FactOf) or body.type is not Scalar.BOOL or body.name in assumed:
        return False
    return body.name not in facts_of(room, (*part.given, *part.others))


def bare(expr: Expr) -> Expr:
    """An expression without its marks."""
    while isinstance(expr, Marked):
        expr = expr.body
    return expr


def facts_of(room: Room, exprs: Sequence[Expr]) -> frozenset[str]:
    """The facts that some expressions depend on."""
    return frozenset(each.name for each in reachable(exprs, room.snapshot) if isinstance(each, FactOf))


def ask(room: Room, part: Part) -> Answer | Known:
    """Satisfiable iff a part adds something: under the chosen readings, else under one other option of one of them."""
    for constraints in (part.adds, part.guards) if part.check == REDUNDANT else (part.adds,):
        answer = room.told(constraints, (part.check, part.key.partition("/")[2], part.place, len(constraints)), among_many=True)
        if not isinstance(answer, Unsat):
            return answer
    readings = relevant_readings((part.body, *part.given, *part.others), room.built)
    for reading, options in readings.items():
        for option in (each for each in options if each != room.readings[reading]):
            answer = room.under({reading: option}).told(part.adds)
            if not isinstance(answer, Unsat):
                return answer
    return Unsat()


def asked_again(room: Room, part: Part) -> Answer | Known:
    """The same on another snapshot."""
    with room.asking(part.check, room.snapshot.definitions[part.key].address):
        return ask(room, part)


def never(room: Room, part: Part) -> bool:
    """Unsatisfiable iff an alternative cannot hold at all beside what is required there."""
    with room.asking(part.check, room.snapshot.definitions[part.key].address):
        return isinstance(room.told([must("deel", each) for each in (*part.given, part.body)]), Unsat)


def result_of(room: Room, part: Part, answer: Answer | Known) -> Result:
    """The finding on one part."""
    info = room.snapshot.definitions[part.key]
    said, where = phrase(part.body, room.snapshot), in_words(info.address)
    if isinstance(answer, Undecided):
        return undecided(part.check, info.address, answer.reason)
    if part.check == REDUNDANT:
        nl, en = f"{where}: «{said}» volgt al uit de rest van de voorwaarde", f"{info.address}: `{said}` follows from the rest of the condition"
        severity = Severity.NOTE
    elif never(room, part):
        nl, en = f"{where}: het alternatief «{said}» kan nooit waar zijn", f"{info.address}: the alternative `{said}` can never hold"
        severity = Severity.WARNING
    else:
        nl, en = f"{where}: het alternatief «{said}» valt al onder de andere", f"{info.address}: the alternative `{said}` falls under the others already"
        severity = Severity.NOTE
    return replace(finding(part.check, severity, info.address, (), nl, en, None), reason=said)
