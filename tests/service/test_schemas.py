"""Schemas and typed Python for consumers: what they say is what is read and written."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from premie_cases import FACTS, facts
from validator import problems

from waterdicht.cli.main import main
from waterdicht.runtime import Policies
from waterdicht.runtime.compiled import Decision
from waterdicht.runtime.receipt import receipt, receipt_json
from waterdicht.runtime.request import answer
from waterdicht.runtime.schemas import ANSWER, RECEIPT, facts_schema, request_schema

REQUEST = {"besluit": "premie", "op": "2024-03-01", "feiten": FACTS}


@pytest.fixture(scope="module")
def decision(policies: Policies, day: date) -> Decision:
    return policies.law("stad", day).policy.decision("premie", "stad")


@pytest.mark.parametrize("changes", [{}, {"student": True}, {"bijstand": ...}, {"inkomen": ..., "melding": None}])
def test_answers_and_receipts_meet_their_schema(policies: Policies, changes: dict[str, Any]) -> None:
    found = answer(policies, {**REQUEST, "feiten": facts(**changes), "gewenst": "moet weigeren", "motivering": True})
    assert list(problems(found.json, ANSWER)) == []
    assert list(problems(receipt_json(receipt(found.law, found.explanation, found.on)), RECEIPT)) == []
    short = answer(policies, {**REQUEST, "feiten": facts(**changes)})
    assert list(problems(short.json, ANSWER)) == []


def test_questions_meet_their_schema(decision: Decision) -> None:
    assert list(problems(REQUEST, request_schema(decision))) == []
    assert list(problems({**REQUEST, "feiten": {"persoon.bijstand": "ja"}}, request_schema(decision)))
    assert list(problems({**REQUEST, "x": 1}, request_schema(decision)))


def test_the_schema_of_the_facts_is_that_of_the_pydantic_model(policies: Policies, decision: Decision, day: date) -> None:
    from waterdicht.runtime.checked import checker

    model = checker(policies.law("stad", day).policy, "premie", regulation="stad").model().json_schema()["properties"]
    for name, schema in facts_schema(decision)["properties"].items():
        assert {key: value for key, value in model[name].items() if key != "title"} == schema


@pytest.fixture(scope="module")
def written(norms: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("schemas") / "premie"
    for _ in range(2):  # what it made itself it replaces
        assert main(["schemas", "premie", str(norms), "--in", "stad", "--on", "2024-03-01", "-o", str(folder)]) == 0
    return folder


def test_the_command_writes_schemas_and_types(written: Path, decision: Decision) -> None:
    assert sorted(each.name for each in written.iterdir()) == [
        "antwoord.schema.json",
        "bon.schema.json",
        "feiten.schema.json",
        "premie.py",
        "vraag.schema.json",
    ]
    schema = json.loads((written / "feiten.schema.json").read_text())
    assert {**facts_schema(decision)} == {key: value for key, value in schema.items() if key not in ("$schema", "title")}


def checked(folder: Path, program: str) -> str:
    """What mypy says of a program that uses the types, in strict mode."""
    (folder / "gebruik.py").write_text("from premie import PremieFeiten, PremieVraag\n" + program)
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--no-incremental", "gebruik.py"]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder).stdout


def test_the_types_are_right_for_mypy(written: Path, tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    (tmp_path / "premie.py").write_text((written / "premie.py").read_text())
    right = 'vraag: PremieVraag = {"besluit": "premie", "op": "2024-03-01", "feiten": {"persoon.bijstand": True, "persoon.melding": None}}\n'
    assert "Success" in checked(tmp_path, right)
    wrong = checked(tmp_path, 'feiten: PremieFeiten = {"persoon.bijstand": "ja", "persoon.woonvorm": "boot", "persoon.leeftijd": 3, "persoon.student": None}\n')
    assert all(name in wrong for name in ("persoon.bijstand", "persoon.woonvorm", "persoon.leeftijd", "persoon.student"))


@pytest.mark.parametrize(("option", "value", "said"), [("premies", "stad", "E608"), ("premie", "dorp", "E607")])
def test_what_has_no_schema(norms: Path, tmp_path: Path, option: str, value: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schemas", option, str(norms), "--in", value, "--on", "2024-03-01", "-o", str(tmp_path / "uit")]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "uit").exists()


def test_a_folder_of_somebody_else_is_left_alone(norms: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "van_een_ander").write_text("x")
    assert main(["schemas", "premie", str(norms), "--in", "stad", "--on", "2024-03-01", "-o", str(tmp_path)]) == 2
    assert "E615" in capsys.readouterr().err
