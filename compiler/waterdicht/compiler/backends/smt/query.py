"""Questions over encoded expressions: named constraints, the assumptions of the vocabulary that bear on them, and the text of it all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, assert_never

from waterdicht.compiler.backends.smt.choices import choices, parts
from waterdicht.compiler.backends.smt.encode import encode
from waterdicht.compiler.backends.smt.encoding import Command, Encoding, Kind
from waterdicht.compiler.backends.smt.facts import declared
from waterdicht.compiler.backends.smt.terms import surely_false, truth
from waterdicht.compiler.backends.smt.text import conj, neg
from waterdicht.compiler.ir import Assumption, ByReading, Expr, FactOf

Demand = Literal["true", "not_true", "fault"]


@dataclass(frozen=True, slots=True)
class Constraint:
    """What a case must satisfy: that an expression is surely true, that it is not (false, unknown or a fault), or that it is a fault."""

    name: str
    expr: Expr
    mode: Demand = "true"


def encode_constraint(constraint: Constraint, encoding: Encoding) -> str:
    """The formula of a constraint."""
    term = encode(constraint.expr, encoding)
    match constraint.mode:
        case "true":
            return truth(term)
        case "not_true":
            # Of a case in which only the known text counts, what is not known is not told apart from what is not true.
            return conj(neg(truth(term)), neg(term.unknown)) if encoding.mode == "known text" else neg(truth(term))
        case "fault":
            return term.fault
        case _:
            assert_never(constraint.mode)


def assume_world(encoding: Encoding) -> tuple[str, ...]:
    """Add each assumption that shares a fact with what is encoded so far, and so on; gives the names of those added now.

    An assumption excludes the cases in which it is false. Where it has no value, because a fact in it is absent or unknown,
    it excludes nothing: that leaves more cases, so a proof stays a proof.
    """
    added = encoding.script.memory.setdefault(("assumptions",), {})
    assert isinstance(added, dict)
    names: list[str] = []
    seen = ("assumed_for", *sorted(encoding.readings.items()))
    if encoding.script.memory.get(seen) == len(declared(encoding)):
        return ()
    while pending := [assumption for assumption in encoding.snapshot.vocabulary.assumptions if stated(assumption, encoding) not in added]:
        used = {fact.name for fact in declared(encoding).values()} | {fact.info_name for fact in declared(encoding).values()}
        bearing = [assumption for assumption in pending if not used.isdisjoint(facts_of(assumption.body, encoding))]
        if not bearing:
            break
        for assumption in bearing:
            added[stated(assumption, encoding)] = True
            names.append(assumption.name)
            formula = neg(surely_false(encode(assumption.body, encoding)))
            encoding.script.commands.append(Command(Kind.WORLD, formula, (stated(assumption, encoding),)))
    encoding.script.memory[seen] = len(declared(encoding))
    return tuple(names)


def stated(assumption: Assumption, encoding: Encoding) -> str:
    """The name of an assumption as it reads under the chosen readings."""
    return " ".join((assumption.name, *(f"{name}={option}" for name, option in choices(assumption.body, encoding))))


def facts_of(expr: Expr, encoding: Encoding) -> frozenset[str]:
    """The names of the facts that an expression depends on under the chosen readings, lists by their own name."""
    key = ("facts_of", id(expr), choices(expr, encoding))
    if key not in encoding.script.memory:
        own = frozenset((expr.name,)) if isinstance(expr, FactOf) else frozenset[str]()
        found = own.union(*(facts_of(part, encoding) for part in chosen_parts(expr, encoding)))
        encoding.script.memory[key] = (expr, found)
    kept = encoding.script.memory[key]
    assert isinstance(kept, tuple)
    names = kept[1]
    assert isinstance(names, frozenset)
    return names


def chosen_parts(expr: Expr, encoding: Encoding) -> tuple[Expr, ...]:
    """The expressions directly inside another, definitions opened and readings chosen."""
    return (dict(expr.branches)[encoding.readings[expr.reading]],) if isinstance(expr, ByReading) else parts(expr, encoding)


def script(encoding: Encoding, constraints: Sequence[Constraint]) -> str:
    """A complete SMT-LIB 2 text that is unsatisfiable iff no case meets the constraints. Untracked, for any solver."""
    formulas = [(constraint, encode_constraint(constraint, encoding)) for constraint in constraints]
    assume_world(encoding)
    asked = (line for constraint, formula in formulas for line in (f"; {constraint.name}: {constraint.mode}", f"(assert {formula})"))
    return "\n".join(("(set-logic ALL)", *map(render, encoding.script.commands), *asked, "(check-sat)", ""))


def render(command: Command) -> str:
    """A command as a line of SMT-LIB."""
    return command.text if command.kind is Kind.DECLARE else f"(assert {command.text})"
