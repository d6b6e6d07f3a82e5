"""Hypothesis strategies for syntax trees as the parser makes them: everything the surface can say, and nothing else."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, get_args

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from waterdicht.dsl import tree
from waterdicht.dsl.keywords import all_phrases, reserved_words

# Words of keywords that may still be names: the sharpest test of the lexer.
_NEAR_KEYWORDS = sorted({word for phrase in all_phrases() for word in phrase.split() if word.isalpha() and word.islower()} - reserved_words())
_PLAIN = ["persoon.leeftijd", "plaatsing.begin", "doelgroep", "x", "b1", "en_of", "geen.van", "is.na", "één", "niet_x", "lid.naam", "aantal_x", "jaren"]

NAMES = st.sampled_from(_PLAIN + _NEAR_KEYWORDS)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters='"\n\r'), max_size=12).map(lambda text: unicodedata.normalize("NFC", text))
FULL_TEXTS = TEXTS.filter(bool)
DATES = st.dates(date(1000, 1, 1), date(9999, 12, 31))
LABELS = st.sampled_from(["1", "8a", "8*", "3.2.1", "4:13", "a", "aa", "10d"])
COUNTS = st.integers(1, 12).map(str)


def choice(kind: Any) -> SearchStrategy[Any]:
    """One of the words of a Literal type."""
    return st.sampled_from(get_args(kind))


def optional(strategy: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return st.none() | strategy


def tuples(strategy: SearchStrategy[Any], least: int = 1, most: int = 3) -> SearchStrategy[Any]:
    return st.lists(strategy, min_size=least, max_size=most).map(tuple)


# --- references -----------------------------------------------------------------------------

STEPS = st.one_of(
    st.builds(tree.Step, choice(tree.StepKind).filter(lambda kind: kind not in ("onder", "volzin")), LABELS),
    st.builds(tree.Step, st.just("volzin"), COUNTS),
    st.builds(tree.Step, st.just("onder"), st.sampled_from(["1", "2a", "12"])),
)
_REGULATIONS = st.sampled_from(["", "participatiewet", "wet_x", "wet_x@2026-01-01"])
REFERENCES = st.one_of(
    st.builds(tree.Reference, tuples(STEPS), _REGULATIONS),
    st.builds(tree.Reference, st.just(()), _REGULATIONS),
)
LISTED = tuples(REFERENCES | st.builds(tree.Reference, tuples(STEPS), _REGULATIONS, STEPS))
SCOPES = st.builds(tree.Reference, tuples(STEPS, 0), _REGULATIONS.filter(bool))


# --- literals -------------------------------------------------------------------------------

_DECIMALS = st.builds(lambda digits, shift: Fraction(digits, 10**shift), st.integers(-(10**7), 10**7), st.integers(0, 3))
NUMBERS = st.builds(tree.Number, _DECIMALS)
PERCENTAGES = st.builds(tree.Percentage, _DECIMALS.map(lambda value: value / 100))
MONEY = st.builds(tree.Money, st.integers(-(10**8), 10**8))
QUANTITIES = st.builds(tree.Quantity, st.integers(0, 400), choice(tree.Unit))
PARAMETERS = st.builds(tree.Parameter, NAMES)
LENGTHS = QUANTITIES | PARAMETERS
SIMPLE = st.one_of(
    NUMBERS, PERCENTAGES, MONEY, QUANTITIES, st.builds(tree.Rate, st.integers(0, 10**6), QUANTITIES), st.builds(tree.DateLiteral, DATES),
    st.builds(tree.YesNo, st.booleans()), st.builds(tree.Name, NAMES),
)  # fmt: skip
_ABSENT = st.just(tree.Absent())


def _larger_literals(inner: SearchStrategy[Any]) -> SearchStrategy[Any]:
    fields = st.tuples(NAMES, inner | _ABSENT)
    return st.builds(tree.ListLiteral, tuples(inner, 0)) | st.builds(tree.RecordLiteral, tuples(fields))


_MONTHS = DATES.map(lambda day: day.replace(day=1))
_MONTH_LITERALS = st.builds(tree.MonthsLiteral, _MONTHS, _MONTHS, optional(SIMPLE))
LITERALS = st.recursive(SIMPLE | _MONTH_LITERALS | st.builds(tree.PeriodLiteral, DATES, DATES), _larger_literals, max_leaves=4)


# --- expressions ----------------------------------------------------------------------------


def _junction(kind: Any, operands: list[Any]) -> tree.Junction:
    """A junction as the parser makes it: operands of the same kind are taken up."""
    flat: list[Any] = []
    for operand in operands:
        flat.extend(operand.operands if isinstance(operand, tree.Junction) and operand.kind == kind else [operand])
    return tree.Junction(kind, tuple(flat))


def _windows(inner: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """The stretches of months that can be written: a whole calendar year, or one that stops somewhere."""
    return st.one_of(
        st.builds(lambda day: tree.MonthWindow(None, year=day), inner),
        st.builds(lambda stop, through, day: tree.MonthWindow(stop, through, year=day), inner, st.booleans(), optional(inner)),
        st.builds(lambda stop, through, day: tree.MonthWindow(stop, through, since=day), inner, st.booleans(), inner),
        st.builds(lambda stop, last: tree.MonthWindow(stop, last=last), inner, QUANTITIES),
    )


def _larger(inner: SearchStrategy[Any]) -> SearchStrategy[Any]:
    ordinary = st.sampled_from(["plus", "min", "maal", "gedeeld door"])
    return st.one_of(
        st.builds(tree.Not, inner),
        st.builds(tree.Judgement, inner),
        st.builds(_junction, st.sampled_from(["en", "of"]), st.lists(inner, min_size=2, max_size=3)),
        st.builds(tree.Comparison, choice(tree.Comparator), inner, inner),
        st.builds(tree.Membership, inner, tuples(st.builds(tree.Name, NAMES))),
        st.builds(tree.Presence, inner, st.booleans()),
        st.builds(tree.Within, inner, inner, inner, st.booleans()),
        st.builds(tree.FallsIn, inner, inner),
        st.builds(tree.Lasts, inner, optional(inner), st.sampled_from(["ten hoogste", "ten minste", "meer dan", "minder dan", "precies"]), inner),
        st.builds(tree.Throughout, st.sampled_from(["gedurende", "ooit"]), inner, inner, inner),
        st.builds(tree.ApplicationFound, REFERENCES, inner, inner, st.booleans()),
        st.builds(tree.Quantifier, st.sampled_from(["er is een", "geen", "elke", "aantal"]), NAMES, inner, optional(inner)),
        st.builds(tree.Quantifier, st.just("som van"), NAMES, inner, optional(inner), inner),
        st.builds(tree.Extreme, st.sampled_from(["laagste", "hoogste"]), tuples(inner, 2)),
        st.builds(tree.Arithmetic, ordinary, inner, inner),
        st.builds(tree.Arithmetic, st.just("van"), PERCENTAGES | PARAMETERS, inner),
        st.builds(tree.OrElse, inner, inner),
        st.builds(tree.Indexed, MONEY | st.builds(tree.Name, NAMES), st.integers(1, 9999), NAMES),
        st.builds(tree.AgeOf, NAMES, inner),
        st.builds(tree.PeriodOf, inner, inner),
        st.builds(tree.PartOf, st.sampled_from(["begin", "einde", "kalenderjaar", "maand"]), inner),
        st.builds(tree.PartOf, st.just("dagen"), inner, optional(inner)),
        st.builds(tree.InMonth, st.builds(tree.Name, NAMES), optional(inner)),
        st.builds(
            tree.MonthCount,
            st.sampled_from(["aantal", "aaneengesloten", "sinds de eerste"]),
            st.builds(tree.Name, NAMES) | st.builds(tree.AppliedOn, REFERENCES),
            _windows(inner),
        ),
        st.builds(tree.MonthCount, st.just("som"), inner, _windows(inner)),
        st.builds(tree.LatestEnd, inner, inner, optional(inner)),
        st.builds(tree.DeadlineDay, LENGTHS, inner),
        st.builds(tree.Rounded, inner, st.sampled_from(["euro", "cent"]), st.sampled_from(["", "naar boven", "naar beneden"])),
    )


_STATUSES = st.sampled_from(
    [
        "mogelijk",
        "verplicht",
        "moet_toekennen",
        "mag_toekennen",
        "mag_toekennen_of_weigeren",
        "moet_weigeren",
        "geen_grondslag",
        "tegenstrijdig",
        "onbekend",
        "fout",
    ]
)
_PHASES = st.just("") | choice(tree.Phase)
_SMALL = st.one_of(
    SIMPLE,
    PARAMETERS,
    st.just(tree.ThisDay()),
    st.just(tree.ThisMonth()),
    st.builds(tree.AgeOf, NAMES, st.none()),
    st.builds(tree.AppliedOn, REFERENCES),
    st.builds(tree.ApplicationFound, REFERENCES),
    st.builds(tree.Applicable, REFERENCES),
    st.builds(tree.ReadingIs, NAMES, NAMES),
    st.builds(tree.DecisionStatus, NAMES, _PHASES, optional(REFERENCES), st.booleans(), _STATUSES),
    st.builds(tree.ConditionsMet, REFERENCES, st.just("") | NAMES),
    st.builds(tree.PersonMeant, REFERENCES, st.sampled_from(["", "met uitsluitingen", "alleen omschrijving"])),
)
EXPRESSIONS = st.recursive(_SMALL, _larger, max_leaves=6)


MARKS = st.lists(
    st.one_of(
        st.builds(tree.Facultative, st.just("") | NAMES),
        st.builds(tree.Variant, tuples(NAMES), NAMES),
        st.builds(tree.Replacement, st.integers(0, 9999)),
        st.just(tree.Addition()),
    ),
    max_size=3,
    unique_by=type,
).map(tuple)


def _items(conditions: SearchStrategy[Any], labels: list[str]) -> SearchStrategy[Any]:
    item = st.tuples(conditions, optional(EXPRESSIONS), MARKS)
    return st.lists(item, min_size=1, max_size=3).map(lambda found: tuple(_item(label, *each) for label, each in zip(labels, found, strict=False)))


def _item(label: str, condition: Any, unless: Any, marks: Any) -> tree.ListItem:
    """An item; one that ends in a list has no exception of its own, for that would go to the inner list's last item."""
    last = condition.operands[-1] if isinstance(condition, tree.Junction) else condition
    return tree.ListItem(label, condition, None if isinstance(last, tree.ConditionList) else unless, marks)


def _ending(lists: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """A list, alone or behind `… en`."""
    return lists | st.builds(_before_list, st.sampled_from(["en", "of"]), st.lists(EXPRESSIONS, min_size=1, max_size=2), lists)


def _before_list(kind: Any, operands: list[Any], conditions: tree.ConditionList) -> tree.Junction:
    return _junction(kind, [*operands, conditions])


_SUB_LISTS = st.builds(tree.ConditionList, choice(tree.ListKind), _items(EXPRESSIONS, ["1", "2", "3a"]))
_LISTS = st.builds(tree.ConditionList, choice(tree.ListKind), _items(EXPRESSIONS | _ending(_SUB_LISTS), ["a", "b", "aa"]))
CONDITIONS = EXPRESSIONS | _ending(_LISTS)


# --- sentences ------------------------------------------------------------------------------


def _norm(actor: str, modality: Any, decisions: Any, phase: Any, how: str, *rest: Any) -> tree.Norm:
    """`how` chooses between granting, refusing, imposing and `uitsluitend`."""
    verb = {"weigeren": "weigeren", "opleggen": "opleggen"}.get(how, phase)
    phase = "toekennen" if how == "opleggen" else phase
    only = how == "uitsluitend" and modality == "mag"
    named = decisions[:1] if how == "weigeren" else decisions
    said = tree.Norm(actor, modality, named, phase, verb, only, how == "weigeren", *rest)
    return replace(said, application=None, to="", on_behalf_of="") if said.refuse else said


_MODALITIES = st.sampled_from(["mag", "moet"])
_WHEN = optional(CONDITIONS)
_DEVIATES = st.just(()) | LISTED
_ITEM_TEXTS = tuples(st.builds(tree.LabelledText, st.sampled_from(["a", "b", "cc"]), TEXTS, optional(EXPRESSIONS), MARKS))
_DATED = tuples(st.builds(tree.DatedValue, DATES, EXPRESSIONS, TEXTS, optional(DATES)))
READINGS = st.builds(tree.ReadingDeclaration, NAMES, tuples(NAMES), TEXTS)
_APPLICATIONS = st.builds(tree.Application, st.just(True), st.just(False)) | st.builds(tree.Application, st.booleans(), st.just(True), tuples(NAMES, 0))
_NORMS = st.builds(
    _norm, NAMES, _MODALITIES, tuples(NAMES), choice(tree.Phase), st.sampled_from(["gewoon", "weigeren", "opleggen", "uitsluitend"]),
    _WHEN, _WHEN, _DEVIATES, _DEVIATES, st.none() | _APPLICATIONS, st.just("") | NAMES, st.just("") | NAMES,
)  # fmt: skip
_ACTS = st.one_of(
    st.builds(tree.ActDuty, NAMES, _MODALITIES, NAMES, LENGTHS, EXPRESSIONS, st.just("") | NAMES, _WHEN, _WHEN),
    st.builds(tree.ActDuty, NAMES, _MODALITIES, NAMES, st.none(), st.none(), st.just("") | NAMES, _WHEN, _WHEN),
)
_BOUNDS = st.builds(tree.Bound, st.sampled_from(["ten minste", "ten hoogste", "meer dan", "minder dan"]), EXPRESSIONS)
_PLAIN_SENTENCES = st.one_of(
    _NORMS,
    st.builds(tree.Limit, NAMES, _SMALL | EXPRESSIONS, st.sampled_from(["ten hoogste", "ten minste"]), EXPRESSIONS, _WHEN, _WHEN, _DEVIATES),
    st.builds(tree.Limit, NAMES, st.just(tree.Name("plaatsing.periode")), st.just(""), EXPRESSIONS, _WHEN, _WHEN, _DEVIATES),
    st.builds(tree.ValueRule, NAMES, EXPRESSIONS, st.just(()), _WHEN, _WHEN, _DEVIATES),
    st.builds(tree.ValueRule, NAMES, st.none(), _DATED, _WHEN, _WHEN, _DEVIATES),
    st.builds(tree.Definition, NAMES, st.sampled_from(["betekent", "omvat in ieder geval", "vereist in ieder geval"]), CONDITIONS),
    st.builds(tree.NotApplicable, LISTED, st.just("") | NAMES, _WHEN, _WHEN),
    st.builds(tree.Disregard, LISTED, EXPRESSIONS, _WHEN),
    st.builds(tree.Frame, NAMES, choice(tree.FrameKind), tuples(choice(tree.Aspect), 0), TEXTS),
    st.builds(tree.Delegation, NAMES, NAMES, tuples(_BOUNDS, 0)),
    st.builds(
        tree.DutyToRegulate,
        NAMES,
        _MODALITIES,
        st.sampled_from(["verordening", "nadere regel"]),
        tuples(st.tuples(st.sampled_from(["onderwerp", "besluit", "waarde"]), NAMES)),
    ),
    st.builds(tree.Regulates, LISTED),
    st.builds(tree.Competence, tuples(NAMES), tuples(NAMES)),
    _ACTS,
    st.builds(tree.ApplicationDeadline, NAMES, EXPRESSIONS, LENGTHS, EXPRESSIONS, _WHEN, _WHEN, st.sampled_from(["weigeren", "mag weigeren", "geen gevolg"])),
    st.builds(tree.Contents, NAMES, _ITEM_TEXTS),
    st.builds(tree.Weighing, NAMES, NAMES, NAMES, _ITEM_TEXTS),
    st.builds(tree.OpenNorm, NAMES | st.just("doel"), TEXTS),
    st.builds(tree.Transition, LISTED, st.just("") | NAMES, _WHEN, optional(EXPRESSIONS), optional(DATES), tuples(REFERENCES, 0)),
    st.builds(tree.Corresponding, LISTED, NAMES, st.none(), tuples(st.builds(tree.Substitution, NAMES, NAMES), 0)),
    st.builds(tree.Corresponding, LISTED, st.just(""), REFERENCES, st.just(())),
    st.builds(tree.Quota, NAMES, EXPRESSIONS, st.booleans()),
    st.builds(tree.Order, NAMES, tuples(st.builds(tree.OrderKey, st.sampled_from(["wie", "vroegste", "laatste", "laagste", "hoogste"]), EXPRESSIONS))),
    st.builds(tree.Repeal, tuples(NAMES)),
    st.builds(tree.Hardship, NAMES, tuples(NAMES, 0), CONDITIONS),
    st.builds(tree.Commencement, DATES),
    st.builds(tree.NotFormalised, TEXTS),
    st.builds(tree.UnknownText, tuples(NAMES, 0), TEXTS),
    READINGS,
)
SENTENCES = _PLAIN_SENTENCES | st.builds(tree.MarkedSentence, MARKS.filter(bool), _PLAIN_SENTENCES)


# --- documents ------------------------------------------------------------------------------

_CHILDREN: dict[str, tuple[str, ...]] = {
    "hoofdstuk": ("artikel", "paragraaf"), "paragraaf": ("artikel",), "artikel": ("volzin", "onderdeel", "lid"), "punt": ("volzin", "onderdeel", "lid"),
    "lid": ("volzin", "onderdeel"), "onderdeel": ("volzin",), "volzin": (),
}  # fmt: skip


@st.composite
def nodes(draw: Any, kind: str) -> tree.Node:
    """A node whose children stand in an order that their headings can show: lower ranks first."""
    label = draw(COUNTS if kind == "volzin" else LABELS | st.just("") if kind == "artikel" else LABELS)
    children = tuple(draw(nodes(below)) for below in _CHILDREN[kind] for _ in range(draw(st.integers(0, 1))))
    return tree.Node(kind, label, draw(TEXTS), draw(st.just("") | NAMES), draw(tuples(SENTENCES, 0, 2)), children, draw(MARKS))  # type: ignore[arg-type]  # keys above


def _clause(
    kind: str, texts: SearchStrategy[Any] = st.just(()), on: SearchStrategy[Any] = st.none(), refs: SearchStrategy[Any] = st.just(())
) -> SearchStrategy[Any]:
    return st.builds(tree.HeaderClause, st.just(kind), texts, on, refs)


HEADER_CLAUSES = st.one_of(
    _clause("bwb", st.just(("BWBR0015703",))), _clause("cvdr", st.just(("CVDR12345",))), _clause("gemeente", st.just(("GM0310",))),
    _clause("bron", st.tuples(TEXTS)), _clause("geldig vanaf", on=DATES), _clause("geldig tot en met", on=DATES),
    _clause("bekendgemaakt", on=DATES), _clause("in werking", on=DATES), _clause("werkt terug", on=DATES),
    _clause("vastgesteld", st.tuples(NAMES), DATES), _clause("bekendmaking onbekend"), _clause("gebruikt", tuples(NAMES)),
    _clause("extern", refs=LISTED), _clause("op grond van", refs=LISTED), _clause("gedeeltelijk bekend", st.tuples(TEXTS)),
)  # fmt: skip

_DOCUMENT_NAMES = st.sampled_from(["x", "re_integratie", "sv_2023"])


_PLAIN_TYPES = [kind for kind in get_args(tree.TypeName) if kind not in ("keuze", "lijst", "tarief", "maandreeks")]
PARAMETER_DECLARATIONS = st.builds(
    tree.ParameterDeclaration, NAMES, st.builds(tree.TypeExpression, st.sampled_from(_PLAIN_TYPES)) | choice(tree.Unit), TEXTS, optional(EXPRESSIONS),
    optional(EXPRESSIONS), optional(EXPRESSIONS),
)  # fmt: skip
_OPTIONS = st.builds(tree.Option, NAMES, TEXTS)
CHOICES = st.one_of(
    st.builds(tree.ChoiceDeclaration, NAMES, TEXTS, tuples(_OPTIONS), st.just(False)),
    st.builds(tree.ChoiceDeclaration, NAMES, TEXTS, tuples(_OPTIONS, 2), st.just(True)),
)
PLACES = st.builds(tree.Place, tuples(STEPS), st.integers(0, 9999))
ADAPTATIONS = st.one_of(
    st.builds(tree.Follows, NAMES, st.just(()) | LISTED),
    st.builds(tree.Fill, NAMES, SIMPLE),
    st.builds(tree.LeaveOpen, NAMES),
    st.builds(tree.Choose, tuples(NAMES), NAMES),
    st.builds(tree.LeaveOut, tuples(PLACES), st.booleans()),
    st.builds(tree.Keep, tuples(PLACES)),
    st.builds(tree.Renumber, PLACES, STEPS),
    st.builds(tree.ReplaceItem, PLACES, EXPRESSIONS, optional(EXPRESSIONS)),
)


@st.composite
def regulations(draw: Any) -> tree.RegulationDocument:
    kinds = [kind for kind in ("artikel", "punt", "paragraaf", "hoofdstuk") if draw(st.booleans())]
    found = tuple(draw(nodes(kind)) for kind in kinds)
    kind = draw(choice(tree.RegulationKind))
    clauses = {clause.kind: clause for clause in draw(tuples(HEADER_CLAUSES, 0, 4))}  # a day of the header is given once
    head = (draw(_DOCUMENT_NAMES), draw(TEXTS), tuple(clauses.values()), draw(tuples(READINGS, 0, 2)))
    parameters, several = draw(tuples(PARAMETER_DECLARATIONS, 0, 2)), draw(tuples(CHOICES if kind == "model" else ADAPTATIONS, 0, 3))
    holes = (several, ()) if kind == "model" else ((), several)
    return tree.RegulationDocument(kind, *head, found, parameters, *holes)


TYPES = st.one_of(
    st.builds(tree.TypeExpression, st.sampled_from(_PLAIN_TYPES)),
    st.builds(tree.TypeExpression, st.just("keuze"), NAMES),
    st.builds(tree.TypeExpression, st.just("tarief"), st.integers(1, 60).map(lambda count: f"{count} maanden")),
    st.builds(tree.TypeExpression, st.just("maandreeks"), st.sampled_from(["ja/nee", "getal", "bedrag"])),
    st.builds(tree.TypeExpression, st.just("lijst"), NAMES, st.integers(0, 60)),
)
_NO_NAME = st.just("") | NAMES


def _fact(name: str, kind: Any, question: str, bounds: Any, phrases: Any, *rest: Any) -> tree.FactDeclaration:
    return tree.FactDeclaration(name, kind, question, *(bounds or (None, None)), *rest, *(phrases or ("", "")))


DECLARATIONS = st.one_of(
    st.builds(tree.KindDeclaration, NAMES, TEXTS),
    st.builds(
        _fact, NAMES, TYPES, TEXTS, optional(st.tuples(EXPRESSIONS, EXPRESSIONS)), optional(st.tuples(FULL_TEXTS, TEXTS)),
        optional(EXPRESSIONS), st.booleans(), _NO_NAME, _NO_NAME,
    ),
    st.builds(tree.DerivedDeclaration, NAMES, TYPES, CONDITIONS, TEXTS, _NO_NAME),
    st.builds(tree.EnumDeclaration, NAMES, tuples(NAMES)),
    st.builds(tree.DecisionDeclaration, NAMES, _NO_NAME, TEXTS, _NO_NAME, _NO_NAME, _NO_NAME, st.sampled_from(["toekennen", "weigeren"])),
    st.builds(tree.ActDeclaration, NAMES, TEXTS, NAMES),
    st.builds(tree.AssumptionDeclaration, NAMES, TEXTS, CONDITIONS),
    st.builds(tree.ValueDeclaration, NAMES, TYPES, _NO_NAME, TEXTS),
)  # fmt: skip

_CLAIMS = st.sampled_from(["moet", "mag", "hoeft niet te", "mag niet"])


def _duties(last: Any) -> Any:
    return st.builds(tree.DutyClaim, NAMES, _CLAIMS, NAMES, optional(REFERENCES), optional(last))


THEOREMS = st.one_of(
    st.builds(tree.Theorem, NAMES, TEXTS, SCOPES, st.booleans(), st.just("als"), optional(EXPRESSIONS), _duties(EXPRESSIONS)),
    st.builds(tree.Theorem, NAMES, TEXTS, SCOPES, st.booleans(), st.just("als"), optional(EXPRESSIONS), CONDITIONS),
    st.builds(tree.Theorem, NAMES, TEXTS, SCOPES, st.booleans(), st.just("bestaat"), st.none(), CONDITIONS),
    st.builds(tree.Theorem, NAMES, TEXTS, SCOPES, st.booleans(), st.just("hangt niet af"), st.none(), st.builds(tree.Name, NAMES), NAMES),
    st.builds(tree.Theorem, NAMES, TEXTS, SCOPES, st.booleans(), st.just("monotoon"), st.none(), EXPRESSIONS, NAMES),
    st.builds(tree.Theorem, NAMES, TEXTS, SCOPES, st.booleans(), st.just("gaat voor"), EXPRESSIONS, EXPRESSIONS, NAMES),
)
_GIVEN = st.builds(tree.Given, NAMES, LITERALS | _ABSENT)
_EXPECTED = st.one_of(
    st.builds(tree.Expected, st.just("besluit"), NAMES, _PHASES, _STATUSES),
    _duties(st.builds(tree.DateLiteral, DATES)),
    st.builds(tree.CompetenceClaim, NAMES, tuples(NAMES)),
    st.builds(tree.RegulationClaim, st.sampled_from(["geldt", "geldt niet"]), st.none(), st.none()),
    st.builds(tree.RegulationClaim, st.sampled_from(["regelt", "regelt niet"]), REFERENCES, optional(REFERENCES)),
    st.builds(tree.Expected, st.just("waarde"), NAMES, st.just(""), st.just(""), LITERALS | _ABSENT),
)
SCENARIOS = st.builds(tree.Scenario, TEXTS, SCOPES, st.booleans(), DATES, tuples(NAMES, 0), tuples(_GIVEN, 0), tuples(_EXPECTED))
DOCUMENTS = st.one_of(
    st.builds(tree.VocabularyDocument, _DOCUMENT_NAMES, TEXTS, tuples(DECLARATIONS, 0)),
    regulations(),
    st.builds(tree.TheoremDocument, _DOCUMENT_NAMES, tuples(THEOREMS, 0)),
    st.builds(tree.ScenarioDocument, _DOCUMENT_NAMES, tuples(st.builds(tree.SharedFacts, NAMES, tuples(_GIVEN)), 0), tuples(SCENARIOS, 0)),
)
FILES = st.builds(tree.SourceFile, st.just("x.norm"), st.just("1"), tuples(DOCUMENTS, 0, 2))
