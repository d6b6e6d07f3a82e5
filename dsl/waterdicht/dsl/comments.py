"""Finds comments in a text; they stand beside the tree, so that meaning never depends on them and the formatter can keep them."""

from __future__ import annotations

import re

from waterdicht.dsl.source import Span
from waterdicht.dsl.tree import Comment

_TEXT_OR_COMMENT = re.compile(r'"[^"\n]*"|#[^\n]*')


def find_comments(text: str, path: str) -> tuple[Comment, ...]:
    """All comments in order. A `#` between quotes is no comment."""
    if "#" not in text:
        return ()
    found: list[Comment] = []
    line, counted = 1, 0
    for match in _TEXT_OR_COMMENT.finditer(text):
        if match[0].startswith("#"):
            begin = match.start()
            line, counted = line + text.count("\n", counted, begin), begin
            column = begin - text.rfind("\n", 0, begin)
            written = match[0].rstrip()
            found.append(Comment(written, span=Span(path, line, column, line, column + len(written))))
    return tuple(found)
