"""Results of verification for a program."""

from __future__ import annotations

from typing import Any

import z3

from waterdicht.cli.cases import default_readings
from waterdicht.cli.console import Language
from waterdicht.cli.diagnostic_json import place_json
from waterdicht.cli.engine import engine
from waterdicht.cli.fact_words import Lexicon, facts_json, lexicon
from waterdicht.compiler.compile import Model
from waterdicht.compiler.domains import HORIZON_FIRST, HORIZON_LAST
from waterdicht.runtime.explain_text import json_value
from waterdicht.verifier.results import Cell, Counterexample, Nearest, Repair, Result
from waterdicht.verifier.second import second_version

SCHEMA = "waterdicht/verify/1"


def results_json(results: tuple[Result, ...], model: Model, language: Language, *, confirmed: bool = False) -> dict[str, Any]:
    """The whole report; `message` is in the user's language, `texts` has it in both. With `confirmed` there was a second opinion."""
    words = lexicon(model)
    return {
        "schema": SCHEMA,
        "engine": {
            **engine(),
            "z3": z3.get_version_string(),
            "cvc5": second_version() if confirmed else None,
            "horizon": {"from": HORIZON_FIRST.isoformat(), "to": HORIZON_LAST.isoformat()},
            "readings": {name: default_readings(several[-1]) for name, several in sorted(model.built.items()) if several},
        },
        "results": [result_json(each, words, language) for each in results],
    }


def result_json(result: Result, words: Lexicon, language: Language) -> dict[str, Any]:
    """One result."""
    return {
        "check": result.check,
        "verdict": result.verdict.value,
        "severity": result.severity.value,
        "subject": result.subject,
        "related": list(result.related),
        "message": result.message_nl if language == "nl" else result.message_en,
        "texts": {"nl": result.message_nl, "en": result.message_en},
        "reason": result.reason,
        "counterexample": None if result.counterexample is None else case_json(result.counterexample, words),
        "nearest": None if result.nearest is None else nearest_json(result.nearest, words),
        "repairs": [repair_json(each, language) for each in result.repairs],
        "core": list(result.core),
        "assumptions": list(result.assumptions),
        "open_parameters": list(result.open_parameters),
        "matrix": [cell_json(each, words) for each in result.matrix],
        "accepted": result.accepted,
        "confirmed": result.confirmed or None,
        "unconfirmed": result.unconfirmed,
        "place": place_json(result.span),
    }


def case_json(case: Counterexample, words: Lexicon) -> dict[str, Any]:
    """A concrete case. Its facts can be given to `waterdicht decide`, all but `deze_dag`, which is --on."""
    return {
        "facts": facts_json(case.facts, words),
        "outcomes": dict(case.outcomes),
        "readings": dict(sorted(case.readings.items())),
        "conditions": [{"address": each.address, "text": each.words, "value": json_value(each.value), "depth": each.depth} for each in case.conditions],
        "replayed": case.replayed,
    }


def nearest_json(nearest: Nearest, words: Lexicon) -> dict[str, Any]:
    """The nearest case that is fine, and the facts that differ: `before` in the counterexample (null: it has no such fact), `after` here."""
    before = facts_json({each.name: each.before for each in nearest.changes}, words)
    after = facts_json({each.name: each.after for each in nearest.changes}, words)
    changes = [{"fact": each.name, "before": before.get(each.name), "after": after.get(each.name)} for each in nearest.changes]
    return {"case": case_json(nearest.case, words), "changes": changes}


def repair_json(repair: Repair, language: Language) -> dict[str, Any]:
    """One change of the law that was tried."""
    return {
        "kind": repair.kind,
        "addresses": list(repair.addresses),
        "before": repair.before,
        "after": repair.after,
        "message": repair.message_nl if language == "nl" else repair.message_en,
        "texts": {"nl": repair.message_nl, "en": repair.message_en},
    }


def cell_json(cell: Cell, words: Lexicon) -> dict[str, Any]:
    """The verdict under one combination of readings."""
    return {
        "readings": dict(cell.readings),
        "verdict": cell.verdict.value,
        "excess_days": cell.excess_days,
        "reason": cell.reason,
        "counterexample": None if cell.counterexample is None else case_json(cell.counterexample, words),
    }
