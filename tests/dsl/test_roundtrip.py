"""Printing and parsing are each other's inverse, for trees of every shape and for texts people write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from trees import CONDITIONS, EXPRESSIONS, FILES, SENTENCES

from waterdicht.dsl import tree
from waterdicht.dsl.parser import parse_text
from waterdicht.dsl.printer import print_file

GOLDEN = Path(__file__).parent / "golden"
NOTES = Path(__file__).parents[2] / "docs" / "reference" / "grammar-notes.md"

relaxed = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


def _file(sentence: tree.Sentence) -> tree.SourceFile:
    node = tree.Node("artikel", "1", "t", "", (sentence,))
    return tree.SourceFile("x.norm", "1", (tree.RegulationDocument("beleid", "b", "B", (), (), (node,)),))


def _assert_round_trip(file: tree.SourceFile) -> None:
    text = print_file(file)
    parsed, diagnostics = parse_text(text, "x.norm")
    assert diagnostics == (), text
    assert parsed == file, text
    assert parsed is not None
    assert print_file(parsed) == text


@relaxed
@given(SENTENCES)
def test_every_sentence_survives(sentence: tree.Sentence) -> None:
    _assert_round_trip(_file(sentence))


@relaxed
@given(EXPRESSIONS)
def test_every_expression_survives(expression: tree.Expression) -> None:
    _assert_round_trip(_file(tree.ValueRule("v", expression)))


@relaxed
@given(CONDITIONS, CONDITIONS)
def test_every_condition_with_an_exception_survives(condition: tree.Expression, unless: tree.Expression) -> None:
    norm = tree.Norm("college", "mag", ("b",), "toekennen", "toekennen", condition=condition, unless=unless)
    _assert_round_trip(_file(norm))


@settings(relaxed, max_examples=60)
@given(FILES)
def test_every_file_survives(file: tree.SourceFile) -> None:
    _assert_round_trip(file)


@pytest.mark.parametrize("place", sorted(GOLDEN.glob("*.norm")), ids=lambda place: place.name)
def test_written_text_survives_formatting(place: Path) -> None:
    parsed, diagnostics = parse_text(place.read_text(encoding="utf-8"), "x.norm")
    assert diagnostics == ()
    assert parsed is not None
    once = print_file(parsed)
    again, diagnostics = parse_text(once, "x.norm")
    assert diagnostics == ()
    assert again is not None
    assert again == parsed
    assert print_file(again) == once
    assert sorted(comment.text for comment in again.comments) == sorted(comment.text for comment in parsed.comments)


@pytest.mark.parametrize("squeeze", [lambda text: " ".join(text.split()), lambda text: re.sub(r"\s+", "\n", text)], ids=["one line", "one word a line"])
def test_layout_means_nothing(squeeze: object) -> None:
    """The same tree without any newline, and with one between all words (outside quotes)."""
    place = GOLDEN / "every_form.norm"
    plain = re.sub(r"#[^\n]*", "", place.read_text(encoding="utf-8"))
    parts = re.split(r'("[^"\n]*")', plain)
    squeezed = "".join(part if part.startswith('"') else squeeze(f"<{part}>")[1:-1] for part in parts)  # type: ignore[operator]  # both are functions
    left, _ = parse_text(plain, "x.norm")
    right, diagnostics = parse_text(squeezed, "x.norm")
    assert diagnostics == ()
    assert right == left


def test_wide_and_deep_trees_print() -> None:
    names = tuple(tree.Name(f"persoon.x{number}") for number in range(3000))
    _assert_round_trip(_file(tree.Definition("wijd", "betekent", tree.Junction("en", names))))
    deep: tree.Expression = tree.Name("persoon.x")
    for kind in ("en", "of") * 40:
        deep = tree.Junction(kind, (tree.Name("persoon.y"), deep))
    _assert_round_trip(_file(tree.Definition("diep", "betekent", deep)))


def _note_blocks() -> list[str]:
    return re.findall(r"```\n(.*?)```", NOTES.read_text(encoding="utf-8"), re.DOTALL)


def test_examples_of_the_reference_page_parse() -> None:
    text = "\n".join(_note_blocks())
    _, diagnostics = parse_text(text, "x.norm")
    assert diagnostics == ()


def _table_examples(first: str, last: str) -> list[str]:
    """The code fragments in the second column of the table between two headings."""
    page = NOTES.read_text(encoding="utf-8").partition(first)[2].partition(last)[0]
    cells = [line.split("|")[2] for line in page.splitlines() if line.startswith("|") and "---" not in line]
    return [fragment for cell in cells for fragment in re.findall(r"`([^`]+)`", cell)]


@pytest.mark.parametrize("example", [text for text in _table_examples("| sentence | example |", "**References**") if text.endswith(".") and "…" not in text])
def test_sentences_of_the_reference_page_parse(example: str) -> None:
    text = re.sub(r"\b([CQ])\b", lambda match: f"persoon.{match[1].lower()}", example)
    _, diagnostics = parse_text(f'taal 1.\nbeleid b "B"\npunt a "A"\n{text}\n', "x.norm")
    assert diagnostics == ()


_FRAGMENTS = {"alleen omschrijving", "onder de wet", "hele centen", "naar beneden", "a en b tenzij c"}


def _expressions() -> list[str]:
    """The complete expressions among the fragments of the table: no bare comparators, list openings or parts of a form."""
    found = _table_examples("## Expressions", "## Stellingen")
    return [text for text in found if " " in text and "…" not in text and not text.startswith("is ") and not text.endswith(":") and text not in _FRAGMENTS]


@pytest.mark.parametrize("example", _expressions())
def test_expressions_of_the_reference_page_parse(example: str) -> None:
    text = re.sub(r"\bS\b", "persoon.s", example)
    end = "" if text.endswith(".") else "."
    _, diagnostics = parse_text(f'taal 1.\nbeleid b "B"\npunt a "A"\nregel betekent {text if ":" in text else f"({text})"}{end}\n', "x.norm")
    assert diagnostics == ()
