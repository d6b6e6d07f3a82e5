"""A set of parsed files as one library: which regulations, in which versions, from when until when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from waterdicht.compiler.outline import Outline, outline
from waterdicht.compiler.rules import Rule, rules_of
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose
from waterdicht.dsl.tree import RegulationDocument, ScenarioDocument, SourceFile, TheoremDocument, VocabularyDocument
from waterdicht.runtime.calendar import LAST_YEAR


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a regulation: in force from `first` to `last` inclusive (None: no end known). `rules` are those of `outlined`."""

    document: RegulationDocument
    root: str
    first: date
    last: date | None
    outlined: Outline
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """All documents. `versions` are sorted by name and first day."""

    vocabularies: tuple[VocabularyDocument, ...]
    versions: tuple[Version, ...]
    theorems: tuple[TheoremDocument, ...]
    scenarios: tuple[ScenarioDocument, ...]


BEGINNING = date(1901, 1, 1)


def with_document(library: Library, document: RegulationDocument) -> Library:
    """The library with another text in the place of a version with the same name and the same validity."""
    changed = tuple(
        replace(each, document=document, outlined=outline(document, each.root))
        if each.document.name == document.name and each.document.header == document.header
        else each
        for each in library.versions
    )
    return replace(library, versions=changed)


def collect(files: tuple[SourceFile, ...]) -> tuple[Library, tuple[Diagnostic, ...]]:
    """The library of these files, and what is wrong with their validity."""
    documents = [document for file in files for document in file.documents]
    regulations = [document for document in documents if isinstance(document, RegulationDocument)]
    versions = tuple(sorted((version(document, regulations) for document in regulations), key=lambda each: (each.document.name, each.first)))
    library = Library(
        tuple(document for document in documents if isinstance(document, VocabularyDocument)),
        versions,
        tuple(document for document in documents if isinstance(document, TheoremDocument)),
        tuple(document for document in documents if isinstance(document, ScenarioDocument)),
    )
    return library, tuple(overlaps(versions)) + tuple(ends_before_begin(versions))


def version(document: RegulationDocument, regulations: list[RegulationDocument]) -> Version:
    """One regulation with its validity; its root carries the first day when there are more versions."""
    first = header_date(document, "geldig vanaf") or header_date(document, "in werking") or BEGINNING
    several = sum(other.name == document.name for other in regulations) > 1
    root = f"{document.name}@{first.isoformat()}" if several else document.name
    last = header_date(document, "geldig tot en met")
    outlined = outline(document, root)
    # Authors write 31 december 9999 for "no end"; no case lies after the calendar.
    end = None if last is not None and last.year > LAST_YEAR else last
    return Version(document, root, first, end, outlined, rules_of(outlined.placed, document.name))


def header_date(document: RegulationDocument, kind: str) -> date | None:
    """The date in a header clause of this kind, if there is one."""
    return next((clause.on for clause in document.header if clause.kind == kind), None)


def overlaps(versions: tuple[Version, ...]) -> list[Diagnostic]:
    """Two versions of one regulation in force on the same day."""
    found = []
    for earlier, later in pairwise(versions):
        same = earlier.document.name == later.document.name
        if same and (earlier.last is None or earlier.last >= later.first):
            found.append(diagnose(Code.VERSIONS_OVERLAP, later.document.span, name=later.document.name, day=later.first.isoformat()))
    return found


def ends_before_begin(versions: tuple[Version, ...]) -> list[Diagnostic]:
    """A validity that ends before it begins."""
    return [
        diagnose(Code.VALIDITY_EMPTY, each.document.span, name=each.document.name, first=each.first.isoformat(), last=each.last.isoformat())
        for each in versions
        if each.last is not None and each.last < each.first
    ]


def names(library: Library) -> tuple[str, ...]:
    """The names of all regulations, each once, sorted."""
    return tuple(sorted({each.document.name for each in library.versions}))


def in_force(library: Library, name: str, on: date) -> Version | None:
    """The version of a regulation on a day, or None."""
    for each in library.versions:
        if each.document.name == name and each.first <= on and (each.last is None or on <= each.last):
            return each
    return None
