"""What a scenario or theorem says of an act: that somebody must, may or need not perform it, and the last day on which it can be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from waterdicht.compiler.addresses import in_words, is_within
from waterdicht.compiler.build import apply, both, either, negate
from waterdicht.compiler.ir import Choose, Expr, Obligation, Op
from waterdicht.compiler.lower import typed
from waterdicht.compiler.references import required
from waterdicht.compiler.scope import Scope, regulation_at
from waterdicht.compiler.snapshots import Built
from waterdicht.compiler.types import Scalar
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import nearest

ACT = "handeling"
POSITIVE = ("moet", "mag")
"""The claims that something holds; the others are that it does not."""


@dataclass(frozen=True, slots=True)
class Duty:
    """What a claim is about: `college moet verrichten h` or `mag`, the provisions that say so, and whether one of them does in this case.

    `last` is the earliest of the last days of those that do; None when none of them can have one.
    """

    said: str
    given: tuple[Obligation, ...]
    holds: Expr
    last: Expr | None


def duty(claim: tree.DutyClaim, scope: Scope, built: Built) -> Duty | None:
    """What a claim is about. None (reported) when no provision gives that duty or power, or it has a last day in none of them."""
    if claim.act not in scope.world.words.acts:
        scope.report(Code.UNKNOWN_ACT, claim.span, name=claim.act, suggestion=nearest(claim.act, scope.world.words.acts))
        return None
    there = acts_given(claim, scope, built)
    if there is None:
        return None
    obliges = claim.claim in ("moet", "hoeft niet te")
    given = tuple(each for each in there if (each.actor, each.subject) == (claim.actor, claim.act) and (each.modality == "moet" or not obliges))
    said = f"{claim.actor} {'moet' if obliges else 'mag'} verrichten {claim.act}"
    if not given:
        known = {f"{each.actor} {each.modality} verrichten {each.subject}": None for each in there}
        where = scope.regulation if claim.provision is None else place_of(claim.provision, scope)
        scope.report(Code.NOBODY_OBLIGED, claim.span, said=said, where=in_words(where), suggestion=nearest(said, known))
        return None
    last = last_day([each for each in given if each.deadline is not None])
    if claim.last is not None and (last is None or claim.claim not in POSITIVE):
        scope.report(Code.NO_LAST_DAY, claim.last.span, said=f"{claim.actor} {claim.claim} verrichten {claim.act}")
        return None
    return Duty(said, given, either(*(each.when for each in given)), last)


def place_of(provision: tree.Reference, scope: Scope) -> str:
    """The address that `volgens …` names; "" (reported) when there is no such place."""
    return required(provision, scope) or ""


def acts_given(claim: tree.DutyClaim, scope: Scope, built: Built) -> tuple[Obligation, ...] | None:
    """The acts that the regulation asks or allows, under the law with those of the laws above it; with `volgens …` those of that place only."""
    names: Iterable[str] = (scope.regulation, *(scope.world.above if scope.under_the_law else ()))
    place = ""
    if claim.provision is not None:
        place = place_of(claim.provision, scope)
        if not place:
            return None
        names = (regulation_at(place, scope.world),)
    regulations = [built.snapshot.regulations[name] for name in dict.fromkeys(names)]
    acts = (each for regulation in regulations for each in regulation.obligations if each.kind == ACT and each.actor)
    return tuple(each for each in acts if not place or is_within(each.address, place))


def last_day(given: list[Obligation]) -> Expr | None:
    """The earliest of the last days of those that hold; None when there are none."""
    if not given:
        return None
    first, *others = given
    assert first.deadline is not None  # INVARIANT: only those with a term are asked
    rest = last_day(others)
    if rest is None:
        return first.deadline
    one, other = first.when, either(*(each.when for each in others))
    cases = ((both(one, negate(other)), first.deadline), (both(negate(one), other), rest), (both(one, other), apply(Op.MIN, Scalar.DATE, first.deadline, rest)))
    return Choose(cases, Scalar.DATE)


def claimed(claim: tree.DutyClaim, scope: Scope, built: Built) -> Expr | None:
    """What a theorem claims, as a condition."""
    found = duty(claim, scope, built)
    day = None if claim.last is None else typed(claim.last, scope, Scalar.DATE)
    if found is None or (claim.last is not None and day is None):
        return None
    if claim.claim not in POSITIVE:
        return negate(found.holds)
    return found.holds if day is None or found.last is None else both(found.holds, apply(Op.EQ, Scalar.BOOL, found.last, day))
