"""From the flat row of headings and sentences to documents: which sentence stands under which heading."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, get_args

from waterdicht.dsl import tree
from waterdicht.dsl.build.documents import Clauses, DocumentHead, Heading, Language
from waterdicht.dsl.build.parts import Part
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose
from waterdicht.dsl.source import Span, join

LANGUAGE = "1"
"""The version of the language that this package reads."""

_RANKS: dict[tree.NodeKind, int] = {"hoofdstuk": 0, "paragraaf": 1, "artikel": 2, "punt": 2, "lid": 3, "onderdeel": 4, "volzin": 5}
_ARTICLE_RANK = 2

_SENTENCES = get_args(tree.Sentence)
_DECLARATIONS = get_args(tree.Declaration)
_GIVEN_ONCE = {"geldig vanaf", "geldig tot en met", "bekendgemaakt", "in werking", "werkt terug", "vastgesteld"}
"""Header clauses with a day."""
_ADAPTATIONS = get_args(tree.Adaptation)
_CONSEQUENCES = frozenset({Code.OUTSIDE_DOCUMENT, Code.SENTENCE_WITHOUT_NODE, Code.WRONG_RANK})
"""What a heading that could not be read makes of the sentences after it; said only when no mistake came before."""
_WITH_EXCEPTION = (tree.Norm, tree.Limit, tree.ValueRule, tree.NotApplicable, tree.ActDuty, tree.ApplicationDeadline)


@dataclass(frozen=True, slots=True)
class Mistake:
    """Stands for a heading or sentence that could not be read: what looks misplaced after it may not be."""

    span: Span


@dataclass(slots=True)
class _NodeDraft:
    heading: Heading
    sentences: list[tree.Sentence] = field(default_factory=list)
    children: list[_NodeDraft] = field(default_factory=list)


@dataclass(slots=True)
class _DocumentDraft:
    """A document while its sentences come in; `open` is the path of headings that a next sentence may stand under."""

    head: DocumentHead
    clauses: list[tree.HeaderClause] = field(default_factory=list)
    readings: list[tree.ReadingDeclaration] = field(default_factory=list)
    parameters: list[tree.ParameterDeclaration] = field(default_factory=list)
    choices: list[tree.ChoiceDeclaration] = field(default_factory=list)
    adaptations: list[tree.Adaptation] = field(default_factory=list)
    nodes: list[_NodeDraft] = field(default_factory=list)
    entries: list[Any] = field(default_factory=list)
    open: list[_NodeDraft] = field(default_factory=list)


def assemble(items: list[Any], begin: Span) -> tuple[str, tuple[tree.Document, ...], list[Diagnostic]]:
    """The language version, the documents and what stands in the wrong place. `begin` is where a missing `taal` belongs."""
    found: list[Diagnostic] = []
    items = _with_exceptions(items, found)
    version = _language(items, begin, found)
    drafts: list[_DocumentDraft] = []
    doubtful = False
    for item in items:
        match item:
            case Mistake():
                doubtful = True
            case DocumentHead():
                drafts.append(_DocumentDraft(item))
            case Language():
                continue
            case _:
                problem = _add(drafts[-1], item) if drafts else diagnose(Code.OUTSIDE_DOCUMENT, item.span)
                if problem and not (doubtful and problem.code in _CONSEQUENCES):
                    found.append(problem)
    return version, tuple(_document(draft) for draft in drafts), found


def _language(items: list[Any], begin: Span, found: list[Diagnostic]) -> str:
    """The version that the file asks for; it must be the first thing in the file, once, and one we read."""
    asked = [item for item in items if isinstance(item, Language)]
    if not isinstance(next(iter(items), None), (Language, Mistake)):
        found.append(diagnose(Code.MISSING_LANGUAGE, begin))
    found.extend(diagnose(Code.WRONG_LANGUAGE, item.span, version=item.version, known=LANGUAGE) for item in asked if item.version != LANGUAGE)
    found.extend(diagnose(Code.WRONG_DOCUMENT, item.span, what="taal", kind="een bestand dat al begonnen is") for item in asked[1:])
    return asked[0].version if asked else LANGUAGE


# --- `dit geldt niet als` -------------------------------------------------------------------


def ends_in_list(condition: tree.Expression | None) -> bool:
    """Whether a sentence with this condition ends in a list, so that its exception needs a sentence of its own."""
    if isinstance(condition, tree.Junction):
        return isinstance(condition.operands[-1], tree.ConditionList)
    return isinstance(condition, tree.ConditionList)


def _with_exceptions(items: list[Any], found: list[Diagnostic]) -> list[Any]:
    """The items with each `dit geldt niet als …` taken into the sentence before it."""
    kept: list[Any] = []
    for item in items:
        if not (isinstance(item, Part) and item.kind == "exception"):
            kept.append(item)
            continue
        before = kept[-1] if kept else None
        said = before.sentence if isinstance(before, tree.MarkedSentence) else before
        if isinstance(said, _WITH_EXCEPTION) and ends_in_list(said.condition) and said.unless is None:
            said = replace(said, unless=item.values[0], span=join(said.span, item.span))
            kept[-1] = replace(before, sentence=said, span=join(before.span, item.span)) if isinstance(before, tree.MarkedSentence) else said
        elif not isinstance(before, Mistake):
            found.append(diagnose(Code.EXCEPTION_WITHOUT_LIST, item.span))
    return kept


# --- placing --------------------------------------------------------------------------------


def _add(draft: _DocumentDraft, item: Any) -> Diagnostic | None:
    """Put one item in the document, or say why it does not belong there."""
    match draft.head.kind:
        case "begrippen":
            fits = isinstance(item, _DECLARATIONS)
        case "stellingen":
            fits = isinstance(item, tree.Theorem)
        case "scenario's":
            fits = isinstance(item, (tree.SharedFacts, tree.Scenario))
        case "wet" | "verordening" | "nadere regel" | "beleid" | "model":
            return _add_to_regulation(draft, item)
    if not fits:
        return diagnose(Code.WRONG_DOCUMENT, item.span, what=describe(item), kind=draft.head.kind)
    draft.entries.append(item)
    return None


def _add_to_regulation(draft: _DocumentDraft, item: Any) -> Diagnostic | None:
    match item:
        case Heading():
            return _open_node(draft, item)
        case Clauses() if draft.nodes:
            return diagnose(Code.LATE_HEADER, item.span)
        case tree.ParameterDeclaration() | tree.ChoiceDeclaration():
            return _add_hole(draft, item)
        case _ if isinstance(item, _ADAPTATIONS):
            return _add_adaptation(draft, item)
        case Clauses():
            return _add_clauses(draft, item)
        case tree.ReadingDeclaration() if not draft.nodes:
            draft.readings.append(item)
        case _ if not isinstance(item, _SENTENCES):
            return diagnose(Code.WRONG_DOCUMENT, item.span, what=describe(item), kind=draft.head.kind)
        case _ if not draft.open:
            return diagnose(Code.SENTENCE_WITHOUT_NODE, item.span)
        case _:
            draft.open[-1].sentences.append(item)
    return None


def _add_clauses(draft: _DocumentDraft, item: Clauses) -> Diagnostic | None:
    """Header clauses; a day is given once, for of two nobody could tell which one counts."""
    known = {clause.kind for clause in draft.clauses} & _GIVEN_ONCE
    draft.clauses.extend(item.clauses)
    return diagnose(Code.REPEATED_CLAUSE, item.span) if any(clause.kind in known for clause in item.clauses) else None


def _add_hole(draft: _DocumentDraft, item: tree.ParameterDeclaration | tree.ChoiceDeclaration) -> Diagnostic | None:
    """A parameter may stand in any regulation, a choice in a model only; both before the first heading."""
    if draft.nodes:
        return diagnose(Code.LATE_HEADER, item.span)
    if isinstance(item, tree.ParameterDeclaration):
        draft.parameters.append(item)
    elif draft.head.kind != "model":
        return diagnose(Code.WRONG_DOCUMENT, item.span, what=describe(item), kind=draft.head.kind)
    else:
        draft.choices.append(item)
    return None


def _add_adaptation(draft: _DocumentDraft, item: tree.Adaptation) -> Diagnostic | None:
    """What a regulation makes of a model stands before its first heading, and not in a model."""
    if draft.head.kind == "model":
        return diagnose(Code.WRONG_DOCUMENT, item.span, what=describe(item), kind=draft.head.kind)
    if draft.nodes:
        return diagnose(Code.LATE_HEADER, item.span)
    draft.adaptations.append(item)
    return None


def _open_node(draft: _DocumentDraft, heading: Heading) -> Diagnostic | None:
    """Start a node under the nearest open heading of a higher rank; a `lid`, `onderdeel` or `volzin` needs an article or punt above it."""
    rank = _RANKS[heading.kind]
    while draft.open and _RANKS[draft.open[-1].heading.kind] >= rank:
        draft.open.pop()
    orphan = rank > _ARTICLE_RANK and not (draft.open and _RANKS[draft.open[-1].heading.kind] >= _ARTICLE_RANK)
    node = _NodeDraft(heading)
    (draft.open[-1].children if draft.open else draft.nodes).append(node)
    draft.open.append(node)
    return diagnose(Code.WRONG_RANK, heading.span, what=f"{heading.kind} {heading.label}") if orphan else None


def describe(item: Any) -> str:
    """What kind of thing an item is, in words for a message."""
    match item:
        case Heading():
            return f"{item.kind} {item.label}".strip()
        case Clauses():
            return f"de kopregel '{item.clauses[0].kind}'"
        case tree.Theorem():
            return "een stelling"
        case tree.Scenario():
            return "een scenario"
        case tree.SharedFacts():
            return "gegevens"
        case _ if isinstance(item, _DECLARATIONS):
            return "een begrip (soort, feit, besluit, …)"
        case tree.ParameterDeclaration():
            return "een parameter"
        case tree.ChoiceDeclaration():
            return "een keuze"
        case _ if isinstance(item, _ADAPTATIONS):
            return "wat een regeling van een model maakt"
        case _:
            return "een bepaling"


# --- finishing ------------------------------------------------------------------------------


def _node(draft: _NodeDraft) -> tree.Node:
    heading = draft.heading
    children = tuple(_node(child) for child in draft.children)
    return tree.Node(heading.kind, heading.label, heading.title, heading.alias, tuple(draft.sentences), children, heading.marks, span=heading.span)


def _document(draft: _DocumentDraft) -> tree.Document:
    head = draft.head
    match head.kind:
        case "begrippen":
            return tree.VocabularyDocument(head.name, head.title, tuple(draft.entries), span=head.span)
        case "stellingen":
            return tree.TheoremDocument(head.name, tuple(draft.entries), span=head.span)
        case "scenario's":
            shared = tuple(entry for entry in draft.entries if isinstance(entry, tree.SharedFacts))
            scenarios = tuple(entry for entry in draft.entries if isinstance(entry, tree.Scenario))
            return tree.ScenarioDocument(head.name, shared, scenarios, span=head.span)
        case "wet" | "verordening" | "nadere regel" | "beleid" | "model":
            nodes = tuple(_node(node) for node in draft.nodes)
            clauses, readings = tuple(draft.clauses), tuple(draft.readings)
            holes = tuple(draft.parameters), tuple(draft.choices), tuple(draft.adaptations)
            return tree.RegulationDocument(head.kind, head.name, head.title, clauses, readings, nodes, *holes, span=head.span)
