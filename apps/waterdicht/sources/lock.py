"""The lock beside a recipe: of every lid of the source its fingerprint and size, and never its text (`bron.lock.toml`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic
from waterdicht.sources.fingerprint import fingerprint
from waterdicht.sources.provisions import SourceText, lids, versioned
from waterdicht.sources.recipe import Recipe
from waterdicht.sources.toml_tables import Table, is_count, is_digest, is_tables, is_text, misfits, read_table, wrong

LOCK: Final = "bron.lock.toml"
_HEADER = "# Gemaakt door «waterdicht source bind»: vingerafdrukken van de leden van de bron, nooit hun tekst. Verander dit bestand niet met de hand.\n"
_KEYS = {"regeling": is_text, "versie": is_tables}
_VERSION_KEYS = {
    "naam": is_text, "bestand": is_text, "sha256": is_digest, "recept": is_digest, "leden": is_count, "lid": lambda value: isinstance(value, dict),
}  # fmt: skip
_LID_KEYS = {"vingerafdruk": is_digest, "zinnen": is_count, "onderdelen": is_count, "status": is_text}


@dataclass(frozen=True, slots=True)
class LockedLid:
    """One lid of the source: its address below the regulation, the fingerprint of its text, its numbers of sentences and of labelled items."""

    address: str
    fingerprint: str
    sentences: int
    items: int
    status: str = ""


@dataclass(frozen=True, slots=True)
class Lock:
    """What one version of a regulation was bound to. `recipe` is the digest of the recipe at that time."""

    regulation: str
    version: str
    file: str
    sha256: str
    recipe: str
    lids: tuple[LockedLid, ...]

    @property
    def name(self) -> str:
        """`participatiewet@2026-01-01`, or the regulation alone."""
        return versioned(self.regulation, self.version)


def lock(text: SourceText, recipe: Recipe) -> Lock:
    """The lock of an imported text."""
    return Lock(text.regulation, text.version, text.file, text.sha256, recipe.digest, tuple(locked_lids(text)))


def locked_lids(text: SourceText) -> Iterable[LockedLid]:
    """The fingerprints of a text."""
    for each in lids(text):
        yield LockedLid(each.address.partition("/")[2], fingerprint(each.text), len(each.sentences), each.items, each.status)


def lock_text(regulation: str, locks: Iterable[Lock]) -> str:
    """The lock file of a regulation."""
    return "\n".join([f'{_HEADER}\nregeling = "{regulation}"\n', *(version_text(each) for each in locks)])


def version_text(each: Lock) -> str:
    """One version in a lock file."""
    head = [
        "[[versie]]",
        *([f'naam = "{each.version}"'] if each.version else []),
        f"bestand = {quoted(each.file)}",
        f'sha256 = "{each.sha256}"',
        f'recept = "{each.recipe}"',
        f"leden = {len(each.lids)}",
        "",
        "[versie.lid]",
    ]
    return "\n".join([*head, *(lid_text(lid) for lid in each.lids)]) + "\n"


def lid_text(lid: LockedLid) -> str:
    """One line of a lock file."""
    status = f', status = "{lid.status}"' if lid.status else ""
    return f'"{lid.address}" = {{ vingerafdruk = "{lid.fingerprint}", zinnen = {lid.sentences}, onderdelen = {lid.items}{status} }}'


def quoted(text: str) -> str:
    """A text as a TOML string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def read_lock(path: Path) -> tuple[tuple[Lock, ...], tuple[Diagnostic, ...]]:
    """The locks in a file, one for each version; none when there is no file."""
    if not path.exists():
        return (), ()
    table, problems = read_table(path, Code.LOCK_MALFORMED)
    if problems:
        return (), problems
    found = misfits(table, _KEYS, tuple(_KEYS), LOCK)
    for version in table.get("versie", []) if not found else []:
        found += version_misfits(version)
    if found:
        return (), tuple(wrong(Code.LOCK_MALFORMED, path, dutch, english) for dutch, english in found)
    return tuple(locked(table["regeling"], version) for version in table["versie"]), ()


def version_misfits(version: Table) -> list[tuple[str, str]]:
    """What is wrong with one version in a lock file."""
    where = f"versie {version.get('naam', '')}".strip()
    found = misfits(version, _VERSION_KEYS, ("bestand", "sha256", "recept", "leden", "lid"), where)
    every = version.get("lid", {}) if not found else {}
    for address, lid in every.items():
        found += misfits(lid, _LID_KEYS, ("vingerafdruk", "zinnen", "onderdelen"), f"{where}, {address}")
    if every and len(every) != version["leden"]:
        found.append((f"{where}: {len(every)} leden in plaats van {version['leden']}", f"{where}: {len(every)} lids instead of {version['leden']}"))
    return found


def locked(regulation: str, version: Table) -> Lock:
    """One version of a well-formed lock file."""
    every = tuple(
        LockedLid(address, lid["vingerafdruk"], lid["zinnen"], lid["onderdelen"], lid.get("status", "")) for address, lid in version["lid"].items()
    )  # fmt: skip
    return Lock(regulation, version.get("naam", ""), version["bestand"], version["sha256"], version["recept"], every)
