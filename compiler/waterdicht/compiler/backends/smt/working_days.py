"""Working days: the first one from a day on, and how many there are up to a day, as balanced choices over the holiday table.

The lemmas (how far the next working day can be, and that it keeps order) are computed from the same table.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from waterdicht.compiler.backends.smt.encoding import Command, Encoding, Kind, assume, declare, fresh, relate
from waterdicht.compiler.backends.smt.text import conj, eq, implies, integer, le, plus, symbol
from waterdicht.runtime.deadline import non_working_runs
from waterdicht.runtime.holidays import FIRST_DAY, LAST_DAY

FIRST_TABLED = FIRST_DAY.toordinal()
LAST_TABLED = LAST_DAY.toordinal()
SATURDAY = 6
"""The remainder by 7 of the day number of a Saturday; of a Sunday it is 0. The same as `date.isoweekday() % 7`."""


def longest_run() -> int:
    """The number of days of the longest run without a working day, weekends among them."""
    return max(2, *((run.end - run.begin).days + 1 for run in non_working_runs()))


def next_working(encoding: Encoding, text: str) -> str:
    """The first working day from a day number on: exact by the table, or free under the lemmas."""
    key = ("next_working", text)
    if key not in encoding.script.memory:
        encoding.script.memory[key] = _declare_next_working(encoding, text)
    return str(encoding.script.memory[key])


def _declare_next_working(encoding: Encoding, text: str) -> str:
    found = declare(encoding, fresh(encoding, "w"), "Int")
    assume(encoding, conj(le(text, found), le(found, plus(text, longest_run()))), found)
    earlier = encoding.script.memory.setdefault(("next_workings",), [])
    assert isinstance(earlier, list)
    for other, following in earlier:
        for (low, low_next), (high, high_next) in (((other, following), (text, found)), ((text, found), (other, following))):
            relate(encoding, implies(le(low, high), le(low_next, high_next)))
            relate(encoding, implies(conj(le(low, high), le(high, low_next)), eq(low_next, high_next)))
    earlier.append((text, found))
    assume(encoding, eq(found, f"({table_function(encoding, 'next_working')} {text} {week_and_weekday(encoding, text)[1]})"), found, exact=True)
    return found


def week_and_weekday(encoding: Encoding, text: str) -> tuple[str, str]:
    """Weeks from Sunday to Saturday and the day in the week (0 is Sunday): text = 7 week + weekday. Exact only."""
    key = ("week", text)
    if key not in encoding.script.memory:
        week, rest = (declare(encoding, fresh(encoding, hint), "Int") for hint in ("week", "weekdag"))
        assume(encoding, conj(eq(text, f"(+ (* 7 {week}) {rest})"), le("0", rest), le(rest, "6")), week, rest, exact=True)
        encoding.script.memory[key] = (week, rest)
    found = encoding.script.memory[key]
    assert isinstance(found, tuple)
    return found


def working_rank(encoding: Encoding, text: str) -> str:
    """The number of working days of the table up to and including a day number that lies in it: exact by the table, or free."""
    key = ("working_rank", text)
    if key not in encoding.script.memory:
        found = declare(encoding, fresh(encoding, "rang"), "Int")
        week, rest = week_and_weekday(encoding, text)
        weekdays = f"(+ (* 5 {week}) (ite (= {rest} {SATURDAY}) 5 {rest}) {integer(-weekdays_until(FIRST_TABLED - 1))})"
        assume(encoding, eq(found, f"(- {weekdays} ({table_function(encoding, 'holidays_until')} {text}))"), found, exact=True)
        encoding.script.memory[key] = found
    return str(encoding.script.memory[key])


def weekdays_until(ordinal: int) -> int:
    """The number of days from Monday to Friday up to a day number, holidays or not."""
    week, rest = divmod(ordinal, 7)
    return 5 * week + min(rest, 5)


@cache
def count_of_working_days() -> int:
    """The number of working days in the table."""
    return weekdays_until(LAST_TABLED) - weekdays_until(FIRST_TABLED - 1) - len(holidays_in_the_week())


@cache
def holidays_in_the_week() -> tuple[int, ...]:
    """The day numbers of the non-working days from Monday to Friday, in order."""
    closed = (ordinal for run in non_working_runs() for ordinal in range(run.begin.toordinal(), run.end.toordinal() + 1))
    return tuple(ordinal for ordinal in closed if ordinal % 7 not in (SATURDAY, 0))


def table_function(encoding: Encoding, name: Literal["next_working", "holidays_until"]) -> str:
    """The name of a function that reads the holiday table, written when first used."""
    function = symbol(f"{encoding.prefix}!{name}")
    if ("table", name) not in encoding.script.memory:
        parameters, body = ("(n Int) (r Int)", _next_working_table()) if name == "next_working" else ("(n Int)", _holidays_table())
        encoding.script.commands.append(Command(Kind.DECLARE, f"(define-fun {function} ({parameters}) Int {body})", (function,)))
        encoding.script.memory["table", name] = function
    return function


@cache
def _next_working_table() -> str:
    """Past the exceptional run that holds day n, else past the weekend."""
    runs = tuple((run.begin.toordinal(), run.end.toordinal()) for run in non_working_runs())
    return _run_tree(runs, f"(ite (= r {SATURDAY}) (+ n 2) (ite (= r 0) (+ n 1) n))")


def _run_tree(runs: tuple[tuple[int, int], ...], weekend: str) -> str:
    if len(runs) == 1:
        ((begin, end),) = runs
        return f"(ite (and (<= {begin} n) (<= n {end})) {end + 1} {weekend})"
    middle = len(runs) // 2
    return f"(ite (< n {runs[middle][0]}) {_run_tree(runs[:middle], weekend)} {_run_tree(runs[middle:], weekend)})"


@cache
def _holidays_table() -> str:
    """The number of holidays in the week up to and including day n."""
    return _step_tree(holidays_in_the_week(), 0)


def _step_tree(steps: tuple[int, ...], before: int) -> str:
    if not steps:
        return str(before)
    middle = len(steps) // 2
    return f"(ite (< n {steps[middle]}) {_step_tree(steps[:middle], before)} {_step_tree(steps[middle + 1 :], before + middle + 1)})"
