"""A second opinion on proofs: confirmed, contradicted, over budget, ended; never success without saying who found it right."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import z3
from laws import law

from waterdicht.verifier import questions, record, second
from waterdicht.verifier.questions import Question, behind
from waterdicht.verifier.record import Record
from waterdicht.verifier.results import Result, Verdict
from waterdicht.verifier.second import Opinion, opinion, opinions
from waterdicht.verifier.verify import verify, worst

PROVED = """
wet w "W"
artikel 1
  lid 1
    college mag hulp toekennen als persoon.a en persoon.inkomen is ten hoogste € 1.000.
  lid 2
    college moet hulp weigeren als persoon.kleur is rood.
stellingen s
stelling t "T" over w als besluit hulp is mogelijk dan persoon.a.
stelling u "U" over w als besluit hulp is mogelijk dan persoon.inkomen is minder dan € 1.000,01.
stelling v "V" over w er bestaat een geval waarin besluit hulp is mogelijk.
"""
ONE_DAY = """
wet w "W"
artikel 1
  college mag hulp toekennen als plaatsing.begin is vóór 1 maart 2024.
stellingen s
stelling t "T" over w als besluit hulp is mogelijk dan plaatsing.begin is vóór 2 maart 2024.
"""
UNSAT = "(set-logic ALL)(declare-const x Int)(assert (< x x))(check-sat)"
SAT = "(set-logic ALL)(declare-const x Int)(assert (< x 1))(check-sat)"
HARD = """(set-logic ALL)(declare-const x Int)(declare-const y Int)(declare-const z Int)
(assert (and (> x 2) (> y 2) (> z 2) (= (+ (* x x x) (* y y y)) (* z z z))))(check-sat)"""


def confirmed(text: str, jobs: int = 1) -> tuple[Record, dict[str, Result]]:
    """The theorems of a text after a second opinion, by name, and everything that was kept."""
    kept = Record(confirm=True)
    results = verify(law(text), jobs=jobs, keep=kept)
    return kept, {each.subject.rpartition("-")[2]: each for each in results if each.check == "stelling"}


def asked_again(changed: Callable[[Question], Question], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let another solver be asked something else than Z3 was."""
    monkeypatch.setattr(record, "written", lambda every, **more: [changed(each) for each in questions.written(every, **more)])


def as_question(script: str) -> Question:
    """A question of which Z3 is said to have found that it has no case."""
    made = next(each for dossier in confirmed(PROVED)[0].dossiers.values() for each in dossier.questions)
    return replace(made, script=script, digest=script, status="unsat", enumerated=False)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_proof_is_confirmed_and_a_case_needs_no_more(jobs: int) -> None:
    kept, found = confirmed(PROVED, jobs)
    assert [(name, each.verdict, each.confirmed) for name, each in found.items()] == [
        ("t", Verdict.PROVED, "cvc5"),
        ("u", Verdict.PROVED, "cvc5"),
        ("v", Verdict.PROVED, ""),
    ]
    assert set(kept.opinions.values()) <= {Opinion("cvc5", "unsat"), Opinion("enumeration", "unsat")}


def test_one_free_day_is_enumerated() -> None:
    _, found = confirmed(ONE_DAY)
    assert (found["t"].verdict, found["t"].confirmed) == (Verdict.PROVED, "enumeration")


def test_without_asking_nothing_is_confirmed() -> None:
    results = verify(law(PROVED), jobs=1)
    assert {(each.confirmed, each.unconfirmed) for each in results} == {("", "")}


def test_a_proof_that_cvc5_contradicts_is_undecided_with_both_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    def weaker(each: Question) -> Question:
        lines = [line for line in each.script.split("\n") if not line.startswith("(assert (not") or each.status != "unsat"]
        return replace(each, script="\n".join(lines), digest=f"{each.digest} weaker", enumerated=False)

    asked_again(weaker, monkeypatch)
    kept = Record(confirm=True)
    results = verify(law(PROVED), jobs=1, keep=kept)
    against = [each for each in results if "cvc5 wel" in each.reason]
    assert Opinion("cvc5", "sat") in kept.opinions.values()
    assert "w/stelling-t" in {each.subject for each in against}
    assert all(each.verdict is Verdict.UNDECIDED and "Z3 vindt geen geval" in each.reason and not each.confirmed for each in against)
    assert worst(results) == 3


def test_over_budget_the_proof_stands_by_one_solver_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second, "SECOND_RLIMIT", 1)
    asked_again(lambda each: replace(each, script=HARD, digest="hard", enumerated=False), monkeypatch)
    results = verify(law(PROVED), jobs=1, keep=Record(confirm=True))
    found = next(each for each in results if each.subject == "w/stelling-t")
    assert (found.verdict, found.confirmed) == (Verdict.PROVED, "")
    assert "rekengrens van cvc5" in found.unconfirmed
    assert "niet bevestigd" in found.message_nl
    assert worst(results) == 3


@pytest.mark.parametrize(
    ("script", "status", "reason"),
    [
        (UNSAT, "unsat", ""),
        (SAT, "sat", ""),
        ("(set-logic ALL)(assert (< x", "unknown", "cvc5 brak af"),
        ("(set-logic ALL)", "unknown", "gaf geen antwoord"),
    ],
)
def test_what_cvc5_says(script: str, status: str, reason: str) -> None:
    found = opinion(script)
    assert (found.by, found.status) == ("cvc5", status)
    assert reason in found.reason


def exhausted(*_: Any) -> list[str]:
    raise MemoryError


def not_loaded(*_: Any) -> list[str]:
    raise ImportError("libcvc5.so")


@pytest.mark.parametrize(("how", "reason"), [(exhausted, "te weinig geheugen"), (not_loaded, "niet te laden: libcvc5.so")])
def test_cvc5_that_breaks_down_gives_its_reason(how: Callable[..., list[str]], reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second, "answers", how)
    assert opinion(UNSAT).status == "unknown"
    assert reason in opinion(UNSAT).reason


def test_a_process_that_is_killed_leaves_the_others_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(script: str, rlimit: int) -> list[str]:
        if script == HARD:
            os.kill(os.getpid(), signal.SIGKILL)
        return ["unsat"]

    monkeypatch.setattr(second, "answers", killed)
    found = opinions([as_question(UNSAT), as_question(HARD)], 2, None, None)
    assert found[UNSAT] == Opinion("cvc5", "unsat")
    assert found[HARD].status == "unknown"
    assert "SIGKILL" in found[HARD].reason


def test_every_question_stands_by_itself() -> None:
    kept, _ = confirmed(PROVED)
    several = [each for dossier in kept.dossiers.values() for each in dossier.questions]
    assert {each.status for each in several} == {"sat", "unsat"}
    for each in several:
        solver = z3.Solver(ctx=z3.Context())
        solver.from_string(each.script)
        assert str(solver.check()) == each.status
        assert second.answers(each.script, second.SECOND_RLIMIT) == [each.status]


TWO_DEAD = """
wet w "W"
artikel 1
  lid 1
    college mag hulp toekennen als persoon.a.
  lid 2
    college mag hulp toekennen als persoon.a en persoon.b.
artikel 2
  lid 1
    college moet scholing weigeren als persoon.c.
  lid 2
    college moet scholing weigeren als persoon.c en persoon.b.
"""


def test_a_result_rests_on_the_questions_that_were_asked_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another solver contradicts one of them, only what rests on that one is undecided."""
    first, second_lid = "w/artikel-1/lid-2", "w/artikel-2/lid-2"
    kept = Record()
    verify(law(TWO_DEAD), jobs=1, keep=kept, only=("dode-bepaling",))
    (dossier,) = kept.dossiers.values()
    own = {each.subject: behind(each, dossier.questions) for each in dossier.results}
    assert set(own) == {first, second_lid}
    assert all({question.about for question in found} == {("dode-bepaling", subject)} for subject, found in own.items())
    assert len(own[first]) + len(own[second_lid]) < len(dossier.questions)  # what lives was asked about too
    wrong = {question.script for question in own[first]}
    monkeypatch.setattr(second, "answers", lambda script, _: ["sat" if script in wrong else "unsat"])
    monkeypatch.setattr(questions, "nobody_meets", lambda *_: False)
    found = {each.subject: each.verdict for each in verify(law(TWO_DEAD), jobs=1, keep=Record(confirm=True), only=("dode-bepaling",))}
    assert found == {first: Verdict.UNDECIDED, second_lid: Verdict.REFUTED}


def test_that_nothing_was_found_rests_on_every_question_of_its_check() -> None:
    kept = Record()
    verify(law(PROVED), jobs=1, keep=kept, only=("dode-bepaling",))
    (dossier,) = kept.dossiers.values()
    (nothing,) = dossier.results
    assert nothing.verdict is Verdict.PROVED and set(behind(nothing, dossier.questions)) == set(dossier.questions) != set()
