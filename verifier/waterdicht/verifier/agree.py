"""What Z3 says an expression is worth on one case: the means to hold the SMT backend equal to `evaluate`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from waterdicht.compiler.backends.smt.encode import encode, encode_constant
from waterdicht.compiler.backends.smt.encoding import Encoding
from waterdicht.compiler.backends.smt.facts import fact_range
from waterdicht.compiler.backends.smt.operators import same
from waterdicht.compiler.backends.smt.pins import pin_case
from waterdicht.compiler.backends.smt.terms import Term
from waterdicht.compiler.backends.smt.text import disj, neg
from waterdicht.compiler.ir import Constant, Expr, Snapshot
from waterdicht.compiler.types import ListType, MonthlyType, Type
from waterdicht.runtime.values import ABSENT, UNKNOWN, Computed, Fault, Period, Value
from waterdicht.verifier.model import value_of
from waterdicht.verifier.solver import Sat, Unsat, open_session


class NotDetermined(Exception):
    """The encoding excludes a case, or leaves the value of an expression open on it: a mistake in the encoding."""


def smt_value(snapshot: Snapshot, expr: Expr, facts: Mapping[str, Computed], readings: Mapping[str, str]) -> Computed:
    """The value Z3 gives an expression on a case: a value, UNKNOWN, ABSENT, or SOME_FAULT for any fault.

    A fact without a name in `facts` is unknown. Values may lie outside the declared bounds of a fact. Raises NotDetermined when
    the case is excluded or the value is not the only one, Unencodable when the expression cannot be written.
    """
    session = open_session(snapshot, readings, mode="partial", ranges=widened(snapshot, facts))
    term = encode(expr, session.encoding)
    case = pin_case(session.encoding, facts)
    found = session.room([case], whole=True).check()
    if not isinstance(found, Sat):
        raise NotDetermined(f"de gegevens sluiten elkaar uit: {found}")
    value = value_of(session, found.model, term, expr.type)
    other = session.room([case, differs(session.encoding, term, value, expr.type)]).check()
    if not isinstance(other, Unsat):
        raise NotDetermined(f"naast {value!r} is een andere waarde mogelijk")
    return value


def agree(reference: Computed, found: Computed) -> bool:
    """Whether two values are the same; any fault equals any fault."""
    if isinstance(reference, Fault) or isinstance(found, Fault):
        return isinstance(reference, Fault) and isinstance(found, Fault)
    return reference is found if reference in (UNKNOWN, ABSENT) or found in (UNKNOWN, ABSENT) else reference == found


def differs(encoding: Encoding, term: Term, value: Computed, type_: Type) -> str:
    """That a term is anything but a value."""
    if isinstance(value, Fault):
        return neg(term.fault)
    if value is UNKNOWN or value is ABSENT:
        return neg(term.unknown if value is UNKNOWN else term.absent)
    equal = same(encoding, term.shape, encode_constant(Constant(value, type_)))
    return disj(term.fault, term.unknown, term.absent, neg(equal))


def widened(snapshot: Snapshot, facts: Mapping[str, Computed]) -> dict[str, tuple[Value, Value]]:
    """Bounds for the facts of a case that hold its values, whatever the vocabulary declares."""
    plain = Encoding(snapshot, {})
    ranges: dict[str, tuple[Value, Value]] = {}
    for name, value in given(snapshot, facts):
        ends: list[Any] = [end for end in (*(ranges.get(name) or fact_range(plain, name)), value) if end is not None]
        ranges[name] = min(ends), max(ends)
    return ranges


def given(snapshot: Snapshot, facts: Mapping[str, Computed]) -> Iterator[tuple[str, Value]]:
    """The values with an order in a case, under the declared name of their fact."""
    for name, value in facts.items():
        info = snapshot.vocabulary.facts.get(name)
        if info is not None and isinstance(info.type, ListType) and isinstance(value, tuple):
            for element in value:
                yield from given(snapshot, {f"{info.type.kind}.{part}": held for part, held in dict(element).items()})  # type: ignore[arg-type]
        elif info is not None and isinstance(info.type, MonthlyType) and isinstance(value, tuple):
            yield name, 0  # what a month that is not named holds
            yield from ((name, held) for _, held in value)  # type: ignore[misc]
        elif isinstance(value, Period):
            yield from ((name, value.begin), (name, value.end))
        elif isinstance(value, int | Fraction | date) and not isinstance(value, bool):
            yield name, value
