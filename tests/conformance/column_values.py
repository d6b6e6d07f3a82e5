"""Values of expressions on many cases at once, by the columns backend on DuckDB; and facts as the text of a cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import ibis
import pyarrow as pa

from waterdicht.compiler.backends.columns.days import Day
from waterdicht.compiler.backends.columns.decision import encoding_of
from waterdicht.compiler.backends.columns.encode import encode
from waterdicht.compiler.backends.columns.numbers import Number
from waterdicht.compiler.backends.columns.on_ibis import compute
from waterdicht.compiler.backends.columns.prepare import ABSENT as ABSENT_TEXT
from waterdicht.compiler.backends.columns.prepare import SURPRISE, prepared
from waterdicht.compiler.backends.columns.terms import Nothing, Option, Span, Term, Truth, cells_of
from waterdicht.compiler.ir import Expr, Snapshot
from waterdicht.compiler.types import RateType, Scalar, Type
from waterdicht.runtime.fact_types import decimal_text
from waterdicht.runtime.values import ABSENT, UNKNOWN, Computed, Fault, Period

SOME_FAULT = Fault("geen_waarde")
"""Columns say that there is a fault, not which."""
SURPRISED = "verrassing"


def cell_text(value: Any, type_: Type) -> str | None:
    """A fact as the text of a cell; None when it is unknown. What has no text that columns take is some other text: a surprise."""
    match value:
        case bool():
            return "ja" if value else "nee"
        case date():
            return value.isoformat()
        case int() | Fraction():
            scale = {Scalar.MONEY: Fraction(1, 100), Scalar.PERCENTAGE: Fraction(100)}.get(type_, Fraction(1)) if isinstance(type_, Scalar) else Fraction(1)
            scale = Fraction(1, 100) if isinstance(type_, RateType) else scale
            return decimal_text(value * scale) or "breuk"
        case str():
            return value
        case Period(begin, end):
            return f"{begin.isoformat()}/{end.isoformat()}"
        case ():
            return "[]"
        case _:
            return ABSENT_TEXT if value is ABSENT else None if value is UNKNOWN else "meer"


def columns_say(
    snapshot: Snapshot, exprs: Mapping[str, Expr], cases: Sequence[Mapping[str, Any]], readings: Mapping[str, str], day: date
) -> dict[str, list[Any]]:
    """The value of each expression on each case, or SURPRISED. Raises Inexpressible."""
    given = sorted({name for case in cases for name in case})
    encoding, facts = encoding_of(snapshot, readings, day, given)
    terms = {name: encode(expr, encoding) for name, expr in exprs.items()}
    data = {name: [cell_text(case.get(name, UNKNOWN), snapshot.vocabulary.facts[name].type) for case in cases] for name in facts}
    table = ibis.duckdb.connect().create_table("gevallen", pa.table({"rij": list(range(len(cases))), **{n: pa.array(v, pa.string()) for n, v in data.items()}}))
    results = {f"{name}|{place}": each for name, term in terms.items() for place, each in enumerate(parts(term))}
    found = compute(prepared(table, facts.values(), ["rij"]), results, ["rij", SURPRISE]).order_by("rij").to_pyarrow().to_pydict()
    assert not any(value is None for column in found.values() for value in column), "a null"
    return {
        name: [
            SURPRISED if found[SURPRISE][row] else value_of(term, [found[f"{name}|{place}"][row] for place in range(len(parts(term)))])
            for row in range(len(cases))
        ]
        for name, term in terms.items()
    }


def parts(term: Term) -> tuple[Any, ...]:
    """All cells of a term: where there is no value, and the value."""
    return (term.fault, term.unknown, term.absent, *cells_of(term.shape))


def value_of(term: Term, found: list[Any]) -> Computed:
    """The value that the cells of a term say."""
    fault, unknown, absent, *values = found
    assert fault + unknown + absent <= 1
    if fault or unknown or absent:
        return SOME_FAULT if fault else UNKNOWN if unknown else ABSENT
    match term.shape:
        case Truth():
            return bool(values[0])
        case Number():
            return Fraction(values[0], values[1])
        case Day():
            return date.fromordinal(values[0])
        case Option(_, options):
            return options[values[0]]
        case Span():
            return Period(date.fromordinal(values[0]), date.fromordinal(values[1]))
        case Nothing():
            return ()


def agree(reference: Any, found: Any) -> bool:
    """Whether columns say the same: of faults only that there is one."""
    if isinstance(reference, Fault) or isinstance(found, Fault):
        return isinstance(reference, Fault) and isinstance(found, Fault)
    return type(reference) is type(found) and reference == found if isinstance(reference, bool) or isinstance(found, bool) else bool(reference == found)
