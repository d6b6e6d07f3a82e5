"""`waterdicht source import`: from official texts to provisions, by the recipes beside the policies."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from pathlib import Path

from waterdicht.cli.check import counted
from waterdicht.cli.console import Console
from waterdicht.cli.exits import FINE, WRONG
from waterdicht.cli.loading import render_all
from waterdicht.cli.sources import reason_of, start_of
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose, has_errors
from waterdicht.sources.bindings import folders_with_recipes
from waterdicht.sources.imports import fits, import_text, read_file, recipe_without
from waterdicht.sources.provisions import SourceText, articles, lids
from waterdicht.sources.recipe import RECIPE, Recipe, read_recipe
from waterdicht.sources.store import write


def run(given: argparse.Namespace, console: Console) -> int:
    """Import what can be imported and say what cannot; 2 when anything could not."""
    recipes, problems = all_recipes(given.recipes)
    files = source_files(given.paths)
    served = 0
    for file, named in files:
        texts, wrong = import_file(file, recipes, given.name, named)
        problems += wrong
        served += bool(texts or wrong)
        for text in texts:
            problems += keep(text, Path(given.into), console)
    if problems:
        console.complain(render_all(problems, console))
    if len(files) > served:
        left = len(files) - served
        word = counted(left, console.words("bestand", "file"), console.words("bestanden", "files"))
        console.complain(f"{word} {console.words('zonder recept overgeslagen', 'without a recipe skipped')}")
    return WRONG if has_errors(problems) else FINE


def all_recipes(folder: str) -> tuple[tuple[Recipe, ...], tuple[Diagnostic, ...]]:
    """Every recipe in a folder and below it."""
    read = [read_recipe(path / RECIPE) for path in folders_with_recipes([folder])]
    return tuple(recipe for recipes, _ in read for recipe in recipes), tuple(problem for _, problems in read for problem in problems)


def source_files(paths: Iterable[str]) -> tuple[tuple[str, bool], ...]:
    """The files that the paths stand for, each once, and whether a file was named itself. Only a file that was named must be of use."""
    found: dict[str, bool] = {}
    for path in paths:
        if Path(path).is_dir():
            for folder, below, names in os.walk(path):
                below[:] = sorted(name for name in below if not name.startswith("."))
                found.update({str(Path(folder, name)): False for name in sorted(names) if not name.startswith(".")} | found)
        else:
            found[path] = True
    return tuple(found.items())


def import_file(path: str, recipes: Iterable[Recipe], name: tuple[str, str] | None, named: bool) -> tuple[tuple[SourceText, ...], tuple[Diagnostic, ...]]:
    """Every regulation that a file holds by the recipes, or the one that is asked for."""
    chosen = [each for each in recipes if (fits(each, path) if name is None else named_so(each, name) and (named or fits(each, path)))]
    if not chosen and not named:
        return (), ()
    file, problems = read_file(path)
    if file is None:
        return (), problems
    if not chosen:
        if name is None:
            return (), (diagnose(Code.NO_RECIPE, start_of(path), path=path),)
        chosen = [recipe_without(*name, file)]
    read = [import_text(file, recipe) for recipe in chosen]
    return tuple(text for text, _ in read if text is not None), tuple(problem for _, found in read for problem in found)


def named_so(recipe: Recipe, name: tuple[str, str]) -> bool:
    """Whether a recipe is for this regulation and version; a name without a version means all of them."""
    regulation, version = name
    return recipe.regulation == regulation and version in ("", recipe.version)


def keep(text: SourceText, folder: Path, console: Console) -> tuple[Diagnostic, ...]:
    """Write a text and say what is in it."""
    try:
        place = write(text, folder)
    except OSError as error:
        return (diagnose(Code.NOT_WRITTEN, start_of(str(folder)), path=str(folder), reason=reason_of(error)),)
    words = console.words
    parts = (
        counted(len(articles(text)), words("artikel", "article"), words("artikelen", "articles")),
        counted(len(lids(text)), words("lid", "paragraph"), words("leden", "paragraphs")),
        counted(sum(each.items for each in lids(text)), words("onderdeel", "item"), words("onderdelen", "items")),
        counted(sum(len(each.sentences) for each in lids(text)), words("volzin", "sentence"), words("volzinnen", "sentences")),
    )
    console.write(f"{text.name}: {', '.join(parts)} → {place}")
    return ()
