"""What is answered beyond the outcome: the next question, why not, the draft of the reasons, and one question as plain data."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from premie_cases import FACTS, facts

from waterdicht.runtime import Policies, PolicyError
from waterdicht.runtime.decide import Explanation
from waterdicht.runtime.errors import InvalidRequest, UnknownOutcome
from waterdicht.runtime.motivation import motivation, motivation_text
from waterdicht.runtime.questions import questions
from waterdicht.runtime.request import answer, answer_text
from waterdicht.runtime.why_not import why_not, why_not_json, why_not_text


@pytest.fixture(scope="module")
def decide(policies: Policies, day: date) -> Any:
    def decided(**changes: Any) -> Explanation:
        return policies.decide("premie", facts(**changes), on=day)

    return decided


def asked(explanation: Explanation) -> list[str]:
    return [each.fact.name.removeprefix("persoon.") for each in questions(explanation)]


def test_only_what_can_still_change_the_outcome_is_asked(decide: Any) -> None:
    assert asked(decide()) == []
    assert asked(decide(student=True, bijstand=..., melding=...)) == []
    assert asked(decide(gemotiveerd=...)) == ["gemotiveerd"]
    assert asked(decide(inkomen="300.01", bijstand=...)) == []  # no ground, whatever the answer
    assert asked(decide(inkomen=..., bijstand=..., student=...)) == ["student", "bijstand", "inkomen"]


def test_the_answers_that_settle_the_case(decide: Any) -> None:
    found = {each.fact.name: {(settling.answer, settling.outcome) for settling in each.settles} for each in questions(decide(woonvorm=..., inkomen=...))}
    assert found["persoon.woonvorm"] == {("inrichting", "moet weigeren")}
    assert found["persoon.inkomen"] == set()  # without a ground it may still have to be refused


def test_why_not(decide: Any) -> None:
    found = decide(inkomen="350.00", student=True)
    said = why_not(found, "mag toekennen")
    assert [[(each.channel, each.needed, [reason.address for reason in each.reasons]) for each in way] for way in said.ways] == [
        [(0, True, ["stad@2024-01-01/artikel-1/lid-1"]), (3, False, ["stad@2024-01-01/artikel-1/lid-2"])]
    ]
    assert why_not_text(said, found).splitlines() == [
        "Waarom niet «mag toekennen»:",
        "  Grond: moet «ja» zijn en is «nee»",
        "    - [stad@2024-01-01/artikel-1/lid-1] persoon.inkomen is ten hoogste (50% maal € 600,00): nee (persoon.inkomen: € 350,00; 50% maal € 600,00: € 300,00)",
        "  Weigeringsgronden: moet «nee» zijn en is «ja»",
        "    - [stad@2024-01-01/artikel-1/lid-2] persoon.student: ja",
    ]
    assert json.loads(json.dumps(why_not_json(said, found)))["mogelijk"] is True


def test_why_not_of_what_is_and_of_what_can_never_be(decide: Any) -> None:
    assert why_not(decide(), "mag toekennen") == ("mag toekennen", (), True)
    assert why_not(decide(), "moet toekennen") == ("moet toekennen", (), False)
    assert why_not_text(why_not(decide(), "moet toekennen"), decide(), "en") == "Why not “must grant”:\n  this law never gives that outcome"
    with pytest.raises(UnknownOutcome):
        why_not(decide(), "onbekend")


def test_every_way_to_an_outcome(decide: Any) -> None:
    """Refused either because a requirement is not met or because there is a ground for refusal."""
    assert [[(each.channel, each.needed) for each in way] for way in why_not(decide(), "moet weigeren").ways] == [[(2, False)], [(3, True)]]


def test_the_draft_of_the_reasons(policies: Policies, decide: Any, day: date) -> None:
    lines = motivation_text(motivation(policies.law("stad", day), decide(), day)).splitlines()
    assert lines[:5] == [
        "Concept van de motivering",
        "Besluit: een premie, toekennen (Premieverordening Stad)",
        "Beoordeeld naar het recht op 1 maart 2024.",
        "Hiertoe mag worden besloten.",
        "[Motiveer waarom van de bevoegdheid wel of geen gebruik wordt gemaakt.]",
    ]
    assert "- Wat is het inkomen per maand? € 250,00." in lines
    place = lines.index("Er is een grondslag, want:")
    assert lines[place + 1 : place + 4] == [
        "- artikel 1 lid 1 van Premieverordening Stad:",
        "  - de persoon ontvangt bijstand; dat is het geval.",
        "  - persoon.inkomen is ten hoogste (50% maal € 600,00); dat is het geval.",
    ]
    assert "- 50% maal € 600,00 = € 300,00" in lines
    assert "- persoon.gemotiveerd: ja, naar het oordeel van college (artikel 1 lid 4 van Premieverordening Stad). [Motiveer dit oordeel.]" in lines


def test_the_draft_of_what_is_undecided_says_what_is_missing(policies: Policies, decide: Any, day: date) -> None:
    text = motivation_text(motivation(policies.law("stad", day), decide(gemotiveerd=...), day))
    assert "Hierover kan nog niet worden beslist: er ontbreken feiten." in text
    assert text.endswith("Wat nog moet worden vastgesteld\n- Is de persoon gemotiveerd?")
    assert "[Motiveer dit oordeel.]" not in text


REQUEST = {"besluit": "premie", "op": "2024-03-01", "feiten": FACTS}


def test_a_question_as_plain_data(policies: Policies) -> None:
    found = answer(policies, {**REQUEST, "gewenst": "moet weigeren", "motivering": True})
    assert (found.json["uitkomst"], found.json["recht"]["regeling"], found.json["vragen"]) == ("mag toekennen", "stad", [])
    assert set(found.json) == {"schema", "op", "recht", "uitkomst", "bedragen", "uitleg", "vragen", "waarom_niet", "motivering"}
    assert json.loads(json.dumps(found.json)) == found.json
    assert answer_text(policies, json.dumps(REQUEST))["uitkomst"] == "mag toekennen"


@pytest.mark.parametrize(
    ("change", "places"),
    [
        ({"besluit": 1, "op": "2023-02-30", "feiten": [], "vraag": 1}, {"/besluit", "/op", "/feiten", "/vraag"}),
        ({"op": "0"}, {"/op"}),
        ({"op": 0}, {"/op"}),
        ({"op": "2022-01-01"}, {"/op"}),
        ({"besluit": "premies"}, {"/besluit"}),
        ({"fase": "intrekken"}, {"/besluit"}),
        ({"regeling": "dorp"}, {"/regeling"}),
        ({"gewenst": "alles"}, {"/gewenst"}),
        ({"motivering": 1}, {"/motivering"}),
        ({"lezingen": {"a": 1}}, {"/lezingen"}),
        ({"lezingen": {"a": "b"}, "feiten": {"persoon.bijstand": "ja", "a/b~": 1}}, {"/lezingen/a", "/feiten/persoon.bijstand", "/feiten/a~1b~0"}),
        ({"feiten": {**FACTS, "persoon.melding": "2023-02-30", "persoon.inkomen": 1.5}}, {"/feiten/persoon.melding", "/feiten/persoon.inkomen"}),
    ],
)
def test_everything_that_is_wrong_at_once_with_its_place(policies: Policies, change: dict[str, Any], places: set[str]) -> None:
    with pytest.raises(PolicyError) as raised:
        answer(policies, {**REQUEST, **change})
    assert {error.pointer for error in raised.value.errors} == places


@pytest.mark.parametrize("text", ["", "[", b"\xff", "[" * 100_000, '{"op": 1, "op": 2}', "1" * 10_000])
def test_text_that_is_no_question(policies: Policies, text: str | bytes) -> None:
    with pytest.raises(InvalidRequest):
        answer_text(policies, text)
