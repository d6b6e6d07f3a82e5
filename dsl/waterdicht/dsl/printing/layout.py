"""Where lines break: before `als`, `tenzij`, `en` and `of` when a sentence is too long, and at every item of a list."""

from __future__ import annotations

from typing import assert_never

from waterdicht.dsl import tree
from waterdicht.dsl.assemble import ends_in_list
from waterdicht.dsl.printing.expressions import UNIT, at, binding, text

WIDTH = 120
"""The longest line the formatter makes, where it has a place to break."""

STEP = 2
"""Spaces per level."""


def lay(expression: tree.Expression, head: str, indent: int, tail: str, level: int = 0) -> list[str]:
    """The expression as lines: the first after `head` (which has its own indentation), the last before `tail`.

    Next lines stand at `indent`; list items one step further. `level` counts the lists around it.
    """
    if isinstance(expression, tree.ConditionList):
        return _list_lines(expression, head, indent, tail, level)
    if not ends_in_list(expression):
        flat = f"{head}{text(expression)}{tail}"
        if len(flat) <= WIDTH:
            return [flat]
    match expression:
        case tree.Junction():
            return _junction_lines(expression, head, indent, tail, level)
        case tree.Not() if binding(expression.operand) < UNIT:
            return lay(expression.operand, f"{head}niet (", indent + STEP, f"){tail}", level)
        case tree.Judgement() if binding(expression.operand) < UNIT:
            return lay(expression.operand, f"{head}naar oordeel (", indent + STEP, f"){tail}", level)
        case _:
            return [f"{head}{text(expression)}{tail}"]


def _junction_lines(junction: tree.Junction, head: str, indent: int, tail: str, level: int) -> list[str]:
    """One operand a line, each next one behind its connective."""
    lines: list[str] = []
    final = len(junction.operands) - 1
    for place, operand in enumerate(junction.operands):
        start = head if place == 0 else f"{' ' * indent}{junction.kind} "
        end = tail if place == final else ""
        if binding(operand) < UNIT and not isinstance(operand, tree.ConditionList):
            lines += lay(operand, f"{start}(", indent + STEP, f"){end}", level)
        else:
            lines += lay(operand, start, indent, end, level)
    return lines


def _list_lines(conditions: tree.ConditionList, head: str, indent: int, tail: str, level: int) -> list[str]:
    lines = [f"{head}{conditions.kind}:"]
    separator = ";" if level == 0 else ","
    final = len(conditions.items) - 1
    for place, item in enumerate(conditions.items):
        lines += _item_lines(item, indent + STEP, tail if place == final else separator, level)
    return lines


def _item_lines(item: tree.ListItem, indent: int, tail: str, level: int) -> list[str]:
    """One item: `a.` in a list, `1°.` in a list within a list."""
    label = f"{' ' * indent}{item.label}{'.' if level == 0 else '°.'} {marks_text(item.marks)}"
    if item.unless is None:
        return lay(item.condition, label, indent, tail, level + 1)
    condition = at(UNIT, item.condition)
    flat = f"{label}{condition} tenzij {text(item.unless)}{tail}"
    if len(flat) <= WIDTH:
        return [flat]
    deeper = indent + STEP
    bracketed = binding(item.condition) < UNIT
    begin = lay(item.condition, f"{label}(" if bracketed else label, deeper, ")" if bracketed else "", level + 1)
    return begin + lay(item.unless, f"{' ' * deeper}tenzij ", deeper, tail, level + 1)


def marks_text(marks: tuple[tree.Mark, ...]) -> str:
    """`[facultatief, variant a van k] ` with the space after it, or nothing."""
    return f"[{', '.join(map(mark_text, marks))}] " if marks else ""


def mark_text(mark: tree.Mark) -> str:
    """One mark."""
    match mark:
        case tree.Facultative(group):
            return f"facultatief samen met {group}" if group else "facultatief"
        case tree.Variant(options, choice):
            return f"variant {' of '.join(options)} van {choice}"
        case tree.Replacement(number):
            return f"vervangt zin {number}" if number else "vervangt"
        case tree.Addition():
            return "nieuw"
        case _:
            assert_never(mark)


def sentence(head: str, indent: int, condition: tree.Expression | None = None, unless: tree.Expression | None = None, tail: str = ".") -> list[str]:
    """`head als C tenzij Q.`; the exception to a list is a sentence of its own: `dit geldt niet als Q.`"""
    margin = " " * indent
    if unless is not None and ends_in_list(condition):
        return [*sentence(head, indent, condition, None, tail), *lay(unless, f"{margin}dit geldt niet als ", indent, ".")]
    clauses = [(word, clause) for word, clause in (("als", condition), ("tenzij", unless)) if clause is not None]
    if not any(ends_in_list(clause) for _, clause in clauses):
        flat = margin + " ".join([head, *(f"{word} {text(clause)}" for word, clause in clauses)]) + tail
        if len(flat) <= WIDTH or not clauses:
            return [flat]
    return _broken(head, indent, clauses, tail)


def _broken(head: str, indent: int, clauses: list[tuple[str, tree.Expression]], tail: str) -> list[str]:
    """A sentence over more lines: a list may begin on the first, other clauses each begin a line."""
    margin, deeper = " " * indent, indent + STEP
    lines = [f"{margin}{head}"]
    for place, (word, clause) in enumerate(clauses):
        end = tail if place == len(clauses) - 1 else ""
        joined = f"{lines[0]} {word} "
        if place == 0 and isinstance(clause, tree.ConditionList) and len(joined) + len(clause.kind) < WIDTH:
            lines = lay(clause, joined, indent, end)
        else:
            lines += lay(clause, f"{' ' * deeper}{word} ", deeper, end)
    return lines


def body(head: str, indent: int, expression: tree.Expression, tail: str = ".") -> list[str]:
    """`head E.` for definitions and the like: on one line, or with E on lines of its own; a list begins on the first line."""
    margin, deeper = " " * indent, indent + STEP
    if isinstance(expression, tree.ConditionList):
        return lay(expression, f"{margin}{head} ", indent, tail)
    flat = f"{margin}{head} {text(expression)}{tail}"
    if len(flat) <= WIDTH and not ends_in_list(expression):
        return [flat]
    return [f"{margin}{head}", *lay(expression, " " * deeper, deeper, tail)]


def rows(head: str, indent: int, entries: list[str], separator: str = ";", tail: str = ".") -> list[str]:
    """A head and its entries, one a line."""
    deeper = " " * (indent + STEP)
    ends = ([separator] * (len(entries) - 1) + [tail])[: len(entries)]  # of a model that leaves every entry out, none is left
    return [f"{' ' * indent}{head}", *(f"{deeper}{entry}{end}" for entry, end in zip(entries, ends, strict=True))]


def row_or_rows(head: str, indent: int, entries: list[str], join: str = " ") -> list[str]:
    """`head a, b, c.` on one line when it fits, else an entry a line."""
    flat = f"{' ' * indent}{head}{join}{', '.join(entries)}."
    return [flat] if len(flat) <= WIDTH or not entries else rows(head + join.rstrip(), indent, entries, ",")
