"""Builders for headings, header clauses, theorems and scenarios."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from waterdicht.dsl import tree
from waterdicht.dsl.build.expressions import decimal_text
from waterdicht.dsl.build.parts import Part, Text, Word, find, label_of, marks_among, names, references, refuse, text, word
from waterdicht.dsl.codes import Code
from waterdicht.dsl.source import Span

DocumentKind = Literal["begrippen", "wet", "verordening", "nadere regel", "beleid", "model", "stellingen", "scenario's"]


@dataclass(frozen=True, slots=True)
class Language:
    """`taal 1.`"""

    version: str
    span: Span


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """The line a document begins with."""

    kind: DocumentKind
    name: str
    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class Heading:
    """The line a node of a regulation begins with."""

    kind: tree.NodeKind
    label: str
    title: str
    alias: str
    marks: tuple[tree.Mark, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Clauses:
    """One header sentence; `geldig vanaf D tot en met E` gives two clauses."""

    clauses: tuple[tree.HeaderClause, ...]
    span: Span


# --- file and headings ----------------------------------------------------------------------


def language(span: Span, version: tree.Number) -> Language:
    return Language(decimal_text(version.value), span)


def vocabulary_head(span: Span, name: tree.Name, title: Text) -> DocumentHead:
    return DocumentHead("begrippen", name.text, title.text, span)


def regulation_head(span: Span, kind: Word, name: tree.Name, title: Text) -> DocumentHead:
    return DocumentHead(kind.text, name.text, title.text, span)  # type: ignore[arg-type]  # the terminal lists the kinds


def theorem_head(span: Span, name: tree.Name) -> DocumentHead:
    return DocumentHead("stellingen", name.text, "", span)


def scenario_head(span: Span, name: tree.Name) -> DocumentHead:
    return DocumentHead("scenario's", name.text, "", span)


def heading(span: Span, *values: Any) -> Heading:
    """`artikel 8a "titel" heet naam`; an article without a number has the label ""."""
    alias = names(values)
    kind = word(values, "LEVEL") or "artikel"
    label = label_of(kind, find(values, "LABEL"))
    return Heading(kind, label, text(values), alias[0] if alias else "", marks_among(values), span)  # type: ignore[arg-type]  # see LEVEL


# --- header clauses -------------------------------------------------------------------------

_IDENTIFIERS = {"bwb": re.compile(r"BWB[RVW]\d{7}"), "cvdr": re.compile(r"(CVDR)?\d{1,7}([_/]\d+)?"), "gemeente": re.compile(r"GM\d{4}")}
_IDENTIFIER_FORMS = {"bwb": "BWBR0015703", "cvdr": "CVDR712345", "gemeente": "GM0310"}


def _clause(span: Span, kind: str, texts: tuple[str, ...] = (), on: date | None = None, found: tuple[tree.Reference, ...] = ()) -> Clauses:
    return Clauses((tree.HeaderClause(kind, texts, on, found, span=span),), span)  # type: ignore[arg-type]  # callers give the kinds


def identifier_clause(span: Span, kind: Word, identifier: Word) -> Clauses:
    """An official number, refused when it does not have the form of its register."""
    if not _IDENTIFIERS[kind.text].fullmatch(identifier.text):
        raise refuse(Code.WRONG_IDENTIFIER, identifier.span, kind=kind.text, identifier=identifier.text, form=_IDENTIFIER_FORMS[kind.text])
    return _clause(span, kind.text, (identifier.text,))


def source_clause(span: Span, source: Text) -> Clauses:
    return _clause(span, "bron", (source.text,))


def validity_clause(span: Span, first: tree.DateLiteral, *last: Any) -> Clauses:
    begin = tree.HeaderClause("geldig vanaf", (), first.value, span=span)
    if not last:
        return Clauses((begin,), span)
    return Clauses((begin, tree.HeaderClause("geldig tot en met", (), last[-1].value, span=span)), span)


def end_of_validity_clause(span: Span, last: tree.DateLiteral) -> Clauses:
    return _clause(span, "geldig tot en met", on=last.value)


def day_clause(span: Span, kind: Word, day: tree.DateLiteral) -> Clauses:
    return _clause(span, kind.text.removesuffix(" op").removesuffix(" tot"), on=day.value)


def unpublished_clause(span: Span) -> Clauses:
    return _clause(span, "bekendmaking onbekend")


def maker_clause(span: Span, maker: tree.Name, day: tree.DateLiteral) -> Clauses:
    return _clause(span, "vastgesteld", (maker.text,), day.value)


def uses_clause(span: Span, *used: tree.Name) -> Clauses:
    return _clause(span, "gebruikt", names(used))


def basis_clause(span: Span, *values: Any) -> Clauses:
    return _clause(span, "op grond van", found=references(values))


def external_clause(span: Span, *values: Any) -> Clauses:
    return _clause(span, "extern", found=references(values))


def partly_known_clause(span: Span, what: Text) -> Clauses:
    return _clause(span, "gedeeltelijk bekend", (what.text,))


# --- theorems -------------------------------------------------------------------------------


def _claim(kind: str) -> Any:
    def build(span: Span, *values: Any) -> Part:
        return Part("claim", (kind, *values), span)

    return build


def theorem(span: Span, name: tree.Name, content: Text, over: tree.Reference, *values: Any) -> tree.Theorem:
    kind, *parts = find(values, "claim").values
    under = find(values, "UNDER_THE_LAW") is not None
    premise = parts[-2] if kind in ("als", "gaat voor") and len(parts) > 1 else None
    depends = {"hangt niet af": parts[-1], "monotoon": parts[0], "gaat voor": parts[0]}.get(kind)
    claim = parts[0] if kind == "hangt niet af" else parts[-1]
    return tree.Theorem(name.text, content.text, over, under, kind, premise, claim, depends.text if depends else "", span=span)


# --- scenarios ------------------------------------------------------------------------------


def given(span: Span, fact: tree.Name, *values: Any) -> tree.Given:
    return tree.Given(fact.text, values[-1], span=span)


def like(span: Span, name: tree.Name) -> Part:
    return Part("like", (name.text,), span)


def expected_decision(span: Span, decision: tree.Name, *values: Any) -> tree.Expected:
    return tree.Expected("besluit", decision.text, word(values, "PHASE"), word(values, "STATUS").replace(" ", "_"), span=span)


def expected_value(span: Span, value: tree.Name, literal: tree.Expression) -> tree.Expected:
    return tree.Expected("waarde", value.text, "", "", literal, span=span)


def duty(span: Span, actor: tree.Name, claim: Word, act: tree.Name, *values: Any) -> tree.DutyClaim:
    """What somebody must or need not do, with the day it must be done."""
    provision = next((value for value in values if isinstance(value, tree.Reference)), None)
    last = next((value for value in values if value is not None and not isinstance(value, (tree.Reference, Word))), None)
    said = " ".join(claim.text.split()).removesuffix(" verrichten")
    return tree.DutyClaim(actor.text, said, act.text, provision, last, span=span)  # type: ignore[arg-type]  # see PERFORMS


def expected_validity(span: Span, *values: Any) -> tree.RegulationClaim:
    return tree.RegulationClaim(word(values, "IN_FORCE"), None, None, span=span)  # type: ignore[arg-type]  # the terminal is the choice


def expected_regulates(span: Span, *values: Any) -> tree.RegulationClaim:
    target, *provision = (value for value in values if isinstance(value, tree.Reference))
    return tree.RegulationClaim(word(values, "REGULATES"), target, provision[0] if provision else None, span=span)  # type: ignore[arg-type]  # as above


def expected_competence(span: Span, decision: tree.Name, *values: Any) -> tree.CompetenceClaim:
    return tree.CompetenceClaim(decision.text, names(values), span=span)


def shared_facts(span: Span, name: tree.Name, *facts: tree.Given) -> tree.SharedFacts:
    return tree.SharedFacts(name.text, facts, span=span)


def scenario(span: Span, title: Text, over: tree.Reference, *values: Any) -> tree.Scenario:
    return tree.Scenario(
        title=title.text,
        over=over,
        under_the_law=find(values, "UNDER_THE_LAW") is not None,
        on=next(value.value for value in values if isinstance(value, tree.DateLiteral)),
        like=tuple(value.values[0] for value in values if isinstance(value, Part) and value.kind == "like"),
        given=tuple(value for value in values if isinstance(value, tree.Given)),
        expected=tuple(value for value in values if isinstance(value, tree.Expected | tree.Claim)),
        span=span,
    )


BUILDERS: dict[str, Callable[..., Any]] = {
    "language": language, "vocabulary_head": vocabulary_head, "regulation_head": regulation_head, "theorem_head": theorem_head,
    "scenario_head": scenario_head, "heading": heading, "identifier_clause": identifier_clause, "source_clause": source_clause,
    "validity_clause": validity_clause, "end_of_validity_clause": end_of_validity_clause, "day_clause": day_clause,
    "unpublished_clause": unpublished_clause, "maker_clause": maker_clause, "uses_clause": uses_clause, "basis_clause": basis_clause,
    "external_clause": external_clause, "partly_known_clause": partly_known_clause, "theorem": theorem, "implication": _claim("als"), "existence": _claim("bestaat"),
    "independence": _claim("hangt niet af"), "precedence": _claim("gaat voor"), "monotonicity": _claim("monotoon"), "shared_facts": shared_facts, "scenario": scenario,
    "like": like, "given": given, "expected_decision": expected_decision, "expected_value": expected_value,
    "expected_duty": duty, "duty": duty, "expected_validity": expected_validity, "expected_regulates": expected_regulates,
    "expected_competence": expected_competence,
}  # fmt: skip
"""The builder of each grammar rule of this topic."""
