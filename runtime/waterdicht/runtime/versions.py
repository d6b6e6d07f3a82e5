"""Which waterdicht this is: versions for `--version`, for every JSON report and for receipts."""

from __future__ import annotations

from functools import cache
from typing import Final

LANGUAGE_VERSION: Final = 1
"""The version of the norm language that this compiler reads (`taal 1.`)."""


@cache
def package_version() -> str:
    """The version of the installed distribution; `0` when it runs from source without being installed."""
    from importlib.metadata import PackageNotFoundError, version  # slow to import, and few commands say their version

    try:
        return version("waterdicht")
    except PackageNotFoundError:
        return "0"


def engine() -> dict[str, str | int]:
    """Versions for a report."""
    return {"waterdicht": package_version(), "language": LANGUAGE_VERSION}
