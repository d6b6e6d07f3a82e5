"""The facts object of a case: one attribute for each fact, and a note of which cannot be used natively. Rows of facts, in a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any, TypeVar

from waterdicht.runtime.compiled import FactSpec, Row
from waterdicht.runtime.fact_types import FactType
from waterdicht.runtime.values import ABSENT, UNKNOWN, Computed


class CaseFacts:
    """The base of generated facts classes. An attribute that was never set reads as UNKNOWN.

    INVARIANT: `missing` holds every attribute whose fact is unknown, is absent without being optional, or is a list with such
    properties in it; or `ready` is the `needs` of the decision whose facts are known to be free of these. Plain forms rely on it,
    so the attributes do not change once the object is made.
    """

    __slots__ = ("missing", "ready")
    missing: frozenset[str]
    ready: frozenset[str] | None

    def __getattr__(self, name: str) -> Any:
        """UNKNOWN for a fact that was never set."""
        if name in type(self).__slots__:
            return UNKNOWN
        raise AttributeError(name)

    def __repr__(self) -> str:
        known = {name: getattr(self, name) for name in type(self).__slots__}
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in known.items() if value is not UNKNOWN)})"


Facts = TypeVar("Facts", bound=CaseFacts)


def make_facts(kind: type[Facts], specs: Iterable[FactSpec], given: Mapping[str, Computed]) -> Facts:
    """The facts object for facts by full name. A name that is not given is UNKNOWN; names that `specs` lack are not looked at."""
    facts = kind()
    missing: list[str] = []
    for spec in specs:
        value = given.get(spec.name, UNKNOWN)
        setattr(facts, spec.attribute, value)
        if not usable(value, spec.type):
            missing.append(spec.attribute)
    facts.missing = frozenset(missing)
    facts.ready = None
    return facts


def usable(value: Any, type_: FactType) -> bool:
    """Whether native code can work with the value of a fact."""
    if value is UNKNOWN or (value is ABSENT and not type_.optional):
        return False
    if type_.kind != "lijst" or value is ABSENT:
        return True
    return all(usable(each, type_.properties[name]) for element in value for name, each in element.items() if name in type_.properties)


def row_of(names: tuple[str, ...], specs: Mapping[str, FactSpec]) -> Callable[[CaseFacts], Row]:
    """What gives the values of these facts, by full name, in a facts object."""
    match [specs[name].attribute for name in names]:
        case []:
            return lambda _: ()
        case [attribute]:
            return lambda facts: (getattr(facts, attribute),)
        case attributes:
            return attrgetter(*attributes)


def case_of(kind: type[Facts], names: tuple[str, ...], specs: Mapping[str, FactSpec]) -> Callable[[Row], Facts]:
    """What makes a facts object of a complete row of these facts; all other facts are unknown."""
    attributes = tuple(specs[name].attribute for name in names)
    others = frozenset(spec.attribute for spec in specs.values()).difference(attributes)

    def case(row: Row) -> Facts:
        facts = kind()
        for attribute, value in zip(attributes, row, strict=True):
            setattr(facts, attribute, value)
        facts.missing = others
        facts.ready = None
        return facts

    return case
