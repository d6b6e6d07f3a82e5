"""Diagnostics as text for a terminal: place, code and message, the line with a caret, help."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from waterdicht.dsl.catalogue import Language, help_text, message
from waterdicht.dsl.diagnostics import Diagnostic, Severity
from waterdicht.dsl.source import NOWHERE, Span

_WORDS: dict[Language, dict[str, str]] = {
    "nl": {"help": "hulp", "meant": "bedoelde u «{name}»?", "warning": "waarschuwing", "note": "opmerking", "see": "zie ook"},
    "en": {"help": "help", "meant": "did you mean `{name}`?", "warning": "warning", "note": "note", "see": "see also"},
}
_WIDEST = 160
"""Longer source lines are shown in part: a caret that wraps on a terminal points nowhere."""


def render_text(diagnostic: Diagnostic, source_lines: Sequence[str] | None, lang: Language = "nl") -> str:
    """The diagnostic as lines of text, without a final newline.

    `source_lines` are the lines of the file it is about; without them only the place is given.
    """
    words = _WORDS[lang]
    lines = [f"{_place(diagnostic.span)}{_code(diagnostic, words)} {message(diagnostic, lang)}"]
    if diagnostic.address:
        lines[0] += f" [{diagnostic.address}]"
    lines += _excerpt(diagnostic.span, source_lines)
    if diagnostic.suggestion:
        lines.append(f"  = {words['help']}: {words['meant'].format(name=diagnostic.suggestion)}")
    advice = help_text(diagnostic, lang)
    if advice:
        lines.append(f"  = {words['help']}: {advice}")
    lines += [f"  = {words['see']}: {_place(span).rstrip(': ')}" for span in diagnostic.related]
    return "\n".join(lines)


def _place(span: Span) -> str:
    return "" if span == NOWHERE else f"{span.file}:{span.line}:{span.column}: "


def _code(diagnostic: Diagnostic, words: dict[str, str]) -> str:
    """The code; what is no error says so."""
    if diagnostic.severity is Severity.ERROR:
        return diagnostic.code.value
    return f"{diagnostic.code.value} {words[diagnostic.severity.value]}:"


def _excerpt(span: Span, source_lines: Sequence[str] | None) -> list[str]:
    """The line it is about with a caret under the place; nothing when the line is not there."""
    if source_lines is None or not 1 <= span.line <= len(source_lines):
        return []
    line = source_lines[span.line - 1].rstrip("\n").replace("\t", " ")
    begin = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    cut = max(0, begin - _WIDEST // 2)
    shown = line[cut : cut + _WIDEST]
    marked = line[begin : min(end, cut + _WIDEST)]
    number = str(span.line)
    margin = " " * len(number)
    indent, carets = " " * _width(line[cut:begin]), "^" * max(1, _width(marked))
    return [f"{margin} |", f"{number} | {shown}", f"{margin} | {indent}{carets}"]


def _width(text: str) -> int:
    """How many columns a terminal uses for this text."""
    return sum(0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
