"""Recipes say exactly which lines are which provisions; what is wrong with one is said, never skipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented import DORP, codes, digest, imported, recipe_of

from waterdicht.sources.recipe import Part

SHA = "0" * 64
HEAD = f'regeling = "dorp"\n[[versie]]\nbestand = "x.txt"\nsha256 = "{SHA}"\nvorm = "tekst"\n'


def test_a_recipe_with_everything(tmp_path: Path) -> None:
    (recipe,), problems = recipe_of(
        tmp_path,
        f'regeling = "dorp"\n[[versie]]\nnaam = "2024"\nvanaf = 2024-01-01\nbestand = "*.txt"\nsha256 = "{SHA}"\nvorm = "tekst"\n'
        'artikelen = ["1"]\nweg = ["^pagina"]\nkoppen = "## "\nsprongen = ["artikel-3/lid-2"]\n'
        '[[versie.deel]]\nadres = "artikel-8.1.4/lid-1"\nregels = [[3, 4], [9, 9]]\nschrap = ["^1b "]\n',
    )
    assert problems == ()
    assert (recipe.name, recipe.articles, recipe.jumps) == ("dorp@2024", ("1",), ("artikel-3/lid-2",))
    assert recipe.parts == (Part(((3, 4), (9, 9)), under=(("artikel", "8.1.4"), ("lid", "1")), struck=("^1b ",)),)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("regeling = ", "geen geldige TOML"),
        ("", "regeling ontbreekt"),
        ('regeling = "dorp"', "versie ontbreekt"),
        ('regeling = "dorp"\nversie = "x"', "versie heeft een verkeerde waarde"),
        (HEAD.replace('"dorp"', '"../dorp"'), "regeling heeft een verkeerde waarde"),
        (HEAD + 'naam = "../x"', "naam heeft een verkeerde waarde"),
        (HEAD + "naam = [1]", "naam heeft een verkeerde waarde"),
        (HEAD.replace('"tekst"', '"opsomming"') + "deel = 3", "deel heeft een verkeerde waarde"),
        (HEAD + "frob = 1", "onbekende sleutel «frob»"),
        (HEAD.replace(SHA, "abc"), "sha256 heeft een verkeerde waarde"),
        (HEAD.replace('"tekst"', '"word"'), "vorm heeft een verkeerde waarde"),
        (HEAD.replace('bestand = "x.txt"\n', ""), "bestand ontbreekt"),
        (HEAD + 'weg = ["("]', "weg heeft een verkeerde waarde"),
        (HEAD + 'sprongen = ["lid twee"]', "sprongen heeft een verkeerde waarde"),
        (HEAD + "[[versie.deel]]\nregels = [[4, 3]]", "regels heeft een verkeerde waarde"),
        (HEAD + "[[versie.deel]]\nregels = [[0, 3]]", "regels heeft een verkeerde waarde"),
        (HEAD + "[[versie.deel]]\nregels = [3, 4]", "regels heeft een verkeerde waarde"),
        (HEAD + '[[versie.deel]]\nadres = "artikel-1"', "geef regels of van"),
        (HEAD + '[[versie.deel]]\nregels = [[1, 2]]\nvan = "x"', "geef regels of van"),
        (HEAD + "[[versie.deel]]\nregels = [[1, 2]]\ngenoemd = true", "bij genoemd hoort een adres"),
        (HEAD.replace('"tekst"', '"opsomming"') + "[[versie.deel]]\nregels = [[1, 2]]", "bij een opsomming heeft elk deel een adres"),
        (HEAD.replace('"tekst"', '"bwb"') + 'weg = ["x"]', "voor tekst, niet voor XML"),
        (HEAD + HEAD.partition("\n")[2], "versie «» staat er twee keer"),
    ],
)
def test_a_wrong_recipe(tmp_path: Path, text: str, reason: str) -> None:
    recipes, problems = recipe_of(tmp_path, text)
    assert recipes == ()
    assert {each.code.value for each in problems} == {"E711"}
    assert any(reason in dict(each.arguments)["reason"] for each in problems)


def test_the_digest_changes_with_every_key_and_not_with_their_order(tmp_path: Path) -> None:
    (one,), _ = recipe_of(tmp_path, HEAD + 'artikelen = ["1"]\nweg = ["x"]\n')
    (same,), _ = recipe_of(tmp_path, HEAD + '# opmerking\nweg = ["x"]\nartikelen = ["1"]\n')
    (other,), _ = recipe_of(tmp_path, HEAD + 'artikelen = ["1", "2"]\nweg = ["x"]\n')
    assert one.digest == same.digest != other.digest


def test_pieces_in_the_order_of_the_recipe(tmp_path: Path) -> None:
    table = "Oud\nArtikel 1. Een\n1. Oude tekst die\nNieuw\nArtikel 1. Een\n1. Nieuwe tekst die\ndoorloopt.\nanders is.\n"
    old, problems = imported(tmp_path, table, "[[versie.deel]]\nregels = [[2, 3], [7, 7]]\n")
    assert problems == ()
    assert old is not None
    assert [each.text for each in old.provisions if each.counts] == ["Oude tekst die doorloopt."]
    new, _ = imported(tmp_path, table, "[[versie.deel]]\nregels = [[5, 6], [8, 8]]\n")
    assert new is not None
    assert [each.text for each in new.provisions if each.counts] == ["Nieuwe tekst die anders is."]


def test_page_headers_and_numbers_of_other_columns_are_taken_out(tmp_path: Path) -> None:
    text = "7.1 Artikel 1. Een\nDorp - pagina 2 van 9\n1. Tekst.\n"
    found, problems = imported(tmp_path, text, "weg = ['pagina \\d+ van \\d+$']\n[[versie.deel]]\nregels = [[1, 3]]\nschrap = ['^7\\.1 ']\n")
    assert problems == ()
    assert found is not None
    assert [(each.address, each.text) for each in found.provisions if each.counts] == [("dorp/artikel-1/lid-1", "Tekst.")]


def test_lids_without_a_heading_come_under_the_address_that_the_recipe_gives(tmp_path: Path) -> None:
    text = "Van formele hulp is sprake als:\na. zo;\nb. zus.\n2. Niet hier.\n3. Ook dit."
    more = 'sprongen = ["artikel-8.1.4/lid-3"]\n[[versie.deel]]\nadres = "artikel-8.1.4/lid-1"\nregels = [[1, 3]]\n'
    more += '[[versie.deel]]\nadres = "artikel-8.1.4"\nregels = [[5, 5]]\n'
    found, problems = imported(tmp_path, text, more)
    assert problems == ()
    assert found is not None
    assert [(each.address, each.items) for each in found.provisions if each.counts] == [("dorp/artikel-8.1.4/lid-1", 2), ("dorp/artikel-8.1.4/lid-3", 0)]


def test_what_is_only_named_has_the_naming_lines_as_text(tmp_path: Path) -> None:
    text = "De artikelen 1 en 4 zijn gewijzigd.\n• ook de slotbepaling.\n"
    more = 'sprongen = ["artikel-4"]\n' + "".join(f'[[versie.deel]]\nadres = "artikel-{each}"\nregels = [[1, 1]]\n' for each in (1, 4))
    found, problems = imported(tmp_path, text, more, "opsomming")
    assert problems == ()
    assert found is not None
    assert [(each.address, each.text, each.status) for each in found.provisions] == [
        ("dorp/artikel-1", "De artikelen 1 en 4 zijn gewijzigd.", "genoemd"),
        ("dorp/artikel-4", "De artikelen 1 en 4 zijn gewijzigd.", "genoemd"),
    ]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("[[versie.deel]]\nregels = [[1, 999]]\n", "E712"),
        ('[[versie.deel]]\nvan = "Hoofdstuk 9"\n', "E712"),
        ('[[versie.deel]]\nvan = "Hoofdstuk 1"\ntot = "Bijlage"\n', "E712"),
        ('artikelen = ["1", "44"]\n', "E712"),
        ("[[versie.deel]]\nregels = [[5, 9]]\n[[versie.deel]]\nregels = [[9, 24]]\n", "E711"),
        ("[[versie.deel]]\nregels = [[1, 4]]\n", "E707"),
    ],
)
def test_a_recipe_that_does_not_fit_the_text_imports_nothing(tmp_path: Path, more: str, code: str) -> None:
    found, problems = imported(tmp_path, DORP, more)
    assert found is None
    assert codes(problems)[0][0] == code


def test_only_the_listed_articles_with_their_chapters(tmp_path: Path) -> None:
    found, problems = imported(tmp_path, DORP, 'artikelen = ["3"]\n')
    assert problems == ()
    assert found is not None
    assert [each.address for each in found.provisions] == ["dorp/hoofdstuk-2", "dorp/artikel-3"]


def test_another_file_than_the_recipe_was_written_for(tmp_path: Path) -> None:
    from waterdicht.sources.imports import Given, import_text

    (recipe,), _ = recipe_of(tmp_path, HEAD.replace(SHA, digest(DORP)))
    found, problems = import_text(Given("x.txt", DORP.replace("100", "200").encode()), recipe)
    assert found is None
    assert codes(problems) == [("E713", 1)]
    assert import_text(Given("x.txt", DORP.encode()), recipe)[0] is not None
