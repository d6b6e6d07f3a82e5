"""Known findings that are accepted with a reason: read from `aanvaard.toml`, matched with findings, and reported when they no longer occur."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from waterdicht.cli.sources import reason_of, start_of
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose
from waterdicht.verifier.results import Result, Severity, Verdict

FILE_NAME: Final = "aanvaard.toml"
STALE: Final = "aanvaarding-zonder-bevinding"
"""The check that reports an accepted finding that no longer occurs."""

BLOCKS: Final = ("bevinding", "uitgeschakeld")
"""The blocks of the file: accepted findings, and checks that are switched off."""
_KEYS: Final = ("check", "subject", "related", "reden", "tot")


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One accepted finding. `related` None matches any; after the day `until` it no longer counts."""

    check: str
    subject: str
    related: frozenset[str] | None
    reason: str
    until: date | None
    file: str


def acceptance_files(paths: Iterable[str], chosen: Sequence[str]) -> tuple[str, ...]:
    """The chosen files, else `aanvaard.toml` in each given folder that has one."""
    if chosen:
        return tuple(dict.fromkeys(chosen))
    places = (Path(path) / FILE_NAME for path in dict.fromkeys(paths) if Path(path).is_dir())
    return tuple(str(place) for place in places if place.exists())


def read_acceptances(files: Iterable[str]) -> tuple[tuple[Acceptance, ...], tuple[Diagnostic, ...]]:
    """All accepted findings, and what is wrong with the files that hold them."""
    entries: list[Acceptance] = []
    problems: list[Diagnostic] = []
    for file in files:
        tables, wrong = read_tables(file, "bevinding")
        problems += wrong
        for number, table in enumerate(tables, 1):
            entry, found = read_entry(table, f"bevinding {number}", file)
            problems += found
            if entry is not None and any(same_finding(entry, other) for other in entries):
                problems.append(diagnose(Code.ACCEPTANCE_TWICE, start_of(file), path=file, entry=f"{entry.check} {entry.subject}"))
            entries += [entry] if entry is not None else []
    return tuple(entries), tuple(problems)


def same_finding(one: Acceptance, other: Acceptance) -> bool:
    """Whether two entries accept the same finding."""
    return (one.check, one.subject, one.related) == (other.check, other.subject, other.related)


def read_tables(file: str, kind: str) -> tuple[list[Any], tuple[Diagnostic, ...]]:
    """The blocks of one kind in a file, and what is wrong with the file as a whole."""
    try:
        data = tomllib.loads(Path(file).read_bytes().decode("utf-8"))
    except FileNotFoundError:
        return [], (diagnose(Code.PATH_MISSING, start_of(file), path=file),)
    except OSError as error:
        return [], (diagnose(Code.PATH_UNREADABLE, start_of(file), path=file, reason=reason_of(error)),)
    except UnicodeDecodeError:
        return [], (malformed(file, "geen UTF-8", "not UTF-8"),)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return [], (malformed(file, f"geen geldige TOML ({error})", f"not valid TOML ({error})"),)
    blocks = " of ".join(f"[[{each}]]" for each in BLOCKS)
    problems = [
        malformed(file, f"onbekende sleutel «{key}»; verwacht: {blocks}", f"unknown key `{key}`; expected: {blocks}") for key in data if key not in BLOCKS
    ]
    single = [key for key in BLOCKS if not isinstance(data.get(key, []), list)]
    problems += [malformed(file, f"schrijf [[{key}]] met dubbele haken", f"write [[{key}]] with double brackets") for key in single]
    return [] if kind in single else data.get(kind, []), tuple(problems)


def read_entry(table: object, where: str, file: str) -> tuple[Acceptance | None, tuple[Diagnostic, ...]]:
    """One block as a value, or what is wrong with it."""
    if not isinstance(table, dict):
        return None, (malformed(file, f"{where} is geen blok", f"{where} is no table"),)
    reason = table.get("reden", "")
    if not isinstance(reason, str) or not reason.strip():
        return None, (*wrong_fields(table, where, file), diagnose(Code.ACCEPTANCE_WITHOUT_REASON, start_of(file), path=file, entry=name_of(table, where)))
    problems = tuple(wrong_fields(table, where, file))
    if problems:
        return None, problems
    related = frozenset(table["related"]) if "related" in table else None
    return Acceptance(table["check"], table["subject"], related, reason.strip(), table.get("tot"), file), ()


def wrong_fields(table: dict[str, Any], where: str, file: str) -> Iterator[Diagnostic]:
    """What is wrong with the keys of a block, its reason aside."""
    for key in table:
        if key not in _KEYS:
            yield malformed(
                file, f"{where}: onbekende sleutel «{key}»; bekend zijn {', '.join(_KEYS)}", f"{where}: unknown key `{key}`; known are {', '.join(_KEYS)}"
            )
    for key in ("check", "subject"):
        if not isinstance(table.get(key), str) or not table[key]:
            yield malformed(file, f"{where}: {key} ontbreekt of is geen tekst", f"{where}: {key} is missing or no text")
    related = table.get("related", [])
    if not isinstance(related, list) or not all(isinstance(each, str) for each in related):
        yield malformed(file, f"{where}: related is geen lijst van teksten", f"{where}: related is no list of texts")
    until = table.get("tot")
    if "tot" in table and (not isinstance(until, date) or isinstance(until, datetime)):
        yield malformed(file, f"{where}: tot is geen datum, zoals 2027-01-31", f"{where}: tot is no date, such as 2027-01-31")


def name_of(table: dict[str, Any], where: str) -> str:
    """How a block is called in a message."""
    return f"{where} ({table.get('check', '?')} {table.get('subject', '?')})"


def malformed(file: str, dutch: str, english: str) -> Diagnostic:
    """A file that is not what it should be."""
    return diagnose(Code.ACCEPTANCE_MALFORMED, start_of(file), path=file, reason=dutch, reason_en=english)


def judge(results: Iterable[Result], entries: Sequence[Acceptance], today: date, *, known_checks: frozenset[str] | None = None) -> tuple[Result, ...]:
    """The results with the reason beside each accepted finding, then a finding for each acceptance that accepts nothing.

    Only what is refuted can be accepted: undecided is not known, and stays so. `known_checks` are the checks that were done; None is all.
    """
    judged = tuple(replace(result, accepted=reason_for(result, entries, today)) for result in results)
    stale = (entry for entry in entries if known_checks is None or entry.check in known_checks)
    return (*judged, *(no_longer_found(entry) for entry in stale if not any(occurs(entry, result) for result in judged)))


def reason_for(result: Result, entries: Iterable[Acceptance], today: date) -> str | None:
    """The reason why a finding is accepted, or None."""
    if result.verdict is not Verdict.REFUTED:
        return None
    return next((entry.reason for entry in entries if matches(entry, result) and (entry.until is None or today <= entry.until)), None)


def matches(entry: Acceptance, result: Result) -> bool:
    """Whether an entry is about this result."""
    return (entry.check, entry.subject) == (result.check, result.subject) and (entry.related is None or entry.related == frozenset(result.related))


def occurs(entry: Acceptance, result: Result) -> bool:
    """Whether this result is the finding of an entry, or may be it: what is undecided is not gone."""
    if result.verdict is Verdict.UNDECIDED:
        return (entry.check, entry.subject) == (result.check, result.subject)
    return result.verdict is Verdict.REFUTED and matches(entry, result)


def no_longer_found(entry: Acceptance) -> Result:
    """An acceptance of what does not occur: a finding of its own, so that the file stays true."""
    nl = f"{entry.file}: {entry.check} bij {entry.subject} is aanvaard maar komt niet meer voor; verwijder het blok"
    en = f"{entry.file}: {entry.check} at {entry.subject} is accepted but no longer occurs; remove the block"
    related = tuple(sorted(entry.related or ()))
    return Result(STALE, Verdict.REFUTED, Severity.WARNING, entry.subject, related, nl, en, span=start_of(entry.file))
