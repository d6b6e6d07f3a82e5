"""Ways to make a check dishonest: a premise left out, a negation turned round, a severity lost. Each is one edit of the source of one function."""

from __future__ import annotations
import __future__

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from types import CodeType, FunctionType
from typing import Any

MAKERS = frozenset({"must", "must_not", "Constraint", "bites", "harmless"})
"""What makes a constraint: a tuple with one of these in it is a question."""
OPPOSITE = {"must": "must_not", "must_not": "must"}
AS_TEXT = __future__.annotations.compiler_flag
ASKING = frozenset({"ask", "told", "settled"})
"""What asks the solver, or what is known in its stead."""
LOST = {"ERROR": "NOTE", "WARNING": "NOTE", "NOTE": "ERROR"}


@dataclass(frozen=True, slots=True)
class Change:
    """One edit: of what kind, where (by function and what stands there), and the code of the function with it. `place` is unique in a function."""

    kind: str
    function: str
    place: str
    code: CodeType

    @property
    def name(self) -> str:
        """What it is called in lists."""
        return f"{self.function}: {self.kind}: {self.place}"


def called(node: ast.AST) -> str:
    """The name of what is called, or ""."""
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def is_premise(node: ast.AST) -> bool:
    """Whether an element of a tuple is a constraint, or stands for several."""
    return called(node.value if isinstance(node, ast.Starred) else node) in MAKERS


def edits(node: Any, *, plain: bool) -> Iterator[tuple[str, str, Any, str, Any]]:
    """Every edit inside a node: its kind, where, and the node, the field and what that field becomes. `plain` is for code that asks no solver."""
    for parent in ast.walk(node):
        for field, value in ast.iter_fields(parent):
            several = isinstance(value, list)
            for index, child in enumerate(value if several else [value]):
                if isinstance(child, ast.AST):
                    for kind, what in replacements(child, plain=plain):
                        yield kind, ast.unparse(child), parent, field, [*value[:index], what, *value[index + 1 :]] if several else what
        for gone, field, rest in left_out(parent, plain=plain):
            yield "premise", f"{ast.unparse(gone)} in {ast.unparse(parent)}", parent, field, rest


def replacements(child: ast.AST, *, plain: bool) -> Iterator[tuple[str, ast.AST]]:
    """What one expression becomes when a part of a conjunction goes, a negation is turned round or a severity is lost."""
    match child:
        case ast.Call(func=ast.Name(id="negate"), args=[one]):
            yield "negation", one
        case ast.Call(func=ast.Name(id=("must" | "must_not") as name)):
            yield "negation", ast.Call(ast.Name(OPPOSITE[name], ast.Load()), child.args, child.keywords)
        case ast.UnaryOp(op=ast.Not(), operand=one) if plain:
            yield "negation", one
        case ast.BoolOp(op=ast.And(), values=parts) if plain:
            for index in range(len(parts)):
                rest = [*parts[:index], *parts[index + 1 :]]
                yield "premise", ast.BoolOp(child.op, rest) if len(rest) > 1 else rest[0]
        case ast.Attribute(value=ast.Name(id="Severity"), attr=name) if name in LOST:
            yield "severity", ast.Attribute(child.value, LOST[name], ast.Load())


def left_out(parent: ast.AST, *, plain: bool) -> Iterator[tuple[ast.AST, str, list[ast.AST]]]:
    """Each premise that can be left out of a question, a conjunction or a filter: what goes, the field it was in and what stays there."""
    match parent:
        case ast.Tuple(elts=parts) if any(map(is_premise, parts)):
            field = "elts"
        case ast.Call(func=ast.Name(id="both"), args=parts) if len(parts) > 1:
            field = "args"
        case ast.comprehension(ifs=parts) if plain:
            field = "ifs"
        case _:
            return
    for index, gone in enumerate(parts):
        yield gone, field, [*parts[:index], *parts[index + 1 :]]


@cache
def changes(function: FunctionType) -> tuple[Change, ...]:
    """Every edit of a function, compiled."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    (definition,) = tree.body
    assert isinstance(definition, ast.FunctionDef)
    definition.decorator_list = []
    found: list[Change] = []
    seen: dict[tuple[str, str], int] = {}
    for kind, place, parent, field, after in list(edits(definition, plain=not asks(function.__module__))):
        before = getattr(parent, field)
        setattr(parent, field, after)
        module = compile(ast.fix_missing_locations(tree), f"<{kind} of {function.__qualname__}>", "exec", flags=AS_TEXT, dont_inherit=True)
        setattr(parent, field, before)
        code = next(each for each in module.co_consts if isinstance(each, CodeType) and each.co_name == definition.name)
        again = seen[kind, place] = seen.get((kind, place), 0) + 1
        found.append(Change(kind, name_of(function), place if again == 1 else f"{place} #{again}", code))
    return tuple(found)


@cache
def asks(module: str) -> bool:
    """Whether a module asks the solver: what it leaves out of a question says more than what it leaves out of a test beside it."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return any((isinstance(each, ast.Attribute) and each.attr in ASKING) or (isinstance(each, ast.Name) and each.id == "search") for each in ast.walk(tree))


def name_of(function: FunctionType) -> str:
    """A function by its module and its name."""
    return f"{function.__module__.removeprefix('waterdicht.')}.{function.__qualname__}"


@contextmanager
def changed(function: FunctionType, change: Change) -> Iterator[None]:
    """The function with an edit in it, wherever it is imported."""
    before = function.__code__
    function.__code__ = change.code
    try:
        yield
    finally:
        function.__code__ = before
