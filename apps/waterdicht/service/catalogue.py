"""What can be asked of a service: its regulations with their days and decisions, and the schema of each question."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from waterdicht.runtime.amounts import amount_facts
from waterdicht.runtime.errors import InvalidRequest, OutsideValidity, Problem, UnknownDecision
from waterdicht.runtime.fact_types import FactType
from waterdicht.runtime.facts_json import read_fact
from waterdicht.runtime.policies import Law, Policies
from waterdicht.runtime.schemas import document, request_schema
from waterdicht.service.problems import Refused
from waterdicht.service.reading import unknown_fields

_DAY: Final = FactType("datum")
_QUERY: Final = ("on", "phase")


def regulations(policies: Policies) -> dict[str, Any]:
    """Every regulation with the stretches of days on which its law is the same, and the decisions of each."""
    return {
        "regelingen": [
            {"regeling": name, "titel": title(several[-1]), "recht": [law_json(law) for law in several]} for name, several in sorted(policies.laws.items())
        ]
    }


def title(law: Law) -> str:
    """The title of a regulation."""
    return next((each.title for each in law.regulations if each.id == law.regulation), law.regulation)


def law_json(law: Law) -> dict[str, Any]:
    """The law of a stretch of days."""
    return {
        "van": law.first.isoformat(),
        "tot_en_met": law.last.isoformat() if law.last else None,
        "vingerafdruk": law.policy.fingerprint,
        "versies": [{"regeling": each.id, "versie": each.version, "titel": each.title, "vingerafdruk": each.sha256} for each in law.regulations],
        "besluiten": [{"besluit": each.name, "titel": each.title, "fase": each.phase} for each in law.decisions()],
    }


def question_schema(policies: Policies, regulation: str, decision: str, query: Mapping[str, str]) -> dict[str, Any]:
    """The JSON Schema of questions about a decision, by the law of the day `on` in the query. Refused when it is not there."""
    on = day_of(dict(query))
    phase = query.get("phase", "toekennen")
    try:
        law = policies.law(regulation, on)
        found = law.policy.decision(decision, law.regulation, phase)
    except UnknownDecision as wrong:
        raise Refused(404, wrong.errors, "path") from None
    except OutsideValidity as wrong:
        raise Refused(404, [error._replace(pointer="/on") for error in wrong.errors], "query") from None
    name = f"{regulation} {decision} {phase}"
    return document(name, request_schema(found, amount_facts(law.policy, law.regulation, decision)))


def day_of(query: dict[str, str]) -> date:
    """The day in a query. Refused with all that is wrong in it."""
    wrong = list(unknown_fields(query, _QUERY))
    if "on" not in query:
        wrong.append(Problem("/on", "ontbrekend_veld"))
    elif read_fact(query["on"], _DAY)[1]:
        wrong.append(Problem("/on", "verkeerd_veld", ('dag, zoals "2024-03-01"',)))
    if wrong:
        raise Refused(400, InvalidRequest(*wrong).errors, "query")
    return date.fromisoformat(query["on"])
