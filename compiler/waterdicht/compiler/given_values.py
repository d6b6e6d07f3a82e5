"""The values that regulations give: one choice each among the rules for it, with those that transitional law keeps in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from waterdicht.compiler.applicability import Exceptions, active, covers
from waterdicht.compiler.build import apply, both, either, negate
from waterdicht.compiler.cents import in_cents
from waterdicht.compiler.ir import FALSE, TRUE, Apply, Choose, Constant, Expr, FactInfo, FactOf, Op, Unsaid, Use, ValueCase, ValueTable
from waterdicht.compiler.kept import kept_values, names_kept
from waterdicht.compiler.lower import typed
from waterdicht.compiler.rules import Rule
from waterdicht.compiler.scope import Scope, Source, World
from waterdicht.compiler.types import EnumType, Scalar
from waterdicht.compiler.unknown_text import touches
from waterdicht.compiler.use import order_of, use_key
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import diagnose
from waterdicht.dsl.source import NOWHERE, Span

Rules = Mapping[str, Mapping[str, list[Rule]]]
"""The rules for values of each regulation, by the name of the value."""


def register_values(world: World, regulation: str, rules: Rules, exceptions_: Exceptions) -> None:
    """The values a regulation gives, or keeps in force of earlier texts, each one choice among its rules."""
    for name in tuple(dict.fromkeys((*rules[regulation], *names_kept(world, regulation, rules)))):
        mine = rules[regulation].get(name, [])
        if name not in world.words.values:
            world.reported.append(diagnose(Code.UNKNOWN_VALUE, mine[0].span, address=mine[0].address, name=name))
            continue
        declaration, type_ = world.words.values[name]
        key = f"{regulation}:{name}"
        world.named.setdefault(regulation, {})[name] = key
        address, span = (mine[0].address, mine[0].span) if mine else (world.outlines[regulation].root, declaration.span)
        world.kept_only.update(() if mine else (key,))
        build = partial(choose, name, regulation, rules, exceptions_)
        world.sources[key] = Source(build, address, span, type_, declaration.text)


def may_be_unknown(world: World, regulation: str, decision: str) -> bool:
    """Whether text that is not known can give a value for this decision."""
    gaps = world.gaps.get(regulation, ())
    return any(not gap.about or (decision and touches(gap, decision, world.words)) for gap in gaps)


def elsewhere(world: World, regulation: str, decision: str, span: Span) -> Expr | None:
    """The cases in which text that is not known can give a value for this decision. None when something is wrong with them."""
    if may_be_unknown(world, regulation, decision):
        return TRUE
    carried = [each for each in world.carried.get(regulation, ()) if decision and touches(each, decision, world.words)]
    cases = [use_key(each.key, Scope(world, regulation, each.address), span) for each in carried]
    kept = (each for each in world.kept.get(regulation, ()) if decision and touches(each, decision, world.words))
    more = [(each, elsewhere(world, each.source, decision, span)) for each in kept]
    if any(each is None for each in cases) or any(there is None for _, there in more):
        return None
    return either(*(each for each in cases if each is not None), *(both(Use(each.key, Scalar.BOOL), there) for each, there in more if there is not None))


def choose(name: str, regulation: str, rules: Rules, exceptions_: Exceptions) -> Expr | None:
    """The one rule that applies gives the value; where none does, what is not known may, in the cases that it is about."""
    world, key = exceptions_.world, f"{regulation}:{name}"
    declaration, type_ = world.words.values[name]
    cases = [(each.when, each.value) for _, each in cases_of(name, regulation, rules, exceptions_)]
    if not cases:
        return None
    open_cases = elsewhere(world, regulation, declaration.decision, declaration.span)
    if open_cases is None:
        return None
    more: list[tuple[Expr, Expr]] = [] if open_cases == FALSE else [(both(open_cases, negate(either(*(when for when, _ in cases)))), Unsaid(key, type_))]
    if key in world.kept_only:
        more.extend(given_otherwise(name, regulation, world))
    return Choose((*cases, *more), type_, outside_validity(name, regulation, rules, exceptions_))


def given_otherwise(name: str, regulation: str, world: World) -> Iterator[tuple[Expr, Expr]]:
    """What a value is outside the cases in which an earlier text gives it: as if that text were not here."""
    scope = Scope(world, regulation, world.outlines[regulation].root)
    cases = either(*(Use(kept.key, Scalar.BOOL) for kept in kept_values(world, regulation, name)))
    elsewhere_given = (found for other in order_of(regulation, world)[1:] if (found := world.named.get(other, {}).get(name)) is not None)
    key = next((each for each in elsewhere_given if each not in world.kept_only), None)
    otherwise = use_key(key, scope, NOWHERE) if key is not None else FactOf(name, world.words.values[name][1])
    if otherwise is not None:
        yield negate(cases), otherwise


def cases_of(name: str, regulation: str, rules: Rules, exceptions_: Exceptions) -> Iterator[tuple[str, ValueCase]]:
    """The cases of a value in a regulation, each with the place in it that gives them: its own rules, and what it keeps in force."""
    for each in rules[regulation].get(name, ()):
        yield from ((rule.address, ValueCase(rule.address, when, value, span=rule.span)) for rule, when, value in value_cases(each, exceptions_))
    for kept in kept_values(exceptions_.world, regulation, name):
        for place, case in cases_of(name, kept.source, rules, exceptions_):
            if covers(kept.places, place):
                yield kept.address, replace(case, when=both(Use(kept.key, Scalar.BOOL), case.when))


def outside_validity(name: str, regulation: str, rules: Rules, exceptions_: Exceptions) -> Expr | None:
    """That a table over time applies: when it has no value for the day, that is why there is none. None without such tables."""
    mine = (rule for rule in rules[regulation].get(name, ()) if isinstance(rule.sentence, tree.ValueRule) and rule.sentence.dated)
    dated = [applies for rule in mine if (applies := active(rule, exceptions_)) is not None]
    for kept in kept_values(exceptions_.world, regulation, name):
        outside = outside_validity(name, kept.source, rules, exceptions_)
        dated.extend(() if outside is None else (both(Use(kept.key, Scalar.BOOL), outside),))
    return either(*dated) if dated else None


def tables(world: World, regulation: str, rules: Rules, exceptions_: Exceptions) -> tuple[ValueTable, ...]:
    """The values that a regulation gives by rules of its own, case by case."""
    result = []
    for name, mine in rules[regulation].items():
        if name not in world.words.values:
            continue
        declaration, type_ = world.words.values[name]
        cases = tuple(case for _, case in cases_of(name, regulation, rules, exceptions_))
        open_ended = may_be_unknown(world, regulation, declaration.decision)
        carried = FALSE if open_ended else elsewhere(world, regulation, declaration.decision, mine[0].span) or FALSE
        outside = outside_validity(name, regulation, rules, exceptions_)
        result.append(ValueTable(name, type_, declaration.decision, cases, open_ended, outside, carried))
    return tuple(result)


def value_cases(rule: Rule, exceptions_: Exceptions) -> Iterator[tuple[Rule, Expr, Expr]]:
    """The cases of one value rule: one, or one for each dated amount (in force until the next)."""
    sentence = rule.sentence
    assert isinstance(sentence, tree.ValueRule)  # INVARIANT: rules of kind "value" come from ValueRule sentences
    scope = Scope(exceptions_.world, rule.regulation, rule.address)
    when = active(rule, exceptions_)
    if when is None:
        return
    if sentence.value is not None:
        value = value_of_type(sentence.value, rule.subject, scope)
        if value is not None:
            yield rule, when, value
        return
    for dated, following in zip(sentence.dated, [*sentence.dated[1:], None], strict=True):
        value = value_of_type(dated.value, rule.subject, scope)
        if following is not None and following.since <= (dated.until or dated.since):
            scope.report(Code.DATES_OUT_OF_ORDER, following.span, name=rule.subject)
        if dated.until is not None and dated.until < dated.since:
            scope.report(Code.DATES_OUT_OF_ORDER, dated.span, name=rule.subject)
        if value is not None:
            yield rule, both(when, in_between(dated, following)), value


def value_of_type(written: tree.Expression, name: str, scope: Scope) -> Expr | None:
    """What a rule gives for a value: it must be of the type that was declared."""
    type_ = scope.world.words.values[name][1]
    if isinstance(type_, EnumType) and isinstance(written, tree.Name) and written.text in type_.options:
        return Constant(written.text, type_)
    value = typed(written, scope, type_, *((Scalar.INT,) if type_ is Scalar.DECIMAL else ()))
    return value if value is None or type_ is not Scalar.MONEY else in_cents(value, scope.world)


def in_between(dated: tree.DatedValue, following: tree.DatedValue | None) -> Expr:
    """From one date up to and including its last day, else up to the next."""
    today = FactOf("deze_dag", Scalar.DATE)
    since = apply(Op.GE, Scalar.BOOL, today, Constant(dated.since, Scalar.DATE))
    if dated.until is not None:
        return both(since, apply(Op.LE, Scalar.BOOL, today, Constant(dated.until, Scalar.DATE)))
    return since if following is None else both(since, Apply(Op.LT, (today, Constant(following.since, Scalar.DATE)), Scalar.BOOL))


def register_open_values(world: World) -> None:
    """A declared value that nobody gives is a fact of the case: the regulation that should give it is not among these documents."""
    own = ((name, key) for regulation, names in world.named.items() if regulation not in world.guests for name, key in names.items())
    given = {name for name, key in own if key not in world.kept_only}
    for name, (declaration, type_) in world.words.values.items():
        if name not in given:
            question = declaration.text or f"Hoe hoog of hoe lang is {name}?"
            world.implicit[name] = FactInfo(name, type_, question, None, None, None, False, "", "", "", "", span=declaration.span)
