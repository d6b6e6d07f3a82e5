"""The dates of a case as rows to draw: a stretch for each period and each day. What is drawn is decided here, for every kind of picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from waterdicht.cli.console import Language
from waterdicht.runtime.values import Period
from waterdicht.runtime.words import date_words
from waterdicht.verifier.results import Result

NEAR = timedelta(days=5 * 366)
"""Days further from the day of the case (a birthday) are not drawn: they would make all else too small to see."""

TODAY = "deze_dag"
NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period with both ends in it, or a single day, and what it is; `fine` when it is so in the nearest case in which there is nothing wrong."""

    label: str
    begin: date
    end: date
    fine: bool = False


def timeline_of(result: Result) -> tuple[Stretch, ...]:
    """What is drawn of a result: its case, with what is otherwise in the nearest case that is fine."""
    case, nearest = result.counterexample, result.nearest
    if case is None:
        return ()
    changed: dict[str, Any] = {}
    if nearest is not None:
        changed = {each.name: each.after for each in nearest.changes}
        changed |= {name: period for name, period in nearest.case.periods.items() if case.periods.get(name) != period}
    return stretches({**case.facts, **case.periods}, changed)


def dates_matter(result: Result) -> bool:
    """Whether the dates of a case bear on its result, as far as can be seen.

    They do where the nearest case that is fine has others, where the case is nothing but dates, and where a condition of the provisions concerned names one.
    """
    case, concerned = result.counterexample, {result.subject, *result.related, *result.core}
    if case is None:
        return False
    dated = [name for name, value in {**case.facts, **case.periods}.items() if name != TODAY and any(ends_of(value))]
    if result.nearest is not None and any(any(ends_of(value)) for each in result.nearest.changes for value in (each.before, each.after)):
        return True
    said = " ".join(each.words for each in case.conditions if each.address in concerned)
    return bool(dated) and (set(case.facts) <= {*dated, TODAY} or any(name in said for name in dated))


def stretches(facts: Mapping[str, Any], changed: Mapping[str, Any] = NOTHING) -> tuple[Stretch, ...]:
    """The periods and days of a case that lie near its own day, in order of time; none where there is nothing to compare.

    `changed` has what is otherwise in a case that is fine.
    """
    centre = facts.get(TODAY)
    near = [each for each in drawn(facts, fine=False) if is_near(each, centre)]
    if not (any(each.begin < each.end for each in near) or len(near) > 1):
        return ()
    near += [each for each in drawn(changed, fine=True) if is_near(each, centre)]
    return tuple(sorted(near, key=lambda each: (each.begin, each.end, each.label, each.fine)))


def drawn(facts: Mapping[str, Any], *, fine: bool) -> Iterator[Stretch]:
    """Everything in some facts that can be drawn."""
    for name, value in facts.items():
        for begin, end in ends_of(value):
            yield Stretch(name.replace("_", " ").replace(".", " "), begin, end, fine)


def is_near(each: Stretch, centre: object) -> bool:
    """Whether a stretch lies near the day of the case, if that is known."""
    return not isinstance(centre, date) or (each.begin >= centre - NEAR and each.end <= centre + NEAR)


def ends_of(value: object) -> Iterator[tuple[date, date]]:
    """The first and last day of what can be drawn."""
    match value:
        case Period(begin, end) if begin <= end:
            yield begin, end
        case date():
            yield value, value
        case tuple():
            for each in value:
                if isinstance(each, Period):
                    yield from ends_of(each)
        case _:
            pass


def label_words(each: Stretch, language: Language) -> str:
    """What a stretch is, and that it is fine so."""
    return each.label + ((" (klopt)" if language == "nl" else " (fine)") if each.fine else "")


def days_words(each: Stretch, language: Language) -> str:
    """The days of a stretch in words."""
    begin, end = date_words(each.begin, language), date_words(each.end, language)
    return begin if begin == end else f"{begin} {'tot en met' if language == 'nl' else 'to'} {end}"


def shortened(text: str, most: int = 34) -> str:
    """A label that fits beside the bars."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
