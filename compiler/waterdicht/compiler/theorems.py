"""Theorems and scenarios as typed data, on every snapshot they speak about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, get_args

from waterdicht.compiler.addresses import in_words, show_reference
from waterdicht.compiler.claims import competent, regulates
from waterdicht.compiler.duties import ACT, POSITIVE, claimed, duty
from waterdicht.compiler.ir import TRUE, Constant, Expr, Obligation, Outcome
from waterdicht.compiler.literals import literal, wanted
from waterdicht.compiler.lower import condition, lower
from waterdicht.compiler.population import Keys, order_keys, orders
from waterdicht.compiler.references import suggested
from waterdicht.compiler.scope import Scope, World
from waterdicht.compiler.snapshots import Built
from waterdicht.compiler.types import ListType, MonthlyType, Scalar, Type, show
from waterdicht.compiler.vocabulary import has_order, in_range
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import nearest
from waterdicht.dsl.source import NOWHERE, Span
from waterdicht.runtime.values import ABSENT, UNKNOWN, Computed, Fault, FaultCode, InMonth

OUTCOMES = {outcome.value: outcome for outcome in Outcome}
NO_VALUES: Mapping[str, Computed] = {"onbekend": UNKNOWN} | {code: Fault(code) for code in get_args(FaultCode)}
"""What a scenario can expect of a value instead of one, by its name."""


@dataclass(frozen=True, slots=True)
class TheoremModel:
    """A theorem on one snapshot.

    For `hangt niet af` it is about the outcome of `decision` and the fact `depends_on`; for `monotoon` the claim is the amount that
    may not fall when `depends_on` rises; for `gaat voor` about the order of `decision`, by `keys`: who meets the premise before who meets the claim.
    `address` is `stichtse_vecht/stelling-proefplaats_zes_maanden`; `over` is the provision it is about.
    """

    address: str
    name: str
    text: str
    over: str
    under_the_law: bool
    kind: str
    premise: Expr
    claim: Expr
    depends_on: str
    decision: str
    built: Built
    keys: Keys = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class ExpectedResult:
    """What a scenario expects: an outcome of a decision, a value, or that something said is so or not.

    What is said is that an act must (or may) be performed, or something of the regulation itself: then `said` is it in words, `expression` whether
    it is so and `value` the ja or nee expected. Of an act `given` are the provisions that say so; `last` is the last day it can be performed, and
    `until` the one expected: None where nothing is expected of it.
    """

    kind: str
    name: str
    phase: str
    outcome: Outcome | None
    value: Computed | None
    expression: Expr | None
    given: tuple[Obligation, ...] = ()
    last: Expr | None = None
    until: date | None = None
    said: str = ""
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class ScenarioModel:
    """A scenario on the snapshot of its day."""

    title: str
    regulation: str
    under_the_law: bool
    on: date
    facts: Mapping[str, Computed]
    expected: tuple[ExpectedResult, ...]
    built: Built
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


def theorem_model(theorem: tree.Theorem, built: Built) -> TheoremModel | None:
    """A theorem lowered on one snapshot, or None when something in it was reported."""
    world = built.world
    regulation = theorem.over.regulation.partition("@")[0]
    scope = Scope(world, regulation, world.outlines[regulation].root, under_the_law=theorem.under_the_law)
    premise = TRUE if theorem.premise is None else condition(theorem.premise, scope)
    claim = lower_claim(theorem, scope, built)
    about = theorem.claim.text if theorem.kind == "hangt niet af" and isinstance(theorem.claim, tree.Name) else ""
    if premise is None or claim is None:
        return None
    if theorem.kind == "gaat voor":
        return precedence_model(theorem, built, scope, (premise, claim))
    if theorem.depends_on and theorem.depends_on not in {**world.words.facts, **world.implicit}:
        scope.report(Code.UNKNOWN_NAME, theorem.span, name=theorem.depends_on, suggestion=nearest(theorem.depends_on, world.words.facts))
        return None
    address = f"{regulation}/stelling-{theorem.name}"
    over = claimed_over(theorem, scope)
    return (
        None
        if over is None
        else TheoremModel(
            address, theorem.name, theorem.text, over, theorem.under_the_law, theorem.kind, premise, claim, theorem.depends_on, about, built, span=theorem.span
        )
    )


def precedence_model(theorem: tree.Theorem, built: Built, scope: Scope, sides: tuple[Expr, Expr]) -> TheoremModel | None:
    """A theorem about the order of a decision."""
    placed = orders(built.world.outlines[scope.regulation]).get(theorem.depends_on)
    over = claimed_over(theorem, scope)
    if placed is None or not isinstance(placed.sentence, tree.Order):
        scope.report(Code.NO_ORDER, theorem.span, name=theorem.depends_on)
        return None
    keys = order_keys(placed.sentence, scope.at(placed.address))
    if over is None or keys is None:
        return None
    address = f"{scope.regulation}/stelling-{theorem.name}"
    return TheoremModel(address, theorem.name, theorem.text, over, False, theorem.kind, *sides, "", theorem.depends_on, built, keys, span=theorem.span)


def claimed_over(theorem: tree.Theorem, scope: Scope) -> str | None:
    """The provision that a theorem is about; None (reported) when there is none."""
    outlined = scope.world.outlines[scope.regulation]
    over = "/".join([outlined.root, *(f"{step.kind}-{step.label}" for step in theorem.over.steps)])
    over = outlined.shorter.get(over, over)
    if over in outlined.spans:
        return over
    scope.report(Code.MISSING_PLACE, theorem.over.span, reference=in_words(over), suggestion=suggested(over, list(outlined.spans)))
    return None


def lower_claim(theorem: tree.Theorem, scope: Scope, built: Built) -> Expr | None:
    """The claim: a condition, or for a monotone theorem the amount that may not fall."""
    if isinstance(theorem.claim, tree.DutyClaim):
        return claimed(theorem.claim, scope, built)
    match theorem.kind:
        case "monotoon":
            claim = lower(theorem.claim, scope)
            info = scope.world.words.facts.get(theorem.depends_on)
            for type_ in (found.type for found in (claim, info) if found is not None and not has_order(found.type)):
                scope.report(Code.NOT_COMPARABLE, theorem.span, words="meer … minder", type=show(type_))
            return claim
        case "hangt niet af":
            decisions = scope.world.words.decisions
            name = theorem.claim.text if isinstance(theorem.claim, tree.Name) else ""
            if name not in decisions:
                scope.report(Code.UNKNOWN_DECISION, theorem.claim.span, name=name, suggestion=nearest(name, decisions))
                return None
            ask(scope, name, "toekennen")
            return TRUE
        case "als" | "bestaat" | "gaat voor":
            return condition(theorem.claim, scope)


def ask(scope: Scope, decision: str, phase: str) -> None:
    """Ask for the channels of a decision, here and in the laws above."""
    for regulation in (scope.regulation, *scope.world.above):
        scope.world.asked[regulation, decision, phase] = None


@dataclass(frozen=True, slots=True)
class Shared:
    """The facts that the scenarios of one document can be `zoals`, by name; `values` remembers them as values, by name and by world."""

    facts: Mapping[str, tree.SharedFacts]
    values: dict[tuple[str, int], dict[str, Computed]] = field(default_factory=dict)


def scenario_model(scenario: tree.Scenario, shared: Shared, built: Built, valid: bool) -> ScenarioModel:
    """A scenario with its facts as values; what does not fit is reported in the world of its snapshot. `valid`: the regulation is in force."""
    world = built.world
    regulation = scenario.over.regulation.partition("@")[0]
    scope = Scope(world, regulation, world.outlines[regulation].root, under_the_law=scenario.under_the_law)
    facts: dict[str, Computed] = {"deze_dag": scenario.on}
    for name in scenario.like:
        if name not in shared.facts:
            scope.report(Code.UNKNOWN_SHARED_FACTS, scenario.span, name=name, suggestion=nearest(name, shared.facts))
            continue
        facts.update(shared_values(shared, name, scope))
    facts.update(given_facts(scenario.given, scope))
    expected = tuple(found for each in scenario.expected if (found := expected_of(each, scope, built, valid)) is not None)
    return ScenarioModel(scenario.title, regulation, scenario.under_the_law, scenario.on, facts, expected, built, span=scenario.span)


def shared_values(shared: Shared, name: str, scope: Scope) -> dict[str, Computed]:
    """Shared facts as values in one world; what is wrong with them is said once."""
    key = (name, id(scope.world))
    if key not in shared.values:
        shared.values[key] = given_facts(shared.facts[name].given, scope)
    return shared.values[key]


def given_facts(given: tuple[tree.Given, ...], scope: Scope) -> dict[str, Computed]:
    """The facts of a scenario."""
    facts: dict[str, Computed] = {}
    known, implicit = scope.world.words.facts, scope.world.implicit
    for each in given:
        if each.fact in facts:
            scope.report(Code.DECLARED_TWICE, each.span, name=each.fact)
        info = implicit.get(each.fact) or known.get(each.fact)
        if info is None:
            scope.report(Code.UNKNOWN_NAME, each.span, name=each.fact, suggestion=nearest(each.fact, {**known, **implicit}))
            continue
        value = fact_value(each.value, info.type, scope.world)
        if value is None or (value is ABSENT and not info.optional):
            scope.report(Code.WRONG_LITERAL, each.value.span, expected=wanted(info.type))
            continue
        if any(not in_range(one, info.minimum, info.maximum) for one in measured(value, info.type)):
            scope.report(Code.OUTSIDE_RANGE, each.value.span, name=each.fact)
        facts[each.fact] = value
    return facts


def measured(value: Computed, type_: Type) -> tuple[Computed, ...]:
    """The parts of a value that must lie in the range of its fact: what each month of a series holds, and a value with an order itself."""
    if isinstance(type_, MonthlyType) and isinstance(value, tuple):
        return tuple(each.value for each in value if isinstance(each, InMonth))
    return (value,) if has_order(type_) and value is not ABSENT else ()


def fact_value(written: tree.Expression, type_: Type, world: World) -> Computed | None:
    """A literal as a fact's value; lists are tuples of elements."""
    if not isinstance(type_, ListType):
        return literal(written, type_)
    if not isinstance(written, tree.ListLiteral) or len(written.elements) > type_.at_most:
        return None
    elements = [record(element, type_.kind, world) for element in written.elements]
    return None if any(element is None for element in elements) else tuple(element for element in elements if element is not None)


def record(written: tree.Expression, kind: str, world: World) -> Mapping[str, Any] | None:
    """One element of a list."""
    if not isinstance(written, tree.RecordLiteral):
        return None
    element: dict[str, Any] = {}
    for name, expression in written.fields:
        info = world.words.facts.get(f"{kind}.{name}")
        value = None if info is None else literal(expression, info.type)
        if info is None or value is None or (value is ABSENT and not info.optional):
            return None
        element[name] = value
    return element


def expected_of(expected: tree.Expected | tree.Claim, scope: Scope, built: Built, valid: bool) -> ExpectedResult | None:
    """What a scenario expects, checked against what exists."""
    match expected:
        case tree.DutyClaim():
            return expected_duty(expected, scope, built)
        case tree.RegulationClaim():
            return expected_claim(expected, scope, valid)
        case tree.CompetenceClaim():
            return expected_competence(expected, scope)
        case tree.Expected():
            return expected_result(expected, scope)


def expected_claim(claim: tree.RegulationClaim, scope: Scope, valid: bool) -> ExpectedResult | None:
    """What is expected of the regulation itself."""
    so = valid if claim.target is None else regulates(claim, scope)
    if so is None:
        return None
    target = f" regelt {show_reference(claim.target)}" if claim.target else " geldt"
    by = f" volgens {show_reference(claim.provision)}" if claim.provision else ""
    expected = not claim.claim.endswith("niet")
    return ExpectedResult("regeling", scope.regulation, "", None, expected, Constant(so, Scalar.BOOL), said=f"deze regeling{target}{by}", span=claim.span)


def expected_duty(claim: tree.DutyClaim, scope: Scope, built: Built) -> ExpectedResult | None:
    """What is expected of an act."""
    found = duty(claim, scope, built)
    day = None if claim.last is None else literal(claim.last, Scalar.DATE)
    if claim.last is not None and day is None:
        scope.report(Code.WRONG_LITERAL, claim.last.span, expected=wanted(Scalar.DATE))
        return None
    if found is None:
        return None
    until = day if isinstance(day, date) else None
    holds = claim.claim in POSITIVE
    last = found.last if holds else None
    return ExpectedResult(ACT, claim.act, "", None, holds, found.holds, found.given, last, until, found.said, span=claim.span)


def expected_competence(claim: tree.CompetenceClaim, scope: Scope) -> ExpectedResult | None:
    """What is expected of who may decide."""
    decisions = scope.world.words.decisions
    if claim.decision not in decisions:
        scope.report(Code.UNKNOWN_DECISION, claim.span, name=claim.decision, suggestion=nearest(claim.decision, decisions))
        return None
    so = Constant(set(claim.bodies) == competent(claim.decision, scope), Scalar.BOOL)
    said = f"bevoegd tot {claim.decision} is {' of '.join(claim.bodies)}"
    return ExpectedResult("bevoegdheid", claim.decision, "", None, True, so, said=said, span=claim.span)


def expected_result(expected: tree.Expected, scope: Scope) -> ExpectedResult | None:
    """An expected outcome or value, checked against what exists."""
    world = scope.world
    if expected.kind == "waarde":
        expression = lower(tree.Name(expected.name, span=expected.span), scope)
        if expression is None or expected.value is None:
            return None
        value = fact_value(expected.value, expression.type, world)
        if value is None and isinstance(expected.value, tree.Name):
            value = NO_VALUES.get(expected.value.text)
        if value is None:
            scope.report(Code.WRONG_LITERAL, expected.span, expected=wanted(expression.type))
            return None
        return ExpectedResult("waarde", expected.name, "", None, value, expression, span=expected.span)
    if expected.name not in world.words.decisions:
        scope.report(Code.UNKNOWN_DECISION, expected.span, name=expected.name, suggestion=nearest(expected.name, world.words.decisions))
        return None
    words = expected.outcome.replace("_", " ")
    if words not in OUTCOMES:
        scope.report(Code.UNKNOWN_STATUS, expected.span, name=words, suggestion=nearest(words, OUTCOMES))
        return None
    ask(scope, expected.name, expected.phase or "toekennen")
    return ExpectedResult("besluit", expected.name, expected.phase or "toekennen", OUTCOMES[words], None, None, span=expected.span)
