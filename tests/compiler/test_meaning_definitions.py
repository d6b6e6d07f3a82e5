"""What words and references stand for: definitions, persons as meant elsewhere, and corresponding application."""

from __future__ import annotations

from laws import codes, run

NOTHING = """
scenario's s
gegevens niets : persoon.a is nee; persoon.b is nee; persoon.c is nee; persoon.q is nee; persoon.r is nee.
"""


def scenario(title: str, true: str, expected: str, over: str = "w") -> str:
    """A scenario in which only the named facts are true."""
    facts = "".join(f" persoon.{name} is ja;" for name in true.split())
    return f'scenario "{title}" over {over} op 1 mei 2024 gegeven zoals niets;{facts} verwacht {expected}.\n'


def test_means_includes_requires() -> None:
    """Betekent ⇔, omvat ⇐, vereist ⇒; what is left open is a fact of the same name (here persoon.c)."""
    text = """
wet w "W"
artikel 1
  doelgroep betekent persoon.a.
  persoon.c omvat in ieder geval persoon.a.
  persoon.c vereist in ieder geval persoon.b.
artikel 2
  college mag hulp toekennen als doelgroep.
  college mag ander toekennen als persoon.c.
"""
    text += NOTHING
    text += scenario("betekent", "a", "besluit hulp : mag toekennen; besluit ander : geen grondslag")
    text += scenario("omvat, en het vereiste is er", "a b", "besluit ander : mag toekennen")
    text += scenario("het open deel, en het vereiste is er", "b c", "besluit hulp : geen grondslag; besluit ander : mag toekennen")
    text += scenario("het open deel zonder het vereiste", "c", "besluit ander : geen grondslag")
    text += scenario("alleen het vereiste", "b", "besluit ander : geen grondslag")
    assert run(text) == 7


def test_a_word_is_looked_up_nearby_first() -> None:
    """The own regulation, then what it uses: also an ordinance that a policy rule uses."""
    text = """
wet w "W"
artikel 1
  doelgroep betekent persoon.a.
verordening v "V"
  gebruikt w.
artikel 1
  doelgroep betekent persoon.b.
  klant betekent persoon.c.
  college mag hulp toekennen als doelgroep.
beleid p "P"
  gebruikt v.
punt a
  college mag ander toekennen als klant.
"""
    text += (
        NOTHING
        + scenario("eigen betekenis", "b", "besluit hulp : mag toekennen", "v")
        + scenario("die van de wet telt niet", "a", "besluit hulp : geen grondslag", "v")
    )
    text += scenario("van wat gebruikt wordt", "c", "besluit ander : mag toekennen", "p")
    assert run(text) == 3


PERSON = """
wet w "W"
artikel 1
  lid 1
    doelgroep betekent een of meer van:
      a. persoon.a;
      b. persoon.b tenzij persoon.r.
  lid 2
    buiten toepassing blijft lid 1 onderdeel a als persoon.q.
artikel 2
  college mag hulp toekennen als persoon als bedoeld in artikel 1 lid 1 {exclusions}.
artikel 3
  college mag ander toekennen als persoon als bedoeld in artikel 1 lid 1 onderdeel a {exclusions}.
"""


def test_person_as_meant_with_and_without_exclusions() -> None:
    """The exception of item a stands in lid 2; the one of item b stands in the description itself, so it always counts."""
    facts = scenario("onderdeel a", "a", "besluit hulp : mag toekennen; besluit ander : mag toekennen")
    facts += scenario("onderdeel b", "b", "besluit hulp : mag toekennen; besluit ander : geen grondslag")
    facts += scenario("de eigen uitzondering van b", "b r", "besluit hulp : geen grondslag; besluit ander : geen grondslag")
    excluded = scenario("uitgesloten", "a q", "besluit hulp : geen grondslag; besluit ander : geen grondslag")
    included = scenario("uitgesloten", "a q", "besluit hulp : mag toekennen; besluit ander : mag toekennen")
    assert run(PERSON.format(exclusions="met uitsluitingen") + NOTHING + facts + excluded) == 8
    assert run(PERSON.format(exclusions="alleen omschrijving") + NOTHING + facts + included) == 8
    # Lid 1 as a whole is touched by what sets one of its items aside, so both references must say which they mean.
    assert codes(PERSON.format(exclusions="")) == [("E220", 11), ("E220", 13)]


def test_person_as_meant_in_the_condition_of_a_norm() -> None:
    text = """
wet w "W"
artikel 1
  college mag hulp toekennen als persoon.a en niet persoon.b.
  college mag hulp uitsluitend toekennen als persoon.q.
artikel 2
  college mag ander toekennen als persoon als bedoeld in artikel 1.
"""
    text += NOTHING + scenario("de voorwaarde, niet de eis", "a", "besluit hulp : moet weigeren; besluit ander : mag toekennen")
    text += scenario("niet de voorwaarde", "a b q", "besluit hulp : geen grondslag; besluit ander : geen grondslag")
    assert run(text) == 4


def test_corresponding_application_substitutes_and_keeps_what_references_mean() -> None:
    """The copied `buiten toepassing blijft lid 1` of artikel 1 still is about lid 1 of artikel 1, not of artikel 2."""
    text = """
wet w "W"
artikel 1
  lid 1
    college mag hulp toekennen als persoon.a.
  lid 2
    college mag hulp uitsluitend toekennen als persoon.b.
  lid 3
    college moet hulp weigeren als niet voorwaarden van lid 1 voor hulp vervuld.
artikel 2
  lid 1
    van overeenkomstige toepassing is artikel 1 lid 1 tot en met lid 2 op ander met persoon.c in plaats van persoon.a.
  lid 2
    college mag toelage toekennen als persoon.r.
"""
    text += NOTHING
    text += scenario("het origineel", "a b", "besluit hulp : mag toekennen; besluit ander : geen grondslag")
    text += scenario("met het andere woord", "b c", "besluit hulp : moet weigeren; besluit ander : mag toekennen")
    text += scenario("het hele bereik: ook de eis van lid 2", "c", "besluit ander : moet weigeren")
    assert run(text) == 5


def test_references_in_what_another_regulation_lends_stay_its_own() -> None:
    text = """
wet w "W"
artikel 1
  college mag ander toekennen als persoon als bedoeld in artikel 5.
artikel 5
  doelgroep betekent persoon.a.
verordening v "V"
  gebruikt w.
artikel 1
  van overeenkomstige toepassing is artikel 1 van w op hulp.
artikel 5
  doelgroep betekent persoon.b.
"""
    text += (
        NOTHING
        + scenario("artikel 5 van de wet", "a", "besluit hulp : mag toekennen", "v")
        + scenario("niet dat van de verordening", "b", "besluit hulp : geen grondslag", "v")
    )
    assert run(text) == 2


def test_corresponding_exclusions_set_another_place_aside() -> None:
    text = """
wet w "W"
artikel 1
  lid 1
    college mag hulp uitsluitend toekennen als persoon.a.
  lid 2
    buiten toepassing blijft lid 1 als persoon.q.
artikel 2
  lid 1
    college mag hulp uitsluitend toekennen als persoon.b.
  lid 2
    van overeenkomstige toepassing is artikel 1 lid 2 op lid 1 met persoon.r in plaats van persoon.q.
artikel 3
  college mag hulp toekennen.
"""
    text += NOTHING
    text += scenario("beide eisen", "a b", "besluit hulp : mag toekennen")
    text += scenario("q zet de eerste eis opzij", "b q", "besluit hulp : mag toekennen")
    text += scenario("r zet de tweede opzij, niet de eerste", "a r", "besluit hulp : mag toekennen")
    text += scenario("r helpt niet bij de eerste", "b r", "besluit hulp : moet weigeren")
    assert run(text) == 4
