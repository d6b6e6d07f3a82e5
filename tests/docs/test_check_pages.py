"""The page of each check: its first example gives exactly that finding, its near miss does not, and its severity is the one it says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from waterdicht.cli.acceptance import STALE, judge, read_acceptances
from waterdicht.cli.check_pages import check_pages, read_examples
from waterdicht.cli.explain import read_checks
from waterdicht.cli.switches import OFF, not_looked_at, read_switches, switched
from waterdicht.compiler.compile import compile_documents
from waterdicht.dsl.diagnostics import has_errors
from waterdicht.dsl.parser import parse_text
from waterdicht.verifier.results import Result, Verdict
from waterdicht.verifier.verify import ON_REQUEST, verify

EXAMPLES = read_examples()
TODAY = date(2026, 7, 1)


def results_of(name: str, which: str, folder: Path) -> tuple[Result, ...]:
    """What `verify` reports about an example, by the steps of the command."""
    text = EXAMPLES[name][which]
    file, problems = parse_text(text, f"{name}.norm")
    assert file is not None and not problems
    model, found = compile_documents((file,))
    assert model is not None and not has_errors(found), found
    accept = folder / "aanvaard.toml"
    accept.write_text(EXAMPLES[name].get(f"{which}_accept", ""), encoding="utf-8")
    entries, wrong = read_acceptances([str(accept)])
    switches, wrong_too = read_switches([str(accept)], model.built)
    assert not wrong and not wrong_too
    asked = (name,) if name in ON_REQUEST else ()
    every = (*judge(verify(model, found, jobs=1, only=asked, off=switched(switches)), entries, TODAY), *not_looked_at(switches))
    assert not [each for each in every if each.verdict is Verdict.UNDECIDED]
    return tuple(each for each in every if each.verdict is Verdict.REFUTED and (each.accepted is None or each.check == OFF))


def test_every_check_has_a_page_with_two_examples() -> None:
    assert set(read_checks()) == set(EXAMPLES)
    assert set(check_pages()) == {"index.md", *(f"{name}.md" for name in EXAMPLES)}
    assert all({"severity", "fires", "near", "near_nl", "near_en"} <= set(each) for each in EXAMPLES.values())
    assert {name for name, each in EXAMPLES.items() if "fires_accept" in each} == {STALE, OFF}


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_the_first_example_gives_exactly_this_finding(name: str, tmp_path: Path) -> None:
    found = results_of(name, "fires", tmp_path)
    assert {each.check for each in found} == {name, *EXAMPLES[name].get("also", "").split()}
    assert {each.severity.value for each in found if each.check == name} == {EXAMPLES[name]["severity"]}


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_the_near_miss_does_not_give_it(name: str, tmp_path: Path) -> None:
    assert name not in {each.check for each in results_of(name, "near", tmp_path)}
