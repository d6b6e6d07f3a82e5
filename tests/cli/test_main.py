"""What holds for every command: help, languages, wrong use, and that nothing heavy is loaded before it is needed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

Run: TypeAlias = Callable[..., "CompletedProcess[str]"]

COMMANDS = ("check", "verify", "decide", "test", "fmt", "compile", "source", "explain")


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help(run: Run, command: str) -> None:
    answer = run(*([command] if command else []), "--help")
    assert answer.returncode == 0
    assert answer.stdout.startswith("gebruik: waterdicht")
    assert run(*([command] if command else []), "--help", "--lang", "en").stdout.startswith("usage: waterdicht")


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["source", "coverage", "--help"], ["--version"], ["chek"]])
def test_nothing_heavy_is_imported_early(arguments: list[str]) -> None:
    script = (
        "import sys\nfrom waterdicht.cli.main import main\n"
        f"main({arguments!r})\n"
        "print([name for name in ('lark', 'z3', 'pydantic', 'waterdicht.dsl', 'waterdicht.compiler') if name in sys.modules], file=sys.stderr)"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stderr.splitlines()[-1] == "[]"


def test_version(run: Run) -> None:
    answer = run("--version")
    assert answer.returncode == 0
    assert answer.stdout.startswith("waterdicht ")
    assert "(taal 1)" in answer.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "chek"),
        (["check"], "deze argumenten ontbreken: PATH"),
        (["check", "--frob", "premie.norm"], "onbekend argument: --frob"),
        (["check", "premie.norm", "--format", "xml"], "kan niet (kies uit"),
        (["check", "premie.norm", "--today", "30 februari 2024"], "is geen dag"),
        (["explain", "E201", "E202"], "onbekend argument: E202"),
        (["source"], "deze argumenten ontbreken: ACTIE"),
        (["source", "frob"], "kan niet (kies uit"),
        (["source", "import"], "deze argumenten ontbreken: FILE"),
        (["source", "import", "x.txt", "--as", "Dorp 2024"], "is geen regeling met versie"),
        (["decide", "premie", "--in", "dorp", "--facts", "-", "--on", "1 maart 1600"], "buiten de kalender"),
        (["decide", "premie", "--in", "dorp", "--facts", "-", "--on", "2024-03-01", "--reading", "x"], "NAAM=MOGELIJKHEID"),
    ],
)
def test_wrong_use_is_2_and_says_what(run: Run, arguments: list[str], said: str) -> None:
    answer = run(*arguments)
    assert answer.returncode == 2
    assert said in answer.stderr
    assert answer.stdout == ""


def test_no_command_shows_help(run: Run) -> None:
    answer = run()
    assert answer.returncode == 2
    assert "opdrachten" in answer.stderr


def test_wrong_use_in_english(run: Run) -> None:
    assert "the following arguments are required" in run("check", "--lang", "en").stderr


def test_a_reader_that_stops_is_no_error(samples: Path) -> None:
    command = f'"{sys.executable}" -m waterdicht.cli.main explain | true'
    found = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, cwd=samples, env=dict(os.environ))
    assert found.stderr == ""


def test_a_mistake_of_ours_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], samples: Path) -> None:
    from waterdicht.cli import explain, main

    def broken(*_: object) -> int:
        raise ZeroDivisionError("kapot")

    monkeypatch.setattr(explain, "run", broken)
    assert main.main(["explain", "--lang", "nl"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "E619" in said
    assert "ZeroDivisionError: kapot" in said
    assert main.main(["--traceback", "explain"]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_an_interrupt_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    from waterdicht.cli import explain, main

    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(explain, "run", interrupted)
    assert main.main(["explain"]) == 130
