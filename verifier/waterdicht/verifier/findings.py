"""Making results: texts in two languages, assumptions in words, and the handling of answers that are no answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from waterdicht.compiler.addresses import in_words
from waterdicht.compiler.domains import HORIZON_FIRST, HORIZON_LAST, bounds
from waterdicht.compiler.ir import Apply, Expr, FactInfo, FactOf, Op, Unsaid, Use
from waterdicht.compiler.types import ListType, MonthlyType
from waterdicht.compiler.vocabulary import descendants
from waterdicht.dsl.source import NOWHERE, Span
from waterdicht.dsl.tree import Choose
from waterdicht.runtime.holidays import ASSUMPTION_NL
from waterdicht.runtime.words import date_words, value_words
from waterdicht.verifier.cases import Broken, Concern, find_case
from waterdicht.verifier.results import Counterexample, Result, Severity, Verdict
from waterdicht.verifier.room import Room, reachable, relevant_readings
from waterdicht.verifier.sharing import Known
from waterdicht.verifier.solver import Constraint, Sat, Undecided

UNTOLD = "niet-te-bepalen"
"""The name under which questions appear that only text that is not known can answer."""


def finding(
    check: str, severity: Severity, subject: str, related: Sequence[str], nl: str, en: str, case: Counterexample | Broken | None, span: Span = NOWHERE
) -> Result:
    """A refuted result with its case; a case that is not confirmed makes it undecided, for that is our bug."""
    if isinstance(case, Broken):
        return undecided(check, subject, f"het tegenvoorbeeld is niet bevestigd ({case.what}): dit is een fout in waterdicht")
    core = tuple(dict.fromkeys((subject, *related)))
    return Result(check, Verdict.REFUTED, severity, subject, tuple(dict.fromkeys(related)), nl, en, case, core, span=span)


def nothing_found(check: str, subject: str, nl: str, en: str) -> Result:
    """No such finding exists."""
    return Result(check, Verdict.PROVED, Severity.NOTE, subject, (), nl, en)


def undecided(check: str, subject: str, reason: str) -> Result:
    """Not known: never shown as success."""
    return Result(check, Verdict.UNDECIDED, Severity.ERROR, subject, (), f"onbeslist: {reason}", f"undecided: {reason}", reason=reason)


def cannot_be_told(severity: Severity, subject: str, related: Sequence[str], nl: str, en: str, case: Counterexample | Broken | None) -> Result:
    """What is known of a text lacks something in a case, and what is not known may give it: neither success nor a defect, but for someone to look at."""
    unknown = "of de tekst die niet bekend is daarin voorziet, is niet te bepalen", "whether the text that is not known provides for it cannot be told"
    return finding(UNTOLD, severity, subject, related, f"{nl}; {unknown[0]}", f"{en}; {unknown[1]}", case)


def search(room: Room, constraints: Sequence[Constraint], concerns: Sequence[Concern]) -> Counterexample | Broken | Undecided | None:
    """A realistic case that meets the constraints; None when there is none."""
    match room.settled(constraints, among_many=True):
        case Undecided() as answer:
            return answer
        case Sat() as answer:
            return find_case(room, constraints, concerns, answer)
        case Known():
            return find_case(room, constraints, concerns)
        case _:
            return None


def assumptions(room: Room, exprs: Sequence[Expr]) -> tuple[str, ...]:
    """What a proof about these expressions takes for granted, in words."""
    built = room.built
    every = tuple(reachable(exprs, built.snapshot))
    facts = {expr.name for expr in every if isinstance(expr, FactOf)}
    found = [
        f"de dag van het besluit ligt van {date_words(max(built.view.first, HORIZON_FIRST))} tot en met {date_words(min(built.view.last or HORIZON_LAST, HORIZON_LAST))}"
    ]
    if built.view.last is None:
        found.append("een einde van de geldigheid is niet bekend: verondersteld is dat de regels zo blijven")
    found += [
        f"{each.name}: {each.reason}"
        for each in built.snapshot.vocabulary.assumptions
        if facts & {expr.name for expr in reachable((each.body,), built.snapshot) if isinstance(expr, FactOf)}
    ]
    for name in sorted(facts):
        info = built.snapshot.vocabulary.facts.get(name)
        if info is not None and isinstance(info.type, ListType):
            found.append(f"{name}: ten hoogste {info.type.at_most}")
        if info is not None and isinstance(info.type, MonthlyType):
            found.append(f"{name}: elk aantal maanden{each_month(info)}")
    if any(isinstance(expr, Apply) and expr.op is Op.DEADLINE for expr in every):
        found.append(ASSUMPTION_NL)
    found += unknown_text(room, every)
    found += [f"lezing {name}: {room.readings[name].replace('_', ' ')}" for name in relevant_readings(exprs, built)]
    return (*found, *model_configuration(room), *hardship(room, every))


def model_configuration(room: Room) -> tuple[str, ...]:
    """A model is judged with nothing left out and one option of each choice; what is said of it holds for that configuration."""
    document = room.built.view.versions[0].document
    if document.kind != "model":
        return ()
    chosen = [f"{' en '.join(said.options)} voor {said.choice}" for said in document.adaptations if isinstance(said, Choose)]
    return (f"model {document.name}: niets weggelaten" + (f"; gekozen is {', '.join(chosen)}" if chosen else ""),)


def unknown_text(room: Room, every: Sequence[Expr]) -> list[str]:
    """That a result holds whatever unknown text adds, for the regulations whose unknown text has a say."""
    roots = {expr.name.partition(":")[0].partition("/")[0] for expr in every if isinstance(expr, Unsaid)}
    concerned = roots | {root.partition("@")[0] for root in roots if root not in room.built.world.outlines}
    carried = [each for name, mine in room.built.world.carried.items() if name in concerned for each in mine]
    said = [f"{each.regulation} is niet opgenomen: wat zij zegt in gevallen waarin zij van toepassing blijft, is opengelaten" for each in carried]
    return said + [
        f"{name} is gedeeltelijk bekend ({gaps[0].text}): wat de onbekende tekst toevoegt is opengelaten; verondersteld is dat zij de bekende niet opzijzet"
        for name, gaps in room.built.world.gaps.items()
        if name in concerned and gaps
    ]


def known_text_only(room: Room) -> tuple[str, ...]:
    """That a check has judged what is known of a text and no more."""
    gaps = [(name, found) for name, found in room.built.world.gaps.items() if found]
    carried = [each for mine in room.built.world.carried.values() for each in mine]
    return (
        *(f"{each.regulation} is niet opgenomen: beoordeeld is zonder wat zij zegt in gevallen waarin zij van toepassing blijft" for each in carried),
        *(f"{name} is gedeeltelijk bekend ({found[0].text}): beoordeeld is de bekende tekst alleen" for name, found in gaps),
    )


def each_month(info: FactInfo) -> str:
    """What a series of amounts or numbers can hold in one month, in words; nothing for a series of yes and no."""
    kind = info.type.of.value if isinstance(info.type, MonthlyType) else ""
    least, greatest = (value_words(bound, kind) for bound in bounds(info))
    return "" if kind == "ja/nee" else f", per maand van {least} tot en met {greatest}"


def hardship(room: Room, every: Sequence[Expr]) -> tuple[str, ...]:
    """A hardship clause lets the body decide otherwise in favour of someone: every proof about what the clause covers says so."""
    model = room.snapshot.regulations[room.built.view.focus]
    clauses = [each for each in model.obligations if each.kind == "hardheidsclausule"]
    about = {part for expr in every if isinstance(expr, Use) for part in expr.key.split(":")[1:2]} if any(each.limited_to for each in clauses) else set()
    words = room.built.world.words
    return tuple(
        f"behoudens hardheidsclausule ({in_words(each.address)})"
        for each in clauses
        if not each.limited_to or any(name in about or about.intersection(descendants(name, words)) for name in each.limited_to)
    )


def with_assumptions(result: Result, found: tuple[str, ...]) -> Result:
    """The same result, saying what was assumed."""
    return replace(result, assumptions=found)
