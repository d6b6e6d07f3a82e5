"""The whole outcome of `verify` is kept: found back when nothing has changed, and only then."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

Run: TypeAlias = Callable[..., "CompletedProcess[str]"]
Verify: TypeAlias = Callable[..., "CompletedProcess[str]"]

MARK = "dit stond er niet"


@pytest.fixture
def law(tmp_path: Path, samples: Path) -> Path:
    """A folder with one policy."""
    (tmp_path / "wet").mkdir()
    (tmp_path / "wet" / "stad.norm").write_bytes((samples / "stad.norm").read_bytes())
    return tmp_path / "wet"


@pytest.fixture
def verify(run: Run, law: Path, tmp_path: Path) -> Verify:
    """Runs `verify` on it, with a cache of its own."""
    return lambda *options: run("verify", ".", *options, cwd=law, env={"WATERDICHT_CACHE": str(tmp_path / "cache")})


def kept(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "cache").glob("??/*") if path.read_bytes().startswith(b'{"code"')]


def marked(path: Path) -> None:
    """Make a kept outcome one that can be recognised."""
    path.write_text(json.dumps({**json.loads(path.read_bytes()), "text": MARK, "code": 3}))


def test_found_back_when_nothing_changed(verify: Verify, tmp_path: Path) -> None:
    first = verify()
    (path,) = kept(tmp_path)
    again = verify()
    assert (again.stdout, again.returncode) == (first.stdout, first.returncode)
    assert "waren niet veranderd" in again.stderr
    assert first.stderr == ""
    marked(path)
    answer = verify("--jobs", "1")
    assert (answer.stdout, answer.returncode) == (MARK + "\n", 3)


@pytest.mark.parametrize(
    "options", [("--verbose",), ("--lang", "en"), ("--format", "json"), ("--no-readings",), ("--level", "note"), ("--no-cache",), ("--today", "2030-01-01")]
)
def test_another_question_is_worked_out(verify: Verify, tmp_path: Path, options: tuple[str, ...]) -> None:
    verify()
    marked(*kept(tmp_path))
    assert MARK not in verify(*options).stdout


def test_a_change_in_any_file_is_worked_out(verify: Verify, law: Path, tmp_path: Path) -> None:
    first = verify()
    marked(*kept(tmp_path))
    (law / "stad.norm").write_text((law / "stad.norm").read_text() + "\n")
    assert verify().stdout == first.stdout
    (law / "aanvaard.toml").write_text("")
    assert verify().stdout == first.stdout
    assert len(kept(tmp_path)) == 3


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"code": 0}', b'{"code": "0", "text": "x", "tasks": 1}', b'{"code": 0, "text": 1, "tasks": 1}', b"\xff"]
)
def test_a_damaged_or_foreign_file_is_worked_out_again(verify: Verify, tmp_path: Path, content: bytes) -> None:
    first = verify()
    (path,) = kept(tmp_path)
    path.write_bytes(content)
    again = verify()
    assert (again.stdout, again.returncode) == (first.stdout, first.returncode)


def test_an_error_is_not_kept(verify: Verify, law: Path, tmp_path: Path) -> None:
    (law / "fout.norm").write_text("onzin")
    assert verify().returncode == 2
    assert kept(tmp_path) == []
