"""The answers of another library on dates (tests/runtime/oracles) hold in the reference, in generated Python and in Z3."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from conformance_table import law

from waterdicht.compiler.backends.python import compile_python
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Apply, Constant, DefinitionInfo, Expr, FactOf, Op, Snapshot, Use
from waterdicht.compiler.types import Scalar
from waterdicht.runtime.policy import Policy, load_source
from waterdicht.runtime.values import Computed
from waterdicht.verifier.agree import smt_value

ORACLES = Path(__file__).parents[1] / "runtime" / "oracles"
BEGIN, MONTHS, DAYS = FactOf("plaatsing.begin", Scalar.DATE), FactOf("plaatsing.maanden", Scalar.MONTHS), FactOf("plaatsing.dagen", Scalar.DAYS)


def later(op: Op) -> Expr:
    """The day that months and then days bring."""
    return Apply(Op.ADD_DAYS, (Apply(op, (BEGIN, MONTHS), Scalar.DATE), DAYS), Scalar.DATE)


NEXT_MONTH = Apply(Op.ADD_MONTHS, (BEGIN, Constant(1, Scalar.MONTHS)), Scalar.DATE)
FORMS = {
    "down": later(Op.ADD_MONTHS),
    "up": later(Op.ADD_MONTHS_UP),
    "last": Apply(Op.ADD_DAYS, (NEXT_MONTH, Constant(-1, Scalar.DAYS)), Scalar.DATE),
}


@cache
def snapshot() -> Snapshot:
    return replace(law().snapshot, regulations={}, definitions={key: DefinitionInfo(key, body, "") for key, body in FORMS.items()})


@cache
def policy() -> Policy:
    return load_source(compile_python(snapshot()))


def rows(name: str) -> list[list[str]]:
    with (ORACLES / name).open(encoding="utf-8") as lines:
        return [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=";")][1:]


def given(day: str, period: str = "") -> dict[str, Computed]:
    """The facts: a day, and a period as `[0 years, 1 months, 0 days]`."""
    years, months, days = map(int, re.findall(r"-?\d+", period)) if period else (0, 0, 0)
    return {BEGIN.name: date.fromisoformat(day), MONTHS.name: 12 * years + months, DAYS.name: days}


def check(form: str, facts: dict[str, Computed], answer: str) -> None:
    expected = date.fromisoformat(answer)
    assert evaluate(FORMS[form], Case(snapshot(), facts, {})) == expected
    assert policy().value(form, facts) == expected
    assert smt_value(snapshot(), Use(form, Scalar.DATE), facts, {}) == expected


@pytest.mark.parametrize(("day", "period", "answer"), rows("exact_computations.csv"))
def test_exact(day: str, period: str, answer: str) -> None:
    check("up", given(day, period), answer)
    check("down", given(day, period), answer)


@pytest.mark.parametrize(("day", "period", "up", "down"), rows("ambiguous_computations.csv"))
def test_ambiguous(day: str, period: str, up: str, down: str) -> None:
    check("up", given(day, period), up)
    check("down", given(day, period), down)


@pytest.mark.parametrize(("day", "first", "last"), rows("first_last_day_of_month.csv"))
def test_last_day_of_month(day: str, first: str, last: str) -> None:
    assert first[:7] == day[:7]
    check("last", given(first), last)
