"""GitLab's code quality report: findings in a merge request, compared by fingerprint."""

from __future__ import annotations

import json

from waterdicht.cli.formats.items import Item, Report
from waterdicht.verifier.results import Severity

SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "info"}
WITHOUT_PLACE = "."
"""GitLab wants a path; a finding about a whole regulation has none."""


def render(report: Report) -> str:
    """Every finding that nobody accepted, as a JSON list."""
    return json.dumps([entry(item) for item in report.items if item.reported], ensure_ascii=False, indent=2)


def entry(item: Item) -> dict[str, object]:
    """One finding. What is undecided blocks: it is never success."""
    return {
        "description": item.message,
        "check_name": item.rule,
        "fingerprint": item.fingerprint,
        "severity": "blocker" if item.outcome == "open" else SEVERITIES[item.severity],
        "location": {"path": item.place.file or WITHOUT_PLACE, "lines": {"begin": item.place.line or 1}},
    }
