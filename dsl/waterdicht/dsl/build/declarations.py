"""Builders for the shared vocabulary: kinds, facts, derived facts, decisions, acts, assumptions and values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from waterdicht.dsl import tree
from waterdicht.dsl.build.expressions import whole
from waterdicht.dsl.build.parts import Part, Text, Word, find, inside, name_inside, names, refuse, text
from waterdicht.dsl.codes import Code
from waterdicht.dsl.source import Span


def _clause(kind: str) -> Any:
    """A builder that keeps its values for the declaration around it."""

    def build(span: Span, *values: Any) -> Part:
        return Part(kind, values, span)

    return build


def _refuse_repeats(values: tuple[Any, ...]) -> None:
    """Refuse a declaration that says the same kind of clause twice: nobody could tell which one counts."""
    seen: set[str] = set()
    for value in values:
        if not isinstance(value, (Part, Word)):
            continue
        if value.kind in seen:
            raise refuse(Code.REPEATED_CLAUSE, value.span)
        seen.add(value.kind)


def type_expression(span: Span, kind: Word, *values: Any) -> tree.TypeExpression:
    if kind.kind == "TYPE":
        return tree.TypeExpression(kind.text, span=span)  # type: ignore[arg-type]  # the terminal lists the types
    if kind.kind == "MONTHLY":
        return tree.TypeExpression("maandreeks", kind.text.removesuffix(" per maand"), span=span)
    if kind.kind == "RATE_PER":
        return tree.TypeExpression("tarief", f"{values[0].count} {values[0].unit}", span=span)
    if kind.kind == "CHOICE_FROM":
        return tree.TypeExpression("keuze", values[0].text, span=span)
    return tree.TypeExpression("lijst", values[0].text, whole(values[1], Code.NOT_WHOLE) if len(values) > 1 else 0, span=span)


def kind_declaration(span: Span, name: tree.Name, *values: Any) -> tree.KindDeclaration:
    return tree.KindDeclaration(name.text, text(values), span=span)


def fact_declaration(span: Span, name: tree.Name, kind: tree.TypeExpression, *values: Any) -> tree.FactDeclaration:
    _refuse_repeats(values)
    bounds, phrases = find(values, "fact_range"), find(values, "fact_phrases")
    return tree.FactDeclaration(
        name=name.text,
        type=kind,
        question=text(values),
        minimum=bounds.values[0] if bounds else None,
        maximum=bounds.values[2] if bounds else None,
        typical=inside(values, "fact_typical"),
        optional=find(values, "OPTIONAL") is not None,
        judged_by=name_inside(values, "fact_judged"),
        supplied_by=name_inside(values, "fact_supplied"),
        affirmative=phrases.values[0].text if phrases else "",
        negative=phrases.values[1].text if phrases else "",
        span=span,
    )


def derived_declaration(span: Span, name: tree.Name, kind: tree.TypeExpression, body: tree.Expression, *values: Any) -> tree.DerivedDeclaration:
    continued = names(values)
    return tree.DerivedDeclaration(name.text, kind, body, text(values), continued[0] if continued else "", span=span)


def enum_declaration(span: Span, name: tree.Name, *options: tree.Name) -> tree.EnumDeclaration:
    return tree.EnumDeclaration(name.text, names(options), span=span)


def decision_declaration(span: Span, name: tree.Name, *values: Any) -> tree.DecisionDeclaration:
    _refuse_repeats(values)
    favourable = inside(values, "decision_favourable")
    return tree.DecisionDeclaration(
        name=name.text,
        parent=name_inside(values, "decision_parent"),
        text=text(values),
        by=name_inside(values, "decision_by"),
        to=name_inside(values, "decision_to"),
        on_behalf_of=name_inside(values, "decision_on_behalf"),
        favourable="weigeren" if favourable and favourable.text.endswith("weigeren") else "toekennen",
        span=span,
    )


def act_declaration(span: Span, name: tree.Name, *values: Any) -> tree.ActDeclaration:
    return tree.ActDeclaration(name.text, text(values), names(values)[0], span=span)


def assumption_declaration(span: Span, name: tree.Name, reason: Text, body: tree.Expression) -> tree.AssumptionDeclaration:
    return tree.AssumptionDeclaration(name.text, reason.text, body, span=span)


def value_declaration(span: Span, name: tree.Name, kind: tree.TypeExpression, *values: Any) -> tree.ValueDeclaration:
    decision = names(values)
    return tree.ValueDeclaration(name.text, kind, decision[0] if decision else "", text(values), span=span)


BUILDERS: dict[str, Callable[..., Any]] = {
    "type": type_expression, "kind_declaration": kind_declaration, "fact_declaration": fact_declaration,
    "fact_range": _clause("fact_range"), "fact_typical": _clause("fact_typical"), "fact_judged": _clause("fact_judged"),
    "fact_supplied": _clause("fact_supplied"), "fact_phrases": _clause("fact_phrases"), "derived_declaration": derived_declaration,
    "enum_declaration": enum_declaration, "decision_declaration": decision_declaration, "decision_parent": _clause("decision_parent"),
    "decision_by": _clause("decision_by"), "decision_to": _clause("decision_to"), "decision_on_behalf": _clause("decision_on_behalf"),
    "decision_favourable": _clause("decision_favourable"), "act_declaration": act_declaration,
    "assumption_declaration": assumption_declaration, "value_declaration": value_declaration,
}  # fmt: skip
"""The builder of each grammar rule of this topic."""
