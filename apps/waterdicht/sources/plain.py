"""Plain text as provisions: headings and labels at the start of lines give the structure, all other lines go on with what came before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from waterdicht.sources.labels import ARTICLE, DASH, ITEM, LID, Label, chapter_or_article, deeper, item, lid
from waterdicht.sources.provisions import Kind, Node, Place

_VARIANT = re.compile(r"Variant \d+")
_END = re.compile(r"Aldus (?:vastgesteld|besloten)\b.*")
REPEALED = re.compile(r"[\[(]?vervallen[\])]?\.?", re.IGNORECASE)
_HANGING = 3
"""How much further than its label the text of a provision is indented, where a list is followed by text of the provision itself."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file, as it stands there, with its number."""

    number: int
    text: str


@dataclass(slots=True)
class _Growing:
    """A provision that lines are still added to."""

    kind: Kind
    label: str
    rank: int
    place: Place
    indent: int
    title: str = ""
    parts: list[str | _Growing] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """How far the reading is: `open` are the provisions that are not finished, outermost first."""

    only_headings: re.Pattern[str] | None
    open: list[_Growing]
    blank: bool = False
    in_title: bool = False
    variant: bool = False


def read_lines(lines: Iterable[Line], headings: str = "", under: tuple[tuple[Kind, str], ...] = ()) -> tuple[Node, ...]:
    """The provisions in some lines. Text before the first heading, and after `Aldus vastgesteld`, is left out.

    `headings` is a pattern that every heading starts with, for texts in which it is certain what is one. `under` is the provision in which the
    lines stand, as (kind, label) from the article on, for lines that have no heading of their own.
    """
    reader = _Reader(re.compile(headings) if headings else None, [_Growing("hoofdstuk", "", -1, Place(1), -1)])
    for line in lines:
        if not reader.open[1:] and under:
            open_under(reader, under, Place(line.number))
        text = " ".join(line.text.split())
        if _END.fullmatch(text):
            break
        if text:
            take(reader, text, line)
        reader.blank = not text
    return tuple(frozen(part) for part in reader.open[0].parts if not isinstance(part, str))


def open_under(reader: _Reader, under: tuple[tuple[Kind, str], ...], place: Place) -> None:
    """Begin inside a provision."""
    ranks: dict[str, int] = {"artikel": ARTICLE, "punt": ARTICLE, "lid": LID, "onderdeel": ITEM}
    for kind, label in under:
        enter(reader, Label(kind, ranks.get(kind, DASH - 1), label, ""), place, 0)


def take(reader: _Reader, text: str, line: Line) -> None:
    """Add one line of text to what is read."""
    indent = len(line.text.rstrip()) - len(line.text.strip())
    place = Place(line.number, indent + 1)
    heading = heading_of(reader, text)
    if heading is not None:
        enter(reader, heading, place, indent)
        reader.open[-1].title = heading.rest
        reader.in_title = reader.only_headings is None
        reader.variant = False
        return
    label = label_of(reader, text) if len(reader.open) > 1 and reader.open[-1].rank >= ARTICLE else None
    if reader.in_title and label is None and goes_on(reader.open[-1].title, text):
        reader.open[-1].title = joined(filter(None, (reader.open[-1].title, text)))
        return
    reader.in_title = False
    if _VARIANT.fullmatch(text) and len(reader.open) > 1:
        # Of the variants of an article each lid is one provision, with the texts of all variants.
        close_to(reader, ARTICLE)
        reader.variant = True
    elif label is not None:
        enter(reader, label, place, indent)
        add(reader.open[-1], label.rest)
    elif len(reader.open) > 1:
        add(whose(reader, text, indent), text)


def heading_of(reader: _Reader, text: str) -> Label | None:
    """The heading that a line is, if it is one."""
    if reader.only_headings is None:
        return chapter_or_article(text)
    match = reader.only_headings.match(text)
    return chapter_or_article(text[match.end() :]) if match else None


def goes_on(title: str, text: str) -> bool:
    """Whether a line belongs to the title before it: there is none yet, or the line goes on in lower case or between brackets."""
    return not REPEALED.fullmatch(text) and (not title or text[0].islower() or text[0] == "(")


def label_of(reader: _Reader, text: str) -> Label | None:
    """What a line inside an article begins with, as far as it can be a label there."""
    if reader.open[-1].rank < LID or found_lid_level(reader):
        found = lid(text)
        if found is not None:
            return found
    holder = next(each for each in reversed(reader.open) if each.rank < ITEM)
    before = (part.label for part in reversed(holder.parts) if isinstance(part, _Growing) and part.rank == ITEM)
    return item(text, before) or deeper(text)


def found_lid_level(reader: _Reader) -> bool:
    """Whether the lines stand in an article that may have lids: not when they were said to stand in an onderdeel."""
    return reader.open[1].rank <= ARTICLE


def enter(reader: _Reader, label: Label, place: Place, indent: int) -> None:
    """Open a provision; what is as deep or deeper is finished."""
    close_to(reader, label.rank - 1)
    holder = reader.open[-1]
    same = [part for part in holder.parts if isinstance(part, _Growing) and part.kind == label.kind]
    if reader.variant and label.kind in ("lid", "onderdeel"):
        earlier = next((part for part in same if part.label == label.label), None)
        if earlier is not None:
            reader.open.append(earlier)
            return
    fresh = _Growing(label.kind, label.label or str(len(same) + 1), label.rank, place, indent)
    holder.parts.append(fresh)
    reader.open.append(fresh)


def close_to(reader: _Reader, rank: int) -> None:
    """Finish everything deeper than a rank."""
    while reader.open[-1].rank > rank:
        reader.open.pop()


def whose(reader: _Reader, text: str, indent: int) -> _Growing:
    """The provision that a line without a label belongs to: mostly the last one.

    After a list it is the provision of the list when the line hangs under that one, or when the list has ended in a full stop, there is a
    blank line, and the line begins a sentence.
    """
    hanging = [each for each in reader.open[1:] if each.indent + _HANGING == indent and each.rank >= LID]
    if hanging:
        return hanging[-1]
    last = reader.open[-1]
    ended = last.rank >= ITEM and isinstance(last.parts[-1] if last.parts else None, str) and str(last.parts[-1]).endswith(".")
    if ended and reader.blank and text[0].isupper():
        close_to(reader, LID)
    return reader.open[-1]


def add(growing: _Growing, text: str) -> None:
    """One more line of text of a provision."""
    if text:
        growing.parts.append(text)


def joined(lines: Iterable[str]) -> str:
    """Lines as one text. A hyphen at the end of a line stays, without the space: `re-` and `integratie` are `re-integratie`.

    Before `en` and `of` it stands for the rest of a word: `wets-` and `en` are `wets- en`.
    """
    found: list[str] = []
    for line in lines:
        if found:
            found.append("" if broken(found[-1], line) else " ")
        found.append(line)
    return "".join(found)


def broken(before: str, after: str) -> bool:
    """Whether a word goes on over the end of a line."""
    return re.search(r"\w-$", before[-2:]) is not None and after[0].islower() and not re.match(r"(?:en|of|dan wel)\b", after)


def frozen(growing: _Growing) -> Node:
    """A finished provision, with the lines between its labels as one text each."""
    parts: list[str | Node] = []
    for is_text, several in groupby(growing.parts, lambda part: isinstance(part, str)):
        if is_text:
            parts.append(joined(part for part in several if isinstance(part, str)))
        else:
            parts += [frozen(part) for part in several if not isinstance(part, str)]
    return Node(growing.kind, growing.label, growing.place, growing.title, tuple(parts))
