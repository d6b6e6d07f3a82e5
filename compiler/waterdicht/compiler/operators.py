"""Typing of comparisons and arithmetic: which operator a written comparison is, and which units go together."""

from __future__ import annotations

from waterdicht.compiler.build import apply
from waterdicht.compiler.ir import Apply, Constant, Expr, Op
from waterdicht.compiler.scope import Scope
from waterdicht.compiler.types import ORDERED, EnumType, ListType, MonthlyType, RateType, Scalar, Type, show
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.source import Span

COMPARATORS: dict[str, Op] = {
    "is": Op.EQ,
    "is niet": Op.NE,
    "is ten minste": Op.GE,
    "is ten hoogste": Op.LE,
    "is meer dan": Op.GT,
    "is minder dan": Op.LT,
    "is vóór": Op.LT,
    "is na": Op.GT,
    "is uiterlijk op": Op.LE,
    "is vanaf": Op.GE,
}
DATE_WORDS = frozenset({"is vóór", "is na", "is uiterlijk op", "is vanaf"})
NUMBERS = frozenset({Scalar.INT, Scalar.DECIMAL})
UNITS = frozenset({Scalar.MONEY, Scalar.MONTHS, Scalar.DAYS, Scalar.PERCENTAGE})


def compare(written: str, left: Expr, right: Expr, scope: Scope, span: Span) -> Expr | None:
    """A comparison of two values of one type; dates have words of their own."""
    if not comparable(left.type, right.type):
        scope.report(Code.TYPES_DIFFER, span, left=show(left.type), right=show(right.type))
        return None
    equality = written in ("is", "is niet")
    is_date = left.type is Scalar.DATE
    allowed = equality or (is_date if written in DATE_WORDS else left.type in ORDERED or isinstance(left.type, RateType))
    if not allowed or (equality and (isinstance(left.type, ListType | MonthlyType) or left.type is Scalar.PERIODS)):
        scope.report(Code.NOT_COMPARABLE, span, words=written, type=show(left.type))
        return None
    return Apply(COMPARATORS[written], (left, right), Scalar.BOOL, span=span)


def comparable(left: Type, right: Type) -> bool:
    """Whether two types can be compared: the same, or both plain numbers."""
    return left == right or (left in NUMBERS and right in NUMBERS)


def calculate(written: str, left: Expr, right: Expr, scope: Scope, span: Span) -> Expr | None:
    """`plus`, `min`, `maal`, `gedeeld door` and `25% van` on values whose units go together."""
    result = calculated(written, left, right)
    if result is None:
        scope.report(Code.UNITS_DO_NOT_FIT, span, words=written, left=show(left.type), right=show(right.type))
    return result


def calculated(written: str, left: Expr, right: Expr) -> Expr | None:
    """The typed operator, or None when the units do not fit."""
    match written, left.type, right.type:
        case (("plus" | "min"), Scalar.DATE, (Scalar.MONTHS | Scalar.DAYS)):
            return shift(left, right if written == "plus" else minus(right))
        case (("plus" | "min"), a, b) if a in NUMBERS and b in NUMBERS:
            return apply(Op.ADD if written == "plus" else Op.SUB, Scalar.INT if a is b is Scalar.INT else Scalar.DECIMAL, left, right)
        case (("plus" | "min"), a, b) if a == b and a in UNITS:
            return apply(Op.ADD if written == "plus" else Op.SUB, a, left, right)
        case "min", Scalar.DATE, Scalar.DATE:
            return apply(Op.DAYS_BETWEEN, Scalar.DAYS, right, left)
        case (("maal" | "van"), Scalar.PERCENTAGE, (Scalar.MONEY | Scalar.DECIMAL | Scalar.INT | Scalar.PERCENTAGE) as unit):
            return apply(Op.MUL, Scalar.DECIMAL if unit is Scalar.INT else unit, left, right)
        case "maal", a, b if b in NUMBERS or b is Scalar.PERCENTAGE:
            return times(left, right, a)
        case "maal", a, b if a in NUMBERS:
            return times(right, left, b)
        case "gedeeld door", a, b if b in NUMBERS and (a in NUMBERS or a in (Scalar.MONEY, Scalar.PERCENTAGE)):
            return apply(Op.DIV, Scalar.DECIMAL if a in NUMBERS else a, left, right)
        case "gedeeld door", a, b if a == b and a in (Scalar.MONEY, Scalar.PERCENTAGE):
            return apply(Op.DIV, Scalar.DECIMAL, left, right)
        case _:
            return None


def times(amount: Expr, factor: Expr, unit: Type) -> Expr | None:
    """An amount times a plain number; months and days only times whole numbers."""
    if unit in (Scalar.MONTHS, Scalar.DAYS, Scalar.INT) and factor.type is not Scalar.INT:
        return apply(Op.MUL, Scalar.DECIMAL, amount, factor) if unit is Scalar.INT else None
    return apply(Op.MUL, unit, amount, factor) if unit in UNITS or unit in NUMBERS else None


def minus(amount: Expr) -> Expr:
    """The opposite of a number of months or days."""
    if isinstance(amount, Constant) and isinstance(amount.value, int):
        return Constant(-amount.value, amount.type)
    return apply(Op.SUB, amount.type, Constant(0, amount.type), amount)


def shift(day: Expr, amount: Expr) -> Expr:
    """A date some months or days later."""
    return apply(Op.ADD_MONTHS if amount.type is Scalar.MONTHS else Op.ADD_DAYS, Scalar.DATE, day, amount)


def extreme(kind: str, operands: tuple[Expr, ...], scope: Scope, span: Span) -> Expr | None:
    """The lowest or highest of values of one type (dates included)."""
    first = operands[0].type
    if any(not comparable(first, operand.type) for operand in operands):
        scope.report(Code.TYPES_DIFFER, span, left=show(first), right=show(operands[-1].type))
        return None
    if first not in ORDERED and first is not Scalar.DATE:
        scope.report(Code.NOT_COMPARABLE, span, words=f"{kind} van", type=show(first))
        return None
    type_ = Scalar.DECIMAL if first in NUMBERS and any(operand.type is Scalar.DECIMAL for operand in operands) else first
    return Apply(Op.MIN if kind == "laagste" else Op.MAX, operands, type_, span=span)


def rounded(expression: tree.Rounded, operand: Expr, scope: Scope) -> Expr | None:
    """A rounded amount: to whole euros or whole eurocents."""
    if operand.type is not Scalar.MONEY:
        scope.report(Code.WRONG_TYPE, expression.span, expected=show(Scalar.MONEY), found=show(operand.type))
        return None
    op = {"": Op.ROUND_HALF_UP, "naar boven": Op.ROUND_UP, "naar beneden": Op.ROUND_DOWN}[expression.direction]
    return apply(op, Scalar.MONEY, operand, Constant(100 if expression.to == "euro" else 1, Scalar.MONEY))


def option(name: tree.Name, type_: Type) -> Expr | None:
    """An option of an enumeration, where one is expected."""
    if isinstance(type_, EnumType) and name.text in type_.options:
        return Constant(name.text, type_)
    return None
