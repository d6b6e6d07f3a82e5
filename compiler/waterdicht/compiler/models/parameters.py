"""Parameters: what type and bounds a value has, whether it fits, and what an open one is in the typed model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from waterdicht.compiler.ir import FactInfo
from waterdicht.compiler.literals import literal, wanted
from waterdicht.compiler.types import EnumType, ListType, Scalar, Type, show
from waterdicht.compiler.vocabulary import Words, has_order, in_range, repeated, resolve_type
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose
from waterdicht.dsl.printing.expressions import text
from waterdicht.dsl.source import NOWHERE, Span
from waterdicht.runtime.values import Computed

PREFIX = "parameter."
"""The kind under which an open parameter is a fact."""

LONGEST_LIFE = 150
"""The greatest number of years that an open parameter without a greatest value can be."""

UNITS: Mapping[tree.Unit, Type] = {
    "maanden": Scalar.MONTHS, "dagen": Scalar.DAYS, "weken": Scalar.INT, "werkdagen": Scalar.INT, "jaar": Scalar.INT, "uur per week": Scalar.INT,
}  # fmt: skip
"""What an open parameter with a unit is as a fact: how many of that unit."""


@dataclass(frozen=True, slots=True)
class ParameterInfo:
    """A parameter of a regulation. `unit` is "" when it has a plain type; bounds and example are counts of the unit, or values of the type.

    `value` is the literal that was filled in, None while the parameter is open.
    """

    name: str
    type: Type
    unit: str
    text: str
    minimum: Computed | None
    maximum: Computed | None
    example: Computed | None
    value: tree.Expression | None
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


def infos(declared: tuple[tree.ParameterDeclaration, ...], words: Words) -> tuple[dict[str, ParameterInfo], tuple[Diagnostic, ...]]:
    """The parameters of a document by name, and what is wrong with their declarations."""
    found: dict[str, ParameterInfo] = {}
    problems: list[Diagnostic] = []
    names = tuple(each.name for each in declared)
    for each in declared:
        info, wrong = info_of(each, words)
        found[each.name] = info
        problems.extend(wrong)
    for name in repeated(names):
        last = [each for each in declared if each.name == name][-1]
        problems += [diagnose(Code.DECLARED_TWICE, last.span, name=name)]
    return found, tuple(problems)


def info_of(declared: tree.ParameterDeclaration, words: Words) -> tuple[ParameterInfo, tuple[Diagnostic, ...]]:
    """One parameter; a bound or example that is no value of its type counts as not there."""
    unit = declared.type if isinstance(declared.type, str) else ""
    problems: list[Diagnostic] = []
    if isinstance(declared.type, str):
        type_ = UNITS[declared.type]
    else:
        type_, wrong = resolve_type(declared.type, words)
        problems.extend(wrong)
        if type_ in (Scalar.PERIOD, Scalar.PERIODS) or isinstance(type_, ListType):
            problems.append(diagnose(Code.PARAMETER_TYPE, declared.type.span, name=declared.name, type=show(type_)))
    least, greatest, example = (value_of(each, type_, unit) for each in (declared.minimum, declared.maximum, declared.example))
    info = ParameterInfo(declared.name, type_, unit, declared.text, least, greatest, example, declared.value, span=declared.span)
    problems.extend(check_declaration(declared, info))
    return info, tuple(problems)


def check_declaration(declared: tree.ParameterDeclaration, info: ParameterInfo) -> Iterator[Diagnostic]:
    """Bounds and example are values of the type, there is a value between the bounds, and the example lies there."""
    for written in (declared.minimum, declared.maximum, declared.example):
        if written is not None and value_of(written, info.type, info.unit) is None:
            yield diagnose(Code.WRONG_LITERAL, written.span, expected=expected(info))
    if (declared.minimum or declared.maximum) and not has_order(info.type):
        yield diagnose(Code.NOT_COMPARABLE, declared.span, words="ten minste, ten hoogste", type=show(info.type))
        return
    least: Any = info.minimum
    if least is not None and info.maximum is not None and least > info.maximum:
        yield diagnose(Code.EMPTY_RANGE, declared.span, name=info.name)
    elif declared.example is not None and not within(info.example, info):
        yield diagnose(Code.OUTSIDE_BOUNDS, declared.example.span, name=info.name, value=text(declared.example), bounds=bounds_text(declared))


def value_of(written: tree.Expression | None, type_: Type, unit: str) -> Computed | None:
    """The value of a literal: a count of exactly this unit, or a value of the type."""
    if written is None:
        return None
    if not unit:
        return literal(written, type_)
    return written.count if isinstance(written, tree.Quantity) and written.unit == unit else None


def within(value: Computed | None, info: ParameterInfo) -> bool:
    """Whether a value lies within the declared bounds."""
    return value is None or not has_order(info.type) or in_range(value, info.minimum, info.maximum)


def check_value(written: tree.Expression, declared: tree.ParameterDeclaration, info: ParameterInfo) -> Diagnostic | None:
    """What is wrong with a value that is filled in: its type or unit, or that it lies outside the bounds."""
    value = value_of(written, info.type, info.unit)
    if value is None:
        return diagnose(Code.WRONG_LITERAL, written.span, expected=expected(info))
    if not within(value, info):
        return diagnose(Code.OUTSIDE_BOUNDS, written.span, name=info.name, value=text(written), bounds=bounds_text(declared))
    return None


def expected(info: ParameterInfo) -> str:
    """What a value of a parameter must be, in words."""
    if isinstance(info.type, EnumType):
        return f"{show(info.type)} ({', '.join(info.type.options)})"
    return f"een aantal {info.unit}" if info.unit else wanted(info.type)


def bounds_text(declared: tree.ParameterDeclaration) -> str:
    """`ten minste 1 week en ten hoogste 12 weken`."""
    said = [f"{word} {text(bound)}" for word, bound in (("ten minste", declared.minimum), ("ten hoogste", declared.maximum)) if bound is not None]
    return " en ".join(said)


def fact_name(name: str) -> str:
    """The fact that an open parameter is."""
    return PREFIX + name


def open_fact(info: ParameterInfo) -> FactInfo:
    """An open parameter as a fact: the same for everyone, between its bounds."""
    asked = info.text or info.name.replace("_", " ")
    question = f"Welke waarde heeft de parameter {info.name}: {asked}" + (f" (in {info.unit})?" if info.unit else "?")
    maximum = LONGEST_LIFE if info.unit == "jaar" and info.maximum is None else info.maximum
    return FactInfo(
        fact_name(info.name), info.type, question, info.minimum, maximum, info.example, False, "", "", "", "", constant=True, span=info.span
    )  # fmt: skip
