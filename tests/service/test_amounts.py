"""Amounts that belong to a decision, worked out by hand: 100 plus 10% of the income, rounded to whole euros; 80 for who lives together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from premie_cases import facts

from waterdicht.runtime import Policies
from waterdicht.runtime.amounts import AmountFound, amount_json, amount_words, amounts
from waterdicht.runtime.errors import InvalidFacts
from waterdicht.runtime.motivation import motivation, motivation_text
from waterdicht.runtime.receipt import parse_receipt, receipt, receipt_line
from waterdicht.runtime.replay import replay
from waterdicht.runtime.request import Answered, answer

NAME = "hoogte_premie"


@pytest.fixture(scope="module")
def worked(policies: Policies, day: date) -> Any:
    def found(**given: Any) -> AmountFound:
        (one,) = amounts(policies.law("stad", day).policy, "stad", "premie", {f"persoon.{name}": value for name, value in given.items()}, on=day)
        return one

    return found


@pytest.mark.parametrize(
    ("income", "home", "cents", "place"),
    [
        ("254.00", "alleen", 12_500, "lid-1"),
        ("255.00", "alleen", 12_600, "lid-1"),  # 125.50: a half goes up
        ("0.00", "inrichting", 10_000, "lid-1"),
        ("254.00", "samen", 8_000, "lid-2"),
    ],
)
def test_by_hand(worked: Any, income: str, home: str, cents: int, place: str) -> None:
    found = worked(inkomen=income, woonvorm=home)
    assert (found.value, found.rule.address) == (cents, f"stad@2024-01-01/artikel-2/{place}")


def test_the_calculation(worked: Any) -> None:
    assert amount_json(worked(inkomen="254.00", woonvorm="alleen")) == {
        "naam": NAME,
        "titel": "de hoogte van de premie",
        "waarde": "125.00",
        "adres": "stad@2024-01-01/artikel-2/lid-1",
        "tekst": "(€ 100,00 plus (10% maal persoon.inkomen)) afgerond op € 1,00",
        "stappen": [
            {"tekst": "persoon.inkomen", "waarde": "254.00"},
            {"tekst": "10% maal persoon.inkomen", "waarde": "25.40"},
            {"tekst": "€ 100,00 plus (10% maal persoon.inkomen)", "waarde": "125.40"},
        ],
        "nodig": [],
    }
    assert amount_words(worked(woonvorm="samen")) == "de hoogte van de premie: € 80,00 (€ 80,00)"


def test_only_what_the_amount_turns_on_is_needed(worked: Any) -> None:
    assert worked(woonvorm="samen").missing == ()
    assert amount_json(worked(woonvorm="alleen"))["nodig"] == ["persoon.inkomen"]
    assert worked().missing == ("persoon.inkomen", "persoon.woonvorm")
    with pytest.raises(InvalidFacts):
        worked(student=True)


def asked(policies: Policies, **changes: Any) -> Answered:
    return answer(policies, {"besluit": "premie", "op": "2024-03-01", "feiten": facts(**changes)})


def test_an_answer_has_amounts_of_what_can_be_granted(policies: Policies) -> None:
    assert [each["waarde"] for each in asked(policies).json["bedragen"]] == ["125.00"]
    assert asked(policies, student=True).json["bedragen"] == []
    assert [each["nodig"] for each in asked(policies, inkomen=...).json["bedragen"]] == [["persoon.inkomen"]]
    early = answer(policies, {"besluit": "premie", "op": "2023-03-01", "feiten": {"persoon.bijstand": True}})
    assert early.json["bedragen"] == []


def test_the_draft_has_the_calculation(policies: Policies) -> None:
    found = asked(policies)
    lines = motivation_text(motivation(found.law, found.explanation, found.on, found.amounts)).splitlines()
    assert "- de hoogte van de premie: € 125,00 (artikel 2 lid 1 van Premieverordening Stad)" in lines
    assert "  - 10% maal persoon.inkomen = € 25,00" in lines


def test_a_receipt_has_the_amount_and_replay_finds_it_again(policies: Policies) -> None:
    found = asked(policies)
    given = parse_receipt(receipt_line(receipt(found.law, found.explanation, found.on, amounts=found.amounts, mask=("/persoon.woonvorm",))))
    assert given.amounts == {NAME: "125.00"}
    assert replay(given, policies).verdict == "onbekend"
    more = {"persoon.woonvorm": "alleen"}
    assert replay(given, policies, more).verdict == "gelijk"
    other = replay(replace(given, amounts={NAME: "126.00"}), policies, more)
    assert [(each.what, each.name, each.then, each.now) for each in other.differences] == [("bedrag", NAME, "126.00", "125.00")]
