"""A small validator of the part of JSON Schema that the schemas use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

TYPES: dict[str, tuple[type, ...]] = {"object": (dict,), "array": (list,), "string": (str,), "integer": (int,), "boolean": (bool,), "null": (type(None),)}
UNDERSTOOD = {
    "$schema", "title", "type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf", "pattern", "minimum", "format",
    "description",
}  # fmt: skip


def problems(data: Any, schema: dict[str, Any], place: str = "") -> Iterator[str]:
    """Everywhere that data is not what a schema says."""
    assert set(schema) <= UNDERSTOOD
    if "anyOf" in schema:
        found = [list(problems(data, option, place)) for option in schema["anyOf"]]
        if all(found):
            yield from min(found, key=len)
        return
    if "type" in schema and (not isinstance(data, TYPES[schema["type"]]) or (schema["type"] == "integer" and isinstance(data, bool))):
        yield f"{place}: {schema['type']}"
        return
    if ("const" in schema and data != schema["const"]) or ("enum" in schema and data not in schema["enum"]):
        yield f"{place}: {data}"
    if "pattern" in schema and not re.search(schema["pattern"], data):
        yield f"{place}: {schema['pattern']}"
    if "minimum" in schema and data < schema["minimum"]:
        yield f"{place}: {data}"
    yield from members(data, schema, place)


def members(data: Any, schema: dict[str, Any], place: str) -> Iterator[str]:
    """The same, for what is inside an object or array."""
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield from problems(item, schema.get("items", {}), f"{place}/{index}")
    if isinstance(data, dict):
        known, more = schema.get("properties", {}), schema.get("additionalProperties", {})
        yield from (f"{place}/{name}: missing" for name in schema.get("required", ()) if name not in data)
        for name, value in data.items():
            if name not in known and more is False:
                yield f"{place}/{name}: not expected"
            else:
                yield from problems(value, known.get(name, more if isinstance(more, dict) else {}), f"{place}/{name}")
