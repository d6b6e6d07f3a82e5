"""The texts of diagnostics, from `messages*.toml`: one message line, its help, and a page per code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic

Language = Literal["nl", "en"]


_SECTION = re.compile(r"^\[(\w+)\]$", re.MULTILINE)


@cache
def _written() -> dict[str, str]:
    """The text of each section by code; found at the first message, not at import. Reading them all as TOML takes longer than a whole check."""
    written: dict[str, str] = {}
    for place in sorted(Path(__file__).parent.glob("messages*.toml")):
        _, *parts = _SECTION.split(place.read_text(encoding="utf-8"))
        written.update(zip(parts[::2], parts[1::2], strict=True))
    return written


@cache
def section(code: Code) -> Mapping[str, str]:
    """Everything that is written about a code, by key (`title_nl`, `bad`, …); empty when nothing is."""
    return tomllib.loads(_written().get(code.value, ""))


def message(diagnostic: Diagnostic, lang: Language) -> str:
    """The message of a diagnostic with its holes filled."""
    return _fill(section(diagnostic.code).get(f"message_{lang}", ""), diagnostic) or _bare(diagnostic)


def help_text(diagnostic: Diagnostic, lang: Language) -> str:
    """What to do about it, or the empty string."""
    return _fill(section(diagnostic.code).get(f"help_{lang}", ""), diagnostic)


def title(code: Code, lang: Language) -> str:
    """What is wrong, in a few words."""
    return section(code).get(f"title_{lang}", code.name.replace("_", " ").lower())


def page(code: Code, lang: Language) -> str:
    """The page of a code in Markdown: title, why it is refused, what to do, a bad and a good example."""
    texts = section(code)
    wrong, right = ("Zo niet", "Zo wel") if lang == "nl" else ("Not like this", "But like this")
    parts = [f"# {code.value}: {title(code, lang)}", texts.get(f"explanation_{lang}", ""), _without_holes(texts.get(f"help_{lang}", ""))]
    parts += [f"{heading}:\n\n```norm\n{texts[key].strip()}\n```" for heading, key in ((wrong, "bad"), (right, "good")) if key in texts]
    return "\n\n".join(filter(None, parts)) + "\n"


class _Holes(dict[str, str]):
    """Arguments by name; a hole without an argument stays visible."""

    def __missing__(self, name: str) -> str:
        return "{" + name + "}"


def _fill(template: str, diagnostic: Diagnostic) -> str:
    return template.format_map(_Holes(diagnostic.arguments))


def _without_holes(template: str) -> str:
    """A help text as it stands on the page, where nothing fills its holes."""
    return template.replace("{", "").replace("}", "")


def _bare(diagnostic: Diagnostic) -> str:
    """What can be said about a code without texts: its name and arguments."""
    arguments = ", ".join(f"{name}: {value}" for name, value in diagnostic.arguments)
    return f"{title(diagnostic.code, 'en')} ({arguments})" if arguments else title(diagnostic.code, "en")
