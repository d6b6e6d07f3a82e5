"""One self-contained HTML page: for a council that reads, prints and files it. No script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from waterdicht.cli.formats.items import Item, Report
from waterdicht.cli.formats.timeline import svg
from waterdicht.verifier.results import Severity

STYLE = """
:root{color-scheme:light dark;--rand:#8886;--goed:#1a7f37;--fout:#c62828;--let:#9a6700;--stil:#59636e}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}
h1{font-size:1.6rem}h2{border-bottom:2px solid var(--rand);margin-top:2.5rem}
nav ul{columns:2;padding-left:1.2rem}article{border-left:4px solid var(--rand);padding:.1rem 0 .1rem 1rem;margin:1rem 0;break-inside:avoid}
article.error,article.open{border-color:var(--fout)}article.warning{border-color:var(--let)}article.pass{border-color:var(--goed)}
article h3{font-size:1rem;margin:.2rem 0}code,pre{font-family:ui-monospace,monospace;font-size:.85rem}
pre{white-space:pre-wrap;border:1px solid var(--rand);border-radius:4px;padding:.6rem;margin:.4rem 0}
p.plaats{color:var(--stil);margin:.2rem 0;overflow-wrap:anywhere}summary{cursor:pointer}
svg{width:100%;max-width:44rem;font-size:12px}svg text{fill:currentColor}svg .periode{fill:#1f6feb}svg .dag{fill:var(--fout)}svg .klopt{fill:var(--goed)}
table{border-collapse:collapse}td,th{border:1px solid var(--rand);padding:.2rem .6rem;text-align:left}td.aantal{text-align:right}
a:focus-visible,summary:focus-visible{outline:3px solid #1f6feb}
@media print{nav{display:none}body{max-width:none;font-size:11pt}details>*{display:block}a{color:inherit;text-decoration:none}}
"""


def render(report: Report) -> str:
    """The page."""
    return "\n".join(lines(report))


def lines(report: Report) -> Iterator[str]:
    """Line by line."""
    nl = report.language == "nl"
    title = "Verslag van waterdicht" if nl else "Report of waterdicht"
    groups = [(name, list(group)) for name, group in groupby(report.items, key=lambda item: item.regulation)]
    yield f'<!doctype html>\n<html lang="{report.language}">\n<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
    yield f"<title>{title}</title><style>{STYLE}</style></head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{escape(report.summary)}</p>"
    yield from contents(report, groups, nl=nl)
    for name, items in groups:
        yield f'<section aria-labelledby="{anchor(name)}">\n<h2 id="{anchor(name)}">{escape(report.titles.get(name, name) or "waterdicht")}</h2>'
        for item in sorted(items, key=weight):
            yield from item_lines(item, report, nl=nl)
        yield "</section>"
    yield f"</main>\n<footer><p>waterdicht {escape(report.version)}</p></footer>\n</body>\n</html>"


def contents(report: Report, groups: list[tuple[str, list[Item]]], *, nl: bool) -> Iterator[str]:
    """A table of the regulations with how many results of each kind."""
    heads = ("Regeling", "Te bekijken", "Opmerkingen", "Aanvaard", "In orde") if nl else ("Regulation", "To look at", "Notes", "Accepted", "Fine")
    yield f"<table><caption>{'Overzicht' if nl else 'Overview'}</caption><thead><tr>{''.join(f'<th scope=col>{head}</th>' for head in heads)}</tr></thead><tbody>"
    for name, items in groups:
        notes = sum(is_note(item) for item in items)
        counts = (
            sum(item.reported for item in items) - notes, notes, sum(item.accepted is not None for item in items), sum(item.outcome == "pass" for item in items)
        )  # fmt: skip
        cells = "".join(f'<td class="aantal">{count}</td>' for count in counts)
        yield f'<tr><th scope="row"><a href="#{anchor(name)}">{escape(report.titles.get(name, name) or "waterdicht")}</a></th>{cells}</tr>'
    yield "</tbody></table>"


def item_lines(item: Item, report: Report, *, nl: bool) -> Iterator[str]:
    """One result: open when somebody has to look at it, else folded."""
    kind = "open" if item.outcome == "open" else item.severity.value if item.reported else "pass"
    yield f'<article class="{kind}"><h3>{escape(item.message)}</h3>'
    place = f" · {escape(item.place.file)}:{item.place.line}" if item.place.file else ""
    yield f'<p class="plaats"><code>{escape(item.rule)}</code> {escape("; ".join((item.address, *item.related)))}{place}</p>'
    if item.accepted is not None:
        yield f"<p><strong>{'Aanvaard' if nl else 'Accepted'}:</strong> {escape(item.accepted)}</p>"
    if item.details or item.timeline:
        shown = " open" if item.reported and not is_note(item) else ""
        picture = svg(item.timeline, report.language) if item.timeline else ""
        told = f"<pre>{escape(chr(10).join(item.details))}</pre>" if item.details else ""
        yield f"<details{shown}><summary>{'Uitleg' if nl else 'Explanation'}</summary>{picture}{told}</details>"
    yield "</article>"


def is_note(item: Item) -> bool:
    """Whether a finding is information only."""
    return item.reported and item.outcome == "fail" and item.severity is Severity.NOTE


def weight(item: Item) -> tuple[int, str, str]:
    """What somebody has to look at first; then theorems; then the rest."""
    rank = 0 if item.reported and not is_note(item) else 1 if item.rule == "stelling" else 2 if is_note(item) else 3 if item.accepted is not None else 4
    return rank, item.rule, item.address


def anchor(name: str) -> str:
    """The id of a regulation on the page."""
    return f"regeling-{name or 'geen'}"
