"""`waterdicht verify --evidence DIR`: every question behind a verdict as SMT-LIB, with an index, for who wants to ask them of a solver of their own."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import z3

from waterdicht.cli.engine import engine
from waterdicht.cli.loading import Loaded
from waterdicht.cli.writing import replace_folder
from waterdicht.compiler.domains import HORIZON_FIRST, HORIZON_LAST
from waterdicht.compiler.snapshots import Built
from waterdicht.compiler.views import present_in
from waterdicht.verifier.questions import Question, behind
from waterdicht.verifier.record import Dossier, Record
from waterdicht.verifier.results import Result
from waterdicht.verifier.second import Opinion, second_version

SCHEMA = "waterdicht/evidence/1"
INDEX = "index.json"
README = "README.md"
README_TEXT = Path(__file__).with_name("evidence_readme.md")

Subject = tuple[str, str]
"""What a result is about: a check, and an address."""
Snapshot = tuple[str, str]
"""A regulation, and the first day of a stretch of days on which its law does not change."""


@dataclass(frozen=True, slots=True)
class Asking:
    """One script with everything it was asked for: `about` the questions that are written this way, `uses` the results."""

    file: str
    about: tuple[Question, ...]
    uses: tuple[str, ...]


def write_evidence(path: str, results: tuple[Result, ...], loaded: Loaded, kept: Record) -> int:
    """Make a folder hold the evidence for some results and nothing else; the number of questions. Raises OSError."""
    files = evidence_files(results, loaded, kept)
    replace_folder(path, files, mark=INDEX)
    return sum(name.endswith(".smt2") for name in files)


def evidence_files(results: tuple[Result, ...], loaded: Loaded, kept: Record) -> dict[str, str]:
    """Every file by its name in the folder."""
    assert loaded.model is not None
    laws = {law_key(built): law_json(built) for several in loaded.model.built.values() for built in several}
    asked, behind = askings(kept.dossiers.values(), {subject_of(each) for each in results}), by_result(kept.dossiers.values())
    scripts = {digest: asking_text(each, laws) for digest, each in asked.items()}
    files = {each.file: scripts[digest] for digest, each in asked.items()}
    index = {
        "schema": SCHEMA,
        "engine": {
            **engine(),
            "z3": z3.get_version_string(),
            "cvc5": second_version() if kept.confirm else None,
            "horizon": {"from": HORIZON_FIRST.isoformat(), "to": HORIZON_LAST.isoformat()},
        },
        "sources": [{"path": file, "sha256": digest_of(file)} for file in loaded.files],
        "laws": [laws[key] for key in sorted({(each.focus, each.first.isoformat()) for asking in asked.values() for each in asking.about})],
        "questions": [question_json(each, scripts[digest], kept.opinions.get(digest), laws) for digest, each in asked.items()],
        "results": [result_json(each, behind, asked) for each in results],
    }
    return {INDEX: json.dumps(index, ensure_ascii=False, indent=1) + "\n", README: README_TEXT.read_text(encoding="utf-8"), **files}


def digest_of(file: str) -> str:
    """The SHA-256 of a file."""
    return sha256(Path(file).read_bytes()).hexdigest()


# --- what was asked -------------------------------------------------------------------------


def askings(dossiers: Iterable[Dossier], told: Container[Subject]) -> dict[str, Asking]:
    """Every script once, by its digest, in the order of the digests; only those behind results that are told."""
    about: dict[str, list[Question]] = {}
    uses: dict[str, set[str]] = {}
    for dossier in dossiers:
        for each in dossier.results:
            if subject_of(each) in told:
                for question in behind(each, dossier.questions):
                    about.setdefault(question.digest, []).append(question)
                    uses.setdefault(question.digest, set()).add(f"{each.check} {each.subject}")
    return {digest: Asking(f"questions/{digest[:20]}.smt2", in_order(about[digest]), tuple(sorted(uses[digest]))) for digest in sorted(about)}


def in_order(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Every question once, in a fixed order."""
    found = {(each.focus, each.first, each.mode, each.readings, each.names): each for each in questions}
    return tuple(found[key] for key in sorted(found))


def subject_of(result: Result) -> Subject:
    """What a result is about."""
    return result.check, result.subject


def by_result(dossiers: Iterable[Dossier]) -> dict[Subject, set[str]]:
    """The digests of the scripts behind each result: those that were asked for it, on every snapshot."""
    found: dict[Subject, set[str]] = {}
    for dossier in dossiers:
        for result in dossier.results:
            found.setdefault(subject_of(result), set()).update(question.digest for question in behind(result, dossier.questions))
    return found


# --- the index ------------------------------------------------------------------------------


def law_key(built: Built) -> Snapshot:
    """What names a snapshot."""
    return built.view.focus, built.view.first.isoformat()


def law_json(built: Built) -> dict[str, Any]:
    """A snapshot: its days, the versions in force with the digests of their files, and one fingerprint of all that."""
    there = sorted(present_in(built.view).items())
    regulations = [{"name": name, "version": version.root, "sha256": digest_of(version.document.span.file)} for name, version in there]
    return {
        "regulation": built.view.focus,
        "first": built.view.first.isoformat(),
        "last": built.view.last.isoformat() if built.view.last else None,
        "regulations": regulations,
        "fingerprint": sha256(json.dumps(regulations).encode()).hexdigest(),
    }


def question_json(asking: Asking, text: str, opinion: Opinion | None, laws: Mapping[Snapshot, dict[str, Any]]) -> dict[str, Any]:
    """A question."""
    return {
        "file": asking.file,
        "sha256": sha256(text.encode()).hexdigest(),
        "status": asking.about[0].status,
        "confirmed": opinion.by if opinion is not None and opinion.status == "unsat" else None,
        "asked": [asked_json(each, laws) for each in asking.about],
    }


def asked_json(question: Question, laws: Mapping[Snapshot, dict[str, Any]]) -> dict[str, Any]:
    """Of which law a question was asked, under which readings, and what."""
    return {
        "regulation": question.focus,
        "first": question.first.isoformat(),
        "fingerprint": laws[question.focus, question.first.isoformat()]["fingerprint"],
        "mode": question.mode,
        "readings": dict(question.readings),
        "constraints": list(question.names),
    }


def result_json(result: Result, found: Mapping[Subject, set[str]], asked: Mapping[str, Asking]) -> dict[str, Any]:
    """A result, and the questions that were asked for it."""
    return {
        "check": result.check,
        "subject": result.subject,
        "related": list(result.related),
        "verdict": result.verdict.value,
        "reason": result.reason,
        "replayed": result.counterexample is not None and result.counterexample.replayed,
        "confirmed": result.confirmed or None,
        "unconfirmed": result.unconfirmed,
        "questions": [asked[digest].file for digest in sorted(found.get(subject_of(result), ()))],
    }


# --- one question ---------------------------------------------------------------------------


def asking_text(asking: Asking, laws: Mapping[Snapshot, dict[str, Any]]) -> str:
    """A script with a head that says what it is, and which answer was found."""
    head = "\n".join(f"; {' '.join(line.split())}" for line in head_lines(asking, laws))
    return f'{head}\n(set-info :smt-lib-version 2.6)\n(set-info :category "industrial")\n(set-info :status {asking.about[0].status})\n{asking.about[0].script}'


def head_lines(asking: Asking, laws: Mapping[Snapshot, dict[str, Any]]) -> Iterator[str]:
    """What stands above a script."""
    versions = engine()
    yield f"waterdicht {versions['waterdicht']}, language {versions['language']}; answered by Z3 {z3.get_version_string()}"
    for each in asking.about:
        law = laws[each.focus, each.first.isoformat()]
        yield f"asked of: {each.focus} from {law['first']} to {law['last'] or 'no known end'}, law {law['fingerprint']}"
        yield f"  readings: {', '.join(f'{name} {option}' for name, option in each.readings) or 'none that bear on it'}"
        yield f"  facts: {each.mode}"
        yield from (f"  constraint: {name}" for name in each.names)
    yield from (f"for: {use}" for use in asking.uses)
