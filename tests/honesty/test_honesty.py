"""The checks are honest: leave out a premise of any of them, turn a negation round or lose a severity, and something here says so.

A new check is looked at as soon as it is in the catalogue. A change that nothing can notice, because the check means the same with it, stands in
unnoticed.toml with the reason; one that nothing does notice is a case that is missing: add it to cases.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from cases import cases, holds, read_cases
from catalogue import functions_of_checks
from changes import changed, changes
from noticed import every_change, known, right, seen
from witnesses import notices

from waterdicht.cli.explain import read_checks

UNNOTICED: dict[str, str] = tomllib.loads((Path(__file__).parent / "unnoticed.toml").read_text(encoding="utf-8"))
MODULES = sorted({function.__module__ for function, _, _ in every_change()})


def test_every_check_of_the_catalogue_is_changed() -> None:
    assert set(functions_of_checks()) == set(read_checks())
    assert set(read_cases()) <= set(read_checks())
    assert all(any(changes(function) for function in functions) for functions in functions_of_checks().values())


@pytest.mark.parametrize("check", sorted(functions_of_checks()))
def test_a_check_says_what_it_should_of_its_cases(check: str, tmp_path: Path) -> None:
    assert [case.text for case in cases(check) if not holds(case, tmp_path)] == []


@pytest.mark.parametrize("check", sorted(functions_of_checks()))
def test_the_cases_of_a_check_notice_a_change_of_each_kind(check: str, tmp_path: Path) -> None:
    possible, found = set(), set[str]()
    for function in functions_of_checks()[check]:
        for each in changes(function):
            if each.name in UNNOTICED:
                continue
            possible.add(each.kind)
            if each.kind not in found:
                with changed(function, each):
                    if not all(right(case, tmp_path) for case in cases(check)):
                        found.add(each.kind)
    assert found == possible


@pytest.mark.parametrize("module", MODULES)
def test_every_change_is_noticed(module: str, tmp_path: Path) -> None:
    by = known()
    missed = []
    for function, names, each in every_change():
        if function.__module__ == module:
            with changed(function, each):
                caught = seen(names, tmp_path) is not None or (each.name in by and notices(by[each.name]))
            if caught is (each.name in UNNOTICED):
                missed.append(each.name)
    assert missed == []


def test_the_lists_name_changes_that_there_are() -> None:
    names = {each.name for _, _, each in every_change()}
    assert set(known()) <= names
    assert set(UNNOTICED) <= names
    assert all(UNNOTICED.values())
    assert not UNNOTICED.keys() & known().keys()


def test_a_changed_function_is_changed_everywhere_and_only_for_as_long() -> None:
    function, _, each = next((function, names, each) for function, names, each in every_change() if each.kind == "severity")
    before: Callable[..., object] = function
    code = function.__code__
    with changed(function, each):
        assert before.__code__ is each.code is not code
    assert function.__code__ is code
