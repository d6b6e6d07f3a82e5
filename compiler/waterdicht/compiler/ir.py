"""The typed model (IR): what a set of policy documents means, as frozen data.

`evaluate` is the reference reading of this data; `backends.python` and `backends.smt` mirror it arm by arm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Literal as OneOf

from waterdicht.compiler.types import Scalar, Type
from waterdicht.dsl.source import NOWHERE, Span
from waterdicht.runtime.values import Computed, Value


class Op(Enum):
    """Every operator of the language, each defined once by `evaluate_apply`.

    Unless said otherwise an operator is strict: a fault in any argument gives that fault, else an absent argument
    gives the fault `ontbrekende_waarde`, else an unknown argument gives unknown.
    """

    # four-valued connectives (not strict): see waterdicht.runtime.logic
    AND = "en"
    OR = "of"
    NOT = "niet"
    EXACTLY_ONE = "precies_een"
    # comparison: both sides have one type
    EQ = "gelijk"
    NE = "ongelijk"
    LT = "minder"
    LE = "ten_hoogste"
    GT = "meer"
    GE = "ten_minste"
    # exact arithmetic on numbers, percentages, money, months, days
    ADD = "plus"
    SUB = "min"
    MUL = "maal"
    DIV = "gedeeld_door"  # fault deling_door_nul
    MIN = "laagste"
    MAX = "hoogste"
    ROUND_HALF_UP = "afgerond"  # (money, step in eurocents): nearest multiple, half away from zero upwards
    ROUND_UP = "naar_boven"
    ROUND_DOWN = "naar_beneden"
    WHOLE_CENTS = "hele_centen"  # (money): the same amount; fault gebroken_cent when it has a fraction of a cent
    # about absence, and so not strict in it
    PRESENT = "ingevuld"  # false when the argument is absent
    OR_ELSE = "of_anders"  # the first argument, or the second when the first is absent
    # dates
    ADD_MONTHS = "plus_maanden"  # (date, months): clips to the last day of a shorter month
    ADD_MONTHS_UP = "plus_maanden_op"  # (date, months): the first day of the next month when the day does not exist
    ADD_DAYS = "plus_dagen"  # (date, days)
    DAYS_BETWEEN = "dagen_tussen"  # (from, to): to minus from, in days
    AGE = "leeftijd"  # (birth, on): whole years
    YEAR = "kalenderjaar"  # (date): number
    MONTH = "maand"  # (date): the first day of its month
    YEAR_START = "begin_kalenderjaar"  # (date): 1 January of its year
    DEADLINE = "uiterste_dag"  # (anchor, number, unit literal): term with the Algemene termijnenwet
    # periods; PERIOD is absent when one of its days is absent
    PERIOD = "periode"  # (first, last)
    BEGIN = "begin"
    END = "einde"
    LENGTH = "dagen"  # (period): number of days, 0 when it ends before it begins
    DAYS_IN = "dagen_in"  # (periods, period): days of the period that lie in the periods
    CONTAINS = "bevat"  # (period or periods, date)
    NTH_FREE_DAY = "nde_vrije_dag"  # (begin, days n, periods): the n-th day outside the periods
    # monthly series; a stretch (from, to) runs from the month of one day up to, not including, the month of the other
    IN_MONTH = "in_maand"  # (series of numbers or amounts, date): what the month holds
    HOLDS_IN = "geldt_in_maand"  # (series of ja/nee, date)
    MONTHS_TOTAL = "maandtotaal"  # (series, from, to): the sum; for ja/nee the number of months
    MONTHS_RUN = "maanden_aaneen"  # (series of ja/nee, from, to): months on end up to the end of the stretch
    MONTHS_SINCE = "maanden_sinds_eerste"  # (series of ja/nee, from, to): months of the stretch from its first ja on, 0 without one


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal value."""

    value: Value
    type: Type


@dataclass(frozen=True, slots=True)
class FactOf:
    """A fact of the case by its full name (`plaatsing.begin`); `deze_dag` is the date of the case."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class ItemOf:
    """A property of the element that `binder` stands for, inside a Collect."""

    binder: str
    property: str
    type: Type


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What text that is not known says of something: unknown in every case; a proof holds for every value that it can have.

    One name stands for one value within a case; of different cases nothing is known together.
    """

    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class Use:
    """The value of a definition of the snapshot, by key."""

    key: str
    type: Type


@dataclass(frozen=True, slots=True)
class Apply:
    """An operation on its arguments, in the order that the operation says."""

    op: Op
    arguments: tuple[Expr, ...]
    type: Type
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


class Gather(Enum):
    """What a Collect makes of the elements that satisfy its condition."""

    ANY = "er is een"  # disjunction of the conditions
    ALL = "elke"  # conjunction of the bodies: a condition per element
    COUNT = "aantal"  # unknown as soon as one condition is; else the number of true conditions
    SUM = "som"  # idem, the sum of the bodies


@dataclass(frozen=True, slots=True)
class Collect:
    """A bounded quantifier over a list fact. `where` is a condition on the element; `body` only for SUM."""

    gather: Gather
    binder: str
    over: FactOf
    where: Expr
    body: Expr | None
    type: Type


@dataclass(frozen=True, slots=True)
class Choose:
    """The value of the one case whose condition is true.

    A fault in any condition is the result; two true conditions give the fault `dubbele_waarde`; with one true or none and another
    unknown the result is unknown; none true gives the fault `geen_waarde`, or `waarde_buiten_geldigheid` when `outside` is true.
    The value of a case that is not chosen does not matter.
    """

    cases: tuple[tuple[Expr, Expr], ...]
    type: Type
    outside: Expr | None = None


@dataclass(frozen=True, slots=True)
class ByReading:
    """Different meanings under the options of one declared reading."""

    reading: str
    branches: tuple[tuple[str, Expr], ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Marked:
    """An expression with the address it stands at and, for `naar oordeel`, who judges. No logical effect."""

    body: Expr
    address: str = ""
    judged: bool = False
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)

    @property
    def type(self) -> Type:
        """The type of what is marked."""
        return self.body.type


Expr = Constant | FactOf | ItemOf | Unsaid | Use | Apply | Collect | Choose | ByReading | Marked

TRUE = Constant(True, Scalar.BOOL)
FALSE = Constant(False, Scalar.BOOL)


# --- vocabulary -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FactInfo:
    """A declared fact. `minimum`, `maximum` and `typical` are values of its type or None.

    A `constant` fact is an open parameter of a regulation: the same in every case.
    """

    name: str
    type: Type
    question: str
    minimum: Computed | None
    maximum: Computed | None
    typical: Computed | None
    optional: bool
    judged_by: str
    supplied_by: str
    affirmative: str
    negative: str
    constant: bool = False
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class DecisionInfo:
    """A declared decision: who takes it, for whom, and which outcome is the favourable one. `parent` is the general decision or empty."""

    name: str
    parent: str
    text: str
    by: str
    to: str
    on_behalf_of: str
    favourable: OneOf["toekennen", "weigeren"]
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something taken as true of the world; printed with every proof."""

    name: str
    reason: str
    body: Expr


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All declared words, merged over the documents in use. Element facts are `soort.property` too."""

    facts: Mapping[str, FactInfo]
    decisions: Mapping[str, DecisionInfo]
    acts: Mapping[str, str]
    assumptions: tuple[Assumption, ...]
    kinds: frozenset[str]


# --- norms ----------------------------------------------------------------------------------


class Channel(Enum):
    """How a provision bears on a decision: grant, duty, only-if, refuse, may refuse."""

    GRANT = "G"
    DUTY = "D"
    ONLY = "O"
    REFUSE = "R"
    MAY_REFUSE = "M"


class Aspect(Enum):
    """What a higher regulation settles of a decision: grounds, duration, amount or procedure."""

    GRONDEN = "gronden"
    DUUR = "duur"
    HOOGTE = "hoogte"
    PROCEDURE = "procedure"


class FrameKind(Enum):
    """What a higher regulation is towards lower ones."""

    KADER = "kader"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    UITPUTTEND = "uitputtend"


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one sentence adds to one channel of one decision and phase.

    `formula` already has applicability in it: app and condition for a trigger, not app or condition for a requirement (ONLY).
    `applies` and `condition` keep the parts, for explanations and for the dead-provision check. `kept_by` is the sentence that
    keeps it in force where it stands in an earlier text: it counts in the regulation of that sentence, in its cases.
    """

    address: str
    decision: str
    phase: str
    channel: Channel
    aspect: Aspect
    applies: Expr
    condition: Expr
    formula: Expr
    limit: Limit | None = None
    inherited_from: str = ""
    kept_by: str = ""
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Limit:
    """The bound inside an ONLY contribution that came from `bij b bedraagt V ten hoogste N`."""

    subject: str
    comparator: OneOf["", "ten hoogste", "ten minste"]
    length: Expr


@dataclass(frozen=True, slots=True)
class ValueCase:
    """One rule for a value: applies when `when` is true."""

    address: str
    when: Expr
    value: Expr
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class ValueTable:
    """All rules for one value; `decision` is what it is for ("" when for none). None true is a gap, two true an overlap: faults.

    With `open_ended` there is text that is not known, and that may give the value where none of these rules does.
    `outside` is when a table over time applies without a value for the day; `carried` when another regulation still governs the decision.
    """

    name: str
    type: Type
    decision: str
    cases: tuple[ValueCase, ...]
    open_ended: bool = False
    outside: Expr | None = None
    carried: Expr = FALSE


@dataclass(frozen=True, slots=True)
class DefinitionInfo:
    """A definition of the snapshot. `address` is where it is given; `text` is its phrase in plain words."""

    key: str
    body: Expr
    address: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Stance:
    """A frame sentence: `bij b is deze regeling kader voor gronden`."""

    address: str
    decision: str
    frame: FrameKind
    aspects: tuple[Aspect, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class DelegatedBound:
    """A bound that the law sets on a value or limit of the ordinance; `value` may use other ordinance values."""

    address: str
    subject: str
    comparator: OneOf["ten minste", "ten hoogste", "meer dan", "minder dan"]
    value: Expr
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class ReadingInfo:
    """A declared reading: the first option is used, the others are admissible too."""

    name: str
    options: tuple[str, ...]
    reason: str
    address: str
    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something a body must or may do besides deciding: an act, a text in the decision, a weighing, an open norm."""

    address: str
    kind: OneOf["handeling", "vermelding", "afweging", "open norm", "hardheidsclausule"]
    decision: str
    subject: str
    when: Expr
    deadline: Expr | None
    limited_to: tuple[str, ...] = ()  # of a hardship clause: the decisions and values it is about; none means all
    actor: str = ""  # of an act: who performs it; "" of an application, which whoever wants it makes
    modality: OneOf["moet", "mag"] = "moet"


@dataclass(frozen=True, slots=True)
class RegulationModel:
    """One version of one regulation, typed, on one snapshot. `id` is the name, `version` is "" or "2026-01-01"."""

    id: str
    version: str
    kind: str
    title: str
    valid_from: date | None
    valid_to: date | None
    contributions: tuple[Contribution, ...]
    values: tuple[ValueTable, ...]
    stances: tuple[Stance, ...]
    bounds: tuple[DelegatedBound, ...]
    readings: tuple[ReadingInfo, ...]
    obligations: tuple[Obligation, ...]
    headings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The law as it stands on every day from `first` to `last`: the versions in force and all definitions, resolved among them.

    `last` is None when no end is known (a stated assumption). Regulations are keyed by id.
    """

    first: date
    last: date | None
    vocabulary: Vocabulary
    regulations: Mapping[str, RegulationModel]
    definitions: Mapping[str, DefinitionInfo]


# INVARIANT: within one snapshot the Use graph is acyclic; `names`/`definitions` passes refuse cycles (E-code).


class Outcome(Enum):
    """The outcome of a decision, in the words of the law. See the outcome table in docs/reference/language.md."""

    MUST_REFUSE = "moet weigeren"
    CONTRADICTION = "tegenstrijdig"
    NO_GROUND = "geen grondslag"
    MAY_GRANT_OR_REFUSE = "mag toekennen of weigeren"
    MUST_GRANT = "moet toekennen"
    MAY_GRANT = "mag toekennen"
    UNKNOWN = "onbekend"
    FAULT = "fout"
