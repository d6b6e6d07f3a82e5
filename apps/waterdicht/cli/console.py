"""How a command speaks to its user: language, form of output, colour, and progress on a terminal."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TextIO, TypeAlias

Language: TypeAlias = Literal["nl", "en"]
Form: TypeAlias = Literal["text", "json", "sarif", "junit", "github", "gitlab", "markdown", "html"]
Colour: TypeAlias = Literal["red", "green", "yellow", "bold", "faint"]

_COLOURS: Final[Mapping[Colour, str]] = {"red": "31", "green": "32", "yellow": "33", "bold": "1", "faint": "2"}
_WIDTH: Final = 79
WIDEST: Final = 100
"""A picture takes no more columns than this, and no more than the terminal has."""


@dataclass(frozen=True, slots=True)
class Console:
    """Where output goes and in which shape. `coloured` and `live` are only true on a terminal.

    `width` is how many columns a picture may take; `unicode` whether the output holds signs beyond those of Western European letters.
    """

    out: TextIO
    err: TextIO
    language: Language = "nl"
    form: Form = "text"
    coloured: bool = False
    live: bool = False
    width: int = WIDEST
    unicode: bool = True

    def words(self, dutch: str, english: str) -> str:
        """The text in the user's language."""
        return dutch if self.language == "nl" else english

    def paint(self, text: str, colour: Colour) -> str:
        """The text in a colour, where there is colour."""
        return f"\033[{_COLOURS[colour]}m{text}\033[0m" if self.coloured else text

    def write(self, text: str) -> None:
        """Text on standard output, with one newline after it."""
        self.out.write(text + "\n")

    def write_json(self, data: Mapping[str, Any]) -> None:
        """One JSON object on standard output: the same bytes for the same data."""
        self.write(json_text(data))

    def complain(self, text: str) -> None:
        """Text on standard error."""
        self.err.write(text + "\n")

    def progress(self, done: int, total: int, what: str) -> None:
        """How far a long command is, on one line of a terminal that the next call replaces."""
        if self.live:
            self.err.write(f"\r\033[K{f'{done}/{total} {what}'[:_WIDTH]}")
            self.err.flush()

    def progress_done(self) -> None:
        """Take the line of progress away."""
        if self.live:
            self.err.write("\r\033[K")
            self.err.flush()


def json_text(data: Mapping[str, Any]) -> str:
    """One JSON object as text: the same bytes for the same data."""
    return json.dumps(data, ensure_ascii=False, indent=2)


def language_of(arguments: list[str], environment: Mapping[str, str]) -> Language:
    """The language asked for with --lang, else that of the locale, else Dutch.

    Looked up before arguments are parsed: messages about wrong arguments speak it too.
    """
    for index, argument in enumerate(arguments):
        name, joined, value = argument.partition("=")
        if name == "--lang":
            chosen = value if joined else "".join(arguments[index + 1 : index + 2])
            if chosen in ("nl", "en"):
                return "en" if chosen == "en" else "nl"
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "en" if locale.split(".")[0].split("_")[0] == "en" else "nl"


def console_for(out: TextIO, err: TextIO, language: Language, form: Form, environment: Mapping[str, str], encoding: str = "utf-8") -> Console:
    """A console on these streams. NO_COLOR and a dumb terminal have no colour; `encoding` is what the reader of the output expects."""
    terminal = out.isatty() and environment.get("TERM") != "dumb"
    coloured = terminal and form == "text" and not environment.get("NO_COLOR")
    width = min(WIDEST, shutil.get_terminal_size().columns) if out.isatty() else WIDEST
    return Console(out, err, language, form, coloured, err.isatty() and environment.get("TERM") != "dumb", width, encoding.lower().startswith("utf"))
