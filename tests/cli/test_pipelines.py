"""What other programs run: the hooks for pre-commit, and the pipelines that the how-to gives, each really run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
HOOKS = ROOT / ".pre-commit-hooks.yaml"
PAGE = ROOT / "docs/how-to/ci.md"
BIN = Path(sys.executable).parent
SCENARIO = """taal 1.

scenario's over_stad

scenario "wie bijstand ontvangt kan subsidie krijgen" over stad op 1 maart 2024
  gegeven persoon.bijstand is ja;
    persoon.inkomen is € 250,00;
  verwacht besluit subsidie : mag toekennen.
"""


def hooks() -> dict[str, dict[str, Any]]:
    """The hooks of the project by their name."""
    return {hook["id"]: hook for hook in yaml.safe_load(HOOKS.read_text(encoding="utf-8"))}


def examples() -> dict[str, Any]:
    """The examples in YAML of the how-to, by their first key."""
    found = re.findall(r"^```yaml\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    # `on` is the word of GitHub, and a truth value to YAML 1.1.
    return {"on" if next(iter(each)) is True else next(iter(each)): each for each in map(yaml.safe_load, found)}


def do(folder: Path, *command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """A command with the programs of this environment first."""
    env = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "PRE_COMMIT_HOME": str(folder.parent / "kept"), **settings}
    found = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=300)
    assert "Traceback" not in found.stdout + found.stderr
    return found


# --- pre-commit ------------------------------------------------------------------------------


def test_pre_commit_accepts_the_manifest(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    answer = do(tmp_path / "here", "pre-commit", "validate-manifest", str(HOOKS))
    assert answer.returncode == 0, answer.stdout
    assert set(hooks()) == {"waterdicht-fmt", "waterdicht-check", "waterdicht-verify"}
    assert all(hook["language"] == "python" and hook["entry"].split()[0] == "waterdicht" for hook in hooks().values())


@pytest.fixture
def repository(tmp_path: Path, samples: Path) -> Path:
    """A repository with the hooks of the how-to as it gives them, run by the programs of this environment and not by ones from a registry."""
    folder = tmp_path / "stad"
    (folder / "policies").mkdir(parents=True)
    (folder / "policies" / "stad.norm").write_bytes((samples / "stad.norm").read_bytes())
    (asked,) = examples()["repos"]["repos"]
    local = [{**hooks()[hook["id"]], **hook, "language": "system"} for hook in asked["hooks"]]
    (folder / ".pre-commit-config.yaml").write_text(json.dumps({"repos": [{"repo": "local", "hooks": local}]}), encoding="utf-8")
    assert do(folder, "git", "init", "-q").returncode == 0
    assert do(folder, "git", "add", ".").returncode == 0
    return folder


def outcomes(folder: Path, *more: str) -> dict[str, str]:
    """What each hook says about all files."""
    answer = do(folder, "pre-commit", "run", "--all-files", "--color", "never", *more)
    return dict(re.findall(r"^(waterdicht \w+)\.+(?:\([^)]*\))?(\w+)$", answer.stdout, re.MULTILINE))


def test_the_hooks_let_pass_what_is_right_and_verify_waits_for_a_push(repository: Path) -> None:
    assert outcomes(repository) == {"waterdicht fmt": "Passed", "waterdicht check": "Passed"}
    assert outcomes(repository, "--hook-stage", "pre-push") == {"waterdicht fmt": "Passed", "waterdicht check": "Passed", "waterdicht verify": "Passed"}


def test_each_hook_stops_what_it_is_for(repository: Path, samples: Path) -> None:
    city = repository / "policies" / "stad.norm"
    right = city.read_text(encoding="utf-8")
    city.write_text(right.replace("  ", "      ", 1), encoding="utf-8")
    assert outcomes(repository) == {"waterdicht fmt": "Failed", "waterdicht check": "Passed"}
    assert city.read_text(encoding="utf-8") == right
    # A word that another file declared: the hook has to read the folder, not only the file.
    (repository / "policies" / "weerlegd.norm").write_bytes((samples / "weerlegd.norm").read_bytes())
    do(repository, "git", "add", ".")
    assert outcomes(repository, "--hook-stage", "pre-push")["waterdicht verify"] == "Failed"
    assert outcomes(repository)["waterdicht check"] == "Passed"
    city.write_text(right.replace("bijstand", "onbekend_woord", 1), encoding="utf-8")
    assert outcomes(repository)["waterdicht check"] == "Failed"


def test_files_that_are_no_policies_start_no_hook(repository: Path) -> None:
    assert all(re.search(hook["files"], "policies/stad/stad.norm") and not re.search(hook["files"], "docs/norm.md") for hook in hooks().values())
    assert [name for name, hook in hooks().items() if re.search(hook["files"], "policies/aanvaard.toml")] == ["waterdicht-check", "waterdicht-verify"]


# --- the pipelines of the how-to -------------------------------------------------------------


def commands(pipeline: Any) -> Iterator[str]:
    """Every command of a pipeline that is ours, in order."""
    match pipeline:
        case dict():
            for value in pipeline.values():
                yield from commands(value)
        case list():
            for value in pipeline:
                yield from commands(value)
        case str() if pipeline.startswith("waterdicht "):
            yield pipeline
        case _:
            return


def kept_files(pipeline: Any) -> set[str]:
    """The files that a pipeline hands on after its commands."""
    if "jobs" in pipeline:
        steps = [step.get("with", {}) for step in pipeline["jobs"]["waterdicht"]["steps"]]
        return {step[key] for step in steps for key in ("sarif_file", "path") if key in step}
    artifacts = pipeline["waterdicht"]["artifacts"]
    return {*artifacts["paths"], *artifacts["reports"].values()}


@pytest.mark.parametrize(("first", "count"), [("on", 4), ("waterdicht", 4)])
def test_a_pipeline_runs_as_the_page_gives_it(first: str, count: int, tmp_path: Path, samples: Path) -> None:
    pipeline = examples()[first]
    folder = tmp_path / "stad"
    (folder / "policies").mkdir(parents=True)
    (folder / "policies" / "stad.norm").write_bytes((samples / "stad.norm").read_bytes())
    (folder / "policies" / "scenarios.norm").write_text(SCENARIO, encoding="utf-8")
    ran = list(commands(pipeline))
    assert len(ran) == count and {line.split()[1] for line in ran} == {"check", "test", "verify"}
    for line in ran:
        answer = do(folder, "bash", "-ec", line, GITHUB_STEP_SUMMARY=str(folder / "summary.md"))
        assert answer.returncode == 0, (line, answer.stdout, answer.stderr)
    assert kept_files(pipeline) and all((folder / name).exists() for name in kept_files(pipeline))
