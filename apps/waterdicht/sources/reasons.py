"""Why a provision is not formalised: the kinds of reason that say there is nothing to compute."""

from __future__ import annotations

import difflib
from typing import Final

KINDS: Final = (
    "begripsbepaling zonder norm",  # names or abbreviates something; no case is decided by it
    "organisatie",  # who does the work or pays for it: mandate, cooperation, finance, supervision, consultation
    "regelgevende bevoegdheid",  # lets another legislator make rules, or says how those come about
    "doelomschrijving",  # says what something is for, without a condition
    "slotbepaling",  # short title, entry into force, repeal without transitional law
    "invulplek",  # of a model: an empty place that the municipality fills in
    "toelichting",  # explains, and binds nobody
    "niet in werking",  # adopted, and not yet in force
    "vervallen",  # no longer there
)
"""The declared kinds: a reason that begins with one of these, alone or before a colon, says that a lid has no computable content.

Every other reason leaves the lid in what could be formalised and is not: what nobody judged does not make the figures better.
"""


def kind_of(reason: str) -> str:
    """The declared kind that a reason begins with, or the empty string."""
    start = reason.partition(":")[0].strip().rstrip(".").lower()
    return start if start in KINDS else ""


def misspelt(reason: str) -> str:
    """The kind that was probably meant by the words before the colon, when they are almost one; else the empty string."""
    start, colon, _ = reason.partition(":")
    if not colon or kind_of(reason):
        return ""
    return next(iter(difflib.get_close_matches(start.strip().lower(), KINDS, n=1, cutoff=0.8)), "")
