"""What an ordinance makes of a model: its sentences about parameters, choices and places, put together and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from waterdicht.compiler.models.parameters import ParameterInfo, check_value
from waterdicht.compiler.models.places import Laid, facultative_keys, followed, missing, own_atoms, piece_words, pieces_at, place_words
from waterdicht.compiler.models.presence import Configuration, Key, Piece
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose, nearest
from waterdicht.dsl.source import Span


@dataclass(slots=True)
class Settled:
    """The decisions of one ordinance; filled once by `settle`, then only read.

    `renumbered` has the new label by address in the model; `only` the addresses that are followed (None: all).
    """

    follows: tree.Follows
    fills: dict[str, tree.Fill] = field(default_factory=dict)
    opened: dict[str, tree.LeaveOpen] = field(default_factory=dict)
    chosen: dict[str, frozenset[str]] = field(default_factory=dict)
    left_out: dict[Key, tree.Place] = field(default_factory=dict)
    left_places: list[tree.Place] = field(default_factory=list)
    renumbered: dict[str, str] = field(default_factory=dict)
    items: list[tree.ReplaceItem] = field(default_factory=list)
    only: frozenset[str] | None = None


def configuration(settled: Settled) -> Configuration:
    """Which pieces of the model are there."""
    return Configuration(settled.chosen, frozenset(settled.left_out))


def settle(document: tree.RegulationDocument, laid: Laid, parameters: Mapping[str, ParameterInfo]) -> tuple[Settled, tuple[Diagnostic, ...]]:
    """The decisions of an ordinance on a model, and what is wrong with them."""
    follows, *more = [each for each in document.adaptations if isinstance(each, tree.Follows)]
    settled = Settled(follows)
    problems = [diagnose(Code.SETTLED_TWICE, each.span, what=f"het model {each.model}") for each in more]
    settled.only, wrong = followed(follows.only, laid)
    problems.extend(wrong)
    for each in document.adaptations:
        problems.extend(settle_one(each, settled, laid, parameters))
    problems.extend(split_groups(settled, laid))
    problems.extend(kept_and_left_out(document, settled, laid))
    return settled, tuple(problems)


def settle_one(said: tree.Adaptation, settled: Settled, laid: Laid, parameters: Mapping[str, ParameterInfo]) -> Iterator[Diagnostic]:
    """Take in one sentence."""
    match said:
        case tree.Follows() | tree.Keep():
            return
        case tree.Fill():
            yield from known_parameter(said.parameter, said.span, settled, laid)
            declared = declaration(said.parameter, laid)
            problem = check_value(said.value, declared, parameters[said.parameter]) if declared else None
            if problem is not None:
                yield problem
            settled.fills[said.parameter] = said
        case tree.LeaveOpen(name):
            yield from known_parameter(name, said.span, settled, laid)
            settled.opened[name] = said
        case tree.Choose():
            yield from settle_choice(said, settled, laid)
        case tree.LeaveOut(places, departs):
            for place in places:
                yield from leave_out(place, departs, settled, laid)
        case tree.Renumber():
            yield from renumber(said, settled, laid)
        case tree.ReplaceItem():
            settled.items.append(said)


def declaration(name: str, laid: Laid) -> tree.ParameterDeclaration | None:
    """The declaration of a parameter in the model."""
    return next((each for each in laid.document.parameters if each.name == name), None)


def known_parameter(name: str, span: Span, settled: Settled, laid: Laid) -> Iterator[Diagnostic]:
    """A parameter exists in the model and is settled once."""
    names = [each.name for each in laid.document.parameters]
    if name not in names:
        yield diagnose(Code.UNKNOWN_PARAMETER, span, suggestion=nearest(name, names), name=name)
    if name in settled.fills or name in settled.opened:
        yield diagnose(Code.SETTLED_TWICE, span, what=f"parameter {name}")


def settle_choice(said: tree.Choose, settled: Settled, laid: Laid) -> Iterator[Diagnostic]:
    """A choice exists in the model, is made once, and for as many options as it allows."""
    declared = next((each for each in laid.document.choices if each.name == said.choice), None)
    if declared is None:
        known = [each.name for each in laid.document.choices]
        yield diagnose(Code.UNKNOWN_CHOICE, said.span, suggestion=nearest(said.choice, known), name=said.choice)
        return
    options = [each.name for each in declared.options]
    for option in said.options:
        if option not in options:
            yield diagnose(Code.UNKNOWN_OPTION, said.span, suggestion=nearest(option, options), name=option, list=said.choice)
    if len(said.options) > 1 and not declared.several:
        yield diagnose(Code.ONE_OPTION_ONLY, said.span, name=said.choice)
    if said.choice in settled.chosen:
        yield diagnose(Code.SETTLED_TWICE, said.span, what=f"keuze {said.choice}")
    settled.chosen[said.choice] = frozenset(said.options)


def leave_out(place: tree.Place, departs: bool, settled: Settled, laid: Laid) -> Iterator[Diagnostic]:
    """Only what the model calls facultative can be left out; what is dropped all the same departs from the model and says so."""
    found = pieces_at(place, laid)
    keys = facultative_keys(found)
    if not found:
        yield missing(place, laid)
    elif bool(keys) is departs:
        code = Code.NOT_DEPARTING if departs else Code.NOT_FACULTATIVE
        yield diagnose(code, place.span, place=place_words(place))
    elif departs:
        keys = frozenset({("plaats", found[0].place, str(found[0].number))})
    if place_words(place) in map(place_words, settled.left_places):
        yield diagnose(Code.SETTLED_TWICE, place.span, what=place_words(place))
    settled.left_places.append(place)
    for key in keys:
        settled.left_out.setdefault(key, place)


def renumber(said: tree.Renumber, settled: Settled, laid: Laid) -> Iterator[Diagnostic]:
    """A heading or item gets another number; it stays what it is."""
    found = pieces_at(said.place, laid)
    if not found:
        yield missing(said.place, laid)
        return
    if said.place.sentence or said.to.kind != said.place.steps[-1].kind:
        yield diagnose(Code.RENUMBERED_OTHERWISE, said.span, place=place_words(said.place), kind=said.place.steps[-1].kind)
    if found[0].place in settled.renumbered:
        yield diagnose(Code.SETTLED_TWICE, said.span, what=place_words(said.place))
    settled.renumbered[found[0].place] = said.to.label


def split_groups(settled: Settled, laid: Laid) -> Iterator[Diagnostic]:
    """What belongs together is left out together: each piece of the group is named, or stands in something that is left out."""
    named = {(each.place, each.number) for each in said_pieces(settled.left_places, laid)}
    for key, place in settled.left_out.items():
        if key[0] != "groep":
            continue
        members = [each for each in laid.pieces if any(atom.key == key for atom in own_atoms(each))]
        left = [each for each in members if (each.place, each.number) not in named and not inside_left_out(each, key, settled)]
        if left:
            others = " en ".join(dict.fromkeys(map(piece_words, left)))
            yield diagnose(Code.SPLIT_GROUP, place.span, place=place_words(place), others=others)


def said_pieces(places: Iterable[tree.Place], laid: Laid) -> Iterator[Piece]:
    """The pieces at places."""
    for place in places:
        yield from pieces_at(place, laid)


def inside_left_out(piece: Piece, key: Key, settled: Settled) -> bool:
    """Whether a piece is away already, for another reason than its group."""
    return any(atom.key in settled.left_out for atom in piece.presence if atom.key != key)


def kept_and_left_out(document: tree.RegulationDocument, settled: Settled, laid: Laid) -> Iterator[Diagnostic]:
    """`behoudt` names something facultative that is indeed kept."""
    for place in (place for said in document.adaptations if isinstance(said, tree.Keep) for place in said.places):
        found = pieces_at(place, laid)
        keys = facultative_keys(found)
        if not found:
            yield missing(place, laid)
        elif not keys:
            yield diagnose(Code.NOT_FACULTATIVE, place.span, place=place_words(place))
        elif keys & settled.left_out.keys():
            yield diagnose(Code.SETTLED_TWICE, place.span, what=place_words(place))
