"""What travels between grammar rules before it becomes a tree node, and how a builder refuses what the grammar lets through.

Words and texts are named tuples, because they are many and short-lived.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic
from waterdicht.dsl.source import NOWHERE, Span
from waterdicht.dsl.tree import Addition, Facultative, Mark, Name, Reference, Replacement, Variant

_COUNTED = re.compile(r"[1-9]\d*")


class Word(NamedTuple):
    """A keyword whose exact words matter; `kind` is its terminal, `text` has single spaces."""

    kind: str
    text: str
    span: Span


class Text(NamedTuple):
    """A text between quotes, without the quotes."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Part:
    """A clause that is not a node of its own, such as `tenzij Q`; `kind` is its grammar rule."""

    kind: str
    values: tuple[Any, ...]
    span: Span


class Refused(Exception):
    """Raised by a builder for text that fits the grammar but not the language; the parser turns it into its diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code.value)
        self.diagnostic = diagnostic


def refuse(code: Code, span: Span, *, suggestion: str = "", **arguments: object) -> Refused:
    """The exception that refuses the text at `span` with this code."""
    filled = tuple((name, str(value)) for name, value in arguments.items())
    return Refused(Diagnostic(code, filled, span, suggestion=suggestion))


def find(values: Iterable[Any], kind: str) -> Any:
    """The first word or part of this kind, or None."""
    for value in values:
        if value.__class__ in (Word, Part) and value.kind == kind:
            return value
    return None


def inside(values: Iterable[Any], kind: str) -> Any:
    """The only value of the part of this kind, or None when there is no such part."""
    part = find(values, kind)
    return None if part is None else part.values[0]


def name_inside(values: Iterable[Any], kind: str) -> str:
    """The text of the only name in the part of this kind, or the empty string when there is no such part."""
    name = inside(values, kind)
    return name.text if name else ""


def word(values: Iterable[Any], kind: str) -> str:
    """The text of the word of this kind, or the empty string."""
    found = find(values, kind)
    return "" if found is None else str(found.text)


def names(values: Iterable[Any]) -> tuple[str, ...]:
    """The texts of all names among the values, in order."""
    return tuple([value.text for value in values if value.__class__ is Name])


def label_of(level: str, label: Word | None) -> str:
    """The label of a heading or of a step without its degree sign, "" for an article without a number; a volzin is counted."""
    written = "" if label is None else label.text.removesuffix("°")
    if level == "volzin" and not _COUNTED.fullmatch(written):
        dutch, english = "het nummer van een volzin, geteld vanaf 1", "the number of a sentence, counted from 1"
        raise refuse(Code.UNEXPECTED_TEXT, label.span if label else NOWHERE, found=written, expected=dutch, expected_en=english)
    return written


def marks_among(values: Iterable[Any]) -> tuple[Mark, ...]:
    """The marks between square brackets; the same kind of mark twice is refused."""
    found = tuple(value for value in values if isinstance(value, (Facultative, Variant, Replacement, Addition)))
    for at, mark in enumerate(found):
        if any(type(other) is type(mark) for other in found[:at]):
            raise refuse(Code.REPEATED_CLAUSE, mark.span)
    return found


def text(values: Iterable[Any]) -> str:
    """The first quoted text among the values, or the empty string."""
    for value in values:
        if isinstance(value, Text):
            return value.text
    return ""


def references(values: Iterable[Any]) -> tuple[Reference, ...]:
    """All addresses among the values as references, in order; a `van X` also counts for the addresses before it.

    `artikel 1 en artikel 2 van wet` are two articles of `wet`: the regulation comes last.
    """
    spread: list[Reference] = []
    regulation = ""
    for part in reversed([value for value in values if isinstance(value, Part) and value.kind == "address"]):
        found, stated = part.values
        regulation = found.regulation if stated else regulation
        spread.append(found if found.regulation or stated else replace(found, regulation=regulation))
        regulation = regulation if found.steps else ""
    return tuple(reversed(spread))
