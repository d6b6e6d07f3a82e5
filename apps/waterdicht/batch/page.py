"""The overview of many cases as one HTML page: a plot of the outcomes and the tables behind it, without anything from elsewhere."""

from __future__ import annotations

from html import escape

from waterdicht.batch.summary import Summary, by_provision, in_order

BAR, GAP, LEFT, WIDTH = 24, 10, 230, 420
STYLE = "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}table{border-collapse:collapse}th,td{border:1px solid #767676;padding:.25rem .75rem;text-align:left}td.n{text-align:right}svg{max-width:100%;height:auto}"


def page(summary: Summary, title: str, subtitle: str) -> str:
    """The page, in Dutch: the words of the law are Dutch."""
    parts = [f"<h1>{escape(title)}</h1><p>{escape(subtitle)}</p>", plot(in_order(summary)), "<h2>Uitkomsten</h2>", outcomes(summary)]
    if summary.faults or summary.wrong:
        parts += [f"<h2>Rijen met fouten: {summary.wrong}</h2>", faults(summary)]
    body = "\n".join(parts)
    return f'<!DOCTYPE html>\n<html lang="nl">\n<head><meta charset="utf-8"><title>{escape(title)}</title><style>{STYLE}</style></head>\n<body><main>\n{body}\n</main></body>\n</html>\n'


def plot(counted: list[tuple[str, int]]) -> str:
    """Bars with their numbers beside them; what they show is said in words too."""
    most = max((count for _, count in counted), default=1)
    height = len(counted) * (BAR + GAP) + GAP
    words = "; ".join(f"{name}: {count}" for name, count in counted) or "geen"
    bars = "".join(bar(place, name, count, most) for place, (name, count) in enumerate(counted))
    return (
        f'<svg role="img" aria-labelledby="plot-titel plot-tekst" viewBox="0 0 {LEFT + WIDTH + 130} {height}" font-family="sans-serif" font-size="15">'
        f'<title id="plot-titel">Aantal gevallen per uitkomst</title><desc id="plot-tekst">{escape(words)}</desc>{bars}</svg>'
    )


def bar(place: int, name: str, count: int, most: int) -> str:
    """One bar."""
    top = GAP + place * (BAR + GAP)
    wide = max(1, round(WIDTH * count / most))
    middle = top + BAR - 7
    return (
        f'<text x="{LEFT - 10}" y="{middle}" text-anchor="end">{escape(name)}</text>'
        f'<rect x="{LEFT}" y="{top}" width="{wide}" height="{BAR}" fill="#154273"/><text x="{LEFT + wide + 8}" y="{middle}">{count}</text>'
    )


def outcomes(summary: Summary) -> str:
    """Every outcome with the provisions that decided."""
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(address) or "-"}</td><td class="n">{count}</td></tr>'
        for name, _ in in_order(summary)
        for address, count in by_provision(summary, name)
    )
    return (
        f'<table><thead><tr><th scope="col">uitkomst</th><th scope="col">bepalingen</th><th scope="col">gevallen</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def faults(summary: Summary) -> str:
    """What was wrong with rows, by column."""
    rows = "".join(
        f'<tr><th scope="row">{escape(column)}</th><td>{escape(code)}</td><td class="n">{count}</td></tr>'
        for (column, code), count in sorted(summary.faults.items())
    )
    return f'<table><thead><tr><th scope="col">kolom</th><th scope="col">code</th><th scope="col">rijen</th></tr></thead><tbody>{rows}</tbody></table>'
