"""One regulation after another upon the same law: what is above is parsed, resolved and checked once, and each regulation gives a small model of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from waterdicht.compiler.competence import check_statements
from waterdicht.compiler.compile import Model, compile_documents, compile_files, in_order, never_together, said_of, without_collector
from waterdicht.compiler.coverage import check_documents
from waterdicht.compiler.library import Library, backwards, ends_before_begin, in_force_until_repealed, of_repeals, overlaps, repeals, version
from waterdicht.compiler.models.instantiate import Instances, enumerations, followers, instantiate, instantiate_document
from waterdicht.compiler.models.places import Laid, lay_out
from waterdicht.compiler.models.report import placed, regulation
from waterdicht.compiler.past import of_transitions
from waterdicht.compiler.snapshots import build
from waterdicht.compiler.views import views
from waterdicht.compiler.vocabulary import Words, declare
from waterdicht.dsl import tree
from waterdicht.dsl.diagnostics import Diagnostic, has_errors
from waterdicht.dsl.parser import parse_file


@dataclass(frozen=True, slots=True)
class Ground:
    """The files that many regulations stand upon: law, vocabularies and models, with all that is the same for each of those regulations.

    `model` and `said` are what the files mean and what is said of them without any of those regulations.
    """

    paths: tuple[str, ...]
    model: Model
    said: tuple[Diagnostic, ...]
    instances: Instances
    words: Words
    enumerations: Words
    models: dict[str, Laid]


def ground(paths: Iterable[str | Path]) -> tuple[Ground | None, tuple[Diagnostic, ...]]:
    """Parse and compile what many regulations stand upon. None when a file does not parse or a document is wrong."""
    names = tuple(str(path) for path in paths)
    with without_collector():
        parsed = [parse_file(name) for name in names]
        files = tuple(file for file, _ in parsed if file is not None)
        problems = tuple(problem for _, found in parsed for problem in found)
        if has_errors(problems):
            return None, problems
        model, more = compile_documents(files)
        said = (*problems, *more)
        if model is None:
            return None, said
        instances, _ = instantiate(files)
        laid = {each.name: lay_out(each) for file in files for each in file.documents if isinstance(each, tree.RegulationDocument) and each.kind == "model"}
        return Ground(names, model, said, instances, declare(model.library)[0], enumerations(files), laid), said


def compile_upon(below: Ground, path: str | Path) -> tuple[Model | None, tuple[Diagnostic, ...]]:
    """The regulations in one file as they are upon the law, and what is said because of that file; as compiling everything together would give.

    The model holds no theorems and scenarios but those of the file. None when the file does not parse or a document in it is wrong.
    """
    with without_collector():
        file, problems = parse_file(str(path))
        if file is None or has_errors(problems):
            return None, problems
        if not stands_alone(file, below):
            return together(below, path)
        found = compile_file(below, file)
        return together(below, path) if found is None else (found[0], (*problems, *found[1]))


def stands_alone(file: tree.SourceFile, below: Ground) -> bool:
    """Whether nothing in what is below can be different because of a file: it holds only regulations with new names, that nothing below speaks of.

    A regulation that repeals or replaces others, and a file with words, models, theorems or scenarios, is compiled with everything.
    """
    regulations = [each for each in file.documents if isinstance(each, tree.RegulationDocument)]
    names = [each.name for each in regulations]
    known = {each.document.name for each in below.model.library.versions} | mentioned(below)
    return (
        len(regulations) == len(file.documents)
        and len(set(names)) == len(names)
        and not known.intersection(names)
        and all(each.kind not in ("model", "wet") for each in regulations)
    )


def mentioned(below: Ground) -> set[str]:
    """The regulations that what is below names somewhere, there or not."""
    found: set[str] = set()
    for each in below.model.library.versions:
        found.update(name for clause in each.document.header for name in (*clause.texts, *(reference.regulation for reference in clause.references)))
        found.update(name for name, _ in repeals(each))
    return found


def together(below: Ground, path: str | Path) -> tuple[Model | None, tuple[Diagnostic, ...]]:
    """The same by compiling everything; of what was below already nothing is kept."""
    model, said = compile_files((*below.paths, path))
    new = tuple(each for each in said if each not in set(below.said))
    if model is None:
        return None, new
    own = {each.name for file in (parse_file(str(path))[0],) if file is not None for each in file.documents if isinstance(each, tree.RegulationDocument)}
    built = {name: several for name, several in model.built.items() if name in own}
    mine = tuple(each for each in model.theorems if each.built.view.focus in own)
    return Model(model.library, built, mine, tuple(each for each in model.scenarios if each not in below.model.scenarios)), new


def compile_file(below: Ground, file: tree.SourceFile) -> tuple[Model | None, tuple[Diagnostic, ...]] | None:
    """The same upon what is there already; None when the file repeals something of that."""
    found: dict[str, list[Diagnostic]] = {}
    documents = tuple(instantiate_document(each, below.models, below.enumerations, found.setdefault(each.name, [])) for each in file.documents)
    regulations = [each for each in documents if isinstance(each, tree.RegulationDocument)]
    wrong = [each for said in found.values() for each in said]
    failed = frozenset(name for name, said in found.items() if has_errors(said))
    instances = Instances((replace(file, documents=documents),), (), below.instances.models, failed, tuple(followers(file)))
    library = with_regulations(below, regulations)
    names = {each.name for each in regulations}
    if any(name in below.model.built for each in library.versions if each.document.name in names for name, _ in repeals(each)):
        return None
    problems = [*wrong, *(each for each in said_of_library(library, regulations) if regulation(each) not in failed)]
    if has_errors(problems):
        return None, new_to(below, placed(problems, instances))
    built = {name: tuple(build(below.words, view) for view in views(library, name)) for name in sorted(names)}
    problems.extend(never_together(library, {**below.model.built, **built}))
    for each in (one for several in built.values() for one in several):
        problems.extend(said_of(each))
    said = new_to(below, placed(problems, instances))
    return (None if has_errors(said) else Model(library, built, (), ())), said


def with_regulations(below: Ground, regulations: list[tree.RegulationDocument]) -> Library:
    """The library with these regulations."""
    versions = (*below.model.library.versions, *(version(each, regulations) for each in regulations))
    in_order_of_name = tuple(sorted(versions, key=lambda each: (each.document.name, each.first)))
    return replace(below.model.library, versions=in_force_until_repealed(in_order_of_name))


def said_of_library(library: Library, regulations: list[tree.RegulationDocument]) -> list[Diagnostic]:
    """What is wrong with how these regulations stand in the library."""
    names = {each.name for each in regulations}
    own = tuple(each for each in library.versions if each.document.name in names)
    of_time = [*overlaps(own), *ends_before_begin(own), *of_repeals(library, library.versions), *backwards(regulations)]
    return [*of_time, *check_documents(library), *check_statements(library), *of_transitions(library)]


def new_to(below: Ground, problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """What was not said already, in order."""
    known = set(below.said)
    return tuple(each for each in in_order(problems) if each not in known)
