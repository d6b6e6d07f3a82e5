"""`waterdicht verify --evidence` and `--confirm`: files that stand by themselves, the same bytes each time, and what they say is so."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, TypeAlias

import pytest
import z3
from validator import problems

from waterdicht.cli.schemas import all_schemas
from waterdicht.verifier.second import SECOND_RLIMIT, answers

Run: TypeAlias = Callable[..., "CompletedProcess[str]"]


LAW = ("stad.norm", "weerlegd.norm")


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    """The evidence of a small law with a theorem that is proved and one that is refuted."""
    answer = run("verify", *LAW, "--confirm", "--evidence", str(tmp_path / "bewijs"))
    assert answer.returncode == 1
    assert "vragen geschreven in" in answer.stderr
    return tmp_path / "bewijs"


def index_of(folder: Path) -> dict[str, Any]:
    """The index of evidence."""
    found: dict[str, Any] = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return found


def test_the_index_meets_its_schema_and_names_every_file(folder: Path) -> None:
    index = index_of(folder)
    assert problems(index, all_schemas()["evidence"]) == []
    named = {each["file"] for each in index["questions"]}
    assert {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()} == named | {"index.json", "README.md"}
    assert all(sha256((folder / each["file"]).read_bytes()).hexdigest() == each["sha256"] for each in index["questions"])
    assert all(set(each["questions"]) <= named for each in index["results"])


def test_another_solver_gives_the_stated_answer_from_the_text_alone(folder: Path) -> None:
    index = index_of(folder)
    assert {each["status"] for each in index["questions"]} == {"sat", "unsat"}
    for each in index["questions"]:
        text = (folder / each["file"]).read_text(encoding="utf-8")
        assert f"(set-info :status {each['status']})" in text
        assert answers(text, SECOND_RLIMIT) == [each["status"]]
        solver = z3.Solver(ctx=z3.Context())
        solver.from_string(text)
        assert str(solver.check()) == each["status"]


def test_the_questions_of_a_theorem_are_its_premise_its_counterexample_and_what_it_rests_on(folder: Path) -> None:
    index = index_of(folder)
    statuses = {each["file"]: each["status"] for each in index["questions"]}
    constraints = {each["file"]: each["asked"][0]["constraints"] for each in index["questions"]}
    found = {each["subject"]: each for each in index["results"] if each["check"] == "stelling"}
    proved, refuted = found["stad/stelling-alleen_bijstand"], found["stad/stelling-nooit"]
    assert (proved["verdict"], proved["confirmed"], proved["replayed"]) == ("proved", "cvc5", False)
    assert sorted((statuses[file], constraints[file]) for file in proved["questions"]) == [
        ("sat", ["als (true)"]),
        ("unsat", ["als (true)", "dan (not_true)"]),
        ("unsat", ["stelling:0 (true)", "stelling:1 (true)", "stad/artikel-1/lid-1 (true)"]),
    ]
    assert (refuted["verdict"], refuted["confirmed"], refuted["replayed"]) == ("refuted", None, True)
    assert [statuses[file] for file in refuted["questions"]] == ["sat"]


def test_every_file_says_what_it_is(folder: Path) -> None:
    index = index_of(folder)
    (law,) = index["laws"]
    assert law["regulations"][0]["sha256"] in {each["sha256"] for each in index["sources"]}
    for each in index["questions"]:
        head = (folder / each["file"]).read_text(encoding="utf-8").partition("(set-info")[0]
        assert "; waterdicht " in head and "Z3 " in head and f"law {law['fingerprint']}" in head
        assert "; for: " in head and str(folder) not in head


def test_the_same_law_gives_the_same_bytes(run: Run, folder: Path, tmp_path: Path) -> None:
    run("verify", *LAW, "--confirm", "--jobs", "1", "--evidence", str(tmp_path / "weer"))
    both = [{each.relative_to(place).as_posix(): each.read_bytes() for each in place.rglob("*") if each.is_file()} for place in (folder, tmp_path / "weer")]
    assert both[0] == both[1]


def test_evidence_is_replaced_as_a_whole_and_never_something_else(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "questions" / "oud.smt2").write_text("(check-sat)")
    assert run("verify", *LAW, "--evidence", str(folder)).returncode == 1
    assert not (folder / "questions" / "oud.smt2").exists()
    other = tmp_path / "anders"
    other.mkdir()
    (other / "brief.txt").write_text("van een ander")
    answer = run("verify", *LAW, "--evidence", str(other))
    assert answer.returncode == 2
    assert "E615" in answer.stderr
    assert [each.name for each in other.iterdir()] == ["brief.txt"]


def test_evidence_does_not_come_from_the_cache(run: Run, tmp_path: Path) -> None:
    kept = {"WATERDICHT_CACHE": str(tmp_path / "cache")}
    run("verify", *LAW, env=kept)
    answer = run("verify", *LAW, "--evidence", str(tmp_path / "bewijs"), env=kept)
    assert "niet opnieuw bewezen" not in answer.stderr
    assert index_of(tmp_path / "bewijs")["questions"] != []


def test_what_was_worked_out_with_evidence_serves_later_runs(run: Run, tmp_path: Path) -> None:
    kept = {"WATERDICHT_CACHE": str(tmp_path / "cache")}
    run("verify", "stad.norm", "--confirm", env=kept)
    answer = run("verify", "stad.norm", env=kept)
    assert "niet opnieuw bewezen" in answer.stderr
    assert "bevestigd" not in answer.stdout


def test_the_report_says_who_confirmed(run: Run) -> None:
    answer = run("verify", "stad.norm", "--confirm", "-v")
    assert answer.returncode == 0
    assert "bevestigd door cvc5" in answer.stdout
    assert "Bevestigd door: cvc5" in answer.stdout
    assert "confirmed by cvc5" in run("verify", "stad.norm", "--confirm", "--lang", "en").stdout
    assert "bevestigd" not in run("verify", "stad.norm").stdout
    report = json.loads(run("verify", "stad.norm", "--confirm", "--format", "json").stdout)
    assert problems(report, all_schemas()["verify"]) == []
    assert report["engine"]["cvc5"]
    assert {each["confirmed"] for each in report["results"]} >= {"cvc5"}


def test_without_z3_it_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['z3'] = None\n")
    answer = run("verify", "stad.norm", env={"PYTHONPATH": str(tmp_path)})
    assert answer.returncode == 3
    assert "E622" in answer.stderr and "z3" in answer.stderr and "fout in waterdicht" not in answer.stderr


def test_without_cvc5_it_says_how_to_get_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['cvc5'] = None\n")
    without = {"PYTHONPATH": str(tmp_path)}
    answer = run("verify", "stad.norm", "--confirm", env=without)
    assert answer.returncode == 3
    assert "E622" in answer.stdout and "pip install" in answer.stdout
    assert run("verify", "stad.norm", "--evidence", str(tmp_path / "bewijs"), env=without).returncode == 0
