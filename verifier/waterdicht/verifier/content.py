"""What an expression is made of, down to facts and constants: equal numbers mean that no case can tell two expressions apart.

Definitions are opened, so their names, and with them that of the regulation, are no part of it; neither are spans, addresses and texts,
which no answer depends on. Everything that `evaluate` and the encodings look at is. Equality is of content, not of a digest.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, assert_never

from waterdicht.compiler.ir import Apply, ByReading, Choose, Collect, Constant, Expr, FactInfo, FactOf, ItemOf, Marked, Snapshot, Unsaid, Use
from waterdicht.compiler.types import ListType, Scalar, Type

INFO = tuple(each.name for each in fields(FactInfo) if each.compare)


@dataclass(slots=True)
class Numbers:
    """The numbers of all content seen so far in this process."""

    known: dict[tuple[Any, ...], int] = field(default_factory=dict)

    def of(self, *content: Any) -> int:
        """The number of some content: what it was before, or a new one."""
        return self.known.setdefault(content, len(self.known))


@dataclass(slots=True)
class Book:
    """The numbers of what is in one snapshot. `parts` remembers expressions by identity, and keeps them so that no other takes their place."""

    numbers: Numbers
    snapshot: Snapshot
    parts: dict[int, tuple[Expr, int]] = field(default_factory=dict)
    definitions: dict[str, int] = field(default_factory=dict)
    facts: dict[str, tuple[Type, int]] = field(default_factory=dict)

    def definition(self, key: str) -> int:
        """The number of what a definition of the snapshot says."""
        found = self.definitions.get(key)
        if found is None:
            found = self.definitions[key] = self.number(self.snapshot.definitions[key].body)
        return found

    def number(self, expr: Expr) -> int:
        """The number of an expression."""
        while type(expr) is Marked:
            expr = expr.body
        if type(expr) is Use:
            return self.definition(expr.key)
        found = self.parts.get(id(expr))
        if found is None:
            found = self.parts[id(expr)] = (expr, self.numbers.of(*content(self, expr)))
        return found[1]

    def fact(self, name: str, type_: Type) -> int:
        """The number of a fact as the vocabulary declares it, with the properties of its elements where it is a list."""
        found = self.facts.get(name)
        if found is None or found[0] != type_:
            declared = self.snapshot.vocabulary.facts
            names = [name, *(each for each in declared if isinstance(type_, ListType) and each.startswith(f"{type_.kind}."))]
            infos = tuple(None if info is None else info_of(info) for info in map(declared.get, names))
            found = self.facts[name] = type_, self.numbers.of("declared", name, kind(type_), infos)
        return found[1]


def content(book: Book, expr: Expr) -> tuple[Any, ...]:
    """What an expression is made of: its operator, and the numbers of its parts."""
    match expr:
        case Apply():
            return ("apply", expr.op.name, kind(expr.type), *map(book.number, expr.arguments))
        case FactOf(name, type_):
            return ("fact", book.fact(name, type_))
        case Constant(value, type_):
            return ("constant", exactly(value), kind(type_))
        case ItemOf(binder, name, type_):
            return ("item", binder, name, kind(type_))
        case Unsaid(name, type_):
            return ("unsaid", name, kind(type_))
        case Choose():
            outside = None if expr.outside is None else book.number(expr.outside)
            return ("choose", kind(expr.type), outside, *((book.number(when), book.number(value)) for when, value in expr.cases))
        case ByReading():
            return ("reading", expr.reading, kind(expr.type), *((option, book.number(branch)) for option, branch in expr.branches))
        case Collect():
            body = None if expr.body is None else book.number(expr.body)
            return ("collect", expr.gather.name, expr.binder, book.number(expr.over), book.number(expr.where), body, kind(expr.type))
        case Marked() | Use():
            return ("same", book.number(expr))
        case _:
            assert_never(expr)


def kind(type_: Type) -> Hashable:
    """A type as a part of content."""
    return type_.name if isinstance(type_, Scalar) else (type(type_).__name__, type_)


def exactly(value: Any) -> Any:
    """A value with its kind: to Python `True`, `1` and `Fraction(1)` are equal."""
    if isinstance(value, tuple):
        return ("tuple", *map(exactly, value))
    if isinstance(value, Mapping):
        return ("properties", *((key, exactly(each)) for key, each in value.items()))
    return type(value).__name__, value


def info_of(info: FactInfo) -> tuple[Any, ...]:
    """Everything that is declared of a fact."""
    return tuple(kind(info.type) if name == "type" else exactly(getattr(info, name)) for name in INFO)
