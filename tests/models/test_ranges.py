"""Ranges of articles of a model: `alleen voor artikel 14a tot en met artikel 14d` is about these and no others."""

from __future__ import annotations

import pytest
from examples import compiled, parsed, regulation, said

from waterdicht.compiler.ir import TRUE

WORDS = """taal 1.
begrippen woorden "Woorden"
soort persoon.
feit persoon.a : ja/nee.
besluit hulp, door college, aan persoon.
"""
LABELS = ("10c", "10d", "10da", "10e", "14", "14a", "14b", "14c", "14d", "14e", "14o", "15")
HEADINGS = {"14c": 'hoofdstuk 3 "Drie"\nparagraaf 3.1 "Een"\n', "14": 'hoofdstuk 2 "Twee"\n', "10c": 'hoofdstuk 1 "Een"\nparagraaf 1.1 "Een"\n'}


def model(headings: bool) -> str:
    """A model of one article for each label, with chapters between them or not."""
    articles = (f"{HEADINGS.get(label, '') if headings else ''}artikel {label}\n  college mag hulp toekennen als persoon.a.\n" for label in LABELS)
    return f'model oefening "Oefening"\n{"".join(articles)}'


def articles(only: str, headings: bool) -> list[str]:
    """The articles that an ordinance takes over."""
    text = f'{WORDS}{model(headings)}verordening stad "Stad"\n  volgt model oefening alleen voor {only}.\n'
    nodes = list(regulation((parsed(text),), "stad").nodes)
    found = []
    while nodes:
        node = nodes.pop(0)
        nodes[:0] = node.children
        found += [node.label] if node.kind == "artikel" else []
    return found


@pytest.mark.parametrize("headings", [False, True])
@pytest.mark.parametrize(
    ("only", "found"),
    [
        ("artikel 14a tot en met artikel 14d", ["14a", "14b", "14c", "14d"]),
        ("artikel 14a tot en met artikel 14o", ["14a", "14b", "14c", "14d", "14e", "14o"]),
        ("artikel 10d tot en met artikel 10da", ["10d", "10da"]),
        ("artikel 10d tot en met artikel 10e", ["10d", "10da", "10e"]),
        ("artikel 14 tot en met artikel 14b", ["14", "14a", "14b"]),
        ("artikel 14c tot en met artikel 14c", ["14c"]),
        ("artikel 10c en artikel 14b tot en met artikel 14c", ["10c", "14b", "14c"]),
    ],
)
def test_a_range_of_articles(only: str, headings: bool, found: list[str]) -> None:
    assert articles(only, headings) == found


@pytest.mark.parametrize("headings", [False, True])
def test_a_range_that_runs_backwards_is_no_range(headings: bool) -> None:
    text = f'{WORDS}{model(headings)}verordening stad "Stad"\n  volgt model oefening alleen voor {{}}.\n'
    backwards = text.format("artikel 14d tot en met artikel 14a")
    assert said((parsed(backwards),)) == [("E224", "x.norm", backwards.count("\n"))]
    assert said((parsed(text.format("artikel 14a tot en met artikel 14z")),))[0][0] == "E253"


LAW = """wet w "W"
artikel 1
  gemeenteraad moet in verordening regelen: besluit hulp.
artikel 1a
  gemeenteraad moet in verordening regelen: besluit hulp.
artikel 2
  gemeenteraad moet in verordening regelen: besluit hulp.
verordening stad "Stad"
  gebruikt w.
artikel 1
  regelt {} van w.
"""


def test_a_range_answers_every_duty_in_it() -> None:
    answered = said((parsed(WORDS + LAW.format("artikel 1 tot en met artikel 2")),))
    assert answered == []
    assert [each[0] for each in said((parsed(WORDS + LAW.format("artikel 1 tot en met artikel 1a")),))] == ["W404"]
    assert [each[0] for each in said((parsed(WORDS + LAW.format("artikel 2 tot en met artikel 1")),))] == ["W404", "E224"]


def test_articles_set_aside_in_a_range() -> None:
    text = f"""{WORDS}wet w "W"
artikel 14a
  college mag hulp toekennen.
artikel 14b
  college mag hulp toekennen.
paragraaf 2 "Twee"
artikel 14c
  college mag hulp toekennen.
artikel 14d
  college mag hulp toekennen.
artikel 15
  buiten toepassing blijft artikel 14b tot en met artikel 14c als persoon.a.
"""
    contributions = compiled((parsed(text),)).built["w"][0].snapshot.regulations["w"].contributions
    assert [each.address for each in contributions if each.applies != TRUE] == ["w/artikel-14b", "w/artikel-14c"]
