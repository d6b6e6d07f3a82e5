"""Who is told that a duty to regulate is unanswered: the kind of regulation that the duty is about, and no other."""

from __future__ import annotations

import pytest
from laws import codes

LAW = """
wet w "W"
artikel 1
  {}
"""
ORDINANCE = """verordening v "V"
  gebruikt w.
artikel 1
  {}
"""
RULE = """nadere regel r "R"
  gebruikt {}.
artikel 1
  {}
"""
DELEGATING = "college moet in nadere regel regelen: besluit hulp."
GRANT = "college mag hulp toekennen."
OTHER = "college mag ander toekennen."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (LAW.format("gemeenteraad moet in verordening regelen: besluit hulp.") + ORDINANCE.format(GRANT), [("W404", 5)]),
        (LAW.format("gemeenteraad moet in verordening regelen: besluit hulp.") + RULE.format("w", GRANT), []),
        (LAW.format(DELEGATING) + ORDINANCE.format(GRANT), []),
        (LAW.format(DELEGATING) + RULE.format("w", GRANT), [("W404", 5)]),
        (LAW.format(DELEGATING) + RULE.format("w", f"regelt artikel 1 van w. {GRANT}"), []),
        (LAW.format(DELEGATING.replace("moet", "mag")) + RULE.format("w", GRANT), []),
        # An ordinance can order the body below it too, in addition to what it answers itself.
        (LAW.format(OTHER) + ORDINANCE.format(DELEGATING) + RULE.format("w, v", GRANT), [("W404", 9)]),
        (LAW.format(OTHER) + ORDINANCE.format(DELEGATING) + RULE.format("w, v", "regelt artikel 1 van v."), []),
    ],
)
def test_a_duty_and_the_kind_of_regulation_it_is_about(text: str, found: list[tuple[str, int]]) -> None:
    assert codes(text) == found
