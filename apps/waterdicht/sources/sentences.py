"""Where the sentences (volzinnen) of a provision end: at a full stop that is not of an abbreviation and after which a new one begins."""

from __future__ import annotations

import re

_END = re.compile(r"[.?!][\"'\u201d\u2019)\]]*\s+(?=[\"'\u201c\u2018\u201e(\[]*[A-ZÀ-Þ])")
_LONGEST = 20
"""A word longer than this is no abbreviation."""
_ABBREVIATIONS = frozenset(
    ("art", "artt", "bijv", "blz", "bv", "ca", "dr", "drs", "etc", "hfst", "ir", "jo", "m.b.t", "mr", "nr", "nrs", "o.b.v", "par", "prof", "resp", "st", "stb",
     "stcrt", "t.a.v", "t.b.v", "trb", "vgl", "zgn")
)  # fmt: skip


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, in order. A text without any full stop is one sentence; an empty text has none."""
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        if not abbreviated(text[max(0, match.start() - _LONGEST) : match.start()].rpartition(" ")[2]):
            found.append(text[start : match.end()].strip())
            start = match.end()
    found.append(text[start:].strip())
    return tuple(each for each in found if each)


def abbreviated(word: str) -> bool:
    """Whether a full stop after this word belongs to it: `Stb.`, or an initial such as the J in `J. Jansen`."""
    bare = word.lstrip("(['\"\u201c\u2018\u201e")
    return bare.lower() in _ABBREVIATIONS or re.fullmatch(r"(?:[A-Z]\.)*[A-Z]", bare) is not None
