"""Realistic cases: near what is typical, the same in every process, and right when evaluated."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Apply, Collect, Constant, Expr, FactInfo, FactOf, Gather, ItemOf, Op, Snapshot, Vocabulary
from waterdicht.compiler.types import EnumType, ListType, Scalar, Type
from waterdicht.runtime.values import ABSENT, Period
from waterdicht.verifier.solver import Constraint, Unsat
from waterdicht.verifier.witness import near_miss, realistic

BOOL, DATE, DAYS, MONEY, INT, MONTHS = Scalar.BOOL, Scalar.DATE, Scalar.DAYS, Scalar.MONEY, Scalar.INT, Scalar.MONTHS
COLOUR = EnumType("kleur", ("rood", "geel", "groen"))
AWARDS = ListType("premie", 4)


def info(name: str, type_: Type, typical: Any = None, *, optional: bool = False) -> FactInfo:
    return FactInfo(name, type_, "", None, None, typical, optional, "", "", "", "")


FACTS = [
    info("p.werkt", BOOL),
    info("p.woont", BOOL, True),
    info("p.aantal", INT, 36),
    info("p.leeftijd", INT),
    info("p.deel", Scalar.PERCENTAGE, Fraction(1, 4)),
    info("p.inkomen", MONEY, 150_000),
    info("p.begin", DATE, date(2024, 6, 1)),
    info("p.einde", DATE),
    info("p.verlenging", DATE, optional=True),
    info("p.ziek", Scalar.PERIODS),
    info("p.kleur", COLOUR),
    info("p.premies", AWARDS),
    info("premie.bedrag", MONEY, 30_000),
]
WORLD = Snapshot(date(2024, 1, 1), None, Vocabulary({fact.name: fact for fact in FACTS}, {}, {}, (), frozenset({"premie"})), {}, {})


def fact(name: str) -> FactOf:
    return FactOf(f"p.{name}", next(each.type for each in FACTS if each.name == f"p.{name}"))


def apply(op: Op, *arguments: Expr, type_: Type = BOOL) -> Apply:
    return Apply(op, arguments, type_)


def case_for(*exprs: Expr) -> dict[str, Any]:
    found = realistic(WORLD, {}, [Constraint(str(index), expr) for index, expr in enumerate(exprs)])
    assert isinstance(found, dict)
    assert all(evaluate(expr, Case(WORLD, found, {})) is True for expr in exprs)
    return found


def test_typical_values_where_they_fit() -> None:
    found = case_for(apply(Op.OR, fact("werkt"), fact("woont")), apply(Op.GE, fact("aantal"), Constant(12, INT)))
    assert found == {"deze_dag": date(2024, 3, 1), "p.werkt": False, "p.woont": True, "p.aantal": 36}


def test_as_near_as_possible_where_they_do_not() -> None:
    found = case_for(
        apply(Op.GT, fact("aantal"), Constant(40, INT)),
        apply(Op.GE, fact("leeftijd"), Constant(27, INT)),
        apply(Op.LT, fact("inkomen"), Constant(120_050, MONEY)),
        apply(Op.LT, fact("begin"), Constant(date(2024, 3, 15), DATE)),
        apply(Op.GE, fact("einde"), apply(Op.ADD_MONTHS, fact("begin"), Constant(6, MONTHS), type_=DATE)),
        apply(Op.GT, fact("deel"), Constant(Fraction(1, 3), Scalar.PERCENTAGE)),
        apply(Op.NE, fact("kleur"), Constant("rood", COLOUR)),
    )
    assert found == {
        "deze_dag": date(2024, 3, 1),
        "p.aantal": 41,
        "p.leeftijd": 27,
        "p.deel": Fraction(34, 100),
        "p.inkomen": 120_049,
        "p.begin": date(2024, 3, 14),
        "p.einde": date(2024, 9, 14),
        "p.kleur": "geel",
    }


def test_of_two_nearest_values_the_lower() -> None:
    far = apply(Op.OR, apply(Op.LE, fact("aantal"), Constant(30, INT)), apply(Op.GE, fact("aantal"), Constant(42, INT)))
    assert case_for(far)["p.aantal"] == 30
    day = apply(Op.OR, apply(Op.LE, fact("begin"), Constant(date(2024, 5, 29), DATE)), apply(Op.GE, fact("begin"), Constant(date(2024, 6, 4), DATE)))
    assert case_for(day)["p.begin"] == date(2024, 5, 29)


def test_optional_facts_are_absent_when_they_can_be() -> None:
    either = apply(Op.OR, fact("werkt"), apply(Op.NOT, apply(Op.PRESENT, fact("verlenging"))))
    assert case_for(either)["p.verlenging"] is ABSENT
    assert case_for(apply(Op.GT, fact("verlenging"), fact("begin")))["p.verlenging"] == date(2024, 6, 2)


def test_lists_are_short_and_their_elements_typical() -> None:
    enough = Collect(
        Gather.SUM, "e", FactOf("p.premies", AWARDS), apply(Op.GT, ItemOf("e", "bedrag", MONEY), Constant(100, MONEY)), ItemOf("e", "bedrag", MONEY), MONEY
    )
    many = Collect(Gather.COUNT, "e", FactOf("p.premies", AWARDS), apply(Op.GT, ItemOf("e", "bedrag", MONEY), Constant(100, MONEY)), None, INT)
    assert case_for(apply(Op.GE, many, Constant(2, INT)))["p.premies"] == ({"bedrag": 30_000}, {"bedrag": 30_000})
    assert case_for(apply(Op.EQ, enough, Constant(70_000, MONEY)))["p.premies"] == ({"bedrag": 70_000},)


SICK_DAYS = apply(Op.DAYS_IN, fact("ziek"), apply(Op.PERIOD, fact("begin"), fact("einde"), type_=Scalar.PERIOD), type_=DAYS)


def test_no_more_sickness_than_needed() -> None:
    found = case_for(apply(Op.GE, SICK_DAYS, Constant(5, DAYS)), apply(Op.CONTAINS, fact("ziek"), fact("einde")))
    assert sum((spell.end - spell.begin).days + 1 for spell in found["p.ziek"]) == 5
    assert case_for(apply(Op.LE, SICK_DAYS, Constant(5, DAYS)))["p.ziek"] == ()


def test_a_set_with_gaps() -> None:
    begin, end = fact("begin"), fact("einde")
    found = case_for(
        apply(Op.EQ, end, apply(Op.ADD_DAYS, begin, Constant(20, DAYS), type_=DATE)),
        apply(Op.EQ, apply(Op.NTH_FREE_DAY, begin, Constant(15, DAYS), fact("ziek"), type_=DATE), end),
        apply(Op.NOT, apply(Op.CONTAINS, fact("ziek"), begin)),
    )
    assert len(found["p.ziek"]) == 1
    assert found["p.ziek"][0] == Period(date(2024, 6, 2), date(2024, 6, 7))


def test_no_case_is_said_so() -> None:
    both = (Constraint("a", fact("werkt")), Constraint("b", fact("werkt"), "not_true"))
    assert realistic(WORLD, {}, both) == Unsat()


def test_near_miss_changes_as_few_facts_as_it_can() -> None:
    case = {"deze_dag": date(2024, 3, 1), "p.werkt": True, "p.aantal": 20, "p.inkomen": 200_000, "p.begin": date(2024, 5, 5)}
    wish = apply(Op.AND, fact("werkt"), apply(Op.GE, fact("aantal"), Constant(24, INT)), apply(Op.LE, fact("inkomen"), Constant(300_000, MONEY)))
    other = apply(Op.LT, fact("begin"), Constant(date(2024, 7, 1), DATE))
    found = near_miss(WORLD, {}, (Constraint("wens", wish), Constraint("ander", other)), case)
    assert found == case | {"p.aantal": 24}


PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
import test_witness as t
from waterdicht.compiler.ir import Constant, Op
sick = t.apply(Op.GE, t.SICK_DAYS, Constant(40, t.DAYS))
long = t.apply(Op.GE, t.fact("einde"), t.apply(Op.ADD_MONTHS, t.fact("begin"), Constant(2, t.MONTHS), type_=t.DATE))
print(t.realistic(t.WORLD, {}, [t.Constraint("ziek", sick), t.Constraint("lang", long)]))
"""


def test_every_process_draws_up_the_same_case() -> None:
    here = str(Path(__file__).parent)
    runs = [
        subprocess.run([sys.executable, "-c", PROGRAM, here], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True).stdout
        for seed in ("1", "2", "3")
    ]
    assert runs[0] == runs[1] == runs[2]
    assert "p.ziek" in runs[0]
