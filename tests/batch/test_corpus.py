"""Decisions of the corpus for many random cases at once: outcome and provisions are those of one case at a time, which is held equal to the reference."""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("ibis")

import ibis
import pyarrow as pa

from waterdicht.batch.deciding import Deciding, decide, duckdb, express, run
from waterdicht.batch.one_by_one import OneByOne
from waterdicht.batch.reading import Piece
from waterdicht.cli.cases import Question, bench, default_readings
from waterdicht.compiler.backends.columns.on_ibis import compute
from waterdicht.compiler.backends.columns.prepare import SURPRISE, prepared
from waterdicht.compiler.compile import Model, compile_files, snapshot_on
from waterdicht.runtime.compiled import TODAY
from waterdicht.runtime.fact_types import FactType

DAY = date(2026, 3, 2)
BORDERS = ("2024-02-29", "2026-01-31", "2026-02-28", "2025-08-31", "2026-03-02", "1901-01-01", "2199-12-31")
CASES = 400
NO = ("heeft_proeftijd", "verdringt", "onverantwoord", "gevolgd_door", "ook_zonder", "voorliggende", "onvoldoende", "uwv", "zoektermijn", "pensioen")
"""Facts with one of these in their name are mostly answered with no, the others with yes: cases that go through every condition."""
POLICIES = Path(__file__).parents[2] / "policies"


@cache
def model() -> Model:
    found, _ = compile_files([str(path) for path in sorted(POLICIES.rglob("*.norm"))])
    assert found is not None
    return found


def deciding_on(regulation: str, decision: str, readings: dict[str, str], day: date = DAY) -> Deciding:
    built = snapshot_on(model().built[regulation], day)
    assert built is not None
    question = (regulation, decision, "toekennen")
    policy = bench(built, (Question(*question, under_the_law=False),)).policy
    schema = {name: policy.facts[name].type for name in policy.decision(decision, regulation).facts if name != TODAY}
    options = default_readings(built) | readings
    made = Deciding(built.snapshot, question, options, day, tuple(schema), OneByOne(built.snapshot, question, options, day, policy, schema))
    express(made)
    return made


def cell(name: str, kind: FactType, chance: random.Random) -> str:
    """The text of a cell: mostly a value, now and then unknown, absent where that can be, or wrong."""
    fate = chance.random()
    if fate < 0.005 or (kind.optional and fate < 0.3):
        return "" if fate < 0.005 else "(geen)"
    if fate > 0.998:
        return "zomaar"
    match kind.kind:
        case "ja/nee":
            return "nee" if (chance.random() < 0.95) is any(word in name for word in NO) else chance.choice(("ja", "true"))
        case "datum":
            first, days = (date(1950, 1, 1), 22_000) if name.endswith("geboortedatum") else (DAY - timedelta(200), 600)
            return chance.choice(BORDERS) if fate > 0.8 else (first + timedelta(chance.randrange(days))).isoformat()
        case "keuze":
            return chance.choice(kind.options)
        case "bedrag" | "percentage" | "decimaal":
            return chance.choice(("0", "12.50", "100", "299.99"))
        case "perioden" | "lijst" | "ja/nee per maand":
            return chance.choice(("[]", "[]", '["2026-03-01"]' if kind.kind == "perioden" and fate > 0.8 else "[]"))
        case "periode":
            return "2026-01-31/2026-06-30"
        case _:
            return str(chance.randrange(14))


@pytest.mark.parametrize(
    ("regulation", "decision", "readings"),
    [
        ("stichtse_vecht", "toestemming_proefplaats", {}),
        ("stichtse_vecht", "toestemming_proefplaats", {"maandeinde": "laatste_dag"}),
        ("stichtse_vecht", "werkervaringsplaats", {}),
        ("stichtse_vecht", "detachering", {}),
        ("stichtse_vecht", "scholing", {}),
        ("stichtse_vecht", "ondersteuning_of_overige_voorziening", {}),
    ],
)
def test_many_are_decided_as_one(regulation: str, decision: str, readings: dict[str, str]) -> None:
    deciding = deciding_on(regulation, decision, readings)
    assert not deciding.why_not
    chance = random.Random(7)  # noqa: S311
    rows = [{name: cell(name, kind, chance) for name, kind in deciding.slow.schema.items()} for _ in range(CASES)]
    found = decide(deciding, Piece(range(1, CASES + 1), pa.Table.from_pylist(rows)), duckdb())
    single = [deciding.slow.decide(row) for row in rows]
    assert found.outcomes.tolist() == [each.outcome for each in single]
    assert found.provisions.tolist() == ["; ".join(each.provisions) for each in single]
    assert len(set(found.provisions)) > 3
    assert len(found.one_by_one) < CASES


def test_what_columns_cannot_hold_is_decided_one_by_one() -> None:
    deciding = deciding_on("stichtse_vecht", "begeleiding_op_de_werkplek", {})
    assert deciding.why_not == "een termijn met de Algemene termijnenwet"
    chance = random.Random(7)  # noqa: S311
    rows = [{name: cell(name, kind, chance) for name, kind in deciding.slow.schema.items()} for _ in range(20)]
    found = decide(deciding, Piece(range(1, 21), pa.Table.from_pylist(rows)), duckdb())
    assert found.outcomes.tolist() == [deciding.slow.decide(row).outcome for row in rows]


def test_typed_columns_and_columns_that_are_not_there() -> None:
    deciding = deciding_on("stichtse_vecht", "toestemming_proefplaats", {})
    chance = random.Random(3)  # noqa: S311
    columns: dict[str, Any] = {}
    for name, kind in list(deciding.slow.schema.items())[::-1][:30]:
        if kind.kind == "ja/nee":
            columns[name] = pa.array([chance.choice((True, False, True, None)) for _ in range(CASES)])
        elif kind.kind == "datum":
            days = [date.fromisoformat(chance.choice(BORDERS)) if chance.random() < 0.7 else None for _ in range(CASES)]
            columns[name] = pa.array(days, pa.date32())
            if kind.optional:
                columns[f"{name} (geen)"] = pa.array([day is None and chance.random() < 0.5 for day in days])
    table = pa.table(columns)
    given = tuple(name for name in deciding.given if name in columns)
    some = Deciding(deciding.snapshot, deciding.question, deciding.readings, DAY, given, deciding.slow)
    found = decide(some, Piece(range(1, CASES + 1), table), duckdb())
    assert found.outcomes.tolist() == [deciding.slow.decide(row).outcome for row in table.to_pylist()]
    assert all(each.errors for each in found.one_by_one.values())


def test_another_database_says_the_same(tmp_path: Path) -> None:
    sql = pytest.importorskip("pyspark.sql", reason="needs PySpark (pip install 'ibis-framework[pyspark]') and Java")
    deciding = deciding_on("stichtse_vecht", "toestemming_proefplaats", {})
    chance = random.Random(5)  # noqa: S311
    rows = [{name: cell(name, kind, chance) for name, kind in deciding.slow.schema.items()} | {"rij": place} for place in range(100)]
    con = duckdb()
    wanted = run(deciding, con.create_table("gevallen", pa.Table.from_pylist(rows), temp=True), con)
    session = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    session.createDataFrame(rows).createOrReplaceTempView("gevallen")
    decision = deciding.compiled(frozenset())
    ready = prepared(ibis.pyspark.connect(session).table("gevallen"), decision.facts, ["rij"])
    found = compute(ready, decision.results, ["rij", SURPRISE]).order_by("rij").to_pyarrow()
    assert found["channels"].to_pylist() == wanted["channels"].to_pylist()
    assert found["bits_0"].to_pylist() == wanted["bits_0"].to_pylist()
    session.stop()
