"""What generated functions read the JSON of a case with: they know JSON without a mistake only, and fall out on anything else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from operator import itemgetter
from typing import Any, Final

from waterdicht.runtime.compiled import TODAY, FallOut
from waterdicht.runtime.fact_types import FactType
from waterdicht.runtime.facts import usable
from waterdicht.runtime.facts_json import read_fact

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


def read_known(data: Any, type_: FactType) -> Any:
    """The value of one fact as `facts_json` reads it; FallOut when it is wrong, or has something unknown in it."""
    value, errors = read_fact(data, type_)
    if errors or not usable(value, type_):
        raise FallOut
    return value
