"""The dates of a case as a picture: a bar for each period, a mark for each day, with the text for who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Any

from waterdicht.cli.console import Language
from waterdicht.runtime.values import Period
from waterdicht.runtime.words import date_words

NEAR = timedelta(days=5 * 366)
"""Days further from the day of the case (a birthday) are not drawn: they would make all else too small to see."""

TODAY = "deze_dag"
WIDTH, LEFT, ROW, TOP = 640, 220, 26, 30


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period with both ends in it, or a single day, and what it is."""

    label: str
    begin: date
    end: date


def stretches(facts: Mapping[str, Any]) -> tuple[Stretch, ...]:
    """The periods and days of a case that lie near its own day, in order of time; none where there is nothing to compare."""
    found = [Stretch(name.replace("_", " ").replace(".", " "), *ends) for name, value in facts.items() for ends in ends_of(value)]
    centre = facts.get(TODAY)
    near = [each for each in found if not isinstance(centre, date) or (each.begin >= centre - NEAR and each.end <= centre + NEAR)]
    near.sort(key=lambda each: (each.begin, each.end, each.label))
    return tuple(near) if any(each.begin < each.end for each in near) or len(near) > 1 else ()


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


def svg(drawn: tuple[Stretch, ...], language: Language) -> str:
    """The picture, to stand in an HTML page."""
    first, last = min(each.begin for each in drawn), max(each.end for each in drawn)
    scale = (WIDTH - LEFT - 20) / max(1, (last - first).days + 1)
    height = TOP + ROW * len(drawn) + 8
    title = "Tijdlijn" if language == "nl" else "Timeline"
    told = "; ".join(f"{each.label}: {days_words(each, language)}" for each in drawn)
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(f"{title}: {told}", quote=True)}">',
        f'<text x="{LEFT}" y="16">{escape(date_words(first, language))}</text>',
        f'<text x="{WIDTH - 20}" y="16" text-anchor="end">{escape(date_words(last, language))}</text>',
    ]
    for row, each in enumerate(drawn):
        parts += bar(each, TOP + ROW * row, LEFT + (each.begin - first).days * scale, ((each.end - each.begin).days + 1) * scale, language)
    return "".join([*parts, "</svg>"])


def bar(each: Stretch, y: float, x: float, width: float, language: Language) -> Iterator[str]:
    """One row: its label, and a bar or a mark; the exact days show on pointing at it."""
    kind = "dag" if each.begin == each.end else "periode"
    yield f'<text x="{LEFT - 8}" y="{y + 15:g}" text-anchor="end">{escape(shortened(each.label))}</text>'
    yield f'<rect class="{kind}" x="{x:.1f}" y="{y + 3:g}" width="{max(3.0, width):.1f}" height="16" rx="3">'
    yield f"<title>{escape(f'{each.label}: {days_words(each, language)}')}</title></rect>"


def days_words(each: Stretch, language: Language) -> str:
    """The days of a stretch in words."""
    begin, end = date_words(each.begin, language), date_words(each.end, language)
    return begin if begin == end else f"{begin} {'tot en met' if language == 'nl' else 'to'} {end}"


def shortened(text: str, most: int = 34) -> str:
    """A label that fits beside the bars."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
