"""The facts that a policy uses, as data in its source: what the JSON of each must be, and the words about it."""

from __future__ import annotations

from waterdicht.compiler.backends.python.analysis import TODAY
from waterdicht.compiler.backends.python.layout import Code, Joined, Text, call, listed, prefix
from waterdicht.compiler.backends.python.literals import literal
from waterdicht.compiler.backends.python.phrases import kind_of
from waterdicht.compiler.ir import FactInfo, Snapshot
from waterdicht.compiler.types import EnumType, ListType, MonthlyType, Scalar, Type
from waterdicht.runtime.fact_types import FactType

WORDS = ("question", "affirmative", "negative", "judged_by", "supplied_by")


def fact_type(name: str, snapshot: Snapshot, within: tuple[str, ...] = ()) -> FactType:
    """What the JSON of a fact must be. `within` are the kinds of the lists around it: a list of things in themselves has no end."""
    info = snapshot.vocabulary.facts.get(name)
    if info is None:
        return FactType("datum") if name == TODAY else FactType("ja/nee", optional=True)
    options = info.type.options if isinstance(info.type, EnumType) else ()
    at_most = info.type.at_most if isinstance(info.type, ListType) else None
    properties = element_types(info.type, snapshot, within)
    return FactType(kind_of(info.type), info.optional, options, properties, at_most, info.minimum, info.maximum)  # type: ignore[arg-type]


def element_types(type_: Type, snapshot: Snapshot, within: tuple[str, ...]) -> dict[str, FactType]:
    """The properties of the elements of a list, by name."""
    if not isinstance(type_, ListType) or type_.kind in within:
        return {}
    names = sorted(name for name in snapshot.vocabulary.facts if name.startswith(f"{type_.kind}."))
    return {name.partition(".")[2]: fact_type(name, snapshot, (*within, type_.kind)) for name in names}


def emit_spec(name: str, attribute: str, snapshot: Snapshot) -> Code:
    """One entry of the table of facts."""
    info = snapshot.vocabulary.facts.get(name)
    words = [Text(f"{field}={getattr(info, field)!r}") for field in WORDS if info is not None and getattr(info, field)]
    return call("FactSpec", Text(repr(name)), Text(repr(attribute)), emit_type(fact_type(name, snapshot)), *words)


def emit_type(type_: FactType) -> Code:
    """A FactType, only with what differs from the default."""
    fields: list[Code] = [Text(repr(type_.kind))]
    fields += [Text("optional=True")] if type_.optional else []
    fields += [prefix("options=", listed(*(Text(repr(option)) for option in type_.options)))] if type_.options else []
    if type_.properties:
        entries = tuple(prefix(f"{name!r}: ", emit_type(each)) for name, each in type_.properties.items())
        fields.append(prefix("properties=", Joined("{", entries, ", ", "}")))
    fields += [] if type_.at_most is None else [Text(f"at_most={type_.at_most}")]
    fields += [] if type_.lowest is None else [prefix("lowest=", literal(type_.lowest))]
    fields += [] if type_.highest is None else [prefix("highest=", literal(type_.highest))]
    return call("FactType", *fields)


def annotation(info: FactInfo | None, name: str) -> str:
    """The Python type of a fact that is known."""
    if info is None:
        return "date" if name == TODAY else "Any"
    found = python_type(info.type)
    return f"{found} | Absent" if info.optional else found


def python_type(type_: Type) -> str:
    """The Python type of the values of a type."""
    match type_:
        case Scalar.BOOL:
            return "bool"
        case Scalar.INT | Scalar.MONTHS | Scalar.DAYS:
            return "int"
        case Scalar.DATE:
            return "date"
        case Scalar.PERIOD:
            return "Period"
        case Scalar.PERIODS:
            return "Periods"
        case MonthlyType():
            return "Monthly"
        case EnumType():
            return "str"
        case ListType():
            return "tuple[Mapping[str, Any], ...]"
        case _:
            return "int | Fraction"
