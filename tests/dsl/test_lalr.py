"""Our loop over lark's tables reads what lark itself reads: the same terminals at the same places, the same tree, and the same places of mistakes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import lark
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark.exceptions import UnexpectedInput, UnexpectedToken

from waterdicht.dsl import tables
from waterdicht.dsl.grammar import opening
from waterdicht.dsl.keywords import all_phrases
from waterdicht.dsl.lalr import Run, Unexpected, accepted, advancing, finish, scan
from waterdicht.dsl.machine import Machine, machine

ROOT = Path(__file__).parents[2]
TEXTS = sorted((*(ROOT / "policies").rglob("*.norm"), *(ROOT / "tests" / "dsl").rglob("*.norm")))
SIGNS = (
    *'.,;:()"#@%€-',
    "\n",
    "\t",
    "é",
    "A",
    "²",
    "٣",
    "a.",
    "1°.",
    "1.000,5",
    "€ 3,-",
    "30 februari 2024",
    "2024-01-01",
    '"tekst"',
    "x.y",
    "x@2024-01-01",
)
WORDS = ("persoon", "college", "b", "x", "is", "lid", "artikel 7", 'beleid b "B"', 'punt a "A"', "isje", "ja/nee", "een")


@cache
def reference() -> lark.Lark:
    """The grammar as lark reads it, without builders."""
    grammar = Path(tables.__file__).with_name("grammar.lark").read_text(encoding="utf-8")
    return lark.Lark(grammar, parser="lalr", keep_all_tokens=True, maybe_placeholders=False)


@cache
def bare() -> Machine:
    """A machine that makes plain trees: of each rule its name and what is in it, of each terminal its text."""
    known = machine()
    named = [
        (size, origin, make if make is None or rule.name.startswith("_") or rule.name == "start" else partial(node, rule))
        for (size, origin, make), rule in zip(known.reductions, known.tables.rules, strict=True)
    ]
    return replace(known, reductions=tuple(named), convert={})


def node(rule: tables.Rule, _path: str, values: list[Any]) -> Any:
    """A rule and what is in it, the lists taken apart."""
    found = [part for place, value in enumerate(values) for part in (value if place in rule.spliced else [value])]
    return rule.name, tuple(found)


def plain(part: Any) -> Any:
    """The same of a tree of lark."""
    if isinstance(part, lark.Token):
        return part.line, part.column, part.end_line, part.end_column
    return str(part.data), tuple(map(plain, part.children))


def as_lark_reads(text: str) -> Iterator[Any]:
    """Every terminal with its places, then the tree, or the offset of the mistake, whether it is no terminal, and what could have stood there."""
    run = reference().parse_interactive(text)
    try:
        for token in run.lexer_thread.lex(run.parser_state):
            yield token.type, token.start_pos, token.end_pos, token.line, token.column, token.end_line, token.end_column
            run.feed_token(token)
        yield tuple(map(plain, run.feed_eof().children))
    except UnexpectedInput as error:
        at_end = isinstance(error, UnexpectedToken) and error.token.type == "$END"
        yield None if at_end else error.pos_in_stream, not isinstance(error, UnexpectedToken), run.accepts()


def as_we_read(text: str) -> Iterator[Any]:
    """The same by our own loop."""
    run = Run(text, "x", machine=bare())
    advance = advancing(run)
    try:
        for token in scan(run):
            yield token
            advance(token[0], token[1])
            run.values.append(token[3:])
        yield tuple(finish(run))
    except Unexpected as error:
        yield None if error.at_end else error.begin, error.unknown, accepted(run)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: "/".join(path.parts[-2:]))
def test_whole_files(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert list(as_we_read(text)) == list(as_lark_reads(text))


@given(st.lists(st.sampled_from((*all_phrases(), *SIGNS, *WORDS)), max_size=12), st.sampled_from((" ", "", "\n")))
def test_loose_words(words: list[str], between: str) -> None:
    text = between.join(words)
    assert list(as_we_read(text)) == list(as_lark_reads(text))


@settings(max_examples=60)
@given(st.data())
def test_damaged_files(data: st.DataObject) -> None:
    """A piece of a real file, with something put in its middle."""
    text = data.draw(st.sampled_from(TEXTS)).read_text(encoding="utf-8")
    begin = data.draw(st.integers(0, len(text)))
    piece = text[begin : begin + 300]
    middle = data.draw(st.integers(0, len(piece)))
    damaged = piece[:middle] + data.draw(st.sampled_from((*all_phrases(), *SIGNS, *WORDS))) + piece[middle:]
    assert list(as_we_read(damaged)) == list(as_lark_reads(damaged))


@pytest.mark.parametrize("terminal", tables.load().terminals, ids=lambda terminal: terminal.name)
def test_a_terminal_begins_with_a_character_it_can_open_with(terminal: tables.Terminal) -> None:
    @settings(max_examples=20)
    @given(st.from_regex(terminal.pattern))
    def begins(text: str) -> None:
        found = re.search(terminal.pattern, text)
        assert found is not None
        assert found[0][0] in terminal.opening or found[0][0] not in tables.ALPHABET

    begins()


def test_what_an_expression_can_begin_with() -> None:
    assert opening(r"a?b|[0-2]+x|(?!q)(z|\d\d)") == set("abz0123456789")
    assert opening(r"[^b-~]") == tables.ALPHABET - set(map(chr, range(ord("b"), ord("~") + 1)))
    assert opening(r"x*\b") == {"x"}
    assert opening(r".") == tables.ALPHABET
    assert opening(r"\w") >= set("azAZ09_é")
    assert "," not in opening(r"\w")
