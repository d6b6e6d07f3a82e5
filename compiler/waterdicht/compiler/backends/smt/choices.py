"""Which readings an expression turns on: so that what is encoded under one choice of readings serves every other that it does not notice."""

from __future__ import annotations

from waterdicht.compiler.backends.smt.encoding import Encoding
from waterdicht.compiler.ir import ByReading, Expr, Use
from waterdicht.compiler.parts import children

Choices = tuple[tuple[str, str], ...]
"""Readings with the option chosen of each, by name."""


def choices(expr: Expr, encoding: Encoding) -> Choices:
    """What is chosen of the readings that an expression turns on, definitions opened."""
    names = readings_of(expr, encoding)
    return tuple((name, encoding.readings[name]) for name in sorted(names) if name in encoding.readings) if names else ()


def readings_of(expr: Expr, encoding: Encoding) -> frozenset[str]:
    """The readings anywhere in an expression, whichever option is chosen."""
    key = ("readings_of", id(expr))
    if key not in encoding.script.memory:
        own = frozenset((expr.reading,)) if isinstance(expr, ByReading) else frozenset[str]()
        # The expression is kept with its readings, so that its identity stays taken.
        encoding.script.memory[key] = (expr, own.union(*(readings_of(part, encoding) for part in parts(expr, encoding))))
    kept = encoding.script.memory[key]
    assert isinstance(kept, tuple)
    names = kept[1]
    assert isinstance(names, frozenset)
    return names


def parts(expr: Expr, encoding: Encoding) -> tuple[Expr, ...]:
    """The expressions directly inside another, definitions opened, every reading."""
    return (encoding.snapshot.definitions[expr.key].body,) if isinstance(expr, Use) else children(expr)
