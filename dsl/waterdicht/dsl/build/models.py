"""Builders for what a model leaves open, for the marks on its text, and for what an ordinance makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from waterdicht.dsl import tree
from waterdicht.dsl.build.literals import unit
from waterdicht.dsl.build.parts import Part, Text, Word, inside, marks_among, names, references, refuse, text, word
from waterdicht.dsl.codes import Code
from waterdicht.dsl.source import Span

# --- holes ----------------------------------------------------------------------------------


def parameter_declaration(span: Span, name: tree.Name, kind: tree.TypeExpression | Word, *values: Any) -> tree.ParameterDeclaration:
    """A bound of each sort at most, and one example."""
    found: dict[str, Part] = {}
    for value in values:
        if isinstance(value, Part):
            key = value.values[0].text if value.kind == "parameter_bound" else value.kind
            if key in found:
                raise refuse(Code.REPEATED_CLAUSE, value.span)
            found[key] = value
    least, greatest = found.get("ten minste"), found.get("ten hoogste")
    return tree.ParameterDeclaration(
        name=name.text,
        type=unit(kind.text) if isinstance(kind, Word) else kind,
        text=text(values),
        minimum=least.values[1] if least else None,
        maximum=greatest.values[1] if greatest else None,
        example=inside(values, "parameter_example"),
        span=span,
    )


def _clause(kind: str) -> Any:
    """A builder that keeps its values for the declaration around it."""

    def build(span: Span, *values: Any) -> Part:
        return Part(kind, values, span)

    return build


def option(span: Span, name: tree.Name, content: Text | None = None) -> tree.Option:
    return tree.Option(name.text, content.text if content else "", span=span)


def choice_declaration(span: Span, name: tree.Name, *values: Any) -> tree.ChoiceDeclaration:
    """`a of b` is one of them, `a en/of b` one or more; the two do not mix."""
    options = tuple(value for value in values if isinstance(value, tree.Option))
    connectives = [value for value in values if isinstance(value, Word)]
    strange = next((each for each in connectives if each.text != connectives[0].text), None)
    if strange:
        raise refuse(Code.MIXED_CONNECTIVES, strange.span, first=connectives[0].text, second=strange.text)
    several = bool(connectives) and connectives[0].kind == "AND_OR"
    return tree.ChoiceDeclaration(name.text, text(values), options, several, span=span)


# --- marks ----------------------------------------------------------------------------------


def facultative(span: Span, group: tree.Name | None = None) -> tree.Facultative:
    return tree.Facultative(group.text if group else "", span=span)


def variant(span: Span, *values: Any) -> tree.Variant:
    *options, choice = names(values)
    return tree.Variant(tuple(options), choice, span=span)


def _sentence_number(values: Iterable[Any]) -> int:
    """The number after `zin`, or 0 when the whole place is meant."""
    return int(word(values, "SENTENCE_AT").removeprefix("zin ") or "0")


def replacement(span: Span, *values: Any) -> tree.Replacement:
    return tree.Replacement(_sentence_number(values), span=span)


def addition(span: Span) -> tree.Addition:
    return tree.Addition(span=span)


def marked_sentence(span: Span, *values: Any) -> tree.MarkedSentence:
    return tree.MarkedSentence(marks_among(values), values[-1], span=span)


# --- adaptations ----------------------------------------------------------------------------


def place(span: Span, *values: Any) -> tree.Place:
    steps = tuple(value for value in values if isinstance(value, tree.Step))
    return tree.Place(steps, _sentence_number(values), span=span)


def follows(span: Span, model: tree.Name, *values: Any) -> tree.Follows:
    return tree.Follows(model.text, references(values), span=span)


def fill(span: Span, name: tree.Name, value: tree.Expression) -> tree.Fill:
    return tree.Fill(name.text, value, span=span)


def leave_open(span: Span, name: tree.Name) -> tree.LeaveOpen:
    return tree.LeaveOpen(name.text, span=span)


def choose(span: Span, *values: Any) -> tree.Choose:
    *options, choice = names(values)
    return tree.Choose(tuple(options), choice, span=span)


def leave_out(span: Span, *values: Any) -> tree.LeaveOut:
    return tree.LeaveOut(_places(values), word(values, "GONE") == "vervallen", span=span)


def keep(span: Span, *places: tree.Place) -> tree.Keep:
    return tree.Keep(_places(places), span=span)


def _places(values: Iterable[Any]) -> tuple[tree.Place, ...]:
    return tuple(value for value in values if isinstance(value, tree.Place))


def renumber(span: Span, where: tree.Place, to: tree.Step) -> tree.Renumber:
    return tree.Renumber(where, to, span=span)


def replace_item(span: Span, where: tree.Place, condition: tree.Expression, exception: Part | None = None) -> tree.ReplaceItem:
    return tree.ReplaceItem(where, condition, exception.values[0] if exception else None, span=span)


BUILDERS: dict[str, Callable[..., Any]] = {
    "parameter_declaration": parameter_declaration, "parameter_bound": _clause("parameter_bound"),
    "parameter_example": _clause("parameter_example"), "option": option, "choice_declaration": choice_declaration,
    "facultative": facultative, "variant": variant, "replacement": replacement, "addition": addition, "marked_sentence": marked_sentence,
    "place": place, "follows": follows, "fill": fill, "leave_open": leave_open, "choose": choose, "leave_out": leave_out, "keep": keep,
    "renumber": renumber, "replace_item": replace_item,
}  # fmt: skip
"""The builder of each grammar rule of this topic."""
