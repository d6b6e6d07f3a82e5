"""Conditions that say too much: conjuncts that follow from the rest, alternatives that cannot hold or that others cover."""

from __future__ import annotations

import random
from collections import Counter
from itertools import product
from typing import Any

import pytest
from verified import Severity, check, checked, silent

REDUNDANT, BRANCH = "overbodige-voorwaarde", "dode-tak"
LAW = """
verordening w "W"
  geldig vanaf 1 januari 2024.
artikel 1
  college mag hulp toekennen als {condition}.
"""
OLD = "leeftijd van persoon is ten minste 67 jaar"
GROWN = "leeftijd van persoon is ten minste 18 jaar"
YOUNG = "leeftijd van persoon is jonger dan 18 jaar"


def found(condition: str, more: str = "") -> list[tuple[str, str, str]]:
    """The findings of both checks on a condition: which, how grave, and about which part."""
    _, results = checked(LAW.format(condition=condition) + more, REDUNDANT, BRANCH)
    return sorted((each.check, each.severity.value, each.reason) for each in results if each.verdict.value == "refuted")


@pytest.mark.parametrize(
    ("condition", "check_", "severity"),
    [
        (f"{OLD} en {GROWN}", REDUNDANT, Severity.NOTE),
        (f"persoon.a en {OLD} en {GROWN}", REDUNDANT, Severity.NOTE),
        (f"persoon.a en (persoon.b of ({OLD} en {GROWN}))", REDUNDANT, Severity.NOTE),
        (f"{OLD} en (persoon.a of {YOUNG})", BRANCH, Severity.WARNING),
        (f"{GROWN} of {OLD}", BRANCH, Severity.NOTE),
        ("persoon.a of (persoon.a en persoon.b)", BRANCH, Severity.NOTE),
        (f"persoon.a of ({OLD} en {YOUNG})", BRANCH, Severity.WARNING),
    ],
)
def test_a_part_that_says_nothing(condition: str, check_: str, severity: Severity) -> None:
    assert [each[:2] for each in found(condition)] == [(check_, severity.value)]


@pytest.mark.parametrize(
    "condition",
    [
        f"{OLD} en persoon.a",
        f"{GROWN} en leeftijd van persoon is jonger dan 67 jaar",
        f"{OLD} of {YOUNG}",
        f"{GROWN} en (persoon.a of {OLD})",
        "persoon.a en (persoon.b of persoon.c)",
        "persoon.kleur is rood en persoon.a",
        "plaatsing.einde is ingevuld en plaatsing.einde is vóór deze dag",  # the first keeps the second from being a fault
        "niet persoon.a en niet persoon.b",
    ],
)
def test_a_part_that_says_something(condition: str) -> None:
    assert silent(LAW.format(condition=condition), REDUNDANT) and silent(LAW.format(condition=condition), BRANCH)


def test_the_message_names_the_part() -> None:
    (result,) = check(LAW.format(condition=f"{OLD} en (persoon.a of {YOUNG})"), BRANCH)
    assert result.subject == "w/artikel-1"
    assert result.message_nl.endswith("kan nooit waar zijn") and "18" in result.message_nl


def test_a_condition_that_never_holds_is_for_another_check() -> None:
    assert found(f"{OLD} en {YOUNG}") == []


def test_what_days_going_by_make_superfluous_is_not() -> None:
    """The law above the ordinance changes on 1 January 2026, so that there are two snapshots; only in the second it is always past 2025."""
    laws = """
wet l "L"
  geldig vanaf 1 januari 2024 tot en met 31 december 2025.
artikel 1
  college mag ander toekennen.
wet l "L"
  geldig vanaf 1 januari 2026.
artikel 1
  college mag ander toekennen als persoon.a.
"""
    text = LAW.replace("  geldig vanaf 1 januari 2024.", "  geldig vanaf 1 januari 2024.\n  gebruikt l.")
    dates = "persoon.a en deze dag is vanaf 1 januari 2025"
    assert silent(laws + text.format(condition=dates), REDUNDANT)
    assert [each.check for each in check(laws + text.format(condition="persoon.a en deze dag is vanaf 1 januari 2020"), REDUNDANT)] == [REDUNDANT]


def test_what_another_reading_makes_sense_of_is_not_superfluous() -> None:
    text = LAW.replace("  geldig", '  lezing grens : ruim of streng "de tekst zwijgt".\n  geldig')
    concept = f"artikel 2\n  grens betekent {OLD} of (lezing grens is streng en persoon.a).\n"
    assert silent(text.format(condition=f"{GROWN} en grens") + concept, REDUNDANT)
    assert not silent(text.format(condition=f"{GROWN} en grens") + concept.replace("en persoon.a", f"en persoon.a en {GROWN}"), REDUNDANT)


def test_a_concept_that_the_regulation_describes_counts_too() -> None:
    concept = f"artikel 2\n  oudere betekent {OLD} en {GROWN}.\n"
    (result,) = check(LAW.format(condition="oudere") + concept, REDUNDANT)
    assert result.subject == "w/artikel-2"


NAMES = ("persoon.a", "persoon.b", "persoon.c")


def random_condition(chance: random.Random, depth: int, conjunction: bool) -> Any:
    """A tree that alternates `en` and `of`: (is conjunction, parts), or (name, wanted)."""
    if depth == 0 or chance.random() < 0.3:
        return chance.choice(NAMES), chance.random() < 0.7
    return conjunction, tuple(random_condition(chance, depth - 1, not conjunction) for _ in range(chance.choice((2, 2, 3))))


def words(tree: Any) -> str:
    first, second = tree
    if isinstance(first, str):
        return first if second else f"niet {first}"
    return "(" + (" en " if first else " of ").join(map(words, second)) + ")"


def holds(tree: Any, case: dict[str, bool]) -> bool:
    first, second = tree
    if isinstance(first, str):
        return case[first] is second
    return (all if first else any)(holds(part, case) for part in second)


CASES = tuple(dict(zip(NAMES, values, strict=True)) for values in product((False, True), repeat=3))


def expected(tree: Any, given: tuple[Any, ...] = ()) -> set[tuple[str, str]]:
    """The outermost parts that add nothing, by truth table."""
    conjunction, branches = tree
    total: set[tuple[str, str]] = set()
    if isinstance(conjunction, str):
        return total
    for index, part in enumerate(branches):
        others = (*branches[:index], *branches[index + 1 :])
        beside = (*given, *others) if conjunction else given
        possible = [case for case in CASES if all(holds(each, case) for each in beside)]
        if conjunction and all(holds(part, case) for case in possible):
            total.add((REDUNDANT, words(part)))
        elif not conjunction and not any(holds(part, case) and not any(holds(other, case) for other in others) for case in possible):
            total.add((BRANCH, words(part)))
        else:
            total |= expected(part, beside)
    return total


@pytest.mark.parametrize("seed", range(25))
def test_random_conditions_against_their_truth_table(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # the same trees in every run
    tree = random_condition(chance, 3, seed % 2 == 0)
    wanted = expected(tree) if any(holds(tree, case) for case in CASES) else set()
    assert Counter(each[0] for each in found(words(tree))) == Counter(check_ for check_, _ in wanted), words(tree)
