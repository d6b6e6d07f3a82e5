"""Which policy files a command is about, from the paths that were given."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose
from waterdicht.dsl.source import Span

SUFFIX = ".norm"


def start_of(path: str) -> Span:
    """The first place in a file."""
    return Span(path, 1, 1, 1, 1)


def find_sources(paths: Iterable[str]) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """The files to read, sorted and each once, and what is wrong with the paths.

    A folder stands for all `.norm` files in it and below it; folders whose name starts with a dot are left alone. Paths keep the
    form in which they were given.
    """
    found: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for path in dict.fromkeys(paths):
        files, wrong = look(path)
        problems += wrong
        for file in files:
            found.setdefault(os.path.realpath(file), file)
    return tuple(sorted(found.values())), tuple(problems)


def look(path: str) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """The files that one path stands for."""
    try:
        place = Path(path)
        if place.is_dir():
            return look_in_folder(path)
        if os.path.lexists(path):
            return (path,), ()
    except (OSError, ValueError) as error:
        return (), (diagnose(Code.PATH_UNREADABLE, start_of(path), path=path, reason=reason_of(error)),)
    return (), (diagnose(Code.PATH_MISSING, start_of(path), path=path),)


def look_in_folder(path: str) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """The policy files below a folder."""
    closed: list[OSError] = []
    files = tuple(walk(path, closed))
    problems = [diagnose(Code.PATH_UNREADABLE, start_of(shown(error, path)), path=shown(error, path), reason=reason_of(error)) for error in closed]
    if not files and not problems:
        problems.append(diagnose(Code.NO_POLICY_FILES, start_of(path), path=path))
    return files, tuple(problems)


def walk(path: str, closed: list[OSError]) -> Iterator[str]:
    """Every policy file below a folder; folders that cannot be opened are added to `closed`."""
    for folder, below, names in os.walk(path, onerror=closed.append):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(SUFFIX):
                yield os.path.join(folder, name)  # noqa: PTH118 - Path would drop a leading "./" and so change the path as given


def shown(error: OSError, path: str) -> str:
    """The path that an error is about, as given."""
    return str(error.filename) if error.filename is not None else path


def reason_of(error: Exception) -> str:
    """Why something could not be read or written, in the words of the system."""
    return error.strerror or type(error).__name__ if isinstance(error, OSError) else "ongeldig pad"
