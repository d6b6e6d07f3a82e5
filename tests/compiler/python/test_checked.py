"""Checked facts: what pydantic accepts is what `facts_json` accepts, all errors come at once, and the fast way gives the same case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policies_by_hand import JUDGED, SIMPLE, proefplaats

from waterdicht.compiler.backends.python import compile_python
from waterdicht.compiler.backends.python.decisions import filled
from waterdicht.runtime.checked import Checker, InvalidFacts, checker
from waterdicht.runtime.compiled import FactSpec
from waterdicht.runtime.fact_types import FactType
from waterdicht.runtime.facts import CaseFacts
from waterdicht.runtime.facts_json import read_facts
from waterdicht.runtime.json_days import DAYS
from waterdicht.runtime.load import OutsideValidity, UnknownDecision, UnknownFact, UnknownReading, load
from waterdicht.runtime.values import ABSENT

POLICY = load(compile_python(proefplaats()))
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


@pytest.mark.parametrize(("name", "value", "code"), WRONG)
def test_bad_facts(name: str, value: Any, code: str) -> None:
    for each in (CHECKER, EVERYTHING):
        with pytest.raises(InvalidFacts) as raised:
            each.check({**DATA, name: value})
        assert [error.code for error in raised.value.errors] == [code]
        assert raised.value.errors[0].pointer.startswith(f"/{name}")


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


TYPES = [
    FactType("ja/nee"), FactType("ja/nee", optional=True), FactType("getal", lowest=0, highest=60), FactType("maandental"), FactType("decimaal"),
    FactType("percentage"), FactType("bedrag", lowest=0, highest=1_000_000), FactType("datum"), FactType("datum", optional=True),
    FactType("datum", lowest=date(2024, 1, 1), highest=date(2024, 12, 31)), FactType("periode"), FactType("perioden"),
    FactType("keuze", options=("licht", "zwaar")), FactType("keuze", optional=True, options=("licht",)),
    FactType("lijst", properties={"a": FactType("getal"), "b": FactType("datum", optional=True)}, at_most=2),
    FactType("lijst", optional=True, properties={}, at_most=2), FactType("dagental", optional=True),
]  # fmt: skip
json_values = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 70), st.integers(), st.floats(), st.text(max_size=12),
    st.sampled_from(["2024-02-29", "2023-02-29", "0", "1705363200", "2024-1-1", "12.50", "-0.5", "300", "licht", "zwaar", "1e3", "\uff11\uff12", "\u0968024-01-01", "2199-12-31"]),
    st.sampled_from([[], [{}], [{"a": 1}], [{"a": 1, "b": None}] * 3, {"van": "2024-01-01", "tot_en_met": "2024-01-31"}, [{"van": "2024-01-01", "tot_en_met": "2024-01-31"}]]),
    st.sampled_from([{}, {"van": "2024-01-01"}, [[]], [None], 10**18, -(10**18), 10**18 - 1, 5.0]),
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(range(len(TYPES))), json_values)
def test_the_fast_way_accepts_what_facts_json_accepts(index: int, value: Any) -> None:
    """And gives the same value."""
    type_ = TYPES[index]
    facts, errors = read_facts({"f.f": value}, {"f.f": type_})
    one = CHECKERS[index]
    if errors:
        with pytest.raises(InvalidFacts) as raised:
            one.check({"f.f": value})
        assert raised.value.errors == errors
    else:
        found: Any = one.check({"f.f": value})
        assert found.f_f == facts["f.f"] and type(found.f_f) is type(facts["f.f"])


def single(type_: FactType) -> Checker:
    """A checker for one fact of this type, as generated source makes it."""

    def fill(given: Mapping[str, Any]) -> Any:
        made: Any = Facts()
        made.f_f = eval(filled("f_f", type_), {"DAYS": DAYS, "ABSENT": ABSENT, "given": given})  # noqa: S307
        return made

    spec = FactSpec("f.f", "f_f", type_)
    decision = replace(POLICY.decision("besluit"), facts=("f.f",), fill=fill)
    policy = replace(POLICY, facts={"f.f": spec}, facts_type=Facts, decisions={("", "besluit", "toekennen"): decision})
    return checker(policy, "besluit")


class Facts(CaseFacts):
    """A facts object with one fact."""

    __slots__ = ("deze_dag", "f_f")


CHECKERS = [single(type_) for type_ in TYPES]


def test_wrong_use() -> None:
    with pytest.raises(UnknownDecision, match="regeling besluit toekennen"):
        POLICY.decide("besluiten", {})
    with pytest.raises(UnknownFact):
        POLICY.decide("besluit", {"persoon.naam": True})
    with pytest.raises(UnknownReading):
        POLICY.decide("besluit", {}, readings={"maandeinde": "nooit"})
    with pytest.raises(OutsideValidity):
        POLICY.decide("besluit", {}, on=date(2023, 12, 31))
