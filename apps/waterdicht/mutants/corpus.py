"""The unchanged law, and how much of it must be compiled again when one regulation changes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from waterdicht.compiler.compile import Model, compile_documents
from waterdicht.dsl import tree
from waterdicht.dsl.diagnostics import Diagnostic, Severity

Finding = tuple[str, str, tuple[tuple[str, str], ...]]
"""What makes two diagnostics the same: the code, the address and what it is about; not the place in the file."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What came of compiling: the model (None: something is wrong), and what `check` finds."""

    model: Model | None
    findings: frozenset[Finding]


@dataclass(slots=True)
class Corpus:
    """The files as they are. `needs` has what each regulation uses or follows, directly or through others, itself included.

    `alone` are the compiled parts for one regulation, made when first needed; `whole` is everything.
    """

    files: tuple[tree.SourceFile, ...]
    needs: dict[str, frozenset[str]]
    whole: Compiled
    alone: dict[str, Compiled] = field(default_factory=dict)


def corpus(files: tuple[tree.SourceFile, ...]) -> Corpus:
    """The corpus of these files."""
    regulations = [each for file in files for each in file.documents if isinstance(each, tree.RegulationDocument)]
    direct: dict[str, set[str]] = {}
    for each in regulations:
        direct.setdefault(each.name, set()).update(leant_on(each))
    needs = {name: closure(name, direct) for name in direct}
    return Corpus(files, needs, compiled(files))


def leant_on(document: tree.RegulationDocument) -> Iterator[str]:
    """The regulations that a document uses, follows, repeals or keeps in force."""
    for clause in document.header:
        yield from clause.texts if clause.kind == "gebruikt" else ()
    yield from (each.model for each in document.adaptations if isinstance(each, tree.Follows))
    yield from (name for sentence in sentences(document.nodes) for name in named(sentence))


def sentences(nodes: Sequence[tree.Node]) -> Iterator[tree.Sentence]:
    """Every sentence below some headings."""
    for node in nodes:
        yield from (each.sentence if isinstance(each, tree.MarkedSentence) else each for each in node.sentences)
        yield from sentences(node.children)


def named(sentence: tree.Sentence) -> tuple[str, ...]:
    """The regulations that a sentence of transitional law names."""
    match sentence:
        case tree.Repeal(regulations):
            return regulations
        case tree.Transition(sources):
            return tuple(each.regulation.partition("@")[0] for each in sources)
        case _:
            return ()


def closure(name: str, direct: dict[str, set[str]]) -> frozenset[str]:
    """A regulation with everything it needs."""
    line = [name]
    for each in line:
        line.extend(other for other in sorted(direct.get(each, ())) if other in direct and other not in line)
    return frozenset(line)


def users(whole: Corpus, regulation: str) -> tuple[str, ...]:
    """The other regulations that need one."""
    return tuple(name for name, needed in whole.needs.items() if regulation in needed and name != regulation)


def part(files: Sequence[tree.SourceFile], kept: Collection[str], spoken_of: Collection[str]) -> tuple[tree.SourceFile, ...]:
    """The files with all vocabularies, some of the regulations, and of the scenarios and theorems those over `spoken_of`."""
    found = (replace(file, documents=tuple(documents_in(file, kept, spoken_of))) for file in files)
    return tuple(file for file in found if file.documents)


def documents_in(file: tree.SourceFile, kept: Collection[str], spoken_of: Collection[str]) -> Iterator[tree.Document]:
    """The documents of one file that are part of it."""
    for each in file.documents:
        match each:
            case tree.RegulationDocument(name=name):
                yield from (each,) if name in kept else ()
            case tree.ScenarioDocument(scenarios=scenarios):
                yield replace(each, scenarios=tuple(one for one in scenarios if over(one) in spoken_of))
            case tree.TheoremDocument(theorems=theorems):
                yield replace(each, theorems=tuple(one for one in theorems if over(one) in spoken_of))
            case tree.VocabularyDocument():
                yield each


def over(spoken: tree.Scenario | tree.Theorem) -> str:
    """The regulation that a scenario or theorem is over."""
    return spoken.over.regulation.partition("@")[0]


def compiled(files: tuple[tree.SourceFile, ...]) -> Compiled:
    """Compile, and keep what `check` would find."""
    model, diagnostics = compile_documents(files)
    return Compiled(model, frozenset(finding(each) for each in diagnostics if each.severity is not Severity.NOTE))


def finding(each: Diagnostic) -> Finding:
    """A diagnostic without its place in the file."""
    return each.code.value, each.address, tuple((name, str(value)) for name, value in each.arguments)


def unchanged(whole: Corpus, regulation: str) -> Compiled:
    """One regulation and what it needs, compiled by itself."""
    if regulation not in whole.alone:
        whole.alone[regulation] = compiled(part(whole.files, whole.needs[regulation], {regulation}))
    return whole.alone[regulation]
