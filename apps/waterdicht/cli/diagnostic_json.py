"""Diagnostics as JSON data, with their texts in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from waterdicht.dsl.catalogue import help_text, message, title
from waterdicht.dsl.diagnostics import Diagnostic
from waterdicht.dsl.source import NOWHERE, Span


def diagnostic_json(diagnostic: Diagnostic, accepted: str | None = None) -> dict[str, Any]:
    """One diagnostic; `accepted` is the reason why it is accepted, or null."""
    return {
        "code": diagnostic.code.value,
        "severity": diagnostic.severity.value,
        "title": {"nl": title(diagnostic.code, "nl"), "en": title(diagnostic.code, "en")},
        "message": {"nl": message(diagnostic, "nl"), "en": message(diagnostic, "en")},
        "help": {"nl": help_text(diagnostic, "nl"), "en": help_text(diagnostic, "en")},
        "address": diagnostic.address,
        "suggestion": diagnostic.suggestion,
        "place": place_json(diagnostic.span),
        "related": [place_json(span) for span in diagnostic.related],
        "accepted": accepted,
    }


def place_json(span: Span) -> dict[str, Any] | None:
    """A stretch of a file, lines and columns from 1, end exclusive; null when there is no place."""
    if span == NOWHERE:
        return None
    return {"file": span.file, "line": span.line, "column": span.column, "end_line": span.end_line, "end_column": span.end_column}


def failure_json(schema: str, engine: dict[str, Any], diagnostics: Iterable[Diagnostic]) -> dict[str, Any]:
    """What a command gives that could not do its work: only why."""
    return {"schema": schema, "engine": engine, "diagnostics": [diagnostic_json(each) for each in diagnostics]}
