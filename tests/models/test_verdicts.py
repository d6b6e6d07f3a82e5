"""Proofs and decisions with something open: a parameter that is the same for everyone, and text that nobody knows."""

from __future__ import annotations

from datetime import date

import pytest
from examples import HERE, compiled, example, parsed

from waterdicht.compiler.backends.python import compile_python
from waterdicht.compiler.channels import decide, decisions
from waterdicht.compiler.compile import Model, compile_documents
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Use
from waterdicht.dsl import diagnostics
from waterdicht.runtime.policy import load_source
from waterdicht.runtime.values import UNKNOWN
from waterdicht.verifier.results import Result, Severity, Verdict
from waterdicht.verifier.room import default_readings
from waterdicht.verifier.verify import verify

STAD = example("model", "stad")


def results(model: Model, *only: str) -> dict[str, Result]:
    """Results by the last part of their subject."""
    found = verify(model, jobs=1, only=only, readings=False)
    return {each.subject.rpartition("/")[2]: each for each in found}


def theorem(law: str, *claims: str) -> list[Result]:
    """The verdicts on claims about a regulation `r`."""
    stated = "".join(f'stelling t{number} "T" over r {claim}.\n' for number, claim in enumerate(claims))
    found = results(compiled((parsed(f"{WORDS}{law}stellingen s\n{stated}"),)), "stelling")
    return [found[f"stelling-t{number}"] for number in range(len(claims))]


# --- open parameters ------------------------------------------------------------------------


def test_a_proof_holds_for_every_value_and_a_counterexample_has_one() -> None:
    found = results(compiled(STAD), "stelling")
    assert {name: each.verdict for name, each in found.items()} == {
        "stelling-nooit_te_lang": Verdict.PROVED,
        "stelling-binnen_vier": Verdict.REFUTED,
        "stelling-binnen_zes": Verdict.PROVED,
        "stelling-zonder_bijstand": Verdict.PROVED,
    }
    refuted = found["stelling-binnen_vier"]
    assert refuted.counterexample is not None and refuted.counterexample.replayed
    assert 4 < refuted.counterexample.facts["parameter.duur"] <= 6  # type: ignore[operator]


def test_a_result_names_the_open_parameters_it_depends_on() -> None:
    found = results(compiled(STAD), "stelling")
    assert found["stelling-binnen_zes"].open_parameters == ("duur",)
    assert "parameter duur is open: van 1 maand tot en met 6 maanden" in found["stelling-binnen_zes"].assumptions
    law = 'verordening r "R"\nparameter grens : bedrag, ten hoogste € 100.\nartikel 1\n  college mag hulp toekennen als persoon.loon is minder dan parameter grens.\n'
    law += "artikel 2\n  college mag premie toekennen als persoon.a.\n"
    about_it, beside_it = theorem(law, "als besluit hulp is mogelijk dan persoon.loon is minder dan € 100", "als besluit premie is mogelijk dan persoon.a")
    assert (about_it.verdict, about_it.open_parameters) == (Verdict.PROVED, ("grens",))
    assert (beside_it.verdict, beside_it.open_parameters) == (Verdict.PROVED, ())


def test_two_cases_that_are_compared_have_the_same_parameters() -> None:
    law = 'verordening r "R"\nparameter grens : bedrag, ten hoogste € 100.\nartikel 1\n  college mag hulp toekennen als parameter grens is meer dan € 50.\n'
    same, itself = theorem(law, "de uitkomst van hulp hangt niet af van persoon.loon", "de uitkomst van hulp hangt niet af van parameter.grens")
    assert same.verdict is Verdict.PROVED
    assert itself.verdict is Verdict.REFUTED


def test_a_decision_asks_for_an_open_parameter() -> None:
    policy = load_source(compile_python(compiled(STAD).built["stad"][0].snapshot))
    facts = {"persoon.bijstand": True, "persoon.jong": True, "persoon.ook_zonder": False, "persoon.subsidie_erna": False}
    dates = {"plaatsing.begin": date(2024, 3, 1), "plaatsing.einde": date(2024, 4, 30)}
    assert policy.decide("proefplaats", {**facts, **dates}, regulation="stad", explain=False) == "onbekend"
    assert policy.decide("proefplaats", {**facts, **dates, "parameter.duur": 2}, regulation="stad", explain=False) == "mag toekennen"
    assert policy.decide("proefplaats", {**facts, **dates, "parameter.duur": 1}, regulation="stad", explain=False) == "moet weigeren"


# --- unknown text ---------------------------------------------------------------------------

WORDS = """taal 1.
begrippen woorden "Woorden"
soort persoon.
feit persoon.a : ja/nee.
feit persoon.b : ja/nee.
feit persoon.loon : bedrag.
besluit hulp.
besluit cursus is een hulp.
besluit premie.
besluit ander.
waarde hoogte : bedrag bij premie.
"""
PARTLY = """verordening r "R"
artikel 1
  lid 1
    college mag hulp toekennen als persoon.a.
  lid 2
    college moet hulp weigeren als persoon.b.
artikel 2
  college moet premie toekennen als persoon.a.
"""
UNKNOWN_ALL = 'artikel 9\n  tekst onbekend: "?".\n'
UNKNOWN_HELP = 'artikel 9\n  tekst onbekend alleen voor hulp: "?".\n'


def test_a_theorem_is_proved_for_every_completion_refuted_for_every_one_or_undecided() -> None:
    refused, possible, right = (
        "als persoon.b dan niet besluit hulp is mogelijk",
        "als persoon.a en niet persoon.b dan besluit hulp is mogelijk",
        "als persoon.a dan besluit premie is verplicht",
    )
    opposite = "als persoon.b dan besluit hulp is mogelijk"
    verdicts = [[each.verdict for each in theorem(law, refused, possible, right, opposite)] for law in (PARTLY, PARTLY + UNKNOWN_HELP, PARTLY + UNKNOWN_ALL)]
    assert verdicts == [
        [Verdict.PROVED, Verdict.PROVED, Verdict.PROVED, Verdict.REFUTED],
        [Verdict.PROVED, Verdict.UNDECIDED, Verdict.PROVED, Verdict.REFUTED],
        [Verdict.PROVED, Verdict.UNDECIDED, Verdict.UNDECIDED, Verdict.REFUTED],
    ]


def test_undecided_says_that_it_cannot_be_told_and_results_say_what_was_supposed() -> None:
    undecided, proved = theorem(PARTLY + UNKNOWN_ALL, "als persoon.a dan besluit premie is verplicht", "als persoon.b dan niet besluit hulp is mogelijk")
    assert undecided.reason.startswith("niet te bepalen")
    assert any(each.startswith("r is gedeeltelijk bekend (?)") for each in proved.assumptions)


PAIRS = [
    ("persoon.b", "niet besluit hulp is mogelijk"),
    ("persoon.a", "besluit hulp is mogelijk"),
    ("persoon.a en niet persoon.b", "besluit hulp is mogelijk"),
    ("persoon.a", "besluit premie is verplicht"),
    ("persoon.b", "besluit hulp is mogelijk"),
    ("besluit hulp is verplicht", "niet persoon.b"),
    ("niet persoon.a", "niet besluit hulp is mogelijk"),
    ("niet persoon.a", "niet besluit hulp volgens artikel 1 is mogelijk"),
    ("persoon.b en besluit hulp is mogelijk", "besluit ander is mogelijk"),
]


@pytest.mark.parametrize("unknown", ["", UNKNOWN_HELP, UNKNOWN_ALL])
@pytest.mark.parametrize(("premise", "claim"), PAIRS)
def test_a_theorem_and_its_contrapositive_have_one_verdict(premise: str, claim: str, unknown: str) -> None:
    """Of a premise that nobody can meet this is not so: that says nothing, and the other form may say something."""
    direct, turned = theorem(PARTLY + unknown, f"als {premise} dan {claim}", f"als niet ({claim}) dan niet ({premise})")
    vacuous = any("zegt niets" in each.message_nl for each in (direct, turned))
    assert vacuous == (premise.startswith("persoon.b en") or (claim == "niet persoon.b" and not unknown))
    assert vacuous or direct.verdict is turned.verdict


def test_a_proof_says_when_its_premise_hangs_on_unknown_text() -> None:
    said = "of de voorwaarde zich kan voordoen, hangt af van tekst die niet bekend is"
    direct, turned, known = theorem(
        PARTLY + UNKNOWN_ALL,
        "als persoon.b dan niet besluit hulp is mogelijk",
        "als besluit hulp is mogelijk dan niet persoon.b",
        "als besluit hulp is moet weigeren en persoon.b dan niet besluit hulp is mogelijk",
    )
    assert [(each.verdict, said in each.assumptions) for each in (direct, turned, known)] == [
        (Verdict.PROVED, False), (Verdict.PROVED, True), (Verdict.PROVED, True),
    ]  # fmt: skip


def test_a_refutation_does_not_lean_on_unknown_text() -> None:
    (found,) = theorem(PARTLY + UNKNOWN_ALL, "als persoon.b dan besluit hulp is mogelijk")
    assert found.counterexample is not None and found.counterexample.replayed
    assert set(found.counterexample.facts) <= {"deze_dag", "persoon.a", "persoon.b"}


def test_unknown_text_is_about_the_kinds_of_what_it_names_too() -> None:
    law = PARTLY + UNKNOWN_HELP
    of_kind, of_other = theorem(law, "dan niet besluit cursus is mogelijk", "dan niet besluit ander is mogelijk")
    assert (of_kind.verdict, of_other.verdict) == (Verdict.UNDECIDED, Verdict.PROVED)


def test_of_two_cases_unknown_text_may_say_different_things() -> None:
    (alone,) = theorem(PARTLY, "de uitkomst van hulp hangt niet af van persoon.loon")
    (partly,) = theorem(PARTLY + UNKNOWN_ALL, "de uitkomst van hulp hangt niet af van persoon.loon")
    assert (alone.verdict, partly.verdict) == (Verdict.PROVED, Verdict.UNDECIDED)


def test_existence_needs_a_case_whatever_the_unknown_text_says() -> None:
    refuses, grants, never = theorem(
        PARTLY + UNKNOWN_ALL,
        "er bestaat een geval waarin niet besluit hulp is mogelijk",
        "er bestaat een geval waarin besluit hulp is mogelijk",
        "er bestaat een geval waarin besluit hulp is mogelijk en persoon.b",
    )
    assert [refuses.verdict, grants.verdict, never.verdict] == [Verdict.PROVED, Verdict.UNDECIDED, Verdict.REFUTED]


def test_a_provision_that_is_not_known_is_asked_about_by_its_address() -> None:
    law = PARTLY + UNKNOWN_HELP + "stellingen s\n"
    law += 'stelling eigen "T" over artikel 1 van r als persoon.a dan besluit hulp volgens artikel 1 is mogelijk of persoon.b.\n'
    law += 'stelling onbekend "T" over artikel 9 van r dan niet besluit hulp volgens artikel 9 is mogelijk.\n'
    found = results(compiled((parsed(WORDS + law),)), "stelling")
    assert found["stelling-eigen"].verdict is Verdict.PROVED
    assert found["stelling-onbekend"].verdict is Verdict.UNDECIDED


def test_checks_are_about_what_the_text_says_and_do_not_miss_that() -> None:
    conflict = PARTLY + "artikel 3\n  college moet hulp toekennen als persoon.a.\n"
    found = results(compiled((parsed(WORDS + conflict + UNKNOWN_ALL),)), "tegenstrijdige-plichten")
    assert {each.verdict for each in found.values()} == {Verdict.REFUTED}
    quiet = results(compiled((parsed(WORDS + PARTLY + UNKNOWN_ALL),)), "tegenstrijdige-plichten", "dode-bepaling")
    assert {each.verdict for each in quiet.values()} == {Verdict.PROVED}


def test_a_provision_is_alive_when_unknown_text_can_make_it_matter() -> None:
    law = 'verordening r "R"\nartikel 1\n  college mag hulp weigeren als persoon.a.\n'
    dead, alive = (results(compiled((parsed(WORDS + text),)), "dode-bepaling") for text in (law, law + UNKNOWN_ALL))
    assert {each.verdict for each in dead.values()} == {Verdict.REFUTED}
    assert {each.verdict for each in alive.values()} == {Verdict.PROVED}


def test_whether_a_value_is_lacking_cannot_be_told() -> None:
    law = PARTLY + "artikel 4\n  hoogte bedraagt € 10 als persoon.b.\n"
    lacking, unknown = (results(compiled((parsed(WORDS + text),)), "waarde-ontbreekt", "niet-te-bepalen") for text in (law, law + UNKNOWN_ALL))
    assert {(each.check, each.verdict, each.severity) for each in lacking.values()} == {("waarde-ontbreekt", Verdict.REFUTED, Severity.ERROR)}
    assert {(each.check, each.verdict, each.severity) for each in unknown.values()} == {("niet-te-bepalen", Verdict.REFUTED, Severity.WARNING)}
    assert all(each.counterexample is not None and each.counterexample.replayed for each in unknown.values())
    only_about_help = results(compiled((parsed(WORDS + law + UNKNOWN_HELP),)), "waarde-ontbreekt", "niet-te-bepalen")
    assert {each.check for each in only_about_help.values()} == {"waarde-ontbreekt"}


def test_whether_an_order_to_regulate_is_met_cannot_be_told() -> None:
    law = 'wet w "W"\nartikel 1\n  gemeenteraad moet in verordening regelen: besluit ander.\n'
    rest = PARTLY.replace('verordening r "R"', 'verordening r "R"\n  gebruikt w.')
    for more, code in (("", "W404"), (UNKNOWN_ALL, "W463")):
        _, problems = compile_documents((parsed(WORDS + law + rest + more),))
        assert [(each.code.value, each.severity) for each in problems] == [(code, diagnostics.Severity.NOTE)]


def test_a_part_of_a_regulation_that_is_known_in_part_lists_what_it_may_be_about() -> None:
    built = compiled((parsed(WORDS + PARTLY + 'artikel 9\n  tekst onbekend alleen voor ander: "?".\n'),)).built["r"][0]
    assert decisions(built.snapshot, "r") == (("hulp", "toekennen"), ("cursus", "toekennen"), ("premie", "toekennen"), ("ander", "toekennen"))
    case = Case(built.snapshot, {"persoon.a": True, "persoon.b": False}, default_readings(built))
    outcomes = {name: decide(case, built.world.layers, "r", name).value for name, _ in decisions(built.snapshot, "r")}
    assert outcomes == {"hulp": "mag toekennen", "cursus": "geen grondslag", "premie": "moet toekennen", "ander": "onbekend"}
    assert evaluate(Use("r:ander:toekennen:G", built.snapshot.definitions["r:ander:toekennen:G"].body.type), case) is UNKNOWN


def test_a_hole_that_nobody_filled_is_unknown_text_of_the_ordinance() -> None:
    text = (HERE / "dorp.norm").read_text(encoding="utf-8").replace('artikel 15 [vervangt]\n  niet geformaliseerd: "Dorp stelt geen eisen".\n', "")
    files = (*example("model"), parsed(text, "dorp.norm"))
    built = compiled(files).built["dorp"][0]
    assert [gap.address for gap in built.world.gaps["dorp"]] == ["dorp/artikel-15"]
    assert compiled(example("model", "dorp")).built["dorp"][0].world.gaps["dorp"] == ()


def test_the_end_of_the_month_is_tried_for_every_length_that_is_left_open() -> None:
    found = results(compiled(STAD), "einde-van-de-maand")["lid-1"]
    assert (found.verdict, found.subject, found.open_parameters) == (Verdict.REFUTED, "stad/artikel-14a/lid-1", ("duur",))
    law = (
        'verordening r "R"\nparameter duur : maanden.\nartikel 1\n  college mag hulp toekennen.\n  bij hulp bedraagt persoon.duur ten hoogste parameter duur.\n'
    )
    words = WORDS.replace(
        "feit persoon.a",
        "feit persoon.begin : datum.\nfeit persoon.einde : datum.\nafgeleid persoon.duur : periode betekent periode van persoon.begin tot en met persoon.einde.\nfeit persoon.a",
    )
    (unbounded,) = (each for each in verify(compiled((parsed(words + law),)), jobs=1, only=("einde-van-de-maand",)))
    assert unbounded.verdict is Verdict.UNDECIDED


def test_whether_a_ground_is_lacking_cannot_be_told() -> None:
    law = 'wet w "W"\nartikel 1\n  bij hulp is deze regeling uitputtend "zo gekozen".\n  college moet hulp toekennen als persoon.a of persoon.b.\n'
    rest = 'verordening r "R"\n  gebruikt w.\nartikel 1\n  college moet hulp toekennen als persoon.a.\n'
    for more, check, severity in (("", "strenger-dan-de-wet", Severity.ERROR), (UNKNOWN_ALL, "niet-te-bepalen", Severity.WARNING)):
        model = compiled((parsed(WORDS + law), parsed(f"taal 1.\n{rest}{more}")))
        found = [each for each in verify(model, jobs=1, readings=False) if each.verdict is Verdict.REFUTED and each.subject.startswith("r")]
        assert [(each.check, each.severity) for each in found] == [(check, severity)]
        assert found[0].counterexample is not None and found[0].counterexample.facts["persoon.b"] is True


CHOICE = """taal 1.
begrippen woorden "W"
soort persoon.
feit persoon.a : ja/nee.
besluit hulp.
model m "M"
  keuze k : een of twee.
artikel 1
  lid 1
    zin [variant een van k] college mag hulp toekennen als persoon.a.
    zin [variant twee van k] college mag hulp toekennen als {condition}.
"""


@pytest.mark.parametrize(("condition", "codes"), [("niet persoon.a", []), ("besluit hulp is mogelijk", ["E214"])])
def test_another_option_of_a_choice_is_checked_with_its_own_rules(condition: str, codes: list[str]) -> None:
    _, problems = compile_documents((parsed(CHOICE.format(condition=condition)),))
    assert [each.code.value for each in problems] == codes
