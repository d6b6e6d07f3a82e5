"""What each form of the surface means as a tree, and where its parts stand."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import pytest

from waterdicht.dsl import tree
from waterdicht.dsl.build import callbacks
from waterdicht.dsl.codes import Code
from waterdicht.dsl.parser import parse_text
from waterdicht.dsl.render import render_text
from waterdicht.dsl.source import Span
from waterdicht.dsl.tree import Name, Quantity, Reference, Step

N = Name
GOLDEN = Path(__file__).parent / "golden" / "every_form.norm"
MODELS = Path(__file__).parent / "golden" / "models.norm"


def parse(text: str) -> tree.SourceFile:
    file, diagnostics = parse_text(text, "x.norm")
    assert diagnostics == ()
    assert file is not None
    return file


def sentence(text: str) -> Any:
    document = parse(f'taal 1.\nbeleid b "B"\npunt a "A"\n{text}\n').documents[0]
    assert isinstance(document, tree.RegulationDocument)
    (said,) = document.nodes[0].sentences
    return said


def expression(text: str) -> Any:
    return sentence(f"v betekent {text}.").body


def ref(*steps: tuple[str, str], of: str = "", through: Any = None) -> Reference:
    return Reference(tuple(Step(kind, label) for kind, label in steps), of, through)  # type: ignore[arg-type]  # tests write words


X, Y, P = N("x"), N("y"), N("p")
LID1 = ref(("lid", "1"))
LID1_R = tree.Reference((tree.Step("lid", "1"),), "r")
R = tree.Reference((), "r")
SIX_MONTHS = Quantity(6, "maanden")
BEFORE_THIS = tree.MonthWindow(tree.ThisMonth())
LATER = tree.Arithmetic("plus", Y, Quantity(1, "maanden"))
DAY = tree.DateLiteral(date(2024, 3, 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", tree.Number(Fraction(12))),
        ("-12,5", tree.Number(Fraction(-25, 2))),
        ("1.250.000", tree.Number(Fraction(1250000))),
        ("12,5%", tree.Percentage(Fraction(1, 8))),
        ("€ 3.398,00", tree.Money(339800)),
        ("€ 300", tree.Money(30000)),
        ("€ 300,-", tree.Money(30000)),
        ("€ -0,05", tree.Money(-5)),
        ("1 maand", Quantity(1, "maanden")),
        ("8 weken", Quantity(8, "weken")),
        ("3 dagen", Quantity(3, "dagen")),
        ("1 werkdag", Quantity(1, "werkdagen")),
        ("27 jaar", Quantity(27, "jaar")),
        ("12 uur per week", Quantity(12, "uur per week")),
        ("€ 300 per 6 maanden", tree.Rate(30000, SIX_MONTHS)),
        ("1 maart 2024", DAY),
        ("ja", tree.YesNo(True)),
        ("nee", tree.YesNo(False)),
        ("persoon.één_2", N("persoon.één_2")),
        ("janus", N("janus")),
        ("isa.x", N("isa.x")),
        ("deze dag", tree.ThisDay()),
        ("deze maand", tree.ThisMonth()),
    ],
)
def test_literals(text: str, expected: tree.Expression) -> None:
    assert sentence(f"v bedraagt {text}.").value == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("niet x", tree.Not(X)),
        ("niet niet x", tree.Not(tree.Not(X))),
        ("naar oordeel niet x", tree.Judgement(tree.Not(X))),
        ("x en y en p", tree.Junction("en", (X, Y, P))),
        ("x of (y of p)", tree.Junction("of", (X, Y, P))),
        ("(x of y) en p", tree.Junction("en", (tree.Junction("of", (X, Y)), P))),
        ("niet x en y", tree.Junction("en", (tree.Not(X), Y))),
        ("niet x is y", tree.Not(tree.Comparison("is", X, Y))),
        *[(f"x {how} y", tree.Comparison(how, X, Y)) for how in get_args(tree.Comparator)],
        ("x is een van (p, y)", tree.Membership(X, (P, Y))),
        ("x ontbreekt", tree.Presence(X, False)),
        ("x is ingevuld", tree.Presence(X, True)),
        ("x is binnen 6 maanden na y", tree.Within(X, SIX_MONTHS, Y, True)),
        ("x is binnen 6 maanden vóór y", tree.Within(X, SIX_MONTHS, Y, False)),
        ("x valt in p", tree.FallsIn(X, P)),
        *[(f"p duurt {how} 6 maanden", tree.Lasts(P, None, how, SIX_MONTHS)) for how in ("ten hoogste", "ten minste", "meer dan", "minder dan", "precies")],
        ("p zonder y duurt precies 6 maanden", tree.Lasts(P, Y, "precies", SIX_MONTHS)),
        ("x gedurende ten minste 6 maanden aaneengesloten vóór y", tree.Throughout("gedurende", X, SIX_MONTHS, Y)),
        ("x ooit in 6 maanden vóór y", tree.Throughout("ooit", X, SIX_MONTHS, Y)),
        ("toepassing gevonden van lid 1", tree.ApplicationFound(LID1)),
        ("toepassing gevonden van lid 1 in 6 maanden vóór y", tree.ApplicationFound(LID1, SIX_MONTHS, Y)),
        ("toepassing gevonden van lid 1 in (kalenderjaar van y) vóór y", tree.ApplicationFound(LID1, tree.PartOf("kalenderjaar", Y), Y)),
        ("toepassing gevonden van lid 1 binnen 6 maanden na y", tree.ApplicationFound(LID1, SIX_MONTHS, Y, after=True)),
        ("besluit b is mogelijk", tree.DecisionStatus("b", "", None, False, "mogelijk")),
        (
            "besluit b verlengen volgens lid 1 onder de wet is mag toekennen of weigeren",
            tree.DecisionStatus("b", "verlengen", LID1, True, "mag_toekennen_of_weigeren"),
        ),
        ("niet van toepassing is lid 1", tree.Not(tree.Applicable(LID1))),
        ("voorwaarden van lid 1 voor b vervuld", tree.ConditionsMet(LID1, "b")),
        ("voorwaarden van deze regeling vervuld", tree.ConditionsMet(Reference(()), "")),
        ("persoon als bedoeld in lid 1", tree.PersonMeant(LID1)),
        ("persoon als bedoeld in lid 1 met uitsluitingen", tree.PersonMeant(LID1, "met uitsluitingen")),
        ("persoon als bedoeld in lid 1 en x", tree.Junction("en", (tree.PersonMeant(LID1), X))),
        ("lezing x is y", tree.ReadingIs("x", "y")),
        ("er is een x in p waarvoor (x of y)", tree.Quantifier("er is een", "x", P, tree.Junction("of", (X, Y)))),
        ("geen x in p", tree.Quantifier("geen", "x", P, None)),
        ("aantal x in p is ten hoogste 2", tree.Comparison("is ten hoogste", tree.Quantifier("aantal", "x", P, None), tree.Number(Fraction(2)))),
        ("som van x.f over x in p waarvoor (y)", tree.Quantifier("som van", "x", P, Y, N("x.f"))),
    ],
)
def test_conditions(text: str, expected: tree.Expression) -> None:
    assert expression(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x plus y min p", tree.Arithmetic("min", tree.Arithmetic("plus", X, Y), P)),
        ("x plus y maal p", tree.Arithmetic("plus", X, tree.Arithmetic("maal", Y, P))),
        ("x gedeeld door y", tree.Arithmetic("gedeeld door", X, Y)),
        ("25% van x plus y", tree.Arithmetic("plus", tree.Arithmetic("van", tree.Percentage(Fraction(1, 4)), X), Y)),
        ("€ 2.650 naar prijspeil 2022 geïndexeerd met cpi plus x", tree.Arithmetic("plus", tree.Indexed(tree.Money(265000), 2022, "cpi"), X)),
        ("x of anders y plus p", tree.OrElse(X, tree.Arithmetic("plus", Y, P))),
        ("laagste van (x, y)", tree.Extreme("laagste", (X, Y))),
        ("hoogste van (x, y plus p, p)", tree.Extreme("hoogste", (X, tree.Arithmetic("plus", Y, P), P))),
        ("leeftijd van persoon", tree.AgeOf("persoon", None)),
        ("leeftijd van persoon op x", tree.AgeOf("persoon", X)),
        ("periode van x tot en met y plus 6 maanden", tree.PeriodOf(X, tree.Arithmetic("plus", Y, SIX_MONTHS))),
        ("begin van p plus 6 maanden", tree.Arithmetic("plus", tree.PartOf("begin", P), SIX_MONTHS)),
        ("einde van p", tree.PartOf("einde", P)),
        ("kalenderjaar van x", tree.PartOf("kalenderjaar", X)),
        ("dagen van p zonder y", tree.PartOf("dagen", P, Y)),
        ("laatste dag van 6 maanden vanaf x zonder y", tree.LatestEnd(SIX_MONTHS, X, Y)),
        ("uiterste dag van 6 maanden na x", tree.DeadlineDay(SIX_MONTHS, X)),
        ("toepassing van lid 1", tree.AppliedOn(LID1)),
        ("maand van x", tree.PartOf("maand", X)),
        ("x in deze maand plus y", tree.Arithmetic("plus", tree.InMonth(X, None), Y)),
        ("25% van x in maand van begin van p", tree.Arithmetic("van", tree.Percentage(Fraction(1, 4)), tree.InMonth(X, tree.PartOf("begin", P)))),
        ("aantal maanden in x vóór y plus 1", tree.Arithmetic("plus", tree.MonthCount("aantal", X, tree.MonthWindow(Y)), tree.Number(Fraction(1)))),
        ("aantal maanden toepassing van lid 1 vóór deze maand", tree.MonthCount("aantal", tree.AppliedOn(LID1), BEFORE_THIS)),
        ("aantal maanden aaneengesloten in x vóór deze maand", tree.MonthCount("aaneengesloten", X, BEFORE_THIS)),
        ("aantal maanden sinds de eerste toepassing van lid 1 vóór deze maand", tree.MonthCount("sinds de eerste", tree.AppliedOn(LID1), BEFORE_THIS)),
        ("aantal maanden in x vanaf y vóór p", tree.MonthCount("aantal", X, tree.MonthWindow(P, since=Y))),
        ("aantal maanden in x vanaf y tot en met p", tree.MonthCount("aantal", X, tree.MonthWindow(P, True, since=Y))),
        ("aantal maanden in x in 12 maanden vóór (y plus 1 maand)", tree.MonthCount("aantal", X, tree.MonthWindow(LATER, last=Quantity(12, "maanden")))),
        ("som van x over maanden in kalenderjaar van y", tree.MonthCount("som", X, tree.MonthWindow(None, year=Y))),
        ("som van x over maanden tot en met y in kalenderjaar van y", tree.MonthCount("som", X, tree.MonthWindow(Y, True, year=Y))),
        ("x plus y afgerond op hele euro's naar boven", tree.Rounded(tree.Arithmetic("plus", X, Y), "euro", "naar boven")),
        ("x afgerond op hele centen", tree.Rounded(X, "cent", "")),
    ],
)
def test_values(text: str, expected: tree.Expression) -> None:
    assert sentence(f"v bedraagt {text}.").value == expected


def test_lists() -> None:
    found = expression("x en een of meer van: a. x tenzij y; b. alle van: 1°. x, 2a°. y tenzij p; c. (x en y) tenzij p")
    inner = tree.ConditionList("alle van", (tree.ListItem("1", X), tree.ListItem("2a", Y, P)))
    items = (tree.ListItem("a", X, Y), tree.ListItem("b", inner), tree.ListItem("c", tree.Junction("en", (X, Y)), P))
    assert found == tree.Junction("en", (X, tree.ConditionList("een of meer van", items)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("artikel 8a lid 2 onderdeel f onder 1° van w", (ref(("artikel", "8a"), ("lid", "2"), ("onderdeel", "f"), ("onder", "1"), of="w"),)),
        ("lid 8*", (ref(("lid", "8*")),)),
        ("artikel 18 lid 5 volzin 2 van w", (ref(("artikel", "18"), ("lid", "5"), ("volzin", "2"), of="w"),)),
        ("volzin 1 tot en met volzin 3", (ref(("volzin", "1"), through=Step("volzin", "3")),)),
        ("artikel 4:13 van awb", (ref(("artikel", "4:13"), of="awb"),)),
        ("artikel 3.2.2.1 en punt a", (ref(("artikel", "3.2.2.1")), ref(("punt", "a")))),
        ("deze regeling en regeling x@2026-01-01", (Reference(()), Reference((), "x@2026-01-01"))),
        ("artikel 1 en artikel 2 van w en artikel 3", (ref(("artikel", "1"), of="w"), ref(("artikel", "2"), of="w"), ref(("artikel", "3")))),
        ("artikel 1 van deze regeling en artikel 2 van w", (ref(("artikel", "1")), ref(("artikel", "2"), of="w"))),
        ("artikel 1 en regeling y en artikel 2 van w", (ref(("artikel", "1")), Reference((), "y"), ref(("artikel", "2"), of="w"))),
        ("artikel 11 tot en met artikel 16 van w", (ref(("artikel", "11"), of="w", through=Step("artikel", "16")),)),
    ],
)
def test_references(text: str, expected: tuple[Reference, ...]) -> None:
    assert sentence(f"regelt {text}.") == tree.Regulates(expected)


NORM = tree.Norm("college", "mag", ("b",), "toekennen", "toekennen")
WEEKS = Quantity(8, "weken")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("college mag b toekennen.", NORM),
        ("college mag b toekennen als x tenzij y.", dataclasses.replace(NORM, condition=X, unless=Y)),
        ("college mag b uitsluitend toekennen als x.", dataclasses.replace(NORM, only=True, condition=X)),
        ("college mag b toekennen op aanvraag.", dataclasses.replace(NORM, application=tree.Application(False, True))),
        ("college mag b toekennen ambtshalve aan k.", dataclasses.replace(NORM, application=tree.Application(True, False), to="k")),
        (
            "college mag b uitsluitend toekennen ambtshalve of op aanvraag van p of w ten behoeve van k als x.",
            dataclasses.replace(NORM, only=True, condition=X, application=tree.Application(True, True, ("p", "w")), on_behalf_of="k"),
        ),
        ("college moet b opleggen.", dataclasses.replace(NORM, modality="moet", verb="opleggen")),
        ("college mag b verlengen.", dataclasses.replace(NORM, phase="verlengen", verb="verlengen")),
        ("college mag b weigeren.", dataclasses.replace(NORM, refuse=True, verb="weigeren")),
        ("college mag b weigeren te beëindigen.", dataclasses.replace(NORM, refuse=True, phase="beëindigen", verb="weigeren")),
        ("college moet ten minste één van (b, c) toekennen.", dataclasses.replace(NORM, modality="moet", decisions=("b", "c"))),
        ("onverminderd lid 1, in afwijking van lid 1, college mag b toekennen.", dataclasses.replace(NORM, notwithstanding=(LID1,), deviates_from=(LID1,))),
        ("bij b bedraagt p ten hoogste 6 maanden als x tenzij y.", tree.Limit("b", P, "ten hoogste", SIX_MONTHS, X, Y)),
        ("in afwijking van lid 1, bij b bedraagt p 6 maanden.", tree.Limit("b", P, "", SIX_MONTHS, deviates_from=(LID1,))),
        ("v bedraagt x als y.", tree.ValueRule("v", X, condition=Y)),
        (
            'v bedraagt: vanaf 1 maart 2024: x ("bron"); vanaf 1 maart 2024: y als p.',
            tree.ValueRule("v", None, (tree.DatedValue(DAY.value, X, "bron"), tree.DatedValue(DAY.value, Y)), P),
        ),
        ("v betekent x.", tree.Definition("v", "betekent", X)),
        ("v omvat in ieder geval x.", tree.Definition("v", "omvat in ieder geval", X)),
        ("v vereist in ieder geval x.", tree.Definition("v", "vereist in ieder geval", X)),
        ("buiten toepassing blijft lid 1 bij b als x tenzij y.", tree.NotApplicable((LID1,), "b", X, Y)),
        ("bij de toepassing van lid 1 blijft x buiten beschouwing als y.", tree.Disregard((LID1,), X, Y)),
        ('bij b is deze regeling maximum voor duur, hoogte "reden".', tree.Frame("b", "maximum", ("duur", "hoogte"), "reden")),
        ("delegeert aan raad: v, ten minste 8 weken, meer dan x.", tree.Delegation("raad", "v", (tree.Bound("ten minste", WEEKS), tree.Bound("meer dan", X)))),
        (
            "raad mag in nadere regel regelen: onderwerp x, besluit b, waarde v.",
            tree.DutyToRegulate("raad", "mag", "nadere regel", (("onderwerp", "x"), ("besluit", "b"), ("waarde", "v"))),
        ),
        ("college moet verrichten h.", tree.ActDuty("college", "moet", "h")),
        ("college mag verrichten h binnen 8 weken na x voordat b als y.", tree.ActDuty("college", "mag", "h", WEEKS, X, "b", Y)),
        (
            "aanvraag b moet zijn ontvangen op x binnen 8 weken na y als p, anders mag weigeren.",
            tree.ApplicationDeadline("b", X, WEEKS, Y, P, None, "mag weigeren"),
        ),
        ('besluit b vermeldt in ieder geval: a. "t"; b. "u" als x.', tree.Contents("b", (tree.LabelledText("a", "t"), tree.LabelledText("b", "u", X)))),
        ('college moet afwegen z voordat b: a. "t".', tree.Weighing("college", "z", "b", (tree.LabelledText("a", "t"),))),
        ('open norm n : "t".', tree.OpenNorm("n", "t")),
        ('doel: "t".', tree.OpenNorm("doel", "t")),
        ("van overeenkomstige toepassing is lid 1 op b met x in plaats van y.", tree.Corresponding((LID1,), "b", None, (tree.Substitution("x", "y"),))),
        ("van overeenkomstige toepassing is lid 1 op lid 1.", tree.Corresponding((LID1,), "", LID1, ())),
        ("quotum bij b: ten hoogste x.", tree.Quota("b", X)),
        ("quotum bij b: ten hoogste x per kalenderjaar.", tree.Quota("b", X, True)),
        (
            "volgorde bij b: wie x, dan vroegste y, dan laagste p.",
            tree.Order("b", (tree.OrderKey("wie", X), tree.OrderKey("vroegste", Y), tree.OrderKey("laagste", P))),
        ),
        ("van toepassing blijft regeling r.", tree.Transition((R,))),
        ("van toepassing blijft regeling r op b als x tot y.", tree.Transition((R,), "b", X, Y)),
        ("van toepassing blijft regeling r tot y.", tree.Transition((R,), until=Y)),
        ("van toepassing blijft regeling r, zoals die luidde op 31 december 2022, op b.", tree.Transition((R,), "b", as_it_read=date(2022, 12, 31))),
        ("van toepassing blijft lid 1 van r, zoals dat luidde op 31 december 2022 als x.", tree.Transition((LID1_R,), "", X, None, date(2022, 12, 31))),
        ("van toepassing blijft lid 1 en lid 1 van r op b tot y.", tree.Transition((LID1_R, LID1_R), "b", None, Y)),
        ("in afwijking van lid 1, van toepassing blijft regeling r als x.", tree.Transition((R,), "", X, deviates_from=(LID1,))),
        ("ingetrokken wordt regeling x en regeling y.", tree.Repeal(("x", "y"))),
        ("hardheidsclausule ten gunste van p alleen voor b, v als x.", tree.Hardship("p", ("b", "v"), X)),
        ("deze regeling treedt in werking op 1 maart 2024.", tree.Commencement(DAY.value)),
        ('niet geformaliseerd: "r".', tree.NotFormalised("r")),
        ('lezing l : a of b "r".', tree.ReadingDeclaration("l", ("a", "b"), "r")),
    ],
)
def test_sentences(text: str, expected: tree.Sentence) -> None:
    assert sentence(text) == expected


YES_NO_TYPE = tree.TypeExpression("ja/nee")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('soort s "t".', tree.KindDeclaration("s", "t")),
        ("feit f : ja/nee.", tree.FactDeclaration("f", YES_NO_TYPE)),
        (
            'feit f : getal "v", van 1 tot en met x, gewoonlijk 2, optioneel, oordeel van c, aangeleverd door d, bevestigend "j" ontkennend "n".',
            tree.FactDeclaration("f", tree.TypeExpression("getal"), "v", tree.Number(Fraction(1)), X, tree.Number(Fraction(2)), True, "c", "d", "j", "n"),
        ),
        ('feit f : lijst van s, ten hoogste 6 "v".', tree.FactDeclaration("f", tree.TypeExpression("lijst", "s", 6), "v")),
        ("feit f : keuze uit k.", tree.FactDeclaration("f", tree.TypeExpression("keuze", "k"))),
        ('afgeleid f : ja/nee betekent x "t", vervolg op g.', tree.DerivedDeclaration("f", YES_NO_TYPE, X, "t", "g")),
        ("keuzelijst k : a, b.", tree.EnumDeclaration("k", ("a", "b"))),
        ('besluit b is een c "t", door d, aan e, ten behoeve van f, gunstig is weigeren.', tree.DecisionDeclaration("b", "c", "t", "d", "e", "f", "weigeren")),
        ("besluit b.", tree.DecisionDeclaration("b")),
        ('handeling h "t" door c.', tree.ActDeclaration("h", "t", "c")),
        ('aanname a "r" : x.', tree.AssumptionDeclaration("a", "r", X)),
        ('waarde v : bedrag bij b "t".', tree.ValueDeclaration("v", tree.TypeExpression("bedrag"), "b", "t")),
    ],
)
def test_declarations(text: str, expected: tree.Declaration) -> None:
    (document,) = parse(f'taal 1.\nbegrippen b "B"\n{text}\n').documents
    assert document == tree.VocabularyDocument("b", "B", (expected,))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("over artikel 7 van r onder de wet als x dan y", (ref(("artikel", "7"), of="r"), True, "als", X, Y, "")),
        ("over r@2026-01-01 dan y", (Reference((), "r@2026-01-01"), False, "als", None, Y, "")),
        ("over r er bestaat een geval waarin y", (Reference((), "r"), False, "bestaat", None, Y, "")),
        ("over r de uitkomst van x hangt niet af van f", (Reference((), "r"), False, "hangt niet af", None, X, "f")),
        ("over r bij b gaat wie x voor op wie y", (Reference((), "r"), False, "gaat voor", X, Y, "b")),
        (
            "over r als x dan c moet verrichten h uiterlijk op y",
            (Reference((), "r"), False, "als", X, tree.DutyClaim("c", "moet", "h", None, Y), ""),
        ),
        ("over r dan c hoeft niet te verrichten h", (Reference((), "r"), False, "als", None, tree.DutyClaim("c", "hoeft niet te", "h", None, None), "")),
        ("over r meer f leidt nooit tot minder y", (Reference((), "r"), False, "monotoon", None, Y, "f")),
    ],
)
def test_theorems(text: str, expected: tuple[Any, ...]) -> None:
    (document,) = parse(f'taal 1.\nstellingen s\nstelling n "t" {text}.\n').documents
    assert document == tree.TheoremDocument("s", (tree.Theorem("n", "t", *expected),))


def test_scenarios() -> None:
    (document,) = parse("""taal 1. scenario's s
gegevens g : f is ja; h ontbreekt.
scenario "t" over r onder de wet op 1 maart 2024
  gegeven zoals g; a is (geen); b is (1 maart 2024 tot en met 1 maart 2024); c is ({besluit is x, d ontbreekt}; {besluit is y});
  verwacht besluit b : geen grondslag; besluit b verlengen : moet toekennen; waarde v : € 3,00; waarde w : ontbreekt;
    college mag niet verrichten h; college moet verrichten h volgens artikel 2 van awb uiterlijk op 1 maart 2024;
    deze regeling geldt  niet; deze regeling regelt artikel 2 van awb volgens artikel 3;
    bevoegd tot b is c of d.
""").documents
    period = tree.PeriodLiteral(DAY.value, DAY.value)
    records = tree.ListLiteral((tree.RecordLiteral((("besluit", X), ("d", tree.Absent()))), tree.RecordLiteral((("besluit", Y),))))
    given = (tree.Given("a", tree.ListLiteral(())), tree.Given("b", tree.ListLiteral((period,))), tree.Given("c", records))
    expected = (
        tree.Expected("besluit", "b", "", "geen_grondslag"), tree.Expected("besluit", "b", "verlengen", "moet_toekennen"),
        tree.Expected("waarde", "v", "", "", tree.Money(300)), tree.Expected("waarde", "w", "", "", tree.Absent()),
        tree.DutyClaim("college", "mag niet", "h", None, None),
        tree.DutyClaim("college", "moet", "h", ref(("artikel", "2"), of="awb"), DAY),
        tree.RegulationClaim("geldt niet", None, None),
        tree.RegulationClaim("regelt", ref(("artikel", "2"), of="awb"), ref(("artikel", "3"))),
        tree.CompetenceClaim("b", ("c", "d")),
    )  # fmt: skip
    shared = tree.SharedFacts("g", (tree.Given("f", tree.YesNo(True)), tree.Given("h", tree.Absent())))
    scenario = tree.Scenario("t", Reference((), "r"), True, DAY.value, ("g",), given, expected)
    assert document == tree.ScenarioDocument("s", (shared,), (scenario,))


def test_header() -> None:
    (document,) = parse("""taal 1.
nadere regel r "R"
  cvdr 698765_1. gemeente GM0310. bron "b".
  geldig vanaf 1 maart 2024 tot en met 2 maart 2024.
  vastgesteld door college op 1 maart 2024. bekendgemaakt op 1 maart 2024. bekendmaking onbekend.
  in werking op 1 maart 2024. werkt terug tot 1 maart 2024.
  gebruikt x, y. extern artikel 1 en artikel 2 van w en regeling awb. op grond van lid 1.
  lezing l : a "r".
""").documents
    assert isinstance(document, tree.RegulationDocument)
    day, clause = DAY.value, tree.HeaderClause
    articles = (ref(("artikel", "1"), of="w"), ref(("artikel", "2"), of="w"), Reference((), "awb"))
    assert document.kind == "nadere regel"
    assert document.header == (
        clause("cvdr", ("698765_1",)), clause("gemeente", ("GM0310",)), clause("bron", ("b",)), clause("geldig vanaf", (), day),
        clause("geldig tot en met", (), date(2024, 3, 2)), clause("vastgesteld", ("college",), day), clause("bekendgemaakt", (), day),
        clause("bekendmaking onbekend"), clause("in werking", (), day), clause("werkt terug", (), day), clause("gebruikt", ("x", "y")),
        clause("extern", references=articles), clause("op grond van", references=(LID1,)),
    )  # fmt: skip
    assert document.readings == (tree.ReadingDeclaration("l", ("a",), "r"),)


def test_headings_nest_by_rank() -> None:
    (document,) = parse("""taal 1.
verordening v "V"
hoofdstuk 1 "H" paragraaf 1.1 "P" artikel 1 "A" heet naam
  een_a betekent x.
  lid 1 volzin 1 volzin 2 "v" onderdeel a "o" volzin 1 onderdeel b
  lid 2 "l"
artikel zonder nummer
hoofdstuk 2 artikel 2
""").documents
    assert isinstance(document, tree.RegulationDocument)

    def shape(node: tree.Node) -> Any:
        return (node.kind, node.label, *map(shape, node.children))

    lid_1 = ("lid", "1", ("volzin", "1"), ("volzin", "2"), ("onderdeel", "a", ("volzin", "1")), ("onderdeel", "b"))
    assert [shape(node) for node in document.nodes] == [
        ("hoofdstuk", "1", ("paragraaf", "1.1", ("artikel", "1", lid_1, ("lid", "2")), ("artikel", ""))),
        ("hoofdstuk", "2", ("artikel", "2")),
    ]
    article = document.nodes[0].children[0].children[0]
    assert (article.title, article.alias, len(article.sentences)) == ("A", "naam", 1)


@pytest.mark.parametrize("text", ["lid 1 volzin a", "lid 1 volzin 0", "lid 1 volzin 2a"])
def test_a_volzin_is_counted(text: str) -> None:
    for said in (f'{text} doel: "x".', f"regelt artikel 1 {text}."):
        _, problems = parse_text(f'taal 1.\nverordening v "V"\nartikel 1\n{said}', "x.norm")
        assert [problem.code for problem in problems] == [Code.UNEXPECTED_TEXT]


def test_exception_to_a_list() -> None:
    said = sentence("college mag b toekennen als alle van: a. x. dit geldt niet als y.")
    assert said.condition == tree.ConditionList("alle van", (tree.ListItem("a", X),))
    assert said.unless == Y


# --- places ---------------------------------------------------------------------------------


def _nodes(value: Any) -> Iterator[Any]:
    """Every dataclass in the tree except spans and comments."""
    if isinstance(value, tuple):
        for part in value:
            yield from _nodes(part)
    elif dataclasses.is_dataclass(value) and not isinstance(value, (Span, tree.Comment)):
        yield value
        for entry in dataclasses.fields(value):
            yield from _nodes(getattr(value, entry.name))


def _slice(lines: list[str], span: Span) -> str:
    taken = lines[span.line - 1 : span.end_line]
    taken[-1] = taken[-1][: span.end_column - 1]
    taken[0] = taken[0][span.column - 1 :]
    return "\n".join(taken)


@pytest.mark.parametrize("place", [GOLDEN, MODELS], ids=lambda place: place.stem)
def test_every_node_has_a_span_inside_the_text(place: Path) -> None:
    text = place.read_text(encoding="utf-8")
    lines = text.split("\n")
    for node in _nodes(parse(text)):
        assert node.span.file == "x.norm", node
        written = _slice(lines, node.span)
        assert written == written.strip() or isinstance(node, tree.SourceFile)
        match node:
            case tree.Name():
                assert written == node.text
            case tree.Step():
                assert written.removesuffix("°") == f"{node.kind} {node.label}"
            case tree.Norm() | tree.Definition() | tree.Theorem() | tree.Scenario() | tree.FactDeclaration():
                assert written.endswith(".")
            case _:
                assert written


def test_every_kind_of_node_is_in_the_golden_text() -> None:
    """So that the checks over that text say something about all of the tree."""
    found = {type(node) for place in (GOLDEN, MODELS) for node in _nodes(parse(place.read_text(encoding="utf-8")))}
    declared = {kind for kind in vars(tree).values() if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind.__module__ == tree.__name__}
    assert {kind.__name__ for kind in declared - found} <= {"Comment"}
    assert callbacks.BUILDERS


@pytest.mark.parametrize(("amount", "cents"), [("€ 3", 300), ("€ 3,-", 300), ("€ 3,50", 350), ("€ 1.234,05", 123405)])
def test_amounts_in_whole_cents(amount: str, cents: int) -> None:
    file, found = parse_text(f'taal 1.\nbeleid b "B"\npunt a "A"\n  v bedraagt {amount}.\n', "x.norm")
    assert file is not None and found == ()
    assert f"cents={cents}," in repr(file) or f"cents={cents})" in repr(file)


@pytest.mark.parametrize("amount", ["€ 0,005", "€ 3,5", "€ 1.234,567"])
def test_a_written_fraction_of_a_cent_is_no_amount(amount: str) -> None:
    _, found = parse_text(f'taal 1.\nbeleid b "B"\npunt a "A"\n  v bedraagt {amount}.\n', "x.norm")
    assert [(each.code.value, each.span.line, each.span.column) for each in found] == [("E101", 4, 14)]
    assert "twee decimalen" in render_text(found[0], None)
