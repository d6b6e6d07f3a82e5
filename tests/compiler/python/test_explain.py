"""Explanations: what decided, who judges, what is missing, in words and as JSON."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from policies_by_hand import JUDGED, SIMPLE, B, at, f, fact, proefplaats, snapshot

from waterdicht.compiler.backends.python import compile_python
from waterdicht.compiler.build import both, either, negate
from waterdicht.compiler.ir import ByReading, Channel, Expr, FactInfo, Marked, ReadingInfo
from waterdicht.runtime.decide import Explanation
from waterdicht.runtime.explain import judgements, missing, reasons
from waterdicht.runtime.explain_text import to_json, to_text
from waterdicht.runtime.policy import load_source
from waterdicht.runtime.values import ABSENT

POLICY = load_source(compile_python(proefplaats()))
FACTS: dict[str, Any] = {
    **dict.fromkeys((*JUDGED[:2], *SIMPLE[:3]), True),
    **dict.fromkeys((JUDGED[2], *SIMPLE[3:]), False),
    "persoon.eerder_werk": (),
    "dienstbetrekking.duur": 6,
    "plaatsing.onderbrekingen_wegens_ziekte": (),
    "plaatsing.begin": date(2024, 1, 5),
    "plaatsing.eerste_einde": date(2024, 3, 4),
    "plaatsing.einde": ABSENT,
}


def explained(**changes: Any) -> Explanation:
    """The explanation of the case with these facts changed; `_` stands for a point, None for unknown."""
    facts = {**FACTS, **{name.replace("__", "."): value for name, value in changes.items()}}
    found = POLICY.decide("besluit", {name: value for name, value in facts.items() if value is not None})
    assert isinstance(found, Explanation)
    return found


def addresses(explanation: Explanation) -> list[tuple[str, str]]:
    """Channel and address of every reason."""
    return [(reason.channel, reason.address.removeprefix("stichtse_vecht/")) for reason in reasons(explanation)]


def test_a_placement_of_a_day_too_long() -> None:
    explanation = explained(plaatsing__eerste_einde=date(2024, 3, 5))
    assert explanation.outcome == "moet weigeren"
    assert addresses(explanation) == [("O", "artikel-7/lid-1/volzin-2")]
    assert "61 dagen" in to_text(explanation) and "60 dagen" in to_text(explanation)


def test_days_of_illness_do_not_count() -> None:
    from waterdicht.runtime.values import Period

    ill = (Period(date(2024, 2, 1), date(2024, 2, 1)),)
    assert explained(plaatsing__eerste_einde=date(2024, 3, 5), plaatsing__onderbrekingen_wegens_ziekte=ill).outcome == "mag toekennen"
    assert explained(plaatsing__eerste_einde=date(2024, 3, 6), plaatsing__onderbrekingen_wegens_ziekte=ill).outcome == "moet weigeren"


def test_refusal_names_its_ground() -> None:
    explanation = explained(plaatsing__gevolgd_door_forfaitaire_loonkostensubsidie=True)
    assert addresses(explanation) == [("R", "artikel-7/lid-4")]


def test_no_ground_names_what_is_not_met() -> None:
    assert addresses(explained(persoon__als_bedoeld=False)) == [("G", "artikel-1/lid-1")]


def test_a_limit_on_what_is_absent_is_met_because_it_is_absent() -> None:
    found = [reason.leaf.text for reason in reasons(explained()) if reason.address.endswith("volzin-3")]
    assert found == ["hele_periode is ingevuld"]


def test_judgements_that_mattered() -> None:
    assert [judgement.judged_by for judgement in judgements(explained())] == ["college", "college"]
    assert [judgement.text for judgement in judgements(explained(persoon__ook_zonder_proefplaats_aangenomen=True))] == [JUDGED[2].replace("_", " ")]


def test_missing_are_only_facts_that_can_still_matter() -> None:
    unknown = explained(plaatsing__begin=None, persoon__als_bedoeld=None)
    assert unknown.outcome == "onbekend"
    assert {spec.name for spec in missing(unknown)} == {"plaatsing.begin", "persoon.als_bedoeld"}
    settled = explained(plaatsing__begin=None, persoon__als_bedoeld=None, persoon__ook_zonder_proefplaats_aangenomen=True)
    assert settled.outcome == "moet weigeren"
    assert missing(settled) == ()


def test_an_unknown_ground_does_not_matter_next_to_a_refusal() -> None:
    unknown = explained(persoon__als_bedoeld=None, persoon__heeft_voorliggende_voorziening=None)
    assert {spec.name for spec in missing(unknown)} == {"persoon.als_bedoeld", "persoon.heeft_voorliggende_voorziening"}


def test_plain_code_decides_what_is_complete() -> None:
    """The fast forms are not merely never wrong: for ordinary complete cases they do not fall out."""
    decision = POLICY.decision("besluit")
    for end in (ABSENT, date(2024, 7, 4), date(2024, 7, 5)):
        explanation = explained(plaatsing__einde=end)
        assert decision.plain(decision.case(explanation.facts)) == explanation.outcome
        assert decision.explained(explanation.facts) == (explanation.outcome, explanation.channels, explanation.values)


def test_json_is_json() -> None:
    for explanation in (
        explained(),
        explained(plaatsing__begin=None),
        explained(plaatsing__eerste_einde=date(2199, 12, 31), plaatsing__begin=date(2199, 12, 1)),
    ):
        data = to_json(explanation)
        assert json.loads(json.dumps(data)) == data
        assert data["uitkomst"] == explanation.outcome
        assert set(data["voorwaarden"]) == {"G", "D", "O", "R", "M"}
    assert to_json(explained())["feiten"]["plaatsing.begin"] == "2024-01-05"
    assert to_json(explained())["lezingen"] == {"dag_na_ziekte": "doorgaan", "maandeinde": "dag_ervoor"}


def test_both_languages() -> None:
    assert to_text(explained()).splitlines()[:2] == ["een besluit toekennen (regeling)", "Uitkomst: mag toekennen"]
    assert to_text(explained(), "en").splitlines()[1] == "Outcome: may grant"


def decided(facts: tuple[FactInfo, ...], channels: dict[Channel, Expr], given: dict[str, Any], declared: tuple[ReadingInfo, ...] = (), **options: Any) -> Any:
    """The explanation of a small decision."""
    return load_source(compile_python(snapshot(facts, channels, (), declared))).decide("besluit", given, **options)


def test_words_of_a_fact_and_of_its_denial() -> None:
    facts = (fact("p.a", B, phrases=("de persoon werkt", "de persoon werkt niet")), fact("p.b", B))
    channels: dict[Channel, Expr] = {Channel.GRANT: at("artikel-1", either(f("p.a"), Marked(negate(f("p.b")), "regeling/artikel-1/onderdeel-b")))}
    text = to_text(decided(facts, channels, {"p.a": False, "p.b": True}))
    assert "de persoon werkt niet: nee" in text
    assert "[regeling/artikel-1/onderdeel-b]" in text


def test_only_the_chosen_reading_is_shown() -> None:
    facts = (fact("p.a", B), fact("p.b", B))
    channel: Expr = ByReading("r", (("een", f("p.a")), ("twee", both(f("p.b"), f("p.a")))), B)
    readings = (ReadingInfo("r", ("een", "twee"), "", ""),)
    first = decided(facts, {Channel.GRANT: channel}, {"p.a": True, "p.b": False}, readings)
    second = decided(facts, {Channel.GRANT: channel}, {"p.a": True, "p.b": False}, readings, readings={"r": "twee"})
    assert (first.outcome, second.outcome) == ("mag toekennen", "geen grondslag")
    assert [reason.leaf.text for reason in reasons(first)] == ["p.a"]
    assert [reason.leaf.text for reason in reasons(second)] == ["p.b"]
