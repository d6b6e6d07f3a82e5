"""The generated source: it imports only the runtime, is the same every time, and loads to the decisions of the snapshot."""

from __future__ import annotations

import ast
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from policies_by_hand import B, at, f, fact, proefplaats, snapshot

from waterdicht.compiler.backends.python import compile_python
from waterdicht.compiler.backends.python.names import identifiers
from waterdicht.compiler.build import apply, both, either, negate
from waterdicht.compiler.durations import lasts
from waterdicht.compiler.ir import Channel, Collect, Constant, FactOf, Gather, ItemOf, Op, Outcome
from waterdicht.compiler.types import ListType, Scalar
from waterdicht.runtime.decide import OUTCOMES
from waterdicht.runtime.errors import UnreadablePolicy
from waterdicht.runtime.policy import load_file, load_source

DATE = Scalar.DATE
SOURCE = compile_python(proefplaats())


def imported(source: str) -> set[str]:
    """The modules that a source imports."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
        elif isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
    return found


def test_imports_only_the_runtime_and_the_standard_library() -> None:
    ours = {name for name in imported(SOURCE) if name.startswith("waterdicht")}
    assert all(name == "waterdicht.runtime" or name.startswith("waterdicht.runtime.") for name in ours)
    assert imported(SOURCE) - ours <= {"__future__", "collections.abc", "datetime", "fractions", "typing"}


def test_loading_needs_neither_compiler_nor_solver(tmp_path: Path) -> None:
    path = tmp_path / "policy.py"
    path.write_text(SOURCE, encoding="utf-8")
    program = (
        "import sys\nfrom pathlib import Path\nfrom waterdicht.runtime.policy import load_file\n"
        f"load_file(Path({str(path)!r}))\n"
        "print([name for name in ('lark', 'z3', 'pydantic', 'waterdicht.dsl', 'waterdicht.compiler') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_same_bytes_in_every_process() -> None:
    program = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from policies_by_hand import proefplaats\nfrom waterdicht.compiler.backends.python import compile_python\n"
        "sys.stdout.write(compile_python(proefplaats()))"
    )
    for seed in ("1", "2"):
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed})
        assert done.stdout == SOURCE


def test_every_function_says_where_it_comes_from() -> None:
    for node in ast.walk(ast.parse(SOURCE)):
        if isinstance(node, ast.FunctionDef):
            assert ast.get_docstring(node), node.name
    assert "stichtse_vecht/artikel-1/lid-1: de persoon hoort tot de doelgroep" in SOURCE
    assert "# stichtse_vecht/artikel-7/lid-3/onderdeel-a" in SOURCE


def test_no_long_lines_of_code() -> None:
    code = [line for line in SOURCE.splitlines() if "import" not in line and '"' not in line and "'" not in line]
    assert max(map(len, code)) <= 120


def test_names_stay_apart() -> None:
    names = identifiers(["a.b_c", "a_b.c", "a.b.c", "is", "één", "é", "7a", "facts", "model.dump", "print"])
    assert len(set(names.values())) == len(names)
    assert all(name.isidentifier() for name in names.values())
    assert (names["is"], names["één"], names["facts"]) == ("is_", "één", "facts_")


def test_facts_with_names_that_clash() -> None:
    made = snapshot((fact("a.b_c", B), fact("a_b.c", B)), {Channel.GRANT: at("artikel-1", f("a.b_c")), Channel.REFUSE: f("a_b.c")})
    policy = load_source(compile_python(made))
    assert policy.decide("besluit", {"a.b_c": True, "a_b.c": False}, explain=False) == "mag toekennen"
    assert policy.decide("besluit", {"a.b_c": True, "a_b.c": True}, explain=False) == "moet weigeren"


NAMES = (
    "age", "length", "date", "month_days", "fall_out", "OUTCOME_OF", "type", "len", "tuple", "str", "bool", "value", "channels", "feiten", "data", "deze_dag_", "facts",
    "v0", "c0", "d_begrip_x", "plain_begrip_x", "element_x", "lees_x", "SPECS", "ABSENT", "ready", "missing", "x", "is", "any", "MISSING", "computed",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_facts_with_names_that_mean_something_in_generated_code(name: str) -> None:
    """Each in a decision that uses days, lists, a definition met twice, and a side that may be absent."""
    item, many = ListType("ding", 3), Collect(Gather.ANY, "x", FactOf("p.lijst", ListType("ding", 3)), both(ItemOf("x", "waar", B), f(name)), None, B)
    late = apply(Op.GT, B, apply(Op.OR_ELSE, DATE, FactOf("p.einde", DATE), FactOf("p.begin", DATE)), FactOf("deze_dag", DATE))
    short = lasts(apply(Op.PERIOD, Scalar.PERIOD, FactOf("p.begin", DATE), FactOf("p.einde", DATE)), None, "ten hoogste", Constant(2, Scalar.MONTHS))
    met_twice = both(f(name), either(many, late, short), negate(f("p.ander")))
    infos = (fact(name, B), fact("p.ander", B), fact("p.lijst", item), fact("ding.waar", B), fact("p.begin", DATE), fact("p.einde", DATE, optional=True))
    policy = load_source(compile_python(snapshot(infos, {Channel.GRANT: either(met_twice, both(met_twice, f("p.ander"))), Channel.REFUSE: negate(f(name))})))
    data = {name: True, "p.ander": False, "p.lijst": [{"waar": True}], "p.begin": "2024-02-01", "p.einde": "2024-02-09"}
    for value, outcome in ((True, "mag toekennen"), (False, "moet weigeren")):
        case = {**data, name: value}
        assert policy.decide_json("besluit", case, on=date(2024, 5, 6)).outcome == outcome
        row = policy.decision("besluit").read(case, date(2024, 5, 6))
        assert policy.decision("besluit").explained(row)[0] == outcome


def test_words_of_the_law_are_the_same_on_both_sides() -> None:
    assert {outcome.value for outcome in Outcome} == set(OUTCOMES)


@pytest.mark.parametrize("source", ["", "FORMAT = 0", "def (", "\0"])
def test_what_is_no_policy(source: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadablePolicy):
        load_source(source)
    path = tmp_path / "policy.py"
    path.write_text(source, encoding="utf-8")
    with pytest.raises(UnreadablePolicy):
        load_file(path)
