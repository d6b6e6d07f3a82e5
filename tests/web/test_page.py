"""The page for people in a real browser: with the keyboard alone, and without anything that axe finds wrong."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from running import TOOLS, Served

CHECK = Path(__file__).parent / "page_check.mjs"
MODULES = TOOLS / "node_modules"


@pytest.fixture(scope="module")
def walked(served: Served, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What was found on a walk from the choice of a decision to the outcome."""
    browser = shutil.which("chromium")
    if not (browser and shutil.which("node") and (MODULES / "axe-core").exists() and (MODULES / "playwright-core").exists()):
        pytest.skip("Chromium, axe-core or playwright-core is not installed: make tools, and the package chromium of the system")
    profile = tmp_path_factory.mktemp("profiel")
    command = ["node", CHECK, MODULES, browser, f"http://127.0.0.1:{served.port}/", "-", profile]
    found = subprocess.run(command, check=False, capture_output=True, text=True, timeout=180)
    assert found.returncode == 0, found.stderr
    return dict(json.loads(found.stdout))


def test_nothing_that_axe_finds(walked: dict[str, Any]) -> None:
    assert walked["violations"] == []


def test_the_keyboard_leads_to_the_outcome(walked: dict[str, Any]) -> None:
    assert len(walked["titles"]) == 8 and walked["titles"][0] == "Op welke dag meldde de persoon zich?"
    assert (walked["outcome"], walked["english"]) == ("mag toekennen", "may grant")


def test_the_focus_goes_to_what_is_new(walked: dict[str, Any]) -> None:
    assert walked["focus"].count("ask-title") == 6 and walked["focus"][-1] == "found-title"


def test_the_outcome_with_its_grounds(walked: dict[str, Any]) -> None:
    text = walked["text"]
    assert "€ 125,00" in text.replace("\xa0", " ") and "artikel 1 lid 1, stad" in text and "1 februari 2024" in text and "Tijdlijn" in text
    assert "Oordelen die gemotiveerd moeten worden" in text and "Concept van de motivering" in text


def test_only_this_service_is_asked_and_nothing_goes_wrong(walked: dict[str, Any], served: Served) -> None:
    assert walked["requests"] and all(each.startswith(f"http://127.0.0.1:{served.port}/") and "?" not in each for each in walked["requests"])
    assert walked["console"] == []


def test_print_and_small_screens(walked: dict[str, Any]) -> None:
    assert walked["printed"] == "none" and not walked["wide"]
