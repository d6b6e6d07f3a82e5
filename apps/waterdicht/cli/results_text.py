"""Results of verification for a lawyer: by regulation, each with its case, its provisions and what depends on how the law is read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from waterdicht.cli.check import counted
from waterdicht.cli.console import Colour, Console
from waterdicht.cli.explanation_text import explanation_lines
from waterdicht.cli.fact_words import Lexicon, fact_lines, lexicon
from waterdicht.cli.switches import OFF, off_lines
from waterdicht.cli.timeline import dates_matter, timeline_of
from waterdicht.cli.timeline_text import timeline_lines
from waterdicht.compiler.addresses import in_words
from waterdicht.compiler.compile import Model
from waterdicht.runtime.explain_text import OUTCOME_WORDS
from waterdicht.runtime.words import date_words, value_words
from waterdicht.verifier.results import Cell, Counterexample, Result, Severity, Verdict
from waterdicht.verifier.second import ENUMERATION, SECOND, second_version

THEOREM = "stelling"


def results_text(results: tuple[Result, ...], model: Model, console: Console, *, verbose: bool = False, focused: bool = False, confirmed: bool = False) -> str:
    """The whole report. What is fine is only counted unless `verbose`; theorems are always named.

    `focused` is for a few results that were asked for by name: then accepted findings and notes are told in full too. With `confirmed` there was
    a second opinion.
    """
    words = lexicon(model)
    shown = sorted(
        (each for each in results if (each.accepted is None or focused) and each.check != OFF and (verbose or is_worth_telling(each))), key=gravest_first
    )
    blocks: list[str] = []
    for regulation, group in groupby(shown, key=regulation_of):
        blocks.append(console.paint(title_of(regulation, model), "bold"))
        blocks += ["\n".join(result_lines(each, words, console, verbose=verbose, focused=focused)) for each in group]
    accepted = [each for each in results if each.accepted is not None and not focused and each.check != OFF]
    if accepted:
        blocks.append("\n".join(accepted_lines(accepted, console)))
    if off := [each for each in results if each.check == OFF]:
        blocks.append("\n".join(off_lines(off, console)))
    if not verbose and (said := assumed(results)):
        blocks.append("\n".join([console.words("Aannamen bij alle uitkomsten", "Assumptions behind all results"), *(f"  - {each}" for each in said)]))
    blocks.append("\n".join((*((second_opinion(results, console),) if confirmed else ()), summary(results, console))))
    return "\n\n".join(blocks)


def regulation_of(result: Result) -> str:
    """The regulation that a result is about, without its version."""
    return result.subject.partition("/")[0].partition("@")[0]


def gravest_first(result: Result) -> tuple[str, int, str, str]:
    """The order for a reader: by regulation; in it refuted theorems and errors, then what is undecided, then lesser findings, then what is fine."""
    if result.verdict is Verdict.PROVED:
        rank = 5
    elif result.verdict is Verdict.UNDECIDED:
        rank = 2
    else:
        rank = 0 if result.check == THEOREM else {Severity.ERROR: 1, Severity.WARNING: 3, Severity.NOTE: 4}[result.severity]
    return regulation_of(result), rank, result.check, result.subject


def is_worth_telling(result: Result) -> bool:
    """Whether a reader wants to see it: theorems, findings, and what is undecided or not confirmed."""
    return result.check == THEOREM or result.verdict is not Verdict.PROVED or bool(result.unconfirmed)


def title_of(regulation: str, model: Model) -> str:
    """A regulation by its title and name."""
    for built in model.built.get(regulation, ()):
        return f"{built.snapshot.regulations[regulation].title} ({regulation})"
    return regulation or "-"


# --- one result -----------------------------------------------------------------------------


def result_lines(result: Result, words: Lexicon, console: Console, *, verbose: bool, focused: bool = False) -> Iterator[str]:
    """One result with everything that belongs to it. A note is told in two lines unless `verbose` or `focused`."""
    label, colour = label_of(result, console)
    said = console.words(result.message_nl, result.message_en).removeprefix(f"{label}: ")
    yield f"  {console.paint(label, colour)}: {said}"
    about = tuple(dict.fromkeys(address for address in (result.subject, *result.related) if address))
    yield console.paint(f"    {result.check}: {'; '.join(place_words(address, console) for address in about)}", "faint")
    if result.verdict is Verdict.UNDECIDED and result.reason and result.reason not in said:
        yield f"    {result.reason}"
    if result.accepted is not None:
        yield f"    {console.words('aanvaard', 'accepted')}: {result.accepted}"
    if result.severity is Severity.NOTE and result.verdict is Verdict.REFUTED and not (verbose or focused):
        return
    yield from detail_lines(result, words, console, verbose=verbose, focused=focused, picture=True)


def detail_lines(result: Result, words: Lexicon, console: Console, *, verbose: bool = False, focused: bool = False, picture: bool = False) -> Iterator[str]:
    """What explains a result: its case, what would be fine, the open parameters, the provisions that it rests on, and what depends on how the law is read.

    With `picture` the dates of the case are drawn too.
    """
    about = tuple(dict.fromkeys(address for address in (result.subject, *result.related) if address))
    if result.counterexample is not None:
        yield from case_lines(result, result.counterexample, words, console, verbose=verbose)
        if picture and dates_matter(result):
            yield from timeline_lines(timeline_of(result), console)
    yield from explanation_lines(result, words, console)
    if result.open_parameters:
        yield f"    {console.words('Hangt af van open parameter', 'Depends on open parameter')}: {', '.join(result.open_parameters)}"
    yield from core_lines(result, about, console, verbose=verbose)
    yield from matrix_lines(result, words, console, verbose=verbose, focused=focused)
    if verbose and result.confirmed:
        yield f"    {console.words('Bevestigd door', 'Confirmed by')}: {confirmed_by(result, console)}"
    if verbose and result.assumptions:
        yield f"    {console.words('Aannamen', 'Assumptions')}:"
        yield from (f"      - {each}" for each in result.assumptions)


def place_words(address: str, console: Console) -> str:
    """An address as a lawyer writes it, with the version of the law as a date."""
    written, versioned, version = in_words(address).partition("@")
    if not versioned:
        return written
    try:
        day = date_words(date.fromisoformat(version), console.language)
    except ValueError:
        return f"{written}@{version}"
    return f"{written} ({console.words('versie van', 'version of')} {day})"


def core_lines(result: Result, about: tuple[str, ...], console: Console, *, verbose: bool) -> Iterator[str]:
    """The provisions that a proof or conflict needs, when that is more than was said already."""
    if not result.core or (set(result.core) <= set(about) and not verbose) or (result.verdict is Verdict.PROVED and not verbose):
        return
    title = console.words("Steunt op", "Rests on") if result.verdict is Verdict.PROVED else console.words("Volgt samen uit", "Follows together from")
    yield f"    {title}:"
    yield from (f"      - {place_words(address, console)}" for address in result.core)


def matrix_lines(result: Result, words: Lexicon, console: Console, *, verbose: bool, focused: bool) -> Iterator[str]:
    """What depends on how the law is read; one line when nothing does. An example under another reading is told when `verbose` or `focused`."""
    if not result.matrix:
        return
    title = console.words("Naar gelang de lezing", "Depending on the reading")
    same = {(cell.verdict, cell.excess_days) for cell in result.matrix} == {(result.verdict, result.matrix[0].excess_days)}
    if same and not verbose:
        count = len(result.matrix)
        days = excess_words(result.matrix[0], console)
        yield f"    {title}: " + console.words(f"hetzelfde bij elk van {count} combinaties{days}", f"the same under each of {count} combinations{days}")
        return
    yield f"    {title}:"
    for cell in result.matrix:
        yield cell_line(cell, result.check, console)
        if cell.counterexample is not None and cell.counterexample is not result.counterexample and (verbose or focused):
            yield f"          {console.words('bijvoorbeeld', 'for example')}:"
            yield from (f"          - {line}" for line in fact_lines(cell.counterexample.facts, words, console.language, verbose=verbose))


def label_of(result: Result, console: Console) -> tuple[str, Colour]:
    """What a result is, in a word."""
    match result.verdict:
        case Verdict.PROVED:
            return console.words("bewezen", "proved"), "green"
        case Verdict.UNDECIDED:
            return console.words("onbeslist", "undecided"), "yellow"
        case Verdict.REFUTED if result.check == THEOREM:
            return console.words("weerlegd", "refuted"), "red"
        case Verdict.REFUTED:
            return severity_label(result.severity, console)


def severity_label(severity: Severity, console: Console) -> tuple[str, Colour]:
    """How grave a finding is, in a word."""
    match severity:
        case Severity.ERROR:
            return console.words("fout", "error"), "red"
        case Severity.WARNING:
            return console.words("bevinding", "finding"), "yellow"
        case Severity.NOTE:
            return console.words("opmerking", "note"), "faint"


def case_lines(result: Result, case: Counterexample, words: Lexicon, console: Console, *, verbose: bool) -> Iterator[str]:
    """A concrete case: facts, outcomes, conditions. Of a finding only the conditions of the provisions concerned, unless `verbose`."""
    title = console.words("Voorbeeld", "Example") if result.verdict is Verdict.PROVED else console.words("Een geval", "A case")
    replayed = console.words("nagerekend", "replayed") if case.replayed else console.words("NIET nagerekend", "NOT replayed")
    yield f"    {title} ({replayed}):"
    yield from (f"      - {line}" for line in fact_lines(case.facts, words, console.language, verbose=verbose))
    if case.outcomes:
        yield f"    {console.words('Uitkomst', 'Outcome')}:"
        yield from (f"      - {about.replace('_', ' ')}: {outcome_words(outcome, console)}" for about, outcome in case.outcomes.items())
    concerned = {result.subject, *result.related, *result.core}
    shown = [each for each in case.conditions if verbose or result.check == THEOREM or each.address in concerned]
    if shown:
        yield f"    {console.words('Voorwaarden', 'Conditions')}:"
        for each in shown:
            yield f"      {'  ' * each.depth}- [{place_words(each.address, console)}] {each.words}: {value_words(each.value, '', console.language)}"


def outcome_words(outcome: str, console: Console) -> str:
    """An outcome in the user's language."""
    return outcome if console.language == "nl" else OUTCOME_WORDS.get(outcome, outcome)


def cell_line(cell: Cell, check: str, console: Console) -> str:
    """One row of the matrix of readings: a verdict on a theorem, or whether there is such a finding."""
    readings = ", ".join(f"{name} {option}".replace("_", " ") for name, option in cell.readings)
    verdicts = {
        Verdict.PROVED: console.words("bewezen", "proved") if check == THEOREM else console.words("geen bevinding", "no finding"),
        Verdict.REFUTED: console.words("weerlegd", "refuted") if check == THEOREM else console.words("bevinding", "finding"),
        Verdict.UNDECIDED: console.words("onbeslist", "undecided"),
    }
    why = f" ({cell.reason})" if cell.reason else ""
    return f"      - {readings}: {verdicts[cell.verdict]}{excess_words(cell, console)}{why}"


def excess_words(cell: Cell, console: Console) -> str:
    """By how much a bound can be exceeded."""
    days = cell.excess_days
    if days is None:
        return ""
    return console.words(f", ten hoogste {days} {'dag' if days == 1 else 'dagen'} te lang", f", at most {days} {'day' if days == 1 else 'days'} too long")


# --- the end of the report ------------------------------------------------------------------


def accepted_lines(accepted: list[Result], console: Console) -> Iterator[str]:
    """Accepted findings with their reasons."""
    yield console.words("Aanvaarde bevindingen", "Accepted findings")
    for each in accepted:
        yield f"  {each.check}: {console.words(each.message_nl, each.message_en)}"
        yield f"    {console.words('reden', 'reason')}: {each.accepted}"


def assumed(results: tuple[Result, ...]) -> tuple[str, ...]:
    """Everything that was assumed, each once, in the order of the results."""
    return tuple(dict.fromkeys(each for result in results for each in result.assumptions))


def confirmed_by(result: Result, console: Console) -> str:
    """Who found a proof right, too."""
    return console.words("opsomming van alle gevallen", "enumeration of all cases") if result.confirmed == ENUMERATION else result.confirmed


def second_opinion(results: tuple[Result, ...], console: Console) -> str:
    """How many results a second opinion confirms."""
    by = {name: sum(each.confirmed == name for each in results) for name in (SECOND, ENUMERATION)}
    not_ = sum(bool(each.unconfirmed) for each in results)
    return console.words(
        f"bewijzen: {by[SECOND]} bevestigd door cvc5 {second_version()}, {by[ENUMERATION]} door opsomming, {not_} niet bevestigd",
        f"proofs: {by[SECOND]} confirmed by cvc5 {second_version()}, {by[ENUMERATION]} by enumeration, {not_} not confirmed",
    )


def summary(results: tuple[Result, ...], console: Console) -> str:
    """The last line."""
    theorems = [each for each in results if each.check == THEOREM]
    findings = [each for each in results if each.check != THEOREM and each.verdict is Verdict.REFUTED and each.accepted is None]
    off = sum(each.check == OFF for each in results)
    accepted = sum(each.accepted is not None for each in results) - off
    proved, refuted = (sum(each.verdict is verdict for each in theorems) for verdict in (Verdict.PROVED, Verdict.REFUTED))
    undecided = sum(each.verdict is Verdict.UNDECIDED for each in results)
    notes = sum(each.severity is Severity.NOTE for each in findings)
    clean = sum(each.check != THEOREM and each.verdict is Verdict.PROVED for each in results)
    words = console.words
    left_out = words(f"; uitgeschakeld: {off}", f"; switched off: {off}") if off else ""
    found = counted(len(findings) - notes, words("bevinding", "finding"), words("bevindingen", "findings"))
    noted = counted(notes, words("opmerking", "note"), words("opmerkingen", "notes"))
    return words(
        f"stellingen: {proved} bewezen, {refuted} weerlegd; controles: {clean} zonder bevinding, {found}, {noted}, {accepted} aanvaard; onbeslist: {undecided}{left_out}",
        f"theorems: {proved} proved, {refuted} refuted; checks: {clean} without findings, {found}, {noted}, {accepted} accepted; undecided: {undecided}{left_out}",
    )
