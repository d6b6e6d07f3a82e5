"""The solver room: questions about cases, answered by Z3 with a resource limit, never by the clock.

Everything goes in as SMT-LIB text. A question is asked twice when counted days occur: first with day numbers and holidays known only
through lemmas, where "unsatisfiable" is final, then exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import z3
from waterdicht.compiler.backends.smt import query
from waterdicht.compiler.backends.smt.encoding import Encoding, Kind, Mode, Unencodable
from waterdicht.compiler.backends.smt.query import Constraint
from waterdicht.compiler.ir import Snapshot
from waterdicht.runtime.values import Value

__all__ = ["DEFAULT_RLIMIT", "Answer", "Constraint", "Sat", "Session", "Undecided", "Unsat", "ask", "open_session", "script"]

DEFAULT_RLIMIT = 30_000_000
"""Z3's own count of work, the same on every machine; about ten seconds."""

EXACT = "|!exact|"
SEED = 0


@dataclass(frozen=True, slots=True)
class Sat:
    """There is such a case. `model` is what Z3 found: any case, not a realistic one; see `model` and `witness`."""

    model: Any = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Unsat:
    """There is no such case. `core` names constraints that already exclude each other, none of them superfluous (empty when not asked for)."""

    core: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undecided:
    """Not known; never to be shown as success. `reason` is in plain words."""

    reason: str


Answer = Sat | Unsat | Undecided


@dataclass(slots=True)
class Session:
    """One solver over one growing script. Not for use by two threads."""

    encoding: Encoding
    context: z3.Context
    parser: z3.ParserContext
    solver: z3.Solver
    rlimit: int
    fed: int = 0
    has_exact: bool = False
    literals: dict[str, str] = field(default_factory=dict)

    def ask(self, constraints: Sequence[Constraint], *, want_core: bool = False) -> Answer:
        """Whether a case meets all constraints. Encoded expressions are kept for later questions."""
        try:
            names = [(constraint.name, self.literal(query.encode_constraint(constraint, self.encoding))) for constraint in constraints]
        except Unencodable as error:
            return Undecided(f"niet uit te drukken: {error}")
        query.assume_world(self.encoding)
        self.feed()
        answer = self.check([literal for _, literal in names])
        if want_core and isinstance(answer, Unsat):
            return Unsat(minimal_core(self, names))
        return answer

    def literal(self, formula: str) -> str:
        """A symbol that implies a formula; the same symbol for the same formula."""
        if formula not in self.literals:
            name = f"|!voorwaarde!{len(self.literals)}|"
            self.feed()
            self.read(f"(declare-const {name} Bool) (assert (=> {name} {formula}))")
            self.literals[formula] = name
        return self.literals[formula]

    def feed(self) -> None:
        """Give the solver what the script has gained."""
        fresh = self.encoding.script.commands[self.fed :]
        if not fresh:
            return
        self.fed += len(fresh)
        self.has_exact = self.has_exact or any(command.kind is Kind.EXACT for command in fresh)
        self.read("\n".join(query.render(fresh, exact=EXACT)))

    def read(self, text: str) -> None:
        """Parse SMT-LIB text and assert what it asserts."""
        for assertion in self.parser.from_string(text):
            self.solver.add(assertion)

    def check(self, literals: Sequence[str]) -> Answer:
        """Whether the script and some literals go together, first under the lemmas, then exactly."""
        given = [self.boolean(literal) for literal in literals]
        found = self.solver.check(*given)
        if self.has_exact and found != z3.unsat:
            found = self.solver.check(self.boolean(EXACT), *given)
        if found == z3.unsat:
            return Unsat()
        return Sat(self.solver.model()) if found == z3.sat else Undecided(f"de rekengrens is bereikt: {self.solver.reason_unknown()}")

    def settle_exact(self) -> None:
        """From here on every question is exact."""
        self.read(f"(assert {EXACT})")

    def boolean(self, name: str) -> Any:
        """The Boolean constant with a quoted name."""
        return z3.Bool(name.strip("|"), self.context)


def open_session(
    snapshot: Snapshot,
    readings: Mapping[str, str],
    *,
    mode: Mode = "complete",
    rlimit: int = DEFAULT_RLIMIT,
    ranges: Mapping[str, tuple[Value, Value]] | None = None,
) -> Session:
    """A session in a solver context of its own. `ranges` replaces the declared bounds of facts by name."""
    context = z3.Context()
    solver = z3.SimpleSolver(ctx=context)
    solver.set("rlimit", rlimit)
    solver.set("random_seed", SEED)
    # Date questions are decided several times faster when every atom counts at once.
    solver.set("relevancy", int(__import__("os").environ.get("REL","0")))
    session = Session(Encoding(snapshot, readings, mode, ranges=ranges or {}), context, z3.ParserContext(context), solver, rlimit)
    session.read(f"(declare-const {EXACT} Bool)")
    return session


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


def minimal_core(session: Session, names: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The names of constraints that exclude each other, after trying to leave out each one in order."""
    kept = list(names)
    for pair in names:
        rest = [other for other in kept if other is not pair]
        if isinstance(session.check([literal for _, literal in rest]), Unsat):
            kept = rest
    return tuple(name for name, _ in kept)


def script(snapshot: Snapshot, readings: Mapping[str, str], constraints: Sequence[Constraint], *, mode: Mode = "complete", prefix: str = "") -> str:
    """The question as a complete SMT-LIB 2 text, exact and untracked, for any solver. Raises Unencodable."""
    return query.script(Encoding(snapshot, readings, mode, prefix), constraints)
