"""The argument parser in the user's language: argparse itself speaks only English."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NoReturn

from waterdicht.cli.console import Language
from waterdicht.cli.exits import WRONG

_DUTCH: tuple[tuple[str, str], ...] = (
    (r"unrecognized arguments: (.*)", r"onbekend argument: \1"),
    (r"the following arguments are required: (.*)", r"deze argumenten ontbreken: \1"),
    (r"argument (.*): invalid choice: (.*) \(choose from (.*)\)", r"argument \1: \2 kan niet (kies uit \3)"),
    (r"argument (.*): expected one argument", r"argument \1: er hoort één waarde bij"),
    (r"argument (.*): expected at least one argument", r"argument \1: er hoort ten minste één waarde bij"),
    (r"argument (.*): ignored explicit argument (.*)", r"argument \1: er hoort geen waarde bij (\2)"),
    (r"argument (.*): not allowed with argument (.*)", r"argument \1: kan niet samen met \2"),
    (r"ambiguous option: (.*) could match (.*)", r"onduidelijk: \1 kan \2 zijn"),
)
_FIRST_YEAR, _LAST_YEAR = 1901, 2199


def dutch(message: str) -> str:
    """A message of argparse in Dutch, as far as it is known."""
    for english, translated in _DUTCH:
        if re.fullmatch(english, message, re.DOTALL):
            return re.sub(english, translated, message, count=1, flags=re.DOTALL)
    return message


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help with its own word before the usage line."""

    usage_word = "gebruik: "

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self.usage_word if prefix is None else prefix)


class _EnglishHelp(_Help):
    usage_word = "usage: "


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks `language`, gives no abbreviations, and exits with 2 on wrong use."""

    def __init__(self, language: Language = "nl", **settings: Any) -> None:
        formatter = _Help if language == "nl" else _EnglishHelp
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=formatter, **settings)
        self.language: Language = language
        self.positional = self.add_argument_group("argumenten" if language == "nl" else "arguments")
        self.optional = self.add_argument_group("opties" if language == "nl" else "options")
        self.optional.add_argument("-h", "--help", action="help", help="toon deze hulp" if language == "nl" else "show this help")

    def error(self, message: str) -> NoReturn:
        """One line on what is wrong, one on how it is used."""
        said = f"fout: {dutch(message)}" if self.language == "nl" else f"error: {message}"
        self.exit(WRONG, f"waterdicht: {said}\n{self.format_usage()}")


def day_reader(language: Language) -> Callable[[str], date]:
    """What reads a day from an argument: `2024-03-01` or `1 maart 2024`, within the calendar."""

    def read(text: str) -> date:
        day = parse_day(text)
        if day is None:
            raise argparse.ArgumentTypeError(
                f"«{text}» is geen dag; schrijf 2024-03-01 of '1 maart 2024'" if language == "nl" else f"`{text}` is no day; write 2024-03-01 or '1 maart 2024'"
            )
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise argparse.ArgumentTypeError(
                f"{text} ligt buiten de kalender ({_FIRST_YEAR} tot en met {_LAST_YEAR})"
                if language == "nl"
                else f"{text} lies outside the calendar ({_FIRST_YEAR} to {_LAST_YEAR})"
            )
        return day

    return read


def parse_day(text: str) -> date | None:
    """A day in ISO form or in Dutch words, or None."""
    from waterdicht.runtime.words import MONTHS

    iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text, re.ASCII)
    words = re.fullmatch(r"(\d{1,2}) ([a-z]+) (\d{4})", text.strip().lower(), re.ASCII)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if words and words[2] in MONTHS["nl"]:
            return date(int(words[3]), MONTHS["nl"].index(words[2]) + 1, int(words[1]))
    except ValueError:
        return None  # 30 februari has the form of a day but is none
    return None


def count_reader(language: Language) -> Callable[[str], int]:
    """What reads a number from 1 to 99,999."""

    def read(text: str) -> int:
        if not re.fullmatch(r"[1-9][0-9]{0,4}", text):
            raise argparse.ArgumentTypeError(f"«{text}» is geen aantal" if language == "nl" else f"`{text}` is no number")
        return int(text)

    return read


def pair_reader(language: Language) -> Callable[[str], tuple[str, str]]:
    """What reads `name=option`."""

    def read(text: str) -> tuple[str, str]:
        name, joined, option = text.partition("=")
        if not (name and joined and option):
            raise argparse.ArgumentTypeError(f"schrijf NAAM=MOGELIJKHEID, niet «{text}»" if language == "nl" else f"write NAME=OPTION, not `{text}`")
        return name.strip(), option.strip()

    return read


def outcome_reader(language: Language) -> Callable[[str], str]:
    """What reads the outcome of a decision, in Dutch or in English; the words of the law are Dutch."""

    def read(text: str) -> str:
        from waterdicht.runtime.explain_text import OUTCOME_WORDS
        from waterdicht.runtime.why_not import WANTED

        known = {OUTCOME_WORDS[outcome]: outcome for outcome in WANTED} | {outcome: outcome for outcome in WANTED}
        if text not in known:
            dutch_words, english_words = ", ".join(WANTED), ", ".join(OUTCOME_WORDS[outcome] for outcome in WANTED)
            raise argparse.ArgumentTypeError(
                f"«{text}» is geen uitkomst; kies uit: {dutch_words}" if language == "nl" else f"`{text}` is no outcome; choose from: {english_words}"
            )
        return known[text]

    return read


def texts(language: Language) -> Callable[[str, str], str]:
    """Chooses between a Dutch and an English text."""
    return lambda nl, en: nl if language == "nl" else en


__all__: Sequence[str] = ("Parser", "count_reader", "day_reader", "outcome_reader", "pair_reader", "parse_day", "texts")
