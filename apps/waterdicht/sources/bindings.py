"""Which recipe and which lock belong to a policy: they stand beside it, and its version begins on the day that the recipe names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from waterdicht.compiler.library import Version
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose
from waterdicht.sources.lock import LOCK, Lock, read_lock
from waterdicht.sources.recipe import RECIPE, Recipe, read_recipe
from waterdicht.sources.xml_tree import spot


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder with a recipe: what the recipe and the lock in it say."""

    path: Path
    recipes: tuple[Recipe, ...]
    locks: tuple[Lock, ...]


@dataclass(frozen=True, slots=True)
class Binding:
    """A policy with the recipe and the lock that belong to it; None for what is not there."""

    version: Version
    recipe: Recipe | None
    lock: Lock | None


def read_folder(path: Path) -> tuple[Folder, tuple[Diagnostic, ...]]:
    """What a folder says about sources, and what is wrong with it. A lock without a recipe, or made by another recipe, is an error."""
    recipes, problems = read_recipe(path / RECIPE) if (path / RECIPE).exists() else ((), ())
    locks, more = read_lock(path / LOCK)
    if problems:
        return Folder(path, (), ()), (*problems, *more)
    digests = {recipe.name: recipe.digest for recipe in recipes}
    stale = (diagnose(Code.LOCK_STALE, spot(str(path / LOCK), 1, 1), name=each.name) for each in locks if digests.get(each.name) != each.recipe)
    return Folder(path, recipes, locks), (*more, *stale)


def folders_with_recipes(paths: Iterable[str]) -> tuple[Path, ...]:
    """The folders with a recipe in or below the given paths, sorted; a file stands for its folder."""
    found: set[Path] = set()
    for path in map(Path, paths):
        folder = path if path.is_dir() else path.parent
        found |= {each.parent for each in (folder.rglob(RECIPE) if path.is_dir() else folder.glob(RECIPE)) if not hidden(each.relative_to(folder))}
    return tuple(sorted(found))


def hidden(path: Path) -> bool:
    """Whether a folder on the way begins with a dot."""
    return any(part.startswith(".") for part in path.parts[:-1])


def bindings(versions: Iterable[Version]) -> tuple[tuple[Binding, ...], tuple[Diagnostic, ...]]:
    """Every policy with what stands beside it, and what is wrong with those files."""
    folders: dict[Path, Folder] = {}
    problems: list[Diagnostic] = []
    found = []
    for version in versions:
        path = Path(version.document.span.file).parent
        if path not in folders:
            folders[path], wrong = read_folder(path)
            problems += wrong
        recipe = recipe_for(version, folders[path].recipes)
        lock = next((each for each in folders[path].locks if recipe is not None and each.name == recipe.name), None)
        found.append(Binding(version, recipe, lock))
    return tuple(found), tuple(problems)


def recipe_for(version: Version, recipes: Iterable[Recipe]) -> Recipe | None:
    """The recipe of a version: the one of its first day, or the only one when that has no version."""
    own = [each for each in recipes if each.regulation == version.document.name]
    dated = [each for each in own if each.since == version.first or each.version == version.first.isoformat()]
    if dated:
        return dated[0]
    return own[0] if len(own) == 1 and not own[0].version and own[0].since is None else None
