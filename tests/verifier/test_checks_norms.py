"""Checks on one regulation: possible assumptions, conflicts, dead provisions, dates, references."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from verified import Severity, Verdict, check, checked, fires, silent

from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Channel, Constant
from waterdicht.compiler.outcomes import Channels
from waterdicht.compiler.types import Scalar
from waterdicht.runtime.calendar import add_months, add_months_up
from waterdicht.verifier.checks.dead import moves


def assuming(*bodies: str) -> str:
    names = "".join(f'aanname aanname_{index} "zo is het" : {body}.\n' for index, body in enumerate(bodies, 1))
    return f'begrippen wereld "De wereld"\n{names}wet w "W"\nartikel 1\n  college mag hulp toekennen.\n'


def test_assumptions_that_exclude_each_other() -> None:
    begin = "plaatsing.begin is vóór deze dag"
    found, _ = fires(assuming(begin, "persoon.a", "plaatsing.begin is na deze dag"), "domein")
    assert (found.severity, found.subject, found.counterexample) == (Severity.ERROR, "w", None)
    assert found.core == ("w", "aanname_1", "aanname_3")  # the second has no part in it
    assert silent(assuming(begin, "persoon.a", "plaatsing.begin is na 1 januari 2020"), "domein")


CONFLICT = """
wet w "W"
artikel 1
  lid 1
    college moet hulp toekennen als persoon.a.
  lid 2
    {deviation}college moet hulp weigeren als persoon.b.
  lid 3
    college mag hulp uitsluitend toekennen als persoon.c.
"""


def test_a_duty_and_a_refusal_at_once() -> None:
    found, judge = fires(CONFLICT.format(deviation=""), "tegenstrijdige-plichten")
    assert (found.severity, found.subject, found.related) == (Severity.ERROR, "w/artikel-1/lid-1", ("w/artikel-1/lid-2",))
    assert judge is not None
    assert judge.outcome("hulp") == "tegenstrijdig"
    assert all(judge.facts[f"persoon.{name}"] is True for name in "abc")
    assert silent(CONFLICT.format(deviation="in afwijking van lid 1, "), "tegenstrijdige-plichten")
    assert silent(CONFLICT.format(deviation="").replace("persoon.b", "niet persoon.a"), "tegenstrijdige-plichten")


DEAD = """
wet w "W"
artikel 1
  lid 1
    college mag hulp toekennen als persoon.a.
  lid 2
    college moet hulp weigeren als {condition}.
"""


def test_a_provision_that_another_one_makes_superfluous() -> None:
    text = DEAD.format(condition="persoon.b") + "  lid 3\n    college moet hulp weigeren als persoon.b en persoon.c.\n"
    found, _ = fires(text, "dode-bepaling")
    assert (found.severity, found.subject, found.related) == (Severity.WARNING, "w/artikel-1/lid-3", ("w/artikel-1/lid-2",))
    assert found.core == ("w/artikel-1/lid-3", "w/artikel-1/lid-2")
    assert found.message_nl.endswith(": artikel 1 lid 2 van w zegt al hetzelfde")
    assert silent(
        text.replace("persoon.b en persoon.c", "persoon.b of persoon.c").replace("weigeren als persoon.b.", "weigeren als persoon.q."), "dode-bepaling"
    )


def test_a_provision_that_can_never_apply() -> None:
    found, _ = fires(DEAD.format(condition="persoon.b en niet persoon.b"), "dode-bepaling")
    assert (found.subject, found.related) == ("w/artikel-1/lid-2", ())
    assert "hetzelfde" not in found.message_nl
    # To refuse where there is no ground is another outcome than to have none.
    assert silent(DEAD.format(condition="persoon.b en niet persoon.a"), "dode-bepaling")


def test_a_provision_that_says_the_same_twice_is_not_dead() -> None:
    twice = DEAD.format(condition="persoon.b").rstrip("\n") + "\n    college moet hulp weigeren als persoon.b.\n"
    assert silent(twice, "dode-bepaling")
    elsewhere = DEAD.format(condition="persoon.b") + "  lid 3\n    college moet hulp weigeren als persoon.b.\n"
    assert {each.subject for each in check(elsewhere, "dode-bepaling")} == {"w/artikel-1/lid-2", "w/artikel-1/lid-3"}


def test_dead_under_one_reading_alive_under_another() -> None:
    text = """
wet w "W"
artikel 1
  lezing ruim : niet_ruim of wel "de tekst zwijgt".
  college mag hulp toekennen.
artikel 2
  college moet hulp weigeren als persoon.a.
artikel 3
  college moet hulp weigeren als (persoon.a en persoon.b) of (persoon.c en lezing ruim is wel).
"""
    found, _ = fires(text, "dode-bepaling")
    assert [(dict(cell.readings), cell.verdict) for cell in found.matrix] == [({"ruim": "niet_ruim"}, Verdict.REFUTED), ({"ruim": "wel"}, Verdict.PROVED)]


def test_when_a_channel_moves_the_outcome_is_what_the_table_says() -> None:
    """`moves` against the outcome table as it is written down for people, for every channel and every combination."""

    def outcome(grant: bool, duty: bool, only: bool, refuse: bool, may: bool) -> str:
        if not only or (refuse and not duty):
            return "moet weigeren"
        if refuse:
            return "tegenstrijdig"
        if not grant and not duty:
            return "geen grondslag"
        return "mag of niet" if may else "moet" if duty else "mag"

    order = (Channel.GRANT, Channel.DUTY, Channel.ONLY, Channel.REFUSE, Channel.MAY_REFUSE)
    for channel, mine, values in product(Channel, (False, True), product((False, True), repeat=5)):
        rest = dict(zip(order, values, strict=True))
        whole = {**rest, channel: rest[channel] and mine if channel is Channel.ONLY else rest[channel] or mine}
        neutral = {each: each is Channel.ONLY for each in order} | {channel: mine}
        formula = moves(channel, exprs(neutral), exprs(rest))
        assert (evaluate(formula, Case(None, {}, {})) is True) == (outcome(*whole.values()) != outcome(*rest.values())), (channel, mine, rest)  # type: ignore[arg-type]


def exprs(values: dict[Channel, bool]) -> Channels:
    constants = {channel: Constant(value, Scalar.BOOL) for channel, value in values.items()}
    return Channels(*(constants[each] for each in (Channel.GRANT, Channel.DUTY, Channel.ONLY, Channel.REFUSE, Channel.MAY_REFUSE)))


LIMIT = """
wet w "W"
artikel 1
  college mag hulp toekennen.
  bij hulp bedraagt plaatsing.geheel ten hoogste {length}.
"""


def test_the_end_of_a_month() -> None:
    found, _ = fires(LIMIT.format(length="2 maanden"), "einde-van-de-maand")
    assert (found.severity, found.subject) == (Severity.NOTE, "w/artikel-1")
    assert found.counterexample is not None
    begin, *ends = found.counterexample.facts.values()
    assert isinstance(begin, date)
    down, up = add_months(begin, 2), add_months_up(begin, 2)
    assert isinstance(down, date)
    assert isinstance(up, date)
    assert ends == [down - timedelta(1), up - timedelta(1)]
    assert down != up
    assert silent(LIMIT.format(length="60 dagen"), "einde-van-de-maand")
    assert silent(LIMIT.format(length="12 weken"), "einde-van-de-maand")


CONSECUTIVE = """
wet w "W"
artikel 1
  lid 1
    college mag hulp toekennen.
    bij hulp bedraagt plaatsing.eerste_periode ten hoogste {first}.
  lid 2
    bij hulp bedraagt plaatsing.vervolg ten hoogste {second}.
"""


def test_periods_that_follow_each_other() -> None:
    """Two and four months counted anew: at most three days longer than six months, as the design measured."""
    found, _ = fires(CONSECUTIVE.format(first="2 maanden", second="4 maanden"), "opvolgende-perioden")
    assert (found.severity, found.subject, found.related) == (Severity.NOTE, "w/artikel-1/lid-2", ("w/artikel-1/lid-1",))
    assert found.counterexample is not None
    begin, again = found.counterexample.facts.values()
    assert isinstance(begin, date)
    assert isinstance(again, date)
    two, four, six = add_months(begin, 2), add_months(again, 4), add_months(begin, 6)
    assert isinstance(two, date)
    assert isinstance(four, date)
    assert isinstance(six, date)
    assert again >= two  # the first period is over; later through days that do not count
    assert ((two - begin) + (four - again) - (six - begin)).days == 3
    assert found.matrix[0].excess_days == 3
    assert silent(CONSECUTIVE.format(first="60 dagen", second="120 dagen"), "opvolgende-perioden")
    assert silent(CONSECUTIVE.format(first="2 maanden", second="4 maanden").replace("vervolg", "geheel"), "opvolgende-perioden")


def test_a_reference_to_nothing() -> None:
    text = 'wet w "W"\nartikel 1\n  college mag hulp toekennen.\n  buiten toepassing blijft artikel {number} als persoon.a.\n'
    found, _ = fires(text.format(number=9), "verwijzing")
    assert (found.severity, found.subject, found.core) == (Severity.WARNING, "w/artikel-1", ("w/artikel-1",))
    assert "artikel 9 van w" in found.message_nl
    assert silent(text.format(number=1), "verwijzing")


def test_law_outside_the_horizon_is_undecided_and_never_proved() -> None:
    """No case lies on a day before 2024: of such law everything, also the opposite, would seem proved."""
    text = 'wet w "W"\n  geldig vanaf 1 januari 2015 tot en met 31 december 20{year}.\nartikel 1\n  college mag hulp toekennen als persoon.a.\n'
    text += 'stellingen s\nstelling t "T" over w als persoon.a dan deze dag is na 1 januari 2040.\n'
    _, past = checked(text.format(year=22))
    assert [(each.check, each.verdict) for each in past] == [("domein", Verdict.UNDECIDED), ("stelling", Verdict.UNDECIDED)]
    _, now = checked(text.format(year=25))
    assert {each.verdict for each in now if each.check == "stelling"} == {Verdict.REFUTED}
    assert all(each.verdict is Verdict.PROVED for each in now if each.check != "stelling")


def test_a_limit_beyond_the_calendar_is_no_traceback() -> None:
    assert silent(LIMIT.format(length="99999999999999 maanden"), "einde-van-de-maand")


DISCRETION = """
verordening w "W"
artikel 1
  college moet hulp toekennen als persoon.a.
artikel 2
  college mag hulp weigeren als persoon.b.
{more}
"""


def test_a_duty_that_may_be_refused_in_the_same_case() -> None:
    found, judge = fires(DISCRETION.format(more=""), "plicht-naast-mag-weigeren")
    assert (found.severity, found.subject, found.related) == (Severity.NOTE, "w/artikel-1", ("w/artikel-2",))
    assert judge is not None
    assert judge.outcome("hulp") == "mag toekennen of weigeren"
    assert judge.facts["persoon.a"] is True and judge.facts["persoon.b"] is True


@pytest.mark.parametrize(
    "text",
    [
        DISCRETION.format(more="artikel 3\n  college moet hulp weigeren als persoon.b."),  # refused anyhow
        DISCRETION.format(more="artikel 3\n  college mag hulp uitsluitend toekennen als niet persoon.b."),  # never open to choice
        DISCRETION.format(more="").replace("als persoon.b", "als persoon.b en niet persoon.a"),
        DISCRETION.format(more="").replace("  college moet", "  in afwijking van artikel 2, college moet"),
        DISCRETION.format(more="").replace("moet hulp", "mag hulp"),
    ],
)
def test_a_duty_that_cannot_be_refused(text: str) -> None:
    assert silent(text, "plicht-naast-mag-weigeren")
