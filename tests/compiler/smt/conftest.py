"""A reader of SMT-LIB terms in Python, so that formulas over dates can be checked on every day without a solver."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import pytest

Definitions = dict[str, tuple[list[str], Any]]


@cache
def parse(text: str) -> Any:
    """A term as nested lists of words."""
    stack: list[list[Any]] = [[]]
    for word in re.findall(r"\|[^|]*\||[()]|[^\s()|]+", text):
        if word == "(":
            stack.append([])
        elif word == ")":
            done = stack.pop()
            stack[-1].append(done)
        else:
            stack[-1].append(word)
    return stack[0][0]


def value(term: Any, names: Mapping[str, Any], functions: Definitions) -> Any:
    """The value of a term; only the operators that date formulas use."""
    if isinstance(term, str):
        return names[term] if term in names else {"true": True, "false": False}[term] if term in ("true", "false") else int(term)
    word, *arguments = term
    if word == "ite":
        return value(arguments[1] if value(arguments[0], names, functions) else arguments[2], names, functions)
    given = [value(argument, names, functions) for argument in arguments]
    if word in functions:
        parameters, body = functions[word]
        return value(body, dict(zip(parameters, given, strict=True)), functions)
    return OPERATORS[word](given)


OPERATORS: dict[str, Callable[[list[Any]], Any]] = {
    "+": sum,
    "-": lambda given: -given[0] if len(given) == 1 else given[0] - sum(given[1:]),
    "*": lambda given: given[0] * given[1],
    "=": lambda given: given[0] == given[1],
    "<": lambda given: given[0] < given[1],
    "<=": lambda given: given[0] <= given[1],
    ">": lambda given: given[0] > given[1],
    ">=": lambda given: given[0] >= given[1],
    "and": all,
    "or": any,
    "not": lambda given: not given[0],
}


def functions_of(commands: Sequence[str]) -> Definitions:
    """The functions that `define-fun` commands define; those without parameters too."""
    found: Definitions = {}
    for command in commands:
        if command.startswith("(define-fun"):
            _, name, parameters, _, body = parse(command)
            found[name] = ([parameter for parameter, _ in parameters], body)
    return found


@pytest.fixture
def read() -> Callable[[str, Mapping[str, Any], list[str]], Any]:
    """`read(text, names, commands)`: the value of a term under values for its constants and the definitions among some commands."""

    def read_text(text: str, names: Mapping[str, Any], commands: Sequence[str]) -> Any:
        functions = functions_of(commands)
        known = dict(names)
        for name, (parameters, body) in functions.items():
            if not parameters:
                known[name] = value(body, known, functions)
        return value(parse(text), known, functions)

    return read_text
