"""The dates of a case as a picture in the terminal: bars on a scale of months, marks for days, and the day of the case through all rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from waterdicht.cli.console import Console, Language
from waterdicht.cli.timeline import TODAY, Stretch, label_words, shortened

MONTHS = {
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
"""Months between two labels of the scale: the first of these with which they do not touch."""
LABEL, DAYS, NARROWEST = 30, 24, 24
"""Columns for what a row is, for its days in figures, and the fewest for the picture itself: where there are fewer, the days are left out."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What a picture is made of."""

    period: str
    fine: str
    day: str
    today: str
    line: str
    tick: str


DRAWN = Signs("█", "░", "◆", "┊", "─", "┬")
PLAIN = Signs("#", "=", "*", ":", "-", "+")
"""For output that cannot hold every sign."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The whole months from `start` up to `stop` on so many columns."""

    start: date
    stop: date
    columns: int

    def column(self, day: date) -> int:
        """The column of a day, from 0."""
        return (day - self.start).days * self.columns // (self.stop - self.start).days


def timeline_lines(rows: tuple[Stretch, ...], console: Console) -> Iterator[str]:
    """The picture; no line is wider than the console."""
    if not rows:
        return
    signs = DRAWN if console.unicode else PLAIN
    label = min(LABEL, max(8, console.width - 8 - NARROWEST), max(len(label_words(each, console.language)) for each in rows))
    days = DAYS if console.width - 6 - label - 2 - DAYS >= NARROWEST else 0
    columns = max(NARROWEST, console.width - 6 - label - 2 - days)
    scale = Scale(first_of_month(min(each.begin for each in rows)), after_month(max(each.end for each in rows)), columns)
    today = next((scale.column(each.begin) for each in rows if each.label == TODAY.replace("_", " ") and not each.fine), None)
    before = " " * (6 + label + 2)
    yield f"    {console.words('Tijdlijn', 'Timeline')}:"
    yield from ((before + line).rstrip() for line in axis(scale, signs, console.language))
    for each in rows:
        said = shortened(label_words(each, console.language), label)
        figures = f"  {in_figures(each)}" if days else ""
        yield f"      {said if console.unicode else said.replace('…', '.'):<{label}}  {row(each, scale, signs, today)}{figures}".rstrip()


def axis(scale: Scale, signs: Signs, language: Language) -> tuple[str, str]:
    """The names of months, and below them a line with a tick at the first day of each that is named."""
    width = len(month_words(scale.start, language)) + 2
    months = months_between(scale.start, scale.stop)
    step = next((step for step in STEPS if scale.columns * step // len(months) >= width), STEPS[-1])
    names, line = [" "] * scale.columns, [signs.line] * scale.columns
    for month in months[::step]:
        place, name = scale.column(month), month_words(month, language)
        line[place] = signs.tick
        if place + len(name) <= scale.columns:
            names[place : place + len(name)] = name
    return "".join(names), "".join(line)


def row(each: Stretch, scale: Scale, signs: Signs, today: int | None) -> str:
    """One row: a bar or a mark, and the day of the case where nothing else stands."""
    cells = [" "] * scale.columns
    if today is not None:
        cells[today] = signs.today
    begin, end = scale.column(each.begin), scale.column(each.end)
    sign = signs.day if each.begin == each.end else signs.fine if each.fine else signs.period
    cells[begin : end + 1] = sign * (end - begin + 1)
    return "".join(cells)


def in_figures(each: Stretch) -> str:
    """The days of a stretch, short: `1-3-2024 - 31-8-2024`."""
    begin, end = (f"{day.day}-{day.month}-{day.year}" for day in (each.begin, each.end))
    return begin if each.begin == each.end else f"{begin} - {end}"


def months_between(start: date, stop: date) -> list[date]:
    """The first day of every month from one up to another."""
    found = [start]
    while (following := after_month(found[-1])) < stop:
        found.append(following)
    return found


def first_of_month(day: date) -> date:
    """The first day of the month of a day."""
    return day.replace(day=1)


def after_month(day: date) -> date:
    """The first day of the month after that of a day."""
    return first_of_month(first_of_month(day) + timedelta(days=31))


def month_words(month: date, language: Language) -> str:
    """A month, short: `mrt 2024`."""
    return f"{MONTHS[language][month.month - 1]} {month.year}"
