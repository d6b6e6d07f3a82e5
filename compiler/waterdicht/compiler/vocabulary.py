"""Declared words: kinds of thing, facts with their types and ranges, enumerations, decisions, acts."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from typing import Any

from waterdicht.compiler.ir import DecisionInfo, FactInfo
from waterdicht.compiler.library import Library
from waterdicht.compiler.literals import literal, wanted
from waterdicht.compiler.types import ORDERED, EnumType, ListType, MonthlyType, RateType, Scalar, Type, show
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose, nearest
from waterdicht.dsl.source import Span
from waterdicht.runtime.values import Computed

THIS_DAY = "deze_dag"
WITH_ORDER = ORDERED | {Scalar.DATE}


@dataclass(slots=True)
class Words:
    """All declared words while they are being collected; filled once by `declare`, then only read.

    `lines` and `kinds_of` remember what `ancestors` and `descendants` have worked out.
    """

    kinds: dict[str, Span] = field(default_factory=dict)
    enums: dict[str, EnumType] = field(default_factory=dict)
    facts: dict[str, FactInfo] = field(default_factory=dict)
    derived: dict[str, tuple[tree.DerivedDeclaration, Type]] = field(default_factory=dict)
    decisions: dict[str, DecisionInfo] = field(default_factory=dict)
    acts: dict[str, tree.ActDeclaration] = field(default_factory=dict)
    values: dict[str, tuple[tree.ValueDeclaration, Type]] = field(default_factory=dict)
    assumptions: list[tree.AssumptionDeclaration] = field(default_factory=list)
    lines: dict[str, tuple[str, ...]] = field(default_factory=dict)
    kinds_of: dict[str, list[str]] = field(default_factory=dict)


def declare(library: Library) -> tuple[Words, tuple[Diagnostic, ...]]:
    """All words of all vocabularies, and what is wrong with their declarations."""
    words = Words()
    words.facts[THIS_DAY] = this_day()
    found: list[Diagnostic] = []
    declarations = [each for document in library.vocabularies for each in document.declarations]
    for declaration in sorted(declarations, key=declaration_order):
        found.extend(declare_one(declaration, words))
    found.extend(check_decisions(words))
    return words, tuple(found)


def this_day() -> FactInfo:
    """The date of the case, a fact like any other."""
    return FactInfo(THIS_DAY, Scalar.DATE, "Op welke dag wordt beslist?", None, None, None, False, "", "", "", "")


def declaration_order(declaration: tree.Declaration) -> int:
    """Kinds and enumerations before the facts that use them; the order of the files otherwise."""
    return 0 if isinstance(declaration, tree.KindDeclaration | tree.EnumDeclaration) else 1


def declare_one(declaration: tree.Declaration, words: Words) -> Iterator[Diagnostic]:
    """Add one declaration to the words."""
    match declaration:
        case tree.KindDeclaration(name):
            yield from once(name, words.kinds, declaration.span)
            words.kinds[name] = declaration.span
        case tree.EnumDeclaration(name, options):
            yield from once(name, words.enums, declaration.span)
            for option in repeated(options):
                yield diagnose(Code.DECLARED_TWICE, declaration.span, name=option)
            words.enums[name] = EnumType(name, options)
        case tree.FactDeclaration():
            yield from declare_fact(declaration, words)
        case tree.DerivedDeclaration(name, type_):
            yield from once(name, named(words), declaration.span)
            resolved, problems = resolve_type(type_, words)
            yield from problems
            words.derived[name] = (declaration, resolved)
        case tree.ValueDeclaration():
            yield from declare_value(declaration, words)
        case tree.DecisionDeclaration(name):
            yield from once(name, words.decisions, declaration.span)
            words.decisions[name] = decision_info(declaration)
        case tree.ActDeclaration(name):
            yield from once(name, words.acts, declaration.span)
            words.acts[name] = declaration
        case tree.AssumptionDeclaration(name):
            yield from once(name, [each.name for each in words.assumptions], declaration.span)
            words.assumptions.append(declaration)


def declare_value(declaration: tree.ValueDeclaration, words: Words) -> Iterator[Diagnostic]:
    """Add a value; rules choose what it is, so it is no list and no monthly series."""
    yield from once(declaration.name, named(words), declaration.span)
    resolved, problems = resolve_type(declaration.type, words)
    yield from problems
    if isinstance(resolved, ListType | MonthlyType):
        yield diagnose(Code.LISTS_ARE_NOT_CHOSEN, declaration.span, type=show(resolved))
    words.values[declaration.name] = (declaration, resolved)


def named(words: Words) -> Container[str]:
    """The names that stand for a value in expressions: they share one space."""
    return ChainMap[str, Any](words.facts, words.derived, words.values)


def repeated(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names that stand in a row a second time."""
    return tuple(name for index, name in enumerate(names) if name in names[:index])


def once(name: str, known: Container[str], span: Span) -> Iterator[Diagnostic]:
    """A name may be declared once."""
    if name in known:
        yield diagnose(Code.DECLARED_TWICE, span, name=name)


def decision_info(declaration: tree.DecisionDeclaration) -> DecisionInfo:
    """A decision as the model knows it."""
    given = declaration
    return DecisionInfo(given.name, given.parent, given.text, given.by, given.to, given.on_behalf_of, given.favourable, span=given.span)


def declare_fact(declaration: tree.FactDeclaration, words: Words) -> Iterator[Diagnostic]:
    """A fact belongs to a declared kind; its range and typical value are literals of its type."""
    yield from once(declaration.name, named(words), declaration.span)
    kind = declaration.name.partition(".")[0]
    if kind not in words.kinds:
        yield diagnose(Code.UNKNOWN_KIND, declaration.span, name=kind, suggestion=nearest(kind, words.kinds))
    type_, problems = resolve_type(declaration.type, words)
    yield from problems
    values: list[Computed | None] = []
    bounded = type_.of if isinstance(type_, MonthlyType) else type_
    for expression in (declaration.minimum, declaration.maximum, declaration.typical):
        value = None if expression is None else literal(expression, bounded)
        if expression is not None and value is None:
            yield diagnose(Code.WRONG_LITERAL, expression.span, expected=wanted(bounded))
        values.append(value)
    yield from check_range(declaration, bounded, values[0], values[1], values[2])
    if isinstance(type_, MonthlyType) and not in_range(0, values[0], values[1]):
        yield diagnose(Code.RANGE_WITHOUT_NOTHING, declaration.span, name=declaration.name)
    words.facts[declaration.name] = FactInfo(
        declaration.name, type_, declaration.question, values[0], values[1], values[2], declaration.optional,
        declaration.judged_by, declaration.supplied_by, declaration.affirmative, declaration.negative, span=declaration.span,
    )  # fmt: skip


def check_range(declaration: tree.FactDeclaration, type_: Type, least: Any, greatest: Any, typical: Any) -> Iterator[Diagnostic]:
    """A range needs an order, holds at least one value, and holds the typical value."""
    name = declaration.name
    if declaration.minimum is not None and not has_order(type_):
        yield diagnose(Code.NOT_COMPARABLE, declaration.minimum.span, words="van … tot en met …", type=show(type_))
    elif least is not None and greatest is not None and least > greatest:
        yield diagnose(Code.EMPTY_RANGE, declaration.span, name=name)
    elif declaration.typical is not None and typical is not None and has_order(type_) and not in_range(typical, least, greatest):
        yield diagnose(Code.OUTSIDE_RANGE, declaration.typical.span, name=name)


def has_order(type_: Type) -> bool:
    """Whether a fact of this type can have a least and a greatest value."""
    return type_ in WITH_ORDER if isinstance(type_, Scalar) else isinstance(type_, RateType)


def in_range(value: Any, least: Any, greatest: Any) -> bool:
    """Whether a value lies within bounds, each of which may be lacking."""
    return (least is None or least <= value) and (greatest is None or value <= greatest)


def resolve_type(written: tree.TypeExpression, words: Words) -> tuple[Type, tuple[Diagnostic, ...]]:
    """The type that a type expression names."""
    match written.name:
        case "keuze":
            if written.of in words.enums:
                return words.enums[written.of], ()
            return Scalar.BOOL, (diagnose(Code.UNKNOWN_ENUM, written.span, name=written.of, suggestion=nearest(written.of, words.enums)),)
        case "lijst":
            problem = (
                () if written.of in words.kinds else (diagnose(Code.UNKNOWN_KIND, written.span, name=written.of, suggestion=nearest(written.of, words.kinds)),)
            )
            unbounded = () if written.at_most else (diagnose(Code.LIST_WITHOUT_BOUND, written.span, kind=written.of),)
            return ListType(written.of, written.at_most), (*problem, *unbounded)
        case "tarief":
            return RateType(written.of), ()
        case "maandreeks":
            return MonthlyType(Scalar(written.of)), ()
        case name:
            return Scalar(name), ()


def check_decisions(words: Words) -> Iterator[Diagnostic]:
    """Every parent of a decision is declared, and the tree has no cycle."""
    for decision in words.decisions.values():
        if decision.parent and decision.parent not in words.decisions:
            yield diagnose(Code.UNKNOWN_DECISION, decision.span, name=decision.parent, suggestion=nearest(decision.parent, words.decisions))
        elif decision.name in ancestors(decision.parent, words):
            yield diagnose(Code.CIRCULAR_DECISION, decision.span, name=decision.name)


def ancestors(name: str, words: Words) -> tuple[str, ...]:
    """A decision and everything above it, nearest first; stops at a cycle."""
    if name not in words.lines:
        line: list[str] = []
        above = name
        while above in words.decisions and above not in line:
            line.append(above)
            above = words.decisions[above].parent
        words.lines[name] = tuple(line)
    return words.lines[name]


def descendants(name: str, words: Words) -> tuple[str, ...]:
    """A decision and everything below it, in declared order."""
    if not words.kinds_of:
        for kind in words.decisions:
            for above in ancestors(kind, words):
                words.kinds_of.setdefault(above, []).append(kind)
    return tuple(words.kinds_of.get(name, ()))
