"""Policies as far as sources are about them: read and outlined, not compiled."""

from __future__ import annotations

from collections.abc import Iterable

from waterdicht.cli.sources import find_sources
from waterdicht.compiler.compile import in_order
from waterdicht.compiler.library import Version, collect
from waterdicht.dsl.diagnostics import Diagnostic
from waterdicht.dsl.parser import parse_file


def read_policies(paths: Iterable[str]) -> tuple[tuple[Version, ...], tuple[Diagnostic, ...]]:
    """The versions of all regulations in these files, and what is wrong with the files."""
    files, problems = find_sources(paths)
    read = [parse_file(file) for file in files]
    library, more = collect(tuple(tree for tree, _ in read if tree is not None))
    return library.versions, in_order((*problems, *(problem for _, found in read for problem in found), *more))
