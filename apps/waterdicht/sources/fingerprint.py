"""The fingerprint of a provision: a SHA-256 that is the same however the text was broken into lines, and another one when a word changes."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_STRAIGHT = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201b": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2010": "-", "\u2011": "-", "\u00ad": "-"}
)
_HYPHEN_IN_WORD = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")


def normalised(text: str) -> str:
    """A text as it is fingerprinted.

    Unicode NFC; every stretch of white space, no-break spaces included, is one space; curly quotes are straight. A hyphen between two letters
    is left out: where a line of an extracted PDF ends in `re-` nothing tells whether the word is `re-integratie` or was only broken there.
    """
    plain = unicodedata.normalize("NFC", text).translate(_STRAIGHT)
    return _HYPHEN_IN_WORD.sub("", " ".join(plain.split()))


def fingerprint(text: str) -> str:
    """The SHA-256 of a normalised text, as 64 hexadecimal digits."""
    return hashlib.sha256(normalised(text).encode("utf-8")).hexdigest()
