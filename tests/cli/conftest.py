"""The real command, run as a user runs it. Makes the modules beside these tests importable: with `importlib` mode pytest adds no folder to the path."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

Answer: TypeAlias = "subprocess.CompletedProcess[str]"
Run: TypeAlias = Callable[..., Answer]

sys.path.insert(0, str(Path(__file__).parent))
COMMAND = Path(sys.executable).parent / "waterdicht"
SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture
def run() -> Run:
    """Runs `waterdicht` in the folder of samples with a Dutch locale. No run may ever show a traceback."""

    def run_command(*arguments: str, stdin: str | bytes = "", cwd: Path = SAMPLES, env: Mapping[str, str] | None = None) -> Answer:
        settings = {**os.environ, "LC_ALL": "nl_NL.UTF-8", "COLUMNS": "120", **(env or {})}
        given = stdin.encode() if isinstance(stdin, str) else stdin
        found = subprocess.run([COMMAND, *arguments], input=given, capture_output=True, cwd=cwd, env=settings, check=False, timeout=300)
        answer = subprocess.CompletedProcess(found.args, found.returncode, found.stdout.decode(), found.stderr.decode())
        assert "Traceback" not in answer.stdout + answer.stderr
        return answer

    return run_command


@pytest.fixture
def samples() -> Path:
    """The folder of sample policies."""
    return SAMPLES
