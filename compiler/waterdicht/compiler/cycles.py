"""Definitions that need themselves through channels: found over the whole snapshot, after everything is lowered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from waterdicht.compiler.ir import Apply, ByReading, Choose, Collect, Constant, Expr, FactOf, Marked, Use
from waterdicht.compiler.scope import regulation_at
from waterdicht.compiler.snapshots import Built
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose
from waterdicht.dsl.source import NOWHERE, Span


def used(expr: Expr) -> list[str]:
    """The keys of the definitions an expression uses directly."""
    keys: list[str] = []
    stack: list[Expr] = [expr]
    while stack:
        current = stack.pop()
        match current:
            case Constant() | FactOf():
                continue
            case Use(key=key):
                keys.append(key)
            case Apply(arguments=arguments):
                stack.extend(arguments)
            case Marked(body=body):
                stack.append(body)
            case ByReading(branches=branches):
                stack.extend(branch for _, branch in branches)
            case Choose(cases=cases, outside=outside):
                stack.extend(part for pair in (*cases, (outside, None)) for part in pair if part is not None)
            case Collect():
                stack.extend(part for part in (current.where, current.body) if part is not None)
            case _:
                continue
    return keys


def circular(built: Built) -> Iterator[Diagnostic]:
    """The first cycle among the definitions, if there is one. Most channels are constants: these use nothing."""
    bodies = {key: info.body for key, info in built.snapshot.definitions.items() if not isinstance(info.body, Constant)}
    done: set[str] = set()
    for start in bodies:
        if start in done:
            continue
        path: list[str] = []
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            key, leaving = stack.pop()
            if leaving:
                path.pop()
                done.add(key)
            elif key in path:
                names = " → ".join([*path[path.index(key) :], key])
                address = written_at([*path[path.index(key) :]], built)
                yield diagnose(Code.CIRCULAR_DEFINITION, place(address, built), address=address, names=names)
                return
            elif key not in done:
                path.append(key)
                stack.append((key, True))
                stack.extend((other, False) for other in used(bodies[key]) if other in bodies)


def written_at(keys: Sequence[str], built: Built) -> str:
    """The address of the first definition in a cycle that an author wrote."""
    addresses = [built.snapshot.definitions[key].address for key in keys]
    return next((each for each in addresses if "/" in each), addresses[0])


def place(address: str, built: Built) -> Span:
    """Where an address stands in the files."""
    outlined = built.world.outlines.get(regulation_at(address, built.world))
    return outlined.spans.get(address, NOWHERE) if outlined else NOWHERE
