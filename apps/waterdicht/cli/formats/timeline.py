"""The dates of a case as a picture in a page: a bar for each period, a mark for each day, with the text for who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from waterdicht.cli.console import Language
from waterdicht.cli.timeline import Stretch, days_words, label_words, shortened
from waterdicht.runtime.words import date_words

WIDTH, LEFT, ROW, TOP = 640, 220, 26, 30


def svg(drawn: tuple[Stretch, ...], language: Language) -> str:
    """The picture, to stand in an HTML page."""
    first, last = min(each.begin for each in drawn), max(each.end for each in drawn)
    scale = (WIDTH - LEFT - 20) / max(1, (last - first).days + 1)
    height = TOP + ROW * len(drawn) + 8
    title = "Tijdlijn" if language == "nl" else "Timeline"
    told = "; ".join(f"{label_words(each, language)}: {days_words(each, language)}" for each in drawn)
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
    kind = ("dag" if each.begin == each.end else "periode") + (" klopt" if each.fine else "")
    yield f'<text x="{LEFT - 8}" y="{y + 15:g}" text-anchor="end">{escape(shortened(label_words(each, language)))}</text>'
    yield f'<rect class="{kind}" x="{x:.1f}" y="{y + 3:g}" width="{max(3.0, width):.1f}" height="16" rx="3">'
    yield f"<title>{escape(f'{label_words(each, language)}: {days_words(each, language)}')}</title></rect>"
