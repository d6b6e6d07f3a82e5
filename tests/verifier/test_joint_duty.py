"""`moet ten minste één van (a, b)`: each may be granted, at least one must be; where all others are out of the question that is this one."""

from __future__ import annotations

from itertools import product

import pytest
from laws import codes, law, run

from waterdicht.dsl.parser import parse_text
from waterdicht.verifier.results import Verdict
from waterdicht.verifier.verify import verify

JOINT = """
wet w "W"
artikel 1
  lid 1
    college moet ten minste één van (scholing, toelage, ander) toekennen als persoon.a.
  lid 2
    college moet scholing weigeren als persoon.b.
  lid 3
    college mag toelage uitsluitend toekennen als persoon.c.
  lid 4
    college moet ander weigeren als persoon.q.
"""
TRUTH = {True: "ja", False: "nee"}


def expected(a: bool, b: bool, c: bool, q: bool) -> dict[str, str]:
    """By hand: what is open, and whether it is the last that is."""
    shut = {"scholing": b, "toelage": not c, "ander": q}
    found = {}
    for name, closed in shut.items():
        last = all(value for other, value in shut.items() if other != name)
        if not a:
            found[name] = "moet weigeren" if closed else "geen grondslag"
        elif not closed:
            found[name] = "moet toekennen" if last else "mag toekennen"
        else:
            found[name] = "tegenstrijdig" if last and name != "toelage" else "moet weigeren"
    return found


def test_every_case_in_the_reference_and_in_python() -> None:
    text = JOINT + "scenario's s\n"
    for a, b, c, q in product((False, True), repeat=4):
        facts = f"persoon.a is {TRUTH[a]}; persoon.b is {TRUTH[b]}; persoon.c is {TRUTH[c]}; persoon.q is {TRUTH[q]}"
        outcomes = "; ".join(f"besluit {name} : {outcome}" for name, outcome in expected(a, b, c, q).items())
        text += f'scenario "{facts}" over w op 1 mei 2024 gegeven {facts}; verwacht {outcomes}.\n'
    assert run(text) == 48


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("als persoon.a en persoon.b en persoon.q en persoon.c dan besluit toelage is verplicht", Verdict.PROVED),
        ("als persoon.a en persoon.b en persoon.q dan besluit toelage is verplicht", Verdict.REFUTED),
        ("als persoon.a en persoon.b en niet persoon.q en persoon.c dan niet besluit toelage is verplicht", Verdict.PROVED),
        ("als persoon.a en niet persoon.b en niet persoon.q dan besluit scholing is mogelijk en besluit ander is mogelijk", Verdict.PROVED),
        ("als niet persoon.a dan niet besluit scholing is verplicht", Verdict.PROVED),
    ],
)
def test_in_a_proof(claim: str, verdict: Verdict) -> None:
    (found,) = verify(law(f'{JOINT}stellingen s\nstelling t "T" over w {claim}.\n'), jobs=1, only=("stelling",))
    assert found.verdict is verdict


def test_all_refused_at_once_is_a_contradiction_that_is_found() -> None:
    found = [each for each in verify(law(JOINT), jobs=1, only=("tegenstrijdige-plichten",)) if each.verdict is Verdict.REFUTED]
    assert [(each.subject, each.related) for each in found] == [("w/artikel-1/lid-1", ("w/artikel-1/lid-2",)), ("w/artikel-1/lid-1", ("w/artikel-1/lid-4",))]
    always = JOINT.replace("weigeren als persoon.q", "weigeren als persoon.q en niet persoon.a")
    assert all(each.verdict is Verdict.PROVED for each in verify(law(always), jobs=1, only=("tegenstrijdige-plichten",)))


def test_exceptions_bear_on_the_duty_as_on_the_ground() -> None:
    text = f"""{JOINT}  lid 5
    buiten toepassing blijft lid 1 als persoon.r.
scenario's s
gegevens g : persoon.a is ja; persoon.b is ja; persoon.c is ja; persoon.q is ja.
scenario "opzij" over w op 1 mei 2024 gegeven zoals g; persoon.r is ja; verwacht besluit toelage : geen grondslag.
scenario "niet opzij" over w op 1 mei 2024 gegeven zoals g; persoon.r is nee; verwacht besluit toelage : moet toekennen.
"""
    assert run(text) == 2


def test_a_list_of_grounds_gives_the_duty_for_each() -> None:
    text = """
wet w "W"
artikel 1
  college moet ten minste één van (scholing, ander) toekennen als een of meer van:
    a. persoon.a;
    b. persoon.c.
artikel 2
  college moet ander weigeren als persoon.b.
scenario's s
gegevens g : persoon.a is nee; persoon.c is ja.
scenario "de ander valt af" over w op 1 mei 2024 gegeven zoals g; persoon.b is ja; verwacht besluit scholing : moet toekennen.
scenario "beide kunnen" over w op 1 mei 2024 gegeven zoals g; persoon.b is nee; verwacht besluit scholing : mag toekennen.
scenario "onbekend" over w op 1 mei 2024 gegeven zoals g; verwacht besluit scholing : onbekend.
"""
    assert run(text) == 3


def test_one_name_twice_is_one_duty() -> None:
    text = 'wet w "W"\nartikel 1\n  college moet ten minste één van (hulp, hulp) toekennen als persoon.a.\n'
    text += 'scenario\'s s\nscenario "een" over w op 1 mei 2024 gegeven persoon.a is ja; verwacht besluit hulp : moet toekennen.\n'
    assert run(text) == 1


def test_a_duty_that_turns_on_itself_is_a_circle() -> None:
    text = 'wet w "W"\nartikel 1\n  college moet ten minste één van (hulp, ander) toekennen.\nartikel 2\n  college moet ander weigeren als besluit hulp is verplicht.\n'
    assert [code for code, _ in codes(text)] == ["E214"]


def test_to_refuse_at_least_one_has_no_meaning() -> None:
    for modality in ("moet", "mag"):
        _, found = parse_text(f'taal 1.\nwet w "W"\nartikel 1\n  college {modality} ten minste één van (hulp, ander) weigeren.\n', "x.norm")
        assert [(each.code.value, each.span.line) for each in found] == [("E127", 4)]
