"""What was found out about one regulation and serves the next upon the same law: which formulas have no case together, and cases.

Nothing is listed by hand. A question is known by the content of the very formulas that are asked, definitions opened (see `content`),
with what the solver is always given beside them. That formulas have no case together holds wherever the same formulas are asked, also among more.
A case of another regulation counts only where the reference finds that it meets what is asked here.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Hashable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field

from waterdicht.compiler.backends.smt.query import Constraint, Demand
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Apply, Expr, Marked, Op, Snapshot, Use
from waterdicht.compiler.types import Scalar
from waterdicht.runtime.values import Computed
from waterdicht.verifier.content import Book, Numbers, exactly
from waterdicht.verifier.model import case_of
from waterdicht.verifier.solver import Answer, Sat, Undecided, Unsat

NoCase = Unsat | Undecided
Formula = tuple[Demand, int]
"""The number of an expression, and what is asked of it."""
Question = frozenset[Formula]
Facts = Mapping[str, Computed]
CASES_TRIED = 24
"""So many cases of other regulations are tried for one question, those that served last first."""


@dataclass(frozen=True, slots=True)
class Known:
    """There is such a case; which one is not at hand."""


@dataclass(slots=True)
class Tried:
    """A case, with the numbers of its facts and the values that definitions have in it, by their number."""

    facts: Facts
    declared: Mapping[str, int]
    values: dict[int, Computed]


@dataclass(slots=True)
class Shared:
    """What this process knows, for one law. `impossible` holds formulas without a case together by one of them, within a frame.

    `asked` counts the questions that went to the solver, `recalled` those that did not have to.
    """

    numbers: Numbers = field(default_factory=Numbers)
    impossible: dict[tuple[int, Formula], list[Question]] = field(default_factory=dict)
    possible: set[tuple[int, Question]] = field(default_factory=set)
    tried: dict[tuple[int, Hashable], list[Tried]] = field(default_factory=dict)
    values: dict[tuple[int, Hashable], dict[int, Computed]] = field(default_factory=dict)
    cases: dict[tuple[int, Hashable], Facts] = field(default_factory=dict)
    cores: dict[tuple[int, Hashable], tuple[int, ...]] = field(default_factory=dict)
    flat: dict[Formula, Question] = field(default_factory=dict)
    books: dict[int, Book] = field(default_factory=dict)
    asked: int = 0
    recalled: int = 0

    def view(self, snapshot: Snapshot, readings: Mapping[str, str]) -> View:
        """What one room sees of it."""
        book = self.books.setdefault(id(snapshot), Book(self.numbers, snapshot))
        return View(self, book, readings, frame(book, readings))

    def close(self) -> None:
        """Let go of what belongs to snapshots: of these nothing is needed any more."""
        self.books.clear()


def frame(book: Book, readings: Mapping[str, str]) -> int:
    """The number of what the solver is given with every question about a snapshot: its days, the assumptions, and how they are read."""
    snapshot = book.snapshot
    assumed = tuple((each.name, book.number(each.body)) for each in snapshot.vocabulary.assumptions)
    return book.numbers.of("frame", snapshot.first, snapshot.last, assumed, tuple(sorted(readings.items())))


@dataclass(slots=True)
class View:
    """What is known, as one snapshot under one choice of readings sees it."""

    shared: Shared
    book: Book
    readings: Mapping[str, str]
    frame: int
    fitting: dict[int, tuple[Tried, bool]] = field(default_factory=dict)

    def answer(self, constraints: Sequence[Constraint], ask: Callable[[Sequence[Constraint]], Answer], topic: Hashable = None) -> Answer | Known:
        """The answer to a question: known, or that of the solver. Under a `topic` cases are tried that another regulation gave under it."""
        question = self.question(constraints)
        found = self.recall(question, constraints, topic)
        if found is not None:
            self.shared.recalled += 1
            return found
        self.shared.asked += 1
        answer = ask(constraints)
        if isinstance(answer, Unsat):
            self.learn_impossible(question)
        elif isinstance(answer, Sat):
            self.learn_case(constraints, question, answer, topic)
        return answer

    def recall(self, question: Question, constraints: Sequence[Constraint], topic: Hashable) -> Unsat | Known | None:
        """What is known of a question, if anything."""
        if self.is_impossible(question):
            return Unsat()
        if (self.frame, question) in self.shared.possible:
            return Known()
        if next(self.meeting(constraints, topic), None) is not None:
            self.shared.possible.add((self.frame, question))
            return Known()
        return None

    # --- questions ---

    def question(self, constraints: Sequence[Constraint]) -> Question:
        """What is asked, as a set of formulas that a case must meet."""
        return frozenset[Formula]().union(*(self.formulas(each) for each in constraints))

    def formulas(self, constraint: Constraint) -> Question:
        """The formulas that a constraint comes to."""
        whole: Formula = constraint.mode, self.book.number(constraint.expr)
        found = self.shared.flat.get(whole)
        if found is None:
            found = self.shared.flat[whole] = frozenset((each.mode, self.book.number(each.expr)) for each in apart(constraint, self.book.snapshot))
        return found

    # --- no case ---

    def is_impossible(self, question: Question) -> bool:
        """Whether some of its formulas are known to have no case together."""
        kept = self.shared.impossible
        return any(some <= question for formula in question for some in kept.get((self.frame, formula), ()))

    def learn_impossible(self, question: Question) -> None:
        """Keep that formulas have no case together, under the one of them that fewest others are kept under."""
        kept = self.shared.impossible
        least = min(question, key=lambda each: (len(kept.get((self.frame, each), ())), each), default=None)
        if least is not None:
            kept.setdefault((self.frame, least), []).append(question)

    def formula(self, constraint: Constraint) -> Formula:
        """One constraint as a formula."""
        return constraint.mode, self.book.number(constraint.expr)

    # --- cases ---

    def learn_case(self, constraints: Sequence[Constraint], question: Question, answer: Sat, topic: Hashable) -> None:
        """Keep that there is a case, and under a topic which, where the reference says the same of it."""
        self.shared.possible.add((self.frame, question))
        if topic is not None:
            self.offer(case_of(answer.session, answer.model, answer.within), constraints, topic)

    def meeting(self, constraints: Sequence[Constraint], topic: Hashable) -> Iterator[Tried]:
        """The cases of others that meet all constraints here; the one that serves comes first the next time."""
        pool = self.shared.tried.get((self.frame, topic), [])
        for place, each in enumerate(tuple(pool)):
            if self.fits(each) and self.meets(constraints, each):
                pool.insert(0, pool.pop(place))
                yield each

    def offer(self, facts: Facts, constraints: Sequence[Constraint], topic: Hashable) -> None:
        """Keep a case for others to try, where the reference finds that it is one."""
        declared = {name: number for name in facts if (number := self.declared(name)) is not None}
        tried = Tried(facts, declared, self.shared.values.setdefault((self.frame, known_by(facts)), {}))
        if self.fits(tried) and self.meets(constraints, tried):
            pool = self.shared.tried.setdefault((self.frame, topic), [])
            pool.insert(0, tried)
            del pool[CASES_TRIED:]

    def declared(self, name: str) -> int | None:
        """The number of a fact as it is declared here."""
        info = self.book.snapshot.vocabulary.facts.get(name)
        return None if info is None else self.book.fact(name, info.type)

    def fits(self, tried: Tried) -> bool:
        """Whether a case is one of this snapshot: each fact in it is declared here as it was there. The assumptions are those of the frame."""
        found = self.fitting.get(id(tried))
        if found is None:
            fits = len(tried.declared) == len(tried.facts) and all(self.declared(name) == number for name, number in tried.declared.items())
            found = self.fitting[id(tried)] = (tried, fits)
        return found[1]

    def meets(self, constraints: Sequence[Constraint], tried: Tried) -> bool:
        """Whether a case meets all constraints whatever else is so: what it does not say is unknown, and what is true then is true."""
        case = Case(self.book.snapshot, tried.facts, self.readings, {}, Values(self.book, tried.values))
        return all(each.mode != "fault" and evaluate(each.expr, case) is (each.mode == "true") for each in constraints)

    def case(self, formulas: Sequence[Constraint], outcome: Sequence[Constraint], work: Callable[[], Facts | NoCase], topic: Hashable) -> Facts | NoCase:
        """A realistic case of some formulas, if it can be one in which the outcome is known.

        It is the one that was drawn up for just these, else one of another regulation under the topic that is a case here too. Whoever shows it replays it first. That none was found is never kept.
        """
        place = self.frame, (*(tuple(map(self.formula, each)) for each in (formulas, outcome)), self.order)
        constraints = (*formulas, *outcome)
        found = self.shared.cases.get(place)
        if found is None:
            found = self.taken_over(constraints, topic)
        if found is None:
            new = self.drawn_up(constraints, topic, work)
            if isinstance(new, Unsat | Undecided):
                return new
            found = new
        self.shared.cases[place] = found
        return found

    def taken_over(self, constraints: Sequence[Constraint], topic: Hashable) -> Facts | None:
        """A case of another regulation that meets all constraints here."""
        found = next(self.meeting(constraints, ("case", topic)), None)
        return None if found is None else found.facts

    def drawn_up(self, constraints: Sequence[Constraint], topic: Hashable, work: Callable[[], Facts | NoCase]) -> Facts | NoCase:
        """A case that is new, for others to try."""
        facts = work()
        if not isinstance(facts, Unsat | Undecided):
            self.offer(facts, constraints, ("case", topic))
        return facts

    @property
    def order(self) -> tuple[str, ...]:
        """The facts that came with references; all others are declared in the words that every regulation upon this law has."""
        facts = self.book.snapshot.vocabulary.facts
        return tuple(facts.maps[0] if isinstance(facts, ChainMap) else facts)

    def core(self, constraints: Sequence[Constraint], work: Callable[[], tuple[int, ...]]) -> tuple[int, ...]:
        """Which of some constraints exclude a case, by place: those of the same name go together, and what the names are does not count."""
        names = [each.name for each in constraints]
        place = self.frame, (tuple(map(self.formula, constraints)), tuple(map(names.index, names)))
        found = self.shared.cores.get(place)
        if found is None:
            found = self.shared.cores[place] = work()
        return found


@dataclass(slots=True)
class Values(MutableMapping[str, Computed]):
    """Values of the definitions of a snapshot in one case, by what they say."""

    book: Book
    by_number: dict[int, Computed]

    def __getitem__(self, key: str) -> Computed:
        """The value of a definition."""
        return self.by_number[self.book.definition(key)]

    def __setitem__(self, key: str, value: Computed) -> None:
        """Remember the value of a definition."""
        self.by_number[self.book.definition(key)] = value

    def __delitem__(self, key: str) -> None:
        """Forget the value of a definition."""
        del self.by_number[self.book.definition(key)]

    def __iter__(self) -> Iterator[str]:
        """The definitions with a value."""
        return (key for key in self.book.snapshot.definitions if key in self)

    def __len__(self) -> int:
        """How many definitions have a value."""
        return sum(1 for _ in self)

    def __contains__(self, key: object) -> bool:
        """Whether the value of a definition is known."""
        return isinstance(key, str) and self.book.definition(key) in self.by_number


def known_by(facts: Facts) -> Hashable:
    """A case as a key: its facts with their exact values."""
    return tuple((name, exactly(value)) for name, value in facts.items())


def apart(constraint: Constraint, snapshot: Snapshot) -> Iterator[Constraint]:
    """The parts of a constraint that are met together exactly where it is met, with the connectives as `runtime.logic` has them.

    A conjunction is true where each conjunct is; an alternative is not true, and false, where no part of it is; `not` is true of what is false.
    """
    stack: list[Expr] = [constraint.expr]
    while stack:
        current = opened(stack.pop(), snapshot)
        inside = denied(current, snapshot) if constraint.mode == "true" else None
        if inside is not None and inside.op is Op.OR:
            stack.extend(Apply(Op.NOT, (each,), Scalar.BOOL) for each in reversed(inside.arguments))
        elif inside is not None and inside.op is Op.NOT:
            stack.extend(inside.arguments)
        elif isinstance(current, Apply) and current.op is TOGETHER.get(constraint.mode):
            stack.extend(reversed(current.arguments))
        else:
            yield Constraint(constraint.name, current, constraint.mode)


TOGETHER: Mapping[Demand, Op] = {"true": Op.AND, "not_true": Op.OR}
"""The connective of which every part meets a demand where the whole does."""


def opened(expr: Expr, snapshot: Snapshot) -> Expr:
    """What an expression stands for: definitions opened, marks left off."""
    while isinstance(expr, Use | Marked):
        expr = snapshot.definitions[expr.key].body if isinstance(expr, Use) else expr.body
    return expr


def denied(expr: Expr, snapshot: Snapshot) -> Apply | None:
    """The operation that an expression denies, if it does that."""
    inside = opened(expr.arguments[0], snapshot) if isinstance(expr, Apply) and expr.op is Op.NOT else None
    return inside if isinstance(inside, Apply) else None
