"""Pieces of Python source and how they are laid out on lines: flat when they fit, else one part to a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias, assert_never

WIDTH = 120
INDENT = "    "

CONDITIONAL, OR, AND, NOT, COMPARISON, SUM, PRODUCT, ATOM = range(8)
"""How tightly an expression binds, loosest first."""


@dataclass(frozen=True, slots=True)
class Text:
    """Source without parts."""

    text: str
    level: int = ATOM


@dataclass(frozen=True, slots=True)
class Joined:
    """Parts between `opening` and `closing` with `separator` between them.

    A separator that ends in a space and begins with a comma stays at the end of a line, another one leads the next line.
    """

    opening: str
    parts: tuple[Code, ...]
    separator: str
    closing: str
    level: int = ATOM


@dataclass(frozen=True, slots=True)
class Noted:
    """A part with a comment on the line before it."""

    code: Code
    comment: str


Code: TypeAlias = Text | Joined | Noted


def level(code: Code) -> int:
    """How tightly a piece binds."""
    match code:
        case Text() | Joined():
            return code.level
        case Noted():
            return level(code.code)
        case _:
            assert_never(code)


def call(function: str, *arguments: Code) -> Code:
    """A call."""
    return Joined(f"{function}(", arguments, ", ", ")")


def listed(*parts: Code) -> Code:
    """A tuple."""
    return Joined("(", parts, ", ", ",)" if len(parts) == 1 else ")")


def bracketed(code: Code) -> Code:
    """The same between brackets."""
    return Joined("(", (code,), "", ")")


def at_least(code: Code, least: int) -> Code:
    """The same, between brackets when it binds more loosely than `least`."""
    return code if level(code) >= least else bracketed(code)


def infix(operator: str, binds: int, *parts: Code) -> Code:
    """`a operator b operator c`."""
    return Joined("", tuple(at_least(part, binds + 1) for part in parts), f" {operator} ", "", binds)


def prefix(words: str, code: Code, binds: int = ATOM) -> Code:
    """Words before a piece."""
    return Joined(words, (code,), "", "", binds)


def conditional(then: Code, condition: Code, otherwise: Code) -> Code:
    """`then if condition else otherwise`."""
    parts = (at_least(then, OR), prefix("if ", at_least(condition, OR)), prefix("else ", at_least(otherwise, OR)))
    return Joined("", parts, " ", "", CONDITIONAL)


def attribute(owner: Code, name: str) -> Code:
    """`owner.name`."""
    return Joined("", (at_least(owner, ATOM), Text(f".{name}")), "", "")


def bare(code: Code) -> Code:
    """The piece without its comment."""
    return bare(code.code) if isinstance(code, Noted) else code


def flat(code: Code, room: int = 1_000_000) -> str | None:
    """The piece on one line of at most `room` characters, or None when it takes more or holds a comment. Looks no further than that."""
    match code:
        case Text(text):
            return text if len(text) <= room else None
        case Noted():
            return None
        case Joined():
            left = room - len(code.opening) - len(code.closing) - len(code.separator) * max(len(code.parts) - 1, 0)
            parts: list[str] = []
            for part in code.parts:
                line = flat(part, left)
                if line is None:
                    return None
                left -= len(line)
                parts.append(line)
            return code.opening + code.separator.join(parts) + code.closing if left >= 0 else None
        case _:
            assert_never(code)


def lay_out(code: Code, indent: str = "", used: int = 0) -> str:
    """The piece, flat when it fits behind `used` columns, else broken with its parts one step further in than `indent`."""
    line = flat(code, WIDTH - len(indent) - used)
    if line is not None:
        return line
    match code:
        case Text(text):
            return text
        case Noted(inner):
            return lay_out(inner, indent, used)
        case Joined("", (first, Text(text)), "", ""):
            return lay_out(first, indent, used) + text
        case Joined(opening, (only,), _, ""):
            return opening + lay_out(only, indent, used + len(opening))
        case Joined():
            return broken(code, indent)
        case _:
            assert_never(code)


def broken(code: Joined, indent: str) -> str:
    """One part to a line, between brackets; without brackets of its own, a piece must stand within those of another."""
    inner = indent + INDENT if code.opening or code.closing else indent
    trailing = code.separator.startswith(",")
    lines: list[str] = []
    for index, part in enumerate(code.parts):
        leading = "" if trailing or index == 0 else code.separator.lstrip()
        text = leading + lay_out(part, inner, len(leading)) + ("," if trailing else "")
        lines += [f"{inner}# {part.comment}" for _ in (0,) if isinstance(part, Noted)]
        lines.append(inner + text)
    body = "\n".join(lines)
    closing = code.closing.removeprefix(",")
    return f"{code.opening}\n{body}\n{indent}{closing}" if code.opening or code.closing else body.removeprefix(inner)


def statement(words: str, code: Code, indent: str = INDENT) -> str:
    """`words code` as a statement, between brackets when it takes more lines."""
    line = flat(code, WIDTH - len(indent) - len(words))
    if line is not None:
        return f"{indent}{words}{line}"
    own = isinstance(code, Joined) and code.opening.endswith(("(", "[", "{")) and code.closing != ""
    whole = code if own else bracketed(code)
    text = broken(whole, indent) if isinstance(whole, Joined) else lay_out(whole, indent)
    return f"{indent}{words}{text}"


def filled(before: str, parts: Sequence[str], separator: str, after: str, indent: str = INDENT) -> str:
    """`before part separator part after` as a statement: flat when it fits, else as many parts on a line as it can hold."""
    line = f"{indent}{before}{separator.join(parts)}{after}"
    if len(line) <= WIDTH:
        return line
    inner, lines = indent + INDENT, [""]
    for index, part in enumerate(parts):
        text = part if index == len(parts) - 1 else part + separator
        if lines[-1] and len(inner) + len(lines[-1]) + len(text.rstrip()) > WIDTH:
            lines.append("")
        lines[-1] += text
    body = "\n".join(inner + each.rstrip() for each in lines)
    return f"{indent}{before}\n{body}\n{indent}{after}"


def row(parts: Sequence[str]) -> tuple[Sequence[str], str, str]:
    """What `filled` puts on lines for a tuple of these names, its separator and its closing bracket."""
    return parts, ", ", ",)" if len(parts) == 1 else ")"
