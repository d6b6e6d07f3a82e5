"""Receipts: what a decision was, by which law, and on which facts, so that it can be given again years later.

A receipt holds no explanation: that follows from the law and the facts. Facts can be masked, or be left out with a reference to where they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import uuid4

from waterdicht.runtime.amounts import AmountFound
from waterdicht.runtime.compiled import FORMAT, TODAY
from waterdicht.runtime.decide import OUTCOMES, Explanation
from waterdicht.runtime.errors import InvalidFacts, Problem, UnreadableReceipt
from waterdicht.runtime.explain import CHANNEL_NAMES, reasons
from waterdicht.runtime.explain_text import json_value
from waterdicht.runtime.facts_json import parse_json
from waterdicht.runtime.facts_write import write_facts
from waterdicht.runtime.masks import masked
from waterdicht.runtime.policies import InForce, Law
from waterdicht.runtime.versions import engine

SCHEMA: Final = "waterdicht/bon/1"


@dataclass(frozen=True, slots=True)
class Receipt:
    """One decision. `at` is when it was taken (UTC, ISO 8601), `on` the date of the case.

    `facts` is the JSON of the known facts, None when only a `reference` says where they are; `masked` are the JSON pointers into the facts
    of what was left out. `engine` has the versions of waterdicht and of the language, and the form of compiled source; `first` and `last`
    are the days of the law, `fingerprint` the SHA-256 of its compiled source. `amounts` are JSON values by name, `provisions` the addresses of what
    decided.
    """

    id: str
    at: str
    on: date
    regulation: str
    decision: str
    phase: str
    readings: Mapping[str, str]
    outcome: str
    channels: Mapping[str, Any]
    amounts: Mapping[str, Any]
    provisions: tuple[str, ...]
    engine: Mapping[str, str | int]
    first: date
    last: date | None
    fingerprint: str
    regulations: tuple[InForce, ...]
    facts: Mapping[str, Any] | None
    reference: str = ""
    masked: tuple[str, ...] = ()


def receipt(
    law: Law,
    explanation: Explanation,
    on: date,
    *,
    amounts: Iterable[AmountFound] = (),
    mask: Iterable[str] = (),
    reference: str = "",
    name: str = "",
    at: str = "",
) -> Receipt:
    """The receipt of a decision that was just taken by a law, with the amounts that belong to it.

    `mask` are JSON pointers into the facts of what must not be in it: `/persoon.inkomen`, `/persoon.werk/*/loon`. With a `reference` there
    are no facts in it at all. `name` and `at` are made when they are not given. InvalidFacts for facts that have no exact JSON, which facts
    that came from JSON always have.
    """
    decision = explanation.decision
    worked = tuple(amounts)
    every = {name: value for each in worked for name, value in each.facts.items()} | dict(zip(decision.facts, explanation.facts, strict=True))
    known = {name: value for name, value in every.items() if name != TODAY}
    written, errors = write_facts(known, {name: decision.specs[name].type for name in known})  # type: ignore[arg-type]
    if errors:
        raise InvalidFacts(errors)
    shown, left_out = masked(written, tuple(mask))
    return Receipt(
        name or str(uuid4()),
        at or datetime.now(UTC).isoformat(timespec="microseconds"),
        on,
        decision.regulation,
        decision.name,
        decision.phase,
        {name: explanation.readings[name] for name in decision.readings},
        explanation.outcome,
        {name: json_value(value) for name, value in zip(CHANNEL_NAMES, explanation.channels, strict=True)},
        {each.amount.name: json_value(each.value, each.amount.kind) for each in worked},
        provisions(explanation),
        {**engine(), "form": FORMAT},
        law.first,
        law.last,
        law.policy.fingerprint,
        law.regulations,
        None if reference else shown,
        reference,
        () if reference else left_out,
    )


def provisions(explanation: Explanation) -> tuple[str, ...]:
    """The addresses of the provisions that decided, each once."""
    return tuple(dict.fromkeys(reason.address for reason in reasons(explanation) if reason.address))


def receipt_json(given: Receipt) -> dict[str, Any]:
    """The receipt as JSON data."""
    return {
        "schema": SCHEMA,
        "id": given.id,
        "tijdstip": given.at,
        "op": given.on.isoformat(),
        "regeling": given.regulation,
        "besluit": given.decision,
        "fase": given.phase,
        "lezingen": dict(given.readings),
        "uitkomst": given.outcome,
        "kanalen": dict(given.channels),
        "bedragen": dict(given.amounts),
        "bepalingen": list(given.provisions),
        "motor": dict(given.engine),
        "recht": {"van": given.first.isoformat(), "tot_en_met": iso(given.last), "vingerafdruk": given.fingerprint},
        "regelingen": [{**asdict(each), "valid_from": iso(each.valid_from), "valid_to": iso(each.valid_to)} for each in given.regulations],
        "feiten": None if given.facts is None else dict(given.facts),
        "verwijzing": given.reference,
        "gemaskeerd": list(given.masked),
    }


def receipt_line(given: Receipt) -> str:
    """The receipt as one line of JSON, ASCII only, without the newline."""
    return json.dumps(receipt_json(given), separators=(",", ":"))


def iso(day: date | None) -> str | None:
    """A day as text, or None."""
    return day.isoformat() if day else None


def read_receipt(data: Any) -> Receipt:
    """The receipt in decoded JSON. UnreadableReceipt for anything else."""
    match data:
        case {
            "schema": str(schema),
            "id": str(name),
            "tijdstip": str(at),
            "op": str(on),
            "regeling": str(regulation),
            "besluit": str(decision),
            "fase": str(phase),
            "lezingen": dict(readings),
            "uitkomst": str(outcome),
            "kanalen": dict(channels),
            "bedragen": dict(worked),
            "bepalingen": list(places),
            "motor": dict(versions),
            "recht": {"van": str(first), "tot_en_met": str() | None as last, "vingerafdruk": str(fingerprint)},
            "regelingen": list(regulations),
            "feiten": dict() | None as facts,
            "verwijzing": str(reference),
            "gemaskeerd": list(left_out),
        } if schema == SCHEMA and outcome in OUTCOMES and all(isinstance(each, str) for each in (*readings.values(), *places, *left_out)):
            law = (day_of(first), None if last is None else day_of(last), fingerprint, tuple(map(in_force, regulations)))
            taken = (name, at, day_of(on), regulation, decision, phase, readings, outcome, channels, worked, tuple(places), versions)
            return Receipt(*taken, *law, facts, reference, tuple(left_out))
        case _:
            raise unreadable(f"not of the form {SCHEMA}")


def parse_receipt(text: str | bytes) -> Receipt:
    """The receipt in JSON text (bytes: UTF-8). UnreadableReceipt for anything else."""
    data, errors = parse_json(text)
    if errors:
        raise UnreadableReceipt(*errors)
    return read_receipt(data)


def in_force(data: Any) -> InForce:
    """A version of a regulation in a receipt."""
    match data:
        case {
            "id": str(name),
            "version": str(version),
            "title": str(title),
            "valid_from": str() | None as first,
            "valid_to": str() | None as last,
            "sha256": str(sha),
        }:
            return InForce(name, version, title, None if first is None else day_of(first), None if last is None else day_of(last), sha)
        case _:
            raise unreadable("a regulation without an id, version, title, validity or digest")


def day_of(text: str) -> date:
    """A day of a receipt."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise unreadable(str(error)) from error


def unreadable(reason: str) -> UnreadableReceipt:
    """For what is no receipt."""
    return UnreadableReceipt(Problem("", "bon_onleesbaar", (reason,)))
