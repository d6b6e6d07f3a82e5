"""Whether a theorem or a check of the verifier notices a change: the verdicts of the unchanged law are known."""

from __future__ import annotations

from dataclasses import dataclass, field

from waterdicht.compiler.addresses import without_version
from waterdicht.compiler.compile import Model
from waterdicht.compiler.ir import Expr
from waterdicht.compiler.snapshots import Built
from waterdicht.compiler.theorems import TheoremModel
from waterdicht.verifier.checks.theorems import check_under
from waterdicht.verifier.equivalence import bears_on, changed_keys
from waterdicht.verifier.results import Result, Verdict
from waterdicht.verifier.room import Room, default_readings
from waterdicht.verifier.verify import CHECKS, THEOREM, in_horizon, run

Found = tuple[str, str, str]
"""What makes two results the same."""


@dataclass(slots=True)
class Known:
    """What is known of the unchanged law: the verdict of each theorem, by its address, and every finding of every check, by regulation.

    `earlier` has the verdicts of single versions, worked out when they are needed: over all versions the worst one stands.
    """

    verdicts: dict[str, Verdict]
    findings: dict[str, frozenset[Found]]
    earlier: dict[tuple[str, int], Verdict] = field(default_factory=dict)


def known_of(results: tuple[Result, ...]) -> Known:
    """What the results of a run of `verify` say."""
    names = {name for several in CHECKS.values() for name in several}
    verdicts = {each.subject: each.verdict for each in results if each.check == THEOREM}
    refuted = [each for each in results if each.check in names and each.verdict is Verdict.REFUTED]
    findings: dict[str, set[Found]] = {}
    for each in refuted:
        findings.setdefault(regulation_of(each), set()).add(known_as(each))
    return Known(verdicts, {name: frozenset(found) for name, found in findings.items()})


def regulation_of(result: Result) -> str:
    """The regulation that a result is about."""
    return without_version(result.subject).partition("/")[0]


# --- theorems -------------------------------------------------------------------------------


def noticed_by_theorem(found: Model, before: Model, concerned: tuple[str, ...], known: Known) -> str:
    """The address of a theorem with another verdict; "" when there is none. One that is undecided now notices nothing."""
    changed: dict[int, frozenset[str]] = {}
    rooms: dict[int, Room] = {}
    for old, new in zip(before.theorems, found.theorems, strict=True):
        if without_version(new.over).partition("/")[0] not in concerned or not in_horizon(new.built):
            continue
        place = id(new.built)
        if place not in changed:
            changed[place] = changed_keys(old.built.snapshot, new.built.snapshot)
            rooms[place] = quick_room(new.built)
        if not may_differ(old, new, changed[place]):
            continue
        verdict = check_under(new, rooms[place], [], detail=False).verdict
        if verdict is not Verdict.UNDECIDED and verdict is not verdict_of(old, known):
            return new.address
    return ""


def may_differ(old: TheoremModel, new: TheoremModel, changed: frozenset[str]) -> bool:
    """Whether the change can bear on a theorem at all."""
    if new.kind not in ("als", "bestaat"):
        return bool(changed) or old.keys != new.keys
    exprs: tuple[Expr, ...] = (new.premise, new.claim)
    return exprs != (old.premise, old.claim) or bears_on(exprs, changed, new.built.snapshot) or bears_on((old.premise, old.claim), changed, old.built.snapshot)


def verdict_of(theorem: TheoremModel, known: Known) -> Verdict:
    """The verdict of a theorem on one version of the unchanged law."""
    if known.verdicts[theorem.address] is Verdict.PROVED:
        return Verdict.PROVED
    key = theorem.address, id(theorem.built)
    if key not in known.earlier:
        known.earlier[key] = check_under(theorem, quick_room(theorem.built), [], detail=False).verdict
    return known.earlier[key]


# --- checks ---------------------------------------------------------------------------------


def noticed_by_check(found: Model, before: Model, concerned: tuple[str, ...], known: Known) -> str:
    """A finding that was not there, or is no longer there, as `check subject`; "" when there is none."""
    for name in concerned:
        if any(may_find(name, old, new) for old, new in zip(before.built[name], found.built[name], strict=True)):
            other = other_findings(found, name, known)
            if other:
                return other
    return ""


def may_find(name: str, old: Built, new: Built) -> bool:
    """Whether a change can bear on what is found of a regulation: on what it says itself, or on a decision that it has rules on."""
    changed = changed_keys(old.snapshot, new.snapshot)
    given = {each.decision for each in new.snapshot.regulations[name].contributions}
    return any(key.startswith((f"{name}:", f"{name}/", f"{name}@")) or not given.isdisjoint(key.split(":")[1:2]) for key in changed)


def other_findings(found: Model, name: str, known: Known) -> str:
    """The first finding on a regulation that it has now and had not, or the other way round.

    Findings are only said to be gone where every question was answered. All checks go first: some findings go by one name in several.
    """
    versions = [each for each in found.built[name] if in_horizon(each)]
    results = [result for check in CHECKS for built in versions for result in run(check, quick_room(built))]
    now = frozenset(known_as(each) for each in results if each.verdict is Verdict.REFUTED)
    then = known.findings.get(name, frozenset())
    undecided = any(each.verdict is Verdict.UNDECIDED for each in results)
    other = sorted(now - then if undecided else now ^ then)
    return f"{other[0][0]} {other[0][1]}" if other else ""


def known_as(result: Result) -> Found:
    """What makes two findings the same. Not what else they name: of a dead provision that is one smallest set among others, and any will do."""
    return result.check, result.subject, result.reason


def quick_room(built: Built) -> Room:
    """A room in which it is enough that there is a case."""
    return Room(built, default_readings(built), quick=True)
