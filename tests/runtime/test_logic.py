"""The four-valued connectives against their definition as minimum and maximum, and their laws."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waterdicht.runtime.logic import and_, exactly_one, not_, or_
from waterdicht.runtime.values import UNKNOWN, Fault, Truth

FAULT, OTHER = Fault("deling_door_nul"), Fault("geen_waarde")
FOUR: tuple[Truth, ...] = (False, FAULT, UNKNOWN, True)
truths = st.sampled_from((*FOUR, OTHER))
many = st.lists(truths, max_size=6)


def kind(truth: Truth) -> object:
    """Faults of different codes count as one truth value."""
    return "fault" if isinstance(truth, Fault) else truth


@pytest.mark.parametrize(("left", "right"), list(product(FOUR, repeat=2)))
def test_connectives_are_minimum_and_maximum(left: Truth, right: Truth) -> None:
    conjunction: tuple[Truth, ...] = (False, FAULT, UNKNOWN, True)
    disjunction: tuple[Truth, ...] = (False, UNKNOWN, FAULT, True)
    assert and_(left, right) is conjunction[min(conjunction.index(left), conjunction.index(right))]
    assert or_(left, right) is disjunction[max(disjunction.index(left), disjunction.index(right))]


def test_empty() -> None:
    assert (and_(), or_(), exactly_one()) == (True, False, False)


def test_not() -> None:
    assert [not_(truth) for truth in FOUR] == [True, FAULT, UNKNOWN, False]


def test_the_first_fault_is_given() -> None:
    for connective in (and_, or_, exactly_one):
        assert connective(UNKNOWN, OTHER, FAULT) is OTHER


@given(many, many, many)
def test_associative(first: list[Truth], second: list[Truth], third: list[Truth]) -> None:
    for connective in (and_, or_):
        flat = connective(*first, *second, *third)
        assert connective(connective(*first, *second), connective(*third)) is flat
        assert connective(connective(*first), connective(*second, *third)) is flat


@given(many, st.randoms(use_true_random=False))
def test_commutative(operands: list[Truth], random: object) -> None:
    shuffled = sorted(operands, key=lambda _: random.random())  # type: ignore[attr-defined]
    for connective in (and_, or_, exactly_one):
        assert kind(connective(*operands)) == kind(connective(*shuffled))


@given(many)
def test_duality_on_booleans_and_unknown(operands: list[Truth]) -> None:
    if any(isinstance(truth, Fault) for truth in operands):
        return
    assert not_(and_(*operands)) is or_(*map(not_, operands))


@given(many)
def test_unknown_stands_for_both(operands: list[Truth]) -> None:
    """Kleene: an answer that is given in spite of unknowns is the answer of every completion."""
    without_faults = [truth for truth in operands if not isinstance(truth, Fault)]
    completions = list(product(*[(False, True) if truth is UNKNOWN else (truth,) for truth in without_faults]))
    for connective in (and_, or_, exactly_one):
        answer = connective(*without_faults)
        if answer is not UNKNOWN:
            assert {connective(*completion) for completion in completions} == {answer}


@pytest.mark.parametrize(
    ("operands", "expected"),
    [
        ((True, False), True),
        ((False, False), False),
        ((True, True), False),
        ((True, FAULT, UNKNOWN, True), False),
        ((True, UNKNOWN), UNKNOWN),
        ((True, UNKNOWN, FAULT), FAULT),
        ((False, UNKNOWN), UNKNOWN),
        ((UNKNOWN,), UNKNOWN),
        ((True,), True),
    ],
)
def test_exactly_one(operands: tuple[Truth, ...], expected: Truth) -> None:
    assert exactly_one(*operands) is expected
