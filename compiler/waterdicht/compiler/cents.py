"""Whole eurocents: amounts are exact while they are computed, and have no fraction of a cent when they leave a rule."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from waterdicht.compiler.build import apply
from waterdicht.compiler.ir import Apply, ByReading, Choose, Constant, DefinitionInfo, Expr, FactOf, Marked, Op, Use
from waterdicht.compiler.scope import ROUNDING, World
from waterdicht.compiler.types import Scalar

ROUNDED = {"half_omhoog": Op.ROUND_HALF_UP, "naar_boven": Op.ROUND_UP, "naar_beneden": Op.ROUND_DOWN}
"""What each option of the reading `afronding` does with a fraction of a cent."""
CENT = Constant(1, Scalar.MONEY)


def in_cents(value: Expr, world: World) -> Expr:
    """An amount that a rule gives: rounded by the reading `afronding` where that is declared, else a fault when it has a fraction of a cent."""
    if is_whole(value, world.lowered):
        return value
    options = [option for option in world.readings.get(ROUNDING, ()) if option in ROUNDED]
    if not options:
        return apply(Op.WHOLE_CENTS, Scalar.MONEY, value)
    return ByReading(ROUNDING, tuple((option, apply(ROUNDED[option], Scalar.MONEY, value, CENT)) for option in options), Scalar.MONEY)


def is_whole(value: Expr, definitions: Mapping[str, DefinitionInfo]) -> bool:
    """Whether an amount or number certainly has no fraction."""
    match value:
        case Constant(int() | Fraction() as number):
            return Fraction(number).denominator == 1
        case FactOf(_, type_):
            return type_ in (Scalar.MONEY, Scalar.INT)
        case Use(key):
            return key in definitions and is_whole(definitions[key].body, definitions)
        case Marked(body):
            return is_whole(body, definitions)
        case ByReading(_, branches):
            return all(is_whole(branch, definitions) for _, branch in branches)
        case Choose(cases):
            return all(is_whole(each, definitions) for _, each in cases)
        case Apply(op, arguments):
            return op in ALWAYS_WHOLE or (op in KEEPS_WHOLE and all(is_whole(argument, definitions) for argument in arguments))
        case _:
            return value.type is Scalar.INT


ALWAYS_WHOLE = frozenset({Op.ROUND_HALF_UP, Op.ROUND_UP, Op.ROUND_DOWN, Op.WHOLE_CENTS, Op.IN_MONTH, Op.MONTHS_TOTAL, Op.YEAR, Op.AGE})
KEEPS_WHOLE = frozenset({Op.ADD, Op.SUB, Op.MUL, Op.MIN, Op.MAX, Op.OR_ELSE})
