"""The coverage of source texts for a reader: for each regulation a bar, the figures, and the reasons."""

from __future__ import annotations

from collections.abc import Iterator

from waterdicht.cli.check import counted
from waterdicht.cli.console import Colour, Console
from waterdicht.compiler.addresses import in_words
from waterdicht.sources.account import Account, Row
from waterdicht.sources.figures import Figures, by_kind, by_reason, figures, percentage, shares
from waterdicht.sources.standing import Standing

WIDTH = 60
_LONGEST = 100
_MOST = 6
_SIGNS: tuple[tuple[str, Colour], ...] = (("█", "green"), ("▒", "yellow"), ("░", "faint"), ("·", "red"))
"""How formalised, declared, unknown and missing lids are drawn."""


def coverage_text(accounts: tuple[Account, ...], not_bound: tuple[str, ...], without_policy: tuple[str, ...], console: Console, *, listed: bool) -> str:
    """The whole report."""
    words = console.words
    blocks = ["\n".join(account_lines(each, console, listed=listed)) for each in accounts]
    if not_bound:
        blocks.append(f"{words('Niet aan een bron gebonden', 'Not bound to a source')}: {', '.join(not_bound)}")
    if without_policy:
        blocks.append(f"{words('Recept zonder regeling', 'Recipe without a policy')}: {', '.join(without_policy)}")
    if accounts:
        legend = zip(_SIGNS, names(console), strict=True)
        blocks.append("  ".join(f"{console.paint(sign, colour)} {name}" for (sign, colour), name in legend))
        blocks.append(total_line(figures(accounts), console))
    return "\n\n".join(blocks)


def names(console: Console) -> tuple[str, str, str, str]:
    """What each kind of lid is called."""
    words = console.words
    return (
        words("geformaliseerd", "formalised"),
        words("niet geformaliseerd, met reden", "not formalised, with a reason"),
        words("tekst onbekend", "text unknown"),
        words("ontbreekt", "missing"),
    )


def account_lines(held: Account, console: Console, *, listed: bool) -> Iterator[str]:
    """One regulation."""
    words, number = console.words, figures((held,))
    yield console.paint(f"{held.version.document.title} ({held.name})", "bold")
    counts = (number.formalised, number.declared, number.text_unknown, number.missing)
    yield "  " + "".join(console.paint(sign * cells, colour) for (sign, colour), cells in zip(_SIGNS, shares(counts, WIDTH), strict=True) if cells)
    if held.known_in_part:
        yield f"  {words('bron gedeeltelijk bekend', 'source known in part')}: {held.known_in_part}"
    for name, count in zip(names(console), counts, strict=True):
        if count:
            partly = words(f"  waarvan {number.partly} ten dele", f"  of which {number.partly} in part") if count == number.formalised and number.partly else ""
            yield f"  {name:<34}{count:>5}{percentage(count, number.lids):>5}%{partly if name == names(console)[0] else ''}"
        if name == names(console)[1]:
            yield from reasons(held, console, listed=listed)
    yield f"  {summary(number, console)}"
    yield from (f"  {words('niet in de bron', 'not in the source')}: {in_words(f'{held.name}/{lid.address}')}" for lid in held.unbound)
    if listed:
        yield from (row_line(row, held, console) for row in held.rows if row.standing is not Standing.FORMALISED)


def reasons(held: Account, console: Console, *, listed: bool) -> Iterator[str]:
    """Why lids are not formalised: declared kinds first, then other reasons; of many only the first, unless every lid is listed anyway."""
    for kind, count in by_kind(held.rows):
        yield f"    {kind:<32}{count:>5}"
    others = by_reason(held.rows)
    shown = others if listed else others[:_MOST]
    yield from (f"    {count:>5}  {short(reason)}" for reason, count in shown)
    if len(others) > len(shown):
        left = len(others) - len(shown)
        yield f"           {console.words(f'… en nog {left} redenen (--list)', f'… and {left} more reasons (--list)')}"


def short(text: str) -> str:
    """A text on one line of a terminal."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def summary(number: Figures, console: Console) -> str:
    """How much is accounted for, and how much of what can be computed is formalised."""
    words = console.words
    lids = counted(number.lids, words("lid", "paragraph"), words("leden", "paragraphs"))
    accounted = f"{number.accounted} {words('van', 'of')} {lids} {words('verantwoord', 'accounted for')}"
    computable = words("met berekenbare inhoud geformaliseerd", "with computable content formalised")
    formalised = f"{number.formalised} {words('van', 'of')} {number.computable} {computable}"
    return f"{accounted} ({percentage(number.accounted, number.lids)}%); {formalised} ({percentage(number.formalised, number.computable)}%)"


def total_line(number: Figures, console: Console) -> str:
    """All regulations together."""
    line = f"{console.words('Samen', 'Together')}: {summary(number, console)}"
    if number.unbound:
        line += f"; {number.unbound} {console.words('niet in de bron', 'not in the source')}"
    return console.paint(line, "red" if number.missing or number.unbound else "green")


def row_line(row: Row, held: Account, console: Console) -> str:
    """One lid that is not formalised."""
    where = in_words(f"{held.name}/{row.source.address}")
    standing = names(console)[(Standing.FORMALISED, Standing.DECLARED, Standing.TEXT_UNKNOWN, Standing.MISSING).index(row.standing)]
    why = f": {'; '.join(row.reasons)}" if row.reasons else ""
    return f"  - {where}: {standing}{why}"
