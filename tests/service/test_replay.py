"""A decision given again: the same answer, or exactly what differs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from premie_cases import FACTS, facts

from waterdicht.cli.main import main
from waterdicht.runtime import Policies, load
from waterdicht.runtime.receipt import Receipt, parse_receipt, receipt, receipt_line
from waterdicht.runtime.replay import replay, replay_json, replay_text
from waterdicht.runtime.request import answer


def taken(policies: Policies, day: date, changes: dict[str, Any] | None = None, **options: Any) -> Receipt:
    law = policies.law("stad", day)
    given = receipt(law, law.policy.decide_json("premie", facts(**(changes or {})), on=day), day, **options)
    return parse_receipt(receipt_line(given))


@pytest.fixture(scope="module")
def stricter(norms: Path, tmp_path_factory: pytest.TempPathFactory) -> Policies:
    """The same regulation where income may be at most 20% of 600."""
    folder = tmp_path_factory.mktemp("strenger")
    (folder / "premie.norm").write_text(norms.read_text().replace("50% van", "20% van"))
    return load(folder)


@pytest.mark.parametrize("changes", [{}, {"student": True}, {"inkomen": "999.99"}, {"bijstand": ...}, {"melding": None}])
def test_the_same_answer_by_the_same_law(policies: Policies, day: date, changes: dict[str, Any]) -> None:
    given = taken(policies, day, changes)
    found = replay(given, policies)
    assert (found.verdict, found.outcome, found.differences) == ("gelijk", given.outcome, ())


def test_another_law_with_another_answer(policies: Policies, stricter: Policies, day: date) -> None:
    found = replay(taken(policies, day), stricter)
    assert (found.verdict, found.outcome) == ("anders", "geen grondslag")
    assert [(each.what, each.name) for each in found.differences] == [
        ("vingerafdruk", "stad"),
        ("regeling", "stad@2024-01-01"),
        ("uitkomst", ""),
        ("kanaal", "G"),
        ("bepalingen", ""),
    ]
    outcome = next(each for each in found.differences if each.what == "uitkomst")
    assert (outcome.then, outcome.now) == ("mag toekennen", "geen grondslag")
    assert json.loads(json.dumps(replay_json(found)))["oordeel"] == "anders"
    assert "  - de uitkomst is een andere\n      toen: mag toekennen\n      nu: geen grondslag" in replay_text(found)


def test_another_law_with_the_same_answer_is_still_another_law(policies: Policies, stricter: Policies, day: date) -> None:
    found = replay(taken(policies, day, {"inkomen": "10.00"}), stricter)
    assert (found.verdict, found.outcome) == ("anders", "mag toekennen")
    assert {each.what for each in found.differences} == {"vingerafdruk", "regeling"}


def test_a_day_or_regulation_without_law(policies: Policies, day: date) -> None:
    given = taken(policies, day)
    for other in (replace(given, on=date(2020, 1, 1)), replace(given, regulation="dorp")):
        found = replay(other, policies)
        assert (found.verdict, found.outcome, found.differences[-1].what) == ("anders", "", "recht")


def test_facts_that_do_not_fit_any_more(policies: Policies, day: date) -> None:
    given = taken(policies, day)
    found = replay(replace(given, facts={**FACTS, "persoon.leeftijd": 3}), policies)
    assert (found.verdict, found.differences[-1].what) == ("anders", "feiten")
    assert "/persoon.leeftijd" in str(found.differences[-1].now)


def test_masked_facts(policies: Policies, day: date) -> None:
    given = taken(policies, day, mask=("/persoon.inkomen",))
    assert given.facts is not None
    assert "persoon.inkomen" not in given.facts
    found = replay(given, policies)
    assert (found.verdict, found.differences[-1].what, found.differences[-1].then) == ("onbekend", "gemaskeerd", ["/persoon.inkomen"])
    assert replay(given, policies, {"persoon.inkomen": "250.00"}).verdict == "gelijk"
    assert replay(given, policies, {"persoon.inkomen": "350.00"}).verdict == "anders"


def test_a_masked_fact_that_made_no_difference(policies: Policies, day: date) -> None:
    assert replay(taken(policies, day, {"student": True}, mask=("/persoon.inkomen",)), policies).verdict == "gelijk"


def test_a_reference_in_place_of_facts(policies: Policies, day: date) -> None:
    given = taken(policies, day, reference="zaak 12")
    assert replay(given, policies).verdict == "onbekend"
    assert replay(given, policies, FACTS).verdict == "gelijk"


def test_another_version_of_the_program_is_told_and_no_more(policies: Policies, day: date) -> None:
    given = taken(policies, day)
    found = replay(replace(given, engine={**given.engine, "waterdicht": "0.0.1"}), policies)
    assert (found.verdict, [(each.what, each.name, each.then) for each in found.differences]) == ("gelijk", [("motor", "waterdicht", "0.0.1")])


def test_an_outcome_that_was_written_over_is_found(policies: Policies, day: date) -> None:
    given = taken(policies, day)
    assert [each.what for each in replay(replace(given, outcome="moet weigeren"), policies).differences] == ["uitkomst"]


CASES = st.fixed_dictionaries(
    {},
    optional={
        "persoon.bijstand": st.booleans(),
        "persoon.student": st.booleans(),
        "persoon.inkomen": st.integers(0, 1_000_000).map(lambda cents: f"{cents // 100}.{cents % 100:02d}"),
        "persoon.woonvorm": st.sampled_from(["alleen", "samen", "inrichting"]),
        "persoon.melding": st.none() | st.dates(date(2023, 1, 1), date(2025, 1, 1)).map(date.isoformat),
        "persoon.gemotiveerd": st.booleans(),
    },
)


@given(case=CASES, mask=st.sets(st.sampled_from(sorted(FACTS))))
def test_no_mask_makes_another_answer(policies: Policies, case: dict[str, Any], mask: set[str]) -> None:
    """Whatever is left out: the same answer, or it is said that it cannot be determined; and with what was left out the same again."""
    found = answer(policies, {"besluit": "premie", "op": "2024-03-01", "feiten": case})
    given_ = parse_receipt(receipt_line(receipt(found.law, found.explanation, found.on, amounts=found.amounts, mask=[f"/{name}" for name in mask])))
    again = replay(given_, policies)
    assert again.verdict in ("gelijk", "onbekend")
    assert again.verdict == "gelijk" or given_.masked
    assert replay(given_, policies, {name: value for name, value in case.items() if name in mask}).verdict == "gelijk"


# --- the command ----------------------------------------------------------------------------


@pytest.fixture
def log(norms: Path, tmp_path: Path) -> Path:
    """A log of two decisions, kept by the command."""
    path = tmp_path / "log.jsonl"
    for name, case in (("een", FACTS), ("twee", facts(student=True))):
        (tmp_path / f"{name}.json").write_text(json.dumps(case))
        asked = ["decide", "premie", str(norms), "--in", "stad", "--on", "2024-03-01", "--facts", str(tmp_path / f"{name}.json")]
        assert main([*asked, "--log", str(path), *(["--mask", "/persoon.inkomen"] if name == "twee" else [])]) == 0
    return path


def test_replay_of_a_log(log: Path, norms: Path, compiled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    for law in (norms, compiled):
        assert main(["replay", str(log), "--policies", str(law)]) == 0
        shown = capsys.readouterr().out.splitlines()
        assert [line.partition(": ")[2] for line in shown[:2]] == [
            "stad premie toekennen, 2024-03-01: gelijk (mag toekennen)",
            "stad premie toekennen, 2024-03-01: gelijk (moet weigeren)",
        ]
        assert shown[2:] == ["", "2 beslissingen: 2 gelijk, 0 anders, 0 niet te bepalen"]


def test_replay_says_what_differs(log: Path, norms: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "anders.norm").write_text(norms.read_text().replace("50% van", "20% van"))
    capsys.readouterr()
    assert main(["replay", str(log), "--policies", str(tmp_path / "anders.norm"), "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["summary"] == {"gelijk": 0, "anders": 2, "onbekend": 0, "onleesbaar": 0}
    assert report["results"][0]["uitkomst_nu"] == "geen grondslag"


def test_replay_of_one_receipt_with_the_facts_that_are_missing(log: Path, norms: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = json.loads(log.read_text().splitlines()[0])
    one = tmp_path / "bon.json"
    one.write_text(json.dumps({**first, "feiten": {}, "gemaskeerd": [f"/{name}" for name in FACTS]}, indent=2))
    assert main(["replay", str(one), "--policies", str(norms)]) == 3
    assert main(["replay", str(one), "--policies", str(norms), "--facts", str(tmp_path / "een.json")]) == 0
    assert main(["replay", str(log), "--policies", str(norms), "--id", first["id"]]) == 0
    assert "1 beslissing: 1 gelijk" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["weg.jsonl"], "E630"),
        (["{log}", "--policies", "weg"], "E630"),
        (["{log}", "--id", "x", "--policies", "{norms}"], "E630"),
        (["{log}", "--policies", "{norms}", "--facts", "weg.json"], "E613"),
        (["{norms}", "--policies", "{norms}"], "E630"),
    ],
)
def test_what_cannot_be_replayed(log: Path, norms: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay", *(each.format(log=log, norms=norms) for each in arguments)]) == 2
    assert said in capsys.readouterr().err


def test_a_log_with_a_damaged_line(log: Path, norms: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with log.open("a") as file:
        file.write('{"half')
    assert main(["replay", str(log), "--policies", str(norms)]) == 0
    assert "regel 3: afgebroken, en dus nooit bevestigd" in capsys.readouterr().out
    log.write_text("{}\n" + log.read_text().splitlines()[0] + "\n")
    assert main(["replay", str(log), "--policies", str(norms)]) == 1
    assert "regel 1: dit is geen bon" in capsys.readouterr().out


def test_a_decision_that_cannot_be_kept_is_not_given(norms: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "een.json").write_text(json.dumps(FACTS))
    asked = ["decide", "premie", str(norms), "--in", "stad", "--on", "2024-03-01", "--facts", str(tmp_path / "een.json")]
    for options in (["--log", str(tmp_path / "weg" / "log.jsonl")], ["--log", str(tmp_path / "log.jsonl"), "--under-law"]):
        assert main([*asked, *options]) == 2
        shown = capsys.readouterr()
        assert "E631" in shown.err
        assert not shown.out
