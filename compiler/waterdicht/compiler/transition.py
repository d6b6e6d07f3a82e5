"""Transitional law: in some cases a regulation that is not here still governs a decision, and the one that says so does not.

What that regulation says is not known: it may add anything in those cases, and what this one says of the decision is set aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from waterdicht.compiler.addresses import above_and_self, same_article
from waterdicht.compiler.applicability import Exceptions, active, reach
from waterdicht.compiler.library import Library, names
from waterdicht.compiler.rules import Rule
from waterdicht.compiler.scope import Source, World
from waterdicht.compiler.types import Scalar
from waterdicht.compiler.unknown_text import PHASES, Carried, touches
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose, nearest


def carried_by(world: World, rules: Iterable[Rule]) -> dict[str, tuple[Carried, ...]]:
    """The transitional law of each regulation."""
    found: dict[str, tuple[Carried, ...]] = {}
    rules = tuple(rules)
    for rule in rules:
        if isinstance(rule.sentence, tree.Transition):
            own = (each for each in rules if each.channel is not None and same_article(each.address, rule.address))
            spared = frozenset((decision, each.phase) for each in own for decision in reach(each, world))
            about = (rule.subject,) if rule.subject else ()
            carried = Carried(rule.address, rule.sentence.regulation, about, f"{rule.id}:overgang", spared, span=rule.span)
            found[rule.regulation] = (*found.get(rule.regulation, ()), carried)
    return found


def register_transitions(world: World, exceptions_: Exceptions) -> None:
    """The cases of each transition as a definition."""
    for rule in exceptions_.rules:
        if isinstance(rule.sentence, tree.Transition):
            text = f"regeling {rule.sentence.regulation} blijft van toepassing"
            world.sources[f"{rule.id}:overgang"] = Source(partial(active, rule, exceptions_), rule.address, rule.span, Scalar.BOOL, text)


def governing(world: World, regulation: str, decision: str, phase: str) -> tuple[Carried, ...]:
    """The transitional law of a regulation that is about a decision and phase: not where its own article provides for them."""
    mine = world.carried.get(regulation, ())
    return tuple(each for each in mine if touches(each, decision, world.words) and (decision, phase) not in each.own)


def carried_grounds(world: World) -> Iterator[tuple[str, str, str]]:
    """The places, decisions and phases for which a regulation that is not here may have a ground, in the cases that it governs."""
    for regulation, mine in world.carried.items():
        for each in mine:
            subjects = [(decision, phase) for decision in world.words.decisions for phase in PHASES if each in governing(world, regulation, decision, phase)]
            yield from ((place, *subject) for place in (regulation, *above_and_self(each.address)) for subject in subjects)


def of_transitions(library: Library) -> Iterator[Diagnostic]:
    """What stays in force must be declared `extern`, and must not be here: what it says would have to count."""
    known = names(library)
    for version in library.versions:
        outside = {reference.regulation for clause in version.document.header if clause.kind == "extern" for reference in clause.references}
        for placed in version.outlined.placed:
            if not isinstance(placed.sentence, tree.Transition):
                continue
            name = placed.sentence.regulation
            if name in known:
                yield diagnose(Code.TRANSITION_WITHIN_CORPUS, placed.sentence.span, address=placed.address, name=name)
            elif name not in outside:
                yield diagnose(Code.UNKNOWN_REGULATION, placed.sentence.span, address=placed.address, name=name, suggestion=nearest(name, known))
