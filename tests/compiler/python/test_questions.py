"""Which facts can still matter: held against trying every completion of small cases, and on conditions over amounts and days."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from policies_by_hand import fact, snapshot

from waterdicht.compiler.backends.python import compile_python
from waterdicht.compiler.build import apply, both, either, negate
from waterdicht.compiler.ir import Apply, Channel, Constant, Expr, FactOf, Op
from waterdicht.compiler.types import EnumType, Scalar
from waterdicht.runtime.decide import Explanation
from waterdicht.runtime.diagram import Diagrams
from waterdicht.runtime.policy import Policy, load_source
from waterdicht.runtime.questions import questions
from waterdicht.runtime.values import ABSENT

B = Scalar.BOOL
KINDS = EnumType("soort", ("a", "b", "c"))
INFOS = (*(fact(f"p.f{number}", B) for number in range(4)), fact("p.o", B, optional=True), fact("p.k", KINDS))
VALUES: dict[str, tuple[Any, ...]] = {**{f"p.f{number}": (False, True) for number in range(4)}, "p.o": (False, True, ABSENT), "p.k": ("a", "b", "c")}
ATOMS: tuple[Expr, ...] = (
    *(FactOf(f"p.f{number}", B) for number in range(4)),
    apply(Op.PRESENT, B, FactOf("p.o", B)),
    FactOf("p.o", B),
    *(apply(Op.EQ, B, FactOf("p.k", KINDS), Constant(option, KINDS)) for option in ("a", "b")),
)


def formulas() -> st.SearchStrategy[Expr]:
    """Conditions in which a fact may occur more than once."""
    return st.recursive(
        st.sampled_from(ATOMS),
        lambda inner: st.one_of(
            st.lists(inner, min_size=2, max_size=3).map(lambda parts: both(*parts)),
            st.lists(inner, min_size=2, max_size=3).map(lambda parts: either(*parts)),
            inner.map(negate),
            st.lists(inner, min_size=2, max_size=3).map(lambda parts: Apply(Op.EXACTLY_ONE, tuple(parts), B)),
        ),
        max_leaves=6,
    )


def mattering(policy: Policy, known: dict[str, Any]) -> set[str]:
    """By trying everything: the facts of which another value alone gives another outcome in some completion."""
    asked = [name for name in policy.decision("besluit").facts if name in VALUES and name not in known]
    outcomes = {
        chosen: policy.decide("besluit", {**known, **dict(zip(asked, chosen, strict=True))}, explain=False)
        for chosen in product(*(VALUES[name] for name in asked))
    }
    return {
        name
        for place, name in enumerate(asked)
        for chosen, outcome in outcomes.items()
        for other in VALUES[name]
        if outcomes[(*chosen[:place], other, *chosen[place + 1 :])] != outcome
    }


@given(
    grant=formulas(),
    refuse=formulas(),
    only=st.one_of(st.none(), formulas()),
    known=st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in VALUES.items()}),
)
def test_exactly_the_facts_that_can_change_the_outcome(grant: Expr, refuse: Expr, only: Expr | None, known: dict[str, Any]) -> None:
    channels = {Channel.GRANT: grant, Channel.REFUSE: refuse, **({Channel.ONLY: only} if only is not None else {})}
    policy = load_source(compile_python(snapshot(INFOS, channels)))
    known = {name: value for name, value in known.items() if name in policy.facts}
    found = policy.decide("besluit", known)
    assert isinstance(found, Explanation)
    asked = {each.fact.name for each in questions(found)}
    assert asked == (mattering(policy, known) if found.outcome == "onbekend" else set())


@given(grant=formulas(), refuse=formulas())
def test_an_answer_that_is_said_to_settle_the_case_does(grant: Expr, refuse: Expr) -> None:
    policy = load_source(compile_python(snapshot(INFOS, {Channel.GRANT: grant, Channel.REFUSE: refuse})))
    found = policy.decide("besluit", {})
    assert isinstance(found, Explanation)
    words = {"ja": True, "nee": False, "ontbreekt": ABSENT}
    for each in questions(found):
        for settling in each.settles:
            answer = words.get(settling.answer, settling.answer)
            name = each.fact.name
            outcomes = {
                policy.decide("besluit", {**dict(zip(VALUES, chosen, strict=True)), name: answer}, explain=False) for chosen in product(*VALUES.values())
            }
            assert outcomes == {settling.outcome}


DATE = Scalar.DATE
MONEY = Scalar.MONEY
OTHER = (fact("p.ja", B), fact("p.dag", DATE), fact("p.geld", MONEY), fact("p.duur", Scalar.MONTHS))
YES, DAY, AMOUNT = FactOf("p.ja", B), FactOf("p.dag", DATE), FactOf("p.geld", MONEY)
EARLY = apply(Op.LT, B, DAY, Constant(date(2024, 1, 1), DATE))
RICH = apply(Op.GT, B, AMOUNT, Constant(100_000, MONEY))


def asked_of(grant: Expr, known: dict[str, Any]) -> list[str]:
    """The questions for a case, in order."""
    found = load_source(compile_python(snapshot(OTHER, {Channel.GRANT: grant}))).decide("besluit", known)
    assert isinstance(found, Explanation)
    return [each.fact.name for each in questions(found)]


def test_conditions_on_days_and_amounts_count_as_met_or_not() -> None:
    assert asked_of(both(YES, EARLY, RICH), {}) == ["p.ja", "p.dag", "p.geld"]
    assert asked_of(both(YES, either(EARLY, RICH)), {"p.dag": date(2023, 1, 1)}) == ["p.ja"]
    assert asked_of(both(YES, either(EARLY, RICH)), {"p.ja": True, "p.dag": date(2025, 1, 1)}) == ["p.geld"]


def test_what_cancels_out_is_not_asked() -> None:
    """Unknown by three-valued logic, and yet `p.ja` makes no difference: both ways it turns on the day."""
    assert asked_of(either(both(YES, EARLY), both(negate(YES), EARLY)), {}) == ["p.dag"]


def test_the_question_that_can_decide_comes_first() -> None:
    assert asked_of(either(both(YES, EARLY), RICH), {}) == ["p.geld", "p.ja", "p.dag"]


def test_a_diagram_knows_what_it_depends_on() -> None:
    made = Diagrams()
    one, other = (made.node(level, (0, 1)) for level in range(2))
    assert made.occurring(made.any_of((made.all_of((one, other)), made.all_of((made.negated(one), other))))) == {1}
    assert made.one_of((one, made.negated(one))) == 1
    assert made.constants_when(made.all_of((one, other)), 0, 0) == {0}
    assert made.constants_when(made.all_of((one, other)), 0, 1) == {0, 1}
