"""What data is not according to a JSON Schema; a schema that is none is an error."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator


def problems(data: Any, schema: dict[str, Any]) -> list[str]:
    """Everywhere that data is not what a schema says, in words."""
    Draft202012Validator.check_schema(schema)
    return [error.message for error in Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).iter_errors(data)]
