"""`waterdicht verify`: everything that `check` does, and every proof."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from functools import partial

import z3

from waterdicht.cli.acceptance import acceptance_files, judge, read_acceptances
from waterdicht.cli.check import counted
from waterdicht.cli.console import Console, json_text
from waterdicht.cli.diagnostic_json import failure_json
from waterdicht.cli.engine import engine
from waterdicht.cli.evidence import write_evidence
from waterdicht.cli.exits import UNDECIDED, WRONG
from waterdicht.cli.explain import read_checks
from waterdicht.cli.formats import RENDERERS
from waterdicht.cli.formats.items import from_diagnostics, from_results
from waterdicht.cli.freeze import CannotFreeze, chosen, confirm, scenario_text, write_new
from waterdicht.cli.loading import Loaded, errors_of, load, render_all, warnings_of
from waterdicht.cli.outcome import Whole, find_whole, keep_whole, whole_key
from waterdicht.cli.results_json import SCHEMA, results_json
from waterdicht.cli.results_text import regulation_of, results_text
from waterdicht.cli.sources import reason_of, start_of
from waterdicht.cli.switches import not_looked_at, read_switches, still_judged, switched
from waterdicht.compiler.addresses import without_version
from waterdicht.compiler.compile import Model
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose, nearest
from waterdicht.verifier.cache import Cache, program_digest, usual_folder
from waterdicht.verifier.explanations import explained
from waterdicht.verifier.record import Record
from waterdicht.verifier.results import Result, Severity, Verdict
from waterdicht.verifier.second import is_installed
from waterdicht.verifier.verify import verify, worst


def run(given: argparse.Namespace, console: Console) -> int:
    """Prove or refute everything; 1 on a finding that is not accepted, 3 when something stays undecided."""
    if given.confirm and not is_installed():
        refuse((diagnose(Code.SOLVER_MISSING, name="cvc5", how='pip install "waterdicht[cvc5]"'),), console)
        return UNDECIDED
    keep = what_to_keep(given)
    cache = keep if isinstance(keep, Cache) else None
    key = None if cache is None or given.freeze else whole_key(cache, given, console)
    kept = None if cache is None or key is None else find_whole(cache, key)
    if kept is not None:
        say_unchanged(kept.tasks, console)
        console.write(kept.text)
        return kept.code
    loaded = load(given.paths)
    entries, problems = read_acceptances(acceptance_files(given.paths, given.accept))
    switches, wrong = read_switches(acceptance_files(given.paths, given.accept), loaded.model.built) if loaded.model is not None else ((), ())
    errors = (*problems, *wrong, *errors_of(loaded.diagnostics), *unknown_names(loaded.model, given.only))
    if loaded.model is None or errors:
        return refuse(errors, console)
    found = verify(
        loaded.model,
        warnings_of(loaded.diagnostics),
        readings=not given.no_readings,
        progress=console.progress,
        jobs=given.jobs,
        patience=given.timeout,
        only=tuple(given.only),
        keep=keep,
        off=switched(switches),
    )
    # Of what was not looked at, nothing can be said to occur no longer.
    judged = judge(found, still_judged(entries, switches), given.today, known_checks=frozenset() if given.only else None)
    told = in_order((*judged, *not_looked_at(switches)))
    results = explained(loaded.model, told, partial(told_in_full, given=given), jobs=given.jobs, progress=console.progress, patience=given.timeout, cache=cache)
    console.progress_done()
    say_unchanged(0 if cache is None else cache.found, console)
    text, code = shown(results, loaded.model, given, console), worst(results, Severity(given.level))
    console.write(text)
    if given.freeze and not freeze(results, loaded, given, console):
        return WRONG
    if given.evidence and isinstance(keep, Record) and not hand_over(results, loaded, keep, given, console):
        return WRONG
    undecided = any(each.verdict is Verdict.UNDECIDED for each in results)
    # Files that were changed meanwhile are not the ones that this is about.
    if cache is not None and key is not None and not undecided and key == whole_key(cache, given, console):
        keep_whole(cache, key, Whole(code, text, cache.found + cache.kept))
    return code


def what_to_keep(given: argparse.Namespace) -> Cache | Record | None:
    """The cache, or a record when evidence or a second opinion is wanted: what is in the cache is neither, so it is only filled then."""
    cache = None if given.no_cache else open_cache()
    return Record(given.confirm, cache) if given.confirm or given.evidence else cache


def told_in_full(result: Result, given: argparse.Namespace) -> bool:
    """Whether a result is worth the work of explaining it further: with --explain any, else what is neither accepted nor a note."""
    return bool(given.explain) or (result.accepted is None and result.severity is not Severity.NOTE)


def freeze(results: tuple[Result, ...], loaded: Loaded, given: argparse.Namespace, console: Console) -> bool:
    """Write the case that was asked for as a scenario; False, with a message, when there is none or it cannot be written."""
    assert loaded.model is not None
    try:
        text = scenario_text(chosen(results, given.freeze), loaded.model)
        confirm(text, loaded.parsed)
        write_new(given.freeze_to, text)
    except CannotFreeze as error:
        problem = diagnose(Code.NOT_FROZEN, name=given.freeze, reason=console.words(*error.texts))
    except OSError as error:
        problem = diagnose(Code.NOT_WRITTEN, start_of(given.freeze_to), path=given.freeze_to, reason=reason_of(error))
    else:
        console.complain(console.words(f"geschreven: {given.freeze_to}", f"written: {given.freeze_to}"))
        return True
    console.complain(render_all((problem,), console))
    return False


def hand_over(results: tuple[Result, ...], loaded: Loaded, record: Record, given: argparse.Namespace, console: Console) -> bool:
    """Write the evidence; False, with a message, when it cannot be written."""
    try:
        count = write_evidence(given.evidence, results, loaded, record)
    except OSError as error:
        problem = diagnose(Code.NOT_WRITTEN, start_of(given.evidence), path=given.evidence, reason=reason_of(error))
        console.complain(render_all((problem,), console))
        return False
    questions = counted(count, console.words("vraag", "question"), console.words("vragen", "questions"))
    console.complain(f"{questions} " + console.words(f"geschreven in {given.evidence}", f"written to {given.evidence}"))
    return True


def refuse(errors: tuple[Diagnostic, ...], console: Console) -> int:
    """Say why there is nothing to verify."""
    match console.form:
        case "json":
            console.write_json(failure_json(SCHEMA, engine(), errors))
        case "text":
            console.write(render_all(errors, console))
        case form:
            console.write(RENDERERS[form](from_diagnostics(errors, console)))
    return WRONG


def say_unchanged(tasks: int, console: Console) -> None:
    """How much was not proved again."""
    if tasks:
        console.complain(
            console.words(
                f"{tasks} onderdelen waren niet veranderd en zijn niet opnieuw bewezen (--no-cache doet dat wel)",
                f"{tasks} parts had not changed and were not proved again (--no-cache does so)",
            )
        )


def shown(results: tuple[Result, ...], model: Model, given: argparse.Namespace, console: Console) -> str:
    """The report, in the form that was asked for."""
    match console.form:
        case "json":
            return json_text(results_json(results, model, console.language, confirmed=given.confirm))
        case "text":
            return results_text(results, model, console, verbose=given.verbose, focused=bool(given.only or given.explain), confirmed=given.confirm)
        case form:
            return RENDERERS[form](from_results(results, model, console))


def open_cache() -> Cache | None:
    """The user's cache of results; None when there is no place for it."""
    folder = usual_folder(os.environ)
    if folder is None:
        return None
    cache = Cache(folder, program_digest(z3.get_version_string()))
    cache.forget_old()
    return cache


def unknown_names(model: Model | None, only: Iterable[str]) -> tuple[Diagnostic, ...]:
    """What --only names that is neither a check nor an address."""
    if model is None:
        return ()
    every = [built for several in model.built.values() for built in several]
    addresses = {address for each in every for outlined in each.world.outlines.values() for address in outlined.spans}
    places = {*addresses, *map(without_version, addresses)}
    known = sorted({*read_checks(), *model.built, *places, *(theorem.address for theorem in model.theorems)})
    example = next(iter(sorted(addresses, key=len, reverse=True)), "regeling/artikel-7")
    return tuple(diagnose(Code.NOTHING_TO_VERIFY, suggestion=nearest(name, known), name=name, example=example) for name in only if name not in known)


def in_order(results: tuple[Result, ...]) -> tuple[Result, ...]:
    """By regulation, then by check and subject."""
    return tuple(sorted(results, key=lambda each: (regulation_of(each), each.check, each.subject, each.related, each.message_nl)))
