"""Policies that are replaced while a service decides with them: at once and as a whole, or not at all."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from threading import Lock

from waterdicht.runtime.law_folder import load
from waterdicht.runtime.policies import Policies


class Holder:
    """The policies of a folder, to be loaded again when it has changed.

    Take `current` once for each request: a request that began on the old law also ends on it. Raises a PolicyError when the folder
    cannot be loaded at all.
    """

    def __init__(self, path: str | Path, regulations: Collection[str] | None = None) -> None:
        self.path = path
        self.regulations = regulations
        self.current: Policies = load(path, regulations)
        self._turn = Lock()

    def reload(self) -> Policies:
        """Load the folder again and put that in the place of the old. A PolicyError says why that failed; then the old ones stay.

        May be called while other threads decide, and by several threads at once: they take turns.
        """
        with self._turn:
            fresh = load(self.path, self.regulations)
            self.current = fresh  # one assignment: whoever reads sees the old or the new
            return fresh
