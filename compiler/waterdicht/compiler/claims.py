"""What a scenario says of a regulation as a whole: whether it is in force, what it regulates that another one asks, and who may decide by it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from waterdicht.compiler.addresses import in_words, is_within
from waterdicht.compiler.applicability import addresses
from waterdicht.compiler.competence import nearest_statements, statements
from waterdicht.compiler.library import Version
from waterdicht.compiler.references import required
from waterdicht.compiler.scope import Scope, World, regulation_at
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code

TO_REGULATE = (tree.DutyToRegulate, tree.Delegation)
"""The sentences that leave something to be regulated by another regulation."""


def in_force(versions: Iterable[Version], regulation: str, on: date) -> bool:
    """Whether a version of a regulation is in force on a day; not whether what it uses is too."""
    return any(each.document.name == regulation and each.first <= on and (each.last is None or on <= each.last) for each in versions)


def only_of_validity(scenario: tree.Scenario) -> bool:
    """Whether a scenario expects nothing but that the regulation is or is not in force."""
    return all(isinstance(each, tree.RegulationClaim) and each.target is None for each in scenario.expected)


def regulates(claim: tree.RegulationClaim, scope: Scope) -> bool | None:
    """Whether the regulation says, at the place that the claim names or anywhere, that it regulates what is asked there, or what that is part of.

    None (reported) when there is no such place, or nothing there is left to be regulated.
    """
    assert claim.target is not None  # INVARIANT: a claim of validity names no place
    target = required(claim.target, scope)
    place = scope.address if claim.provision is None else required(claim.provision, scope)
    if target is None or place is None:
        return None
    if not leaves_something(target, scope.world):
        scope.report(Code.NOTHING_TO_REGULATE, claim.target.span, reference=in_words(target))
        return None
    return any(is_within(target, each) for each in regulated(scope, place))


def competent(decision: str, scope: Scope) -> set[str]:
    """The bodies that may take a decision by this regulation, under the law also by those above it; empty where none is named."""
    regulations = (scope.regulation, *(scope.world.above if scope.under_the_law else ()))
    said = [each for name in regulations for each in statements(scope.world.outlines[name])]
    return {body for each in nearest_statements(decision, said, scope.world) for body in each.bodies}


def leaves_something(target: str, world: World) -> bool:
    """Whether something at or around a place is left to be regulated elsewhere."""
    outlined = world.outlines[regulation_at(target, world)]
    asked = (placed.address for placed in outlined.placed if isinstance(placed.sentence, TO_REGULATE))
    return any(is_within(each, target) or is_within(target, each) for each in asked)


def regulated(scope: Scope, place: str) -> Iterable[str]:
    """The places that a regulation says, at or below a place of its own, to regulate."""
    for placed in scope.world.outlines[scope.regulation].placed:
        if isinstance(placed.sentence, tree.Regulates) and is_within(placed.address, place):
            yield from addresses(placed.sentence.references, scope.at(placed.address))
