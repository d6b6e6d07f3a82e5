"""Small constructors for typed expressions, with the simplifications that never change a meaning."""

from __future__ import annotations

from collections.abc import Container

from waterdicht.compiler.ir import FALSE, TRUE, Apply, ByReading, Choose, Constant, Expr, FactOf, ItemOf, Marked, Op, Use
from waterdicht.compiler.types import Scalar, Type


def apply(op: Op, type_: Type, *arguments: Expr) -> Apply:
    """One operator applied."""
    return Apply(op, arguments, type_)


def both(*operands: Expr) -> Expr:
    """Conjunction; constants that do not matter are left out."""
    return junction(Op.AND, TRUE, FALSE, operands)


def either(*operands: Expr) -> Expr:
    """Disjunction; constants that do not matter are left out."""
    return junction(Op.OR, FALSE, TRUE, operands)


def junction(op: Op, neutral: Constant, absorbing: Constant, operands: tuple[Expr, ...]) -> Expr:
    """AND or OR of what is left after dropping neutral constants."""
    constants = [operand for operand in operands if operand.__class__ is Constant]
    if absorbing in constants:
        return absorbing
    kept = tuple(operand for operand in operands if operand.__class__ is not Constant or operand != neutral) if constants else operands
    return neutral if not kept else kept[0] if len(kept) == 1 else Apply(op, kept, Scalar.BOOL)


def negate(operand: Expr) -> Expr:
    """Negation; a double negation disappears."""
    match operand:
        case Constant(value) if isinstance(value, bool):
            return Constant(not value, Scalar.BOOL)
        case Apply(Op.NOT, (inner,)):
            return inner
        case _:
            return Apply(Op.NOT, (operand,), Scalar.BOOL)


def days(count: int) -> Constant:
    """A number of days."""
    return Constant(count, Scalar.DAYS)


def may_be_absent(expr: Expr, optional: Container[str]) -> bool:
    """Whether an expression can be absent, given the names of the optional facts and definitions."""
    match expr:
        case FactOf(name=name) | Use(key=name):
            return name in optional
        case ItemOf():
            return True  # an element does not say of which kind it is
        case Apply(op=op) if op is not Op.PERIOD and op is not Op.OR_ELSE:
            return False
        case Apply(op=op, arguments=arguments):
            absent = (may_be_absent(argument, optional) for argument in arguments)
            return any(absent) if op is Op.PERIOD else all(absent)
        case Marked(body=body):
            return may_be_absent(body, optional)
        case ByReading(_, branches):
            return any(may_be_absent(branch, optional) for _, branch in branches)
        case Choose(cases):
            return any(may_be_absent(value, optional) for _, value in cases)
        case _:
            return False


def present(expr: Expr, optional: Container[str]) -> Expr:
    """`expr is ingevuld`; simply true when it can never be absent."""
    return apply(Op.PRESENT, Scalar.BOOL, expr) if may_be_absent(expr, optional) else TRUE
