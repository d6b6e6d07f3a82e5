"""Makes the parse tables of a grammar with lark; only needed when none were saved."""

from __future__ import annotations

import re
import re._parser as expressions  # type: ignore[import-not-found]  # as lark does: nothing else says what an expression can begin with
from typing import Any

from lark import Lark
from lark.grammar import Rule as LarkRule
from lark.lexer import PatternStr, TerminalDef
from lark.parsers.lalr_analysis import Shift

from waterdicht.dsl.tables import ALPHABET, END, Rule, Tables, Terminal


def make_tables(grammar: str) -> Tables:
    """The tables of a grammar whose rule is `start`, with all tokens kept."""
    parser = Lark(grammar, parser="lalr", lexer="contextual", keep_all_tokens=True, maybe_placeholders=False)
    ordered = sorted(parser.terminals, key=_order)
    ignored = "|".join(each.pattern.to_regexp() for each in ordered if each.name in parser.ignore_tokens)
    numbers = {rule: number for number, rule in enumerate(parser.rules)}
    table = parser.parser.parser._parse_table  # noqa: SLF001  # lark has no other way to ask
    places = {state: place for place, state in enumerate(table.states)}
    states = tuple(
        {name: places[target] if action is Shift else -1 - numbers[target] for name, (action, target) in row.items()} for row in table.states.values()
    )
    states[places[table.end_states["start"]]][END] = places[table.end_states["start"]]  # lark stops there; here the end is read like any terminal
    return Tables(
        f"(?:{ignored})*",
        tuple(_terminal(each, ordered) for each in ordered if each.name not in parser.ignore_tokens),
        tuple(map(_rule, parser.rules)),
        states,
        places[table.start_states["start"]],
    )


def _order(terminal: TerminalDef) -> tuple[int, int, int, str]:
    """The order in which lark tries terminals: by priority, then the widest, then the longest pattern."""
    return -terminal.priority, -terminal.pattern.max_width, -len(terminal.pattern.value), terminal.name


def _terminal(terminal: TerminalDef, every: list[TerminalDef]) -> Terminal:
    pattern = terminal.pattern.to_regexp()
    text = terminal.pattern.value if isinstance(terminal.pattern, PatternStr) else ""
    texts = [each for each in every if isinstance(each.pattern, PatternStr) and each.priority == terminal.priority and not text]
    keywords = {each.pattern.value: each.name for each in texts if (found := re.match(pattern, each.pattern.value)) and found[0] == each.pattern.value}
    return Terminal(terminal.name, pattern, text, "".join(sorted(opening(pattern))), keywords)


def _rule(rule: LarkRule) -> Rule:
    """Rules and aliases that begin with `_` make lists, which are spliced where they stand."""
    spliced = tuple(place for place, symbol in enumerate(rule.expansion) if not symbol.is_term and symbol.name.startswith("_"))
    passes = bool(rule.options.expand1 and not rule.alias)
    return Rule(str(rule.origin.name), str(rule.alias or rule.origin.name), len(rule.expansion), spliced, passes)


# --- what an expression can begin with ------------------------------------------------------


def opening(pattern: str) -> set[str]:
    """The characters of `ALPHABET` that a match of a regular expression can begin with; too many where that is hard to say."""
    found, _ = _first(expressions.parse(pattern))
    return found


def _first(parts: Any) -> tuple[set[str], bool]:
    """What a row of parts can begin with, and whether it can be empty."""
    found: set[str] = set()
    for operation, argument in parts:
        characters, may_be_empty = _first_of(str(operation), argument)
        found |= characters
        if not may_be_empty:
            return found, False
    return found, True


def _first_of(operation: str, argument: Any) -> tuple[set[str], bool]:
    """The same for one part. What looks around without reading can be empty and has no characters of its own."""
    match operation, argument:
        case "LITERAL", code:
            return {chr(code)} & ALPHABET, False
        case "IN", members:
            return {character for character in ALPHABET if _is_in(character, members)}, False
        case "SUBPATTERN", (*_, inner):
            return _first(inner)
        case "BRANCH", (_, branches):
            each = [_first(branch) for branch in branches]
            return set().union(*(characters for characters, _ in each)), any(empty for _, empty in each)
        case (("MAX_REPEAT" | "MIN_REPEAT"), (least, _, inner)):
            characters, empty = _first(inner)
            return characters, empty or least == 0
        case (("AT" | "ASSERT" | "ASSERT_NOT"), _):
            return set(), True
        case _:
            return set(ALPHABET), True


def _is_in(character: str, members: Any) -> bool:
    """Whether a character is of a set `[…]`."""
    negated = str(members[0][0]) == "NEGATE"
    return negated != any(_is_member(character, str(kind), which) for kind, which in members)


def _is_member(character: str, kind: str, which: Any) -> bool:
    match kind, str(which):
        case "LITERAL", _:
            return bool(ord(character) == which)
        case "RANGE", _:
            return bool(which[0] <= ord(character) <= which[1])
        case "CATEGORY", "CATEGORY_DIGIT":
            return character.isdecimal()
        case "CATEGORY", "CATEGORY_WORD":
            return character.isalnum() or character == "_"
        case "CATEGORY", "CATEGORY_SPACE":
            return character.isspace()
        case "NEGATE", _:
            return False
        case _:
            raise AssertionError(kind, which)
