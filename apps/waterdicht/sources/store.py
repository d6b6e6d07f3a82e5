"""Imported texts on disk: one JSON file for each version of each regulation, in a folder that stays out of the repository."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic
from waterdicht.sources.provisions import Place, Provision, SourceText
from waterdicht.sources.toml_tables import wrong

FOLDER: Final = ".bronnen"
SCHEMA: Final = "waterdicht/bron/1"


def place_of(folder: Path, name: str) -> Path:
    """Where the text called `participatiewet@2026-01-01` is kept."""
    return folder / f"{name}.json"


def write(text: SourceText, folder: Path) -> Path:
    """Keep a text: first as a temporary file, then under its own name, so that there is never half of it. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    target = place_of(folder, text.name)
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            json.dump(as_json(text), file, ensure_ascii=False, indent=1)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return target


def as_json(text: SourceText) -> dict[str, Any]:
    """A text as JSON data."""
    return {
        "schema": SCHEMA,
        "regeling": text.regulation,
        "versie": text.version,
        "vorm": text.form,
        "bestand": text.file,
        "sha256": text.sha256,
        "bepalingen": [provision_json(each) for each in text.provisions],
    }


def provision_json(each: Provision) -> dict[str, Any]:
    """One provision as JSON data; what is empty is left out, but for its text. Lines count from 1, `kolom` from 0."""
    always: dict[str, Any] = {"adres": each.address, "soort": each.kind, "nummer": each.label, "tekst": each.text, "regel": each.place.line}
    sometimes: dict[str, Any] = {
        "kolom": each.place.column - 1,
        "opschrift": each.title,
        "binnen": each.within,
        "telt": each.counts,
        "zinnen": list(each.sentences),
        "onderdelen": each.items,
        "jci": each.jci,
        "verwijzingen": list(each.references),
        "status": each.status,
    }
    return {**always, **{key: value for key, value in sometimes.items() if value}}


def read(folder: Path, name: str) -> tuple[SourceText | None, tuple[Diagnostic, ...]]:
    """The text of this name; None without a diagnostic when it was never imported."""
    path = place_of(folder, name)
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None, ()
    except (OSError, ValueError, RecursionError) as error:
        system = error.strerror if isinstance(error, OSError) else None
        return None, (wrong(Code.IMPORT_MALFORMED, path, system or "geen JSON", system or "not JSON"),)
    try:
        return from_json(data), ()
    except (KeyError, TypeError, ValueError):
        return None, (wrong(Code.IMPORT_MALFORMED, path, f"geen {SCHEMA}", f"not {SCHEMA}"),)


def from_json(data: Mapping[str, Any]) -> SourceText:
    """A text from JSON data. Raises KeyError, TypeError or ValueError when it is none."""
    if data["schema"] != SCHEMA:
        raise ValueError(data["schema"])
    provisions = tuple(provision_from(each) for each in data["bepalingen"])
    return SourceText(str(data["regeling"]), str(data["versie"]), data["vorm"], str(data["bestand"]), str(data["sha256"]), provisions)


def provision_from(data: Mapping[str, Any]) -> Provision:
    """One provision from JSON data."""
    return Provision(
        str(data["adres"]), data["soort"], str(data["nummer"]), data.get("opschrift", ""), data.get("binnen", ""), data.get("telt", False),
        str(data["tekst"]), tuple(data.get("zinnen", ())), int(data.get("onderdelen", 0)), Place(int(data["regel"]), int(data.get("kolom", 0)) + 1), data.get("jci", ""),
        tuple(data.get("verwijzingen", ())), data.get("status", ""),
    )  # fmt: skip
