"""What came of all mutants: counts and a score for each regulation, and every survivor with its place and change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from waterdicht.cli.engine import engine
from waterdicht.dsl import tree
from waterdicht.dsl.printing.declarations import quoted
from waterdicht.dsl.printing.expressions import date_text, reference_text, text
from waterdicht.dsl.printing.sentences import sentence_lines
from waterdicht.mutants.judge import Fate, Judgement
from waterdicht.mutants.mutants import Mutant

SCHEMA: Final = "waterdicht/mutants/1"
NOTICED: Final = (Fate.CHECK, Fate.SCENARIO, Fate.THEOREM, Fate.PROOF)
LEFT: Final = (Fate.UNDECIDED, Fate.SURVIVED)
WIDEST: Final = 160
DUTIES: Final = ("handeling ", "vermelding ", "afweging ", "open norm ", "hardheidsclausule ", "uiterste dag van ", "verplichtingen")
"""How a difference begins that is one of obligations."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A mutant and what became of it."""

    mutant: Mutant
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Run:
    """What was asked: how many mutants of each regulation (0: all), and from which seed; `existing` is how many each has. `proofs`: theorems and checks too."""

    size: int
    seed: int
    existing: tuple[tuple[str, int], ...]
    proofs: bool = True


def count(judged: Iterable[Judged], *fates: Fate) -> int:
    """How many had one of these fates."""
    return sum(each.judgement.fate in fates for each in judged)


def score(judged: Sequence[Judged]) -> float | None:
    """The share that is noticed, from 0 to 1, of the mutants that compile and are not proved to mean the same; None when there are none."""
    noticed, left = count(judged, *NOTICED), count(judged, *LEFT)
    return noticed / (noticed + left) if noticed + left else None


def in_duties(judged: Iterable[Judged]) -> int:
    """How many are not noticed and differ in an obligation."""
    return sum(each.judgement.fate is Fate.SURVIVED and each.judgement.by.startswith(DUTIES) for each in judged)


def by_regulation(run: Run, judged: Sequence[Judged]) -> Iterator[tuple[str, list[Judged]]]:
    """The mutants of each regulation."""
    for name, _ in run.existing:
        yield name, [each for each in judged if each.mutant.regulation == name]


# --- JSON -----------------------------------------------------------------------------------


def as_json(run: Run, judged: Sequence[Judged]) -> dict[str, Any]:
    """The report for a program."""
    every = dict(run.existing)
    return {
        "schema": SCHEMA,
        "engine": engine(),
        "sample": run.size or None,
        "seed": run.seed,
        "regulations": [counts_json(name, every[name], mine) for name, mine in by_regulation(run, judged)],
        "total": counts_json("", sum(every.values()), judged),
        "mutants": [mutant_json(each) for each in judged],
    }


def counts_json(name: str, existing: int, judged: Sequence[Judged]) -> dict[str, Any]:
    """The counts of one regulation, or of all."""
    return {
        "regulation": name,
        "existing": existing,
        "mutants": len(judged),
        **{fate.name.lower(): count(judged, fate) for fate in Fate},
        "survived_in_obligations": in_duties(judged),
        "score": None if (found := score(judged)) is None else round(found, 4),
    }


def mutant_json(each: Judged) -> dict[str, Any]:
    """One mutant."""
    return {
        "regulation": each.mutant.regulation,
        "number": each.mutant.number,
        "kind": each.mutant.kind.value,
        "address": each.mutant.address,
        "line": each.mutant.span.line,
        "before": words(each.mutant.before, each.mutant.after)[0],
        "after": words(each.mutant.before, each.mutant.after)[1],
        "fate": each.judgement.fate.name.lower(),
        "by": each.judgement.by,
        "case": dict(each.judgement.case),
    }


# --- text -----------------------------------------------------------------------------------


HEAD: Final = ("regeling", "er zijn", "beproefd", *(fate.value for fate in Fate), "in plicht", "score")


def table(run: Run, judged: Sequence[Judged]) -> list[str]:
    """The counts as a table in Markdown, which reads as text too."""
    every = dict(run.existing)
    rows = [row(name, every[name], mine) for name, mine in by_regulation(run, judged)]
    rows.append(row("**alle**", sum(every.values()), judged))
    widths = [max(len(each[column]) for each in (HEAD, *rows)) for column in range(len(HEAD))]
    return [line(HEAD, widths), "|" + "|".join(["-" * (width + 2) for width in widths]) + "|", *(line(each, widths) for each in rows)]


def row(name: str, existing: int, judged: Sequence[Judged]) -> tuple[str, ...]:
    """One row of the table."""
    found = score(judged)
    return (
        name,
        str(existing),
        str(len(judged)),
        *(str(count(judged, fate)) for fate in Fate),
        str(in_duties(judged)),
        "geen" if found is None else percent(found),
    )


def percent(part: float) -> str:
    """A share as a percentage with one decimal, rounded down: no score seems higher than it is."""
    tenths = int(part * 1000 + 1e-9)
    return f"{tenths // 10},{tenths % 10}%"


def line(cells: Sequence[str], widths: Sequence[int]) -> str:
    """One line of the table, the first column to the left and figures to the right."""
    return "| " + " | ".join(cell.ljust(width) if at == 0 else cell.rjust(width) for at, (cell, width) in enumerate(zip(cells, widths, strict=True))) + " |"


def survivors(judged: Iterable[Judged]) -> list[str]:
    """Every mutant that nobody notices, with its place and change."""
    lines: list[str] = []
    for each in judged:
        if each.judgement.fate in LEFT:
            before, after = words(each.mutant.before, each.mutant.after)
            lines.append(f"* {each.mutant.address} (regel {each.mutant.span.line}), {each.mutant.kind.value}: `{before}` → `{after}`; {why(each.judgement)}")
    return lines


def why(judgement: Judgement) -> str:
    """What is known of a mutant that nobody notices."""
    what = judgement.by or "onbekend"
    return f"onbeslist: {what}" if judgement.fate is Fate.UNDECIDED else f"verschil in: {what}"


def words(before: Any, after: Any) -> tuple[str, str]:
    """A node before and after a change as text; of long texts the part around what is not the same."""
    old, new = printed(before, after), printed(after, before)
    same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new)))
    start = 0 if len(old) <= WIDEST and len(new) <= WIDEST else max(0, same - WIDEST // 4)
    return cut(old, start), cut(new, start)


def cut(whole: str, start: int) -> str:
    """A part of a text, with dots where something is left out."""
    shown = whole[start : start + WIDEST]
    return f"{'…' if start else ''}{shown}{'…' if start + WIDEST < len(whole) else ''}"


def printed(node: Any, other: Any) -> str:
    """A node of the syntax tree on one line, as an author writes it; of a provision only the sentence that the other one has not."""
    match node:
        case tree.Node(sentences=sentences):
            mine = [each for each in sentences if each not in other.sentences]
            return " ".join(printed(each, each) for each in mine) or "(weg)"
        case tree.Reference():
            return reference_text(node)
        case tree.ListItem(label, condition, unless):
            return f"{label}. {text(condition)}" + (f" tenzij {text(unless)}" if unless else "")
        case tree.LabelledText(label, content, condition):
            return f"{label}. {quoted(content)}" + (f" als {text(condition)}" if condition else "")
        case tree.HeaderClause() | tree.DatedValue():
            return " ".join(str(part) for part in dated(node))
        case _:
            is_sentence = isinstance(node, tree.Sentence)
            return " ".join((" ".join(sentence_lines(node, 0)) if is_sentence else text(node)).split())


def dated(node: tree.HeaderClause | tree.DatedValue) -> Iterator[str]:
    """What is dated, and from or until when."""
    if isinstance(node, tree.HeaderClause):
        yield node.kind
        yield from (date_text(node.on),) if isinstance(node.on, date) else ()
    else:
        yield f"vanaf {date_text(node.since)}"
        yield from (f"tot en met {date_text(node.until)}",) if node.until else ()
