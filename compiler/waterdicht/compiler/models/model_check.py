"""What is wrong with a model by itself: marks, choices and groups, and references to text that can be left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from waterdicht.compiler.addresses import child, is_within, item_segment, resolve_steps, without_sentences
from waterdicht.compiler.models.places import Laid, own_atoms, piece_words
from waterdicht.compiler.models.presence import Piece, Presence, atoms, implies, marks_of
from waterdicht.compiler.syntax import inside
from waterdicht.compiler.vocabulary import repeated
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, Severity, diagnose, nearest

Choices = Mapping[str, tree.ChoiceDeclaration]


def check_model(laid: Laid) -> tuple[Diagnostic, ...]:
    """Everything that can be said without names or types."""
    choices = {each.name: each for each in laid.document.choices}
    return (*check_choices(laid), *check_marks(laid, choices), *check_groups(laid, choices), *check_presence(laid, choices))


def check_choices(laid: Laid) -> Iterator[Diagnostic]:
    """Choices and options have different names."""
    names = tuple(each.name for each in laid.document.choices)
    for index, each in enumerate(laid.document.choices):
        if each.name in names[:index]:
            yield diagnose(Code.DECLARED_TWICE, each.span, name=each.name)
        for name in repeated(tuple(option.name for option in each.options)):
            yield diagnose(Code.DECLARED_TWICE, each.span, name=name)


def check_marks(laid: Laid, choices: Choices) -> Iterator[Diagnostic]:
    """Variants name a choice and its options; the marks of an ordinance do not stand in a model."""
    for piece in laid.pieces:
        for mark in marks_of(piece.what):
            if isinstance(mark, tree.Replacement | tree.Addition):
                yield diagnose(Code.MISPLACED_MARK, mark.span, what="vervangt of nieuw", where="een model")
            elif isinstance(mark, tree.Variant):
                yield from check_variant(mark, choices)


def check_variant(mark: tree.Variant, choices: Choices) -> Iterator[Diagnostic]:
    """The choice exists and has these options."""
    if mark.choice not in choices:
        yield diagnose(Code.UNKNOWN_CHOICE, mark.span, suggestion=nearest(mark.choice, choices), name=mark.choice)
        return
    options = [option.name for option in choices[mark.choice].options]
    for name in mark.options:
        if name not in options:
            yield diagnose(Code.UNKNOWN_OPTION, mark.span, suggestion=nearest(name, options), name=name, list=mark.choice)


def check_groups(laid: Laid, choices: Choices) -> Iterator[Diagnostic]:
    """A group that one piece has for itself is a slip of the pen, unless it bears the name of a choice."""
    members: dict[str, list[Piece]] = {}
    for piece in laid.pieces:
        for atom in own_atoms(piece):
            if atom.key[0] == "groep":
                members.setdefault(atom.key[1], []).append(piece)
    for name, found in members.items():
        if len(found) == 1 and name not in choices:
            others = [each for each in (*members, *choices) if each != name]
            yield diagnose(Code.GROUP_OF_ONE, found[0].what.span, suggestion=nearest(name, others), name=name, place=piece_words(found[0]))


# --- presence -------------------------------------------------------------------------------


def check_presence(laid: Laid, choices: Choices) -> Iterator[Diagnostic]:
    """In every configuration a reference has its target, and a defined word its definition."""
    defined = definitions(laid)
    for piece in laid.pieces:
        if piece.number == 0:
            continue
        for part, home, presence in uses(piece.what, piece.address, piece.presence):
            if isinstance(part, tree.Reference):
                yield from check_reference(part, home, presence, laid, choices)
            elif part.text in defined and not implies(presence, defined[part.text], choices):
                yield diagnose(Code.CAN_BE_LEFT_OUT, part.span, severity=Severity.WARNING, address=home, what=f"de omschrijving van {part.text}")


def definitions(laid: Laid) -> dict[str, tuple[Presence, ...]]:
    """Where each word that the model says the whole meaning of is defined."""
    found: dict[str, tuple[Presence, ...]] = {}
    for piece in laid.pieces:
        said = piece.what.sentence if isinstance(piece.what, tree.MarkedSentence) else piece.what
        if isinstance(said, tree.Definition) and said.kind == "betekent":
            found[said.name] = (*found.get(said.name, ()), piece.presence)
    return found


def uses(part: object, home: str, presence: Presence) -> Iterator[tuple[tree.Reference | tree.Name, str, Presence]]:
    """The references and names in a sentence, each with where it stands and when it is there."""
    if isinstance(part, tree.Reference | tree.Name):
        yield part, home, presence
        return
    if isinstance(part, tree.ListItem | tree.LabelledText):
        home = child(home, item_segment(part.label))
        presence = (*presence, *atoms(part.marks, home, 0))
    for each in inside(part):
        yield from uses(each, home, presence)


def check_reference(reference: tree.Reference, home: str, presence: Presence, laid: Laid, choices: Choices) -> Iterator[Diagnostic]:
    """A reference within the model. One to a place that does not exist at all is reported with all other references."""
    model = laid.document.name
    if reference.regulation not in ("", model) or not reference.steps:
        return
    ends = [reference.steps] + ([] if reference.through is None else [(*reference.steps[:-1], reference.through)])
    for steps in ends:
        address = resolve_steps(steps, model, home)
        # Also an item of a volzin by the address that leaves the volzin unsaid.
        targets = tuple(each.presence for each in laid.pieces if address in (each.place, without_sentences(each.place)) and each.number == 0)
        if targets and not is_within(home, address) and not implies(presence, targets, choices):
            words = next(piece_words(each) for each in laid.pieces if address in (each.place, without_sentences(each.place)))
            yield diagnose(Code.CAN_BE_LEFT_OUT, reference.span, severity=Severity.WARNING, address=home, what=words)
