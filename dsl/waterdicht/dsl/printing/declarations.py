"""The declarations of a vocabulary as lines of text."""

from __future__ import annotations

from typing import assert_never

from waterdicht.dsl import tree
from waterdicht.dsl.printing.expressions import VALUE, at
from waterdicht.dsl.printing.layout import WIDTH, body, row_or_rows, rows


def declaration_lines(declared: tree.Declaration) -> list[str]:
    """The declaration, at the margin."""
    match declared:
        case tree.KindDeclaration():
            return [f"soort {declared.name}{quoted(declared.text)}."]
        case tree.FactDeclaration():
            return clauses(f"feit {declared.name} : {type_text(declared.type)}{quoted(declared.question)}", _fact_clauses(declared))
        case tree.DerivedDeclaration():
            tail = quoted(declared.text) + (f", vervolg op {declared.continues}" if declared.continues else "")
            return body(f"afgeleid {declared.name} : {type_text(declared.type)} betekent", 0, declared.body, f"{tail}.")
        case tree.EnumDeclaration():
            return row_or_rows(f"keuzelijst {declared.name} :", 0, list(declared.options))
        case tree.DecisionDeclaration():
            parent = f" is een {declared.parent}" if declared.parent else ""
            return clauses(f"besluit {declared.name}{parent}{quoted(declared.text)}", _decision_clauses(declared))
        case tree.ActDeclaration():
            return [f"handeling {declared.name}{quoted(declared.text)} door {declared.by}."]
        case tree.AssumptionDeclaration():
            return body(f'aanname {declared.name} "{declared.reason}" :', 0, declared.body)
        case tree.ValueDeclaration():
            decision = f" bij {declared.decision}" if declared.decision else ""
            return [f"waarde {declared.name} : {type_text(declared.type)}{decision}{quoted(declared.text)}."]
        case _:
            assert_never(declared)


def type_text(kind: tree.TypeExpression) -> str:
    """A type as written."""
    if kind.name == "keuze":
        return f"keuze uit {kind.of}"
    if kind.name == "lijst":
        return f"lijst van {kind.of}" + (f", ten hoogste {kind.at_most}" if kind.at_most else "")
    if kind.name == "tarief":
        return f"tarief per {kind.of}"
    return f"{kind.of} per maand" if kind.name == "maandreeks" else kind.name


def quoted(content: str) -> str:
    """A text between quotes with a space before it, or nothing."""
    return f' "{content}"' if content else ""


def _fact_clauses(fact: tree.FactDeclaration) -> list[str]:
    return [
        *([f"van {at(VALUE, fact.minimum)} tot en met {at(VALUE, fact.maximum)}"] if fact.minimum and fact.maximum else []),
        *([f"gewoonlijk {at(VALUE, fact.typical)}"] if fact.typical else []),
        *(["optioneel"] if fact.optional else []),
        *([f"oordeel van {fact.judged_by}"] if fact.judged_by else []),
        *([f"aangeleverd door {fact.supplied_by}"] if fact.supplied_by else []),
        *([f'bevestigend "{fact.affirmative}" ontkennend "{fact.negative}"'] if fact.affirmative or fact.negative else []),
    ]


def _decision_clauses(decision: tree.DecisionDeclaration) -> list[str]:
    return [
        *([f"door {decision.by}"] if decision.by else []),
        *([f"aan {decision.to}"] if decision.to else []),
        *([f"ten behoeve van {decision.on_behalf_of}"] if decision.on_behalf_of else []),
        *(["gunstig is weigeren"] if decision.favourable == "weigeren" else []),
    ]


def clauses(head: str, said: list[str], indent: int = 0) -> list[str]:
    """A head and its clauses behind commas, on one line or a clause a line."""
    flat = f"{' ' * indent}{', '.join([head, *said])}."
    return [flat] if len(flat) <= WIDTH or not said else rows(f"{head},", indent, said, ",")
