"""What can be asked of `waterdicht source` on the command line."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import Any

from waterdicht.cli.console import Language
from waterdicht.cli.usage import Parser

STORE = ".bronnen"
"""Where imported texts are kept when nothing else is said."""


def add_source(parser: Parser, language: Language, words: Callable[[str, str], str], add_command: Callable[..., Parser]) -> None:
    """`source` and its three actions."""
    actions = parser.add_subparsers(dest="action", metavar=words("ACTIE", "ACTION"), title=words("acties", "actions"), parser_class=Parser, required=True)
    add_import(add_command(actions, language, "source import", words("lees een officiële tekst in", "read an official text in"), words), language, words)
    add_bind(add_command(actions, language, "source bind", words("leg vast welke tekst er geformaliseerd is", "fix which text is formalised"), words), words)
    shown = words("toon hoeveel van de bron geformaliseerd is", "show how much of the source is formalised")
    add_coverage(add_command(actions, language, "source coverage", shown, words), words)


def add_import(parser: Parser, language: Language, words: Callable[[str, str], str]) -> None:
    """`source import`."""
    text = words("bronbestand (XML of tekst), of een map met bronbestanden", "source file (XML or text), or a folder of them")
    parser.positional.add_argument("paths", metavar="FILE", nargs="+", help=text)
    option = parser.optional.add_argument
    option(
        "--as",
        dest="name",
        metavar="REGULATION[@VERSION]",
        type=name_reader(language),
        help=words("alleen deze regeling; zonder recept het hele bestand", "only this regulation; without a recipe the whole file"),
    )
    option("--recipes", metavar="DIR", default="policies", help=words("map met recepten (bron.toml)", "folder with recipes (bron.toml)"))
    option("--into", metavar="DIR", default=STORE, help=words("map voor het resultaat", "folder for the result"))


def add_bind(parser: Parser, words: Callable[[str, str], str]) -> None:
    """`source bind`."""
    add_policies(parser, words)
    parser.optional.add_argument("--sources", metavar="DIR", default=STORE, help=words("map met ingelezen teksten", "folder of imported texts"))


def add_coverage(parser: Parser, words: Callable[[str, str], str]) -> None:
    """`source coverage`."""
    add_policies(parser, words)
    parser.optional.add_argument("--format", choices=("text", "json"), default="text", help=words("vorm van de uitvoer", "form of the output"))
    parser.optional.add_argument("--list", action="store_true", help=words("noem elk lid dat niet geformaliseerd is", "name every lid that is not formalised"))


def add_policies(parser: Parser, words: Callable[[str, str], str]) -> None:
    """The policies an action is about."""
    parser.positional.add_argument(
        "paths", metavar="PATH", nargs="*", help=words("bestand, of map waarin naar .norm wordt gezocht", "file, or folder searched for .norm")
    )


def name_reader(language: Language) -> Callable[[str], tuple[str, str]]:
    """What reads `participatiewet@2026-01-01`, or a name alone."""

    def read(text: str) -> tuple[str, str]:
        found: Any = re.fullmatch(r"([a-z][a-z0-9_]*)(?:@([0-9A-Za-z_-]+))?", text)
        if found is None:
            raise argparse.ArgumentTypeError(
                f"«{text}» is geen regeling met versie; schrijf participatiewet@2026-01-01"
                if language == "nl"
                else f"`{text}` is no regulation with a version; write participatiewet@2026-01-01"
            )
        return found[1], found[2] or ""

    return read
