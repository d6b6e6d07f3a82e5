"""Which functions make up each check of the catalogue: found from what runs it, so that no check is left out."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from types import CodeType, FunctionType

import waterdicht.compiler
from waterdicht.cli.acceptance import STALE, judge
from waterdicht.cli.explain import read_checks
from waterdicht.cli.switches import OFF, not_looked_at, switched
from waterdicht.dsl.codes import Code
from waterdicht.verifier.checks import documents
from waterdicht.verifier.checks.theorems import check_theorem
from waterdicht.verifier.findings import UNTOLD, cannot_be_told
from waterdicht.verifier.verify import ACROSS, CHECKS, THEOREM

OF_THE_VERIFIER = ("waterdicht.verifier.checks", "waterdicht.verifier.twins", "waterdicht.verifier.precedence")
"""Where the checks of the verifier are; what else it has is tested by itself."""


@cache
def functions_of_checks() -> dict[str, tuple[FunctionType, ...]]:
    """Every check of the catalogue with the functions that make it up."""
    found: dict[str, dict[FunctionType, None]] = {}
    for name, start, modules in starts():
        found.setdefault(name, {}).update(dict.fromkeys(reached(start, modules, name)))
    return {name: tuple(found[name]) for name in sorted(found)}


def starts() -> Iterator[tuple[str, FunctionType, tuple[str, ...]]]:
    """What runs each check, and the modules in which it is worked out."""
    for check, names in (*CHECKS.items(), *ACROSS.items(), (check_theorem, (THEOREM,))):
        yield from ((name, plain(check), OF_THE_VERIFIER) for name in names)
    for code, name in documents.NAMES.items():
        for function in every_function():
            if code.name in names_in(function.__code__):
                yield from ((name, each, (each.__module__,)) for each in (function, documents.from_diagnostics))
    for name, function in ((STALE, judge), (OFF, not_looked_at), (OFF, switched)):
        yield name, plain(function), (function.__module__,)


def every_function() -> Iterator[FunctionType]:
    """Every function of the compiler."""
    for info in pkgutil.iter_modules(waterdicht.compiler.__path__, "waterdicht.compiler."):
        if not info.ispkg:
            yield from (each for each in vars(importlib.import_module(info.name)).values() if isinstance(each, FunctionType) and each.__module__ == info.name)


def plain(function: Callable[..., object]) -> FunctionType:
    """A function without what is wrapped round it."""
    found = getattr(function, "__wrapped__", function)
    assert isinstance(found, FunctionType)
    return found


def reached(start: FunctionType, modules: tuple[str, ...], name: str) -> Iterator[FunctionType]:
    """The functions that a function needs in some modules, itself first; not those that are about other checks only."""
    seen: set[FunctionType] = set()
    stack = [start]
    while stack:
        function = stack.pop()
        named = about(function, modules)
        if function not in seen and (function is start or not named or name in named):
            seen.add(function)
            yield function
            stack += [each for each in needed(function) if each.__module__.startswith(modules)]


@cache
def about(function: FunctionType, modules: tuple[str, ...]) -> frozenset[str]:
    """The checks that a function names, or something that it needs does: none for what serves every check."""
    seen: set[FunctionType] = set()
    stack = [function]
    while stack:
        each = stack.pop()
        if each not in seen:
            seen.add(each)
            stack += [more for more in needed(each) if more.__module__.startswith(modules)]
    named = frozenset(name for each in seen for name in checks_named(each))
    untold = any(cannot_be_told.__name__ in names_in(each.__code__) for each in seen)
    return named | {UNTOLD} if named and untold else named


def checks_named(function: FunctionType) -> set[str]:
    """The checks that a function names, by their name or by the code of the compiler for it; what asks which check it is for, is for each."""
    names = names_in(function.__code__) - compared(function)
    values = (function.__globals__.get(each) for each in names)
    codes = {documents.NAMES.get(Code[each], each) for each in names & Code.__members__.keys()} if "Code" in names else set()
    return {each for each in values if isinstance(each, str) and each in read_checks()} | codes


def compared(function: FunctionType) -> set[str]:
    """The names with which a function compares something."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    sides = (side for each in ast.walk(tree) if isinstance(each, ast.Compare) for side in (each.left, *each.comparators))
    return {side.id for side in sides if isinstance(side, ast.Name)}


def needed(function: FunctionType) -> Iterator[FunctionType]:
    """The functions that one names, and the methods of that name in its module and those it imports from."""
    space = function.__globals__
    names = names_in(function.__code__)
    for name in names:
        if callable(found := space.get(name)) and isinstance(getattr(found, "__wrapped__", found), FunctionType):
            yield plain(found)
    classes = [each for each in space.values() if isinstance(each, type)]
    for kind in classes:
        for name in names & vars(kind).keys():
            method = vars(kind)[name]
            method = method.fget if isinstance(method, property) else method
            if isinstance(method, FunctionType):
                yield method


def names_in(code: CodeType) -> set[str]:
    """Every name in some code, and in the code inside it."""
    found = {*code.co_names}
    for each in code.co_consts:
        if isinstance(each, CodeType):
            found |= names_in(each)
    return found
