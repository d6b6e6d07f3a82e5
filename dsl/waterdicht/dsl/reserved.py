"""Checks names where they are declared: a name that is also a keyword could be declared but never used."""

from __future__ import annotations

from collections.abc import Iterator

from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose
from waterdicht.dsl.keywords import reserved_words
from waterdicht.dsl.source import Span


def check_names(documents: tuple[tree.Document, ...]) -> list[Diagnostic]:
    """One diagnostic for each declared name that is a keyword."""
    reserved = reserved_words()
    declared = (pair for document in documents for pair in _declared(document))
    return [diagnose(Code.NAME_IS_KEYWORD, span, name=name) for name, span in declared if name in reserved]


def _declared(document: tree.Document) -> Iterator[tuple[str, Span]]:
    """The names that a document introduces, each with the place of its declaration."""
    match document:
        case tree.VocabularyDocument():
            for declaration in document.declarations:
                if not isinstance(declaration, tree.KindDeclaration):  # kinds only stand where nothing but a name can
                    yield declaration.name, declaration.span
                if isinstance(declaration, tree.EnumDeclaration):
                    yield from ((option, declaration.span) for option in declaration.options)
        case tree.RegulationDocument():
            yield document.name, document.span
            yield from ((reading.name, reading.span) for reading in document.readings)
            yield from ((parameter.name, parameter.span) for parameter in document.parameters)
            yield from ((choice.name, choice.span) for choice in document.choices)
            yield from ((option.name, option.span) for choice in document.choices for option in choice.options)
            yield from (pair for node in document.nodes for pair in _in_node(node))
        case tree.TheoremDocument():
            yield from ((theorem.name, theorem.span) for theorem in document.theorems)
        case tree.ScenarioDocument():
            yield from ((shared.name, shared.span) for shared in document.shared)


def _in_node(node: tree.Node) -> Iterator[tuple[str, Span]]:
    for said in node.sentences:
        sentence = said.sentence if isinstance(said, tree.MarkedSentence) else said
        if isinstance(sentence, (tree.Definition, tree.ReadingDeclaration)):
            yield sentence.name, sentence.span
    for child in node.children:
        yield from _in_node(child)
