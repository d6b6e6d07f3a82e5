"""The conformance table: its rows, the law they speak about, and the typed expression, facts and value of each row."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from waterdicht.compiler.backends.python import compile_python
from waterdicht.compiler.compile import compile_documents
from waterdicht.compiler.ir import (
    FALSE,
    TRUE,
    Apply,
    Aspect,
    Channel,
    Constant,
    Contribution,
    DefinitionInfo,
    Expr,
    Op,
    RegulationModel,
    Snapshot,
    Use,
)
from waterdicht.compiler.outcomes import channel_key
from waterdicht.compiler.types import Scalar
from waterdicht.dsl import tree
from waterdicht.dsl.parser import parse_text
from waterdicht.runtime.facts_json import read_facts
from waterdicht.runtime.months import series
from waterdicht.runtime.policy import Policy, load_source
from waterdicht.runtime.values import ABSENT, UNKNOWN, Computed, Fault, InMonth, Period, normalise

HERE = Path(__file__).parent
THIS_DAY = date(2024, 3, 1)
REGULATION = "voorbeeld"
TABLE = "tabel"
"""The regulation with one decision for each row, made here, so that the plain forms can be run."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as written. `facts` is JSON text; `given` has facts as a scenario writes them."""

    name: str
    expression: str
    type: str
    value: Any
    facts: str = "{}"
    given: str = ""
    readings: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    encodable: bool = True


@dataclass(frozen=True, slots=True)
class Law:
    """Everything the rows need: the snapshot with their definitions, the syntax trees, the generated policy, and facts from scenarios."""

    snapshot: Snapshot
    written: Mapping[str, tree.Expression]
    keys: Mapping[str, str]
    policy: Policy
    given: Mapping[str, Mapping[str, Computed]]


@cache
def rows() -> tuple[Row, ...]:
    """All rows, in the order of the table."""
    with (HERE / "conformance.toml").open("rb") as file:
        return tuple(Row(**row) for row in tomllib.load(file)["row"])


@cache
def law() -> Law:
    """The law of the table, compiled once."""
    files = tuple(parsed(text, name) for name, text in (("woorden.norm", law_text()), ("gegeven.norm", scenario_text())))
    model, problems = compile_documents(files)
    assert model is not None, problems
    (built,) = model.built[REGULATION]
    keys = {row.name: f"{REGULATION}:{definition_name(place)}" for place, row in enumerate(rows())}
    snapshot = with_decisions(built.snapshot, keys)
    given: dict[str, Mapping[str, Computed]] = {each.title: each.facts for each in model.scenarios}
    return Law(snapshot, expressions(files[0]), keys, load_source(compile_python(snapshot)), given)


def parsed(text: str, name: str) -> tree.SourceFile:
    """The tree of a text that must be right."""
    file, problems = parse_text(text, name)
    assert file is not None and not problems, problems
    return file


def law_text() -> str:
    """The words and example regulations, with every row as a definition in an article of its own."""
    articles = [f'artikel {1000 + place} "{row.name}"\n  {definition_name(place)} betekent {row.expression}.\n' for place, row in enumerate(rows())]
    return (HERE / "woorden.norm").read_text(encoding="utf-8") + "\n" + "\n".join(articles)


def scenario_text() -> str:
    """A scenario for every row whose facts are written as in one."""
    day = f"{THIS_DAY.day} maart {THIS_DAY.year}"
    entries = [
        f'scenario "{row.name}" over {REGULATION} op {day} gegeven {row.given}; verwacht besluit scholing : geen grondslag.' for row in rows() if row.given
    ]
    return "taal 1.\nscenario's gegeven\n" + "\n".join(entries)


def definition_name(place: int) -> str:
    """The name of the definition that holds a row."""
    return f"rij_{place}"


def expressions(file: tree.SourceFile) -> dict[str, tree.Expression]:
    """The written expression of each row, by its name."""
    nodes = [node for document in file.documents if isinstance(document, tree.RegulationDocument) for node in document.nodes]
    return {node.title: said.body for node in nodes for said in node.sentences if isinstance(said, tree.Definition) and said.name.startswith("rij_")}


def with_decisions(snapshot: Snapshot, keys: Mapping[str, str]) -> Snapshot:
    """The snapshot with a decision per row: granted when the condition holds, or when the value is the expected one."""
    given, channels = [], {}
    for row in rows():
        decision = keys[row.name].partition(":")[2]
        given.append(Contribution(f"{TABLE}/artikel-1", decision, "toekennen", Channel.GRANT, Aspect.GRONDEN, TRUE, TRUE, TRUE))
        bodies = {Channel.GRANT: met(row, snapshot, keys[row.name]), Channel.ONLY: TRUE}
        for each in Channel:
            key = channel_key(TABLE, decision, "toekennen", each)
            channels[key] = DefinitionInfo(key, bodies.get(each, FALSE), "")
    model = RegulationModel(TABLE, "", "verordening", "De tabel", None, None, tuple(given), (), (), (), (), (), {})
    return replace(snapshot, regulations={**snapshot.regulations, TABLE: model}, definitions={**snapshot.definitions, **channels})


def met(row: Row, snapshot: Snapshot, key: str) -> Expr:
    """A condition that is true when a row has its value; unknown or a fault when the row is."""
    body = snapshot.definitions[key].body
    if body.type is Scalar.BOOL:
        return Use(key, body.type)
    value = expected(row)
    if value is UNKNOWN or value is ABSENT or isinstance(value, Fault):
        return Apply(Op.EQ, (Use(key, body.type), Use(key, body.type)), Scalar.BOOL)
    return Apply(Op.EQ, (Use(key, body.type), Constant(value, body.type)), Scalar.BOOL)


def expected(row: Row) -> Computed:
    """The value a row must have."""
    match row.value:
        case "onbekend":
            return UNKNOWN
        case "ontbreekt":
            return ABSENT
        case str(text) if text.startswith("fout:"):
            return Fault(text.removeprefix("fout:"))  # type: ignore[arg-type]
        case value:
            return typed_value(row.type, value)


def typed_value(type_: str, value: Any) -> Computed:
    """A value as written, as a value of its type."""
    match type_:
        case "datum":
            return date.fromisoformat(value)
        case "bedrag":
            return exact(Fraction(value) * 100)
        case "percentage":
            return exact(Fraction(value) / 100)
        case "decimaal":
            return exact(Fraction(value))
        case "ja/nee per maand" | "getal per maand" | "bedrag per maand":
            return series(InMonth(date.fromisoformat(f"{month}-01"), held) for month, held in months(type_, json.loads(value)))
        case "periode":
            return period(json.loads(value))
        case "perioden":
            return normalise(period(each) for each in json.loads(value))
        case _:
            known: Computed = value
            return known


def months(type_: str, written: Any) -> list[tuple[str, int]]:
    """The months of a series as written, with what they hold."""
    if type_ == "ja/nee per maand":
        return [(month, 1) for month in written]
    return [(month, int(Fraction(held) * (100 if type_ == "bedrag per maand" else 1))) for month, held in written.items()]


def exact(number: Fraction) -> int | Fraction:
    """A number, whole when it is."""
    return int(number) if number.denominator == 1 else number


def period(written: Mapping[str, str]) -> Period:
    """A period from its JSON form."""
    return Period(date.fromisoformat(written["van"]), date.fromisoformat(written["tot_en_met"]))


def facts_of(row: Row) -> dict[str, Computed]:
    """The facts of a row by full name; what it does not give is left out."""
    if row.given:
        return dict(law().given[row.name])
    data = json.loads(row.facts)
    schema = {name: spec.type for name, spec in law().policy.facts.items()}
    read, errors = read_facts({"deze_dag": THIS_DAY.isoformat(), **data}, schema)
    assert not errors, errors
    return {name: value for name, value in read.items() if value is not UNKNOWN}


def same(one: Computed, other: Computed) -> bool:
    """Equal, and of one kind: yes is not 1."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)
