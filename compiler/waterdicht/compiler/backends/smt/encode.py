"""Expressions as SMT-LIB terms: the same arms as `evaluate`, with four-valued meaning kept in formulas beside each value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import reduce
from typing import assert_never

from waterdicht.compiler.backends.smt import days, logic, numbers
from waterdicht.compiler.backends.smt.choices import choices
from waterdicht.compiler.backends.smt.encoding import Encoding, Slot, Unencodable, share
from waterdicht.compiler.backends.smt.facts import encode_fact, encode_item, encode_unsaid
from waterdicht.compiler.backends.smt.operators import DAY, SPELLS, STRICT
from waterdicht.compiler.backends.smt.terms import (
    ChosenSpells,
    Elements,
    ListedSpells,
    Number,
    Option,
    Shape,
    Span,
    Term,
    Truth,
    Word,
    as_int,
    condition,
    constant,
    there,
    truth,
    with_absence_as_fault,
)
from waterdicht.compiler.backends.smt.text import FALSE, TRUE, conj, disj, integer, ite, lt, neg
from waterdicht.compiler.domains import HORIZON_FIRST
from waterdicht.compiler.ir import Apply, ByReading, Choose, Collect, Constant, Expr, FactOf, Gather, ItemOf, Marked, Op, Unsaid, Use
from waterdicht.compiler.types import UNIT_TYPE, EnumType, ListType, MonthlyType, RateType, Scalar, Type
from waterdicht.runtime.values import Period, normalise


def encode(expr: Expr, encoding: Encoding) -> Term:
    """The term of an expression. The same expression under the same binders and the same readings, as far as it turns on them, is encoded once."""
    binders = tuple(sorted((binder, slot.list_name, slot.index) for binder, slot in encoding.items.items())) if encoding.items else ()
    key = ("term", id(expr), binders, choices(expr, encoding))
    if key not in encoding.script.memory:
        # The expression is kept with its term, so that its identity stays taken.
        encoding.script.memory[key] = (expr, shared(encoding, _encode(expr, encoding)))
    found = encoding.script.memory[key]
    assert isinstance(found, tuple)
    term = found[1]
    assert isinstance(term, Term)
    return term


def _encode(expr: Expr, encoding: Encoding) -> Term:  # noqa: C901  # exhaustive: one arm for each form of expression
    match expr:
        case Constant():
            return Term(encode_constant(expr))
        case FactOf(name, type_):
            return encode_fact(encoding, name, type_)
        case ItemOf(binder, name, type_):
            return encode_item(encoding, encoding.items[binder], name, type_)
        case Unsaid(name, type_):
            return encode_unsaid(encoding, name, type_)
        case Use(key):
            return encode_use(key, encoding)
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


def shared(encoding: Encoding, term: Term) -> Term:
    """The term with names for its long parts."""
    flags = (share(encoding, flag, "Bool") for flag in (term.fault, term.unknown, term.absent))
    match term.shape:
        case Truth(text):
            return Term(Truth(share(encoding, text, "Bool")), *flags)
        case Number(text, real):
            return Term(replace(term.shape, text=share(encoding, text, "Real" if real else "Int")), *flags)
        case Option(text):
            return Term(Option(share(encoding, text, "Int")), *flags)
        case shape:
            return Term(shape, *flags)


def encode_constant(expr: Constant) -> Shape:
    """A literal."""
    match expr.value:
        case bool(value):
            return Truth(TRUE if value else FALSE)
        case int() | Fraction():
            return constant(expr.value)
        case str(word) if isinstance(expr.type, EnumType) and expr.type != UNIT_TYPE:
            return Option(integer(expr.type.options.index(word)))
        case str(word):
            return Word(word)
        case Period(begin, end):
            return Span(days.constant_day(begin), days.constant_day(end))
        case date():
            return days.constant_day(expr.value)
        case tuple() if expr.type is Scalar.PERIODS:
            return ListedSpells(normalise(period for period in expr.value if isinstance(period, Period)))
        case _:
            raise Unencodable("een lijst als vaste waarde")


def is_fractional(type_: Type) -> bool:
    """Whether values of a type can have a fraction while they are computed with."""
    return type_ in (Scalar.DECIMAL, Scalar.PERCENTAGE, Scalar.MONEY) or isinstance(type_, RateType)


def encode_use(key: str, encoding: Encoding) -> Term:
    """The value of a definition. Definitions never mention binders, so one term serves the whole script."""
    return encode(encoding.snapshot.definitions[key].body, replace(encoding, items={}) if encoding.items else encoding)


def encode_collect(expr: Collect, encoding: Encoding) -> Term:
    """A quantifier over the elements of a list: one copy for each place a list can have."""
    elements = with_absence_as_fault(encode(expr.over, encoding))
    if not isinstance(elements.shape, Elements):
        raise Unencodable("een kwantor over iets anders dan een lijst")
    cases = [replace(encoding, items={**encoding.items, expr.binder: slot}) for slot in slots(elements.shape)]
    taking_part = [lt(integer(index), elements.shape.length) for index in range(elements.shape.at_most)]
    conditions = [with_absence_as_fault(encode(expr.where, each)) for each in cases]
    match expr.gather:
        case Gather.ANY:
            found = logic.encode_or([only_if(part, term, FALSE) for part, term in zip(taking_part, conditions, strict=True)])
        case Gather.ALL:
            found = logic.encode_and([only_if(part, term, TRUE) for part, term in zip(taking_part, conditions, strict=True)])
        case Gather.COUNT:
            found = encode_total(expr.type, [only_if(part, term, FALSE) for part, term in zip(taking_part, conditions, strict=True)], None)
        case Gather.SUM:
            assert expr.body is not None  # INVARIANT: the type checker gives every SUM a body
            amounts = [with_absence_as_fault(encode(expr.body, each)) for each in cases]
            found = encode_total(expr.type, [only_if(part, term, FALSE) for part, term in zip(taking_part, conditions, strict=True)], amounts)
        case _:
            assert_never(expr.gather)
    return behind(elements, found)


def slots(elements: Elements) -> list[Slot]:
    """The places of a list."""
    return [Slot(elements.name, elements.kind, index) for index in range(elements.at_most)]


def only_if(taking_part: str, term: Term, otherwise: str) -> Term:
    """The condition for an element that the list has, a fixed truth for a place that is empty."""
    text = ite(taking_part, truth(term), otherwise)
    return Term(Truth(text), conj(taking_part, term.fault), conj(taking_part, term.unknown))


def behind(list_: Term, found: Term) -> Term:
    """What was found, when the list itself is there; else its fault or unknown."""
    fault = disj(list_.fault, conj(neg(list_.unknown), found.fault))
    unknown = disj(list_.unknown, conj(neg(list_.fault), found.unknown))
    return condition(truth(found), fault, unknown) if isinstance(found.shape, Truth) else Term(found.shape, fault, unknown)


def encode_total(type_: Type, conditions: Sequence[Term], amounts: Sequence[Term] | None) -> Term:
    """The sum of the amounts (1 each when None) whose condition is true; a fault or unknown among conditions or chosen amounts decides."""
    each = amounts if amounts is not None else [Term(constant(1))] * len(conditions)
    fault = disj(*(term.fault for term in conditions), *(conj(truth(term), amount.fault) for term, amount in zip(conditions, each, strict=True)))
    unknown = disj(*(term.unknown for term in conditions), *(conj(truth(term), amount.unknown) for term, amount in zip(conditions, each, strict=True)))
    zero = constant(0)
    chosen = [choose(truth(term), amount.shape, zero) for term, amount in zip(conditions, each, strict=True)]
    total = reduce(numbers.add_numbers, (shape for shape in chosen if isinstance(shape, Number)), zero)
    return Term(as_type(total, type_), fault, conj(neg(fault), unknown))


def encode_choose(expr: Choose, encoding: Encoding) -> Term:
    """The value of the one case that applies; a gap and an overlap are faults."""
    if not expr.cases:
        return Term(some_value(expr.type), fault=TRUE)
    conditions = [with_absence_as_fault(encode(when, encoding)) for when, _ in expr.cases]
    values = [encode(value, encoding) for _, value in expr.cases]
    one, two = logic.counted(encoding, [truth(term) for term in conditions])
    faulty = disj(*(term.fault for term in conditions))
    doubt = conj(neg(faulty), neg(two), disj(*(term.unknown for term in conditions)))
    stopped = disj(faulty, two, conj(neg(doubt), neg(one)))
    clear = share(encoding, conj(neg(stopped), neg(doubt)), "Bool")
    fault, unknown, absent = (
        disj(*(conj(truth(term), flag) for term, flag in zip(conditions, flags, strict=True)))
        for flags in zip(*((value.fault, value.unknown, value.absent) for value in values), strict=True)
    )
    shape = reduce(lambda rest, case: choose(truth(case[0]), case[1].shape, rest), reversed(list(zip(conditions, values, strict=True))[:-1]), values[-1].shape)
    flags = disj(stopped, conj(clear, fault)), disj(doubt, conj(clear, unknown)), conj(clear, absent)
    return condition(shape.text, *flags) if isinstance(shape, Truth) else Term(shape, *flags)


def some_value(type_: Type) -> Shape:
    """A shape of a type, for a term that is always a fault: which value it holds does not matter."""
    match type_:
        case Scalar.BOOL:
            return Truth(FALSE)
        case EnumType():
            return Option("0")
        case Scalar.DATE:
            return days.constant_day(HORIZON_FIRST)
        case Scalar.PERIOD:
            return Span(days.constant_day(HORIZON_FIRST), days.constant_day(HORIZON_FIRST))
        case Scalar.PERIODS:
            return ListedSpells(())
        case ListType() | MonthlyType():
            raise Unencodable("een lijst of maandreeks zonder regels")  # E346: values have no such type
        case Scalar.INT | Scalar.DECIMAL | Scalar.PERCENTAGE | Scalar.MONEY | Scalar.MONTHS | Scalar.DAYS | RateType():
            return constant(0)
        case _:
            assert_never(type_)


def choose(formula: str, then: Shape, otherwise: Shape) -> Shape:
    """One of two shapes of one type."""
    match then, otherwise:
        case Truth(one), Truth(other):
            return Truth(ite(formula, one, other))
        case Number(), Number():
            return numbers.choose_number(formula, then, otherwise)
        case Option(one), Option(other):
            return Option(ite(formula, one, other))
        case Span(begin, end), Span(other_begin, other_end):
            return Span(days.choose_day(formula, begin, other_begin), days.choose_day(formula, end, other_end))
        case one, other if isinstance(one, DAY) and isinstance(other, DAY):
            return days.choose_day(formula, one, other)
        case one, other if isinstance(one, SPELLS) and isinstance(other, SPELLS):
            return one if one == other else ChosenSpells(formula, one, other)
        case _:
            raise Unencodable("een keuze tussen lijsten")


def encode_apply(expr: Apply, encoding: Encoding) -> Term:
    """One operator applied to its arguments."""
    arguments = [encode(argument, encoding) for argument in expr.arguments]
    match expr.op:
        case Op.AND:
            return logic.encode_and([with_absence_as_fault(argument) for argument in arguments])
        case Op.OR:
            return logic.encode_or([with_absence_as_fault(argument) for argument in arguments])
        case Op.NOT:
            return logic.encode_not(with_absence_as_fault(arguments[0]))
        case Op.EXACTLY_ONE:
            return logic.encode_exactly_one(encoding, [with_absence_as_fault(argument) for argument in arguments])
        case Op.PRESENT:
            return Term(Truth(there(arguments[0])), arguments[0].fault, arguments[0].unknown)
        case Op.OR_ELSE:
            return encode_or_else(encoding, *arguments)
        case Op.PERIOD:
            return encode_period(*arguments)
        case op:
            return encode_strict(encoding, op, expr.type, [with_absence_as_fault(argument) for argument in arguments])


def encode_strict(encoding: Encoding, op: Op, type_: Type, arguments: Sequence[Term]) -> Term:
    """A strict operator: a fault or unknown among the arguments decides, fault before unknown."""
    shape, own_fault = STRICT[op](encoding, tuple(argument.shape for argument in arguments))
    faulty = disj(*(argument.fault for argument in arguments))
    unknown = disj(*(argument.unknown for argument in arguments))
    fault, doubt = disj(faulty, conj(neg(unknown), own_fault)), conj(neg(faulty), unknown)
    if isinstance(shape, Truth):
        return condition(shape.text, fault, doubt)
    return Term(as_type(shape, type_), fault, doubt)


def as_type(shape: Shape, type_: Type) -> Shape:
    """A whole number as an Int where its type has whole numbers only; other shapes as they are."""
    return as_int(shape) if isinstance(shape, Number) and not is_fractional(type_) else shape


def encode_or_else(encoding: Encoding, first: Term, second: Term) -> Term:
    """The first, or the second when the first is absent."""
    fault, unknown = disj(first.fault, conj(first.absent, second.fault)), disj(first.unknown, conj(first.absent, second.unknown))
    absent = conj(first.absent, second.absent)
    shape = choose(share(encoding, first.absent, "Bool"), second.shape, first.shape)
    return condition(shape.text, fault, unknown, absent) if isinstance(shape, Truth) else Term(shape, fault, unknown, absent)


def encode_period(first: Term, last: Term) -> Term:
    """A period; fault before unknown before absent."""
    if not (isinstance(first.shape, DAY) and isinstance(last.shape, DAY)):
        raise Unencodable("een periode zonder dagen")
    fault = disj(first.fault, last.fault)
    unknown = conj(neg(fault), disj(first.unknown, last.unknown))
    return Term(Span(first.shape, last.shape), fault, unknown, conj(neg(fault), neg(unknown), disj(first.absent, last.absent)))
