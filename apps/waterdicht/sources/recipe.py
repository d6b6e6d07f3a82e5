"""Recipes: which file a regulation comes from and which lines of it are which provisions (`policies/<regulation>/bron.toml`)."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic
from waterdicht.sources.provisions import Form, Kind, versioned
from waterdicht.sources.toml_tables import (
    Table,
    is_digest,
    is_pattern,
    is_patterns,
    is_ranges,
    is_tables,
    is_text,
    is_texts,
    misfits,
    read_table,
    wrong,
)  # fmt: skip

RECIPE = "bron.toml"
_FORMS = ("bwb", "cvdr", "tekst", "opsomming")
_STEP = r"(?:artikel|punt|lid|onderdeel|onder)-[0-9A-Za-z.*]+"


def is_steps(value: object) -> bool:
    """A row of steps of an address below the regulation: `artikel-8.1.4/lid-1`."""
    return matches(value, rf"{_STEP}(?:/{_STEP})*")


def matches(value: object, pattern: str) -> bool:
    """Whether a value is a text of this form. Names become file names, so they hold nothing else."""
    return isinstance(value, str) and re.fullmatch(pattern, value) is not None


_KEYS = {"regeling": lambda value: matches(value, r"[a-z][a-z0-9_]*"), "versie": is_tables}
_VERSION_KEYS = {
    "naam": lambda value: matches(value, r"[0-9A-Za-z_-]+"), "vanaf": lambda value: isinstance(value, date) and not isinstance(value, datetime), "bestand": is_text, "sha256": is_digest,
    "vorm": lambda value: value in _FORMS, "artikelen": is_texts, "weg": is_patterns, "koppen": is_pattern, "deel": is_tables,
    "sprongen": lambda value: isinstance(value, list) and all(is_steps(each) for each in value),
}  # fmt: skip
_PART_KEYS = {
    "regels": is_ranges, "van": is_text, "tot": is_text, "adres": is_steps, "als": is_steps, "schrap": is_patterns, "genoemd": lambda value: value is True,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a plain text: ranges of lines (from 1, both ends included), or from a line that begins with `begin` to before one with `end`.

    `under` is the provision that the lines stand in, when they have no heading of their own. `renamed` is the address to give to the one article
    in the piece, for a number that the document uses twice. `struck` are patterns taken out of each line, such as the number of another column.
    Of what is only `named` the text is not in the document.
    """

    ranges: tuple[tuple[int, int], ...] = ()
    begin: str = ""
    end: str = ""
    under: tuple[tuple[Kind, str], ...] = ()
    renamed: str = ""
    struck: tuple[str, ...] = ()
    named: bool = False


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one version of a regulation is read from its file.

    `file` is a pattern for the name of the file, `sha256` what it must be. `since` is the first day of the version, when its name is no date.
    `articles` are the articles that belong to the corpus; None means all. `dropped` are patterns of lines that are no text, such as page
    headers. `jumps` are the addresses that may follow a gap in the numbering. `digest` changes when anything of this does.
    """

    regulation: str
    version: str
    since: date | None
    file: str
    sha256: str
    form: Form
    articles: tuple[str, ...] | None
    dropped: tuple[str, ...]
    headings: str
    jumps: tuple[str, ...]
    parts: tuple[Part, ...]
    path: Path
    digest: str

    @property
    def name(self) -> str:
        """`participatiewet@2026-01-01`, or the regulation alone."""
        return versioned(self.regulation, self.version)


def read_recipe(path: Path) -> tuple[tuple[Recipe, ...], tuple[Diagnostic, ...]]:
    """The recipes in one file, one for each version, or what is wrong with the file."""
    table, problems = read_table(path, Code.RECIPE_MALFORMED)
    if problems:
        return (), problems
    found = [*misfits(table, _KEYS, tuple(_KEYS), "bron.toml")]
    versions = table.get("versie", []) if not found else []
    for number, version in enumerate(versions, 1):
        found += version_misfits(version, f"versie {number}")
    names = [version.get("naam", "") for version in versions] if not found else []
    found += [(f"versie «{name}» staat er twee keer", f"version `{name}` occurs twice") for name in dict.fromkeys(names) if names.count(name) > 1]
    if found:
        return (), tuple(wrong(Code.RECIPE_MALFORMED, path, dutch, english) for dutch, english in found)
    return tuple(recipe(table["regeling"], version, path) for version in versions), ()


def version_misfits(version: Table, where: str) -> list[tuple[str, str]]:
    """What is wrong with one version of a recipe."""
    found = misfits(version, _VERSION_KEYS, ("bestand", "sha256", "vorm"), where)
    parts = version["deel"] if is_tables(version.get("deel")) else []
    for number, part in enumerate(parts, 1):
        found += misfits(part, _PART_KEYS, (), f"{where}, deel {number}")
        if ("regels" in part) == ("van" in part):
            found.append((f"{where}, deel {number}: geef regels of van", f"{where}, part {number}: give regels or van"))
        if "genoemd" in part and "adres" not in part:
            found.append((f"{where}, deel {number}: bij genoemd hoort een adres", f"{where}, part {number}: genoemd needs an adres"))
    if version.get("vorm") == "opsomming" and not all("adres" in part for part in parts):
        found.append((f"{where}: bij een opsomming heeft elk deel een adres", f"{where}: in an opsomming every part has an adres"))
    if version.get("vorm") in ("bwb", "cvdr") and any(key in version for key in ("weg", "koppen", "deel")):
        found.append((f"{where}: weg, koppen en deel zijn voor tekst, niet voor XML", f"{where}: weg, koppen and deel are for text, not for XML"))
    return found


def recipe(regulation: str, version: Table, path: Path) -> Recipe:
    """One version of a well-formed recipe."""
    return Recipe(
        regulation, version.get("naam", ""), version.get("vanaf"), version["bestand"], version["sha256"], version["vorm"],
        tuple(version["artikelen"]) if "artikelen" in version else None, tuple(version.get("weg", ())), version.get("koppen", ""),
        tuple(version.get("sprongen", ())), tuple(part_of(each) for each in version.get("deel", ())), path, digest(version),
    )  # fmt: skip


def part_of(table: Table) -> Part:
    """One piece of a text."""
    ranges = tuple((first, last) for first, last in table.get("regels", ()))
    return Part(
        ranges, table.get("van", ""), table.get("tot", ""), steps(table.get("adres", "")), table.get("als", ""), tuple(table.get("schrap", ())),
        table.get("genoemd", False),
    )  # fmt: skip


def steps(address: str) -> tuple[tuple[Kind, str], ...]:
    """The steps of an address below a regulation as (kind, label)."""
    pairs: list[tuple[Any, str]] = [(kind, label) for kind, _, label in (each.partition("-") for each in address.split("/") if each)]
    return tuple(pairs)


def digest(version: Table) -> str:
    """A SHA-256 of everything a recipe says; the order of its keys does not matter."""
    return hashlib.sha256(json.dumps(version, sort_keys=True, default=str, ensure_ascii=False).encode("utf-8")).hexdigest()
