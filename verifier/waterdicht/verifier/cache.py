"""Results kept between runs, found back by the content of everything they were worked out from.

A key is a digest of the law a task is about as the compiler left it, of the task's own options, and of the program: its source, the
solver and Python. So a change in any of these is another key; nothing is ever looked up by name or time. Undecided results are not
kept. What is kept serves speed only and is no evidence: `--no-cache` works everything out again.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import platform
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import waterdicht
from waterdicht.verifier.results import Result, Verdict

SOURCES = (".py", ".lark", ".toml")
KEPT_FOR = 30 * 24 * 3600
"""Seconds that a result is kept without being used."""

Allowed = Mapping[str, frozenset[str]]
ALLOWED: Allowed = {
    "datetime": frozenset({"date"}),
    "fractions": frozenset({"Fraction"}),
    "waterdicht.dsl.source": frozenset({"Span"}),
    "waterdicht.runtime.values": frozenset({"Unknown", "Absent", "Fault", "Period"}),
    "waterdicht.verifier.results": frozenset({"Verdict", "Severity", "Condition", "Counterexample", "Change", "Nearest", "Repair", "Cell", "Result"}),
}
"""What a kept result is made of; a file that names anything else is not read."""


@dataclass(slots=True)
class Cache:
    """A folder of results, one file a key. `program` is the digest of what works them out; `digests` those of parts that many keys share.

    `found` counts the tasks that needed no work, `kept` those whose results were kept after work.
    """

    folder: Path
    program: str
    digests: dict[int, tuple[object, str]] = field(default_factory=dict)
    found: int = 0
    kept: int = 0

    def key(self, basis: object, shared: Iterable[object]) -> str:
        """The key of a task that is worked out from `basis`, in which each of `shared` stands for its own digest."""
        names = {id(each): self.digest(each) for each in shared}
        return digest((self.program, basis), names)

    def digest(self, part: object) -> str:
        """The digest of a part, worked out once."""
        if id(part) not in self.digests:
            # The part is kept with its digest, so that its identity stays taken.
            self.digests[id(part)] = (part, digest(part, {}))
        return self.digests[id(part)][1]

    def find(self, key: str) -> list[Result] | None:
        """The results under a key; None when there are none, or none that can be read."""
        content = self.read(key)
        found = None if content is None else load(content, ALLOWED)
        if not (isinstance(found, list) and all(isinstance(each, Result) for each in found)):
            return None
        self.found += 1
        return found

    def keep(self, key: str, results: list[Result]) -> None:
        """Keep results, whole or not at all; where that cannot be done they are worked out again next time."""
        if not any(result.verdict is Verdict.UNDECIDED for result in results):
            self.write(key, pickle.dumps(results, 5))
            self.kept += 1

    def read(self, key: str) -> bytes | None:
        """What is kept under a key, if anything; from now on it has been used."""
        path = self.folder / key[:2] / key
        try:
            content = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return content

    def write(self, key: str, content: bytes) -> None:
        """Keep something, whole or not at all; where that cannot be done nothing is kept."""
        folder = self.folder / key[:2]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
                file.write(content)
            Path(file.name).replace(folder / key)
        except OSError:
            return

    def forget_old(self) -> None:
        """Remove what has not been used for long."""
        oldest = time.time() - KEPT_FOR
        for path in self.folder.glob("??/*"):
            try:
                if path.stat().st_mtime < oldest:
                    path.unlink()
            except OSError:
                continue


class Limited(pickle.Unpickler):
    """Reads what is made of some classes and of nothing else: no file can make it run anything."""

    def __init__(self, content: bytes, allowed: Allowed) -> None:
        super().__init__(io.BytesIO(content))
        self.allowed = allowed

    def find_class(self, module_name: str, global_name: str, /) -> Any:
        """Only those classes."""
        if global_name not in self.allowed.get(module_name, frozenset()):
            raise pickle.UnpicklingError(f"{module_name}.{global_name} wordt niet gelezen")
        return super().find_class(module_name, global_name)


def load(content: bytes, allowed: Allowed) -> object:
    """What some bytes hold; None when they cannot be read, or hold anything else than these classes."""
    try:
        return Limited(content, allowed).load()
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ValueError, TypeError, IndexError, KeyError, ImportError):
        return None


class Canonical(pickle.Pickler):
    """Writes the same bytes for the same content in every process: sets in order, shared parts by their digest.

    Equal words are one object, wherever they came from: which of them happen to be is no content.
    """

    def __init__(self, file: io.BytesIO, names: Mapping[int, str]) -> None:
        super().__init__(file, 5)
        self.names = names
        self.words: dict[str, str] = {}

    def persistent_id(self, obj: object) -> object:
        """What stands for an object instead of its own bytes; None where these do."""
        if type(obj) is str:
            return self.words.setdefault(obj, obj)
        if type(obj) in (set, frozenset):
            return ("set", tuple(sorted(obj, key=repr)))  # type: ignore[call-overload]
        return self.names.get(id(obj))


def digest(content: object, names: Mapping[int, str]) -> str:
    """The SHA-256 of some content."""
    file = io.BytesIO()
    Canonical(file, names).dump(content)
    return hashlib.sha256(file.getbuffer()).hexdigest()


def program_digest(solver: str) -> str:
    """The SHA-256 of everything that works results out: our source, the solver and Python."""
    found = hashlib.sha256(f"{solver} {platform.python_version()}".encode())
    for root in sorted(set(waterdicht.__path__)):
        for path in sorted(each for each in Path(root).rglob("*") if each.suffix in SOURCES):
            found.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def usual_folder(environment: Mapping[str, str]) -> Path | None:
    """Where results are kept: $WATERDICHT_CACHE, or else the user's own folder for such things; None when that is switched off or not known."""
    chosen = environment.get("WATERDICHT_CACHE")
    if chosen is not None:
        return Path(chosen) if chosen not in ("", "0") else None
    try:
        base = environment.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    except RuntimeError:
        return None
    return Path(base) / "waterdicht" / "results"
