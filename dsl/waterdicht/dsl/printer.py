"""The formatter: a whole file in the one canonical layout, with its comments before what they stood at."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import assert_never

from waterdicht.dsl import tree
from waterdicht.dsl.printing.declarations import declaration_lines
from waterdicht.dsl.printing.examples import scenario_lines, shared_lines, theorem_lines
from waterdicht.dsl.printing.expressions import date_text, references_text
from waterdicht.dsl.printing.layout import STEP, marks_text, row_or_rows, sentence
from waterdicht.dsl.printing.models import adaptation_lines, choice_lines, parameter_lines
from waterdicht.dsl.printing.sentences import sentence_lines
from waterdicht.dsl.source import Span


@dataclass(slots=True)
class _Block:
    """A heading, sentence or declaration as lines; `gap` asks for an empty line before it and its comments."""

    span: Span
    lines: list[str]
    gap: bool = False
    comments: list[str] = field(default_factory=list)


def print_file(file: tree.SourceFile) -> str:
    """The text of a file; parsing it gives an equal tree, and printing that gives the same text.

    A comment comes out on a line of its own before the heading or sentence in or before which it stood.
    """
    opening = Span(file.span.file, file.span.line, file.span.column, file.span.line, file.span.column)
    blocks = [_Block(opening, [f"taal {file.language}."])]
    for document in file.documents:
        blocks += _document(document)
    left = _attach(file.comments, blocks)
    lines: list[str] = []
    for block in blocks:
        lines += ([""] if block.gap and lines else []) + _commented(block)
    lines += ([""] if left else []) + left
    return "\n".join(lines) + "\n"


def _commented(block: _Block) -> list[str]:
    first = block.lines[0]
    margin = " " * (len(first) - len(first.lstrip(" ")))
    return [margin + comment for comment in block.comments] + block.lines


def _attach(comments: tuple[tree.Comment, ...], blocks: list[_Block]) -> list[str]:
    """Give each comment to the first block, in the order of the text, that ends on its line or later; the rest is returned."""
    placed = sorted((block for block in blocks if block.span.line), key=lambda block: (block.span.line, block.span.column))
    ends: list[int] = []
    for block in placed:
        ends.append(max(block.span.end_line, ends[-1] if ends else 0))
    left: list[str] = []
    for comment in comments:
        at = bisect_left(ends, comment.span.line)
        (placed[at].comments if at < len(placed) else left).append(comment.text)
    return left


# --- documents ------------------------------------------------------------------------------


def _document(document: tree.Document) -> list[_Block]:
    match document:
        case tree.VocabularyDocument():
            return [_head(document.span, f'begrippen {document.name} "{document.title}"'), *_declarations(document.declarations)]
        case tree.RegulationDocument():
            return _regulation(document)
        case tree.TheoremDocument():
            head = _head(document.span, f"stellingen {document.name}")
            return [head, *(_Block(theorem.span, theorem_lines(theorem), gap=True) for theorem in document.theorems)]
        case tree.ScenarioDocument():
            shared = [_Block(entry.span, shared_lines(entry), gap=True) for entry in document.shared]
            scenarios = [_Block(entry.span, scenario_lines(entry), gap=True) for entry in document.scenarios]
            return [_head(document.span, f"scenario's {document.name}"), *shared, *scenarios]
        case _:
            assert_never(document)


def _head(span: Span, line: str) -> _Block:
    return _Block(span, [line], gap=True)


def _declarations(declarations: tuple[tree.Declaration, ...]) -> list[_Block]:
    """Declarations in their order, with an empty line where another kind begins."""
    kinds = [None, *(type(entry) for entry in declarations)]
    return [_Block(entry.span, declaration_lines(entry), gap=type(entry) is not before) for entry, before in zip(declarations, kinds, strict=False)]


# --- regulations ----------------------------------------------------------------------------


def _regulation(document: tree.RegulationDocument) -> list[_Block]:
    head = _head(document.span, f'{document.kind} {document.name} "{document.title}"')
    readings = [_Block(reading.span, sentence_lines(reading, STEP)) for reading in document.readings]
    nodes = [block for node in document.nodes for block in _node(node, 0)]
    holes = [_Block(each.span, parameter_lines(each, STEP)) for each in document.parameters]
    holes += [_Block(each.span, choice_lines(each, STEP)) for each in document.choices]
    adaptations = [_Block(each.span, adaptation_lines(each, STEP)) for each in document.adaptations]
    return [head, *_header(document.header), *adaptations, *holes, *readings, *nodes]


def _header(clauses: tuple[tree.HeaderClause, ...]) -> list[_Block]:
    """One line a clause; an end of validity joins the beginning it follows."""
    blocks: list[_Block] = []
    for at, clause in enumerate(clauses):
        before = clauses[at - 1] if at else None
        if clause.kind == "geldig tot en met" and before and before.kind == "geldig vanaf" and clause.on:
            blocks[-1].lines = [f"{blocks[-1].lines[0].removesuffix('.')} tot en met {date_text(clause.on)}."]
        else:
            blocks.append(_Block(clause.span, _clause_lines(clause)))
    return blocks


def _clause_lines(clause: tree.HeaderClause) -> list[str]:  # noqa: C901  # exhaustive: one arm for each kind of clause
    day = date_text(clause.on) if clause.on else ""
    match clause.kind:
        case "bwb" | "cvdr" | "gemeente":
            said = f"{clause.kind} {clause.texts[0]}"
        case "bron":
            said = f'bron "{clause.texts[0]}"'
        case "gedeeltelijk bekend":
            said = f'gedeeltelijk bekend: "{clause.texts[0]}"'
        case "geldig vanaf" | "geldig tot en met":
            said = f"{clause.kind} {day}"
        case "bekendgemaakt" | "in werking":
            said = f"{clause.kind} op {day}"
        case "werkt terug":
            said = f"werkt terug tot {day}"
        case "vastgesteld":
            said = f"vastgesteld door {clause.texts[0]} op {day}"
        case "bekendmaking onbekend":
            said = clause.kind
        case "gebruikt":
            return row_or_rows("gebruikt", STEP, list(clause.texts))
        case "extern" | "op grond van":
            said = f"{clause.kind} {references_text(clause.references)}"
        case _:
            assert_never(clause.kind)
    return sentence(said, STEP)


def _node(node: tree.Node, indent: int) -> list[_Block]:
    """A heading, its sentences and the nodes below it; chapters, paragraphs and articles all stand at the margin."""
    at_margin = node.kind in ("hoofdstuk", "paragraaf", "artikel", "punt")
    indent = 0 if at_margin else indent
    heading = _Block(node.span, [" " * indent + _heading_text(node)], gap=at_margin)
    sentences = [_Block(said.span, sentence_lines(said, indent + STEP)) for said in node.sentences]
    return [heading, *sentences, *(block for child in node.children for block in _node(child, indent + STEP))]


def _heading_text(node: tree.Node) -> str:
    place = f"{node.kind} {node.label}" if node.label else "artikel zonder nummer"
    title = f' "{node.title}"' if node.title else ""
    alias = f" heet {node.alias}" if node.alias else ""
    return f"{place}{title}{alias} {marks_text(node.marks)}".rstrip()
