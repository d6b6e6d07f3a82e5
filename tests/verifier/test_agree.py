"""The SMT backend gives every expression the value that `evaluate` gives it: operator by operator, then on random expressions."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import (
    Apply,
    ByReading,
    Choose,
    Collect,
    Constant,
    DefinitionInfo,
    Expr,
    FactInfo,
    FactOf,
    Gather,
    ItemOf,
    Marked,
    Op,
    Snapshot,
    Use,
    Vocabulary,
)
from waterdicht.compiler.types import EnumType, ListType, Scalar, Type
from waterdicht.runtime.values import ABSENT, UNKNOWN, Computed, Period, normalise
from waterdicht.verifier.agree import agree, smt_value

COLOUR = EnumType("kleur", ("rood", "geel", "groen"))
AWARDS = ListType("premie", 3)
BOOL, INT, DECIMAL, MONEY, DATE, DAYS, MONTHS = Scalar.BOOL, Scalar.INT, Scalar.DECIMAL, Scalar.MONEY, Scalar.DATE, Scalar.DAYS, Scalar.MONTHS
PERIOD, PERIODS, PERCENTAGE = Scalar.PERIOD, Scalar.PERIODS, Scalar.PERCENTAGE
TYPES: dict[str, tuple[Type, bool]] = {
    "p.ja": (BOOL, False),
    "p.nee": (BOOL, False),
    "p.misschien": (BOOL, True),
    "p.aantal": (INT, False),
    "p.deel": (DECIMAL, False),
    "p.bedrag": (MONEY, False),
    "p.bedrag2": (MONEY, True),
    "p.percentage": (PERCENTAGE, False),
    "p.begin": (DATE, False),
    "p.einde": (DATE, False),
    "p.later": (DATE, True),
    "p.dagen": (DAYS, False),
    "p.maanden": (MONTHS, False),
    "p.periode": (PERIOD, False),
    "p.ziek": (PERIODS, False),
    "p.kleur": (COLOUR, False),
    "p.premies": (AWARDS, False),
    "premie.bedrag": (MONEY, False),
    "premie.dag": (DATE, True),
    "premie.goed": (BOOL, False),
}


def info(name: str, type_: Type, optional: bool) -> FactInfo:
    return FactInfo(name, type_, "", None, None, None, optional, "", "", "", "")


def snapshot(**definitions: Expr) -> Snapshot:
    facts = {name: info(name, type_, optional) for name, (type_, optional) in TYPES.items()}
    infos = {key: DefinitionInfo(key, body, "") for key, body in definitions.items()}
    return Snapshot(date(2024, 1, 1), None, Vocabulary(facts, {}, {}, (), frozenset({"premie"})), {}, infos)


SNAPSHOT = snapshot()


def fact(name: str) -> FactOf:
    return FactOf(name, TYPES[name][0])


def apply(op: Op, type_: Type, *arguments: Expr) -> Apply:
    return Apply(op, arguments, type_)


def same_in_both(expr: Expr, facts: dict[str, Any], world: Snapshot = SNAPSHOT, readings: dict[str, str] | None = None) -> Computed:
    reference = evaluate(expr, Case(world, facts, readings or {}))
    found = smt_value(world, expr, facts, readings or {})
    assert agree(reference, found), f"evaluate {reference!r}, Z3 {found!r}"
    return found


# --- operator by operator --------------------------------------------------------------------

DAYS_OF_INTEREST = [date(2024, 2, 29), date(2024, 1, 31), date(2023, 12, 31), date(2100, 2, 28), date(2099, 12, 31), date(1901, 1, 1), date(2199, 12, 31)]
SICK = (Period(date(2024, 1, 10), date(2024, 1, 20)), Period(date(2024, 3, 1), date(2024, 3, 1)), Period(date(2024, 3, 5), date(2024, 6, 30)))


@pytest.mark.parametrize("op", [Op.ADD_MONTHS, Op.ADD_MONTHS_UP])
@pytest.mark.parametrize("count", [-13, -1, 6, 2000])
@pytest.mark.parametrize("day", DAYS_OF_INTEREST)
def test_months_added(op: Op, count: int, day: date) -> None:
    facts = {"p.begin": day, "p.maanden": count}
    same_in_both(apply(op, DATE, fact("p.begin"), fact("p.maanden")), facts)
    same_in_both(apply(op, DATE, fact("p.begin"), Constant(count, MONTHS)), facts)


@pytest.mark.parametrize("count", [-365, -1, 1, 40_000])
@pytest.mark.parametrize("day", DAYS_OF_INTEREST)
def test_days_added(count: int, day: date) -> None:
    facts = {"p.begin": day, "p.dagen": count}
    for amount in (fact("p.dagen"), Constant(count, DAYS)):
        later = apply(Op.ADD_DAYS, DATE, fact("p.begin"), amount)
        same_in_both(later, facts)
        same_in_both(apply(Op.ADD_MONTHS, DATE, later, Constant(1, MONTHS)), facts)
        same_in_both(apply(Op.LT, BOOL, later, fact("p.begin")), facts)


@pytest.mark.parametrize("first", DAYS_OF_INTEREST)
@pytest.mark.parametrize("last", DAYS_OF_INTEREST)
def test_two_days(first: date, last: date) -> None:
    facts = {"p.begin": first, "p.einde": last}
    begin, end = fact("p.begin"), fact("p.einde")
    for op, type_ in ((Op.DAYS_BETWEEN, DAYS), (Op.AGE, INT), (Op.MIN, DATE), (Op.MAX, DATE), (Op.EQ, BOOL), (Op.LT, BOOL), (Op.GE, BOOL)):
        same_in_both(apply(op, type_, begin, end), facts)
    same_in_both(apply(Op.YEAR, INT, apply(Op.MIN, DATE, begin, end)), facts)
    same_in_both(apply(Op.LENGTH, DAYS, apply(Op.PERIOD, PERIOD, begin, end)), facts)
    same_in_both(apply(Op.AGE, INT, begin, Constant(date(2024, 2, 29), DATE)), facts)


@pytest.mark.parametrize("begin", [date(2024, 1, 1), date(2024, 1, 15), date(2024, 3, 5), date(2099, 12, 31)])
@pytest.mark.parametrize("end", [date(2023, 12, 1), date(2024, 1, 15), date(2024, 3, 5), date(2024, 12, 31), date(2100, 3, 1)])
@pytest.mark.parametrize("spells", [(), SICK])
def test_sets_of_days(begin: date, end: date, spells: tuple[Period, ...]) -> None:
    facts = {"p.begin": begin, "p.einde": end, "p.ziek": spells}
    for where in (fact("p.ziek"), Constant(spells, PERIODS)):
        same_in_both(apply(Op.DAYS_IN, DAYS, where, apply(Op.PERIOD, PERIOD, fact("p.begin"), fact("p.einde"))), facts)
        same_in_both(apply(Op.CONTAINS, BOOL, where, fact("p.einde")), facts)
    for count in (0, 1, 31, 400, 80_000):
        same_in_both(apply(Op.NTH_FREE_DAY, DATE, fact("p.begin"), Constant(count, DAYS), fact("p.ziek")), facts)
        same_in_both(apply(Op.NTH_FREE_DAY, DATE, fact("p.begin"), fact("p.dagen"), fact("p.ziek")), {**facts, "p.dagen": count})


@pytest.mark.parametrize("anchor", [date(2025, 4, 17), date(2025, 12, 24), date(2014, 12, 31), date(2014, 12, 30), date(2045, 12, 28)])
@pytest.mark.parametrize(
    ("count", "unit"),
    [
        (1, "dagen"),
        (2, "dagen"),
        (3, "dagen"),
        (5, "dagen"),
        (90, "dagen"),
        (91, "dagen"),
        (-3, "dagen"),
        (8, "weken"),
        (13, "weken"),
        (1, "maanden"),
        (4, "maanden"),
        (1, "jaar"),
        (0, "werkdagen"),
        (1, "werkdagen"),
        (10, "werkdagen"),
        (-4, "werkdagen"),
    ],
)
def test_deadlines(anchor: date, count: int, unit: str) -> None:
    expr = apply(Op.DEADLINE, DATE, fact("p.begin"), Constant(count, DAYS), Constant(unit, BOOL))
    same_in_both(expr, {"p.begin": anchor})


@pytest.mark.parametrize("amount", [0, 1, 149, 150, 151, 249, 250, 33_333])
def test_rounding(amount: int) -> None:
    facts = {"p.bedrag": amount, "p.percentage": Fraction(1, 3)}
    part = apply(Op.SUB, MONEY, apply(Op.MUL, MONEY, fact("p.percentage"), fact("p.bedrag")), Constant(50, MONEY))
    for op in (Op.ROUND_HALF_UP, Op.ROUND_UP, Op.ROUND_DOWN):
        for step in (1, 100):
            same_in_both(apply(op, MONEY, part, Constant(step, MONEY)), facts)


@pytest.mark.parametrize("divisor", [0, 3, -2])
def test_division(divisor: int) -> None:
    facts = {"p.aantal": 7, "p.deel": Fraction(divisor)}
    same_in_both(apply(Op.DIV, DECIMAL, fact("p.aantal"), fact("p.deel")), facts)
    same_in_both(apply(Op.DIV, DECIMAL, fact("p.aantal"), Constant(divisor, INT)), facts)


# --- random expressions ----------------------------------------------------------------------

any_day = st.dates(date(1901, 1, 1), date(2199, 12, 31)) | st.dates(date(2023, 1, 1), date(2026, 12, 31)) | st.sampled_from(DAYS_OF_INTEREST)
near_day = st.dates(date(2023, 12, 1), date(2026, 3, 31))
spell_sets = st.lists(st.builds(lambda begin, length: Period(begin, date.fromordinal(begin.toordinal() + length)), near_day, st.integers(0, 60)), max_size=3)
bools = st.booleans()
cents = st.integers(0, 100_000)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "p.ja": bools,
    "p.nee": bools,
    "p.misschien": bools | st.just(ABSENT),
    "p.aantal": st.integers(-3, 1_200),
    "p.deel": st.fractions(-2, 2, max_denominator=12),
    "p.bedrag": cents,
    "p.bedrag2": cents | st.just(ABSENT),
    "p.percentage": st.fractions(0, 1, max_denominator=1000),
    "p.begin": any_day,
    "p.einde": any_day,
    "p.later": near_day | st.just(ABSENT),
    "p.dagen": st.integers(-40, 400),
    "p.maanden": st.integers(-14, 30),
    "p.periode": st.builds(lambda begin, length: Period(begin, date.fromordinal(begin.toordinal() + length)), near_day, st.integers(0, 400)),
    "p.ziek": spell_sets.map(normalise),
    "p.kleur": st.sampled_from(COLOUR.options),
    "p.premies": st.lists(st.fixed_dictionaries({"bedrag": cents, "goed": bools}, optional={"dag": near_day | st.just(ABSENT)}), max_size=3).map(tuple),
}


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """Facts for everything, of which a few are unknown."""
    left_out = draw(st.sets(st.sampled_from(sorted(VALUES)), max_size=3))
    return {name: draw(strategy) for name, strategy in VALUES.items() if name not in left_out} | {"deze_dag": draw(near_day)}


def facts_of_type(type_: Type) -> st.SearchStrategy[Expr]:
    return st.sampled_from([FactOf(name, kind) for name, (kind, _) in TYPES.items() if kind == type_ and name.startswith("p.")])


ITEM = {MONEY: "bedrag", DATE: "dag", BOOL: "goed"}


@st.composite
def expressions(draw: st.DrawFn, type_: Type, depth: int, binder: str = "") -> Expr:
    """A well-typed expression of a type, at most `depth` deep."""

    def part(kind: Type) -> Expr:
        return draw(expressions(kind, depth - 1, binder))

    if depth == 0 or draw(st.integers(0, 9)) == 0:
        return draw(leaves(type_, binder))
    wrapped = draw(st.integers(0, 11))
    if wrapped == 0 and type_ is not PERIODS:
        return Choose(tuple((part(BOOL), part(type_)) for _ in range(draw(st.integers(1, 3)))), type_)
    if wrapped == 1:
        return Marked(ByReading("lezing", (("een", part(type_)), ("twee", part(type_))), type_))
    if wrapped == 2 and type_ is not PERIODS:
        return apply(Op.OR_ELSE, type_, part(type_), part(type_))
    return draw(applications(type_, part))


@st.composite
def leaves(draw: st.DrawFn, type_: Type, binder: str) -> Expr:
    if binder and type_ in ITEM and draw(bools):
        assert isinstance(type_, Scalar)
        return ItemOf(binder, ITEM[type_], type_)
    if type_ is DATE and draw(st.integers(0, 3)) == 0:
        return FactOf("deze_dag", DATE)
    constants: dict[Type, st.SearchStrategy[Any]] = {
        BOOL: bools,
        INT: st.integers(-5, 30),
        DECIMAL: st.fractions(-2, 2, max_denominator=6),
        MONEY: st.integers(-500, 50_000),
        DATE: any_day,
        DAYS: st.integers(-30, 400),
        MONTHS: st.integers(-14, 30),
        COLOUR: st.sampled_from(COLOUR.options),
        PERIODS: spell_sets.map(normalise),
    }
    if type_ in constants and draw(st.integers(0, 2)) == 0:
        return Constant(draw(constants[type_]), type_)
    return draw(facts_of_type(type_))


SIGNATURES: dict[Type, list[tuple[Op, tuple[Type, ...]]]] = {
    BOOL: [
        *((op, (BOOL, BOOL)) for op in (Op.AND, Op.OR, Op.EQ)),
        (Op.AND, (BOOL, BOOL, BOOL)),
        (Op.OR, (BOOL, BOOL, BOOL)),
        (Op.EXACTLY_ONE, (BOOL, BOOL, BOOL)),
        (Op.NOT, (BOOL,)),
        *((op, (kind, kind)) for op in (Op.EQ, Op.NE, Op.LT, Op.LE, Op.GT, Op.GE) for kind in (INT, MONEY, DATE, DAYS, MONTHS, DECIMAL)),
        (Op.EQ, (COLOUR, COLOUR)),
        (Op.EQ, (PERIOD, PERIOD)),
        (Op.PRESENT, (DATE,)),
        (Op.PRESENT, (PERIOD,)),
        (Op.CONTAINS, (PERIOD, DATE)),
        (Op.CONTAINS, (PERIODS, DATE)),
    ],
    INT: [(Op.ADD, (INT, INT)), (Op.SUB, (INT, INT)), (Op.MIN, (INT, INT, INT)), (Op.MAX, (INT, INT)), (Op.AGE, (DATE, DATE)), (Op.YEAR, (DATE,))],
    DECIMAL: [(Op.ADD, (DECIMAL, DECIMAL)), (Op.DIV, (INT, DECIMAL)), (Op.MUL, (DECIMAL, DECIMAL)), (Op.MAX, (DECIMAL, DECIMAL))],
    MONEY: [(Op.ADD, (MONEY, MONEY)), (Op.SUB, (MONEY, MONEY)), (Op.MUL, (DECIMAL, MONEY)), (Op.MIN, (MONEY, MONEY)), (Op.DIV, (MONEY, INT))],
    DATE: [
        (Op.ADD_MONTHS, (DATE, MONTHS)),
        (Op.ADD_MONTHS_UP, (DATE, MONTHS)),
        (Op.ADD_DAYS, (DATE, DAYS)),
        (Op.MIN, (DATE, DATE)),
        (Op.MAX, (DATE, DATE)),
        (Op.BEGIN, (PERIOD,)),
        (Op.END, (PERIOD,)),
        (Op.NTH_FREE_DAY, (DATE, DAYS, PERIODS)),
    ],
    DAYS: [(Op.ADD, (DAYS, DAYS)), (Op.DAYS_BETWEEN, (DATE, DATE)), (Op.LENGTH, (PERIOD,)), (Op.DAYS_IN, (PERIODS, PERIOD)), (Op.MUL, (INT, DAYS))],
    MONTHS: [(Op.ADD, (MONTHS, MONTHS)), (Op.SUB, (MONTHS, MONTHS))],
    PERIOD: [(Op.PERIOD, (DATE, DATE))],
    COLOUR: [],
    PERIODS: [],
}


@st.composite
def applications(draw: st.DrawFn, type_: Type, part: Any) -> Expr:
    if type_ in (BOOL, INT, MONEY) and draw(st.integers(0, 7)) == 0:
        return draw(collections(type_))
    if type_ is MONEY and draw(st.integers(0, 3)) == 0:
        return apply(
            draw(st.sampled_from((Op.ROUND_HALF_UP, Op.ROUND_UP, Op.ROUND_DOWN))), MONEY, part(MONEY), Constant(draw(st.sampled_from((1, 100))), MONEY)
        )
    if type_ is DATE and draw(st.integers(0, 5)) == 0:
        unit = draw(st.sampled_from(("dagen", "weken", "maanden", "jaar", "werkdagen")))
        return apply(Op.DEADLINE, DATE, part(DATE), Constant(draw(st.integers(-3, 14)), DAYS), Constant(unit, BOOL))
    if not SIGNATURES[type_]:
        return draw(facts_of_type(type_))
    op, kinds = draw(st.sampled_from(SIGNATURES[type_]))
    return apply(op, type_, *(part(kind) for kind in kinds))


@st.composite
def collections(draw: st.DrawFn, type_: Type) -> Expr:
    gathers = {BOOL: (Gather.ANY, Gather.ALL), INT: (Gather.COUNT,), MONEY: (Gather.SUM,)}[Scalar(type_)]
    gather = draw(st.sampled_from(gathers))
    body = draw(expressions(MONEY, 1, "e")) if gather is Gather.SUM else None
    return Collect(gather, "e", FactOf("p.premies", AWARDS), draw(expressions(BOOL, 1, "e")), body, type_)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_random_expressions(data: st.DataObject) -> None:
    type_ = data.draw(st.sampled_from([BOOL, BOOL, INT, DECIMAL, MONEY, DATE, DATE, DAYS, MONTHS, PERIOD, COLOUR]))
    inner = data.draw(expressions(BOOL, 1))
    expr = data.draw(expressions(type_, 3))
    if type_ is BOOL:
        expr = apply(Op.OR, BOOL, Use("d", BOOL), apply(Op.AND, BOOL, expr, Use("d", BOOL)), expr)
    same_in_both(expr, data.draw(cases()), snapshot(d=inner), {"lezing": data.draw(st.sampled_from(("een", "twee")))})


def test_unknown_fact_is_unknown() -> None:
    assert same_in_both(fact("p.ja"), {}) is UNKNOWN
    assert same_in_both(apply(Op.OR, BOOL, fact("p.ja"), fact("p.nee")), {"p.ja": True}) is True
