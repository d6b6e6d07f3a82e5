"""The shape of the text: folded to two truth values where nothing can be missing, linear in size, complete in operators."""

from __future__ import annotations

from datetime import date

from waterdicht.compiler.backends.smt import text
from waterdicht.compiler.backends.smt.encode import encode
from waterdicht.compiler.backends.smt.encoding import Encoding
from waterdicht.compiler.backends.smt.operators import STRICT
from waterdicht.compiler.backends.smt.query import Constraint, script
from waterdicht.compiler.ir import Apply, Constant, DefinitionInfo, Expr, FactInfo, FactOf, Op, Snapshot, Use, Vocabulary
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
