"""A part of a snapshot says of its decisions what the whole says of them, function by function."""

from __future__ import annotations

import ast

import pytest
from corpus_policies import corpus
from policies_by_hand import proefplaats

from waterdicht.compiler.backends.python import compile_python
from waterdicht.compiler.channels import decisions
from waterdicht.compiler.ir import Snapshot
from waterdicht.compiler.narrow import narrowed

SOCIAL = corpus().built["sociaal_domein"][-1].snapshot
"""A regulation of the corpus with several decisions that share definitions."""


def functions(source: str) -> dict[str, str]:
    """Every function of a generated module. Numbers of leaves stand in tables only."""
    return {node.name: ast.unparse(node) for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("law", [proefplaats(), SOCIAL], ids=["by hand", "corpus"])
def test_the_functions_of_one_decision_are_those_of_the_whole(law: Snapshot) -> None:
    whole = functions(compile_python(law))
    for regulation in law.regulations:
        for about in decisions(law, regulation):
            part = functions(compile_python(narrowed(law, {(regulation, *about)})))
            assert part.items() <= whole.items()
            assert sum(name.startswith("besluit_") for name in part) == 1


def test_what_is_not_asked_is_not_there() -> None:
    (first, *others) = decisions(SOCIAL, "sociaal_domein")
    part = narrowed(SOCIAL, {("sociaal_domein", *first)})
    assert others
    assert decisions(part, "sociaal_domein") == (first,)
    assert len(part.definitions) < len(SOCIAL.definitions)


def test_a_definition_without_a_decision() -> None:
    key = next(key for key in sorted(SOCIAL.definitions) if SOCIAL.definitions[key].text)
    part = narrowed(SOCIAL, (), [key])
    assert part.definitions[key] == SOCIAL.definitions[key]
    assert functions(compile_python(part)).items() <= functions(compile_python(SOCIAL)).items()
