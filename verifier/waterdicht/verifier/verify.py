"""All checks on a model: the one entry point of the verifier."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from waterdicht.compiler.compile import Model
from waterdicht.compiler.snapshots import Built
from waterdicht.compiler.theorems import TheoremModel
from waterdicht.dsl.diagnostics import Diagnostic
from waterdicht.verifier.checks.basic import check_conflicts, check_domain
from waterdicht.verifier.checks.bounds import check_bounds
from waterdicht.verifier.checks.dates import check_dates
from waterdicht.verifier.checks.dead import check_dead
from waterdicht.verifier.checks.documents import from_diagnostics
from waterdicht.verifier.checks.layers import check_layers
from waterdicht.verifier.checks.theorems import check_theorem, check_under
from waterdicht.verifier.checks.values import check_values
from waterdicht.verifier.findings import assumptions, with_assumptions
from waterdicht.verifier.parallel import Progress, Task, default_jobs, perform
from waterdicht.verifier.results import Result, Severity, Verdict
from waterdicht.verifier.room import Room, default_readings

CHECKS = (check_domain, check_conflicts, check_layers, check_bounds, check_values, check_dead, check_dates)
WORST_FIRST = {Verdict.REFUTED: 0, Verdict.UNDECIDED: 1, Verdict.PROVED: 2}


def verify(
    model: Model, warnings: tuple[Diagnostic, ...] = (), *, readings: bool = True, progress: Progress | None = None, jobs: int | None = None
) -> tuple[Result, ...]:
    """The results of every check on every regulation, and of every theorem; sorted, one result per subject however many versions of the law it holds under.

    `jobs` is the number of processes (default: one per processor); it does not change the results.
    """
    rooms = {id(built): Room(built, default_readings(built)) for built in snapshots(model)}
    tasks: list[Task[Result]] = [(f"{room.built.view.focus} {check.__name__}", partial(run, check, room)) for room in rooms.values() for check in CHECKS]
    tasks += [(address, partial(prove, versions, rooms, readings)) for address, versions in by_address(model.theorems).items()]
    found: list[Result] = list(from_diagnostics(warnings))
    for results in perform(tasks, jobs or default_jobs(), progress):
        found.extend(results)
    return merged(found)


def snapshots(model: Model) -> Iterator[Built]:
    """Every snapshot of every regulation."""
    for several in model.built.values():
        yield from several


def run(check: Callable[[Room], Iterable[Result]], room: Room) -> list[Result]:
    """One check on one snapshot, with what it assumed."""
    said = assumptions(room, ())
    return [result if result.assumptions else with_assumptions(result, said) for result in check(room)]


def by_address(theorems: Iterable[TheoremModel]) -> dict[str, list[TheoremModel]]:
    """Each theorem with its versions, one per snapshot."""
    found: dict[str, list[TheoremModel]] = {}
    for theorem in theorems:
        found.setdefault(theorem.address, []).append(theorem)
    return found


def prove(versions: Sequence[TheoremModel], rooms: Mapping[int, Room], readings: bool) -> list[Result]:
    """One theorem on every snapshot; on later ones a bare verdict, in detail only where it is worse than the first."""
    first, *others = versions
    found = [check_theorem(first, rooms[id(first.built)], readings=readings)]
    for theorem in others:
        room = rooms[id(theorem.built)]
        bare = check_under(theorem, room, detail=False)
        same = bare.verdict is found[0].verdict
        found.append(replace(bare, message_nl=found[0].message_nl, message_en=found[0].message_en) if same else check_theorem(theorem, room, readings=readings))
    return found


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
            found[key] = replace(first, related=tuple(dict.fromkeys((*first.related, *second.related))), assumptions=together)
    return tuple(sorted(found.values(), key=lambda each: (each.subject.partition("/")[0], each.check, each.subject, each.related)))


def identity(result: Result) -> tuple[str, str, tuple[str, ...]]:
    """What makes two results the same: versions of a law do not."""
    if result.check == "stelling" or result.verdict is Verdict.PROVED:
        return result.check, result.subject, ()
    return result.check, result.subject, tuple(sorted(unversioned(address) for address in result.related))


def unversioned(address: str) -> str:
    """An address without the version of its regulation."""
    regulation, _, rest = address.partition("/")
    return f"{regulation.partition('@')[0]}/{rest}"


def worst(results: Iterable[Result], level: Severity = Severity.WARNING) -> int:
    """The exit code: 1 for an unaccepted finding at or above the level, else 3 for anything undecided, else 0."""
    order = [Severity.NOTE, Severity.WARNING, Severity.ERROR]
    every = tuple(results)
    if any(each.verdict is Verdict.REFUTED and each.accepted is None and order.index(each.severity) >= order.index(level) for each in every):
        return 1
    return 3 if any(each.verdict is Verdict.UNDECIDED for each in every) else 0
