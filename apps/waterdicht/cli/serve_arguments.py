"""What can be asked of `waterdicht serve`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import Final

from waterdicht.cli.console import Language
from waterdicht.cli.usage import Parser, count_reader

LAST_PORT: Final = 65_535
LOG: Final = "beslissingen.jsonl"
"""Where decisions are kept unless something else is said."""


def port_reader(language: Language) -> Callable[[str], int]:
    """What reads the number of a port; 0 is any that is free."""

    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,5}", text, re.ASCII) or int(text) > LAST_PORT:
            raise argparse.ArgumentTypeError(f"«{text}» is geen poort" if language == "nl" else f"`{text}` is no port")
        return int(text)

    return read


def add_serve(parser: Parser, language: Language, words: Callable[[str, str], str], folder: str) -> None:
    """The folder, the address, the log and the limits."""
    option = parser.optional.add_argument
    count = count_reader(language)
    option(
        "--policies",
        metavar="PATH",
        default=folder,
        help=words(f"de map die compile maakte, of normen ({folder}/)", f"the folder that compile made, or norms ({folder}/)"),
    )
    option(
        "--in",
        dest="regulation",
        metavar="REGULATION",
        action="append",
        default=[],
        help=words("alleen deze regeling; mag vaker", "only this regulation; may be repeated"),
    )
    option("--host", metavar="ADDRESS", default="127.0.0.1", help=words("adres waarop wordt geluisterd (127.0.0.1)", "address to listen on (127.0.0.1)"))
    option("--port", metavar="N", type=port_reader(language), default=8000, help=words("poort (8000)", "port (8000)"))
    option("--workers", metavar="N", type=count, default=1, help=words("aantal processen (1)", "number of processes (1)"))
    option(
        "--log", metavar="FILE", default=LOG, help=words(f"logboek van beslissingen, .jsonl of .sqlite ({LOG})", f"log of decisions, .jsonl or .sqlite ({LOG})")
    )
    option("--no-log", action="store_true", help=words("leg geen beslissingen vast", "keep no decisions"))
    option(
        "--mask",
        metavar="POINTER",
        action="append",
        default=[],
        help=words("laat dit feit weg uit het logboek, als JSON-pointer; mag vaker", "leave this fact out of the log, as a JSON pointer; may be repeated"),
    )
    option("--max-body", metavar="KB", type=count, default=1_000, help=words("grootste vraag in kilobytes (1000)", "largest question in kilobytes (1000)"))
    option(
        "--grace",
        metavar="SECONDS",
        type=count,
        default=20,
        help=words("zolang mogen vragen na SIGTERM nog duren (20)", "how long requests may go on after SIGTERM (20)"),
    )
    option(
        "--contact",
        nargs=3,
        metavar=(words("NAAM", "NAME"), "EMAIL", "URL"),
        help=words("wie de dienst beheert, voor openapi.json", "who runs the service, for openapi.json"),
    )
    option("--quiet", action="store_true", help=words("geen regel per vraag", "no line for each request"))
