"""The command `waterdicht`: reads arguments, runs one command, and turns whatever happens into an exit code and a readable message."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from waterdicht.cli.arguments import parse, parser_for
from waterdicht.cli.console import Console, console_for, language_of
from waterdicht.cli.exits import BROKEN_PIPE, FINE, INTERRUPTED, UNDECIDED, WRONG

if TYPE_CHECKING:
    from waterdicht.dsl.codes import Code

RECURSION_LIMIT = 6_000
"""Deep enough for every sentence the parser lets through (see `dsl.depth`) inside long chains of definitions."""

OF_SERVICE = ("fastapi", "starlette", "uvicorn")
"""Packages that only `serve` needs."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit code. Never raises."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    encoding = prepare_streams()
    try:
        code = parse_and_run(arguments, encoding)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has stopped: nobody is left to tell. Later flushes must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def prepare_streams() -> str:
    """UTF-8 everywhere, and no failure on a file name that is not. The encoding that standard output had: what whoever reads it may be able to show."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return encoding


def parse_and_run(arguments: list[str], encoding: str = "utf-8") -> int:
    """Run what the arguments ask for."""
    language = language_of(arguments, os.environ)
    parser = parser_for(language)
    try:
        given = parse(parser, arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else WRONG
    console = console_for(sys.stdout, sys.stderr, language, getattr(given, "format", "text"), os.environ, encoding)
    if given.version:
        return show_version(console)
    if given.command is None:
        parser.print_help(sys.stderr)
        return WRONG
    return guarded(given, console)


def show_version(console: Console) -> int:
    """`--version`."""
    from waterdicht.cli.engine import LANGUAGE_VERSION, package_version

    console.write(f"waterdicht {package_version()} ({console.words('taal', 'language')} {LANGUAGE_VERSION})")
    return FINE


def guarded(given: argparse.Namespace, console: Console) -> int:
    """Run a command. A mistake of ours becomes one line, never a traceback unless asked for."""
    sys.setrecursionlimit(RECURSION_LIMIT)
    try:
        return run(given, console)
    except (BrokenPipeError, KeyboardInterrupt):
        console.progress_done()
        raise
    except RecursionError:
        return failed("TOO_DEEP_TOGETHER", given, console)
    except Exception as error:  # noqa: BLE001 - the last resort; it is reported, not swallowed
        if isinstance(error, ModuleNotFoundError) and error.name == "z3":
            failed("SOLVER_MISSING", given, console, name="z3", how="pip install z3-solver")
            return UNDECIDED
        if isinstance(error, ModuleNotFoundError) and error.name in OF_SERVICE:
            return failed("SOLVER_MISSING", given, console, name=error.name, how='pip install "waterdicht[http]"')
        if isinstance(error, ModuleNotFoundError) and error.name == "lark":
            return failed("SOLVER_MISSING", given, console, name="lark", how="pip install lark")
        if isinstance(error, ModuleNotFoundError) and error.name in ("ibis", "duckdb", "pyarrow", "numpy"):
            return failed("SOLVER_MISSING", given, console, name=error.name, how="pip install 'waterdicht[batch]'")
        return failed("INTERNAL_ERROR", given, console, reason=" ".join(f"{type(error).__name__}: {error}".split())[:200])


def failed(failure: str, given: argparse.Namespace, console: Console, *, reason: str = "", name: str = "", how: str = "") -> int:
    """Say on one line what went wrong."""
    from waterdicht.dsl.catalogue import help_text, message
    from waterdicht.dsl.codes import Code
    from waterdicht.dsl.diagnostics import diagnose

    console.progress_done()
    code: Code = Code[failure]
    problem = diagnose(code, reason=reason, name=name, how=how)
    console.complain(f"waterdicht: {code.value} {message(problem, console.language)}. {help_text(problem, console.language)}")
    if given.traceback:
        import traceback

        traceback.print_exc(file=console.err)
    return WRONG


def run(given: argparse.Namespace, console: Console) -> int:  # noqa: C901  # exhaustive: one arm for each command
    """Run one command. Imported late: `--help` must not wait for a parser or a solver."""
    match given.command:
        case "check":
            from waterdicht.cli import check

            return check.run(given, console)
        case "verify":
            from waterdicht.cli import verify

            return verify.run(given, console)
        case "decide":
            from waterdicht.cli import decide

            return decide.run(given, console)
        case "replay":
            from waterdicht.cli import replay

            return replay.run(given, console)
        case "serve":
            from waterdicht.cli import serve

            return serve.run(given, console)
        case "test":
            from waterdicht.cli import test

            return test.run(given, console)
        case "fmt":
            from waterdicht.cli import fmt

            return fmt.run(given, console)
        case "compile":
            from waterdicht.cli import compile as compile_command

            return compile_command.run(given, console)
        case "schemas":
            from waterdicht.cli import fact_schemas

            return fact_schemas.run(given, console)
        case "source":
            from waterdicht.cli import source

            return source.run(given, console)
        case "explain":
            from waterdicht.cli import explain

            return explain.run(given, console)
        case _:
            raise AssertionError(given.command)


if __name__ == "__main__":
    sys.exit(main())
