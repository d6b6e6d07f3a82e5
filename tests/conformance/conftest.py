"""Makes the modules beside these tests importable, and compiles the table once: with a mistake in it every test stops at once."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session", autouse=True)
def compiled_table() -> None:
    """The law of the table, compiled before the first test."""
    from conformance_table import law

    law()
