"""Every operator, on known, unknown and absent arguments and on faults: general and plain equal the reference."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from policies_by_hand import fact, snapshot

from waterdicht.compiler.backends.python import compile_python
from waterdicht.compiler.backends.python.general import OPERATORS
from waterdicht.compiler.channels import channel_keys
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Apply, Channel, Collect, Constant, DefinitionInfo, Expr, FactOf, Gather, ItemOf, Op, Use
from waterdicht.compiler.types import EnumType, ListType, MonthlyType, Scalar, Type
from waterdicht.runtime.policy import load_source
from waterdicht.runtime.values import ABSENT, UNKNOWN, Fault, InMonth, Period

B, INT, MONEY, DATE, MONTHS, DAYS, PERIOD, PERIODS = (
    Scalar.BOOL, Scalar.INT, Scalar.MONEY, Scalar.DATE, Scalar.MONTHS, Scalar.DAYS, Scalar.PERIOD, Scalar.PERIODS,
)  # fmt: skip
PAID, NAMED = MonthlyType(MONEY), MonthlyType(B)
UNIT = EnumType("eenheid", ("dagen", "weken", "maanden", "jaar", "werkdagen"))
LAST = date(2199, 12, 31)
JANUARY = Period(date(2024, 1, 1), date(2024, 1, 31))
SAMPLES: dict[Type, tuple[Any, ...]] = {
    B: (True, False),
    INT: (0, 3),
    MONEY: (0, 1250, Fraction(1, 3)),
    DATE: (date(2024, 1, 31), date(2024, 2, 29), LAST, date(1901, 1, 1)),
    MONTHS: (1, -1, 12),
    DAYS: (0, 1, 40),
    PERIOD: (JANUARY, Period(date(2024, 2, 2), date(2024, 2, 1))),
    PAID: ((), (InMonth(date(2024, 1, 1), 1250), InMonth(date(2024, 2, 1), 30))),
    NAMED: ((), (InMonth(date(1901, 1, 1), 1), InMonth(date(2024, 1, 1), 1), InMonth(date(2024, 2, 1), 1))),
    PERIODS: ((), (Period(date(2024, 1, 10), date(2024, 1, 12)), Period(date(2024, 1, 31), date(2024, 2, 3)))),
}
SIGNATURES: dict[Op, tuple[tuple[Type, ...], Type]] = {
    Op.AND: ((B, B), B), Op.OR: ((B, B), B), Op.NOT: ((B,), B), Op.EXACTLY_ONE: ((B, B, B), B),
    Op.EQ: ((DATE, DATE), B), Op.NE: ((MONEY, MONEY), B), Op.LT: ((DATE, DATE), B), Op.LE: ((INT, INT), B), Op.GT: ((MONEY, MONEY), B), Op.GE: ((DAYS, DAYS), B),
    Op.ADD: ((MONEY, MONEY), MONEY), Op.SUB: ((DAYS, DAYS), DAYS), Op.MUL: ((MONEY, INT), MONEY), Op.DIV: ((MONEY, INT), MONEY),
    Op.MIN: ((DATE, DATE), DATE), Op.MAX: ((MONEY, MONEY), MONEY),
    Op.ROUND_HALF_UP: ((MONEY, Constant), MONEY), Op.ROUND_UP: ((MONEY, Constant), MONEY), Op.WHOLE_CENTS: ((MONEY,), MONEY), Op.ROUND_DOWN: ((MONEY, Constant), MONEY),  # type: ignore[dict-item]
    Op.PRESENT: ((DATE,), B), Op.OR_ELSE: ((DATE, DATE), DATE),
    Op.ADD_MONTHS: ((DATE, MONTHS), DATE), Op.ADD_MONTHS_UP: ((DATE, MONTHS), DATE), Op.ADD_DAYS: ((DATE, DAYS), DATE), Op.DAYS_BETWEEN: ((DATE, DATE), DAYS),
    Op.AGE: ((DATE, DATE), INT), Op.YEAR: ((DATE,), INT), Op.DEADLINE: ((DATE, Constant, Constant), DATE),  # type: ignore[dict-item]
    Op.PERIOD: ((DATE, DATE), PERIOD), Op.BEGIN: ((PERIOD,), DATE), Op.END: ((PERIOD,), DATE), Op.LENGTH: ((PERIOD,), DAYS),
    Op.DAYS_IN: ((PERIODS, PERIOD), DAYS), Op.CONTAINS: ((PERIODS, DATE), B), Op.NTH_FREE_DAY: ((DATE, DAYS, PERIODS), DATE),
    Op.MONTH: ((DATE,), DATE), Op.YEAR_START: ((DATE,), DATE), Op.IN_MONTH: ((PAID, DATE), MONEY), Op.HOLDS_IN: ((NAMED, DATE), B),
    Op.MONTHS_TOTAL: ((PAID, DATE, DATE), MONEY), Op.MONTHS_RUN: ((NAMED, DATE, DATE), INT), Op.MONTHS_SINCE: ((NAMED, DATE, DATE), INT),
}  # fmt: skip


def test_every_operator_is_there() -> None:
    assert set(SIGNATURES) == set(Op) == set(OPERATORS)


def argument(index: int, type_: Any, op: Op) -> Expr:
    """A fact for an argument, or the literal that the operator wants there."""
    if type_ is Constant:
        return Constant("weken", UNIT) if index == 2 else Constant(5 if op is Op.DEADLINE else 50, INT)
    return FactOf(f"{'o' if index == 1 else 'p'}.a{index}", type_)


@pytest.mark.parametrize("op", list(Op))
def test_operator(op: Op) -> None:
    """The second argument is an optional fact, so that plain code has to test it."""
    types, result = SIGNATURES[op]
    arguments = tuple(argument(index, type_, op) for index, type_ in enumerate(types))
    expr = Apply(op, arguments, result)
    facts = tuple(fact(each.name, each.type, optional=each.name[0] == "o") for each in arguments if isinstance(each, FactOf))
    condition: Expr = expr if result is B else Apply(Op.PRESENT, (expr,), B)
    for around in (condition, Apply(Op.NOT, (condition,), B)):
        made = snapshot(facts, {Channel.GRANT: around}, (DefinitionInfo("waarde", expr, "regeling/artikel-2"),))
        policy = load_source(compile_python(made))
        samples = [(*SAMPLES[each.type], UNKNOWN, ABSENT) for each in facts]
        for values in product(*samples):
            given = dict(zip((each.name for each in facts), values, strict=True))
            case = Case(made, given, {})
            assert policy.value("waarde", given) == evaluate(expr, case)
            channels = tuple(evaluate(Use(key, B), case) for key in channel_keys("regeling", "besluit", "toekennen"))
            explanation: Any = policy.decide("besluit", given)
            assert explanation.channels == channels
            assert policy.decide("besluit", given, explain=False) == explanation.outcome


def test_a_day_that_several_conditions_compute() -> None:
    """Once for the case, and for each element of a list anew; a fault in it is one wherever it counts."""
    things = ListType("ding", 3)
    later = Apply(Op.ADD_DAYS, (FactOf("p.b", DATE), Constant(1, DAYS)), DATE)
    of_thing = Apply(Op.ADD_DAYS, (ItemOf("x", "dag", DATE), Constant(1, DAYS)), DATE)
    conditions = [Apply(op, (later, FactOf("p.d", DATE)), B) for op in (Op.LT, Op.LE)]
    conditions += [Collect(gather, "x", FactOf("p.dingen", things), Apply(Op.GT, (of_thing, later), B), None, B) for gather in (Gather.ANY, Gather.ALL)]
    infos = (fact("p.b", DATE), fact("p.d", DATE), fact("p.dingen", things), fact("ding.dag", DATE))
    policy = load_source(compile_python(snapshot(infos, {Channel.GRANT: Apply(Op.OR, tuple(conditions), B)})))
    case: dict[str, Any] = {"p.b": "2024-01-10", "p.d": "2024-01-01", "p.dingen": [{"dag": "2024-01-09"}, {"dag": "2024-01-11"}]}
    expected = {"2024-01-10": "mag toekennen", "2024-01-11": "geen grondslag", "2199-12-31": "fout"}
    for begin, outcome in expected.items():
        assert policy.decide_json("besluit", {**case, "p.b": begin}).outcome == outcome
    decision = policy.decision("besluit")
    assert decision.explained(decision.read(case, None))[0] == "mag toekennen"


def test_a_fault_in_one_day_of_a_period_counts_for_the_other() -> None:
    """`einde van de periode van (b plus 1 dag) tot en met e`, and whether a day lies in it: the first day can be outside the calendar."""
    start = Apply(Op.ADD_DAYS, (FactOf("p.b", DATE), Constant(1, DAYS)), DATE)
    period = Apply(Op.PERIOD, (start, FactOf("o.e", DATE)), PERIOD)
    inside = Apply(Op.CONTAINS, (period, FactOf("p.d", DATE)), B)
    late = Apply(Op.GT, (Apply(Op.END, (period,), DATE), FactOf("p.d", DATE)), B)
    facts = (fact("p.b", DATE), fact("o.e", DATE, optional=True), fact("p.d", DATE))
    for condition in (inside, late):
        policy = load_source(compile_python(snapshot(facts, {Channel.GRANT: condition})))
        fine: dict[str, Any] = {"p.b": date(2024, 1, 1), "o.e": date(2024, 1, 9), "p.d": date(2024, 1, 5)}
        assert policy.decide("besluit", fine, explain=False) == "mag toekennen"
        changes: tuple[dict[str, Any], ...] = ({"p.b": LAST}, {"o.e": ABSENT}, {"o.e": ABSENT, "p.d": date(2023, 1, 1)})
        for wrong in changes:
            explanation: Any = policy.decide("besluit", {**fine, **wrong})
            assert isinstance(explanation.channels[0], Fault)
            assert policy.decide("besluit", {**fine, **wrong}, explain=False) == "fout"
