"""Expressions over columns: a small graph in which the same expression exists once, so that what is shared is computed once.

No cell is ever null. What is unknown, absent or at fault is said by cells of its own, never by SQL's three-valued logic.
"""

from __future__ import annotations

from typing import TypeAlias
from weakref import WeakValueDictionary

Atom: TypeAlias = "bool | int | str | Cell"


class Cell:
    """One operation on cells, `literal` (a value) or `column` (a name). The same operation on the same parts is the same object."""

    __slots__ = ("__weakref__", "op", "parts")

    def __init__(self, op: str, parts: tuple[Atom, ...]) -> None:
        self.op = op
        self.parts = parts

    def __repr__(self) -> str:
        return f"{self.op}({', '.join(map(repr, self.parts))})"

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The parts that are cells themselves."""
        return tuple(part for part in self.parts if isinstance(part, Cell))


_KNOWN: WeakValueDictionary[tuple[object, ...], Cell] = WeakValueDictionary()


def cell(op: str, *parts: Atom) -> Cell:
    """The one cell for this operation on these parts."""
    key = (op, *((type(part), part) for part in parts))  # True and 1 are equal in Python
    found = _KNOWN.get(key)
    if found is None:
        found = Cell(op, parts)
        _KNOWN[key] = found
    return found


def literal(value: bool | int) -> Cell:
    """A constant."""
    return cell("literal", value)


def column(name: str) -> Cell:
    """A column of the table of cases."""
    return cell("column", name)


TRUE = literal(True)
FALSE = literal(False)


def conj(*parts: Cell) -> Cell:
    """All of these; of nothing: true."""
    return _junction("and", TRUE, FALSE, parts)


def disj(*parts: Cell) -> Cell:
    """One or more of these; of nothing: false."""
    return _junction("or", FALSE, TRUE, parts)


def _junction(op: str, neutral: Cell, deciding: Cell, parts: tuple[Cell, ...]) -> Cell:
    kept: dict[Cell, None] = {}
    for part in parts:
        inner = part.cells if part.op == op else (part,)
        kept.update(dict.fromkeys(each for each in inner if each is not neutral))
    if deciding in kept or any(neg(each) in kept for each in kept):
        return deciding
    return neutral if not kept else next(iter(kept)) if len(kept) == 1 else cell(op, *kept)


def neg(part: Cell) -> Cell:
    """Not."""
    if part.op == "literal":
        return FALSE if part is TRUE else TRUE
    return part.cells[0] if part.op == "not" else cell("not", part)


def either(condition: Cell, yes: Cell, no: Cell) -> Cell:
    """`yes` where the condition holds, else `no`."""
    if condition is TRUE or yes is no:
        return yes
    if condition is FALSE:
        return no
    if yes in (TRUE, FALSE) and no in (TRUE, FALSE):
        return condition if yes is TRUE else neg(condition)
    return cell("if", condition, yes, no)


def either_truth(condition: Cell, yes: Cell, no: Cell) -> Cell:
    """As `either`, of truths, written with connectives where one side is decided."""
    if yes is FALSE:
        return conj(neg(condition), no)
    if no is FALSE:
        return conj(condition, yes)
    if yes is TRUE:
        return disj(condition, no)
    return disj(neg(condition), yes) if no is TRUE else either(condition, yes, no)
