"""The page of known defects, from the results of `waterdicht verify` alone: by regulation and kind, findings with one reason together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from findings_words import (
    Names,
    anchor,
    bare,
    case_lines,
    condition_lines,
    deciding,
    elsewhere_words,
    joined,
    named,
    outcome_lines,
    places_words,
    plain,
    reading_order,
    reading_words,
    regulation_of,
    versions_words,
    without_ids,
)

INVENTED: Final = ("modelstad", "voorbeeldstad")
THEOREM: Final = "stelling"
MISTAKES: Final = "Fouten in de tekst"
KINDS: Final = {
    MISTAKES: ("W216", "W256", "W257", "verwijzing"),
    "Bepalingen zonder gevolg": ("dode-bepaling", "dode-tak", "overbodige-voorwaarde"),
    "Plichten die geen aanspraak geven": ("plicht-naast-mag-weigeren",),
    "Strenger dan de wet": ("strenger-dan-de-wet",),
    "Ruimer dan de wet": ("ruimer-dan-de-wet",),
    "Stellingen die niet opgaan": (THEOREM,),
    "Waarden die ontbreken": ("waarde-ontbreekt",),
    "Wat niet te bepalen is": ("niet-te-bepalen",),
}
OTHER: Final = "Overige bevindingen"
GRAVITY: Final = {"error": "fout", "warning": "bevinding", "note": "opmerking"}
INTRODUCTION: Final = """\
<!-- Made by `UPDATE_FINDINGS=1 pytest tests/corpus` from the results of `waterdicht verify policies`; change policies/, not this file. -->

# Gebreken in de teksten

Deze bladzijde noemt wat waterdicht mis vond in de teksten die in `policies/` zijn opgenomen. Zij is in haar geheel gemaakt uit de uitkomst
van `waterdicht verify policies`: er staat niets op dat geen controle vond, en bij elk gebrek staat de reden uit `policies/aanvaard.toml`.
Die reden is een oordeel van de opstellers over de tekst zoals die is opgenomen; de officiële tekst gaat voor.

Hoe u haar leest:

* Per regeling staan eerst de fouten in de tekst, dan bepalingen zonder gevolg, dan plichten die geen aanspraak geven, dan wat strenger of
  ruimer is dan de wet, dan stellingen die niet opgaan, en ten slotte wat ontbreekt of niet te bepalen is. Bevindingen met één oorzaak
  staan samen, met alle plaatsen.
* *Fout*: een gebrek, hoe de tekst ook is bedoeld. *Bevinding*: vraagt het oordeel van een jurist. *Opmerking*: ter informatie, omdat de
  wet het de gemeente overlaat of omdat niet alle tekst bekend is. Een *stelling* is wat men van de tekst mag verwachten; weerlegd is zij
  als er een geval is waarin het anders gaat.
* Het *geval* is door het programma gevonden en nagerekend. Alleen de feiten die anders zijn dan gewoonlijk staan er.
* *Lezing* zegt bij welke uitleg van de tekst het gebrek er is. Staat er niets, dan is het gezocht bij de uitleg die in het
  bestand vooropstaat. Onder elke regeling staat waar de keuze over gaat.
* Waarden die ontbreken en wat niet te bepalen is, zeggen iets over wat van een tekst bekend is, niet over de tekst zelf.
"""


def page(report: Mapping[str, Any], names: Names) -> str:
    """The whole page."""
    known = [each for each in report["results"] if each["verdict"] == "refuted" and each["accepted"]]
    real = [each for each in known if place_of(each) not in INVENTED]
    regulations = sorted({place_of(each) for each in real}, key=lambda name: (names.kinds[name] != "wet", names.titles[name]))
    told = "\n".join(line for name in regulations for line in regulation_lines(name, [each for each in real if place_of(each) == name], names))
    return "\n".join([INTRODUCTION, invented_words(known, names), "", *table(real, regulations, names), "", told]).rstrip() + "\n"


def invented_words(known: Iterable[Mapping[str, Any]], names: Names) -> str:
    """What is left out because its town does not exist."""
    count = sum(place_of(each) in INVENTED for each in known)
    titles = joined([named(name, names) for name in INVENTED])
    return f"Weggelaten zijn de {count} bevindingen over verzonnen gemeenten ({titles}): zij volgen het model, dat hieronder zelf staat."


def place_of(result: Mapping[str, Any]) -> str:
    """The regulation that a result is about."""
    return regulation_of(result["subject"])


def kind_of(result: Mapping[str, Any]) -> str:
    """The part of the page that a result belongs in."""
    return next((kind for kind, checks in KINDS.items() if result["check"] in checks), OTHER)


def grouped(results: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, list[Mapping[str, Any]]]]:
    """Results by kind, in the order of the page, then by reason; the gravest first."""
    found: dict[str, dict[str, list[Mapping[str, Any]]]] = {kind: {} for kind in (*KINDS, OTHER)}
    for each in sorted(results, key=lambda result: (reading_order(heading_places(result)[0]), list(GRAVITY).index(result["severity"]))):
        found[kind_of(each)].setdefault(each["accepted"], []).append(each)
    return {kind: by_reason for kind, by_reason in found.items() if by_reason}


def table(results: Sequence[Mapping[str, Any]], regulations: Sequence[str], names: Names) -> Iterator[str]:
    """How many defects each regulation has, by kind: a defect is one reason, whatever the number of places."""
    by_regulation = {name: grouped(each for each in results if place_of(each) == name) for name in regulations}
    kinds = [kind for kind in (*KINDS, OTHER) if any(kind in found for found in by_regulation.values())]
    yield "Aantal gebreken (oorzaken) per regeling; het aantal bevindingen kan groter zijn, omdat één oorzaak op meer plaatsen staat:"
    yield ""
    yield "| regeling | " + " | ".join(kind.lower() for kind in kinds) + " | bevindingen |"
    yield "|---" * (len(kinds) + 2) + "|"
    for name, found in by_regulation.items():
        counts = [str(len(found.get(kind, ())) or "") for kind in kinds]
        total = sum(len(several) for by_reason in found.values() for several in by_reason.values())
        yield f"| [{names.titles[name]}](#{anchor(names.titles[name])}) | " + " | ".join(counts) + f" | {total} |"


def regulation_lines(regulation: str, results: Sequence[Mapping[str, Any]], names: Names) -> Iterator[str]:
    """One regulation, and the readings on which its findings depend."""
    yield from (f"## {names.titles[regulation]}", "")
    for kind, by_reason in grouped(results).items():
        yield from (f"### {kind}", "")
        for reason, several in by_reason.items():
            yield from defect_lines(reason, several, names)
    readings = sorted({name for each in results for name in deciding(each["matrix"])})
    if readings:
        yield from ("### Lezingen waar het op aankomt", "")
        yield from (
            f"* *{plain(name)}*: {joined([f'«{plain(each)}»' for each in info.options], 'of')}. {info.reason[0].upper()}{info.reason[1:]}."
            for name in readings
            for info in [names.readings[name]]
        )
        yield ""


def defect_lines(reason: str, several: Sequence[Mapping[str, Any]], names: Names) -> Iterator[str]:
    """One defect: its places, what is wrong, who says so, a case, and the readings."""
    subjects = [each["subject"] for each in several]
    yield from (f"**{heading_of(several, names)}**{versions_words(subjects)}. {reason}", "")
    yield f"* Controle: {joined(checks_of(several))}: {gravity_words(several)}."
    if several[0]["check"] == THEOREM:
        yield from (f"* Stelling: «{claim_of(each)}»" for each in several)
    own = place_of(several[0])
    other = [each for result in several for each in result["related"] if bare(each) not in set(map(bare, subjects))]
    if other and several[0]["check"] != THEOREM:
        yield f"* Het gaat ook om {joined(list(elsewhere_words(other, own, names)))}."
    if kind_of(several[0]) == MISTAKES:
        yield from (f"* Melding: {each}." for each in dict.fromkeys(without_ids(result["message"], names) for result in several))
    if (found := plainest(several, names)) is not None:
        yield from told_case(found, names)
    if said := list(dict.fromkeys(filter(None, (reading_words(each["matrix"]) for each in several)))):
        yield f"* Lezing: {'; of '.join(said)}."
    if open_parameters := sorted({each for result in several for each in result["open_parameters"]}):
        yield f"* Kan afhangen van wat de gemeente invult: {joined([plain(each) for each in open_parameters])}."
    yield ""


def heading_of(several: Sequence[Mapping[str, Any]], names: Names) -> str:
    """The places of a defect with the heading of their article; of a theorem the places it speaks of."""
    places = [each for result in several for each in heading_places(result)]
    headings = dict.fromkeys(found for each in places if (found := names.headings.get("/".join(bare(each).split("/")[:2]))))
    said = places_words(places)
    return said[0].upper() + said[1:] + (f" ({'; '.join(headings)})" if headings and any("/" in each for each in places) else "")


def heading_places(result: Mapping[str, Any]) -> list[str]:
    """The places that a result is told at: its subject, or the places in the same regulation that a theorem speaks of."""
    own = place_of(result)
    about = result["related"] if result["check"] == THEOREM else [result["subject"]]
    return [each for each in about if regulation_of(each) == own] or [own]


def checks_of(several: Iterable[Mapping[str, Any]]) -> list[str]:
    """The checks that found it, each with a link to what it looks for."""
    return [f"[{check}](reference/{target(check)})" for check in dict.fromkeys(each["check"] for each in several)]


def target(check: str) -> str:
    """Where a check or a code is explained."""
    return f"codes/{check}.md" if check[1:].isdigit() else f"checks/{check}.md"


def gravity_words(several: Sequence[Mapping[str, Any]]) -> str:
    """How grave it is, and for what: `fout voor begeleiding op de werkplek; opmerking voor persoonlijke ondersteuning`."""
    if several[0]["check"] == THEOREM:
        return "weerlegd"
    said: dict[str, dict[str, None]] = {}
    for each in sorted(several, key=lambda result: list(GRAVITY).index(result["severity"])):
        said.setdefault(GRAVITY[each["severity"]], {}).update(dict.fromkeys(decisions_of(each)))
    return "; ".join(word + (f" voor {joined(list(decisions))}" if decisions else "") for word, decisions in said.items())


def decisions_of(result: Mapping[str, Any]) -> list[str]:
    """The decisions on which a case of a result turns."""
    case = result["counterexample"]
    return [] if case is None else [plain(about.partition(": ")[2]) for about in case["outcomes"]]


def claim_of(result: Mapping[str, Any]) -> str:
    """What a theorem claims."""
    said: str = result["message"].removeprefix("weerlegd: ")
    return said.removeprefix("er is geen geval waarin dit zo is (").removesuffix(")") if said.startswith("er is geen geval") else said


def plainest(several: Sequence[Mapping[str, Any]], names: Names) -> Mapping[str, Any] | None:
    """Of the gravest findings the one whose case is told in the fewest words, best with what the provision makes of it; None without a case."""
    shown = [each for each in several if each["counterexample"]]
    return min(shown, key=lambda each: worth(each, names), default=None)


def worth(result: Mapping[str, Any], names: Names) -> tuple[int, bool, int]:
    """The less, the better a case tells what is wrong: how grave, whether it says nothing of the provision itself, how long."""
    silent = not any(condition_lines(result["counterexample"], [result["subject"]], names))
    return list(GRAVITY).index(result["severity"]), silent, sum(map(len, told_case(result, names)))


def told_case(result: Mapping[str, Any], names: Names) -> Iterator[str]:
    """The case of a result: its facts, what the provision makes of them, and what is decided; a theorem is told by its facts."""
    case, own = result["counterexample"], place_of(result)
    about = () if result["check"] == THEOREM else [each for each in (result["subject"], *result["core"]) if regulation_of(each) == own]
    yield "* Een geval:"
    yield from (f"  * {line}" for line in (*case_lines(case, names), *condition_lines(case, about, names), *outcome_lines(case, own, names)))
