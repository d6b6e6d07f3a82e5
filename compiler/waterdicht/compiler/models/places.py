"""Places of a model as an ordinance names them: which pieces stand there, and what to say when none does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from waterdicht.compiler.addresses import in_range, in_words, resolve_steps
from waterdicht.compiler.models.presence import Key, Piece, Presence, atoms, marks_of, pieces
from waterdicht.compiler.references import suggested
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose, nearest


@dataclass(frozen=True, slots=True)
class Laid:
    """A model laid out: every piece in the order of the text. Its addresses begin with the name of the model."""

    document: tree.RegulationDocument
    pieces: tuple[Piece, ...]


def lay_out(document: tree.RegulationDocument) -> Laid:
    """The pieces of a model."""
    return Laid(document, tuple(pieces(document.nodes, document.name)))


def address_of(steps: tuple[tree.Step, ...], laid: Laid) -> str:
    """The address in the model that steps name."""
    return resolve_steps(steps, laid.document.name, laid.document.name)


def pieces_at(place: tree.Place, laid: Laid) -> tuple[Piece, ...]:
    """The pieces at a place: variants of one provision share their address."""
    address = address_of(place.steps, laid)
    return tuple(each for each in laid.pieces if each.place == address and each.number == place.sentence)


def missing(place: tree.Place, laid: Laid) -> Diagnostic:
    """That the model has no such place, with what does stand there."""
    address = address_of(place.steps, laid)
    known = list(dict.fromkeys(each.place for each in laid.pieces))
    words = in_words(address).removesuffix(f" van {laid.document.name}") + (f" zin {place.sentence}" if place.sentence else "")
    suggestion = "" if address in known else closest(address, known).removesuffix(f" van {laid.document.name}")
    return diagnose(Code.NOT_IN_MODEL, place.span, suggestion=suggestion, place=words, model=laid.document.name)


def closest(address: str, known: list[str]) -> str:
    """What does exist there, in words: of its kind and under the same heading the one with the most similar number, else the last."""
    above, _, step = address.rpartition("/")
    siblings = [each for each in known if each.rpartition("/")[0] == above and each.rpartition("/")[2].partition("-")[0] == step.partition("-")[0]]
    similar = nearest(address, siblings)
    return in_words(similar) if similar else suggested(address, known)


def facultative_keys(found: Iterable[Piece]) -> frozenset[Key]:
    """What leaving these pieces out decides; empty when none of them is facultative itself."""
    return frozenset(atom.key for each in found for atom in own_atoms(each) if atom.key[0] != "keuze")


def own_atoms(piece: Piece) -> Presence:
    """The demands of the marks on a piece itself."""
    return atoms(marks_of(piece.what), piece.place, piece.number)


def place_words(place: tree.Place) -> str:
    """A place as it was written."""
    return " ".join(f"{step.kind} {step.label}" for step in place.steps) + (f" zin {place.sentence}" if place.sentence else "")


def piece_words(piece: Piece) -> str:
    """A place in the model in words, without the model."""
    return in_words(piece.place).partition(" van ")[0] + (f" zin {piece.number}" if piece.number else "")


def followed(only: tuple[tree.Reference, ...], laid: Laid) -> tuple[frozenset[str] | None, tuple[Diagnostic, ...]]:
    """The addresses that an ordinance follows (None: the whole model), and which of them the model does not have."""
    if not only:
        return None, ()
    places = list(dict.fromkeys(each.place for each in laid.pieces if each.number == 0))
    found: set[str] = set()
    problems: list[Diagnostic] = []
    for reference in only:
        first = address_of(reference.steps, laid)
        last = first if reference.through is None else address_of((*reference.steps[:-1], reference.through), laid)
        problems += [missing(tree.Place(reference.steps, span=reference.span), laid) for address in (first, last) if address not in places]
        if first in places and last in places:
            between = in_range(first, last, places)
            found.update(between)
            problems += [] if between else [diagnose(Code.RANGE_BACKWARDS, reference.span, first=in_words(first), last=in_words(last))]
    return frozenset(found), tuple(dict.fromkeys(problems))
