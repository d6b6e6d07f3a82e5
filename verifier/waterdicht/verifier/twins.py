"""Two cases at once: the same person with one fact changed. For theorems of independence and of monotony."""

from __future__ import annotations

from collections.abc import Collection, Container, Sequence
from dataclasses import replace
from functools import partial

from waterdicht.compiler.build import apply, both, either, negate
from waterdicht.compiler.channels import ROWS
from waterdicht.compiler.ir import Collect, DefinitionInfo, Expr, FactOf, ItemOf, Op, Unsaid, Use
from waterdicht.compiler.layers import Table, combined, laws_with_stance, table_of
from waterdicht.compiler.outcomes import channels_of
from waterdicht.compiler.theorems import TheoremModel
from waterdicht.compiler.types import ListType, Scalar
from waterdicht.verifier.cases import Broken, Concern, find_case
from waterdicht.verifier.cliff import drop_words, first_drop
from waterdicht.verifier.findings import assumptions, undecided
from waterdicht.verifier.results import Result, Severity, Verdict
from waterdicht.verifier.rewrite import with_leaves
from waterdicht.verifier.room import Room, must, reachable
from waterdicht.verifier.solver import Constraint, Sat, Undecided, Unsat

TWIN = "'"


def independence(theorem: TheoremModel, room: Room, *, detail: bool = True) -> Result:
    """Obligations that are unsatisfiable iff no two cases that differ in one fact only have different outcomes; a case only with `detail`."""
    regulation = theorem.over.split("/")[0].partition("@")[0]
    formulas = [table(theorem, regulation, room)(row) for row in ROWS]
    if element_property(theorem.depends_on, formulas, room):
        return undecided("stelling", theorem.address, f"{theorem.depends_on} is een eigenschap van elk element van een lijst; noem de lijst zelf")
    twins = twins_of(theorem, room, formulas)
    differs = either(*(both(formula, negate(twin(formula, (theorem.depends_on,)))) for formula in formulas))
    constraints = (must("als", theorem.premise), must("andere uitkomst", differs), *assumed((theorem.depends_on,), room))
    return answer(theorem, twins, constraints, (Concern(regulation, theorem.decision),), detail=detail)


def table(theorem: TheoremModel, regulation: str, room: Room) -> Table:
    """The outcome table a theorem speaks of: of the regulation, or of it under the law above it."""
    layers = room.built.world.layers
    laws = [law for law in laws_with_stance(layers, theorem.decision) if law != regulation] if theorem.under_the_law else []
    return combined(layers, laws[0], regulation, theorem.decision, "toekennen") if laws else table_of(channels_of(regulation, theorem.decision, "toekennen"))


def element_property(fact: str, exprs: Sequence[Expr], room: Room) -> bool:
    """Whether a fact is read from the elements of a list: it then is no single fact of the case."""
    kind, _, name = fact.partition(".")
    lists = [
        expr for expr in reachable(exprs, room.snapshot) if isinstance(expr, Collect) and isinstance(expr.over.type, ListType) and expr.over.type.kind == kind
    ]
    return any(isinstance(part, ItemOf) and part.property == name for part in reachable(lists, room.snapshot))


def assumed(facts: Container[str], room: Room) -> tuple[Constraint, ...]:
    """What is taken as true of the world, of the other case too."""
    return tuple(must(f"{each.name}{TWIN}", twin(each.body, facts)) for each in room.snapshot.vocabulary.assumptions)


def monotonicity(theorem: TheoremModel, room: Room, *, detail: bool = True) -> Result:
    """Obligations that are unsatisfiable iff raising one fact never lowers the amount; with `detail` a case, where it can be told the first there is."""
    if element_property(theorem.depends_on, (theorem.premise, theorem.claim), room):
        return undecided("stelling", theorem.address, f"{theorem.depends_on} is een eigenschap van elk element van een lijst")
    twins = twins_of(theorem, room, (theorem.claim,))
    info = room.snapshot.vocabulary.facts[theorem.depends_on]
    one, other, after = FactOf(theorem.depends_on, info.type), FactOf(theorem.depends_on + TWIN, info.type), twin(theorem.claim, (theorem.depends_on,))
    more, less = apply(Op.GT, Scalar.BOOL, other, one), apply(Op.LT, Scalar.BOOL, after, theorem.claim)
    constraints = (must("als", theorem.premise), must("meer", more), must("minder", less), *assumed((theorem.depends_on,), room))
    step = first_drop(twins, constraints, one, other) if detail and isinstance(twins.ask(constraints), Sat) else None
    if step is None:
        return answer(theorem, twins, constraints, (), detail=detail)
    found = answer(theorem, twins, (*constraints, *step.constraints), (), detail=detail)
    if found.counterexample is None:
        return found
    nl, en = drop_words(twins, found.counterexample.facts, step, theorem.claim, after)
    return replace(found, message_nl=found.message_nl + nl, message_en=found.message_en + en)


def answer(theorem: TheoremModel, room: Room, constraints: tuple[Constraint, ...], concerns: tuple[Concern, ...], *, detail: bool) -> Result:
    """The verdict on a two-case theorem."""
    said = assumptions(room, tuple(constraint.expr for constraint in constraints))
    match room.ask(constraints):
        case Undecided(reason):
            return undecided("stelling", theorem.address, reason)
        case Unsat():
            nl, en = f"bewezen: {theorem.text}", f"proved: {theorem.text}"
            return Result("stelling", Verdict.PROVED, Severity.NOTE, theorem.address, (theorem.over,), nl, en, None, (), said, span=theorem.span)
        case Sat() as found:
            case = find_case(room, constraints, concerns, found) if detail else None
            if isinstance(case, Broken):
                return undecided("stelling", theorem.address, f"het tegenvoorbeeld is niet bevestigd ({case.what}): dit is een fout in waterdicht")
            nl, en = f"weerlegd: {theorem.text}", f"refuted: {theorem.text}"
            return Result("stelling", Verdict.REFUTED, Severity.ERROR, theorem.address, (theorem.over,), nl, en, case, (), said, span=theorem.span)


def twins_of(theorem: TheoremModel, room: Room, exprs: Sequence[Expr]) -> Room:
    """The room of a theorem about two cases, under the readings of a room: one law with twins for all readings of a snapshot."""
    home = room.base or room
    if theorem.address not in home.twins:
        home.twins[theorem.address] = with_twin(home, (theorem.depends_on,), exprs)
    return home.twins[theorem.address].under(room.readings)


def with_twin(room: Room, changed: Collection[str], exprs: Sequence[Expr]) -> Room:
    """The same law with, for every definition that some expressions or an assumption need, its value when some facts are others."""
    snapshot = room.snapshot
    needed = (*exprs, *(each.body for each in snapshot.vocabulary.assumptions))
    keys = dict.fromkeys(expr.key for expr in reachable(needed, snapshot) if isinstance(expr, Use))
    known = snapshot.vocabulary.facts
    facts = {**known, **{name + TWIN: replace(known[name], name=name + TWIN) for name in changed}}
    known_keys = [(key, snapshot.definitions[key]) for key in keys if key in snapshot.definitions]
    more = {key + TWIN: DefinitionInfo(key + TWIN, twin(each.body, changed), each.address, each.text) for key, each in known_keys}
    doubled = replace(snapshot, definitions={**snapshot.definitions, **more}, vocabulary=replace(snapshot.vocabulary, facts=facts))
    return Room(replace(room.built, snapshot=doubled), room.readings, log=room.log)


def twin(expr: Expr, facts: Container[str]) -> Expr:
    """The expression about the other case."""
    return with_leaves(expr, partial(of_other, facts=facts))


def of_other(leaf: Expr, facts: Container[str]) -> Expr:
    """The same of the other case: another fact where it is changed, and whatever text that is not known says of that case."""
    match leaf:
        case FactOf(name, type_):
            return FactOf(name + TWIN, type_) if name in facts else leaf
        case Unsaid(name, type_):
            return Unsaid(name + TWIN, type_)
        case Use(key, type_):
            return Use(key + TWIN, type_)
        case _:
            return leaf
