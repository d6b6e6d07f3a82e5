"""JSON Schema for what goes in and out: the facts of a decision, questions, answers and receipts."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

from waterdicht.runtime.compiled import TODAY, Decision
from waterdicht.runtime.decide import OUTCOMES

Schema: TypeAlias = dict[str, Any]

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
TEXT: Final[Schema] = {"type": "string"}
COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
TRUTH: Final[Schema] = {"type": "boolean"}
DIGEST: Final[Schema] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
DAY: Final[Schema] = {"type": "string", "format": "date"}
ANYTHING: Final[Schema] = {}


def record(**properties: Schema) -> Schema:
    """An object with exactly these properties, all of them always there."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def partly(needed: dict[str, Schema], more: dict[str, Schema]) -> Schema:
    """An object with these properties, of which some may be left out."""
    return {"type": "object", "properties": {**needed, **more}, "required": list(needed), "additionalProperties": False}


def listed(items: Schema) -> Schema:
    """An array."""
    return {"type": "array", "items": items}


def mapping(values: Schema) -> Schema:
    """An object with any keys."""
    return {"type": "object", "additionalProperties": values}


def either(*options: Schema) -> Schema:
    """One of several."""
    return {"anyOf": list(options)}


def maybe(schema: Schema) -> Schema:
    """A value or null."""
    return either(schema, {"type": "null"})


def words(*options: str) -> Schema:
    """One of these strings."""
    return {"type": "string", "enum": list(options)}


OUTCOME: Final = words(*OUTCOMES)
CHANNEL: Final = words("G", "D", "O", "R", "M")
EXPLANATION: Final = record(
    regeling=TEXT,
    besluit=TEXT,
    fase=TEXT,
    uitkomst=OUTCOME,
    kanalen=mapping(ANYTHING),
    lezingen=mapping(TEXT),
    doorslaggevend=listed(record(kanaal=CHANNEL, adres=TEXT, tekst=TEXT, waarde=ANYTHING, feiten=listed(TEXT))),
    oordelen=listed(record(adres=TEXT, tekst=TEXT, oordeel_van=TEXT, waarde=ANYTHING)),
    nodig=listed(record(feit=TEXT, vraag=TEXT)),
    feiten=mapping(ANYTHING),
    voorwaarden=mapping({"type": "object"}),
)
QUESTION: Final = record(feit=TEXT, vraag=TEXT, soort=TEXT, beslist_bij=listed(record(antwoord=TEXT, uitkomst=OUTCOME)))
CONDITION: Final = record(adres=TEXT, tekst=TEXT, waarde=ANYTHING, oordeel_van=TEXT, feiten=listed(TEXT), waarden=listed(record(tekst=TEXT, waarde=ANYTHING)))
OBSTACLE: Final = record(kanaal=CHANNEL, nodig=TRUTH, waarde=ANYTHING, voorwaarden=listed(CONDITION))
WHY_NOT: Final = record(gewenst=OUTCOME, mogelijk=TRUTH, wegen=listed(listed(OBSTACLE)))
MOTIVATION: Final = listed(record(titel=TEXT, regels=listed(TEXT)))
LAW: Final = record(regeling=TEXT, van=DAY, tot_en_met=maybe(DAY), vingerafdruk=DIGEST)
AMOUNT: Final = record(naam=TEXT, titel=TEXT, waarde=ANYTHING, adres=TEXT, tekst=TEXT, stappen=listed(record(tekst=TEXT, waarde=ANYTHING)), nodig=listed(TEXT))
ANSWER: Final = partly(
    {
        "schema": {"const": "waterdicht/antwoord/1"},
        "op": DAY,
        "recht": LAW,
        "uitkomst": OUTCOME,
        "bedragen": listed(AMOUNT),
        "uitleg": EXPLANATION,
        "vragen": listed(QUESTION),
    },
    {"waarom_niet": WHY_NOT, "motivering": MOTIVATION},
)
WRONG: Final = record(plaats=TEXT, code=TEXT, melding=TEXT)
IN_FORCE: Final = record(id=TEXT, version=TEXT, title=TEXT, valid_from=maybe(DAY), valid_to=maybe(DAY), sha256=TEXT)
RECEIPT: Final = record(
    schema={"const": "waterdicht/bon/1"},
    id=TEXT,
    tijdstip={"type": "string", "format": "date-time"},
    op=DAY,
    regeling=TEXT,
    besluit=TEXT,
    fase=TEXT,
    lezingen=mapping(TEXT),
    uitkomst=OUTCOME,
    kanalen=mapping(ANYTHING),
    bedragen=mapping(ANYTHING),
    bepalingen=listed(TEXT),
    motor=mapping(either(TEXT, COUNT)),
    recht=record(van=DAY, tot_en_met=maybe(DAY), vingerafdruk=DIGEST),
    regelingen=listed(IN_FORCE),
    feiten=maybe(mapping(ANYTHING)),
    verwijzing=TEXT,
    gemaskeerd=listed(TEXT),
)


def facts_schema(decision: Decision, more: tuple[str, ...] = ()) -> Schema:
    """The facts of one decision, and `more` for its amounts. None has to be there: what is missing is unknown."""
    # Imported here: pydantic is slow to load, and only these schemas need what stands beside it.
    from waterdicht.runtime.facts_model import closed, described, fact_schema

    specs = [decision.specs[name] for name in dict.fromkeys((*decision.facts, *more)) if name != TODAY]
    return closed({spec.name: {**fact_schema(spec.type), **described(spec)} for spec in specs})


def request_schema(decision: Decision, of_amounts: tuple[str, ...] = ()) -> Schema:
    """A question about one decision, as `waterdicht.runtime.request` reads it."""
    needed = {"besluit": {"const": decision.name}, "op": DAY, "feiten": facts_schema(decision, of_amounts)}
    more = {"regeling": TEXT, "fase": TEXT, "lezingen": mapping(TEXT), "gewenst": OUTCOME, "motivering": TRUTH}
    return partly(needed, more)


def document(title: str, schema: Schema) -> Schema:
    """A schema as a document of its own."""
    return {"$schema": DRAFT, "title": title, **schema}
