"""`van toepassing blijft regeling r`: in its cases nothing is known of a decision, in all others the text stands as it is."""

from __future__ import annotations

import pytest
from laws import codes, law, run

from waterdicht.dsl.parser import parse_text
from waterdicht.verifier.results import Verdict
from waterdicht.verifier.verify import verify

SENTENCE = "van toepassing blijft regeling oude op scholing als persoon.q tot 1 juli 2024."
LAW = """
besluit los.
waarde bedrag_los : bedrag.
verordening w "W"
  geldig vanaf 1 januari 2024.
  extern regeling oude.
artikel 1
  lid 1
    college mag scholing toekennen als persoon.a.
    college mag cursus toekennen als persoon.a.
    college mag toelage toekennen als persoon.a.
    hoogte bedraagt € 10,00.
    bedrag_los bedraagt € 20,00.
  lid 2
    college mag hulp uitsluitend toekennen als persoon.b.
  lid 3
    groep betekent persoon.a.
artikel 2
  lid 1
    college mag scholing voortzetten als persoon.c.
  lid 2
    ingetrokken wordt regeling oude.
    {}
"""


def scenarios(*cases: tuple[str, str, str]) -> str:
    """Scenarios by day, facts and what is expected."""
    rows = "".join(
        f'scenario "{number}" over w op {day} gegeven persoon.a is ja; {facts}; verwacht {expected}.\n' for number, (day, facts, expected) in enumerate(cases)
    )
    return f"scenario's s\n{rows}"


OLD, NEW = "persoon.b is ja; persoon.q is ja", "persoon.b is ja; persoon.q is nee"


@pytest.mark.parametrize(
    ("day", "facts", "expected"),
    [
        ("1 maart 2024", NEW, "besluit scholing : mag toekennen; besluit cursus : mag toekennen; waarde hoogte : € 10,00"),
        ("1 maart 2024", OLD, "besluit scholing : onbekend; besluit cursus : onbekend"),  # it and its kinds
        ("30 juni 2024", OLD, "besluit scholing : onbekend"),
        ("1 juli 2024", OLD, "besluit scholing : mag toekennen; besluit cursus : mag toekennen"),  # days before the last only
        ("1 maart 2024", OLD, "besluit toelage : mag toekennen; waarde bedrag_los : € 20,00"),  # another decision, and a value of none
        ("1 maart 2024", "persoon.b is ja", "besluit scholing : onbekend; besluit toelage : mag toekennen"),  # who says in which case this is
        ("1 maart 2024", "persoon.b is nee; persoon.q is ja", "besluit scholing : onbekend; besluit toelage : moet weigeren"),  # the requirement is set aside
        ("1 maart 2024", "persoon.b is nee; persoon.q is nee", "besluit scholing : moet weigeren"),
        ("1 maart 2024", OLD + "; persoon.c is ja", "besluit scholing voortzetten : mag toekennen; besluit cursus voortzetten : onbekend"),  # its own article
        ("1 maart 2024", OLD + "; persoon.c is nee", "besluit scholing voortzetten : geen grondslag"),
        ("1 maart 2024", NEW, "besluit cursus voortzetten : geen grondslag"),
    ],
)
def test_in_its_cases_the_outcome_is_not_known(day: str, facts: str, expected: str) -> None:
    assert run(LAW.format(SENTENCE) + scenarios((day, facts, expected))) == expected.count(" : ")


def test_without_a_decision_it_is_about_every_decision() -> None:
    text = LAW.format("van toepassing blijft regeling oude als persoon.q.")
    cases = [
        ("1 maart 2024", OLD, "besluit scholing : onbekend; besluit toelage : onbekend; besluit los : onbekend; waarde bedrag_los : € 20,00"),
        ("1 maart 2030", OLD, "besluit scholing : onbekend"),
        ("1 maart 2024", NEW, "besluit scholing : mag toekennen; besluit toelage : mag toekennen; besluit los : geen grondslag"),
    ]
    assert run(text + scenarios(*cases)) == 8


def test_a_value_for_the_decision_is_not_known_either() -> None:
    text = LAW.format("van toepassing blijft regeling oude op hulp als persoon.q.")
    assert run(text + scenarios(("1 maart 2024", NEW, "waarde hoogte : € 10,00"), ("1 maart 2024", OLD, "besluit toelage : onbekend"))) == 2
    theorem = "als besluit toelage is mogelijk dan hoogte is € 10,00"
    assert proved(text, theorem) is Verdict.UNDECIDED
    assert proved(text, theorem.replace("als ", "als niet persoon.q en ")) is Verdict.PROVED


def proved(text: str, claim: str) -> Verdict:
    """The verdict on a claim about a law."""
    model = law(f'{text}\nstellingen t\nstelling x "x" over w {claim}.\n')
    (found,) = verify(model, jobs=1, only=("stelling",))
    return found.verdict


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("als besluit scholing is mogelijk dan persoon.a", Verdict.UNDECIDED),  # the old regulation may say otherwise
        ("als besluit scholing is mogelijk en niet persoon.q dan persoon.a", Verdict.PROVED),
        ("als besluit scholing is mogelijk en deze dag is vanaf 1 juli 2024 dan persoon.a", Verdict.PROVED),
        ("als besluit toelage is mogelijk dan persoon.a", Verdict.PROVED),
        ("als besluit scholing voortzetten is mogelijk dan persoon.c", Verdict.PROVED),
        ("als niet persoon.q en persoon.a dan besluit scholing is mogelijk", Verdict.REFUTED),
    ],
)
def test_proofs_hold_for_whatever_the_other_regulation_says(claim: str, verdict: Verdict) -> None:
    assert proved(LAW.format(SENTENCE), claim) is verdict


ABOVE = """
wet hoog "Hoog"
  geldig vanaf 1 januari 2024.
artikel 1
  bij scholing is deze regeling kader "kader".
  college moet scholing toekennen als persoon.a.
verordening w "W"
  geldig vanaf 1 januari 2024.
  gebruikt hoog.
  extern regeling oude.
artikel 1
  {}
artikel 2
  van toepassing blijft regeling oude op scholing als persoon.q.
"""


def test_a_missing_ground_is_not_looked_for_where_another_regulation_governs() -> None:
    def missing(ground: str) -> list[tuple[str, Verdict]]:
        return [(each.subject, each.verdict) for each in verify(law(ABOVE.format(ground)), jobs=1, only=("strenger-dan-de-wet",))]

    assert missing("college mag scholing toekennen als persoon.a.") == [("w", Verdict.PROVED)]
    assert [verdict for _, verdict in missing("college mag scholing toekennen als persoon.a en persoon.b.")] == [Verdict.REFUTED]


def test_who_has_no_ground_of_its_own_takes_over_that_of_the_law_unless_the_other_regulation_has_one() -> None:
    text = ABOVE.format("college mag scholing uitsluitend toekennen als persoon.b.")
    assert proved(text, "onder de wet als besluit scholing is mogelijk en niet persoon.q dan persoon.a") is Verdict.PROVED
    assert proved(text, "onder de wet als besluit scholing is mogelijk dan persoon.a") is Verdict.UNDECIDED


def test_an_obligation_about_the_decision_is_lifted() -> None:
    text = LAW.format(SENTENCE).replace(
        "groep betekent persoon.a.", 'besluit scholing vermeldt in ieder geval: a. "x". besluit toelage vermeldt in ieder geval: a. "y".'
    )
    (built,) = law(text).built["w"]
    when = {each.decision: each.when for each in built.snapshot.regulations["w"].obligations}
    assert "overgang" not in str(when["toelage"])
    assert str(when["scholing"]) != str(when["toelage"])


def test_its_cases_can_be_a_list() -> None:
    text = LAW.format("van toepassing blijft regeling oude op scholing als alle van:\n      a. persoon.q;\n      b. persoon.r tot 1 juli 2024.")
    cases = [
        ("1 maart 2024", OLD + "; persoon.r is ja", "besluit scholing : onbekend"),
        ("1 maart 2024", OLD + "; persoon.r is nee", "besluit scholing : mag toekennen"),
        ("1 juli 2024", OLD + "; persoon.r is ja", "besluit scholing : mag toekennen"),
    ]
    assert run(text + scenarios(*cases)) == 3


def test_it_can_itself_be_set_aside() -> None:
    text = LAW.format(SENTENCE) + "  lid 3\n    buiten toepassing blijft lid 2 als persoon.r.\n"
    cases = [
        ("1 maart 2024", OLD + "; persoon.r is ja", "besluit scholing : mag toekennen"),
        ("1 maart 2024", OLD + "; persoon.r is nee", "besluit scholing : onbekend"),
    ]
    assert run(text + scenarios(*cases)) == 2


def test_its_own_article_can_say_which_cases() -> None:
    text = LAW.format("van toepassing blijft regeling oude op scholing als van toepassing is lid 1.")
    cases = [
        ("1 maart 2024", "persoon.b is ja; persoon.c is ja", "besluit scholing : onbekend"),
        ("1 maart 2024", "persoon.b is ja; persoon.c is nee", "besluit scholing : mag toekennen"),
    ]
    assert run(text + scenarios(*cases)) == 2


def test_definitions_stay() -> None:
    assert codes(LAW.format(SENTENCE.replace("op scholing ", "")).replace("als persoon.c.", "als persoon als bedoeld in artikel 1 lid 3.")) == []


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("van toepassing blijft regeling oudste op scholing.", "E202"),
        ("van toepassing blijft regeling oude op scholling.", "E203"),
        ("van toepassing blijft regeling w op scholing.", "E444"),
        ("van toepassing blijft regeling oude op scholing als persoon.x.", "E201"),
        ("van toepassing blijft regeling oude op scholing tot persoon.a.", "E302"),
    ],
)
def test_what_is_wrong(sentence: str, code: str) -> None:
    assert [found for found, _ in codes(LAW.format(sentence))] == [code]


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("van toepassing blijft regeling oude op scholing als van toepassing is artikel 1 lid 1.", "E401"),
        ("van toepassing blijft regeling oude op scholing als besluit scholing is mogelijk.", "E214"),
        ("van toepassing blijft regeling oude op hulp als hoogte is € 10,00.", "E214"),
    ],
)
def test_its_cases_may_not_depend_on_what_it_sets_aside(sentence: str, code: str) -> None:
    assert code in {found for found, _ in codes(LAW.format(sentence))} <= {"E214", "E401"}


def test_the_words_are_read() -> None:
    assert parse_text('taal 1.\nbeleid b "B"\npunt a "A"\n  van toepassing blijft regeling oude.\n', "x.norm")[1] == ()
