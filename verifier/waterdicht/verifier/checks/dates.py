"""Dates that can be read in two ways, by complete enumeration of the days in the horizon."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from waterdicht.compiler.addresses import in_words
from waterdicht.compiler.build import apply
from waterdicht.compiler.domains import HORIZON_FIRST, HORIZON_LAST, bounds
from waterdicht.compiler.durations import period_end
from waterdicht.compiler.ir import Constant, Contribution, FactOf, Op
from waterdicht.compiler.types import Scalar
from waterdicht.runtime.calendar import add_months, add_months_up, days_between
from waterdicht.runtime.values import Fault
from waterdicht.runtime.words import date_words
from waterdicht.verifier.cases import Broken, show_case
from waterdicht.verifier.findings import nothing_found, undecided
from waterdicht.verifier.results import Cell, Counterexample, Result, Severity, Verdict
from waterdicht.verifier.room import Room, must

MONTH_END = "einde-van-de-maand"
CONSECUTIVE = "opvolgende-perioden"
DAY = timedelta(days=1)
ALWAYS_THERE = 28
"""The last day that every month has."""
MOST_LENGTHS = 36
"""Of an open parameter at most so many lengths are tried."""
CONFIRMED: set[tuple[str, date, int, date]] = set()
"""Ends of periods that this process has confirmed: the reading, the first day, the months and the last day."""
LONGEST = 900
"""Longer limits in months are no limits on a period in someone's life, and two of them would lead outside the calendar."""


@dataclass(frozen=True, slots=True)
class MonthLimit:
    """A limit of a whole number of months on a named period."""

    address: str
    decision: str
    subject: str
    months: int


def check_dates(room: Room) -> Iterator[Result]:
    """Month limits of the focus regulation: what the end of the month does, and what counting anew does."""
    focus = room.built.view.focus
    given = room.snapshot.regulations[focus].contributions
    limits = tuple(dict.fromkeys(limit for each in given for limit in month_limits(each, room)))
    since = max(room.built.view.first, HORIZON_FIRST)
    found = [*(month_end(room, limit, since) for limit in limits), *consecutive(room, limits, since), *too_open(given, room)]
    results = [result for result in found if result is not None]
    yield from results
    for check, nl, en in (
        (MONTH_END, "geen duur in maanden hangt af van het einde van een maand", "no duration in months depends on the end of a month"),
        (CONSECUTIVE, "geen opvolgende perioden die opnieuw geteld langer kunnen duren", "no consecutive periods that can last longer when counted anew"),
    ):
        if not any(result.check == check for result in results):
            yield nothing_found(check, focus, nl, en)


def month_limits(each: Contribution, room: Room) -> tuple[MonthLimit, ...]:
    """The limits in a contribution that are a number of months and stand where they are inherited from: one, or one for each value of an open parameter."""
    limit = each.limit
    if limit is None or each.inherited_from or each.kept_by or limit.length.type is not Scalar.MONTHS:
        return ()
    match limit.length:
        case Constant(int(months)) if months <= LONGEST:
            return (MonthLimit(each.address, each.decision, limit.subject, months),)
        case FactOf(name) if len(lengths_left_open(name, room)) <= MOST_LENGTHS:
            return tuple(MonthLimit(each.address, each.decision, limit.subject, months) for months in lengths_left_open(name, room))
        case _:
            return ()


def lengths_left_open(name: str, room: Room) -> range:
    """The numbers of months that an open parameter can be; none for another fact."""
    info = room.snapshot.vocabulary.facts[name]
    least, greatest = bounds(info)
    return range(least, greatest + 1) if info.constant and isinstance(least, int) and isinstance(greatest, int) else range(0)


def too_open(given: Sequence[Contribution], room: Room) -> Iterator[Result]:
    """Open parameters that can be more lengths than are tried."""
    for each in given:
        length = None if each.limit is None or each.inherited_from or each.kept_by else each.limit.length
        if isinstance(length, FactOf) and length.type is Scalar.MONTHS and len(lengths_left_open(length.name, room)) > MOST_LENGTHS:
            yield undecided(MONTH_END, each.address, f"{length.name.replace('.', ' ')} kan meer dan {MOST_LENGTHS} duren hebben; geef grenzen")


@lru_cache(1)
def horizon() -> tuple[date, ...]:
    """Every day of the horizon."""
    return tuple(HORIZON_FIRST + count * DAY for count in range((HORIZON_LAST - HORIZON_FIRST).days + 1))


def period_days(begin: date, months: int, *, last_day: bool) -> int:
    """The days of a period of some months, under one reading of the end of the month."""
    end = (add_months_up if last_day else add_months)(begin, months)
    assert not isinstance(end, Fault)  # INVARIANT: the horizon lies well inside the calendar
    return days_between(begin, end)


@lru_cache(1024)
def every_length(months: int, *, last_day: bool) -> array[int]:
    """The days of a period of some months from every day of the whole horizon, worked out once.

    Every month has the days 1 to 28, so that a period from one of those is as long as one from the first of the month.
    """
    found = array("i")
    for day in horizon():
        found.append(found[-1] if 1 < day.day <= ALWAYS_THERE and found else period_days(day, months, last_day=last_day))
    return found


def lengths(since: date, months: int, *, last_day: bool) -> array[int]:
    """The days of a period of some months from every day of the horizon from a day on."""
    return every_length(months, last_day=last_day)[(since - HORIZON_FIRST).days :]


def month_end(room: Room, limit: MonthLimit, since: date) -> Result | None:
    """The first begin from which the two readings give different ends, and how many such days there are."""
    both = zip(lengths(since, limit.months, last_day=False), lengths(since, limit.months, last_day=True), strict=True)
    apart = [index for index, (shorter, longer) in enumerate(both) if shorter != longer]
    if not apart:
        return None
    begin = since + apart[0] * DAY
    ends = [begin + (period_days(begin, limit.months, last_day=last) - 1) * DAY for last in (False, True)]
    nl = (
        f"{in_words(limit.address)}: {limit.months} maanden vanaf {date_words(begin)} eindigen op {date_words(ends[0])} of op {date_words(ends[1])}, "
        f"naar gelang het einde van de maand wordt gelezen ({len(apart)} begindagen in de horizon)"
    )
    en = (
        f"{limit.address}: {limit.months} months from {begin} end on {ends[0]} or {ends[1]}, as the end of the month is read ({len(apart)} days in the horizon)"
    )
    facts = {"begin": begin, "einde (dag_ervoor)": ends[0], "einde (laatste_dag)": ends[1]}
    if not (ends_on(room, "dag_ervoor", begin, limit.months, ends[0]) and ends_on(room, "laatste_dag", begin, limit.months, ends[1])):
        return undecided(MONTH_END, limit.address, "het voorbeeld is niet bevestigd: dit is een fout in waterdicht")
    shown = Counterexample(facts, {}, {}, (), True)
    return Result(MONTH_END, Verdict.REFUTED, Severity.NOTE, limit.address, (), nl, en, shown, (limit.address,))


def ends_on(room: Room, reading: str, begin: date, months: int, end: date) -> bool:
    """Whether the reference and the generated Python both say that a period ends on a day, under one reading of the end of the month.

    That follows from nothing else in the law, so what is confirmed once need not be again.
    """
    asked = (reading, begin, months, end)
    if asked in CONFIRMED:
        return True
    last = period_end(Constant(begin, Scalar.DATE), Constant(months, Scalar.MONTHS))
    question = must("einde", apply(Op.EQ, Scalar.BOOL, last, Constant(end, Scalar.DATE)))
    if isinstance(show_case(room.under({"maandeinde": reading}), {}, (question,), ()), Broken):
        return False
    CONFIRMED.add(asked)
    return True


def consecutive(room: Room, limits: tuple[MonthLimit, ...], since: date) -> Iterator[Result | None]:
    """Two limits on periods that follow each other: the largest excess when the second is counted from its own first day."""
    derived = room.built.world.words.derived
    for second in limits:
        previous = derived[second.subject][0].continues if second.subject in derived else ""
        for first in limits:
            if first.subject == previous and first.decision == second.decision:
                yield counted_anew(room, first, second, since)


def counted_anew(room: Room, first: MonthLimit, second: MonthLimit, since: date) -> Result | None:
    """Complete enumeration: every first day, every day on which the first period can end (later ones through days that do not count)."""
    cells, worst = [], (0, HORIZON_FIRST, HORIZON_FIRST)
    for last_day in (False, True):
        found = largest_anew(first.months, second.months, since, last_day=last_day)
        option = "laatste_dag" if last_day else "dag_ervoor"
        cells.append(Cell((("maandeinde", option), ("verlenging", "herbegin")), Verdict.REFUTED if found[0] > 0 else Verdict.PROVED, None, found[0]))
        worst = found if not last_day else worst
    if worst[0] <= 0:
        return None
    days, begin, again = worst
    total = first.months + second.months
    nl = (
        f"{in_words(second.address)}: {first.months} en {second.months} maanden opnieuw geteld duren samen ten hoogste {days} {'dag' if days == 1 else 'dagen'} langer dan {total} maanden, "
        f"bijvoorbeeld vanaf {date_words(begin)} met het vervolg vanaf {date_words(again)}"
    )
    en = f"{second.address}: {first.months} and {second.months} months counted anew last at most {days} day(s) longer than {total} months, for example from {begin}, continued from {again}"
    starts = ((begin, first.months), (again, second.months), (begin, total))
    ends = [day + (period_days(day, months, last_day=False) - 1) * DAY for day, months in starts]
    if not all(ends_on(room, "dag_ervoor", day, months, end) for (day, months), end in zip(starts, ends, strict=True)):
        return undecided(CONSECUTIVE, second.address, "het voorbeeld is niet bevestigd: dit is een fout in waterdicht")
    shown = Counterexample({"begin": begin, "begin van het vervolg": again}, {}, {"verlenging": "herbegin", "maandeinde": "dag_ervoor"}, (), True)
    return Result(
        CONSECUTIVE, Verdict.REFUTED, Severity.NOTE, second.address, (first.address,), nl, en, shown, (first.address, second.address), (), tuple(cells)
    )


def largest_anew(first: int, second: int, since: date, *, last_day: bool) -> tuple[int, date, date]:
    """The largest excess in days over `first + second` months, with a first day and a first day of the continuation that give it.

    The continuation can begin on any later day, for days that do not count lengthen the first period; so the best one is a suffix maximum.
    """
    firsts, seconds, totals = (lengths(since, months, last_day=last_day) for months in (first, second, first + second))
    best: list[tuple[int, int]] = [(0, 0)] * (len(seconds) + 1)
    for index in range(len(seconds) - 1, -1, -1):
        best[index] = max((seconds[index], index), best[index + 1], key=lambda each: each[0])
    worst = (0, 0, 0)
    for index, counted in enumerate(firsts):
        if index + counted < len(seconds):
            most, again = best[index + counted]
            worst = max(worst, (counted + most - totals[index], index, again), key=lambda each: each[0])
    days, begin, continued = worst
    return days, since + begin * DAY, since + continued * DAY
