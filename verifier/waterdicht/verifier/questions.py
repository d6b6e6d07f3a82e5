"""Questions behind verdicts as complete SMT-LIB texts that stand by themselves: for another solver, and for others to run again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from waterdicht.compiler.backends.smt import query
from waterdicht.compiler.backends.smt.choices import choices
from waterdicht.compiler.backends.smt.encoding import Encoding, Mode
from waterdicht.verifier.asked import About, Asked, Status
from waterdicht.verifier.enumeration import nobody_meets
from waterdicht.verifier.results import Result, Verdict


@dataclass(frozen=True, slots=True)
class Question:
    """A question by itself. `names` says what was asked, one constraint each; `readings` what was chosen of those that bear on it.

    `script` is exact and untracked, and holds nothing but what bears on the question; it is the same for the same question in every run.
    `digest` is its SHA-256; `enumerated` says that every case was tried, and none meets what was asked. `about` is the check and the address
    that it was asked for, where it was asked for one.
    """

    focus: str
    first: date
    mode: Mode
    readings: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    status: Status
    script: str
    digest: str
    enumerated: bool = False
    about: About | None = None


def written(every: Iterable[Asked], *, enumerate_too: bool = False) -> Iterator[Question]:
    """Every question once, in the order in which they were asked; those without a case are tried on every case too, where there are few and that is wanted."""
    seen: dict[tuple[object, ...], None] = {}
    for asked in every:
        question = write(asked, enumerate_too=enumerate_too)
        key = (question.digest, question.focus, question.first, question.names, question.readings, question.about)
        if key not in seen:
            seen[key] = None
            yield question


def write(asked: Asked, *, enumerate_too: bool = False) -> Question:
    """A question as a text of its own: encoded again by itself, so that no other question has a say in its names."""
    alone = Encoding(asked.encoding.snapshot, asked.encoding.readings, asked.encoding.mode, ranges=asked.encoding.ranges)
    formulas = [query.encode_constraint(each, alone) for each in asked.constraints]
    query.assume_world(alone)
    lines = ("(set-logic ALL)", *map(query.render, alone.script.commands), *(f"(assert {formula})" for formula in formulas), "(check-sat)", "")
    chosen = {pair for each in asked.constraints for pair in choices(each.expr, alone)}
    names = tuple(f"{each.name} ({each.mode})" for each in asked.constraints)
    enumerated = enumerate_too and asked.status == "unsat" and nobody_meets(alone, asked.constraints)
    script = "\n".join(lines)
    digest = sha256(script.encode()).hexdigest()
    return Question(asked.focus, asked.first, alone.mode, tuple(sorted(chosen)), names, asked.status, script, digest, enumerated, asked.about)


def behind(result: Result, questions: Sequence[Question]) -> tuple[Question, ...]:
    """The questions of a task that a result rests on: those that were asked for it, and those that serve everything the task finds.

    That nothing was found rests on every question of its check. Where a result has none of its own, it is taken to rest on all.
    """
    proved = result.verdict is Verdict.PROVED
    own = [each for each in questions if each.about is not None and each.about[0] == result.check and (proved or each.about[1] == result.subject)]
    return tuple(each for each in questions if each.about is None or each in own) if own else tuple(questions)
