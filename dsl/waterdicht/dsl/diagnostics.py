"""Diagnostics as values: a code, a place, a message in two languages, and help."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from waterdicht.dsl.codes import Code
from waterdicht.dsl.source import NOWHERE, Span


class Severity(Enum):
    """How much a diagnostic matters: an error stops the compiler, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that is wrong or worth knowing, with its place.

    `arguments` fill the `{name}` holes of the code's message (see `codes.py`); `address` is the
    provision it is about, if any; `suggestion` is the nearest existing name ("did you mean").
    """

    code: Code
    arguments: tuple[tuple[str, str], ...] = ()
    span: Span = NOWHERE
    severity: Severity = Severity.ERROR
    address: str = ""
    suggestion: str = ""
    related: tuple[Span, ...] = ()


def diagnose(
    code: Code, span: Span = NOWHERE, *, severity: Severity = Severity.ERROR, address: str = "", suggestion: str = "", **arguments: object
) -> Diagnostic:
    """A diagnostic whose message holes are given as keyword arguments."""
    filled = tuple((name, str(value)) for name, value in arguments.items())
    return Diagnostic(code, filled, span, severity, address, suggestion)


def has_errors(diagnostics: tuple[Diagnostic, ...] | list[Diagnostic]) -> bool:
    """Whether any of these stops the compiler."""
    return any(item.severity is Severity.ERROR for item in diagnostics)


def nearest(name: str, known: object) -> str:
    """The known name closest to `name`, or the empty string when none is close."""
    import difflib

    found = difflib.get_close_matches(name, [str(other) for other in known], n=1, cutoff=0.6)  # type: ignore[attr-defined]
    return found[0] if found else ""
