"""Values: within what the law leaves, one by one and together; and for everyone who needs one exactly one."""

from __future__ import annotations

import pytest
from verified import Severity, Verdict, check, fires, silent

from waterdicht.runtime.values import Fault

OUTSIDE, JOINT, GAP, OVERLAP, FRACTION = "buiten-de-grenzen", "onverenigbaar-met-de-wet", "waarde-ontbreekt", "waarde-dubbel", "gebroken-cent"

# As Participatiewet artikel 18 lid 5 and 6: the first time one to three months, the second time longer, at most three months.
DURATIONS = """
wet w "W"
artikel 18
  lid 5
    delegeert aan gemeenteraad: eerste, ten minste 1 maand, ten hoogste 3 maanden.
  lid 6
    delegeert aan gemeenteraad: tweede, meer dan eerste, ten hoogste 3 maanden.
verordening v "V"
  gebruikt w.
artikel 1
  {choice}
"""


@pytest.mark.parametrize(("months", "possible"), [(1, True), (2, True), (3, False)])
def test_a_choice_that_each_paragraph_allows_and_all_together_do_not(months: int, possible: bool) -> None:
    text = DURATIONS.format(choice=f"eerste bedraagt {months} maanden.")
    assert silent(text, OUTSIDE)
    assert silent(text, JOINT) is possible
    if not possible:
        found, _ = fires(text, JOINT)
        assert (found.severity, found.subject, found.related) == (Severity.ERROR, "v/artikel-1", ("w/artikel-18/lid-6",))
        assert found.core == ("v/artikel-1", "w/artikel-18/lid-6")


@pytest.mark.parametrize(("first", "second"), [(a, b) for a in (1, 2, 3) for b in (1, 2, 3)])
def test_pairs_of_durations(first: int, second: int) -> None:
    """Exactly (1, 2), (1, 3) and (2, 3) are possible."""
    text = DURATIONS.format(choice=f"eerste bedraagt {first} maanden.\nartikel 2\n  tweede bedraagt {second} maanden.")
    assert (not check(text, JOINT)) == (first < second)
    assert (not check(text, OUTSIDE)) == (first < second)


@pytest.mark.parametrize(("months", "outside"), [(0, True), (1, False), (3, False), (4, True)])
def test_a_value_outside_a_bound(months: int, outside: bool) -> None:
    text = DURATIONS.format(choice=f"eerste bedraagt {months} maanden.").replace(
        "  lid 6\n    delegeert aan gemeenteraad: tweede, meer dan eerste, ten hoogste 3 maanden.\n", ""
    )
    if not outside:
        assert silent(text, OUTSIDE)
        return
    found, judge = fires(text, OUTSIDE, "v")
    assert (found.severity, found.subject, found.related) == (Severity.ERROR, "v/artikel-1", ("w/artikel-18/lid-5",))
    assert judge is not None
    assert judge.value("eerste") == months


def test_a_value_that_is_outside_for_some_only() -> None:
    text = DURATIONS.format(choice="eerste bedraagt 2 maanden als persoon.a.\n  eerste bedraagt 4 maanden als niet persoon.a.")
    found, judge = fires(text, OUTSIDE, "v")
    assert judge is not None
    assert judge.facts["persoon.a"] is False
    assert judge.value("eerste") == 4
    assert "ten hoogste" in found.message_nl


VALUE = """
wet w "W"
artikel 1
  college mag hulp toekennen als persoon.c.
artikel 2
  lid 1
    hoogte bedraagt € 100,00 als persoon.a.
  lid 2
    {second}.
"""


def test_a_gap_where_the_decision_is_possible() -> None:
    found, judge = fires(VALUE.format(second="hoogte bedraagt € 200,00 als persoon.b en niet persoon.a"), GAP)
    assert (found.severity, found.subject, found.related) == (Severity.ERROR, "w/artikel-2/lid-1", ("w/artikel-2/lid-2",))
    assert judge is not None
    assert judge.outcome("hulp") == "mag toekennen"
    assert judge.value("hoogte") == Fault("geen_waarde")
    assert silent(VALUE.format(second="hoogte bedraagt € 200,00 als niet persoon.a"), GAP)
    # Nobody gets hulp without c, so only they need a value.
    assert silent(VALUE.format(second="hoogte bedraagt € 200,00 als persoon.c en niet persoon.a"), GAP)


def test_a_gap_where_only_the_law_above_gives_the_decision() -> None:
    text = """
wet w "W"
artikel 1
  college mag hulp toekennen als persoon.c.
verordening v "V"
  gebruikt w.
artikel 1
  hoogte bedraagt € 100,00 als {condition}.
"""
    assert silent(text.format(condition="persoon.c"), GAP)
    found, judge = fires(text.format(condition="persoon.c en persoon.a"), GAP, "v")
    assert found.subject == "v/artikel-1"
    assert judge is not None
    assert judge.outcome("hulp", "w") == "mag toekennen"


def test_a_gap_before_the_first_date() -> None:
    text = VALUE.format(second="hoogte bedraagt: vanaf 1 januari 2030: € 200,00 als niet persoon.a")
    _, judge = fires(text, GAP)
    assert judge is not None
    assert judge.value("hoogte") == Fault("waarde_buiten_geldigheid")
    assert silent(text.replace("2030", "2020"), GAP)


def test_two_values_at_once() -> None:
    found, judge = fires(VALUE.format(second="hoogte bedraagt € 200,00 als persoon.b"), OVERLAP)
    assert (found.severity, found.subject, found.related) == (Severity.ERROR, "w/artikel-2/lid-1", ("w/artikel-2/lid-2",))
    assert judge is not None
    assert judge.outcome("hulp") == "mag toekennen"
    assert judge.value("hoogte") == Fault("dubbele_waarde")
    assert silent(VALUE.format(second="in afwijking van lid 1, hoogte bedraagt € 200,00 als persoon.b"), OVERLAP)
    assert silent(VALUE.format(second="hoogte bedraagt € 200,00 als persoon.b tenzij persoon.a"), OVERLAP)
    # An overlap among people who never get the decision is none.
    assert silent(VALUE.format(second="hoogte bedraagt € 200,00 als persoon.b en niet persoon.c"), OVERLAP)


def test_a_bound_on_a_value_that_the_ordinance_does_not_give_is_no_finding() -> None:
    text = DURATIONS.format(choice='doel: "kort".')
    assert silent(text, OUTSIDE)
    assert all(each.verdict is Verdict.PROVED for each in check(text, JOINT))


SHARE = """
wet w "W"
artikel 1
  college mag hulp toekennen als persoon.a.
artikel 2
  hoogte bedraagt {}.
"""


def test_an_amount_with_a_fraction_of_a_cent_is_found_with_a_case() -> None:
    found, judge = fires(SHARE.format("25% van persoon.inkomen"), FRACTION)
    assert (found.severity, found.subject) == (Severity.ERROR, "w/artikel-2")
    assert judge is not None
    assert judge.value("hoogte") == Fault("gebroken_cent")
    assert judge.outcome("hulp") == "mag toekennen"


@pytest.mark.parametrize(
    "amount", ["25% van persoon.inkomen afgerond op hele centen", "persoon.inkomen plus € 3,33", "100% van persoon.inkomen", "50% van (persoon.inkomen maal 2)"]
)
def test_amounts_in_whole_cents_are_not_found(amount: str) -> None:
    assert silent(SHARE.format(amount), FRACTION)


def test_a_declared_rounding_leaves_no_fraction() -> None:
    text = SHARE.format("25% van persoon.inkomen") + '  lezing afronding : half_omhoog "de verordening zwijgt".\n'
    assert silent(text, FRACTION)
