"""Complete enumeration: every case there is, tried by the reference; for questions about so few facts that this can be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import product
from math import prod

from waterdicht.compiler.backends.smt.encoding import Encoding
from waterdicht.compiler.backends.smt.facts import CASE_DATE, Declared, declared, fact_range
from waterdicht.compiler.backends.smt.query import Constraint
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.types import EnumType, Scalar
from waterdicht.runtime.values import ABSENT, Computed
from waterdicht.verifier.cases import meets

MOST_CASES = 20_000
"""At most so many cases are tried: enough for one free day of the horizon (8,036 days) and one ja/nee."""

Values = Sequence[Computed]


def nobody_meets(alone: Encoding, constraints: Sequence[Constraint]) -> bool:
    """Whether it is certain, by trying every case, that none meets all constraints. No: there is one, or there are too many to try.

    `alone` has encoded these constraints and nothing else: so its facts are those on which they depend. Assumptions about the world are
    not used: where they are needed this gives no.
    """
    every = domains(alone)
    if every is None:
        return False
    names = tuple(every)
    cases = (dict(zip(names, values, strict=True)) for values in product(*every.values()))
    return not any(all_met(Case(alone.snapshot, facts, alone.readings), constraints) for facts in cases)


def all_met(case: Case, constraints: Sequence[Constraint]) -> bool:
    """Whether a case meets all constraints."""
    return all(meets(evaluate(each.expr, case), each) for each in constraints)


def domains(alone: Encoding) -> dict[str, Values] | None:
    """Every value of every fact that occurs; None when a fact has too many, or when text that is not known has a say."""
    if any(key[0] == "unsaid" for key in alone.script.memory):
        return None
    found: dict[str, Values] = {}
    for fact in declared(alone).values():
        values = values_of(alone, fact)
        if values is None or prod(map(len, found.values())) * len(values) > MOST_CASES:
            return None
        found[fact.name] = values
    return found


def values_of(alone: Encoding, fact: Declared) -> Values | None:
    """Every value of a fact; None where that is no short row."""
    if fact.slot is not None:
        return None
    known = present_values(alone, fact)
    optional = fact.name != CASE_DATE and alone.snapshot.vocabulary.facts[fact.name].optional
    return known if known is None or not optional else (*known, ABSENT)


def present_values(alone: Encoding, fact: Declared) -> Values | None:
    """Every value of a fact that is there."""
    match fact.type:
        case Scalar.BOOL:
            return (True, False)
        case EnumType(_, options):
            return options
        case Scalar.DATE:
            return tuple(days(*fact_range(alone, fact.name)))
        case Scalar.INT | Scalar.MONTHS | Scalar.DAYS | Scalar.MONEY:
            least, greatest = fact_range(alone, fact.name)
            return range(least, greatest + 1) if isinstance(least, int) and isinstance(greatest, int) else None
        case _:
            return None


def days(first: Computed | None, last: Computed | None) -> Iterator[date]:
    """Every day from one to another."""
    assert isinstance(first, date)  # INVARIANT: days have bounds
    assert isinstance(last, date)
    yield from (first + timedelta(days=count) for count in range((last - first).days + 1))
