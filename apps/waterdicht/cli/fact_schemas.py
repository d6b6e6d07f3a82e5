"""`waterdicht schemas`: JSON Schema and typed Python for the facts, questions, answers and receipts of one decision."""

from __future__ import annotations

import argparse
import json

from waterdicht.cli.cases import Question, bench
from waterdicht.cli.check import counted
from waterdicht.cli.console import Console
from waterdicht.cli.decide import law_of
from waterdicht.cli.exits import FINE, WRONG
from waterdicht.cli.loading import errors_of, load, render_all
from waterdicht.cli.sources import reason_of
from waterdicht.cli.writing import replace_folder
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose
from waterdicht.runtime.amounts import amount_facts
from waterdicht.runtime.compiled import Decision
from waterdicht.runtime.schemas import ANSWER, RECEIPT, Schema, document, facts_schema, request_schema
from waterdicht.runtime.typed_source import typed_source

MARK = "antwoord.schema.json"


def run(given: argparse.Namespace, console: Console) -> int:
    """Write the files of one decision, or say why there are none."""
    loaded = load(given.paths)
    if loaded.model is None:
        return refuse(errors_of(loaded.diagnostics), console)
    built, problems = law_of(loaded.model, given)
    if built is None or problems:
        return refuse(problems, console)
    policy = bench(built, (Question(given.regulation, given.decision, given.phase, under_the_law=False),)).policy
    more = amount_facts(policy, given.regulation, given.decision)
    files = files_of(policy.decision(given.decision, given.regulation, given.phase), more)
    try:
        replace_folder(given.output, files, MARK)
    except OSError as error:
        return refuse((diagnose(Code.NOT_WRITTEN, path=given.output, reason=reason_of(error)),), console)
    written = counted(len(files), console.words("bestand", "file"), console.words("bestanden", "files"))
    console.complain(f"{written} " + console.words(f"geschreven in {given.output}", f"written to {given.output}"))
    return FINE


def refuse(problems: tuple[Diagnostic, ...], console: Console) -> int:
    """Say why nothing was written."""
    console.complain(render_all(problems, console))
    return WRONG


def files_of(decision: Decision, more: tuple[str, ...]) -> dict[str, str]:
    """Every file by its name. The facts are those of the decision, and `more` for its amounts."""
    return {
        "feiten.schema.json": text(document(f"feiten van {decision.name}", facts_schema(decision, more))),
        "vraag.schema.json": text(document(f"vraag over {decision.name}", request_schema(decision, more))),
        MARK: text(document("antwoord", ANSWER)),
        "bon.schema.json": text(document("bon", RECEIPT)),
        f"{decision.name}.py": typed_source(decision, more),
    }


def text(schema: Schema) -> str:
    """A schema as text."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
