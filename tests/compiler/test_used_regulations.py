"""Which regulations a version is judged by: those that it uses itself, directly or through what they use on that day."""

from __future__ import annotations

from datetime import date

from laws import codes, law

LAWS = """
wet w "Wet"
  geldig vanaf 1 januari 2020 tot en met 30 juni 2025.
artikel 1
  bij hulp is deze regeling minimum voor gronden.
  college moet hulp toekennen als persoon.a.
artikel 2
  gemeenteraad moet in verordening regelen: besluit hulp.
wet w "Wet"
  geldig vanaf 1 juli 2025 tot en met 31 december 2025.
artikel 1
  bij hulp is deze regeling minimum voor gronden.
  college moet hulp toekennen.
"""
ORDINANCE = """
verordening stad "Stad"
  geldig vanaf 1 januari 2024 tot en met 31 december 2024.
  gebruikt w.
artikel 1
  regelt artikel 2 van w.
  college mag hulp toekennen als persoon.b.
verordening stad "Stad"
  geldig vanaf 1 januari 2025.
{}artikel 1
{}  college mag hulp toekennen als persoon.b.
"""
NO_LONGER = LAWS + ORDINANCE.format("", "")
STILL = LAWS + ORDINANCE.format("  gebruikt w.\n", "")


def stretches(text: str) -> list[tuple[date, date | None, tuple[str, ...]]]:
    """From when until when the ordinance is looked at with which regulations."""
    return [(each.view.first, each.view.last, tuple(version.root for version in each.view.versions)) for each in law(text).built["stad"]]


def test_a_version_that_no_longer_uses_a_law_is_not_judged_by_it() -> None:
    assert stretches(NO_LONGER) == [
        (date(2024, 1, 1), date(2024, 12, 31), ("stad@2024-01-01", "w@2020-01-01")),
        (date(2025, 1, 1), None, ("stad@2025-01-01",)),
    ]
    assert codes(NO_LONGER) == []


def test_a_version_that_still_uses_it_is() -> None:
    assert stretches(STILL) == [
        (date(2024, 1, 1), date(2024, 12, 31), ("stad@2024-01-01", "w@2020-01-01")),
        (date(2025, 1, 1), date(2025, 6, 30), ("stad@2025-01-01", "w@2020-01-01")),
        (date(2025, 7, 1), date(2025, 12, 31), ("stad@2025-01-01", "w@2025-07-01")),
    ]


def test_what_a_used_law_used_before_does_not_count_either() -> None:
    text = """
wet basis "Basis"
artikel 1
  college mag ander toekennen.
wet w "Wet"
  geldig vanaf 1 januari 2020 tot en met 31 december 2024.
  gebruikt basis.
artikel 1
  college mag hulp toekennen.
wet w "Wet"
  geldig vanaf 1 januari 2025.
artikel 1
  college mag hulp toekennen.
verordening stad "Stad"
  gebruikt w.
artikel 1
  bij hulp is deze regeling kader voor gronden.
"""
    assert [versions for _, _, versions in stretches(text)] == [("stad", "w@2020-01-01", "basis"), ("stad", "w@2025-01-01")]


def test_a_rule_of_a_law_that_is_used_no_longer_is_not_found() -> None:
    name = "mijn_woord"
    text = NO_LONGER.replace("artikel 1\n  bij hulp", f"artikel 1\n  {name} betekent persoon.a.\n  bij hulp", 1)
    assert codes(text.replace("persoon.b", name, 1)) == []
    assert [code for code, _ in codes(name.join(text.rsplit("persoon.b", 1)))] == ["E201"]


def test_a_version_that_never_meets_what_it_uses() -> None:
    """The law ends before the later version begins: nothing in that version would ever be looked at."""
    text = STILL.replace("geldig vanaf 1 januari 2025.", "geldig vanaf 1 januari 2026.")
    line = text[: text.index("geldig vanaf 1 januari 2026")].count("\n")
    assert [each for each in codes(text) if each[0] != "W503"] == [("E502", line)]
