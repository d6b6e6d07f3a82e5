"""What the compiler noticed about the documents themselves, as results: references to nothing, duties to regulate without an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from waterdicht.dsl.catalogue import message
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic
from waterdicht.dsl.diagnostics import Severity as Level
from waterdicht.verifier.results import Result, Severity, Verdict

INCOMPETENT = "onbevoegd"
NAMES = {
    Code.DANGLING_REFERENCE: "verwijzing", Code.DUTY_UNANSWERED: "opdracht-om-te-regelen", Code.NOT_COMPETENT: INCOMPETENT,
    Code.COMPETENCE_DIFFERS: INCOMPETENT, Code.WRONG_MAKER: INCOMPETENT, Code.DAYS_WITHOUT_RULES: "dagen-zonder-regels",
}  # fmt: skip
"""The name of the check behind each warning of the compiler."""


def from_diagnostics(warnings: Iterable[Diagnostic]) -> Iterator[Result]:
    """Each warning of the compiler as a result."""
    for each in warnings:
        if each.severity is not Level.ERROR:
            severity = Severity.WARNING if each.severity is Level.WARNING else Severity.NOTE
            related = tuple(value for name, value in each.arguments if name == "target")
            yield Result(
                NAMES.get(each.code, each.code.value), Verdict.REFUTED, severity, each.address, related, message(each, "nl"), message(each, "en"),
                None, tuple(dict.fromkeys((each.address, *related))), span=each.span,
            )  # fmt: skip
