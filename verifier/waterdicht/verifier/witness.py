"""The realistic case: of all cases that meet some constraints the one a lawyer would draw up, the same in every run.

Facts are fixed in declared order, each as near its typical value as the ones before it allow, ties to the lower value. So the case
is determined by the constraints and the vocabulary, not by what the solver happens to find.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from waterdicht.compiler.backends.smt import pins, query
from waterdicht.compiler.backends.smt.encoding import Unencodable
from waterdicht.compiler.backends.smt.facts import CASE_DATE, Declared, declared, encode_fact
from waterdicht.compiler.backends.smt.query import Constraint
from waterdicht.compiler.backends.smt.series import whole_total
from waterdicht.compiler.backends.smt.slices import SYMBOL, Slice
from waterdicht.compiler.backends.smt.spells import track_total
from waterdicht.compiler.backends.smt.terms import FactSeries, FactSpells
from waterdicht.compiler.ir import Snapshot
from waterdicht.compiler.types import Scalar
from waterdicht.runtime.values import Computed
from waterdicht.verifier.model import case_of, occurring, symbols_of
from waterdicht.verifier.nearest import Search, settle_counters, settle_sums
from waterdicht.verifier.solver import DEFAULT_RLIMIT, Sat, Session, Undecided, Unsat, open_session
from waterdicht.verifier.together import settle_facts

Case = dict[str, Computed]


def realistic(snapshot: Snapshot, readings: Mapping[str, str], constraints: Sequence[Constraint], *, rlimit: int = DEFAULT_RLIMIT) -> Case | Unsat | Undecided:
    """The realistic case that meets all constraints: the facts that occur in them and `deze_dag`, or why there is none."""
    return realistic_in(open_session(snapshot, readings, rlimit=rlimit), constraints)


def realistic_in(session: Session, constraints: Sequence[Constraint], start: Sat | None = None) -> Case | Unsat | Undecided:
    """The same in a session that may have served other questions: these do not change the case.

    `start` is the answer to a question about some of the constraints; the search goes on from there, and it is used up.
    """
    search = _begin(session, constraints, start)
    return settle(search, typical_values(session)) if isinstance(search, Search) else search


def near_miss(
    snapshot: Snapshot,
    readings: Mapping[str, str],
    constraints: Sequence[Constraint],
    case: Mapping[str, Computed],
    *,
    rlimit: int = DEFAULT_RLIMIT,
) -> Case | Unsat | Undecided:
    """The case that meets all constraints with the fewest facts changed from a given case, and those changed as little as possible.

    Facts of the constraints that the given case lacks count as free.
    """
    return near_miss_in(open_session(snapshot, readings, rlimit=rlimit), constraints, case)


def near_miss_in(session: Session, constraints: Sequence[Constraint], case: Mapping[str, Computed], kept: Collection[str] = ()) -> Case | Unsat | Undecided:
    """The same in a session that may have served other questions; facts that are `kept` do not change."""
    search = _begin(session, constraints)
    if not isinstance(search, Search):
        return search
    for fact in in_declared_order(search):
        if fact.name in kept and fact.name in case and not search.require(pins.pin(session.encoding, fact, case[fact.name])):
            return Unsat()
    _change_few(search, case)
    return settle(search, typical_values(session) | dict(case))


def _begin(session: Session, constraints: Sequence[Constraint], start: Sat | None = None) -> Search | Unsat | Undecided:
    """A search that starts from some case that meets the constraints, which hold from here on."""
    try:
        formulas = [query.encode_constraint(constraint, session.encoding) for constraint in constraints]
        encode_fact(session.encoding, CASE_DATE, Scalar.DATE)
        query.assume_world(session.encoding)
        # Of `c or not c` nothing is left in the formulas, and yet the case is not decided without c.
        read = frozenset[str]().union(*(query.facts_of(constraint.expr, session.encoding) for constraint in constraints))
        part = _part(
            session, [*formulas, *(symbol for fact in declared(session.encoding).values() if fact.name in read for symbol in _value_symbols(session, fact))]
        )
    except Unencodable as error:
        return Undecided(f"niet uit te drukken: {error}")
    going_on = session.with_more(start.room, formulas, part) if start is not None and start.session is session else None
    room = going_on or session.room(formulas, part=part)
    answer = room.check()
    return Search(session, room, answer.model) if isinstance(answer, Sat) else answer


def _part(session: Session, formulas: Sequence[str]) -> Slice:
    """What bears on the formulas, on the date of the case, and on every value of each fact among those."""
    wanted = [*formulas, *symbols_of(session, declared(session.encoding)[CASE_DATE])]
    while True:
        part = session.bearing(wanted)
        needed = [symbol for fact in occurring(session, part.symbols) for symbol in _value_symbols(session, fact) if symbol not in part.symbols]
        if not needed:
            return part
        wanted.extend(needed)


def _value_symbols(session: Session, fact: Declared) -> tuple[str, ...]:
    """The symbols that a fact needs to have a value: of a set or series its total, not every day or month that was ever asked of it."""
    match fact.term.shape:
        case FactSpells():
            total = track_total(session.encoding, fact.term.shape)
        case FactSeries():
            total = whole_total(session.encoding, fact.term.shape)
        case _:
            return symbols_of(session, fact)
    return tuple(SYMBOL.findall(f"{total} {fact.term.absent} {fact.term.unknown}"))


def typical_values(session: Session) -> Case:
    """The declared typical value of each fact that has one."""
    facts = session.encoding.snapshot.vocabulary.facts
    return {name: info.typical for name, info in facts.items() if info.typical is not None}


def settle(search: Search, wishes: Mapping[str, Computed]) -> Case:
    """Fix every fact in declared order, then the days of sets, and read the case."""
    facts = in_declared_order(search)
    settle_facts(search, facts, wishes)
    for fact in facts:
        if isinstance(fact.term.shape, FactSpells):
            settle_counters(search, fact.term.shape)
        if isinstance(fact.term.shape, FactSeries):
            settle_sums(search, fact.term.shape)
    case = case_of(search.session, search.model, search.room.within)
    return {fact.name: case[fact.name] for fact in facts}


def in_declared_order(search: Search) -> list[Declared]:
    """The facts of the question that are no part of an element: the date of the case, open parameters, then as the vocabulary declares them."""
    known = search.session.encoding.snapshot.vocabulary.facts
    order = {name: index for index, name in enumerate(known)}
    constant = {name for name, info in known.items() if info.constant}
    facts = [fact for fact in occurring(search.session, search.room.within) if fact.slot is None]
    return sorted(facts, key=lambda fact: (fact.name != CASE_DATE, fact.name not in constant, order.get(fact.name, -1)))


def _change_few(search: Search, case: Mapping[str, Computed]) -> None:
    """Require that no more facts change than must."""
    facts = [fact for fact in in_declared_order(search) if fact.name in case]
    changed = [f"(ite {pins.pin(search.session.encoding, fact, case[fact.name])} 0 1)" for fact in facts]
    if changed:
        search.minimise(f"(+ 0 {' '.join(changed)})", 0)
