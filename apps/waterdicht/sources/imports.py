"""Importing: from a file, with a recipe or without one, to the provisions of a regulation; all of it or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, Severity, diagnose, has_errors
from waterdicht.sources.numbering import check_numbers, check_unique, every_article
from waterdicht.sources.parts import lines_of, lines_of_part, missing, overlapping
from waterdicht.sources.plain import REPEALED, Line, read_lines
from waterdicht.sources.provisions import NAMED, Form, Node, Place, Provision, SourceText, flatten, lids, versioned
from waterdicht.sources.recipe import Part, Recipe, digest, steps
from waterdicht.sources.xml_provisions import read_xml
from waterdicht.sources.xml_tree import spot

MAXIMUM_SIZE = 50_000_000
"""The largest source file that is read, in bytes: the largest acts have some ten million."""


@dataclass(frozen=True, slots=True)
class Given:
    """A source file as it is on disk."""

    path: str
    data: bytes

    @property
    def sha256(self) -> str:
        """What the file is."""
        return hashlib.sha256(self.data).hexdigest()


def read_file(path: str) -> tuple[Given | None, tuple[Diagnostic, ...]]:
    """The bytes of a file, or why there are none."""
    try:
        place = Path(path)
        if place.stat().st_size > MAXIMUM_SIZE:
            size = MAXIMUM_SIZE // 1_000_000
            return None, (unreadable(path, f"groter dan {size} MB", f"larger than {size} MB"),)
        data = place.read_bytes()
    except (OSError, ValueError) as error:
        reason = (error.strerror or type(error).__name__) if isinstance(error, OSError) else "ongeldig pad"
        return None, (unreadable(path, reason, reason),)
    if not data.strip():
        return None, (diagnose(Code.SOURCE_EMPTY, spot(path, 1, 1), path=path),)
    return Given(path, data), ()


def unreadable(path: str, dutch: str, english: str) -> Diagnostic:
    """A file that cannot be read."""
    return diagnose(Code.SOURCE_UNREADABLE, spot(path, 1, 1), path=path, reason=dutch, reason_en=english)


def fits(recipe: Recipe, path: str) -> bool:
    """Whether a file has the name that a recipe asks for."""
    return fnmatchcase(Path(path).name, recipe.file)


def recipe_without(regulation: str, version: str, given: Given) -> Recipe:
    """A recipe for a file that has none: the whole file is one regulation."""
    form: Form = "tekst"
    if given.data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        form = "bwb"  # or cvdr: the file itself says which
    return Recipe(regulation, version, None, Path(given.path).name, given.sha256, form, None, (), "", (), (), Path(given.path), digest({}))


def import_text(given: Given, recipe: Recipe) -> tuple[SourceText | None, tuple[Diagnostic, ...]]:
    """A source text by its recipe. None when anything about it is in error: half a regulation would look like a whole one."""
    if given.sha256 != recipe.sha256:
        found = diagnose(Code.SOURCE_DIFFERS, spot(given.path, 1, 1), path=given.path, name=recipe.name, expected=recipe.sha256[:12], found=given.sha256[:12])
        return None, (found,)
    form, nodes, problems = read_nodes(given, recipe)
    problems = (*problems, *check_numbers(nodes, recipe.jumps, form, given.path))
    chosen, more = only_listed(nodes, recipe)
    text = SourceText(
        recipe.regulation, recipe.version, form, Path(given.path).name, given.sha256,
        tuple(flatten(chosen, versioned(recipe.regulation, recipe.version))),
    )  # fmt: skip
    problems = (*problems, *more, *check_unique(text.provisions, given.path))
    problems = (*problems, *(each for lid in lids(text) for each in suspect(lid, form, given.path)))
    if not has_errors(problems) and not lids(text):
        problems = (*problems, diagnose(Code.NO_ARTICLES, spot(given.path, 1, 1), path=given.path, name=recipe.name))
    return (None if has_errors(problems) else text), problems


def suspect(lid: Provision, form: Form, path: str) -> Iterator[Diagnostic]:
    """A lid without any text, or in plain text one that stops in the middle of a sentence: a line of it may have been taken for something else."""
    place = spot(path, lid.place.line, lid.place.column)
    if not lid.text:
        yield diagnose(Code.PROVISION_EMPTY, place, where=lid.address)
    elif form == "tekst" and lid.status != NAMED and lid.text[-1].isalnum() and not REPEALED.fullmatch(lid.text):
        end = " ".join(lid.text.split()[-4:])
        yield diagnose(Code.LID_BREAKS_OFF, place, severity=Severity.NOTE, where=lid.address, end=end)


def read_nodes(given: Given, recipe: Recipe) -> tuple[Form, tuple[Node, ...], tuple[Diagnostic, ...]]:
    """The provisions of a file, of whatever form."""
    if recipe.form in ("bwb", "cvdr"):
        read, problems = read_xml(given.data, given.path)
        return (read.form, read.nodes, problems) if read else (recipe.form, (), problems)
    try:
        text = given.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = given.data[: error.start].count(b"\n") + 1
        return recipe.form, (), (diagnose(Code.SOURCE_NOT_UTF8, spot(given.path, line, 1), path=given.path, offset=error.start),)
    nodes, problems = read_parts(lines_of(text), recipe, given.path)
    return recipe.form, nodes, problems


def read_parts(lines: tuple[Line, ...], recipe: Recipe, path: str) -> tuple[tuple[Node, ...], tuple[Diagnostic, ...]]:
    """The provisions in the pieces of a text."""
    nodes: tuple[Node, ...] = ()
    problems = overlapping(recipe)
    for part in recipe.parts or (Part(((1, len(lines)),)),):
        chosen, wrong = lines_of_part(lines, part, recipe, path)
        problems += wrong
        found = only_named(chosen, part) if part.named or recipe.form == "opsomming" else read_lines(chosen, recipe.headings, part.under)
        nodes = merged(nodes, renamed(found, part.renamed))
    return nodes, problems


def only_named(lines: tuple[Line, ...], part: Part) -> tuple[Node, ...]:
    """A provision of which the document only says that it is there: the lines that name it are its text."""
    place = Place(lines[0].number if lines else 1)
    node: Node | None = None
    for kind, label in reversed(part.under):
        content = (node,) if node else (" ".join(" ".join(line.text.split()) for line in lines if line.text.strip()),)
        node = Node(kind, label, place, "", content, status=NAMED)
    return (node,) if node else ()


def renamed(nodes: tuple[Node, ...], name: str) -> tuple[Node, ...]:
    """The articles with another number, where a recipe says so."""
    if not name:
        return nodes
    (kind, label), *_ = steps(name)
    return tuple(replace(node, label=label) if node.kind == kind else node for node in nodes)


def merged(nodes: tuple[Node, ...], more: tuple[Node, ...]) -> tuple[Node, ...]:
    """Provisions with those of a later piece; lids of one article may come from several pieces that have no heading."""
    result = list(nodes)
    for node in more:
        last = result[-1] if result else None
        if last is not None and same(last, node) and not node.title and node.kind != "hoofdstuk":
            inner = tuple(part for part in node.parts if isinstance(part, Node))
            texts = tuple(part for part in node.parts if isinstance(part, str))
            before = tuple(part for part in last.parts if isinstance(part, Node))
            kept = tuple(part for part in last.parts if isinstance(part, str))
            result[-1] = replace(last, parts=(*kept, *texts, *merged(before, inner)))
        else:
            result.append(node)
    return tuple(result)


def same(one: Node, other: Node) -> bool:
    """Whether two nodes are one provision."""
    return (one.kind, one.label) == (other.kind, other.label)


def only_listed(nodes: tuple[Node, ...], recipe: Recipe) -> tuple[tuple[Node, ...], tuple[Diagnostic, ...]]:
    """The articles that belong to the corpus, with their chapters; and what is listed but not there."""
    if recipe.articles is None:
        return nodes, ()
    there = {node.label for node in every_article(nodes)}
    problems = tuple(missing(recipe.path, f"artikel {each}", f"article {each}") for each in recipe.articles if each not in there)
    return tuple(kept for node in nodes if (kept := listed(node, recipe.articles)) is not None), problems


def listed(node: Node, articles: tuple[str, ...]) -> Node | None:
    """A node with only the listed articles in it; None when there is none."""
    if node.kind != "hoofdstuk":
        return node if node.label in articles else None
    parts = tuple(kept for part in node.parts if isinstance(part, Node) and (kept := listed(part, articles)) is not None)
    return replace(node, parts=parts) if parts else None
