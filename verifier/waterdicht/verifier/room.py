"""Where questions about one snapshot are asked: under which readings, with which solver, and how a case is shown."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import product

from waterdicht.compiler.addresses import is_at
from waterdicht.compiler.ir import ByReading, Contribution, Expr, Marked, Snapshot, Unsaid, Use
from waterdicht.compiler.parts import children, walk
from waterdicht.compiler.scope import BUILT_IN_READINGS
from waterdicht.compiler.snapshots import Built
from waterdicht.compiler.unknown_text import known_alone, open_definitions
from waterdicht.runtime.policy import Policy
from waterdicht.verifier.asked import Log
from waterdicht.verifier.sharing import Known, Shared, View
from waterdicht.verifier.solver import Answer, Constraint, Sat, Session, Undecided, Unsat, open_session

MATRIX_BUDGET = 32
"""At most so many combinations of readings are tried for one theorem; more are said to be left out."""


@dataclass(slots=True)
class Room:
    """One snapshot under one choice of readings, with one incremental solver that is opened when first needed.

    `policies` holds the generated Python of some definitions of a snapshot, compiled once and shared between rooms. In a `quick` room cases are not worked
    out: it is enough to see that a finding of another version of the law holds here too, and such a result is never shown.
    `only` holds the names of checks and addresses that were asked for; empty means everything. `others` are the rooms of the same law
    under other readings, shared by all of them, and `base` the one whose script they share, so that what is encoded for one serves the others.
    `log` keeps what is asked, when there is one. `twins` are the rooms in which theorems about two cases are proved, by address.
    `shared` is what other regulations upon the same law have brought to light, when there is that, and `view` what this room sees of it.
    """

    built: Built
    readings: Mapping[str, str]
    session: Session | None = None
    known_text: Session | None = None
    alone: Room | None = None
    quick: bool = False
    only: tuple[str, ...] = ()
    policies: dict[tuple[int, tuple[str, ...]], Policy] = field(default_factory=dict)
    others: dict[tuple[tuple[str, str], ...], Room] = field(default_factory=dict)
    base: Room | None = None
    log: Log | None = None
    unsaid: frozenset[str] | None = None
    twins: dict[str, Room] = field(default_factory=dict)
    shared: Shared | None = None
    view: View | None = None
    spoken: frozenset[tuple[str, str, str]] | None = None
    contributions: dict[str, dict[tuple[str, str], list[Contribution]]] = field(default_factory=dict)

    def close(self) -> None:
        """Let go of what was opened; it is opened again when needed.

        Rooms that know each other are closed one by one: left to the collector of garbage, a solver context can go before what lives in it.
        """
        for room in (self, *self.others.values()):
            for other in (*((room.alone,) if room.alone else ()), *room.twins.values()):
                other.close()
            room.session = room.known_text = room.alone = room.view = None
            room.twins.clear()
        self.policies.clear()
        self.others.clear()

    @contextmanager
    def asking(self, check: str, address: str) -> Iterator[None]:
        """What is asked meanwhile is asked for what a check finds at an address; so the evidence names it there."""
        if self.log is None:
            yield
            return
        self.log.about.append((check, address))
        try:
            yield
        finally:
            self.log.about.pop()

    def wanted(self, address: str) -> bool:
        """Whether results about an address were asked for: always, unless `only` names addresses and none of them holds it."""
        places = [name for name in self.only if "/" in name]
        return len(places) < len(self.only) or not places or any(is_at(address, name) for name in places)

    def under(self, readings: Mapping[str, str]) -> Room:
        """The same law under other readings."""
        chosen = {**self.readings, **readings}
        if chosen == self.readings:
            return self
        key = tuple(sorted(chosen.items()))
        if key not in self.others:
            self.others[key] = Room(
                self.built, chosen, only=self.only, policies=self.policies, others=self.others, base=self.base or self, log=self.log, shared=self.shared,
                contributions=self.contributions,
            )  # fmt: skip
        return self.others[key]

    @property
    def snapshot(self) -> Snapshot:
        """The law this room is about."""
        return self.built.snapshot

    def given(self, regulation: str, decision: str, phase: str) -> Sequence[Contribution]:
        """What a regulation contributes to a decision, in order."""
        if regulation not in self.contributions:
            found: dict[tuple[str, str], list[Contribution]] = {}
            for each in self.snapshot.regulations[regulation].contributions:
                found.setdefault((each.decision, each.phase), []).append(each)
            self.contributions[regulation] = found
        return self.contributions[regulation].get((decision, phase), ())

    def ask(self, constraints: Sequence[Constraint], *, want_core: bool = False, among_many: bool = False) -> Answer:
        """Whether a case meets all constraints, whatever text that is not known may say.

        "No case" holds for every completion of the text. A case that only some completions give is not decided.
        """
        return self.judged(self.opened().ask(constraints, want_core=want_core, among_many=among_many), constraints)

    def recalling(self) -> View | None:
        """What is known from other regulations, as this room sees it. Where questions go into a record they are asked."""
        if self.view is None and self.shared is not None and self.log is None:
            self.view = self.shared.view(self.snapshot, self.readings)
        return self.view

    def settled(self, constraints: Sequence[Constraint], *, among_many: bool = False) -> Answer | Known:
        """As `ask`, but what is known is not asked again."""
        if self.recalling() is None:
            return self.ask(constraints, among_many=among_many)
        answer = self.told(constraints, among_many=among_many)
        return self.whatever_is_unknown(constraints) if isinstance(answer, Sat | Known) and self.turns_on_unknown(constraints) else answer

    def told(self, constraints: Sequence[Constraint], topic: Hashable = None, *, among_many: bool = False) -> Answer | Known:
        """The answer for some completion of the text, known or asked. Under a `topic` cases are tried that other regulations gave under it."""
        ask = partial(self.answered, among_many=among_many)
        view = self.recalling()
        return ask(constraints) if view is None else view.answer(constraints, ask, topic)

    def answered(self, constraints: Sequence[Constraint], *, among_many: bool) -> Answer:
        """The answer of the solver for some completion of the text."""
        return self.opened().ask(constraints, among_many=among_many)

    def judged(self, answer: Answer, constraints: Sequence[Constraint]) -> Answer:
        """What an answer for some completion of the text comes to."""
        return self.whatever_is_unknown(constraints) if isinstance(answer, Sat) and self.turns_on_unknown(constraints) else answer

    def whatever_is_unknown(self, constraints: Sequence[Constraint]) -> Answer:
        """A case that meets all constraints under every completion of the text, for constraints that some completion meets."""
        known = self.for_cases(constraints).ask(constraints)
        return Undecided("niet te bepalen: het hangt af van tekst die niet bekend is") if isinstance(known, Unsat) else known

    def turns_on_unknown(self, constraints: Sequence[Constraint]) -> bool:
        """Whether text that is not known has a say in what is asked."""
        unknown = self.unknown()
        return any(isinstance(part, Unsaid) or (isinstance(part, Use) and part.key in unknown) for each in constraints for part in walk(each.expr))

    def unknown(self) -> frozenset[str]:
        """The definitions in which text that is not known has a say."""
        if self.unsaid is None:
            self.unsaid = self.base.unknown() if self.base else open_definitions(self.snapshot)
        return self.unsaid

    def opened(self) -> Session:
        """The session of this room."""
        if self.session is None:
            self.session = self.base.opened().under(self.readings) if self.base else open_session(self.snapshot, self.readings, log=self.log)
        return self.session

    def of_known_text(self) -> Room:
        """The same law as if there were nothing but the text that is known: what checks of a text are about."""
        if not any(self.built.world.gaps.values()) and not self.built.world.carried:
            return self
        if self.alone is None:
            plain = replace(self.built, snapshot=known_alone(self.snapshot))
            self.alone = Room(plain, self.readings, only=self.only, log=self.log, shared=self.shared)
        self.alone.quick = self.quick
        return self.alone

    def for_cases(self, constraints: Sequence[Constraint]) -> Session:
        """The session in which a case of some constraints is worked out: where unknown text has a say, one in which what it says is unknown."""
        if not self.turns_on_unknown(constraints):
            return self.opened()
        return self.opened_for_known_text()

    def opened_for_known_text(self) -> Session:
        """The session of this room in which what unknown text says is unknown."""
        if self.known_text is None:
            known = self.base.opened_for_known_text().under(self.readings) if self.base else None
            self.known_text = known or open_session(self.snapshot, self.readings, mode="known text", log=self.log)
        return self.known_text


def default_readings(built: Built) -> dict[str, str]:
    """The reading that is used for each name: the first option declared, or of a built-in reading the first option."""
    chosen = {name: options[0] for name, options in BUILT_IN_READINGS.items()}
    return chosen | {name: options[0] for name, options in built.world.readings.items()}


def reachable(exprs: Sequence[Expr], snapshot: Snapshot) -> Iterator[Expr]:
    """Every expression that some expressions need, definitions opened, each definition once."""
    stack, seen = list(exprs), set[str]()
    while stack:
        current = stack.pop()
        yield current
        if not isinstance(current, Use):
            stack.extend(children(current))
        elif current.key not in seen and current.key in snapshot.definitions:
            seen.add(current.key)
            stack.append(snapshot.definitions[current.key].body)


def relevant_readings(exprs: Sequence[Expr], built: Built) -> dict[str, tuple[str, ...]]:
    """The declared readings that can make a difference to some expressions, with their admissible options."""
    names = {expr.reading for expr in reachable(exprs, built.snapshot) if isinstance(expr, ByReading)}
    return {name: options for name, options in sorted(built.world.readings.items()) if name in names and len(options) > 1}


def combinations(relevant: Mapping[str, tuple[str, ...]], default: Mapping[str, str]) -> tuple[tuple[dict[str, str], ...], int]:
    """The combinations of readings to try, the default first, and how many are left out by the budget."""
    names = list(relevant)
    every = [dict(zip(names, chosen, strict=True)) for chosen in product(*(relevant[name] for name in names))]
    every.sort(key=lambda chosen: sum(chosen[name] != default[name] for name in names))
    return tuple(every[:MATRIX_BUDGET]), max(0, len(every) - MATRIX_BUDGET)


def is_judged(contribution: Contribution, snapshot: Snapshot) -> bool:
    """Whether a provision itself leaves part of its condition to the judgement of the deciding body."""
    condition = contribution.condition
    stack: list[Expr] = [snapshot.definitions[condition.key].body if isinstance(condition, Use) else condition]
    while stack:
        current = stack.pop()
        if isinstance(current, Marked) and current.judged:
            return True
        stack.extend(children(current))
    return False


def must(name: str, expr: Expr) -> Constraint:
    """A constraint that an expression is true."""
    return Constraint(name, expr, "true")


def must_not(name: str, expr: Expr) -> Constraint:
    """A constraint that an expression is not true: false or a fault."""
    return Constraint(name, expr, "not_true")
