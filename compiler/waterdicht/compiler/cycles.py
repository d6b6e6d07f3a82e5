"""Definitions that need themselves through channels: found over the whole snapshot, after everything is lowered."""

from __future__ import annotations

from collections.abc import Iterator

from waterdicht.compiler.ir import Apply, ByReading, Choose, Collect, Expr, Marked, Snapshot, Use
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose


def used(expr: Expr) -> Iterator[str]:
    """The keys of the definitions an expression uses directly."""
    stack: list[Expr] = [expr]
    while stack:
        current = stack.pop()
        match current:
            case Use(key):
                yield key
            case Apply(_, arguments):
                stack.extend(arguments)
            case Marked(body):
                stack.append(body)
            case ByReading(_, branches):
                stack.extend(branch for _, branch in branches)
            case Choose(cases):
                stack.extend(part for pair in cases for part in pair)
            case Collect():
                stack.extend(part for part in (current.where, current.body) if part is not None)
            case _:
                continue


def circular(snapshot: Snapshot) -> Iterator[Diagnostic]:
    """The first cycle among the definitions, if there is one."""
    done: set[str] = set()
    for start in snapshot.definitions:
        path: list[str] = []
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            key, leaving = stack.pop()
            if leaving:
                path.pop()
                done.add(key)
            elif key in path:
                names = " → ".join([*path[path.index(key) :], key])
                yield diagnose(Code.CIRCULAR_DEFINITION, address=snapshot.definitions[key].address, names=names)
                return
            elif key not in done:
                path.append(key)
                stack.append((key, True))
                stack.extend((other, False) for other in used(snapshot.definitions[key].body) if other in snapshot.definitions)
