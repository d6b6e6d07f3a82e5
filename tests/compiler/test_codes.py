"""Every code of the compiler: its page's bad example gives it, at the line that says so, and nothing else; its good example gives nothing."""

from __future__ import annotations

import pytest

from waterdicht.compiler.compile import compile_documents
from waterdicht.dsl.catalogue import Language, help_text, message, page, section, title
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic
from waterdicht.dsl.parser import parse_text

CODES = [code for code in Code if code.value[1] in "2345"]
KEYS = ("title_nl", "title_en", "message_nl", "message_en", "help_nl", "help_en", "explanation_nl", "explanation_en", "bad", "good")
HERE = "# hier"
"""The comment at the line of a bad example that the code must be reported at."""


def diagnostics(text: str) -> tuple[Diagnostic, ...]:
    tree, syntax = parse_text(text, "x.norm")
    assert syntax == ()
    assert tree is not None
    return compile_documents((tree,))[1]


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.value)
def test_bad_example_gives_exactly_this_code_at_its_line(code: Code) -> None:
    bad = section(code)["bad"]
    lines = [number for number, line in enumerate(bad.split("\n"), 1) if HERE in line]
    assert [(each.code, each.span.line) for each in diagnostics(bad)] == [(code, lines[0])]


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.value)
def test_good_example_gives_nothing(code: Code) -> None:
    assert diagnostics(section(code)["good"]) == ()


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.value)
def test_every_code_has_its_texts(code: Code) -> None:
    texts = section(code)
    assert [key for key in KEYS if not texts.get(key)] == []
    languages: tuple[Language, ...] = ("nl", "en")
    for lang in languages:
        assert page(code, lang).startswith(f"# {code.value}: {title(code, lang)}\n")


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("code", CODES, ids=lambda code: code.value)
def test_messages_have_no_empty_holes(code: Code, lang: Language) -> None:
    (found,) = diagnostics(section(code)["bad"])
    for text in (message(found, lang), help_text(found, lang)):
        assert text
        assert "{" not in text
        assert "«»" not in text


def test_warnings_and_only_they_let_the_compiler_go_on() -> None:
    for code in CODES:
        tree, _ = parse_text(section(code)["bad"], "x.norm")
        assert tree is not None
        model, _ = compile_documents((tree,))
        assert (model is not None) == code.value.startswith("W"), code
