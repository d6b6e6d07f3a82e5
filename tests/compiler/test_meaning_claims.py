"""What a scenario says of a regulation as a whole: whether it is in force, what it regulates that a law asks for, and who may decide by it."""

from __future__ import annotations

import pytest
from laws import codes, run

LAW = """
wet w "W"
artikel 1 "Opdracht"
lid 1 "drie dingen"
onderdeel a "hulp"
  gemeenteraad moet in verordening regelen: besluit hulp.
onderdeel b "hoogte"
  delegeert aan gemeenteraad: hoogte, ten minste € 1.
onderdeel c "ander"
  gemeenteraad moet in verordening regelen: besluit ander.
lid 2 "doel"
  doel: "iets".
verordening v "V"
  geldig vanaf 7 maart 2024 tot en met 30 juni 2024.
  gebruikt w.
artikel 1 "Hulp"
  regelt artikel 1 lid 1 onderdeel a van w.
  college mag hulp toekennen.
artikel 2 "Hoogte"
  regelt artikel 1 lid 1 onderdeel b van w.
  hoogte bedraagt € 100.
verordening x "X"
  geldig vanaf 1 januari 2024.
  gebruikt w.
artikel 1 "Alles"
  regelt artikel 1 lid 1 van w.
  college mag hulp toekennen.
scenario's s
"""


def expects(expected: str, over: str = "v", on: str = "1 mei 2024") -> str:
    """The law with one scenario."""
    return f'{LAW}scenario "t" over {over} op {on} verwacht {expected}.\n'


@pytest.mark.parametrize(
    ("expected", "over"),
    [
        ("deze regeling regelt artikel 1 lid 1 onderdeel a van w", "v"),
        ("deze regeling regelt artikel 1 lid 1 onderdeel a van w volgens artikel 1", "v"),
        ("deze regeling regelt niet artikel 1 lid 1 onderdeel a van w volgens artikel 2", "v"),
        ("deze regeling regelt artikel 1 lid 1 onderdeel b van w", "v"),
        ("deze regeling regelt niet artikel 1 lid 1 onderdeel c van w", "v"),
        # Part of it is not all of it; but all of it holds every part.
        ("deze regeling regelt niet artikel 1 lid 1 van w", "v"),
        ("deze regeling regelt artikel 1 lid 1 onderdeel c van w", "x"),
        ("deze regeling geldt", "v"),
    ],
)
def test_what_a_regulation_regulates(expected: str, over: str) -> None:
    assert run(expects(expected, over)) == 1
    other = expected.replace("regelt niet", "regelt") if "regelt niet" in expected else expected.replace("regelt", "regelt niet").replace("geldt", "geldt niet")
    with pytest.raises(AssertionError):
        run(expects(other, over))


@pytest.mark.parametrize(
    ("day", "expected"), [("6 maart 2024", "geldt niet"), ("7 maart 2024", "geldt"), ("30 juni 2024", "geldt"), ("1 juli 2024", "geldt niet")]
)
def test_the_days_on_which_a_regulation_is_in_force(day: str, expected: str) -> None:
    assert run(expects(f"deze regeling {expected}", on=day)) == 1
    with pytest.raises(AssertionError):
        run(expects(f"deze regeling {'geldt' if expected == 'geldt niet' else 'geldt niet'}", on=day))


@pytest.mark.parametrize(
    ("expected", "on", "code"),
    [
        ("deze regeling regelt artikel 1 lid 2 van w", "1 mei 2024", "E505"),
        ("deze regeling regelt artikel 9 van w", "1 mei 2024", "E217"),
        ("deze regeling regelt artikel 1 lid 1 onderdeel a van w volgens artikel 9", "1 mei 2024", "E217"),
        ("deze regeling geldt niet; besluit hulp : geen grondslag", "6 maart 2024", "E501"),
    ],
)
def test_what_cannot_be_expected(expected: str, on: str, code: str) -> None:
    assert code in {each for each, _ in codes(expects(expected, on=on))}


COMPETENT = """
wet w "W"
artikel 1 "Wie"
lid 1 "beide"
  bevoegd tot hulp is college of uwv.
  college mag hulp toekennen.
lid 2 "een soort hulp"
  bevoegd tot cursus is uwv.
verordening v "V"
  gebruikt w.
artikel 1 "Hulp"
  doel: "iets".
scenario's s
scenario "t" over {over} op 1 mei 2024 verwacht bevoegd tot {claim}.
"""


@pytest.mark.parametrize(
    ("over", "claim", "so"),
    [
        ("w", "hulp is college of uwv", True),
        ("w", "hulp is uwv of college", True),
        ("w", "hulp is college", False),
        ("w", "hulp is college of uwv of gemeenteraad", False),
        # Scholing is a kind of hulp, and cursus a kind of scholing of which something else is said.
        ("w", "scholing is college of uwv", True),
        ("w", "cursus is uwv", True),
        ("w", "ander is college", False),
        ("v", "hulp is college of uwv", False),
        ("v onder de wet", "hulp is college of uwv", True),
    ],
)
def test_who_may_decide(over: str, claim: str, so: bool) -> None:
    text = COMPETENT.format(over=over, claim=claim)
    if so:
        assert run(text) == 1
    else:
        with pytest.raises(AssertionError):
            run(text)


def test_only_a_decision_can_be_decided() -> None:
    assert "E203" in {code for code, _ in codes(COMPETENT.format(over="w", claim="hulpje is college"))}
