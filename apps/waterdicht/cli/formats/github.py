"""Workflow commands of GitHub Actions: each finding is shown at its line in a pull request."""

from __future__ import annotations

from waterdicht.cli.formats.items import Item, Report
from waterdicht.verifier.results import Severity

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report) -> str:
    """A command for each finding that nobody accepted, then the summary."""
    titles = {rule.name: rule.title for rule in report.rules}
    return "\n".join([*(command(item, titles[item.rule]) for item in report.items if item.reported), report.summary])


def command(item: Item, title: str) -> str:
    """One command. What is undecided is an error: it is never success."""
    kind = "error" if item.outcome == "open" else COMMANDS[item.severity]
    place = {"file": item.place.file, "line": item.place.line, "endLine": item.place.end_line, "col": item.place.column} if item.place.file else {}
    told = ",".join(f"{name}={escape_property(str(value))}" for name, value in {**place, "title": f"{item.rule}: {title}"}.items())
    said = "\n".join((item.message, *item.details))
    return f"::{kind} {told}::{escape(said)}"


def escape(text: str) -> str:
    """Text as the command's message may have it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """Text as a property of the command may have it."""
    return escape(text).replace(":", "%3A").replace(",", "%2C")
