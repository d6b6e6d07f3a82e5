"""The findings of the corpus are exactly the ones somebody has looked at: one more or one less fails here, and in the page about them.

After looking, `UPDATE_FINDINGS=1 pytest tests/corpus` writes the list and the page anew; the diff is the review.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from findings_page import INVENTED, page
from findings_words import condition_words, deciding, names_of, places_words, reading_words

from waterdicht.cli.loading import load

ROOT = Path(__file__).parents[2]
EXPECTED = Path(__file__).with_name("findings.txt")
PAGE = ROOT / "docs" / "findings.md"

CONFIRM = os.environ.get("WATERDICHT_CONFIRM") == "1"
"""Whether a second solver is asked about every proof."""


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    """The whole corpus verified by the real command, once; in CI every proof confirmed."""
    command = [sys.executable, "-m", "waterdicht.cli.main", "verify", "policies", "--format", "json", "--no-cache", *(["--confirm"] if CONFIRM else [])]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode() or done.stdout.decode()[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def line(result: dict[str, Any]) -> str:
    """One finding in one line."""
    accepted = "aanvaard" if result["accepted"] else "-"
    return " ".join([result["check"], result["severity"], accepted, result["subject"], *result["related"]])


def test_findings_are_the_ones_looked_at(report: dict[str, Any]) -> None:
    found = sorted(line(result) for result in report["results"] if result["verdict"] == "refuted")
    if os.environ.get("UPDATE_FINDINGS"):
        EXPECTED.write_text("\n".join(found) + "\n", encoding="utf-8")
    assert found == EXPECTED.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def written(report: dict[str, Any]) -> str:
    """The page that the findings give."""
    model = load([str(ROOT / "policies")]).model
    assert model is not None
    return page(report, names_of(model))


def test_page_is_what_the_findings_give(written: str) -> None:
    if os.environ.get("UPDATE_FINDINGS"):
        PAGE.write_text(written, encoding="utf-8")
    assert written == PAGE.read_text(encoding="utf-8")


def test_page_has_every_accepted_finding_in_a_real_text(report: dict[str, Any], written: str) -> None:
    known = [each for each in report["results"] if each["verdict"] == "refuted" and each["accepted"]]
    real = [each for each in known if not each["subject"].startswith(INVENTED)]
    assert [each["subject"] for each in real if each["accepted"] not in written] == []
    totals = [int(row.split("|")[-2]) for row in written.splitlines() if row.startswith("| [")]
    assert sum(totals) == len(real) and len(real) < len(known)


def test_page_names_places_as_a_lawyer_does() -> None:
    assert (
        places_words(["stad/artikel-3/lid-1/onderdeel-a", "stad/artikel-3/lid-1/onderdeel-b", "stad/artikel-13"])
        == "artikel 3 lid 1 onderdeel a en b en artikel 13"
    )
    assert (
        places_words(["wet@2024-01-01/artikel-8a/lid-2/onderdeel-f/onder-1", "wet@2026-01-01/artikel-8a/lid-2/onderdeel-f/onder-1"])
        == "artikel 8a lid 2 onderdeel f onder 1°"
    )
    assert places_words(["stad"]) == "de regeling als geheel"


def test_page_has_no_double_negation() -> None:
    assert condition_words("niet het is een Arbo-taak", False) == "«het is een Arbo-taak»: ja"
    assert condition_words("niet het is een Arbo-taak", True) == "«niet het is een Arbo-taak»: ja"
    assert condition_words("niet a en niet b", False) == "«niet a en niet b»: nee"


def cell(verdict: str, **readings: str) -> dict[str, Any]:
    """One row of a matrix."""
    return {"readings": readings, "verdict": verdict}


def test_page_names_only_the_readings_that_settle_it() -> None:
    matrix = [cell("refuted", einde="ervoor", begin="oud"), cell("refuted", einde="laatste", begin="oud"), cell("proved", einde="ervoor", begin="nieuw")]
    assert deciding(matrix) == ("begin",)
    assert reading_words(matrix) == "wel bij begin «oud»; niet bij begin «nieuw»"
    assert deciding(matrix[:2]) == () and reading_words(matrix[:2]) == "hetzelfde bij elke onderzochte lezing"
    assert deciding([*matrix, cell("refuted", einde="laatste", begin="nieuw")]) == ("begin", "einde")
    assert reading_words([]) == ""


def test_nothing_is_undecided(report: dict[str, Any]) -> None:
    assert [result["subject"] for result in report["results"] if result["verdict"] == "undecided"] == []
    cells = [(result["subject"].partition("/")[0], cell) for result in report["results"] for cell in result["matrix"] if cell["verdict"] == "undecided"]
    # Under another reading than the chosen one a claim may turn on text that nobody knows; nothing is undecided for want of an answer.
    assert [name for name, cell in cells if not cell["reason"].startswith("niet te bepalen")] == []
    assert {name for name, _ in cells} <= {"soest", "twenterand"}


@pytest.mark.skipif(not CONFIRM, reason="takes four times as long; CI does it (WATERDICHT_CONFIRM=1)")
def test_every_proof_is_confirmed(report: dict[str, Any]) -> None:
    assert [result["subject"] for result in report["results"] if result["unconfirmed"]] == []
    proofs = [each for each in report["results"] if each["check"] == "stelling" and each["verdict"] == "proved" and each["counterexample"] is None]
    assert [each["subject"] for each in proofs if not each["confirmed"]] == []
    assert {each["confirmed"] for each in proofs} == {"cvc5", "enumeration"}


def test_every_case_was_replayed(report: dict[str, Any]) -> None:
    cases = [result["counterexample"] for result in report["results"]] + [cell["counterexample"] for result in report["results"] for cell in result["matrix"]]
    shown = [case for case in cases if case is not None]
    assert shown and all(case["replayed"] for case in shown)


def test_every_finding_above_a_note_has_its_reason(report: dict[str, Any]) -> None:
    grave = [result for result in report["results"] if result["verdict"] == "refuted" and result["severity"] != "note"]
    assert grave and all(result["accepted"] for result in grave)


def test_only_the_forfaitaire_subsidy_is_refused(report: dict[str, Any]) -> None:
    stricter = [result for result in report["results"] if result["check"] == "strenger-dan-de-wet" and result["verdict"] == "refuted"]
    about = [result for result in stricter if "loonkostensubsidie" in result["message"] and result["subject"].startswith("stichtse_vecht/")]
    assert [result["subject"] for result in about] == ["stichtse_vecht/artikel-3/lid-5"]
    assert about[0]["severity"] == "warning"
    assert {"stichtse_vecht/artikel-3/lid-5", "participatiewet@2026-01-01/artikel-10d/lid-1/onderdeel-b"} <= set(about[0]["core"]) | set(about[0]["related"])
    assert "forfaitaire loonkostensubsidie" in about[0]["message"]
