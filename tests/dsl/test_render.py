"""Diagnostics as lines for a terminal."""

from __future__ import annotations

from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Severity, diagnose
from waterdicht.dsl.parser import parse_text
from waterdicht.dsl.render import render_text
from waterdicht.dsl.source import Span

TEXT = 'taal 1.\nbeleid b "B"\npunt a "A"\n  doelgroep betekend persoon.x.\n'


def test_dutch() -> None:
    _, (diagnostic,) = parse_text(TEXT, "map/x.norm")
    assert render_text(diagnostic, TEXT.splitlines(), "nl").splitlines() == [
        "map/x.norm:4:13: E101 «betekend» past hier niet; verwacht: 'bedraagt', 'betekent', 'omvat in ieder geval', 'vereist in ieder geval' of 'mag', 'moet'",
        "  |",
        "4 |   doelgroep betekend persoon.x.",
        "  |             ^^^^^^^^",
        "  = hulp: bedoelde u «betekent»?",
    ]


def test_english() -> None:
    _, (diagnostic,) = parse_text(TEXT, "map/x.norm")
    lines = render_text(diagnostic, TEXT.splitlines(), "en").splitlines()
    assert lines[0].startswith("map/x.norm:4:13: E101 `betekend` does not fit here; expected: ")
    assert lines[-1] == "  = help: did you mean `betekent`?"


def test_without_lines_and_without_a_place() -> None:
    _, (diagnostic,) = parse_text(TEXT, "x.norm")
    assert "|" not in render_text(diagnostic, None, "nl").replace("||", "")
    assert render_text(diagnose(Code.EMPTY_FILE), None, "nl").startswith("E134 het bestand is leeg")


def test_severity_address_and_related_places() -> None:
    item = diagnose(Code.EMPTY_FILE, Span("x", 9, 1, 9, 2), severity=Severity.WARNING, address="artikel 1 lid 2")
    text = render_text(item, ["één regel"], "nl")
    assert text.splitlines()[0] == "x:9:1: E134 waarschuwing: het bestand is leeg [artikel 1 lid 2]"


def test_caret_under_wide_characters_and_tabs() -> None:
    item = diagnose(Code.UNEXPECTED_END, Span("x", 1, 4, 1, 5), expected="", expected_en="")
    _, _, line, caret, *_ = render_text(item, ["日\té?"], "nl").splitlines()
    assert line == "1 | 日 é?"
    assert caret == "  |     ^"


def test_a_very_long_line_is_shown_in_part() -> None:
    item = diagnose(Code.UNEXPECTED_END, Span("x", 1, 1001, 1, 1003), expected="", expected_en="")
    _, _, line, caret, *_ = render_text(item, ["x" * 1000 + "yy" + "z" * 1000], "nl").splitlines()
    assert len(line) < 200
    assert line[caret.index("^") : caret.rindex("^") + 1] == "yy"
