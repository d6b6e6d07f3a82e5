"""Sentences that are about other provisions and hit none: an exception to nothing, or to something else than was meant."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from waterdicht.compiler.addresses import above_and_self, in_words, is_within
from waterdicht.compiler.applicability import Exceptions, deviates, sets_aside
from waterdicht.compiler.limits import disregarded
from waterdicht.compiler.rules import Rule
from waterdicht.compiler.scope import Scope, World
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Severity, diagnose
from waterdicht.dsl.source import Span


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands at or below each address of a snapshot: rules, whether something is described, and sentences that may oblige."""

    rules: Mapping[str, list[Rule]]
    described: Container[str]
    obliging: Mapping[str, list[tree.Sentence]]


def check_idle(world: World, exceptions_: Exceptions) -> None:
    """A warning at every exception whose places exist, are known, and hold nothing that it can change."""
    standing = what_stands(world, exceptions_)
    for rule in exceptions_.cancellers:
        kept = isinstance(rule.sentence, tree.Transition)  # has an effect of its own, whatever it sets aside
        places = (*(() if kept else exceptions_.targets.get(rule.id, ())), *exceptions_.deviations.get(rule.id, ()))
        known = not rule.subject or rule.subject in world.words.decisions or rule.subject in world.words.values
        if places and known and not hits(rule, places, standing, exceptions_):
            warn(places, rule.span, Scope(world, rule.regulation, rule.address))
    limits = [rule for rule in exceptions_.rules if rule.kind == "limit"]
    for name, outlined in world.outlines.items():
        for placed in outlined.placed:
            if isinstance(placed.sentence, tree.Disregard):
                scope = Scope(world, name, placed.address)
                said = disregarded(placed.sentence, scope)
                places = said.places if said else ()  # what is wrong in itself is reported as such
                if places and not any(is_within(rule.address, place) for rule in limits for place in places):
                    warn(places, placed.sentence.span, scope)


def what_stands(world: World, exceptions_: Exceptions) -> Standing:
    """Everything that an exception can hit, under its own address and all above it."""
    rules: dict[str, list[Rule]] = {}
    obliging: dict[str, list[tree.Sentence]] = {}
    for rule in exceptions_.rules:
        for place in above_and_self(rule.address):
            rules.setdefault(place, []).append(rule)
    for placed in (placed for outlined in world.outlines.values() for placed in outlined.placed):
        if obliges(placed.sentence, ""):
            for place in above_and_self(placed.address):
                obliging.setdefault(place, []).append(placed.sentence)
    return Standing(rules, {place for address in world.described for place in above_and_self(address)}, obliging)


def hits(rule: Rule, places: tuple[str, ...], standing: Standing, exceptions_: Exceptions) -> bool:
    """Whether a rule can cancel another one, or sets a description or an obligation aside."""
    for place in places:
        others = (other for other in standing.rules.get(place, ()) if other.sentence is not rule.sentence)
        if any(sets_aside(rule, other, exceptions_) or deviates(rule, other, exceptions_) for other in others):
            return True
        described = not rule.subject and place in standing.described
        if not rule.deviates_from and (described or any(obliges(each, rule.subject) for each in standing.obliging.get(place, ()))):
            return True
    return False


def obliges(sentence: tree.Sentence, decision: str) -> bool:
    """Whether a sentence gives an obligation; with a decision, one about that decision."""
    match sentence:
        case tree.ActDuty(before_decision=about) | tree.Contents(decision=about) | tree.Weighing(decision=about):
            return decision in ("", about)
        case _:
            return isinstance(sentence, tree.OpenNorm) and not decision


def warn(places: tuple[str, ...], span: Span, scope: Scope) -> None:
    """Say that nothing is hit, unless text that is not known may stand there."""
    gaps = [gap.address for found in scope.world.gaps.values() for gap in found]
    if not any(is_within(gap, place) or is_within(place, gap) for gap in gaps for place in places):
        words = "; ".join(map(in_words, places))
        scope.world.reported.append(diagnose(Code.HITS_NOTHING, span, severity=Severity.WARNING, address=scope.address, reference=words))
