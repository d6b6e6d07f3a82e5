"""`waterdicht source coverage`: how much of the official texts is formalised, and what happened to the rest."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass

from waterdicht.cli.console import Console
from waterdicht.cli.coverage_json import coverage_json
from waterdicht.cli.coverage_text import coverage_text
from waterdicht.cli.diagnostic_json import failure_json
from waterdicht.cli.engine import engine
from waterdicht.cli.exits import FINDING, FINE, WRONG
from waterdicht.cli.loading import render_all
from waterdicht.cli.source_policies import read_policies
from waterdicht.dsl.diagnostics import Diagnostic, has_errors
from waterdicht.sources.account import Account, account
from waterdicht.sources.bindings import Binding, bindings, folders_with_recipes, recipe_for
from waterdicht.sources.figures import figures
from waterdicht.sources.recipe import RECIPE, read_recipe

SCHEMA = "waterdicht/coverage/1"


@dataclass(frozen=True, slots=True)
class Covered:
    """What there is to show: an account of each bound policy, the names of policies that are not bound, and of recipes without a policy."""

    accounts: tuple[Account, ...]
    not_bound: tuple[str, ...]
    without_policy: tuple[str, ...]


def run(given: argparse.Namespace, console: Console) -> int:
    """Show the coverage; 1 when a lid is missing or unbound, 2 when a file is wrong."""
    versions, problems = read_policies(given.paths)
    found, more = bindings(versions)
    problems = (*problems, *more)
    if has_errors(problems):
        report_failure(problems, console)
        return WRONG
    covered = cover(found, given.paths)
    if console.form == "json":
        console.write_json({"schema": SCHEMA, "engine": engine(), **coverage_json(covered.accounts, covered.not_bound, covered.without_policy)})
    else:
        console.write(coverage_text(covered.accounts, covered.not_bound, covered.without_policy, console, listed=given.list))
    total = figures(covered.accounts)
    return FINDING if total.missing or total.unbound else FINE


def report_failure(problems: Iterable[Diagnostic], console: Console) -> None:
    """Only why there is nothing to show."""
    if console.form == "json":
        console.write_json(failure_json(SCHEMA, engine(), problems))
    else:
        console.complain(render_all(problems, console))


def cover(found: tuple[Binding, ...], paths: Iterable[str]) -> Covered:
    """The accounts of what is bound, and the names of what is not."""
    accounts = tuple(account(each.version, each.lock) for each in found if each.lock is not None)
    not_bound = tuple(each.version.root for each in found if each.lock is None)
    recipes = [recipe for folder in folders_with_recipes(paths) for recipe in read_recipe(folder / RECIPE)[0]]
    versions = [each.version for each in found]
    used = {recipe.name for version in versions if (recipe := recipe_for(version, recipes)) is not None}
    return Covered(accounts, not_bound, tuple(recipe.name for recipe in recipes if recipe.name not in used))
