"""The corpus, compiled once, and its snapshots as policies."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from waterdicht.compiler.backends.python import compile_python
from waterdicht.compiler.compile import Model, compile_files
from waterdicht.runtime.policy import Policy, load_source

POLICIES = Path(__file__).parents[3] / "policies"


@cache
def corpus() -> Model:
    """The model of all policies."""
    model, problems = compile_files([str(path) for path in sorted(POLICIES.rglob("*.norm"))])
    assert model is not None, problems
    return model


@cache
def policy_of(regulation: str, first: Any) -> Policy:
    """The policy of the snapshot that begins on this day."""
    built = next(each for each in corpus().built[regulation] if each.snapshot.first == first)
    return load_source(compile_python(built.snapshot))
