"""TOML files that people write, read strictly: an unknown key or a wrong type is a diagnostic, never silently nothing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose
from waterdicht.sources.xml_tree import spot

Table: TypeAlias = Mapping[str, Any]
Test: TypeAlias = Callable[[object], bool]


def read_table(path: Path, code: Code) -> tuple[Table, tuple[Diagnostic, ...]]:
    """The table of a TOML file, or what is wrong with the file under this code."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8")), ()
    except OSError as error:
        return {}, (wrong(code, path, error.strerror or "niet te lezen", error.strerror or "cannot be read"),)
    except UnicodeDecodeError:
        return {}, (wrong(code, path, "geen UTF-8", "not UTF-8"),)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        return {}, (wrong(code, path, f"geen geldige TOML ({error})", f"not valid TOML ({error})", int(line[1]) if line else 1),)


def wrong(code: Code, path: Path, dutch: str, english: str, line: int = 1) -> Diagnostic:
    """What is wrong with a file, at a line of it."""
    return diagnose(code, spot(str(path), line, 1), path=str(path), reason=dutch, reason_en=english)


def misfits(table: object, keys: Mapping[str, Test], required: Sequence[str], where: str) -> list[tuple[str, str]]:
    """What is wrong with the keys of a table, in Dutch and in English."""
    if not isinstance(table, dict):
        return [(f"{where} is geen tabel", f"{where} is no table")]
    found = [(f"{where}: {key} ontbreekt", f"{where}: {key} is missing") for key in required if key not in table]
    for key, value in table.items():
        if key not in keys:
            known = ", ".join(keys)
            found.append((f"{where}: onbekende sleutel «{key}»; bekend zijn {known}", f"{where}: unknown key `{key}`; known are {known}"))
        elif not keys[key](value):
            found.append((f"{where}: {key} heeft een verkeerde waarde", f"{where}: {key} has a wrong value"))
    return found


def is_text(value: object) -> bool:
    """A text that is not empty."""
    return isinstance(value, str) and bool(value)


def is_count(value: object) -> bool:
    """A whole number from 0."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_texts(value: object) -> bool:
    """A list of texts."""
    return isinstance(value, list) and all(is_text(each) for each in value)


def is_patterns(value: object) -> bool:
    """A list of regular expressions."""
    return is_texts(value) and isinstance(value, list) and all(is_pattern(each) for each in value)


def is_pattern(value: object) -> bool:
    """A regular expression."""
    try:
        return isinstance(value, str) and re.compile(value) is not None
    except re.error:
        return False


def is_digest(value: object) -> bool:
    """A SHA-256 in hexadecimal."""
    return isinstance(value, str) and re.fullmatch(r"[0-9a-f]{64}", value) is not None


def is_ranges(value: object) -> bool:
    """A list of pairs of line numbers, each from a first to a last."""
    return isinstance(value, list) and bool(value) and all(is_range(each) for each in value)


def is_range(value: object) -> bool:
    """A pair of line numbers, from a first to a last."""
    if not isinstance(value, list) or len(value) != 2 or not all(is_count(each) for each in value):
        return False
    first, last = value
    return bool(1 <= first <= last)


def is_tables(value: object) -> bool:
    """A list of tables."""
    return isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)
