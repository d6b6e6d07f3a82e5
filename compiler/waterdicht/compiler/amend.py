"""A law with one number in it changed: what a proposed repair is tried on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from waterdicht.compiler.addresses import is_within
from waterdicht.compiler.contributions import define_asked
from waterdicht.compiler.library import Library, Version
from waterdicht.compiler.rules import rules_of
from waterdicht.compiler.snapshots import Built, build, reported
from waterdicht.compiler.syntax import inside, with_inside
from waterdicht.compiler.theorems import TheoremModel, theorem_model
from waterdicht.dsl import tree
from waterdicht.dsl.diagnostics import has_errors
from waterdicht.dsl.printing.expressions import text

Literal = tree.Quantity | tree.Money | tree.Number
CENTS = 100


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a sentence of a regulation: the sentence by its place in the outline, and the number itself."""

    address: str
    place: int
    literal: Literal

    @property
    def step(self) -> int:
        """By how much it can be changed: one, or a euro (in cents) where it is a number of whole euros."""
        return CENTS if isinstance(self.literal, tree.Money) and self.literal.cents % CENTS == 0 else 1

    @property
    def count(self) -> int:
        """What it is, in steps."""
        match self.literal:
            case tree.Quantity(count):
                return count
            case tree.Money(cents):
                return cents // self.step
            case tree.Number(value):
                return int(value)

    def made(self, count: int) -> Literal:
        """The same with another number of steps."""
        match self.literal:
            case tree.Quantity():
                return replace(self.literal, count=count)
            case tree.Money():
                return replace(self.literal, cents=count * self.step)
            case tree.Number():
                return replace(self.literal, value=Fraction(count))

    def said(self, count: int) -> str:
        """How it is written with that number of steps."""
        return text(self.made(count))


def amounts(built: Built, addresses: Sequence[str]) -> tuple[Amount, ...]:
    """The numbers in the norms and limits at some addresses of the focus of a snapshot, in the order of the addresses."""
    placed = focus_of(built).outlined.placed
    found = {
        (place, at): Amount(each.address, place, literal)
        for address in addresses
        for place, each in enumerate(placed)
        if isinstance(each.sentence, tree.Norm | tree.Limit) and is_within(address, each.address)
        for at, literal in enumerate(literals(each.sentence))
    }
    return tuple(found.values())


def literals(part: object) -> Iterator[Literal]:
    """The whole numbers, amounts and quantities in a part of the tree."""
    if isinstance(part, tree.Quantity | tree.Money) or (isinstance(part, tree.Number) and part.value.denominator == 1):
        yield part
    else:
        for each in inside(part):
            yield from literals(each)


def focus_of(built: Built) -> Version:
    """The version of the focus that a snapshot is about."""
    return built.view.versions[0]


def amended(built: Built, amount: Amount, count: int) -> Built | None:
    """The snapshot with another number in the place of one in its focus, built anew; None where the law is then wrong."""
    version = focus_of(built)
    placed = list(version.outlined.placed)
    placed[amount.place] = replace(placed[amount.place], sentence=with_literal(placed[amount.place].sentence, amount.literal, amount.made(count)))
    outlined = replace(version.outlined, placed=tuple(placed))
    changed = replace(version, outlined=outlined, rules=rules_of(outlined.placed, version.document.name))
    made = build(built.world.words, replace(built.view, versions=(changed, *built.view.versions[1:])))
    define_asked(made.world)
    return None if has_errors(reported(made)) else made


def with_literal(part: Any, old: Literal, new: Literal) -> Any:
    """A part of the tree with one literal, that very one, replaced."""
    return new if part is old else with_inside(part, lambda each: with_literal(each, old, new))


def restated(theorem: TheoremModel, library: Library, built: Built) -> TheoremModel | None:
    """The same theorem on another snapshot; None where it cannot be stated there."""
    name = theorem.address.partition("/")[0]
    written = (each for document in library.theorems for each in document.theorems)
    said = next((each for each in written if each.name == theorem.name and each.over.regulation.partition("@")[0] == name), None)
    made = None if said is None else theorem_model(said, built)
    define_asked(built.world)
    return made
