"""What to say about text that does not fit, and where to go on reading after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose
from waterdicht.dsl.keywords import can_begin_item, expectation
from waterdicht.dsl.lalr import Run, Unexpected, accepted, place_at
from waterdicht.dsl.source import Span
from waterdicht.dsl.suggestions import suggest

_LABELS = r"(?:[a-z]{1,2}|\d+[a-z]?°)\.(?=\s)"
_DOCUMENTS = r"""(?:begrippen|wet|verordening|nadere\s+regel|beleid|model)\s+\w+\s+"|(?:stellingen|scenario's|stelling|gegevens)\s+\w|scenario\s+\""""
_HEADINGS = r"""(?:hoofdstuk|paragraaf|artikel|lid|onderdeel|volzin|punt)\s+[\w.:*]+[ \t]*(?:"|heet\b|\[|\#|$)|artikel\s+zonder\s+nummer\b"""
_BOUNDARY = re.compile(
    rf"""(?P<text>"[^"\n]*")|(?P<comment>\#[^\n]*)|(?P<start>^[ \t]*(?:{_HEADINGS}|{_DOCUMENTS}))|(?P<label>(?:(?<=[:;,])\s+|^\s*){_LABELS})|(?P<stop>\.(?=\s|$))""",
    re.MULTILINE | re.VERBOSE,
)
_LABEL = re.compile(_LABELS)
_WORD = re.compile(r"[\w.°€%'@-]+|\S")
_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-Þ][\w.]*")
_REPLACEMENTS = {
    "“": '"',
    "”": '"',
    "„": '"',
    "=": "is",
    "<": "is minder dan",
    ">": "is meer dan",
    "+": "plus",
    "*": "maal",
    "/": "gedeeld door",
    "&": "en",
    "|": "of",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """A mistake, and the offset in the text where reading goes on. `stop_missing` means: as if a full stop stood before `resume`."""

    diagnostic: Diagnostic
    resume: int
    stop_missing: bool = False


def span_at(text: str, path: str, begin: int, end: int) -> Span:
    """The span between two offsets."""
    return Span(path, *place_at(text, begin, end))


def explain(error: Unexpected, run: Run) -> Failure:
    """The failure for text that the grammar does not allow where the run is now."""
    text, path, begin, fitting = run.text, run.path, error.begin, accepted(run)
    if error.at_end:
        return _at_end(text, path, fitting)
    found = _WORD.match(text, begin)
    end = found.end() if found else begin + 1
    span = span_at(text, path, begin, end)
    resume = next_start(text, begin)
    if text[begin] == '"' and '"' not in text[begin + 1 :].partition("\n")[0]:
        return _unclosed(text, path, begin)
    if error.unknown or ("NAME" in fitting and _CAPITALISED.match(text, begin)):
        return Failure(_odd_character(text, begin, span), resume)
    suggestion = suggest(text, begin, fitting)
    if "DOT" in fitting and run.last and not suggestion and _first_on_line(text, begin) and can_begin_item(found[0] if found else ""):
        return Failure(diagnose(Code.MISSING_FULL_STOP, span_at(text, path, *run.last)), begin, stop_missing=True)
    dutch, english = expectation(fitting)
    return Failure(diagnose(Code.UNEXPECTED_TEXT, span, suggestion=suggestion, found=text[begin:end], expected=dutch, expected_en=english), resume)


def refused(diagnostic: Diagnostic, text: str) -> Failure:
    """The failure for text that a builder refuses: reading goes on after the sentence it stands in."""
    return Failure(diagnostic, next_start(text, offset_of(text, diagnostic.span)))


def offset_of(text: str, span: Span) -> int:
    """The offset where a span begins."""
    start = 0
    for _ in range(span.line - 1):
        start = text.index("\n", start) + 1
    return start + span.column - 1


def next_start(text: str, begin: int) -> int:
    """Where the next heading or sentence begins at or after this offset: after a full stop, or before a heading."""
    label = _LABEL.match(text, begin) if text[:begin].rstrip(" \t")[-1:] in ("", "\n", ":", ";", ",") else None
    for match in _BOUNDARY.finditer(text, label.end() if label else begin):
        if match.lastgroup == "stop":
            return match.end()
        if match.lastgroup == "start":
            return match.start()
    return len(text)


def _at_end(text: str, path: str, accepted: set[str]) -> Failure:
    end = len(text.rstrip())
    span = span_at(text, path, max(end - 1, 0), end)
    if "DOT" in accepted:
        return Failure(diagnose(Code.MISSING_FULL_STOP, span), len(text), stop_missing=True)
    dutch, english = expectation(accepted)
    return Failure(diagnose(Code.UNEXPECTED_END, span, expected=dutch, expected_en=english), len(text))


def _unclosed(text: str, path: str, begin: int) -> Failure:
    """A quote that is not closed on its line; when the line ends in a full stop, so did the sentence."""
    end = _line_end(text, begin)
    resume = end if text[begin:end].rstrip().endswith(".") else next_start(text, end)
    return Failure(diagnose(Code.UNCLOSED_TEXT, span_at(text, path, begin, end)), resume)


def _odd_character(text: str, begin: int, span: Span) -> Diagnostic:
    capitalised = _CAPITALISED.match(text, begin)
    if capitalised:
        word = capitalised[0].rstrip(".")
        inner = Span(span.file, span.line, span.column, span.line, span.column + len(word))
        return diagnose(Code.CAPITAL_IN_NAME, inner, suggestion=word.lower(), found=word)
    return diagnose(Code.UNKNOWN_CHARACTER, span, suggestion=_REPLACEMENTS.get(text[begin], ""), found=text[begin])


def _first_on_line(text: str, begin: int) -> bool:
    return text[text.rfind("\n", 0, begin) + 1 : begin].strip() == ""


def _line_end(text: str, begin: int) -> int:
    end = text.find("\n", begin)
    return len(text) if end < 0 else end
