"""Every console block of the README is the output of its command. `UPDATE_README=1 pytest tests/readme` rewrites it; review the diff."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

README = Path(__file__).parents[2] / "README.md"


def load_console() -> ModuleType:
    """The module beside this file."""
    spec = importlib.util.spec_from_file_location("readme_console", Path(__file__).with_name("console.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["readme_console"] = module
    spec.loader.exec_module(module)
    return module


console = load_console()


def test_readme_shows_what_the_commands_print(tmp_path: Path) -> None:
    text = README.read_text(encoding="utf-8")
    assert console.blocks(text), "the README has no console blocks"
    fresh = console.rewritten(text, console.workplace(tmp_path))
    if os.environ.get("UPDATE_README"):
        README.write_text(fresh, encoding="utf-8")
    assert fresh == text


def test_a_changed_output_is_noticed(tmp_path: Path) -> None:
    page = "```console\n$ echo een\ntwee\n```\n"
    assert console.rewritten(page, console.workplace(tmp_path)) == "```console\n$ echo een\neen\n```\n"


@pytest.mark.parametrize(("block", "count"), [("$ a\nuit\n$ b\n", 2), ("geen opdracht\n", 0)])
def test_steps_are_the_lines_with_a_dollar(block: str, count: int) -> None:
    assert len(console.steps(block)) == count
