"""Every example in the documentation is right: it parses, compiles, gives the values it says and is proved or refuted as it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from doc_blocks import ROOT, Block, all_blocks, blocks_of, named, pages, wrapped

from waterdicht.compiler.channels import decide
from waterdicht.compiler.compile import Model, compile_documents
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Use
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, has_errors
from waterdicht.dsl.parser import parse_file, parse_text
from waterdicht.dsl.tree import SourceFile
from waterdicht.runtime.values import ABSENT, UNKNOWN, Fault
from waterdicht.verifier.results import Verdict
from waterdicht.verifier.room import default_readings
from waterdicht.verifier.verify import verify

COMPLETE = tuple(block for block in all_blocks("norm") if block.body.startswith("taal "))
PARTIAL = tuple(block for block in all_blocks("norm") if not block.body.startswith("taal "))
FRAGMENTS = all_blocks("norm-fragment")
VALUES = all_blocks("norm-values")
CLAIMS = ("finds", "lacks", "proves", "refutes")
WITH_CONSOLE = tuple(page for page in pages() if any(block.claim("file") for block in blocks_of(page)))
NO_VALUE = {"onbekend": UNKNOWN, "ontbreekt": ABSENT}


def place(block: Block | Path) -> str:
    return block.place if isinstance(block, Block) else block.name


def parsed(text: str, where: str) -> SourceFile:
    file, found = parse_text(text, where)
    assert not found, shown(found)
    assert file is not None
    return file


def shown(found: tuple[Diagnostic, ...]) -> list[tuple[str, int, Any]]:
    return [(each.code.value, each.span.line, each.arguments) for each in found]


def compiled(text: str, where: str) -> tuple[Model, tuple[Diagnostic, ...]]:
    """The model of a complete file; with the corpus beside it when it uses a regulation that it does not hold itself."""
    file = parsed(text, where)
    model, found = compile_documents((file,))
    if any(each.code is Code.UNKNOWN_REGULATION for each in found):
        corpus = [parse_file(str(path))[0] for path in sorted((ROOT / "policies").rglob("*.norm"))]
        model, found = compile_documents((file, *(each for each in corpus if each is not None)))
    assert not has_errors(found), shown(found)
    assert model is not None
    return model, found


@pytest.mark.parametrize("block", COMPLETE, ids=place)
def test_a_complete_example_compiles_and_its_scenarios_hold(block: Block) -> None:
    model, _ = compiled(block.body, block.place)
    for scenario in model.scenarios:
        if scenario.span.file != block.place:
            continue
        case = Case(scenario.built.snapshot, scenario.facts, default_readings(scenario.built))
        for expected in scenario.expected:
            if expected.expression is not None:
                assert evaluate(expected.expression, case) == expected.value, scenario.title
                assert expected.until is None or (expected.last is not None and evaluate(expected.last, case) == expected.until), scenario.title
            else:
                layers = scenario.built.world.layers
                got = decide(case, layers, scenario.regulation, expected.name, expected.phase, under_the_law=scenario.under_the_law)
                assert got is expected.outcome, scenario.title


@pytest.mark.parametrize("block", [block for block in COMPLETE if any(map(block.claim, CLAIMS))], ids=place)
def test_an_example_is_proved_or_refuted_as_the_page_says(block: Block) -> None:
    model, found = compiled(block.body, block.place)
    results = verify(model, tuple(each for each in found if each.severity.value != "error"), jobs=1)
    assert not [each for each in results if each.verdict is Verdict.UNDECIDED]
    findings = {name for each in results if each.verdict is Verdict.REFUTED for name in (each.check, f"{each.check}:{each.severity.value}")}
    assert set(block.claim("finds")) <= findings
    assert not findings.intersection(block.claim("lacks"))
    verdicts = {each.subject.rpartition("-")[2]: each.verdict for each in results if each.check == "stelling"}
    assert [verdicts[name] for name in block.claim("proves")] == [Verdict.PROVED] * len(block.claim("proves"))
    assert [verdicts[name] for name in block.claim("refutes")] == [Verdict.REFUTED] * len(block.claim("refutes"))


@pytest.mark.parametrize("block", FRAGMENTS, ids=place)
def test_a_fragment_parses(block: Block) -> None:
    parsed(wrapped(block), block.place)


@pytest.mark.parametrize("block", PARTIAL, ids=place)
def test_an_example_without_a_language_line_parses(block: Block) -> None:
    whole, found = parse_text(f"taal 1.\n{block.body}", block.place)
    if whole is None or found:
        parsed(wrapped(block), block.place)


@pytest.mark.parametrize("block", VALUES, ids=place)
def test_an_expression_has_the_value_the_page_says(block: Block) -> None:
    given, readings, rows = read_values(block)
    lids = [f'lid {number} "rij" vraag_{number} betekent {question}.' for number, (question, _) in enumerate(rows, 1)]
    lids += [f'lid {number}b "rij" antwoord_{number} betekent {answer}.' for number, (_, answer) in enumerate(rows, 1) if is_literal(answer)]
    words = named(block.page, block.claim("with")[0]).body
    case = f'scenario "rij" over rijen op 1 maart 2024 {"gegeven " + given if given else ""} verwacht besluit toelage : onbekend.'
    law = '\nverordening rijen "Rijen"\ngeldig vanaf 1 januari 2020.\nartikel 1 "Rijen"\n'
    model, _ = compiled("\n".join([words, law, *lids, "scenario's rijen", case]), block.place)
    (scenario,) = (each for each in model.scenarios if each.regulation == "rijen")
    on = Case(scenario.built.snapshot, scenario.facts, {**default_readings(scenario.built), **readings})
    for number, (question, answer) in enumerate(rows, 1):
        got = value_of(f"rijen:vraag_{number}", on)
        wanted = value_of(f"rijen:antwoord_{number}", on) if is_literal(answer) else NO_VALUE.get(answer)
        assert isinstance(got, Fault) if answer == "fout" else got == wanted, f"{question}: {got}"


def read_values(block: Block) -> tuple[str, dict[str, str], list[tuple[str, str]]]:
    """The facts, the readings and the rows of a block of values."""
    given, readings, rows = "", {}, []
    for line in filter(None, map(str.strip, block.body.splitlines())):
        if line.startswith("gegeven "):
            given += line.removeprefix("gegeven ")
        elif "→" in line:
            question, answer = line.split("→")
            rows.append((question.strip(), answer.strip()))
        else:
            _, name, option = line.split()
            readings[name] = option
    return given, readings, rows


def is_literal(answer: str) -> bool:
    return answer not in ("fout", *NO_VALUE)


def value_of(key: str, case: Case) -> Any:
    return evaluate(Use(key, case.snapshot.definitions[key].body.type), case)


@pytest.mark.parametrize("page", WITH_CONSOLE, ids=place)
def test_the_commands_on_a_page_print_what_it_shows(page: Path, tmp_path: Path) -> None:
    for block in blocks_of(page):
        for name in block.claim("file"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(block.body, encoding="utf-8")
        if block.language == "console":
            for command, shown_lines in commands(block.body):
                check_command(command, shown_lines, tmp_path, block.place)


def commands(body: str) -> list[tuple[str, list[str]]]:
    """Each command with the lines that the page shows after it."""
    parts = re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]
    return [(part.splitlines()[0], part.splitlines()[1:]) for part in parts]


def check_command(command: str, shown_lines: list[str], folder: Path, where: str) -> None:
    """Every line the page shows is printed, in that order; `…` stands for lines left out, `slotcode N` for the exit code."""
    program, *arguments = command.split()
    module = {"waterdicht": ["-m", "waterdicht.cli.main"], "python": []}[program]
    settings = {**os.environ, "LC_ALL": "nl_NL.UTF-8", "COLUMNS": "200", "NO_COLOR": "1", "WATERDICHT_CACHE": "0"}
    run = [sys.executable, *module, *arguments]
    found = subprocess.run(run, capture_output=True, cwd=folder, env=settings, check=False, timeout=120, encoding="utf-8")
    printed = iter([*(line.rstrip() for line in (found.stdout + found.stderr).splitlines()), f"slotcode {found.returncode}"])
    for line in shown_lines:
        if line.strip() not in ("", "…"):
            assert any(line.strip() == each.strip() for each in printed), f"{where}: {line!r} is not (or not there) in\n{found.stdout}{found.stderr}"
