"""Fixing one fact at a time as near a wished value as possible, by questions to the solver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, assert_never, cast

from waterdicht.compiler.backends.smt import days, pins, series, spells
from waterdicht.compiler.backends.smt.facts import Declared, fact_range, fact_symbol
from waterdicht.compiler.backends.smt.months import later, month_text
from waterdicht.compiler.backends.smt.tables import LAST_MONTH
from waterdicht.compiler.backends.smt.terms import (
    Chosen,
    ChosenSpells,
    Counted,
    Elements,
    FactSeries,
    FactSpells,
    ListedSpells,
    Month,
    Number,
    Option,
    Shifted,
    Span,
    Truth,
    Word,
    Written,
)
from waterdicht.compiler.backends.smt.text import FALSE, eq, integer, minus, neg
from waterdicht.compiler.types import EnumType, MonthlyType, Scalar
from waterdicht.runtime.values import ABSENT, Computed, Period
from waterdicht.verifier.model import is_true, number, occurring
from waterdicht.verifier.solver import Room, Sat, Session, assert_term

USUAL_DAY = date(2024, 3, 1)
"""The day a date without a typical value is put near: an ordinary day on which months, quarters and leap days can show."""

SCALES = (100, 10_000, 1_000_000, 1_000_000_000_000)
"""Decimals and percentages are kept short: the first scale at which a value fits is used, hundredths to begin with."""


@dataclass(slots=True)
class Search:
    """A session, a room in it where more and more is fixed, and a model of what is fixed so far."""

    session: Session
    room: Room
    model: Any

    def possible(self, formula: str) -> bool:
        """Whether a formula can hold too; if so the model is one in which it does. What the solver cannot decide counts as no."""
        self.session.feed()
        if is_true(self.session, self.model, formula):
            return True
        self.room.solver.push()
        assert_term(self.room.solver, self.session.formula(formula))
        found = isinstance(answer := self.room.check(), Sat)
        self.model = answer.model if isinstance(answer, Sat) else self.model
        self.room.solver.pop()
        return found

    def require(self, formula: str) -> bool:
        """Fix a formula if it can hold; whether it could."""
        if not self.possible(formula):
            return False
        assert_term(self.room.solver, self.session.formula(formula))
        return True

    def declare(self, name: str) -> None:
        """A new Int constant."""
        self.session.parser.from_string(f"(declare-const {name} Int)")

    def value(self, text: str) -> int:
        """The value of an Int term in the model."""
        return int(number(self.session, self.model, text))

    def lowest(self, text: str, floor: int) -> int:
        """The lowest value of an Int term that is at least `floor`, in a model where it already is at least that.

        Most often it is the one of the model or the floor, so these are tried first; then halfway, and so on.
        """
        high, tried = self.value(text), 0
        while floor < high:
            tried += 1
            middle = high - 1 if tried == 1 else floor if tried == 2 else (floor + high) // 2
            if self.possible(f"(and (<= {integer(floor)} {text}) (<= {text} {integer(middle)}))"):
                high = self.value(text)
            else:
                floor = middle + 1
        return high

    def minimise(self, text: str, floor: int) -> int:
        """Fix an Int term at its lowest value."""
        found = self.lowest(text, floor)
        self.require(f"(= {text} {integer(found)})")
        return found


def wish_of(fact: Declared, wishes: Mapping[str, Computed]) -> Computed | None:
    """What is wished of a fact; of one that is a part of an element what is wished of all."""
    return wishes.get(fact.name, wishes.get(fact.info_name))


def settle_fact(search: Search, fact: Declared, wishes: Mapping[str, Computed]) -> None:
    """Fix a fact: at the wished value, else absent when nothing is wished and it may be, else as near as possible."""
    wish = wish_of(fact, wishes)
    per_month = isinstance(fact.type, MonthlyType) and isinstance(wish, int)
    if wish is not None and not per_month and search.require(pins.pin(search.session.encoding, fact, wish)):
        return
    if fact.term.absent != FALSE and (wish is None or wish is ABSENT) and search.require(fact.term.absent):
        return
    if not search.require(neg(fact.term.absent)):
        search.require(fact.term.absent)
        return
    settle_shape(search, fact, None if wish is ABSENT else wish, wishes)


def settle_shape(search: Search, fact: Declared, wish: Computed | None, wishes: Mapping[str, Computed]) -> None:
    """Fix the value of a fact that is there."""
    match fact.term.shape:
        case Truth():
            name = fact_symbol(search.session.encoding, fact.name)
            search.require(name if wish is True else neg(name)) or search.require(neg(name) if wish is True else name)
        case Number():
            settle_number(search, fact, wish)
        case Option(text):
            settle_option(search, fact, text)
        case Written():
            settle_day(search, fact.term.shape, wish if isinstance(wish, date) else USUAL_DAY)
        case Span(begin, end):
            assert isinstance(begin, Written)
            assert isinstance(end, Written)
            first = settle_day(search, begin, wish.begin if isinstance(wish, Period) else USUAL_DAY)
            settle_day(search, end, wish.end if isinstance(wish, Period) else first)
        case FactSpells():
            search.minimise(spells.track_total(search.session.encoding, fact.term.shape), 0)
        case FactSeries():
            settle_series(search, fact.term.shape, wish)
        case Elements():
            settle_list(search, fact.term.shape, wishes)
        case Word() | Counted() | Shifted() | Chosen() | ListedSpells() | ChosenSpells():
            raise TypeError(f"{fact.name} heeft geen vorm van een feit")
        case _:
            assert_never(fact.term.shape)


def settle_option(search: Search, fact: Declared, text: str) -> None:
    """Fix an enumeration at the first option that fits."""
    assert isinstance(fact.type, EnumType)
    for index in range(len(fact.type.options)):
        if search.require(eq(text, integer(index))):
            return


def settle_number(search: Search, fact: Declared, wish: Computed | None) -> None:
    """Fix a number near the wish, or near its lowest value when there is none."""
    least, _ = fact_range(search.session.encoding, fact.info_name)
    target = Fraction(cast("int | Fraction", wish)) if wish is not None else lowest_bound(least)
    text = fact_symbol(search.session.encoding, fact.name)
    if fact.type not in (Scalar.DECIMAL, Scalar.PERCENTAGE):
        settle_whole(search, text, round(target))
        return
    for scale in SCALES:
        name = f"|!schaal!{fact.name}!{scale}|"
        search.declare(name)
        if search.require(f"(= (* {scale}.0 {text}) (to_real {name}))"):
            settle_whole(search, name, round(target * scale))
            return


def lowest_bound(value: object) -> Fraction:
    """The lowest value of a number fact; 0 when it has none."""
    return Fraction(value) if isinstance(value, int | Fraction) else Fraction(0)


def settle_whole(search: Search, text: str, target: int) -> None:
    """Fix an Int variable as near a target as possible, the lower of two."""
    distance = f"(ite (<= {text} {integer(target)}) (- {integer(target)} {text}) (- {text} {integer(target)}))"
    found = search.lowest(distance, 0)
    if not search.require(f"(= {text} {integer(target - found)})"):
        search.require(f"(= {text} {integer(target + found)})")


def settle_day(search: Search, day: Written, target: date) -> date:
    """Fix a day as near a target as possible, the earlier of two."""
    if search.require(days.same(search.session.encoding, day, days.constant_day(target))):
        return target
    key, goal = days.key(day), int(days.key(days.constant_day(target)))
    candidates: list[date] = []
    if search.possible(f"(<= {key} {goal})"):
        candidates.append(_day_of_key(-search.lowest(f"(- {key})", -goal)))
    nearer = _key_after(target, abs((candidates[0] - target).days) - 1) if candidates else None
    if search.possible(f"(<= {goal} {key})" if nearer is None else f"(and (<= {goal} {key}) (<= {key} {nearer}))"):
        candidates.append(_day_of_key(search.lowest(key, goal)))
    found = candidates[-1] if candidates else _day_of_key(search.value(key))
    search.require(days.same(search.session.encoding, day, days.constant_day(found)))
    return found


def _key_after(target: date, count: int) -> int:
    """The key of the day `count` days after a target."""
    return int(days.key(days.constant_day(date.fromordinal(target.toordinal() + count))))


def _day_of_key(key: int) -> date:
    month, day = divmod(key, 32)
    return date(month // 12, month % 12 + 1, day)


def settle_list(search: Search, elements: Elements, wishes: Mapping[str, Computed]) -> None:
    """Fix a list: as short as possible, then each element's properties in declared order."""
    length = search.minimise(elements.length, 0)
    order = {name: index for index, name in enumerate(search.session.encoding.snapshot.vocabulary.facts)}
    parts = [fact for fact in occurring(search.session, search.room.within) if fact.slot is not None and fact.slot.list_name == elements.name]
    for fact in sorted(parts, key=lambda part: (part.slot.index if part.slot else 0, order[part.info_name])):
        if fact.slot is not None and fact.slot.index < length:
            settle_fact(search, fact, wishes)


def settle_series(search: Search, found: FactSeries, wish: Computed | None) -> None:
    """Fix a series: each month asked about near its typical value, then as little as possible over all months."""
    asked = series_asked(search, found)
    for point, text in asked:
        after = next((more for other, more in asked if other == later(point, 1)), None)
        if isinstance(wish, int) and after is not None:
            settle_whole(search, minus(after, text), wish)
    settle_whole(search, series.whole_total(search.session.encoding, found), 0)


def series_asked(search: Search, found: FactSeries) -> list[tuple[Month, str]]:
    """The months asked of a series in this question, each with the sum before it."""
    return [(point, text) for point, text in series.points(search.session.encoding, found.name) if text in search.room.within]


def settle_sums(search: Search, found: FactSeries) -> None:
    """Fix what a series holds as late as possible: the months that counts look for, then the sum before each asked month in order of time."""
    for month in series.found_months(search.session.encoding, found.name).values():
        if month.base in search.room.within:
            search.minimise(f"(- {month.base})", -LAST_MONTH)
    asked = series_asked(search, found)
    for _, text in sorted((search.value(month_text(point)), text) for point, text in asked):
        settle_whole(search, text, 0)


def settle_counters(search: Search, found: FactSpells) -> None:
    """Fix how many days of a set lie before each asked day, in order of time, each as few as possible."""
    asked = [(point, text) for point, text in spells.points(search.session.encoding, found.name) if text in search.room.within]
    for _, text in sorted((search.value(days.number_text(point)), text) for point, text in asked):
        search.minimise(text, 0)
