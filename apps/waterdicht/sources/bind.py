"""Binding: the fingerprints of imported texts, written beside the recipes of the policies they belong to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from waterdicht.compiler.library import Version
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, Severity, diagnose
from waterdicht.sources.account import Account, account
from waterdicht.sources.bindings import Folder, read_folder, recipe_for
from waterdicht.sources.lock import Lock, lock, lock_text
from waterdicht.sources.recipe import Recipe
from waterdicht.sources.store import read
from waterdicht.sources.xml_tree import spot


@dataclass(frozen=True, slots=True)
class Bound:
    """One version that was bound: its account, and which addresses were not in the lock before, or differently."""

    account: Account
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoundFolder:
    """What binding one folder gives: the text for its lock file, None when nothing could be bound, and what is in it."""

    path: Path
    text: str | None
    bound: tuple[Bound, ...]


def bind(path: Path, versions: Iterable[Version], store: Path) -> tuple[BoundFolder, tuple[Diagnostic, ...]]:
    """Bind the policies in a folder to the texts in `store`.

    What cannot be bound now keeps the lock it had; a lock file that cannot be read is only replaced when nothing in it needs keeping.
    """
    folder, problems = read_folder(path)
    problems = tuple(each for each in problems if each.code is not Code.LOCK_STALE)
    unreadable = any(each.code is Code.LOCK_MALFORMED for each in problems)
    policies = {recipe.name: version for version in versions if (recipe := recipe_for(version, folder.recipes)) is not None}
    locks = {each.name: each for each in folder.locks if each.name in {recipe.name for recipe in folder.recipes}}
    done: list[Bound] = []
    for recipe in folder.recipes:
        version = policies.get(recipe.name)
        fresh, wrong = fresh_lock(recipe, store) if version is not None else (None, (no_policy(recipe),))
        problems += wrong
        if fresh is not None and version is not None:
            done.append(Bound(account(version, fresh), changes(locks.get(recipe.name), fresh)))
            locks[recipe.name] = fresh
    if unreadable and len(done) == len(folder.recipes):
        problems = tuple(each for each in problems if each.code is not Code.LOCK_MALFORMED)
    keep = done and not any(each.code is Code.LOCK_MALFORMED for each in problems)
    return BoundFolder(path, text_for(folder, locks) if keep else None, tuple(done)), problems


def fresh_lock(recipe: Recipe, store: Path) -> tuple[Lock | None, tuple[Diagnostic, ...]]:
    """The lock of the text that a recipe describes; None when it is not imported, or from another file."""
    text, problems = read(store, recipe.name)
    if text is not None and text.sha256 == recipe.sha256:
        return lock(text, recipe), problems
    if problems:
        return None, problems
    return None, (diagnose(Code.NOT_IMPORTED, spot(str(recipe.path), 1, 1), severity=Severity.NOTE, name=recipe.name, file=recipe.file, folder=store),)


def no_policy(recipe: Recipe) -> Diagnostic:
    """A recipe for a regulation that nobody has written yet."""
    return diagnose(Code.RECIPE_WITHOUT_POLICY, spot(str(recipe.path), 1, 1), severity=Severity.NOTE, name=recipe.name)


def changes(before: Lock | None, after: Lock) -> tuple[str, ...]:
    """The addresses that differ between two locks; none when there was no lock before."""
    if before is None:
        return ()
    old, new = ({each.address: each.fingerprint for each in lock.lids} for lock in (before, after))
    return tuple(address for address in {**old, **new} if old.get(address) != new.get(address))


def text_for(folder: Folder, locks: dict[str, Lock]) -> str:
    """The lock file of a folder, in the order of its recipe."""
    ordered = tuple(locks[recipe.name] for recipe in folder.recipes if recipe.name in locks)
    return lock_text(folder.recipes[0].regulation, ordered)
