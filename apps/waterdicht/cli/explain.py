"""`waterdicht explain`: the page of a diagnostic code or of a check."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Mapping
from pathlib import Path

from waterdicht.cli.console import Console, Language
from waterdicht.cli.exits import FINE, WRONG
from waterdicht.cli.loading import render_all
from waterdicht.dsl.catalogue import page, title
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import diagnose, nearest


def run(given: argparse.Namespace, console: Console) -> int:
    """Print one page, or the list of all."""
    checks = read_checks()
    codes = {code.value: code for code in Code}
    if not given.name:
        console.write(
            "\n".join(
                [
                    *(f"{name}  {title(code, console.language)}" for name, code in sorted(codes.items())),
                    *(f"{name}  {texts[f'title_{console.language}']}" for name, texts in sorted(checks.items())),
                ]
            )
        )
        return FINE
    if given.name.upper() in codes:
        console.write(page(codes[given.name.upper()], console.language).rstrip("\n"))
        return FINE
    if given.name.lower() in checks:
        console.write(check_page(given.name.lower(), checks[given.name.lower()], console.language).rstrip("\n"))
        return FINE
    problem = diagnose(Code.NOTHING_TO_EXPLAIN, suggestion=nearest(given.name, [*codes, *checks]), name=given.name)
    console.complain(render_all((problem,), console))
    return WRONG


def read_checks() -> dict[str, dict[str, str]]:
    """What is written about each check, by name."""
    return tomllib.loads((Path(__file__).parent / "checks.toml").read_text(encoding="utf-8"))


def check_page(name: str, texts: Mapping[str, str], language: Language) -> str:
    """The page of a check in Markdown."""
    return "\n\n".join((f"# {name}: {texts[f'title_{language}']}", *check_parts(texts, language))) + "\n"


def check_parts(texts: Mapping[str, str], language: Language) -> tuple[str, ...]:
    """What a finding means, how grave it is, what the solver is asked and what to do, as paragraphs."""
    severity, asked, help_ = ("Ernst", "Wat wordt gevraagd", "Wat te doen") if language == "nl" else ("Severity", "What is asked", "What to do")
    return (
        texts[f"explanation_{language}"],
        f"{severity}: {texts[f'severity_{language}']}.",
        f"{asked}: {texts[f'query_{language}']}",
        f"{help_}: {texts[f'help_{language}']}",
    )
