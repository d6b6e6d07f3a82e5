"""Limits on how long something lasts, as requirements: net of what does not count, and for periods that follow each other."""

from __future__ import annotations

from waterdicht.compiler import durations
from waterdicht.compiler.addresses import is_within
from waterdicht.compiler.applicability import addresses
from waterdicht.compiler.build import apply, both, either, negate, present
from waterdicht.compiler.durations import COMPARISONS, part
from waterdicht.compiler.ir import Constant, Expr, Limit, Op
from waterdicht.compiler.lower import condition, lower, typed
from waterdicht.compiler.operators import comparable
from waterdicht.compiler.rules import Rule
from waterdicht.compiler.scope import Scope, Spells, World, by_reading
from waterdicht.compiler.types import Scalar, show
from waterdicht.compiler.use import optional_names
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code


def limit_requirement(rule: Rule, scope: Scope, rules: tuple[Rule, ...]) -> tuple[Expr, Limit] | None:
    """The requirement that a limit sets, without its condition; met when the limited thing is absent."""
    sentence = rule.sentence
    assert isinstance(sentence, tree.Limit)  # INVARIANT: rules of kind "limit" come from Limit sentences
    subject, length = lower(sentence.subject, scope), lower(sentence.length, scope)
    if subject is None or length is None:
        return None
    name = sentence.subject.text if isinstance(sentence.subject, tree.Name) else ""
    bound = Limit(name, sentence.comparator, length)
    if subject.type is Scalar.PERIOD:
        if length.type not in (Scalar.MONTHS, Scalar.DAYS):
            scope.report(Code.WRONG_TYPE, sentence.length.span, expected="maandental of dagental", found=show(length.type))
            return None
        within = limited_period(rule, name, subject, length, scope, rules)
    elif comparable(subject.type, length.type):
        within = apply(COMPARISONS[sentence.comparator], Scalar.BOOL, subject, length)
    else:
        scope.report(Code.TYPES_DIFFER, sentence.span, left=show(subject.type), right=show(length.type))
        return None
    absent = negate(present(subject, optional_names(scope.world)))
    return either(absent, within), bound


def limited_period(rule: Rule, name: str, subject: Expr, length: Expr, scope: Scope, rules: tuple[Rule, ...]) -> Expr:
    """The limit on a period; for a period that continues another one, both readings of where it is counted from."""
    sentence = rule.sentence
    assert isinstance(sentence, tree.Limit)  # INVARIANT: see limit_requirement
    again = net_of_disregarded(rule, subject, sentence.comparator, length, scope)
    declared = scope.world.words.derived.get(name)
    previous = declared[0].continues if declared else ""
    first = previous_limit(rule, previous, rules) if previous else None
    if first is None:
        return again
    return by_reading("verlenging", from_the_start(rule, first, subject, length, scope) or again, again, Scalar.BOOL)


def from_the_start(rule: Rule, first: Rule, subject: Expr, length: Expr, scope: Scope) -> Expr | None:
    """Reading *oorspronkelijk begin*: both periods together, counted from the first day of the first one, at most the sum of both limits."""
    sentence, earlier = rule.sentence, first.sentence
    assert isinstance(sentence, tree.Limit)  # INVARIANT: see limit_requirement
    assert isinstance(earlier, tree.Limit)  # INVARIANT: idem
    parts = (lower(earlier.subject, scope), lower(earlier.length, scope))
    if parts[0] is None or parts[1] is None:
        return None
    if parts[1].type != length.type:
        scope.report(Code.TYPES_DIFFER, sentence.length.span, left=show(parts[1].type), right=show(length.type))
        return None
    whole = apply(Op.PERIOD, Scalar.PERIOD, part(Op.BEGIN, parts[0]), part(Op.END, subject))
    return net_of_disregarded(rule, whole, sentence.comparator, add_lengths(parts[1], length), scope)


def add_lengths(first: Expr, second: Expr) -> Expr:
    """Two lengths of one unit together; constants are added at once."""
    if isinstance(first, Constant) and isinstance(second, Constant) and isinstance(first.value, int) and isinstance(second.value, int):
        return Constant(first.value + second.value, first.type)
    return apply(Op.ADD, first.type, first, second)


def previous_limit(rule: Rule, previous: str, rules: tuple[Rule, ...]) -> Rule | None:
    """The limit of the same regulation on the period that this one continues: in the same article if possible."""
    same = [
        other
        for other in rules
        if other.regulation == rule.regulation and isinstance(other.sentence, tree.Limit) and other.subject == rule.subject
        and isinstance(other.sentence.subject, tree.Name) and other.sentence.subject.text == previous and other.sentence.comparator != "ten minste"
    ]  # fmt: skip
    article = rule.address.split("/")[:2]
    return next((other for other in same if other.address.split("/")[:2] == article), same[0] if same else None)


def net_of_disregarded(rule: Rule, subject: Expr, comparator: str, length: Expr, scope: Scope) -> Expr:
    """How long the period lasts, without the spells that a provision leaves out of account for this limit."""
    result = durations.lasts(subject, None, comparator, length)
    for each in disregards(rule.regulation, scope.world):
        if any(is_within(rule.address, place) for place in each.places):
            net = durations.lasts(subject, each.spells, comparator, length)
            result = net if each.condition is None else either(both(each.condition, net), both(negate(each.condition), result))
    return result


def disregards(regulation: str, world: World) -> list[Spells]:
    """The spells that `blijft … buiten beschouwing` leaves out of the limits of a regulation; worked out once."""
    if regulation not in world.spells:
        sentences = [placed for placed in world.outlines[regulation].placed if isinstance(placed.sentence, tree.Disregard)]
        made = [disregarded(placed.sentence, Scope(world, regulation, placed.address)) for placed in sentences if isinstance(placed.sentence, tree.Disregard)]
        world.spells[regulation] = [each for each in made if each is not None]
    return world.spells[regulation]


def disregarded(sentence: tree.Disregard, scope: Scope) -> Spells | None:
    """The spells of one such sentence, with its condition and where it counts."""
    places = addresses(sentence.targets, scope)
    spells = typed(sentence.spells, scope, Scalar.PERIODS)
    where = None if sentence.condition is None else condition(sentence.condition, scope)
    return None if spells is None or (sentence.condition is not None and where is None) else Spells(spells, where, places)
