"""Columns say what the reference says: of every row of the conformance table and of random expressions, on many cases at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest

pytest.importorskip("ibis")

from column_values import SURPRISED, agree, columns_say
from conformance_table import THIS_DAY, Row, facts_of, law, rows
from hypothesis import HealthCheck, event, given, note, settings
from hypothesis import strategies as st
from random_expressions import Example, examples
from test_agreement import made

from waterdicht.compiler.backends.columns.decision import encoding_of
from waterdicht.compiler.backends.columns.encode import encode
from waterdicht.compiler.backends.columns.operators import STRICT
from waterdicht.compiler.backends.columns.wholes import Inexpressible
from waterdicht.compiler.backends.python.analysis import TODAY
from waterdicht.compiler.evaluate import STRICT as REFERENCE
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Expr, Op, Snapshot
from waterdicht.runtime.values import Period

TOGETHER = 40
TERM = "een termijn met de Algemene termijnenwet"
DIGITS = "getallen van meer dan 18 cijfers"


def test_every_operator_is_here_but_terms() -> None:
    assert set(REFERENCE) - set(STRICT) == {Op.DEADLINE}


def why_not(snapshot: Snapshot, expr: Expr, readings: Mapping[str, str]) -> str:
    """Why columns cannot hold an expression, "" when they can."""
    try:
        encode(expr, encoding_of(snapshot, readings, THIS_DAY, snapshot.vocabulary.facts)[0])
    except Inexpressible as reason:
        return reason.what
    return ""


def compare(snapshot: Snapshot, exprs: Mapping[str, Expr], cases: Sequence[Mapping[str, Any]], readings: Mapping[str, str], day: date) -> int:
    """Hold every expression equal on every case; how many cells were compared."""
    compared = 0
    for name, found in columns_say(snapshot, exprs, cases, readings, day).items():
        for case, value in zip(cases, found, strict=True):
            if value != SURPRISED:
                wanted = evaluate(exprs[name], Case(snapshot, {**case, TODAY: day}, readings))
                assert agree(wanted, value), f"{name}: evaluate {wanted!r}, columns {value!r}, {case}"
                compared += 1
    return compared


def without_day(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a case but for the day, which is one for all cases."""
    return {name: value for name, value in facts.items() if name != TODAY}


def with_nothing_in_it(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts, with nothing in lists, periods and months: columns leave the others to be decided one by one."""
    return {name: () if isinstance(value, tuple) and not isinstance(value, Period) else value for name, value in facts.items()}


def grouped(found: Iterable[Row]) -> Mapping[tuple[Any, ...], list[Row]]:
    """Rows that can be computed in one table: under the same readings on the same day."""
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in found:
        day = facts_of(row).get(TODAY)
        readings = tuple(sorted(row.readings.items()))
        place = sum(len(each) for key, each in groups.items() if key[0] == readings and key[1] == day) // TOGETHER
        groups[readings, day if isinstance(day, date) else THIS_DAY, place].append(row)
    return groups


def test_table() -> None:
    found = law()
    options = found.policy.options
    body = {row.name: found.snapshot.definitions[found.keys[row.name]].body for row in rows()}
    reasons = {row.name: why_not(found.snapshot, body[row.name], options(row.readings)) for row in rows()}
    assert set(reasons.values()) == {"", TERM, DIGITS}
    held = [row for row in rows() if not reasons[row.name]]
    assert len(held) > 0.9 * len(rows())
    compared = 0
    for (readings, day, _), group in grouped(held).items():
        cases = [without_day(facts_of(row)) for row in group]
        compared += compare(found.snapshot, {row.name: body[row.name] for row in group}, cases, options(dict(readings)), day)
    assert compared > 10_000


@given(st.data())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_random_expressions(data: st.DataObject) -> None:
    example: Example = data.draw(examples(law().snapshot))
    snapshot = made(example)
    days = [case[TODAY] for case in example.cases if isinstance(case.get(TODAY), date)]
    day = days[0] if days else THIS_DAY
    exprs = {key: snapshot.definitions[key].body for key in example.asked}
    exprs = {key: expr for key, expr in exprs.items() if not why_not(snapshot, expr, example.readings)}
    event(f"{len(exprs)} expressions in columns")
    cases = [with_nothing_in_it(without_day(case)) for case in example.cases]
    note(str(cases))
    try:
        event(f"compared {sum(compare(snapshot, {key: expr}, cases, example.readings, day) for key, expr in exprs.items())}")
    except Inexpressible as reason:
        event(reason.what)
