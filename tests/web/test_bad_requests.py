"""Every kind of bad request has its status and its place, and none is a fault of the service."""

from __future__ import annotations

import json
import random
import socket
from typing import Any

import pytest
from premie_cases import facts
from running import Answer, Served

GOOD: dict[str, Any] = {"besluit": "premie", "op": "2024-03-01", "feiten": facts()}


def told(answer: Answer) -> list[tuple[str, str]]:
    """The places and codes in problem details, which must have their form."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    found = answer.json
    assert found["status"] == answer.status and found["title"] and found["detail"] and found["type"] == "about:blank"
    return [("".join(each["location"].values()), each["code"]) for each in found.get("errors", [])]


def test_everything_that_is_wrong_at_once(served: Served) -> None:
    answer = served.ask("/v1/decide", {"besluit": 1, "op": "2024-02-30", "feiten": [], "vraag": 0})
    assert answer.status == 400
    assert set(told(answer)) == {("/besluit", "verkeerd_veld"), ("/op", "verkeerd_veld"), ("/feiten", "verkeerd_veld"), ("/vraag", "onbekend_veld")}


def test_everything_that_is_wrong_in_the_facts_at_once(served: Served) -> None:
    wrong = {"persoon.bijstand": "ja", "persoon.inkomen": "10000.01", "persoon.melding": "2023-02-30", "persoon.woonvorm": "kasteel", "persoon.x": 1}
    found = told(served.ask("/v1/decide", {**GOOD, "feiten": wrong}))
    assert set(found) == {
        ("/feiten/persoon.bijstand", "verkeerde_vorm"),
        ("/feiten/persoon.inkomen", "buiten_bereik"),
        ("/feiten/persoon.melding", "ongeldige_datum"),
        ("/feiten/persoon.woonvorm", "onbekende_optie"),
        ("/feiten/persoon.x", "onbekend_feit"),
    }


@pytest.mark.parametrize("day", ["2023-02-30", "0", "", "2024-3-1", "1900-01-01", "9999-99-99", 0, None, True, 20240301])
def test_days_that_are_none(served: Served, day: Any) -> None:
    answer = served.ask("/v1/decide", {**GOOD, "op": day})
    assert (answer.status, told(answer)) == (400, [("/op", "verkeerd_veld")])
    as_fact = served.ask("/v1/decide", {**GOOD, "feiten": {**facts(), "persoon.melding": day}})
    assert as_fact.status == (200 if day is None else 400)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"\xff\xfe{}", "ongeldige_json"),
        (b'{"besluit": "\xff"}', "ongeldige_json"),
        (b"", "ongeldige_json"),
        (b"{", "ongeldige_json"),
        (b"[]", "verkeerd_veld"),
        (b"null", "verkeerd_veld"),
        (b"NaN", "verkeerd_veld"),
        (b'{"besluit": "premie", "besluit": "premie", "op": "2024-03-01", "feiten": {}}', "dubbele_sleutel"),
        (b'{"besluit": "premie", "op": "2024-03-01", "feiten": {"persoon.inkomen": NaN}}', "verkeerde_vorm"),
        (b'{"besluit": "premie", "op": "2024-03-01", "feiten": {"persoon.inkomen": 1e999}}', "verkeerde_vorm"),
        (b'{"besluit": "\\ud800", "op": "2024-03-01", "feiten": {}}', "onbekend_besluit"),
        (b'{"\\ud800": 1, "besluit": "premie", "op": "2024-03-01", "feiten": {}}', "onbekend_veld"),
    ],
)
def test_text_that_is_no_question(served: Served, body: bytes, code: str) -> None:
    answer = served.ask("/v1/decide", body)
    assert answer.status == 400
    codes = {found for _, found in told(answer)}
    assert code in codes or codes == {"drijvende_komma"}


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"besluit": "lening"}, "/besluit"),
        ({"regeling": "dorp"}, "/regeling"),
        ({"fase": "lenen"}, "/besluit"),
        ({"op": "2022-12-31"}, "/op"),
        ({"lezingen": {"x": "y"}}, "/lezingen/x"),
        ({"gewenst": "geld"}, "/gewenst"),
    ],
)
def test_what_is_not_here(served: Served, changes: dict[str, Any], place: str) -> None:
    answer = served.ask("/v1/decide", {**GOOD, **changes})
    assert answer.status == 400 and [where for where, _ in told(answer)] == [place]


@pytest.mark.parametrize("path", ["/v1/decide", "/v1/explain", "/v1/next-question"])
def test_nothing_of_a_case_is_taken_from_an_address(served: Served, path: str) -> None:
    answer = served.ask(f"{path}?feiten=1&op=2024-03-01", GOOD)
    assert answer.status == 400 and told(answer) == [("feiten", "onbekend_veld"), ("op", "onbekend_veld")]
    assert answer.json["errors"][0]["in"] == "query"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/schemas/stad/premie", 400),
        ("/v1/schemas/stad/premie?on=2023-02-30", 400),
        ("/v1/schemas/stad/premie?on=0", 400),
        ("/v1/schemas/stad/premie?on=2024-03-01&besluit=x", 400),
        ("/v1/schemas/stad/premie?on=2022-01-01", 404),
        ("/v1/schemas/dorp/premie?on=2024-03-01", 404),
        ("/v1/schemas/stad/lening?on=2024-03-01", 404),
        ("/v1/schemas/stad/premie?on=2024-03-01&phase=lenen", 404),
        ("/v1/schemas/stad/premie/?on=2024-03-01", 404),
        ("/v1/schemas", 404),
        ("/v1/health/", 404),
        ("/v1", 404),
        ("/docs", 404),
        ("/%00", 404),
        ("/v1/health?x=1", 400),
    ],
)
def test_paths(served: Served, path: str, status: int) -> None:
    answer = served.ask(path)
    told(answer)
    assert answer.status == status


def test_methods(served: Served) -> None:
    answer = served.ask("/v1/decide")
    told(answer)
    assert (answer.status, answer.headers["Allow"]) == (405, "POST")
    assert served.ask("/v1/health", method="DELETE").status == 405


def test_other_media(served: Served) -> None:
    answer = served.ask("/v1/decide", b"besluit: premie", {"Content-Type": "text/yaml"})
    told(answer)
    assert answer.status == 415
    assert served.ask("/v1/decide", GOOD, {"Content-Type": "Application/JSON; charset=utf-8"}).status == 200


def test_a_body_that_is_too_large(served: Served) -> None:
    answer = served.ask("/v1/decide", b" " * 999_000 + json.dumps(GOOD).encode())
    assert answer.status == 200
    answer = served.ask("/v1/decide", b" " * 1_000_000 + json.dumps(GOOD).encode())
    told(answer)
    assert answer.status == 413


def test_a_body_that_is_too_large_and_does_not_say_so(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), 20) as connection:
        connection.sendall(b"POST /v1/decide HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in range(11):
            connection.sendall(b"186a0\r\n" + b" " * 100_000 + b"\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")


def test_a_body_that_is_too_deep(served: Served) -> None:
    def deep(levels: int) -> bytes:
        return b'{"besluit":"premie","op":"2024-03-01","feiten":{"persoon.inkomen":' + b"[" * levels + b"]" * levels + b"}}"

    assert served.ask("/v1/decide", deep(30)).status == 400
    assert served.ask("/v1/decide", deep(31)).status == 413
    assert served.ask("/v1/decide", deep(200_000)).status == 413
    brackets_in_text = {**GOOD, "feiten": {"persoon.woonvorm": '[{\\"' * 100}}
    assert served.ask("/v1/decide", brackets_in_text).status == 400


def test_numbers_of_any_length(served: Served) -> None:
    body = b'{"besluit":"premie","op":"2024-03-01","feiten":{"persoon.inkomen":' + b"9" * 100_000 + b"}}"
    assert served.ask("/v1/decide", body).status == 400


def test_no_bytes_are_a_fault_of_the_service(served: Served) -> None:
    chance = random.Random(7)  # noqa: S311 - the same every time
    good = json.dumps(GOOD).encode()
    for _ in range(400):
        data = bytearray(good)
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(data))
            match chance.randrange(3):
                case 0:
                    data[place] = chance.randrange(256)
                case 1:
                    del data[place]
                case _:
                    data[place:place] = chance.choice((b'"', b"[", b"}", b"NaN", b"1e9", b"\xc3", b"null", b"\\ud800"))
        assert served.ask("/v1/" + chance.choice(("decide", "explain", "next-question")), bytes(data)).status in (200, 400)
