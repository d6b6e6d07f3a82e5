"""Nodes that occur more than once in the trees of a module become constants: the law repeats itself, and each is computed once for a case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from waterdicht.compiler.backends.python.layout import Code, Joined, Noted, Text, statement

OPENING = "Node("


@dataclass(slots=True)
class Nodes:
    """The statements of constants so far, and the name of each node that has one. Grows while trees are taken in."""

    counted: Counter[Code]
    lines: list[str] = field(default_factory=list)
    names: dict[Code, str] = field(default_factory=dict)

    def taken_in(self, code: Code) -> Code:
        """The same tree with constants for the nodes that occur more than once; their statements come before it."""
        if code in self.names:
            return Text(self.names[code])
        match code:
            case Joined(opening, parts):
                rewritten: Code = replace(code, parts=tuple(map(self.taken_in, parts)))
                if opening != OPENING or self.counted[code] == 1:
                    return rewritten
                name = self.names[code] = f"N_{len(self.names)}"
                self.lines.append(statement(f"{name} = ", rewritten, ""))
                return Text(name)
            case _:
                return code

    def define(self, name: str, code: Code) -> None:
        """A constant with a name of its own."""
        body = replace(code, parts=tuple(map(self.taken_in, code.parts))) if isinstance(code, Joined) else code
        self.lines.append(statement(f"{name} = ", body, ""))


def counted(codes: Iterable[Code]) -> Counter[Code]:
    """How often each node occurs in these trees, those within nodes that occur before not counted again."""
    found: Counter[Code] = Counter()

    def visit(code: Code) -> None:
        if isinstance(code, Noted):
            visit(code.code)
        elif isinstance(code, Joined):
            found[code] += code.opening == OPENING
            if found[code] < 2:
                for part in code.parts:
                    visit(part)

    for code in codes:
        visit(code)
    return found
