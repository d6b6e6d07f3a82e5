"""Locks the versions: installs what pyproject.toml asks for in clean environments and writes down exactly what came with it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

HERE = Path(__file__).parent
STAGES = (
    ("run", "Needed to run waterdicht, and to install it."),
    ("test", "Needed besides run.txt to test."),
    ("dev", "Needed besides test.txt to check the code."),
)
FORBIDDEN = "interegular"
"""With it Lark checks its tables for hours."""


def wanted(project: dict[str, dict[str, list[str]]]) -> dict[str, list[str]]:
    """What pyproject.toml asks for at each stage."""
    groups = project["dependency-groups"]
    return {"run": project["project"]["dependencies"] + project["build-system"]["requires"], "test": groups["test"], "dev": groups["lint"]}


def frozen(python: Path) -> list[str]:
    """Everything that is installed in an environment, with its version."""
    answer = subprocess.run([python, "-m", "pip", "freeze"], check=True, capture_output=True, text=True)
    return sorted(answer.stdout.split(), key=str.lower)


def main() -> int:
    """Write the three files."""
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    asked = wanted(project)
    before: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        for index, (name, why) in enumerate(STAGES):
            subprocess.run([python, "-m", "pip", "install", "--quiet", *asked[name]], check=True)
            now = frozen(python)
            if any(line.startswith(FORBIDDEN) for line in now):
                print(f"{FORBIDDEN} is not to be installed", file=sys.stderr)
                return 1
            below = [f"-r {STAGES[index - 1][0]}.txt"] if index else []
            head = f"# {why} Written by `make update`: change pyproject.toml, not this file."
            (HERE / f"{name}.txt").write_text("\n".join([head, *below, *(line for line in now if line not in before)]) + "\n", encoding="utf-8")
            before = now
    return 0


if __name__ == "__main__":
    sys.exit(main())
