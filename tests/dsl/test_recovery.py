"""Several mistakes in one file are each reported once, and what stands between them is still read."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic
from waterdicht.dsl.keywords import all_phrases
from waterdicht.dsl.parser import MAXIMUM_ERRORS, parse_text
from waterdicht.dsl.printer import print_file

HEAD = 'taal 1.\nbeleid b "B"\npunt a "A"\n'


def read(body: str) -> tuple[tree.SourceFile | None, tuple[Diagnostic, ...]]:
    return parse_text(HEAD + body, "x.norm")


def sentences(file: tree.SourceFile | None) -> list[str]:
    """The names of the definitions that were read."""
    assert file is not None
    document = file.documents[0]
    assert isinstance(document, tree.RegulationDocument)
    found: list[str] = []
    nodes = list(document.nodes)
    for node in nodes:
        found += [said.name for said in node.sentences if isinstance(said, tree.Definition)]
        nodes.extend(node.children)
    return found


def codes(diagnostics: tuple[Diagnostic, ...]) -> list[Code]:
    return [item.code for item in diagnostics]


def test_independent_mistakes_give_a_diagnostic_each() -> None:
    body = """
  eerste betekent x en.
  twee betekent x.
  drie betekend x.
  vier betekent x of y en z.
  vijf betekent x is 31 april 2024.
  zes betekent x.
  college mag scholing toekenen.
lid 1 "L"
  zeven betekent x
  acht betekent y.
"""
    file, diagnostics = read(body)
    assert codes(diagnostics) == [
        Code.UNEXPECTED_TEXT, Code.UNEXPECTED_TEXT, Code.MIXED_CONNECTIVES, Code.IMPOSSIBLE_DATE, Code.UNEXPECTED_TEXT, Code.MISSING_FULL_STOP,
    ]  # fmt: skip
    assert [item.span.line for item in diagnostics] == [5, 7, 8, 9, 11, 13]
    assert sentences(file) == ["twee", "zes", "zeven", "acht"]


def test_mistake_in_a_list_costs_only_its_sentence() -> None:
    file, diagnostics = read("  eerste betekent alle van:\n    a. x;\n    b. y y;\n    c. z.\n  twee betekent x.\n")
    assert codes(diagnostics) == [Code.UNEXPECTED_TEXT]
    assert sentences(file) == ["twee"]


@pytest.mark.parametrize("ending", ["x en.", "x x.", "a,b.", "alle van x."])
def test_short_words_before_a_stop_are_no_labels(ending: str) -> None:
    file, diagnostics = read(f"  eerste betekent {ending}\n  twee betekent x.\n")
    assert codes(diagnostics) == [Code.UNEXPECTED_TEXT]
    assert sentences(file) == ["twee"]


def test_exception_after_a_broken_sentence_is_no_second_mistake() -> None:
    _, diagnostics = read("  college mag b toekennen als alle van:\n    a. x x;\n    b. y.\n  dit geldt niet als z.\n")
    assert codes(diagnostics) == [Code.UNEXPECTED_TEXT]


def test_broken_heading_gives_no_homeless_sentences() -> None:
    _, diagnostics = parse_text('taal 1.\nverordening v "V"\nartikel "zonder nummer"\n  eerste betekent x.\n  twee betekent y.\n', "x.norm")
    assert codes(diagnostics) == [Code.UNEXPECTED_TEXT]


def test_broken_document_head_gives_no_homeless_sentences() -> None:
    _, diagnostics = parse_text('taal 1.\nverordenig v "V"\nartikel 1 "A"\n  eerste betekent x.\n', "x.norm")
    assert codes(diagnostics) == [Code.UNEXPECTED_TEXT]
    assert diagnostics[0].suggestion == "verordening"


def test_missing_stop_before_a_heading() -> None:
    file, diagnostics = read('  eerste betekent x\nlid 1 "L"\n  twee betekent x # einde\nlid 2 "M"\n  drie betekent x\n')
    assert codes(diagnostics) == [Code.MISSING_FULL_STOP] * 3
    assert [(item.span.line, item.span.column) for item in diagnostics] == [(4, 19), (6, 17), (8, 17)]
    assert sentences(file) == ["eerste", "twee", "drie"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("eerste betekend x.", "betekent"),
        ("eerste betekent x is ten mnste 3.", "is ten minste"),
        ("hardheidsclausul ten gunste van x als y.", "hardheidsclausule ten gunste van"),
        ("eerste betekent persoon als bedoelt in artikel 7.", "persoon als bedoeld in"),
        ("buiten toepasing blijft lid 1 als x.", "buiten toepassing blijft"),
        ("college mag scholing uitsluitent toekennen als x.", "uitsluitend"),
        ("eerste betekent x is voor y.", "vóór"),
        ("eerste betekent Persoon.x.", "persoon.x"),
        ("eerste betekent x + y.", "plus"),
    ],
)
def test_suggestions(written: str, meant: str) -> None:
    _, diagnostics = read(f"  {written}\n")
    assert len(diagnostics) == 1
    assert meant in diagnostics[0].suggestion


def test_a_file_of_rubbish_stops_early() -> None:
    _, diagnostics = read("  ( ) .\n" * 5000)
    assert len(diagnostics) == MAXIMUM_ERRORS + 1
    assert diagnostics[-1].code is Code.TOO_MANY_ERRORS or Code.TOO_MANY_ERRORS in codes(diagnostics)


@pytest.mark.parametrize(
    "nested",
    ["(" * 5000 + "x" + ")" * 5000, "niet " * 5000 + "x", "x plus " * 5000 + "y", "naar oordeel " * 150 + "x", "begin van " * 150 + "x"],
    ids=["brackets", "negation", "sum", "judgement", "parts"],
)
def test_deep_nesting_is_a_diagnostic(nested: str) -> None:
    file, diagnostics = read(f"  eerste betekent {nested}.\n  twee betekent x.\n")
    assert codes(diagnostics) in ([Code.TOO_DEEP], [])  # five thousand brackets around one name nest nothing
    assert "twee" in sentences(file)


def test_reading_rubbish_takes_no_time_to_speak_of() -> None:
    begin = time.process_time()
    read("a betekent x " * 100_000)
    assert time.process_time() - begin < 30


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.sampled_from(
            [*all_phrases(), "x", "persoon.y", '"t"', "12", "€ 3", "1 mei 2024", ".", ";", ",", ":", "(", ")", "a.", "1°.", "artikel 1", "\n", "#", '"', "%"]
        ),
        max_size=40,
    )
)
def test_any_row_of_words_gives_diagnostics_never_an_exception(words: list[str]) -> None:
    file, diagnostics = parse_text(" ".join(words), "x.norm")
    assert file is not None or diagnostics
    assert all(item.span.line >= 1 and item.span.column >= 1 for item in diagnostics)
    if file is not None and not diagnostics:
        assert parse_text(print_file(file), "x.norm")[0] == file


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_gives_diagnostics_never_an_exception(text: str) -> None:
    file, diagnostics = parse_text(text, "x.norm")
    assert file is not None or diagnostics
