"""JUnit XML, which every build server reads: a suite per regulation, a test per result."""

from __future__ import annotations

import re
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from waterdicht.cli.formats.items import Item, Report
from waterdicht.verifier.results import Severity

CONTROL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""


def render(report: Report) -> str:
    """The report as JUnit XML. Without times: the same bytes for the same input."""
    root = Element("testsuites", name="waterdicht")
    for regulation, group in groupby(report.items, key=lambda item: item.regulation):
        items = list(group)
        suite = SubElement(root, "testsuite", name=regulation or "waterdicht")
        for name, count in (("tests", len(items)), ("failures", sum(map(fails, items))), ("errors", sum(map(is_open, items)))):
            suite.set(name, str(count))
        for item in items:
            add_case(suite, item)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode")


def fails(item: Item) -> bool:
    """Whether a test fails: a finding above a note that nobody accepted."""
    return item.outcome == "fail" and item.accepted is None and item.severity is not Severity.NOTE


def is_open(item: Item) -> bool:
    """Whether a test has no verdict: an error in JUnit's words, never a success."""
    return item.outcome == "open"


def add_case(suite: Element, item: Item) -> None:
    """One test."""
    case = SubElement(suite, "testcase", classname=item.rule, name=clean(item.address or item.message))
    if item.place.file:
        case.set("file", item.place.file)
        case.set("line", str(item.place.line))
    text = clean("\n".join((item.message, *item.details)))
    if fails(item):
        SubElement(case, "failure", type=item.rule, message=clean(item.message)).text = text
    elif is_open(item):
        SubElement(case, "error", type=item.rule, message=clean(item.message)).text = text
    elif item.outcome == "fail":
        SubElement(case, "system-out").text = text if item.accepted is None else clean(f"{text}\n{item.accepted}")


def clean(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return CONTROL.sub("\ufffd", text)
