"""On which days which versions make up the law, seen from one regulation: what it uses, and what its transitional law keeps in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from waterdicht.compiler.library import Library, Version, in_force, names
from waterdicht.compiler.past import Past, kept_names, past
from waterdicht.dsl import tree

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class View:
    """One regulation with what it uses, on a stretch of days in which no version changes. Focus first, then what it uses.

    `past` has the earlier texts that transitional law keeps in force there.
    """

    focus: str
    first: date
    last: date | None
    versions: tuple[Version, ...]
    past: Past = Past()


def used_by(library: Library, name: str, on: date | None = None) -> tuple[str, ...]:
    """The regulations that a regulation uses on a day (None: on any), directly or through others, in the order they are named."""
    line, known = [name], names(library)
    for current in line:
        there = [version for version in library.versions if version.document.name == current] if on is None else [in_force(library, current, on)]
        for version in there:
            line.extend(each for each in (uses(version.document) if version else ()) if each not in line and each in known)
    return tuple(line[1:])


def uses(document: tree.RegulationDocument) -> tuple[str, ...]:
    """The names after `gebruikt`."""
    return tuple(name for clause in document.header if clause.kind == "gebruikt" for name in clause.texts)


def views(library: Library, focus: str) -> tuple[View, ...]:
    """The stretches of days on which a regulation and all it uses are in force, each in one version."""
    ever = concerned(library, focus)
    versions = [version for version in library.versions if version.document.name in ever]
    starts = sorted({version.first for version in versions} | {version.last + DAY for version in versions if version.last is not None})
    found: list[View] = []
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        there = tuple(version for name in (focus, *used_by(library, focus, start)) if (version := in_force(library, name, start)) is not None)
        if len(there) <= len(used_by(library, focus, start)):
            continue
        last, before = None if following is None else following - DAY, past(library, there, start)
        if found and (found[-1].versions, found[-1].past) == (there, before) and found[-1].last == start - DAY:
            found[-1] = replace(found[-1], last=last)  # what changed is not used any more
        else:
            found.append(View(focus, start, last, there, before))
    return tuple(found)


def left_alone(library: Library, focus: str) -> Iterator[tuple[Version, str, date, date | None]]:
    """The stretches of days on which a regulation goes on while something it uses has ended: its version, the one that ended, first and last day.

    Before the first day on which all of them are in force the documents do not reach: that says nothing.
    """
    seen = views(library, focus)
    ends = [view.last for view in seen]
    followed = [*(view.first for view in seen[1:]), *([None] if seen else [])]
    for last, following in zip(ends, followed, strict=True):
        start = None if last is None else last + DAY
        if start is None or start == following or (version := in_force(library, focus, start)) is None:
            continue
        stops = [day for day in (version.last, None if following is None else following - DAY) if day is not None]
        yield from ((version, name, start, min(stops, default=None)) for name in used_by(library, focus, start) if in_force(library, name, start) is None)


def concerned(library: Library, focus: str) -> tuple[str, ...]:
    """The regulations that a regulation uses or keeps in force on any day, directly or through others, and itself."""
    line, known = [focus], names(library)
    for current in line:
        there = [version for version in library.versions if version.document.name == current]
        more = (name for version in there for name in (*uses(version.document), *kept_names(version)))
        line.extend(each for each in dict.fromkeys(more) if each not in line and each in known)
    return tuple(line)


def present_in(view: View) -> dict[str, Version]:
    """The versions of a view by their names in it: the focus, what it uses, and the earlier texts."""
    return {**{version.document.name: version for version in view.versions}, **{guest.key: guest.version for guest in view.past.guests}}
