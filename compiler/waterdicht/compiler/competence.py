"""Competence (bevoegdheid): who may take a decision by the law, and who may make a regulation by what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from waterdicht.compiler.addresses import in_words, is_within, without_version
from waterdicht.compiler.applicability import addresses
from waterdicht.compiler.library import Library, Version
from waterdicht.compiler.outline import Outline
from waterdicht.compiler.scope import Scope, World
from waterdicht.compiler.snapshots import Built
from waterdicht.compiler.vocabulary import ancestors
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, Severity, diagnose
from waterdicht.dsl.source import Span


@dataclass(frozen=True, slots=True)
class Statement:
    """That a law names the bodies that may take one decision."""

    address: str
    decision: str
    bodies: tuple[str, ...]
    span: Span


def statements(outlined: Outline) -> Iterator[Statement]:
    """What a law says of competence, one for each decision."""
    for placed in outlined.placed:
        if isinstance(placed.sentence, tree.Competence):
            for decision in placed.sentence.decisions:
                yield Statement(placed.address, decision, placed.sentence.bodies, placed.sentence.span)


# --- what laws say of it --------------------------------------------------------------------


def check_statements(library: Library) -> Iterator[Diagnostic]:
    """Competence is said by a law, and laws that are in force on one day name the same bodies for one decision."""
    said = [(version, each) for version in library.versions for each in statements(version.outlined)]
    for version, each in said:
        if version.document.kind != "wet":
            yield diagnose(Code.WRONG_DOCUMENT, each.span, address=each.address, what="wie bevoegd is", kind=version.document.kind)
    for (version, first), (other, second) in combinations(said, 2):
        if first.decision == second.decision and set(first.bodies) != set(second.bodies) and together(version, other):
            yield diagnose(
                Code.COMPETENCE_DIFFERS, second.span, severity=Severity.WARNING, address=second.address, decision=second.decision,
                bodies=" of ".join(second.bodies), others=" of ".join(first.bodies), place=in_words(without_version(first.address)), target=without_version(first.address),
            )  # fmt: skip


def together(one: Version, other: Version) -> bool:
    """Whether there is a day on which both are in force."""
    return (one.last is None or other.first <= one.last) and (other.last is None or one.first <= other.last)


# --- who decides ----------------------------------------------------------------------------


def check_competence(built: Built) -> Iterator[Diagnostic]:
    """Norms of this regulation in which another body decides than its own law, or a law above it, names. Where no law names any, nothing is compared."""
    world, focus = built.world, built.view.focus
    laws = (focus,) if built.snapshot.regulations[focus].kind == "wet" else world.above
    said = [each for law in laws for each in statements(world.outlines[law])]
    for placed in world.outlines[focus].placed if said else ():
        actor, decisions = decided(placed.sentence)
        for decision in decisions:
            named = nearest_statements(decision, said, world)
            if named and not any(actor in each.bodies for each in named):
                yield diagnose(
                    Code.NOT_COMPETENT, placed.sentence.span, severity=Severity.WARNING, address=placed.address, actor=actor, decision=decision,
                    bodies=" of ".join(dict.fromkeys(body for each in named for body in each.bodies)),
                    place=in_words(without_version(named[0].address)), target=without_version(named[0].address),
                )  # fmt: skip


def decided(sentence: tree.Sentence) -> tuple[str, tuple[str, ...]]:
    """Who decides by a sentence, and what: by a norm, and by what says which interests are weighed for a decision."""
    match sentence:
        case tree.Norm(actor=actor, decisions=decisions):
            return actor, decisions
        case tree.Weighing(actor=actor, decision=decision):
            return actor, (decision,)
        case _:
            return "", ()


def nearest_statements(decision: str, said: list[Statement], world: World) -> list[Statement]:
    """What is said of a decision, else of the nearest decision that it is a kind of."""
    for name in ancestors(decision, world.words):
        found = [each for each in said if each.decision == name]
        if found:
            return found
    return []


# --- who makes regulations ------------------------------------------------------------------


def check_legal_basis(built: Built) -> Iterator[Diagnostic]:
    """Regulations made by another body than has the power to by the provisions they rest on. Where those name nobody, nothing is compared."""
    world, focus = built.world, built.view.focus
    document = built.view.versions[0].document
    made = next((clause for clause in document.header if clause.kind == "vastgesteld"), None)
    basis = tuple(reference for clause in document.header if clause.kind == "op grond van" for reference in clause.references)
    for place in addresses(basis, Scope(world, focus, world.outlines[focus].root)) if made else ():
        powers = tuple(powers_at(place, document.kind, world))
        if made and powers and made.texts[0] not in {actor for actor, _ in powers}:
            actor, address = powers[0]
            yield diagnose(
                Code.WRONG_MAKER, made.span, severity=Severity.WARNING, address=built.view.versions[0].root, maker=made.texts[0], actor=actor,
                instrument=document.kind, place=in_words(without_version(address)), target=without_version(address),
            )  # fmt: skip


def powers_at(place: str, instrument: str, world: World) -> Iterator[tuple[str, str]]:
    """Who may or must regulate something in such an instrument by what stands at a place, above it or below it; each with its address."""
    for outlined in world.outlines.values():
        for placed in outlined.placed:
            said = placed.sentence
            there = is_within(placed.address, place) or is_within(place, placed.address)
            if isinstance(said, tree.DutyToRegulate) and said.instrument == instrument and there:
                yield said.actor, placed.address
