"""What the service answers to good questions, over a real socket."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from premie_cases import FACTS, facts
from running import Served
from validator import problems

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
CASES = (
    ({}, "mag toekennen"),
    ({"student": True}, "moet weigeren"),
    ({"bijstand": False}, "geen grondslag"),
    ({"inkomen": "300.01"}, "geen grondslag"),
    ({"melding": None}, "moet weigeren"),
    ({"inkomen": ...}, "onbekend"),
)


def question(**changes: Any) -> dict[str, Any]:
    return {"besluit": "premie", "op": "2024-03-01", "feiten": facts(**changes)}


def right(served: Served, name: str, data: Any) -> bool:
    """Whether an answer has the form that the description of the service says."""
    return not list(problems(data, served.ask("/v1/openapi.json").json["components"]["schemas"][name]))


@pytest.mark.parametrize(("changes", "outcome"), CASES)
def test_decide(served: Served, changes: dict[str, Any], outcome: str) -> None:
    answer = served.ask("/v1/decide", question(**changes))
    assert (answer.status, answer.json["uitkomst"], answer.json["bon"]) == (200, outcome, None)
    assert right(served, "Decision", answer.json)


def test_the_law_of_the_day_decides(served: Served) -> None:
    asked = {"besluit": "premie", "op": "2023-12-31", "feiten": {"persoon.bijstand": True}}
    assert served.ask("/v1/decide", asked).json["uitkomst"] == "mag toekennen"
    assert served.ask("/v1/decide", {**asked, "op": "2024-01-01"}).json["uitkomst"] == "onbekend"


def test_amounts(served: Served) -> None:
    (amount,) = served.ask("/v1/decide", question()).json["bedragen"]
    assert (amount["naam"], amount["waarde"]) == ("hoogte_premie", "125.00")


def test_explain(served: Served) -> None:
    answer = served.ask("/v1/explain", {**question(student=True), "gewenst": "mag toekennen"})
    assert answer.json["uitkomst"] == "moet weigeren" and answer.json["tekst"].startswith("een premie toekennen (stad)\nUitkomst: moet weigeren")
    assert answer.json["waarom_niet"]["mogelijk"] and answer.json["motivering"]
    assert right(served, "Explanation", answer.json)
    assert "waarom_niet" not in served.ask("/v1/explain", question()).json


def test_explain_in_english(served: Served) -> None:
    answer = served.ask("/v1/explain", question(), {"Accept-Language": "fr, en;q=0.9, nl;q=0.3"})
    assert "Outcome: may grant" in answer.json["tekst"] and answer.headers["Content-Language"] == "en"
    assert served.ask("/v1/explain", question(), {"Accept-Language": "nl, en;q=0.9"}).headers["Content-Language"] == "nl"


def test_questions_until_the_outcome_is_certain(served: Served) -> None:
    known: dict[str, Any] = {}
    for _ in range(10):
        answer = served.ask("/v1/next-question", {**question(), "feiten": known})
        assert right(served, "NextQuestions", answer.json)
        if not answer.json["vragen"]:
            break
        first = answer.json["vragen"][0]
        assert first["feit"] not in known
        known[first["feit"]] = FACTS[first["feit"]]
    assert answer.json["uitkomst"] == "mag toekennen" and known == FACTS


def test_questions_of_amounts_come_when_the_outcome_is_certain(served: Served) -> None:
    asked = {"besluit": "premie", "op": "2023-06-01", "feiten": {"persoon.bijstand": True}}
    assert served.ask("/v1/next-question", asked).json["vragen"] == []
    assert [each["soort"] for each in served.ask("/v1/next-question", {**question(), "feiten": facts(woonvorm=...)}).json["vragen"]] == ["keuze"]


def test_what_there_is(served: Served) -> None:
    found = served.ask("/v1/regulations").json
    assert right(served, "Regulations", found)
    (regulation,) = found["regelingen"]
    assert [(law["van"], law["tot_en_met"]) for law in regulation["recht"]] == [("2023-01-01", "2023-12-31"), ("2024-01-01", None)]
    assert [each["besluit"] for each in regulation["recht"][0]["besluiten"]] == ["premie"]


def test_the_schema_of_a_question(served: Served) -> None:
    schema = served.ask("/v1/schemas/stad/premie?on=2024-03-01").json
    assert not list(problems(question(), schema))
    assert list(problems(question(bijstand="ja"), schema))
    assert set(schema["properties"]["feiten"]["properties"]) == set(FACTS)


def test_health(served: Served) -> None:
    answer = served.ask("/v1/health")
    assert answer.json["status"] == "ok" and right(served, "Health", answer.json)


@pytest.mark.parametrize("path", ["/", "/page.css", "/page.js", "/v1/health", "/v1/openapi.json", "/v1/niets", "/v1/decide"])
def test_headers_of_every_answer(served: Served, path: str) -> None:
    headers = served.ask(path, headers={"traceparent": TRACE}).headers
    assert headers["API-Version"] == "1.0.0" and headers["traceparent"] == TRACE
    assert headers["Cache-Control"] == "no-store" and headers["X-Content-Type-Options"] == "nosniff" and headers["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in headers["Content-Security-Policy"] and headers["Strict-Transport-Security"] and headers["Referrer-Policy"] == "no-referrer"
    assert headers["Server"] is None


def test_a_traceparent_of_another_form_does_not_come_back(served: Served) -> None:
    assert served.ask("/v1/health", headers={"traceparent": "naam-van-iemand"}).headers["traceparent"] is None


def test_the_description_is_for_everybody(served: Served) -> None:
    answer = served.ask("/v1/openapi.json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*" and answer.json["info"]["contact"]["name"] == "Stad"


def test_the_page_asks_nothing_of_others(served: Served) -> None:
    texts = b"".join(served.ask(path).body for path in ("/", "/page.css", "/page.js"))
    assert b"http://" not in texts and b"https://" not in texts and b"style=" not in texts and b"onclick" not in texts


def test_many_at_once(served: Served) -> None:
    def one(turn: int) -> bool:
        changes, outcome = CASES[turn % len(CASES)]
        return bool(served.ask("/v1/decide", question(**changes)).json["uitkomst"] == outcome)

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(one, range(300)))


def test_no_fact_is_in_the_lines_of_requests(served: Served) -> None:
    served.ask("/v1/decide?persoon.inkomen=1234.56", question(inkomen="6543.21"))
    served.ask("/v1/decide", json.dumps(question(inkomen="6543.21")).encode() + b"x")
    served.ask("/v1/health")
    said = "".join(served.lines)
    assert "POST /v1/decide 400" in said and "6543" not in said and "1234.56" not in said and "persoon" not in said
