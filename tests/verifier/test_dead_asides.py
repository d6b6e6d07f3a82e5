"""Dead provisions among those that set others aside: a provision lives when its effect, setting aside included, reaches an outcome in some case."""

from __future__ import annotations

import pytest
from verified import check


def dead(text: str) -> list[str]:
    """The lids (or articles) that are reported."""
    return [each.subject.rpartition("/")[2] for each in check(text, "dode-bepaling")]


def lids(*said: str) -> str:
    """An article with a sentence in each lid."""
    return '\nwet w "W"\nartikel 1\n' + "".join(f"  lid {number}\n    {sentence}.\n" for number, sentence in enumerate(said, 1))


GRANT = "college mag hulp toekennen als persoon.a"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        # What always is set aside is dead, and what sets aside is not; where it is set aside sometimes it lives.
        ((GRANT, "buiten toepassing blijft lid 1"), ["lid-1"]),
        ((GRANT, "buiten toepassing blijft lid 1 als persoon.a of persoon.b"), ["lid-1"]),
        ((GRANT, "buiten toepassing blijft lid 1 als persoon.b"), []),
        ((GRANT, "in afwijking van lid 1, college mag hulp toekennen"), ["lid-1"]),
        ((GRANT, "in afwijking van lid 1, college moet hulp weigeren als persoon.b"), []),
        # To set aside never, or only where the other does nothing, changes nothing.
        ((GRANT, "buiten toepassing blijft lid 1 als persoon.b en niet persoon.b"), ["lid-2"]),
        ((GRANT, "buiten toepassing blijft lid 1 als niet persoon.a"), ["lid-2"]),
        ((GRANT, "buiten toepassing blijft lid 1 als persoon.b tenzij persoon.a"), ["lid-2"]),
        # An exception to an exception lives through what it restores.
        ((GRANT, "buiten toepassing blijft lid 1 als persoon.b", "buiten toepassing blijft lid 2 als persoon.c"), []),
        ((GRANT, "buiten toepassing blijft lid 1 als persoon.b", "buiten toepassing blijft lid 2"), ["lid-2"]),
        ((GRANT, "buiten toepassing blijft lid 1 als persoon.b", "buiten toepassing blijft lid 2 als niet persoon.b"), ["lid-3"]),
        # A deviation whose own ground is superfluous still lifts a refusal.
        (("college moet hulp weigeren als persoon.b", "in afwijking van lid 1, college mag hulp toekennen als persoon.c", "college mag hulp toekennen"), []),
        # One that gives just what it sets aside does not.
        ((GRANT, "in afwijking van lid 1, college mag hulp toekennen als persoon.a en persoon.b"), ["lid-2"]),
        ((GRANT, "in afwijking van lid 1, college mag hulp toekennen als persoon.b"), []),
        # Of a kind of the decision: only where that kind is granted.
        (("college moet hulp weigeren als persoon.a", "college mag scholing toekennen", "buiten toepassing blijft lid 1 bij scholing als persoon.b"), []),
        (
            (
                "college moet hulp weigeren als persoon.a",
                "college mag scholing toekennen als persoon.b",
                "college moet scholing weigeren als persoon.a",
                "buiten toepassing blijft lid 1 bij scholing als persoon.b",
            ),
            ["lid-4"],
        ),
    ],
)
def test_exceptions(said: tuple[str, ...], found: list[str]) -> None:
    assert dead(lids(*said)) == found


LIMITED = ("college mag hulp toekennen", "bij hulp bedraagt plaatsing.geheel ten hoogste 2 maanden")
SICK = "bij de toepassing van lid 2 blijft plaatsing.ziekte buiten beschouwing"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ((SICK,), []),
        ((f"{SICK} als persoon.a",), []),
        ((f"{SICK} als persoon.a en niet persoon.a",), ["lid-3"]),
        ((SICK, "buiten toepassing blijft lid 2"), ["lid-2", "lid-3"]),
        ((SICK, "buiten toepassing blijft lid 2 als persoon.a"), []),
        ((SICK, "bij hulp bedraagt plaatsing.geheel ten hoogste 2 maanden"), ["lid-2", "lid-3"]),
    ],
)
def test_what_does_not_count(said: tuple[str, ...], found: list[str]) -> None:
    assert dead(lids(*LIMITED, *said)) == found


def test_what_bears_on_something_else_is_left_alone() -> None:
    """A value, a duty to act, or a description that another provision uses, need not show in an outcome."""
    value = lids(GRANT, "hoogte bedraagt € 5 tenzij persoon.b", "hoogte bedraagt € 6 als persoon.b", "buiten toepassing blijft lid 2 als persoon.c")
    assert dead(value) == []
    described = """
wet w "W"
artikel 1
  college mag hulp toekennen als persoon als bedoeld in artikel 2 lid 1 met uitsluitingen.
artikel 2
  lid 1
    doelgroep betekent persoon.b.
  lid 2
    buiten toepassing blijft lid 1 als persoon.c.
"""
    assert dead(described) == []


def test_what_another_provision_asks_for_lives_through_it() -> None:
    """The second ground makes the first superfluous, but the conditions of the first are what the other decision turns on."""
    both = (GRANT, GRANT, "college mag ander toekennen als voorwaarden van lid 1 voor hulp vervuld")
    assert dead(lids(*both)) == ["lid-2"]
    assert dead(lids(*both, "buiten toepassing blijft lid 1 als persoon.b")) == []
    assert dead(lids(GRANT, GRANT, "college mag ander toekennen", "buiten toepassing blijft lid 1 als persoon.b")) == ["lid-1", "lid-4"]


def test_under_another_reading() -> None:
    text = """
wet w "W"
artikel 1
  lezing ruim : niet_ruim of wel "de tekst zwijgt".
  college mag hulp toekennen als persoon.a.
artikel 2
  buiten toepassing blijft artikel 1 als niet persoon.a of (persoon.c en lezing ruim is wel).
"""
    (found,) = check(text, "dode-bepaling")
    assert found.subject == "w/artikel-2"
    assert [(dict(cell.readings)["ruim"], cell.verdict.name) for cell in found.matrix] == [("niet_ruim", "REFUTED"), ("wel", "PROVED")]
