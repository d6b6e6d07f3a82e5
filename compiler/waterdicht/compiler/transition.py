"""Transitional law: in some cases an earlier text still governs a decision, or counts besides what is said here.

Of a regulation that is not here it is not known what it says: it may add anything in those cases. What an earlier text that is
here says counts as it stands there (see `kept`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from waterdicht.compiler.addresses import above_and_self, in_words, resolve_steps, same_article, show_reference
from waterdicht.compiler.applicability import Exceptions, active, addresses, cases_key, reach
from waterdicht.compiler.rules import Rule, keeps_whole
from waterdicht.compiler.scope import Scope, Source, World
from waterdicht.compiler.types import Scalar
from waterdicht.compiler.unknown_text import PHASES, Carried, Kept, touches
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code

Subjects = frozenset[tuple[str, str]]


def register_kept(world: World, rules: tuple[Rule, ...]) -> None:
    """The transitional law of each regulation: towards what is not here, and towards earlier texts."""
    for rule in rules:
        if not isinstance(rule.sentence, tree.Transition):
            continue
        own = (each for each in rules if each.channel is not None and same_article(each.address, rule.address))
        spared = frozenset((decision, each.phase) for each in own for decision in reach(each, world))
        for source in rule.sentence.sources:
            key = world.meant.get((world.outlines[rule.regulation].root, source.regulation, rule.sentence.as_it_read))
            if key is None:
                found = carried(rule, source, spared)
                world.carried[rule.regulation] = (*world.carried.get(rule.regulation, ()), found)
            elif (places := places_in(key, source, Scope(world, rule.regulation, rule.address))) is not None:
                whole = not source.steps
                about = (rule.subject,) if rule.subject else ()
                kept = Kept(rule.address, key, places, whole, about, cases_key(rule), spared if whole else frozenset(), span=rule.span)
                world.kept[rule.regulation] = (*world.kept.get(rule.regulation, ()), kept)


def carried(rule: Rule, source: tree.Reference, spared: Subjects) -> Carried:
    """What one source that is not here may say."""
    about, whole = ((rule.subject,) if rule.subject else ()), not source.steps
    return Carried(rule.address, show_reference(source), about, cases_key(rule), spared if whole else frozenset(), whole, span=rule.span)


def places_in(key: str, source: tree.Reference, scope: Scope) -> tuple[str, ...] | None:
    """The places of an earlier text that a source names, seen from where that is said; None (reported) when there is no such place."""
    outlined = scope.world.outlines[key]
    here = scope.address if not source.regulation else outlined.root
    first = resolve_steps(source.steps, outlined.root, here)
    if first not in outlined.spans:
        scope.report(Code.MISSING_PLACE, source.span, reference=in_words(first))
        return None
    if source.through is None:
        return (first,)
    parts = (step.partition("-") for step in first.split("/")[1:])
    absolute = tuple(tree.Step(kind, label, span=source.span) for kind, _, label in parts)  # type: ignore[arg-type]  # segments begin with a kind
    return addresses((replace(source, steps=absolute, regulation=key),), scope)


def register_transitions(world: World, exceptions_: Exceptions) -> None:
    """The cases of each transition as a definition."""
    for rule in exceptions_.rules:
        if isinstance(rule.sentence, tree.Transition):
            names = " en ".join(show_reference(source) or rule.regulation for source in rule.sentence.sources)
            whole, day = keeps_whole(rule.sentence), rule.sentence.as_it_read
            text = f"{'regeling ' if whole else ''}{names}{f' (tekst van {day.isoformat()})' if day else ''} blijft van toepassing"
            world.sources[cases_key(rule)] = Source(partial(active, rule, exceptions_), rule.address, rule.span, Scalar.BOOL, text)


def governing(world: World, regulation: str, decision: str, phase: str) -> tuple[Carried, ...]:
    """The transitional law of a regulation to what is not here, about a decision and phase: not where its own article provides for them."""
    mine = world.carried.get(regulation, ())
    return tuple(each for each in mine if touches(each, decision, world.words) and (decision, phase) not in each.own)


def keeping(world: World, regulation: str, decision: str, phase: str) -> tuple[Kept, ...]:
    """The same to earlier texts that are here."""
    mine = world.kept.get(regulation, ())
    return tuple(each for each in mine if touches(each, decision, world.words) and (decision, phase) not in each.own)


def subjects_kept(world: World) -> Iterator[tuple[str, str, str]]:
    """The places, decisions and phases for which another text than the regulation's own may have a ground, in the cases of transitional law."""
    for regulation in dict.fromkeys((*world.carried, *world.kept)):
        every: Iterable[Carried | Kept] = (*world.carried.get(regulation, ()), *world.kept.get(regulation, ()))
        for each in every:
            about = [(decision, phase) for decision in world.words.decisions if touches(each, decision, world.words) for phase in PHASES]
            subjects = [subject for subject in about if subject not in each.own]
            yield from ((place, *subject) for place in (regulation, *above_and_self(each.address)) for subject in subjects)
