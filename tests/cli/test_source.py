"""`waterdicht source`: from a file to fingerprints to figures, as a user does it, and what can be wrong on the way."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import TypeAlias

import pytest

Run: TypeAlias = Callable[..., "CompletedProcess[str]"]


@pytest.fixture
def place(tmp_path: Path, samples: Path) -> Path:
    """A project with one policy, its recipe and its source text; nothing imported or bound yet."""
    policies, sources = tmp_path / "policies" / "gehucht", tmp_path / "teksten"
    policies.mkdir(parents=True)
    sources.mkdir()
    for name in ("gehucht.norm", "bron.toml"):
        shutil.copy(samples / "gebonden" / name, policies)
    shutil.copy(samples / "gebonden" / "gehucht.txt", sources)
    return tmp_path


def test_import_bind_check_and_coverage(run: Run, place: Path, samples: Path) -> None:
    answer = run("source", "import", "teksten", cwd=place)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout == "gehucht: 3 artikelen, 5 leden, 0 onderdelen, 5 volzinnen → .bronnen/gehucht.json\n"
    answer = run("source", "bind", cwd=place)
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "gehucht: 5 leden gebonden\n", "")
    assert (place / "policies/gehucht/bron.lock.toml").read_text() == (samples / "gebonden/bron.lock.toml").read_text()
    answer = run("check", "policies", cwd=place)
    assert answer.returncode == 0
    assert "W723 opmerking: 5 van 5 leden van de bron («gehucht.txt») verantwoord; tekst vergeleken: 0 gewijzigd [gehucht]" in answer.stdout
    answer = run("source", "coverage", cwd=place)
    assert answer.returncode == 0
    assert answer.stdout.splitlines()[-1] == "Samen: 5 van 5 leden verantwoord (100%); 1 van 2 met berekenbare inhoud geformaliseerd (50%)"


def test_the_report_of_coverage(run: Run) -> None:
    answer = run("source", "coverage", "gebonden", "premie.norm", "--list")
    assert answer.stdout == (
        "Premieverordening Gehucht (gehucht)\n"
        "  ████████████▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒\n"
        "  geformaliseerd                        1   20%\n"
        "  niet geformaliseerd, met reden        4   80%\n"
        "    regelgevende bevoegdheid            2\n"
        "    slotbepaling                        1\n"
        "        1  hoe hoog het bedrag is, staat er niet\n"
        "  5 van 5 leden verantwoord (100%); 1 van 2 met berekenbare inhoud geformaliseerd (50%)\n"
        "  - artikel 1 lid 2 van gehucht: niet geformaliseerd, met reden: hoe hoog het bedrag is, staat er niet\n"
        "  - artikel 2 lid 1 van gehucht: niet geformaliseerd, met reden: regelgevende bevoegdheid: het college stelt nadere regels\n"
        "  - artikel 2 lid 2 van gehucht: niet geformaliseerd, met reden: regelgevende bevoegdheid: het college stelt nadere regels\n"
        "  - artikel 3 van gehucht: niet geformaliseerd, met reden: slotbepaling\n"
        "\n"
        "Niet aan een bron gebonden: dorp\n"
        "\n"
        "█ geformaliseerd  ▒ niet geformaliseerd, met reden  ░ tekst onbekend  · ontbreekt\n"
        "\n"
        "Samen: 5 van 5 leden verantwoord (100%); 1 van 2 met berekenbare inhoud geformaliseerd (50%)\n"
    )
    assert "of 5 paragraphs accounted for (100%)" in run("source", "coverage", "gebonden", "--lang", "en").stdout


def test_a_missing_lid_is_seen_by_check_and_by_coverage(run: Run, place: Path, samples: Path) -> None:
    shutil.copy(samples / "gebonden" / "bron.lock.toml", place / "policies" / "gehucht")
    policy = place / "policies/gehucht/gehucht.norm"
    policy.write_text(policy.read_text().replace('artikel 3 "Naam"\n  niet geformaliseerd: "slotbepaling".\n', ""))
    answer = run("check", "policies", cwd=place)
    assert answer.returncode == 2
    assert "E720 de bron heeft artikel 3 van gehucht; de regeling zegt er niets over" in answer.stdout
    answer = run("source", "coverage", cwd=place)
    assert answer.returncode == 1
    assert "4 van 5 leden verantwoord (80%)" in answer.stdout
    report = json.loads(run("source", "coverage", "--format", "json", cwd=place).stdout)
    assert report["total"]["missing"] == 1
    assert [lid["standing"] for lid in report["regulations"][0]["lids"]] == ["formalised", "declared", "declared", "declared", "missing"]


def test_a_changed_source_is_seen_when_it_was_imported(run: Run, place: Path) -> None:
    run("source", "import", "teksten", cwd=place)
    run("source", "bind", cwd=place)
    text = place / "teksten/gehucht.txt"
    text.write_text(text.read_text().replace("bedrag ineens", "bedrag per maand"))
    answer = run("source", "import", "teksten", cwd=place)
    assert answer.returncode == 2
    assert "teksten/gehucht.txt:1:1: E713" in answer.stderr
    assert "0 gewijzigd" in run("check", "policies", cwd=place).stdout
    (place / "policies/gehucht/bron.toml").rename(place / "recept.toml")
    text.write_text(text.read_text().replace("Pagina 1 van 1", ""))
    # Without its recipe the file is one regulation as a whole: the text of somebody else's newer file.
    assert run("source", "import", "teksten/gehucht.txt", "--as", "gehucht", cwd=place).returncode == 0
    (place / "recept.toml").rename(place / "policies/gehucht/bron.toml")
    answer = run("check", "policies", cwd=place)
    assert answer.returncode == 2
    assert "E719 de ingelezen tekst van artikel 1 lid 2 van gehucht" in answer.stdout


def test_a_file_without_a_recipe(run: Run, place: Path) -> None:
    (place / "teksten" / "los.txt").write_text("Artikel 1. Een\nEen zin.\n")
    answer = run("source", "import", "teksten/los.txt", cwd=place)
    assert answer.returncode == 2
    assert "E714" in answer.stderr
    assert not (place / ".bronnen").exists()
    answer = run("source", "import", "teksten/los.txt", "--as", "los@2024-01-01", "--into", "elders", cwd=place)
    assert (answer.returncode, answer.stdout) == (0, "los@2024-01-01: 1 artikel, 1 lid, 0 onderdelen, 1 volzin → elders/los@2024-01-01.json\n")
    answer = run("source", "import", "teksten", cwd=place)
    assert answer.returncode == 0
    assert answer.stderr == "1 bestand zonder recept overgeslagen\n"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "E703"),
        (b"<toestand>", "E704"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><toestand/>', "E705"),
        (b"<html/>", "E706"),
        (b"geen artikel", "E707"),
        ("Artikel 1. É\nTekst.".encode("latin-1"), "E702"),
        (b"Artikel 1. A\n1. Een.\n3. Drie.", "E709"),
        (b"Artikel 1. A\nEen.\nArtikel 1. A\nTwee.", "E710"),
        (b"Artikel 1. A\n1.\n2. Twee.", "E725"),
    ],
)
def test_bad_files_are_diagnostics_and_nothing_is_left(run: Run, tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "x").write_bytes(content)
    answer = run("source", "import", "x", "--as", "dorp", cwd=tmp_path)
    assert answer.returncode == 2
    assert f"{code} " in answer.stderr
    assert sorted(each.name for each in tmp_path.iterdir()) == ["x"]


def test_paths_that_are_not_there(run: Run, tmp_path: Path) -> None:
    assert "E701" in run("source", "import", "nergens.xml", "--as", "dorp", cwd=tmp_path).stderr
    assert "E601" in run("source", "bind", "nergens", cwd=tmp_path).stderr
    assert run("source", "coverage", "nergens", cwd=tmp_path).returncode == 2


def test_a_recipe_that_is_wrong_stops_what_needs_it(run: Run, place: Path) -> None:
    (place / "policies/gehucht/bron.toml").write_text("regeling = 3\n")
    for arguments in (["source", "import", "teksten"], ["source", "bind"], ["source", "coverage"], ["check", "policies"]):
        answer = run(*arguments, cwd=place)
        assert answer.returncode == 2, arguments
        assert "E711" in answer.stdout + answer.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="for root every folder can be written")
def test_a_folder_that_cannot_be_written(run: Run, place: Path) -> None:
    (place / "dicht").mkdir(mode=0o500)
    answer = run("source", "import", "teksten", "--into", "dicht/x", cwd=place)
    assert answer.returncode == 2
    assert "E615" in answer.stderr
