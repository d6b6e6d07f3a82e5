"""Who may decide by the law, and who may make a regulation: each finding with a near miss."""

from __future__ import annotations

import pytest
from laws import codes, compiled

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
COLLEGE = "bevoegd tot hulp is college."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # In the law itself, and in what stands below it.
        (LAW.format(f"{COLLEGE} svb mag hulp toekennen."), [("W470", 4)]),
        (LAW.format(f"{COLLEGE} college mag hulp toekennen."), []),
        (LAW.format(COLLEGE) + ORDINANCE.format("svb mag hulp toekennen."), [("W470", 8)]),
        (LAW.format(COLLEGE) + ORDINANCE.format("college mag hulp toekennen."), []),
        # Where no law says who is competent, nothing is compared; neither is a decision that nothing is said of.
        (LAW.format('doel: "x".') + ORDINANCE.format("svb mag hulp toekennen."), []),
        (LAW.format(COLLEGE) + ORDINANCE.format("svb mag ander toekennen."), []),
        # Every kind of norm, and the weighing of interests.
        (LAW.format(COLLEGE) + ORDINANCE.format("svb moet hulp weigeren."), [("W470", 8)]),
        (LAW.format(COLLEGE) + ORDINANCE.format("svb mag hulp intrekken."), [("W470", 8)]),
        (LAW.format(COLLEGE) + ORDINANCE.format("svb mag hulp uitsluitend toekennen als persoon.a."), [("W470", 8)]),
        (LAW.format(COLLEGE) + ORDINANCE.format('svb moet afwegen belangen voordat hulp: a. "zorg".'), [("W470", 8)]),
        (LAW.format(COLLEGE) + ORDINANCE.format('college moet afwegen belangen voordat hulp: a. "zorg".'), []),
        # Inherited down the tree of decisions, unless said again; the nearest counts.
        (LAW.format(COLLEGE) + ORDINANCE.format("svb mag cursus toekennen."), [("W470", 8)]),
        (LAW.format(f"{COLLEGE} bevoegd tot scholing is svb.") + ORDINANCE.format("svb mag cursus toekennen."), []),
        (LAW.format(f"{COLLEGE} bevoegd tot scholing is svb.") + ORDINANCE.format("college mag cursus toekennen."), [("W470", 8)]),
        (LAW.format(f"{COLLEGE} bevoegd tot toelage is svb.") + ORDINANCE.format("svb mag cursus toekennen."), [("W470", 8)]),
        (LAW.format("bevoegd tot cursus is college.") + ORDINANCE.format("svb mag scholing toekennen."), []),
        # Several bodies, and several decisions.
        (LAW.format("bevoegd tot hulp, ander is college of svb.") + ORDINANCE.format("svb mag ander toekennen."), []),
        (LAW.format("bevoegd tot hulp, ander is college of svb.") + ORDINANCE.format("uwv mag ander toekennen."), [("W470", 8)]),
        (LAW.format("bevoegd tot cursus is college.") + ORDINANCE.format("svb moet ten minste één van (cursus, toelage) toekennen."), [("W470", 8)]),
        # What is copied is said by whoever decides in the copy.
        (
            LAW.format(f"{COLLEGE}\nartikel 2\n  svb mag ander toekennen.") + ORDINANCE.format("van overeenkomstige toepassing is artikel 2 van w op hulp."),
            [("W470", 10)],
        ),
        (
            LAW.format(f"{COLLEGE}\nartikel 2\n  svb mag ander toekennen.")
            + ORDINANCE.format("van overeenkomstige toepassing is artikel 2 van w op hulp met college in plaats van svb."),
            [],
        ),
    ],
)
def test_who_decides(text: str, found: list[tuple[str, int]]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # A law says nothing of another law's norms; an ordinance that uses both is compared with both.
        (LAW.format(COLLEGE) + LAW.replace("wet w", "wet u").format("svb mag hulp toekennen."), []),
        (LAW.format(COLLEGE) + LAW.replace("wet w", "wet u").format("bevoegd tot hulp is svb."), [("W471", 4)]),
        (LAW.format(COLLEGE) + LAW.replace("wet w", "wet u").format(COLLEGE), []),
        (LAW.format(COLLEGE) + LAW.replace("wet w", "wet u").format("bevoegd tot scholing is svb."), []),
        (LAW.format(f"{COLLEGE} bevoegd tot hulp is svb."), [("W471", 4)]),
        # Never in force on one day.
        (
            LAW.replace("artikel", "  geldig tot en met 31 december 2023.\nartikel").format(COLLEGE)
            + LAW.replace("wet w", "wet u").replace("artikel", "  geldig vanaf 1 januari 2024.\nartikel").format("bevoegd tot hulp is svb."),
            [],
        ),
    ],
)
def test_laws_that_name_different_bodies(text: str, found: list[tuple[str, int]]) -> None:
    assert codes(text) == found


def test_a_finding_names_both_places_once_for_all_versions_of_the_law() -> None:
    versions = [LAW.replace("artikel", f"  geldig {when}.\nartikel").format(COLLEGE) for when in ("tot en met 31 december 2023", "vanaf 1 januari 2024")]
    (found,) = compiled("".join(versions) + ORDINANCE.format("svb mag hulp toekennen."))[1]
    assert (found.address, dict(found.arguments)["target"], dict(found.arguments)["bodies"]) == ("v/artikel-1", "w/artikel-1", "college")


@pytest.mark.parametrize(
    ("maker", "basis", "said", "found"),
    [
        ("college", "artikel 1 van w", "moet", [("W472", 6)]),
        ("college", "artikel 1 van w", "mag", [("W472", 6)]),
        ("gemeenteraad", "artikel 1 van w", "moet", []),
        ("college", "artikel 2 van w", "moet", []),  # the basis names nobody
        ("college", "regeling w", "moet", [("W472", 6)]),
    ],
)
def test_who_makes_a_regulation(maker: str, basis: str, said: str, found: list[tuple[str, int]]) -> None:
    law = LAW.format(f"gemeenteraad {said} in verordening regelen: besluit hulp.") + 'artikel 2\n  doel: "x".\n'
    made = f"  vastgesteld door {maker} op 1 mei 2024.\n  op grond van {basis}.\n"
    ordinance = ORDINANCE.replace("artikel 1", made + "artikel 1", 1).format("regelt artikel 1 van w. college mag hulp toekennen.")
    assert [each for each in codes(law + ordinance) if each[0] == "W472"] == [(code, line + 3) for code, line in found]


def test_only_a_law_says_it_and_of_decisions_that_are_declared() -> None:
    assert codes(LAW.format("college mag hulp toekennen.") + ORDINANCE.format(COLLEGE)) == [("E119", 8)]
    assert codes(LAW.format("bevoegd tot hulpp is college.")) == [("E203", 4)]
