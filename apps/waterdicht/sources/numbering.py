"""Numbers that follow each other: which label may come after which, and what does not fit in an imported text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from waterdicht.compiler.addresses import child
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, Severity, diagnose
from waterdicht.sources.provisions import Form, Node, Provision, inside, step
from waterdicht.sources.xml_tree import spot

_LABEL = re.compile(r"(?P<front>(?:\d+\.)*)(?P<number>\d*)(?P<letters>[a-z]*)\*?")
_FIRST = frozenset(("1", "a", "i"))
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def follows(label: str, before: str) -> bool:
    """Whether a label may stand directly after another; `before` is empty at the start.

    After 10 come 11, 10a and 10*; after 10d come 10e, 10da and 11; after z comes aa, after aa bb or ab. In numbers with levels (5.3.1) only the
    last level is compared, and another front is always allowed: such texts are often only in part there.
    """
    new, old = _LABEL.fullmatch(label.lower()), _LABEL.fullmatch(before.lower())
    if new is None or old is None:
        return False
    if new["front"] != old["front"]:
        return True
    return label.lower() in (successors(old["number"], old["letters"], before) if before else _FIRST) or (not before and bool(new["front"]))


def successors(number: str, letters: str, before: str) -> set[str]:
    """What may come after a number with letters."""
    front = before[: before.rfind(".") + 1]
    found = {f"{before}*", f"{number}{letters}a", *(f"{number}{each}" for each in next_letters(letters))}
    if number:
        found.add(str(int(number) + 1))
    return {f"{before}*"} | {front + each for each in found}


def next_letters(letters: str) -> Iterator[str]:
    """What may come after letters in the alphabet of the law, at any of their lengths, and in Roman numerals."""
    if letters in _ROMAN[:-1]:
        yield _ROMAN[_ROMAN.index(letters) + 1]
    for length in range(1, len(letters) + 1):
        start, last = letters[: length - 1], letters[length - 1]
        if last != "z":
            yield start + chr(ord(last) + 1)
    if len(set(letters)) == 1:
        yield "a" * (len(letters) + 1) if letters[0] == "z" else chr(ord(letters[0]) + 1) * len(letters)


def check_numbers(nodes: tuple[Node, ...], allowed: Collection[str], form: Form, path: str) -> Iterator[Diagnostic]:
    """Where a number does not follow the one before it.

    In a text it is an error unless the recipe allows it (`sprongen`): a heading may have been missed. An XML file says itself what is an article,
    so there it is a note.
    """
    severity = Severity.ERROR if form in ("tekst", "opsomming") else Severity.NOTE
    for address, node, before in in_rows(every_article(nodes), ""):
        if node.kind != "streepje" and address not in allowed and not follows(node.label, before):
            place = spot(path, node.place.line, node.place.column)
            start, start_en = (before, before) if before else ("het begin", "the start")
            yield diagnose(Code.NUMBER_JUMPS, place, severity=severity, where=address, label=node.label, before=start, before_en=start_en)


def every_article(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """The articles of all chapters as one row: their numbers run on."""
    return tuple(article for node in nodes for article in (every_article(inside(node)) if node.kind == "hoofdstuk" else (node,)))


def in_rows(row: tuple[Node, ...], address: str) -> Iterator[tuple[str, Node, str]]:
    """Every node with its address and the label before it among its own kind in its row; empty for the first."""
    last: dict[str, str] = {}
    for node in row:
        here = child(address, step(node)) if address else step(node)
        yield here, node, last.get(node.kind, "")
        last[node.kind] = node.label
        yield from in_rows(inside(node), here)


def check_unique(provisions: tuple[Provision, ...], path: str) -> Iterator[Diagnostic]:
    """Addresses that occur twice. Which of the two is meant is for the recipe to say, never for the program."""
    first: dict[str, int] = {}
    for each in provisions:
        if each.address in first:
            place = spot(path, each.place.line, each.place.column)
            yield diagnose(Code.PROVISION_TWICE, place, where=each.address, line=first[each.address])
        first.setdefault(each.address, each.place.line)
