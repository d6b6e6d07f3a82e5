"""`waterdicht fmt` and `waterdicht compile`: what they write, and that nothing is ever half written."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

from waterdicht.cli.writing import replace_file, replace_folder
from waterdicht.runtime.policy import load_file

Run: TypeAlias = Callable[..., "CompletedProcess[str]"]

UGLY = 'taal 1. begrippen w "W" soort p. # kind\nfeit p.a : ja/nee "A?".\n'


def test_fmt_writes_and_then_finds_nothing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.norm"
    file.write_text(UGLY)
    file.chmod(0o640)
    checked = run("fmt", "--check", "a.norm", cwd=tmp_path)
    assert (checked.returncode, checked.stdout) == (1, "a.norm\n")
    assert file.read_text() == UGLY
    assert run("fmt", "a.norm", cwd=tmp_path).returncode == 0
    assert "# kind" in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o640
    assert run("fmt", "--check", "a.norm", cwd=tmp_path).returncode == 0
    assert [each.name for each in tmp_path.iterdir()] == ["a.norm"]


def test_fmt_leaves_a_file_in_error_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.norm").write_text("onzin")
    (tmp_path / "b.norm").write_text(UGLY)
    answer = run("fmt", ".", cwd=tmp_path)
    assert answer.returncode == 2
    assert (tmp_path / "a.norm").read_text() == "onzin"
    assert answer.stdout == "./b.norm\n"


def test_fmt_keeps_a_link_a_link(run: Run, tmp_path: Path) -> None:
    (tmp_path / "echt.norm").write_text(UGLY)
    (tmp_path / "link.norm").symlink_to("echt.norm")
    assert run("fmt", "link.norm", cwd=tmp_path).returncode == 0
    assert (tmp_path / "link.norm").is_symlink()
    assert (tmp_path / "echt.norm").read_text() != UGLY


def test_compile_to_python_gives_what_the_runtime_loads(run: Run, tmp_path: Path, samples: Path) -> None:
    out = tmp_path / "uit"
    answer = run("compile", "premie.norm", "--to", "python", "-o", str(out))
    assert answer.returncode == 0
    manifest = json.loads((out / "manifest.json").read_text())
    (product,) = manifest["products"]
    assert (manifest["schema"], product["file"], product["first"]) == ("waterdicht/manifest/1", "dorp.py", "2024-01-01")
    policy = load_file(out / product["file"])
    assert policy.fingerprint == product["sha256"]
    assert manifest["sources"] == [{"path": "premie.norm", "sha256": sha256((samples / "premie.norm").read_bytes()).hexdigest()}]


def test_compile_to_smt_gives_a_script_for_each_theorem(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "uit"
    assert run("compile", "stad.norm", "weerlegd.norm", "--to", "smt2", "-o", str(out)).returncode == 0
    assert sorted(each.name for each in out.iterdir()) == ["manifest.json", "stad_alleen_bijstand.smt2", "stad_nooit.smt2"]
    z3 = pytest.importorskip("z3")
    verdicts = {}
    for product in json.loads((out / "manifest.json").read_text())["products"]:
        solver = z3.Solver()
        solver.from_file(str(out / product["file"]))
        verdicts[product["theorem"]] = (str(solver.check()), product["holds_when"])
    assert verdicts == {"stad/stelling-alleen_bijstand": ("unsat", "unsat"), "stad/stelling-nooit": ("sat", "unsat")}


def test_compile_replaces_what_it_made_and_nothing_else(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "uit"
    for _ in range(2):
        assert run("compile", "stad.norm", "--to", "smt2", "-o", str(out)).returncode == 0
    assert run("compile", "premie.norm", "--to", "python", "-o", str(out)).returncode == 0
    assert sorted(each.name for each in out.iterdir()) == ["dorp.py", "manifest.json"]
    (out / "manifest.json").unlink()
    answer = run("compile", "premie.norm", "--to", "python", "-o", str(out))
    assert answer.returncode == 2
    assert "E615" in answer.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["uit"]


def test_compile_gives_the_same_bytes(run: Run, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        run("compile", "premie.norm", "--to", "python", "-o", str(tmp_path / seed), env={"PYTHONHASHSEED": seed})
    for name in ("dorp.py", "manifest.json"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


def test_an_interrupted_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.norm"
    file.write_text("oud")

    def fails(_: int) -> None:
        raise OSError(28, "schijf vol")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OSError, match="schijf vol"):
        replace_file(str(file), "nieuw")
    assert file.read_text() == "oud"
    assert [each.name for each in tmp_path.iterdir()] == ["a.norm"]


def test_a_folder_that_cannot_be_written_keeps_the_old_one(tmp_path: Path) -> None:
    out = tmp_path / "uit"
    replace_folder(str(out), {"manifest.json": "{}"})
    with pytest.raises(OSError, match="bestand"):
        replace_folder(str(out), {"manifest.json": "{}", "bestand": "", "bestand/x": ""})
    assert [each.name for each in tmp_path.iterdir()] == ["uit"]
    assert (out / "manifest.json").read_text() == "{}"
