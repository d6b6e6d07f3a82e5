"""Writing facts as JSON, in exactly the form that `facts_json` reads: for receipts, scenarios and counterexamples."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from waterdicht.runtime.calendar import FIRST_YEAR, LAST_YEAR
from waterdicht.runtime.fact_types import (
    MAX_DIGITS,
    MONTHLY,
    TOO_LARGE,
    Errors,
    FactError,
    FactErrorCode,
    FactType,
    FactValue,
    Kind,
    decimal_text,
    pointer_step,
)
from waterdicht.runtime.values import UNKNOWN, Absent, Exact, InMonth, Period

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
_Written: TypeAlias = tuple[Json, Errors]


def write_facts(facts: Mapping[str, FactValue], schema: Mapping[str, FactType]) -> tuple[dict[str, Json], Errors]:
    """The JSON object of the facts and all errors; facts with an error are left out, as are those that are UNKNOWN.

    Errors: `onbekend_feit` (not in the schema), `verkeerde_vorm` (not a value of its kind), `niet_exact` (no finite
    decimal form), `gebroken_cent`, `getal_te_groot`, `datum_buiten_kalender`.
    """
    return _write_object(facts, schema, "")


def _write_object(facts: Mapping[str, FactValue], schema: Mapping[str, FactType], pointer: str) -> tuple[dict[str, Json], Errors]:
    written: dict[str, Json] = {}
    errors: list[FactError] = []
    for name, value in facts.items():
        place = pointer + pointer_step(name)
        if name not in schema:
            errors.append(FactError(place, "onbekend_feit", (name,)))
        elif value is not UNKNOWN:
            text, found = _write_fact(value, schema[name], place)
            errors += found
            if not found:
                written[name] = text
    return written, tuple(errors)


def _write_fact(value: FactValue, fact_type: FactType, pointer: str) -> _Written:
    match value:
        case Absent():
            return None, ()
        case bool() if fact_type.kind == "ja/nee":
            return value, ()
        case str() if fact_type.kind == "keuze":
            return value, ()
        case bool() | str():
            return _wrong(pointer, "verkeerde_vorm", fact_type.kind, type(value).__name__)
        case int() | Fraction():
            return _write_number(value, fact_type.kind, pointer)
        case Period() if fact_type.kind == "periode":
            return _write_period(value, pointer)
        case tuple() if fact_type.kind in MONTHLY:
            return _write_months(value, fact_type.kind, pointer)
        case tuple() if fact_type.kind in {"perioden", "lijst"} and not isinstance(value, Period):
            return _write_items(value, fact_type, pointer)
        case date() if fact_type.kind == "datum":
            return _write_date(value, pointer)
        case _:
            return _wrong(pointer, "verkeerde_vorm", fact_type.kind, type(value).__name__)


def _write_number(value: Exact, kind: Kind, pointer: str) -> _Written:
    limit = 100 * TOO_LARGE if kind == "bedrag" else TOO_LARGE
    if not -limit < value < limit:
        return _wrong(pointer, "getal_te_groot", str(MAX_DIGITS))
    match kind:
        case "getal" | "maandental" | "dagental":
            return (int(value), ()) if value == int(value) else _wrong(pointer, "niet_exact")
        case "bedrag":
            return _write_money(value, pointer)
        case "decimaal" | "percentage":
            text = decimal_text(value if kind == "decimaal" else value * 100)
            return (text, ()) if text is not None else _wrong(pointer, "niet_exact")
        case _:
            return _wrong(pointer, "verkeerde_vorm", kind, type(value).__name__)


def _write_money(cents: Exact, pointer: str) -> _Written:
    if cents != int(cents):
        return _wrong(pointer, "gebroken_cent")
    euros, rest = divmod(abs(int(cents)), 100)
    return f"{'-' if cents < 0 else ''}{euros}.{rest:02d}", ()


def _write_date(day: date, pointer: str) -> _Written:
    inside = FIRST_YEAR <= day.year <= LAST_YEAR
    return (day.isoformat(), ()) if inside else _wrong(pointer, "datum_buiten_kalender", day.isoformat())


def _write_period(period: Period, pointer: str) -> _Written:
    if period.end < period.begin:
        return _wrong(pointer, "einde_voor_begin")
    begin, begin_errors = _write_date(period.begin, pointer + "/van")
    end, end_errors = _write_date(period.end, pointer + "/tot_en_met")
    return {"van": begin, "tot_en_met": end}, begin_errors + end_errors


def _write_months(entries: tuple[object, ...], kind: Kind, pointer: str) -> _Written:
    """The months with yes as a list, other months with what they hold."""
    written: dict[str, Json] = {}
    errors: Errors = ()
    for entry in entries:
        if not isinstance(entry, InMonth):
            return _wrong(pointer, "verkeerde_vorm", kind, type(entry).__name__)
        place = pointer + pointer_step(f"{entry.month:%Y-%m}")
        _, outside = _write_date(entry.month, place)
        written[f"{entry.month:%Y-%m}"], found = _write_number(entry.value, "bedrag" if kind == "bedrag per maand" else "getal", place)
        errors += (*outside, *found)
    return list(written) if kind == "ja/nee per maand" else written, errors


def _write_items(items: tuple[object, ...], fact_type: FactType, pointer: str) -> _Written:
    written: list[Json] = []
    errors: Errors = ()
    for index, item in enumerate(items):
        text, found = _write_item(item, fact_type, f"{pointer}/{index}")
        written.append(text)
        errors += found
    return written, errors


def _write_item(item: object, fact_type: FactType, pointer: str) -> _Written:
    match fact_type.kind, item:
        case "perioden", Period():
            return _write_period(item, pointer)
        case "lijst", Mapping():
            return _write_object(item, fact_type.properties, pointer)
        case _:
            return _wrong(pointer, "verkeerde_vorm", fact_type.kind, type(item).__name__)


def _wrong(pointer: str, code: FactErrorCode, *arguments: str) -> _Written:
    return None, (FactError(pointer, code, arguments),)
