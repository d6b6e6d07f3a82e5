"""The JSON Schemas of everything the commands write, in one place; `make docs` writes them to `docs/reference/schemas/`."""

from __future__ import annotations

from waterdicht.runtime.schemas import (
    ANYTHING,
    COUNT,
    DAY,
    DIGEST,
    DRAFT,
    EXPLANATION,
    MOTIVATION,
    OUTCOME,
    QUESTION,
    TEXT,
    TRUTH,
    WHY_NOT,
    Schema,
    either,
    listed,
    mapping,
    maybe,
    record,
    words,
)

BOTH = record(nl=TEXT, en=TEXT)
ENGINE = record(waterdicht=TEXT, language=COUNT)
PLACE = maybe(record(file=TEXT, line=COUNT, column=COUNT, end_line=COUNT, end_column=COUNT))
DIAGNOSTIC = record(
    code={"type": "string", "pattern": "^[EW][0-9]{3}$"},
    severity=words("error", "warning", "note"),
    title=BOTH,
    message=BOTH,
    help=BOTH,
    address=TEXT,
    suggestion=TEXT,
    place=PLACE,
    related=listed(PLACE),
    accepted=maybe(TEXT),
)
VERDICT = words("proved", "refuted", "undecided")
CASE = record(
    facts=mapping(ANYTHING),
    outcomes=mapping(TEXT),
    readings=mapping(TEXT),
    conditions=listed(record(address=TEXT, text=TEXT, value=ANYTHING, depth=COUNT)),
    replayed=TRUTH,
)
CONFIRMED = maybe(words("cvc5", "enumeration"))
RESULT = record(
    check=TEXT,
    verdict=VERDICT,
    severity=words("error", "warning", "note"),
    subject=TEXT,
    related=listed(TEXT),
    message=TEXT,
    texts=BOTH,
    reason=TEXT,
    counterexample=maybe(CASE),
    nearest=maybe(record(case=CASE, changes=listed(record(fact=TEXT, before=ANYTHING, after=ANYTHING)))),
    repairs=listed(record(kind=words("getal", "voorwaarde"), addresses=listed(TEXT), before=TEXT, after=TEXT, message=TEXT, texts=BOTH)),
    core=listed(TEXT),
    assumptions=listed(TEXT),
    open_parameters=listed(TEXT),
    matrix=listed(record(readings=mapping(TEXT), verdict=VERDICT, excess_days=maybe(COUNT), reason=TEXT, counterexample=maybe(CASE))),
    accepted=maybe(TEXT),
    confirmed=CONFIRMED,
    unconfirmed=TEXT,
    place=PLACE,
)
HORIZON = record(**{"from": DAY, "to": DAY})


def document(name: str, **properties: Schema) -> Schema:
    """What a command writes when it could do its work."""
    return record(schema={"const": f"waterdicht/{name}/1"}, engine=ENGINE, **properties)


def failure(name: str) -> Schema:
    """What a command writes when it could not: only why."""
    return document(name, diagnostics=listed(DIAGNOSTIC))


def check() -> Schema:
    """`waterdicht check --format json`."""
    return document(
        "check",
        summary=record(files=COUNT, regulations=COUNT, articles=COUNT, paragraphs=COUNT, theorems=COUNT, scenarios=COUNT),
        diagnostics=listed(DIAGNOSTIC),
        stale=listed(record(check=TEXT, subject=TEXT, related=listed(TEXT), message=BOTH)),
        switched_off=listed(record(regulation=TEXT, message=BOTH, reason=TEXT)),
    )


def verify() -> Schema:
    """`waterdicht verify --format json`."""
    engine = record(waterdicht=TEXT, language=COUNT, z3=TEXT, cvc5=maybe(TEXT), horizon=HORIZON, readings=mapping(mapping(TEXT)))
    full = record(schema={"const": "waterdicht/verify/1"}, engine=engine, results=listed(RESULT))
    return either(full, failure("verify"))


def evidence() -> Schema:
    """`index.json` of `waterdicht verify --evidence`."""
    asked = record(
        regulation=TEXT, first=DAY, fingerprint=DIGEST, mode=words("complete", "known text"), readings=mapping(TEXT), constraints=listed(TEXT)
    )  # fmt: skip
    question = record(file=TEXT, sha256=DIGEST, status=words("sat", "unsat", "unknown"), confirmed=CONFIRMED, asked=listed(asked))
    result = record(
        check=TEXT, subject=TEXT, related=listed(TEXT), verdict=VERDICT, reason=TEXT, replayed=TRUTH, confirmed=CONFIRMED, unconfirmed=TEXT,
        questions=listed(TEXT),
    )  # fmt: skip
    law = record(regulation=TEXT, first=DAY, last=maybe(DAY), regulations=listed(record(name=TEXT, version=TEXT, sha256=DIGEST)), fingerprint=DIGEST)
    return record(
        schema={"const": "waterdicht/evidence/1"},
        engine=record(waterdicht=TEXT, language=COUNT, z3=TEXT, cvc5=maybe(TEXT), horizon=HORIZON),
        sources=listed(record(path=TEXT, sha256=DIGEST)),
        laws=listed(law),
        questions=listed(question),
        results=listed(result),
    )


def decide() -> Schema:
    """`waterdicht decide --format json`. Explanations have the form of `waterdicht.runtime.explain_text.to_json`."""
    full = document(
        "decide",
        regulation=TEXT,
        decision=TEXT,
        phase=TEXT,
        under_the_law=TRUTH,
        on=DAY,
        readings=mapping(TEXT),
        outcome=OUTCOME,
        explanations=listed(EXPLANATION),
        answers=answers(),
    )
    return either(full, failure("decide"))


def answers() -> Schema:
    """What was asked beyond the outcome; what was not asked is not there."""
    change = record(
        wanted=OUTCOME,
        possible=maybe(TRUTH),
        changes=listed(record(fact=TEXT, before=ANYTHING, after=ANYTHING)),
        assumed=listed(record(fact=TEXT, after=ANYTHING)),
        reason=TEXT,
    )
    asked = {"next": listed(QUESTION), "why_not": WHY_NOT, "change": change, "motivation": MOTIVATION}
    return {"type": "object", "properties": asked, "additionalProperties": False}


def test() -> Schema:
    """`waterdicht test --format json`."""
    result = record(
        scenario=TEXT,
        regulation=TEXT,
        under_the_law=TRUTH,
        on=DAY,
        subject=TEXT,
        expected=TEXT,
        got=TEXT,
        passed=TRUTH,
        place=PLACE,
        reasons=listed(record(address=TEXT, text=TEXT, value=TEXT)),
    )
    full = document("test", summary=record(passed=COUNT, failed=COUNT), results=listed(result), diagnostics=listed(DIAGNOSTIC))
    return either(full, failure("test"))


def replay() -> Schema:
    """`waterdicht replay --format json`."""
    different = record(
        wat=words("recht", "vingerafdruk", "regeling", "motor", "feiten", "gemaskeerd", "uitkomst", "kanaal", "bedrag", "bepalingen"),
        naam=TEXT,
        toen=ANYTHING,
        nu=ANYTHING,
    )
    result = record(id=TEXT, oordeel=words("gelijk", "anders", "onbekend"), uitkomst_toen=OUTCOME, uitkomst_nu=TEXT, verschillen=listed(different))
    full = document(
        "replay",
        summary=record(gelijk=COUNT, anders=COUNT, onbekend=COUNT, onleesbaar=COUNT),
        results=listed(result),
        damaged=listed(record(line=COUNT, reason=TEXT, torn=TRUTH)),
    )
    return either(full, failure("replay"))


def coverage() -> Schema:
    """`waterdicht source coverage --format json`."""
    figures = record(
        lids=COUNT, formalised=COUNT, partly=COUNT, declared=COUNT, text_unknown=COUNT, missing=COUNT, unbound=COUNT, computable=COUNT,
        percentage_accounted=COUNT, percentage_formalised=COUNT,
    )  # fmt: skip
    lid = record(
        address=TEXT, standing=words("formalised", "declared", "text_unknown", "missing"), partly=TRUTH, computable=TRUTH, kind=TEXT, reasons=listed(TEXT),
        by_article=TRUTH, fingerprint=TEXT, sentences=COUNT, items=COUNT, status=TEXT,
    )  # fmt: skip
    regulation = record(
        address=TEXT, title=TEXT, file=TEXT, sha256=TEXT, known_in_part=TEXT, figures=figures, lids=listed(lid), unbound=listed(TEXT)
    )  # fmt: skip
    full = document("coverage", total=figures, regulations=listed(regulation), not_bound=listed(TEXT), without_policy=listed(TEXT))
    return either(full, failure("coverage"))


def manifest() -> Schema:
    """`manifest.json` of `waterdicht compile`. Products of SMT-LIB also name their theorem; without a file they say why in `left_out`."""
    regulation = record(id=TEXT, version=TEXT, title=TEXT, valid_from=maybe(DAY), valid_to=maybe(DAY), sha256=maybe(DIGEST))
    product = {
        "type": "object",
        "properties": {
            "file": maybe(TEXT),
            "sha256": maybe(TEXT),
            "regulation": TEXT,
            "first": DAY,
            "last": maybe(DAY),
            "regulations": listed(regulation),
            "theorem": TEXT,
            "text": TEXT,
            "readings": mapping(TEXT),
            "holds_when": words("sat", "unsat"),
            "left_out": TEXT,
        },
        "required": ["file", "sha256", "regulation", "first", "last", "regulations"],
        "additionalProperties": False,
    }
    return document("manifest", target=words("python", "smt2"), sources=listed(record(path=TEXT, sha256=TEXT)), products=listed(product))


def all_schemas() -> dict[str, Schema]:
    """Every schema by name, as a document of its own."""
    made = {
        "check": check(),
        "verify": verify(),
        "evidence": evidence(),
        "decide": decide(),
        "replay": replay(),
        "test": test(),
        "coverage": coverage(),
        "manifest": manifest(),
    }
    return {name: {"$schema": DRAFT, "title": f"waterdicht/{name}/1", **schema} for name, schema in made.items()}
