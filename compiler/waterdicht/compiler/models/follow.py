"""One ordinance that follows a model, as an ordinary ordinance: what it takes over under its own numbers, and its own text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from waterdicht.compiler.addresses import above_and_self, is_within
from waterdicht.compiler.models.merge import merge, replace_items
from waterdicht.compiler.models.parameters import ParameterInfo
from waterdicht.compiler.models.places import Laid, piece_words
from waterdicht.compiler.models.presence import holds
from waterdicht.compiler.models.prune import prune
from waterdicht.compiler.models.settle import Settled, configuration, settle
from waterdicht.compiler.models.transfer import Transfer, own_address, transfer, transfer_nodes
from waterdicht.compiler.outline import outline
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, Severity, diagnose


@dataclass(frozen=True, slots=True)
class Followed:
    """An ordinance after instantiation."""

    document: tree.RegulationDocument
    diagnostics: tuple[Diagnostic, ...]


def follow(document: tree.RegulationDocument, laid: Laid, parameters: Mapping[str, ParameterInfo]) -> Followed:
    """The ordinance as an ordinary regulation, and what is wrong with how it follows the model."""
    settled, problems = settle(document, laid, parameters)
    pruned = prune(laid.document.nodes, laid.document.name, configuration(settled), settled.only)
    by = Transfer(laid.document.name, settled.renumbered, frozenset(pruned.gone), {name: said.value for name, said in settled.fills.items()})
    taken = transfer_nodes(pruned.nodes, laid.document.name, by)
    nodes, wrong = merge(taken, own_nodes(document, by), document.name, laid.document.name, pruned.numbers)
    nodes, more = replace_own_items(document, nodes, settled, by)
    found = [*problems, *wrong, *more, *lost_references(document.name, by, laid), *unmade_choices(settled, laid)]
    found += unfilled(by, settled, laid)
    return Followed(assembled(document, laid.document, nodes, settled, by), tuple(dict.fromkeys(found)))


def own_nodes(document: tree.RegulationDocument, by: Transfer) -> tuple[tree.Node, ...]:
    """The text of the ordinance itself, with values in the place of parameters. Its references are its own."""
    own = Transfer("", {}, frozenset(), by.values, unset=by.unset)
    return tuple(fill_node(node, own) for node in document.nodes)


def fill_node(node: tree.Node, by: Transfer) -> tree.Node:
    """A node of the ordinance with values in the place of parameters."""
    sentences = tuple(transfer(sentence, "", by) for sentence in node.sentences)
    return replace(node, sentences=sentences, children=tuple(fill_node(each, by) for each in node.children))


def replace_own_items(
    document: tree.RegulationDocument, nodes: tuple[tree.Node, ...], settled: Settled, by: Transfer
) -> tuple[tuple[tree.Node, ...], tuple[Diagnostic, ...]]:
    """The nodes with the items replaced that the ordinance names by its own addresses."""
    if not settled.items:
        return nodes, ()
    own = Transfer("", {}, frozenset(), by.values, unset=by.unset)
    known = outline(replace(document, nodes=nodes), document.name).spans
    return replace_items(nodes, document.name, tuple(transfer(each, "", own) for each in settled.items), known)


# --- what is wrong --------------------------------------------------------------------------


def lost_references(regulation: str, by: Transfer, laid: Laid) -> Iterator[Diagnostic]:
    """References from what is kept to what is left out: an error where an expression needs the place, else a finding."""
    words = {each.address: piece_words(each) for each in laid.pieces if each.number == 0}
    for lost in by.lost:
        code, severity = (Code.LEFT_OUT_NEEDED, Severity.ERROR) if lost.needed else (Code.LEFT_OUT_REFERENCE, Severity.WARNING)
        place = own_address(lost.home, regulation, lost.reference.span, by)
        yield diagnose(code, lost.reference.span, severity=severity, address=place, reference=words.get(lost.address, lost.address), model=by.model)


def unmade_choices(settled: Settled, laid: Laid) -> Iterator[Diagnostic]:
    """Every choice that a kept provision depends on is made."""
    made = configuration(settled)
    for choice in laid.document.choices:
        if choice.name in settled.chosen:
            continue
        options = frozenset(option.name for option in choice.options)
        anyhow = replace(made, chosen={**made.chosen, choice.name: options})
        key = ("keuze", choice.name)
        dependent = [each for each in laid.pieces if any(atom.key == key for atom in each.presence) and holds(each.presence, anyhow)]
        dependent = [each for each in dependent if not any(("plaats", above, "0") in anyhow.left_out for above in above_and_self(each.address))]
        if settled.only is not None:
            dependent = [each for each in dependent if any(is_within(each.address, place) for place in settled.only)]
        if dependent:
            names = " of ".join(option.name for option in choice.options)
            yield diagnose(Code.CHOICE_NOT_MADE, settled.follows.span, name=choice.name, options=names, place=piece_words(dependent[0]))


def unfilled(by: Transfer, settled: Settled, laid: Laid) -> Iterator[Diagnostic]:
    """Every parameter that the text uses is filled in, or left open in so many words."""
    known = {each.name for each in laid.document.parameters}
    for name in dict.fromkeys(each.name for each in by.unset):
        if name in known and name not in settled.opened:
            yield diagnose(Code.PARAMETER_NOT_FILLED, settled.follows.span, name=name)


# --- putting it together --------------------------------------------------------------------


def assembled(
    document: tree.RegulationDocument, model: tree.RegulationDocument, nodes: tuple[tree.Node, ...], settled: Settled, by: Transfer
) -> tree.RegulationDocument:
    """The ordinance with what it takes from the header of the model: what that uses, what lies outside, and its readings."""
    lost = tuple(each.reference for each in by.lost)
    header = (*document.header, *inherited(document, model), *external(lost))
    own = {reading.name for reading in document.readings}
    readings = (*document.readings, *(reading for reading in model.readings if reading.name not in own))
    parameters = tuple(replace(each, value=settled.fills[each.name].value if each.name in settled.fills else None) for each in model.parameters)
    used = (*parameters, *document.parameters)
    return replace(document, header=header, readings=readings, nodes=nodes, parameters=used, adaptations=(settled.follows,))


def inherited(document: tree.RegulationDocument, model: tree.RegulationDocument) -> Iterator[tree.HeaderClause]:
    """What the model uses and declares to lie outside; its legal basis when the ordinance names none."""
    own_basis = any(clause.kind == "op grond van" for clause in document.header)
    for clause in model.header:
        if clause.kind in ("gebruikt", "extern") or (clause.kind == "op grond van" and not own_basis):
            yield clause


def external(lost: Iterable[tree.Reference]) -> tuple[tree.HeaderClause, ...]:
    """That places of the model lie outside the ordinance, so that they are not reported a second time."""
    places_lost = tuple(dict.fromkeys(lost))
    return (tree.HeaderClause("extern", (), None, places_lost, span=places_lost[0].span),) if places_lost else ()
