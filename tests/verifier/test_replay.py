"""A case that the generated Python does not confirm is our bug and never a finding; and results are the same in every process."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from verified import Verdict, checked

from waterdicht.compiler.backends.python.module import compile_python
from waterdicht.compiler.ir import DefinitionInfo, Snapshot
from waterdicht.verifier import cases

POLICY = """
wet w "W"
artikel 1
  lid 1
    college moet hulp toekennen als persoon.a.
    college moet hulp weigeren als persoon.b.
  lid 2
    bij hulp bedraagt plaatsing.geheel ten hoogste 6 maanden.
  lid 3
    hoogte bedraagt € 100,00 als persoon.c.
    hoogte bedraagt € 200,00 als persoon.q.
stellingen s
stelling onwaar "Niet zo" over w als besluit hulp is mogelijk dan persoon.c.
stelling bestaat "Het kan" over w er bestaat een geval waarin besluit hulp is verplicht.
stelling waar "Zo is het" over w als besluit hulp is mogelijk dan persoon.a.
stelling twee "Hangt er niet van af" over w de uitkomst van hulp hangt niet af van persoon.b.
"""
WITH_CASES = {"tegenstrijdige-plichten", "waarde-ontbreekt", "waarde-dubbel"}


def wrong_python(snapshot: Snapshot) -> str:
    """Python in which every condition of a provision that stands by itself is the opposite of what it says."""
    from waterdicht.compiler.build import negate

    turned = {key: DefinitionInfo(key, negate(info.body), info.address) if ":voorwaarde" in key else info for key, info in snapshot.definitions.items()}
    return compile_python(replace(snapshot, definitions=turned))


def test_right_python_confirms_every_case() -> None:
    _, results = checked(POLICY)
    verdicts = {each.subject: each.verdict for each in results if each.check == "stelling"}
    assert verdicts == {
        "w/stelling-onwaar": Verdict.REFUTED, "w/stelling-bestaat": Verdict.PROVED, "w/stelling-waar": Verdict.PROVED, "w/stelling-twee": Verdict.REFUTED,
    }  # fmt: skip
    assert {each.check for each in results if each.verdict is Verdict.REFUTED} >= WITH_CASES
    assert not [each for each in results if each.verdict is Verdict.UNDECIDED]
    assert all(each.counterexample.replayed for each in results if each.counterexample is not None)


@pytest.mark.parametrize("condition", ["(persoon.c of niet persoon.c)", "niet (persoon.c en niet persoon.c)"])
def test_a_case_has_the_facts_of_a_condition_that_is_always_so(condition: str) -> None:
    text = f"""
wet w "W"
artikel 1
  college mag hulp toekennen als persoon.a en {condition}.
stellingen s
stelling nooit "Nooit" over w als besluit hulp is mogelijk dan niet persoon.a.
"""
    _, results = checked(text)
    (found,) = (each for each in results if each.check == "stelling")
    assert found.verdict is Verdict.REFUTED
    assert found.counterexample is not None
    assert {"persoon.a", "persoon.c"} <= found.counterexample.facts.keys()


def test_wrong_python_makes_every_case_undecided_and_no_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "compile_python", wrong_python)
    _, results = checked(POLICY)
    for each in results:
        if (each.check in WITH_CASES and each.verdict is not Verdict.PROVED) or each.subject in ("w/stelling-onwaar", "w/stelling-bestaat", "w/stelling-twee"):
            assert each.verdict is Verdict.UNDECIDED, (each.check, each.subject)
            assert "fout in waterdicht" in each.message_nl
            assert each.counterexample is None
    # A proof shows no case: there is nothing to play back.
    assert next(each for each in results if each.subject == "w/stelling-waar").verdict is Verdict.PROVED


def test_python_that_cannot_be_made_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(snapshot: Snapshot) -> str:
        raise RuntimeError("kapot")

    monkeypatch.setattr(cases, "compile_python", broken)
    with pytest.raises(RuntimeError, match="kapot"):
        checked(POLICY, "stelling")


PROGRAM = """
import sys
sys.path[:0] = sys.argv[1:3]
from test_replay import POLICY
from verified import checked
for each in checked(POLICY)[1]:
    print(each)
"""


def test_the_same_bytes_in_two_processes_with_different_hashes() -> None:
    here = Path(__file__).parent
    outputs = []
    for seed in ("1", "20240501"):
        command = [sys.executable, "-c", PROGRAM, str(here), str(here.parent / "compiler")]
        outputs.append(subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout)
    assert outputs[0] == outputs[1]
    assert outputs[0].count(b"\n") > 5
