"""From an expression of the typed model to columns: one arm for each form, as in `waterdicht.compiler.evaluate`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import reduce
from typing import assert_never

from waterdicht.compiler.backends.columns import days, numbers, terms
from waterdicht.compiler.backends.columns.cells import FALSE, TRUE, conj, disj, literal, neg
from waterdicht.compiler.backends.columns.operators import STRICT
from waterdicht.compiler.backends.columns.terms import Nothing, Option, Shape, Span, Term, Truth, condition, met, needed, refuted
from waterdicht.compiler.backends.columns.wholes import Inexpressible, constant
from waterdicht.compiler.ir import Apply, ByReading, Choose, Collect, Constant, Expr, FactOf, Gather, ItemOf, Marked, Op, Snapshot, Unsaid, Use
from waterdicht.compiler.types import EnumType, ListType, MonthlyType, RateType, Scalar, Type
from waterdicht.runtime.values import Period, Value


@dataclass(frozen=True, slots=True)
class Encoding:
    """What is needed to encode: the law, the option of each reading, and what stands for each fact. `known` has the definitions so far."""

    snapshot: Snapshot
    readings: Mapping[str, str]
    fact: Callable[[str, Type], Term]
    known: dict[str, Term] = field(default_factory=dict)


def encode(expr: Expr, encoding: Encoding) -> Term:  # noqa: C901  # exhaustive: one arm for each form of expression
    """The columns of an expression. Raises Inexpressible for what columns cannot hold."""
    match expr:
        case Constant(value, type_):
            return Term(shape_of(value, type_))
        case FactOf(name, type_):
            return encoding.fact(name, type_)
        case ItemOf(_, name):
            raise Inexpressible(f"{name} van een element van een lijst")
        case Unsaid(_, type_):
            return Term(blank(type_), unknown=TRUE)
        case Use(key):
            if key not in encoding.known:
                encoding.known[key] = encode(encoding.snapshot.definitions[key].body, encoding)
            return encoding.known[key]
        case Apply():
            return encode_apply(expr, encoding)
        case Collect():
            return encode_collect(expr, encoding)
        case Choose():
            return encode_choose(expr, encoding)
        case ByReading(reading, branches):
            return encode(dict(branches)[encoding.readings[reading]], encoding)
        case Marked(body):
            return encode(body, encoding)
        case _:
            assert_never(expr)


def shape_of(value: Value, type_: Type) -> Shape:
    """The columns of a literal."""
    match value:
        case bool():
            return Truth(literal(value))
        case int() | Fraction():
            return numbers.exact(value)
        case date():
            return days.written(value)
        case Period(begin, end):
            return Span(days.written(begin), days.written(end))
        case str():
            assert isinstance(type_, EnumType)  # INVARIANT: only options are texts
            return Option(constant(type_.options.index(value)), type_.options)
        case () if not isinstance(type_, ListType):
            return Nothing()
        case _:
            raise Inexpressible("verzamelingen met iets erin")


def blank(type_: Type) -> Shape:
    """Some value of a type, where no value counts."""
    match type_:
        case Scalar.BOOL:
            return Truth(FALSE)
        case Scalar.DATE:
            return days.written(date(2000, 1, 1))
        case Scalar.PERIOD:
            return Span(days.written(date(2000, 1, 1)), days.written(date(2000, 1, 1)))
        case Scalar.PERIODS | MonthlyType() | ListType():
            return Nothing()
        case EnumType(_, options):
            return Option(constant(0), options)
        case Scalar() | RateType():
            return numbers.exact(0)
        case _:
            assert_never(type_)


def encode_apply(expr: Apply, encoding: Encoding) -> Term:
    """One operator applied to its arguments."""
    arguments = [encode(argument, encoding) for argument in expr.arguments]
    match expr.op:
        case Op.AND:
            return encode_and([needed(each) for each in arguments])
        case Op.OR:
            return encode_or([needed(each) for each in arguments])
        case Op.NOT:
            only = needed(arguments[0])
            return Term(Truth(refuted(only)), only.fault, only.unknown)
        case Op.EXACTLY_ONE:
            return encode_exactly_one([needed(each) for each in arguments])
        case Op.PRESENT:
            only = arguments[0]
            return condition(neg(only.absent), only.fault, only.unknown)
        case Op.OR_ELSE:
            return terms.choose(arguments[0].absent, arguments[1], Term(arguments[0].shape, arguments[0].fault, arguments[0].unknown))
        case Op.PERIOD:
            return encode_period(arguments[0], arguments[1])
        case _:
            return encode_strict(expr.op, [needed(each) for each in arguments])


def encode_strict(op: Op, arguments: Sequence[Term]) -> Term:
    """A fault of any argument, else unknown when one is, else what the operator says."""
    if op not in STRICT:
        raise Inexpressible("een termijn met de Algemene termijnenwet")
    value, own_fault = STRICT[op](tuple(each.shape for each in arguments))
    faulty = disj(*(each.fault for each in arguments))
    unknown = conj(disj(*(each.unknown for each in arguments)), neg(faulty))
    fault = disj(faulty, conj(own_fault, neg(unknown)))
    return condition(value.met, fault, unknown) if isinstance(value, Truth) else Term(value, fault, unknown)


def encode_and(parts: Sequence[Term]) -> Term:
    """The minimum in the order false < fault < unknown < true."""
    faulty, unknown = disj(*(each.fault for each in parts)), disj(*(each.unknown for each in parts))
    open_ = conj(*(neg(refuted(each)) for each in parts)) if disj(faulty, unknown) is not FALSE else FALSE
    return Term(Truth(conj(*map(met, parts))), conj(open_, faulty), conj(open_, neg(faulty), unknown))


def encode_or(parts: Sequence[Term]) -> Term:
    """The maximum in the order false < unknown < fault < true."""
    true = disj(*map(met, parts))
    faulty, unknown = disj(*(each.fault for each in parts)), disj(*(each.unknown for each in parts))
    return Term(Truth(true), conj(neg(true), faulty), conj(neg(true), neg(faulty), unknown))


def encode_exactly_one(parts: Sequence[Term]) -> Term:
    """False as soon as two are true; else fault, else unknown, else whether one is true."""
    one, two = FALSE, FALSE
    for part in parts:
        two, one = disj(two, conj(one, met(part))), disj(one, met(part))
    faulty, unknown = disj(*(each.fault for each in parts)), disj(*(each.unknown for each in parts))
    return condition(conj(one, neg(two)), conj(neg(two), faulty), conj(neg(two), neg(faulty), unknown))


def encode_period(first: Term, last: Term) -> Term:
    """A period; fault before unknown before absent."""
    begin, end = first.shape, last.shape
    assert isinstance(begin, days.Day)  # INVARIANT: the type checker lets only days come here
    assert isinstance(end, days.Day)
    fault = disj(first.fault, last.fault)
    unknown = conj(disj(first.unknown, last.unknown), neg(fault))
    return Term(Span(begin, end), fault, unknown, conj(disj(first.absent, last.absent), neg(fault), neg(unknown)))


def encode_collect(expr: Collect, encoding: Encoding) -> Term:
    """A quantifier over a list with nothing in it."""
    over = needed(encode(expr.over, encoding))
    match expr.gather:
        case Gather.ANY | Gather.ALL:
            return condition(TRUE if expr.gather is Gather.ALL else FALSE, over.fault, over.unknown)
        case Gather.COUNT | Gather.SUM:
            return Term(numbers.exact(0), over.fault, over.unknown)
        case _:
            assert_never(expr.gather)


def encode_choose(expr: Choose, encoding: Encoding) -> Term:
    """The value of the one case that applies; a gap and an overlap are faults."""
    conditions = [needed(encode(when, encoding)) for when, _ in expr.cases]
    faulty = disj(*(each.fault for each in conditions))
    one, two = FALSE, FALSE
    for each in conditions:
        two, one = disj(two, conj(one, met(each))), disj(one, met(each))
    unknown = conj(disj(*(each.unknown for each in conditions)), neg(faulty), neg(two))
    fault = disj(faulty, two, conj(neg(one), neg(unknown)))
    stopped = disj(fault, unknown)
    values = [(met(when), encode(value, encoding)) for when, (_, value) in zip(conditions, expr.cases, strict=True)]
    if not values:
        return Term(blank(expr.type), fault, unknown)
    found = reduce(lambda rest, case: terms.choose(case[0], case[1], rest), reversed(values[:-1]), values[-1][1])
    flags = (disj(fault, conj(found.fault, neg(stopped))), disj(unknown, conj(found.unknown, neg(stopped))), conj(found.absent, neg(stopped)))
    return condition(found.shape.met, *flags) if isinstance(found.shape, Truth) else Term(found.shape, *flags)
