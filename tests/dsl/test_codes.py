"""Every E1 code: its page's bad example gives it and nothing else, its good example gives nothing."""

from __future__ import annotations

import pytest

from waterdicht.dsl.catalogue import message, page, section, title
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import diagnose
from waterdicht.dsl.parser import parse_text

SYNTAX = [code for code in Code if code.value.startswith("E1")]
WITH_EXAMPLES = [code for code in SYNTAX if "bad" in section(code)]
KEYS = ["title_nl", "title_en", "message_nl", "message_en", "help_nl", "help_en", "explanation_nl", "explanation_en"]


@pytest.mark.parametrize("code", WITH_EXAMPLES, ids=lambda code: code.value)
def test_bad_example_gives_exactly_this_code(code: Code) -> None:
    _, diagnostics = parse_text(section(code)["bad"], "x.norm")
    assert [item.code for item in diagnostics] == [code]


@pytest.mark.parametrize("code", WITH_EXAMPLES, ids=lambda code: code.value)
def test_good_example_gives_nothing(code: Code) -> None:
    tree, diagnostics = parse_text(section(code)["good"], "x.norm")
    assert diagnostics == ()
    assert tree is not None


@pytest.mark.parametrize("code", SYNTAX, ids=lambda code: code.value)
def test_every_code_has_its_texts(code: Code) -> None:
    texts = section(code)
    assert [key for key in KEYS if key not in texts] == []
    for lang in ("nl", "en"):
        assert page(code, lang).startswith(f"# {code.value}: {title(code, lang)}\n")


def test_codes_without_examples_are_about_files_and_sizes() -> None:
    assert {code.value for code in SYNTAX if code not in WITH_EXAMPLES} == {"E125", "E126", "E130", "E131", "E132", "E133", "E135"}


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("code", WITH_EXAMPLES, ids=lambda code: code.value)
def test_messages_have_no_empty_holes(code: Code, lang: str) -> None:
    _, diagnostics = parse_text(section(code)["bad"], "x.norm")
    text = message(diagnostics[0], lang)  # type: ignore[arg-type]  # the two languages
    assert text
    assert "{" not in text


def test_a_hole_without_an_argument_stays_visible() -> None:
    assert "{found}" in message(diagnose(Code.UNEXPECTED_TEXT), "nl")


def test_codes_are_unique_and_well_formed() -> None:
    values = [code.value for code in Code]
    assert len(values) == len(set(values))
    assert all(value[0] in "EW" and value[1:].isdigit() and len(value) == 4 for value in values)
