"""The reference is complete: every check, every form of the language, every reading and outcome, every identifier of the glossary."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args

import pytest
from doc_blocks import ROOT, all_blocks, wrapped

from waterdicht.cli.acceptance import STALE
from waterdicht.cli.switches import OFF
from waterdicht.compiler.ir import Aspect, FrameKind, Outcome
from waterdicht.compiler.outcomes import STATUSES
from waterdicht.compiler.scope import BUILT_IN_READINGS
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.parser import parse_text
from waterdicht.dsl.source import Span
from waterdicht.runtime.decide import certain_outcome
from waterdicht.verifier.checks import basic, bounds, conditions, dates, dead, documents, faults, layers, readings, retroactive, theorems, transition, values
from waterdicht.verifier.equivalence import OTHER

DOCS = ROOT / "docs"
LANGUAGE = DOCS / "reference" / "language.md"
GLOSSARY = DOCS / "reference" / "glossary.md"
DECISIONS = DOCS / "decisions"
CODE = ("dsl", "compiler", "runtime", "verifier", "apps")
CHECK_MODULES = (basic, bounds, conditions, dates, dead, faults, layers, readings, retroactive, theorems, transition, values)
SCENARIO_ONLY = (tree.PeriodLiteral, tree.MonthsLiteral, tree.ListLiteral, tree.RecordLiteral, tree.Absent)
PAGES = tuple(page for page in sorted(DOCS.rglob("*.md")) if page.parent.name != "codes")


def checks_in_code() -> set[str]:
    """The names of all checks: the constants of the check modules, those behind warnings, and those about the file of acceptances."""
    constants = {value for module in CHECK_MODULES for name, value in vars(module).items() if name.isupper() and isinstance(value, str)}
    return (constants - {OTHER}) | set(documents.NAMES.values()) | {STALE, OFF}


def test_the_short_texts_are_about_the_same_checks() -> None:
    short = tomllib.loads((ROOT / "apps/waterdicht/cli/checks.toml").read_text(encoding="utf-8"))
    assert set(short) == checks_in_code()


def nodes(part: Any) -> Iterator[type]:
    """The kinds of all nodes in a piece of the tree."""
    if isinstance(part, tuple):
        for each in part:
            yield from nodes(each)
    elif is_dataclass(part) and not isinstance(part, Span):
        yield type(part)
        for each in fields(part):
            yield from nodes(getattr(part, each.name))


def test_the_language_reference_shows_every_form() -> None:
    texts = [block.body for block in all_blocks("norm") if block.page.endswith("/language.md")]
    texts += [wrapped(block) for block in all_blocks("norm-fragment") if block.page.endswith("/language.md")]
    table = [line.split("→")[0] for block in all_blocks("norm-values") for line in block.body.splitlines() if "→" in line]
    inline = re.findall(r"`([^`]+)`", LANGUAGE.read_text(encoding="utf-8"))
    texts += [f'taal 1.\nbeleid b "B"\npunt a "A"\n  x betekent {each.strip()}.' for each in table]
    texts += [f'taal 1.\nbeleid b "B"\npunt a "A"\n  {each}' for each in inline if each.endswith(".")]
    texts += [f'taal 1.\nbeleid b "B"\npunt a "A"\n  x betekent {each}.' for each in inline]
    files = (parse_text(text, "")[0] for text in texts)
    shown = {kind for file in files if file is not None for kind in nodes(file.documents)}
    wanted = {*get_args(tree.Sentence), *get_args(tree.Expression), *get_args(tree.Declaration), *get_args(tree.Document)}
    assert not {each.__name__ for each in wanted - shown - set(SCENARIO_ONLY)}


def test_the_outcome_table_is_that_of_the_code() -> None:
    rows = re.findall(r"^\| (\d) \| .*\| \*(.+)\* \|$", LANGUAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert [outcome for _, outcome in rows] == [
        "moet weigeren",
        "tegenstrijdig",
        "moet weigeren",
        "geen grondslag",
        "mag toekennen of weigeren",
        "moet toekennen",
        "mag toekennen",
    ]
    cases = [
        (True, True, False, True, True),
        (True, True, True, True, True),
        (True, False, True, True, True),
        (False, False, True, False, True),
        (True, True, True, False, True),
        (True, True, True, False, False),
        (True, False, True, False, False),
    ]
    assert [certain_outcome(*case) for case in cases] == [outcome for _, outcome in rows]
    assert {outcome for _, outcome in rows} == {each.value for each in Outcome} - {"onbekend", "fout"}


@pytest.mark.parametrize("word", [*BUILT_IN_READINGS, *(option for options in BUILT_IN_READINGS.values() for option in options)])
def test_every_built_in_reading_is_described(word: str) -> None:
    assert f"`{word}`" in LANGUAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("word", [*(each.value for each in FrameKind), *(each.value for each in Aspect), "mogelijk", "verplicht"])
def test_every_frame_aspect_and_status_is_described(word: str) -> None:
    assert f"`{word}`" in LANGUAGE.read_text(encoding="utf-8")
    assert word not in ("mogelijk", "verplicht") or word in STATUSES


def glossary() -> list[tuple[str, str]]:
    """The Dutch term and the identifier of each row."""
    return re.findall(r"^\| ([^|]+?) \| `([A-Za-z_]+)` \|", GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_glossary_uses_identifiers_of_the_code_and_each_term_once() -> None:
    words = set()
    for room in CODE:
        for path in (ROOT / room / "waterdicht").rglob("*"):
            if path.suffix in (".py", ".lark"):
                words.update(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    rows = glossary()
    assert len(rows) > 60
    assert not [identifier for _, identifier in rows if identifier not in words]
    for column in zip(*rows, strict=True):
        assert len(set(column)) == len(column), sorted(each for each in column if column.count(each) > 1)


def test_codes_that_are_named_exist() -> None:
    known = {each.value for each in Code}
    for page in PAGES:
        assert not set(re.findall(r"\b[EW]\d{3}\b", page.read_text(encoding="utf-8"))) - known, page.name


def test_decisions_have_numbers_of_their_own() -> None:
    numbers = [path.name[:4] for path in DECISIONS.glob("*.md")]
    assert all(number.isdigit() for number in numbers)
    assert len(set(numbers)) == len(numbers)


def anchors(page: Path) -> set[str]:
    """The anchors of the headings of a page, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if link.startswith(("http", "mailto:")):
            continue
        target, _, anchor = link.partition("#")
        place = (page.parent / target).resolve() if target else page
        assert place.exists(), link
        assert not anchor or anchor in anchors(place), link
