"""The words of the grammar as an author sees them: the phrases of each terminal, and names for what is no fixed phrase."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from waterdicht.dsl import tables
from waterdicht.dsl.lalr import Run, accepted
from waterdicht.dsl.tables import Terminal

_KINDS: dict[str, tuple[str, str]] = {
    "NAME": ("een naam", "a name"),
    "STRING": ('een tekst tussen "…"', 'a text between "…"'),
    "NUMBER": ("een getal", "a number"),
    "PERCENTAGE": ("een percentage", "a percentage"),
    "MONEY": ("een bedrag", "an amount"),
    "DATE": ("een datum (1 juli 2023)", "a date (1 juli 2023)"),
    "MONTH": ("een maand (juli 2023)", "a month (juli 2023)"),
    "LABEL": ("een nummer of letter", "a number or letter"),
    "ITEM_LABEL": ("een letter met punt (a.)", "a letter with a full stop (a.)"),
    "SUB_LABEL": ("een nummer met graadteken (1°.)", "a number with a degree sign (1°.)"),
    "IDENTIFIER": ("een kenmerk", "an identifier"),
    "SENTENCE_AT": ("een zin (zin 2)", "a sentence (zin 2)"),
    "UNIT": ("een eenheid (maanden, dagen, …)", "a unit (maanden, dagen, …)"),
    "DOT": ("een punt", "a full stop"),
    "COMMA": ("een komma", "a comma"),
    "SEMICOLON": ("een puntkomma", "a semicolon"),
    "COLON": ("een dubbele punt", "a colon"),
    "LPAR": ("een haakje openen", "an opening bracket"),
    "RPAR": ("een haakje sluiten", "a closing bracket"),
    "LBRACE": ("een accolade openen", "an opening brace"),
    "RBRACE": ("een accolade sluiten", "a closing brace"),
    "LSQB": ("een vierkant haakje openen", "an opening square bracket"),
    "RSQB": ("een vierkant haakje sluiten", "a closing square bracket"),
    "$END": ("het einde van het bestand", "the end of the file"),
}
"""Dutch and English names of terminals that are no keyword."""

_SILENT = frozenset({"VERSIONED", "COMMENT", "WHITESPACE"})

# Sets of terminals that stand together so often that one phrase for all of them says more than the list.
_GROUPS: tuple[tuple[frozenset[str], str, str], ...] = (
    (frozenset({"LEVEL", "TAAL", "REGULATION_KIND", "NAME"}), "het begin van een zin of een kop", "the start of a sentence or heading"),
    (frozenset({"NIET", "IN_THE_JUDGEMENT_OF", "NAME", "LPAR"}), "een voorwaarde", "a condition"),
    (frozenset({"MONEY", "DATE", "NAME", "NUMBER", "LPAR"}), "een waarde", "a value"),
    (frozenset({"NUMBER", "MONEY", "DATE", "YES_NO"}), "een waarde", "a value"),
    (frozenset({"PLUS", "MINUS", "TIMES", "DIVIDED_BY"}), "een rekenwoord (plus, min, maal, …)", "an operator (plus, min, maal, …)"),
    (frozenset({"IS", "COMPARATOR"}), "een vergelijking (is, is ten minste, …)", "a comparison (is, is ten minste, …)"),
)

# What each group's first phrase makes superfluous to list.
_VALUE_STARTS = frozenset({
    "NAME", "NUMBER", "PERCENTAGE", "MONEY", "DATE", "YES_NO", "THIS_DAY", "THIS_MONTH", "COUNT_MONTHS", "IS_APPLICABLE", "LPAR",
    "QUANTIFIER", "TOTAL_OF", "EXTREME", "AGE_OF", "PART_OF",
    "DAYS_OF", "APPLICATION_OF", "LEZING", "BESLUIT", "CONDITIONS_OF", "PERSON_MEANT", "PARAMETER", "PERIOD_OF", "LAST_DAY_OF", "FINAL_DAY_OF", "NIET",
    "IN_THE_JUDGEMENT_OF",
})  # fmt: skip
_CONTINUATIONS = frozenset({
    "PLUS", "MINUS", "TIMES", "DIVIDED_BY", "ROUNDED_TO", "OR_ELSE", "IS", "COMPARATOR", "IS_ONE_OF", "IS_FILLED_IN", "IS_WITHIN", "ABSENT",
    "FALLS_IN", "IN_THIS_MONTH", "IN_MONTH_OF", "LASTS", "THROUGHOUT", "EVER_IN", "ZONDER",
})  # fmt: skip

_MOST_SHOWN = 10
_MOST_PHRASES = 4


@cache
def phrases() -> dict[str, tuple[str, ...]]:
    """The phrases of each keyword terminal; terminals that carry a value have none."""
    values = _KINDS.keys() | _SILENT
    return {terminal.name: _spell_out(terminal) for terminal in tables.load().terminals if terminal.name not in values}


def _spell_out(keyword: Terminal) -> tuple[str, ...]:
    r"""All texts that a keyword stands for. Only handles what `grammar.lark` uses: groups, alternatives and `\s+`."""
    if keyword.text:
        return (keyword.text,)
    plain = re.sub(r"\(\?[!=].*$|\\b", "", keyword.pattern)
    plain = plain.replace(r",\s*", "").replace(r"\s+", " ").replace(r"\/", "/").replace(r"\[", "[")
    return tuple(_expand(plain))


def _expand(plain: str) -> list[str]:
    group = re.search(r"\(([^()]*)\)(\??)", plain)
    if not group:
        return [plain]
    choices = [*group[1].split("|"), *([""] if group[2] else [])]
    return [text for choice in choices for text in _expand(plain[: group.start()] + choice + plain[group.end() :])]


@cache
def all_phrases() -> tuple[str, ...]:
    """Every keyword phrase of the language, sorted."""
    return tuple(sorted({text for texts in phrases().values() for text in texts}))


@cache
def reserved_words() -> frozenset[str]:
    """The single words that no name may be, because they would be read as a keyword or as a part of one.

    A keyword that can stand where a name can; what makes a longer keyword of a word before it (`is ingevuld`, `of anders`); and the
    first words of `deze dag`, `er is een` and `ten hoogste`.
    """
    known = phrases()
    states = {frozenset(terminal for terminal in state if terminal in known or terminal == "NAME") for state in tables.load().states}
    alone = {text for state in states if "NAME" in state for terminal in state for text in known.get(terminal, ()) if text.isalpha()}
    seconds = {second for state in states for second in _second_words({text for terminal in state for text in known.get(terminal, ())})}
    return frozenset(alone | seconds | {"deze", "er", "ten"})


def _second_words(accepted: set[str]) -> set[str]:
    """What turns one accepted word into a longer accepted keyword."""
    return {words[1] for words in map(str.split, accepted) if len(words) == 2 and words[0] in accepted}


@cache
def _item_starts() -> frozenset[str]:
    """The first words of the phrases that a heading or sentence can begin with."""
    known = phrases()
    return frozenset(phrase.split()[0] for terminal in accepted(Run("", "")) for phrase in known.get(terminal, ()))


def can_begin_item(word: str) -> bool:
    """Whether a heading or sentence can begin with this word: with a fitting keyword, or with a name."""
    return word in _item_starts() or (word.replace(".", "").isidentifier() and word not in reserved_words())


def expectation(terminals: Collection[str]) -> tuple[str, str]:
    """What may stand here, in Dutch and in English words, most telling first and never more than a handful."""
    left = {terminal for terminal in terminals if terminal not in _SILENT}
    dutch: list[str] = []
    english: list[str] = []
    for members, in_dutch, in_english in _GROUPS:
        if members <= left:
            dutch.append(in_dutch)
            english.append(in_english)
            left -= members | (_VALUE_STARTS if "NAME" in members or "MONEY" in members else _CONTINUATIONS)
            if "LEVEL" in members:
                left = left & {"DOT"}
    known = phrases()
    for terminal in sorted(left, key=lambda name: (name in known, name)):
        named = _KINDS.get(terminal)
        spelled = ", ".join(f"'{phrase}'" for phrase in known.get(terminal, ())[:_MOST_PHRASES])
        dutch.append(named[0] if named else spelled)
        english.append(named[1] if named else spelled)
    return _enumerate(dutch, "of"), _enumerate(english, "or")


def _enumerate(texts: list[str], last: str) -> str:
    """`a, b of c`; a long row is cut short with `…`."""
    if len(texts) > _MOST_SHOWN:
        return ", ".join([*texts[:_MOST_SHOWN], "…"])
    return f" {last} ".join(filter(None, (", ".join(texts[:-1]), texts[-1]))) if texts else ""
