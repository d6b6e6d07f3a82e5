"""Receipts: what is in them, what is masked, how they are kept, and that nothing that was acknowledged is lost."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from premie_cases import FACTS, facts

from waterdicht.runtime import Policies
from waterdicht.runtime.errors import UnreadableReceipt, UnusableLog
from waterdicht.runtime.line_log import TORN, Damaged, LineLog
from waterdicht.runtime.logs import open_log, read_log
from waterdicht.runtime.masks import masked
from waterdicht.runtime.receipt import Receipt, parse_receipt, read_receipt, receipt, receipt_json, receipt_line
from waterdicht.runtime.sqlite_log import SqliteLog

HERE = Path(__file__).parent
KINDS = ("log.jsonl", "log.sqlite")


def taken(policies: Policies, day: date, **options: Any) -> Receipt:
    law = policies.law("stad", day)
    return receipt(law, law.policy.decide_json("premie", facts(melding=None), on=day), day, **options)


def test_what_is_in_a_receipt(policies: Policies, day: date) -> None:
    found = receipt_json(taken(policies, day, name="b1", at="2024-03-01T10:00:00+00:00"))
    law = policies.law("stad", day)
    assert found == {
        "schema": "waterdicht/bon/1",
        "id": "b1",
        "tijdstip": "2024-03-01T10:00:00+00:00",
        "op": "2024-03-01",
        "regeling": "stad",
        "besluit": "premie",
        "fase": "toekennen",
        "lezingen": {},
        "uitkomst": "moet weigeren",
        "kanalen": {"G": True, "D": False, "O": False, "R": False, "M": False},
        "bedragen": {},
        "bepalingen": ["stad@2024-01-01/artikel-1/lid-3"],
        "motor": {"waterdicht": "0.1.0", "language": 1, "form": 3},
        "recht": {"van": "2024-01-01", "tot_en_met": None, "vingerafdruk": law.policy.fingerprint},
        "regelingen": [
            {
                "id": "stad",
                "version": "2024-01-01",
                "title": "Premieverordening Stad",
                "valid_from": "2024-01-01",
                "valid_to": None,
                "sha256": law.regulations[0].sha256,
            }
        ],
        "feiten": {**FACTS, "persoon.melding": None},
        "verwijzing": "",
        "gemaskeerd": [],
    }


def test_a_receipt_is_read_as_it_was_written(policies: Policies, day: date) -> None:
    given = taken(policies, day, mask=("/persoon.inkomen",))
    assert parse_receipt(receipt_line(given)) == given
    assert given.id != taken(policies, day).id


def test_masked_facts_and_a_reference(policies: Policies, day: date) -> None:
    line = receipt_line(taken(policies, day, mask=("/persoon.inkomen", "/persoon.woonvorm", "/niets")))
    assert "250.00" not in line
    assert "alleen" not in line
    assert json.loads(line)["gemaskeerd"] == ["/persoon.inkomen", "/persoon.woonvorm"]
    found = taken(policies, day, reference="zaak 12")
    assert (found.facts, found.reference) == (None, "zaak 12")


def test_masks_go_into_lists_and_leave_the_facts_alone() -> None:
    given = {"a.b": [{"x/y": 1, "z": 2}, {"x/y": 3}], "c": {"van": "d"}, "e": 5}
    kept, found = masked(given, ("/a.b/*/x~1y", "/c/van", "/a.b/7", "/e/f", "nergens", ""))
    assert kept == {"a.b": [{"z": 2}, {}], "c": {}, "e": 5}
    assert found == ("/a.b/0/x~1y", "/a.b/1/x~1y", "/c/van")
    assert given["a.b"] == [{"x/y": 1, "z": 2}, {"x/y": 3}]
    assert masked(given, ("/a.b/1",)) == ({"a.b": [{"x/y": 1, "z": 2}, None], "c": {"van": "d"}, "e": 5}, ("/a.b/1",))


@pytest.mark.parametrize(
    "change", [{"schema": "waterdicht/bon/2"}, {"op": "2024-02-30"}, {"uitkomst": "ja"}, {"feiten": []}, {"recht": {}}, {"regelingen": [1]}, {"id": None}]
)
def test_what_is_no_receipt(policies: Policies, day: date, change: dict[str, Any]) -> None:
    with pytest.raises(UnreadableReceipt):
        read_receipt({**receipt_json(taken(policies, day)), **change})
    with pytest.raises(UnreadableReceipt):
        parse_receipt(b"\xff")


@pytest.mark.parametrize("name", KINDS)
def test_kept_and_read_again(policies: Policies, day: date, tmp_path: Path, name: str) -> None:
    given = [taken(policies, day) for _ in range(5)]
    with open_log(tmp_path / name) as log:
        log.append(given[0])
        log.append_all(given[1:])
    assert list(read_log(tmp_path / name)) == given
    assert oct((tmp_path / name).stat().st_mode & 0o777) == "0o600"


def test_found_by_its_id_and_never_kept_twice(policies: Policies, day: date, tmp_path: Path) -> None:
    with SqliteLog(tmp_path / "log.db") as log:
        one, other = taken(policies, day), taken(policies, day)
        log.append(one)
        with pytest.raises(UnusableLog):
            log.append_all([other, one])
        assert log.find(one.id) == one
        assert log.find(other.id) is None


@pytest.mark.parametrize("name", KINDS)
def test_a_log_that_cannot_be_opened_or_written(policies: Policies, day: date, tmp_path: Path, name: str) -> None:
    with pytest.raises(UnusableLog):
        open_log(tmp_path / "weg" / name)
    with pytest.raises(UnusableLog):
        list(read_log(tmp_path / name))
    (tmp_path / "map.db").mkdir()
    with pytest.raises(UnusableLog):
        open_log(tmp_path / "map.db")
    log = open_log(tmp_path / name)
    log.close()
    if name == "log.sqlite":
        with pytest.raises(UnusableLog):
            log.append(taken(policies, day))


def test_a_torn_line_is_recognised_and_set_aside(policies: Policies, day: date, tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    one, other = taken(policies, day), taken(policies, day)
    with LineLog(path) as log:
        log.append(one)
        with path.open("ab") as file:
            file.write(receipt_line(other).encode()[:200])
        assert list(read_log(path)) == [one, Damaged(2, "never finished, and so never acknowledged", torn=True)]
        log.append(other)
    assert list(read_log(path)) == [one, other]
    assert path.with_name("log.jsonl" + TORN).read_bytes() == receipt_line(other).encode()[:200] + b"\n"


def test_a_damaged_line_is_told_and_the_others_are_read(policies: Policies, day: date, tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    one = taken(policies, day)
    path.write_bytes(b"\0\0\0\n" + receipt_line(one).encode() + b"\n{}\n")
    damaged, read, other = read_log(path)
    assert read == one
    assert isinstance(damaged, Damaged)
    assert isinstance(other, Damaged)
    assert (damaged.line, damaged.torn, other.line) == (1, False, 3)


def test_what_does_not_fit_is_taken_back(policies: Policies, day: date, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log.jsonl"
    one = taken(policies, day)
    write = os.write
    with LineLog(path) as log:
        log.append(one)
        monkeypatch.setattr(os, "write", lambda file, data: write(file, data[:50]))
        with pytest.raises(UnusableLog):
            log.append(taken(policies, day))
        monkeypatch.undo()
        monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(5, "schijf stuk")))
        with pytest.raises(UnusableLog, match="schijf stuk"):
            log.append(taken(policies, day))
    assert list(read_log(path)) == [one]


def test_a_log_that_is_moved_away_goes_on_in_a_new_file(policies: Policies, day: date, tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    one, other = taken(policies, day), taken(policies, day)
    with LineLog(path) as log:
        log.append(one)
        path.rename(tmp_path / "log.1")
        log.append(other)
    assert (list(read_log(tmp_path / "log.1")), list(read_log(path))) == ([one], [other])


@pytest.mark.parametrize("name", KINDS)
def test_threads_share_a_log(policies: Policies, day: date, tmp_path: Path, name: str) -> None:
    given = [taken(policies, day) for _ in range(60)]
    with open_log(tmp_path / name) as log, ThreadPoolExecutor(6) as pool:
        list(pool.map(log.append, given))
    assert {each.id for each in read_log(tmp_path / name) if isinstance(each, Receipt)} == {each.id for each in given}


@pytest.mark.parametrize("name", KINDS)
def test_a_process_that_was_forked_goes_on(policies: Policies, day: date, tmp_path: Path, name: str) -> None:
    given = [taken(policies, day) for _ in range(3)]
    with open_log(tmp_path / name) as log:
        log.append(given[0])
        child = os.fork()
        if child == 0:
            log.append(given[1])
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
        log.append(given[2])
    assert list(read_log(tmp_path / name)) == given


@pytest.mark.parametrize("name", KINDS)
def test_nothing_that_was_acknowledged_is_lost_when_processes_are_killed(compiled: Path, tmp_path: Path, name: str) -> None:
    """Two processes at a time write to one file and are killed somewhere; what they said was kept must be there, whole and once."""
    chance = random.Random(7)  # noqa: S311
    path, acknowledged = tmp_path / name, list[str]()
    command = [sys.executable, str(HERE / "keeps_receipts.py"), str(compiled), str(path)]
    for _ in range(4):
        writers = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]
        assert all(each.stdout is not None and each.stdout.read(1) for each in writers)  # both are at work
        time.sleep(chance.uniform(0.02, 0.2))
        for each in writers:
            each.send_signal(signal.SIGKILL)
        for each in writers:
            said = each.communicate()[0].decode()
            acknowledged += said.split("\n")[1:-1]  # the first lost a letter above; the last may be cut off
    found = list(read_log(path))
    whole = [each.id for each in found if isinstance(each, Receipt)]
    assert all(each.torn for each in found if isinstance(each, Damaged))
    assert len(set(whole)) == len(whole)
    assert len(acknowledged) > 20
    assert set(acknowledged) <= set(whole)
