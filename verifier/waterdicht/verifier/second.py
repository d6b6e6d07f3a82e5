"""A second opinion on proofs: questions without a case, asked again of cvc5 as bare text, in processes of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

from waterdicht.verifier.asked import Status
from waterdicht.verifier.checks.dates import CONSECUTIVE, MONTH_END
from waterdicht.verifier.parallel import Lost, Progress, Task, perform
from waterdicht.verifier.questions import Question, behind
from waterdicht.verifier.results import Result, Severity, Verdict

SECOND_RLIMIT = 2_000_000
"""cvc5's own count of work. Measured on the corpus: the hardest proof takes a tenth of it."""

SECOND = "cvc5"
ENUMERATION = "enumeration"
ENUMERATED = (MONTH_END, CONSECUTIVE)
"""Checks that ask no solver anything, but try every day of the horizon."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What another than Z3 says of a question, and who: `cvc5` or `enumeration`. `reason` says why it is not known, where it is not."""

    by: str
    status: Status
    reason: str = ""


def is_installed() -> bool:
    """Whether cvc5 can be asked."""
    return find_spec(SECOND) is not None


def second_version() -> str | None:
    """The version of cvc5, if it is there."""
    try:
        return version(SECOND)
    except PackageNotFoundError:
        return None


def opinions(every: Iterable[Question], jobs: int, progress: Progress | None, patience: float | None) -> dict[str, Opinion]:
    """By digest of its script, what another says of every question without a case. Those that were enumerated are not asked again."""
    asked = {question.digest: question for question in every if question.status == "unsat"}
    found = {digest: Opinion(ENUMERATION, "unsat") for digest, question in asked.items() if question.enumerated}
    scripts = {digest: question.script for digest, question in sorted(asked.items()) if digest not in found}
    digests = tuple(scripts)
    tasks: list[Task[Opinion]] = [Task(SECOND, partial(opinion_alone, script), SECOND, len(script)) for script in scripts.values()]
    for index, answer in perform(tasks, jobs, progress, patience=patience):
        found[digests[index]] = Opinion(SECOND, "unknown", answer.reason) if isinstance(answer, Lost) else answer[0]
    return found


def opinion_alone(script: str) -> list[Opinion]:
    """What cvc5 says, as the answer of a task."""
    return [opinion(script)]


def opinion(script: str) -> Opinion:
    """What cvc5 says of a script with one question."""
    try:
        said = answers(script, SECOND_RLIMIT)
    except MemoryError:
        return Opinion(SECOND, "unknown", "er was te weinig geheugen")
    except ImportError as error:
        return Opinion(SECOND, "unknown", f"cvc5 is niet te laden: {error}")
    except RuntimeError as error:
        # What cvc5 throws has this one class in Python.
        return Opinion(SECOND, "unknown", f"cvc5 brak af: {' '.join(str(error).split())}")
    match said:
        case ["unsat"]:
            return Opinion(SECOND, "unsat")
        case ["sat"]:
            return Opinion(SECOND, "sat")
        case []:
            return Opinion(SECOND, "unknown", "cvc5 gaf geen antwoord")
        case _:
            return Opinion(SECOND, "unknown", f"de rekengrens van cvc5 is bereikt: {' '.join(said)}")


def answers(script: str, rlimit: int) -> list[str]:
    """What cvc5 prints. Raises RuntimeError, MemoryError."""
    import cvc5  # an extra: only who asks for a second opinion needs it

    solver = cvc5.Solver(cvc5.TermManager())
    solver.setOption("rlimit", str(rlimit))
    parser = cvc5.InputParser(solver)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, script, "vraag")
    said: list[str] = []
    while not (command := parser.nextCommand()).isNull():
        said.extend(run(command, solver, parser))
    return said


def run(command: Any, solver: Any, parser: Any) -> list[str]:
    """What cvc5 prints on one command, in lines."""
    printed: str = command.invoke(solver, parser.getSymbolManager())
    return printed.split("\n")[:-1]


def judged(results: Iterable[Result], questions: Sequence[Question], found: Mapping[str, Opinion]) -> list[Result]:
    """The results of one task, with who confirmed the proofs that they rest on.

    A case that was replayed needs no more.
    """
    return [judge(result, opinions_behind(result, questions, found)) if rests_on_proof(result) else result for result in results]


def opinions_behind(result: Result, questions: Sequence[Question], found: Mapping[str, Opinion]) -> list[Opinion]:
    """What was said of each question without a case that a result rests on."""
    return [found[question.digest] for question in behind(result, questions) if question.status == "unsat"]


def rests_on_proof(result: Result) -> bool:
    """Whether a result says that there is no such case: somewhere in it."""
    match result.verdict:
        case Verdict.PROVED:
            return True
        case Verdict.REFUTED:
            return result.counterexample is None or bool(result.matrix)
        case Verdict.UNDECIDED:
            return False


def judge(result: Result, given: Sequence[Opinion]) -> Result:
    """A result after the second opinion: contradicted it is undecided, for then one of two solvers, or the text they were given, is wrong."""
    if not given:
        return replace(result, confirmed=ENUMERATION) if result.check in ENUMERATED else result
    against = sum(each.status == "sat" for each in given)
    open_ = [each for each in given if each.status == "unknown"]
    if against:
        reason = f"Z3 vindt geen geval en cvc5 wel, bij {against} van {len(given)} vragen: dit is een fout in waterdicht of in een van beide"
        nl, en = (
            f"onbeslist: {reason}",
            f"undecided: Z3 finds no case and cvc5 does, on {against} of {len(given)} questions: a mistake in waterdicht or in one of them",
        )
        return replace(result, verdict=Verdict.UNDECIDED, severity=Severity.ERROR, message_nl=nl, message_en=en, reason=reason, matrix=(), counterexample=None)
    if open_:
        why = f"{len(open_)} van {len(given)} vragen: {open_[0].reason}"
        nl, en = f"{result.message_nl}; niet bevestigd ({why})", f"{result.message_en}; not confirmed ({why})"
        return replace(result, message_nl=nl, message_en=en, unconfirmed=why)
    return replace(result, confirmed=SECOND if any(each.by == SECOND for each in given) else ENUMERATION)
