"""Questions to the solver: verdicts, smallest cores, assumptions, resource limits, and the text for other solvers."""

from __future__ import annotations

from datetime import date

import pytest
import z3

from waterdicht.compiler.ir import Apply, Assumption, ByReading, Constant, Expr, FactInfo, FactOf, Op, Snapshot, Vocabulary
from waterdicht.compiler.types import Scalar
from waterdicht.verifier.solver import Constraint, Sat, Undecided, Unsat, ask, open_session, script

BOOL, DATE, DAYS, MONTHS, INT = Scalar.BOOL, Scalar.DATE, Scalar.DAYS, Scalar.MONTHS, Scalar.INT


def info(name: str, type_: Scalar, *, optional: bool = False) -> FactInfo:
    return FactInfo(name, type_, "", None, None, None, optional, "", "", "", "")


FACTS = [
    *(info(f"p.{letter}", BOOL) for letter in "abcd"),
    info("p.aantal", INT),
    info("p.geboren", DATE),
    info("p.begin", DATE),
    info("p.eerste_einde", DATE),
    info("p.einde", DATE),
    info("p.later", DATE, optional=True),
    info("p.ziek", Scalar.PERIODS),
]


def world(*assumptions: Assumption) -> Snapshot:
    return Snapshot(date(2024, 1, 1), None, Vocabulary({fact.name: fact for fact in FACTS}, {}, {}, assumptions, frozenset()), {}, {})


def fact(name: str) -> FactOf:
    return FactOf(f"p.{name}", next(each.type for each in FACTS if each.name == f"p.{name}"))


def apply(op: Op, *arguments: Expr, type_: Scalar = BOOL) -> Apply:
    return Apply(op, arguments, type_)


BEGIN, FIRST_END, END = fact("begin"), fact("eerste_einde"), fact("einde")


def net_days(begin: Expr, end: Expr) -> Expr:
    period = apply(Op.PERIOD, begin, end, type_=Scalar.PERIOD)
    return apply(Op.SUB, apply(Op.LENGTH, period, type_=DAYS), apply(Op.DAYS_IN, fact("ziek"), period, type_=DAYS), type_=DAYS)


def at_most_months(begin: Expr, end: Expr, months: int, more: int = 0) -> Expr:
    """That [begin, end] lasts at most some months, and `more` days, net of sickness."""
    after = apply(Op.ADD_MONTHS, begin, Constant(months, MONTHS), type_=DATE)
    limit = apply(Op.PERIOD, begin, apply(Op.ADD_DAYS, after, Constant(-1, DAYS), type_=DATE), type_=Scalar.PERIOD)
    allowed = apply(Op.ADD, apply(Op.LENGTH, limit, type_=DAYS), Constant(more, DAYS), type_=DAYS)
    return apply(Op.LE, net_days(begin, end), allowed)


IN_ORDER = Constraint("volgorde", apply(Op.AND, apply(Op.LE, BEGIN, FIRST_END), apply(Op.LE, FIRST_END, END)))
FIRST = Constraint("lid 1", at_most_months(BEGIN, FIRST_END, 2))
RESTART = Constraint("lid 2", at_most_months(apply(Op.ADD_DAYS, FIRST_END, Constant(1, DAYS), type_=DATE), END, 4))


def longer(more: int) -> Constraint:
    return Constraint("conclusie", at_most_months(BEGIN, END, 6, more), "not_true")


def test_six_months_from_the_original_begin_holds() -> None:
    whole = Constraint("lid 2", at_most_months(BEGIN, END, 6))
    assert ask(world(), {}, (IN_ORDER, FIRST, whole, longer(0)), want_core=True) == Unsat(("lid 2", "conclusie"))


@pytest.mark.parametrize("more", [0, 2])
def test_six_months_with_a_new_begin_can_be_exceeded(more: int) -> None:
    assert isinstance(ask(world(), {}, (IN_ORDER, FIRST, RESTART, longer(more))), Sat)


def test_six_months_with_a_new_begin_are_exceeded_by_at_most_three_days() -> None:
    found = ask(world(), {}, (IN_ORDER, FIRST, RESTART, longer(3)), want_core=True)
    assert isinstance(found, Unsat)
    assert {"lid 1", "lid 2", "conclusie"} <= set(found.core)


def test_core_has_nothing_superfluous() -> None:
    a, b, c = fact("a"), fact("b"), fact("c")
    constraints = (
        Constraint("los", fact("d")),
        Constraint("a", a),
        Constraint("a dan b", apply(Op.OR, apply(Op.NOT, a), b)),
        Constraint("b dan c", apply(Op.OR, apply(Op.NOT, b), c)),
        Constraint("a dan c", apply(Op.OR, apply(Op.NOT, a), c)),
        Constraint("niet c", c, "not_true"),
    )
    found = ask(world(), {}, constraints, want_core=True)
    assert isinstance(found, Unsat)
    named = {constraint.name: constraint for constraint in constraints}
    assert isinstance(ask(world(), {}, [named[name] for name in found.core]), Unsat)
    for left_out in found.core:
        assert isinstance(ask(world(), {}, [named[name] for name in found.core if name != left_out]), Sat)


def test_too_little_work_allowed_is_undecided() -> None:
    found = ask(world(), {}, (IN_ORDER, FIRST, RESTART, longer(3)), rlimit=500)
    assert isinstance(found, Undecided)
    assert "rekengrens" in found.reason


def test_what_cannot_be_written_is_undecided() -> None:
    found = ask(world(), {}, (Constraint("x", apply(Op.EQ, fact("ziek"), fact("ziek"))),))
    assert isinstance(found, Undecided)


def test_a_fault_is_not_true_and_not_false() -> None:
    early = apply(Op.LT, BEGIN, fact("later"))
    assert isinstance(ask(world(), {}, (Constraint("fout", early, "fault"),)), Sat)
    assert isinstance(ask(world(), {}, (Constraint("fout", early, "fault"), Constraint("waar", early))), Unsat)
    assert isinstance(ask(world(), {}, (Constraint("fout", early, "fault"), Constraint("onwaar", apply(Op.NOT, early)))), Unsat)
    assert isinstance(ask(world(), {}, (Constraint("fout", early, "fault"), Constraint("niet waar", early, "not_true"))), Sat)
    never = apply(Op.LT, BEGIN, END)
    assert isinstance(ask(world(), {}, (Constraint("fout", never, "fault"),)), Unsat)


BORN_BEFORE = Assumption("geboren", "", apply(Op.LT, fact("geboren"), BEGIN))
BEGIN_BEFORE_LATER = Assumption("later", "", apply(Op.LT, BEGIN, fact("later")))
ABOUT_NUMBERS = Assumption("aantal", "", apply(Op.GT, fact("aantal"), Constant(5, INT)))


def test_assumptions_bear_on_what_shares_a_fact_step_by_step() -> None:
    snapshot = world(BORN_BEFORE, BEGIN_BEFORE_LATER, ABOUT_NUMBERS)
    session = open_session(snapshot, {})
    too_late = Constraint("te laat", apply(Op.LE, fact("later"), fact("geboren")))
    assert isinstance(session.ask((too_late,)), Unsat)
    assert "aantal" not in script(snapshot, {}, (too_late,))
    assert isinstance(session.ask((Constraint("weinig", apply(Op.LT, fact("aantal"), Constant(3, INT))),)), Unsat)


def test_an_assumption_about_an_absent_fact_excludes_nothing() -> None:
    absent = Constraint("ontbreekt", apply(Op.NOT, apply(Op.PRESENT, fact("later"))))
    begins = Constraint("begint", apply(Op.GE, BEGIN, Constant(date(2024, 1, 1), DATE)))
    assert isinstance(ask(world(BEGIN_BEFORE_LATER), {}, (absent, begins)), Sat)


def test_assumptions_that_exclude_each_other_are_both_named() -> None:
    reverse = Assumption("andersom", "", apply(Op.LT, BEGIN, fact("geboren")))
    asked = [Constraint(each.name, each.body) for each in (BORN_BEFORE, reverse, ABOUT_NUMBERS)]
    assert ask(world(BORN_BEFORE, reverse, ABOUT_NUMBERS), {}, asked, want_core=True) == Unsat(("geboren", "andersom"))


def test_a_session_gives_the_same_answers_as_fresh_solvers() -> None:
    session = open_session(world(), {})
    questions = [(IN_ORDER, FIRST, RESTART, longer(more)) for more in (0, 3)] + [
        (IN_ORDER, FIRST),
        (Constraint("a", fact("a")), Constraint("a", fact("a"), "not_true")),
    ]
    for question in (*questions, *reversed(questions)):
        assert type(session.ask(question)) is type(ask(world(), {}, question))


@pytest.mark.parametrize(("more", "expected"), [(0, z3.sat), (3, z3.unsat)])
def test_the_text_for_other_solvers_asks_the_same(more: int, expected: z3.CheckSatResult) -> None:
    text = script(world(BORN_BEFORE), {}, (IN_ORDER, FIRST, RESTART, longer(more)), prefix="q!")
    solver = z3.Solver(ctx=z3.Context())
    solver.from_string(text)
    assert solver.check() == expected
    assert text == script(world(BORN_BEFORE), {}, (IN_ORDER, FIRST, RESTART, longer(more)), prefix="q!")


def test_one_script_serves_several_readings_each_with_its_own_assumptions() -> None:
    few, many = apply(Op.LT, fact("aantal"), Constant(3, INT)), apply(Op.GT, fact("aantal"), Constant(5, INT))
    session = open_session(world(Assumption("hoeveel", "", ByReading("telling", (("veel", many), ("weinig", few)), Scalar.BOOL))), {"telling": "veel"})
    other = session.under({"telling": "weinig"})
    assert isinstance(session.ask((Constraint("weinig", few),)), Unsat)
    assert isinstance(other.ask((Constraint("weinig", few),)), Sat)
    assert isinstance(other.ask((Constraint("veel", many),)), Unsat)
    assert isinstance(session.ask((Constraint("weinig", few),)), Unsat)
