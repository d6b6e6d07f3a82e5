"""What a line of a plain text begins with: a heading, a label, or nothing but more text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from waterdicht.sources.numbering import follows
from waterdicht.sources.provisions import Kind

_CHAPTER = re.compile(r"\[?(?:hoofdstuk|afdeling|titel|paragraaf|§)\s*(?P<label>[0-9]+[0-9A-Za-z.]*?)\.?\s+(?P<rest>[A-ZÀ-Þ\[].*)", re.IGNORECASE)
_ARTICLE = re.compile(r"\[?Artikel\s+(?P<label>\d+(?:\.\d+)*[a-z]{0,2}\*?)[.:]?(?:\s+(?P<rest>[A-ZÀ-Þ\[“\"'].*))?")
_LID = re.compile(r"(?P<open>\[?)(?P<label>\d{1,2}[a-z]{0,2}\*?)\.(?!\d)\s*(?P<rest>.*)")
_ITEM = re.compile(r"(?P<open>\[?)(?P<label>[a-z]{1,2})\.(?:\s+(?P<rest>.*))?")
_UNDER = re.compile(r"(?P<open>\[?)(?P<label>\d{1,2})[°º]\.?\s+(?P<rest>.*)")
_DEEPER = re.compile(r"(?P<open>\[?)\((?P<label>[ivx]{1,4}|[a-z]|\d{1,2})\)\s+(?P<rest>.*)")
_DASH = re.compile(r"(?P<open>\[?)[-\u2013\u2014\u2022]\s*(?P<rest>\S.*)")
_TWICE = re.compile(r"(?P<label>[a-z]{1,2}|\d{1,2})\.\s+(?P=label)\.\s+")

CHAPTER, ARTICLE, LID, ITEM, UNDER, DEEPER, DASH = range(7)
"""How deep each kind of label stands. What is deeper belongs to what is less deep before it."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a line begins with, how deep that is, and the text after it."""

    kind: Kind
    rank: int
    label: str
    rest: str


def chapter_or_article(line: str) -> Label | None:
    """A heading. A line of text that begins with such words goes on in lower case (`Artikel 20 van de …`), a heading does not."""
    chapter = _CHAPTER.fullmatch(line)
    if chapter is not None and line.lstrip("[")[0] in "HATP§":
        return Label("hoofdstuk", CHAPTER, chapter["label"], chapter["rest"])
    article = _ARTICLE.fullmatch(line)
    return Label("artikel", ARTICLE, article["label"], article["rest"] or "") if article else None


def lid(line: str) -> Label | None:
    """The number of a lid."""
    found = _LID.fullmatch(once(line))
    return Label("lid", LID, found["label"], found["open"] + found["rest"]) if found else None


def item(line: str, earlier: Iterator[str]) -> Label | None:
    """The letter of an onderdeel, when it can come after the last of the earlier letters: `a.` at the start of a broken line is often text."""
    found = _ITEM.fullmatch(once(line))
    before = next(earlier, "") if found else ""
    if found is None or not (follows(found["label"], before) or skipped(found["label"], before)):
        return None
    return Label("onderdeel", ITEM, found["label"], found["open"] + (found["rest"] or ""))


def skipped(label: str, before: str) -> bool:
    """Whether a single letter stands a little further than expected. It is taken as a label, and reported as a jump."""
    return len(label) == 1 and len(before) == 1 and 1 < ord(label) - ord(before) <= 3


def deeper(line: str) -> Label | None:
    """`1°.`, `(i)`, or a dash."""
    if found := _UNDER.fullmatch(line):
        return Label("onder", UNDER, found["label"], found["open"] + found["rest"])
    if found := _DEEPER.fullmatch(line):
        return Label("onder" if found["label"].isdigit() else "onderdeel", DEEPER, found["label"], found["open"] + found["rest"])
    if found := _DASH.fullmatch(line):
        return Label("streepje", DASH, "", found["open"] + found["rest"])
    return None


def once(line: str) -> str:
    """A line without the second of two equal labels: `a. a. de opvang` comes from an automatic number before a typed one."""
    return _TWICE.sub(lambda match: f"{match['label']}. ", line, count=1)
