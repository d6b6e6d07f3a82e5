"""What an encoding works with: the frozen inputs, and the one growing script of declarations and axioms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

from waterdicht.compiler.backends.smt.text import TRUE, is_atom, symbol
from waterdicht.compiler.ir import Snapshot
from waterdicht.runtime.values import Value

Mode = Literal["complete", "partial", "known text"]
"""Complete: every fact is known, and text that is not known can say anything. Partial: a fact may be unknown, and its own variable says
so. Known text: every fact is known, and what text that is not known says is not. Only a complete encoding ranges over completions."""

SHARE_FROM = 40
"""Terms longer than this many characters get a name, so that text stays linear in the size of the expression."""


class Unencodable(Exception):
    """An expression that SMT-LIB text cannot express here, such as the equality of two sets of periods."""


class Kind(Enum):
    """What a command does."""

    DECLARE = "declaration or definition"
    AXIOM = "domains and definitions: what is true of the symbols it is about, whatever the others are"
    EXACT = "idem, but left out at first, while lemmas stand in for it: day numbers, holidays"
    RELATION = "what holds between symbols that are there for other reasons: lemmas, and the order of counters"
    WORLD = "an assumption of the vocabulary"


@dataclass(frozen=True, slots=True)
class Command:
    """One line of the script; `text` is a whole command for DECLARE and a formula otherwise.

    INVARIANT: an AXIOM or EXACT leaves every value of the symbols it is not `about` possible, so where those symbols are not used,
    it can be left out. A RELATION can be left out where one of its symbols is not used. A WORLD is `about` the assumption it states.
    """

    kind: Kind
    text: str
    about: tuple[str, ...] = ()


@dataclass(slots=True)
class Script:
    """The script so far. The only thing in this package that changes; `memory` is where each module remembers what it has emitted."""

    commands: list[Command] = field(default_factory=list)
    shared: dict[tuple[str, str], str] = field(default_factory=dict)
    memory: dict[tuple[object, ...], object] = field(default_factory=dict)
    count: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one element: the full name of the list fact, the kind of its elements, and the index from 0."""

    list_name: str
    kind: str
    index: int


@dataclass(frozen=True, slots=True)
class Encoding:
    """The inputs of an encoding. `ranges` replaces the declared bounds of a fact; `items` holds the list slot each binder stands for."""

    snapshot: Snapshot
    readings: Mapping[str, str]
    mode: Mode = "complete"
    prefix: str = ""
    ranges: Mapping[str, tuple[Value, Value]] = field(default_factory=dict)
    items: Mapping[str, Slot] = field(default_factory=dict)
    script: Script = field(default_factory=Script, compare=False, repr=False)


def fresh(encoding: Encoding, hint: str) -> str:
    """A symbol that occurs nowhere else."""
    encoding.script.count += 1
    return symbol(f"{encoding.prefix}{hint}!{encoding.script.count}")


def declare(encoding: Encoding, name: str, sort: str) -> str:
    """Declare a constant and give back its name."""
    encoding.script.commands.append(Command(Kind.DECLARE, f"(declare-const {name} {sort})", (name,)))
    return name


def assume(encoding: Encoding, formula: str, *about: str, exact: bool = False) -> None:
    """Add an axiom about symbols. It never rules out a case, only fixes what the symbols say of it."""
    if formula != TRUE:
        encoding.script.commands.append(Command(Kind.EXACT if exact else Kind.AXIOM, formula, about))


def relate(encoding: Encoding, formula: str) -> None:
    """Add a relation between symbols that each have their own axioms."""
    if formula != TRUE:
        encoding.script.commands.append(Command(Kind.RELATION, formula))


def share(encoding: Encoding, text: str, sort: str) -> str:
    """A name for a long term, the same name for the same term."""
    if len(text) <= SHARE_FROM or is_atom(text):
        return text
    key = (text, sort)
    if key not in encoding.script.shared:
        name = fresh(encoding, "t")
        encoding.script.commands.append(Command(Kind.DECLARE, f"(define-fun {name} () {sort} {text})", (name,)))
        encoding.script.shared[key] = name
    return encoding.script.shared[key]
