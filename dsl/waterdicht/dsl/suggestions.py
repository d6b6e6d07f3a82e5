"""Finds the keyword that was probably meant where a word does not fit."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection

from waterdicht.dsl.keywords import all_phrases, phrases

_WORDS_BEFORE = re.compile(r"(?:[\w']+[ \t\n]+){0,3}$")
_WORD = re.compile(r"[\w'/]+")
_LONGEST_PHRASE = 6
_CLOSE = 0.75
_VERY_CLOSE = 0.85


def suggest(text: str, begin: int, accepted: Collection[str]) -> str:
    """The phrase that the words at this offset look like, or the empty string.

    First what may stand here; then, with less tolerance, any phrase that began a few words earlier, for a misspelt keyword is
    often read as a name and only noticed later.
    """
    known = phrases()
    fitting = [phrase for terminal in accepted for phrase in known.get(terminal, ())]
    here = _windows(text, begin)
    found = _closest(here, fitting, _CLOSE)
    if found:
        return found
    before = _WORDS_BEFORE.search(text, max(0, begin - 80), begin)
    starts = [match.start() for match in _WORD.finditer(text, before.start(), begin)] if before else []
    earlier = [window for start in starts for window in _windows(text, start)]
    return _closest(here + earlier, all_phrases(), _VERY_CLOSE)


def _windows(text: str, begin: int) -> list[str]:
    """The first word from here, the first two words, and so on, with single spaces."""
    words = _WORD.findall(text[begin : begin + 120].partition('"')[0])[:_LONGEST_PHRASE]
    return [" ".join(words[:count]) for count in range(1, len(words) + 1)]


def _closest(windows: list[str], candidates: Collection[str], least: float) -> str:
    """The candidate most like one of the windows; a window that is itself a keyword is not misspelt."""
    best, best_ratio = "", least
    plain = {_without_accents(candidate): candidate for candidate in candidates}
    for window in windows:
        if window in candidates:
            continue
        for found in difflib.get_close_matches(_without_accents(window), plain, n=1, cutoff=best_ratio):
            ratio = difflib.SequenceMatcher(None, found, _without_accents(window)).ratio()
            if ratio >= best_ratio and len(window.split()) == len(found.split()):
                best, best_ratio = plain[found], ratio
    return best


def _without_accents(text: str) -> str:
    """`voor` for `vóór`: a forgotten accent is the likeliest mistake of all."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
