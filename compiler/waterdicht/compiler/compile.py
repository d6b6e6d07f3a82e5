"""From files to a typed model: the one entry point of the compiler."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from waterdicht.compiler.claims import in_force, only_of_validity
from waterdicht.compiler.competence import check_competence, check_legal_basis, check_statements
from waterdicht.compiler.contributions import define_asked
from waterdicht.compiler.coverage import check_documents, check_duties_to_regulate, check_names, check_references, check_scenarios, check_silence
from waterdicht.compiler.cycles import circular
from waterdicht.compiler.library import Library, collect, names, with_document
from waterdicht.compiler.models.instantiate import instantiate
from waterdicht.compiler.models.report import placed, regulation
from waterdicht.compiler.past import of_transitions
from waterdicht.compiler.snapshots import Built, build, reported
from waterdicht.compiler.theorems import ScenarioModel, Shared, TheoremModel, scenario_model, theorem_model
from waterdicht.compiler.views import left_alone, used_by, views
from waterdicht.compiler.vocabulary import Words, declare
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, Severity, diagnose, has_errors, nearest
from waterdicht.dsl.parser import parse_file
from waterdicht.dsl.source import Span


@dataclass(frozen=True, slots=True)
class Model:
    """Everything a set of files means.

    `built` holds, per regulation, its snapshots in order of time; theorems appear once per snapshot they speak about.
    """

    library: Library
    built: dict[str, tuple[Built, ...]]
    theorems: tuple[TheoremModel, ...]
    scenarios: tuple[ScenarioModel, ...]


def compile_files(paths: Iterable[str | Path]) -> tuple[Model | None, tuple[Diagnostic, ...]]:
    """Parse and compile `.norm` files (not folders). None when a file does not parse or a document is wrong."""
    with without_collector():
        return compile_paths(paths)


@contextmanager
def without_collector() -> Iterator[None]:
    """Leave the cyclic garbage collector out: trees and models hold no cycles and stay alive, so that going through them finds nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def compile_paths(paths: Iterable[str | Path]) -> tuple[Model | None, tuple[Diagnostic, ...]]:
    """`compile_files` itself."""
    parsed = [parse_file(str(path)) for path in paths]
    problems = tuple(problem for _, found in parsed for problem in found)
    files = tuple(file for file, _ in parsed if file is not None)
    if has_errors(problems):
        return None, problems
    model, more = compile_documents(files)
    return model, (*problems, *more)


def compile_documents(files: tuple[tree.SourceFile, ...]) -> tuple[Model | None, tuple[Diagnostic, ...]]:
    """Compile parsed files. Diagnostics come sorted by place, each once."""
    instances, wrong = instantiate(files)
    library, found = collect(instances.files)
    words, more = declare(library)
    problems: list[Diagnostic] = [*found, *more, *check_documents(library), *check_statements(library), *check_scenarios(library), *of_transitions(library)]
    problems = [*wrong, *(each for each in problems if regulation(each) not in instances.failed)]
    if has_errors(problems):
        return None, in_order(placed(problems, instances))
    built = {name: tuple(build(words, view) for view in views(library, name)) for name in names(library)}
    model = Model(library, built, tuple(theorems(library, built, problems)), tuple(scenarios(library, built, problems)))
    problems.extend(never_together(library, built))
    problems.extend(alone(library))
    for each in (one for several in built.values() for one in several):
        problems.extend(said_of(each))
    for document in instances.alternatives:
        problems.extend(said_of_alternative(document, library, words))
    ordered = in_order(placed(problems, instances))
    return (None if has_errors(ordered) else model), ordered


def said_of(each: Built) -> Iterator[Diagnostic]:
    """Everything that is said of one snapshot."""
    define_asked(each.world)
    check_references(each)
    check_names(each)
    yield from check_silence(each)
    yield from check_duties_to_regulate(each)
    yield from check_competence(each)
    yield from check_legal_basis(each)
    yield from reported(each)
    yield from circular(each)


def said_of_alternative(document: tree.RegulationDocument, library: Library, words: Words) -> Iterator[Diagnostic]:
    """Everything that is said of a model when other options of its choices are chosen."""
    other = with_document(library, document)
    yield from check_documents(other)
    for view in views(other, document.name):
        yield from said_of(build(words, view))


def never_together(library: Library, built: dict[str, tuple[Built, ...]]) -> Iterator[Diagnostic]:
    """A version that is in force on no day on which everything it uses is: nothing in it would mean anything."""
    for version in library.versions:
        name = version.document.name
        if not any(each.view.versions[0] is version for each in built[name]):
            yield diagnose(Code.NEVER_TOGETHER, version.document.span, name=name, uses=", ".join(used_by(library, name, version.first)))


def alone(library: Library) -> Iterator[Diagnostic]:
    """Days on which a regulation goes on while something it uses has ended: nothing is decided or proved about them."""
    for focus in names(library):
        for version, name, first, last in left_alone(library, focus):
            days = f"{first} tot en met {last}" if last else f"{first} en later"
            yield diagnose(Code.GOES_ON_ALONE, version.document.span, severity=Severity.WARNING, address=version.root, name=focus, uses=name, days=days)


def in_order(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each diagnostic once, by file and place."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda each: (each.span.file, each.span.line, each.span.column, each.code.value, each.arguments)))


def theorems(library: Library, built: dict[str, tuple[Built, ...]], problems: list[Diagnostic]) -> Iterator[TheoremModel]:
    """Every theorem on every snapshot of the regulation, or of the version, it is over."""
    seen: set[tuple[str, str]] = set()
    for theorem in (each for document in library.theorems for each in document.theorems):
        regulation, _, version = theorem.over.regulation.partition("@")
        if (regulation, theorem.name) in seen:
            problems.append(diagnose(Code.DECLARED_TWICE, theorem.span, name=theorem.name))
        seen.add((regulation, theorem.name))
        if regulation not in built:
            problems.append(unknown_regulation(regulation, theorem.over.span, library))
        about = [each for each in built.get(regulation, ()) if version in ("", each.view.versions[0].first.isoformat())]
        if built.get(regulation) and not about:
            problems.append(diagnose(Code.NOT_IN_FORCE, theorem.over.span, name=regulation, day=version))
        for each in about:
            model = theorem_model(theorem, each)
            if model is not None:
                yield model


def unknown_regulation(name: str, span: Span, library: Library) -> Diagnostic:
    """A theorem or scenario about a regulation that is not among the documents."""
    return diagnose(Code.UNKNOWN_REGULATION, span, name=name, suggestion=nearest(name, names(library)))


def scenarios(library: Library, built: dict[str, tuple[Built, ...]], problems: list[Diagnostic]) -> Iterator[ScenarioModel]:
    """Every scenario on the snapshot of its day."""
    for document in library.scenarios:
        shared = Shared({each.name: each for other in (*library.scenarios, document) for each in other.shared})
        for scenario in document.scenarios:
            regulation = scenario.over.regulation.partition("@")[0]
            if regulation not in built:
                problems.append(unknown_regulation(regulation, scenario.over.span, library))
                continue
            valid = in_force(library.versions, regulation, scenario.on)
            found = snapshot_on(built[regulation], scenario.on)
            if found is None and built[regulation] and only_of_validity(scenario):
                found = built[regulation][0]  # what is expected has nothing to do with any snapshot
            if found is None and built[regulation]:
                problems.append(diagnose(Code.NOT_IN_FORCE, scenario.span, name=regulation, day=scenario.on.isoformat()))
            if found is None:
                continue
            yield scenario_model(scenario, shared, found, valid)


def snapshot_on(several: tuple[Built, ...], on: date) -> Built | None:
    """The snapshot in which a day falls."""
    return next((each for each in several if each.view.first <= on and (each.view.last is None or on <= each.view.last)), None)
