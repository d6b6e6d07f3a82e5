"""Sentences are counted and fingerprints taken of the words, not of how they were laid out."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waterdicht.sources.fingerprint import fingerprint, normalised
from waterdicht.sources.sentences import sentences


def test_the_fingerprint_is_the_sha256_of_the_normalised_text() -> None:
    # printf 'Het college kan een premie geven.' | sha256sum, and of nothing
    assert fingerprint("Het  college\nkan een\u00a0premie geven. ") == "195d24d3324c00d0db1baef964995477862d59e7be8e3f14a2ef9689044e4258"
    assert fingerprint(" \n ") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("café", "cafe\u0301"),
        ("\u2019s Rijks kas", "'s Rijks kas"),
        ("re-integratie", "reintegratie"),
        ("re\u00adintegratie", "re-integratie"),
        ("„doel”", '"doel"'),
        ("een\ttab", "een tab"),
    ],
)
def test_layout_does_not_count(one: str, other: str) -> None:
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(
    ("one", "other"), [("kan", "moet"), ("1-2", "12"), ("lid 1", "lid 2"), ("premie.", "premie"), ("Wet", "wet"), ("arbeids- en", "arbeids en")]
)
def test_words_digits_and_marks_do(one: str, other: str) -> None:
    assert fingerprint(one) != fingerprint(other)


WORDS = st.lists(st.text(st.characters(categories=("Ll", "Lu", "Nd")), min_size=1, max_size=8), min_size=1, max_size=12)


@given(WORDS, st.lists(st.sampled_from([" ", "\n", "\r\n", "\u00a0", " \n\n "]), min_size=12, max_size=12))
def test_however_lines_are_broken_the_fingerprint_is_the_same(words: list[str], breaks: list[str]) -> None:
    broken = "".join(f"{word}{space}" for word, space in zip(words, breaks, strict=False))
    assert fingerprint(broken) == fingerprint(" ".join(words))
    assert fingerprint(unicodedata.normalize("NFD", broken)) == fingerprint(" ".join(words))


@given(WORDS)
def test_normalising_twice_changes_nothing(words: list[str]) -> None:
    once = normalised("-".join(words))
    assert normalised(once) == once


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Zonder punt", 1),
        ("Een. Twee. Drie.", 3),
        ("Zie Stb. 2022, 500. Dat geldt.", 2),
        ("Volgens art. 7 van de wet.", 1),
        ("Volgens dr. Jansen en J. Pietersen.", 1),
        ("Het bedrag is € 2.650,- per jaar. Het stijgt.", 2),
        ("Wat nu? Niets! Klaar.", 3),
        ("Hij zei: “Ja.” Dat was het.", 2),
        ("Eerst (zie bijlage.) Dan dit.", 2),
        ("onderdeel a; en onderdeel b.", 1),
        ("met ingang van 1 juli 2023. 5 weken later", 1),
    ],
)
def test_sentences(text: str, count: int) -> None:
    found = sentences(text)
    assert len(found) == count
    assert " ".join(found) == text
