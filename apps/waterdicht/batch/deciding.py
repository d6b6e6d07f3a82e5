"""A decision for many cases: in columns where that can be, and one by one for the cases, or the decisions, that columns cannot hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from waterdicht.batch.one_by_one import Decided, OneByOne
from waterdicht.batch.reading import Piece
from waterdicht.compiler.backends.columns.decision import BITS, ORDER, ColumnDecision, compile_decision
from waterdicht.compiler.backends.columns.on_ibis import compute
from waterdicht.compiler.backends.columns.prepare import SURPRISE, prepared
from waterdicht.compiler.backends.columns.wholes import Inexpressible
from waterdicht.compiler.ir import Channel, Snapshot
from waterdicht.runtime.compiled import Channels
from waterdicht.runtime.decide import outcome
from waterdicht.runtime.explain import deciding_states
from waterdicht.runtime.values import UNKNOWN, Fault, Truth

STATES: tuple[Truth, ...] = (False, True, UNKNOWN, Fault("geen_waarde"))
CODES = 4 ** len(ORDER)
CHANNELS: tuple[Channels, ...] = tuple((g, d, o, r, m) for m, r, o, d, g in product(STATES, repeat=len(ORDER)))
"""The channels for each code of theirs."""
OUTCOMES = tuple(outcome(*channels) for channels in CHANNELS)
"""The outcome for each code of the five channels."""
DECIDING = tuple(deciding_states(found, channels) for found, channels in zip(OUTCOMES, CHANNELS, strict=True))
"""The places of the channels that made the outcome, for each code."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was decided of some cases, in their order: the outcome ("" for a case with errors), the deciding provisions, and the errors of the others."""

    outcomes: np.ndarray[Any, Any]
    provisions: np.ndarray[Any, Any]
    one_by_one: Mapping[int, Decided]


@dataclass(slots=True)
class Deciding:
    """One decision (regulation, name, phase), ready for pieces of cases that have the facts in `given`.

    `why_not` says why columns cannot hold the decision, "" when they can. `known` has the expressions made so far, by the facts that are complete.
    """

    snapshot: Snapshot
    question: tuple[str, str, str]
    readings: Mapping[str, str]
    day: date
    given: tuple[str, ...]
    slow: OneByOne
    why_not: str = ""
    known: dict[frozenset[str], ColumnDecision] = field(default_factory=dict)

    def compiled(self, complete: frozenset[str]) -> ColumnDecision:
        """The decision in columns. Raises Inexpressible."""
        if complete not in self.known:
            self.known[complete] = compile_decision(self.snapshot, self.question, self.readings, self.day, self.given, complete)
        return self.known[complete]


def run(deciding: Deciding, cases: Any, con: Any) -> pa.Table:
    """The codes of the channels, the bits of the provisions and `verrassing`, of an Ibis table with a column `rij`, in that order, on any database."""
    needed = deciding.compiled(frozenset())
    ready = con.create_table("waterdicht_gereed", prepared(cases, needed.facts, ["rij"]), temp=True, overwrite=True)
    whole = complete_facts(ready, needed)
    found = compute(ready, deciding.compiled(whole).results, ["rij", SURPRISE])
    return found.order_by("rij").to_pyarrow()


def complete_facts(ready: Any, decision: ColumnDecision) -> frozenset[str]:
    """The facts that are known of every case: then there is less to compute."""
    if not decision.facts:
        return frozenset()
    unknown = ready.aggregate(**{fact.stem: ready[fact.unknown].cast("int64").max() for fact in decision.facts}).to_pyarrow().to_pylist()[0]
    return frozenset(fact.name for fact in decision.facts if unknown[fact.stem] == 0)


def decide(deciding: Deciding, piece: Piece, con: Any) -> Result:
    """The outcome of every case of a piece."""
    count = piece.table.num_rows
    if deciding.why_not:
        return with_slow(deciding, piece, np.full(count, "", dtype=object), np.full(count, "", dtype=object), range(count))
    facts = [name for name in piece.table.column_names if name in deciding.given or name.removesuffix(" (geen)") in deciding.given]
    table = piece.table.select(facts).append_column("rij", pa.array(range(count), pa.int64()))
    cases = con.create_table("waterdicht_gevallen", table, temp=True, overwrite=True)
    found = run(deciding, cases, con)
    assert found["rij"].equals(table["rij"])  # INVARIANT: one row for each case, in their order
    codes = found["channels"].to_numpy()
    outcomes = np.array(OUTCOMES, dtype=object)[codes]
    provisions = provision_texts(deciding.compiled(frozenset()), codes, found)
    surprising = np.flatnonzero(found[SURPRISE].to_numpy(zero_copy_only=False)).tolist()
    return with_slow(deciding, piece, outcomes, provisions, surprising)


def with_slow(deciding: Deciding, piece: Piece, outcomes: Any, provisions: Any, places: Sequence[int]) -> Result:
    """The result with some cases decided one by one."""
    rows = piece.table.take(pa.array(places, pa.int64())).to_pylist() if len(places) else []
    decided = {place: deciding.slow.decide(row) for place, row in zip(places, rows, strict=True)}
    for place, found in decided.items():
        outcomes[place], provisions[place] = found.outcome, "; ".join(found.provisions)
    return Result(outcomes, provisions, decided)


def provision_texts(decision: ColumnDecision, codes: Any, found: pa.Table) -> Any:
    """The deciding provisions of each case. Few combinations occur: each is put into words once."""
    columns = [codes.astype(np.int64)] + [found[name].to_numpy() for name in found.column_names if name.startswith("bits_")]
    numbers = columns[0] if len(columns) == 1 else columns[1] * CODES + columns[0] if len(columns) == 2 else None
    keys: list[tuple[int, tuple[int, ...]]]
    if numbers is not None:
        distinct, inverse = np.unique(numbers, return_inverse=True)
        keys = [(int(each) % CODES, (int(each) // CODES,)) for each in distinct]
    else:
        rows, inverse = np.unique(np.stack(columns), axis=1, return_inverse=True)
        keys = [(int(column[0]), tuple(map(int, column[1:]))) for column in rows.T]
    return np.array([*("; ".join(deciding_provisions(decision.provisions, code, bits)) for code, bits in keys), ""], dtype=object)[inverse.reshape(-1)]


def deciding_provisions(provisions: Sequence[tuple[str, Channel]], code: int, bits: Sequence[int]) -> tuple[str, ...]:
    """The addresses of the provisions that have the state of a channel that made the outcome."""
    agreeing = (each for place, each in enumerate(provisions) if bits[place // BITS] >> place % BITS & 1)
    return tuple(dict.fromkeys(address for address, channel in agreeing if ORDER.index(channel) in DECIDING[code]))


def express(deciding: Deciding) -> None:
    """Find out whether columns can hold the decision."""
    try:
        deciding.compiled(frozenset())
    except Inexpressible as reason:
        deciding.why_not = reason.what


def duckdb(threads: int = 0) -> Any:
    """The embedded database."""
    con = ibis.duckdb.connect()
    if threads:
        con.raw_sql(f"SET threads = {threads}")
    return con
