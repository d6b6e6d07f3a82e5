"""Every message about sources as a user reads it, in both languages, from a case that gives it.

After looking, `UPDATE_MESSAGES=1 pytest tests/sources/test_messages.py` writes the golden file anew; the diff is the review.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from invented import DORP, POLICY, RECIPE, Village, digest, imported, recipe_of, with_sentence

from waterdicht.cli.source_import import import_file
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic
from waterdicht.dsl.render import render_text
from waterdicht.sources import store
from waterdicht.sources.imports import Given, import_text, read_file
from waterdicht.sources.xml_provisions import read_xml

GOLDEN = Path(__file__).parent / "golden" / "messages.txt"
CODES = tuple(code for code in Code if code.value[1] == "7")
WITHOUT_LID_2 = POLICY.replace('  lid 2 "hoeveel"\n    niet geformaliseerd: "het bedrag staat vast".\n', "")

Case = Callable[[Path], tuple[Diagnostic, ...]]


def bound(folder: Path) -> Village:
    """A village with its policy bound."""
    village = Village(folder)
    village.source()
    village.bind()
    return village


def changed(folder: Path) -> tuple[Diagnostic, ...]:
    """Another text than was bound."""
    village = bound(folder)
    village.source(DORP.replace("€ 100", "€ 125"))
    (folder / "bron.toml").write_text(RECIPE.format(sha=digest(DORP)))
    return village.check()


def stale(folder: Path) -> tuple[Diagnostic, ...]:
    """Another recipe than was bound with."""
    village = bound(folder)
    (folder / "bron.toml").write_text(RECIPE.format(sha=digest(DORP)) + 'artikelen = ["1"]\n')
    return village.check()


def broken_lock(folder: Path) -> tuple[Diagnostic, ...]:
    """A lock that was edited."""
    village = bound(folder)
    path = folder / "bron.lock.toml"
    path.write_text(path.read_text().replace("leden = 4", "leden = 5"))
    return village.check()


def not_imported(folder: Path) -> tuple[Diagnostic, ...]:
    """Binding without the text."""
    village = bound(folder)
    (village.store / "dorp.json").unlink()
    return village.bind()


def other_file(folder: Path) -> tuple[Diagnostic, ...]:
    """Another file than the recipe is for."""
    (recipe,), _ = recipe_of(folder, RECIPE.format(sha=digest(DORP)))
    return import_text(Given("dorp.txt", b"Artikel 1. Een\nTekst.\n"), recipe)[1]


def broken_import(folder: Path) -> tuple[Diagnostic, ...]:
    """A stored text that is none."""
    (folder / "dorp.json").write_text("{")
    return store.read(folder, "dorp")[1]


def without_recipe(folder: Path) -> tuple[Diagnostic, ...]:
    """A file that no recipe names."""
    (folder / "los.txt").write_text("Artikel 1. Een\nTekst.\n")
    return import_file(str(folder / "los.txt"), (), None, True)[1]


def no_policy(folder: Path) -> tuple[Diagnostic, ...]:
    """A recipe for what nobody wrote."""
    village = Village(folder)
    village.source()
    return village.bind(POLICY.replace("verordening dorp", "verordening stad"))


def empty_file(folder: Path) -> tuple[Diagnostic, ...]:
    """Nothing in it."""
    (folder / "leeg.txt").write_bytes(b"\n")
    return read_file(str(folder / "leeg.txt"))[1]


CASES: dict[Code, Case] = {
    Code.SOURCE_UNREADABLE: lambda folder: read_file(str(folder / "nergens.txt"))[1],
    Code.SOURCE_NOT_UTF8: lambda folder: imported(folder, "Artikel 1. Een\nCafé.\n".encode("latin-1"))[1],
    Code.SOURCE_EMPTY: empty_file,
    Code.XML_BROKEN: lambda _: read_xml(b"<toestand>\n<wettekst></toestand>", "wet.xml")[1],
    Code.XML_REFUSED: lambda _: read_xml(b'<!DOCTYPE toestand [<!ENTITY a "b">]><toestand/>', "wet.xml")[1],
    Code.XML_UNKNOWN: lambda _: read_xml(b"<html/>", "wet.xml")[1],
    Code.NO_ARTICLES: lambda folder: imported(folder, "Alleen een brief.\n")[1],
    Code.NUMBER_MISSING: lambda _: read_xml(b"<toestand><wettekst><artikel><al>Een zin.</al></artikel></wettekst></toestand>", "wet.xml")[1],
    Code.NUMBER_JUMPS: lambda folder: imported(folder, "Artikel 1. A\n1. Een.\n3. Drie.\n")[1],
    Code.PROVISION_TWICE: lambda folder: imported(folder, "Artikel 1. A\nEen.\nArtikel 1. B\nTwee.\n")[1],
    Code.RECIPE_MALFORMED: lambda folder: recipe_of(folder, 'regeling = "dorp"\nversies = []\n')[1],
    Code.RECIPE_PLACE_MISSING: lambda folder: imported(folder, DORP, 'artikelen = ["1", "44"]\n')[1],
    Code.SOURCE_DIFFERS: other_file,
    Code.NO_RECIPE: without_recipe,
    Code.IMPORT_MALFORMED: broken_import,
    Code.LOCK_MALFORMED: broken_lock,
    Code.LOCK_STALE: stale,
    Code.NOT_IMPORTED: not_imported,
    Code.LID_CHANGED: changed,
    Code.LID_MISSING: lambda folder: bound(folder).check(WITHOUT_LID_2),
    Code.LID_UNBOUND: lambda folder: bound(folder).check(POLICY.replace('artikel 3 "', '  lid 3 "verzonnen"\n    doel: "x".\nartikel 3 "')),
    Code.NOT_BOUND: lambda folder: Village(folder).check(),
    Code.LIDS_BOUND: lambda folder: bound(folder).check(),
    Code.UNKNOWN_REASON_KIND: lambda folder: bound(folder).check(POLICY.replace("het bedrag staat vast", "organisatei: wie het doet")),
    Code.PROVISION_EMPTY: lambda folder: imported(folder, "Artikel 1. A\n1.\n2. Twee.\n")[1],
    Code.RECIPE_WITHOUT_POLICY: no_policy,
    Code.LID_BREAKS_OFF: lambda folder: imported(folder, "Artikel 1. A\n1. Een, twee en\n2. Twee.\n")[1],
    Code.SENTENCE_UNBOUND: lambda folder: bound(folder).check(with_sentence(3)),
}


def test_there_is_a_case_for_every_code() -> None:
    assert tuple(CASES) == CODES


def said(code: Code, folder: Path) -> Iterator[str]:
    """The message of a code in both languages, with the folder of the test taken out."""
    problem = next(each for each in CASES[code](folder) if each.code is code)
    for language in ("nl", "en"):
        yield render_text(problem, None, language).replace(str(folder), "map")  # type: ignore[arg-type]  # the two languages


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.value)
def test_a_message_has_no_empty_holes(code: Code, tmp_path: Path) -> None:
    for text in said(code, tmp_path):
        assert "{" not in text
        assert "«»" not in text
        assert "``" not in text


def test_the_messages_are_the_golden_ones(tmp_path: Path) -> None:
    blocks = []
    for code in CODES:
        folder = tmp_path / code.value
        folder.mkdir()
        blocks.append("\n".join(said(code, folder)))
    text = "\n\n".join(blocks) + "\n"
    if os.environ.get("UPDATE_MESSAGES"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
