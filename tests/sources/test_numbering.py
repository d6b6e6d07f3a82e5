"""Which label may follow which, and that a gap or a repetition is an error in a text."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented import SAMPLES, codes, flat, imported, nodes_of

from waterdicht.dsl.diagnostics import Severity
from waterdicht.sources.numbering import check_numbers, follows
from waterdicht.sources.xml_provisions import read_xml

FOLLOWS = "'' 1, '' a, '' i, '' 5.2.1, 1 2, 9 10, 10 10a, 10a 10b, 10d 10da, 10da 10e, 10da 11, 8 8*, 8* 9, 8 8a, a b, z aa, aa bb, aa ab, i ii, iii iv, ee ff, 78m 79, 3.2.2 3.2.2.1, 3.2.2.1 3.2.4, 5.3.1 5.3.2"
JUMPS = "'' 2, '' b, 1 3, 2 1, 1 1, 10a 10c, 10a 12, a c, b a, a a, 78m 78o, 5.3.1 5.3.3, 1 a"


@pytest.mark.parametrize("pair", FOLLOWS.split(", "))
def test_what_follows(pair: str) -> None:
    before, label = pair.split()
    assert follows(label, before.strip("'"))


@pytest.mark.parametrize("pair", JUMPS.split(", "))
def test_what_does_not(pair: str) -> None:
    before, label = pair.split()
    assert not follows(label, before.strip("'"))


def test_numbers_of_articles_run_on_over_chapters_and_those_of_lids_begin_anew() -> None:
    text = "Hoofdstuk 1 Een\nArtikel 1. A\n1. Een.\n2. Twee.\nHoofdstuk 2 Twee\nArtikel 2. B\n1. Een.\n"
    assert list(check_numbers(nodes_of(text), (), "tekst", "x")) == []


def test_a_jump_is_an_error_unless_the_recipe_allows_it(tmp_path: Path) -> None:
    text = "Artikel 1. A\n1. Een.\n3. Drie.\nArtikel 4. B\nTekst.\n"
    found, problems = imported(tmp_path, text)
    assert found is None
    assert codes(problems) == [("E709", 3), ("E709", 4)]
    found, problems = imported(tmp_path, text, 'sprongen = ["artikel-1/lid-3", "artikel-4"]')
    assert found is not None
    assert problems == ()


def test_in_xml_a_jump_is_a_note() -> None:
    data = (SAMPLES / "wet_bwb.xml").read_bytes().replace(b"<nr>2</nr>", b"<nr>5</nr>")
    read, _ = read_xml(data, "wet.xml")
    assert read is not None
    (note,) = check_numbers(read.nodes, (), "bwb", "wet.xml")
    assert (note.code.value, note.severity) == ("E709", Severity.NOTE)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Artikel 1. A\nEen.\nArtikel 1. B\nTwee.\n", 3),
        ("Artikel 1. A\n1. Een.\n1. Twee.\n", 3),
        ("Artikel 1. A\n1. Eerst:\na. een;\nb. twee.\n1. Nog eens.\n", 5),
    ],
)
def test_the_same_provision_twice_is_an_error_at_the_second(tmp_path: Path, text: str, line: int) -> None:
    found, problems = imported(tmp_path, text)
    assert found is None
    assert ("E710", line) in codes(problems)


def test_a_number_used_twice_can_be_renamed_by_the_recipe(tmp_path: Path) -> None:
    text = "Artikel 1. A\nEen.\nArtikel 1. B\nTwee.\n"
    found, problems = imported(tmp_path, text, '[[versie.deel]]\nregels = [[1, 2]]\n[[versie.deel]]\nregels = [[3, 4]]\nals = "artikel-1*"\n')
    assert problems == ()
    assert found is not None
    assert [each.address for each in found.provisions] == ["dorp/artikel-1", "dorp/artikel-1*"]


def test_labels_of_dashes_are_counted() -> None:
    found = flat(nodes_of("Artikel 1. A\nOnder:\n- een;\n- twee.\n"))
    assert list(found) == ["artikel-1", "artikel-1/streepje-1", "artikel-1/streepje-2"]
