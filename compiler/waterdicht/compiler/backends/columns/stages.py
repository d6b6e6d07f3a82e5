"""The order in which cells are computed: what is used more than once gets a column of its own, in an earlier stage than what uses it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from waterdicht.compiler.backends.columns.cells import Cell

SMALL = 4
"""A shared cell of fewer operations is written out again: databases see that themselves, within one stage."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One selection: `made` are its new columns by name, `kept` the names of earlier ones that later stages need."""

    made: Mapping[str, Cell]
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The stages in order; `names` has the column of each shared cell."""

    stages: tuple[Stage, ...]
    names: Mapping[Cell, str]


def plan(results: Mapping[str, Cell], always: Iterable[str] = ()) -> Plan:
    """The stages that compute these results. Columns in `always` are kept to the end."""
    order = ordered(results.values())
    shared = shared_cells(order, results.values())
    level: dict[Cell, int] = {}
    for each in order:
        below = max((level[part] for part in each.cells), default=0)
        level[each] = below + 1 if each in shared else below
    names = {each: f"s{place}" for place, each in enumerate(shared)}
    last = max((level[each] for each in shared), default=0) + 1
    made: list[dict[str, Cell]] = [{} for _ in range(last + 1)]
    for each, name in names.items():
        made[level[each]][name] = each
    made[last] |= dict(results)
    return Plan(with_kept(made[1:], names, tuple(always)), names)


def ordered(roots: Iterable[Cell]) -> list[Cell]:
    """All cells, each after its parts."""
    found: dict[Cell, None] = {}
    stack = [(root, False) for root in roots]
    while stack:
        each, entered = stack.pop()
        if entered:
            found[each] = None
        elif each not in found:
            stack.append((each, True))
            stack.extend((part, False) for part in each.cells)
    return list(found)


def shared_cells(order: list[Cell], roots: Iterable[Cell]) -> dict[Cell, None]:
    """The cells that get a column: used more than once, and not small as they stand."""
    used = Counter(part for each in order for part in each.cells)
    used.update(roots)
    size: dict[Cell, int] = {}
    shared: dict[Cell, None] = {}
    for each in order:
        size[each] = 0 if each.op in ("literal", "column") else 1 + sum(size[part] for part in each.cells)
        if (used[each] > 1 and size[each] >= SMALL) or size[each] > SMALL * 50:
            shared[each] = None
            size[each] = 0
    return shared


def with_kept(made: list[dict[str, Cell]], names: Mapping[Cell, str], always: tuple[str, ...]) -> tuple[Stage, ...]:
    """The stages, each with the columns that later ones still need."""
    stages: list[Stage] = []
    later: dict[str, None] = dict.fromkeys(always)
    for columns in reversed(made):
        kept = tuple(name for name in later if name not in columns)
        stages.append(Stage(columns, kept))
        read = (found for name, each in columns.items() for found in read_by(each, names, own=names.get(each) == name))
        later = dict.fromkeys((*kept, *read))
    return tuple(reversed(stages))


def read_by(made: Cell, names: Mapping[Cell, str], *, own: bool) -> list[str]:
    """The columns that computing a cell reads; `own` says that its own column is made here."""
    found: list[str] = []
    stack = [made]
    while stack:
        each = stack.pop()
        if each in names and not (own and each is made):
            found.append(names[each])
        elif each.op == "column":
            found.append(str(each.parts[0]))
        else:
            stack.extend(each.cells)
    return found
