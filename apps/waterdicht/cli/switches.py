"""Checks that are switched off for a regulation, each with a reason: read from `aanvaard.toml`, and listed in every report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from waterdicht.cli.acceptance import STALE, Acceptance, malformed, read_tables
from waterdicht.cli.console import Console
from waterdicht.cli.explain import read_checks
from waterdicht.cli.sources import start_of
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose, nearest
from waterdicht.verifier.checks.basic import DOMAIN
from waterdicht.verifier.results import Result, Severity, Verdict
from waterdicht.verifier.verify import THEOREM, Switched

OFF: Final = "uitgeschakelde-controle"
"""The check under which a report says what was not looked at."""
ALWAYS: Final = (THEOREM, DOMAIN, STALE, OFF)
"""Checks that cannot be switched off: theorems, what every proof of one rests on, and what guards the acceptance file itself."""
_KEYS: Final = ("check", "regulation", "reden")


@dataclass(frozen=True, slots=True)
class Switch:
    """One check that is not done for one regulation."""

    check: str
    regulation: str
    reason: str
    file: str


def read_switches(files: Iterable[str], regulations: Collection[str]) -> tuple[tuple[Switch, ...], tuple[Diagnostic, ...]]:
    """All switches, and what is wrong with them; what is wrong with a whole file is for `read_acceptances` to say."""
    found: list[Switch] = []
    problems: list[Diagnostic] = []
    for file in files:
        for number, table in enumerate(read_tables(file, "uitgeschakeld")[0], 1):
            where = f"uitgeschakeld {number}"
            wrong = tuple(wrong_switch(table, where, file, regulations))
            problems += wrong
            if wrong or not isinstance(table, dict):
                continue
            switch = Switch(table["check"], table["regulation"], table["reden"].strip(), file)
            if any(pair(switch) == pair(other) for other in found):
                problems.append(diagnose(Code.ACCEPTANCE_TWICE, start_of(file), path=file, entry=f"{switch.check} {switch.regulation}"))
            found.append(switch)
    return tuple(found), tuple(problems)


def pair(switch: Switch) -> tuple[str, str]:
    """What is switched off: a check, for a regulation."""
    return switch.check, switch.regulation


def switched(switches: Iterable[Switch]) -> Switched:
    """What the verifier must leave out."""
    return frozenset(map(pair, switches))


def wrong_switch(table: object, where: str, file: str, regulations: Collection[str]) -> Iterator[Diagnostic]:
    """What is wrong with one block. Its check and its regulation must exist, so that no misspelt name lets a check go on unnoticed."""
    if not isinstance(table, dict):
        yield malformed(file, f"{where} is geen blok", f"{where} is no table")
        return
    known = ", ".join(_KEYS)
    for key in table:
        if key not in _KEYS:
            yield malformed(file, f"{where}: onbekende sleutel «{key}»; bekend zijn {known}", f"{where}: unknown key `{key}`; known are {known}")
    yield from wrong_check(table.get("check"), where, file)
    yield from wrong_regulation(table.get("regulation"), where, file, regulations)
    reason = table.get("reden", "")
    if not isinstance(reason, str) or not reason.strip():
        entry = f"{where} ({table.get('check', '?')} {table.get('regulation', '?')})"
        yield diagnose(Code.ACCEPTANCE_WITHOUT_REASON, start_of(file), path=file, entry=entry)


def wrong_check(name: Any, where: str, file: str) -> Iterator[Diagnostic]:
    """Why a check cannot be switched off."""
    known = sorted(set(read_checks()) - set(ALWAYS))
    if name in ALWAYS:
        yield malformed(
            file,
            f"{where}: «{name}» kan niet worden uitgeschakeld: de uitkomst van een bewijs hangt ervan af, of van wat er is uitgeschakeld",
            f"{where}: `{name}` cannot be switched off: what a proof says depends on it, or what is switched off",
        )
    elif name not in known:
        close = nearest(name, known) if isinstance(name, str) else ""
        yield malformed(
            file,
            f"{where}: check «{name}» bestaat niet" + (f"; bedoelde u «{close}»?" if close else ""),
            f"{where}: there is no check `{name}`" + (f"; did you mean `{close}`?" if close else ""),
        )


def wrong_regulation(name: Any, where: str, file: str, regulations: Collection[str]) -> Iterator[Diagnostic]:
    """Why there is nothing to switch off for a regulation."""
    if not isinstance(name, str) or name not in regulations:
        close = nearest(name, sorted(regulations)) if isinstance(name, str) else ""
        yield malformed(
            file,
            f"{where}: regeling «{name}» is er niet" + (f"; bedoelde u «{close}»?" if close else ""),
            f"{where}: there is no regulation `{name}`" + (f"; did you mean `{close}`?" if close else ""),
        )


def not_looked_at(switches: Iterable[Switch]) -> tuple[Result, ...]:
    """A note for each switch, with its reason: nobody may take what was switched off for proved."""
    return tuple(
        Result(
            OFF, Verdict.REFUTED, Severity.NOTE, each.regulation, (),
            f"{each.check} is voor {each.regulation} uitgeschakeld: daarover is niets onderzocht (reden: {each.reason})",
            f"{each.check} is switched off for {each.regulation}: nothing was examined about it (reason: {each.reason})",
            accepted=each.reason, span=start_of(each.file),
        )
        for each in sorted(switches, key=pair)
    )  # fmt: skip


def still_judged(accepted: Iterable[Acceptance], switches: Iterable[Switch]) -> tuple[Acceptance, ...]:
    """The acceptances of what was looked at: of the others nobody can say that they no longer occur."""
    off = switched(switches)
    return tuple(each for each in accepted if (each.check, each.subject.partition("/")[0].partition("@")[0]) not in off)


def off_lines(off: Iterable[Result], console: Console) -> Iterator[str]:
    """What was not looked at, with the reasons."""
    yield console.words("Uitgeschakelde controles", "Checks switched off")
    yield from (f"  {console.words(each.message_nl, each.message_en)}" for each in off)
