"""First choices of many facts asked together: what one question after another would fix, in as many questions as there are facts that stand in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count, takewhile
from typing import Any

import z3

from waterdicht.compiler.backends.smt import days, pins, spells
from waterdicht.compiler.backends.smt.facts import Declared, fact_symbol
from waterdicht.compiler.backends.smt.terms import FactSpells, Option, Truth, Written
from waterdicht.compiler.backends.smt.text import FALSE, eq, integer, neg
from waterdicht.compiler.types import MonthlyType
from waterdicht.runtime.values import ABSENT, Computed
from waterdicht.verifier.model import is_true
from waterdicht.verifier.nearest import USUAL_DAY, Search, settle_fact, wish_of
from waterdicht.verifier.solver import Sat, Unsat, assert_term


def settle_facts(search: Search, facts: Sequence[Declared], wishes: Mapping[str, Computed]) -> None:
    """Fix every fact in order, each as `settle_fact` would."""
    first = {fact.name: first_choice(search, fact, wishes) for fact in facts}
    rest = list(facts)
    while rest:
        wanted = [choice for choice in takewhile(bool, (first[fact.name] for fact in rest)) if choice]
        fixed = require_longest(search, wanted)
        rest = rest[fixed:]
        if rest:
            settle_fact(search, rest.pop(0), wishes)


def first_choice(search: Search, fact: Declared, wishes: Mapping[str, Computed]) -> str | None:
    """The formula at which a fact is fixed when nothing stands in the way; None where that is no single formula."""
    wish = wish_of(fact, wishes)
    if wish is not None and not isinstance(fact.type, MonthlyType):
        return pins.pin(search.session.encoding, fact, wish)
    if fact.term.absent != FALSE:
        return fact.term.absent if wish is None or wish is ABSENT else None
    encoding = search.session.encoding
    match fact.term.shape:
        case Truth():
            return neg(fact_symbol(encoding, fact.name))
        case Option(text):
            return eq(text, integer(0))
        case Written():
            return days.same(encoding, fact.term.shape, days.constant_day(USUAL_DAY))
        case FactSpells():
            return eq(spells.track_total(encoding, fact.term.shape), integer(0))
        case _:
            return None


def require_longest(search: Search, wanted: Sequence[str]) -> int:
    """Fix as many formulas as can hold together, counted from the first; how many that are.

    A formula is left out when it is the last of some that exclude each other. So where all before it can stay, it is impossible after them.
    """
    search.session.feed()
    formulas = [search.session.formula(formula) for formula in wanted]
    longest = len(wanted) if all(is_true(search.session, search.model, formula) for formula in wanted) else possible_prefix(search, formulas)
    for formula in formulas[:longest]:
        assert_term(search.room.solver, formula)
    return longest


def possible_prefix(search: Search, formulas: Sequence[Any]) -> int:
    """How many of some formulas, counted from the first, can hold; none where the solver cannot tell. The model becomes one in which they do."""
    literals = [z3.FreshBool("keus", search.session.context) for _ in formulas]
    for literal, formula in zip(literals, formulas, strict=True):
        assert_term(search.room.solver, z3.Implies(literal, formula))
    places = {str(literal): place for place, literal in enumerate(literals)}
    kept = list(range(len(formulas)))
    while True:
        answer = search.room.check(*(literals[place] for place in kept))
        if isinstance(answer, Sat):
            search.model = answer.model
            return next(place for place in count() if place >= len(kept) or kept[place] != place)
        blamed = [places[name] for each in search.room.asked.unsat_core() if (name := str(each)) in places] if isinstance(answer, Unsat) else []
        if not blamed:
            return 0
        kept.remove(max(blamed))
