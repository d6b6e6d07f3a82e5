"""The value domain: singletons, faults and normalised periods."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waterdicht.runtime.values import ABSENT, UNKNOWN, Absent, Fault, Period, Unknown, normalise

DAY = date(2024, 2, 20)
spans = st.tuples(st.integers(0, 60), st.integers(-3, 20))
period_lists = st.lists(spans.map(lambda span: Period(DAY + timedelta(span[0]), DAY + timedelta(span[0] + span[1]))), max_size=8)


def covered(periods: tuple[Period, ...] | list[Period]) -> set[date]:
    return {period.begin + timedelta(offset) for period in periods for offset in range((period.end - period.begin).days + 1)}


@pytest.mark.parametrize("sentinel", [UNKNOWN, ABSENT])
def test_sentinels_keep_identity(sentinel: Unknown | Absent) -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(sentinel, protocol)) is sentinel
    assert copy.copy(sentinel) is sentinel
    assert copy.deepcopy({"a": [sentinel]})["a"][0] is sentinel


@pytest.mark.parametrize("value", [UNKNOWN, ABSENT, Fault("geen_waarde")])
def test_no_truth_value(value: object) -> None:
    with pytest.raises(TypeError):
        bool(value)


def test_repr() -> None:
    assert (repr(UNKNOWN), repr(ABSENT)) == ("UNKNOWN", "ABSENT")


def test_faults_are_equal_by_code() -> None:
    assert Fault("geen_waarde", "artikel 1") == Fault("geen_waarde", "artikel 2")
    assert hash(Fault("geen_waarde", "artikel 1")) == hash(Fault("geen_waarde"))
    assert Fault("geen_waarde") != Fault("dubbele_waarde")
    assert pickle.loads(pickle.dumps(Fault("geen_waarde", "artikel 1"))).address == "artikel 1"


def test_faults_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Fault("geen_waarde").code = "dubbele_waarde"  # type: ignore[misc]


def test_normalise_merges_overlapping_and_adjacent() -> None:
    march, touching, later = (
        Period(date(2024, 3, 1), date(2024, 3, 31)),
        Period(date(2024, 4, 1), date(2024, 4, 2)),
        Period(date(2024, 4, 4), date(2024, 4, 4)),
    )
    empty = Period(date(2024, 6, 2), date(2024, 6, 1))
    assert normalise([later, touching, empty, march, march]) == (Period(date(2024, 3, 1), date(2024, 4, 2)), later)


def test_normalise_at_the_end_of_time() -> None:
    forever = Period(date.min, date.max)
    assert normalise([forever, forever]) == (forever,)


@given(period_lists)
def test_normalise_keeps_the_days(periods: list[Period]) -> None:
    normal = normalise(periods)
    assert covered(normal) == covered(periods)
    assert all(later.begin - earlier.end >= timedelta(2) for earlier, later in pairwise(normal))
    assert all(period.begin <= period.end for period in normal)
    assert normalise(normal) == normal
    assert normalise(reversed(periods)) == normal
