"""Many cases at once: a decision of the corpus in columns, from memory, on two threads; and the parts that take the time.

The cases are typed columns in the database's memory, complete but for optional days. Run with `make bench`; needs the extra `batch`.
"""

from __future__ import annotations

import importlib.util
import platform
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
DAY = date(2026, 3, 2)
DECISIONS = ("toestemming_proefplaats", "werkervaringsplaats", "detachering")
CASES, THREADS, REPEATS = 1_000_000, 2, 3
NO = ("heeft_proeftijd", "verdringt", "onverantwoord", "gevolgd_door", "ook_zonder", "voorliggende", "onvoldoende", "uwv", "zoektermijn", "pensioen")
"""Facts with one of these in their name are mostly answered with no, the others with yes."""


def main() -> None:
    """Print every figure."""
    if importlib.util.find_spec("ibis") is None:
        print("batch: not measured, needs: pip install 'waterdicht[batch]'")
        return
    from waterdicht.compiler.compile import compile_files

    print(f"machine: {platform.machine()}, Python {platform.python_version()}, {THREADS} threads, {CASES:,} cases, median of {REPEATS}")
    model, _ = compile_files([str(path) for path in sorted((ROOT / "policies").rglob("*.norm"))])
    if model is None:
        sys.exit("the corpus does not compile")
    for decision in DECISIONS:
        measure(model, decision)


def measure(model: Any, name: str) -> None:
    """One decision: preparing the columns, computing the channels, and both."""
    from waterdicht.batch.deciding import complete_facts, duckdb
    from waterdicht.cli.cases import default_readings
    from waterdicht.compiler.backends.columns.decision import compile_decision
    from waterdicht.compiler.backends.columns.on_ibis import compute
    from waterdicht.compiler.backends.columns.prepare import SURPRISE, prepared
    from waterdicht.compiler.compile import snapshot_on

    built = snapshot_on(model.built["stichtse_vecht"], DAY)
    if built is None:
        sys.exit("the corpus has no law on that day")
    question, readings = ("stichtse_vecht", name, "toekennen"), default_readings(built)
    partly = compile_decision(built.snapshot, question, readings, DAY, built.snapshot.vocabulary.facts)
    con = duckdb(THREADS)
    cases = con.create_table("gevallen", cases_for(partly.facts))
    started = time.perf_counter()
    ready = con.create_table("gereed", prepared(cases, partly.facts, ["rij"]))
    preparing = time.perf_counter() - started
    whole = compile_decision(built.snapshot, question, readings, DAY, built.snapshot.vocabulary.facts, complete_facts(ready, partly))
    last = [*whole.results, SURPRISE]
    ways = {
        "decide, from prepared columns": total(compute(ready, whole.results, [SURPRISE]), last),
        "decide, no fact taken as complete": total(compute(ready, partly.results, [SURPRISE]), last),
        "decide, outcome only": total(compute(ready, {"channels": whole.results["channels"]}, [SURPRISE]), ["channels", SURPRISE]),
    }
    print(f"{name}, {len(partly.facts)} facts, {len(partly.provisions)} provisions; prepared once at {CASES / preparing / 1e6:.1f} million a second:")
    for what, expression in ways.items():
        sql = str(con.compile(expression))
        wall, cpu = seconds(lambda sql=sql: con.raw_sql(sql).fetchall())  # type: ignore[misc]
        print(f"  {what}: {CASES / wall / 1e6:.1f} million a second ({wall / CASES * 1e9:.0f} ns each, {cpu / CASES * 1e9:.0f} ns of processor)")


def total(expression: Any, names: list[str]) -> Any:
    """Everything computed, nothing carried out of the database: handing over results is measured by nobody's rules."""
    return expression.aggregate(**{name: expression[name].cast("int64").sum() for name in names})


def seconds(action: Callable[[], object]) -> tuple[float, float]:
    """The median time of an action, on the clock and of the processors."""
    walls, cpus = [], []
    for _ in range(REPEATS):
        wall, cpu = time.perf_counter(), time.process_time()
        action()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return statistics.median(walls), statistics.median(cpus)


def cases_for(facts: tuple[Any, ...]) -> Any:
    """Random cases, most answers the ordinary ones."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    from waterdicht.compiler.types import Scalar

    chance = np.random.default_rng(1)
    columns = {"rij": pa.array(np.arange(CASES))}
    for fact in facts:
        columns[fact.name] = column(fact, chance)
        if fact.optional and fact.type is Scalar.DATE:
            none = pa.array(chance.random(CASES) < 0.5)
            columns[fact.name] = pc.if_else(none, pa.scalar(None, pa.date32()), columns[fact.name])
            columns[f"{fact.name} (geen)"] = none
    return pa.table(columns)


def column(fact: Any, chance: Any) -> Any:
    """The values of one fact; an optional day is absent in half."""
    import numpy as np
    import pyarrow as pa

    from waterdicht.compiler.types import EnumType, Scalar

    match fact.type:
        case Scalar.BOOL:
            return pa.array(chance.random(CASES) < (0.05 if any(word in fact.name for word in NO) else 0.95))
        case Scalar.DATE:
            first, days = (date(1960, 1, 1), 16_000) if fact.name.endswith("geboortedatum") else (DAY, 180)
            numbers = (first.toordinal() - date(1970, 1, 1).toordinal() + chance.integers(0, days, CASES)).astype("int32")
            return pa.array(numbers).cast(pa.date32())
        case EnumType(_, options):
            return pa.array(np.array(options)[chance.integers(0, len(options), CASES)])
        case Scalar.INT | Scalar.MONTHS | Scalar.DAYS | Scalar.MONEY:
            return pa.array(chance.integers(max(0, fact.low), min(12, fact.high) + 1, CASES))
        case _:
            return pa.array(["[]"]).take(pa.array(np.zeros(CASES, dtype="int64")))


if __name__ == "__main__":
    main()
