"""The fictitious model and what follows it, and small texts around them."""

from __future__ import annotations

from pathlib import Path

from waterdicht.compiler.compile import Model, compile_documents
from waterdicht.compiler.models.instantiate import instantiate
from waterdicht.dsl import tree
from waterdicht.dsl.diagnostics import Diagnostic, has_errors
from waterdicht.dsl.parser import parse_text
from waterdicht.dsl.render import render_text

HERE = Path(__file__).parent / "voorbeeld"


def parsed(text: str, name: str = "x.norm") -> tree.SourceFile:
    """The tree of a text that must be right."""
    file, problems = parse_text(text, name)
    assert file is not None and not problems, [render_text(each, text.split("\n")) for each in problems]
    return file


def example(*names: str) -> tuple[tree.SourceFile, ...]:
    """Files of the example, the words first."""
    return tuple(parsed((HERE / f"{name}.norm").read_text(encoding="utf-8"), f"{name}.norm") for name in ("woorden", *names))


def regulation(files: tuple[tree.SourceFile, ...], name: str) -> tree.RegulationDocument:
    """A regulation by name, after instantiation."""
    instances, problems = instantiate(files)
    assert not has_errors(problems), [render_text(each, None) for each in problems]
    return next(each for file in instances.files for each in file.documents if isinstance(each, tree.RegulationDocument) and each.name == name)


def compiled(files: tuple[tree.SourceFile, ...]) -> Model:
    """The model of files without errors."""
    model, problems = compile_documents(files)
    assert model is not None, [render_text(each, None) for each in problems]
    return model


def said(files: tuple[tree.SourceFile, ...]) -> list[tuple[str, str, int]]:
    """Everything that is reported: code, file and line."""
    return [(each.code.value, each.span.file, each.span.line) for each in found(files)]


def found(files: tuple[tree.SourceFile, ...]) -> tuple[Diagnostic, ...]:
    """Everything that is reported."""
    return compile_documents(files)[1]
