"""The description of the service against the NLGov REST API Design Rules, and the service against its description."""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from running import TOOLS, Served

RULES = Path(__file__).parent / "nlgov.spectral.yaml"
SPECTRAL = TOOLS / "node_modules" / ".bin" / "spectral"
SCHEMATHESIS = TOOLS / "schemathesis" / "bin" / "schemathesis"
Change = Callable[[dict[str, Any]], object]


def linted(*documents: Path) -> dict[str, set[str]]:
    """The rules that each document breaks."""
    if not SPECTRAL.exists() or not shutil.which("node"):
        pytest.skip("Spectral is not installed: make tools")
    command = [SPECTRAL, "lint", "--ruleset", RULES, "--format", "json", "--quiet", "--fail-severity", "hint", *documents]
    found = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    rows = json.loads(found.stdout[: found.stdout.rindex("]") + 1])
    return {each.name: {str(row["code"]) for row in rows if Path(row["source"]).name == each.name} for each in documents}


def post(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["paths"]["/decide"]["post"]
    return found


def renamed(old: str, new: str) -> Change:
    return lambda document: document["paths"].update({new: document["paths"].pop(old)})


WRONG: dict[str, Change] = {
    "core-doc-openapi": lambda document: document.update(openapi="2.0"),
    "core-doc-openapi-contact": lambda document: document["info"]["contact"].pop("email"),
    "core-publish-openapi": lambda document: document["paths"].pop("/openapi.json"),
    "core-uri-version": lambda document: document["servers"][0].update(url="/api"),
    "core-semver": lambda document: document["info"].update(version="1.0"),
    "core-version-header": lambda document: post(document)["responses"]["400"].pop("headers"),
    "core-no-trailing-slash": renamed("/decide", "/decide/"),
    "core-path-segments-kebab-case": renamed("/next-question", "/nextQuestion"),
    "core-query-keys-camel-case": lambda document: post(document)["parameters"].append({"name": "a_b", "in": "query", "schema": {}}),
    "core-http-methods": lambda document: document["paths"]["/decide"].update(trace=post(document)),
    "core-error-handling-problem-details": lambda document: post(document)["responses"]["400"].update(content={"application/json": {}}),
    "core-error-handling-problem-members": lambda document: document["components"]["schemas"]["Problem"]["properties"].pop("detail"),
    "core-error-handling-invalid-input": lambda document: post(document)["responses"].update({"422": post(document)["responses"].pop("400")}),
    "core-error-handling-bad-request": lambda document: document["components"]["schemas"]["Problem"]["properties"]["errors"]["items"]["properties"].update(
        x={}
    ),
    "core-date-time-format": lambda document: document["components"]["schemas"]["Question"]["properties"].update(op={"type": "string"}),
}


def test_the_description_follows_the_design_rules(served: Served, tmp_path: Path) -> None:
    good = served.ask("/v1/openapi.json").json
    (tmp_path / "goed.json").write_text(json.dumps(good))
    for rule, change in WRONG.items():
        wrong = copy.deepcopy(good)
        change(wrong)
        (tmp_path / f"{rule}.json").write_text(json.dumps(wrong))
    found = linted(*sorted(tmp_path.glob("*.json")))
    assert found.pop("goed.json") == set()
    assert {rule for rule in WRONG if rule not in found[f"{rule}.json"]} == set()


def test_every_rule_has_something_that_breaks_it() -> None:
    named = {line.strip().removesuffix(":") for line in RULES.read_text().splitlines() if line.startswith("  core-")}
    assert named == set(WRONG)


def test_the_service_keeps_to_its_description(served: Served) -> None:
    if not SCHEMATHESIS.exists():
        pytest.skip("Schemathesis is not installed: make tools")
    address = f"http://127.0.0.1:{served.port}/v1"
    # A question of the right form may still be about a decision that is not here: that is 400, as the rules want it.
    command = [SCHEMATHESIS, "run", f"{address}/openapi.json", "--url", address, "--max-examples", "50", "--exclude-checks", "positive_data_acceptance"]
    found = subprocess.run([*command, "--seed", "1", "--generation-deterministic"], check=False, capture_output=True, text=True, timeout=300, cwd=TOOLS)
    assert found.returncode == 0, found.stdout
