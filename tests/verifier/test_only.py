"""Asking for a part: a check, a regulation, a place in every version of it, or a place in one version."""

from __future__ import annotations

import pytest
from verified import Verdict, checked

TWO_VERSIONS = """
wet w "W"
  geldig vanaf 1 januari 2024 tot en met 31 december 2024.
artikel 1
  lid 1
    college mag hulp toekennen als persoon.a.
  lid 2
    college moet hulp weigeren als persoon.b en niet persoon.b.
artikel 10
  college moet hulp weigeren als persoon.c en niet persoon.c.

wet w "W"
  geldig vanaf 1 januari 2025.
artikel 1
  lid 1
    college mag hulp toekennen als persoon.a.
  lid 2
    college moet hulp weigeren als persoon.b en niet persoon.b.

verordening w2 "Een andere, met een naam die zo begint"
artikel 1
  lid 2
    college mag ander toekennen als persoon.c en niet persoon.c.
"""
OLD, NEW = "w@2024-01-01", "w@2025-01-01"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("w", {f"{OLD}/artikel-1/lid-2", f"{OLD}/artikel-10", f"{NEW}/artikel-1/lid-2"}),
        ("w/artikel-1", {f"{OLD}/artikel-1/lid-2", f"{NEW}/artikel-1/lid-2"}),
        ("w/artikel-1/lid-2", {f"{OLD}/artikel-1/lid-2", f"{NEW}/artikel-1/lid-2"}),
        ("w/artikel-1/lid-1", set[str]()),
        (f"{OLD}/artikel-1", {f"{OLD}/artikel-1/lid-2"}),
        (f"{OLD}", {f"{OLD}/artikel-1/lid-2", f"{OLD}/artikel-10"}),
        (f"{NEW}/artikel-1/lid-2", {f"{NEW}/artikel-1/lid-2"}),
        ("w2/artikel-1", {"w2/artikel-1/lid-2"}),
    ],
)
def test_a_place_in_every_version_or_in_one(asked: str, found: set[str]) -> None:
    results = checked(TWO_VERSIONS, asked)[1]
    assert {each.subject for each in results if each.check == "dode-bepaling" and each.verdict is Verdict.REFUTED} == found
