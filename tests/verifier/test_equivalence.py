"""Whether two texts mean the same: each kind of difference is seen, and what only looks different is proved the same."""

from __future__ import annotations

import pytest
from laws import law

from waterdicht.compiler.channels import decide
from waterdicht.compiler.evaluate import Case
from waterdicht.compiler.snapshots import Built
from waterdicht.verifier.equivalence import Different, Same, compare
from waterdicht.verifier.model import case_of
from waterdicht.verifier.solver import Sat, Undecided

ACTS = 'handeling melden "melden" door college.\n'


def built(text: str, focus: str = "w", words: str = "") -> Built:
    """The one snapshot of a law."""
    return law(ACTS + words + text).built[focus][0]


def compared(before: str, after: str, focus: str = "w", words: str = "") -> Same | Different | Undecided:
    """Two texts of articles of one law."""
    head = 'wet w "W"\ngeldig vanaf 1 januari 2024.\nartikel 1\n'
    return compare(built(head + before, focus, words), built(head + after, focus, words))


SAME = [
    ("college mag hulp toekennen als persoon.a en persoon.b.", "college mag hulp toekennen als persoon.b en persoon.a."),
    ("college mag hulp toekennen als niet (persoon.a of persoon.b).", "college mag hulp toekennen als niet persoon.a en niet persoon.b."),
    ("college mag hulp toekennen als persoon.a.", "college mag hulp toekennen als persoon.a. college mag hulp toekennen als persoon.a en persoon.b."),
    ("hoogte bedraagt € 10 plus € 5.", "hoogte bedraagt € 15."),
    (
        "hoogte bedraagt € 10 als persoon.a. hoogte bedraagt € 5 als niet persoon.a.",
        "hoogte bedraagt € 5 als niet persoon.a. hoogte bedraagt € 10 als persoon.a.",
    ),
    ("college moet verrichten melden als persoon.a en persoon.b.", "college moet verrichten melden als persoon.b en persoon.a."),
    (
        "college moet verrichten melden binnen 7 dagen na aanvraag.ontvangen als persoon.a.",
        "college moet verrichten melden binnen 1 week na aanvraag.ontvangen als persoon.a.",
    ),
    ("groep betekent persoon.a of niet persoon.a.", "groep betekent persoon.b of niet persoon.b."),
]

OTHERWISE = [
    ("college mag hulp toekennen als persoon.a.", "college mag hulp toekennen als niet persoon.a.", "besluit hulp"),
    ("college mag hulp toekennen als persoon.a.", "college moet hulp toekennen als persoon.a.", "besluit hulp"),
    ("college mag hulp toekennen als persoon.a.", "college mag ander toekennen als persoon.a.", "besluit"),
    ("hoogte bedraagt € 15.", "hoogte bedraagt € 15,01.", "hoogte"),
    ("hoogte bedraagt € 15 als persoon.a.", "hoogte bedraagt € 15 als persoon.a en persoon.b.", "hoogte: geen waarde"),
    ("hoogte bedraagt € 15 als persoon.a en persoon.b.", "hoogte bedraagt € 15 als persoon.a.", "hoogte: wel een waarde"),
    ("groep betekent persoon.a.", "groep betekent persoon.a en persoon.b.", "groep"),
    ("college moet verrichten melden als persoon.a.", "college moet verrichten melden als persoon.b.", "handeling melden (w/artikel-1)"),
    ("college moet verrichten melden.", 'niet geformaliseerd: "niets".', "verplichtingen"),
    (
        "college moet verrichten melden binnen 7 dagen na aanvraag.ontvangen als persoon.a.",
        "college moet verrichten melden binnen 8 dagen na aanvraag.ontvangen als persoon.a.",
        "uiterste dag van handeling melden (w/artikel-1)",
    ),
    ("groep betekent persoon.a.", "kring betekent persoon.a.", "namen"),
    ("bij hulp is deze regeling kader.", "bij hulp is deze regeling uitputtend.", "verhouding tot lagere regelingen"),
    ('open norm x : "een".', 'open norm x : "twee".', "zinnen zonder uitkomst"),
]


@pytest.mark.parametrize(("before", "after"), SAME)
def test_the_same_in_other_words(before: str, after: str) -> None:
    assert isinstance(compared(before, after), Same)


@pytest.mark.parametrize(("before", "after", "what"), OTHERWISE)
def test_what_is_not_the_same(before: str, after: str, what: str) -> None:
    found = compared(before, after)
    assert isinstance(found, Different)
    assert found.what.startswith(what)
    assert isinstance(compared(before, before), Same)


def test_the_case_of_a_difference_is_one() -> None:
    head = 'wet w "W"\ngeldig vanaf 1 januari 2024.\nartikel 1\n'
    texts = [built(f"{head}college mag hulp toekennen als leeftijd van persoon is ten minste {age} jaar.") for age in (18, 19)]
    found = compare(*texts)
    assert isinstance(found, Different)
    assert found.room is not None
    assert found.question is not None
    session = found.room.opened()
    answer = session.ask(found.question)
    assert isinstance(answer, Sat)
    facts = case_of(session, answer.model, answer.within)
    outcomes = {decide(Case(each.snapshot, facts, found.room.readings), each.world.layers, "w", "hulp").value for each in texts}
    assert outcomes == {"mag toekennen", "geen grondslag"}


def test_another_day_of_validity_is_a_difference() -> None:
    texts = [built(f'wet w "W"\ngeldig vanaf {day} januari 2024.\nartikel 1\ncollege mag hulp toekennen als persoon.a.') for day in (1, 2)]
    assert compare(*texts) == Different("geldigheid")


LAW = 'wet w "W"\ngeldig vanaf 1 januari 2024.\nartikel 1\nbij hulp is deze regeling kader.\n'
TOWN = '\nverordening stad "Stad"\ngeldig vanaf 1 januari 2024.\ngebruikt w.\nartikel 1\ncollege mag hulp toekennen als persoon.a en persoon.b.\n'


def test_seen_from_below_the_law_counts_too() -> None:
    # The law asks what the ordinance asks already, or something more.
    texts = {asked: built(f"{LAW}college mag hulp uitsluitend toekennen als {asked}.{TOWN}", "stad") for asked in ("persoon.a", "persoon.b", "persoon.c")}
    more = compare(texts["persoon.a"], texts["persoon.c"])
    assert isinstance(more, Different)
    assert more.what == "besluit hulp onder de wet"


def test_text_that_is_not_known_is_the_same_in_both() -> None:
    partly = 'wet w "W"\ngeldig vanaf 1 januari 2024.\ngedeeltelijk bekend: "een deel".\nartikel 1\n'
    a, b, other = (
        built(f'{partly}college mag hulp toekennen als {condition}. tekst onbekend: "meer".')
        for condition in ("persoon.a en persoon.b", "persoon.b en persoon.a", "persoon.a")
    )
    assert isinstance(compare(a, b), Same)
    assert isinstance(compare(a, other), Different)
