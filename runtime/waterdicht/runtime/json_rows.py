"""What generated functions read the JSON of a case with: they know JSON without a mistake only, and fall out on anything else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from operator import itemgetter
from typing import Any, Final

from waterdicht.runtime.calendar import FIRST_YEAR, LAST_YEAR
from waterdicht.runtime.compiled import TODAY, FallOut
from waterdicht.runtime.fact_types import FactType
from waterdicht.runtime.facts import usable
from waterdicht.runtime.facts_json import read_fact
from waterdicht.runtime.values import Period, Periods, normalise

_FIRST: Final = f"{FIRST_YEAR}-01-01"
_LAST: Final = f"{LAST_YEAR}-12-31"
to_day: Final = date.fromisoformat
"""The day of a text. It takes more forms than yyyy-mm-dd; of those, only this one has a dash as its eighth character."""


def values_of(names: tuple[str, ...]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """What takes the values of these facts out of an object, `deze_dag` left out; KeyError when one is missing."""
    wanted = [name for name in names if name != TODAY]
    match wanted:
        case []:
            return lambda _: ()
        case [name]:
            return lambda data: (data[name],)
        case _:
            return itemgetter(*wanted)


def read_spells(data: list[Any]) -> Periods:
    """The days of a list of periods and single days; one of SURPRISES when there is anything wrong with one."""
    found: list[Period] = []
    for each in data:
        if type(each) is str:
            first = last = each
        elif type(each) is dict and len(each) == 2:
            first, last = each["van"], each["tot_en_met"]
        else:
            raise FallOut
        # Texts of this form are in the order of their days.
        if type(first) is not str or type(last) is not str or first[7] != "-" or last[7] != "-" or not _FIRST <= first <= last <= _LAST:
            raise FallOut
        found.append(Period(to_day(first), to_day(last)))
    return tuple(found) if len(found) == 1 else normalise(found)


def read_known(data: Any, type_: FactType) -> Any:
    """The value of one fact as `facts_json` reads it; FallOut when it is wrong, or has something unknown in it."""
    value, errors = read_fact(data, type_)
    if errors or not usable(value, type_):
        raise FallOut
    return value
