"""The syntax tree: what an author wrote, as frozen data with exact places.

Nothing here knows what a policy means; `waterdicht.compiler` gives it meaning. Every node has a
keyword-only `span` that takes no part in equality, so `parse(print(tree)) == tree` can be tested.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal as OneOf

from waterdicht.dsl.source import NOWHERE, Span


def _span() -> Span:
    return field(default=NOWHERE, compare=False, repr=False, kw_only=True)


# --- references -----------------------------------------------------------------------------

StepKind = OneOf["hoofdstuk", "paragraaf", "artikel", "lid", "onderdeel", "onder", "volzin", "punt"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an address: `lid 2`, `onderdeel a`, `onder 1°` (label without the °), `volzin 2` (always a number)."""

    kind: StepKind
    label: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Reference:
    """`artikel 8a lid 2 onderdeel f onder 1° van participatiewet`.

    `steps` may start at any level (`lid 5` is relative to the article it stands in); `regulation`
    is "" for the regulation it stands in, and `steps` is empty for `deze regeling` or `regeling x`.
    `through` is set for `artikel 11 tot en met artikel 16`.
    """

    steps: tuple[Step, ...]
    regulation: str = ""
    through: Step | None = None
    span: Span = _span()


# --- expressions ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Number:
    """`12` or `12,5` : an exact number without unit."""

    value: Fraction
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Percentage:
    """`12,5%`: `value` is Fraction(125, 1000)."""

    value: Fraction
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Money:
    """`€ 3.398,00`, in eurocents."""

    cents: int
    span: Span = _span()


Unit = OneOf["maanden", "dagen", "weken", "werkdagen", "jaar", "uur per week"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """`parameter x`: what a model leaves to be filled in."""

    name: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with a unit as written: `6 maanden`, `8 weken`, `27 jaar`, `12 uur per week`."""

    count: int
    unit: Unit
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Rate:
    """`€ 300 per 6 maanden`: an amount for a stretch of time, never converted silently."""

    cents: int
    per: Quantity
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class DateLiteral:
    """`1 juli 2023`."""

    value: date
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class PeriodLiteral:
    """`1 maart 2024 tot en met 31 maart 2024` (only in scenarios)."""

    first: date
    last: date
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class YesNo:
    """`ja` or `nee`."""

    value: bool
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Name:
    """A name, `doelgroep` or `persoon.leeftijd`; what it names is found by the compiler."""

    text: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ThisDay:
    """`deze dag`: the date of the case."""

    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ThisMonth:
    """`deze maand`: the month of the case, by its first day."""

    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Not:
    """`niet A`."""

    operand: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Junction:
    """`A en B` (kind "en") or `A of B` (kind "of"); at least two operands, never nested same kind."""

    kind: OneOf["en", "of"]
    operands: tuple[Expression, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ListItem:
    """`a. [marks] A tenzij B;`: label without dot or degree sign."""

    label: str
    condition: Expression
    unless: Expression | None = None
    marks: tuple[Mark, ...] = ()
    span: Span = _span()


ListKind = OneOf["alle van", "een of meer van", "precies één van", "geen van"]


@dataclass(frozen=True, slots=True)
class ConditionList:
    """`alle van: a. A; b. B.`: labelled conditions joined by the words above them."""

    kind: ListKind
    items: tuple[ListItem, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Judgement:
    """`naar oordeel F`: this provision leaves F to the judgement of the deciding body."""

    operand: Expression
    span: Span = _span()


Comparator = OneOf[
    "is", "is niet", "is ten minste", "is ten hoogste", "is meer dan", "is minder dan",
    "is vóór", "is na", "is uiterlijk op", "is vanaf", "is ouder dan", "is jonger dan",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Comparison:
    """`f is ten minste 3`: two values and the words between them."""

    comparator: Comparator
    left: Expression
    right: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Membership:
    """`f is een van (a, b)`."""

    left: Expression
    options: tuple[Name, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Presence:
    """`f ontbreekt` (present False) or `f is ingevuld` (present True)."""

    operand: Expression
    present: bool
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Within:
    """`x is binnen 12 maanden na y` (after True) or `x is binnen 12 maanden vóór y`; false when x or y is absent."""

    left: Expression
    length: Expression
    anchor: Expression
    after: bool
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class FallsIn:
    """`d valt in p`: a date in a period or in a set of periods."""

    left: Expression
    period: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Lasts:
    """`p [zonder S] duurt ten hoogste 6 maanden` (also ten minste, meer dan, minder dan, precies)."""

    period: Expression
    without: Expression | None
    comparator: OneOf["ten hoogste", "ten minste", "meer dan", "minder dan", "precies"]
    length: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Throughout:
    """Whether a set of periods S covers every day before d, or some day.

    `S gedurende ten minste 6 maanden aaneengesloten vóór d` (every day: kind "gedurende") or `S ooit in 6 maanden vóór d` (some day: kind "ooit").
    """

    kind: OneOf["gedurende", "ooit"]
    spells: Expression
    length: Expression
    before: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class DecisionStatus:
    """`besluit b [phase] [volgens r [onder de wet]] is S`, S = mogelijk, verplicht or an outcome (with spaces as `_`)."""

    decision: str
    phase: str
    regulation: Reference | None
    under_the_law: bool
    status: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ConditionsMet:
    """`voorwaarden van A vervuld` for a decision: (G or D) and O of that decision in A."""

    reference: Reference
    decision: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class PersonMeant:
    """`persoon als bedoeld in A [met uitsluitingen|alleen omschrijving]`."""

    reference: Reference
    exclusions: OneOf["", "met uitsluitingen", "alleen omschrijving"] = ""
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ReadingIs:
    """`lezing x is y`."""

    reading: str
    option: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class AppliedOn:
    """`toepassing van A`: the days A was applied to this person, where a day is within some time of one, or some are there."""

    reference: Reference
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ApplicationFound:
    """`toepassing gevonden van A [in T vóór d | binnen T na d]`: A was applied to this person.

    Without more before or on the day of the case; else on a day from d min T up to d, or from d up to and including d plus T.
    `length` and `anchor` are both there or both not; `after` says on which side of the anchor.
    """

    reference: Reference
    length: Expression | None = None
    anchor: Expression | None = None
    after: bool = False
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Applicable:
    """`van toepassing is A`: something that stands at A applies to this case."""

    reference: Reference
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class InMonth:
    """`persoon.inkomsten in deze maand` (month None) or `… in maand van d`: what a monthly series holds there."""

    series: Name
    month: Expression | None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class MonthWindow:
    """A stretch of months: from that of `since`, or the `last` months, or those of the calendar year of `year`, up to that of `stop`.

    The month of `stop` is in it when `inclusive`. Without `stop` it is the whole calendar year; with neither start, all months before.
    """

    stop: Expression | None
    inclusive: bool = False
    since: Expression | None = None
    last: Quantity | None = None
    year: Expression | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class MonthCount:
    """`aantal maanden [aaneengesloten | sinds de eerste] in S|toepassing van A <window>`, or `som van S over maanden <window>`."""

    kind: OneOf["aantal", "aaneengesloten", "sinds de eerste", "som"]
    series: Expression
    window: MonthWindow
    span: Span = _span()


QuantifierKind = OneOf["er is een", "geen", "elke", "aantal", "som van"]


@dataclass(frozen=True, slots=True)
class Quantifier:
    """`er is een x in L waarvoor (C)`; `som van x.f over x in L waarvoor (C)` has a `body`."""

    kind: QuantifierKind
    binder: str
    over: Expression
    where: Expression | None
    body: Expression | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Extreme:
    """`laagste van (a, b)`, `hoogste van (a, b)`."""

    kind: OneOf["laagste", "hoogste"]
    operands: tuple[Expression, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`a plus b`, `a min b`, `a maal b`, `a gedeeld door b`, `25% van b` (left-associative; `maal` binds tighter)."""

    operator: OneOf["plus", "min", "maal", "gedeeld door", "van"]
    left: Expression
    right: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Indexed:
    """`€ 2.650 naar prijspeil 2022 geïndexeerd met cpi`: the amount of that year times the index of the case's day over that of the year."""

    amount: Expression
    year: int
    index: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class OrElse:
    """`a of anders b`: a, or b when a is absent."""

    first: Expression
    second: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class AgeOf:
    """`leeftijd van persoon [op d]`."""

    entity: str
    on: Expression | None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class PeriodOf:
    """`periode van d tot en met e`."""

    first: Expression
    last: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class PartOf:
    """`begin van p`, `einde van p`, `kalenderjaar van d`, `maand van d`, `dagen van p [zonder S]`."""

    part: OneOf["begin", "einde", "kalenderjaar", "maand", "dagen"]
    operand: Expression
    without: Expression | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class LatestEnd:
    """`laatste dag van 6 maanden vanaf b [zonder S]`: the last day of a period of that length."""

    length: Expression
    begin: Expression
    without: Expression | None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class DeadlineDay:
    """`uiterste dag van 8 weken na d`: the end of a term, with the Algemene termijnenwet."""

    length: Quantity | Parameter
    anchor: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Rounded:
    """`x afgerond op hele euro's|hele centen [naar boven|naar beneden]`."""

    operand: Expression
    to: OneOf["euro", "cent"]
    direction: OneOf["", "naar boven", "naar beneden"]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class MonthsLiteral:
    """`maart 2024`, `maart 2024 tot en met mei 2024` or `maart 2024: € 100` (only in scenarios): months by their first day, and what each holds."""

    first: date
    last: date
    value: Expression | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ListLiteral:
    """`(geen)` or `(x; y)`: elements of a list, a set of periods or a monthly series in a scenario."""

    elements: tuple[Expression, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class RecordLiteral:
    """`{besluit is scholing, datum is 1 mei 2024}`: one element of a list in a scenario."""

    fields: tuple[tuple[str, Expression], ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Absent:
    """`ontbreekt` as a value in a scenario."""

    span: Span = _span()


Expression = (
    Number | Percentage | Money | Quantity | Parameter | Rate | DateLiteral | PeriodLiteral | YesNo | Name | ThisDay | ThisMonth
    | Not | Junction | ConditionList | Judgement | Comparison | Membership | Presence | Within | FallsIn | Lasts
    | Throughout | DecisionStatus | ConditionsMet | PersonMeant | ReadingIs | AppliedOn | ApplicationFound | Applicable | Quantifier | Extreme
    | Arithmetic | Indexed | OrElse | InMonth | MonthCount | AgeOf | PeriodOf | PartOf | LatestEnd | DeadlineDay | Rounded
    | MonthsLiteral | ListLiteral | RecordLiteral | Absent
)  # fmt: skip


# --- sentences of a regulation --------------------------------------------------------------

Phase = OneOf["toekennen", "verlengen", "voortzetten", "beëindigen", "intrekken"]


@dataclass(frozen=True, slots=True)
class Application:
    """`[ambtshalve] [of] [op aanvraag [van a of b]]`: how the procedure began.

    At least one of `ex_officio` and `applied` is set; `by` names who applies (none: whoever it is).
    """

    ex_officio: bool
    applied: bool
    by: tuple[str, ...] = ()
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Norm:
    """`[in afwijking van A,] college mag|moet b [uitsluitend] <verb> [application] [aan k] [ten behoeve van k] [als C] [tenzij Q].`

    `modality` "mag" or "moet"; `only` for `uitsluitend`; `refuse` when the verb is `weigeren`
    (then `phase` is the refused phase, toekennen unless stated: `weigeren te verlengen`).
    `opleggen` is kept as phase toekennen with `verb` as written.
    `decisions` has one name, or several for `ten minste één van (a, b)`.
    """

    actor: str
    modality: OneOf["mag", "moet"]
    decisions: tuple[str, ...]
    phase: Phase
    verb: str
    only: bool = False
    refuse: bool = False
    condition: Expression | None = None
    unless: Expression | None = None
    deviates_from: tuple[Reference, ...] = ()
    notwithstanding: tuple[Reference, ...] = ()
    application: Application | None = None
    to: str = ""
    on_behalf_of: str = ""
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Limit:
    """`bij b bedraagt V [ten hoogste|ten minste] N [als C] [tenzij Q].` (comparator "" = exactly)."""

    decision: str
    subject: Expression
    comparator: OneOf["", "ten hoogste", "ten minste"]
    length: Expression
    condition: Expression | None = None
    unless: Expression | None = None
    deviates_from: tuple[Reference, ...] = ()
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class DatedValue:
    """`vanaf 1 januari 2024 [tot en met 31 december 2024]: € 3.151,00 ("Stcrt. 2023-33542")`; without a last day up to the next."""

    since: date
    value: Expression
    source: str = ""
    until: date | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ValueRule:
    """`[in afwijking van A,] v bedraagt E [als C] [tenzij Q].` or a table of dated values."""

    subject: str
    value: Expression | None
    dated: tuple[DatedValue, ...] = ()
    condition: Expression | None = None
    unless: Expression | None = None
    deviates_from: tuple[Reference, ...] = ()
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Definition:
    """`x betekent E` (⇔), `x omvat in ieder geval E` (⇐), `x vereist in ieder geval E` (⇒)."""

    name: str
    kind: OneOf["betekent", "omvat in ieder geval", "vereist in ieder geval"]
    body: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """`buiten toepassing blijft A [en B] [bij b] als C [tenzij Q].`"""

    targets: tuple[Reference, ...]
    decision: str
    condition: Expression | None
    unless: Expression | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Disregard:
    """`bij de toepassing van A blijft S buiten beschouwing [als C].`: limits of A count net of S (where C holds)."""

    targets: tuple[Reference, ...]
    spells: Expression
    condition: Expression | None = None
    span: Span = _span()


FrameKind = OneOf["kader", "minimum", "maximum", "uitputtend"]
Aspect = OneOf["gronden", "duur", "hoogte", "procedure"]


@dataclass(frozen=True, slots=True)
class Frame:
    """`bij b is deze regeling kader [voor gronden, duur].`: its stance towards lower regulations."""

    decision: str
    frame: FrameKind
    aspects: tuple[Aspect, ...]
    reason: str = ""
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Bound:
    """`ten minste 1 maand`, `ten hoogste 3 maanden`, `meer dan verordening.x` of a delegation."""

    comparator: OneOf["ten minste", "ten hoogste", "meer dan", "minder dan"]
    value: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Delegation:
    """`delegeert aan gemeenteraad: v, ten minste 1 maand, ten hoogste 3 maanden.`"""

    to: str
    subject: str
    bounds: tuple[Bound, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Competence:
    """`bevoegd tot b, c is college [of svb].`: who may take these decisions, and the kinds of them of which nothing else is said; in a law only."""

    decisions: tuple[str, ...]
    bodies: tuple[str, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class DutyToRegulate:
    """`gemeenteraad moet|mag in verordening regelen: onderwerp x, besluit y, waarde v.` (instrument verordening or nadere regel)."""

    actor: str
    modality: OneOf["mag", "moet"]
    instrument: str
    subjects: tuple[tuple[str, str], ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Regulates:
    """`regelt artikel 8a lid 2 onderdeel d van participatiewet.`"""

    references: tuple[Reference, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ActDuty:
    """`college moet|mag verrichten h [binnen T na d] [voordat b] [als C] [tenzij Q].`: an obligation, no outcome."""

    actor: str
    modality: OneOf["mag", "moet"]
    act: str
    within: Quantity | Parameter | None = None
    anchor: Expression | None = None
    before_decision: str = ""
    condition: Expression | None = None
    unless: Expression | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ApplicationDeadline:
    """`aanvraag b moet zijn ontvangen op d binnen 8 weken na e [als C] [tenzij Q], anders weigeren|mag weigeren|geen gevolg.`

    `received` is the fact that holds the day of receipt.
    """

    decision: str
    received: Expression
    within: Quantity | Parameter
    anchor: Expression
    condition: Expression | None
    unless: Expression | None
    consequence: OneOf["weigeren", "mag weigeren", "geen gevolg"]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class LabelledText:
    """`a. [marks] "in gewone taal" [als C];`"""

    label: str
    text: str
    condition: Expression | None = None
    marks: tuple[Mark, ...] = ()
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Contents:
    """`besluit b vermeldt in ieder geval: a. "…"; b. "…" als C.`"""

    decision: str
    items: tuple[LabelledText, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Weighing:
    """`college moet afwegen x voordat b: a. "…"; b. "…".`"""

    actor: str
    subject: str
    decision: str
    items: tuple[LabelledText, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class OpenNorm:
    """`open norm x : "…".` or `doel: "…".` (name "doel")."""

    name: str
    text: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Substitution:
    """`X in plaats van Y` for names."""

    new: str
    old: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Corresponding:
    """`van overeenkomstige toepassing is A [en B] op b|A2 [met X in plaats van Y en …].`

    For `buiten toepassing blijft` sentences `onto_reference` is the provision that is set aside instead.
    """

    sources: tuple[Reference, ...]
    onto_decision: str
    onto_reference: Reference | None
    substitutions: tuple[Substitution, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Repeal:
    """`ingetrokken wordt regeling x [en regeling y].`"""

    regulations: tuple[str, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Transition:
    """`[in afwijking van A,] van toepassing blijft regeling r [, zoals die luidde op d] [op b] [als C] [tot e].`

    In these cases r governs b and its kinds (without b: every decision). Or `van toepassing blijft artikel 4 van r …`: what stands there counts.
    """

    sources: tuple[Reference, ...]
    decision: str = ""
    condition: Expression | None = None
    until: Expression | None = None
    as_it_read: date | None = None
    deviates_from: tuple[Reference, ...] = ()
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Quota:
    """`quotum bij b: ten hoogste N [per kalenderjaar].`: b is granted to no more persons than so many."""

    decision: str
    most: Expression
    yearly: bool = False
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class OrderKey:
    """`wie C` (those with C first), `vroegste d`, `laatste d`, `laagste e`, `hoogste e`: what comes first."""

    kind: OneOf["wie", "vroegste", "laatste", "laagste", "hoogste"]
    value: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Order:
    """`volgorde bij b: wie C, dan vroegste d.`: in which order persons get b; a later key counts between those who are equal so far."""

    decision: str
    keys: tuple[OrderKey, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Hardship:
    """`hardheidsclausule ten gunste van x [alleen voor b, v] als C.`"""

    beneficiary: str
    limited_to: tuple[str, ...]
    condition: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Commencement:
    """`deze regeling treedt in werking op d.`"""

    on: date
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class NotFormalised:
    """`niet geformaliseerd: "reden".`"""

    reason: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ReadingDeclaration:
    """`lezing x : a [of b of c] "reden".`: a is used; proofs are repeated under the other admissible ones."""

    name: str
    options: tuple[str, ...]
    reason: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class UnknownText:
    """`tekst onbekend [alleen voor b, c] : "…".`: something stands here, and nobody knows what; `about` are the decisions it can touch (none: all)."""

    about: tuple[str, ...]
    text: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """`zin [marks] sentence`, in a model or in an ordinance that follows one.

    INVARIANT: later passes never meet it, for `waterdicht.compiler.models` takes models and what follows them apart first.
    """

    marks: tuple[Mark, ...]
    sentence: Sentence
    span: Span = _span()


Sentence = (
    Norm | Limit | ValueRule | Definition | NotApplicable | Disregard | Frame | Delegation | DutyToRegulate | Regulates
    | ActDuty | ApplicationDeadline | Contents | Weighing | OpenNorm | Corresponding | Repeal | Transition | Hardship | Commencement
    | NotFormalised | ReadingDeclaration | UnknownText | MarkedSentence | Quota | Order | Competence
)  # fmt: skip

NodeKind = OneOf["hoofdstuk", "paragraaf", "artikel", "lid", "onderdeel", "volzin", "punt"]


@dataclass(frozen=True, slots=True)
class Node:
    """A chapter, article, lid, onderdeel or volzin with its sentences and the nodes below it.

    `origin` is the address in the model that the node follows, if it follows one.
    """

    kind: NodeKind
    label: str
    title: str
    alias: str = ""
    sentences: tuple[Sentence, ...] = ()
    children: tuple[Node, ...] = ()
    marks: tuple[Mark, ...] = ()
    origin: str = field(default="", compare=False, kw_only=True)
    span: Span = _span()


# --- models and what follows them -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Facultative:
    """`facultatief [samen met g]`: may be left out; what has the same `group` is there or not there together."""

    group: str = ""
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Variant:
    """`variant a of b van k`: is there when one of these options of the choice is chosen."""

    options: tuple[str, ...]
    choice: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Replacement:
    """`vervangt` after a heading: this text instead of the model's; `vervangt zin 2` before a sentence (0: the whole node)."""

    sentence: int = 0
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Addition:
    """`nieuw` before a sentence: it comes after the sentences of the model."""

    span: Span = _span()


Mark = Facultative | Variant | Replacement | Addition


@dataclass(frozen=True, slots=True)
class ParameterDeclaration:
    """`parameter x : type ["in gewone taal"] [, ten minste a] [, ten hoogste b] [, voorbeeld v].`

    `type` is a type, or the unit that the value has. `value` is what an ordinance filled in; None while it is open.
    """

    name: str
    type: TypeExpression | Unit
    text: str = ""
    minimum: Expression | None = None
    maximum: Expression | None = None
    example: Expression | None = None
    value: Expression | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice, with what it means in plain words."""

    name: str
    text: str = ""
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ChoiceDeclaration:
    """`keuze k ["in gewone taal"] : a of b.` (exactly one) or `a en/of b` (`several`: one or more)."""

    name: str
    text: str
    options: tuple[Option, ...]
    several: bool = False
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Place:
    """`artikel 4 lid 3 [zin 2]`: where an adaptation applies; sentence 0 is the whole node."""

    steps: tuple[Step, ...]
    sentence: int = 0
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Follows:
    """`volgt model m [alleen voor artikel 1 en artikel 2].`"""

    model: str
    only: tuple[Reference, ...] = ()
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Fill:
    """`vult parameter x in met 5 weken.`"""

    parameter: str
    value: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class LeaveOpen:
    """`laat parameter x open.`"""

    parameter: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Choose:
    """`kiest a voor k.`, or `kiest a en b voor k.` where more may be chosen."""

    options: tuple[str, ...]
    choice: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """`laat artikel 4 en artikel 9 lid 3 weg.`, addresses of the model; `laat … vervallen` (`departs`) for what is not facultative there."""

    places: tuple[Place, ...]
    departs: bool = False
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Keep:
    """`behoudt artikel 4.`: says that a facultative place of the model stays."""

    places: tuple[Place, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Renumber:
    """`vernummert artikel 14a tot artikel 7.`: the place has its address in the model."""

    place: Place
    to: Step
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ReplaceItem:
    """`vervangt artikel 7 lid 3 onderdeel a door C [tenzij Q].`: one item of a list, by its own address in the ordinance."""

    place: Place
    condition: Expression
    unless: Expression | None = None
    span: Span = _span()


Adaptation = Follows | Fill | LeaveOpen | Choose | LeaveOut | Keep | Renumber | ReplaceItem


# --- documents ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HeaderClause:
    """One header sentence of a regulation.

    kinds and values: `bwb`/`cvdr`/`gemeente`/`bron` one text; `geldig vanaf`/`bekendgemaakt`/`in werking`/`werkt terug`
    one date; `geldig tot en met` one date; `vastgesteld` actor and date; `bekendmaking onbekend` nothing;
    `gebruikt` names; `extern` references of this name (see `references`); `op grond van` references; `gedeeltelijk bekend` one text.
    """

    kind: OneOf[
        "bwb", "cvdr", "gemeente", "bron", "geldig vanaf", "geldig tot en met", "bekendgemaakt", "in werking",
        "werkt terug", "vastgesteld", "bekendmaking onbekend", "gebruikt", "extern", "op grond van", "gedeeltelijk bekend",
    ]  # fmt: skip
    texts: tuple[str, ...] = ()
    on: date | None = None
    references: tuple[Reference, ...] = ()
    span: Span = _span()


RegulationKind = OneOf["wet", "verordening", "nadere regel", "beleid", "model"]


@dataclass(frozen=True, slots=True)
class RegulationDocument:
    """One regulation in one version: its header, the readings it leaves open and its provisions.

    `choices` stand in a model only, `adaptations` in an ordinance that follows one.
    """

    kind: RegulationKind
    name: str
    title: str
    header: tuple[HeaderClause, ...]
    readings: tuple[ReadingDeclaration, ...]
    nodes: tuple[Node, ...]
    parameters: tuple[ParameterDeclaration, ...] = ()
    choices: tuple[ChoiceDeclaration, ...] = ()
    adaptations: tuple[Adaptation, ...] = ()
    span: Span = _span()


TypeName = OneOf[
    "ja/nee", "getal", "decimaal", "percentage", "bedrag", "tarief", "datum", "maandental", "dagental", "periode", "perioden", "keuze", "lijst", "maandreeks",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TypeExpression:
    """A type as written; `of` is the list's kind of thing, the enumeration's name or what a series holds each month, `at_most` a list's bound."""

    name: TypeName
    of: str = ""
    at_most: int = 0
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class KindDeclaration:
    """`soort persoon ["omschrijving"].`"""

    name: str
    text: str = ""
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class FactDeclaration:
    """`feit persoon.x : type ["vraag"] [, van a tot en met b] [, gewoonlijk v] [, optioneel] [, oordeel van college] [, aangeleverd door brp] [, bevestigend "…" ontkennend "…"].`"""

    name: str
    type: TypeExpression
    question: str = ""
    minimum: Expression | None = None
    maximum: Expression | None = None
    typical: Expression | None = None
    optional: bool = False
    judged_by: str = ""
    supplied_by: str = ""
    affirmative: str = ""
    negative: str = ""
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class DerivedDeclaration:
    """`afgeleid plaatsing.eerste_periode : periode betekent E ["in gewone taal"] [, vervolg op p].`

    `continues` names the period that this one extends (for the reading of consecutive limits).
    """

    name: str
    type: TypeExpression
    body: Expression
    text: str = ""
    continues: str = ""
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class EnumDeclaration:
    """`keuzelijst regime : licht, middel, zwaar.`"""

    name: str
    options: tuple[str, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class DecisionDeclaration:
    """`besluit b [is een a] ["omschrijving"] [, door college] [, aan persoon] [, ten behoeve van persoon] [, gunstig is weigeren].`"""

    name: str
    parent: str = ""
    text: str = ""
    by: str = ""
    to: str = ""
    on_behalf_of: str = ""
    favourable: OneOf["toekennen", "weigeren"] = "toekennen"
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ActDeclaration:
    """`handeling h ["omschrijving"] door college.`"""

    name: str
    text: str
    by: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class AssumptionDeclaration:
    """`aanname x "reden" : E.`: something taken as true of the world."""

    name: str
    reason: str
    body: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ValueDeclaration:
    """`waarde v : type bij b ["omschrijving"].`: a computed value; `decision` is the decision it is for ("" = none)."""

    name: str
    type: TypeExpression
    decision: str = ""
    text: str = ""
    span: Span = _span()


Declaration = (
    KindDeclaration | FactDeclaration | DerivedDeclaration | EnumDeclaration | DecisionDeclaration | ActDeclaration
    | AssumptionDeclaration | ValueDeclaration
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class VocabularyDocument:
    """The words that regulations share: kinds, facts, decisions and what else is declared."""

    name: str
    title: str
    declarations: tuple[Declaration, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Theorem:
    """`stelling x "in gewone taal" over A [onder de wet] …`

    kind "gaat voor": `bij b gaat wie premise voor op wie claim`, b in `depends_on`;
    kind "als": `[als premise] dan claim`, of a condition or of an obligation; "bestaat": `er bestaat een geval waarin claim`;
    "hangt niet af": `de uitkomst van b hangt niet af van f`; "monotoon": `meer x leidt nooit tot minder y`.
    """

    name: str
    text: str
    over: Reference
    under_the_law: bool
    kind: OneOf["als", "bestaat", "hangt niet af", "monotoon", "gaat voor"]
    premise: Expression | None
    claim: Expression | DutyClaim
    depends_on: str = ""
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class TheoremDocument:
    """Theorems that stand together under one name."""

    name: str
    theorems: tuple[Theorem, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Given:
    """`persoon.geboortedatum is 4 mei 1990`."""

    fact: str
    value: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Expected:
    """`besluit b [phase] : outcome`, or `waarde v : literal`."""

    kind: OneOf["besluit", "waarde"]
    name: str
    phase: str
    outcome: str
    value: Expression | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class DutyClaim:
    """`college moet|mag|hoeft niet te|mag niet verrichten h [volgens A] [uiterlijk op d]`: in a scenario `d` is a date, in a theorem any value."""

    actor: str
    claim: OneOf["moet", "mag", "hoeft niet te", "mag niet"]
    act: str
    provision: Reference | None
    last: Expression | None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class RegulationClaim:
    """`deze regeling geldt|geldt niet`, or `deze regeling regelt|regelt niet A van r [volgens B]`: what r asks or allows to be regulated at A, here at B."""

    claim: OneOf["geldt", "geldt niet", "regelt", "regelt niet"]
    target: Reference | None
    provision: Reference | None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class CompetenceClaim:
    """`bevoegd tot b is a of c`: these bodies, and no others, may take the decision b."""

    decision: str
    bodies: tuple[str, ...]
    span: Span = _span()


Claim = DutyClaim | RegulationClaim | CompetenceClaim
"""What a scenario can expect to be so or not, besides an outcome or a value."""


@dataclass(frozen=True, slots=True)
class SharedFacts:
    """`gegevens x : persoon.a is ja; ….`: facts that scenarios can take over with `zoals x`."""

    name: str
    given: tuple[Given, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Scenario:
    """`scenario "…" over r [onder de wet] op <datum> gegeven [zoals x;] …; verwacht …; ….`"""

    title: str
    over: Reference
    under_the_law: bool
    on: date
    like: tuple[str, ...]
    given: tuple[Given, ...]
    expected: tuple[Expected | Claim, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ScenarioDocument:
    """Scenarios that stand together under one name, with the facts they share."""

    name: str
    shared: tuple[SharedFacts, ...]
    scenarios: tuple[Scenario, ...]
    span: Span = _span()


Document = VocabularyDocument | RegulationDocument | TheoremDocument | ScenarioDocument


@dataclass(frozen=True, slots=True)
class Comment:
    """`# …` to the end of the line, with the `#`; its span says where it stands."""

    text: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One `.norm` file: the language version it asks for and its documents.

    `comments` take no part in equality: they mean nothing, but the formatter puts them back.
    """

    path: str
    language: str
    documents: tuple[Document, ...]
    comments: tuple[Comment, ...] = field(default=(), compare=False, repr=False)
    span: Span = _span()
