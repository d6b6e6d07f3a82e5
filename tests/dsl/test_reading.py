"""Files that cannot be read, and texts that are no policy file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from waterdicht.dsl.codes import Code
from waterdicht.dsl.parser import parse_file, parse_text
from waterdicht.dsl.reading import MAXIMUM_SIZE

GOOD = 'taal 1.\nbeleid b "B"\n'


def code_of(path: Path | str) -> Code:
    file, diagnostics = parse_file(str(path))
    assert file is None
    assert len(diagnostics) == 1
    assert diagnostics[0].span.file == str(path)
    return diagnostics[0].code


def test_good_file(tmp_path: Path) -> None:
    place = tmp_path / "goed.norm"
    place.write_text(GOOD, encoding="utf-8")
    file, diagnostics = parse_file(str(place))
    assert diagnostics == ()
    assert file is not None
    assert file.path == str(place)


def test_missing(tmp_path: Path) -> None:
    assert code_of(tmp_path / "weg.norm") is Code.FILE_MISSING
    assert code_of(tmp_path / "weg" / "weg.norm") is Code.FILE_MISSING


def test_directory(tmp_path: Path) -> None:
    assert code_of(tmp_path) is Code.FILE_IS_DIRECTORY


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read everything")
def test_no_permission(tmp_path: Path) -> None:
    place = tmp_path / "dicht.norm"
    place.write_text(GOOD, encoding="utf-8")
    place.chmod(0)
    assert code_of(place) is Code.FILE_UNREADABLE


def test_impossible_path() -> None:
    assert code_of("a\0b.norm") is Code.FILE_UNREADABLE
    assert code_of("x" * 5000) is Code.FILE_UNREADABLE


def test_not_utf8(tmp_path: Path) -> None:
    place = tmp_path / "latijn.norm"
    place.write_bytes('taal 1.\nbeleid b "é"\n'.encode("latin-1"))
    file, diagnostics = parse_file(str(place))
    assert file is None
    assert diagnostics[0].code is Code.NOT_UTF8
    assert dict(diagnostics[0].arguments)["offset"] == "18"


@pytest.mark.parametrize("text", ["", "  \n\t\n", "# alleen dit\n", "\ufeff"])
def test_empty(tmp_path: Path, text: str) -> None:
    place = tmp_path / "leeg.norm"
    place.write_text(text, encoding="utf-8")
    assert code_of(place) is Code.EMPTY_FILE


def test_too_large(tmp_path: Path) -> None:
    place = tmp_path / "groot.norm"
    place.write_bytes(b"#" * (MAXIMUM_SIZE + 1))
    assert code_of(place) is Code.FILE_TOO_LARGE
    assert parse_text("#" * (MAXIMUM_SIZE + 1), "x.norm")[1][0].code is Code.FILE_TOO_LARGE


def test_byte_order_mark_windows_newlines_and_decomposed_accents(tmp_path: Path) -> None:
    place = tmp_path / "venster.norm"
    place.write_bytes(
        b"\xef\xbb\xbf" + 'taal 1.\r\nbeleid b "e\u0301"\r\npunt a "A"\r\n  eerste betekent persoon.e\u0301e\u0301n is vo\u0301o\u0301r x.\r\n'.encode()
    )
    file, diagnostics = parse_file(str(place))
    assert diagnostics == ()
    assert file is not None
    expected, _ = parse_text('taal 1.\nbeleid b "é"\npunt a "A"\n  eerste betekent persoon.één is vóór x.\n', str(place))
    assert file == expected
