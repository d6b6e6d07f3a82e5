"""Random typed expressions over a small vocabulary, and random cases of it, for Hypothesis."""

from __future__ import annotations

from datetime import date
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from waterdicht.compiler.ir import Apply, ByReading, Choose, Collect, Constant, Expr, FactInfo, FactOf, Gather, ItemOf, Marked, Op, ReadingInfo, Use
from waterdicht.compiler.types import EnumType, ListType, MonthlyType, Scalar, Type
from waterdicht.runtime.months import series
from waterdicht.runtime.values import ABSENT, UNKNOWN, InMonth, Monthly, Period, normalise

B, INT, MONEY, DATE, MONTHS, DAYS, PERIOD, PERIODS = (
    Scalar.BOOL, Scalar.INT, Scalar.MONEY, Scalar.DATE, Scalar.MONTHS, Scalar.DAYS, Scalar.PERIOD, Scalar.PERIODS,
)  # fmt: skip
REGIME = EnumType("regime", ("licht", "middel", "zwaar"))
THINGS = ListType("ding", 4)
PAID, NAMED = MonthlyType(MONEY), MonthlyType(B)
PROPERTIES: dict[str, Type] = {"waar": B, "misschien": B, "bedrag": MONEY}
OPTIONAL_PROPERTIES = frozenset({"misschien"})
FACTS: dict[str, Type] = {
    "p.a": B, "p.b": B, "p.c": B, "p.n": INT, "p.m": INT, "p.geld": MONEY, "p.dag": DATE, "p.tot": DATE, "p.maanden": MONTHS,
    "p.keuze": REGIME, "p.ziek": PERIODS, "p.stuk": PERIOD, "p.dingen": THINGS, "p.loon": PAID, "p.steun": NAMED, "o.loon": PAID,
    "o.a": B, "o.n": INT, "o.dag": DATE, "o.ziek": PERIODS, "o.stuk": PERIOD, "o.dingen": THINGS,
}  # fmt: skip
"""Facts whose name begins with `o` are optional."""
READINGS = (ReadingInfo("r", ("een", "twee"), "", ""), ReadingInfo("q", ("x", "y", "z"), "", ""))


def infos() -> tuple[FactInfo, ...]:
    """The vocabulary."""
    elements = {f"ding.{name}": type_ for name, type_ in PROPERTIES.items()}
    optional = {f"ding.{name}" for name in OPTIONAL_PROPERTIES}
    every = {**FACTS, **elements}
    return tuple(FactInfo(name, type_, "", None, None, None, name[0] == "o" or name in optional, "", "", "", "") for name, type_ in every.items())


# --- expressions ----------------------------------------------------------------------------

days = st.dates(date(2023, 11, 1), date(2025, 3, 31)) | st.sampled_from([date(2024, 1, 31), date(2024, 2, 29), date(1901, 1, 1), date(2199, 12, 31)])


def periods_of(day: SearchStrategy[date]) -> SearchStrategy[Period]:
    """Periods, some of them empty."""
    return st.builds(Period, day, day)


def monthly(held: SearchStrategy[int]) -> SearchStrategy[Monthly]:
    """Series of a few months."""
    months = st.dictionaries(days.map(lambda day: day.replace(day=1)), held, max_size=4)
    return months.map(lambda found: series(InMonth(month, value) for month, value in found.items()))


def constant(type_: Type) -> SearchStrategy[Expr]:
    """Literals of a type."""
    values: dict[Type, SearchStrategy[object]] = {
        B: st.booleans(), INT: st.integers(-2, 4), MONEY: st.integers(0, 500), DATE: days, MONTHS: st.integers(-3, 14),
        DAYS: st.integers(-5, 70), REGIME: st.sampled_from(REGIME.options), PERIOD: periods_of(days),
        PERIODS: st.lists(periods_of(days), max_size=2).map(normalise),
        PAID: monthly(st.integers(-5, 500)), NAMED: monthly(st.just(1)),
    }  # fmt: skip
    return values[type_].map(lambda value: Constant(value, type_))  # type: ignore[arg-type]


def atoms(type_: Type, binders: frozenset[str], keys: dict[str, Type]) -> SearchStrategy[Expr]:
    """Expressions without parts."""
    options: list[SearchStrategy[Expr]] = [constant(type_)]
    options += [st.just(FactOf(name, each)) for name, each in FACTS.items() if each == type_] * 2
    options += [st.just(FactOf("deze_dag", DATE))] if type_ is DATE else []
    options += [st.just(Use(key, each)) for key, each in keys.items() if each == type_] * 3
    options += [st.just(ItemOf(binder, name, each)) for binder in sorted(binders) for name, each in PROPERTIES.items() if each == type_] * 3
    return st.one_of(options)


def expressions(type_: Type, depth: int, keys: dict[str, Type] | None = None) -> SearchStrategy[Expr]:
    """Expressions of a type, at most `depth` deep, that may use definitions of these types."""
    return remembered(type_, depth, frozenset(), tuple((keys or {}).items()))


@cache
def remembered(type_: Type, depth: int, binders: frozenset[str], keys: tuple[tuple[str, Type], ...]) -> SearchStrategy[Expr]:
    """`expressions`, with the binders that can be used; each strategy is made once."""
    leaf = atoms(type_, binders, dict(keys))
    if depth == 0:
        return leaf

    def sub(wanted: Type) -> SearchStrategy[Expr]:
        return st.deferred(lambda: remembered(wanted, depth - 1, binders, keys))

    options = [leaf, *(operator(op, types, type_, sub) for op, types, result in SIGNATURES if result == type_)]
    same = sub(type_)
    options.append(st.builds(lambda first, second: Apply(Op.OR_ELSE, (first, second), type_), same, same))
    options.append(st.builds(lambda one, two: ByReading("r", (("een", one), ("twee", two)), type_), same, same))
    options.append(st.builds(lambda x, y, z: ByReading("q", (("z", z), ("x", x), ("y", y)), type_), same, same, same))
    options.append(st.builds(lambda cases: Choose(tuple(cases), type_), st.lists(st.tuples(sub(B), same), min_size=1, max_size=3)))
    options.append(st.builds(lambda body, judged: Marked(body, "regeling/artikel-1", judged), same, st.booleans()))
    options += collects(type_, depth, binders, keys)
    return st.one_of(options)


def operator(op: Op, types: tuple[Type, ...], result: Type, sub: object) -> SearchStrategy[Expr]:
    """One operator applied to arguments of these types."""
    return st.tuples(*(sub(each) for each in types)).map(lambda arguments: Apply(op, arguments, result))  # type: ignore[operator]


def collects(type_: Type, depth: int, binders: frozenset[str], keys: tuple[tuple[str, Type], ...]) -> list[SearchStrategy[Expr]]:
    """Quantifiers that give the type; each has a binder of its own."""
    binder = f"b{len(binders)}"
    inner = binders | {binder}
    over = st.sampled_from([FactOf("p.dingen", THINGS), FactOf("o.dingen", THINGS)])
    where = st.deferred(lambda: remembered(B, depth - 1, inner, keys))
    body = st.deferred(lambda: remembered(MONEY, depth - 1, inner, keys))
    if len(binders) == 2:
        return []
    match type_:
        case Scalar.BOOL:
            gathers = st.sampled_from([Gather.ANY, Gather.ALL])
            return [st.builds(lambda gather, each, condition: Collect(gather, binder, each, condition, None, B), gathers, over, where)]
        case Scalar.INT:
            return [st.builds(lambda each, condition: Collect(Gather.COUNT, binder, each, condition, None, INT), over, where)]
        case Scalar.MONEY:
            return [st.builds(lambda each, condition, amount: Collect(Gather.SUM, binder, each, condition, amount, MONEY), over, where, body)]
        case _:
            return []


COMPARED = (INT, MONEY, DATE)
SIGNATURES: list[tuple[Op, tuple[Type, ...], Type]] = [
    *((op, (B,) * count, B) for op in (Op.AND, Op.OR) for count in (0, 1, 2, 3)),
    (Op.EXACTLY_ONE, (B, B), B), (Op.EXACTLY_ONE, (B, B, B), B), (Op.NOT, (B,), B), (Op.NOT, (B,), B),
    *((op, (type_, type_), B) for op in (Op.EQ, Op.NE, Op.LT, Op.LE, Op.GT, Op.GE) for type_ in COMPARED),
    (Op.EQ, (REGIME, REGIME), B), (Op.NE, (REGIME, REGIME), B), (Op.EQ, (B, B), B), (Op.EQ, (PERIOD, PERIOD), B),
    (Op.LE, (DAYS, DAYS), B), (Op.GE, (DAYS, DAYS), B), (Op.LT, (DAYS, DAYS), B),
    *((Op.PRESENT, (type_,), B) for type_ in (B, INT, DATE, PERIOD)),
    (Op.CONTAINS, (PERIOD, DATE), B), (Op.CONTAINS, (PERIODS, DATE), B),
    *((op, (type_, type_), type_) for op in (Op.ADD, Op.SUB, Op.MIN, Op.MAX) for type_ in (INT, MONEY, DAYS)),
    (Op.WHOLE_CENTS, (MONEY,), MONEY), (Op.MUL, (MONEY, INT), MONEY), (Op.DIV, (MONEY, INT), MONEY), (Op.AGE, (DATE, DATE), INT), (Op.YEAR, (DATE,), INT),
    (Op.MIN, (DATE, DATE), DATE), (Op.MAX, (DATE, DATE), DATE),
    (Op.ADD_MONTHS, (DATE, MONTHS), DATE), (Op.ADD_MONTHS_UP, (DATE, MONTHS), DATE), (Op.ADD_DAYS, (DATE, DAYS), DATE),
    (Op.BEGIN, (PERIOD,), DATE), (Op.END, (PERIOD,), DATE), (Op.NTH_FREE_DAY, (DATE, DAYS, PERIODS), DATE),
    (Op.DAYS_BETWEEN, (DATE, DATE), DAYS), (Op.LENGTH, (PERIOD,), DAYS), (Op.DAYS_IN, (PERIODS, PERIOD), DAYS),
    (Op.PERIOD, (DATE, DATE), PERIOD),
    (Op.MONTH, (DATE,), DATE), (Op.YEAR_START, (DATE,), DATE), (Op.IN_MONTH, (PAID, DATE), MONEY), (Op.HOLDS_IN, (NAMED, DATE), B),
    (Op.MONTHS_TOTAL, (PAID, DATE, DATE), MONEY), *((op, (NAMED, DATE, DATE), INT) for op in (Op.MONTHS_TOTAL, Op.MONTHS_RUN, Op.MONTHS_SINCE)),
]  # fmt: skip


@st.composite
def limits(draw: st.DrawFn) -> Expr:
    """Limits on a period as the compiler makes them, with and without spells: these have short plain forms of their own."""
    begin, end = (draw(st.sampled_from([FactOf("p.dag", DATE), FactOf("p.tot", DATE), FactOf("o.dag", DATE)])) for _ in range(2))
    period: Expr = Apply(Op.PERIOD, (begin, end), PERIOD)
    counted: Expr = Apply(Op.LENGTH, (period,), DAYS)
    if draw(st.booleans()):
        spells = draw(st.sampled_from([FactOf("p.ziek", PERIODS), FactOf("o.ziek", PERIODS)]))
        counted = Apply(Op.SUB, (counted, Apply(Op.DAYS_IN, (spells, period), DAYS)), DAYS)
    op = draw(st.sampled_from([Op.ADD_MONTHS, Op.ADD_MONTHS_UP]))
    end_of = Apply(op, (begin, draw(constant(MONTHS))), DATE)
    limit = Apply(draw(st.sampled_from([Op.LE, Op.LE, Op.LT, Op.GE])), (counted, Apply(Op.DAYS_BETWEEN, (begin, end_of), DAYS)), B)
    there = Apply(Op.PRESENT, (period,), B)
    return Apply(Op.OR, (Apply(Op.NOT, (there,), B), limit), B) if draw(st.booleans()) else limit


def conditions(depth: int, keys: dict[str, Type] | None = None) -> SearchStrategy[Expr]:
    """Conditions, limits on periods among them."""
    return expressions(B, depth, keys) | limits()


# --- cases ----------------------------------------------------------------------------------


def values(type_: Type) -> SearchStrategy[object]:
    """Known values of a type."""
    if type_ == THINGS:
        fields = {name: constant(each).map(lambda found: found.value) for name, each in PROPERTIES.items()}  # type: ignore[union-attr]
        maybe = {name: each | st.just(ABSENT) if name in OPTIONAL_PROPERTIES else each for name, each in fields.items()}
        return st.lists(st.fixed_dictionaries(maybe), max_size=2).map(tuple)
    return constant(type_).map(lambda found: found.value)  # type: ignore[union-attr]


@st.composite
def cases(draw: st.DrawFn, *, complete: bool) -> dict[str, object]:
    """Facts by full name; complete ones, or ones with unknown facts, absent facts that are not optional, and incomplete elements."""
    facts: dict[str, object] = {"deze_dag": draw(days)}
    for name, type_ in FACTS.items():
        known = values(type_)
        strange = [] if complete else [st.just(UNKNOWN), st.just(ABSENT)]
        facts[name] = draw(st.one_of([known, known, *([st.just(ABSENT)] if name[0] == "o" else []), *strange]))
    if not complete:
        for name in draw(st.lists(st.sampled_from(sorted(facts)), max_size=3, unique=True)):
            del facts[name]
        facts["p.dingen"] = draw(
            st.sampled_from([facts.get("p.dingen", UNKNOWN), ({"waar": True},), ({"waar": UNKNOWN, "bedrag": ABSENT, "misschien": True},)])
        )
    return facts
