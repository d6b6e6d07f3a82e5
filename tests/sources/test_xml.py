"""BWB and CVDR: the same provisions from both, and nothing from a file that is broken or wants to do something."""

from __future__ import annotations

import pytest
from invented import DORP, SAMPLES, flat, nodes_of, outline

from waterdicht.sources.fingerprint import fingerprint
from waterdicht.sources.xml_provisions import read_xml
from waterdicht.sources.xml_tree import DEEPEST

CVDR = (SAMPLES / "dorp_cvdr.xml").read_bytes()
BWB = (SAMPLES / "wet_bwb.xml").read_bytes()


def test_cvdr_has_chapters_articles_lids_and_nested_items() -> None:
    read, problems = read_xml(CVDR, "dorp.xml")
    assert problems == ()
    assert read is not None
    assert read.form == "cvdr"
    assert outline(read.nodes) == (
        "hoofdstuk 1\n  hoofdstuk 1.1\n    artikel 1\n      streepje 1\n      streepje 2\n"
        "hoofdstuk 2\n  artikel 2\n    lid 1\n      onderdeel a\n        onder 1\n        onder 2\n      onderdeel b\n    lid 2\n  artikel 3\n"
    )
    found = flat(read.nodes)
    assert found["artikel-2/lid-1/onderdeel-a/onder-2"].text == "ouder is dan 60 jaar;"
    assert found["artikel-2/lid-1/onderdeel-b"].text == "in een buurt woont."
    assert found["artikel-2/lid-1"].items == 4
    assert found["artikel-2/lid-1"].text.endswith("b. in een buurt woont. Wie voldoet, krijgt de premie binnen vier weken.")
    assert found["artikel-2/lid-2"].references == ("jci1.3:c:BWBR0015703&artikel=8a",)
    assert found["artikel-2/lid-2"].sentences == ("De premie is € 100.", "Zij wordt één keer verstrekt, zie artikel 8a.")
    assert (found["artikel-1"].title, found["artikel-1"].within, found["artikel-1"].counts) == ("Begrippen", "dorp/hoofdstuk-1/hoofdstuk-1.1", True)
    assert (found["artikel-2"].counts, found["artikel-3"].status) == (False, "vervallen")


def test_the_same_text_from_xml_and_from_a_pdf_has_the_same_fingerprints() -> None:
    read, _ = read_xml(CVDR, "dorp.xml")
    assert read is not None
    xml, plain = flat(read.nodes), flat(nodes_of(DORP))
    for address in ("artikel-1", "artikel-2/lid-1", "artikel-2/lid-2", "artikel-2/lid-1/onderdeel-a"):
        assert fingerprint(xml[address].text) == fingerprint(plain[address].text), address
        assert xml[address].items == plain[address].items


def test_bwb_has_its_own_encoding_addresses_and_status() -> None:
    read, problems = read_xml(BWB, "wet.xml")
    assert problems == ()
    assert read is not None
    assert read.form == "bwb"
    found = flat(read.nodes, "wet")
    assert list(found) == ["hoofdstuk-1", "artikel-1", "artikel-1/lid-1", "artikel-1/lid-1*", "artikel-1/lid-2", "artikel-2"]
    assert found["artikel-1"].title == "Vergoeding voor cafés"
    assert found["artikel-1/lid-1"].jci == "jci1.3:c:BWBR0000001&artikel=1&lid=1"
    assert found["artikel-1"].jci == "jci1.3:c:BWBR0000001&artikel=1"
    assert found["artikel-1/lid-1"].references == ("jci1.3:c:BWBR0000001&artikel=2",)
    assert found["artikel-1/lid-2"].status == "nogniet"
    assert "geen tekst" not in found["artikel-1"].text
    assert found["artikel-1/lid-1"].place.line == 6


BOMB = b'<!DOCTYPE toestand [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><toestand><wettekst>&b;</wettekst></toestand>'
EXTERNAL = b'<?xml version="1.0"?>\n<!DOCTYPE toestand SYSTEM "file:///etc/passwd"><toestand/>'
PARAMETER = b'<!DOCTYPE toestand [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]><toestand/>'


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (BOMB, "E705", 1),
        (EXTERNAL, "E705", 2),
        (PARAMETER, "E705", 1),
        (b"<a>" * (DEEPEST + 1), "E705", 1),
        (b"<toestand><wettekst>", "E704", 1),
        (b"<toestand>\n<wettekst></toestand>", "E704", 2),
        (b"<toestand>&x;</toestand>", "E704", 1),
        (b"<toestand/><toestand/>", "E704", 1),
        (b"", "E704", 1),
        (b'<?xml version="1.0" encoding="UTF-8"?>\n<toestand>\ncaf\xe9</toestand>', "E704", 3),
        (b'<?xml version="1.0" encoding="klingon"?><toestand/>', "E704", 1),
        (b'<?xml version="1.0" encoding="utf-7"?><toestand/>', "E704", 1),
        (b"<toestand/>", "E706", 1),
        (b"<html><wettekst/></html>", "E706", 1),
        (b"<toestand><wettekst>\n<artikel><al>Zonder nummer.</al></artikel></wettekst></toestand>", "E708", 2),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_place(data: bytes, code: str, line: int) -> None:
    _, (problem,) = read_xml(data, "x.xml")
    assert (problem.code.value, problem.span.line) == (code, line)


def test_as_deep_as_allowed_is_read() -> None:
    inner = b"<x>" * (DEEPEST - 2) + b"</x>" * (DEEPEST - 2)
    read, problems = read_xml(b"<toestand><wettekst>" + inner + b"</wettekst></toestand>", "x.xml")
    assert read is not None
    assert problems == ()
