"""Two persons at once: who goes before whom in the order of a decision."""

from __future__ import annotations

from dataclasses import replace

from waterdicht.compiler.ir import FactOf
from waterdicht.compiler.population import precedes
from waterdicht.compiler.theorems import TheoremModel
from waterdicht.verifier.results import Result, Severity, Verdict
from waterdicht.verifier.room import Room, must, must_not, reachable
from waterdicht.verifier.solver import Unsat
from waterdicht.verifier.twins import answer, assumed, twin, with_twin


def precedence(theorem: TheoremModel, room: Room, *, detail: bool = True) -> Result:
    """Obligations that are unsatisfiable iff every person with the premise goes before every other with the claim; such a pair must be possible.

    A pair is shown only with `detail`.
    """
    facts = facts_of_persons(theorem, room)
    twins = with_twin(room, facts, (theorem.claim, *(value for _, value in theorem.keys)))
    pair = (must("gaat voor", theorem.premise), must("op", twin(theorem.claim, facts)), *assumed(facts, room))
    first = precedes(theorem.keys, tuple((kind, twin(value, facts)) for kind, value in theorem.keys))
    result = answer(theorem, twins, (*pair, must_not("voor", first)), (), detail=detail)
    return nobody(theorem, result) if result.verdict is Verdict.PROVED and isinstance(twins.ask(pair), Unsat) else result


def facts_of_persons(theorem: TheoremModel, room: Room) -> tuple[str, ...]:
    """The facts in which two persons can differ: all of the kinds of thing that the order and both sides speak of. The day is the same."""
    exprs = (theorem.premise, theorem.claim, *(value for _, value in theorem.keys))
    kinds = {expr.name.partition(".")[0] for expr in reachable(exprs, room.snapshot) if isinstance(expr, FactOf) and "." in expr.name}
    return tuple(name for name in room.snapshot.vocabulary.facts if name.partition(".")[0] in kinds)


def nobody(theorem: TheoremModel, result: Result) -> Result:
    """A pair that cannot exist proves nothing."""
    nl = f"zegt niets: zo'n tweetal bestaat niet ({theorem.text})"
    en = f"says nothing: there is no such pair ({theorem.text})"
    return replace(result, verdict=Verdict.REFUTED, severity=Severity.ERROR, message_nl=nl, message_en=en)
