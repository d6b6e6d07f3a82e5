"""Checked facts as an object, and decisions on JSON: all errors come at once, and what is left out is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from policies_by_hand import JUDGED, SIMPLE, proefplaats

from waterdicht.compiler.backends.python import compile_python
from waterdicht.runtime.checked import checker
from waterdicht.runtime.errors import InvalidFacts, OutsideValidity, UnknownDecision, UnknownFact, UnknownReading
from waterdicht.runtime.explain import missing, reasons
from waterdicht.runtime.explain_text import to_json
from waterdicht.runtime.facts_json import read_facts
from waterdicht.runtime.policy import load_source
from waterdicht.runtime.values import ABSENT

POLICY = load_source(compile_python(proefplaats()))
CHECKER = checker(POLICY, "besluit")
EVERYTHING = checker(POLICY)
DATA: Mapping[str, Any] = {
    **dict.fromkeys((*JUDGED[:2], *SIMPLE[:3]), True),
    **dict.fromkeys((JUDGED[2], *SIMPLE[3:]), False),
    "persoon.eerder_werk": [{"onbeloond": True, "zelfde_werkzaamheden": False, "bij_deze_werkgever": True}],
    "dienstbetrekking.duur": 6,
    "plaatsing.onderbrekingen_wegens_ziekte": [{"van": "2024-02-01", "tot_en_met": "2024-02-03"}],
    "plaatsing.begin": "2024-01-05",
    "plaatsing.eerste_einde": "2024-03-07",
    "plaatsing.einde": None,
}
WRONG: list[tuple[str, Any, str]] = [
    ("plaatsing.begin", "0", "verkeerde_vorm"),
    ("plaatsing.begin", 0, "verkeerde_vorm"),
    ("plaatsing.begin", "1705363200", "verkeerde_vorm"),
    ("plaatsing.begin", "2023-02-30", "ongeldige_datum"),
    ("plaatsing.begin", "20240105", "verkeerde_vorm"),
    ("plaatsing.begin", "2024-01-05T00:00:00", "verkeerde_vorm"),
    ("plaatsing.begin", "1850-01-01", "datum_buiten_kalender"),
    ("plaatsing.begin", None, "niet_optioneel"),
    ("plaatsing.begin", ["2024-01-05"], "verkeerde_vorm"),
    ("plaatsing.einde", "2023-02-30", "ongeldige_datum"),
    ("dienstbetrekking.duur", "6", "verkeerde_vorm"),
    ("dienstbetrekking.duur", 6.0, "drijvende_komma"),
    ("dienstbetrekking.duur", True, "verkeerde_vorm"),
    ("dienstbetrekking.duur", 10**18, "getal_te_groot"),
    (SIMPLE[0], 1, "verkeerde_vorm"),
    (SIMPLE[0], "true", "verkeerde_vorm"),
    (SIMPLE[0], None, "niet_optioneel"),
    ("persoon.eerder_werk", [{"onbeloond": True, "leuk": True}], "onbekend_feit"),
    ("persoon.eerder_werk", [{}] * 7, "te_veel_elementen"),
    ("persoon.eerder_werk", {}, "verkeerde_vorm"),
    ("plaatsing.onderbrekingen_wegens_ziekte", [{"van": "2024-02-03", "tot_en_met": "2024-02-01"}], "einde_voor_begin"),
    ("deze_dag", "2024-01-01", "onbekend_feit"),
    ("persoon.naam", "Jansen", "onbekend_feit"),
]


def test_good_facts() -> None:
    facts: Any = CHECKER.check(DATA)
    assert facts.plaatsing_begin == date(2024, 1, 5)
    assert facts.plaatsing_einde is ABSENT
    assert facts.ready is POLICY.decision("besluit").needs
    assert POLICY.decide("besluit", facts, explain=False) == "mag toekennen"


def test_deciding_on_json() -> None:
    explanation = POLICY.decide_json("besluit", DATA, on=date(2024, 1, 2))
    assert explanation.outcome == "mag toekennen"
    assert to_json(explanation)["feiten"]["plaatsing.begin"] == "2024-01-05"
    assert [reason.address for reason in reasons(explanation)][:2] == ["stichtse_vecht/artikel-1/lid-1", "stichtse_vecht/artikel-7/lid-1"]
    stopped = POLICY.decide_json("besluit", DATA, readings={"dag_na_ziekte": "stoppen"})
    assert (stopped.outcome, stopped.readings["dag_na_ziekte"]) == ("mag toekennen", "stoppen")
    unknown = POLICY.decide_json("besluit", {name: value for name, value in DATA.items() if name != "persoon.als_bedoeld"})
    assert unknown.outcome == "onbekend"
    assert [spec.name for spec in missing(unknown)] == ["persoon.als_bedoeld"]


@pytest.mark.parametrize(("name", "value", "code"), WRONG)
def test_bad_facts(name: str, value: Any, code: str) -> None:
    for each in (CHECKER, EVERYTHING):
        with pytest.raises(InvalidFacts) as raised:
            each.check({**DATA, name: value})
        assert [error.code for error in raised.value.errors] == [code]
        assert raised.value.errors[0].pointer.startswith(f"/{name}")
    with pytest.raises(InvalidFacts) as raised:
        POLICY.decide_json("besluit", {**DATA, name: value})
    assert [error.code for error in raised.value.errors] == [code]


def test_all_errors_at_once() -> None:
    wrong = {name: value for name, value, _ in WRONG}
    with pytest.raises(InvalidFacts) as raised:
        CHECKER.check({**DATA, **wrong})
    assert {error.pointer.split("/")[1] for error in raised.value.errors} == set(wrong)


@pytest.mark.parametrize("data", [None, [], "{}", 3, True])
def test_what_is_no_object(data: Any) -> None:
    with pytest.raises(InvalidFacts) as raised:
        CHECKER.check(data)
    assert [error.code for error in raised.value.errors] == ["geen_object"]


@pytest.mark.parametrize("left_out", sorted(DATA))
def test_a_fact_that_is_left_out_is_unknown(left_out: str) -> None:
    data = {name: value for name, value in DATA.items() if name != left_out}
    expected = POLICY.make(read_facts(data, {spec.name: spec.type for spec in CHECKER.specs})[0])
    for each in (CHECKER, EVERYTHING):
        facts = each.check(data)
        assert POLICY.facts[left_out].attribute in facts.missing
        one: Any = POLICY.decide("besluit", facts)
        other: Any = POLICY.decide("besluit", expected)
        assert (one.outcome, one.channels, one.values) == (other.outcome, other.channels, other.values)


def test_an_incomplete_element_is_unknown() -> None:
    facts = CHECKER.check({**DATA, "persoon.eerder_werk": [{"onbeloond": True, "zelfde_werkzaamheden": True}]})
    assert POLICY.decide("besluit", facts, explain=False) == "onbekend"
    facts = CHECKER.check({**DATA, "persoon.eerder_werk": [{"onbeloond": False}]})
    assert POLICY.decide("besluit", facts, explain=False) == "mag toekennen"


@pytest.mark.parametrize("action", [POLICY.decide, POLICY.decide_json])
def test_wrong_use(action: Any) -> None:
    with pytest.raises(UnknownDecision, match="regeling besluit toekennen"):
        action("besluiten", {})
    with pytest.raises((UnknownFact, InvalidFacts)):
        action("besluit", {"persoon.naam": True})
    with pytest.raises(UnknownReading):
        action("besluit", {}, readings={"maandeinde": "nooit"})
    with pytest.raises(OutsideValidity):
        action("besluit", {}, on=date(2023, 12, 31))
