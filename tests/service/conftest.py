"""A compiled folder of one regulation with two versions, and a complete case. Makes the modules beside these tests importable."""

from __future__ import annotations

import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

from waterdicht.cli.main import main
from waterdicht.runtime import Policies, load

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "cli")]  # the validator of JSON Schema stands beside the tests of the command
NORMS = HERE / "premie.norm"


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `waterdicht compile` makes. Only read it."""
    target = tmp_path_factory.mktemp("vertaald") / "stad"
    assert main(["compile", str(NORMS), "--to", "python", "-o", str(target)]) == 0
    return target


@pytest.fixture
def folder(compiled: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to change."""
    return Path(shutil.copytree(compiled, tmp_path / "stad"))


@pytest.fixture(scope="session")
def policies(compiled: Path) -> Policies:
    """What is loaded from it."""
    return load(compiled)


@pytest.fixture(scope="session")
def norms() -> Path:
    """The norms it was made from."""
    return NORMS


@pytest.fixture(scope="session")
def day() -> date:
    """A day on which the later version is in force."""
    return date(2024, 3, 1)
