"""`waterdicht source`: official texts imported, bound to policies, and how much of them is formalised."""

from __future__ import annotations

import argparse

from waterdicht.cli.console import Console


def run(given: argparse.Namespace, console: Console) -> int:
    """Run one action."""
    match given.action:
        case "import":
            from waterdicht.cli import source_import

            return source_import.run(given, console)
        case "bind":
            from waterdicht.cli import source_bind

            return source_bind.run(given, console)
        case "coverage":
            from waterdicht.cli import source_coverage

            return source_coverage.run(given, console)
        case _:
            raise AssertionError(given.action)
