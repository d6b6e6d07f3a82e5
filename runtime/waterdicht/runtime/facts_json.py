"""Reading the facts of a case from JSON, strictly: every error at once, and bad data never raises.

Facts stand under their full names in one flat object:
`{"plaatsing.begin": "2024-03-01", "persoon.premies": [{"bedrag": "300.00"}]}`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, Final, Literal, TypeAlias, assert_never

from waterdicht.runtime.calendar import FIRST_YEAR, LAST_YEAR
from waterdicht.runtime.fact_types import MAX_DIGITS, TOO_LARGE, Errors, FactError, FactErrorCode, FactType, FactValue, Kind, decimal_text, pointer_step
from waterdicht.runtime.months import series
from waterdicht.runtime.values import ABSENT, UNKNOWN, Element, Exact, InMonth, Period, Unknown, normalise

_DECIMAL: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_SHOWN: Final = 40
_SUGGESTED: Final = 20  # looking for near names is slow: not done for an object that is altogether wrong

_Read: TypeAlias = tuple[FactValue, Errors]


def read_facts(data: object, schema: Mapping[str, FactType]) -> tuple[Mapping[str, FactValue], Errors]:
    """The value of every fact of the schema from decoded JSON, and all errors.

    A missing key is UNKNOWN, null is ABSENT (only where optional). A fact with an error has the value UNKNOWN.
    """
    return _read_object(data, schema, "")


def read_fact(data: object, fact_type: FactType) -> tuple[FactValue, Errors]:
    """The value of one fact from decoded JSON, and all errors."""
    return _read_fact(data, fact_type, "")


def parse_facts(text: str | bytes, schema: Mapping[str, FactType]) -> tuple[Mapping[str, FactValue], Errors]:
    """As `read_facts`, from JSON text (bytes: UTF-8). Text of any depth or with numbers of any size is safe."""
    data, wrong = parse_json(text)
    if data is None and wrong:
        return dict.fromkeys(schema, UNKNOWN), wrong
    facts, errors = read_facts(data, schema)
    return facts, (*wrong, *errors)


def parse_json(text: str | bytes) -> tuple[Any, Errors]:
    """Decoded JSON, of text of any depth or with numbers of any size; None with an error when it is none. Names that occur twice are errors."""
    repeated: list[FactError] = []

    def collect(pairs: list[tuple[str, object]]) -> dict[str, object]:
        if len(read := dict(pairs)) < len(pairs):
            counts = Counter(name for name, _ in pairs)
            repeated.extend(FactError("", "dubbele_sleutel", (_clipped(name),)) for name, count in counts.items() if count > 1)
        return read

    try:
        decoded = text.decode() if isinstance(text, bytes) else text
        data = json.loads(decoded, parse_int=_bounded_int, object_pairs_hook=collect)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        return None, (FactError("", "ongeldige_json", (_clipped(str(error)),)),)
    return data, tuple(repeated)


def _read_object(data: object, schema: Mapping[str, FactType], pointer: str) -> tuple[dict[str, FactValue], Errors]:
    if type(data) is not dict:
        return dict.fromkeys(schema, UNKNOWN), (FactError(pointer, "geen_object", (_shown(data),)),)
    facts: dict[str, FactValue] = {}
    unknown = [key for key in data if key not in schema]
    nearest_of = schema if len(unknown) <= _SUGGESTED else ()
    errors: list[FactError] = [_unknown_name(key, nearest_of, pointer) for key in unknown]
    for name, fact_type in schema.items():
        facts[name] = UNKNOWN
        if name in data:
            facts[name], found = _read_fact(data[name], fact_type, pointer + pointer_step(name))
            errors += found
    return facts, tuple(errors)


def _read_fact(data: object, fact_type: FactType, pointer: str) -> _Read:
    """One fact: null, or a value of its kind within its bounds."""
    if data is None:
        return (ABSENT, ()) if fact_type.optional else _wrong(pointer, "niet_optioneel")
    value, errors = _read_kind(data, fact_type, pointer)
    if not errors and not _in_range(value, fact_type):
        return _wrong(pointer, "buiten_bereik", _shown_bound(fact_type, fact_type.lowest), _shown_bound(fact_type, fact_type.highest))
    return value, errors


def _read_kind(data: object, fact_type: FactType, pointer: str) -> _Read:  # noqa: C901  # exhaustive: one arm for each kind
    match fact_type.kind:
        case "ja/nee":
            return (data, ()) if isinstance(data, bool) else _wrong(pointer, "verkeerde_vorm", "ja/nee", _shown(data))
        case "getal" | "maandental" | "dagental":
            return _read_whole(data, fact_type.kind, pointer)
        case "decimaal" | "percentage" | "bedrag":
            return _read_number(data, fact_type.kind, pointer)
        case "datum":
            return _read_date(data, pointer)
        case "periode":
            return _read_period(data, pointer)
        case "perioden":
            return _read_periods(data, pointer)
        case "ja/nee per maand":
            return _read_named_months(data, pointer)
        case "getal per maand" | "bedrag per maand":
            return _read_amounts(data, fact_type, pointer)
        case "keuze":
            return _read_option(data, fact_type, pointer)
        case "lijst":
            return _read_list(data, fact_type, pointer)
        case _:
            assert_never(fact_type.kind)


def _read_whole(data: object, kind: Kind, pointer: str) -> tuple[int | Unknown, Errors]:
    if type(data) is float:
        return _wrong(pointer, "drijvende_komma")
    if type(data) is not int:
        return _wrong(pointer, "verkeerde_vorm", kind, _shown(data))
    return (data, ()) if -TOO_LARGE < data < TOO_LARGE else _wrong(pointer, "getal_te_groot", str(MAX_DIGITS))


def _read_number(data: object, kind: Literal["decimaal", "percentage", "bedrag"], pointer: str) -> _Read:
    """A decimal string or a whole number: as it is, per cent, or euros."""
    if type(data) is not str:
        number, errors = _read_whole(data, kind, pointer)
        return (UNKNOWN, errors) if isinstance(number, Unknown) else _scaled(Fraction(number), kind, pointer)
    if len(data) > 2 * MAX_DIGITS + 2:
        return _wrong(pointer, "getal_te_groot", str(MAX_DIGITS))
    if not _DECIMAL.fullmatch(data):
        return _wrong(pointer, "verkeerde_vorm", kind, _shown(data))
    if max(map(len, data.lstrip("-").split("."))) > MAX_DIGITS:
        return _wrong(pointer, "getal_te_groot", str(MAX_DIGITS))
    return _scaled(Fraction(data), kind, pointer)


def _scaled(number: Fraction, kind: Literal["decimaal", "percentage", "bedrag"], pointer: str) -> _Read:
    match kind:
        case "decimaal":
            return number, ()
        case "percentage":
            return number / 100, ()
        case "bedrag":
            cents = number * 100
            return (int(cents), ()) if cents.denominator == 1 else _wrong(pointer, "gebroken_cent")
        case _:
            assert_never(kind)


def _read_date(data: object, pointer: str) -> tuple[date | Unknown, Errors]:
    if type(data) is not str or not _is_dashed(data):
        return _wrong(pointer, "verkeerde_vorm", "datum", _shown(data))
    try:
        day = date.fromisoformat(data)
    except ValueError:
        return _wrong(pointer, "ongeldige_datum", data)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return _wrong(pointer, "datum_buiten_kalender", data)
    return day, ()


def _is_dashed(text: str) -> bool:
    """Whether the text has the form yyyy-mm-dd: `date.fromisoformat` takes other forms too."""
    digits = text[:4] + text[5:7] + text[8:]
    return len(text) == 10 and text[4] == text[7] == "-" and digits.isascii() and digits.isdecimal()


def _read_period(data: object, pointer: str) -> tuple[Period | Unknown, Errors]:
    if type(data) is not dict or set(data) != {"van", "tot_en_met"}:
        return _wrong(pointer, "verkeerde_vorm", "periode", _shown(data))
    begin, begin_errors = _read_date(data["van"], pointer + "/van")
    end, end_errors = _read_date(data["tot_en_met"], pointer + "/tot_en_met")
    if isinstance(begin, Unknown) or isinstance(end, Unknown):
        return UNKNOWN, begin_errors + end_errors
    return (Period(begin, end), ()) if begin <= end else _wrong(pointer, "einde_voor_begin")


def _read_periods(data: object, pointer: str) -> _Read:
    if type(data) is not list:
        return _wrong(pointer, "verkeerde_vorm", "perioden", _shown(data))
    read = [_read_spell(item, f"{pointer}/{index}") for index, item in enumerate(data)]
    errors = tuple(error for _, found in read for error in found)
    return (UNKNOWN, errors) if errors else (normalise(period for period, _ in read if isinstance(period, Period)), ())


def _read_spell(data: object, pointer: str) -> tuple[Period | Unknown, Errors]:
    """One of several periods; a date is the period of that day."""
    if type(data) is not str:
        return _read_period(data, pointer)
    day, errors = _read_date(data, pointer)
    return (day, errors) if isinstance(day, Unknown) else (Period(day, day), errors)


def _read_named_months(data: object, pointer: str) -> _Read:
    """The months with yes: a list of texts such as "2024-03"."""
    if type(data) is not list:
        return _wrong(pointer, "verkeerde_vorm", "ja/nee per maand", _shown(data))
    read = [_read_month(item, f"{pointer}/{index}", "ja/nee per maand") for index, item in enumerate(data)]
    errors = tuple(error for _, found in read for error in found)
    named = [month for month, _ in read if isinstance(month, date)]
    if not errors and len(set(named)) < len(named):
        return _wrong(pointer, "dubbele_sleutel", next(month for month in named if named.count(month) > 1).isoformat()[:7])
    return (UNKNOWN, errors) if errors else (series(InMonth(month, 1) for month in named), ())


def _read_amounts(data: object, fact_type: FactType, pointer: str) -> _Read:
    """What each month holds: an object with keys such as "2024-03"."""
    if type(data) is not dict:
        return _wrong(pointer, "verkeerde_vorm", fact_type.kind, _shown(data))
    entries: list[InMonth] = []
    errors: list[FactError] = []
    each_month = replace(fact_type, kind="bedrag" if fact_type.kind == "bedrag per maand" else "getal", optional=False)
    for key, item in data.items():
        place = pointer + pointer_step(_clipped(str(key)))
        month, found = _read_month(key, place, fact_type.kind)
        value, more = _read_fact(item, each_month, place)
        errors += (*found, *more)
        if isinstance(month, date) and isinstance(value, int):
            entries.append(InMonth(month, value))
    return (UNKNOWN, tuple(errors)) if errors else (series(entries), ())


def _read_month(data: object, pointer: str, kind: Kind) -> tuple[date | Unknown, Errors]:
    """The first day of a month."""
    if type(data) is not str or len(data) != len("2024-03"):
        return _wrong(pointer, "verkeerde_vorm", kind, _shown(data))
    return _read_date(f"{data}-01", pointer)


def _read_option(data: object, fact_type: FactType, pointer: str) -> _Read:
    if type(data) is not str:
        return _wrong(pointer, "verkeerde_vorm", "keuze", _shown(data))
    return (data, ()) if data in fact_type.options else _wrong(pointer, "onbekende_optie", _shown(data), ", ".join(fact_type.options))


def _read_list(data: object, fact_type: FactType, pointer: str) -> _Read:
    if type(data) is not list:
        return _wrong(pointer, "verkeerde_vorm", "lijst", _shown(data))
    if fact_type.at_most is not None and len(data) > fact_type.at_most:
        return _wrong(pointer, "te_veel_elementen", str(len(data)), str(fact_type.at_most))
    read = [_read_object(item, fact_type.properties, f"{pointer}/{index}") for index, item in enumerate(data)]
    elements: tuple[Element, ...] = tuple(element for element, _ in read)
    errors = tuple(error for _, found in read for error in found)
    return (UNKNOWN, errors) if errors else (elements, ())


def _in_range(value: FactValue, fact_type: FactType) -> bool:
    # Bounds are only declared for numbers and dates, and are of the same kind as the value.
    lowest, highest = fact_type.lowest, fact_type.highest
    if isinstance(value, date):
        return not (isinstance(lowest, date) and value < lowest) and not (isinstance(highest, date) and value > highest)
    if isinstance(value, int | Fraction):
        return not (isinstance(lowest, int | Fraction) and value < lowest) and not (isinstance(highest, int | Fraction) and value > highest)
    return True


def _bounded_int(digits: str) -> int:
    """The number, or one that is too large for any fact: converting long texts is slow and refused by Python."""
    return int(digits) if len(digits) <= MAX_DIGITS + 1 else TOO_LARGE


def _wrong(pointer: str, code: FactErrorCode, *arguments: str) -> tuple[Unknown, Errors]:
    return UNKNOWN, (FactError(pointer, code, arguments),)


def _unknown_name(key: object, names: Iterable[str], pointer: str) -> FactError:
    # Imported here: only mistakes need it, and loading a policy must take milliseconds.
    from difflib import get_close_matches

    name = _clipped(str(key)) if isinstance(key, str) else _shown(key)
    nearest = get_close_matches(name, list(names), n=1)
    return FactError(pointer + pointer_step(name), "onbekend_feit", (name, *nearest))


def _shown(data: object) -> str:
    """Bad data in a message: short, and safe for data of any size or depth."""
    match data:
        case None | bool():
            return {None: "null", True: "true", False: "false"}[data]
        case str():
            return f'"{_clipped(data)}"'
        case int() | float():
            return "getal"
        case list() | tuple():
            return "lijst"
        case dict():
            return "object"
        case _:
            return type(data).__name__


def _shown_bound(fact_type: FactType, bound: Exact | date | None) -> str:
    match bound:
        case None:
            return "-"
        case date():
            return bound.isoformat()
        case int() | Fraction():
            scale = {"bedrag": Fraction(1, 100), "percentage": Fraction(100)}.get(fact_type.kind, Fraction(1))
            return decimal_text(bound * scale) or str(bound * scale)


def _clipped(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
