"""Tests of the checks as witnesses: which of them fail when a check is changed, run one by one in this process."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

TESTS = Path(__file__).parents[1]
FILES = {
    "verifier": (
        "verifier/test_checks_*.py",
        "verifier/test_dead_asides.py",
        "verifier/test_precedence.py",
        "verifier/test_transition.py",
        "verifier/test_joint_duty.py",
    ),
    "compiler": ("compiler/test_competence.py", "compiler/test_duties_to_regulate.py", "compiler/test_codes.py"),
    "cli": (),
}
"""The tests that know the checks, by the package that a check is in."""


@cache
def module(path: Path) -> ModuleType:
    """A file with tests, imported beside what pytest itself imports. What it compiles is compiled once: no change bears on that, but for checks of the compiler."""
    if str(TESTS / "verifier") not in sys.path:
        sys.path.insert(0, str(TESTS / "verifier"))
    spec = importlib.util.spec_from_file_location(f"witness_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = found
    spec.loader.exec_module(found)
    if path.parent.name == "verifier":
        verified: Any = sys.modules["verified"]
        verified.compiled = once(verified.compiled)
    return found


def once(compiled: Callable[..., Any]) -> Callable[..., Any]:
    """A function that remembers what it gave."""
    return compiled if hasattr(compiled, "cache_info") else cache(compiled)


def witnesses(package: str) -> Iterator[str]:
    """The name of every test that knows the checks of a package: its file, its function and the place of its parameters."""
    for pattern in FILES[package]:
        for path in sorted(TESTS.glob(pattern)):
            for name, function in vars(module(path)).items():
                if name.startswith("test_"):
                    yield from (f"{path.relative_to(TESTS)}::{name}[{index}]" for index in range(len(parameters(function))))


@cache
def witness(name: str) -> Callable[[], object]:
    """A test by its name, to be run."""
    path, _, rest = name.partition("::")
    function_name, _, index = rest.rstrip("]").partition("[")
    function = vars(module(TESTS / path))[function_name]
    return partial(function, **parameters(function)[int(index)])


def parameters(function: Callable[..., object]) -> list[dict[str, Any]]:
    """What a test is run with, each time; nothing for a test that needs more than its parameters."""
    marks = [mark for mark in getattr(function, "pytestmark", ()) if mark.name == "parametrize"]
    choices = []
    for mark in marks:
        names, values = mark.args
        several = [each.strip() for each in names.split(",")] if isinstance(names, str) else list(names)
        choices.append([dict(zip(several, value if len(several) > 1 else (value,), strict=True)) for value in values])
    every = [{name: value for part in chosen for name, value in part.items()} for chosen in product(*choices)]
    code: Any = function
    return every if set(every[0] if every else ()) == set(code.__code__.co_varnames[: code.__code__.co_argcount]) else []


def notices(name: str) -> bool:
    """Whether a test fails as things are."""
    try:
        witness(name)()
    except Exception:  # noqa: BLE001 - whatever a change breaks shows that it was noticed
        return True
    return False
