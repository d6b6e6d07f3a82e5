"""`waterdicht fmt`: policy files in the one layout."""

from __future__ import annotations

import argparse
from dataclasses import dataclass

from waterdicht.cli.check import counted
from waterdicht.cli.console import Console
from waterdicht.cli.exits import FINDING, FINE, WRONG, gravest
from waterdicht.cli.loading import render_all
from waterdicht.cli.sources import find_sources, reason_of, start_of
from waterdicht.cli.writing import replace_file
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose, has_errors
from waterdicht.dsl.parser import parse_text
from waterdicht.dsl.printer import print_file
from waterdicht.dsl.reading import read


@dataclass(frozen=True, slots=True)
class Laid:
    """One file: its text now and in the layout; `problems` say why there is no layout."""

    path: str
    text: str
    printed: str
    problems: tuple[Diagnostic, ...]


def run(given: argparse.Namespace, console: Console) -> int:
    """Lay out every file that parses; 2 when one does not, 1 with --check when one would change."""
    files, problems = find_sources(given.paths)
    laid = [lay_out(path) for path in files]
    changed = [each for each in laid if not each.problems and each.printed != each.text]
    wrong = (*problems, *(problem for each in laid for problem in each.problems))
    written = () if given.check else tuple(problem for each in changed if (problem := write(each)) is not None)
    failed = {problem.span.file for problem in written}
    for each in changed:
        if each.path not in failed:
            console.write(each.path)
    if wrong or written:
        console.complain(render_all((*wrong, *written), console))
    console.complain(summary(console, given.check, len(files), len(changed) - len(failed)))
    return gravest(WRONG if wrong or written else FINE, FINDING if given.check and changed else FINE)


def lay_out(path: str) -> Laid:
    """One file in the layout. What is printed must read back as the same, otherwise it is our mistake and nothing is written."""
    text, problem = read(path)
    if problem is not None:
        return Laid(path, "", "", (problem,))
    tree, found = parse_text(text, path)
    if tree is None or has_errors(found):
        return Laid(path, text, "", found)
    printed = print_file(tree)
    again, _ = parse_text(printed, path)
    if again is None or (again.language, again.documents) != (tree.language, tree.documents) or len(again.comments) != len(tree.comments):
        return Laid(path, text, "", (diagnose(Code.INTERNAL_ERROR, start_of(path), reason="de opmaak leest niet terug als dezelfde tekst"),))
    return Laid(path, text, printed, ())


def write(laid: Laid) -> Diagnostic | None:
    """Replace one file, or say why not."""
    try:
        replace_file(laid.path, laid.printed)
    except OSError as error:
        return diagnose(Code.NOT_WRITTEN, start_of(laid.path), path=laid.path, reason=reason_of(error))
    return None


def summary(console: Console, check: bool, files: int, changed: int) -> str:
    """The last line."""
    looked_at = counted(files, console.words("bestand", "file"), console.words("bestanden", "files"))
    if check:
        return f"{looked_at}, " + console.words(f"{changed} niet in de vaste opmaak", f"{changed} not in the layout")
    return f"{looked_at}, " + console.words(f"{changed} opnieuw opgemaakt", f"{changed} laid out again")
