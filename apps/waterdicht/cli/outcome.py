"""The whole outcome of `verify`, kept for when nothing has changed: then nothing is compiled either.

The key holds all that an outcome follows from: the program, what was asked and how it is shown, and the content of every file that is
read. So what is found is what would be said again.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from waterdicht.cli.acceptance import acceptance_files
from waterdicht.cli.console import Console
from waterdicht.cli.engine import engine
from waterdicht.cli.sources import find_sources
from waterdicht.verifier.cache import Cache, digest

WITHOUT_EFFECT = frozenset({"jobs", "no_cache", "timeout", "traceback"})
"""Options that change nothing in an outcome. Any other counts, also one that is added later."""


@dataclass(frozen=True, slots=True)
class Whole:
    """An outcome: the exit code, what goes to standard output, and how many tasks it took."""

    code: int
    text: str
    tasks: int


def whole_key(cache: Cache, given: argparse.Namespace, console: Console) -> str | None:
    """The key of the outcome of a command; None when a file cannot be read."""
    options = sorted((name, repr(value)) for name, value in vars(given).items() if name not in WITHOUT_EFFECT)
    files, problems = find_sources(given.paths)
    contents = contents_of((*files, *acceptance_files(given.paths, given.accept)))
    if problems or contents is None:
        return None
    return digest((cache.program, sorted(engine().items()), options, (console.language, console.form, console.coloured), contents), {})


def contents_of(files: tuple[str, ...]) -> list[tuple[str, str]] | None:
    """Each file with the SHA-256 of its content; None when one cannot be read."""
    try:
        return [(file, sha256(Path(file).read_bytes()).hexdigest()) for file in files]
    except (OSError, ValueError):
        return None


def find_whole(cache: Cache, key: str) -> Whole | None:
    """The outcome under a key; None when there is none, or none that can be read."""
    content = cache.read(key)
    try:
        found = None if content is None else json.loads(content)
    except ValueError:
        return None
    match found:
        case {"code": int(code), "text": str(text), "tasks": int(tasks)}:
            return Whole(code, text, tasks)
        case _:
            return None


def keep_whole(cache: Cache, key: str, whole: Whole) -> None:
    """Keep an outcome."""
    cache.write(key, json.dumps(asdict(whole)).encode())
