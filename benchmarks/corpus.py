"""How long the corpus takes: check, verify, and the six-months theorem proved and refuted. Medians; the machine is named.

Run with `make bench`. Figures of one run belong together: other work on the machine shows in all of them.
"""

from __future__ import annotations

import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
SIX_MONTHS = "proefplaats_zes_maanden"


def main() -> None:
    """Print every figure."""
    print(f"machine: {platform.machine()}, {processors()} processors, Python {platform.python_version()}")
    check()
    theorem()
    verify()


def processors() -> int:
    """The processors this process may use."""
    from waterdicht.verifier.parallel import default_jobs

    return default_jobs()


def median(action: Callable[[], object], repeats: int) -> float:
    """The median time of an action in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def sources(folder: Path) -> list[str]:
    """The policy files of a folder."""
    return [str(path) for path in sorted(folder.rglob("*.norm"))]


def check() -> None:
    """Parse and compile the whole corpus, after start-up (grammar tables loaded, modules imported)."""
    from waterdicht.compiler.compile import compile_files

    files = sources(ROOT / "policies")
    compile_files(files)
    print(f"check of {len(files)} files, after start-up: {median(lambda: compile_files(files), 5):.3f} s")
    command = [sys.executable, "-m", "waterdicht.cli.main", "check", "policies"]
    print(f"check, whole command: {median(lambda: subprocess.run(command, cwd=ROOT, capture_output=True, check=False), 3):.3f} s")
    empty = [sys.executable, "-m", "waterdicht.cli.main", "--help"]
    print(f"waterdicht --help: {median(lambda: subprocess.run(empty, cwd=ROOT, capture_output=True, check=True), 5):.3f} s")


def theorem() -> None:
    """The six-months theorem for Stichtse Vecht: proved as it stands, refuted with an extension of five months; each in a fresh solver."""
    from waterdicht.verifier.solver import Sat, Unsat

    print(f"six months proved: {median(lambda: ask(ROOT / 'policies', Unsat), 1):.3f} s with compiling; solver {solver_time(ROOT / 'policies', Unsat):.3f} s")
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        for path in (ROOT / "policies").rglob("*.norm"):
            target = copy / path.relative_to(ROOT / "policies")
            target.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text(encoding="utf-8")
            target.write_text(
                text.replace("plaatsing.verlengde_periode ten hoogste 4 maanden", "plaatsing.verlengde_periode ten hoogste 5 maanden"), encoding="utf-8"
            )
        print(f"six months refuted (five-month extension): solver {solver_time(copy, Sat):.3f} s")


def ask(folder: Path, expected: type) -> None:
    """Compile a folder and ask once."""
    solver_time(folder, expected, repeats=1)


def solver_time(folder: Path, expected: type, repeats: int = 5) -> float:
    """The median time to settle the theorem: vacuity and claim, in a fresh solver each time."""
    from waterdicht.compiler.compile import compile_files
    from waterdicht.verifier.room import Room, default_readings, must, must_not

    model, _ = compile_files(sources(folder))
    assert model is not None
    chosen = next(each for each in model.theorems if each.name == SIX_MONTHS and each.address.startswith("stichtse_vecht"))

    def settle() -> None:
        room = Room(chosen.built, default_readings(chosen.built))
        room.ask((must("als", chosen.premise),))
        answer = room.ask((must("als", chosen.premise), must_not("dan", chosen.claim)))
        assert isinstance(answer, expected), answer

    return median(settle, repeats)


def verify() -> None:
    """Everything, cold, in a process of its own, with the peak memory of its processes; and again when nothing has changed."""
    command = [sys.executable, "-m", "waterdicht.cli.main", "verify", "policies"]
    cold = median(lambda: subprocess.run([*command, "--no-cache"], cwd=ROOT, capture_output=True, check=False), 3)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    with tempfile.TemporaryDirectory() as folder:
        again = lambda: subprocess.run(command, cwd=ROOT, capture_output=True, check=False, env={**os.environ, "WATERDICHT_CACHE": folder})  # noqa: E731
        again()
        warm = median(again, 3)
    print(f"verify of the corpus, cold: {cold:.2f} s; peak memory of one process {peak:.0f} MB; nothing changed: {warm:.2f} s")


if __name__ == "__main__":
    main()
