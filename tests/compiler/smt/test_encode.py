"""The shape of the text: folded to two truth values where nothing can be missing, linear in size, complete in operators."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from waterdicht.compiler.backends.smt import text
from waterdicht.compiler.backends.smt.encode import encode
from waterdicht.compiler.backends.smt.encoding import Encoding
from waterdicht.compiler.backends.smt.operators import STRICT
from waterdicht.compiler.backends.smt.query import Constraint, script
from waterdicht.compiler.backends.smt.terms import Number
from waterdicht.compiler.ir import Apply, Choose, Constant, DefinitionInfo, Expr, FactInfo, FactOf, Op, Snapshot, Use, Vocabulary
from waterdicht.compiler.types import Scalar

OWN_ARM = {Op.AND, Op.OR, Op.NOT, Op.EXACTLY_ONE, Op.PRESENT, Op.OR_ELSE, Op.PERIOD}


def info(name: str, type_: Scalar, optional: bool) -> FactInfo:
    return FactInfo(name, type_, "", None, None, None, optional, "", "", "", "")


FACTS = {
    name: info(name, type_, optional)
    for name, type_, optional in [
        ("p.ja", Scalar.BOOL, False),
        ("p.begin", Scalar.DATE, False),
        ("p.einde", Scalar.DATE, True),
        ("p.aantal", Scalar.INT, False),
        ("p.maanden", Scalar.MONTHS, False),
        ("p.loon", Scalar.MONEY, False),
        ("p.deel", Scalar.PERCENTAGE, False),
    ]
}


def world(**definitions: Expr) -> Snapshot:
    found = {key: DefinitionInfo(key, body, "") for key, body in definitions.items()}
    return Snapshot(date(2024, 1, 1), None, Vocabulary(FACTS, {}, {}, (), frozenset()), {}, found)


def fact(name: str) -> FactOf:
    return FactOf(name, FACTS[name].type)


def test_every_operator_has_one_place() -> None:
    assert set(STRICT) | OWN_ARM == set(Op)
    assert not set(STRICT) & OWN_ARM


def test_what_cannot_fail_has_no_trace_of_failure() -> None:
    later = Apply(Op.ADD_MONTHS, (fact("p.begin"), fact("p.maanden")), Scalar.DATE)
    before = Apply(Op.LT, (Apply(Op.ADD_DAYS, (later, Constant(-1, Scalar.DAYS)), Scalar.DATE), fact("p.begin")), Scalar.BOOL)
    both = Apply(Op.AND, (before, Apply(Op.NOT, (fact("p.ja"),), Scalar.BOOL)), Scalar.BOOL)
    term = encode(both, Encoding(world(), {}))
    assert (term.fault, term.unknown, term.absent) == ("false", "false", "false")


def test_an_absent_date_is_a_fault_in_a_comparison() -> None:
    term = encode(Apply(Op.LT, (fact("p.begin"), fact("p.einde")), Scalar.BOOL), Encoding(world(), {}))
    assert term.fault == "(not |p.einde!ingevuld|)"
    assert term.unknown == "false"


def test_partial_mode_keeps_unknown() -> None:
    term = encode(fact("p.ja"), Encoding(world(), {}, "partial"))
    assert term.unknown == "(not |p.ja!bekend|)"


def test_text_stays_linear_when_definitions_use_each_other_twice() -> None:
    definitions: dict[str, Expr] = {"d0": Apply(Op.GE, (fact("p.aantal"), Constant(3, Scalar.INT)), Scalar.BOOL)}
    for index in range(1, 40):
        use = Use(f"d{index - 1}", Scalar.BOOL)
        one = Apply(Op.AND, (use, fact("p.ja")), Scalar.BOOL)
        definitions[f"d{index}"] = Apply(Op.OR, (one, Apply(Op.NOT, (use,), Scalar.BOOL)), Scalar.BOOL)
    written = script(Encoding(world(**definitions), {}), (Constraint("doel", Use("d39", Scalar.BOOL)),))
    assert len(written) < 10_000


def test_every_symbol_has_the_prefix() -> None:
    later = Apply(Op.ADD_MONTHS, (fact("p.begin"), Constant(1, Scalar.MONTHS)), Scalar.DATE)
    expr = Apply(Op.GE, (Apply(Op.DAYS_BETWEEN, (fact("p.begin"), later), Scalar.DAYS), Constant(30, Scalar.DAYS)), Scalar.BOOL)
    written = script(Encoding(world(), {}, prefix="x!"), (Constraint("doel", expr),))
    assert "|" in written
    assert all(word.startswith("x!") for word in written.split("|")[1::2])


def test_folding() -> None:
    assert text.conj("a", "true", "a") == "a"
    assert text.conj("a", "(not a)") == "false"
    assert text.disj("a", "(not a)") == "true"
    assert text.ite("c", "true", "x") == "(or c x)"
    assert text.add("3", "x", "(- 5)") == "(+ x (- 2))"
    assert text.le("2", "(- 1)") == "false"
    assert text.rational(-3) == "(- 3.0)"


def times(left: Expr, right: Expr) -> Apply:
    return Apply(Op.MUL, (left, right), Scalar.MONEY)


def percent(value: int) -> Constant:
    return Constant(Fraction(value, 100), Scalar.PERCENTAGE)


def number(expr: Expr) -> tuple[Number, str]:
    term = encode(expr, Encoding(world(), {}))
    assert isinstance(term.shape, Number)
    return term.shape, term.fault


def test_a_constant_part_of_an_amount_is_a_whole_number_of_parts_of_a_cent() -> None:
    quarter, _ = number(times(percent(25), fact("p.loon")))
    assert (quarter.text, quarter.real, quarter.scale) == ("|p.loon|", False, 4)
    _, fault = number(Apply(Op.WHOLE_CENTS, (times(percent(25), fact("p.loon")),), Scalar.MONEY))
    assert fault == "(not (= (mod |p.loon| 4) 0))"


def test_parts_that_make_a_whole_leave_no_fault() -> None:
    halved = times(percent(50), fact("p.loon"))
    _, fault = number(Apply(Op.WHOLE_CENTS, (times(halved, Constant(2, Scalar.INT)),), Scalar.MONEY))
    assert fault == "false"


def test_an_amount_times_a_chosen_rate_is_linear() -> None:
    rate = Choose(((fact("p.ja"), percent(30)), (Apply(Op.NOT, (fact("p.ja"),), Scalar.BOOL), percent(100))), Scalar.PERCENTAGE)
    encoding = Encoding(world(), {})
    product = encode(times(fact("p.loon"), rate), encoding).shape
    assert isinstance(product, Number)
    assert (product.real, product.scale) == (False, 10)
    assert "(ite |p.ja| (* 3 |p.loon|) (* 10 |p.loon|))" in " ".join(command.text for command in encoding.script.commands)


def test_an_amount_times_a_rate_that_is_a_fact_is_real() -> None:
    product, _ = number(times(fact("p.loon"), fact("p.deel")))
    assert (product.real, product.scale) == (True, 1)
    assert "to_real" in product.text
