"""The grammar itself: its size, its conflicts, its builders and its saved tables."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import lark
import pytest

from waterdicht.dsl import machine, tables
from waterdicht.dsl.build.callbacks import BUILDERS
from waterdicht.dsl.build.literals import VALUES, WORDS
from waterdicht.dsl.keywords import all_phrases, phrases, reserved_words
from waterdicht.dsl.parser import parse_text

GRAMMAR = Path(tables.__file__).with_name("grammar.lark")


@pytest.fixture
def fresh_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty cache directory and no tables in memory, before and after."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    """No tables in memory."""
    tables.load.cache_clear()
    machine.machine.cache_clear()


def test_it_stays_small() -> None:
    assert len(GRAMMAR.read_text(encoding="utf-8").splitlines()) < 450
    assert len(reserved_words()) < 120


def test_every_rule_has_a_builder_and_every_builder_a_rule() -> None:
    made = {rule.name for rule in tables.load().rules if not rule.passes}
    assert {name for name in made if not name.startswith("_")} - {"start"} == set(BUILDERS)


def test_every_terminal_with_a_meaning_exists() -> None:
    terminals = {terminal.name for terminal in tables.load().terminals}
    assert terminals >= WORDS | set(VALUES)
    assert not WORDS & set(VALUES)


def test_conflicts_are_the_known_ones(caplog: pytest.LogCaptureFixture) -> None:
    """`tenzij`, `zonder` and `waarvoor` go to the innermost form that can take them; there is no other doubt."""
    lark.logger.setLevel(logging.DEBUG)
    with caplog.at_level(logging.DEBUG, logger="lark"):
        lark.Lark(GRAMMAR.read_text(encoding="utf-8"), parser="lalr", keep_all_tokens=True, maybe_placeholders=False, debug=True)
    lark.logger.setLevel(logging.CRITICAL)
    conflicts = sorted(
        record.getMessage().split("terminal ")[1].split(":")[0]
        for record in caplog.records
        if "Conflict" in record.getMessage() or "conflict" in record.getMessage()
    )
    assert conflicts == [*["TENZIJ"] * 4, "WAARVOOR", "WAARVOOR", "ZONDER", "ZONDER"]


def test_phrases_are_spelled_out() -> None:
    known = phrases()
    assert known["REGULATE_IN"] == ("in verordening regelen", "in nadere regel regelen")
    assert known["CONSEQUENCE"] == ("anders weigeren", "anders mag weigeren", "anders geen gevolg")
    assert not [phrase for phrase in all_phrases() if any(sign in phrase for sign in "\\()|?")]


def test_reserved_words_cannot_be_read_as_names() -> None:
    words = reserved_words()
    assert {"aantal", "niet", "doel", "ingevuld", "anders", "deze"} <= words
    assert not {"persoon", "college", "plaatsing", "begin", "toekennen", "datum"} & words


def test_the_reference_page_lists_the_reserved_words() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "grammar-notes.md").read_text(encoding="utf-8")
    assert set(page.partition("```text\n")[2].partition("```")[0].split()) == reserved_words()


def test_tables_are_saved_and_read_again(fresh_tables: Path) -> None:
    first, _ = parse_text('taal 1.\nbeleid b "B"\n', "x")
    (saved,) = (fresh_tables / "waterdicht").iterdir()
    written = saved.stat().st_mtime_ns
    forget()
    assert parse_text('taal 1.\nbeleid b "B"\n', "x")[0] == first
    assert saved.stat().st_mtime_ns == written


@pytest.mark.parametrize("damage", ["", "niet te lezen", "{}", "\n{}"])
def test_damaged_tables_are_built_anew(fresh_tables: Path, damage: str) -> None:
    tables.load()
    (saved,) = (fresh_tables / "waterdicht").iterdir()
    saved.write_text(damage, encoding="utf-8")
    forget()
    assert parse_text('taal 1.\nbeleid b "B"\n', "x")[1] == ()
    assert len(saved.read_text(encoding="utf-8")) > 1000


def test_a_cache_that_cannot_be_written_does_not_matter(fresh_tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = fresh_tables / "bestand"
    blocked.write_text("geen map", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert parse_text('taal 1.\nbeleid b "B"\n', "x")[1] == ()
