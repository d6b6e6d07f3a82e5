"""`waterdicht source bind`: the fingerprints of the imported texts beside the policies."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from waterdicht.cli.check import counted
from waterdicht.cli.console import Console
from waterdicht.cli.exits import FINE, WRONG
from waterdicht.cli.loading import render_all
from waterdicht.cli.source_policies import read_policies
from waterdicht.cli.sources import reason_of, start_of
from waterdicht.cli.writing import replace_file
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose, has_errors
from waterdicht.sources.bind import Bound, BoundFolder, bind
from waterdicht.sources.bindings import folders_with_recipes
from waterdicht.sources.lock import LOCK
from waterdicht.sources.standing import Standing


def run(given: argparse.Namespace, console: Console) -> int:
    """Bind every policy that has a recipe and an imported text; 2 when a file is wrong. What is missing is for `check` to judge."""
    versions, problems = read_policies(given.paths)
    if not has_errors(problems):
        for path in folders_with_recipes(given.paths):
            done, wrong = bind(path, versions, Path(given.sources))
            problems = (*problems, *wrong, *keep(done, console))
    if problems:
        console.complain(render_all(problems, console))
    return WRONG if has_errors(problems) else FINE


def keep(done: BoundFolder, console: Console) -> tuple[Diagnostic, ...]:
    """Write the lock file of a folder, unless nothing in it changes, and say what it holds."""
    if done.text is None:
        return ()
    target = done.path / LOCK
    try:
        if not target.exists():
            os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o644))
        if target.read_text(encoding="utf-8") != done.text:
            replace_file(str(target), done.text)
    except (OSError, UnicodeDecodeError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else "geen UTF-8"
        return (diagnose(Code.NOT_WRITTEN, start_of(str(target)), path=str(target), reason=reason),)
    for each in done.bound:
        console.write(line(each, console))
        for address in each.changed:
            console.write(f"  {console.words('gewijzigd', 'changed')}: {address}")
    return ()


def line(each: Bound, console: Console) -> str:
    """What was bound, in one line."""
    words, held = console.words, each.account
    missing, unbound = held.count(Standing.MISSING), len(held.unbound)
    parts = (
        f"{counted(len(held.rows), words('lid', 'paragraph'), words('leden', 'paragraphs'))} {words('gebonden', 'bound')}",
        *([f"{missing} {words('ontbreken in de regeling', 'missing in the policy')}"] if missing else []),
        *([f"{unbound} {words('staan niet in de bron', 'not in the source')}"] if unbound else []),
    )
    return f"{held.name}: {', '.join(parts)}"
