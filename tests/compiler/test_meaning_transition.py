"""`van toepassing blijft` an earlier text that is among the documents: what counts in its cases, worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest
from laws import codes, law, run

from waterdicht.compiler.ir import Contribution

OLD = """
verordening oud "Oud"
  geldig vanaf 1 januari 2020 tot en met 31 december 2023.
artikel 1
  lid 1
    college mag scholing toekennen als persoon.b.
  lid 2
    college mag hulp uitsluitend toekennen als persoon.c.
  lid 3
    college moet cursus toekennen als groep tenzij persoon.a.
  lid 4
    buiten toepassing blijft lid 1 als persoon.r.
artikel 2
  hoogte bedraagt € 10,00 als persoon.b.
  hoogte bedraagt € 11,00 als niet persoon.b.
  groep betekent persoon.b en persoon.c.
artikel 3
  college mag toelage toekennen als persoon.b.
"""
NEW = """
verordening w "W"
  geldig vanaf 1 januari 2024.
artikel 1
  college mag scholing toekennen als persoon.a.
  college mag toelage toekennen als persoon.a.
  hoogte bedraagt € 20,00.
  groep betekent persoon.a.
artikel 2
  {}
"""
WHOLE = "van toepassing blijft regeling oud op scholing als persoon.q tot 1 juli 2024."


def scenario(day: str, yes: str, expected: str, regulation: str = "w") -> str:
    """One scenario in which the facts named by their letters hold and the others do not."""
    facts = "; ".join(f"persoon.{letter} is {'ja' if letter in yes else 'nee'}" for letter in "abcqr")
    return f'scenario\'s s\nscenario "s" over {regulation} op {day} gegeven {facts}; verwacht {expected}.\n'


def holds(text: str, day: str, yes: str, expected: str, regulation: str = "w") -> None:
    """Every expectation comes out, in the reference and in the generated Python."""
    assert run(text + scenario(day, yes, expected, regulation)) == expected.count(" : ")


@pytest.mark.parametrize(
    ("day", "yes", "expected"),
    [
        ("1 maart 2024", "a", "besluit scholing : mag toekennen; waarde hoogte : € 20,00"),  # outside the cases the new text
        ("1 maart 2024", "aq", "besluit scholing : moet weigeren"),  # requirement of the old artikel 1 lid 2: persoon.c
        ("1 maart 2024", "acq", "besluit scholing : geen grondslag"),  # old ground: persoon.b
        ("1 maart 2024", "bcq", "besluit scholing : mag toekennen; besluit cursus : moet toekennen"),  # groep is that of the old text
        ("1 maart 2024", "abcq", "besluit scholing : mag toekennen; besluit cursus : geen grondslag"),  # tenzij of the old lid 3
        ("1 maart 2024", "bcqr", "besluit scholing : geen grondslag"),  # the old lid 4 sets the old lid 1 aside
        ("30 juni 2024", "bcq", "besluit scholing : mag toekennen"),
        ("1 juli 2024", "bcq", "besluit scholing : geen grondslag"),  # days before the last only
        ("1 maart 2024", "bcq", "besluit toelage : geen grondslag"),  # another decision: the new text
        ("1 maart 2024", "aq", "besluit toelage : mag toekennen"),  # and the old requirement on hulp does not reach it
    ],
)
def test_a_whole_regulation_governs_the_decision_in_its_cases(day: str, yes: str, expected: str) -> None:
    holds(OLD + NEW.format(WHOLE), day, yes, expected)


@pytest.mark.parametrize(("yes", "expected"), [("bq", "€ 10,00"), ("q", "€ 11,00"), ("b", "€ 20,00")])
def test_values_for_the_decision_are_those_of_the_old_text(yes: str, expected: str) -> None:
    holds(OLD + NEW.format(WHOLE.replace("scholing", "hulp")), "1 maart 2024", yes, f"waarde hoogte : {expected}")


def test_a_value_for_another_decision_stays() -> None:
    holds(OLD + NEW.format(WHOLE), "1 maart 2024", "bq", "waarde hoogte : € 20,00")  # hoogte is for hulp, which is more than scholing


def test_a_value_that_only_the_old_text_gives_is_given_in_its_cases_only() -> None:
    new = NEW.replace("hoogte bedraagt € 20,00.", "").format(WHOLE.replace("scholing", "hulp"))
    holds(OLD + new, "1 maart 2024", "bq", "waarde hoogte : € 10,00")
    given = "gegeven hoogte is € 30,00;"
    text = OLD + new + scenario("1 maart 2024", "b", "waarde hoogte : € 30,00").replace("gegeven", given)
    assert run(text) == 1  # outside its cases nobody gives it: a fact of the case, as without the old text


def test_its_own_article_stands() -> None:
    text = OLD + NEW.format("college mag scholing toekennen als persoon.r.\n  " + WHOLE)
    holds(text, "1 maart 2024", "rq", "besluit scholing : mag toekennen")  # and nothing of the old text on this decision and phase
    holds(text, "1 maart 2024", "bcq", "besluit scholing : geen grondslag; besluit cursus : moet toekennen")


def test_without_a_decision_it_is_about_every_decision() -> None:
    text = OLD + NEW.format("van toepassing blijft regeling oud als persoon.q.")
    holds(text, "1 maart 2030", "bcq", "besluit scholing : mag toekennen; besluit toelage : mag toekennen; waarde hoogte : € 10,00")
    holds(text, "1 maart 2030", "aq", "besluit toelage : moet weigeren")


def test_the_version_is_that_of_the_last_day() -> None:
    first = OLD.replace("vanaf 1 januari 2020 tot en met 31 december 2023", "vanaf 1 januari 2018 tot en met 31 december 2019").replace(
        "als persoon.b.", "als persoon.r."
    )
    holds(first + OLD + NEW.format(WHOLE), "1 maart 2024", "bcq", "besluit scholing : mag toekennen")
    dated = WHOLE.replace("oud op", "oud, zoals die luidde op 1 mei 2019, op")
    holds(first + OLD + NEW.format(dated), "1 maart 2024", "bcq", "besluit scholing : geen grondslag")
    holds(first + OLD + NEW.format(dated.replace("persoon.q", "persoon.a")), "1 maart 2024", "acr", "besluit scholing : geen grondslag")
    assert codes(first + OLD + NEW.format(WHOLE.replace("regeling oud", "regeling oud@2018-01-01"))) == []
    holds(first + OLD + NEW.format(WHOLE.replace("regeling oud", "regeling oud@2018-01-01")), "1 maart 2024", "bcq", "besluit scholing : geen grondslag")


def test_a_regulation_that_is_still_in_force_counts_as_it_reads_on_the_day() -> None:
    valid = OLD.replace(" tot en met 31 december 2023", " tot en met 29 februari 2024")
    later = (
        OLD.replace("vanaf 1 januari 2020 tot en met 31 december 2023", "vanaf 1 maart 2024")
        .replace("als persoon.b.", "als persoon.r.", 1)
        .replace("persoon.r.\nartikel 2", "persoon.b.\nartikel 2")
    )
    text = valid + later + NEW.format(WHOLE)
    holds(text, "1 februari 2024", "bcq", "besluit scholing : mag toekennen")
    holds(text, "1 maart 2024", "bcq", "besluit scholing : geen grondslag")
    holds(text, "1 maart 2024", "rcq", "besluit scholing : mag toekennen")


def test_an_earlier_version_of_the_same_regulation() -> None:
    before = OLD.replace("verordening oud", "verordening w")
    text = before + NEW.format("van toepassing blijft deze regeling, zoals die luidde op 31 december 2023, op scholing als persoon.q.")
    holds(text, "1 maart 2024", "bcq", "besluit scholing : mag toekennen; besluit cursus : moet toekennen")
    holds(text, "1 maart 2024", "bc", "besluit scholing : geen grondslag; besluit cursus : geen grondslag")
    holds(text, "1 maart 2023", "bc", "besluit scholing : mag toekennen")  # the old version itself
    named = text.replace("deze regeling, zoals", "regeling w, zoals")
    holds(named, "1 maart 2024", "bcq", "besluit scholing : mag toekennen; besluit cursus : moet toekennen")


def test_a_regulation_that_was_repealed() -> None:
    text = OLD.replace(" tot en met 31 december 2023", "") + NEW.format(f"ingetrokken wordt regeling oud.\n  {WHOLE}")
    holds(text, "1 maart 2024", "bcq", "besluit scholing : mag toekennen")


def test_transitional_law_of_the_old_text_comes_along() -> None:
    oldest = (
        'verordening oudst "Oudst"\n  geldig vanaf 1 januari 2010 tot en met 31 december 2019.\nartikel 1\n  college moet scholing toekennen als persoon.a.\n'
    )
    old = OLD + "artikel 4\n  van toepassing blijft regeling oudst op scholing als persoon.r.\n"
    text = oldest + old + NEW.format(WHOLE)
    holds(text, "1 maart 2024", "aqr", "besluit scholing : moet toekennen")
    holds(text, "1 maart 2024", "ar", "besluit scholing : mag toekennen")
    holds(text, "1 maart 2024", "bcq", "besluit scholing : mag toekennen")
    holds(text, "1 maart 2024", "bcqr", "besluit scholing : geen grondslag")


PART = "van toepassing blijft artikel 1 lid 1 van oud als persoon.q tot 1 juli 2024."


@pytest.mark.parametrize(
    ("sentence", "yes", "expected"),
    [
        (PART, "bq", "besluit scholing : mag toekennen"),  # it counts besides what stands here
        (PART, "aq", "besluit scholing : mag toekennen"),  # for which nothing is set aside
        (PART, "b", "besluit scholing : geen grondslag"),
        (PART, "bqr", "besluit scholing : geen grondslag"),  # what sets it aside where it stands does so here
        (PART, "bq", "besluit cursus : geen grondslag"),  # lid 3 does not stay in force
        (PART.replace("lid 1 van", "lid 2 van"), "aq", "besluit scholing : moet weigeren; besluit toelage : moet weigeren"),
        (PART.replace("lid 1 van oud", "lid 2 van oud op scholing"), "aq", "besluit scholing : moet weigeren; besluit toelage : mag toekennen"),
        (PART.replace("artikel 1 lid 1", "artikel 1 lid 1 en artikel 3"), "bq", "besluit scholing : mag toekennen; besluit toelage : mag toekennen"),
        (PART.replace("artikel 1 lid 1", "artikel 1 lid 2 tot en met lid 3"), "bcq", "besluit scholing : geen grondslag; besluit cursus : moet toekennen"),
        ("in afwijking van artikel 1, " + PART, "aq", "besluit scholing : geen grondslag; besluit toelage : mag toekennen"),
        ("in afwijking van artikel 1, " + PART, "a", "besluit scholing : mag toekennen"),
        ("in afwijking van artikel 1, " + PART, "bq", "besluit scholing : mag toekennen"),
        ("in afwijking van artikel 1, " + PART.replace("1 lid 1", "2"), "bq", "besluit scholing : geen grondslag; waarde hoogte : € 10,00"),
        ("in afwijking van artikel 1, " + PART.replace("1 lid 1", "2"), "abq", "besluit scholing : mag toekennen"),
        (PART.replace("artikel 1 lid 1", "artikel 2"), "aq", "waarde hoogte : dubbele_waarde"),  # both count: an overlap
    ],
)  # fmt: skip
def test_a_provision_counts_besides(sentence: str, yes: str, expected: str) -> None:
    holds(OLD + NEW.format(sentence), "1 maart 2024", yes, expected)


def test_a_provision_of_an_earlier_version_of_the_same_regulation() -> None:
    before = OLD.replace("verordening oud", "verordening w")
    for source in ("artikel 1 lid 1", "artikel 1 lid 1 van deze regeling", "artikel 1 lid 1 van w"):
        text = before + NEW.format(f"van toepassing blijft {source}, zoals dat luidde op 31 december 2023, als persoon.q.")
        holds(text, "1 maart 2024", "bq", "besluit scholing : mag toekennen")
        holds(text, "1 maart 2024", "b", "besluit scholing : geen grondslag")


def test_a_relative_address_is_read_from_where_it_is_said() -> None:
    before = OLD.replace("verordening oud", "verordening w").replace("artikel 3\n", "artikel 2a\n").replace("artikel 1\n", "artikel 2b\n")
    new = NEW.replace("artikel 2\n", "artikel 2b\n").format("van toepassing blijft lid 1, zoals dat luidde op 31 december 2023, als persoon.q.")
    holds(before + new, "1 maart 2024", "bq", "besluit scholing : mag toekennen")


def test_a_provision_of_what_is_not_here_may_say_anything_besides() -> None:
    text = NEW.replace("2024.\n", "2024.\n  extern regeling oud.\n", 1).format(PART)
    holds(text, "1 maart 2024", "aq", "besluit scholing : onbekend")
    holds(text, "1 maart 2024", "a", "besluit scholing : mag toekennen")
    aside = (
        NEW.replace("2024.\n", "2024.\n  extern regeling oud.\n", 1).format("college mag uitleg_niet_nodig toekennen.").replace("uitleg_niet_nodig", "ander")
    )
    holds(aside, "1 maart 2024", "aq", "besluit scholing : mag toekennen")


def test_what_is_not_known_of_the_old_text_is_not_known_here() -> None:
    old = OLD.replace("2023.\n", '2023.\n  gedeeltelijk bekend: "een deel".\n', 1)
    text = old + NEW.format(WHOLE)
    holds(text, "1 maart 2024", "bcq", "besluit scholing : onbekend")
    holds(text, "1 maart 2024", "acq", "besluit scholing : onbekend")
    holds(text, "1 maart 2024", "aq", "besluit scholing : moet weigeren")  # its known requirement stays
    holds(text, "1 maart 2024", "a", "besluit scholing : mag toekennen; besluit toelage : mag toekennen")


def test_what_the_old_text_uses_is_that_of_the_day() -> None:
    law_then = 'wet l "L"\n  geldig vanaf 1 januari 2020 tot en met 31 december 2023.\nartikel 1\n  doelgroep betekent persoon.b.\n'
    law_now = 'wet l "L"\n  geldig vanaf 1 januari 2024.\nartikel 1\n  doelgroep betekent persoon.r.\n'
    old = (
        OLD.replace("2023.\n", "2023.\n  gebruikt l.\n", 1)
        .replace("scholing toekennen als persoon.b", "scholing toekennen als doelgroep")
        .replace("lid 1 als persoon.r", "lid 1 als persoon.a")
    )
    holds(law_then + law_now + old + NEW.format(WHOLE), "1 maart 2024", "cqr", "besluit scholing : mag toekennen")
    holds(law_then + law_now + old + NEW.format(WHOLE), "1 maart 2024", "bcq", "besluit scholing : geen grondslag")
    holds(law_then + old + NEW.format(WHOLE), "1 maart 2024", "bcq", "besluit scholing : mag toekennen")  # gone: as it read last


def test_reasons_carry_the_addresses_of_the_old_text() -> None:
    (built,) = law(OLD + NEW.format(WHOLE)).built["w"]
    found: list[Contribution] = [each for each in built.snapshot.regulations["w"].contributions if each.kept_by]
    assert {each.address for each in found} == {"oud/artikel-1/lid-1", "oud/artikel-1/lid-2", "oud/artikel-1/lid-3"}
    assert {each.kept_by for each in found} == {"w/artikel-2"}
    assert {each.decision for each in found} == {"scholing", "cursus"}
    assert built.view.first == date(2024, 1, 1)


def test_obligations_about_the_decision_are_those_of_the_old_text() -> None:
    old = OLD.replace("artikel 3\n", 'artikel 3\n  besluit scholing vermeldt in ieder geval: a. "oud".\n  besluit toelage vermeldt in ieder geval: a. "oud".\n')
    new = NEW.replace("artikel 2\n", 'artikel 1a\n  besluit scholing vermeldt in ieder geval: a. "nieuw".\nartikel 2\n').format(WHOLE)
    (built,) = law(old + new).built["w"]
    found = {(each.decision, each.subject): str(each.when) for each in built.snapshot.regulations["w"].obligations}
    assert set(found) == {("scholing", "oud"), ("scholing", "nieuw")}
    assert "overgang" in found["scholing", "oud"]
    assert "persoon.q" in found["scholing", "nieuw"]  # not in those cases


ABOVE = """
wet hoog "Hoog"
  geldig vanaf 1 januari 2018.
artikel 1
  bij hulp is deze regeling kader "kader".
  college moet scholing toekennen als persoon.a.
verordening oud "Oud"
  geldig vanaf 1 januari 2020 tot en met 31 december 2023.
  gebruikt hoog.
artikel 1
  {old}
verordening w "W"
  geldig vanaf 1 januari 2024.
  gebruikt hoog.
artikel 1
  {new}
artikel 2
  van toepassing blijft regeling oud op scholing als persoon.q.
"""
GROUND, ONLY = "college mag scholing toekennen als persoon.b.", "college mag scholing uitsluitend toekennen als persoon.c."


@pytest.mark.parametrize(
    ("old", "new", "yes", "expected"),
    [
        (GROUND, GROUND.replace(".b", ".r"), "abq", "moet toekennen"),  # kader: duty of the law where there is a local ground: the old one
        (GROUND, GROUND.replace(".b", ".r"), "arq", "geen grondslag"),
        (GROUND, GROUND.replace(".b", ".r"), "ar", "moet toekennen"),
        (ONLY, GROUND, "acq", "moet toekennen"),  # the old one has no ground of its own: that of the law
        (ONLY, GROUND, "abq", "moet weigeren"),
        (ONLY, GROUND, "abcq", "moet toekennen"),
        (ONLY, GROUND, "bcq", "geen grondslag"),
        (GROUND, ONLY, "acq", "geen grondslag"),  # the old one has a ground of its own, which is not met
        (GROUND, ONLY, "ac", "moet toekennen"),  # the new one takes over that of the law
        (GROUND, ONLY, "abq", "moet toekennen"),
    ],
)
def test_under_the_law_the_old_table_stands_where_the_own_one_stood(old: str, new: str, yes: str, expected: str) -> None:
    text = ABOVE.format(old=old, new=new)
    case = scenario("1 maart 2024", yes, f"besluit scholing : {expected}").replace("over w op", "over w onder de wet op")
    assert run(text + case) == 1


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (WHOLE, []),
        (WHOLE.replace("regeling oud", "regeling oudst"), ["E202"]),
        (WHOLE.replace("regeling oud", "regeling w"), ["E444"]),
        (WHOLE.replace("regeling oud", "deze regeling"), ["E444"]),
        (WHOLE.replace("oud op", "oud, zoals die luidde op 1 mei 2019, op"), ["E444"]),
        (WHOLE.replace("oud op", "oud, zoals die luidde op 1 mei 2023, op"), []),
        (WHOLE.replace("regeling oud", "regeling oud@2020-01-02"), ["E444"]),
        (PART, []),
        (PART.replace("lid 1 van", "lid 9 van"), ["E217"]),
        (PART.replace("artikel 1 lid 1", "artikel 1 lid 1 tot en met lid 9"), ["W216"]),
        (PART.replace("als", "op scholling als"), ["E203"]),
        ("in afwijking van artikel 1, " + PART, []),
        ("in afwijking van artikel 9, " + PART, ["W216"]),
        ("in afwijking van artikel 2, " + PART, ["W441"]),
        (PART.replace("artikel 1 lid 1", "artikel 3").replace("van oud", "van oud op scholing"), ["W441"]),
        (PART.replace("artikel 1 lid 1", "artikel 1 lid 4"), ["W441"]),
    ],
)
def test_what_is_wrong(sentence: str, found: list[str]) -> None:
    assert [code for code, _ in codes(OLD + NEW.format(sentence))] == found


def test_a_circle_is_an_error_and_said_once() -> None:
    back = OLD + "artikel 4\n  van toepassing blijft regeling w{} op scholing.\n"
    new = NEW.format(WHOLE)
    assert [code for code, _ in codes(back.format(", zoals die luidde op 1 mei 2024,") + new)] == ["E445"]
    earlier = new.replace("vanaf 1 januari 2024", "vanaf 1 januari 2015 tot en met 31 december 2015").replace(WHOLE, "college mag ander toekennen.")
    found = codes(back.format(", zoals die luidde op 1 mei 2015,") + earlier + new)
    assert [code for code, _ in found] == ["W503"]  # no circle; the days between the two versions are told
