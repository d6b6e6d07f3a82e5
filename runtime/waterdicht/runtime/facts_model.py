"""The facts of a case as a pydantic type, made from the vocabulary: strict, no other names, with a JSON Schema.

It accepts exactly what `facts_json` accepts, and so what generated functions read; tests hold the three equal. Decide on what it gives
with `Policy.decide_json`: it changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, TypeAdapter, WithJsonSchema
from typing_extensions import TypedDict

from waterdicht.runtime.compiled import FactSpec
from waterdicht.runtime.fact_types import TOO_LARGE, FactType
from waterdicht.runtime.facts_json import read_fact

_DECIMAL: Final = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"
_CENTS: Final = r"^-?(0|[1-9][0-9]*)(\.[0-9]{1,2}0*)?$"
_DAY: Final = {"type": "string", "format": "date"}
_MONTH: Final = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}


def facts_model(specs: Iterable[FactSpec]) -> TypeAdapter[Any]:
    """The pydantic type of an object with these facts under their full names. None has to be there: what is missing is unknown."""
    fields = {spec.name: Annotated[checked_type(spec.type), WithJsonSchema(fact_schema(spec.type) | described(spec))] for spec in specs}
    kind: Any = TypedDict("Feiten", fields, total=False)  # type: ignore[misc]
    setattr(kind, "__pydantic_config__", ConfigDict(strict=True, extra="forbid"))  # noqa: B010
    return TypeAdapter(kind)


def described(spec: FactSpec) -> dict[str, str]:
    """The question that the fact answers."""
    return {"description": spec.question} if spec.question else {}


def checked_type(type_: FactType) -> Any:
    """The pydantic type of the JSON of a fact. Pydantic takes subclasses of `int` and `str`, so `facts_json` is asked first."""
    known = replace(type_, optional=False)
    return known_type(known) | None if type_.optional else known_type(known)


def known_type(type_: FactType) -> Any:
    """The pydantic type of the JSON of a fact that is there."""
    match type_.kind:
        case "ja/nee":
            return StrictBool
        case "getal" | "maandental" | "dagental":
            return Annotated[StrictInt, Field(gt=-TOO_LARGE, lt=TOO_LARGE), BeforeValidator(reader(type_))]
        case "keuze" if type_.options:
            return Annotated[Literal[type_.options], BeforeValidator(reader(type_))]
        case _:
            return Annotated[Any, BeforeValidator(reader(type_))]


def reader(type_: FactType) -> Callable[[Any], Any]:
    """Gives back the JSON of one fact that is there when `facts_json` can read it; ValueError when it is wrong."""

    def read(data: Any) -> Any:
        _, errors = read_fact(data, type_)
        if errors:
            raise ValueError(errors[0].code)
        return data

    return read


def fact_schema(type_: FactType) -> dict[str, Any]:
    """JSON Schema for a fact, as far as that can say it: bounds of days and amounts are not in it."""
    return {"anyOf": [known_schema(type_), {"type": "null"}]} if type_.optional else known_schema(type_)


def known_schema(type_: FactType) -> dict[str, Any]:  # noqa: C901  # exhaustive: one arm for each kind
    """JSON Schema for a fact that is there."""
    match type_.kind:
        case "ja/nee":
            return {"type": "boolean"}
        case "getal" | "maandental" | "dagental":
            bounds = {"minimum": type_.lowest, "maximum": type_.highest}
            return {"type": "integer", **{name: bound for name, bound in bounds.items() if isinstance(bound, int)}}
        case "decimaal" | "percentage" | "bedrag":
            return {"anyOf": [{"type": "string", "pattern": _CENTS if type_.kind == "bedrag" else _DECIMAL}, {"type": "integer"}]}
        case "datum":
            return _DAY
        case "periode":
            return closed({"van": _DAY, "tot_en_met": _DAY}) | {"required": ["van", "tot_en_met"]}
        case "perioden":
            period = closed({"van": _DAY, "tot_en_met": _DAY}) | {"required": ["van", "tot_en_met"]}
            return {"type": "array", "items": {"anyOf": [period, _DAY]}}
        case "ja/nee per maand":
            return {"type": "array", "items": _MONTH, "uniqueItems": True}
        case "getal per maand" | "bedrag per maand":
            each_month = known_schema(replace(type_, kind="bedrag" if type_.kind == "bedrag per maand" else "getal"))
            return {"type": "object", "propertyNames": _MONTH, "additionalProperties": each_month}
        case "keuze":
            return {"type": "string", "enum": list(type_.options)}
        case "lijst":
            most = {} if type_.at_most is None else {"maxItems": type_.at_most}
            return {"type": "array", "items": closed({name: fact_schema(each) for name, each in type_.properties.items()}), **most}


def closed(properties: dict[str, Any]) -> dict[str, Any]:
    """An object with no other properties than these."""
    return {"type": "object", "properties": properties, "additionalProperties": False}
