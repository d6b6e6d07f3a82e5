"""What can be said of an expression without a case: its facts, whether it can be absent or give a fault, how large it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import assert_never

from waterdicht.compiler.ir import Apply, ByReading, Choose, Collect, Constant, Expr, FactOf, ItemOf, Marked, Op, Snapshot, Unsaid, Use
from waterdicht.compiler.parts import children, walk
from waterdicht.compiler.types import ListType

TODAY = "deze_dag"
UNCERTAIN = frozenset({Op.DIV, Op.ADD_MONTHS, Op.ADD_MONTHS_UP, Op.ADD_DAYS, Op.DEADLINE, Op.NTH_FREE_DAY, Op.WHOLE_CENTS})
"""Strict operators that can give a fault from values that are there."""
NOT_STRICT = frozenset({Op.PRESENT, Op.OR_ELSE, Op.PERIOD})
LARGE = 1_000_000


@dataclass(frozen=True, slots=True)
class Analysis:
    """A snapshot with what was found about its definitions so far, and the default option of each reading."""

    snapshot: Snapshot
    defaults: Mapping[str, str]
    absent: dict[str, bool] = field(default_factory=dict)
    fragile: dict[str, bool] = field(default_factory=dict)
    size: dict[str, int] = field(default_factory=dict)
    facts: dict[str, frozenset[str]] = field(default_factory=dict)
    readings: dict[str, frozenset[str]] = field(default_factory=dict)


def analyse(snapshot: Snapshot) -> Analysis:
    """The analysis of a snapshot, nothing found yet."""
    declared = {reading.name: reading.options for model in snapshot.regulations.values() for reading in model.readings}
    return Analysis(snapshot, {name: options[0] for name, options in sorted(declared.items())})


def default_branch(expr: ByReading, analysis: Analysis) -> Expr:
    """The meaning under the default option; the first branch when the reading is declared nowhere."""
    branches = dict(expr.branches)
    return branches[analysis.defaults.get(expr.reading, expr.branches[0][0])]


def may_be_absent(expr: Expr, analysis: Analysis) -> bool:
    """Whether the value can be ABSENT when every fact is known and only optional facts are absent."""
    match expr:
        case Constant() | Collect() | Unsaid():
            return False
        case FactOf(name):
            return fact_may_be_absent(name, analysis)
        case ItemOf(_, name):
            return any(info.optional for full, info in analysis.snapshot.vocabulary.facts.items() if full.rpartition(".")[2] == name)
        case Use(key):
            if key not in analysis.absent:
                analysis.absent[key] = may_be_absent(analysis.snapshot.definitions[key].body, analysis)
            return analysis.absent[key]
        case Apply(op, arguments):
            return applied_may_be_absent(op, arguments, analysis)
        case Choose(cases) | ByReading(_, cases):
            return any(may_be_absent(value, analysis) for _, value in cases)
        case Marked(body):
            return may_be_absent(body, analysis)
        case _:
            assert_never(expr)


def fact_may_be_absent(name: str, analysis: Analysis) -> bool:
    """Whether a fact is optional; one that is not declared is taken to be."""
    info = analysis.snapshot.vocabulary.facts.get(name)
    return name != TODAY and (info is None or info.optional)


def applied_may_be_absent(op: Op, arguments: tuple[Expr, ...], analysis: Analysis) -> bool:
    """Whether an operator can give ABSENT: only a period without a day, and `of anders` without an alternative."""
    match op:
        case Op.PERIOD:
            return any(may_be_absent(argument, analysis) for argument in arguments)
        case Op.OR_ELSE:
            return may_be_absent(arguments[1], analysis)
        case _:
            return False


def may_fault(expr: Expr, analysis: Analysis) -> bool:
    """Whether there can be no value, a fault or unknown, when every fact is known and only optional facts are absent."""
    if isinstance(expr, Use):
        if expr.key not in analysis.fragile:
            analysis.fragile[expr.key] = may_fault(analysis.snapshot.definitions[expr.key].body, analysis)
        return analysis.fragile[expr.key]
    return may_fault_itself(expr, analysis) or any(may_fault(child, analysis) for child in children(expr))


def may_fault_itself(expr: Expr, analysis: Analysis) -> bool:
    """Whether this very node can have no value where its parts have one. An element of a list that is known can lack a property."""
    match expr:
        case ItemOf():
            return True
        case Choose() | Unsaid():
            return True  # what is not known no fact can take away: only the general form can go on with it
        case Apply(op, arguments) if op not in NOT_STRICT:
            return op in UNCERTAIN or any(may_be_absent(argument, analysis) for argument in arguments)
        case Collect():
            return any(may_be_absent(child, analysis) for child in children(expr))
        case _:
            return False


def weight(expr: Expr, analysis: Analysis) -> int:
    """The number of nodes with every definition written out at each place, at most LARGE."""
    if isinstance(expr, Use):
        if expr.key not in analysis.size:
            analysis.size[expr.key] = weight(analysis.snapshot.definitions[expr.key].body, analysis)
        return analysis.size[expr.key]
    return min(LARGE, 1 + sum(weight(child, analysis) for child in children(expr)))


def facts_of(expr: Expr, analysis: Analysis) -> frozenset[str]:
    """The full names of the facts that can matter, those in definitions included."""
    found: set[str] = set()
    for part in walk(expr):
        if isinstance(part, FactOf):
            found.add(part.name)
        elif isinstance(part, Use):
            if part.key not in analysis.facts:
                analysis.facts[part.key] = facts_of(analysis.snapshot.definitions[part.key].body, analysis)
            found |= analysis.facts[part.key]
    return frozenset(found)


def readings_of(expr: Expr, analysis: Analysis) -> frozenset[str]:
    """The readings that can matter, those in definitions included."""
    found: set[str] = set()
    for part in walk(expr):
        if isinstance(part, ByReading):
            found.add(part.reading)
        elif isinstance(part, Use):
            if part.key not in analysis.readings:
                analysis.readings[part.key] = readings_of(analysis.snapshot.definitions[part.key].body, analysis)
            found |= analysis.readings[part.key]
    return frozenset(found)


def uses(expr: Expr) -> tuple[str, ...]:
    """The keys of the definitions that an expression mentions itself, in order."""
    return tuple(dict.fromkeys(part.key for part in walk(expr) if isinstance(part, Use)))


def bound_lists(expr: Expr) -> Mapping[str, str]:
    """For each binder of a Collect the kind of its elements."""
    return {part.binder: part.over.type.kind for part in walk(expr) if isinstance(part, Collect) and isinstance(part.over.type, ListType)}


def reachable(keys: tuple[str, ...], analysis: Analysis) -> tuple[str, ...]:
    """These definitions and all they use, each after those it uses."""
    ordered: dict[str, None] = {}

    def visit(key: str) -> None:
        if key not in ordered:
            for used in uses(analysis.snapshot.definitions[key].body):
                visit(used)
            ordered[key] = None

    for key in keys:
        visit(key)
    return tuple(ordered)
