"""`waterdicht check`: exit codes, paths and everything that can be wrong with a file."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

Run: TypeAlias = Callable[..., "CompletedProcess[str]"]

HEAD = 'taal 1.\nbegrippen w "W"\nsoort p.\n'


def test_a_good_file(run: Run) -> None:
    answer = run("check", "premie.norm")
    assert answer.returncode == 0
    assert answer.stdout.splitlines()[-1] == "1 bestand, 1 regeling, 1 artikel, 3 leden, 0 stellingen, 0 scenario's: 0 fouten, 0 bevindingen, 1 opmerking"
    assert answer.stdout.startswith("premie.norm:21:1: W722 opmerking: deze regeling is niet aan een brontekst gebonden")
    assert answer.stderr == ""


def test_a_warning_is_a_finding(run: Run) -> None:
    answer = run("check", "los.norm")
    assert answer.returncode == 1
    assert "los.norm:16:16: W216" in answer.stdout
    assert "1 bevinding" in answer.stdout


def test_an_error_comes_before_a_finding(run: Run, tmp_path: Path) -> None:
    (tmp_path / "fout.norm").write_text(HEAD + 'feit p.a : keuze uit onbekend "A?".\n')
    answer = run("check", "los.norm", str(tmp_path))
    assert answer.returncode == 2
    assert "E205" in answer.stdout


def test_a_folder_is_searched_and_a_path_given_twice_counts_once(run: Run, tmp_path: Path, samples: Path) -> None:
    (tmp_path / "diep" / "dieper").mkdir(parents=True)
    (tmp_path / ".verborgen").mkdir()
    (tmp_path / ".verborgen" / "x.norm").write_text("onzin")
    (tmp_path / "diep" / "dieper" / "premie.norm").write_bytes((samples / "premie.norm").read_bytes())
    answer = run("check", ".", "diep", "diep/dieper/premie.norm", cwd=tmp_path)
    assert answer.returncode == 0
    assert answer.stdout.splitlines()[-1].startswith("1 bestand,")


def test_paths_stay_as_given(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.norm").write_text("onzin")
    answer = run("check", "./", cwd=tmp_path)
    assert answer.stdout.startswith("./a.norm:1:")
    assert str(tmp_path) not in answer.stdout


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("leeg.norm", b"", "E134"),
        ("latin.norm", "begrippen café".encode("latin-1"), "E133"),
        ("nul.norm", b"\x00\x01\x02", "E102"),
        ("groot.norm", b"# " + b"x" * 10_000_000, "E135"),
        ("diep.norm", (HEAD + "afgeleid p.a : ja/nee betekent " + "niet (" * 10_000 + "p.b" + ")" * 10_000 + ".\n").encode(), "E125"),
        ("niet.norm", (HEAD + "afgeleid p.a : ja/nee betekent " + "niet " * 10_000 + "p.b.\n").encode(), "E125"),
        (
            "kring.norm",
            (
                HEAD
                + "afgeleid p.a : ja/nee betekent p.b.\nafgeleid p.b : ja/nee betekent p.a.\n"
                + 'verordening v "V"\n gebruikt w.\nartikel 1 "A"\n doel: "x".\n'
            ).encode(),
            "E214",
        ),
        ("geentaal.norm", b'begrippen w "W"\n', "E123"),
    ],
)
def test_bad_files_are_diagnostics(run: Run, tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    answer = run("check", name, cwd=tmp_path)
    assert answer.returncode == 2
    assert code in answer.stdout
    assert len(answer.stdout) < 20_000


def test_a_chain_of_thousands_of_definitions_is_no_crash(run: Run, tmp_path: Path) -> None:
    chain = "".join(f"afgeleid p.a{n} : ja/nee betekent p.a{n + 1}.\n" for n in range(3_000))
    (tmp_path / "keten.norm").write_text(HEAD + chain + 'feit p.a3000 : ja/nee "A?".\nverordening v "V"\n gebruikt w.\nartikel 1 "A"\n doel: "x".\n')
    answer = run("check", "keten.norm", cwd=tmp_path)
    assert answer.returncode in (0, 2)
    assert answer.returncode == 0 or "E618" in answer.stdout + answer.stderr
    assert len(answer.stdout) < 40_000


def test_a_missing_path(run: Run) -> None:
    answer = run("check", "bestaat_niet.norm", "premie.norm")
    assert answer.returncode == 2
    assert "bestaat_niet.norm:1:1: E601 «bestaat_niet.norm» bestaat niet" in answer.stdout


def test_a_folder_without_policies(run: Run, tmp_path: Path) -> None:
    answer = run("check", str(tmp_path))
    assert answer.returncode == 2
    assert "E603" in answer.stdout


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="for root nothing is unreadable")
def test_what_cannot_be_read(run: Run, tmp_path: Path) -> None:
    file, folder = tmp_path / "dicht.norm", tmp_path / "map"
    file.write_text("taal 1.")
    folder.mkdir()
    file.chmod(0)
    folder.chmod(0)
    try:
        answers = [run("check", str(file)), run("check", str(folder))]
    finally:
        folder.chmod(0o700)
    assert [answer.returncode for answer in answers] == [2, 2]
    assert "E131" in answers[0].stdout
    assert "E602" in answers[1].stdout


def test_a_dangling_link_and_a_name_with_strange_signs(run: Run, tmp_path: Path) -> None:
    (tmp_path / "los.norm").symlink_to(tmp_path / "nergens")
    assert run("check", str(tmp_path / "los.norm")).returncode == 2
    assert run("check", "naam\nmet\tregels").returncode == 2


def test_json(run: Run) -> None:
    report = json.loads(run("check", "los.norm", "--format", "json").stdout)
    assert report["schema"] == "waterdicht/check/1"
    assert report["summary"]["files"] == 1
    unbound, found = report["diagnostics"]
    assert (unbound["code"], unbound["severity"]) == ("W722", "note")
    assert (found["code"], found["severity"], found["address"], found["accepted"]) == ("W216", "warning", "los/artikel-1", None)
    assert found["place"]["line"] == 16
    assert found["message"]["nl"] != found["message"]["en"]


def test_english(run: Run) -> None:
    answer = run("check", "los.norm", "--lang", "en")
    assert "does not exist" in answer.stdout
    assert "1 finding" in answer.stdout
    assert "1 finding" in run("check", "los.norm", env={"LC_ALL": "en_GB.UTF-8"}).stdout
    assert "1 bevinding" in run("check", "los.norm", env={"LC_ALL": "C"}).stdout


def test_no_colour_without_a_terminal(run: Run) -> None:
    assert "\033" not in run("check", "los.norm").stdout


def test_more_files_in_another_order_give_the_same_bytes(run: Run) -> None:
    first = run("check", "los.norm", "premie.norm", env={"PYTHONHASHSEED": "1"})
    second = run("check", "premie.norm", "los.norm", env={"PYTHONHASHSEED": "2"})
    assert first.stdout == second.stdout


def test_the_samples_are_in_the_layout(run: Run, samples: Path) -> None:
    assert run("fmt", "--check", str(samples)).returncode == 0


def test_a_folder_that_cannot_be_opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from waterdicht.cli.sources import find_sources

    def closed(path: str) -> None:
        raise PermissionError(13, "geen toegang", path)

    monkeypatch.setattr(os, "scandir", closed)
    files, problems = find_sources([str(tmp_path)])
    assert files == ()
    assert [(each.code.value, dict(each.arguments)["path"]) for each in problems] == [("E602", str(tmp_path))]
