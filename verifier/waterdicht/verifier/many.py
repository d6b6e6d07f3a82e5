"""Many regulations upon the same law: each is compiled and checked by itself, in any executor, and what one process found out serves the next."""

from __future__ import annotations

import gc
import hashlib
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from waterdicht.compiler.compile import without_collector
from waterdicht.compiler.upon import Ground, compile_upon, ground
from waterdicht.dsl.diagnostics import Diagnostic
from waterdicht.verifier.cache import Cache
from waterdicht.verifier.known import read, written
from waterdicht.verifier.parallel import default_jobs
from waterdicht.verifier.results import Result
from waterdicht.verifier.sharing import Shared
from waterdicht.verifier.verify import verify

PARTS = 2
"""Portions per process: in a larger portion more is shared, with more portions the last ends sooner."""
LEAST = 4
"""A portion has at least so many regulations, if there are."""
COLLECTED = 10
"""After so many regulations garbage is collected: each time it goes through everything that is kept, a quarter of a second."""


class WrongGround(ValueError):
    """What the regulations stand upon does not parse or is wrong; `said` tells why."""

    def __init__(self, said: tuple[Diagnostic, ...]) -> None:
        super().__init__("what the regulations stand upon is wrong")
        self.said = said


@dataclass(frozen=True, slots=True)
class Examined:
    """What is found of the regulations in one file: the results of all checks on them, or, where the file is wrong, what is said of it."""

    path: str
    results: tuple[Result, ...]
    wrong: tuple[Diagnostic, ...] = ()


@dataclass(slots=True)
class Desk:
    """What a process keeps between portions: the law, and what was found upon it."""

    below: Ground
    shared: Shared


DESKS: dict[str, Desk] = {}
"""The desk of this process for the law with some content; never more than one."""


def examine(  # the options of a run, each by its name
    below: Sequence[str | Path],
    paths: Sequence[str | Path],
    *,
    readings: bool = True,
    jobs: int | None = None,
    executor: Executor | None = None,
    cache: Cache | None = None,
    share: bool = True,
) -> Iterator[Examined]:
    """The results on the regulations in each file, upon the files in `below` (law, vocabularies, models), in the order of `paths`.

    They are those of `verify` on everything together, without what that says of the files below. The work goes to an `executor` in portions of
    plain data, each to a process that can read the same files; without one to `jobs` processes of its own (default: one per processor; 1: this one).
    With `share` the same formulas are asked once; which of several cases is shown can then depend on the files before.
    Raises WrongGround.
    """
    under, files = tuple(str(path) for path in below), [str(path) for path in paths]
    law = content_of(under)
    kept = {} if cache is None else {path: found for path in files if (found := cache.find(key_of(cache, law, path, readings=readings))) is not None}
    pending = [path for path in files if path not in kept]
    done = {path: Examined(path, tuple(found)) for path, found in kept.items()}
    known = cache.read(cache.key(("known", law), ())) if cache is not None and pending and share else None
    for part in work_out(under, pending, executor, jobs or default_jobs(), Options(readings, share, known)):
        for each in part.found:
            done[each.path] = each
            if cache is not None and not each.wrong:
                cache.keep(key_of(cache, law, each.path, readings=readings), list(each.results))
        if cache is not None and part.known is not None:
            cache.write(cache.key(("known", law), ()), part.known)
    yield from (done[path] for path in files)


@dataclass(frozen=True, slots=True)
class Options:
    """How a portion is examined: with which readings, whether anything is shared, what is known from an earlier run, and whether to tell what is known after."""

    readings: bool
    share: bool
    known: bytes | None = None
    tell: bool = False


@dataclass(frozen=True, slots=True)
class Portion:
    """What is found of the files of one portion, and all that its process then knows, where that was asked for."""

    found: list[Examined]
    known: bytes | None


def work_out(below: tuple[str, ...], files: Sequence[str], executor: Executor | None, jobs: int, options: Options) -> Iterator[Portion]:
    """What each portion gives; the first tells what is known after it."""
    several = [(portion, replace(options, tell=options.share and place == 0)) for place, portion in enumerate(portions(files, jobs))]
    if executor is not None:
        yield from gathered([executor.submit(examine_some, below, *each) for each in several])
    elif jobs <= 1 or len(several) <= 1:
        for portion, option in several:
            yield examine_some(below, portion, option)
    else:
        desk_for(below, options.known)  # compiled once, and shared by the fork
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork")) as own:
            yield from gathered([own.submit(examine_some, below, *each) for each in several])


def portions(files: Sequence[str], jobs: int) -> list[tuple[str, ...]]:
    """The files in portions, in order."""
    size = max(LEAST, -(-len(files) // (PARTS * max(jobs, 1))))
    return [tuple(files[start : start + size]) for start in range(0, len(files), size)]


def gathered(futures: Sequence[Future[Portion]]) -> Iterator[Portion]:
    """What every portion gives."""
    for future in futures:
        yield future.result()


def examine_some(below: tuple[str, ...], paths: tuple[str, ...], options: Options) -> Portion:
    """One portion, in whatever process this is: it compiles the law once."""
    with without_collector():
        desk, found = desk_for(below, options.known), list[Examined]()
        for index, path in enumerate(paths, 1):
            found.append(examine_one(desk, path, readings=options.readings, share=options.share))
            if index % COLLECTED == 0:
                gc.collect()  # what a regulation leaves behind refers to itself, and a long portion would hold all of it
        return Portion(found, written(desk.shared) if options.tell else None)


def desk_for(below: tuple[str, ...], known: bytes | None = None) -> Desk:
    """The desk of this process for these files as they are now, with what is known from an earlier run when it is new. Raises WrongGround."""
    content = content_of(below)
    if content not in DESKS:
        made, said = ground(below)
        if made is None:
            raise WrongGround(said)
        DESKS.clear()
        DESKS[content] = Desk(made, (None if known is None else read(known)) or Shared())
    return DESKS[content]


def examine_one(desk: Desk, path: str, *, readings: bool, share: bool) -> Examined:
    """All checks on the regulations of one file."""
    model, said = compile_upon(desk.below, path)
    if model is None:
        return Examined(path, (), said)
    return Examined(path, verify(model, said, readings=readings, jobs=1, shared=desk.shared if share else None))


def content_of(paths: Sequence[str]) -> str:
    """The SHA-256 of some files: their names and all that is in them."""
    found = hashlib.sha256()
    for path in paths:
        content = Path(path).read_bytes()
        found.update(f"{path}\0{len(content)}\0".encode() + content)
    return found.hexdigest()


def key_of(cache: Cache, law: str, path: str, *, readings: bool) -> str:
    """The key of the results on one file: its content and that of everything below, under this program."""
    return cache.key(("many", law, path, content_of((path,)), readings), ())
