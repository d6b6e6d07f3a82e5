"""How long the commands take on the policies of this repository: the best of a few runs, in seconds."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMAND = Path(sys.executable).parent / "waterdicht"
MEASURED = (("--help", 5), ("check policies", 3), ("test policies", 2), ("verify policies --no-readings", 1), ("verify policies", 1))


def seconds(arguments: str) -> float:
    """How long one run takes, whatever its exit code."""
    started = time.perf_counter()
    subprocess.run([COMMAND, *arguments.split()], cwd=ROOT, check=False, capture_output=True)
    return time.perf_counter() - started


def main() -> None:
    """Print one line for each command."""
    for arguments, times in MEASURED:
        print(f"{min(seconds(arguments) for _ in range(times)):8.2f} s  waterdicht {arguments}", flush=True)


if __name__ == "__main__":
    main()
