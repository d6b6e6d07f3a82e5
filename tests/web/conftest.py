"""A service on a real socket for these tests."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from waterdicht.cli.main import main

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "service"), str(HERE.parent / "cli")]  # the cases of the premium, and the validator of JSON Schema

from running import Served, start, stop  # noqa: E402 - it stands beside these tests


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `waterdicht compile` makes. Only read it."""
    target = tmp_path_factory.mktemp("vertaald") / "stad"
    assert main(["compile", str(HERE.parent / "service" / "premie.norm"), "--to", "python", "-o", str(target)]) == 0
    return target


@pytest.fixture
def folder(compiled: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to change."""
    return Path(shutil.copytree(compiled, tmp_path / "stad"))


@pytest.fixture(scope="session")
def served(compiled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service that keeps nothing."""
    running = start(
        "--policies", str(compiled), "--no-log", "--contact", "Stad", "stad@example.org", "https://example.org/", folder=tmp_path_factory.mktemp("dienst")
    )
    yield running
    assert stop(running) == 0


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Starts services of a test of its own; whatever still runs in the end is stopped."""
    running: list[Served] = []

    def begin(*arguments: str) -> Served:
        running.append(start(*arguments, folder=tmp_path))
        return running[-1]

    yield begin
    for each in running:
        if each.process.poll() is None:
            stop(each)
