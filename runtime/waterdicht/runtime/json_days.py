"""Days by their JSON form, remembered: reading the same few thousand dates again and again is most of the work of checking facts."""

from __future__ import annotations

from typing import Any, Final

from waterdicht.runtime.fact_types import FactType
from waterdicht.runtime.facts_json import read_facts
from waterdicht.runtime.values import ABSENT


class Days(dict[Any, Any]):
    """The day of a JSON string as `facts_json` reads it; ABSENT for None. ValueError for anything that is no day of the calendar.

    Filled as days are met: at most the 109,207 days that exist.
    """

    def __missing__(self, text: Any) -> Any:
        facts, errors = read_facts({"d": text}, {"d": FactType("datum")})
        if errors:
            raise ValueError(errors[0].code)
        self[text] = facts["d"]
        return facts["d"]


DAYS: Final = Days({None: ABSENT})
