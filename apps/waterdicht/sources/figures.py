"""The figures of an account: how many lids stand how, and which part of them that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from waterdicht.sources.account import Account, Row
from waterdicht.sources.standing import Standing


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers of lids. `partly` of the formalised ones also declare a part; `computable` is what is left without declared kinds and unknown texts."""

    lids: int
    formalised: int
    partly: int
    declared: int
    text_unknown: int
    missing: int
    unbound: int
    computable: int

    @property
    def accounted(self) -> int:
        """How many lids of the source the policy says something about."""
        return self.lids - self.missing


def figures(accounts: Iterable[Account]) -> Figures:
    """The figures of one account, or of several together."""
    every = tuple(accounts)
    rows = [row for each in every for row in each.rows]
    standing = Counter(row.standing for row in rows)
    return Figures(
        len(rows), standing[Standing.FORMALISED], sum(row.partly for row in rows), standing[Standing.DECLARED], standing[Standing.TEXT_UNKNOWN],
        standing[Standing.MISSING], sum(len(each.unbound) for each in every), sum(row.computable for row in rows),
    )  # fmt: skip


def percentage(part: int, whole: int) -> int:
    """A part in whole per cents, rounded down: only all of it is 100. Of nothing everything is there."""
    return 100 if part == whole else 100 * part // whole


def shares(parts: tuple[int, ...], width: int) -> tuple[int, ...]:
    """How many of `width` cells each part gets: in proportion, and at least one for a part that is not nothing."""
    total = sum(parts)
    if not total:
        return tuple(0 for _ in parts)
    cells = [max(1, part * width // total) if part else 0 for part in parts]
    # What rounding leaves over or takes too much is for the largest part.
    largest = max(range(len(parts)), key=lambda index: parts[index])
    cells[largest] += width - sum(cells)
    return tuple(cells)


def by_kind(rows: Iterable[Row]) -> tuple[tuple[str, int], ...]:
    """How many declared lids there are of each declared kind, most first."""
    return tuple(Counter(row.kind for row in rows if row.kind).most_common())


def by_reason(rows: Iterable[Row]) -> tuple[tuple[str, int], ...]:
    """How many declared lids there are with each reason that is of no declared kind, most first."""
    return tuple(Counter("; ".join(row.reasons) for row in rows if row.standing is Standing.DECLARED and not row.kind).most_common())
