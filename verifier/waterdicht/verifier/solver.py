"""The solver room: questions about cases, answered by Z3 with a resource limit, never by the clock.

Everything goes in as SMT-LIB text. A question is asked twice when counted days occur: first with day numbers and holidays known only
through lemmas, where "unsatisfiable" is final, then exactly.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import z3

from waterdicht.compiler.backends.smt import query
from waterdicht.compiler.backends.smt.encoding import Encoding, Kind, Mode, Unencodable
from waterdicht.compiler.backends.smt.query import Constraint
from waterdicht.compiler.backends.smt.slices import Index, Slice, bearing, extend
from waterdicht.compiler.ir import Snapshot
from waterdicht.runtime.values import Value
from waterdicht.verifier.asked import Log, Status
from waterdicht.verifier.bases import MOST, Base, nearest_base

__all__ = ["DEFAULT_RLIMIT", "EVERYTHING", "Answer", "Constraint", "Sat", "Session", "Undecided", "Unsat", "ask", "open_session", "script"]

DEFAULT_RLIMIT = 30_000_000
"""Z3's own count of work, the same on every machine; from six seconds (dates) to half a minute (pure search)."""

OLDER, NEWER = 2, 6
"""Z3's two forms of simplex. Measured on the corpus: the older is three to ten times faster on whole numbers, the newer is needed for products of unknowns."""


@dataclass(frozen=True, slots=True)
class Try:
    """One go at a question: with which simplex, from which seed, and what it may spend."""

    simplex: int
    seed: int
    rlimit: int


def tries(rlimit: int, *, reals: bool) -> tuple[Try, ...]:
    """The goes at a question, each for when the ones before it end without an answer; the last has the whole limit.

    How long the older simplex takes depends on where it happens to begin, a hundredfold on the same question: so it gets a second, short go first.
    """
    short, longer = min(3_000_000, rlimit), min(10_000_000, rlimit)
    return (Try(NEWER, 0, longer), Try(OLDER, 0, rlimit)) if reals else (Try(OLDER, 0, short), Try(OLDER, 1, longer), Try(NEWER, 0, rlimit))


class Everything:
    """A container that holds every symbol: for a session that was opened for one question."""

    def __contains__(self, symbol: object) -> bool:
        """Always."""
        return True


EVERYTHING = Everything()


@dataclass(frozen=True, slots=True)
class Sat:
    """There is such a case. `model` is what Z3 found: any case, not a realistic one; see `model` and `witness`.

    `within` holds the symbols that the question was about; what the model says of others means nothing. The model lives in the context
    of `session`: a term of another session asked of it is undefined behaviour. In `room` more can be asked of it.
    """

    session: Session = field(compare=False, repr=False)
    solver: Any = field(compare=False, repr=False)
    within: Container[str] = field(compare=False, repr=False)
    room: Room = field(compare=False, repr=False)

    @property
    def model(self) -> Any:
        """The solver's model; to be asked for before the solver is given anything else."""
        assert self.room.current
        return self.solver.model()


@dataclass(frozen=True, slots=True)
class Unsat:
    """There is no such case. `core` names constraints that already exclude each other, none of them superfluous (empty when not asked for)."""

    core: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undecided:
    """Not known; never to be shown as success. `reason` is in plain words."""

    reason: str


Answer = Sat | Unsat | Undecided


def status_of(answer: Answer) -> Status:
    """The word of SMT-LIB for an answer."""
    match answer:
        case Sat():
            return "sat"
        case Unsat():
            return "unsat"
        case Undecided():
            return "unknown"


@dataclass(slots=True)
class Session:
    """Many questions over one growing script: each gets a solver with little more than the part of the script that bears on it.

    `excluded` remembers the questions that had no case, by their formulas and the part of the script that bears on them: where readings
    make no difference, and in later checks, the same question comes back. `log` keeps what was asked for a verdict, when there is one.
    Not for use by two threads.
    """

    encoding: Encoding
    context: z3.Context
    parser: z3.ParserContext
    rlimit: int
    index: Index = field(default_factory=Index)
    terms: dict[int, Any] = field(default_factory=dict)
    formulas: dict[str, Any] = field(default_factory=dict)
    excluded: set[tuple[frozenset[int], tuple[str, ...]]] = field(default_factory=set)
    log: Log | None = None
    bases: list[Base] = field(default_factory=list)

    def under(self, readings: Mapping[str, str]) -> Session:
        """The same script under other readings: what these do not touch is not encoded again."""
        return replace(self, encoding=replace(self.encoding, readings=readings))

    def extended(self, snapshot: Snapshot) -> Session:
        """The same script for a snapshot with the same definitions and facts and more: what it has in common is not encoded again."""
        return replace(self, encoding=replace(self.encoding, snapshot=snapshot))

    def ask(self, constraints: Sequence[Constraint], *, want_core: bool = False, among_many: bool = False) -> Answer:
        """Whether a case meets all constraints. Encoded expressions are kept for later questions; one `among_many` alike gets a solver with these."""
        try:
            texts = [query.encode_constraint(constraint, self.encoding) for constraint in constraints]
        except Unencodable as error:
            return Undecided(f"niet uit te drukken: {error}")
        query.assume_world(self.encoding)
        asked = self.themselves_asked(constraints)
        part = self.bearing(texts, asked)
        key = part.axioms, tuple(texts)
        answer: Answer
        if want_core:
            answer = with_core(self, [(constraint.name, text) for constraint, text in zip(constraints, texts, strict=True)], part)
        else:
            answer = Unsat() if key in self.excluded else self.room(texts, part=part, among_many=among_many).check()
        if isinstance(answer, Unsat):
            self.excluded.add(key)
        self.keep(used_in(answer, constraints), answer)
        return answer

    def keep(self, constraints: Sequence[Constraint], answer: Answer) -> None:
        """Keep a question with its answer."""
        if self.log is not None:
            self.log.keep(self.encoding, constraints, status_of(answer))

    def themselves_asked(self, constraints: Sequence[Constraint]) -> frozenset[str]:
        """The names of the assumptions that a question is itself about, and that must not be taken for granted in it."""
        assumptions = self.encoding.snapshot.vocabulary.assumptions
        return frozenset(each.name for each in assumptions for constraint in constraints if constraint.expr is each.body)

    def bearing(self, texts: Sequence[str], without: Container[str] = ()) -> Slice:
        """The part of the script that bears on some formulas."""
        self.feed()
        return bearing(self.index, texts, self.world(without))

    def world(self, without: Container[str] = ()) -> frozenset[str]:
        """The assumptions that hold under the readings of this session, but for some, by the names that they have in the script."""
        return frozenset(query.stated(each, self.encoding) for each in self.encoding.snapshot.vocabulary.assumptions if each.name not in without)

    def room(
        self,
        texts: Sequence[str],
        *,
        whole: bool = False,
        given: bool = True,
        without: Container[str] = (),
        part: Slice | None = None,
        among_many: bool = False,
    ) -> Room:
        """A solver with some formulas (when given) and the part of the script that bears on them, or the whole script, or a given part.

        It serves one question, or is one that serves others too (`among_many`): sooner, but how long a hard one takes there is a matter of luck.
        """
        self.feed()
        part = part if part is not None or whole else self.bearing(texts, without)
        places = sorted(self.everywhere() if part is None else part.axioms)
        exact = [] if among_many else [place for place in places if self.encoding.script.commands[place].kind is Kind.EXACT]
        lasting = frozenset(places).difference(exact)
        reals = any("to_real" in self.index.texts[place] for place in places) or any("to_real" in text for text in texts)
        first, *others = tries(self.rlimit, reals=reals)
        base = self.base(lasting, first, reals=reals, without=without, alone=not among_many or part is None)
        assert_terms(base.solver, [*map(self.formula, texts if given else ())])
        within = EVERYTHING if part is None else part.symbols
        return Room(self, base, base.turn, [self.terms[place] for place in exact], within, tuple(others), part)

    def base(self, wanted: frozenset[int], first: Try, *, reals: bool, without: Container[str], alone: bool) -> Base:
        """A solver with some formulas of the script, and room for a question: one that holds much the same, else a new one.

        What else it holds are definitions and domains, which say nothing about a question that does not need them, and assumptions that hold here too.
        """
        world = self.world(without)
        found = None if alone else nearest_base(self.bases, wanted, reals=reals, holds=lambda place: self.holds(place, world))
        if found is None:
            found = Base(new_solver(self.context, first), set(), reals)
        else:
            self.bases.remove(found)
            found.solver.pop()
        missing = sorted(wanted - found.axioms)
        assert_terms(found.solver, [self.terms[place] for place in missing])
        found.axioms.update(missing)
        found.solver.push()
        found.turn += 1
        if not alone:
            self.bases[:] = [*self.bases, found][-MOST:]
        return found

    def holds(self, place: int, world: Container[str]) -> bool:
        """Whether a formula of the script holds where some assumptions do."""
        command = self.encoding.script.commands[place]
        return command.kind is not Kind.WORLD or command.about[0] in world

    def with_more(self, room: Room, texts: Sequence[str], part: Slice) -> Room | None:
        """A room that goes on from an answer "there is such a case" with more formulas and a larger part of the script; None where another simplex fits."""
        if room.part is None or room.exact or not room.current or any("to_real" in self.index.texts[place] for place in part.axioms) is not room.base.reals:
            return None
        more = [self.terms[place] for place in sorted(part.axioms - room.part.axioms)]
        assert_terms(room.solver, [*more, *map(self.formula, texts)])
        return replace(room, within=part.symbols, part=part)

    def everywhere(self) -> Iterator[int]:
        """Every formula of the script that holds under the readings of this session, by place."""
        commands, world = self.encoding.script.commands, self.world()
        return (place for place in self.terms if commands[place].kind is not Kind.WORLD or commands[place].about[0] in world)

    def feed(self) -> None:
        """Parse what the script has gained."""
        start = len(self.index.texts)
        fresh = self.encoding.script.commands[start:]
        if not fresh:
            return
        extend(self.index, fresh)
        parsed = self.parser.from_string("\n".join(map(query.render, fresh)))
        places = [start + place for place, command in enumerate(fresh) if command.kind is not Kind.DECLARE]
        self.terms.update(zip(places, parsed, strict=True))

    def formula(self, text: str) -> Any:
        """A formula as a solver term; the script must have been fed."""
        if text not in self.formulas:
            self.formulas[text] = self.parser.from_string(f"(assert {text})")[0]
        return self.formulas[text]


@dataclass(slots=True)
class Room:
    """A solver for one question, and the exact axioms it has not been given yet. `others` are the goes after its own.

    `asked` is the solver that gave the last answer. Of use until the solver is given another question: as long as it is `current`.
    """

    session: Session
    base: Base
    turn: int
    exact: list[Any]
    within: Container[str] = EVERYTHING
    others: tuple[Try, ...] = ()
    part: Slice | None = None
    asked: Any = None

    @property
    def solver(self) -> z3.Solver:
        """The solver."""
        assert self.current
        return self.base.solver

    @property
    def current(self) -> bool:
        """Whether the solver still has this question."""
        return self.base.turn == self.turn

    def check(self, *given: Any) -> Answer:
        """Whether what the solver has goes together with some literals."""
        found = self.settle(*given)
        if self.exact and found != z3.unsat:
            assert_terms(self.solver, self.exact)
            self.exact.clear()
            found = self.settle(*given)
        if found == z3.unsat:
            return Unsat()
        return Sat(self.session, self.asked, self.within, self) if found == z3.sat else Undecided(f"de rekengrens is bereikt: {self.asked.reason_unknown()}")

    def settle(self, *given: Any) -> Any:
        """The answer of the solver, or where its own go ends without one, of a fresh one for each further go."""
        self.asked = self.solver
        found = self.solver.check(*given)
        for each in self.others:
            if found != z3.unknown:
                break
            self.asked = new_solver(self.solver.ctx, each)
            assert_terms(self.asked, list(self.solver.assertions()))
            found = self.asked.check(*given)
        return found


def assert_term(solver: z3.Solver, term: Any) -> None:
    """Give a solver one formula of its own context; `Solver.add` spends more on casts than on this."""
    z3.Z3_solver_assert(solver.ctx.ref(), solver.solver, term.as_ast())


def assert_terms(solver: z3.Solver, terms: Sequence[Any]) -> None:
    """Give a solver some formulas as one conjunction, which it takes apart again: one call instead of one for each."""
    if terms:
        given = (z3.Ast * len(terms))(*(term.as_ast() for term in terms))
        context = solver.ctx.ref()
        z3.Z3_solver_assert(context, solver.solver, z3.Z3_mk_and(context, len(terms), given))


def new_solver(context: z3.Context, given: Try) -> z3.Solver:
    """A solver with fixed settings."""
    solver = z3.SimpleSolver(ctx=context)
    solver.set("rlimit", given.rlimit)
    solver.set("random_seed", given.seed)
    solver.set("arith.solver", given.simplex)
    # Measured on the questions of the corpus: with cuts seldom, cases among dates are found three times faster.
    solver.set("arith.branch_cut_ratio", 10)
    # The older is twice as fast on hard questions when it does not look for terms that must be equal; the newer needs to.
    solver.set("arith.propagate_eqs", given.simplex == NEWER)
    return solver


def open_session(
    snapshot: Snapshot,
    readings: Mapping[str, str],
    *,
    mode: Mode = "complete",
    rlimit: int = DEFAULT_RLIMIT,
    ranges: Mapping[str, tuple[Value, Value]] | None = None,
    log: Log | None = None,
) -> Session:
    """A session in a solver context of its own. `ranges` replaces the declared bounds of facts by name; `log` keeps what is asked."""
    context = z3.Context()
    return Session(Encoding(snapshot, readings, mode, ranges=ranges or {}), context, z3.ParserContext(context), rlimit, log=log)


def ask(
    snapshot: Snapshot,
    readings: Mapping[str, str],
    constraints: Sequence[Constraint],
    *,
    want_core: bool = False,
    rlimit: int = DEFAULT_RLIMIT,
    mode: Mode = "complete",
) -> Answer:
    """Whether a case of the snapshot meets all constraints, in a fresh solver. The domains of facts and the assumptions always hold."""
    return open_session(snapshot, readings, mode=mode, rlimit=rlimit).ask(constraints, want_core=want_core)


def used_in(answer: Answer, constraints: Sequence[Constraint]) -> Sequence[Constraint]:
    """The constraints that already give an answer by themselves: those of a core where it has one."""
    core = answer.core if isinstance(answer, Unsat) else ()
    return [constraint for constraint in constraints if constraint.name in core] if core else constraints


def with_core(session: Session, named: Sequence[tuple[str, str]], part: Slice) -> Answer:
    """The answer to a question; where there is no case with the names of formulas that exclude each other, found by leaving out each in order.

    One solver answers all of it: each formula is there on condition of a literal of its own. A formula that the last answer did not use can go
    without a question; every question is about all that is left. So the names are those that leaving out one by one gives, whatever the solver used.
    """
    room = session.room([text for _, text in named], given=False, part=part)
    literals = [z3.Bool(f"!voorwaarde!{place}", session.context) for place in range(len(named))]
    for literal, (_, text) in zip(literals, named, strict=True):
        assert_term(room.solver, z3.Implies(literal, session.formula(text)))
    answer = room.check(*literals)
    if not isinstance(answer, Unsat):
        room.part = None  # without the literals the formulas do not hold in it: no search goes on from here
        return answer
    left, used = list(range(len(named))), used_of(room, literals)
    for place in range(len(named)):
        rest = [other for other in left if other != place]
        if place not in used:
            left = rest
        elif isinstance(room.check(*(literals[other] for other in rest)), Unsat):
            left, used = rest, used_of(room, literals)
    return Unsat(tuple(named[place][0] for place in left))


def used_of(room: Room, literals: Sequence[Any]) -> frozenset[int]:
    """The places of the literals that the solver used for its last answer, that there is no case."""
    places = {literal.get_id(): place for place, literal in enumerate(literals)}
    return frozenset(places[literal.get_id()] for literal in room.asked.unsat_core())


def script(snapshot: Snapshot, readings: Mapping[str, str], constraints: Sequence[Constraint], *, mode: Mode = "complete", prefix: str = "") -> str:
    """The question as a complete SMT-LIB 2 text, exact and untracked, for any solver. Raises Unencodable."""
    return query.script(Encoding(snapshot, readings, mode, prefix), constraints)
