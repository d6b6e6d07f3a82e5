"""Builders for expressions: conditions, values, literals and references."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any, Literal

from waterdicht.dsl import tree
from waterdicht.dsl.build import literals
from waterdicht.dsl.build.parts import Part, Word, find, inside, label_of, marks_among, names, refuse, word
from waterdicht.dsl.codes import Code
from waterdicht.dsl.source import Span

# --- references -----------------------------------------------------------------------------


def step(span: Span, level: Word, label: Word) -> tree.Step:
    return tree.Step(level.text, label_of(level.text, label), span=span)  # type: ignore[arg-type]  # the terminals are the kinds


def _reference(span: Span, values: tuple[Any, ...]) -> tree.Reference:
    steps = tuple(value for value in values if isinstance(value, tree.Step))
    through = steps[-1] if find(values, "UP_TO") else None
    regulation = names(values)
    return tree.Reference(steps[:-1] if through else steps, regulation[0] if regulation else "", through, span=span)


def reference(span: Span, *values: Any) -> tree.Reference:
    """One address, or a whole regulation; also after `over`, where a regulation stands by its bare name."""
    return _reference(span, values)


def address(span: Span, *values: Any) -> Part:
    """One of several addresses, with whether it names its regulation itself."""
    found = _reference(span, values)
    stated = bool(found.regulation) or find(values, "THIS_REGULATION") is not None
    return Part("address", (found, stated), span)


# --- conditions -----------------------------------------------------------------------------


def junction(span: Span, *values: Any) -> tree.Junction:
    """`A en B`, with bracketed parts of the same kind taken up; a mix of `en` and `of` has two readings and is refused."""
    connectives = [value for value in values if isinstance(value, Word)]
    kind = connectives[0].text
    strange = next((other for other in connectives if other.text != kind), None)
    if strange:
        raise refuse(Code.MIXED_CONNECTIVES, strange.span, first=kind, second=strange.text)
    operands: list[tree.Expression] = []
    for value in values[::2]:
        operands.extend(value.operands if isinstance(value, tree.Junction) and value.kind == kind else (value,))
    return tree.Junction("en" if kind == "en" else "of", tuple(operands), span=span)


def negation(span: Span, operand: tree.Expression) -> tree.Not:
    return tree.Not(operand, span=span)


def judgement(span: Span, operand: tree.Expression) -> tree.Judgement:
    return tree.Judgement(operand, span=span)


def bracketed(span: Span, inner: tree.Expression) -> tree.Expression:
    """The expression itself, its span widened to the brackets so that later builders can see them."""
    return replace(inner, span=span)


def is_bracketed(expression: tree.Junction) -> bool:
    """Whether this junction stood in brackets: then it starts before its first operand."""
    first = expression.operands[0].span
    return (expression.span.line, expression.span.column) != (first.line, first.column)


def unless(span: Span, condition: tree.Expression) -> Part:
    return Part("unless", (condition,), span)


def item(span: Span, label: Word, *values: Any) -> tree.ListItem:
    """One item of a list. `A en B tenzij Q` has two readings here and is refused; brackets choose."""
    marks, exception = marks_among(values), find(values, "unless")
    condition = next(value for value in values[len(marks) :] if not isinstance(value, Part))
    if exception and isinstance(condition, tree.Junction) and not is_bracketed(condition):
        raise refuse(Code.UNLESS_AFTER_JUNCTION, exception.span, connective=condition.kind)
    return tree.ListItem(label.text.rstrip(".°"), condition, exception.values[0] if exception else None, marks, span=span)


def condition_list(span: Span, kind: Word, *items: tree.ListItem) -> tree.ConditionList:
    # Variants of one item have its label each.
    twice = next((entry for at, entry in enumerate(items) for other in items[:at] if entry.label == other.label and not (entry.marks and other.marks)), None)
    if twice:
        raise refuse(Code.REPEATED_LABEL, twice.span, label=twice.label)
    return tree.ConditionList(kind.text, tuple(items), span=span)  # type: ignore[arg-type]  # the terminal is the kind


def comparison(span: Span, left: tree.Expression, comparator: Word, right: tree.Expression) -> tree.Comparison:
    return tree.Comparison(comparator.text, left, right, span=span)  # type: ignore[arg-type]  # the terminal is the comparator


def membership(span: Span, left: tree.Expression, *options: tree.Name) -> tree.Membership:
    return tree.Membership(left, options, span=span)


def presence(span: Span, operand: tree.Expression, how: Word) -> tree.Presence:
    return tree.Presence(operand, how.kind == "IS_FILLED_IN", span=span)


def within(span: Span, left: tree.Expression, length: tree.Expression, side: Word, anchor: tree.Expression) -> tree.Within:
    return tree.Within(left, length, anchor, side.kind == "AFTER", span=span)


def falls_in(span: Span, left: tree.Expression, period: tree.Expression) -> tree.FallsIn:
    return tree.FallsIn(left, period, span=span)


def without(span: Span, spells: tree.Expression) -> Part:
    return Part("without", (spells,), span)


def lasts(span: Span, period: tree.Expression, *values: Any) -> tree.Lasts:
    comparator = word(values, "LASTS").removeprefix("duurt ")
    return tree.Lasts(period, inside(values, "without"), comparator, values[-1], span=span)  # type: ignore[arg-type]  # see LASTS


def throughout(span: Span, spells: tree.Expression, kind: Word, length: tree.Expression, _before: Word, day: tree.Expression) -> tree.Throughout:
    return tree.Throughout("gedurende" if kind.kind == "THROUGHOUT" else "ooit", spells, length, day, span=span)


def decision_status(span: Span, decision: tree.Name, *values: Any) -> tree.DecisionStatus:
    regulation = next((value for value in values if isinstance(value, tree.Reference)), None)
    under = find(values, "UNDER_THE_LAW") is not None
    status = word(values, "STATUS").replace(" ", "_")
    return tree.DecisionStatus(decision.text, word(values, "PHASE"), regulation, under, status, span=span)


def conditions_met(span: Span, of: tree.Reference, decision: tree.Name | None = None) -> tree.ConditionsMet:
    return tree.ConditionsMet(of, decision.text if decision else "", span=span)


def person_meant(span: Span, of: tree.Reference, exclusions: Word | None = None) -> tree.PersonMeant:
    how = exclusions.text if exclusions else ""
    return tree.PersonMeant(of, how, span=span)  # type: ignore[arg-type]  # the terminal is the choice


def reading_is(span: Span, reading: tree.Name, _is: Word, option: tree.Name) -> tree.ReadingIs:
    return tree.ReadingIs(reading.text, option.text, span=span)


# --- values ---------------------------------------------------------------------------------

_OPERATORS: dict[str, Literal["plus", "min", "maal", "gedeeld door"]] = {
    "PLUS": "plus", "MINUS": "min", "TIMES": "maal", "DIVIDED_BY": "gedeeld door",
}  # fmt: skip


def whole(written: tree.Number, code: Code) -> int:
    """The number as a count, or a refusal with this code."""
    if written.value.denominator != 1 or written.value < 0:
        raise refuse(code, written.span, number=decimal_text(written.value))
    return int(written.value)


def decimal_text(value: Fraction) -> str:
    """A number the way the law writes it, with a decimal comma and without thousands separators."""
    sign, size = ("-" if value < 0 else ""), abs(value)
    shift = 0
    while size.denominator != 1 and shift < 40:
        size, shift = size * 10, shift + 1
    digits = str(int(size)).rjust(shift + 1, "0")
    return sign + (f"{digits[:-shift]},{digits[-shift:]}" if shift else digits)


def quantity(span: Span, count: tree.Number, unit: Word) -> tree.Quantity:
    return tree.Quantity(whole(count, Code.NOT_WHOLE), literals.unit(unit.text), span=span)


def rate(span: Span, amount: tree.Money, per: tree.Quantity) -> tree.Rate:
    return tree.Rate(amount.cents, per, span=span)


def arithmetic(span: Span, left: tree.Expression, operator: Word, right: tree.Expression) -> tree.Arithmetic:
    return tree.Arithmetic(_OPERATORS[operator.kind], left, right, span=span)


def share(span: Span, part: tree.Percentage | tree.Parameter, whole_value: tree.Expression) -> tree.Arithmetic:
    return tree.Arithmetic("van", part, whole_value, span=span)


def indexed(span: Span, amount: tree.Expression, year: tree.Number, index: tree.Name) -> tree.Indexed:
    return tree.Indexed(amount, whole(year, Code.NOT_WHOLE), index.text, span=span)


def or_else(span: Span, first: tree.Expression, second: tree.Expression) -> tree.OrElse:
    return tree.OrElse(first, second, span=span)


def rounded(span: Span, operand: tree.Expression, unit: Word, direction: Word | None = None) -> tree.Rounded:
    to: Literal["euro", "cent"] = "euro" if unit.text == "hele euro's" else "cent"
    return tree.Rounded(operand, to, direction.text if direction else "", span=span)  # type: ignore[arg-type]  # the terminal is the choice


def where(span: Span, condition: tree.Expression) -> Part:
    return Part("where", (condition,), span)


def quantifier(span: Span, kind: Word, binder: tree.Name, over: tree.Expression, condition: Part | None = None) -> tree.Quantifier:
    return tree.Quantifier(kind.text, binder.text, over, condition.values[0] if condition else None, span=span)  # type: ignore[arg-type]  # see QUANTIFIER


def total(span: Span, body: tree.Expression, binder: tree.Name, over: tree.Expression, condition: Part | None = None) -> tree.Quantifier:
    return tree.Quantifier("som van", binder.text, over, condition.values[0] if condition else None, body, span=span)


def extreme(span: Span, kind: Word, *operands: tree.Expression) -> tree.Extreme:
    return tree.Extreme("laagste" if kind.text.startswith("laagste") else "hoogste", operands, span=span)


def age_of(span: Span, entity: tree.Name, on: tree.Expression | None = None) -> tree.AgeOf:
    return tree.AgeOf(entity.text, on, span=span)


def period_of(span: Span, first: tree.Expression, _up_to: Word, last: tree.Expression) -> tree.PeriodOf:
    return tree.PeriodOf(first, last, span=span)


def part_of(span: Span, part: Word, operand: tree.Expression, excluded: Part | None = None) -> tree.PartOf:
    kind = part.text.removesuffix(" van")
    return tree.PartOf(kind, operand, excluded.values[0] if excluded else None, span=span)  # type: ignore[arg-type]  # see PART_OF, DAYS_OF


def latest_end(span: Span, length: tree.Expression, begin: tree.Expression, excluded: Part | None = None) -> tree.LatestEnd:
    return tree.LatestEnd(length, begin, excluded.values[0] if excluded else None, span=span)


def deadline_day(span: Span, length: tree.Quantity | tree.Parameter, _after: Word, anchor: tree.Expression) -> tree.DeadlineDay:
    return tree.DeadlineDay(length, anchor, span=span)


def applied_on(span: Span, of: tree.Reference) -> tree.AppliedOn:
    return tree.AppliedOn(of, span=span)


def application_found(span: Span, of: tree.Reference, *window: Any) -> tree.ApplicationFound:
    if not window:
        return tree.ApplicationFound(of, span=span)
    length, side, anchor = window
    return tree.ApplicationFound(of, length, anchor, side.kind == "AFTER", span=span)


def applicable(span: Span, of: tree.Reference) -> tree.Applicable:
    return tree.Applicable(of, span=span)


# --- months ---------------------------------------------------------------------------------


def in_month(span: Span, series: tree.Name, month: tree.Expression | None = None) -> tree.InMonth:
    return tree.InMonth(series, month, span=span)


def since(span: Span, first: tree.Expression) -> Part:
    return Part("since", (first,), span)


def year(span: Span, day: tree.Expression) -> Part:
    return Part("year", (day,), span)


def window(span: Span, *values: Any) -> tree.MonthWindow:
    """A stretch of months; every part of it was kept in order, the stop as a bare expression."""
    last = values[0] if isinstance(values[0], tree.Quantity) else None
    stop = next((value for value in values if not isinstance(value, (Part, Word)) and value is not last), None)
    return tree.MonthWindow(stop, find(values, "UP_TO") is not None, inside(values, "since"), last, inside(values, "year"), span=span)


def month_count(span: Span, series: tree.Expression, months: tree.MonthWindow) -> tree.MonthCount:
    return tree.MonthCount("aantal", series, months, span=span)


def month_run(span: Span, series: tree.Expression, months: tree.MonthWindow) -> tree.MonthCount:
    return tree.MonthCount("aaneengesloten", series, months, span=span)


def months_since(span: Span, series: tree.Expression, months: tree.MonthWindow) -> tree.MonthCount:
    return tree.MonthCount("sinds de eerste", series, months, span=span)


def month_total(span: Span, series: tree.Expression, months: tree.MonthWindow) -> tree.MonthCount:
    return tree.MonthCount("som", series, months, span=span)


# --- literals of scenarios ------------------------------------------------------------------


def absent(span: Span, _word: Word) -> tree.Absent:
    return tree.Absent(span=span)


def period_literal(span: Span, first: tree.DateLiteral, _up_to: Word, last: tree.DateLiteral) -> tree.PeriodLiteral:
    return tree.PeriodLiteral(first.value, last.value, span=span)


def months_literal(span: Span, first: tree.MonthsLiteral, *values: Any) -> tree.MonthsLiteral:
    """One month or several, with what each holds."""
    through = values[1] if find(values, "UP_TO") else first
    rest = values[2:] if find(values, "UP_TO") else values
    return tree.MonthsLiteral(first.first, through.first, rest[0] if rest else None, span=span)


def list_literal(span: Span, *elements: tree.Expression) -> tree.ListLiteral:
    return tree.ListLiteral(elements, span=span)


def record_field(span: Span, field: tree.Name, *values: Any) -> Part:
    return Part("record_field", (field.text, values[-1]), span)


def record_literal(span: Span, *fields: Part) -> tree.RecordLiteral:
    return tree.RecordLiteral(tuple((field.values[0], field.values[1]) for field in fields), span=span)


def parameter(span: Span, name: tree.Name) -> tree.Parameter:
    return tree.Parameter(name.text, span=span)


BUILDERS: dict[str, Callable[..., Any]] = {
    "parameter": parameter, "step": step, "reference": reference, "scope": reference, "address": address, "junction": junction, "negation": negation,
    "judgement": judgement, "bracketed": bracketed, "unless": unless, "item": item, "condition_list": condition_list,
    "comparison": comparison, "membership": membership, "presence": presence, "within": within, "falls_in": falls_in,
    "without": without, "lasts": lasts, "throughout": throughout, "decision_status": decision_status,
    "conditions_met": conditions_met, "person_meant": person_meant, "reading_is": reading_is, "quantity": quantity, "rate": rate,
    "arithmetic": arithmetic, "share": share, "indexed": indexed, "or_else": or_else, "rounded": rounded, "where": where, "quantifier": quantifier,
    "total": total, "extreme": extreme, "age_of": age_of, "period_of": period_of, "part_of": part_of, "latest_end": latest_end,
    "deadline_day": deadline_day, "applied_on": applied_on, "months_applied": applied_on, "application_found": application_found, "applicable": applicable, "in_month": in_month, "since": since,
    "year": year, "window": window, "month_count": month_count, "month_run": month_run, "months_since": months_since,
    "month_total": month_total, "months_literal": months_literal, "absent": absent, "period_literal": period_literal,
    "list_literal": list_literal, "record_field": record_field, "record_literal": record_literal,
}  # fmt: skip
"""The builder of each grammar rule of this topic."""
