"""Joins the builders to lark: gives each rule a callback that drops mere keywords and adds the span."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lark import Token

from waterdicht.dsl.build import declarations, documents, expressions, sentences
from waterdicht.dsl.build.literals import VALUES, WORDS, keyword
from waterdicht.dsl.source import Span

BUILDERS: dict[str, Callable[..., Any]] = {**expressions.BUILDERS, **sentences.BUILDERS, **declarations.BUILDERS, **documents.BUILDERS}
"""The builder of every grammar rule and alias that makes something."""


class Callbacks:
    """What lark calls while it parses, as attributes named after rules and terminals.

    `path` is the file that spans name; the parser sets it before each run. Callers must not parse two texts at once with one
    instance (the parser holds a lock).
    """

    def __init__(self) -> None:
        self.path = ""
        for name, builder in BUILDERS.items():
            setattr(self, name, _rule(self, builder))
        for name, convert in VALUES.items():
            setattr(self, name, _terminal(self, convert))
        for name in WORDS:
            setattr(self, name, _terminal(self, keyword))


def _terminal(state: Callbacks, convert: Callable[[Token, Span], object]) -> Callable[[Token], object]:
    def call(token: Token) -> object:
        return convert(token, token_span(token, state.path))

    return call


def _rule(state: Callbacks, builder: Callable[..., Any]) -> Callable[[list[Any]], Any]:
    def call(children: list[Any]) -> Any:
        first, last = children[0], children[-1]
        path = state.path
        begin = token_span(first, path) if first.__class__ is Token else first.span
        end = token_span(last, path) if last.__class__ is Token else last.span
        span = Span(path, begin.line, begin.column, end.end_line, end.end_column)
        return builder(span, *[child for child in children if child.__class__ is not Token])

    return call


def token_span(token: Token, path: str) -> Span:
    """The place of a token; lark fills these in for every token it reads."""
    return Span(path, token.line or 0, token.column or 0, token.end_line or 0, token.end_column or 0)
