"""From paths to a model: what every command that reads policies does first."""

from __future__ import annotations

import gc
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from waterdicht.cli.console import Console
from waterdicht.cli.sources import find_sources
from waterdicht.compiler.compile import Model, compile_documents, in_order, without_collector
from waterdicht.dsl.diagnostics import Diagnostic, Severity, has_errors
from waterdicht.dsl.parser import parse_file
from waterdicht.dsl.render import render_text
from waterdicht.dsl.tree import Node, RegulationDocument, ScenarioDocument, SourceFile, TheoremDocument

MAXIMUM_SHOWN = 100
"""More messages than this at once help nobody at a terminal."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read. `model` is None when something is in error; `files` are the paths that were read."""

    files: tuple[str, ...]
    parsed: tuple[SourceFile, ...]
    model: Model | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was read."""

    files: int
    regulations: int
    articles: int
    paragraphs: int
    theorems: int
    scenarios: int


def load(paths: Iterable[str]) -> Loaded:
    """Find, parse and compile the files that the paths stand for. What was read stays: the garbage collector need not look at it."""
    with without_collector():
        loaded = read_all(paths)
        gc.freeze()  # before it is on again: it would begin by going through all of it
    return loaded


def read_all(paths: Iterable[str]) -> Loaded:
    """`load` itself."""
    files, problems = find_sources(paths)
    read = [parse_file(file) for file in files]
    parsed = tuple(tree for tree, _ in read if tree is not None)
    problems = in_order((*problems, *(problem for _, found in read for problem in found)))
    if has_errors(problems):
        return Loaded(files, parsed, None, problems)
    model, more = compile_documents(parsed)
    return Loaded(files, parsed, model, in_order((*problems, *more)))


def counts(loaded: Loaded) -> Counts:
    """How much was read, of what could be parsed."""
    documents = [document for file in loaded.parsed for document in file.documents]
    regulations = [document for document in documents if isinstance(document, RegulationDocument)]
    nodes = [node for regulation in regulations for node in all_nodes(regulation.nodes)]
    return Counts(
        files=len(loaded.files),
        regulations=len(regulations),
        articles=sum(node.kind in ("artikel", "punt") for node in nodes),
        paragraphs=sum(node.kind == "lid" for node in nodes),
        theorems=sum(len(document.theorems) for document in documents if isinstance(document, TheoremDocument)),
        scenarios=sum(len(document.scenarios) for document in documents if isinstance(document, ScenarioDocument)),
    )


def all_nodes(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Every heading below these, themselves included."""
    for node in nodes:
        yield node
        yield from all_nodes(node.children)


def errors_of(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Those that stop the compiler."""
    return tuple(each for each in diagnostics if each.severity is Severity.ERROR)


def warnings_of(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings among diagnostics."""
    return tuple(each for each in diagnostics if each.severity is Severity.WARNING)


def render_all(diagnostics: Iterable[Diagnostic], console: Console) -> str:
    """Diagnostics as text, with the lines they are about; of very many only the first, and how many more there are."""
    every = tuple(diagnostics)
    lines: dict[str, list[str] | None] = {}
    rendered = []
    for each in every[:MAXIMUM_SHOWN]:
        if each.span.file not in lines:
            lines[each.span.file] = lines_of(each.span.file)
        rendered.append(render_text(each, lines[each.span.file], console.language))
    left = len(every) - MAXIMUM_SHOWN
    if left > 0:
        rendered.append(console.words(f"… en nog {left} meldingen (alle met --format json)", f"… and {left} more messages (all with --format json)"))
    return "\n\n".join(rendered)


def lines_of(path: str) -> list[str] | None:
    """The lines of a file as the parser counts them; None when there is nothing to show."""
    if not path.endswith(".norm"):
        return None
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None  # the diagnostic itself says why the file cannot be read
    return unicodedata.normalize("NFC", text).removeprefix("\ufeff").split("\n")
