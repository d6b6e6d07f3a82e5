"""Which optional facts are there once native code has run: what was tested, or used by a strict operator without falling out."""

from __future__ import annotations

from waterdicht.compiler.backends.python.analysis import NOT_STRICT, Analysis, default_branch, may_be_absent
from waterdicht.compiler.ir import Apply, ByReading, Expr, FactOf, Marked, Op, Use

CONNECTIVES = frozenset({Op.AND, Op.OR, Op.EXACTLY_ONE})
NOTHING: frozenset[str] = frozenset()


def resolved(expr: Expr, analysis: Analysis) -> Expr:
    """The expression itself: without marks and readings around it, and a definition's body for the definition."""
    while True:
        match expr:
            case Marked(body):
                expr = body
            case ByReading():
                expr = default_branch(expr, analysis)
            case Use(key):
                expr = analysis.snapshot.definitions[key].body
            case _:
                return expr


def needed_by(expr: Expr, analysis: Analysis) -> frozenset[str]:
    """The optional facts that must be there for the value of `expr` to be there: in strict positions all the way down."""
    found = resolved(expr, analysis)
    match found:
        case FactOf(name):
            return frozenset({name}) if may_be_absent(found, analysis) else NOTHING
        case Apply(op, arguments) if op is Op.PERIOD or (op not in NOT_STRICT and op not in CONNECTIVES):
            return NOTHING.union(*(needed_by(argument, analysis) for argument in arguments))
        case _:
            return NOTHING


def after(expr: Expr, truth: bool, analysis: Analysis) -> frozenset[str]:
    """The optional facts that are there once native code has found the condition to be `truth`."""
    found = resolved(expr, analysis)
    match found:
        case Apply(Op.NOT, (inner,)):
            return after(inner, not truth, analysis)
        case Apply(Op.PRESENT, (inner,)):
            return needed_by(inner, analysis) if truth else NOTHING
        case Apply(Op.AND | Op.OR as op, arguments) if truth is (op is Op.AND):
            return NOTHING.union(*(after(argument, truth, analysis) for argument in arguments))
        case _:
            return needed_by(found, analysis)
