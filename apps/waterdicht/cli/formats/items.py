"""What every form of report shows: one item per result or diagnostic, in the user's language, with its place and its fingerprint."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Literal

from waterdicht.cli.console import Console, Language
from waterdicht.cli.engine import package_version
from waterdicht.cli.explain import read_checks
from waterdicht.cli.fact_words import Lexicon, lexicon
from waterdicht.cli.results_text import detail_lines, regulation_of, summary, title_of
from waterdicht.cli.switches import OFF
from waterdicht.cli.timeline import Stretch, timeline_of
from waterdicht.compiler.compile import Model
from waterdicht.dsl import catalogue
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic
from waterdicht.dsl.source import NOWHERE, Span
from waterdicht.verifier.results import Result, Severity, Verdict

Outcome = Literal["pass", "fail", "open"]
OUTCOMES: Mapping[Verdict, Outcome] = {Verdict.PROVED: "pass", Verdict.REFUTED: "fail", Verdict.UNDECIDED: "open"}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a report. `details` are lines of text: the case, the provisions, the readings; `timeline` has the days of the case.

    `fingerprint` is made of the check and the provisions, not of lines: it stays the same when text above is edited.
    """

    rule: str
    outcome: Outcome
    severity: Severity
    regulation: str
    message: str
    address: str
    related: tuple[str, ...]
    place: Span
    accepted: str | None
    details: tuple[str, ...]
    fingerprint: str
    timeline: tuple[Stretch, ...] = ()

    @property
    def reported(self) -> bool:
        """Whether somebody has to look at it, or has to know that nobody did."""
        return self.rule == OFF or (self.outcome != "pass" and self.accepted is None)


@dataclass(frozen=True, slots=True)
class Rule:
    """A check or a diagnostic code."""

    name: str
    title: str
    explanation: str
    help: str


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. `titles` has the title of each regulation by name; `complete` is false when nothing could be verified."""

    items: tuple[Item, ...]
    rules: tuple[Rule, ...]
    titles: Mapping[str, str]
    summary: str
    language: Language
    version: str
    complete: bool = True


def from_results(results: Iterable[Result], model: Model, console: Console) -> Report:
    """The report of a verification."""
    every = tuple(results)
    words, places = lexicon(model), places_in(model)
    items = numbered(item_of(each, words, places, console) for each in every)
    titles = {each.regulation: title_of(each.regulation, model) for each in items}
    return Report(items, rules_of(items, console.language), titles, summary(every, console), console.language, package_version())


def item_of(result: Result, words: Lexicon, places: Mapping[str, Span], console: Console) -> Item:
    """One result."""
    place = result.span if result.span != NOWHERE else places.get(result.subject, NOWHERE)
    message = console.words(result.message_nl, result.message_en)
    details = tuple(line.removeprefix("    ") for line in detail_lines(result, words, console)) if result.verdict is not Verdict.PROVED else ()
    mark = fingerprint(result.check, result.subject, *sorted(result.related))
    drawn = timeline_of(result) if details else ()
    return Item(
        result.check, OUTCOMES[result.verdict], result.severity, regulation_of(result), message, result.subject, result.related, relative(place),
        result.accepted, details, mark, drawn,
    )  # fmt: skip


def from_diagnostics(diagnostics: Iterable[Diagnostic], console: Console) -> Report:
    """The report of a verification that could not begin."""
    language = console.language
    items = numbered(
        Item(
            each.code.value, "fail", Severity(each.severity.value), each.address.partition("/")[0].partition("@")[0], catalogue.message(each, language),
            each.address, (), relative(each.span), None, (catalogue.help_text(each, language),), fingerprint(each.code.value, each.address),
        )
        for each in diagnostics
    )  # fmt: skip
    said = console.words("niet geverifieerd: de bestanden hebben fouten", "not verified: the files have errors")
    return Report(items, rules_of(items, language), {}, said, language, package_version(), complete=False)


def fingerprint(*parts: str) -> str:
    """A name for a finding that survives edits elsewhere."""
    return sha256("\n".join(parts).encode()).hexdigest()[:32]


def numbered(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items, each with a fingerprint of its own: of several findings about the same provisions the later ones get a number."""
    seen: Counter[str] = Counter()
    found = []
    for item in items:
        seen[item.fingerprint] += 1
        count = seen[item.fingerprint]
        found.append(item if count == 1 else replace(item, fingerprint=fingerprint(item.fingerprint, str(count))))
    return tuple(found)


def places_in(model: Model) -> dict[str, Span]:
    """Where each address of each regulation stands, and each theorem."""
    found = {theorem.address: theorem.span for theorem in model.theorems}
    for several in model.built.values():
        for built in several:
            for outlined in built.world.outlines.values():
                found.update(outlined.spans)
    return found


def relative(span: Span) -> Span:
    """The same place by a path from the working directory, where it lies below that: no report names somebody's machine."""
    if span == NOWHERE:
        return span
    path = os.path.relpath(span.file)
    return span._replace(file=os.path.normpath(span.file) if path.startswith("..") else path)


def rules_of(items: Iterable[Item], language: Language) -> tuple[Rule, ...]:
    """Every check and code that occurs, by name."""
    checks, codes = read_checks(), {code.value: code for code in Code}
    return tuple(rule_of(name, checks, codes, language) for name in sorted({item.rule for item in items}))


def rule_of(name: str, checks: Mapping[str, Mapping[str, str]], codes: Mapping[str, Code], language: Language) -> Rule:
    """What is written about one check or code."""
    if name in checks:
        texts = checks[name]
        return Rule(name, texts[f"title_{language}"], texts[f"explanation_{language}"], texts[f"help_{language}"])
    return Rule(name, catalogue.title(codes[name], language), catalogue.page(codes[name], language), "") if name in codes else Rule(name, name, name, "")
