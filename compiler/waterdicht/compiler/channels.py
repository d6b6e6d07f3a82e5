"""The channels of a decision in a snapshot, and the reference outcome of a decision on a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Aspect, Channel, Expr, Outcome, Snapshot, Use
from waterdicht.compiler.layers import Layers, Table, combined, laws_with_stance, table_of
from waterdicht.compiler.outcomes import channel_key, channels_of
from waterdicht.compiler.types import Scalar
from waterdicht.runtime.values import ABSENT, UNKNOWN, Computed, Fault

ROWS = tuple(outcome for outcome in Outcome if outcome not in (Outcome.UNKNOWN, Outcome.FAULT))
"""The rows of the outcome table."""


def channel(snapshot: Snapshot, regulation: str, decision: str, phase: str, which: Channel) -> Expr:
    """One channel of a decision, as a definition of the snapshot."""
    key = channel_key(regulation, decision, phase, which)
    if key not in snapshot.definitions:
        raise KeyError(key)
    return Use(key, Scalar.BOOL)


def decisions(snapshot: Snapshot, regulation: str) -> tuple[tuple[str, str], ...]:
    """The decisions and phases that a regulation has rules on, in the order of the text."""
    return tuple(dict.fromkeys((each.decision, each.phase) for each in snapshot.regulations[regulation].contributions))


def outcome(case: Case, table: Table, keys: tuple[str, ...]) -> Outcome:
    """The outcome of a case: the one common to all completions of its unknown channels, else unknown; a fault in a channel comes first.

    A channel that is absent is a fault, as any condition is: there is no telling whether it holds.
    """
    values: dict[str, Computed] = {key: evaluate(Use(key, Scalar.BOOL), case) for key in keys}
    if any(value is ABSENT or isinstance(value, Fault) for value in values.values()):
        return Outcome.FAULT
    found = {completed(case, table, known) for known in completions(values)}
    return found.pop() if len(found) == 1 else Outcome.UNKNOWN


def completions(values: Mapping[str, Computed]) -> Iterator[dict[str, Computed]]:
    """Every way to fill in what is unknown."""
    unknown = [key for key, value in values.items() if value is UNKNOWN]
    for filled in product((False, True), repeat=len(unknown)):
        yield {**values, **dict(zip(unknown, filled, strict=True))}


def completed(case: Case, table: Table, known: dict[str, Computed]) -> Outcome:
    """The row of the table for channels that are all known. INVARIANT: exactly one row holds."""
    filled = Case(case.snapshot, {}, case.readings, {}, known)
    return next(row for row in ROWS if evaluate(table(row), filled) is True)


def decide(case: Case, layers: Layers, regulation: str, decision: str, phase: str = "toekennen", *, under_the_law: bool = False) -> Outcome:
    """The reference outcome of a decision, in one regulation or in that regulation under the law above it."""
    laws = [law for law in laws_with_stance(layers, decision) if law != regulation] if under_the_law else []
    if not laws:
        return outcome(case, table_of(channels_of(regulation, decision, phase)), channel_keys(regulation, decision, phase))
    keys = (*channel_keys(regulation, decision, phase), *channel_keys(laws[0], decision, phase))
    aspects = tuple(f"{channel_key(name, decision, phase, Channel.ONLY)}:{aspect.value}" for name in (regulation, laws[0]) for aspect in Aspect)
    split = tuple(key for key in keys if not key.endswith(f":{Channel.ONLY.value}"))
    lacking = (layers.lacking.get((name, decision, phase)) for name in (regulation, laws[0]))
    cases = tuple(where.key for where in lacking if isinstance(where, Use))
    return outcome(case, combined(layers, laws[0], regulation, decision, phase), (*split, *aspects, *cases))


def channel_keys(regulation: str, decision: str, phase: str) -> tuple[str, ...]:
    """The keys of the five channels."""
    return tuple(channel_key(regulation, decision, phase, which) for which in Channel)
