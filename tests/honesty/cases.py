"""The cases on which a check is tried: the two examples of its page, and more where these leave a change unnoticed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from laws import WORDS

from waterdicht.cli.acceptance import STALE, judge, read_acceptances
from waterdicht.cli.check_pages import read_examples
from waterdicht.cli.switches import OFF, not_looked_at, read_switches, switched
from waterdicht.compiler.compile import Model, compile_documents
from waterdicht.dsl.diagnostics import Diagnostic
from waterdicht.dsl.parser import parse_text
from waterdicht.dsl.tree import SourceFile
from waterdicht.verifier.checks import dates, documents
from waterdicht.verifier.results import Verdict
from waterdicht.verifier.verify import verify

TODAY = date(2026, 7, 1)
OF_THE_COMPILER = frozenset(documents.NAMES.values())
"""Checks that the compiler does: a text is compiled anew for each change of these."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A text, and what a check has to say of it, as cases.toml explains it. `done` are the checks that were done, where not all were."""

    check: str
    text: str
    severities: tuple[str, ...]
    subjects: tuple[str, ...] = ()
    accept: str = ""
    says: str = ""
    facts: tuple[tuple[str, object], ...] = ()
    done: frozenset[str] | None = None
    related: tuple[str, ...] | None = None


@cache
def cases(check: str) -> tuple[Expected, ...]:
    """The examples of a check, and the further cases beside this file."""
    page = read_examples()[check]
    examples = (
        Expected(check, page["fires"], (page["severity"],), accept=page.get("fires_accept", "")),
        Expected(check, page["near"], (), accept=page.get("near_accept", "")),
    )
    return (*examples, *(further(check, each) for each in read_cases().get(check, ())))


@cache
def read_cases() -> dict[str, list[dict[str, Any]]]:
    """The further cases, by check."""
    return tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))


def further(check: str, each: dict[str, Any]) -> Expected:
    """One further case, on the words of the compiler's tests."""
    facts, done = tuple(each.get("facts", {}).items()), frozenset(each["done"]) if "done" in each else None
    severities, subjects = tuple(each["severities"]), tuple(each.get("subjects", ()))
    related = tuple(each["related"]) if "related" in each else None
    return Expected(check, WORDS + each["text"], severities, subjects, each.get("accept", ""), each.get("says", ""), facts, done, related)


def holds(case: Expected, folder: Path) -> bool:
    """Whether a check says of a case what it should."""
    model, found = compiled(case.text) if case.check in OF_THE_COMPILER else kept(case.text)
    accept = folder / "aanvaard.toml"
    accept.write_text(case.accept, encoding="utf-8")
    entries, _ = read_acceptances([str(accept)]) if case.accept else ((), ())
    switches, _ = read_switches([str(accept)], model.built) if case.accept else ((), ())
    dates.CONFIRMED.clear()
    dates.every_length.cache_clear()
    reported = case.says or case.check
    only = () if case.check in (STALE, OFF) else (reported,)
    every = (*judge(verify(model, found, jobs=1, only=only, off=switched(switches)), entries, TODAY, known_checks=case.done), *not_looked_at(switches))
    mine = [each for each in every if each.check == reported and each.verdict is not Verdict.PROVED and (each.accepted is None or each.check == OFF)]
    if any(each.verdict is Verdict.UNDECIDED for each in mine):
        return False
    right = {each.severity.value for each in mine} == set(case.severities)
    there = not case.subjects or tuple(sorted(each.subject for each in mine)) == case.subjects
    shown = mine[0].counterexample.facts if mine and mine[0].counterexample is not None else {}
    beside = case.related is None or all(each.related == case.related for each in mine)
    return right and there and beside and all(shown.get(name) == value for name, value in case.facts)


def compiled(text: str) -> tuple[Model, tuple[Diagnostic, ...]]:
    """A text that has no errors, compiled."""
    model, found = compile_documents((parsed(text),))
    assert model is not None, found
    return model, found


@cache
def parsed(text: str) -> SourceFile:
    """A text that parses."""
    file, problems = parse_text(text, "voorbeeld.norm")
    assert file is not None and not problems, problems
    return file


@cache
def kept(text: str) -> tuple[Model, tuple[Diagnostic, ...]]:
    """The same, compiled once."""
    return compiled(text)
