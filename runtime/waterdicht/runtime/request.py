"""One question and its answer as plain data: decoded JSON in, JSON out. What an HTTP service, a queue or a batch calls.

```json
{"besluit": "premie", "op": "2024-03-01", "feiten": {"persoon.bijstand": true},
 "regeling": "stad", "fase": "toekennen", "lezingen": {}, "gewenst": "mag toekennen", "motivering": true}
```

Only `besluit`, `op` and `feiten` have to be there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from waterdicht.runtime.amounts import AmountFound, amount_facts, amount_json, amounts
from waterdicht.runtime.decide import MAY_GRANT, MAY_GRANT_OR_REFUSE, MUST_GRANT, UNDETERMINED, Explanation
from waterdicht.runtime.errors import InvalidFacts, InvalidRequest, PolicyError, Problem, UnknownReading, Wrong
from waterdicht.runtime.explain_text import to_json
from waterdicht.runtime.fact_messages import Language
from waterdicht.runtime.fact_types import FactType, pointer_step
from waterdicht.runtime.facts_json import parse_json, read_fact
from waterdicht.runtime.motivation import motivation, motivation_json
from waterdicht.runtime.policies import Law, Policies
from waterdicht.runtime.questions import Question, questions
from waterdicht.runtime.why_not import why_not, why_not_json

SCHEMA: Final = "waterdicht/antwoord/1"
WITH_AMOUNTS: Final = (MUST_GRANT, MAY_GRANT, MAY_GRANT_OR_REFUSE, UNDETERMINED)
"""The outcomes for which an answer has amounts: of what is not granted there is none."""
_DAY: Final = FactType("datum")
_FIELDS: Final[Mapping[str, str]] = {
    "besluit": "tekst",
    "op": 'dag, zoals "2024-03-01"',
    "feiten": "object",
    "regeling": "tekst",
    "fase": "tekst",
    "lezingen": "object van teksten",
    "gewenst": "tekst",
    "motivering": "true of false",
}
_NEEDED: Final = ("besluit", "op", "feiten")


@dataclass(frozen=True, slots=True)
class Request:
    """A question about one case. `facts` are not checked yet."""

    decision: str
    on: date
    facts: Any
    regulation: str = ""
    phase: str = "toekennen"
    readings: Mapping[str, str] = field(default_factory=dict)
    wanted: str = ""
    motivation: bool = False


class Answered(NamedTuple):
    """An answer with what it rests on, for a receipt."""

    law: Law
    on: date
    explanation: Explanation
    amounts: tuple[AmountFound, ...]
    json: dict[str, Any]


def answer_text(policies: Policies, text: str | bytes, language: Language = "nl") -> dict[str, Any]:
    """As `answer`, from JSON text (bytes: UTF-8)."""
    data, errors = parse_json(text)
    if errors:
        raise InvalidRequest(*errors)
    return answer(policies, data, language).json


def answer(policies: Policies, data: Any, language: Language = "nl") -> Answered:
    """The answer to a question. A PolicyError has everything that is wrong with it, each with a JSON pointer into `data`."""
    request = read_request(data)
    try:
        law = policies.law(request.regulation, request.on) if request.regulation else policies.only_law(request.decision, request.phase, request.on)
        of_decision, of_amounts = divided(law, request)
        found = law.policy.decide_json(
            request.decision, of_decision, on=request.on, regulation=law.regulation, phase=request.phase, readings=request.readings or None
        )
        worked: tuple[AmountFound, ...] = ()
        if found.outcome in WITH_AMOUNTS:
            worked = amounts(law.policy, law.regulation, request.decision, of_amounts, on=request.on, readings=request.readings)
    except (InvalidFacts, UnknownReading):
        raise InvalidRequest(*wrong_inside(policies, request)) from None
    return Answered(law, request.on, found, worked, answer_json(law, request, found, worked, language))


def divided(law: Law, request: Request) -> tuple[Any, dict[str, Any]]:
    """The facts of a question for the decision, and those for the amounts that belong to it; what is of neither is left to the decision."""
    needed = amount_facts(law.policy, law.regulation, request.decision)
    if not needed:
        return request.facts, {}
    own = law.policy.decision(request.decision, law.regulation, request.phase).facts
    of_amounts = {name: request.facts[name] for name in needed if name in request.facts}
    return {name: value for name, value in request.facts.items() if name in own or name not in of_amounts}, of_amounts


def wrong_inside(policies: Policies, request: Request) -> tuple[Wrong, ...]:
    """Everything that is wrong with the readings and the facts of a question about a decision that is there."""
    law = policies.law(request.regulation, request.on) if request.regulation else policies.only_law(request.decision, request.phase, request.on)
    found: list[Wrong] = []
    try:
        law.policy.options(request.readings)
    except PolicyError as wrong:
        found += wrong.errors
    try:
        own = law.policy.decision(request.decision, law.regulation, request.phase).facts
        law.policy.read(dict.fromkeys((*own, *amount_facts(law.policy, law.regulation, request.decision))), request.facts, request.on)
    except PolicyError as wrong:
        found += (error._replace(pointer=f"/feiten{error.pointer}") for error in wrong.errors)
    return tuple(found)


def read_request(data: Any) -> Request:
    """A question from decoded JSON. InvalidRequest with everything that is wrong but for what is in the facts."""
    if type(data) is not dict:
        raise InvalidRequest(Problem("", "verkeerd_veld", ("object",)))
    known = ", ".join(_FIELDS)
    wrong = [Problem(pointer_step(str(name)[:80]), "onbekend_veld", (str(name)[:80], known)) for name in data if name not in _FIELDS]
    wrong += [Problem(f"/{name}", "ontbrekend_veld") for name in _NEEDED if name not in data]
    wrong += [Problem(f"/{name}", "verkeerd_veld", (form,)) for name, form in _FIELDS.items() if name in data and not is_right(name, data[name])]
    if wrong:
        raise InvalidRequest(*wrong)
    return Request(
        data["besluit"],
        date.fromisoformat(data["op"]),
        data["feiten"],
        data.get("regeling", ""),
        data.get("fase", "toekennen"),
        data.get("lezingen", {}),
        data.get("gewenst", ""),
        data.get("motivering", False),
    )


def is_right(name: str, value: Any) -> bool:
    """Whether a field has the form that it must have."""
    match name:
        case "op":
            return not read_fact(value, _DAY)[1]
        case "feiten":
            return type(value) is dict
        case "lezingen":
            return type(value) is dict and all(type(each) is str for each in value.values())
        case "motivering":
            return type(value) is bool
        case _:
            return type(value) is str


def answer_json(law: Law, request: Request, found: Explanation, worked: tuple[AmountFound, ...], language: Language) -> dict[str, Any]:
    """The answer as JSON data: strings, numbers, booleans, lists and objects only."""
    more: dict[str, Any] = {}
    if request.wanted:
        more["waarom_niet"] = why_not_json(why_not(found, request.wanted), found)
    if request.motivation:
        more["motivering"] = motivation_json(motivation(law, found, request.on, worked))
    return {
        "schema": SCHEMA,
        "op": request.on.isoformat(),
        "recht": law_json(law),
        "uitkomst": found.outcome,
        "bedragen": [amount_json(each) for each in worked],
        "uitleg": to_json(found),
        "vragen": [question_json(each) for each in questions(found, language)],
        **more,
    }


def law_json(law: Law) -> dict[str, Any]:
    """Which law it was: its days, and the digest of the compiled source."""
    return {
        "regeling": law.regulation,
        "van": law.first.isoformat(),
        "tot_en_met": law.last.isoformat() if law.last else None,
        "vingerafdruk": law.policy.fingerprint,
    }


def question_json(question: Question) -> dict[str, Any]:
    """A question that is still to be asked."""
    return {
        "feit": question.fact.name,
        "vraag": question.fact.question,
        "soort": question.fact.type.kind,
        "beslist_bij": [{"antwoord": each.answer, "uitkomst": each.outcome} for each in question.settles],
    }
