"""Random well-typed expressions over the words of the conformance table, with parts that are shared, for Hypothesis."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, assert_never

from hypothesis import strategies as st

from waterdicht.compiler import durations, history
from waterdicht.compiler.backends.python.analysis import TODAY, analyse, facts_of
from waterdicht.compiler.backends.smt.tables import first_of, month_index
from waterdicht.compiler.ir import (
    Apply,
    ByReading,
    Choose,
    Collect,
    Constant,
    DefinitionInfo,
    Expr,
    FactOf,
    Gather,
    ItemOf,
    Marked,
    Op,
    Snapshot,
    Unsaid,
    Use,
    Vocabulary,
)
from waterdicht.compiler.monthly import throughout
from waterdicht.compiler.operators import shift
from waterdicht.compiler.types import UNIT_TYPE, EnumType, ListType, MonthlyType, RateType, Scalar, Type, show
from waterdicht.runtime.months import series
from waterdicht.runtime.values import ABSENT, InMonth, Period, normalise

B, INT, DECIMAL, SHARE, MONEY = Scalar.BOOL, Scalar.INT, Scalar.DECIMAL, Scalar.PERCENTAGE, Scalar.MONEY
DATE, MONTHS, DAYS, PERIOD, PERIODS = Scalar.DATE, Scalar.MONTHS, Scalar.DAYS, Scalar.PERIOD, Scalar.PERIODS
REGIME = EnumType("regime", ("licht", "middel", "zwaar"))
RATE = RateType("6 maanden")
WAGE, HOURS, NAMED = MonthlyType(MONEY), MonthlyType(INT), MonthlyType(B)
TYPES: tuple[Type, ...] = (B, INT, DECIMAL, SHARE, MONEY, DATE, MONTHS, DAYS, PERIOD, REGIME, RATE)
"""The types whose values every backend can show; sets of periods occur inside expressions."""
WEIGHTED: tuple[Type, ...] = (*TYPES, B, B, B, DATE, DATE, DAYS, MONEY)

READINGS: Mapping[str, tuple[str, ...]] = {
    "eigen": ("links", "rechts", "midden"),
    "maandeinde": ("dag_ervoor", "laatste_dag"),
    "dag_na_ziekte": ("doorgaan", "stoppen"),
}
PERIOD_LIMITS = ("ten hoogste", "ten hoogste", "ten minste", "meer dan", "minder dan", "precies")

BORDERS = tuple(map(date.fromisoformat, (
    "1901-01-01", "1901-02-28", "1999-12-31", "2000-02-29", "2014-12-31", "2015-01-01", "2023-01-31", "2023-02-28",
    "2023-12-31", "2024-01-01", "2024-01-31", "2024-02-28", "2024-02-29", "2024-03-01", "2024-03-28", "2024-03-29",
    "2024-03-31", "2024-04-30", "2024-05-31", "2024-08-31", "2024-12-24", "2024-12-31", "2025-02-28", "2025-12-25",
    "2028-02-29", "2045-12-20", "2045-12-31", "2046-01-01", "2096-02-29", "2099-12-31", "2100-02-28", "2100-03-01",
    "2199-12-15", "2199-12-31",
)))  # fmt: skip
NEAR = st.dates(date(2023, 11, 1), date(2026, 3, 31))
DAY = NEAR | st.sampled_from(BORDERS) | st.dates(date(1901, 1, 1), date(2199, 12, 31))


def stretch(days: st.SearchStrategy[date], longest: int) -> st.SearchStrategy[Period]:
    """A period that holds at least one day."""
    return st.builds(lambda begin, more: Period(begin, date.fromordinal(begin.toordinal() + more)), days, st.integers(0, longest))


SPELLS = st.lists(stretch(NEAR, 60), max_size=3).map(normalise)
MONTH = DAY.map(lambda day: day.replace(day=1)) | NEAR.map(lambda day: day.replace(day=1))


def monthly(held: st.SearchStrategy[int]) -> st.SearchStrategy[Any]:
    """A series: a few months near each other or far apart."""
    return st.dictionaries(MONTH, held, max_size=5).map(lambda found: series(InMonth(month, value) for month, value in found.items()))


def months_on_end(count: int) -> st.SearchStrategy[Any]:
    """So many months on end, near the usual days."""
    return NEAR.map(lambda day: series(InMonth(first_of(month_index(day) + place), 1) for place in range(count)))


VALUES: Mapping[Type, st.SearchStrategy[Any]] = {
    B: st.booleans(),
    INT: st.integers(-3, 40) | st.sampled_from([0, 1_000]),
    DECIMAL: st.fractions(-3, 3, max_denominator=12),
    SHARE: st.fractions(0, 1, max_denominator=200),
    MONEY: st.integers(-500, 100_000) | st.sampled_from([0, 1, 49, 50, 51, 149, 150, 250]),
    DATE: DAY,
    MONTHS: st.integers(-14, 30) | st.sampled_from([0, 1, 2, 6, 1_200, -1_500]),
    DAYS: st.integers(-40, 400) | st.sampled_from([0, 1, 36_525, -80_000]),
    PERIOD: stretch(NEAR, 400) | stretch(st.sampled_from(BORDERS[:-2]), 40),
    PERIODS: SPELLS,
    REGIME: st.sampled_from(REGIME.options),
    RATE: st.integers(0, 500),
    WAGE: monthly(st.integers(-50, 20_000)),
    HOURS: monthly(st.integers(0, 200)),
    NAMED: monthly(st.just(1)) | st.integers(1, 6).flatmap(months_on_end),
}
"""Known values by type; those of facts and of constants."""

COMPARED = (INT, DECIMAL, SHARE, MONEY, DATE, MONTHS, DAYS, RATE)
COMPARISONS = (Op.EQ, Op.NE, Op.LT, Op.LE, Op.GT, Op.GE)
SIGNATURES: Mapping[Type, list[tuple[Op, tuple[Type, ...]]]] = {
    B: [
        *((op, (B,) * count) for op in (Op.AND, Op.OR, Op.EXACTLY_ONE) for count in (1, 2, 2, 3)),
        (Op.AND, ()), (Op.OR, ()), (Op.NOT, (B,)), (Op.NOT, (B,)),
        *((op, (type_, type_)) for op in COMPARISONS for type_ in COMPARED), (Op.LE, (INT, DECIMAL)), (Op.EQ, (DECIMAL, INT)),
        *((op, (type_, type_)) for op in (Op.EQ, Op.NE) for type_ in (B, REGIME, PERIOD)),
        *((Op.PRESENT, (type_,)) for type_ in (B, INT, MONEY, DATE, PERIOD, PERIODS)),
        (Op.HOLDS_IN, (NAMED, DATE)), (Op.PRESENT, (HOURS,)),
        (Op.CONTAINS, (PERIOD, DATE)), (Op.CONTAINS, (PERIODS, DATE)), (Op.CONTAINS, (PERIODS, DATE)),
    ],
    INT: [*((op, (INT, INT)) for op in (Op.ADD, Op.SUB, Op.MUL, Op.MIN, Op.MAX)), (Op.AGE, (DATE, DATE)), (Op.YEAR, (DATE,)),
          (Op.IN_MONTH, (HOURS, DATE)), (Op.MONTHS_TOTAL, (HOURS, DATE, DATE)),
          *((op, (NAMED, DATE, DATE)) for op in (Op.MONTHS_TOTAL, Op.MONTHS_RUN, Op.MONTHS_SINCE))],
    DECIMAL: [
        *((op, (DECIMAL, INT)) for op in (Op.ADD, Op.SUB, Op.MUL, Op.DIV)), (Op.DIV, (INT, INT)), (Op.DIV, (MONEY, MONEY)),
        (Op.DIV, (SHARE, SHARE)), (Op.MIN, (DECIMAL, INT, DECIMAL)), (Op.MAX, (INT, DECIMAL)), (Op.MUL, (SHARE, INT)),
    ],
    SHARE: [*((op, (SHARE, SHARE)) for op in (Op.ADD, Op.SUB, Op.MUL, Op.MIN, Op.MAX)), (Op.DIV, (SHARE, INT))],
    MONEY: [
        *((op, (MONEY, MONEY)) for op in (Op.ADD, Op.SUB, Op.MIN, Op.MAX)), (Op.MUL, (SHARE, MONEY)), (Op.MUL, (DECIMAL, MONEY)), (Op.MUL, (MONEY, INT)),
        (Op.DIV, (MONEY, INT)), (Op.DIV, (MONEY, DECIMAL)), (Op.WHOLE_CENTS, (MONEY,)), (Op.IN_MONTH, (WAGE, DATE)), (Op.MONTHS_TOTAL, (WAGE, DATE, DATE)),
    ],
    DATE: [
        *((op, (DATE, MONTHS)) for op in (Op.ADD_MONTHS, Op.ADD_MONTHS, Op.ADD_MONTHS_UP)), (Op.ADD_DAYS, (DATE, DAYS)),
        (Op.MONTH, (DATE,)), (Op.YEAR_START, (DATE,)),
        (Op.MIN, (DATE, DATE)), (Op.MAX, (DATE, DATE)), (Op.BEGIN, (PERIOD,)), (Op.END, (PERIOD,)), (Op.NTH_FREE_DAY, (DATE, DAYS, PERIODS)),
    ],
    MONTHS: [*((op, (MONTHS, MONTHS)) for op in (Op.ADD, Op.SUB, Op.MIN)), (Op.MUL, (MONTHS, INT))],
    DAYS: [
        *((op, (DAYS, DAYS)) for op in (Op.ADD, Op.SUB, Op.MAX)), (Op.MUL, (DAYS, INT)), (Op.DAYS_BETWEEN, (DATE, DATE)),
        (Op.LENGTH, (PERIOD,)), (Op.DAYS_IN, (PERIODS, PERIOD)),
    ],
    PERIOD: [(Op.PERIOD, (DATE, DATE))],
}  # fmt: skip
"""Strict and other operators by the type they give; terms, rounding and quantifiers have constants in them and are made below."""
PROPERTIES: Mapping[Type, str] = {MONEY: "bedrag", DATE: "datum", B: "geldig"}


@dataclass(slots=True)
class Making:
    """The expressions of one example while they are drawn. `pool` has the parts made so far, to be used again as they are."""

    draw: st.DrawFn
    vocabulary: Vocabulary
    keys: dict[str, Type] = field(default_factory=dict)
    pool: dict[Type, list[Expr]] = field(default_factory=dict)


Binders = tuple[str, ...]


def expression(making: Making, type_: Type, depth: int, binders: Binders = ()) -> Expr:
    """An expression of a type, at most `depth` deep, over the elements that binders stand for."""
    chosen = making.draw(st.integers(0, 11))
    again = making.pool.get(type_, [])
    if chosen == 0 and again:
        return making.draw(st.sampled_from(again))
    if depth == 0 or chosen == 1 or isinstance(type_, MonthlyType):
        return leaf(making, type_, binders)
    made = wrapped(making, type_, depth, binders) if chosen in (2, 3, 4) else composed(making, type_, depth, binders)
    if not binders:
        making.pool.setdefault(type_, []).append(made)
    return made


def leaf(making: Making, type_: Type, binders: Binders) -> Expr:
    """A fact, a property of an element, a definition or a literal; now and then what nobody knows."""
    if making.draw(st.integers(0, 19)) == 0 and not isinstance(type_, MonthlyType):
        return Unsaid(f"onbekend {making.draw(st.integers(1, 2))}:{show(type_)}", type_)
    facts = [FactOf(name, type_) for name, info in making.vocabulary.facts.items() if info.type == type_ and not name.startswith("premie.")]
    items = [ItemOf(binder, PROPERTIES[type_], type_) for binder in binders if type_ in PROPERTIES]
    uses = [Use(key, kind) for key, kind in making.keys.items() if kind == type_]
    options: list[Expr] = [*facts, *items * 4, *uses * 2]
    if isinstance(type_, MonthlyType):
        return making.draw(st.sampled_from(facts))  # there are no series in norms but those of facts
    if not options or making.draw(st.integers(0, 2)) == 0:
        return Constant(making.draw(VALUES[type_]), type_)
    return making.draw(st.sampled_from(options))


def wrapped(making: Making, type_: Type, depth: int, binders: Binders) -> Expr:
    """A choice, a reading, a mark or what stands for something absent."""

    def part(kind: Type) -> Expr:
        return expression(making, kind, depth - 1, binders)

    match making.draw(st.sampled_from(("keuze", "lezing", "plaats", "anders"))):
        case "keuze":
            cases = tuple((part(B), part(type_)) for _ in range(making.draw(st.sampled_from((0, 1, 1, 2, 2, 3, 3)))))
            return Choose(cases, type_, part(B) if making.draw(st.booleans()) else None)
        case "lezing":
            name = making.draw(st.sampled_from(sorted(READINGS)))
            return ByReading(name, tuple((option, part(type_)) for option in READINGS[name]), type_)
        case "plaats":
            return Marked(part(type_), "voorbeeld/artikel-1", making.draw(st.booleans()))
        case _:
            return Apply(Op.OR_ELSE, (part(type_), part(type_)), type_)


def composed(making: Making, type_: Type, depth: int, binders: Binders) -> Expr:
    """An operator on parts, or one of the forms that the compiler makes of several."""
    special = SPECIAL.get(type_, ())
    if special and making.draw(st.integers(0, 3)) == 0:
        return making.draw(st.sampled_from(special))(making, depth, binders)
    if type_ not in SIGNATURES:
        return leaf(making, type_, binders)
    op, kinds = making.draw(st.sampled_from(SIGNATURES[type_]))
    return Apply(op, tuple(expression(making, kind, depth - 1, binders) for kind in kinds), type_)


def quantified(making: Making, depth: int, binders: Binders, gather: Gather) -> Expr:
    """A quantifier over a list of premiums; at most two within each other."""
    name = making.draw(st.sampled_from(("persoon.premies", "persoon.giften")))
    over = making.vocabulary.facts[name].type
    assert isinstance(over, ListType)
    binder = f"x{len(binders)}"
    inner = (*binders, binder)[-2:]
    where = expression(making, B, min(depth - 1, 2 - len(binders)) if len(binders) < 2 else 0, inner)
    body = expression(making, MONEY, min(depth - 1, 1), inner) if gather is Gather.SUM else None
    return Collect(gather, binder, FactOf(name, over), where, body, {Gather.COUNT: INT, Gather.SUM: MONEY}.get(gather, B))


def some_or_every(making: Making, depth: int, binders: Binders) -> Expr:
    """`er is een` or `elke`."""
    return quantified(making, depth, binders, making.draw(st.sampled_from((Gather.ANY, Gather.ALL))))


def limit(making: Making, depth: int, binders: Binders) -> Expr:
    """`p zonder S duurt ten hoogste n maanden`, as the compiler makes it."""
    period = expression(making, PERIOD, depth - 1, binders)
    spells = expression(making, PERIODS, 0, binders) if making.draw(st.booleans()) else None
    return durations.lasts(period, spells, making.draw(st.sampled_from(PERIOD_LIMITS)), length(making))


def over_time(making: Making, depth: int, binders: Binders) -> Expr:
    """`S gedurende ten minste n maanden vóór d` or `S ooit in n maanden vóór d`."""
    kind = making.draw(st.sampled_from(("gedurende", "ooit")))
    return durations.throughout(kind, expression(making, PERIODS, 0, binders), length(making), expression(making, DATE, depth - 1, binders))


def earlier_application(making: Making, depth: int, binders: Binders) -> Expr:
    """`toepassing gevonden van A …` or `x is binnen T na toepassing van A`, over a history and around a day as the compiler makes it."""
    found, day, count = expression(making, PERIODS, 0, binders), expression(making, DATE, depth - 1, binders), length(making)
    near = {
        "in … vóór": lambda: durations.before(day, count),
        "binnen … na": lambda: history.stretch(day, shift(day, count)),
        "na toepassing": lambda: history.stretch(history.first_reaching(day, count), day),
        "vóór toepassing": lambda: history.last_reaching(day, count),
        "tot nu toe": lambda: history.stretch(history.BEGINNING, FactOf(TODAY, DATE)),
    }
    return history.some_day(found, near[making.draw(st.sampled_from(sorted(near)))]())


def over_months(making: Making, depth: int, binders: Binders) -> Expr:
    """The same over months that are named."""
    kind = making.draw(st.sampled_from(("gedurende", "ooit")))
    months = Constant(making.draw(st.integers(0, 14)), MONTHS)
    return throughout(kind, expression(making, NAMED, 0, binders), months, expression(making, DATE, depth - 1, binders))


def length(making: Making) -> Expr:
    """A length of time as an author writes it."""
    type_ = making.draw(st.sampled_from((MONTHS, MONTHS, DAYS)))
    return Constant(making.draw(st.integers(0, 14 if type_ is MONTHS else 70)), type_)


def last_day(making: Making, depth: int, binders: Binders) -> Expr:
    """`laatste dag van n maanden vanaf b zonder S`."""
    spells = expression(making, PERIODS, 0, binders) if making.draw(st.booleans()) else None
    return durations.latest_end(expression(making, DATE, depth - 1, binders), length(making), spells)


def term(making: Making, depth: int, binders: Binders) -> Expr:
    """The last day of a term with the Algemene termijnenwet; of a number of units that only the case gives, except for working days."""
    unit = making.draw(st.sampled_from(UNIT_TYPE.options))
    literal = unit == "werkdagen" or making.draw(st.booleans())
    count = Constant(making.draw(st.integers(-3, 14) | st.sampled_from([60, 90, 91])), INT) if literal else expression(making, INT, depth - 1, binders)
    return Apply(Op.DEADLINE, (expression(making, DATE, depth - 1, binders), count, Constant(unit, UNIT_TYPE)), DATE)


def rounded(making: Making, depth: int, binders: Binders) -> Expr:
    """An amount rounded to eurocents or euros."""
    op = making.draw(st.sampled_from((Op.ROUND_HALF_UP, Op.ROUND_UP, Op.ROUND_DOWN)))
    return Apply(op, (expression(making, MONEY, depth - 1, binders), Constant(making.draw(st.sampled_from((1, 100))), MONEY)), MONEY)


Maker = Callable[[Making, int, Binders], Expr]
SPECIAL: Mapping[Type, tuple[Maker, ...]] = {
    B: (some_or_every, limit, limit, over_time, over_months, earlier_application, earlier_application),
    INT: (lambda making, depth, binders: quantified(making, depth, binders, Gather.COUNT),),
    MONEY: (lambda making, depth, binders: quantified(making, depth, binders, Gather.SUM), rounded, rounded),
    DATE: (last_day, term),
}


# --- examples -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Example:
    """Definitions by key, of which those in `asked` are compared, on some cases under one choice of readings.

    When `tight`, the facts have no range beyond the values of the cases, so that these lie on its borders.
    """

    definitions: Mapping[str, Expr]
    asked: tuple[str, ...]
    cases: tuple[Mapping[str, Any], ...]
    readings: Mapping[str, str]
    tight: bool

    def __repr__(self) -> str:
        """Short enough to read in a report."""
        lines = [f"{key} = {shown(body)}" for key, body in self.definitions.items()]
        return "\n".join([*lines, *(f"gegeven {dict(case)}" for case in self.cases), f"lezingen {dict(self.readings)}", f"krap {self.tight}"])


def shown(expr: Expr) -> str:
    """An expression on one line."""
    match expr:
        case Constant(value):
            return value.isoformat() if isinstance(value, date) else str(value)
        case FactOf(name) | Use(name) | Unsaid(name):
            return name
        case ItemOf(binder, name):
            return f"{binder}.{name}"
        case Apply(op, arguments):
            return f"{op.name}({', '.join(map(shown, arguments))})"
        case Collect(gather, binder, over, where, body):
            return f"{gather.name}({binder} in {over.name}: {shown(where)}{'' if body is None else '; ' + shown(body)})"
        case Choose(cases):
            return f"CHOOSE({'; '.join(f'{shown(when)} -> {shown(value)}' for when, value in cases)})"
        case ByReading(reading, branches):
            return f"{reading.upper()}({'; '.join(f'{option}: {shown(branch)}' for option, branch in branches)})"
        case Marked(body):
            return f"MARKED({shown(body)})"
        case _:
            assert_never(expr)


@st.composite
def examples(draw: st.DrawFn, snapshot: Snapshot, count: int = 4, depth: int = 3) -> Example:
    """Two definitions, expressions that may use them, and three cases: the first complete, the others perhaps not."""
    making = Making(draw, snapshot.vocabulary)
    definitions: dict[str, Expr] = {}
    for key in ("begrip_een", "begrip_twee", *(f"rij_{place}" for place in range(count))):
        shared = key.startswith("begrip")
        definitions[key] = expression(making, draw(st.sampled_from(WEIGHTED)), depth - 1 if shared else depth)
        if shared:
            making.keys[key] = definitions[key].type
    asked = tuple(key for key in definitions if key.startswith("rij"))
    analysis = analyse(replace(snapshot, definitions={key: DefinitionInfo(key, body, "") for key, body in definitions.items()}))
    names = sorted(frozenset[str]().union(*(facts_of(definitions[key], analysis) for key in asked)))
    cases = tuple(facts(draw, snapshot.vocabulary, names, complete) for complete in (True, draw(st.booleans()), False))
    readings = {name: draw(st.sampled_from((options[0], *options))) for name, options in READINGS.items()}
    return Example(definitions, asked, cases, readings, draw(st.booleans()))


def facts(draw: st.DrawFn, vocabulary: Vocabulary, names: list[str], complete: bool) -> dict[str, Any]:
    """The facts of one case; in one that is not complete some are unknown. Optional facts are sometimes absent."""
    found: dict[str, Any] = {}
    for name in names:
        info = vocabulary.facts[name]
        fate = draw(st.integers(0, 7))
        if fate == 0 and not complete and name != TODAY:
            continue
        found[name] = ABSENT if fate in (1, 2) and info.optional else draw(fact_values(info.type, vocabulary, complete))
    return found


def fact_values(type_: Type, vocabulary: Vocabulary, complete: bool) -> st.SearchStrategy[Any]:
    """Known values of a fact; the elements of a list may lack optional properties, and others too unless the case is complete."""
    if not isinstance(type_, ListType):
        return VALUES[type_]
    parts = {name: vocabulary.facts[f"{type_.kind}.{name}"] for name in PROPERTIES.values()}
    values = {name: VALUES[info.type] | st.just(ABSENT) if info.optional else VALUES[info.type] for name, info in parts.items()}
    elements = st.fixed_dictionaries(values) if complete else st.fixed_dictionaries({}, optional=values)
    return st.lists(elements, max_size=type_.at_most).map(tuple)
