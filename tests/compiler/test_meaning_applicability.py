"""When a provision applies: its own exceptions, what sets it aside, and what deviates from it on the same subject."""

from __future__ import annotations

from laws import codes, run

NOTHING = """
scenario's s
gegevens niets : persoon.a is nee; persoon.b is nee; persoon.c is nee; persoon.q is nee; persoon.r is nee.
"""


def scenario(title: str, true: str, expected: str) -> str:
    """A scenario in which only the named facts are true."""
    facts = "".join(f" persoon.{name} is ja;" for name in true.split())
    return f'scenario "{title}" over w op 1 mei 2024 gegeven zoals niets;{facts} verwacht {expected}.\n'


def test_unless_weakens_a_requirement_and_cancels_a_trigger() -> None:
    text = """
wet w "W"
artikel 1
  college mag hulp toekennen als persoon.a tenzij persoon.q.
  college mag hulp uitsluitend toekennen als persoon.b tenzij persoon.r.
"""
    text += NOTHING
    text += scenario("trigger en eis", "a b", "besluit hulp : mag toekennen")
    text += scenario("de uitzondering neemt de trigger weg", "a b q", "besluit hulp : geen grondslag")
    text += scenario("de eis is niet vervuld", "a", "besluit hulp : moet weigeren")
    text += scenario("de uitzondering heft de eis op", "a r", "besluit hulp : mag toekennen")
    assert run(text) == 4


def test_unless_on_one_item_and_on_the_whole_list() -> None:
    text = """
wet w "W"
artikel 1
  college mag hulp toekennen als een of meer van:
    a. persoon.a tenzij persoon.q;
    b. persoon.b.
    dit geldt niet als persoon.r.
"""
    text += NOTHING
    text += scenario("onderdeel a", "a", "besluit hulp : mag toekennen")
    text += scenario("uitzondering op a alleen", "a q", "besluit hulp : geen grondslag")
    text += scenario("die raakt b niet", "a b q", "besluit hulp : mag toekennen")
    text += scenario("uitzondering op de hele lijst", "a b r", "besluit hulp : geen grondslag")
    assert run(text) == 4


def test_set_aside_under_a_condition_and_not_when_the_setter_itself_does_not_apply() -> None:
    text = """
wet w "W"
artikel 1
  lid 1
    college mag hulp uitsluitend toekennen als persoon.a.
  lid 2
    college mag hulp toekennen.
artikel 2
  lid 1
    buiten toepassing blijft artikel 1 lid 1 als persoon.b tenzij persoon.q.
  lid 2
    buiten toepassing blijft lid 1 als persoon.r.
"""
    text += NOTHING
    text += scenario("de eis geldt", "", "besluit hulp : moet weigeren")
    text += scenario("de eis is weg", "b", "besluit hulp : mag toekennen")
    text += scenario("de uitzondering op de uitzondering", "b q", "besluit hulp : moet weigeren")
    text += scenario("een keten: lid 2 zet lid 1 opzij", "b r", "besluit hulp : moet weigeren")
    assert run(text) == 4


def test_set_aside_for_one_kind_of_decision_only() -> None:
    text = """
wet w "W"
artikel 1
  college mag hulp uitsluitend toekennen als persoon.a.
artikel 2
  college mag cursus toekennen.
  college mag toelage toekennen.
artikel 3
  buiten toepassing blijft artikel 1 bij scholing als persoon.b.
"""
    text += NOTHING
    text += scenario("bij scholing en haar soorten", "b", "besluit cursus : mag toekennen; besluit toelage : moet weigeren; besluit scholing : geen grondslag")
    text += scenario("zonder de voorwaarde nergens", "", "besluit cursus : moet weigeren; besluit toelage : moet weigeren")
    assert run(text) == 5


def test_deviation_on_the_same_decision_and_phase_only() -> None:
    text = """
wet w "W"
artikel 1
  lid 1
    college moet scholing weigeren als persoon.a.
    college moet scholing weigeren te verlengen als persoon.a.
    college moet toelage weigeren als persoon.a.
  lid 2
    in afwijking van lid 1, college mag scholing toekennen als persoon.b.
    college mag scholing verlengen.
    college mag toelage toekennen.
"""
    text += NOTHING
    text += scenario("weigeren", "a", "besluit scholing : moet weigeren; besluit scholing verlengen : moet weigeren; besluit toelage : moet weigeren")
    text += scenario(
        "de afwijking raakt alleen toekennen van scholing", "a b",
        "besluit scholing : mag toekennen; besluit scholing verlengen : moet weigeren; besluit toelage : moet weigeren",
    )  # fmt: skip
    assert run(text) == 6


def test_deviation_for_one_kind_leaves_the_general_rule_for_the_others() -> None:
    text = """
wet w "W"
artikel 1
  lid 1
    college mag hulp uitsluitend toekennen als persoon.a.
  lid 2
    in afwijking van lid 1, college mag scholing uitsluitend toekennen als persoon.b.
artikel 2
  college mag cursus toekennen.
  college mag toelage toekennen.
"""
    text += NOTHING
    text += scenario("de eigen eis vervuld", "b", "besluit cursus : mag toekennen; besluit toelage : moet weigeren")
    text += scenario("geen van beide eisen vervuld", "", "besluit cursus : moet weigeren; besluit toelage : moet weigeren")
    text += scenario("alleen de algemene eis vervuld", "a", "besluit cursus : moet weigeren; besluit toelage : mag toekennen")
    assert run(text) == 6


def test_a_refusal_that_deviates_from_a_duty_is_no_contradiction() -> None:
    text = """
wet w "W"
artikel 1
  lid 1
    college moet hulp toekennen als persoon.a.
  lid 2
    in afwijking van lid 1, college moet hulp weigeren als persoon.b.
artikel 2
  college moet hulp weigeren als persoon.c.
"""
    text += NOTHING
    text += scenario("de plicht", "a", "besluit hulp : moet toekennen")
    text += scenario("de afwijking gaat voor", "a b", "besluit hulp : moet weigeren")
    text += scenario("zonder voorrang", "a c", "besluit hulp : tegenstrijdig")
    assert run(text) == 3


def test_chains_of_deviations() -> None:
    """Lid 3 deviates from lid 2, which deviates from lid 1: where lid 3 applies, lid 1 is back unless lid 3 deviates from it too."""
    chain = """
wet w "W"
artikel 1
  lid 1
    college moet hulp weigeren.
  lid 2
    in afwijking van lid 1, college mag hulp toekennen als persoon.a.
  lid 3
    in afwijking van %s, college mag hulp toekennen als persoon.b.
"""
    facts = NOTHING + scenario("alleen lid 1", "", "besluit hulp : moet weigeren") + scenario("lid 2", "a", "besluit hulp : mag toekennen")
    assert run(chain % "lid 2" + facts + scenario("lid 3 wijkt af van lid 2", "a b", "besluit hulp : moet weigeren")) == 3
    assert run(chain % "lid 1 en lid 2" + facts + scenario("lid 3 wijkt af van beide", "a b", "besluit hulp : mag toekennen")) == 3


def test_the_items_of_one_sentence_do_not_cancel_each_other() -> None:
    text = """
wet w "W"
artikel 1
  college mag hulp toekennen.
  in afwijking van artikel 1, college moet hulp weigeren als een of meer van:
    a. persoon.a;
    b. persoon.b.
"""
    text += NOTHING
    text += scenario("geen van beide", "", "besluit hulp : mag toekennen")
    text += scenario("onderdeel a", "a", "besluit hulp : moet weigeren")
    text += scenario("beide", "a b", "besluit hulp : moet weigeren")
    assert run(text) == 3


def test_notwithstanding_has_no_effect_but_is_checked() -> None:
    text = """
wet w "W"
artikel 1
  college mag hulp uitsluitend toekennen als persoon.a.
artikel 2
  onverminderd artikel 1, college mag hulp toekennen als persoon.b.
"""
    text += NOTHING
    text += scenario("artikel 1 blijft gelden", "b", "besluit hulp : moet weigeren")
    text += scenario("beide vervuld", "a b", "besluit hulp : mag toekennen")
    assert run(text) == 2
    assert codes(text.replace("onverminderd artikel 1", "onverminderd artikel 9")) == [("W216", 6)]


def test_circles_of_exceptions_are_refused_even_when_no_norm_needs_them() -> None:
    assert codes("""
wet w "W"
artikel 1
  lid 1
    buiten toepassing blijft lid 2 als persoon.a.
  lid 2
    buiten toepassing blijft lid 1 als persoon.b.
""") == [("E401", 5)]
