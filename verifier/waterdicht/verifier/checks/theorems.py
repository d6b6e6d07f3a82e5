"""Theorems: proved or refuted on every snapshot they speak about, never vacuously, and again under every admissible combination of readings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from waterdicht.compiler.build import negate
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import TRUE, Apply, ByReading, Channel, Expr, FactOf, Marked, Use
from waterdicht.compiler.outcomes import channels_of
from waterdicht.compiler.theorems import TheoremModel
from waterdicht.compiler.unknown_text import is_unsaid
from waterdicht.runtime.values import UNKNOWN, Computed
from waterdicht.verifier.cases import Broken, Concern, find_case
from waterdicht.verifier.core import proof_core
from waterdicht.verifier.excess import largest_excess
from waterdicht.verifier.findings import assumptions, undecided
from waterdicht.verifier.model import case_of, completion_of
from waterdicht.verifier.precedence import precedence
from waterdicht.verifier.results import Cell, Counterexample, Result, Severity, Verdict
from waterdicht.verifier.room import Room, combinations, must, must_not, reachable, relevant_readings
from waterdicht.verifier.solver import Answer, Constraint, Sat, Undecided, Unsat
from waterdicht.verifier.twins import independence, monotonicity

CHECK = "stelling"
CHANNEL_PARTS = 3
"""The key of a channel has at least so many colons: `regulation:decision:phase:channel`."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A case that was found: its facts, and what text that is not known says in it."""

    facts: Mapping[str, Computed]
    unsaid: Mapping[str, Computed] = field(default_factory=dict)


def check_theorem(theorem: TheoremModel, room: Room, *, readings: bool = True) -> Result:
    """One theorem on one snapshot, with its matrix of readings."""
    tried: list[Tried] = []
    result = check_under(theorem, room, tried)
    relevant = readings_that_matter(theorem, result, room) if readings else {}
    if not relevant:
        return result
    chosen, left_out = combinations(relevant, room.readings)
    if result.counterexample is not None:
        tried.append(Tried(result.counterexample.facts))
    cells = [cell(theorem, result, room, each, tried) for each in chosen]
    more = (f"{left_out} combinaties van lezingen niet onderzocht",) if left_out else ()
    return replace(result, matrix=tuple(cells), assumptions=(*result.assumptions, *more))


def readings_that_matter(theorem: TheoremModel, result: Result, room: Room) -> dict[str, tuple[str, ...]]:
    """The readings that can change the verdict."""
    return relevant_readings(bearing(theorem, result, room), theorem.built)


def bearing(theorem: TheoremModel, result: Result, room: Room) -> tuple[Expr, ...]:
    """What the verdict rests on.

    A proof of an implication used the provisions of its core only, with any wording of the others: so a reading or an open parameter
    matters only where it stands in the theorem itself or in one of those provisions.
    """
    claims = (theorem.premise, theorem.claim, *about(theorem))
    if theorem.kind != "als" or result.verdict is not Verdict.PROVED:
        return claims
    used = {key for claim in claims for use in reachable_outside_channels(claim, room) if (key := use.key).count(":") < CHANNEL_PARTS}
    own = [room.snapshot.definitions[key].body for key in used if key in room.snapshot.definitions]
    core = [each.formula for model in room.snapshot.regulations.values() for each in model.contributions if each.address in result.core]
    return (*(without_channels(claim) for claim in (*claims, *own)), *core)


def without_channels(expr: Expr) -> Expr:
    """An expression with every channel closed: its readings are then only those written in it."""
    match expr:
        case Use(key) if key.count(":") >= CHANNEL_PARTS:
            return TRUE
        case Apply():
            return replace(expr, arguments=tuple(without_channels(argument) for argument in expr.arguments))
        case Marked():
            return replace(expr, body=without_channels(expr.body))
        case ByReading():
            return replace(expr, branches=tuple((option, without_channels(branch)) for option, branch in expr.branches))
        case _:
            return expr


def about(theorem: TheoremModel) -> tuple[Expr, ...]:
    """The channels that an independence theorem speaks of."""
    if not theorem.decision:
        return ()
    channels = channels_of(theorem.over.split("/")[0].partition("@")[0], theorem.decision, "toekennen")
    return (channels.grant, channels.duty, channels.only, channels.refuse, channels.may_refuse)


def cell(theorem: TheoremModel, default: Result, room: Room, chosen: dict[str, str], tried: list[Tried]) -> Cell:
    """The theorem under one combination of readings; where one reading alone makes the difference, with its example and the largest excess.

    `tried` are the cases found under other combinations: one that refutes it here too, or meets its premise, saves a search.
    """
    named = tuple(sorted(chosen.items()))
    changed = [name for name, option in chosen.items() if room.readings[name] != option]
    if not changed:
        return Cell(named, default.verdict, default.counterexample, reason=default.reason if default.verdict is Verdict.UNDECIDED else "")
    other = room.under(chosen)
    known = settled(theorem, other, tried)
    if known is not None and (known is default.verdict or len(changed) > 1):
        return Cell(named, known)
    if known is None:
        bare = check_under(theorem, other, tried, detail=False)
        if bare.verdict is Verdict.UNDECIDED:
            return Cell(named, bare.verdict, reason=bare.reason)
        known = bare.verdict
    if len(changed) > 1 or theorem.kind != "als" or known is not Verdict.REFUTED or known is default.verdict:
        return Cell(named, known)
    result = check_under(theorem, other, tried)
    excess = largest_excess(other, theorem.premise, theorem.claim)
    tried.extend(Tried(facts) for facts in (excess.example if excess else None, result.counterexample.facts if result.counterexample else None) if facts)
    return Cell(named, result.verdict, result.counterexample, excess.days if excess else None)


def settled(theorem: TheoremModel, room: Room, tried: Sequence[Tried]) -> Verdict | None:
    """What cases found under another combination already settle here: one case refutes an implication, one case proves an existence."""
    match theorem.kind:
        case "als":
            return Verdict.REFUTED if any(refutes(theorem, room, Tried(each.facts)) for each in tried) else None
        case "bestaat":
            return Verdict.PROVED if any(evaluate(theorem.claim, Case(room.snapshot, each.facts, room.readings)) is True for each in tried) else None
        case _:
            return None


def refutes(theorem: TheoremModel, room: Room, tried: Tried) -> bool:
    """Whether a case meets the premise and not the claim, by the reference; what it leaves unknown settles nothing."""
    case = Case(room.snapshot, tried.facts, room.readings, unsaid=tried.unsaid)
    claim = evaluate(theorem.claim, case)
    return evaluate(theorem.premise, case) is True and claim is not True and claim is not UNKNOWN


def check_under(theorem: TheoremModel, room: Room, tried: list[Tried], *, detail: bool = True) -> Result:
    """The verdict under one choice of readings. `tried` are cases of the same law, whatever the readings; it gains those found here."""
    match theorem.kind:
        case "als":
            return implication(theorem, room, tried, detail=detail)
        case "bestaat":
            return existence(theorem, room, detail=detail)
        case "hangt niet af":
            return independence(theorem, room, detail=detail)
        case "gaat voor":
            return precedence(theorem, room, detail=detail)
        case _:
            return monotonicity(theorem, room, detail=detail)


def implication(theorem: TheoremModel, room: Room, tried: list[Tried], *, detail: bool) -> Result:
    """Obligations that are unsatisfiable iff nobody meets the premise without the claim; and the premise must be possible.

    Possible is what some completion of text that is not known makes possible: so that a theorem and its contrapositive have one verdict.
    """
    premise, claim = must("als", theorem.premise), must_not("dan", theorem.claim)
    # Most theorems hold, and the question that finds the core of a proof is a proof; where evidence is kept, it is of the question itself.
    core = core_of(theorem, room) if detail and not tried and room.log is None else None
    answer = Unsat() if core is not None else answered(theorem, room, (premise, claim), tried)
    if not isinstance(answer, Sat) and not any(evaluate(theorem.premise, Case(room.snapshot, each.facts, room.readings)) is True for each in tried):
        possible = room.opened().ask((premise,))
        remember(possible, tried)
        if isinstance(possible, Undecided):
            return undecided(CHECK, theorem.address, possible.reason)
        if isinstance(possible, Unsat):
            return vacuous(theorem, room)
    match answer:
        case Undecided(reason):
            return undecided(CHECK, theorem.address, reason)
        case Unsat():
            result = proved(theorem, room, (core if core is not None else core_of(theorem, room) or ()) if detail else ())
            return replace(result, assumptions=(*result.assumptions, *premise_unsaid(premise, room))) if detail else result
        case Sat():
            return refuted(theorem, room, (premise, claim), answer) if detail else bare(theorem, room, Verdict.REFUTED)


def premise_unsaid(premise: Constraint, room: Room) -> tuple[str, ...]:
    """That it depends on text that is not known whether the premise of a proof ever holds, where it does."""
    hangs = room.turns_on_unknown((premise,)) and isinstance(room.ask((premise,)), Undecided)
    return ("of de voorwaarde zich kan voordoen, hangt af van tekst die niet bekend is",) if hangs else ()


def answered(theorem: TheoremModel, room: Room, constraints: Sequence[Constraint], tried: list[Tried]) -> Answer:
    """Whether a case refutes an implication. That some completion of unknown text gives one need not be asked when a case that was tried shows it."""
    if room.turns_on_unknown(constraints) and any(refutes(theorem, room, each) for each in tried):
        return room.whatever_is_unknown(constraints)
    answer = room.opened().ask(constraints)
    remember(answer, tried)
    return room.judged(answer, constraints)


def remember(answer: Answer, tried: list[Tried]) -> None:
    """Keep the case that was found: what it shows under other readings is for the reference to say."""
    if isinstance(answer, Sat):
        model = answer.model
        tried.append(Tried(case_of(answer.session, model, answer.within), completion_of(answer.session, model)))


def existence(theorem: TheoremModel, room: Room, *, detail: bool) -> Result:
    """Satisfiable iff there is such a case; the case itself is the proof."""
    claim = must("er bestaat", theorem.claim)
    answer = room.ask((claim,))
    match answer:
        case Undecided(reason):
            return undecided(CHECK, theorem.address, reason)
        case Unsat():
            used = (proof_core(room, (theorem.claim,)) or ()) if detail else ()
            nl, en = f"weerlegd: er is geen geval waarin dit zo is ({theorem.text})", f"refuted: there is no such case ({theorem.text})"
            return Result(CHECK, Verdict.REFUTED, Severity.ERROR, theorem.address, (theorem.over,), nl, en, None, used, said(theorem, room), span=theorem.span)
        case Sat() if not detail:
            return bare(theorem, room, Verdict.PROVED)
        case Sat():
            example = find_case(room, (claim,), concerns_of(theorem, room), answer)
            if isinstance(example, Broken):
                return undecided(CHECK, theorem.address, f"het voorbeeld is niet bevestigd ({example.what}): dit is een fout in waterdicht")
            return replace(proved(theorem, room, ()), counterexample=example)


def bare(theorem: TheoremModel, room: Room, verdict: Verdict) -> Result:
    """Only a verdict, for a cell of the matrix or another version of the law."""
    severity = Severity.NOTE if verdict is Verdict.PROVED else Severity.ERROR
    return Result(CHECK, verdict, severity, theorem.address, (theorem.over,), "", "", None, (), said(theorem, room), span=theorem.span)


def core_of(theorem: TheoremModel, room: Room) -> tuple[str, ...] | None:
    """The provisions that the proof of an implication needs; None where they do not prove it."""
    return proof_core(room, (theorem.premise, negate(theorem.claim)))


def proved(theorem: TheoremModel, room: Room, core: tuple[str, ...]) -> Result:
    """A proof, with the provisions it needs."""
    return Result(
        CHECK, Verdict.PROVED, Severity.NOTE, theorem.address, (theorem.over,), f"bewezen: {theorem.text}", f"proved: {theorem.text}", None, core,
        said(theorem, room), span=theorem.span,
    )  # fmt: skip


def vacuous(theorem: TheoremModel, room: Room) -> Result:
    """A premise that nobody can meet proves nothing."""
    nl = f"zegt niets: niemand kan aan de voorwaarde voldoen ({theorem.text})"
    en = f"says nothing: nobody can meet the premise ({theorem.text})"
    core = proof_core(room, (theorem.premise,)) or ()
    return Result(CHECK, Verdict.REFUTED, Severity.ERROR, theorem.address, (theorem.over,), nl, en, None, core, said(theorem, room), span=theorem.span)


def refuted(theorem: TheoremModel, room: Room, constraints: Sequence[Constraint], start: Sat) -> Result:
    """A concrete person for whom it does not hold, and the provisions that bring it about."""
    concerns = concerns_of(theorem, room)
    case = find_case(room, constraints, concerns, start)
    if isinstance(case, Broken):
        return undecided(CHECK, theorem.address, f"het tegenvoorbeeld is niet bevestigd ({case.what}): dit is een fout in waterdicht")
    core = at_work(theorem, room, case, concerns)
    return Result(
        CHECK, Verdict.REFUTED, Severity.ERROR, theorem.address, (theorem.over,), f"weerlegd: {theorem.text}", f"refuted: {theorem.text}", case, core,
        said(theorem, room), span=theorem.span,
    )  # fmt: skip


def at_work(theorem: TheoremModel, room: Room, case: Counterexample, concerns: Sequence[Concern]) -> tuple[str, ...]:
    """The provisions that bring a case about: rules that hold, requirements that fail, and requirements on what the claim is about."""
    facts = set(fact_names(without_channels(theorem.claim), room))
    evaluated = Case(room.snapshot, case.facts, room.readings)
    found: list[str] = []
    for concern in concerns:
        for each in room.snapshot.regulations[concern.regulation].contributions:
            if (each.decision, each.phase) == (concern.decision, concern.phase) and not is_unsaid(each):
                holds = evaluate(each.formula, evaluated) is True
                requirement = each.channel is Channel.ONLY
                if holds is not requirement or (requirement and not facts.isdisjoint(fact_names(each.formula, room))):
                    found.append(each.address)
    return tuple(dict.fromkeys(found))


def fact_names(expr: Expr, room: Room) -> Iterator[str]:
    """The facts that an expression depends on."""
    return (each.name for each in reachable((expr,), room.snapshot) if isinstance(each, FactOf))


def said(theorem: TheoremModel, room: Room) -> tuple[str, ...]:
    """The assumptions of a theorem."""
    return assumptions(room, (theorem.premise, theorem.claim, *about(theorem)))


def concerns_of(theorem: TheoremModel, room: Room) -> tuple[Concern, ...]:
    """The decisions whose channels a theorem mentions."""
    found: dict[Concern, None] = {}
    for expr in (theorem.premise, theorem.claim):
        for each in reachable_outside_channels(expr, room):
            parts = each.key.split(":")
            if len(parts) >= 4 and parts[0] in room.snapshot.regulations:
                found[Concern(parts[0], parts[1], parts[2])] = None
    return tuple(found)


def reachable_outside_channels(expr: Expr, room: Room) -> list[Use]:
    """The definitions that an expression uses, not looking inside channels."""
    found: list[Use] = []
    stack: list[Expr] = [expr]
    while stack:
        current = stack.pop()
        match current:
            case Use(key):
                found.append(current)
                if key.count(":") < CHANNEL_PARTS and key in room.snapshot.definitions:
                    stack.append(room.snapshot.definitions[key].body)
            case Apply(_, arguments):
                stack.extend(arguments)
            case Marked(body):
                stack.append(body)
            case ByReading(_, branches):
                stack.extend(branch for _, branch in branches)
            case _:
                continue
    return found
