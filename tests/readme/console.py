"""Console blocks in Markdown: the commands in them, and what they print when they are run in a copy of the policies."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Step:
    """One command of a block, with the output that stands below it."""

    command: str
    output: str


def blocks(text: str) -> list[tuple[Step, ...]]:
    """The console blocks of a page, each as the commands in it."""
    return [steps(match.group(1)) for match in BLOCK.finditer(text)]


def steps(block: str) -> tuple[Step, ...]:
    """The commands of a block: lines that begin with `$ `, each with what follows it."""
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    return tuple(Step(command, output) for command, _, output in (part.partition("\n") for part in parts))


def workplace(folder: Path) -> Path:
    """A folder with a copy of the policies and the examples, as a reader would have it."""
    shutil.copytree(ROOT / "policies", folder / "policies")
    shutil.copytree(ROOT / "docs" / "examples", folder / "docs" / "examples")
    return folder


def run(command: str, folder: Path) -> str:
    """What a command prints, both streams; the `waterdicht` that is tested comes first on the path."""
    scripts = str(Path(sys.executable).parent)
    environment = {
        **os.environ,
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
        "PYTHONUTF8": "1",
        "WATERDICHT_CACHE": "0",
    }
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.stdout.decode("utf-8")


def rewritten(text: str, folder: Path) -> str:
    """The page with the real output below every command."""

    def fresh(match: re.Match[str]) -> str:
        lines = [f"$ {step.command}\n{run(step.command, folder)}" for step in steps(match.group(1))]
        return "```console\n" + "".join(lines) + "```"

    return BLOCK.sub(fresh, text)
