"""The description of the service (OpenAPI 3.1), by the NLGov REST API Design Rules 2.2; the forms are those of `waterdicht.runtime.schemas`."""

from __future__ import annotations

from typing import Any, Final

from waterdicht.runtime.schemas import (
    AMOUNT,
    ANSWER,
    COUNT,
    DAY,
    DIGEST,
    EXPLANATION,
    LAW,
    MOTIVATION,
    OUTCOME,
    TEXT,
    TRUTH,
    WHY_NOT,
    Schema,
    either,
    listed,
    mapping,
    maybe,
    partly,
    record,
    words,
)
from waterdicht.service.settings import API_VERSION, BASE, Settings

ASK: Final = partly(
    {"besluit": TEXT, "op": DAY, "feiten": {"type": "object"}},
    {"regeling": TEXT, "fase": TEXT, "lezingen": mapping(TEXT), "gewenst": OUTCOME, "motivering": TRUTH},
)
EXAMPLE: Final = {"besluit": "premie", "op": "2024-03-01", "feiten": {"persoon.bijstand": True, "persoon.inkomen": "250.00"}}
DECIDED: Final = {
    **ANSWER,
    "properties": {**ANSWER["properties"], "bon": maybe({"type": "string", "format": "uuid"})},
    "required": [*ANSWER["required"], "bon"],
}
EXPLAINED: Final = partly(
    {
        "op": DAY,
        "recht": LAW,
        "uitkomst": OUTCOME,
        "tekst": TEXT,
        "motivering": MOTIVATION,
        "bedragen": listed(AMOUNT),
        "doorslaggevend": EXPLANATION["properties"]["doorslaggevend"],
        "oordelen": EXPLANATION["properties"]["oordelen"],
    },
    {"waarom_niet": WHY_NOT},
)
QUESTION: Final = record(
    feit=TEXT,
    vraag=TEXT,
    soort=TEXT,
    optioneel=TRUTH,
    oordeel_van=TEXT,
    antwoord={"type": "object"},
    beslist_bij=listed(record(antwoord=TEXT, uitkomst=OUTCOME)),
)
NEXT: Final = record(op=DAY, recht=LAW, uitkomst=OUTCOME, vragen=listed(QUESTION))
VERSION: Final = record(regeling=TEXT, versie=TEXT, titel=TEXT, vingerafdruk=either(DIGEST, {"const": ""}))
STRETCH: Final = record(
    van=DAY, tot_en_met=maybe(DAY), vingerafdruk=DIGEST, versies=listed(VERSION), besluiten=listed(record(besluit=TEXT, titel=TEXT, fase=TEXT))
)  # fmt: skip
REGULATIONS: Final = record(regelingen=listed(record(regeling=TEXT, titel=TEXT, recht=listed(STRETCH))))
ENGINE: Final = mapping(either(TEXT, COUNT))
HEALTH: Final = record(status=words("ok"), motor=ENGINE, vertaald_door=ENGINE, regelingen=COUNT)
ERROR: Final = {
    "type": "object",
    "properties": {
        "in": words("body", "path", "query"),
        "location": {"type": "object", "properties": {"pointer": TEXT, "name": TEXT}, "additionalProperties": False},
        "code": TEXT,
        "detail": TEXT,
    },
    "required": ["in", "detail"],
    "additionalProperties": False,
}
STATUS: Final = {"type": "integer", "minimum": 400, "maximum": 599}
PROBLEM: Final = partly({"type": TEXT, "title": TEXT, "status": STATUS, "detail": TEXT}, {"errors": listed(ERROR)})
SCHEMAS: Final[dict[str, Schema]] = {
    "Question": ASK,
    "Decision": DECIDED,
    "Explanation": EXPLAINED,
    "NextQuestions": NEXT,
    "Regulations": REGULATIONS,
    "Health": HEALTH,
    "JsonSchema": {"type": "object"},
    "Problem": PROBLEM,
}
PROBLEM_WORDS: Final = {
    "400": "Er klopt iets niet aan de vraag; alle fouten tegelijk, elk met een plaats.",
    "404": "Dit is hier niet.",
    "408": "De vraag kwam niet op tijd aan.",
    "413": "De vraag is te groot of te diep.",
    "415": "De vraag is geen application/json.",
    "503": "De beslissing kan niet worden vastgelegd, en is dus niet genomen; of het antwoord vergt te veel tijd.",
}
TRACE: Final = {
    "name": "traceparent",
    "in": "header",
    "description": "W3C Trace Context; komt in het antwoord terug, behalve als het een andere vorm heeft.",
    "schema": TEXT,
}
LANGUAGE: Final = {
    "name": "Accept-Language",
    "in": "header",
    "description": "nl (zonder deze kop) of en, voor meldingen en uitleg.",
    "schema": TEXT,
}
VERSION_HEADER: Final = {"API-Version": {"description": "De volledige versie van de API.", "schema": {"type": "string", "const": API_VERSION}}}


def openapi(settings: Settings) -> dict[str, Any]:
    """The description as JSON data."""
    contact = settings.contact
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "waterdicht",
            "summary": "Besluiten in het sociaal domein, met uitleg.",
            "description": "Beslist één geval volgens het recht van de dag van het geval, en zegt waarom. Feiten staan alleen in de inhoud van een vraag, nooit in een adres.",
            "version": API_VERSION,
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
            **({"contact": {"name": contact.name, "email": contact.email, "url": contact.url}} if contact else {}),
        },
        "servers": [{"url": BASE}],
        "tags": [{"name": "besluiten", "description": "Een geval beslissen."}, {"name": "recht", "description": "Wat er gevraagd kan worden."}],
        "paths": paths(),
        "components": {"schemas": SCHEMAS},
    }


def paths() -> dict[str, Any]:
    """Every path with its operations."""
    place = [path_name("regulation", "naam van de regeling"), path_name("decision", "naam van het besluit")]
    query: list[dict[str, Any]] = [
        {"name": "on", "in": "query", "required": True, "description": "De dag waarvan het recht geldt.", "schema": DAY},
        {"name": "phase", "in": "query", "description": "De fase; anders toekennen.", "schema": TEXT},
    ]
    return {
        "/decide": asking(
            "decide", "Beslis een geval", "Neemt de beslissing, met de hele uitleg, en legt haar vast als de dienst een logboek heeft.", "Decision"
        ),
        "/explain": asking(
            "explain",
            "Leg een geval uit",
            "De uitleg als tekst, een concept van de motivering, en waarom niet de uitkomst in gewenst. Legt niets vast.",
            "Explanation",
        ),
        "/next-question": asking(
            "nextQuestion", "Wat nog te vragen is", "De feiten die de uitkomst nog kunnen veranderen, de beste vraag eerst. Legt niets vast.", "NextQuestions"
        ),
        "/regulations": getting("getRegulations", "Welke regelingen er zijn", "Met hun dagen, versies en besluiten.", "Regulations"),
        "/schemas/{regulation}/{decision}": getting(
            "getSchema", "Het schema van een vraag", "JSON Schema van de vragen over een besluit, met al zijn feiten.", "JsonSchema", [*place, *query]
        ),
        "/health": getting("getHealth", "Of de dienst antwoordt", "Met de versies van het programma en van het vertaalde recht.", "Health"),
        "/openapi.json": getting("getOpenapi", "Deze beschrijving", "OpenAPI 3.1.", "JsonSchema"),
    }


def path_name(name: str, description: str) -> dict[str, Any]:
    """A parameter in a path."""
    return {"name": name, "in": "path", "required": True, "description": description, "schema": {"type": "string", "minLength": 1}}


def asking(name: str, summary: str, description: str, gives: str) -> dict[str, Any]:
    """A path to which a question is sent."""
    body = {"required": True, "content": {"application/json": {"schema": reference("Question"), "example": EXAMPLE}}}
    answers = responses(gives, ("400", "408", "413", "415", "503"))
    return {
        "post": {
            "operationId": name,
            "summary": summary,
            "description": description,
            "tags": ["besluiten"],
            "parameters": [LANGUAGE, TRACE],
            "requestBody": body,
            "responses": answers,
        }
    }


def getting(name: str, summary: str, description: str, gives: str, parameters: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """A path from which something is read."""
    wrong = ("400", "404") if parameters else ("400",)
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "description": description,
            "tags": ["recht"],
            "parameters": [*(parameters or []), TRACE],
            "responses": responses(gives, wrong),
        }
    }


def responses(gives: str, wrong: tuple[str, ...]) -> dict[str, Any]:
    """What can be answered."""
    fine = {"description": "Het antwoord.", "headers": VERSION_HEADER, "content": {"application/json": {"schema": reference(gives)}}}
    return {
        "200": fine,
        **{
            status: {"description": PROBLEM_WORDS[status], "headers": VERSION_HEADER, "content": {"application/problem+json": {"schema": reference("Problem")}}}
            for status in wrong
        },
    }


def reference(name: str) -> Schema:
    """A form by its name."""
    return {"$ref": f"#/components/schemas/{name}"}
