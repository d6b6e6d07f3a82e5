"""Facts from JSON: every form, every error at once, nothing that crashes, and back again."""

from __future__ import annotations

import json
from datetime import date, timedelta
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waterdicht.runtime.fact_messages import FACT_ERROR_TEXTS, FAULT_TEXTS, fact_error_text, fault_text
from waterdicht.runtime.fact_types import FactError, FactErrorCode, FactType, FactValue, Kind, decimal_text
from waterdicht.runtime.facts_json import parse_facts, read_facts
from waterdicht.runtime.facts_write import write_facts
from waterdicht.runtime.values import ABSENT, UNKNOWN, Element, Fault, FaultCode, InMonth, Period

MARCH = Period(date(2024, 3, 1), date(2024, 3, 31))
PREMIUM = {"bedrag": FactType("bedrag"), "datum": FactType("datum", optional=True)}
SCHEMA = {
    "persoon.alleenstaand": FactType("ja/nee"),
    "persoon.uren": FactType("getal", lowest=0, highest=60),
    "persoon.loonwaarde": FactType("percentage", lowest=0, highest=1),
    "persoon.factor": FactType("decimaal"),
    "persoon.inkomen": FactType("bedrag", lowest=0),
    "plaatsing.begin": FactType("datum", lowest=date(2015, 1, 1)),
    "plaatsing.einde": FactType("datum", optional=True),
    "duur": FactType("maandental"),
    "weken": FactType("dagental"),
    "plaatsing.periode": FactType("periode"),
    "ziekte": FactType("perioden"),
    "steun": FactType("ja/nee per maand"),
    "loon": FactType("bedrag per maand", lowest=0, highest=500_000),
    "uren_per_maand": FactType("getal per maand", optional=True),
    "regime": FactType("keuze", options=("licht", "zwaar")),
    "premies": FactType("lijst", properties=PREMIUM, at_most=2),
}
PAID: Element = {"bedrag": 150, "datum": ABSENT}
UNTOLD: Element = {"bedrag": UNKNOWN, "datum": UNKNOWN}
GOOD: list[tuple[str, object, FactValue]] = [
    ("persoon.alleenstaand", False, False),
    ("persoon.uren", 36, 36),
    ("persoon.loonwaarde", "12.5", Fraction(1, 8)),
    ("persoon.loonwaarde", 100, 1),
    ("persoon.factor", "-0.333", Fraction(-333, 1000)),
    ("persoon.inkomen", "300.00", 30000),
    ("persoon.inkomen", "0.1", 10),
    ("persoon.inkomen", 300, 30000),
    ("plaatsing.begin", "2024-02-29", date(2024, 2, 29)),
    ("plaatsing.einde", None, ABSENT),
    ("duur", 6, 6),
    ("plaatsing.periode", {"van": "2024-03-01", "tot_en_met": "2024-03-31"}, MARCH),
    ("ziekte", [], ()),
    ("ziekte", ["2024-03-09", "2024-03-01"], (Period(date(2024, 3, 1), date(2024, 3, 1)), Period(date(2024, 3, 9), date(2024, 3, 9)))),
    ("ziekte", ["2024-03-31", {"van": "2024-03-01", "tot_en_met": "2024-03-30"}], (MARCH,)),
    ("ziekte", [{"van": "2024-03-10", "tot_en_met": "2024-03-31"}, {"van": "2024-03-01", "tot_en_met": "2024-03-09"}], (MARCH,)),
    ("steun", ["2024-03", "2023-12"], (InMonth(date(2023, 12, 1), 1), InMonth(date(2024, 3, 1), 1))),
    ("steun", [], ()),
    ("loon", {"2024-03": "12.50", "2024-02": 0, "1901-01": 3}, (InMonth(date(1901, 1, 1), 300), InMonth(date(2024, 3, 1), 1250))),
    ("loon", {}, ()),
    ("uren_per_maand", {"2199-12": 40}, (InMonth(date(2199, 12, 1), 40),)),
    ("uren_per_maand", None, ABSENT),
    ("regime", "licht", "licht"),
    ("premies", [{"bedrag": "1.50", "datum": None}, {}], (PAID, UNTOLD)),
]
BAD: list[tuple[str, object, str, FactErrorCode]] = [
    ("persoon.alleenstaand", 1, "", "verkeerde_vorm"),
    ("persoon.alleenstaand", "ja", "", "verkeerde_vorm"),
    ("persoon.alleenstaand", None, "", "niet_optioneel"),
    ("persoon.uren", True, "", "verkeerde_vorm"),
    ("persoon.uren", "36", "", "verkeerde_vorm"),
    ("persoon.uren", 36.0, "", "drijvende_komma"),
    ("persoon.uren", 61, "", "buiten_bereik"),
    ("duur", 10**18, "", "getal_te_groot"),
    ("steun", {"2024-03": True}, "", "verkeerde_vorm"),
    ("steun", ["2024-03-01"], "/0", "verkeerde_vorm"),
    ("steun", ["2024-03", "2024-13"], "/1", "ongeldige_datum"),
    ("steun", ["2200-01"], "/0", "datum_buiten_kalender"),
    ("steun", ["2024-03", "2024-04", "2024-03"], "", "dubbele_sleutel"),
    ("loon", ["2024-03"], "", "verkeerde_vorm"),
    ("loon", {"maart 2024": "1.00"}, "/maart 2024", "verkeerde_vorm"),
    ("loon", {"2024-03": "0.005"}, "/2024-03", "gebroken_cent"),
    ("loon", {"2024-03": "5000.01"}, "/2024-03", "buiten_bereik"),
    ("loon", {"2024-03": None}, "/2024-03", "niet_optioneel"),
    ("uren_per_maand", {"2024-03": 1.5}, "/2024-03", "drijvende_komma"),
    ("persoon.loonwaarde", "100.1", "", "buiten_bereik"),
    ("persoon.loonwaarde", 12.5, "", "drijvende_komma"),
    ("persoon.factor", "1e3", "", "verkeerde_vorm"),
    ("persoon.factor", "1,5", "", "verkeerde_vorm"),
    ("persoon.factor", "01", "", "verkeerde_vorm"),
    ("persoon.factor", " 1", "", "verkeerde_vorm"),
    ("persoon.factor", "1\n", "", "verkeerde_vorm"),
    ("persoon.factor", "\u0661", "", "verkeerde_vorm"),
    ("persoon.factor", "1/3", "", "verkeerde_vorm"),
    ("persoon.factor", "9" * 5000, "", "getal_te_groot"),
    ("persoon.factor", "9" * 19, "", "getal_te_groot"),
    ("persoon.inkomen", "0.005", "", "gebroken_cent"),
    ("persoon.inkomen", "-1", "", "buiten_bereik"),
    ("plaatsing.begin", "0", "", "verkeerde_vorm"),
    ("plaatsing.begin", 0, "", "verkeerde_vorm"),
    ("plaatsing.begin", "2024-03-01T00:00", "", "verkeerde_vorm"),
    ("plaatsing.begin", "20240301", "", "verkeerde_vorm"),
    ("plaatsing.begin", "2024-W01-1", "", "verkeerde_vorm"),
    ("plaatsing.begin", "\u0662\u0660\u0662\u0664-03-01", "", "verkeerde_vorm"),
    ("plaatsing.begin", "2023-02-29", "", "ongeldige_datum"),
    ("plaatsing.begin", "0000-01-01", "", "ongeldige_datum"),
    ("plaatsing.begin", "1900-12-31", "", "datum_buiten_kalender"),
    ("plaatsing.begin", "2014-12-31", "", "buiten_bereik"),
    ("plaatsing.periode", {"van": "2024-03-01"}, "", "verkeerde_vorm"),
    ("plaatsing.periode", {"van": "2024-03-01", "tot_en_met": None}, "/tot_en_met", "verkeerde_vorm"),
    ("plaatsing.periode", {"van": "2024-03-02", "tot_en_met": "2024-03-01"}, "", "einde_voor_begin"),
    ("ziekte", {"van": "2024-03-02", "tot_en_met": "2024-03-03"}, "", "verkeerde_vorm"),
    ("ziekte", [{"van": "2024-03-02", "tot_en_met": "2024-03-03"}, 3], "/1", "verkeerde_vorm"),
    ("ziekte", "2024-03-02", "", "verkeerde_vorm"),
    ("ziekte", ["2024-03-02", "2024-3-3"], "/1", "verkeerde_vorm"),
    ("ziekte", ["2024-02-30"], "/0", "ongeldige_datum"),
    ("regime", "middel", "", "onbekende_optie"),
    ("regime", [], "", "verkeerde_vorm"),
    ("premies", {}, "", "verkeerde_vorm"),
    ("premies", [{}, {}, {}], "", "te_veel_elementen"),
    ("premies", [[]], "/0", "geen_object"),
    ("premies", [{}, {"bedrag": 1.5}], "/1/bedrag", "drijvende_komma"),
    ("premies", [{"naam": 1}], "/0/naam", "onbekend_feit"),
]


def short(argument: object) -> str | None:
    """Test names stay readable."""
    return str(argument)[:20] if isinstance(argument, str | bytes) else None


@pytest.mark.parametrize(("name", "data", "value"), GOOD)
def test_good_facts(name: str, data: object, value: FactValue) -> None:
    for facts, errors in (read_facts({name: data}, SCHEMA), parse_facts(json.dumps({name: data}).encode(), SCHEMA)):
        assert errors == ()
        assert facts == {**dict.fromkeys(SCHEMA, UNKNOWN), name: value}
        assert not isinstance(facts[name], float)


@pytest.mark.parametrize(("name", "data", "place", "code"), BAD, ids=short)
def test_bad_facts(name: str, data: object, place: str, code: FactErrorCode) -> None:
    for facts, errors in (read_facts({name: data}, SCHEMA), parse_facts(json.dumps({name: data}), SCHEMA)):
        assert [(error.pointer, error.code) for error in errors] == [(f"/{name}{place}", code)]
        assert facts[name] is UNKNOWN
        assert all(fact_error_text(errors[0], language) for language in ("nl", "en"))


def test_all_errors_at_once() -> None:
    data = {"persoon.uren": "x", "ziekte": [{"van": "x", "tot_en_met": "y"}, 1], "persoon.ureen": 1, "a/b~c": 2}
    facts, errors = read_facts(data, SCHEMA)
    places = ["/persoon.ureen", "/a~1b~0c", "/persoon.uren", "/ziekte/0/van", "/ziekte/0/tot_en_met", "/ziekte/1"]
    assert [error.pointer for error in errors] == places
    assert errors[0] == FactError("/persoon.ureen", "onbekend_feit", ("persoon.ureen", "persoon.uren"))
    assert set(facts.values()) == {UNKNOWN}


@pytest.mark.parametrize("data", [None, [], 3, "x", True])
def test_facts_are_an_object(data: object) -> None:
    assert [error.code for error in read_facts(data, SCHEMA)[1]] == ["geen_object"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "ongeldige_json"),
        ("{", "ongeldige_json"),
        (b"\xff", "ongeldige_json"),
        ("[" * 100_000, "ongeldige_json"),
        ('{"duur":' * 100_000, "ongeldige_json"),
        ('{"duur":' + "[" * 500 + "]" * 500 + "}", "verkeerde_vorm"),
        ('{"duur":' + "9" * 100_000 + "}", "getal_te_groot"),
        ('{"duur":-' + "9" * 5_000 + "}", "getal_te_groot"),
        ('{"duur": 1e999}', "drijvende_komma"),
        ('{"duur": NaN}', "drijvende_komma"),
        ('{"duur": 6, "duur": 7}', "dubbele_sleutel"),
    ],
    ids=short,
)
def test_hostile_text(text: str | bytes, code: FactErrorCode) -> None:
    assert [error.code for error in parse_facts(text, SCHEMA)[1]] == [code]


json_data = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text("ab0-9.\ud800/~", max_size=12) | st.sampled_from(["2024-01-01", "12.5"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["van", "tot_en_met", "bedrag", "datum", "x"]), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*SCHEMA, "x"]), json_data, max_size=4))
def test_nothing_raises(data: dict[str, object]) -> None:
    facts, errors = read_facts(data, SCHEMA)
    assert set(facts) == set(SCHEMA)
    assert all(fact_error_text(error, language) for error in errors for language in ("nl", "en"))


@given(st.text(alphabet='{}[]",:0123456789.-eduuNan \\', max_size=40))
def test_no_text_raises(text: str) -> None:
    assert set(parse_facts(text, SCHEMA)[0]) == set(SCHEMA)


dates = st.dates(date(2015, 1, 1), date(2199, 12, 31))
cents = st.integers(0, 10**12)
case = st.fixed_dictionaries(
    {},
    optional={
        "persoon.alleenstaand": st.booleans(),
        "persoon.uren": st.integers(0, 60),
        "persoon.loonwaarde": st.integers(0, 10**6).map(lambda number: Fraction(number, 10**6)),
        "persoon.factor": st.decimals(-(10**6), 10**6, places=5).map(Fraction),
        "persoon.inkomen": cents,
        "plaatsing.begin": dates,
        "plaatsing.einde": dates | st.just(ABSENT),
        "duur": st.integers(-60, 60),
        "plaatsing.periode": st.tuples(dates, dates).map(lambda pair: Period(*sorted(pair))),
        "ziekte": st.just((MARCH, Period(date(2024, 5, 1), date(2024, 5, 1) + timedelta(3)))),
        "regime": st.sampled_from(["licht", "zwaar"]),
        "premies": st.lists(st.fixed_dictionaries({"bedrag": cents | st.just(UNKNOWN), "datum": dates | st.just(ABSENT)}), max_size=2).map(tuple),
    },
)


@given(case)
def test_written_facts_read_back(facts: dict[str, FactValue]) -> None:
    written, errors = write_facts(facts, SCHEMA)
    assert errors == ()
    assert parse_facts(json.dumps(written), SCHEMA) == ({**dict.fromkeys(SCHEMA, UNKNOWN), **facts}, ())


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("persoon.factor", Fraction(1, 3), "niet_exact"),
        ("persoon.inkomen", Fraction(1, 2), "gebroken_cent"),
        ("duur", Fraction(1, 2), "niet_exact"),
        ("duur", 10**18, "getal_te_groot"),
        ("duur", True, "verkeerde_vorm"),
        ("plaatsing.begin", "2024-01-01", "verkeerde_vorm"),
        ("plaatsing.begin", date(1, 1, 1), "datum_buiten_kalender"),
        ("plaatsing.periode", Period(MARCH.end, MARCH.begin), "einde_voor_begin"),
        ("ziekte", MARCH, "verkeerde_vorm"),
        ("x", 1, "onbekend_feit"),
    ],
)
def test_what_cannot_be_written(name: str, value: FactValue, code: FactErrorCode) -> None:
    written, errors = write_facts({name: value}, SCHEMA)
    assert written == {}
    assert [error.code for error in errors] == [code]
    assert all(fact_error_text(error, language) for error in errors for language in ("nl", "en"))


def test_numbers_that_python_refuses_to_print() -> None:
    huge = 10**5000
    assert [error.code for error in read_facts({"duur": huge}, SCHEMA)[1]] == ["getal_te_groot"]
    assert [error.code for error in write_facts({"duur": huge}, SCHEMA)[1]] == ["getal_te_groot"]


def test_written_forms() -> None:
    facts: dict[str, FactValue] = {"persoon.loonwaarde": Fraction(1, 8), "persoon.inkomen": 5, "plaatsing.einde": ABSENT, "duur": UNKNOWN}
    assert write_facts(facts, SCHEMA)[0] == {"persoon.loonwaarde": "12.5", "persoon.inkomen": "0.05", "plaatsing.einde": None}
    assert [decimal_text(number) for number in (0, -3, Fraction(-1, 20), Fraction(1, 7))] == ["0", "-3", "-0.05", None]


def test_messages() -> None:
    assert fact_error_text(FactError("", "onbekend_feit", ("uren", "uur")), "nl") == "uren is geen bekend feit; bedoelt u uur?"
    assert fact_error_text(FactError("", "onbekend_feit", ("uren",)), "en") == "uren is not a known fact"
    assert fact_error_text(read_facts({"plaatsing.begin": 0}, SCHEMA)[1][0], "nl") == 'verwacht: datum (tekst zoals "2024-03-31"); gevonden: getal'
    assert fact_error_text(read_facts({"persoon.loonwaarde": 101}, SCHEMA)[1][0], "nl") == "buiten het bereik van 0 tot en met 100"
    assert fault_text(Fault("deling_door_nul"), "en") == "division by zero"


def test_every_code_has_words_and_every_kind_a_case() -> None:
    assert set(FACT_ERROR_TEXTS) == set(get_args(FactErrorCode))
    assert set(FAULT_TEXTS) == set(get_args(FaultCode))
    assert {fact_type.kind for fact_type in SCHEMA.values()} == set(get_args(Kind))
    assert {code for *_, code in BAD} | {"ongeldige_json", "dubbele_sleutel", "niet_exact"} == set(get_args(FactErrorCode))
