"""Plain text: what is a heading or a label, and what is only a line that looks like one."""

from __future__ import annotations

import pytest
from invented import DORP, flat, nodes_of, outline


def test_an_ordinance_as_it_comes_out_of_a_pdf() -> None:
    nodes = nodes_of(DORP)
    assert outline(nodes) == (
        "hoofdstuk 1\n  artikel 1\n    streepje 1\n    streepje 2\n"
        "hoofdstuk 2\n  artikel 2\n    lid 1\n      onderdeel a\n        onder 1\n        onder 2\n      onderdeel b\n    lid 2\n  artikel 3\n"
    )
    found = flat(nodes)
    assert found["artikel-2"].title == "Recht op premie"
    assert found["artikel-3"].text == "Het college kan nadere regels stellen."
    assert found["artikel-2/lid-1/onderdeel-b"].text == "in een buurt woont."
    assert found["artikel-2/lid-2"].place.line == 22


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("een leer-\nwerktraject", "een leer-werktraject"),
        ("arbeids-\nen rusttijden", "arbeids- en rusttijden"),
        ("van 2015 -\n2020", "van 2015 - 2020"),
        ("de hulp\n\nverlening", "de hulp verlening"),
        ("bedoeld in\nartikel 7, eerste lid", "bedoeld in artikel 7, eerste lid"),
        ("bedoeld in\nArtikel 7 van de wet", "bedoeld in Artikel 7 van de wet"),
        ("voor\n6 maanden, zonder", "voor 6 maanden, zonder"),
        ("op grond van onderdeel\na. ", "op grond van onderdeel a."),
        ("het bedrag van\n€ 5.\n2023.", "het bedrag van € 5. 2023."),
        ("volgens\nHoofdstuk 3A. ", "volgens Hoofdstuk 3A."),
        ("een\n1.250 euro", "een 1.250 euro"),
    ],
)
def test_a_line_that_only_looks_like_a_label_is_text(lines: str, text: str) -> None:
    found = flat(nodes_of(f"Artikel 1. Een\n1. Eerst.\na. {lines}\n"))
    assert list(found) == ["artikel-1", "artikel-1/lid-1", "artikel-1/lid-1/onderdeel-a"]
    assert found["artikel-1/lid-1/onderdeel-a"].text == text


@pytest.mark.parametrize(
    ("lines", "addresses"),
    [
        ("[3. Facultatief.]", ["lid-3"]),
        ("3.Zonder spatie.", ["lid-3"]),
        ("3.\n\nOp een eigen regel.", ["lid-3"]),
        ("8*. Dubbel genummerd.", ["lid-8*"]),
        ("3. Eerst:\na. a. dubbel gelabeld;\nb. b. nog een.", ["lid-3", "lid-3/onderdeel-a", "lid-3/onderdeel-b"]),
        ("3. Eerst:\na. een:\n1°. diep:\n(i) dieper.", ["lid-3", "lid-3/onderdeel-a", "lid-3/onderdeel-a/onder-1", "lid-3/onderdeel-a/onder-1/onderdeel-i"]),
        ("3. Eerst:\n• punt;\n-punt.", ["lid-3", "lid-3/streepje-1", "lid-3/streepje-2"]),
    ],
)
def test_labels_in_the_forms_in_which_they_come(lines: str, addresses: list[str]) -> None:
    assert list(flat(nodes_of(f"Artikel 1. Een\n{lines}\n")))[1:] == [f"artikel-1/{each}" for each in addresses]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Artikel 5", "5"),
        ("Artikel 5.", "5"),
        ("[Artikel 14a. Proefplaats", "14a"),
        ("Artikel 10da. Aanspraak", "10da"),
        ("Artikel 3.2.2.1 Jobcoaching", "3.2.2.1"),
        ("Artikel 78ee* Overgang", "78ee*"),
        ("Artikel 15. Intrekken [en overgangsrecht]", "15"),
    ],
)
def test_headings(line: str, label: str) -> None:
    (article,) = nodes_of(f"{line}\n1. Tekst.\n")
    assert (article.kind, article.label) == ("artikel", label)


@pytest.mark.parametrize(
    "line", ["Artikel 20 van de wet blijft buiten toepassing.", "Artikel 12 vervalt.", "Artikel 1 (onderdeel A) wordt gewijzigd:", "artikel 7 Iets"]
)
def test_a_sentence_that_begins_with_an_article_is_no_heading(line: str) -> None:
    assert nodes_of(f"{line}\n1. Tekst.\n") == ()


def test_a_title_over_several_lines_ends_where_the_text_begins() -> None:
    found = flat(nodes_of("Artikel 1. Een lange\ntitel over\n(drie) regels\nHier begint de tekst.\n"))
    assert (found["artikel-1"].title, found["artikel-1"].text) == ("Een lange titel over (drie) regels", "Hier begint de tekst.")


def test_a_repealed_article_has_its_word_as_text() -> None:
    found = flat(nodes_of("Artikel 12. Polis\n(Vervallen)\n"))
    assert (found["artikel-12"].title, found["artikel-12"].text) == ("Polis", "(Vervallen)")


def test_where_headings_are_marked_only_those_count() -> None:
    text = "## Artikel 1. Een\nArtikel 2. Geen kop maar tekst.\n## Artikel 3\nTekst zonder titel.\n"
    found = flat(nodes_of(text, "## "))
    assert list(found) == ["artikel-1", "artikel-3"]
    assert found["artikel-3"].text == "Tekst zonder titel."


def test_text_after_a_list_belongs_to_the_lid() -> None:
    blank = flat(nodes_of("Artikel 1. Een\n1. Eerst:\na. zo;\nb. zus.\n\nDit geldt ook voor anderen.\n"))
    assert blank["artikel-1/lid-1/onderdeel-b"].text == "zus."
    hanging = flat(nodes_of("Artikel 1. Een\n1. Eerst:\n  a. zo:\n    1°. hier;\n     en anders niet;\n   en verder niets.\n"))
    assert hanging["artikel-1/lid-1/onderdeel-a/onder-1"].text == "hier;"
    assert hanging["artikel-1/lid-1/onderdeel-a"].text == "zo: 1°. hier; en anders niet;"
    assert hanging["artikel-1/lid-1"].text == "Eerst: a. zo: 1°. hier; en anders niet; en verder niets."


def test_variants_of_a_model_are_one_lid_each() -> None:
    found = flat(nodes_of("Artikel 1. Een\nVariant 1\n1. Zo kan het.\n2. Samen.\nVariant 2\n1. Of zo.\n3. Alleen hier.\n"))
    assert list(found) == ["artikel-1", "artikel-1/lid-1", "artikel-1/lid-2", "artikel-1/lid-3"]
    assert found["artikel-1/lid-1"].text == "Zo kan het. Of zo."
