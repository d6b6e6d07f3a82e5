"""Where an expression stands and what its names can mean there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from waterdicht.compiler.addresses import regulation_of
from waterdicht.compiler.ir import ByReading, Contribution, DefinitionInfo, Expr, FactInfo, Limit
from waterdicht.compiler.layers import Layers
from waterdicht.compiler.models.parameters import ParameterInfo
from waterdicht.compiler.outline import Outline
from waterdicht.compiler.past import Meaning
from waterdicht.compiler.types import Type
from waterdicht.compiler.unknown_text import Carried, Gap, Kept
from waterdicht.compiler.vocabulary import Words
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose
from waterdicht.dsl.source import Span


@dataclass(frozen=True, slots=True)
class Source:
    """A definition that is built when it is first used. `type` is the declared type, if there is one."""

    build: Callable[[], Expr | None]
    address: str
    span: Span
    type: Type | None = None
    text: str = ""


@dataclass(slots=True)
class MaybeAbsent:
    """The `names` of facts and definitions that can be absent, as far as worked out: over so many definitions and implicit facts.

    `open` are the definitions that are not optional but would be if some name in them were.
    """

    names: set[str] = field(default_factory=set)
    definitions: int = 0
    implicit: int = -1
    open: dict[str, Expr] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Spells:
    """The spells of one `blijft … buiten beschouwing`, the condition it has, and the places whose limits leave them out."""

    spells: Expr
    condition: Expr | None
    places: tuple[str, ...]


@dataclass(slots=True)
class World:
    """The law on one snapshot while it is being lowered.

    `sources` are definitions by key, `lowered` what has been made of them; `named` maps a regulation to its own names;
    `failed` are the definitions in which something was reported;
    `described` maps an address to the key of the description given there; `excluded` are the addresses that something sets aside,
    `touched` those and all above them;
    `bodies` builds a description by key: as a name stands for it (""), or with or without exclusions (see `references`);
    `optional` remembers which names can be absent (see `use`); `limits` by key of a rule's condition;
    `spells` are those that a regulation leaves out of account, with the places they are left out at; `order` is where names are looked up.
    `parameters` are those of each regulation by name, open or filled in; `gaps` what is not known of its text;
    `carried` the cases in which a regulation that is not here still governs instead of it; `kept` those in which an earlier text does or counts.
    `kept_only` are the values that a regulation has only of earlier texts.
    `guests` are the earlier texts that are here only for that, with where their names are looked up, and `meant` which one each sentence means.
    `asked` are the (place, decision, phase) whose channels some expression needs; `given` what each regulation contributes to channels.
    """

    words: Words
    outlines: Mapping[str, Outline]
    focus: str
    above: tuple[str, ...]
    layers: Layers
    readings: Mapping[str, tuple[str, ...]]
    sources: dict[str, Source] = field(default_factory=dict)
    named: dict[str, dict[str, str]] = field(default_factory=dict)
    described: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, Callable[[str], Expr | None]] = field(default_factory=dict)
    excluded: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    lowered: dict[str, DefinitionInfo] = field(default_factory=dict)
    types: dict[str, Type] = field(default_factory=dict)
    in_progress: list[str] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)
    implicit: dict[str, FactInfo] = field(default_factory=dict)
    external: dict[str, tuple[tree.Reference, ...]] = field(default_factory=dict)
    reported: list[Diagnostic] = field(default_factory=list)
    optional: MaybeAbsent = field(default_factory=MaybeAbsent)
    limits: dict[str, Limit] = field(default_factory=dict)
    spells: dict[str, list[Spells]] = field(default_factory=dict)
    order: dict[str, tuple[str, ...]] = field(default_factory=dict)
    asked: dict[tuple[str, str, str], None] = field(default_factory=dict)
    given: dict[str, tuple[Contribution, ...]] = field(default_factory=dict)
    parameters: dict[str, dict[str, ParameterInfo]] = field(default_factory=dict)
    gaps: dict[str, tuple[Gap, ...]] = field(default_factory=dict)
    carried: dict[str, tuple[Carried, ...]] = field(default_factory=dict)
    guests: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    meant: Mapping[Meaning, str] = field(default_factory=dict)
    kept: dict[str, tuple[Kept, ...]] = field(default_factory=dict)
    kept_only: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Scope:
    """The place of an expression: in which regulation and provision, about which decision, with which binders."""

    world: World
    regulation: str
    address: str
    decision: str = ""
    phase: str = "toekennen"
    under_the_law: bool = False
    binders: Mapping[str, str] = field(default_factory=dict)

    def at(self, address: str) -> Scope:
        """The same scope at another address."""
        return Scope(self.world, self.regulation, address, self.decision, self.phase, self.under_the_law, self.binders)

    def about(self, decision: str, phase: str) -> Scope:
        """The same scope about a decision."""
        return replace(self, decision=decision, phase=phase)

    def binding(self, name: str, kind: str) -> Scope:
        """The same scope inside a quantifier."""
        return replace(self, binders={**self.binders, name: kind})

    def report(self, code: Code, span: Span, *, suggestion: str = "", **arguments: object) -> None:
        """Note what is wrong here; lowering goes on."""
        self.world.reported.append(diagnose(code, span, address=self.address, suggestion=suggestion, **arguments))  # type: ignore[arg-type]


def regulation_at(address: str, world: World) -> str:
    """The regulation of a snapshot that an address lies in, by its name there: an earlier text may go by its version."""
    root = regulation_of(address)
    return root if root in world.outlines else root.partition("@")[0]


def regulation_meant(reference: tree.Reference, scope: Scope) -> str:
    """The name in the snapshot of the regulation that a reference names; an earlier text that names its own regulation means itself."""
    name = reference.regulation.partition("@")[0]
    if reference.regulation in ("", scope.regulation.partition("@")[0]):
        return scope.regulation
    return reference.regulation if reference.regulation in scope.world.outlines else name


ROUNDING = "afronding"
"""The reading by which values are rounded to eurocents. Only where it is declared; the first option is then used."""
APPLICATION_DAY = "dag_van_toepassing"
"""The reading of which day an earlier application has. Only where it is declared; otherwise the day of the decision."""

BUILT_IN_READINGS: Mapping[str, tuple[str, ...]] = {
    "maandeinde": ("dag_ervoor", "laatste_dag"),
    "verlenging": ("oorspronkelijk_begin", "herbegin"),
    "dag_na_ziekte": ("doorgaan", "stoppen"),
    ROUNDING: ("half_omhoog", "naar_boven", "naar_beneden"),
    "ouder_dan": ("vanaf_volgende_leeftijd", "dag_na_verjaardag"),
    APPLICATION_DAY: ("besluitdag", "ingangsdag"),
}
"""Readings whose meaning is built into operators. A regulation may choose; otherwise the first is used, and it is said."""


def by_reading(reading: str, first: Expr, second: Expr, type_: Type) -> Expr:
    """Two meanings under the two options of a built-in reading; one when they are the same."""
    options = BUILT_IN_READINGS[reading]
    return first if first == second else ByReading(reading, ((options[0], first), (options[1], second)), type_)
