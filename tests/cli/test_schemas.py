"""What the commands write is what the schemas say: a small validator of the part of JSON Schema that they use."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, TypeAlias

import pytest

from waterdicht.cli.schemas import all_schemas

Run: TypeAlias = Callable[..., "CompletedProcess[str]"]

TYPES: dict[str, tuple[type, ...]] = {"object": (dict,), "array": (list,), "string": (str,), "integer": (int,), "boolean": (bool,), "null": (type(None),)}
UNDERSTOOD = {
    "$schema", "title", "type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf", "pattern", "minimum", "format",
}  # fmt: skip


def problems(data: Any, schema: dict[str, Any], place: str = "") -> Iterator[str]:
    """Everywhere that data is not what a schema says."""
    assert set(schema) <= UNDERSTOOD
    if "anyOf" in schema:
        found = [list(problems(data, option, place)) for option in schema["anyOf"]]
        if all(found):
            yield from min(found, key=len)
        return
    if "type" in schema and (not isinstance(data, TYPES[schema["type"]]) or (schema["type"] == "integer" and isinstance(data, bool))):
        yield f"{place}: {schema['type']}"
        return
    if ("const" in schema and data != schema["const"]) or ("enum" in schema and data not in schema["enum"]):
        yield f"{place}: {data}"
    if "pattern" in schema and not re.search(schema["pattern"], data):
        yield f"{place}: {schema['pattern']}"
    if "minimum" in schema and data < schema["minimum"]:
        yield f"{place}: {data}"
    yield from members(data, schema, place)


def members(data: Any, schema: dict[str, Any], place: str) -> Iterator[str]:
    """The same, for what is inside an object or array."""
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield from problems(item, schema.get("items", {}), f"{place}/{index}")
    if isinstance(data, dict):
        known, more = schema.get("properties", {}), schema.get("additionalProperties", {})
        yield from (f"{place}/{name}: missing" for name in schema.get("required", ()) if name not in data)
        for name, value in data.items():
            if name not in known and more is False:
                yield f"{place}/{name}: not expected"
            else:
                yield from problems(value, known.get(name, more if isinstance(more, dict) else {}), f"{place}/{name}")


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
