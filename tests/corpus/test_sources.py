"""The corpus accounts for every lid of its sources. The official texts are no part of this project: what needs them is skipped without them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from waterdicht.sources.bindings import folders_with_recipes
from waterdicht.sources.check import differences
from waterdicht.sources.fingerprint import fingerprint
from waterdicht.sources.imports import fits, import_text, read_file, recipe_without
from waterdicht.sources.lock import LOCK, Lock, read_lock
from waterdicht.sources.parts import in_ranges, lines_of, without
from waterdicht.sources.plain import read_lines
from waterdicht.sources.provisions import SourceText, articles, flatten, lids
from waterdicht.sources.recipe import RECIPE, Recipe, read_recipe

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("SOURCES", ROOT.parent / "shared" / "sources"))
needs_texts = pytest.mark.skipif(not SHARED.is_dir(), reason=f"the official texts are not in {SHARED}; point SOURCES at them")


def recipes() -> dict[str, Recipe]:
    """Every recipe of the corpus by name."""
    read = [read_recipe(folder / RECIPE) for folder in folders_with_recipes([str(ROOT / "policies")])]
    assert not [problem for _, problems in read for problem in problems]
    return {recipe.name: recipe for several, _ in read for recipe in several}


def locks() -> dict[str, Lock]:
    """Every lock of the corpus by name."""
    read = [read_lock(folder / LOCK) for folder in folders_with_recipes([str(ROOT / "policies")])]
    assert not [problem for _, problems in read for problem in problems]
    return {lock.name: lock for several, _ in read for lock in several}


RECIPES = recipes()
LOCKS = locks()


@pytest.fixture(scope="module")
def coverage() -> dict[str, Any]:
    """The coverage of the corpus by the real command."""
    command = [sys.executable, "-m", "waterdicht.cli.main", "source", "coverage", "policies", "--format", "json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode()[-3000:] + done.stderr.decode()
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_every_lid_of_every_bound_source_is_accounted_for(coverage: dict[str, Any]) -> None:
    missing = [lid["address"] for each in coverage["regulations"] for lid in each["lids"] if lid["standing"] == "missing"]
    assert missing == []
    assert [address for each in coverage["regulations"] for address in each["unbound"]] == []
    assert coverage["total"]["percentage_accounted"] == 100


def test_whatever_has_a_recipe_is_bound(coverage: dict[str, Any]) -> None:
    not_bound = {name.partition("@")[0] for name in coverage["not_bound"]}
    assert not not_bound & {recipe.regulation for recipe in RECIPES.values()}
    assert {each["address"] for each in coverage["regulations"]} >= {"participatiewet@2024-01-01", "participatiewet@2026-01-01", "stichtse_vecht"}


def test_recipes_and_locks_hold_no_text_of_the_law() -> None:
    """A lock line is an address and numbers; the longest text in a recipe is a heading or a pattern."""
    for folder in folders_with_recipes([str(ROOT / "policies")]):
        for line in (folder / LOCK).read_text(encoding="utf-8").splitlines() if (folder / LOCK).exists() else ():
            assert line.startswith(("#", '"artikel-', '"punt-', "[", "regeling", "naam", "bestand", "sha256", "recept", "leden")) or not line
    assert "/.bronnen/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def text_of(name: str) -> SourceText:
    """A text imported by its recipe."""
    recipe = RECIPES[name]
    (path,) = (each for each in SHARED.rglob("*") if each.is_file() and fits(recipe, str(each)))
    given, problems = read_file(str(path))
    assert problems == ()
    assert given is not None
    text, problems = import_text(given, recipe)
    assert text is not None, [(each.code.value, each.span.line, each.arguments) for each in problems]
    return text


@needs_texts
@pytest.mark.parametrize("name", sorted(LOCKS))
def test_a_lock_is_what_the_text_gives(name: str) -> None:
    assert differences(LOCKS[name], text_of(name)) == ()
    assert LOCKS[name].recipe == RECIPES[name].digest


# Counted by hand in the documents. Articles without lids count as one lid. The list of the social-domain ordinance gives 16 articles and
# 40 lids anew, of which chapter 3 (7 and 18) is a regulation of its own here; chapter 14, a list of terms, counts as an article. The policy
# on exempted earnings has an introduction and ten points. The proposal of Twenterand names 24 articles and a subject without a number; their
# lids are those of the model that it says it is based on.
COUNTED = {
    "stichtse_vecht": (29, 74),
    "vng_model_oud": (14, 42),
    "vng_model@2023": (29, 98),
    "sociaal_domein@oud": (9, 16),
    "sociaal_domein@2024": (16 - 7, 40 - 18),
    "sociaal_domein_werk": (7, 18),
    "vrijlating_sd": (11, 11),
    "twenterand": (25, 71),
    "soest": (9, 9),
}


@needs_texts
@pytest.mark.parametrize("name", sorted(COUNTED))
def test_articles_and_lids_are_as_many_as_were_counted_by_hand(name: str) -> None:
    text = text_of(name)
    assert (len(articles(text)), len(lids(text))) == COUNTED[name]


@needs_texts
def test_the_act_from_xml_is_the_act_from_plain_text() -> None:
    """174 articles and 602 lids by the XML's own elements; every one has the fingerprint that the text gives."""
    (xml,) = SHARED.rglob("BWBR0015703_2026-01-01_*.xml")
    given, _ = read_file(str(xml))
    assert given is not None
    act, _ = import_text(given, recipe_without("wet", "", given))
    assert act is not None
    assert given.data.count(b"<artikel ") == len(articles(act)) == 174
    assert len(lids(act)) == 602
    (plain,) = SHARED.rglob("pw_2026-01-01.txt")
    lines = without(lines_of(plain.read_text(encoding="utf-8")), (r"^\[inwerking .*\]$",))
    other = {each.address: fingerprint(each.text) for each in flatten(read_lines(lines, "## "), "wet") if each.counts}
    assert {each.address: fingerprint(each.text) for each in lids(act)} == other


# The pieces of the model decision (annex 2) that give articles anew.
DECISION = ((1803, 1827), (1837, 1859), (1871, 1871), (1883, 1916), (1938, 2006), (2057, 2103), (2115, 2126), (2138, 2146), (2166, 2206), (2215, 2233), (2244, 2504), (2516, 2540))  # fmt: skip


@needs_texts
def test_the_table_of_the_model_and_its_decision_differ_in_two_commas() -> None:
    recipe = RECIPES["vng_model@2023"]
    table = {each.address.partition("/")[2]: fingerprint(each.text) for each in lids(text_of("vng_model@2023"))}
    (path,) = (each for each in SHARED.rglob("*") if fits(recipe, str(each)))
    lines, problems = in_ranges(lines_of(path.read_text(encoding="utf-8")), DECISION, recipe.path)
    assert problems == ()
    decision = {each.address.partition("/")[2]: fingerprint(each.text) for each in flatten(read_lines(lines), "besluit") if each.counts}
    assert len(decision) == 84
    assert [address for address, found in decision.items() if table[address] != found] == ["artikel-14a/lid-4", "artikel-14d/lid-6"]
