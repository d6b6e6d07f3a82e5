"""Never an error: no decision and no value of a regulation ends in a fault, such as a missing date or a division by zero."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from waterdicht.compiler.addresses import in_words
from waterdicht.compiler.build import apply, either, negate
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Apply, Choose, Constant, Contribution, Expr, FactOf, ItemOf, Op, Use, ValueCase, ValueTable
from waterdicht.compiler.outcomes import channel_key
from waterdicht.compiler.types import Scalar
from waterdicht.compiler.unknown_text import is_unsaid
from waterdicht.runtime.fact_messages import fault_text
from waterdicht.runtime.holidays import LAST_DAY
from waterdicht.runtime.values import Computed, Fault
from waterdicht.verifier.cases import Broken, Concern
from waterdicht.verifier.checks.values import needed
from waterdicht.verifier.findings import finding, nothing_found, search, undecided
from waterdicht.verifier.results import Counterexample, Result, Severity
from waterdicht.verifier.room import Room, must, must_not, reachable
from waterdicht.verifier.solver import Constraint, Undecided, Unsat

FAULT = "uitkomst-is-fout"
ROOM_FOR_TERMS = 5
"""Terms that begin in the last so many years of the table of holidays are not judged: that the table ends is no defect of the law."""


def check_faults(room: Room) -> Iterator[Result]:
    """Every rule on a decision and every rule for a value of the focus regulation."""
    focus = room.built.view.focus
    results = [*of_decisions(room, focus), *(result for table in room.snapshot.regulations[focus].values for result in of_value(room, focus, table))]
    yield from results
    if not results:
        yield nothing_found(FAULT, focus, "geen enkel geval loopt vast op een fout", "no case ends in a fault")


def of_decisions(room: Room, focus: str) -> Iterator[Result]:
    """For each rule: satisfiable iff it makes a channel of a decision, and with it the outcome, a fault. A rule that never is one by itself cannot."""
    groups: dict[tuple[str, Expr], list[Contribution]] = {}
    for each in room.snapshot.regulations[focus].contributions:
        if not is_unsaid(each) and not each.kept_by and room.wanted(each.address):
            groups.setdefault((each.address, each.formula), []).append(each)
    for (address, formula), several in groups.items():
        itself = (Constraint(address, formula, "fault"), *not_for_others(room, formula))
        with room.asking(FAULT, address):
            answer = room.settled(itself)
        if isinstance(answer, Undecided):
            yield undecided(FAULT, address, answer.reason)
        elif not isinstance(answer, Unsat):
            yield from first_fault(room, focus, several, itself)


def first_fault(room: Room, focus: str, several: Sequence[Contribution], itself: tuple[Constraint, ...]) -> Iterator[Result]:
    """The finding on a rule, for the first decision that it makes a fault: another rule on that decision may settle it before."""
    for each in several:
        channel = Use(channel_key(focus, each.decision, each.phase, each.channel), Scalar.BOOL)
        with room.asking(FAULT, each.address):
            case = search(room, (*itself, Constraint("kanaal", channel, "fault")), (Concern(focus, each.decision, each.phase),))
        if isinstance(case, Undecided):
            yield undecided(FAULT, each.address, case.reason)
            return
        if case is not None:
            name, why = each.decision.replace("_", " "), reasons(room, each.formula, case)
            nl = f"{name}: {in_words(each.address)} loopt vast{why[0]}; er is dan geen uitkomst"
            en = f"{each.decision}: {each.address} ends in a fault{why[1]}; there is no outcome then"
            yield finding(FAULT, Severity.ERROR, each.address, (), nl, en, case, each.span)
            return


def of_value(room: Room, focus: str, table: ValueTable) -> Iterator[Result]:
    """For each rule: satisfiable iff where the value is needed it applies and gives a fault, or another rule does and its own condition is a fault.

    A fraction of a cent, and a case in which no rule applies, are for other checks.
    """
    possible, concerns = needed(room, focus, table)
    for each in table.cases:
        rounded = isinstance(each.value, Apply) and each.value.op is Op.WHOLE_CENTS
        value = each.value.arguments[0] if rounded and isinstance(each.value, Apply) else each.value
        gives = (must("geldt", each.when), Constraint("waarde", value, "fault"), *not_for_others(room, value))
        asks = (
            must("een regel geldt", either(*(other.when for other in table.cases))),
            Constraint("voorwaarde", each.when, "fault"),
            *not_for_others(room, each.when),
        )
        for constraints, expr in ((gives, value), (asks, each.when)) if room.wanted(each.address) else ():
            with room.asking(FAULT, each.address):
                case = search(room, (must("nodig", possible), *constraints), concerns)
            yield from fault_of_value(room, table, each, case, expr)


def fault_of_value(room: Room, table: ValueTable, each: ValueCase, case: Counterexample | Broken | Undecided | None, expr: Expr) -> Iterator[Result]:
    """The finding on one rule for a value; `expr` is the part of it that is a fault."""
    match case:
        case None:
            return
        case Undecided(reason):
            yield undecided(FAULT, each.address, reason)
        case _:
            why = reasons(room, expr, case)
            nl, en = f"{table.name}: {in_words(each.address)} loopt vast{why[0]}", f"{table.name}: {each.address} ends in a fault{why[1]}"
            yield finding(FAULT, Severity.ERROR, each.address, (), nl, en, case, each.span)


def not_for_others(room: Room, expr: Expr) -> tuple[Constraint, ...]:
    """Leaves out the faults that other checks tell of: no value lacks a rule or has two that apply. Where a rule is itself a fault it stays in."""
    every = (each for each in reachable((expr,), room.snapshot) if isinstance(each, Choose | FactOf) or (isinstance(each, Apply) and each.op is Op.DEADLINE))
    found = tuple(dict.fromkeys(every))  # first those that count: to compare whole formulas takes long
    tables = [tuple(when for when, _ in each.cases) for each in found if isinstance(each, Choose)]
    whole = [rules for rules in tables if not any(isinstance(part, ItemOf) for part in reachable(rules, room.snapshot))]
    return (*(must_not("een waarde", negate(apply(Op.EXACTLY_ONE, Scalar.BOOL, *rules))) for rules in whole), *terms_in_table(found))


def terms_in_table(found: Sequence[Expr]) -> tuple[Constraint, ...]:
    """Where a term is computed with holidays: that no date lies so late that the table of holidays would end before the term does."""
    if not any(isinstance(each, Apply) and each.op is Op.DEADLINE for each in found):
        return ()
    last = Constant(date(LAST_DAY.year - ROOM_FOR_TERMS, 12, 31), Scalar.DATE)
    days = (each for each in found if isinstance(each, FactOf) and each.type is Scalar.DATE)
    return tuple(must_not("feestdagen", apply(Op.GT, Scalar.BOOL, each, last)) for each in days)


def reasons(room: Room, expr: Expr, case: object) -> tuple[str, str]:
    """Why it is a fault in this case, in Dutch and in English, with a colon before it; nothing when no case was worked out."""
    facts: Mapping[str, Computed] = case.facts if isinstance(case, Counterexample) else {}
    value = evaluate(expr, Case(room.snapshot, facts, room.readings)) if facts else None
    return (f": {fault_text(value, 'nl')}", f": {fault_text(value, 'en')}") if isinstance(value, Fault) else ("", "")
