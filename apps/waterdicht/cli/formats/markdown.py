"""Markdown, for a comment on a change or the summary of a build."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from waterdicht.cli.formats.items import Item, Report
from waterdicht.verifier.results import Severity

SIGNS = {"pass": "✅", "open": "❓"}
SEVERITY_SIGNS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.NOTE: "ℹ️"}  # noqa: RUF001 - the sign for information


def render(report: Report) -> str:
    """The summary, then per regulation what somebody has to look at, folded; then what was accepted."""
    return "\n".join(lines(report)).rstrip()


def lines(report: Report) -> Iterator[str]:
    """Line by line."""
    yield f"## waterdicht\n\n{escape(report.summary)}\n"
    for regulation, group in groupby((item for item in report.items if item.reported), key=lambda item: item.regulation):
        yield f"### {escape(report.titles.get(regulation, regulation) or 'waterdicht')}\n"
        for item in group:
            yield from item_lines(item)
    accepted = [item for item in report.items if item.accepted is not None and not item.reported]
    if accepted:
        title = "Aanvaard" if report.language == "nl" else "Accepted"
        yield f"<details><summary>{title}: {len(accepted)}</summary>\n"
        yield from (f"- `{item.rule}` {escape(item.message)} — {escape(item.accepted or '')}" for item in accepted)
        yield "\n</details>"


def item_lines(item: Item) -> Iterator[str]:
    """One finding, its case and provisions folded away."""
    place = f" ({escape(item.place.file)}:{item.place.line})" if item.place.file else ""
    sign = SIGNS.get(item.outcome) or SEVERITY_SIGNS[item.severity]
    yield f"- {sign} **`{item.rule}`** {escape(item.message)}{place}"
    if item.details:
        yield "  <details>\n"
        yield from ("  " + line for line in ("```text", *item.details, "```"))
        yield "\n  </details>"


def escape(text: str) -> str:
    """Text without meaning for Markdown."""
    return re.sub(r"([\\`*_{}\[\]<>|#])", r"\\\1", text)
