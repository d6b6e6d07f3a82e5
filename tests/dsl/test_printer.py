"""The canonical layout: line breaks, brackets and comments."""

from __future__ import annotations

from pathlib import Path

import pytest

from waterdicht.dsl.parser import parse_text
from waterdicht.dsl.printer import print_file
from waterdicht.dsl.printing.layout import WIDTH

GOLDEN = Path(__file__).parent / "golden"
HEAD = 'taal 1.\n\nbeleid b "B"\n\npunt a "A"\n'


def formatted(text: str) -> str:
    file, diagnostics = parse_text(text, "x.norm")
    assert diagnostics == ()
    assert file is not None
    return print_file(file)


@pytest.mark.parametrize("name", ["every_form", "comments", "models"])
def test_golden(name: str) -> None:
    source = (GOLDEN / f"{name}.norm").read_text(encoding="utf-8")
    assert formatted(source) == (GOLDEN / f"{name}.formatted").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("x betekent (a).", "x betekent a."),
        ("x betekent (a en b) en c.", "x betekent a en b en c."),
        ("x betekent (a en b) of c.", "x betekent (a en b) of c."),
        ("x betekent niet (a en b).", "x betekent niet (a en b)."),
        ("x betekent niet (a is b).", "x betekent niet a is b."),
        ("x betekent (niet a) is b.", "x betekent (niet a) is b."),
        ("v bedraagt (a plus b) plus c.", "v bedraagt a plus b plus c."),
        ("v bedraagt a plus (b plus c).", "v bedraagt a plus (b plus c)."),
        ("v bedraagt (a maal b) plus c.", "v bedraagt a maal b plus c."),
        ("v bedraagt a maal (b plus c).", "v bedraagt a maal (b plus c)."),
        ("v bedraagt 50% van (a plus b).", "v bedraagt 50% van (a plus b)."),
        ("v bedraagt (50% van a) plus b.", "v bedraagt 50% van a plus b."),
        ("v bedraagt (a plus b) afgerond op hele euro's.", "v bedraagt a plus b afgerond op hele euro's."),
        ("v bedraagt a plus (b afgerond op hele centen).", "v bedraagt a plus (b afgerond op hele centen)."),
        ("v bedraagt begin van (kalenderjaar van d).", "v bedraagt begin van kalenderjaar van d."),
        ("v bedraagt begin van (a plus 1 dag).", "v bedraagt begin van (a plus 1 dag)."),
        ("v bedraagt begin van a plus 1 dag.", "v bedraagt begin van a plus 1 dag."),
        ("v bedraagt € 300,-.", "v bedraagt € 300,00."),
        ("v bedraagt €1234567.", "v bedraagt € 1.234.567,00."),
        ("v bedraagt 1 maanden.", "v bedraagt 1 maand."),
        ("v bedraagt 12  uur\n per week.", "v bedraagt 12 uur per week."),
        ("v bedraagt 12,50%.", "v bedraagt 12,5%."),
        ("v bedraagt 1.250,5.", "v bedraagt 1250,5."),
        ("regelt artikel 1 van w en artikel 2 van w en artikel 3.", "regelt artikel 1 en artikel 2 van w en artikel 3."),
        ("regelt artikel 1 van deze regeling en artikel 2 van w.", "regelt artikel 1 van deze regeling en artikel 2 van w."),
        ("college mag b toekennen als c tenzij d.", "college mag b toekennen als c tenzij d."),
    ],
)
def test_one_way_to_write_it(written: str, printed: str) -> None:
    assert formatted(HEAD + written) == f"{HEAD}  {printed}\n"


def test_exception_to_a_list_is_a_sentence() -> None:
    written = "college mag b toekennen als alle van: a. x; b. y. dit geldt niet als z."
    assert formatted(HEAD + written) == HEAD + (
        "  college mag b toekennen als alle van:\n    a. x;\n    b. y.\n  dit geldt niet als z.\n"
    )  # fmt: skip


def test_tenzij_after_a_list_belongs_to_its_last_item() -> None:
    written = "college mag b toekennen als alle van: a. x; b. y tenzij z."
    assert formatted(HEAD + written) == HEAD + "  college mag b toekennen als alle van:\n    a. x;\n    b. y tenzij z.\n"


def test_long_conditions_break_before_their_connectives() -> None:
    parts = " en ".join(f"persoon.een_lange_naam_{number}" for number in range(6))
    text = formatted(f"{HEAD}college mag scholing toekennen als {parts} tenzij persoon.x.")
    lines = text.splitlines()[5:]
    assert lines[0] == "  college mag scholing toekennen"
    assert lines[1] == "    als persoon.een_lange_naam_0"
    assert lines[2] == "    en persoon.een_lange_naam_1"
    assert lines[-1] == "    tenzij persoon.x."
    assert all(len(line) <= WIDTH for line in lines)


def test_no_comment_is_lost_even_at_odd_places() -> None:
    text = (GOLDEN / "comments.norm").read_text(encoding="utf-8")
    once = formatted(text)
    assert once.count("#") == text.count("#")
    assert formatted(once) == once


def test_comment_stays_at_the_sentence_it_stood_in() -> None:
    text = HEAD + "x betekent a.\ny betekent # waarom\n  b. # en nog iets\nz betekent c.\n"
    assert formatted(text) == f"{HEAD}  x betekent a.\n  # waarom\n  # en nog iets\n  y betekent b.\n  z betekent c.\n"
