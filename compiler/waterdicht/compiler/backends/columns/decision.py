"""One decision in columns: a code for its five channels, and bits for the provisions that made them what they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce

from waterdicht.compiler.backends.columns import days
from waterdicht.compiler.backends.columns.cells import FALSE, Cell, cell, conj, disj, either, literal
from waterdicht.compiler.backends.columns.encode import Encoding, encode
from waterdicht.compiler.backends.columns.facts import FactColumn, fact_column, fact_term, unknown_term
from waterdicht.compiler.backends.columns.terms import Term, met, needed, refuted
from waterdicht.compiler.channels import channel
from waterdicht.compiler.ir import Channel, Contribution, Snapshot
from waterdicht.compiler.types import Type

TODAY = "deze_dag"
ORDER = (Channel.GRANT, Channel.DUTY, Channel.ONLY, Channel.REFUSE, Channel.MAY_REFUSE)
STATES = (False, True, "onbekend", "fout")
"""The states of a channel; its code is the place in this row."""
BITS = 50
"""Provisions in one column of bits."""


@dataclass(frozen=True, slots=True)
class ColumnDecision:
    """A decision in columns: the facts it reads, and its results by name.

    `channels` holds sum of state times 4 to the power of the place of the channel in the order G, D, O, R, M. `bits_0`, `bits_1` …
    have a bit for each of `provisions`, in that order: whether the provision itself has the state that its channel has.
    """

    facts: tuple[FactColumn, ...]
    results: Mapping[str, Cell]
    provisions: tuple[tuple[str, Channel], ...]


def compile_decision(
    snapshot: Snapshot, question: tuple[str, str, str], readings: Mapping[str, str], day: date, given: Iterable[str], complete: Iterable[str] = ()
) -> ColumnDecision:
    """A decision (regulation, name, phase) in columns, for a table that has the facts in `given`; those in `complete` in every case.

    Raises Inexpressible for what columns cannot hold.
    """
    regulation, decision, phase = question
    encoding, facts = encoding_of(snapshot, readings, day, given, complete)
    channels = {each: needed(encode(channel(snapshot, regulation, decision, phase, each), encoding)) for each in ORDER}
    results = {"channels": added(state(term, 4**place) for place, term in enumerate(channels.values()))}
    rules = contributions(snapshot, regulation, decision, phase)
    bits = [agrees(needed(encode(each.formula, encoding)), channels[each.channel]) for each in rules]
    for start in range(0, len(bits), BITS):
        chosen = enumerate(bits[start : start + BITS])
        results[f"bits_{start // BITS}"] = added(either(bit, literal(2**place), literal(0)) for place, bit in chosen)
    return ColumnDecision(tuple(facts.values()), results, tuple((each.address, each.channel) for each in rules))


def encoding_of(
    snapshot: Snapshot, readings: Mapping[str, str], day: date, given: Iterable[str], complete: Iterable[str] = ()
) -> tuple[Encoding, dict[str, FactColumn]]:
    """An encoding over a table that has the facts in `given`, and the facts met so far: that grows while it encodes."""
    present, whole = frozenset(given), frozenset(complete)
    facts: dict[str, FactColumn] = {}

    def fact(name: str, type_: Type) -> Term:
        if name == TODAY:
            return Term(days.written(day))
        if name not in present:
            return unknown_term(type_)
        if name not in facts:
            facts[name] = fact_column(snapshot.vocabulary.facts[name], f"f{len(facts)}")
        return fact_term(facts[name], complete=name in whole)

    return Encoding(snapshot, readings, fact), facts


def contributions(snapshot: Snapshot, regulation: str, decision: str, phase: str) -> tuple[Contribution, ...]:
    """The rules on a decision in a regulation, in the order of the text."""
    return tuple(each for each in snapshot.regulations[regulation].contributions if (each.decision, each.phase) == (decision, phase))


def state(term: Term, weight: int) -> Cell:
    """The code of a condition, times a weight: 0 false, 1 true, 2 unknown, 3 fault."""
    rest = either(term.unknown, literal(2 * weight), either(met(term), literal(weight), literal(0)))
    return either(term.fault, literal(3 * weight), rest)


def agrees(rule: Term, whole: Term) -> Cell:
    """Where a rule has the state of its channel."""
    pairs = ((met(rule), met(whole)), (refuted(rule), refuted(whole)), (rule.unknown, whole.unknown), (rule.fault, whole.fault))
    return disj(*(conj(one, other) for one, other in pairs if FALSE not in (one, other)))


def added(parts: Iterable[Cell]) -> Cell:
    """The sum of cells."""
    kept = [part for part in parts if part is not literal(0)]
    return reduce(lambda one, other: cell("add", one, other), kept) if kept else literal(0)
