"""All checks on a model: the one entry point of the verifier."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import z3

from waterdicht.compiler.addresses import is_at, is_within, without_version
from waterdicht.compiler.compile import Model
from waterdicht.compiler.domains import HORIZON_FIRST, HORIZON_LAST
from waterdicht.compiler.snapshots import Built
from waterdicht.compiler.theorems import TheoremModel
from waterdicht.dsl.diagnostics import Diagnostic
from waterdicht.runtime.words import date_words
from waterdicht.verifier.asked import Log
from waterdicht.verifier.cache import Cache
from waterdicht.verifier.checks.basic import CONFLICT, DISCRETION, DOMAIN, check_conflicts, check_discretion, check_domain
from waterdicht.verifier.checks.bounds import JOINT, OUTSIDE, check_bounds
from waterdicht.verifier.checks.conditions import BRANCH, REDUNDANT, check_conditions
from waterdicht.verifier.checks.dates import CONSECUTIVE, MONTH_END, check_dates
from waterdicht.verifier.checks.dead import DEAD, check_dead
from waterdicht.verifier.checks.documents import from_diagnostics
from waterdicht.verifier.checks.faults import FAULT, check_faults
from waterdicht.verifier.checks.layers import BROADER, STRICTER, check_layers
from waterdicht.verifier.checks.readings import CHOICE, check_readings
from waterdicht.verifier.checks.retroactive import BURDEN, check_retroactive
from waterdicht.verifier.checks.theorems import bearing, check_theorem, check_under
from waterdicht.verifier.checks.transition import IDLE_TRANSITION, check_transition
from waterdicht.verifier.checks.values import FRACTION, GAP, OVERLAP, check_values
from waterdicht.verifier.findings import UNTOLD, assumptions, known_text_only, undecided, with_assumptions
from waterdicht.verifier.open_parameters import about, depending
from waterdicht.verifier.parallel import Lost, Progress, Task, default_jobs, perform
from waterdicht.verifier.questions import Question
from waterdicht.verifier.record import Record
from waterdicht.verifier.results import Result, Severity, Verdict
from waterdicht.verifier.room import Room, default_readings
from waterdicht.verifier.sharing import Shared

Check = Callable[[Room], Iterable[Result]]
AcrossCheck = Callable[[Sequence[Room]], Iterable[Result]]
Switched = frozenset[tuple[str, str]]
"""Checks that are not done, each with the regulation for which they are not."""
CHECKS: dict[Check, tuple[str, ...]] = {
    check_domain: (DOMAIN,),
    check_conflicts: (CONFLICT,),
    check_discretion: (DISCRETION,),
    check_layers: (STRICTER, BROADER, UNTOLD),
    check_bounds: (OUTSIDE, JOINT),
    check_values: (GAP, OVERLAP, FRACTION, UNTOLD),
    check_faults: (FAULT,),
    check_dead: (DEAD,),
    check_dates: (MONTH_END, CONSECUTIVE),
    check_readings: (CHOICE,),
}
"""Every check on a regulation, with the names under which its results appear."""
ACROSS: dict[AcrossCheck, tuple[str, ...]] = {
    check_conditions: (REDUNDANT, BRANCH),
    check_transition: (IDLE_TRANSITION,),
    check_retroactive: (BURDEN,),
}
"""Checks that see all snapshots of a regulation at once, for what they find must be so on each of them."""
ON_REQUEST: Final = frozenset({CHOICE})
"""Checks that are done only when they are asked for by name: what they find is no defect but a choice, and they take as long as all others together."""
WITH_UNKNOWN_TEXT: frozenset[Check] = frozenset({check_dead})
"""Checks that ask what text that is not known could make of a provision; the others judge the known text by itself."""
THEOREM = "stelling"
"""The name under which the results of theorems appear."""
WORST_FIRST = {Verdict.REFUTED: 0, Verdict.UNDECIDED: 1, Verdict.PROVED: 2}


@dataclass(frozen=True, slots=True)
class Work:
    """A task and what its results follow from: its own options, and the snapshots it is about. In the rooms it asks its questions."""

    checks: tuple[str, ...]
    subject: str
    perform: Callable[[], list[Result]]
    basis: tuple[object, ...]
    built: tuple[Built, ...]
    rooms: tuple[Room, ...] = ()

    @property
    def name(self) -> str:
        """What is shown of it while it is worked on."""
        return self.subject if self.checks == (THEOREM,) else f"{self.subject}: {self.checks[0]}"

    @property
    def group(self) -> str:
        """The regulation it is about: tasks on one share what is opened for it."""
        return group_of(self.subject)

    def undecided(self, reason: str) -> list[Result]:
        """What its results are when there is no answer."""
        return [undecided(check, self.subject, reason) for check in self.checks]


def verify(  # noqa: PLR0913  # the options of a run, each by its name
    model: Model,
    warnings: tuple[Diagnostic, ...] = (),
    *,
    readings: bool = True,
    progress: Progress | None = None,
    jobs: int | None = None,
    patience: float | None = None,
    only: Sequence[str] = (),
    keep: Cache | Record | None = None,
    off: Switched = frozenset(),
    shared: Shared | None = None,
) -> tuple[Result, ...]:
    """The results of every check on every regulation, and of every theorem; sorted, one result per subject however many versions of the law it holds under.

    `jobs` is the number of processes (default: one per processor); it does not change the results.
    A task whose process is ended from outside, or that takes longer than `patience` (seconds, where there are more processes than one), is undecided.
    `only` names checks or addresses: then nothing else is looked at. An address without a version is one in every version.
    `shared` holds what was found of other regulations upon the same law, as long as this process works by itself (`jobs` 1).
    `off` names checks that are not done for a regulation; nothing is said about these, so whoever reports must. Theorems cannot be left out.
    To `keep` are results in a cache, which does not change them, or in a record the questions behind them, with what a second opinion says of
    proofs: then everything is asked anew.
    """
    cache, record = (keep, None) if isinstance(keep, Cache) else (None, keep)
    later = record.cache if record else cache
    every = [
        work
        for work in works(model, readings=readings, only=tuple(only), record=record, shared=shared)
        if any((name, work.group) not in off for name in work.checks)
    ]
    kept = {} if cache is None else {work.name: results for work in every if (results := cache.find(key_of(cache, work))) is not None}
    pending = [work for work in every if work.name not in kept]
    if progress is not None and kept:
        progress(len(kept), len(every), "uit de cache")
    tasks: list[Task[Result | Question]] = [Task(work.name, partial(attempt, work, record), work.group, weight(work)) for work in pending]
    answers = record or Record()
    for index, answer in perform(tasks, jobs or default_jobs(), progress, partial(forget, every), patience):
        results = answers.keep(index, pending[index].undecided(answer.reason) if isinstance(answer, Lost) else answer)
        if later is not None:
            later.keep(key_of(later, pending[index]), results)
    settled = answers.confirmed(jobs or default_jobs(), progress, patience)
    if shared is not None:
        shared.close()
    in_order = ((work.group, kept.get(work.name)) for work in every), ((work.group, results) for work, results in zip(pending, settled, strict=True))
    found = [each for each in from_diagnostics(warnings) if (each.check, group_of(each.subject)) not in off]
    found += [each for part in in_order for group, results in part for each in results or () if (each.check, group) not in off]
    return merged(each for each in found if not only or any(each.check == name or is_at(each.subject, name) for name in only))


def group_of(address: str) -> str:
    """The regulation that an address is in, without its version."""
    return address.partition("/")[0].partition("@")[0]


def attempt(work: Work, record: Record | None) -> list[Result | Question]:
    """The results of a task, with what was asked for them in a record; where the solver breaks down or there is no memory left, that it is undecided, and why."""
    try:
        return [*work.perform()] if record is None else record.during(work.perform)
    except MemoryError:
        return [*work.undecided("er was te weinig geheugen")]
    except z3.Z3Exception as error:
        return [*work.undecided(f"de oplosser brak af: {error}")]


def key_of(cache: Cache, work: Work) -> str:
    """The key of a task: what it asks, under this program, on the snapshots with exactly this content."""
    return cache.key((work.checks, work.subject, *work.basis, work.built), work.built)


def weight(work: Work) -> int:
    """How long a task may take, next to others: as long as its law is."""
    return 1 + sum(len(built.snapshot.definitions) for built in work.built)


def forget(every: Sequence[Work], group: str) -> None:
    """Let go of what was opened for the tasks of a group."""
    for work in every:
        if work.group == group:
            for room in work.rooms:
                room.close()


def works(model: Model, *, readings: bool, only: tuple[str, ...], record: Record | None = None, shared: Shared | None = None) -> list[Work]:
    """Everything there is to do, in a fixed order. What is asked goes into the record."""
    every = (built for built in snapshots(model) if in_horizon(built))
    rooms = {id(built): Room(built, default_readings(built), only=only, log=log_of(built, record), shared=shared) for built in every}
    found = []
    for focus, several in model.built.items():
        examined = [rooms[id(built)] for built in several if id(built) in rooms]
        about = tuple(room.built for room in examined)
        performed = [(names, partial(run_versions, check, examined)) for check, names in CHECKS.items()]
        if examined:
            performed += [(names, partial(run_across, across, examined)) for across, names in ACROSS.items()]
        for names, perform_ in performed:
            if any(asked(only, name, focus) and (name not in ON_REQUEST or name in only) for name in names):
                found.append(Work(names, focus, perform_, (only,), about, tuple(examined)))
        if not examined and asked(only, DOMAIN, focus):
            found.append(Work((DOMAIN,), focus, partial(outside, DOMAIN, focus), (), ()))
    for address, versions in by_address(model.theorems).items():
        if asked(only, THEOREM, address):
            about = tuple(version.built for version in versions)
            asked_in = tuple(rooms[id(built)] for built in about if id(built) in rooms)
            found.append(Work((THEOREM,), address, partial(prove, versions, rooms, readings), (readings, tuple(versions)), about, asked_in))
    return found


def log_of(built: Built, record: Record | None) -> Log | None:
    """Where the questions about a snapshot are kept, if they are."""
    return None if record is None else Log(built.view.focus, built.view.first, record.asked, record.about)


def asked(only: Sequence[str], check: str, place: str) -> bool:
    """Whether a task can give results that were asked for: by the name of its check, or by an address in or around its place."""
    places = [without_version(name) for name in only if "/stelling-" not in name]
    return not only or check in only or any(is_within(place, name) for name in only) or any(is_within(name, place) for name in places)


def snapshots(model: Model) -> Iterator[Built]:
    """Every snapshot of every regulation."""
    for several in model.built.values():
        yield from several


def in_horizon(built: Built) -> bool:
    """Whether a snapshot holds on a day that proofs speak about; of another no case exists, and everything would seem proved."""
    return built.view.first <= HORIZON_LAST and (built.view.last is None or built.view.last >= HORIZON_FIRST)


def outside(check: str, subject: str) -> list[Result]:
    """Nothing can be said about law that is in force on no day of the horizon."""
    days = f"{date_words(HORIZON_FIRST)} tot en met {date_words(HORIZON_LAST)}"
    return [undecided(check, subject, f"geldt op geen dag van {days}, en alleen daarover gaan de bewijzen")]


def run_versions(check: Check, rooms: Sequence[Room]) -> list[Result]:
    """One check on every snapshot of a regulation; what a later one has in common with earlier ones is not worked out again."""
    found: list[Result] = []
    for index, room in enumerate(rooms):
        known = {identity(result) for result in found}
        room.quick = index > 0
        results = run(check, room)
        if room.quick and any(result.verdict is not Verdict.PROVED and identity(result) not in known for result in results):
            room.quick = False
            results = run(check, room)
        found.extend(results)
        room.quick = False
    return found


def run_across(check: AcrossCheck, rooms: Sequence[Room]) -> list[Result]:
    """One check on all snapshots of a regulation together."""
    said = tuple(dict.fromkeys(each for room in rooms for each in (*assumptions(room, ()), *known_text_only(room))))
    results = [with_assumptions(result, said) for result in check([room.of_known_text() for room in rooms])]
    return [depending(result, rooms[0], about(result, rooms[0])) for result in results] if leaves_open(rooms[0]) else results


def run(check: Check, room: Room) -> list[Result]:
    """One check on one snapshot, with what it assumed."""
    said = (*assumptions(room, ()), *known_text_only(room))
    judged = room if check in WITH_UNKNOWN_TEXT else room.of_known_text()
    results = [result if result.assumptions else with_assumptions(result, said) for result in check(judged)]
    return [depending(result, room, about(result, room)) for result in results] if leaves_open(room) else results


def leaves_open(room: Room) -> bool:
    """Whether a regulation in this snapshot leaves a parameter open."""
    return any(info.constant for info in room.snapshot.vocabulary.facts.values())


def by_address(theorems: Iterable[TheoremModel]) -> dict[str, list[TheoremModel]]:
    """Each theorem with its versions, one per snapshot."""
    found: dict[str, list[TheoremModel]] = {}
    for theorem in theorems:
        found.setdefault(theorem.address, []).append(theorem)
    return found


def prove(versions: Sequence[TheoremModel], rooms: Mapping[int, Room], readings: bool) -> list[Result]:
    """One theorem on every snapshot in the horizon; on later ones a bare verdict, in detail only where it is worse than the first."""
    examined = [each for each in versions if id(each.built) in rooms]
    if not examined:
        return outside(THEOREM, versions[0].address)
    first, *others = examined
    found = [with_parameters(first, check_theorem(first, rooms[id(first.built)], readings=readings), rooms[id(first.built)])]
    for theorem in others:
        room = rooms[id(theorem.built)]
        bare = check_under(theorem, room, [], detail=False)
        same = bare.verdict is found[0].verdict
        result = replace(bare, message_nl=found[0].message_nl, message_en=found[0].message_en) if same else check_theorem(theorem, room, readings=readings)
        found.append(with_parameters(theorem, result, room))
    return found


def with_parameters(theorem: TheoremModel, result: Result, room: Room) -> Result:
    """The result with the open parameters that its theorem depends on."""
    return depending(result, room, bearing(theorem, result, room))


def merged(results: Iterable[Result]) -> tuple[Result, ...]:
    """One result per check, subject and (for findings) what it conflicts with; over several snapshots the worst verdict stands."""
    found: dict[tuple[str, str, tuple[str, ...]], Result] = {}
    for result in results:
        key = identity(result)
        known = found.get(key)
        if known is None:
            found[key] = result
        else:
            first, second = (known, result) if WORST_FIRST[known.verdict] <= WORST_FIRST[result.verdict] else (result, known)
            together = tuple(dict.fromkeys((*first.assumptions, *second.assumptions)))
            related = tuple(dict.fromkeys((*first.related, *second.related)))
            opened = tuple(sorted({*first.open_parameters, *second.open_parameters}))
            found[key] = replace(first, related=related, assumptions=together, open_parameters=opened)
    return tuple(sorted(found.values(), key=lambda each: (each.subject.partition("/")[0], each.check, each.subject, each.related)))


def identity(result: Result) -> tuple[str, str, tuple[str, ...]]:
    """What makes two results the same: versions of a law do not, nor what else stands in the way of a dead provision."""
    if result.check in (THEOREM, DEAD) or result.verdict is Verdict.PROVED:
        return result.check, result.subject, ()
    part = (result.reason,) if result.verdict is Verdict.REFUTED else ()
    return result.check, result.subject, (*sorted(without_version(address) for address in result.related), *part)


def worst(results: Iterable[Result], level: Severity = Severity.WARNING) -> int:
    """The exit code: 1 for an unaccepted finding at or above the level, else 3 for anything undecided or a proof that a second opinion does not confirm."""
    order = [Severity.NOTE, Severity.WARNING, Severity.ERROR]
    every = tuple(results)
    if any(each.verdict is Verdict.REFUTED and each.accepted is None and order.index(each.severity) >= order.index(level) for each in every):
        return 1
    return 3 if any(each.verdict is Verdict.UNDECIDED or each.unconfirmed for each in every) else 0
