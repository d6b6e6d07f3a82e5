"""The plain form: expressions as native Python, for complete facts under the default readings.

It gives what `evaluate` gives or raises one of CANNOT_DECIDE; it never gives anything else. Facts are complete, so nothing is
unknown; what can be absent is tested before a strict operator uses it; and since a fault always raises, `and` and `or` may stop early.
"""

from __future__ import annotations

from typing import assert_never

from waterdicht.compiler.backends.python.analysis import default_branch, may_be_absent, may_fault
from waterdicht.compiler.backends.python.certain import after, needed_by, resolved
from waterdicht.compiler.backends.python.general import FACTS, element
from waterdicht.compiler.backends.python.layout import (
    AND,
    ATOM,
    COMPARISON,
    NOT,
    OR,
    SUM,
    Code,
    Joined,
    Text,
    attribute,
    call,
    conditional,
    flat,
    infix,
    listed,
    prefix,
)
from waterdicht.compiler.backends.python.layout import at_least as binding
from waterdicht.compiler.backends.python.literals import literal
from waterdicht.compiler.backends.python.scope import CALLS, INFIX, MONTH_DAYS, Scope, is_written_out, knowing, written_out
from waterdicht.compiler.ir import FALSE, TRUE, Apply, ByReading, Choose, Collect, Constant, Expr, FactOf, Gather, ItemOf, Marked, Op, Unsaid, Use
from waterdicht.compiler.types import Scalar


def emit(expr: Expr, scope: Scope) -> Code:
    """The plain form of an expression, over the name `facts`; absent where the expression is."""
    if scope.local and expr in scope.local:
        return emit_local(expr, scope.local[expr], scope)
    return emit_new(expr, scope)


def emit_new(expr: Expr, scope: Scope) -> Code:  # noqa: C901  # exhaustive: one arm for each form of expression
    """The plain form of an expression that is in no local variable."""
    match expr:
        case Constant(value):
            return literal(value)
        case FactOf(name):
            return emit_fact(name, scope)
        case ItemOf(binder, name):
            return Text(f"{element(binder)}[{name!r}]")
        case Unsaid():
            return Text("fall_out()")
        case Use():
            return emit_use(expr, scope)
        case Apply():
            return emit_apply(expr, scope)
        case Collect():
            return emit_collect(expr, scope)
        case Choose():
            return emit_choose(expr, scope)
        case ByReading():
            return emit(default_branch(expr, scope.analysis), scope)
        case Marked(body):
            return emit(body, scope)
        case _:
            assert_never(expr)


def emit_fact(name: str, scope: Scope) -> Code:
    """The value of a fact."""
    return Text(scope.names.facts[name]) if scope.unpacked else attribute(FACTS, scope.names.facts[name])


def emit_choose(expr: Choose, scope: Scope) -> Code:
    """The value of the one case that applies, out of the tuple of all values."""
    conditions = call("chosen", *strict_arguments(tuple(when for when, _ in expr.cases), scope))
    return Joined("", (listed(*(emit(value, scope) for _, value in expr.cases)), Joined("[", (conditions,), "", "]")), "", "")


def emit_local(expr: Expr, name: str, scope: Scope) -> Code:
    """A variable that holds the value of an expression; one that may hold a fault is tested unless its facts are there."""
    if name not in scope.faulty or needed_by(expr, scope.analysis) <= scope.certain:
        return Text(name)
    return call("settled" if expr.type is Scalar.BOOL else "needed", Text(name))


def is_there(expr: Expr, scope: Scope) -> bool:
    """Whether a variable holds the value of an expression, certainly there and no fault."""
    found = written_out(expr, scope)
    return found in scope.local and scope.local[found] not in scope.faulty and not may_be_absent(found, scope.analysis)


def emit_use(expr: Use, scope: Scope) -> Code:
    """A definition: written out when small, else a call of its plain function."""
    if is_written_out(expr, scope):
        return emit(scope.analysis.snapshot.definitions[expr.key].body, scope)
    scope.called.add(expr.key)
    return Text(f"plain_{scope.names.definitions[expr.key]}(facts)")


def strict(expr: Expr, scope: Scope) -> Code:
    """An argument of a strict operator: what is absent is for the general form."""
    expr = written_out(expr, scope)
    if isinstance(expr, Apply) and expr.op is Op.PERIOD and expr not in scope.local:
        return call("Period", *strict_arguments(expr.arguments, scope))
    code = emit(expr, scope)
    needed = needed_by(expr, scope.analysis)
    if not may_be_absent(expr, scope.analysis) or (needed and needed <= scope.certain):
        return code
    if isinstance(expr, FactOf):
        return conditional(code, infix("is not", COMPARISON, code, Text("ABSENT")), Text("fall_out()"))
    return call("needed", code)


def emit_apply(expr: Apply, scope: Scope) -> Code:
    """One operator applied to its arguments."""
    match expr.op:
        case Op.AND | Op.OR | Op.NOT | Op.EXACTLY_ONE | Op.PRESENT | Op.OR_ELSE:
            return emit_logic(expr.op, expr.arguments, scope)
        case Op.PERIOD | Op.BEGIN | Op.END | Op.LENGTH | Op.DAYS_IN | Op.CONTAINS | Op.DAYS_BETWEEN | Op.YEAR:
            return emit_dates(expr.op, expr, scope)
        case Op.LE if (found := net_limit(expr, scope)) is not None:
            return found
        case op if op in INFIX:
            return infix(*INFIX[op], *strict_arguments(expr.arguments, scope))
        case op:
            return call(CALLS[op], *strict_arguments(expr.arguments, scope))


def emit_logic(op: Op, arguments: tuple[Expr, ...], scope: Scope) -> Code:
    """Connectives and absence."""
    match op:
        case Op.AND:
            return junction("and", AND, "True", arguments, scope)
        case Op.OR:
            return junction("or", OR, "False", arguments, scope)
        case Op.NOT:
            return emit_not(arguments[0], scope)
        case Op.EXACTLY_ONE:
            return call("one_of", *strict_arguments(arguments, scope))
        case Op.PRESENT:
            return emit_presence("is not", "and", arguments[0], scope)
        case _:
            return emit_or_else(arguments[0], arguments[1], scope)


def strict_arguments(arguments: tuple[Expr, ...], scope: Scope) -> tuple[Code, ...]:
    """The arguments of a strict operator, from left to right: what one needs is certain for the next."""
    codes: list[Code] = []
    for argument in arguments:
        codes.append(strict(argument, scope))
        scope = knowing(scope, needed_by(argument, scope.analysis))
    return tuple(codes)


def junction(word: str, binds: int, empty: str, arguments: tuple[Expr, ...], scope: Scope) -> Code:
    """`and` or `or`, stopping early; nested ones need no brackets."""
    parts: list[Code] = []
    neutral = TRUE if binds == AND else FALSE
    for argument in arguments:
        if resolved(argument, scope.analysis) == neutral:
            continue
        parts.append(strict(argument, scope))
        scope = knowing(scope, after(argument, binds == AND, scope.analysis))
    if len(parts) < 2:
        return parts[0] if parts else Text(empty)
    spread: list[Code] = []
    for part in parts:
        same = isinstance(part, Joined) and part.level == binds and part.separator == f" {word} "
        spread += part.parts if same and isinstance(part, Joined) else (part,)
    # The same once more decides nothing more: what several general provisions bring in is asked once.
    different = tuple({flat(part): part for part in reversed(spread)}.values())[::-1]
    return infix(word, binds, *different) if len(different) > 1 else different[0]


def emit_not(argument: Expr, scope: Scope) -> Code:
    """`not x`."""
    inner = written_out(argument, scope)
    if isinstance(inner, Apply) and inner.op is Op.PRESENT and inner not in scope.local:
        return emit_presence("is", "or", inner.arguments[0], scope)
    return prefix("not ", binding(strict(argument, scope), NOT), NOT)


def emit_presence(test: str, word: str, argument: Expr, scope: Scope) -> Code:
    """Whether a value is there (`is not`, `and`) or not (`is`, `or`); a period is there when its days are.

    A day at fault counts before one that is absent: what can be at fault is computed first, and all of it.
    """
    found = written_out(argument, scope)
    parts = found.arguments if isinstance(found, Apply) and found.op is Op.PERIOD and found not in scope.local else (found,)
    sure: list[Code] = []
    fragile: list[Code] = []
    tests: list[Code] = []
    for part in (written_out(part, scope) for part in parts):
        faulty = may_fault(part, scope.analysis) and not is_there(part, scope)
        if may_be_absent(part, scope.analysis):
            (fragile if faulty else tests).append(infix(test, COMPARISON, emit(part, scope), Text("ABSENT")))
        elif faulty:
            computed = call("computed", strict(part, scope))
            sure.append(computed if word == "and" else prefix("not ", computed, NOT))
    if len(fragile) > 1:
        fragile = [call("all" if word == "and" else "any", listed(*fragile))]
    every = [*sure, *fragile, *tests]
    if len(every) > 1:
        return infix(word, AND if word == "and" else OR, *every)
    return every[0] if every else Text("True" if word == "and" else "False")


def emit_or_else(first: Expr, second: Expr, scope: Scope) -> Code:
    """The first value, or the second when the first is absent."""
    first = written_out(first, scope)
    if not may_be_absent(first, scope.analysis):
        return emit(first, scope)
    code = emit(first, scope)
    if binding(code, ATOM) is code and isinstance(first, FactOf):
        return conditional(code, infix("is not", COMPARISON, code, Text("ABSENT")), emit(second, scope))
    return conditional(Text("value"), infix("is not", COMPARISON, Joined("(value := ", (code,), "", ")"), Text("ABSENT")), emit(second, scope))


def emit_period(expr: Apply, scope: Scope) -> Code:
    """A period, absent when one of its days is and the other is not at fault."""
    days = [written_out(argument, scope) for argument in expr.arguments]
    doubtful = [emit(day, scope) for day in days if may_be_absent(day, scope.analysis)]
    if doubtful and any(may_fault(day, scope.analysis) for day in days):
        both = Joined("(value := ", (listed(*(emit(day, scope) for day in days)),), "", ")")
        return conditional(Text("Period(*value)"), infix("not in", COMPARISON, Text("ABSENT"), both), Text("ABSENT"))
    code = call("Period", *(emit(day, scope) for day in days))
    for day in doubtful:
        code = conditional(code, infix("is not", COMPARISON, day, Text("ABSENT")), Text("ABSENT"))
    return code


def emit_dates(op: Op, expr: Apply, scope: Scope) -> Code:
    """Operators on days and periods; the two days of a period are used themselves, so that none needs to be made."""
    first, *others = expr.arguments
    match op:
        case Op.PERIOD:
            return emit_period(expr, scope)
        case Op.BEGIN | Op.END:
            return emit_side(op, first, scope)
        case Op.LENGTH:
            return emit_length(*days_of(first, scope))
        case Op.DAYS_IN:
            return emit_days_in(first, others[0], scope)
        case Op.CONTAINS:
            return emit_contains(first, others[0], scope)
        case Op.DAYS_BETWEEN:
            return emit_days_between(first, others[0], scope)
        case _:
            return attribute(strict(first, scope), "year")


def emit_side(op: Op, period: Expr, scope: Scope) -> Code:
    """The first or last day of a period; the other day of one that is spelled out is computed too where that can be at fault."""
    found = written_out(period, scope)
    days = days_of(found, scope)
    side = 0 if op is Op.BEGIN else 1
    if isinstance(found, Apply) and found.op is Op.PERIOD and found not in scope.local:
        other = found.arguments[1 - side]
        if is_there(other, scope):
            return days[side]
        if may_fault(other, scope.analysis) or (may_be_absent(other, scope.analysis) and not needed_by(other, scope.analysis) <= scope.certain):
            return Joined("", (listed(*days), Text(f"[{side}]")), "", "")
    return days[side]


def net_limit(expr: Apply, scope: Scope) -> Code | None:
    """`days of [b, e] (less those in the spells) <= days from b to b plus n months`, shortened, or None when it is something else.

    Without spells, the usual case, that is `b plus n months > e`: the day b plus n months is itself the first day too many.
    """
    counted, limit = (written_out(argument, scope) for argument in expr.arguments)
    match counted:
        case Apply(Op.SUB, (Apply(Op.LENGTH, (period,)), Apply(Op.DAYS_IN, (spells, again)))) if period == again:
            return net_of_spells(period, spells, limit, expr, scope) if isinstance(written_out(spells, scope), FactOf) else None
        case Apply(Op.LENGTH, (period,)):
            return before_limit(period, limit, scope)
        case _:
            return None


def net_of_spells(period: Expr, spells: Expr, limit: Expr, expr: Apply, scope: Scope) -> Code | None:
    """The limit without spells, else the whole computation."""
    short = before_limit(period, limit, scope)
    if short is None or expr.arguments[0] in scope.local or needed_by(spells, scope.analysis) - scope.certain:
        return None
    return conditional(infix(*INFIX[Op.LE], *strict_arguments(expr.arguments, scope)), strict(spells, scope), short)


def before_limit(period: Expr, limit: Expr, scope: Scope) -> Code | None:
    """`b plus n months > e` when the limit is the days from b to b plus n months, n a number that is not negative."""
    match limit:
        case Apply(Op.DAYS_BETWEEN, (start, Apply(Op.ADD_MONTHS | Op.ADD_MONTHS_UP as op, (begin, Constant(int() as count))))) if count >= 0:
            first, last = days_of(period, scope)
            same = {flat(strict(start, scope)), flat(strict(begin, scope)), flat(first)}
            # Not `e < b plus n months`: Python runs the left side first, and what the first day needs is certain for the last.
            return infix(">", COMPARISON, call(CALLS[op], first, Text(str(count))), last) if len(same) == 1 else None
        case _:
            return None


def emit_days_between(start: Expr, stop: Expr, scope: Scope) -> Code:
    """Days from one day to another; to the same day plus months, a number that is remembered."""
    # In the order in which Python runs them: what the later day needs is certain for the earlier one.
    stop_code, start_code = strict_arguments((stop, start), scope)
    match written_out(stop, scope):
        case Apply(Op.ADD_MONTHS | Op.ADD_MONTHS_UP as op, (begin, months)) if stop not in scope.local and flat(strict(begin, scope)) == flat(
            strict(start, scope)
        ):
            return call(MONTH_DAYS[op], *strict_arguments((begin, months), scope))
        case _:
            return attribute(infix("-", SUM, stop_code, start_code), "days")


def at_hand(*codes: Code) -> bool:
    """Whether all of these are variables or attributes: nothing happens when they are read twice, or not at all."""
    return all("(" not in (flat(code) or "(") for code in codes)


def emit_length(first: Code, last: Code) -> Code:
    """The number of days, without a call where the days are at hand: 0 when the last is before the first."""
    if not at_hand(first, last):
        return call("length", first, last)
    counted = infix("+", SUM, attribute(infix("-", SUM, last, first), "days"), Text("1"))
    return conditional(counted, infix(">=", COMPARISON, last, first), Text("0"))


def emit_days_in(spells: Expr, period: Expr, scope: Scope) -> Code:
    """Days of a period that lie in the spells; without spells, the usual case, 0 at once when the period cannot be at fault."""
    spells_code = strict(spells, scope)
    days = days_of(period, knowing(scope, needed_by(spells, scope.analysis)))
    counted = call("days_in", spells_code, *days)
    faultless = not may_fault(period, scope.analysis) and needed_by(period, scope.analysis) <= scope.certain
    certainly = (faultless and isinstance(written_out(period, scope), (FactOf, Apply))) or at_hand(*days)
    return conditional(counted, spells_code, Text("0")) if certainly and isinstance(written_out(spells, scope), FactOf) else counted


def emit_contains(where: Expr, day: Expr, scope: Scope) -> Code:
    """Whether a day lies in a period, or in one of several."""
    if where.type is Scalar.PERIODS:
        return call("contains_any", *strict_arguments((where, day), scope))
    inside = strict(day, scope)
    first, last = days_of(where, knowing(scope, needed_by(day, scope.analysis)))
    if at_hand(first, inside, last):
        return infix("<=", COMPARISON, first, inside, last)
    return call("lies_within", inside, first, last)


def days_of(period: Expr, scope: Scope) -> tuple[Code, Code]:
    """The first and last day of a period."""
    period = written_out(period, scope)
    if isinstance(period, Apply) and period.op is Op.PERIOD and period not in scope.local:
        first, last = strict_arguments(period.arguments, scope)
        return first, last
    code = strict(period, scope)
    return attribute(code, "begin"), attribute(code, "end")


def emit_collect(expr: Collect, scope: Scope) -> Code:
    """A quantifier over the elements of a list; an empty list, the usual case, starts no loop."""
    over = strict(expr.over, scope)
    where = strict(expr.where, scope)
    every = f" for {element(expr.binder)} in "
    match expr.gather:
        case Gather.ANY:
            return conditional(loop("any", where, every, over), over, Text("False"))
        case Gather.ALL:
            return conditional(loop("all", where, every, over), over, Text("True"))
        case Gather.COUNT:
            return conditional(loop("sum", Text("1"), every, over, where), over, Text("0"))
        case Gather.SUM:
            assert expr.body is not None  # INVARIANT: the type checker gives every SUM a body
            return conditional(loop("sum", strict(expr.body, scope), every, over, where), over, Text("0"))
        case _:
            assert_never(expr.gather)


def loop(function: str, body: Code, every: str, over: Code, where: Code | None = None) -> Code:
    """`function(body for element in over if where)`."""
    parts = [binding(body, OR), prefix(every.lstrip(), binding(over, OR))]
    if where is not None:
        parts.append(prefix("if ", binding(where, OR)))
    return Joined(f"{function}(", tuple(parts), " ", ")")
