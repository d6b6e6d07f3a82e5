"""The first pass: files with models and ordinances that follow them, as files with ordinary regulations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from waterdicht.compiler.models.follow import follow
from waterdicht.compiler.models.model_check import check_model
from waterdicht.compiler.models.parameters import infos
from waterdicht.compiler.models.places import Laid, lay_out
from waterdicht.compiler.models.presence import samples
from waterdicht.compiler.models.prune import prune
from waterdicht.compiler.syntax import inside
from waterdicht.compiler.types import EnumType
from waterdicht.compiler.vocabulary import Words
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose, has_errors, nearest
from waterdicht.dsl.source import Span


@dataclass(frozen=True, slots=True)
class Following:
    """An ordinance that follows a model: where it says so, and the lines of its own text (`end` exclusive)."""

    name: str
    follows: Span
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Instances:
    """The files after instantiation.

    A model stands in them with nothing left out and the first option of every choice; `alternatives` are the same model with the other
    options, to be checked as well. `failed` are the regulations in which something is wrong: what else is said of them may be a consequence.
    """

    files: tuple[tree.SourceFile, ...]
    alternatives: tuple[tree.RegulationDocument, ...]
    models: frozenset[str]
    failed: frozenset[str]
    followers: tuple[Following, ...]


def instantiate(files: tuple[tree.SourceFile, ...]) -> tuple[Instances, tuple[Diagnostic, ...]]:
    """Ordinary regulations in the place of models and of what follows them, and what is wrong with either."""
    words = enumerations(files)
    regulations = [each for file in files for each in file.documents if isinstance(each, tree.RegulationDocument)]
    models = {each.name: lay_out(each) for each in regulations if each.kind == "model"}
    found: dict[str, list[Diagnostic]] = {}
    changed = tuple(
        replace(file, documents=tuple(instantiate_document(each, models, words, found.setdefault(each.name, [])) for each in file.documents)) for file in files
    )
    others = tuple(each for laid in models.values() for each in alternatives(laid))
    failed = frozenset(name for name, said in found.items() if has_errors(said))
    every = tuple(each for said in found.values() for each in said)
    return Instances(changed, others, frozenset(models), failed, tuple(each for file in files for each in followers(file))), every


def followers(file: tree.SourceFile) -> Iterator[Following]:
    """The ordinances in a file that follow a model."""
    starts = [document.span.line for document in file.documents]
    for document, end in zip(file.documents, [*starts[1:], file.span.end_line + 1], strict=True):
        if isinstance(document, tree.RegulationDocument):
            for said in document.adaptations:
                if isinstance(said, tree.Follows):
                    yield Following(document.name, said.span, document.span.line, end)


def enumerations(files: tuple[tree.SourceFile, ...]) -> Words:
    """The enumerations of all vocabularies: what the type of a parameter can need."""
    declared = (
        each
        for file in files
        for document in file.documents
        if isinstance(document, tree.VocabularyDocument)
        for each in document.declarations
        if isinstance(each, tree.EnumDeclaration)
    )
    return Words(enums={each.name: EnumType(each.name, each.options) for each in declared})


def instantiate_document(document: tree.Document, models: Mapping[str, Laid], words: Words, found: list[Diagnostic]) -> tree.Document:
    """One document; what is neither a model nor follows one stays as it is."""
    if not isinstance(document, tree.RegulationDocument):
        return document
    found.extend(infos(document.parameters, words)[1])
    if document.kind == "model":
        laid = models[document.name] if models[document.name].document is document else lay_out(document)
        found.extend(check_model(laid))
        return sample(laid, 0)
    follows = next((each for each in document.adaptations if isinstance(each, tree.Follows)), None)
    if follows is None:
        found.extend(without_model(document))
        return replace(document, adaptations=())
    if follows.model not in models:
        found.append(diagnose(Code.UNKNOWN_MODEL, follows.span, suggestion=nearest(follows.model, models), name=follows.model))
        return replace(document, adaptations=())
    laid = models[follows.model]
    found.extend(facultative_marks(document.nodes))
    followed = follow(document, laid, infos(laid.document.parameters, words)[0])
    found.extend(followed.diagnostics)
    return followed.document


def sample(laid: Laid, turn: int) -> tree.RegulationDocument:
    """A model in one of its sample configurations, its parameters open; its `adaptations` say what was chosen."""
    document = laid.document
    chosen = samples(document.choices)[turn]
    nodes = prune(document.nodes, document.name, chosen).nodes
    made = tuple(tree.Choose(tuple(sorted(options)), name, span=document.span) for name, options in chosen.chosen.items())
    return replace(document, nodes=without_origin(nodes), choices=(), adaptations=made)


def without_origin(nodes: tuple[tree.Node, ...]) -> tuple[tree.Node, ...]:
    """A model follows nothing."""
    return tuple(replace(node, origin="", children=without_origin(node.children)) for node in nodes)


def alternatives(laid: Laid) -> Iterator[tree.RegulationDocument]:
    """A model in its other sample configurations."""
    for turn in range(1, len(samples(laid.document.choices))):
        yield sample(laid, turn)


# --- marks out of place ---------------------------------------------------------------------


def without_model(document: tree.RegulationDocument) -> Iterator[Diagnostic]:
    """What only goes with a model, in a regulation that follows none."""
    for said in document.adaptations:
        yield diagnose(Code.WITHOUT_MODEL, said.span, name=document.name)
    for mark in all_marks(document.nodes):
        yield diagnose(Code.MISPLACED_MARK, mark.span, what=mark_words(mark), where="een regeling die geen model volgt")


def facultative_marks(nodes: tuple[tree.Node, ...]) -> Iterator[Diagnostic]:
    """What a regulation that follows a model says is the law: nothing in it is facultative."""
    for mark in all_marks(nodes):
        if isinstance(mark, tree.Facultative | tree.Variant):
            yield diagnose(Code.MISPLACED_MARK, mark.span, what=mark_words(mark), where="een regeling die een model volgt")


def mark_words(mark: tree.Mark) -> str:
    """A mark by name."""
    match mark:
        case tree.Facultative():
            return "facultatief"
        case tree.Variant():
            return "variant"
        case tree.Replacement():
            return "vervangt"
        case tree.Addition():
            return "nieuw"


def all_marks(part: object) -> Iterator[tree.Mark]:
    """Every mark in a piece of the tree."""
    if isinstance(part, tree.Facultative | tree.Variant | tree.Replacement | tree.Addition):
        yield part
        return
    for each in inside(part):
        yield from all_marks(each)
