"""Which earlier text transitional law means: the version of a regulation that stays in force, and what a snapshot takes in to know it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from waterdicht.compiler.addresses import show_reference
from waterdicht.compiler.library import Library, Version, in_force, names
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose, nearest

Meaning = tuple[str, str, date | None]
"""What a transition names: the root of the version it stands in, the regulation as written, and the day of the text."""


@dataclass(frozen=True, slots=True)
class Guest:
    """A version that is in a snapshot only because transitional law keeps it in force, or because such a version uses it.

    `key` is its name there: the regulation's name, with the version where another version is there too. `order` is where its names are looked up.
    """

    key: str
    version: Version
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """The guests of a snapshot, and the key in it of the version that each transition means."""

    guests: tuple[Guest, ...] = ()
    meant: tuple[tuple[Meaning, str], ...] = ()


def transitions(version: Version) -> Iterator[tuple[tree.Transition, tree.Reference]]:
    """The sentences of a version that keep something in force, with each thing that they keep."""
    for placed in version.outlined.placed:
        if isinstance(placed.sentence, tree.Transition):
            yield from ((placed.sentence, source) for source in placed.sentence.sources)


def named(version: Version, source: tree.Reference) -> str:
    """The regulation that a source is part of: without a name the regulation that speaks."""
    return source.regulation.partition("@")[0] or version.document.name


def kept_names(version: Version) -> tuple[str, ...]:
    """The names of the regulations that a version keeps in force in some cases."""
    return tuple(dict.fromkeys(named(version, source) for _, source in transitions(version)))


def version_meant(library: Library, version: Version, sentence: tree.Transition, source: tree.Reference, on: date) -> Version | None:
    """The version that stays in force, for a case on a day: as it read on the day that is named, else as it reads now, else as it read last.

    None when there is none, or when it is the version that speaks: that one is in force already.
    """
    dated = source.regulation.partition("@")[2]
    line = [each for each in library.versions if each.document.name == named(version, source) and dated in ("", each.first.isoformat())]
    if sentence.as_it_read is not None or not dated:
        day = sentence.as_it_read or on
        there = [each for each in line if each.first <= day and (each.last is None or day <= each.last)]
        ended = [each for each in line if each.last is not None and each.last < on] if sentence.as_it_read is None else []
        line = there or ended[-1:]  # versions stand in the order of their first days
    return line[0] if line and line[0] is not version else None


def past(library: Library, there: tuple[Version, ...], on: date) -> Past:
    """What the transitions of the versions of a snapshot take in, those of what they take in included."""
    line, brought = list(there), dict[str, list[str]]()
    found: list[tuple[Meaning, Version]] = []
    for version in line:
        for sentence, source in transitions(version):
            kept = version_meant(library, version, sentence, source, on)
            if kept is not None:
                found.append(((version.root, source.regulation, sentence.as_it_read), kept))
                line.extend(() if kept in line else (kept,))
        if version not in there:
            used = used_then(library, version, on)
            line.extend(each for each in used if each not in line)
            for each in used:
                brought.setdefault(each.root, []).append(version.root)
    keys = {each.root: key_of(each, line, there) for each in line}
    guests = tuple(Guest(keys[each.root], each, order_of(library, each, on, keys, brought)) for each in line[len(there) :])
    return Past(guests, tuple((meaning, keys[kept.root]) for meaning, kept in found))


def key_of(version: Version, line: list[Version], there: tuple[Version, ...]) -> str:
    """The name of a version in a snapshot."""
    alone = sum(each.document.name == version.document.name for each in line) == 1
    return version.document.name if alone or version in there else version.root


def used_then(library: Library, version: Version, on: date) -> tuple[Version, ...]:
    """What an earlier version uses: as it reads on the day of the case; what has gone by then, as it read on the last day of that version."""
    found: list[Version] = []
    for clause in version.document.header:
        for name in clause.texts if clause.kind == "gebruikt" else ():
            used = in_force(library, name, on) or in_force(library, name, version.last or on)
            found.extend((used,) if used is not None else ())
    return tuple(found)


def order_of(library: Library, version: Version, on: date, keys: dict[str, str], brought: dict[str, list[str]]) -> tuple[str, ...]:
    """Where the names of a guest are looked up: as in its own time in itself, who uses it, and what it uses."""
    line = [version, *(each for root in brought.get(version.root, ()) for each in library.versions if each.root == root)]
    for current in line:
        line.extend(each for each in used_then(library, current, on) if each not in line)
    return tuple(dict.fromkeys(keys[each.root] for each in line if each.root in keys))


# --- what is wrong --------------------------------------------------------------------------


def of_transitions(library: Library) -> Iterator[Diagnostic]:
    """What stays in force is among the documents, with a text for every day, or declared `extern`; and it does not lead back to where it is said."""
    known = names(library)
    for version in library.versions:
        outside = {reference.regulation for clause in version.document.header if clause.kind == "extern" for reference in clause.references}
        for sentence, source in transitions(version):
            name = named(version, source)
            if name not in known and name not in outside:
                yield diagnose(Code.UNKNOWN_REGULATION, sentence.span, address=version.root, name=name, suggestion=nearest(name, known))
            if name in known:
                yield from of_source(library, version, sentence, source)


def of_source(library: Library, version: Version, sentence: tree.Transition, source: tree.Reference) -> Iterator[Diagnostic]:
    """Whether one source has a text on every day of the version that keeps it in force."""
    for on in days_of(library, version):
        kept = version_meant(library, version, sentence, source, on)
        if kept is None:
            yield diagnose(
                Code.NO_EARLIER_TEXT, sentence.span, address=version.root, reference=show_reference(source) or version.document.name, day=on.isoformat()
            )
            return
        circle = [each for each in (kept, *reached_from(library, kept, on)) if version in reached_from(library, each, on)]
        if circle and all(version.root <= each.root for each in circle):  # said once
            yield diagnose(Code.CIRCULAR_TRANSITION, sentence.span, address=version.root, names=f"{version.root} → {kept.root} → {version.root}")
            return


def days_of(library: Library, version: Version) -> tuple[date, ...]:
    """The first day of a version, and every day in its validity on which a version begins or has just ended."""
    changes = {day for each in library.versions for day in (each.first, *((each.last + timedelta(days=1),) if each.last else ()))}
    return tuple(sorted({version.first, *(day for day in changes if version.first <= day and (version.last is None or day <= version.last))}))


def reached_from(library: Library, version: Version, on: date) -> list[Version]:
    """The versions that a version keeps in force on a day, directly or through others."""
    line = [version]
    for current in line:
        kept = [version_meant(library, current, sentence, source, on) for sentence, source in transitions(current)]
        line.extend(each for each in kept if each is not None and each not in line)
    return line[1:]
