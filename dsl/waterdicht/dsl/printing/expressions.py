"""Expressions and references on one line, with brackets only where the grammar needs them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import assert_never

from waterdicht.dsl import tree
from waterdicht.dsl.build.expressions import decimal_text
from waterdicht.dsl.build.literals import MONTHS

# How tightly a form binds; each operand must bind at least as tightly as its place in the grammar asks.
LIST, JUNCTION, UNIT, VALUE, ROUNDING, SUM, TERM, FACTOR, PRIMARY = range(9)

_SINGULAR: dict[tree.Unit, str] = {"maanden": "maand", "dagen": "dag", "weken": "week", "werkdagen": "werkdag"}


# --- references -----------------------------------------------------------------------------


def step_text(step: tree.Step) -> str:
    """`lid 2`, `onder a` or `onder 1°`."""
    degree = "°" if step.kind == "onder" and step.label[:1].isdigit() else ""
    return f"{step.kind} {step.label}{degree}"


def _address(reference: tree.Reference) -> str:
    """The steps of a reference, without its regulation."""
    steps = " ".join(step_text(step) for step in reference.steps)
    return f"{steps} tot en met {step_text(reference.through)}" if reference.through else steps


def reference_text(reference: tree.Reference) -> str:
    """`artikel 3 lid 2 van pw`, or the whole regulation when there are no steps."""
    if not reference.steps:
        return f"regeling {reference.regulation}" if reference.regulation else "deze regeling"
    return f"{_address(reference)} van {reference.regulation}" if reference.regulation else _address(reference)


def scope_text(reference: tree.Reference) -> str:
    """A reference after `over`, where a whole regulation stands by its bare name."""
    return reference_text(reference) if reference.steps else reference.regulation


def references_text(references: tuple[tree.Reference, ...]) -> str:
    """Addresses joined by `en`; addresses in the same regulation share one `van X`, after the last of them."""
    texts = []
    for at, reference in enumerate(references):
        following = references[at + 1] if at + 1 < len(references) else None
        follows = following is not None and bool(following.steps) and bool(reference.steps)
        if follows and following is not None and following.regulation == reference.regulation:
            texts.append(_address(reference))
        elif follows and not reference.regulation:
            texts.append(f"{_address(reference)} van deze regeling")
        else:
            texts.append(reference_text(reference))
    return " en ".join(texts)


# --- literals -------------------------------------------------------------------------------


def money_text(cents: int) -> str:
    """`€ 3.398,00`: always with cents, thousands with dots."""
    euros, rest = divmod(abs(cents), 100)
    grouped = f"{euros:,}".replace(",", ".")
    return f"€ {'-' if cents < 0 else ''}{grouped},{rest:02d}"


def month_text(month: date) -> str:
    """`januari 2024`."""
    return f"{MONTHS[month.month - 1]} {month.year:04d}"


def date_text(day: date) -> str:
    """`1 januari 2024`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year:04d}"


def quantity_text(quantity: tree.Quantity | tree.Parameter) -> str:
    """`6 maanden`; one of a unit is singular: `1 maand`. Or the parameter that stands for it."""
    if isinstance(quantity, tree.Parameter):
        return f"parameter {quantity.name}"
    unit = _SINGULAR.get(quantity.unit, quantity.unit) if quantity.count == 1 else quantity.unit
    return f"{quantity.count} {unit}"


def _field_text(name: str, value: tree.Expression) -> str:
    """`x is 3` or `x ontbreekt`, in a record or among the facts of a scenario."""
    return f"{name} ontbreekt" if isinstance(value, tree.Absent) else f"{name} is {text(value)}"


def given_text(given: tree.Given) -> str:
    """A fact of a scenario: `persoon.leeftijd is 30` or `persoon.partner ontbreekt`."""
    return _field_text(given.fact, given.value)


# --- expressions ----------------------------------------------------------------------------


def binding(expression: tree.Expression) -> int:
    """How tightly this expression binds, as one of the constants above."""
    match expression:
        case tree.ConditionList():
            return LIST
        case tree.Junction():
            return JUNCTION
        case (
            tree.Not()
            | tree.Judgement()
            | tree.Comparison()
            | tree.Membership()
            | tree.Presence()
            | tree.Within()
            | tree.FallsIn()
            | tree.Lasts()
            | tree.Throughout()
            | tree.ApplicationFound()
        ):
            return UNIT
        case tree.OrElse():
            return VALUE
        case tree.Rounded() | tree.PeriodOf() | tree.LatestEnd() | tree.DeadlineDay():
            return ROUNDING
        case tree.AgeOf():
            return ROUNDING if expression.on else PRIMARY
        case tree.Arithmetic():
            return {"plus": SUM, "min": SUM, "maal": TERM, "gedeeld door": TERM}.get(expression.operator, FACTOR)
        case _:
            return PRIMARY


def at(least: int, expression: tree.Expression) -> str:
    """The expression in a place that asks for this binding: in brackets when it binds less tightly."""
    return text(expression) if binding(expression) >= least else f"({text(expression)})"


def _before_zonder(least: int, expression: tree.Expression) -> str:
    """An operand that is followed by `zonder`: brackets keep that word from going to a form inside it."""
    plain = at(least, expression)
    return f"({text(expression)})" if "dagen van " in plain or "laatste dag van " in plain else plain


def _without(spells: tree.Expression | None, least: int) -> str:
    return f" zonder {at(least, spells)}" if spells else ""


def text(expression: tree.Expression) -> str:
    """The expression on one line. Lists have no such form inside others: `layout.py` prints them."""
    match expression:
        case (
            tree.Number()
            | tree.Percentage()
            | tree.Money()
            | tree.Quantity()
            | tree.Parameter()
            | tree.Rate()
            | tree.DateLiteral()
            | tree.YesNo()
            | tree.Name()
            | tree.ThisDay()
            | tree.ThisMonth()
        ):
            return _simple(expression)
        case tree.PeriodLiteral() | tree.MonthsLiteral() | tree.ListLiteral() | tree.RecordLiteral() | tree.Absent():
            return _scenario_literal(expression)
        case tree.Not() | tree.Judgement() | tree.Junction() | tree.ConditionList():
            return _connected(expression)
        case tree.Comparison() | tree.Membership() | tree.Presence() | tree.Within() | tree.FallsIn() | tree.Lasts() | tree.Throughout():
            return _predicate(expression)
        case (
            tree.DecisionStatus()
            | tree.ConditionsMet()
            | tree.PersonMeant()
            | tree.ReadingIs()
            | tree.AppliedOn()
            | tree.ApplicationFound()
            | tree.Applicable()
        ):
            return _about_provisions(expression)
        case tree.Quantifier():
            return _quantifier(expression)
        case tree.Extreme() | tree.Arithmetic() | tree.Indexed() | tree.OrElse() | tree.Rounded():
            return _reckoning(expression)
        case tree.InMonth() | tree.MonthCount():
            return _months(expression)
        case tree.AgeOf() | tree.PeriodOf() | tree.PartOf() | tree.LatestEnd() | tree.DeadlineDay():
            return _dates(expression)
        case _:
            assert_never(expression)


def _connected(expression: tree.Not | tree.Judgement | tree.Junction | tree.ConditionList) -> str:
    match expression:
        case tree.Not():
            return f"niet {at(UNIT, expression.operand)}"
        case tree.Judgement():
            return f"naar oordeel {at(UNIT, expression.operand)}"
        case tree.Junction():
            return f" {expression.kind} ".join(at(UNIT, operand) for operand in expression.operands)
        case tree.ConditionList():
            return f"{expression.kind}: {'; '.join(f'{item.label}. {text(item.condition)}' for item in expression.items)}"
        case _:
            assert_never(expression)


_Simple = (
    tree.Number | tree.Percentage | tree.Money | tree.Quantity | tree.Parameter | tree.Rate | tree.DateLiteral | tree.YesNo | tree.Name | tree.ThisDay
    | tree.ThisMonth
)  # fmt: skip


def _simple(expression: _Simple) -> str:
    match expression:
        case tree.Number():
            return decimal_text(expression.value)
        case tree.Percentage():
            return f"{decimal_text(expression.value * 100)}%"
        case tree.Money():
            return money_text(expression.cents)
        case tree.Quantity() | tree.Parameter():
            return quantity_text(expression)
        case tree.Rate():
            return f"{money_text(expression.cents)} per {quantity_text(expression.per)}"
        case tree.DateLiteral():
            return date_text(expression.value)
        case tree.YesNo():
            return "ja" if expression.value else "nee"
        case tree.Name():
            return expression.text
        case tree.ThisDay() | tree.ThisMonth():
            return "deze dag" if isinstance(expression, tree.ThisDay) else "deze maand"
        case _:
            assert_never(expression)


def _scenario_literal(expression: tree.PeriodLiteral | tree.MonthsLiteral | tree.ListLiteral | tree.RecordLiteral | tree.Absent) -> str:
    match expression:
        case tree.PeriodLiteral():
            return f"{date_text(expression.first)} tot en met {date_text(expression.last)}"
        case tree.MonthsLiteral():
            several = f" tot en met {month_text(expression.last)}" if expression.last != expression.first else ""
            return f"{month_text(expression.first)}{several}" + (f": {text(expression.value)}" if expression.value else "")
        case tree.ListLiteral():
            return f"({'; '.join(text(element) for element in expression.elements) or 'geen'})"
        case tree.RecordLiteral():
            return f"{{{', '.join(_field_text(name, value) for name, value in expression.fields)}}}"
        case tree.Absent():
            return "ontbreekt"
        case _:
            assert_never(expression)


_Predicate = tree.Comparison | tree.Membership | tree.Presence | tree.Within | tree.FallsIn | tree.Lasts | tree.Throughout


def _predicate(expression: _Predicate) -> str:
    match expression:
        case tree.Comparison():
            return f"{at(VALUE, expression.left)} {expression.comparator} {at(VALUE, expression.right)}"
        case tree.Membership():
            return f"{at(VALUE, expression.left)} is een van ({_comma(option.text for option in expression.options)})"
        case tree.Presence():
            return f"{at(VALUE, expression.operand)} {'is ingevuld' if expression.present else 'ontbreekt'}"
        case tree.Within():
            side = "na" if expression.after else "vóór"
            return f"{at(VALUE, expression.left)} is binnen {at(VALUE, expression.length)} {side} {at(VALUE, expression.anchor)}"
        case tree.FallsIn():
            return f"{at(VALUE, expression.left)} valt in {at(VALUE, expression.period)}"
        case tree.Lasts():
            period = _before_zonder(VALUE, expression.period) if expression.without else at(VALUE, expression.period)
            return f"{period}{_without(expression.without, VALUE)} duurt {expression.comparator} {at(VALUE, expression.length)}"
        case tree.Throughout():
            spells, length, day = at(VALUE, expression.spells), at(VALUE, expression.length), at(VALUE, expression.before)
            if expression.kind == "ooit":
                return f"{spells} ooit in {length} vóór {day}"
            return f"{spells} gedurende ten minste {length} aaneengesloten vóór {day}"
        case _:
            assert_never(expression)


def status_text(status: str) -> str:
    """A status or outcome as it is written: with spaces."""
    return status.replace("_", " ")


_AboutProvisions = (
    tree.DecisionStatus | tree.ConditionsMet | tree.PersonMeant | tree.ReadingIs | tree.AppliedOn | tree.ApplicationFound | tree.Applicable
)  # fmt: skip


def _about_provisions(expression: _AboutProvisions) -> str:
    match expression:
        case tree.DecisionStatus():
            phase = f" {expression.phase}" if expression.phase else ""
            according = f" volgens {reference_text(expression.regulation)}" if expression.regulation else ""
            law = " onder de wet" if expression.under_the_law else ""
            return f"besluit {expression.decision}{phase}{according}{law} is {status_text(expression.status)}"
        case tree.ConditionsMet():
            whose = f" voor {expression.decision}" if expression.decision else ""
            return f"voorwaarden van {reference_text(expression.reference)}{whose} vervuld"
        case tree.PersonMeant():
            return f"persoon als bedoeld in {reference_text(expression.reference)} {expression.exclusions}".rstrip()
        case tree.ReadingIs():
            return f"lezing {expression.reading} is {expression.option}"
        case tree.AppliedOn():
            return f"toepassing van {reference_text(expression.reference)}"
        case tree.ApplicationFound(reference, length, day, after):
            into, side = ("binnen", "na") if after else ("in", "vóór")
            window = f" {into} {_after_in(length)} {side} {at(VALUE, day)}" if length and day else ""
            return f"toepassing gevonden van {reference_text(reference)}{window}"
        case tree.Applicable():
            return f"van toepassing is {reference_text(expression.reference)}"
        case _:
            assert_never(expression)


def _after_in(length: tree.Expression) -> str:
    """A length after `in`: in brackets when it would read as `in kalenderjaar van`, which is one word."""
    said = at(VALUE, length)
    return f"({said})" if said.startswith("kalenderjaar van") else said


def _quantifier(expression: tree.Quantifier) -> str:
    over = text(expression.over) if isinstance(expression.over, tree.Name) else f"({text(expression.over)})"
    where = f" waarvoor ({text(expression.where)})" if expression.where else ""
    if expression.body is None:
        return f"{expression.kind} {expression.binder} in {over}{where}"
    return f"som van {at(VALUE, expression.body)} over {expression.binder} in {over}{where}"


def _reckoning(expression: tree.Extreme | tree.Arithmetic | tree.Indexed | tree.OrElse | tree.Rounded) -> str:
    match expression:
        case tree.Extreme():
            return f"{expression.kind} van ({_comma(at(VALUE, operand) for operand in expression.operands)})"
        case tree.Arithmetic():
            own = binding(expression)
            left = at(PRIMARY if own == FACTOR else own, expression.left)
            right = at(own if own == FACTOR else own + 1, expression.right)
            return f"{left} {expression.operator} {right}"
        case tree.Indexed():
            return f"{text(expression.amount)} naar prijspeil {expression.year} geïndexeerd met {expression.index}"
        case tree.OrElse():
            return f"{at(VALUE, expression.first)} of anders {at(ROUNDING, expression.second)}"
        case tree.Rounded():
            unit = "hele euro's" if expression.to == "euro" else "hele centen"
            return f"{at(ROUNDING, expression.operand)} afgerond op {unit} {expression.direction}".rstrip()
        case _:
            assert_never(expression)


_COUNTED = {"aantal": "aantal maanden", "aaneengesloten": "aantal maanden aaneengesloten", "sinds de eerste": "aantal maanden sinds de eerste"}


def _months(expression: tree.InMonth | tree.MonthCount) -> str:
    match expression:
        case tree.InMonth():
            month = "deze maand" if expression.month is None else f"maand van {moment_text(expression.month)}"
            return f"{expression.series.text} in {month}"
        case tree.MonthCount():
            months = window_text(expression.window)
            if expression.kind == "som":
                return f"som van {at(VALUE, expression.series)} over maanden {months}"
            applied = isinstance(expression.series, tree.AppliedOn)
            return f"{_COUNTED[expression.kind]} {'' if applied else 'in '}{text(expression.series)} {months}"
        case _:
            assert_never(expression)


def window_text(window: tree.MonthWindow) -> str:
    """`vóór deze maand`, `tot en met deze maand in kalenderjaar van deze dag`, `in 12 maanden vóór d`."""
    since = f"vanaf {moment_text(window.since)} " if window.since else ""
    last = f"in {quantity_text(window.last)} " if window.last else ""
    stop = f"{'tot en met' if window.inclusive else 'vóór'} {moment_text(window.stop)} " if window.stop else ""
    year = f"in kalenderjaar van {moment_text(window.year)}" if window.year else ""
    return f"{since}{last}{stop}{year}".rstrip()


def moment_text(day: tree.Expression) -> str:
    """A day that stands for its month: in brackets unless it is a day, a name, or a part of one."""
    match day:
        case tree.Name() | tree.DateLiteral() | tree.ThisDay() | tree.ThisMonth():
            return text(day)
        case tree.PartOf() if day.part != "dagen":
            return f"{day.part} van {moment_text(day.operand)}"
        case _:
            return f"({text(day)})"


def _dates(expression: tree.AgeOf | tree.PeriodOf | tree.PartOf | tree.LatestEnd | tree.DeadlineDay) -> str:
    match expression:
        case tree.AgeOf():
            return f"leeftijd van {expression.entity}" + (f" op {at(SUM, expression.on)}" if expression.on else "")
        case tree.PeriodOf():
            return f"periode van {at(SUM, expression.first)} tot en met {at(SUM, expression.last)}"
        case tree.PartOf():
            operand = _before_zonder(PRIMARY, expression.operand) if expression.without else at(PRIMARY, expression.operand)
            return f"{expression.part} van {operand}{_without(expression.without, PRIMARY)}"
        case tree.LatestEnd():
            begin = _before_zonder(SUM, expression.begin) if expression.without else at(SUM, expression.begin)
            return f"laatste dag van {at(SUM, expression.length)} vanaf {begin}{_without(expression.without, SUM)}"
        case tree.DeadlineDay():
            return f"uiterste dag van {quantity_text(expression.length)} na {at(SUM, expression.anchor)}"
        case _:
            assert_never(expression)


def _comma(texts: Iterable[str]) -> str:
    return ", ".join(texts)
