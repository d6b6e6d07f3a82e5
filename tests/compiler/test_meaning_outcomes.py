"""The outcome table against one written independently from the text of the law of decisions, for all channels, with and without unknown facts."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from laws import law, readings, run

from waterdicht.compiler.backends.python import compile_python
from waterdicht.compiler.channels import decide
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Outcome
from waterdicht.compiler.layers import status
from waterdicht.runtime.policy import load_source
from waterdicht.runtime.values import ABSENT, UNKNOWN

FIVE = """
wet w "W"
artikel 1
  lid 1
    college mag hulp toekennen als persoon.a.
  lid 2
    college moet hulp toekennen als persoon.b.
  lid 3
    college mag hulp uitsluitend toekennen als persoon.c.
  lid 4
    college moet hulp weigeren als persoon.q.
  lid 5
    college mag hulp weigeren als persoon.r.
"""
NAMES = ("persoon.a", "persoon.b", "persoon.c", "persoon.q", "persoon.r")
BUILT = law(FIVE).built["w"][0]
LAYERS = BUILT.world.layers


def by_hand(grant: bool, duty: bool, only: bool, refuse: bool, may_refuse: bool) -> str:
    """The table as the language page gives it, in that order."""
    if not only:
        return "moet weigeren"
    if duty and refuse:
        return "tegenstrijdig"
    if refuse:
        return "moet weigeren"
    if not grant and not duty:
        return "geen grondslag"
    if may_refuse:
        return "mag toekennen of weigeren"
    return "moet toekennen" if duty else "mag toekennen"


def case(values: tuple[object, ...]) -> Case:
    facts = {name: value for name, value in zip(NAMES, values, strict=True) if value is not UNKNOWN}
    return Case(BUILT.snapshot, {"deze_dag": date(2024, 5, 1), **facts}, readings(BUILT, {}))  # type: ignore[arg-type]


@pytest.mark.parametrize("values", list(product((False, True), repeat=5)))
def test_known_channels(values: tuple[bool, ...]) -> None:
    expected = by_hand(*values)
    assert decide(case(values), LAYERS, "w", "hulp").value == expected
    for word, outcomes in {
        "mogelijk": ("moet toekennen", "mag toekennen", "mag toekennen of weigeren"),
        "verplicht": ("moet toekennen",),
        **{outcome.value.replace(" ", "_"): (outcome.value,) for outcome in Outcome if outcome not in (Outcome.UNKNOWN, Outcome.FAULT)},
    }.items():
        assert evaluate(status(LAYERS, "w", "hulp", "toekennen", word, False), case(values)) is (expected in outcomes), word


def test_unknown_channels_give_what_all_completions_share() -> None:
    for values in product((False, True, UNKNOWN), repeat=5):
        completions = product(*((False, True) if value is UNKNOWN else (value,) for value in values))
        possible = {by_hand(*filled) for filled in completions}  # type: ignore[arg-type]
        expected = possible.pop() if len(possible) == 1 else "onbekend"
        assert decide(case(values), LAYERS, "w", "hulp").value == expected, values


def test_a_fault_beats_unknown() -> None:
    text = """
wet w "W"
artikel 1
  college mag hulp toekennen als persoon.a en plaatsing.einde is na plaatsing.begin.
scenario's s
scenario "het einde ontbreekt" over w op 1 mei 2024
  gegeven plaatsing.einde ontbreekt; plaatsing.begin is 1 mei 2024;
  verwacht besluit hulp : fout.
scenario "het einde is onbekend" over w op 1 mei 2024
  gegeven plaatsing.begin is 1 mei 2024;
  verwacht besluit hulp : onbekend.
scenario "hoe dan ook niet" over w op 1 mei 2024
  gegeven persoon.a is nee;
  verwacht besluit hulp : geen grondslag.
"""
    assert run(text) == 3


CHANNELS = (
    ("college mag hulp toekennen als persoon.misschien.", "mag toekennen", "geen grondslag"),
    ("college moet hulp toekennen als persoon.misschien.", "moet toekennen", "geen grondslag"),
    ("college moet hulp toekennen. college mag hulp uitsluitend toekennen als persoon.misschien.", "moet toekennen", "moet weigeren"),
    ("college mag hulp toekennen. college moet hulp weigeren als persoon.misschien.", "moet weigeren", "mag toekennen"),
    ("college mag hulp toekennen. college mag hulp weigeren als persoon.misschien.", "mag toekennen of weigeren", "mag toekennen"),
)


@pytest.mark.parametrize(("text", "yes", "no"), CHANNELS)
def test_a_condition_that_is_absent_is_a_fault(text: str, yes: str, no: str) -> None:
    """Also when the whole condition of a channel is an optional fact, on the reference and in the generated Python."""
    built = law(f'\nwet w "W"\nartikel 1\n  {text}\n').built["w"][0]
    policy = load_source(compile_python(built.snapshot))
    for value, expected in ((True, yes), (False, no), (ABSENT, "fout"), (UNKNOWN, "onbekend")):
        facts = {} if value is UNKNOWN else {"persoon.misschien": value}
        assert decide(Case(built.snapshot, facts, readings(built, {})), built.world.layers, "w", "hulp").value == expected
        assert policy.decide("hulp", facts, explain=False) == expected
        json_of = {True: True, False: False, ABSENT: None}
        assert policy.decide_json("hulp", {name: json_of[each] for name, each in facts.items()}).outcome == expected  # type: ignore[index]


@pytest.mark.parametrize("value", [False, True])
def test_a_condition_that_is_there_beside_one_that_is_absent(value: bool) -> None:
    """Absence is a fault only where it counts: a disjunction that is true without it is true."""
    built = law('\nwet w "W"\nartikel 1\n  college mag hulp toekennen als persoon.a of persoon.misschien.\n').built["w"][0]
    case = Case(built.snapshot, {"persoon.a": value, "persoon.misschien": ABSENT}, readings(built, {}))
    assert decide(case, built.world.layers, "w", "hulp").value == ("mag toekennen" if value else "fout")


def test_inheritance_down_the_tree() -> None:
    """Requirements, refusals and powers to refuse come down, also two steps; grants and duties do not."""
    text = """
wet w "W"
artikel 1
  college mag hulp toekennen als persoon.a.
  college moet hulp toekennen als persoon.b.
  college mag hulp uitsluitend toekennen als persoon.c.
  college moet hulp weigeren als persoon.q.
  college mag hulp weigeren als persoon.r.
artikel 2
  college mag cursus toekennen.
  college moet toelage toekennen.
scenario's s
gegevens niets : persoon.a is nee; persoon.b is nee; persoon.c is ja; persoon.q is nee; persoon.r is nee.
scenario "niets verhindert het" over w op 1 mei 2024 gegeven zoals niets;
  verwacht besluit cursus : mag toekennen; besluit toelage : moet toekennen; besluit scholing : geen grondslag; besluit hulp : geen grondslag.
scenario "gronden komen niet omlaag" over w op 1 mei 2024 gegeven zoals niets; persoon.a is ja; persoon.b is ja;
  verwacht besluit hulp : moet toekennen; besluit scholing : geen grondslag; besluit cursus : mag toekennen.
scenario "een eis wel" over w op 1 mei 2024 gegeven zoals niets; persoon.c is nee;
  verwacht besluit cursus : moet weigeren; besluit toelage : moet weigeren; besluit scholing : moet weigeren; besluit ander : geen grondslag.
scenario "een weigering wel" over w op 1 mei 2024 gegeven zoals niets; persoon.q is ja;
  verwacht besluit cursus : moet weigeren; besluit toelage : tegenstrijdig.
scenario "mogen weigeren ook" over w op 1 mei 2024 gegeven zoals niets; persoon.r is ja;
  verwacht besluit cursus : mag toekennen of weigeren; besluit toelage : mag toekennen of weigeren.
"""
    assert run(text) == 15


def test_conditions_met_leave_refusals_out() -> None:
    """`voorwaarden van A vervuld` = a ground, and every requirement; of one provision only when A is one."""
    text = """
wet w "W"
artikel 1
  lid 1
    college mag scholing toekennen als persoon.a.
  lid 2
    college mag scholing uitsluitend toekennen als persoon.b.
artikel 2
  college moet scholing weigeren als persoon.q.
artikel 3
  college mag ander toekennen als voorwaarden van artikel 1 voor scholing vervuld.
  college moet ander toekennen als voorwaarden van artikel 1 lid 1 voor scholing vervuld.
scenario's s
gegevens niets : persoon.a is nee; persoon.b is nee; persoon.q is nee.
scenario "alles" over w op 1 mei 2024 gegeven zoals niets; persoon.a is ja; persoon.b is ja; persoon.q is ja;
  verwacht besluit scholing : moet weigeren; besluit ander : moet toekennen.
scenario "alleen de grond" over w op 1 mei 2024 gegeven zoals niets; persoon.a is ja;
  verwacht besluit scholing : moet weigeren; besluit ander : moet toekennen.
scenario "alleen de eis" over w op 1 mei 2024 gegeven zoals niets; persoon.b is ja;
  verwacht besluit scholing : geen grondslag; besluit ander : geen grondslag.
"""
    assert run(text) == 6
    assert run(text.replace("college moet ander", "college mag ander").replace("besluit ander : moet", "besluit ander : mag")) == 6


def test_a_general_rule_asks_each_kind_for_its_own_conditions() -> None:
    text = """
wet w "W"
artikel 1
  college mag scholing toekennen als persoon.a.
  college mag toelage toekennen als persoon.b.
artikel 2
  college moet hulp weigeren als niet voorwaarden van deze regeling voor hulp vervuld.
scenario's s
scenario "a" over w op 1 mei 2024 gegeven persoon.a is ja; persoon.b is nee;
  verwacht besluit scholing : mag toekennen; besluit toelage : moet weigeren.
scenario "b" over w op 1 mei 2024 gegeven persoon.a is nee; persoon.b is ja;
  verwacht besluit scholing : moet weigeren; besluit toelage : mag toekennen.
"""
    assert run(text) == 4


def test_phases_are_apart_and_a_decision_can_ask_for_another() -> None:
    text = """
wet w "W"
artikel 1
  college mag hulp toekennen als persoon.a.
  college mag hulp verlengen als besluit hulp is mogelijk en persoon.b.
  college moet hulp weigeren te verlengen als persoon.q.
  college moet hulp beëindigen als persoon.r.
scenario's s
scenario "verlengen" over w op 1 mei 2024 gegeven persoon.a is ja; persoon.b is ja; persoon.q is nee; persoon.r is ja;
  verwacht besluit hulp : mag toekennen; besluit hulp verlengen : mag toekennen; besluit hulp beëindigen : moet toekennen;
    besluit cursus beëindigen : moet toekennen; besluit hulp intrekken : geen grondslag.
scenario "niet verlengen" over w op 1 mei 2024 gegeven persoon.a is ja; persoon.b is ja; persoon.q is ja; persoon.r is nee;
  verwacht besluit hulp : mag toekennen; besluit hulp verlengen : moet weigeren; besluit hulp beëindigen : geen grondslag.
"""
    assert run(text) == 8
