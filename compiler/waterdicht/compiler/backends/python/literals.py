"""Values as Python source."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from waterdicht.compiler.backends.python.layout import Code, Text, call, listed
from waterdicht.runtime.values import InMonth, Period


def literal(value: Any) -> Code:
    """A known value of the language; `TypeError` for anything else."""
    match value:
        case bool() | int() | str():
            return Text(repr(value))
        case Fraction():
            return Text(f"Fraction({value.numerator}, {value.denominator})")
        case date():
            return Text(f"date({value.year}, {value.month}, {value.day})")
        case InMonth(month, value):
            return call("InMonth", literal(month), literal(value))
        case Period(begin, end):
            return call("Period", literal(begin), literal(end))
        case tuple():
            return listed(*map(literal, value))
        case _:
            raise TypeError(f"no literal for {type(value).__name__}")
