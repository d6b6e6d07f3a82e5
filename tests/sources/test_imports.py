"""Files that cannot be imported leave nothing behind; what is imported reads back as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import DORP, SAMPLES, codes, imported

from waterdicht.dsl.diagnostics import Severity
from waterdicht.sources import imports, store
from waterdicht.sources.imports import Given, import_text, read_file, recipe_without
from waterdicht.sources.provisions import articles, lids


def test_files_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "leeg.txt").write_bytes(b" \n")
    assert codes(read_file(str(tmp_path / "leeg.txt"))[1]) == [("E703", 1)]
    assert codes(read_file(str(tmp_path / "nergens.txt"))[1]) == [("E701", 1)]
    assert codes(read_file(str(tmp_path))[1]) == [("E701", 1)]
    assert codes(read_file("a\0b")[1]) == [("E701", 1)]


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "MAXIMUM_SIZE", 10)
    (tmp_path / "groot.txt").write_bytes(b"x" * 11)
    (tmp_path / "past.txt").write_bytes(b"x" * 10)
    assert codes(read_file(str(tmp_path / "groot.txt"))[1]) == [("E701", 1)]
    assert read_file(str(tmp_path / "past.txt"))[1] == ()


def test_text_in_another_encoding_is_refused_at_its_line(tmp_path: Path) -> None:
    found, problems = imported(tmp_path, "Artikel 1. Een\nEen café.\n".encode("latin-1"))
    assert found is None
    assert codes(problems) == [("E702", 2)]
    found, problems = imported(tmp_path, "\ufeffArtikel 1. Een\r\nEen café.\r\n".encode())
    assert problems == ()
    assert found is not None
    assert lids(found)[0].text == "Een café."


def test_a_lid_without_text_and_one_that_breaks_off(tmp_path: Path) -> None:
    found, problems = imported(tmp_path, "Artikel 1. Een\n1.\n2. Twee.\n")
    assert found is None
    assert codes(problems) == [("E725", 2)]
    found, problems = imported(tmp_path, "Artikel 1. Een\n1. Een, twee en\n2. Twee.\n")
    assert found is not None
    assert codes(problems) == [("W727", 2)]


@pytest.mark.parametrize(("file", "form"), [("dorp_cvdr.xml", "cvdr"), ("wet_bwb.xml", "bwb")])
def test_a_whole_file_without_a_recipe(file: str, form: str) -> None:
    given = Given(file, (SAMPLES / file).read_bytes())
    found, problems = import_text(given, recipe_without("dorp", "2024", given))
    assert problems == ()
    assert found is not None
    assert (found.name, found.form, found.provisions[0].address) == ("dorp@2024", form, "dorp@2024/hoofdstuk-1")


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    for data, form in ((DORP, "tekst"), ((SAMPLES / "dorp_cvdr.xml").read_bytes(), "cvdr")):
        found, _ = imported(tmp_path, data, form=form)
        assert found is not None
        store.write(found, tmp_path / ".bronnen")
        assert store.read(tmp_path / ".bronnen", "dorp") == (found, ())
    assert (len(articles(found)), len(lids(found))) == (3, 4)


def test_writing_leaves_the_old_text_or_the_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = imported(tmp_path, DORP)
    assert found is not None
    place = store.write(found, tmp_path / "in")
    before = place.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "geen ruimte")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="geen ruimte"):
        store.write(found, tmp_path / "in")
    assert place.read_bytes() == before
    assert [each.name for each in (tmp_path / "in").iterdir()] == ["dorp.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": "x"}', '{"schema": "waterdicht/bron/1", "bepalingen": [1]}', "[" * 100_000])
def test_a_broken_import_is_a_diagnostic(tmp_path: Path, text: str) -> None:
    (tmp_path / "dorp.json").write_text(text)
    found, problems = store.read(tmp_path, "dorp")
    assert found is None
    assert codes(problems) == [("E715", 1)]
    assert store.read(tmp_path, "elders") == (None, ())


@given(st.text(st.sampled_from("Aa1. °()-•[]\n,Hoofdstuk Artikel lid Vervallen"), max_size=300))
def test_any_text_gives_provisions_or_a_diagnostic(text: str) -> None:
    file = Given("x.txt", text.encode())
    found, problems = import_text(file, recipe_without("dorp", "", file))
    assert (found is None) == any(each.severity is Severity.ERROR for each in problems)
    assert found is None or all(each.text and each.sentences for each in lids(found))


@given(st.binary(max_size=300))
def test_any_bytes_that_claim_to_be_xml_do(data: bytes) -> None:
    file = Given("x.xml", b"<toestand><wettekst>" + data)
    found, problems = import_text(file, recipe_without("dorp", "", file))
    assert found is None
    assert problems
