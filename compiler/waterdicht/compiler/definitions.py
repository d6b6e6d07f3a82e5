"""Definitions and descriptions: which name and which address stands for what, built when first used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import groupby

from waterdicht.compiler.addresses import above_and_self, child, in_words, item_segment
from waterdicht.compiler.applicability import Exceptions, active, reaching
from waterdicht.compiler.build import apply, both, either, negate
from waterdicht.compiler.cents import in_cents
from waterdicht.compiler.ir import FALSE, TRUE, Apply, Choose, Constant, Expr, FactInfo, FactOf, Marked, Op, Unsaid
from waterdicht.compiler.lower import condition, join_items, lower, typed
from waterdicht.compiler.outline import Outline, definitions, title_with_origin
from waterdicht.compiler.references import APPLIES, WITH_EXCLUSIONS, WITHOUT_EXCLUSIONS, touched
from waterdicht.compiler.rules import Rule, value_rules
from waterdicht.compiler.scope import Scope, Source, World
from waterdicht.compiler.types import EnumType, Scalar, Type
from waterdicht.compiler.unknown_text import touches
from waterdicht.compiler.use import use_key
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import diagnose
from waterdicht.dsl.source import Span


def register_vocabulary(world: World) -> None:
    """Derived words of the vocabulary: definitions under their own name."""
    for name, (declaration, type_) in world.words.derived.items():
        scope = Scope(world, "", name)
        world.sources[name] = Source(partial(lower, declaration.body, scope), name, declaration.span, type_, declaration.text)


def register_definitions(world: World, regulation: str, outlined: Outline) -> None:
    """The definition sentences of a regulation: under their names, and as descriptions at their addresses."""
    world.named.setdefault(regulation, {})
    found = sorted(definitions(outlined), key=lambda pair: pair[1].name)
    for name, group in groupby(found, key=lambda pair: pair[1].name):
        sentences = tuple(group)
        key = f"{regulation}:{name}"
        world.named[regulation][name] = key
        address, first = sentences[0]
        check_kinds(name, sentences, world)
        scope = Scope(world, regulation, address)
        describe(world, key, partial(definition_body, sentences, scope), address, first.span, text=title_with_origin(outlined, address))
        for place, sentence in sentences:
            register_items(world, Scope(world, regulation, place), sentence.body)
    for address, names in groupby(sorted((address, sentence.name) for address, sentence in definitions(outlined)), key=lambda pair: pair[0]):
        here = {name for _, name in names}
        if len(here) == 1:
            world.described[address] = f"{regulation}:{here.pop()}"


def describe(world: World, key: str, body: Callable[[str], Expr | None], address: str, span: Span, type_: Type | None = None, text: str = "") -> None:
    """A description as its name stands for it, and without any exclusions."""
    world.bodies[key] = body
    world.sources[key] = Source(partial(body, ""), address, span, type_, text)
    world.sources[key + WITHOUT_EXCLUSIONS] = Source(partial(body, WITHOUT_EXCLUSIONS), address, span, type_, text)


def check_kinds(name: str, sentences: tuple[tuple[str, tree.Definition], ...], world: World) -> None:
    """`betekent` says everything, so it stands alone; the other two need a declared fact for what they leave open."""
    kinds = [sentence.kind for _, sentence in sentences]
    address, last = sentences[-1]
    if "betekent" in kinds and len(kinds) > 1:
        world.reported.append(diagnose(Code.DEFINED_TWICE, last.span, address=address, name=name))
    if "betekent" not in kinds and name not in world.words.facts:
        world.reported.append(diagnose(Code.OPEN_DEFINITION_NEEDS_FACT, last.span, address=address, name=name))
    if name in world.words.values or name in world.words.derived or ("betekent" in kinds and name in world.words.facts):
        world.reported.append(diagnose(Code.DEFINED_TWICE, last.span, address=address, name=name))


def definition_body(sentences: tuple[tuple[str, tree.Definition], ...], scope: Scope, variant: str) -> Expr | None:
    """What a name means: `betekent` (⇔); with `omvat` (⇐) and `vereist` (⇒) the rest is a fact of its own."""
    bodies: list[tuple[str, Expr]] = []
    for address, sentence in sentences:
        body = lower_defining(sentence.body, scope.at(address), variant)
        if body is None:
            return None
        bodies.append((sentence.kind, body))
    if bodies[0][0] == "betekent":
        return bodies[0][1]
    rest: Expr = FactOf(sentences[0][1].name, Scalar.BOOL)
    wider = either(rest, *(body for kind, body in bodies if kind == "omvat in ieder geval"))
    return both(wider, *(body for kind, body in bodies if kind == "vereist in ieder geval"))


def lower_defining(body: tree.Expression, scope: Scope, variant: str) -> Expr | None:
    """The body of a definition; labelled items are definitions of their own, in the same variant; used by name, with what sets them aside."""
    if not isinstance(body, tree.ConditionList):
        return lower(body, scope)
    parts: list[Expr] = []
    for item in body.items:
        address = child(scope.address, item_segment(item.label))
        # When the whole is set aside too, its name stands for the bare description.
        wanted = variant or ("" if scope.address in scope.world.excluded else WITH_EXCLUSIONS)
        part = use_key(address + (wanted if touched(address, scope.world) else ""), scope, item.span)
        if part is None:
            return None
        parts.append(part)
    return join_items(body.kind, tuple(parts))


def register_items(world: World, scope: Scope, body: tree.Expression) -> None:
    """Each labelled item of a definition is a description that references can name."""
    if not isinstance(body, tree.ConditionList):
        return
    for item in body.items:
        here = scope.at(child(scope.address, item_segment(item.label)))
        describe(world, here.address, partial(defining_item, item, here), here.address, item.span, Scalar.BOOL)
        world.described[here.address] = here.address
        register_items(world, here, item.condition)


def defining_item(item: tree.ListItem, scope: Scope, variant: str) -> Expr | None:
    """One item of a definition."""
    body = lower_defining(item.condition, scope, variant)
    unless = None if item.unless is None else condition(item.unless, scope)
    if body is None or (item.unless is not None and unless is None):
        return None
    return Marked(body if unless is None else both(body, negate(unless)), scope.address, span=item.span)


def register_norms_as_descriptions(world: World, regulation: str, outlined: Outline) -> None:
    """Where no definition stands, `persoon als bedoeld in A` is the condition of the one norm at A."""
    grouped: dict[str, list[tree.Norm]] = {}
    for placed in outlined.placed:
        if isinstance(placed.sentence, tree.Norm) and not placed.sentence.refuse and not placed.sentence.only and placed.sentence.condition is not None:
            grouped.setdefault(placed.address, []).append(placed.sentence)
    for address, norms in grouped.items():
        if address in world.described or len(norms) != 1 or norms[0].condition is None:
            continue
        key = f"{address}:omschrijving"
        scope = Scope(world, regulation, address, norms[0].decisions[0], norms[0].phase)
        body = norms[0].condition
        world.described[address] = key
        describe(world, key, partial(lower_defining, body, scope), address, norms[0].span, Scalar.BOOL)
        register_items(world, scope, body)


def register_exclusions(world: World, exceptions_: Exceptions) -> None:
    """For every description that something sets aside, the variant with those exclusions."""
    covering = {address: excluding(address, exceptions_) for address in world.described}
    world.excluded.update(address for address, rules in covering.items() if rules)
    world.touched.update(above for address in world.excluded for above in above_and_self(address))
    for address, key in world.described.items():
        if touched(address, world):
            source = world.sources[key]
            world.sources[key + WITH_EXCLUSIONS] = replace(source, build=partial(without, key, covering[address], exceptions_), type=Scalar.BOOL)


def excluding(address: str, exceptions_: Exceptions) -> tuple[Rule, ...]:
    """The sentences that set this address aside, whatever the decision; transitional law is about decisions."""
    return tuple(
        rule for rule in reaching(address, exceptions_) if rule.kind == "exclusion" and not rule.subject and not isinstance(rule.sentence, tree.Transition)
    )


def without(key: str, covering: tuple[Rule, ...], exceptions_: Exceptions) -> Expr | None:
    """A description, and none of what sets it or its items aside."""
    described = exceptions_.world.bodies[key](WITH_EXCLUSIONS)
    parts = [active(rule, exceptions_) for rule in covering]
    if described is None or any(part is None for part in parts):
        return None
    return both(described, *(negate(part) for part in parts if part is not None))


def register_applicable(world: World, exceptions_: Exceptions) -> None:
    """For every address with rules at it or below it the condition that one of them applies; built when a reference asks for it."""
    found: dict[str, list[Rule]] = {}
    for rule in exceptions_.rules:
        for address in above_and_self(rule.address)[1:]:
            found.setdefault(address, []).append(rule)
    unknown = {gap.address: gap.span for gaps in world.gaps.values() for gap in gaps}
    unsaid = {address: span for place, span in unknown.items() for address in above_and_self(place)[1:]}
    for address in dict.fromkeys((*found, *unsaid)):
        text = f"{in_words(address)} is van toepassing"
        build = partial(one_applies, tuple(found.get(address, ())), exceptions_, Unsaid(address + APPLIES, Scalar.BOOL) if address in unsaid else FALSE)
        span = found[address][0].span if address in found else unsaid[address]
        world.sources[address + APPLIES] = Source(build, address, span, Scalar.BOOL, text)


def one_applies(rules: tuple[Rule, ...], exceptions_: Exceptions, rest: Expr) -> Expr | None:
    """That a rule applies and that its condition holds, for one rule at least; what is not known may apply too."""
    parts = [active(rule, exceptions_) for rule in rules]
    return None if any(part is None for part in parts) else either(*(part for part in parts if part is not None), rest)


def register_values(world: World, regulation: str, rules: tuple[Rule, ...], exceptions_: Exceptions) -> None:
    """The values a regulation gives, each one choice among its rules."""
    for name, mine in value_rules(rules, regulation).items():
        if name not in world.words.values:
            world.reported.append(diagnose(Code.UNKNOWN_VALUE, mine[0].span, address=mine[0].address, name=name))
            continue
        declaration, type_ = world.words.values[name]
        key = f"{regulation}:{name}"
        world.named.setdefault(regulation, {})[name] = key
        rest = partial(elsewhere, world, regulation, declaration.decision, mine[0].span)
        world.sources[key] = Source(partial(choose, tuple(mine), exceptions_, Unsaid(key, type_), rest), mine[0].address, mine[0].span, type_, declaration.text)


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
    return None if any(each is None for each in cases) else either(*(each for each in cases if each is not None))


def choose(rules: tuple[Rule, ...], exceptions_: Exceptions, unsaid: Unsaid, rest: Callable[[], Expr | None]) -> Expr | None:
    """The one rule that applies gives the value; where none does, what is not known may, in the cases that it is about."""
    cases = [(when, value) for rule in rules for _, when, value in value_cases(rule, exceptions_)]
    if not cases:
        return None
    open_cases = rest()
    if open_cases is None:
        return None
    more = [] if open_cases == FALSE else [(both(open_cases, negate(either(*(when for when, _ in cases)))), unsaid)]
    return Choose((*cases, *more), unsaid.type, outside_validity(rules, exceptions_))


def outside_validity(rules: tuple[Rule, ...], exceptions_: Exceptions) -> Expr | None:
    """That a table over time applies: when it has no value for the day, that is why there is none. None without such tables."""
    dated = [active(rule, exceptions_) for rule in rules if isinstance(rule.sentence, tree.ValueRule) and rule.sentence.dated]
    return either(*(applies for applies in dated if applies is not None)) if dated else None


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
    given = {name for names in world.named.values() for name in names}
    for name, (declaration, type_) in world.words.values.items():
        if name not in given:
            question = declaration.text or f"Hoe hoog of hoe lang is {name}?"
            world.implicit[name] = FactInfo(name, type_, question, None, None, None, False, "", "", "", "", span=declaration.span)
