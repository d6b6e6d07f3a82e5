"""JSON for facts, for Hypothesis: what is right, and every way of being wrong that readers of JSON tend to let through."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from waterdicht.compiler.ir import FactInfo
from waterdicht.compiler.types import EnumType, ListType, Scalar, Type
from waterdicht.runtime.fact_types import FactType, decimal_text

B, INT, DECIMAL, SHARE, MONEY, DATE, MONTHS, DAYS, PERIOD, PERIODS = (
    Scalar.BOOL, Scalar.INT, Scalar.DECIMAL, Scalar.PERCENTAGE, Scalar.MONEY, Scalar.DATE, Scalar.MONTHS, Scalar.DAYS, Scalar.PERIOD, Scalar.PERIODS,
)  # fmt: skip


def declared(name: str, type_: Type, lowest: Any = None, highest: Any = None, *, optional: bool = False) -> FactInfo:
    """A declared fact with bounds."""
    return FactInfo(name, type_, "", lowest, highest, None, optional, "", "", "", "")


THINGS = (
    declared("ding.waar", B),
    declared("ding.dag", DATE, optional=True),
    declared("ding.bedrag", MONEY),
    declared("ding.keuze", EnumType("zwaarte", ("licht", "zwaar"))),
    declared("ding.deel", ListType("deel", 2)),
    declared("deel.waar", B),
)
FACTS = (
    declared("f.f", B), declared("f.f", B, optional=True), declared("f.f", INT), declared("f.f", INT, 0, 60), declared("f.f", INT, Fraction(1, 2), None),
    declared("f.f", MONTHS, -3, None, optional=True), declared("f.f", DAYS, None, 10**30), declared("f.f", DECIMAL, Fraction(-1, 2), None),
    declared("f.f", SHARE, 0, 1), declared("f.f", MONEY, 0, 1_000_000), declared("f.f", MONEY, optional=True), declared("f.f", DATE),
    declared("f.f", DATE, optional=True), declared("f.f", DATE, date(2024, 1, 1), date(2024, 12, 31)), declared("f.f", DATE, date(1850, 1, 1), date(2300, 1, 1)),
    declared("f.f", PERIOD), declared("f.f", PERIOD, optional=True), declared("f.f", PERIODS), declared("f.f", PERIODS, optional=True),
    declared("f.f", EnumType("zwaarte", ("licht", "zwaar"))), declared("f.f", EnumType("zwaarte", ("licht",)), optional=True),
    declared("f.f", ListType("ding", 2)), declared("f.f", ListType("ding", 2), optional=True), declared("f.f", ListType("niets", 3)),
)  # fmt: skip
"""One fact of every kind, with and without bounds, optional and not."""


class Text(str):
    """A string of another class: no JSON reader makes one."""

    __slots__ = ()


class Number(int):
    """A whole number of another class."""


class Object(dict[str, Any]):
    """An object of another class."""


class Array(list[Any]):
    """A list of another class."""


DAYS_OF_2024 = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(date.isoformat)
STRANGE = (
    "2026-1-2", "20260102", "2026-W01-1", "2026W011", "2026-W01", "2026-001", "2026-01-02T00:00:00", "2026-01-02 ", " 2026-01-02", "2026-02-30",
    "1900-12-31", "1901-01-01", "2199-12-31", "2200-01-01", "0001-01-01", "9999-12-31", "\uff12026-01-02", "\u0968024-01-01", "2026\u201301-02", "2026-01", "", "0", "2026-01-0\ud800",
)  # fmt: skip
STRANGE_DAYS = st.sampled_from(STRANGE)
EDGES: tuple[Any, ...] = (
    *STRANGE, None, True, 1, 0, 60, 61, -3, -4, 10**18 - 1, 10**18, 1 - 10**18, -(10**18), 1.0, float("nan"), "licht", "2024-01-01", "2023-12-31", "2024-12-31",
    "2025-01-01", "2199-12-30", "10000.00", "10000.01", "100", "100.01", [], [{}], {},
    Text("licht"), Text("2024-02-02"), Text("12.50"), Number(5), Object({}), Object({"van": "2024-01-01", "tot_en_met": "2024-01-31"}), Array([]), 10**400,
)  # fmt: skip
"""The last value within each bound and the first beyond it, and the usual mistakes."""
ELEMENT: Mapping[str, Any] = {"waar": True, "dag": None, "bedrag": "1.50", "keuze": "licht", "deel": []}
ODD: SearchStrategy[Any] = st.one_of(
    st.sampled_from([None, True, False, 0, 1, -1, 60, 61, 1.0, 0.0, float("nan"), float("inf"), 10**18, 10**18 - 1, -(10**18), 10**400]),
    st.sampled_from(["licht", "zwaar", "middel", "true", "1", "12.50", "-0.5", "300", "300.005", "300.000", "1e3", "\u0661", "9" * 40, "-0", "01"]),
    st.sampled_from([Text("licht"), Text("2024-02-02"), Number(5), Object({}), Object(ELEMENT), Array([]), Array([True]), (), (1,), {1}, b"licht", object()]),
    st.sampled_from([[], {}, [[]], [None], [{}], [{"waar": True}], [dict(ELEMENT)], [dict(ELEMENT)] * 3, [{**ELEMENT, "ding": 1}], [Object(ELEMENT)]]),
    st.sampled_from([{**ELEMENT, "waar": 1}, {**ELEMENT, "keuze": "rood"}, {**ELEMENT, "dag": "2024-1-1"}, {**ELEMENT, "deel": [{"waar": None}]}]).map(lambda element: [element]),
    st.sampled_from([{"van": "2024-01-01"}, {"van": "2024-02-01", "tot_en_met": "2024-01-31"}, {"van": "2024-01-01", "tot_en_met": "2024-01-31", "x": 1}]),
    st.sampled_from([[{"van": "2024-02-01", "tot_en_met": "2024-01-31"}], [{"van": "2024-01-01", "tot_en_met": "2024-01-31"}, None], ["2024-1-1"], ["20240101"], ["2024-02-30", "2024-01-01"]]),
    STRANGE_DAYS, DAYS_OF_2024, st.booleans(), st.integers(-5, 70), st.integers(), st.floats(), st.text(max_size=12),
)  # fmt: skip
"""JSON that is wrong for most facts, and things that are no JSON at all."""


def right(type_: FactType) -> SearchStrategy[Any]:
    """JSON that is right for a fact."""
    return st.none() | right_and_there(type_) if type_.optional else right_and_there(type_)


def right_and_there(type_: FactType) -> SearchStrategy[Any]:
    """JSON that is right for a fact that is there."""
    match type_.kind:
        case "ja/nee":
            return st.booleans()
        case "keuze":
            return st.sampled_from(type_.options)
        case "datum":
            return days(type_)
        case "periode":
            return periods
        case "perioden":
            return st.lists(periods | DAYS_OF_2024, max_size=3)
        case "lijst":
            each = st.fixed_dictionaries({name: right(known) for name, known in type_.properties.items()})
            return st.lists(each, max_size=3 if type_.at_most is None else min(type_.at_most, 3))
        case _:
            return numbers(type_)


def days(type_: FactType) -> SearchStrategy[str]:
    """Days within bounds."""
    lowest = type_.lowest if isinstance(type_.lowest, date) else date(1901, 1, 1)
    highest = type_.highest if isinstance(type_.highest, date) else date(2199, 12, 31)
    return st.dates(max(lowest, date(1901, 1, 1)), min(highest, date(2199, 12, 31))).map(date.isoformat) | (
        DAYS_OF_2024 if lowest <= date(2024, 1, 1) and highest >= date(2024, 12, 31) else st.nothing()
    )


periods = st.tuples(DAYS_OF_2024, DAYS_OF_2024).map(sorted).map(lambda both: {"van": both[0], "tot_en_met": both[1]})


def numbers(type_: FactType) -> SearchStrategy[Any]:
    """Numbers within bounds: whole ones, and for amounts and the like also decimals as text."""
    lowest = Fraction(type_.lowest) if isinstance(type_.lowest, int | Fraction) else Fraction(0)
    highest = Fraction(type_.highest) if isinstance(type_.highest, int | Fraction) else lowest + 100_000
    scale = {"bedrag": Fraction(100), "percentage": Fraction(1, 100)}.get(type_.kind, Fraction(1))
    whole = st.integers(-(-lowest // scale), min(highest // scale, 10**17))
    if type_.kind in ("getal", "maandental", "dagental"):
        return whole
    return whole | whole.map(lambda number: decimal_text(Fraction(number)))
