"""Facts from JSON, checked strictly and fast: a pydantic model made from the vocabulary.

It accepts exactly what `facts_json` accepts; that module also words the errors, so there is one description of what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from waterdicht.runtime.compiled import Decision, FactSpec
from waterdicht.runtime.fact_types import MAX_DIGITS, Errors, FactType
from waterdicht.runtime.facts import CaseFacts, make_facts, usable
from waterdicht.runtime.facts_json import read_facts
from waterdicht.runtime.load import TODAY, Policy, PolicyError
from waterdicht.runtime.values import ABSENT, UNKNOWN

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_TOO_LARGE: Final = 10**MAX_DIGITS


class InvalidFacts(PolicyError):
    """Facts that are not what the vocabulary says. `errors` holds all of them, each with a JSON pointer."""

    def __init__(self, errors: Errors) -> None:
        super().__init__("; ".join(f"{error.pointer or '/'}: {error.code}" for error in errors))
        self.errors = errors


class Dates(dict[str, date]):
    """The days of the calendar by their JSON form, filled as they are met: at most the 109,207 days that exist."""

    def __missing__(self, text: str) -> date:
        facts, errors = read_facts({"d": text}, {"d": FactType("datum")})
        if errors:
            raise ValueError(text)
        day = facts["d"]
        assert isinstance(day, date)  # INVARIANT: read_facts gives a date or an error
        self[text] = day
        return day


_DATES: Final = Dates()


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks the facts of one decision, or of all when `decision` is None. `lists` are the list facts among `specs`, by attribute."""

    policy: Policy
    decision: Decision | None
    specs: tuple[FactSpec, ...]
    lists: tuple[tuple[str, FactType], ...]
    validate: Callable[[Any], dict[str, Any]]
    uses_day: bool

    def check(self, data: Any, on: date | None = None) -> CaseFacts:
        """The facts object for decoded JSON: full names and values, a missing name unknown, null absent. InvalidFacts with all errors.

        `on` is `deze dag`; OutsideValidity when the policy does not hold the law of that day.
        """
        if on is not None:
            self.policy.check_day(on)
        try:
            values = self.validate(data)
        except _validation_error():
            return self._made(read_all(data, self.specs), on)
        decision = self.decision
        if decision is None or len(values) < len(self.specs) or (on is None and self.uses_day):
            return self._made(self._by_name(values), on)
        for attribute, type_ in self.lists:
            if values[attribute] and not usable(values[attribute], type_):
                return self._made(self._by_name(values), on)
        facts = decision.fill(values)
        facts.deze_dag = UNKNOWN if on is None else on
        facts.missing = self.policy.nothing_known
        facts.ready = decision.needs
        return facts  # type: ignore[no-any-return]

    def _by_name(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """The facts that were given, by full name."""
        return {spec.name: values[spec.attribute] for spec in self.specs if spec.attribute in values}

    def _made(self, given: Mapping[str, Any], on: date | None) -> CaseFacts:
        """The facts object for incomplete facts, by full name."""
        return make_facts(self.policy.facts_type, self.policy.facts.values(), {**given, TODAY: UNKNOWN if on is None else on})


def read_all(data: Any, specs: Iterable[FactSpec]) -> Mapping[str, Any]:
    """The facts as `facts_json` reads them. InvalidFacts with all errors."""
    facts, errors = read_facts(data, {spec.name: spec.type for spec in specs})
    if errors:
        raise InvalidFacts(errors)
    return facts


def checker(policy: Policy, decision: str = "", *, regulation: str = "", phase: str = "toekennen") -> Checker:
    """What checks the facts of one decision, or of all decisions when none is named. Make it once and keep it."""
    found = policy.decision(decision, regulation, phase) if decision else None
    names = found.facts if found else tuple(policy.facts)
    specs = tuple(policy.facts[name] for name in names if name != TODAY)
    lists = tuple((spec.attribute, spec.type) for spec in specs if spec.type.kind == "lijst")
    return Checker(policy, found, specs, lists, adapter(specs).validator.validate_python, TODAY in names)


def adapter(specs: Iterable[FactSpec]) -> TypeAdapter[Any]:
    """The pydantic type of the facts: a dictionary by attribute, from one by full name. It also makes their JSON Schema."""
    # Imported here: a service that checks its facts in another way does not wait for pydantic.
    from pydantic import ConfigDict, Field, TypeAdapter
    from typing_extensions import TypedDict

    fields: dict[str, Any] = {spec.attribute: Annotated[annotated(spec.type), Field(alias=spec.name, description=spec.question or None)] for spec in specs}
    kind: Any = TypedDict("Feiten", fields, total=False)  # type: ignore[misc]
    setattr(kind, "__pydantic_config__", ConfigDict(strict=True, extra="forbid", title="Feiten"))  # noqa: B010
    return TypeAdapter(kind)


def annotated(type_: FactType) -> Any:
    """The pydantic type of a fact: what its JSON must be, turned into its value."""
    from pydantic import AfterValidator, Field

    known = known_type(type_)
    if not type_.optional:
        return known
    return Annotated[known | Annotated[None, AfterValidator(_absent)], Field(union_mode="left_to_right")]


def known_type(type_: FactType) -> Any:
    """The pydantic type of the value of a fact that is there. The usual kinds are checked by pydantic itself, the others by `facts_json`."""
    from pydantic import AfterValidator, Field, StrictBool, StrictInt, StrictStr

    plain = FactType(type_.kind, False, type_.options, type_.properties, type_.at_most, type_.lowest, type_.highest)
    match type_.kind:
        case "ja/nee":
            return StrictBool
        case "getal" | "maandental" | "dagental":
            return Annotated[StrictInt, Field(**whole_bounds(type_))]
        case "keuze" if type_.options:
            return Literal[type_.options]
        case "datum" if type_.lowest is None and type_.highest is None:
            return Annotated[StrictStr, AfterValidator(_DATES.__getitem__)]
        case "perioden" | "lijst":
            return Annotated[Any, AfterValidator(reader(plain, empty_is_known=True))]
        case _:
            return Annotated[Any, AfterValidator(reader(plain))]


def whole_bounds(type_: FactType) -> dict[str, Any]:
    """The least and greatest whole number."""
    lowest = type_.lowest if isinstance(type_.lowest, int) else -_TOO_LARGE + 1
    highest = type_.highest if isinstance(type_.highest, int) else _TOO_LARGE - 1
    return {"ge": max(lowest, -_TOO_LARGE + 1), "le": min(highest, _TOO_LARGE - 1)}


def reader(type_: FactType, empty_is_known: bool = False) -> Callable[[Any], Any]:
    """A validator that reads one fact as `facts_json` does."""
    schema = {"f": type_}

    def read(data: Any) -> Any:
        if empty_is_known and type(data) is list and not data:
            return ()
        facts, errors = read_facts({"f": data}, schema)
        if errors:
            raise ValueError(errors[0].code)
        return facts["f"]

    return read


def _absent(_: None) -> Any:
    return ABSENT


def _validation_error() -> type[Exception]:
    from pydantic import ValidationError

    return ValidationError
