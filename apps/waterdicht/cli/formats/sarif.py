"""SARIF 2.1.0, for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from waterdicht.cli.console import json_text
from waterdicht.cli.formats.items import Item, Report, Rule
from waterdicht.dsl.source import NOWHERE, Span
from waterdicht.verifier.results import Severity

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report) -> str:
    """The report as a SARIF log with one run."""
    index = {rule.name: place for place, rule in enumerate(report.rules)}
    driver = {"name": "waterdicht", "semanticVersion": report.version, "rules": [rule_json(rule) for rule in report.rules]}
    run = {
        "tool": {"driver": driver},
        "language": report.language,
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": report.complete}],
        "results": [result_json(item, index[item.rule]) for item in report.items],
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def rule_json(rule: Rule) -> dict[str, Any]:
    """A check or code as a reporting descriptor."""
    found: dict[str, Any] = {"id": rule.name, "shortDescription": {"text": rule.title}, "fullDescription": {"text": rule.explanation}}
    return {**found, "help": {"text": rule.help}} if rule.help else found


def result_json(item: Item, index: int) -> dict[str, Any]:
    """One result. What is proved passes, what is undecided is open; an accepted finding is suppressed with its reason."""
    message = "\n".join((item.message, *item.details))
    found: dict[str, Any] = {
        "ruleId": item.rule,
        "ruleIndex": index,
        "kind": item.outcome,
        # The standard wants no level but `none` unless a result fails.
        "level": LEVELS[item.severity] if item.outcome == "fail" else "none",
        "message": {"text": message},
        "locations": [location(item.place, item.address)],
        "partialFingerprints": {"bepaling/v1": item.fingerprint},
    }
    if item.related:
        found["relatedLocations"] = [{"id": number, **location(NOWHERE, address)} for number, address in enumerate(item.related, 1)]
    if item.accepted is not None:
        found["suppressions"] = [{"kind": "external", "status": "accepted", "justification": item.accepted}]
    return found


def location(place: Span, address: str) -> dict[str, Any]:
    """A place in a file, with the address of the provision."""
    found: dict[str, Any] = {}
    if address:
        found["logicalLocations"] = [{"fullyQualifiedName": address}]
    if place != NOWHERE:
        region = {"startLine": place.line, "startColumn": place.column, "endLine": place.end_line, "endColumn": place.end_column}
        found["physicalLocation"] = {"artifactLocation": {"uri": quote(place.file.replace("\\", "/"))}, "region": region}
    return found
