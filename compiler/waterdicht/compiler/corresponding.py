"""`van overeenkomstige toepassing`: the sentences of one provision, with substitutions, at the address of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from waterdicht.compiler.addresses import is_within, regulation_of, steps_kept
from waterdicht.compiler.outline import Outline, Placed
from waterdicht.dsl import tree
from waterdicht.dsl.source import Span

COPIED = tree.Norm | tree.Limit | tree.NotApplicable | tree.ActDuty | tree.ValueRule


def copies(placed: Placed, sources: tuple[str, ...], outlined: Outline) -> tuple[Placed, ...]:
    """The copied sentences of a corresponding-application sentence, placed at its own address."""
    sentence = placed.sentence
    assert isinstance(sentence, tree.Corresponding)  # INVARIANT: the caller hands over only these
    names = {each.old: each.new for each in sentence.substitutions}
    chosen = [other for other in outlined.placed if isinstance(other.sentence, COPIED) and any(is_within(other.address, source) for source in sources)]
    return tuple(Placed(placed.address, redirect(substitute(other.sentence, Move(names, other.address, sentence.span)), sentence)) for other in chosen)


def unused(sentence: tree.Corresponding, sources: tuple[str, ...], outlines: Sequence[Outline]) -> Iterator[tree.Substitution]:
    """The substitutions of words that no copied sentence has."""
    placed = [each for outlined in outlines for each in outlined.placed if any(is_within(each.address, source) for source in sources)]
    for each in sentence.substitutions:
        if not any(mentions(other.sentence, each.old) for other in placed if isinstance(other.sentence, COPIED)):
            yield each


def mentions(part: object, word: str) -> bool:
    """Whether a piece of the tree has a word."""
    match part:
        case str():
            return part == word
        case tuple() if not isinstance(part, Span):
            return any(mentions(each, word) for each in part)
        case _ if is_dataclass(part):
            return any(mentions(getattr(part, each.name), word) for each in fields(part))
        case _:
            return False


def redirect(copied: Any, sentence: tree.Corresponding) -> tree.Sentence:
    """The copied sentence about the new decision, or setting aside the new provision."""
    match copied:
        case tree.NotApplicable() if sentence.onto_reference is not None:
            return replace(copied, targets=(sentence.onto_reference,), decision="")
        case tree.Norm() if sentence.onto_decision:
            return replace(copied, decisions=(sentence.onto_decision,), deviates_from=())
        case tree.Limit() if sentence.onto_decision:
            return replace(copied, decision=sentence.onto_decision)
        case tree.ActDuty() if sentence.onto_decision:
            return replace(copied, before_decision=sentence.onto_decision if copied.before_decision else "")
        case _:
            return copied  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Move:
    """A copy's new names, the address it comes from, and the place it is shown at."""

    names: Mapping[str, str]
    home: str
    span: Span


def substitute(part: Any, move: Move) -> Any:
    """A copy of a piece of the tree with names replaced; references keep meaning what they meant at home."""
    match part:
        case tree.Name(text):
            return tree.Name(move.names.get(text, text), span=move.span)
        case tree.Reference():
            return replace(part, steps=(*home_steps(part, move), *part.steps), regulation=part.regulation or regulation_of(move.home).partition("@")[0])
        case str():
            return move.names.get(part, part)
        case Span():  # before other tuples
            return move.span
        case tuple():
            return tuple(substitute(each, move) for each in part)
        case _ if is_dataclass(part) and not isinstance(part, type):
            return replace(part, **{each.name: substitute(getattr(part, each.name), move) for each in fields(part) if each.name != "label"})
        case _:
            return part


def home_steps(reference: tree.Reference, move: Move) -> tuple[tree.Step, ...]:
    """The steps to put before a relative reference so that it can be read from anywhere in the regulation."""
    if reference.regulation or not reference.steps:
        return ()
    parts = [part.partition("-") for part in steps_kept(reference.steps[0].kind, move.home)]
    return tuple(tree.Step(kind, label, span=move.span) for kind, _, label in parts)  # type: ignore[arg-type]
