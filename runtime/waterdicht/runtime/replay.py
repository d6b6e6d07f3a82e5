"""A decision given again from its receipt: the same answer, or exactly what differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from waterdicht.runtime.amounts import amounts
from waterdicht.runtime.compiled import FORMAT
from waterdicht.runtime.decide import UNDETERMINED, Explanation
from waterdicht.runtime.errors import PolicyError, wrong_text
from waterdicht.runtime.explain import CHANNEL_NAMES
from waterdicht.runtime.explain_text import json_value
from waterdicht.runtime.fact_messages import Language
from waterdicht.runtime.policies import InForce, Law, Policies
from waterdicht.runtime.receipt import Receipt, provisions
from waterdicht.runtime.request import Request, divided
from waterdicht.runtime.versions import engine

Verdict: TypeAlias = Literal["gelijk", "anders", "onbekend"]
What: TypeAlias = Literal["recht", "vingerafdruk", "regeling", "motor", "feiten", "gemaskeerd", "uitkomst", "kanaal", "bedrag", "bepalingen"]

WORDS: Final[Mapping[What, tuple[str, str]]] = {
    "recht": ("er is hier geen recht om het mee na te spelen", "there is no law here to replay it with"),
    "vingerafdruk": ("het vertaalde recht is een ander", "the compiled law is another"),
    "regeling": ("een regeling is een andere", "a regulation is another"),
    "motor": ("de versie van waterdicht is een andere", "the version of waterdicht is another"),
    "feiten": ("de feiten passen niet meer bij het recht", "the facts do not fit the law any more"),
    "gemaskeerd": ("feiten die nodig zijn staan niet op de bon", "facts that are needed are not in the receipt"),
    "uitkomst": ("de uitkomst is een andere", "the outcome is another"),
    "kanaal": ("een kanaal heeft een andere waarde", "a channel has another value"),
    "bedrag": ("een bedrag is een ander", "an amount is another"),
    "bepalingen": ("andere bepalingen geven de doorslag", "other provisions decide"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as it was: what, about which name, and how it was and is, as JSON data."""

    what: What
    name: str = ""
    then: Any = None
    now: Any = None


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of it. `gelijk`: the same answer by the same law; `anders`: something differs; `onbekend`: facts that are needed are not there.

    `outcome` is what it is now, empty when it could not be decided. A difference in the version of waterdicht alone is told and nothing more.
    """

    receipt: Receipt
    verdict: Verdict
    outcome: str
    differences: tuple[Difference, ...]


def replay(receipt: Receipt, policies: Policies, facts: Mapping[str, Any] | None = None) -> Replayed:
    """Give a decision again. `facts` is JSON for what is not in the receipt: masked facts, or all of them where there is only a reference."""
    try:
        law = policies.law(receipt.regulation, receipt.on)
    except PolicyError as error:
        return Replayed(receipt, "anders", "", (*engine_differences(receipt), Difference("recht", receipt.regulation, None, said(error))))
    standing = (*engine_differences(receipt), *law_differences(receipt, law))
    data, lacking = facts_of(receipt, facts or {})
    try:
        own, of_amounts = divided(law, Request(receipt.decision, receipt.on, data, receipt.regulation, receipt.phase))
        found = law.policy.decide_json(
            receipt.decision, own, on=receipt.on, regulation=receipt.regulation, phase=receipt.phase, readings=receipt.readings or None
        )
        now = amounts_now(receipt, law, of_amounts)
    except PolicyError as error:
        return Replayed(receipt, "anders", "", (*standing, Difference("feiten", "", None, said(error))))
    unsure = any(value == "onbekend" != receipt.amounts.get(name) for name, value in now.items())
    if lacking and (unsure or found.outcome == UNDETERMINED != receipt.outcome):
        return Replayed(receipt, "onbekend", found.outcome, (*standing, Difference("gemaskeerd", "", list(lacking), None)))
    differences = (*standing, *answer_differences(receipt, found, complete=not lacking), *amount_differences(receipt, now))
    return Replayed(receipt, "anders" if any(each.what != "motor" for each in differences) else "gelijk", found.outcome, differences)


def amounts_now(receipt: Receipt, law: Law, data: Mapping[str, Any]) -> dict[str, Any]:
    """The amounts that a receipt has, as they are now, as JSON values by name."""
    if not receipt.amounts:
        return {}
    worked = amounts(law.policy, receipt.regulation, receipt.decision, data, on=receipt.on, readings=receipt.readings)
    return {each.amount.name: json_value(each.value, each.amount.kind) for each in worked}


def amount_differences(receipt: Receipt, now: Mapping[str, Any]) -> Iterator[Difference]:
    """The amounts that are others now."""
    for name in dict.fromkeys((*receipt.amounts, *now)):
        if receipt.amounts.get(name) != now.get(name):
            yield Difference("bedrag", name, receipt.amounts.get(name), now.get(name))


def facts_of(receipt: Receipt, more: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The JSON of the facts, and the pointers of what is still not there. A fact of which a part was masked is taken as a whole or not at all."""
    names = {pointer: pointer.split("/")[1].replace("~1", "/").replace("~0", "~") for pointer in receipt.masked}
    known = {name: value for name, value in (receipt.facts or {}).items() if name not in names.values()}
    lacking = tuple(pointer for pointer, name in names.items() if name not in more)
    if receipt.facts is None and not more:
        lacking = ("",)
    return {**known, **more}, lacking


def engine_differences(receipt: Receipt) -> Iterator[Difference]:
    """The versions that are others now."""
    now = {**engine(), "form": FORMAT}
    for name in sorted({*now, *receipt.engine}):
        if receipt.engine.get(name) != now.get(name):
            yield Difference("motor", name, receipt.engine.get(name), now.get(name))


def law_differences(receipt: Receipt, law: Law) -> Iterator[Difference]:
    """What is other in the law of that day: its compiled source, and the versions it was made from."""
    if law.policy.fingerprint != receipt.fingerprint:
        yield Difference("vingerafdruk", receipt.regulation, receipt.fingerprint, law.policy.fingerprint)
    then, now = ({key(each): each for each in several} for several in (receipt.regulations, law.regulations))
    for name in dict.fromkeys((*then, *now)):
        before, after = then.get(name), now.get(name)
        if before != after:
            yield Difference("regeling", name, about(before), about(after))


def key(version: InForce) -> str:
    """How a version of a regulation is called."""
    return f"{version.id}@{version.version}" if version.version else version.id


def about(version: InForce | None) -> dict[str, str | None] | None:
    """What is told of a version of a regulation."""
    if version is None:
        return None
    days = {name: day.isoformat() if day else None for name, day in (("van", version.valid_from), ("tot_en_met", version.valid_to))}
    return {"titel": version.title, **days, "sha256": version.sha256}


def answer_differences(receipt: Receipt, found: Explanation, *, complete: bool) -> Iterator[Difference]:
    """What is other in the answer. With facts left out, only what is certain without them."""
    if found.outcome != receipt.outcome:
        yield Difference("uitkomst", "", receipt.outcome, found.outcome)
    for name, value in zip(CHANNEL_NAMES, map(json_value, found.channels), strict=True):
        if value != receipt.channels.get(name) and (complete or value != "onbekend"):
            yield Difference("kanaal", name, receipt.channels.get(name), value)
    now = provisions(found)
    if complete and now != receipt.provisions:
        yield Difference("bepalingen", "", list(receipt.provisions), list(now))


def said(error: PolicyError) -> list[str]:
    """What is wrong, in Dutch, each with its place."""
    return [f"{each.pointer}: {wrong_text(each)}" if each.pointer else wrong_text(each) for each in error.errors]


def replay_text(found: Replayed, language: Language = "nl") -> str:
    """What came of it for a reader, ending without a newline."""
    dutch = language == "nl"
    column = 0 if dutch else 1
    verdicts = {"gelijk": ("gelijk", "the same"), "anders": ("anders", "different"), "onbekend": ("niet te bepalen", "cannot be determined")}
    receipt = found.receipt
    head = f"{receipt.id}: {receipt.regulation} {receipt.decision} {receipt.phase}, {receipt.on.isoformat()}: {verdicts[found.verdict][column]}"
    lines = [f"{head} ({receipt.outcome})"]
    for each in found.differences:
        name = f" [{each.name}]" if each.name else ""
        then, now = ("toen", "nu") if dutch else ("then", "now")
        lines.append(f"  - {WORDS[each.what][column]}{name}")
        lines += [f"      {label}: {shown(value)}" for label, value in ((then, each.then), (now, each.now)) if value is not None]
    return "\n".join(lines)


def shown(value: Any) -> str:
    """JSON data on one line."""
    match value:
        case dict():
            return ", ".join(f"{name} {shown(each)}" for name, each in value.items())
        case list():
            return "; ".join(map(shown, value))
        case bool():
            return "ja" if value else "nee"
        case None:
            return "-"
        case _:
            return str(value) or "alles"


def replay_json(found: Replayed) -> dict[str, Any]:
    """What came of it as JSON data."""
    return {
        "id": found.receipt.id,
        "oordeel": found.verdict,
        "uitkomst_toen": found.receipt.outcome,
        "uitkomst_nu": found.outcome,
        "verschillen": [{"wat": each.what, "naam": each.name, "toen": each.then, "nu": each.now} for each in found.differences],
    }
