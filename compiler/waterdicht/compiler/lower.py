"""From what an author wrote to typed expressions. One arm per form of the syntax tree; `None` means it was reported."""

from __future__ import annotations

from typing import assert_never

from waterdicht.compiler import durations, monthly
from waterdicht.compiler.addresses import child, item_segment
from waterdicht.compiler.build import apply, both, either, negate, present
from waterdicht.compiler.history import asks_history, lower_history
from waterdicht.compiler.indexation import indexed
from waterdicht.compiler.ir import Collect, Constant, Expr, FactOf, Gather, Marked, Op
from waterdicht.compiler.legal import lower_legal
from waterdicht.compiler.literals import in_calendar, number, quantity, show_quantity, wanted
from waterdicht.compiler.models.open import measured, open_term, parameter, use_parameter
from waterdicht.compiler.monthly import lower_months
from waterdicht.compiler.operators import calculate, compare, extreme, option, rounded, shift
from waterdicht.compiler.scope import Scope, by_reading
from waterdicht.compiler.types import MONTHS_NAMED, UNIT_TYPE, EnumType, ListType, MonthlyType, RateType, Scalar, Type, show
from waterdicht.compiler.use import optional_names, use_name
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import nearest


def lower(expression: tree.Expression, scope: Scope) -> Expr | None:  # noqa: C901, PLR0912  # exhaustive: one arm for each form of the tree
    """The typed expression, or None when something in it is wrong (then a diagnostic has been reported)."""
    match expression:  # the commonest forms first
        case tree.Name():
            return use_name(expression, scope)
        case tree.Not() | tree.Junction() | tree.ConditionList() | tree.Judgement():
            return lower_logic(expression, scope)
        case tree.Comparison():
            return lower_comparison(expression, scope)
        case tree.Number():
            return Constant(*number(expression))
        case tree.Percentage(value):
            return Constant(value, Scalar.PERCENTAGE)
        case tree.Money(cents):
            return Constant(cents, Scalar.MONEY)
        case tree.Rate(cents, per):
            return Constant(cents, RateType(show_quantity(per)))
        case tree.Quantity() | tree.DateLiteral():
            return lower_measure(expression, scope)
        case tree.PeriodLiteral() | tree.MonthsLiteral() | tree.ListLiteral() | tree.RecordLiteral() | tree.Absent():
            raise AssertionError("INVARIANT: the grammar gives these in scenarios only")
        case tree.Parameter():
            return lower_parameter(expression, scope)
        case tree.YesNo(value):
            return Constant(value, Scalar.BOOL)
        case tree.ThisDay():
            return FactOf("deze_dag", Scalar.DATE)
        case tree.ThisMonth() | tree.InMonth() | tree.MonthCount():
            return lower_months(expression, scope, typed)
        case tree.Membership() | tree.Presence() | tree.Within() | tree.FallsIn() | tree.Lasts() | tree.Throughout():
            return lower_test(expression, scope)
        case tree.ApplicationFound():
            return lower_history(expression, scope, typed)
        case tree.DecisionStatus() | tree.ConditionsMet() | tree.PersonMeant() | tree.ReadingIs() | tree.AppliedOn() | tree.Applicable():
            return lower_legal(expression, scope)
        case tree.Quantifier():
            return lower_quantifier(expression, scope)
        case tree.Extreme() | tree.Arithmetic() | tree.Indexed() | tree.OrElse() | tree.Rounded():
            return lower_arithmetic(expression, scope)
        case tree.AgeOf() | tree.PeriodOf() | tree.PartOf() | tree.LatestEnd() | tree.DeadlineDay():
            return lower_time(expression, scope)
        case _:
            assert_never(expression)


def lower_measure(expression: tree.Quantity | tree.DateLiteral, scope: Scope) -> Expr | None:
    """A length or a day. Working days have no fixed length: they stand in a term only."""
    match expression:
        case tree.Quantity(_, "werkdagen" as unit):
            scope.report(Code.MISPLACED_UNIT, expression.span, unit=unit)
            return None
        case tree.Quantity():
            return Constant(*quantity(expression))
        case tree.DateLiteral(value):
            if not in_calendar(value):
                scope.report(Code.WRONG_LITERAL, expression.span, expected=wanted(Scalar.DATE))
                return None
            return Constant(value, Scalar.DATE)


def lower_parameter(expression: tree.Parameter, scope: Scope) -> Expr | None:
    """The value that was filled in, or the open parameter as a fact, in the measure of its unit."""
    info = parameter(expression, scope)
    if info is None:
        return None
    if info.unit == "werkdagen":
        scope.report(Code.MISPLACED_UNIT, expression.span, unit=info.unit)
        return None
    if info.value is not None:
        named = option(info.value, info.type) if isinstance(info.value, tree.Name) else None
        return named or lower(info.value, scope)
    return measured(use_parameter(info, scope), info.unit)


def condition(expression: tree.Expression, scope: Scope) -> Expr | None:
    """An expression that must be ja/nee."""
    return typed(expression, scope, Scalar.BOOL)


def typed(expression: tree.Expression, scope: Scope, *allowed: Type) -> Expr | None:
    """An expression that must have one of these types."""
    lowered = lower(expression, scope)
    if lowered is None:
        return None
    if lowered.type not in allowed:
        scope.report(Code.WRONG_TYPE, expression.span, expected=" of ".join(map(show, allowed)), found=show(lowered.type))
        return None
    return lowered


def all_of(*parts: Expr | None) -> tuple[Expr, ...] | None:
    """The parts when none of them failed."""
    return None if any(part is None for part in parts) else tuple(part for part in parts if part is not None)


def lower_logic(expression: tree.Not | tree.Junction | tree.ConditionList | tree.Judgement, scope: Scope) -> Expr | None:
    """Connectives and lists."""
    match expression:
        case tree.Not(operand):
            inner = condition(operand, scope)
            return None if inner is None else negate(inner)
        case tree.Judgement(operand):
            inner = condition(operand, scope)
            return None if inner is None else Marked(inner, scope.address, True, span=expression.span)
        case tree.Junction(kind, operands):
            parts = all_of(*[condition(operand, scope) for operand in operands])
            return None if parts is None else both(*parts) if kind == "en" else either(*parts)
        case tree.ConditionList(kind, items):
            parts = all_of(*[lower_item(item, scope) for item in items])
            return None if parts is None else join_items(kind, parts)


def lower_item(item: tree.ListItem, scope: Scope) -> Expr | None:
    """One labelled item: a condition at its own address."""
    here = scope.at(child(scope.address, item_segment(item.label)))
    parts = all_of(condition(item.condition, here), Constant(False, Scalar.BOOL) if item.unless is None else condition(item.unless, here))
    return None if parts is None else Marked(both(parts[0], negate(parts[1])), here.address, span=item.span)


def join_items(kind: tree.ListKind, parts: tuple[Expr, ...]) -> Expr:
    """The connective of a list."""
    match kind:
        case "alle van":
            return both(*parts)
        case "een of meer van":
            return either(*parts)
        case "precies één van":
            return apply(Op.EXACTLY_ONE, Scalar.BOOL, *parts)
        case "geen van":
            return negate(either(*parts))


def lower_comparison(expression: tree.Comparison, scope: Scope) -> Expr | None:
    """A comparison; ages compare with years, enumerations with their options."""
    left = lower(expression.left, scope)
    if left is None:
        return None
    if isinstance(expression.left, tree.AgeOf):
        return compare_age(expression, left, scope)
    right = option(expression.right, left.type) if isinstance(expression.right, tree.Name) else None
    if right is None and isinstance(left.type, EnumType) and isinstance(expression.right, tree.Name) and not known(expression.right, scope):
        scope.report(
            Code.UNKNOWN_OPTION,
            expression.right.span,
            name=expression.right.text,
            list=left.type.name,
            suggestion=nearest(expression.right.text, left.type.options),
        )
        return None
    if right is None and isinstance(expression.right, tree.Number) and left.type is Scalar.DECIMAL:
        right = Constant(expression.right.value, Scalar.DECIMAL)
    right = right or lower(expression.right, scope)
    if right is None:
        return None
    if expression.comparator in ("is ouder dan", "is jonger dan"):
        scope.report(Code.NOT_COMPARABLE, expression.span, words=expression.comparator, type=show(left.type))
        return None
    return compare(expression.comparator, left, right, scope, expression.span)


def known(name: tree.Name, scope: Scope) -> bool:
    """Whether a name is a fact, a value or a definition."""
    words = scope.world.words
    return name.text in words.facts or name.text in words.values or name.text in words.derived or name.text.partition(".")[0] in scope.binders


def compare_age(expression: tree.Comparison, age: Expr, scope: Scope) -> Expr | None:
    """An age in whole years against `n jaar`. `ouder dan n jaar` is a reading: from n + 1, or from the day after the birthday."""
    years = years_of(expression.right, scope)
    if years is None:
        scope.report(Code.AGE_NEEDS_YEARS, expression.right.span)
        return None
    match expression.comparator:
        case "is jonger dan":
            return apply(Op.LT, Scalar.BOOL, age, years)
        case "is ouder dan":
            birth, on = age.arguments if hasattr(age, "arguments") else (age, age)
            birthday = apply(Op.ADD_MONTHS, Scalar.DATE, birth, measured(years, "jaar"))
            next_year = Constant(years.value + 1, Scalar.INT) if isinstance(years, Constant) and isinstance(years.value, int) else None
            older = apply(Op.GT, Scalar.BOOL, age, years) if next_year is None else apply(Op.GE, Scalar.BOOL, age, next_year)
            return by_reading("ouder_dan", older, apply(Op.GT, Scalar.BOOL, on, birthday), Scalar.BOOL)
        case comparator:
            return compare(comparator, age, years, scope, expression.span)


def years_of(expression: tree.Expression, scope: Scope) -> Expr | None:
    """A number of years: written, or a parameter in years."""
    if isinstance(expression, tree.Parameter):
        info = parameter(expression, scope)
        if info is None or info.unit != "jaar":
            return None
        return use_parameter(info, scope) if info.value is None else years_of(info.value, scope)
    return Constant(expression.count, Scalar.INT) if isinstance(expression, tree.Quantity) and expression.unit == "jaar" else None


def lower_test(expression: tree.Membership | tree.Presence | tree.Within | tree.FallsIn | tree.Lasts | tree.Throughout, scope: Scope) -> Expr | None:
    """Tests on one value, a date or a period."""
    match expression:
        case tree.Membership(left, options):
            return lower_membership(left, options, scope)
        case tree.Presence() | tree.Within() if asks_history(expression):
            return lower_history(expression, scope, typed)
        case tree.Presence(operand, wanted):
            inner = lower(operand, scope)
            there = None if inner is None else apply(Op.PRESENT, Scalar.BOOL, inner)
            return there if there is None or wanted else negate(there)
        case tree.Within():
            return lower_within(expression, scope)
        case tree.FallsIn(day, period):
            parts = all_of(typed(day, scope, Scalar.DATE), typed(period, scope, Scalar.PERIOD, Scalar.PERIODS))
            return None if parts is None else apply(Op.CONTAINS, Scalar.BOOL, parts[1], parts[0])
        case tree.Lasts(period, without, comparator, length):
            parts = all_of(typed(period, scope, Scalar.PERIOD), lower_length(length, scope))
            spells = None if without is None else typed(without, scope, Scalar.PERIODS)
            if parts is None or (without is not None and spells is None):
                return None
            return durations.lasts(parts[0], spells, comparator, parts[1])
        case tree.Throughout(kind, spells_, length, day):
            parts = all_of(typed(spells_, scope, Scalar.PERIODS, MONTHS_NAMED), lower_length(length, scope), typed(day, scope, Scalar.DATE))
            if parts is None or parts[0].type is Scalar.PERIODS:
                return None if parts is None else durations.throughout(kind, *parts)
            months = typed(length, scope, Scalar.MONTHS)
            return None if months is None else monthly.throughout(kind, parts[0], months, parts[2])


def lower_length(expression: tree.Expression, scope: Scope) -> Expr | None:
    """A length of time: months or days, never silently mixed."""
    return typed(expression, scope, Scalar.MONTHS, Scalar.DAYS)


def lower_membership(left: tree.Expression, options: tuple[tree.Name, ...], scope: Scope) -> Expr | None:
    """`f is een van (a, b)`."""
    value = lower(left, scope)
    if value is None:
        return None
    chosen = [option(name, value.type) for name in options]
    for name, found in zip(options, chosen, strict=True):
        if found is None:
            listed = value.type.options if isinstance(value.type, EnumType) else ()
            scope.report(Code.UNKNOWN_OPTION, name.span, name=name.text, list=show(value.type), suggestion=nearest(name.text, listed))
    parts = all_of(*chosen)
    return None if parts is None else either(*(apply(Op.EQ, Scalar.BOOL, value, each) for each in parts))


def lower_within(expression: tree.Within, scope: Scope) -> Expr | None:
    """`x is binnen T na y`: from y up to and including y plus T; `vóór y`: from y minus T up to, not including, y. False when a day is absent."""
    parts = all_of(typed(expression.left, scope, Scalar.DATE), lower_length(expression.length, scope), typed(expression.anchor, scope, Scalar.DATE))
    if parts is None:
        return None
    day, length, anchor = parts
    names = optional_names(scope.world)
    there = (present(day, names), present(anchor, names))
    if expression.after:
        return both(*there, apply(Op.GE, Scalar.BOOL, day, anchor), apply(Op.LE, Scalar.BOOL, day, shift(anchor, length)))
    return both(*there, apply(Op.CONTAINS, Scalar.BOOL, durations.before(anchor, length), day))


GATHER = {"er is een": Gather.ANY, "geen": Gather.ANY, "elke": Gather.ALL, "aantal": Gather.COUNT, "som van": Gather.SUM}


def lower_quantifier(expression: tree.Quantifier, scope: Scope) -> Expr | None:
    """A bounded quantifier over a list fact."""
    over = lower(expression.over, scope)
    if over is None:
        return None
    if not isinstance(over, FactOf) or not isinstance(over.type, ListType):
        scope.report(Code.WRONG_TYPE, expression.over.span, expected="lijst", found=show(over.type))
        return None
    inner = scope.binding(expression.binder, over.type.kind)
    where = Constant(True, Scalar.BOOL) if expression.where is None else condition(expression.where, inner)
    body = None if expression.body is None else typed(expression.body, inner, Scalar.INT, Scalar.DECIMAL, Scalar.MONEY, Scalar.MONTHS, Scalar.DAYS)
    if where is None or (expression.body is not None and body is None):
        return None
    gather = GATHER[expression.kind]
    type_ = Scalar.INT if gather is Gather.COUNT else body.type if body is not None else Scalar.BOOL
    found = Collect(gather, expression.binder, over, where, body, type_)
    return negate(found) if expression.kind == "geen" else found


def lower_arithmetic(expression: tree.Extreme | tree.Arithmetic | tree.Indexed | tree.OrElse | tree.Rounded, scope: Scope) -> Expr | None:
    """Values made from values."""
    match expression:
        case tree.Extreme(kind, operands):
            parts = all_of(*[lower(operand, scope) for operand in operands])
            return None if parts is None else extreme(kind, parts, scope, expression.span)
        case tree.Arithmetic(operator, left, right):
            parts = all_of(lower(left, scope), lower(right, scope))
            return None if parts is None else calculate(operator, parts[0], parts[1], scope, expression.span)
        case tree.Indexed(amount):
            price = typed(amount, scope, Scalar.MONEY)
            return None if price is None else indexed(expression, price, scope)
        case tree.OrElse(first, second):
            parts = all_of(lower(first, scope), lower(second, scope))
            if parts is not None and parts[0].type != parts[1].type:
                scope.report(Code.TYPES_DIFFER, expression.span, left=show(parts[0].type), right=show(parts[1].type))
                return None
            if parts is not None and isinstance(parts[0].type, ListType | MonthlyType):
                scope.report(Code.LISTS_ARE_NOT_CHOSEN, expression.span, type=show(parts[0].type))
                return None
            return None if parts is None else apply(Op.OR_ELSE, parts[0].type, *parts)
        case tree.Rounded(operand):
            inner = lower(operand, scope)
            return None if inner is None else rounded(expression, inner, scope)


def lower_time(expression: tree.AgeOf | tree.PeriodOf | tree.PartOf | tree.LatestEnd | tree.DeadlineDay, scope: Scope) -> Expr | None:
    """Ages, periods and deadlines."""
    match expression:
        case tree.AgeOf(entity, on):
            birth = use_name(tree.Name(f"{entity}.geboortedatum", span=expression.span), scope)
            day = FactOf("deze_dag", Scalar.DATE) if on is None else typed(on, scope, Scalar.DATE)
            parts = all_of(birth, day)
            return None if parts is None else apply(Op.AGE, Scalar.INT, *parts)
        case tree.PeriodOf(first, last):
            parts = all_of(typed(first, scope, Scalar.DATE), typed(last, scope, Scalar.DATE))
            return None if parts is None else apply(Op.PERIOD, Scalar.PERIOD, *parts)
        case tree.PartOf():
            return lower_part(expression, scope)
        case tree.LatestEnd(length, begin, without):
            parts = all_of(typed(begin, scope, Scalar.DATE), lower_length(length, scope))
            spells = None if without is None else typed(without, scope, Scalar.PERIODS)
            if parts is None or (without is not None and spells is None):
                return None
            return durations.latest_end(parts[0], parts[1], spells)
        case tree.DeadlineDay(length, anchor):
            day = typed(anchor, scope, Scalar.DATE)
            return None if day is None else deadline(length, day, scope)


def deadline(length: tree.Expression, anchor: Expr, scope: Scope) -> Expr | None:
    """The last day of a term, counted after the anchor day; the unit as written decides whether the Algemene termijnenwet applies."""
    if isinstance(length, tree.Parameter):
        info = parameter(length, scope)
        if info is None or info.value is None:
            return None if info is None else open_term(info, length, anchor, scope)
        length = info.value
    if not isinstance(length, tree.Quantity):
        scope.report(Code.TERM_NEEDS_UNIT, length.span)
        return None
    if length.unit not in UNIT_TYPE.options:
        scope.report(Code.MISPLACED_UNIT, length.span, unit=length.unit)
        return None
    return apply(Op.DEADLINE, Scalar.DATE, anchor, Constant(length.count, Scalar.INT), Constant(length.unit, UNIT_TYPE))


def lower_part(expression: tree.PartOf, scope: Scope) -> Expr | None:
    """`begin van p`, `einde van p`, `dagen van p [zonder S]`, `kalenderjaar van d`, `maand van d`."""
    if expression.part in ("kalenderjaar", "maand"):
        day = typed(expression.operand, scope, Scalar.DATE)
        in_year = expression.part == "kalenderjaar"
        return None if day is None else apply(Op.YEAR, Scalar.INT, day) if in_year else apply(Op.MONTH, Scalar.DATE, day)
    period = typed(expression.operand, scope, Scalar.PERIOD)
    spells = None if expression.without is None else typed(expression.without, scope, Scalar.PERIODS)
    if period is None or (expression.without is not None and spells is None):
        return None
    if expression.part == "dagen":
        return durations.counted_days(period, spells)
    return durations.part(Op.BEGIN if expression.part == "begin" else Op.END, period)
