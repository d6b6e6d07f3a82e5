"""`waterdicht replay`: decisions given again from their receipts, with the same answer or exactly what differs."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from waterdicht.cli.console import Console
from waterdicht.cli.diagnostic_json import failure_json
from waterdicht.cli.engine import engine
from waterdicht.cli.exits import FINDING, FINE, UNDECIDED, WRONG, gravest
from waterdicht.cli.loading import render_all
from waterdicht.cli.sources import reason_of
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose
from waterdicht.runtime.errors import PolicyError, UnknownDecision, wrong_text
from waterdicht.runtime.fact_messages import fact_error_text
from waterdicht.runtime.facts_json import parse_json
from waterdicht.runtime.law_folder import load
from waterdicht.runtime.line_log import Damaged
from waterdicht.runtime.logs import SQLITE, read_log
from waterdicht.runtime.policies import Policies
from waterdicht.runtime.receipt import Receipt, parse_receipt
from waterdicht.runtime.replay import Replayed, replay, replay_json, replay_text

SCHEMA = "waterdicht/replay/1"
EXIT_OF = {"gelijk": FINE, "anders": FINDING, "onbekend": UNDECIDED}


@dataclass(frozen=True, slots=True)
class Kept:
    """What was read of a file: receipts, and lines that are none."""

    receipts: tuple[Receipt, ...]
    damaged: tuple[Damaged, ...]


def run(given: argparse.Namespace, console: Console) -> int:
    """Replay the receipts; 0 when all are the same, 1 when one differs, 3 when one cannot be determined."""
    facts, wrong_facts = read_facts(given.facts)
    if wrong_facts:
        return refuse(wrong_facts, console)
    try:
        kept = read_kept(given.receipt)
        chosen = tuple(each for each in kept.receipts if given.id in ("", each.id))
        if not chosen:
            return refuse((no_receipt(given),), console)
        policies = policies_for(given.policies, {each.regulation for each in chosen})
    except PolicyError as error:
        return refuse(tuple(not_replayed(wrong_text(each), wrong_text(each, "en")) for each in error.errors), console)
    results = tuple(replay(each, policies, facts) for each in chosen)
    damaged = () if given.id else kept.damaged
    if console.form == "json":
        console.write_json(as_json(results, damaged))
    else:
        console.write(as_text(results, damaged, console))
    return gravest(*(EXIT_OF[each.verdict] for each in results), *(FINE if each.torn else FINDING for each in damaged))


def refuse(problems: tuple[Diagnostic, ...], console: Console) -> int:
    """Say why nothing was replayed."""
    if console.form == "json":
        console.write_json(failure_json(SCHEMA, engine(), problems))
    else:
        console.complain(render_all(problems, console))
    return WRONG


def not_replayed(dutch: str, english: str) -> Diagnostic:
    """For what cannot be replayed."""
    return diagnose(Code.NOT_REPLAYED, reason=dutch, reason_en=english)


def no_receipt(given: argparse.Namespace) -> Diagnostic:
    """For a file in which there is nothing to replay."""
    if given.id:
        return not_replayed(f"in {given.receipt} staat geen bon {given.id}", f"{given.receipt} holds no receipt {given.id}")
    return not_replayed(f"in {given.receipt} staat geen bon", f"{given.receipt} holds no receipt")


def read_facts(path: str) -> tuple[Mapping[str, Any], tuple[Diagnostic, ...]]:
    """JSON for facts that are not in a receipt; nothing when no file is named."""
    if not path:
        return {}, ()
    try:
        data, errors = parse_json(Path(path).read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except (OSError, ValueError) as error:
        return {}, (diagnose(Code.FACTS_UNREADABLE, path=path, reason=reason_of(error)),)
    if errors:
        return {}, tuple(diagnose(Code.WRONG_FACT, pointer="/", reason=fact_error_text(each, "nl"), reason_en=fact_error_text(each, "en")) for each in errors)
    if not isinstance(data, dict):
        return {}, (diagnose(Code.WRONG_FACT, pointer="/", reason="hier hoort een object te staan", reason_en="expected an object"),)
    return data, ()


def read_kept(path: str) -> Kept:
    """The receipts in a log, or the one receipt in a file. UnusableLog when it cannot be read."""
    if Path(path).suffix not in SQLITE:
        alone = read_alone(path)
        if alone is not None:
            return Kept((alone,), ())
    found = tuple(read_log(path))
    return Kept(tuple(each for each in found if isinstance(each, Receipt)), tuple(each for each in found if isinstance(each, Damaged)))


def read_alone(path: str) -> Receipt | None:
    """The receipt that a file consists of; None when it is something else, a log perhaps."""
    try:
        return parse_receipt(Path(path).read_bytes())
    except (OSError, ValueError, PolicyError):
        return None  # read again as a log, which says what is wrong


def policies_for(path: str, regulations: set[str]) -> Policies:
    """The policies for these regulations, those that are not there left out: that is told for each receipt."""
    try:
        return load(path, regulations)
    except UnknownDecision as error:
        return load(path, regulations.difference(each.arguments[0] for each in error.errors))


def as_text(results: tuple[Replayed, ...], damaged: tuple[Damaged, ...], console: Console) -> str:
    """What came of each, and how many of each."""
    lines = [replay_text(each, console.language) for each in results]
    for each in damaged:
        number = console.words(f"regel {each.line}", f"line {each.line}")
        torn = console.words("afgebroken, en dus nooit bevestigd", "never finished, and so never acknowledged")
        lines.append(f"{number}: " + (torn if each.torn else console.words(f"dit is geen bon van een beslissing ({each.reason})", each.reason)))
    counted = Counter(each.verdict for each in results)
    one = len(results) == 1
    total = console.words(f"{len(results)} {'beslissing' if one else 'beslissingen'}", f"{len(results)} {'decision' if one else 'decisions'}")
    figures = console.words(
        f"{counted['gelijk']} gelijk, {counted['anders']} anders, {counted['onbekend']} niet te bepalen",
        f"{counted['gelijk']} the same, {counted['anders']} different, {counted['onbekend']} cannot be determined",
    )
    return "\n".join([*lines, "", f"{total}: {figures}"])


def as_json(results: tuple[Replayed, ...], damaged: tuple[Damaged, ...]) -> dict[str, Any]:
    """What came of each, for a program."""
    counted = Counter(each.verdict for each in results)
    return {
        "schema": SCHEMA,
        "engine": engine(),
        "summary": {**{name: counted[name] for name in ("gelijk", "anders", "onbekend")}, "onleesbaar": len(damaged)},
        "results": [replay_json(each) for each in results],
        "damaged": [{"line": each.line, "reason": each.reason, "torn": each.torn} for each in damaged],
    }
