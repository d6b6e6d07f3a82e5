"""Joins the builders to the parser: what is made of a terminal, and of the values of a rule, with its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from waterdicht.dsl.build import declarations, documents, expressions, models, sentences
from waterdicht.dsl.build.literals import VALUES, WORDS, keyword
from waterdicht.dsl.source import Span

Place: TypeAlias = tuple[int, int, int, int]
"""Line and column where a mere keyword begins and ends: all that is left of one that the tree does not record."""

Convert: TypeAlias = Callable[[str, Span], Any]
"""Makes the value of a terminal from its text and its place."""

Make: TypeAlias = Callable[[str, list[Any]], Any]
"""Makes the value of a rule from the path of the file and the values in it."""

BUILDERS: dict[str, Callable[..., Any]] = {
    **expressions.BUILDERS, **sentences.BUILDERS, **declarations.BUILDERS, **documents.BUILDERS, **models.BUILDERS,
}  # fmt: skip
"""The builder of every grammar rule and alias that makes something."""

CONVERSIONS: dict[str, Convert] = {**VALUES, **{name: keyword(name) for name in WORDS}}
"""What is made of every terminal that is more than a mere keyword."""


def make_with(builder: Callable[..., Any]) -> Make:
    """A maker that drops mere keywords and adds the span."""

    def make(path: str, values: list[Any]) -> Any:
        first, last = values[0], values[-1]
        line, column = first[:2] if first.__class__ is tuple else (first.span.line, first.span.column)
        end_line, end_column = last[2:] if last.__class__ is tuple else (last.span.end_line, last.span.end_column)
        span = Span(path, line, column, end_line, end_column)
        return builder(span, *[value for value in values if value.__class__ is not tuple])

    return make
