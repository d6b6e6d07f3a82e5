"""`waterdicht explain`, the catalogue, and the pages made from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

from waterdicht.cli.acceptance import STALE
from waterdicht.cli.explain import read_checks
from waterdicht.cli.reference import generated, pages
from waterdicht.cli.switches import OFF
from waterdicht.dsl.catalogue import section
from waterdicht.dsl.codes import Code

Run: TypeAlias = Callable[..., "CompletedProcess[str]"]

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
KEYS = [f"{key}_{language}" for key in ("title", "explanation", "severity", "query", "help") for language in ("nl", "en")]


def test_a_code_and_a_check(run: Run) -> None:
    assert run("explain", "e201").stdout.startswith("# E201: ")
    assert run("explain", "stelling").stdout.startswith("# stelling: Stelling")
    assert run("explain", "stelling", "--lang", "en").stdout.startswith("# stelling: Theorem")


def test_the_list_names_every_code_and_check(run: Run) -> None:
    listed = {line.split()[0] for line in run("explain").stdout.splitlines()}
    assert listed == {code.value for code in Code} | set(read_checks())


def test_an_unknown_code_suggests_the_nearest(run: Run) -> None:
    answer = run("explain", "steling")
    assert answer.returncode == 2
    assert "bedoelde u «stelling»" in answer.stderr


@pytest.mark.parametrize("code", list(Code), ids=lambda code: code.value)
def test_every_code_has_texts(code: Code) -> None:
    texts = section(code)
    assert all(texts.get(f"{key}_{language}") for key in ("title", "message") for language in ("nl", "en"))


def test_every_check_has_a_page() -> None:
    checks = read_checks()
    assert all(set(KEYS) == set(texts) and all(texts.values()) for texts in checks.values())
    assert STALE in checks


def test_the_checks_are_those_of_the_verifier() -> None:
    from waterdicht.verifier import findings
    from waterdicht.verifier.checks import (
        basic,
        bounds,
        conditions,
        dates,
        dead,
        documents,
        faults,
        layers,
        readings,
        retroactive,
        theorems,
        transition,
        values,
    )

    used = {
        basic.DOMAIN,
        basic.CONFLICT,
        basic.DISCRETION,
        bounds.OUTSIDE,
        bounds.JOINT,
        conditions.REDUNDANT,
        conditions.BRANCH,
        dates.MONTH_END,
        dates.CONSECUTIVE,
        dead.DEAD,
        faults.FAULT,
        readings.CHOICE,
        retroactive.BURDEN,
        transition.IDLE_TRANSITION,
    }
    used |= {
        layers.STRICTER,
        layers.BROADER,
        theorems.CHECK,
        values.GAP,
        values.OVERLAP,
        values.FRACTION,
        findings.UNTOLD,
        *documents.NAMES.values(),
        STALE,
        OFF,
    }
    assert used == set(read_checks())


@pytest.mark.parametrize("name", sorted(pages()))
def test_the_generated_pages_are_up_to_date(name: str) -> None:
    assert (REFERENCE / name).read_text(encoding="utf-8") == pages()[name], "run `make docs`"


def test_no_page_is_left_over() -> None:
    assert {place.relative_to(REFERENCE).as_posix() for place in generated(REFERENCE)} == set(pages())
