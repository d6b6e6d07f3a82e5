"""What counts as formalised, what as having nothing to compute, and how that is rounded and drawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waterdicht.compiler.library import collect
from waterdicht.dsl.parser import parse_text
from waterdicht.sources.account import Account, account
from waterdicht.sources.figures import by_kind, by_reason, figures, percentage, shares
from waterdicht.sources.lock import Lock, LockedLid
from waterdicht.sources.reasons import KINDS, kind_of, misspelt

POLICY = """taal 1.
begrippen w "W"
besluit premie.
verordening dorp "Dorp"
artikel 1 "A"
  lid 1 "heel"
    college mag premie toekennen.
  lid 2 "ten dele"
    onderdeel a "wel"
      college mag premie toekennen.
    onderdeel b "niet"
      niet geformaliseerd: "organisatie: wie".
  lid 3 "niets te berekenen"
    niet geformaliseerd: "organisatie: wie het doet".
  lid 4 "te lastig"
    niet geformaliseerd: "te lastig".
  lid 5 "twee redenen"
    onderdeel a "een"
      niet geformaliseerd: "vervallen".
    onderdeel b "twee"
      niet geformaliseerd: "te lastig".
artikel 2 "B"
  regelt artikel 1.
  niet geformaliseerd: "vervallen".
artikel 9 "Verzonnen"
  doel: "x".
"""


def held(*addresses: str, status: str = "") -> Account:
    """The account of the policy against a source with these lids."""
    tree, problems = parse_text(POLICY, "dorp.norm")
    assert problems == ()
    assert tree is not None
    (version,) = collect((tree,))[0].versions
    return account(version, Lock("dorp", "", "dorp.txt", "", "", tuple(LockedLid(each, "", 1, 0, status) for each in addresses)))


EVERY = (*(f"artikel-1/lid-{number}" for number in range(1, 7)), "artikel-2/lid-1", "artikel-2/lid-2", "artikel-3")


def test_the_figures_of_a_policy() -> None:
    number = figures((held(*EVERY),))
    assert (number.lids, number.formalised, number.partly, number.declared, number.text_unknown, number.missing, number.unbound) == (9, 2, 1, 5, 0, 2, 1)
    # Computable: the two formalised lids, the difficult one, the one with two reasons, and the two that are missing.
    assert (number.computable, number.accounted) == (6, 7)


def test_what_a_document_only_names_cannot_be_computed_unless_it_was() -> None:
    assert figures((held("artikel-1/lid-4", status="genoemd"),)).computable == 0
    assert figures((held("artikel-1/lid-1", status="genoemd"),)).computable == 1


def test_reasons_by_kind_and_by_words() -> None:
    rows = held(*EVERY).rows
    assert by_kind(rows) == (("vervallen", 2), ("organisatie", 1))
    assert by_reason(rows) == (("te lastig", 1), ("vervallen; te lastig", 1))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_counts_alone_and_before_a_colon(kind: str) -> None:
    assert kind_of(kind) == kind_of(f"{kind}: omdat") == kind_of(f"{kind.capitalize()}.") == kind
    assert kind_of(f"{kind} omdat") == kind_of(f"omdat {kind}") == ""
    assert misspelt(f"{kind}: omdat") == ""
    assert misspelt(f"{kind[:-1]}: omdat") == kind


def test_percentages_are_rounded_down() -> None:
    assert [percentage(part, whole) for part, whole in ((0, 0), (0, 7), (999, 1000), (7, 7), (1, 3))] == [100, 0, 99, 100, 33]


@given(st.lists(st.integers(0, 500), min_size=4, max_size=4))
def test_a_bar_has_its_width_and_hides_nothing(parts: list[int]) -> None:
    cells = shares(tuple(parts), 60)
    assert sum(cells) == (60 if any(parts) else 0)
    assert all(cell >= 0 and bool(cell) == bool(part) for cell, part in zip(cells, parts, strict=True))
