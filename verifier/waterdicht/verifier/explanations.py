"""Explanations of results that are shown in full: the nearest case that is fine, and the repairs that can be seen. Worked out after all else, on request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import z3

from waterdicht.compiler.amend import Amount, amended
from waterdicht.compiler.backends.python.phrases import phrase
from waterdicht.compiler.compile import Model, snapshot_on
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Channel
from waterdicht.compiler.library import Library
from waterdicht.compiler.snapshots import Built
from waterdicht.compiler.theorems import TheoremModel
from waterdicht.verifier.cache import Cache
from waterdicht.verifier.checks.bounds import OUTSIDE, check_bounds
from waterdicht.verifier.checks.clash import clash_of
from waterdicht.verifier.checks.layers import BROADER, STRICTER, check_layers
from waterdicht.verifier.checks.theorems import concerns_of
from waterdicht.verifier.fine import nearest_fine
from waterdicht.verifier.parallel import Lost, Progress, Task, default_jobs, perform
from waterdicht.verifier.repairs import layer_repairs, number_repairs, theorem_repairs, without_part
from waterdicht.verifier.results import Counterexample, Repair, Result, Verdict
from waterdicht.verifier.room import Room, must, relevant_readings
from waterdicht.verifier.verify import THEOREM, by_address, group_of, identity, in_horizon

TODAY = "deze_dag"
EXPLAINED = (THEOREM, STRICTER, BROADER, OUTSIDE)
"""The checks whose results can be explained further."""
Identity = tuple[str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Subject:
    """A result, its case, and the snapshot that shows it; of a theorem all its versions, the one that the case refutes first."""

    result: Result
    case: Counterexample
    built: Built
    versions: tuple[TheoremModel, ...] = ()


def explained(  # the options of a run, each by its name
    model: Model,
    results: Sequence[Result],
    wanted: Callable[[Result], bool],
    *,
    jobs: int | None = None,
    progress: Progress | None = None,
    patience: float | None = None,
    cache: Cache | None = None,
) -> tuple[Result, ...]:
    """The results, those that are `wanted` with the nearest case that is fine and, where they are not accepted, with repairs.

    What takes longer than `patience` (seconds), or more than the solver may spend, is left out: it changes no verdict.
    """
    theorems = by_address(model.theorems)
    subjects = {index: subject for index, each in enumerate(results) if wanted(each) and (subject := subject_of(each, model, theorems)) is not None}
    keys = {} if cache is None else {index: key_of(cache, subject) for index, subject in subjects.items()}
    answers = {} if cache is None else {index: kept for index, key in keys.items() if (kept := cache.find(key)) is not None}
    pending = [index for index in subjects if index not in answers]
    tasks = [Task(results[index].subject, partial(attempt, subjects[index], model.library), group_of(results[index].subject)) for index in pending]
    for place, answer in perform(tasks, jobs or default_jobs(), progress, patience=patience):
        if not isinstance(answer, Lost):
            answers[pending[place]] = answer
            if cache is not None:
                cache.keep(keys[pending[place]], answer)
    return tuple(replace(answers[index][0], accepted=each.accepted) if index in answers else each for index, each in enumerate(results))


def key_of(cache: Cache, subject: Subject) -> str:
    """The key of an explanation: the result, whether repairs are asked for, and the law that it is about."""
    built = (subject.built, *(each.built for each in subject.versions))
    plain = replace(subject.result, accepted=None)
    return cache.key(("uitleg", plain, plain.span, subject.result.accepted is None, subject.versions, built), built)


def subject_of(result: Result, model: Model, theorems: dict[str, list[TheoremModel]]) -> Subject | None:
    """What there is to explain of a result; None when it is of another kind, or its case does not show it on the snapshot of its day."""
    case = result.counterexample
    if result.check not in EXPLAINED or result.verdict is not Verdict.REFUTED or case is None:
        return None
    if result.check == THEOREM:
        versions = [each for each in theorems.get(result.subject, ()) if in_horizon(each.built) and each.kind == "als"]
        first = next((each for each in versions if shows(each, case)), None)
        return None if first is None else Subject(result, case, first.built, (first, *(each for each in versions if each is not first)))
    day = case.facts.get(TODAY)
    built = next((each for each in model.built.get(group_of(result.subject), ()) if in_view(each, day)), None)
    return None if built is None else Subject(result, case, built)


def in_view(built: Built, day: object) -> bool:
    """Whether a snapshot is the law of a day; of a case without a day any is."""
    return not isinstance(day, date) or snapshot_on((built,), day) is not None


def shows(theorem: TheoremModel, case: Counterexample) -> bool:
    """Whether a case refutes this version of a theorem, by the reference."""
    judged = Case(theorem.built.snapshot, case.facts, case.readings)
    return in_view(theorem.built, case.facts.get(TODAY)) and evaluate(theorem.premise, judged) is True and evaluate(theorem.claim, judged) is not True


def attempt(subject: Subject, library: Library) -> list[Result]:
    """The result with its explanation; as it was where the solver breaks down or there is no memory left, for an explanation changes no verdict."""
    room = Room(subject.built, subject.case.readings)
    try:
        return [theorem_explained(subject, library, room) if subject.versions else finding_explained(subject, room.of_known_text())]
    except (MemoryError, z3.Z3Exception):
        return [subject.result]
    finally:
        room.close()


def theorem_explained(subject: Subject, library: Library, room: Room) -> Result:
    """A refuted theorem: the nearest case that meets its premise and its claim."""
    theorem = subject.versions[0]
    fine = (must("als", theorem.premise), must("dan", theorem.claim))
    nearest = nearest_fine(room, fine, concerns_of(theorem, room), subject.case)
    own = limiting(theorem, room, subject.result.core)
    others = [dict(each.readings) for each in subject.result.matrix if not dict(each.readings).items() <= dict(room.readings).items()]
    repairs = theorem_repairs(theorem, subject.versions, library, room, own, others) if subject.result.accepted is None else ()
    return replace(subject.result, nearest=nearest, repairs=repairs)


def limiting(theorem: TheoremModel, room: Room, core: Sequence[str]) -> tuple[str, ...]:
    """The provisions of a theorem's own regulation whose numbers may matter: those at work in the case, then other requirements and refusals.

    A refusal that does not apply in the case is no cause of it, but would have prevented it with another number.
    """
    focus = room.built.view.focus
    decisions = {(each.decision, each.phase) for each in concerns_of(theorem, room) if each.regulation == focus}
    given = (each for each in room.snapshot.regulations[focus].contributions if (each.decision, each.phase) in decisions)
    others = (each.address for each in given if each.channel in (Channel.ONLY, Channel.REFUSE))
    return tuple(dict.fromkeys((*(each for each in core if group_of(each) == focus), *others)))


def finding_explained(subject: Subject, room: Room) -> Result:
    """A finding about two layers: the nearest case in which neither takes away what the other gives. Of a value out of bounds only the repair."""
    result = subject.result
    clash = None if result.check == OUTSIDE else clash_of(room, result)
    if clash is None and result.check != OUTSIDE:
        return result
    nearest, repairs = None, tuple[Repair, ...]()
    if clash is not None:
        nearest = nearest_fine(room, clash.fine, clash.pair.concerns, subject.case)
        if nearest is None and clash.bite is not None:
            nearest = nearest_fine(room, clash.only_bite_fine, clash.pair.concerns, subject.case)
    if result.accepted is None:
        repairs = other_numbers(subject, room)
        if clash is not None and clash.bite is not None:
            left = without_part(room, clash.bite, result.reason, lambda expr: phrase(expr, room.snapshot))
            nl, en = as_read(room)
            repairs += tuple(
                replace(each, message_nl=each.message_nl + nl, message_en=each.message_en + en) for each in layer_repairs(room, clash, result.reason, left)
            )
    return replace(result, nearest=nearest, repairs=repairs)


def other_numbers(subject: Subject, room: Room) -> tuple[Repair, ...]:
    """The numbers in the ordinance with which the finding is gone and none comes in its place."""
    before = found_in(subject.built, room)
    mine = identity(subject.result)

    def good(built: Built) -> bool:
        return mine not in found_in(built, room)

    def sure(amount: Amount, count: int) -> tuple[str, str] | None:
        made = amended(subject.built, amount, count)
        return as_read(room) if made is not None and found_in(made, room) < before else None

    own = [each for each in subject.result.core if group_of(each) == subject.built.view.focus]
    said = ("is deze bevinding er niet meer, en komt er geen andere voor in de plaats", "this finding would be gone, with no other in its place")
    return tuple(number_repairs(subject.built, own, good, sure, said)) if mine in before else ()


def as_read(room: Room) -> tuple[str, str]:
    """That a repair of a finding holds as the finding does: under the chosen readings. Nothing where there is nothing to choose."""
    bearing = relevant_readings([each.formula for model in room.snapshot.regulations.values() for each in model.contributions], room.built)
    return (" (bij de gekozen lezingen)", " (under the chosen readings)") if bearing else ("", "")


def found_in(built: Built, like: Room) -> frozenset[Identity]:
    """What the checks against the law above do not approve of in a snapshot."""
    room = Room(built, like.readings, quick=True)
    judged = room.of_known_text()
    found: Iterable[Result] = (*check_layers(judged), *check_bounds(judged))
    every = frozenset(identity(each) for each in found if each.verdict is not Verdict.PROVED)
    room.close()
    return every
