"""`waterdicht serve`: the law of a folder as a service over HTTP."""

from __future__ import annotations

import argparse
from pathlib import Path

from waterdicht.cli.console import Console
from waterdicht.cli.exits import WRONG
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose
from waterdicht.runtime.errors import PolicyError, wrong_text


def run(given: argparse.Namespace, console: Console) -> int:
    """Serve until told to stop; 0. 2 when the law, the log or the address cannot be used."""
    from waterdicht.service.serve import serve
    from waterdicht.service.settings import Contact, Limits, Settings

    settings = Settings(
        Path(given.policies),
        tuple(given.regulation),
        given.host,
        given.port,
        given.workers,
        "" if given.no_log else given.log,
        tuple(given.mask),
        not given.quiet,
        given.grace,
        Contact(*given.contact) if given.contact else None,
        Limits(given.max_body * 1_000),
    )
    try:
        return serve(settings)
    except PolicyError as error:
        problems = tuple(not_served(wrong_text(each), wrong_text(each, "en")) for each in error.errors)
    except OSError as error:
        problems = (not_served(f"{given.host}:{given.port}: {error.strerror or error}", f"{given.host}:{given.port}: {error.strerror or error}"),)
    from waterdicht.cli.loading import render_all  # it needs the compiler, which a service does not wait for

    console.complain(render_all(problems, console))
    return WRONG


def not_served(dutch: str, english: str) -> Diagnostic:
    """For a service that cannot start."""
    return diagnose(Code.NOT_SERVED, reason=dutch, reason_en=english)
