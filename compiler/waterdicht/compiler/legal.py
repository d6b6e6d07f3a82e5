"""Expressions about the law itself: outcomes, conditions met, persons meant, readings, earlier application. None has an expression in it."""

from __future__ import annotations

from waterdicht.compiler import layers
from waterdicht.compiler.addresses import in_words, show_reference
from waterdicht.compiler.build import both, either
from waterdicht.compiler.ir import Expr
from waterdicht.compiler.outcomes import STATUSES, channels_of
from waterdicht.compiler.references import APPLIES, described, required
from waterdicht.compiler.scope import BUILT_IN_READINGS, Scope, regulation_meant
from waterdicht.compiler.use import use_description, use_key
from waterdicht.compiler.vocabulary import ancestors
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import nearest
from waterdicht.dsl.source import Span


def lower_legal(
    expression: tree.DecisionStatus | tree.ConditionsMet | tree.PersonMeant | tree.ReadingIs | tree.AppliedOn | tree.Applicable, scope: Scope
) -> Expr | None:
    """Expressions about the law itself: outcomes, descriptions, readings, earlier application."""
    match expression:
        case tree.DecisionStatus():
            return lower_status(expression, scope)
        case tree.ConditionsMet(reference, decision):
            return lower_conditions_met(reference, decision, scope, expression.span)
        case tree.PersonMeant(reference, exclusions):
            found = described(reference, exclusions, scope)
            return None if found is None else use_description(found[0], found[1], scope, expression.span)
        case tree.ReadingIs(reading, chosen):
            return lower_reading(reading, chosen, scope, expression.span)
        case tree.AppliedOn(reference):
            scope.report(Code.APPLICATION_IS_NO_DAY, expression.span, reference=show_reference(reference))
            return None
        case tree.Applicable(reference):
            return applicable(reference, scope)


def applicable(reference: tree.Reference, scope: Scope) -> Expr | None:
    """`van toepassing is A`: some rule at A, or below it, applies to this case and its condition holds."""
    address = required(reference, scope)
    if address is None:
        return None
    if address + APPLIES not in scope.world.sources:
        scope.report(Code.NOTHING_TO_APPLY, reference.span, reference=in_words(address))
        return None
    return use_key(address + APPLIES, scope, reference.span)


def lower_status(expression: tree.DecisionStatus, scope: Scope) -> Expr | None:
    """`besluit b [fase] [volgens r] [onder de wet] is S`."""
    world = scope.world
    if expression.decision not in world.words.decisions:
        scope.report(Code.UNKNOWN_DECISION, expression.span, name=expression.decision, suggestion=nearest(expression.decision, world.words.decisions))
        return None
    if expression.status not in STATUSES:
        scope.report(Code.UNKNOWN_STATUS, expression.span, name=expression.status.replace("_", " "), suggestion=nearest(expression.status, STATUSES))
        return None
    place = scope.regulation or world.focus if expression.regulation is None else channel_place(expression.regulation, scope)
    if place is None:
        return None
    under = expression.under_the_law or (scope.under_the_law and expression.regulation is None)
    phase = expression.phase or "toekennen"
    for each in (place, *world.layers.above):
        world.asked[each, expression.decision, phase] = None
    return layers.status(world.layers, place, expression.decision, phase, expression.status, under)


def channel_place(reference: tree.Reference, scope: Scope) -> str | None:
    """Where the channels that a reference speaks of are fed: a regulation by name, or a provision by address."""
    address = required(reference, scope)
    if address is None:
        return None
    regulation = regulation_meant(reference, scope)
    return regulation if address == scope.world.outlines[regulation].root else address


def lower_conditions_met(reference: tree.Reference, decision: str, scope: Scope, span: Span) -> Expr | None:
    """`voorwaarden van A vervuld`: ground or duty, and all requirements; refusals do not count.

    A regulation without a ground of its own for the decision sets no condition to have one: then only its requirements are meant.
    """
    place = channel_place(reference, scope)
    if place is None:
        return None
    # A rule on a general decision that asks for its conditions asks each kind of it for its own.
    about = scope.decision if not decision or decision in ancestors(scope.decision, scope.world.words) else decision
    if about not in scope.world.words.decisions:
        scope.report(Code.UNKNOWN_DECISION, span, name=about or "?", suggestion=nearest(about, scope.world.words.decisions))
        return None
    scope.world.asked[place, about, "toekennen"] = None
    channels = channels_of(place, about, "toekennen")
    if (place, about, "toekennen") not in scope.world.layers.grounded:
        return channels.only
    return both(either(channels.grant, channels.duty), channels.only)


def lower_reading(reading: str, chosen: str, scope: Scope, span: Span) -> Expr | None:
    """`lezing x is y`: true under that option."""
    options = scope.world.readings.get(reading) or BUILT_IN_READINGS.get(reading)
    if options is None:
        scope.report(Code.UNKNOWN_READING, span, name=reading, suggestion=nearest(reading, {**scope.world.readings, **BUILT_IN_READINGS}))
        return None
    if chosen not in options:
        scope.report(Code.UNKNOWN_OPTION, span, name=chosen, list=reading, suggestion=nearest(chosen, options))
        return None
    return layers.under_reading(reading, options, chosen)
