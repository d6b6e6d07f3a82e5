"""Facts from JSON, checked strictly and fast: a pydantic model made from the vocabulary.

It accepts exactly what `facts_json` accepts; that module also words the errors, so there is one description of what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from waterdicht.runtime.compiled import Decision, FactSpec
from waterdicht.runtime.fact_types import MAX_DIGITS, Errors, FactType
from waterdicht.runtime.facts import CaseFacts, make_facts, usable
from waterdicht.runtime.facts_json import read_facts
from waterdicht.runtime.load import TODAY, Policy, PolicyError
from waterdicht.runtime.values import UNKNOWN

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_TOO_LARGE: Final = 10**MAX_DIGITS


class InvalidFacts(PolicyError):
    """Facts that are not what the vocabulary says. `errors` holds all of them, each with a JSON pointer."""

    def __init__(self, errors: Errors) -> None:
        super().__init__("; ".join(f"{error.pointer or '/'}: {error.code}" for error in errors))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks the facts of one decision, or of all when `decision` is None.

    `validate` does what pydantic is fast at: names, kinds, options, bounds. What remains is done here: `lists` are the attributes of
    lists and periods with what reads them; days are read by `decision.fill`. Anything wrong is told by `facts_json`.
    """

    policy: Policy
    decision: Decision | None
    specs: tuple[FactSpec, ...]
    lists: tuple[tuple[str, FactType, Callable[[Any], Any]], ...]
    validate: Callable[[Any], dict[str, Any]]
    uses_day: bool

    def check(self, data: Any, on: date | None = None) -> CaseFacts:
        """The facts object for decoded JSON: full names and values, a missing name unknown, null absent. InvalidFacts with all errors.

        `on` is `deze dag`; OutsideValidity when the policy does not hold the law of that day.
        """
        if on is not None:
            self.policy.check_day(on)
        if self.decision is None:
            return self._read(data, on)
        try:
            values = self.validate(data)
            # Pydantic leaves out what it does not know: fewer values than names means a name that is no fact.
            if len(values) == len(data) == len(self.specs) and self._lists_read(values) and (on is not None or not self.uses_day):
                facts = self.decision.fill(values)
                facts.deze_dag = UNKNOWN if on is None else on
                facts.missing = self.policy.nothing_known
                facts.ready = self.decision.needs
                return facts  # type: ignore[no-any-return]
        except ValueError:  # also pydantic's ValidationError
            pass
        return self._read(data, on)

    def _lists_read(self, values: dict[str, Any]) -> bool:
        """Puts the lists and periods in place of their JSON; false when an element is incomplete. ValueError when one is wrong."""
        for attribute, type_, read in self.lists:
            value = values[attribute]
            if value:
                values[attribute] = read(value)
                if not usable(values[attribute], type_):
                    return False
            elif value is not None:
                values[attribute] = ()
        return True

    def _read(self, data: Any, on: date | None) -> CaseFacts:
        """The slow way, for incomplete facts and for errors."""
        facts, errors = read_facts(data, {spec.name: spec.type for spec in self.specs})
        if errors:
            raise InvalidFacts(errors)
        return make_facts(self.policy.facts_type, self.policy.facts.values(), {**facts, TODAY: UNKNOWN if on is None else on})


def checker(policy: Policy, decision: str = "", *, regulation: str = "", phase: str = "toekennen") -> Checker:
    """What checks the facts of one decision, or of all decisions when none is named. Make it once and keep it."""
    found = policy.decision(decision, regulation, phase) if decision else None
    names = found.facts if found else tuple(policy.facts)
    specs = tuple(policy.facts[name] for name in names if name != TODAY)
    lists = tuple((spec.attribute, spec.type, reader(spec.type)) for spec in specs if spec.type.kind in ("lijst", "perioden"))
    return Checker(policy, found, specs, lists, adapter(specs).validator.validate_python, TODAY in names)


def adapter(specs: Iterable[FactSpec]) -> TypeAdapter[Any]:
    """The pydantic type of the facts: a dictionary by attribute, from one by full name."""
    # Imported here: a service that checks its facts in another way does not wait for pydantic.
    from pydantic import ConfigDict, Field, TypeAdapter
    from typing_extensions import TypedDict

    fields: dict[str, Any] = {spec.attribute: Annotated[annotated(spec.type), Field(alias=spec.name)] for spec in specs}
    kind: Any = TypedDict("Feiten", fields, total=False)  # type: ignore[misc]
    # Not "forbid": counting is twice as fast as looking every name up again, and the errors do not come from pydantic anyway.
    setattr(kind, "__pydantic_config__", ConfigDict(strict=True, extra="ignore"))  # noqa: B010
    return TypeAdapter(kind)


def annotated(type_: FactType) -> Any:
    """The pydantic type of the JSON of a fact; null stays None."""
    return known_type(type_) | None if type_.optional else known_type(type_)


def known_type(type_: FactType) -> Any:
    """The pydantic type of the JSON of a fact that is there. The usual kinds pydantic checks itself, for the others it asks `facts_json`."""
    from pydantic import AfterValidator, Field, StrictBool, StrictInt, StrictStr

    match type_.kind:
        case "ja/nee":
            return StrictBool
        case "getal" | "maandental" | "dagental":
            return Annotated[StrictInt, Field(**whole_bounds(type_))]
        case "keuze" if type_.options:
            return Literal[type_.options]
        case "datum" if type_.lowest is None and type_.highest is None:
            return StrictStr
        case "perioden" | "lijst":
            return list[Any]
        case "datum":
            # The day itself is read by `fill`, as that of every other date.
            return Annotated[StrictStr, AfterValidator(checked_by(reader(type_)))]
        case _:
            return Annotated[Any, AfterValidator(reader(type_))]


def checked_by(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A validator that keeps the JSON when it can be read."""

    def check(data: Any) -> Any:
        read(data)
        return data

    return check


def whole_bounds(type_: FactType) -> dict[str, Any]:
    """The least and greatest whole number."""
    lowest = type_.lowest if isinstance(type_.lowest, int) else -_TOO_LARGE + 1
    highest = type_.highest if isinstance(type_.highest, int) else _TOO_LARGE - 1
    return {"ge": max(lowest, -_TOO_LARGE + 1), "le": min(highest, _TOO_LARGE - 1)}


def reader(type_: FactType) -> Callable[[Any], Any]:
    """Reads one fact that is there, as `facts_json` does; ValueError when it is wrong."""
    schema = {"f": replace(type_, optional=False)}

    def read(data: Any) -> Any:
        facts, errors = read_facts({"f": data}, schema)
        if errors:
            raise ValueError(errors[0].code)
        return facts["f"]

    return read
