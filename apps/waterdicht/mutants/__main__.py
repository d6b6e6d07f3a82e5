"""`python -m waterdicht.mutants`: change the law systematically, and count how many changes are noticed."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from waterdicht.cli.console import Console, console_for, json_text
from waterdicht.cli.exits import FINE, WRONG
from waterdicht.cli.loading import errors_of, load, render_all, warnings_of
from waterdicht.cli.main import RECURSION_LIMIT, prepare_streams
from waterdicht.cli.sources import reason_of
from waterdicht.cli.verify import open_cache
from waterdicht.compiler.compile import Model
from waterdicht.dsl import tree
from waterdicht.dsl.diagnostics import Diagnostic
from waterdicht.mutants.corpus import Corpus, corpus, users
from waterdicht.mutants.judge import Fate, Judgement, control, judge
from waterdicht.mutants.mutants import Mutant, mutants, sample
from waterdicht.mutants.page import page
from waterdicht.mutants.proofs import Known, known_of
from waterdicht.mutants.report import Judged, Run, as_json
from waterdicht.verifier.parallel import Lost, Task, default_jobs, perform
from waterdicht.verifier.verify import verify

PATIENCE = 900
"""Seconds after which a mutant is undecided."""


def arguments() -> argparse.ArgumentParser:
    """The arguments."""
    parser = argparse.ArgumentParser(prog="python -m waterdicht.mutants", description="Verander de regels stelselmatig en tel wat ervan wordt opgemerkt.")
    parser.add_argument("regulations", nargs="*", metavar="regeling", help="alleen deze regelingen (zonder: alle)")
    parser.add_argument("--policies", default="policies", help="de map met regels")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="zoveel veranderingen van elke regeling (0: alle)")
    parser.add_argument("--seed", type=int, default=1, help="waaruit de steekproef volgt")
    parser.add_argument("--no-proofs", action="store_true", help="vraag geen stellingen en controles: sneller, en wat zij opmerken telt als niet opgemerkt")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="de vorm van het verslag")
    parser.add_argument("--write", metavar="BESTAND", help="schrijf de bladzijde hierheen, en niet naar de standaarduitvoer")
    parser.add_argument("--jobs", type=int, default=None, help="het aantal processen")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Judge mutants and report; 2 when the law itself is wrong or a regulation is not there."""
    given = arguments().parse_args(argv)
    prepare_streams()
    sys.setrecursionlimit(RECURSION_LIMIT)
    console = console_for(sys.stdout, sys.stderr, "nl", given.format, os.environ)
    loaded = load([given.policies])
    if loaded.model is None:
        console.complain(render_all(errors_of(loaded.diagnostics), console))
        return WRONG
    chosen = tuple(given.regulations) or regulations(loaded.parsed)
    unknown = [name for name in chosen if name not in regulations(loaded.parsed)]
    if unknown:
        console.complain(f"er is geen regeling {', '.join(unknown)}; er zijn: {', '.join(regulations(loaded.parsed))}")
        return WRONG
    whole = corpus(loaded.parsed)
    every = {name: mutants(whole.files, name) for name in chosen}
    taken = tuple(each for name in chosen for each in sample(every[name], given.sample, given.seed))
    known = None if given.no_proofs else proved(loaded.model, warnings_of(loaded.diagnostics), console)
    if noticed := unchanged_but_noticed(chosen, whole, known, given.jobs or default_jobs(), console):
        console.complain("\n".join(f"{name} is niet veranderd, en toch opgemerkt ({by.fate.value}): {by.by}" for name, by in noticed))
        return WRONG
    judged = tuple(judge_all(taken, whole, known, given.jobs or default_jobs(), console))
    run = Run(given.sample, given.seed, tuple((name, len(mine)) for name, mine in every.items()), known is not None)
    text = json_text(as_json(run, judged)) if given.format == "json" else page(run, judged)
    return written(text, given.write, console) if given.write else shown(text, console)


def shown(text: str, console: Console) -> int:
    """The report on standard output."""
    console.write(text)
    return FINE


def written(text: str, path: str, console: Console) -> int:
    """The report in a file; 2 when it cannot be written."""
    try:
        Path(path).write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        console.complain(f"{path} is niet te schrijven: {reason_of(error)}")
        return WRONG
    return FINE


def regulations(files: Sequence[tree.SourceFile]) -> tuple[str, ...]:
    """The names of all regulations."""
    return tuple(sorted({each.name for file in files for each in file.documents if isinstance(each, tree.RegulationDocument)}))


def proved(model: Model, warnings: tuple[Diagnostic, ...], console: Console) -> Known:
    """What theorems and checks say of the unchanged law: from the cache where it has not changed."""
    results = verify(model, warnings, readings=True, progress=console.progress, keep=open_cache())
    console.progress_done()
    return known_of(results)


def unchanged_but_noticed(chosen: Sequence[str], whole: Corpus, known: Known | None, jobs: int, console: Console) -> tuple[tuple[str, Judgement], ...]:
    """The control: the regulations that something notices though nothing was changed, and those that use them."""
    names = tuple(dict.fromkeys((*chosen, *(each for name in chosen for each in users(whole, name)))))
    tasks: list[Task[Judgement]] = [Task(name, partial(as_it_is, name, whole, known), name) for name in names]
    found = {names[place]: answer for place, answer in perform(tasks, jobs, console.progress, patience=PATIENCE)}
    console.progress_done()
    lost = {name: Judgement(Fate.UNDECIDED, answer.reason) for name, answer in found.items() if isinstance(answer, Lost)}
    noticed = {name: answer[0] for name, answer in found.items() if not isinstance(answer, Lost) and answer}
    return tuple(sorted({**lost, **noticed}.items()))


def as_it_is(name: str, whole: Corpus, known: Known | None) -> list[Judgement]:
    """The control of one regulation as a task."""
    by = control(name, whole, known)
    return [] if by is None else [by]


def judge_all(taken: Sequence[Mutant], whole: Corpus, known: Known | None, jobs: int, console: Console) -> Iterator[Judged]:
    """Every mutant with what became of it, in order. They are handed out in small groups, so that all processes end together."""
    tasks: list[Task[Judgement]] = [Task(label(each), partial(one, each, whole, known), f"{each.regulation}:{at // 8}") for at, each in enumerate(taken)]
    found: dict[int, Judgement] = {}
    for place, answer in perform(tasks, jobs, console.progress, patience=PATIENCE):
        found[place] = Judgement(Fate.UNDECIDED, answer.reason) if isinstance(answer, Lost) else answer[0]
    console.progress_done()
    return (Judged(each, found[place]) for place, each in enumerate(taken))


def one(mutant: Mutant, whole: Corpus, known: Known | None) -> list[Judgement]:
    """One mutant as a task."""
    return [judge(mutant, whole, known)]


def label(mutant: Mutant) -> str:
    """What is shown while it is judged."""
    return f"{mutant.address}: {mutant.kind.value}"


if __name__ == "__main__":
    sys.exit(main())
