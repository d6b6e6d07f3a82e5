"""Policies as far as sources are about them: the versions of every regulation, as they are after compiling."""

from __future__ import annotations

from collections.abc import Iterable

from waterdicht.cli.loading import errors_of, load
from waterdicht.compiler.library import Version
from waterdicht.dsl.diagnostics import Diagnostic


def read_policies(paths: Iterable[str]) -> tuple[tuple[Version, ...], tuple[Diagnostic, ...]]:
    """The versions of all regulations in these files, or the errors for which there are none."""
    loaded = load(paths)
    return (loaded.model.library.versions if loaded.model is not None else ()), errors_of(loaded.diagnostics)
