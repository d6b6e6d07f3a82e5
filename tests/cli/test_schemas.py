"""What the commands write is what the schemas say."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest
from validator import problems

from waterdicht.cli.schemas import all_schemas

Run: TypeAlias = Callable[..., "CompletedProcess[str]"]

CASES = [
    ("check", ["check", "los.norm"], ""),
    ("check", ["check", "bestaat_niet"], ""),
    ("verify", ["verify", "stad.norm", "weerlegd.norm", "los.norm"], ""),
    ("verify", ["verify", "bestaat_niet"], ""),
    ("decide", ["decide", "premie", "premie.norm", "--in", "dorp", "--facts", "-", "--on", "2024-03-01"], '{"persoon.bijstand": true}'),
    ("decide", ["decide", "niets", "premie.norm", "--in", "dorp", "--facts", "-", "--on", "2024-03-01"], "{}"),
    ("test", ["test", "premie.norm", "scenarios.norm", "mislukt.norm"], ""),
    ("test", ["test", "bestaat_niet"], ""),
    ("coverage", ["source", "coverage", "gebonden", "premie.norm"], ""),
    ("coverage", ["source", "coverage", "bestaat_niet"], ""),
]


@pytest.mark.parametrize(("name", "arguments", "stdin"), CASES, ids=[" ".join(arguments[:3]) for _, arguments, _ in CASES])
def test_output_meets_its_schema(run: Run, name: str, arguments: list[str], stdin: str) -> None:
    report = json.loads(run(*arguments, "--format", "json", stdin=stdin).stdout)
    assert list(problems(report, all_schemas()[name])) == []


@pytest.mark.parametrize("target", ["python", "smt2"])
def test_a_manifest_meets_its_schema(run: Run, tmp_path: Path, target: str) -> None:
    run("compile", "stad.norm", "--to", target, "-o", str(tmp_path / "uit"))
    assert list(problems(json.loads((tmp_path / "uit" / "manifest.json").read_text()), all_schemas()["manifest"])) == []


def test_the_validator_finds_mistakes() -> None:
    schema = all_schemas()["check"]
    assert list(problems({"schema": "waterdicht/check/2"}, schema))
