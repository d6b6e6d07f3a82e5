"""How long all checks take on many ordinances that follow one model, how that grows, and whether each planted conflict is found and nothing else.

Some are examined by themselves as well, which must give the same results.

`make bench` runs 10 and 100; `make bench N="10 100 342"` any numbers. Times are of the processor (all processes together) and of the clock.
"""

from __future__ import annotations

import os
import platform
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ordinances import MODEL, PLANTED_SHARE, Ordinance, ordinances, write

from waterdicht.compiler.upon import Ground, ground
from waterdicht.verifier.cache import Cache
from waterdicht.verifier.many import DESKS, Examined, examine
from waterdicht.verifier.parallel import default_jobs
from waterdicht.verifier.results import Result, Verdict
from waterdicht.verifier.verify import verify

POLICIES = Path(__file__).parents[1] / "policies"
BELOW = ("begrippen", "andere_wetten", "participatiewet", "soest/begrippen.norm", "stichtse_vecht/begrippen.norm", "vng_model/2023.norm")
Place = tuple[str, str]
CONSEQUENCES: dict[Place, str] = {
    ("W463", ""): "the generator gives no publication",
    ("dode-bepaling", "artikel-14/lid-1"): "nobody gets a premium for which one may apply only after the term for applying; the bounds of the model allow that",
    ("dode-bepaling", "artikel-15/lid-3"): "the term of this transitional law ends on a day that follows from two parameters",
    ("dode-bepaling", "artikel-15/lid-4"): "idem",
    ("dode-bepaling", "artikel-9/lid-2/onderdeel-c"): "says what article 7 says, when its exclusion is left out",
    ("strenger-dan-de-wet", "artikel-2/lid-1"): "the finding of the model on artikel 2 lid 2, for who chooses lid 1",
    ("strenger-dan-de-wet", "artikel-2/lid-2"): "idem, for who chooses lid 2",
}
"""Findings that the model itself has only once it is filled in, each with where it comes from."""


def main(arguments: Sequence[str]) -> int:
    """Print the figures for each number; 1 when a planted conflict was missed or something else was found."""
    below, files = foundation()
    own = findings(verify(below.model, (), only=(MODEL,)), MODEL) | set(CONSEQUENCES)
    print(f"machine: {platform.machine()}, {default_jobs()} processors, Python {platform.python_version()}")
    faults = [fault for count in map(int, arguments or ("10", "100")) for fault in run(below, files, count, own)]
    for place, times in Counter(faults).items():
        print(f"{times} times: {place}")
    return 1 if faults else 0


def foundation() -> tuple[Ground, list[str]]:
    """What the ordinances stand upon: law, vocabularies and the model, without theorems and scenarios."""
    several = (path for name in BELOW for path in sorted((POLICIES / name).rglob("*.norm") if (POLICIES / name).is_dir() else [POLICIES / name]))
    files = [str(path) for path in several if not path.stem.startswith(("scenarios", "stellingen"))]
    below, said = ground(files)
    assert below is not None, said
    return below, files


def run(below: Ground, files: list[str], count: int, own: set[Place]) -> list[str]:
    """The figures for one number of ordinances, and what is wrong with the findings."""
    made = list(ordinances(below, count))
    with tempfile.TemporaryDirectory() as folder:
        paths = write(made, Path(folder) / "ordinances")
        cache = Cache(Path(folder) / "kept", "benchmark")
        DESKS.clear()  # as in a process that begins
        found, processor, clock = timed(files, paths, cache)
        apart = [fault for place in sample(count) for fault in unlike(files, paths[place], found[place])]
        print(f"{count:4d} ordinances, cold: {processor:.1f} s of processor, {processor / count:.2f} s each; {clock:.1f} s by the clock")
        other = next(ordinances(below, 1, seed=2))
        paths[0].write_text(other.text, encoding="utf-8")
        DESKS.clear()
        _, processor, clock = timed(files, paths, cache)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    print(f"     one changed: {processor:.1f} s of processor, {clock:.1f} s by the clock; largest process so far {peak:.0f} MB")
    return [*apart, *(fault for ordinance, examined in zip(made, found, strict=True) for fault in compared(ordinance, examined, own))]


def sample(count: int) -> list[int]:
    """The places of some ordinances that are examined by themselves too: two with a conflict planted, and the last."""
    return sorted({*(place for place in (PLANTED_SHARE // 2, PLANTED_SHARE // 2 + 2 * PLANTED_SHARE) if place < count), count - 1})


def unlike(files: list[str], path: Path, shared: Examined) -> list[str]:
    """Whether an ordinance examined by itself has other results than among the others; which case is shown does not count."""
    (alone,) = examine(files, [path], jobs=1, share=False)
    mine, theirs = ([(replace(each, counterexample=None), each.counterexample is None) for each in one.results] for one in (alone, shared))
    return [] if mine == theirs else [f"other results than by itself: {path.stem}"]


def timed(files: list[str], paths: Sequence[Path], cache: Cache) -> tuple[list[Examined], float, float]:
    """The results, with the seconds of processor and clock that they took."""
    before, start = os.times(), time.perf_counter()
    found = list(examine(files, paths, cache=cache))
    after = os.times()
    return found, sum(after[:4]) - sum(before[:4]), time.perf_counter() - start


def compared(ordinance: Ordinance, examined: Examined, own: set[Place]) -> list[str]:
    """What was planted and not found, and what was found and neither planted nor the model's own."""
    if examined.wrong:
        return [f"does not compile: {examined.wrong[0].code.value}"]
    there = findings(examined.results, ordinance.name)
    planted = ordinance.planted
    missed = [f"missed: {planted.name}"] if planted is not None and (planted.check, planted.place) not in there else []
    beyond = {each for each in there - own if planted is None or each[1] != planted.place}
    return [*missed, *(f"beyond the model: {check} at {place}" for check, place in sorted(beyond))]


def findings(results: Sequence[Result], regulation: str) -> set[Place]:
    """What is not proved of a regulation, by check and by address within it."""
    return {(each.check, each.subject.removeprefix(regulation).lstrip("/")) for each in results if each.verdict is not Verdict.PROVED}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
