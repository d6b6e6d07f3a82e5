"""An ordinance against the law: stricter and broader, graded by what the law says it is, each with a case judged again."""

from __future__ import annotations

import pytest
from verified import Severity, check, checked, fires, silent

STRICTER, BROADER = "strenger-dan-de-wet", "ruimer-dan-de-wet"
LAYERS = """
begrippen meer "Meer"
besluit straf, gunstig is weigeren.
wet w "W"
artikel 1
  {law}
  bij {decision} is deze regeling {frame} "zo gekozen".
verordening v "V"
  gebruikt w.
artikel 1
  {local}
"""


def layers(law: str, frame: str, local: str, decision: str = "hulp") -> str:
    return LAYERS.format(law=law, frame=frame, local=local, decision=decision)


DUTY, GRANT = "college moet hulp toekennen als persoon.a.", "college mag hulp toekennen als persoon.a."
ONLY, REFUSE, MAY = (
    "college mag hulp uitsluitend toekennen als persoon.b.",
    "college moet hulp weigeren als persoon.q.",
    "college mag hulp weigeren als persoon.q.",
)


@pytest.mark.parametrize(
    ("law", "frame", "local", "severity", "outcome"),
    [
        (DUTY, "minimum", ONLY, Severity.ERROR, "moet weigeren"),
        (GRANT, "minimum", REFUSE, Severity.ERROR, "moet weigeren"),
        (GRANT, "uitputtend", ONLY, Severity.ERROR, "moet weigeren"),
        (DUTY, "kader", REFUSE, Severity.NOTE, "moet weigeren"),
        # A power to refuse counts only against a duty, and the body may still choose; a judgement in the law leaves room too.
        (DUTY, "minimum", MAY, Severity.WARNING, "geen grondslag"),
        ("college moet hulp toekennen als naar oordeel persoon.a.", "uitputtend", REFUSE, Severity.WARNING, "moet weigeren"),
    ],
)
def test_stricter(law: str, frame: str, local: str, severity: Severity, outcome: str) -> None:
    found, judge = fires(layers(law, frame, local), STRICTER, "v")
    assert (found.severity, found.subject, found.related, found.core) == (severity, "v/artikel-1", ("w/artikel-1",), ("v/artikel-1", "w/artikel-1"))
    assert judge is not None
    assert judge.outcome("hulp", "w") == ("moet toekennen" if law is not GRANT else "mag toekennen")
    assert judge.outcome("hulp") == outcome


@pytest.mark.parametrize(
    ("law", "frame", "local"),
    [
        (GRANT, "kader", REFUSE),  # under a frame only duties count
        (GRANT, "minimum", MAY),  # a power to refuse takes nothing from a power to grant
        (DUTY, "maximum", REFUSE),  # a maximum protects nobody
        (DUTY, "minimum", "college mag hulp uitsluitend toekennen als persoon.a."),  # asks what the law asks
        (DUTY, "minimum", "college moet hulp weigeren als persoon.q en niet persoon.a."),
    ],
)
def test_not_stricter(law: str, frame: str, local: str) -> None:
    assert silent(layers(law, frame, local), STRICTER)


def test_a_missing_ground_counts_only_where_the_ordinance_has_grounds() -> None:
    text = layers(DUTY, "minimum", "college mag hulp toekennen als persoon.b.")
    found, judge = fires(text, STRICTER, "v")
    assert (found.severity, found.subject, found.related) == (Severity.ERROR, "v/artikel-1", ("w/artikel-1",))
    assert judge is not None
    assert (judge.outcome("hulp", "w"), judge.outcome("hulp")) == ("moet toekennen", "geen grondslag")
    assert silent(layers(DUTY, "minimum", "college mag hulp toekennen als persoon.a of persoon.b."), STRICTER)
    assert silent(layers(DUTY, "minimum", "college mag hulp weigeren te verlengen als persoon.b."), STRICTER)


LIMITED = GRANT + "\n  bij hulp bedraagt plaatsing.geheel ten hoogste 6 maanden.\n  college moet hulp weigeren als persoon.r."


@pytest.mark.parametrize(
    ("law", "frame", "local", "related"),
    [
        (GRANT, "maximum", "college mag hulp toekennen als persoon.b.", "geen grondslag"),
        (GRANT + "\n  college moet hulp weigeren als persoon.r.", "uitputtend", "college mag hulp toekennen als persoon.a.", "moet weigeren"),
        (
            GRANT + "\n  bij hulp bedraagt plaatsing.geheel ten hoogste 6 maanden.",
            "kader",
            GRANT + "\n  bij hulp bedraagt plaatsing.geheel ten hoogste 9 maanden.",
            "moet weigeren",
        ),
        (GRANT + "\n  bij hulp bedraagt plaatsing.geheel ten hoogste 6 maanden.", "maximum", GRANT, "moet weigeren"),
    ],
)
def test_broader(law: str, frame: str, local: str, related: str) -> None:
    found, judge = fires(layers(law, frame, local), BROADER, "v")
    assert (found.severity, found.subject, found.related) == (Severity.ERROR, "v/artikel-1", ("w/artikel-1",))
    assert judge is not None
    assert judge.outcome("hulp") == "mag toekennen"
    assert judge.outcome("hulp", "w") == related


@pytest.mark.parametrize(
    ("law", "frame", "local"),
    [
        (GRANT, "minimum", "college mag hulp toekennen als persoon.b."),  # a minimum limits nobody
        (GRANT, "kader", "college mag hulp toekennen als persoon.b."),  # a frame leaves the grounds to the ordinance
        (GRANT, "maximum", "college mag hulp toekennen als persoon.a en persoon.b."),
        (LIMITED, "maximum", "college mag hulp toekennen als persoon.a en niet persoon.r.\n  bij hulp bedraagt plaatsing.geheel ten hoogste 3 maanden."),
    ],
)
def test_not_broader(law: str, frame: str, local: str) -> None:
    assert silent(layers(law, frame, local), BROADER)


GENERAL = """
begrippen meer "Meer"
besluit steun.
besluit loonsteun is een steun.
wet w "W"
artikel 1
  bij loonsteun is deze regeling uitputtend "zo gekozen".
  college moet loonsteun beëindigen als persoon.a.
verordening v "V"
  gedeeltelijk bekend: "een voorstel".
  gebruikt w.
artikel 1
  college mag {decision} beëindigen als persoon.b.
artikel 2
  tekst onbekend: "of er overgangsrecht is".
"""


def test_what_unknown_text_may_grant_does_not_make_a_general_power_to_end_stricter() -> None:
    """A power to end every kind is compared only where the ordinance speaks of this kind itself, and unknown text does not speak of it."""
    assert silent(GENERAL.format(decision="steun"), STRICTER)
    found, judge = fires(GENERAL.format(decision="loonsteun"), STRICTER, "v")
    assert (found.subject, found.related) == ("v/artikel-1", ("w/artikel-1",))
    assert judge is not None


def test_where_refusing_is_favourable_the_two_change_places() -> None:
    """A reduction of benefit that the ordinance refuses more often is broader, not stricter."""
    text = layers("college moet straf opleggen als persoon.a.", "uitputtend", "college moet straf weigeren als persoon.q.", "straf")
    assert [each.check for each in (*check(text, STRICTER), *check(text, BROADER))] == [BROADER]


def test_two_rules_that_say_the_same_are_found_together() -> None:
    text = layers(DUTY, "minimum", "college moet hulp weigeren als persoon.q.\nartikel 2\n  college moet hulp weigeren als persoon.q.")
    found = check(text, STRICTER)
    assert [each.subject for each in found] == ["v/artikel-1"]


def test_an_inherited_rule_is_judged_on_the_decision_it_bears_on() -> None:
    """The ordinance's general requirement takes away what the law gives of one kind."""
    text = layers("college moet scholing toekennen als persoon.a.", "minimum", ONLY)
    found, judge = fires(text, STRICTER, "v")
    assert found.subject == "v/artikel-1"
    assert judge is not None
    assert (judge.outcome("scholing", "w"), judge.outcome("scholing")) == ("moet toekennen", "moet weigeren")


def test_the_law_itself_is_not_compared_with_itself() -> None:
    _, results = checked(layers(DUTY, "minimum", REFUSE), STRICTER)
    assert {each.subject.partition("/")[0] for each in results} == {"v"}


@pytest.mark.parametrize(
    ("law", "local", "decision", "direction"),
    [
        ("college mag hulp beëindigen als persoon.a.", "college mag hulp beëindigen als persoon.b.", "hulp", STRICTER),
        ("college mag straf beëindigen als persoon.a.", "college mag straf beëindigen als persoon.b.", "straf", BROADER),
        ("college mag hulp intrekken als persoon.a.", "college mag hulp intrekken als persoon.b.", "hulp", STRICTER),
        ("college mag hulp verlengen als persoon.a.", "college mag hulp verlengen als persoon.b.", "hulp", BROADER),
    ],
)
def test_ending_more_often_is_stricter_unless_what_ends_is_a_burden(law: str, local: str, decision: str, direction: str) -> None:
    other = BROADER if direction == STRICTER else STRICTER
    text = layers(law, "maximum", local, decision)
    assert [each.check for name in (STRICTER, BROADER) for each in check(text, name) if each.check in (STRICTER, BROADER)] == [direction]
    assert silent(layers(law, "maximum", law, decision), direction)
    assert all(each.check != other for each in check(text, other))
