"""A set of parsed files as one library: which regulations, in which versions, from when until when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from waterdicht.compiler.outline import Outline, outline
from waterdicht.compiler.rules import Rule, rules_of
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, Severity, diagnose, nearest
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
    same = (each.document.name == document.name and each.document.header == document.header for each in library.versions)
    changed = tuple(with_text(each, document) if is_it else each for each, is_it in zip(library.versions, same, strict=True))
    return replace(library, versions=changed)


def with_text(version: Version, document: RegulationDocument) -> Version:
    """The version with another text."""
    outlined = outline(document, version.root)
    return replace(version, document=document, outlined=outlined, rules=rules_of(outlined.placed, document.name))


def collect(files: tuple[SourceFile, ...]) -> tuple[Library, tuple[Diagnostic, ...]]:
    """The library of these files, and what is wrong with their validity."""
    documents = [document for file in files for document in file.documents]
    regulations = [document for document in documents if isinstance(document, RegulationDocument)]
    versions = tuple(sorted((version(document, regulations) for document in regulations), key=lambda each: (each.document.name, each.first)))
    library = Library(
        tuple(document for document in documents if isinstance(document, VocabularyDocument)),
        in_force_until_repealed(versions),
        tuple(document for document in documents if isinstance(document, TheoremDocument)),
        tuple(document for document in documents if isinstance(document, ScenarioDocument)),
    )
    wrong = (*overlaps(versions), *ends_before_begin(versions), *of_repeals(library, versions), *backwards(regulations), *interruptions(versions))
    return library, wrong


def version(document: RegulationDocument, regulations: list[RegulationDocument]) -> Version:
    """One regulation with its validity; its root carries the first day when there are more versions."""
    first = header_date(document, "geldig vanaf") or header_date(document, "werkt terug") or header_date(document, "in werking") or BEGINNING
    several = sum(other.name == document.name for other in regulations) > 1
    root = f"{document.name}@{first.isoformat()}" if several else document.name
    last = header_date(document, "geldig tot en met")
    outlined = outline(document, root)
    # Authors write 31 december 9999 for "no end"; no case lies after the calendar.
    end = None if last is not None and last.year > LAST_YEAR else last
    return Version(document, root, first, end, outlined, rules_of(outlined.placed, document.name))


def repeals(version_: Version) -> Iterator[tuple[str, tree.Repeal]]:
    """The regulations that a version repeals, each with the sentence that says so."""
    return ((name, placed.sentence) for placed in version_.outlined.placed if isinstance(placed.sentence, tree.Repeal) for name in placed.sentence.regulations)


def in_force_until_repealed(versions: tuple[Version, ...]) -> tuple[Version, ...]:
    """Every version, in force no longer than up to the day on which another regulation repeals it; one that is repealed before it begins is left out.

    Such a version repeals nothing itself: it never has force.
    """
    days: dict[str, date] = {}
    for each in sorted(versions, key=lambda version: version.first):
        gone = days.get(each.document.name)
        for name, _ in repeals(each) if each.first > BEGINNING and (gone is None or each.first < gone) else ():
            if name != each.document.name:
                days.setdefault(name, each.first)
    return tuple(kept for each in versions if (kept := until(each, days.get(each.document.name))) is not None)


def until(version_: Version, repealed: date | None) -> Version | None:
    """A version up to the day on which its regulation is repealed; None when it would begin on that day or later."""
    if repealed is None or (version_.last is not None and version_.last < repealed):
        return version_
    return replace(version_, last=repealed - timedelta(days=1)) if version_.first < repealed else None


def of_repeals(library: Library, versions: tuple[Version, ...]) -> Iterator[Diagnostic]:
    """Repeals without effect (of what is neither here nor `extern`, of itself, on no day), and versions that are repealed before they begin."""
    known = tuple(sorted({each.document.name for each in versions}))
    for each in library.versions:
        outside = {reference.regulation for clause in each.document.header if clause.kind == "extern" for reference in clause.references}
        for name, sentence in repeals(each):
            if (name not in known and name not in outside) or name == each.document.name or (name in known and each.first == BEGINNING):
                suggestion = nearest(name, known)
                yield diagnose(Code.REPEALS_NOTHING, sentence.span, severity=Severity.WARNING, address=each.root, suggestion=suggestion, name=name)
    left = {each.root for each in library.versions}
    for each in versions:
        if each.root not in left:
            yield diagnose(Code.NEVER_IN_FORCE, each.document.span, severity=Severity.WARNING, address=each.root, name=each.document.name)


def backwards(regulations: list[RegulationDocument]) -> Iterator[Diagnostic]:
    """Retroactive force that begins after the regulation enters into force."""
    for document in regulations:
        back, forward = header_date(document, "werkt terug"), header_date(document, "in werking")
        if back is not None and forward is not None and back > forward:
            yield diagnose(Code.NOT_RETROACTIVE, document.span, name=document.name, day=back.isoformat())


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


def interruptions(versions: tuple[Version, ...]) -> Iterator[Diagnostic]:
    """Days between two versions of one regulation on which neither is in force."""
    for earlier, later in pairwise(versions):
        if earlier.document.name == later.document.name and earlier.last is not None and earlier.last + timedelta(days=1) < later.first:
            first, last = earlier.last + timedelta(days=1), later.first - timedelta(days=1)
            yield diagnose(
                Code.DAYS_WITHOUT_RULES, later.document.span, severity=Severity.WARNING, address=later.root, name=later.document.name,
                first=first.isoformat(), last=last.isoformat(),
            )  # fmt: skip


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
