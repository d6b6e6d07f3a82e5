"""Loading folders: the law of the day, what is no such folder, and what a service can do without."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from premie_cases import FACTS, facts

from waterdicht.runtime import OutsideValidity, Policies, PolicyError, UnreadablePolicy, load
from waterdicht.runtime.errors import InvalidRequest, UnknownDecision
from waterdicht.runtime.policy import load_file

ROOT = Path(__file__).parents[2]


def test_the_law_of_the_day(policies: Policies) -> None:
    early = policies.decide("premie", {"persoon.bijstand": True}, on=date(2023, 12, 31))
    late = policies.decide("premie", facts(student=True), on=date(2024, 1, 1))
    assert (early.outcome, late.outcome) == ("mag toekennen", "moet weigeren")
    assert [law.first for law in policies.laws["stad"]] == [date(2023, 1, 1), date(2024, 1, 1)]
    assert policies.engine["language"] == 1


def test_a_day_without_law_is_an_error_that_says_which_days_there_are(policies: Policies) -> None:
    with pytest.raises(OutsideValidity, match=r"2022-12-31.*2023-01-01 - 2023-12-31") as raised:
        policies.decide("premie", FACTS, on=date(2022, 12, 31))
    assert [(error.pointer, error.code) for error in raised.value.errors] == [("/op", "buiten_geldigheid")]


@pytest.mark.parametrize(
    ("decision", "options", "pointer"),
    [
        ("premies", {}, "/besluit"),
        ("premie", {"phase": "intrekken"}, "/besluit"),
        ("premies", {"regulation": "stad"}, "/besluit"),
        ("premie", {"regulation": "dorp"}, "/regeling"),
        ("premie", {"regulation": ["stad"]}, "/regeling"),
        ("premie", {"readings": {"maandeinde": "morgen"}}, "/lezingen/maandeinde"),
        ("premie", {"readings": {"x": 1}}, ""),
        (["premie"], {}, ""),
        (["premie"], {"regulation": "stad"}, ""),
        ("premie", {"on": "2024-03-01"}, "/op"),
        ("premie", {"on": datetime(2024, 3, 1)}, "/op"),  # noqa: DTZ001
    ],
)
def test_wrong_use_has_a_place(policies: Policies, day: date, decision: Any, options: dict[str, Any], pointer: str) -> None:
    with pytest.raises(PolicyError) as raised:
        policies.decide(decision, FACTS, **{"on": day, **options})
    assert [error.pointer for error in raised.value.errors] == [pointer]


def test_norms_are_compiled_on_the_spot(norms: Path, policies: Policies, day: date) -> None:
    fresh = load(norms, ["stad"])
    assert fresh.decide("premie", FACTS, on=day).outcome == policies.decide("premie", FACTS, on=day).outcome == "mag toekennen"
    assert [law.policy.fingerprint for law in fresh.laws["stad"]] == [law.policy.fingerprint for law in policies.laws["stad"]]
    assert [law.regulations for law in fresh.laws["stad"]] == [law.regulations for law in policies.laws["stad"]]


def test_only_some_regulations(compiled: Path) -> None:
    assert list(load(compiled, ["stad"]).laws) == ["stad"]
    assert not load(compiled, []).laws
    with pytest.raises(UnknownDecision, match="dorp is no regulation here; there are: stad"):
        load(compiled, ["dorp"])


def change(folder: Path, edit: Callable[[Any], None]) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    edit(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    "edit",
    [
        lambda m: m.update(schema="waterdicht/manifest/2"),
        lambda m: m.update(target="smt2"),
        lambda m: m.update(products=None),
        lambda m: m["products"][0].pop("file"),
        lambda m: m["products"][0].update(file="../stad_20230101.py"),
        lambda m: m["products"][0].update(file="weg.py"),
        lambda m: m["products"][0].update(sha256="0" * 64),
        lambda m: m["products"][0]["regulations"].append(None),
        lambda m: m["products"][0]["regulations"][0].update(valid_from="2024-02-30"),
        lambda m: m["products"].append(m["products"][0]),
    ],
)
def test_a_manifest_that_is_not_right(folder: Path, edit: Callable[[Any], None]) -> None:
    change(folder, edit)
    with pytest.raises(UnreadablePolicy):
        load(folder)


def test_a_file_that_was_changed(folder: Path) -> None:
    path = folder / "stad_20240101.py"
    path.write_text(path.read_text().replace("60000", "90000"))
    with pytest.raises(UnreadablePolicy, match="SHA-256"):
        load(folder)


@pytest.mark.parametrize("content", ["", "{", "[" * 100_000, '{"schema": "waterdicht/manifest/1"}'])
def test_a_manifest_that_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(UnreadablePolicy):
        load(tmp_path)


@pytest.mark.parametrize("path", ["weg", "\0", "x" * 5_000])
def test_no_folder(path: str) -> None:
    with pytest.raises(UnreadablePolicy):
        load(path)


def test_norms_that_are_wrong(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePolicy, match="no norms"):
        load(tmp_path)
    (tmp_path / "a.norm").write_text("taal 1.\nverordening")
    with pytest.raises(UnreadablePolicy, match=r"a\.norm:2"):
        load(tmp_path)


def test_what_was_translated_before_is_only_used_for_the_same_source(compiled: Path, tmp_path: Path, day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two files of one length and one time of change: Python itself would take the second for the first."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = tmp_path / "wet.py"
    source = (compiled / "stad_20240101.py").read_text()
    for text, outcome in ((source, "mag toekennen"), (source.replace("60000", "40000"), "geen grondslag")):
        path.write_text(text)
        os.utime(path, (1_700_000_000, 1_700_000_000))
        assert load_file(path).decide_json("premie", FACTS, on=day).outcome == outcome
        assert list(tmp_path.glob("__pycache__/*.pyc"))
        assert load_file(path).decide_json("premie", FACTS, on=day).outcome == outcome


BLOCKED = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"lark", "z3", "cvc5"}: raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Blocked())
"""
DECIDES = """
from datetime import date
from waterdicht.runtime import load
from waterdicht.runtime.errors import CompilerMissing
from waterdicht.runtime.checked import checker
policies = load(sys.argv[1])
print(policies.decide("premie", {"persoon.bijstand": True}, on=date(2023, 5, 5)).outcome)
print(checker(policies.laws["stad"][0].policy, "premie").model().json_schema()["type"])
try:
    load(sys.argv[2])
except CompilerMissing as missing:
    print(missing)
print([name for name in ("lark", "z3", "waterdicht.dsl", "waterdicht.verifier") if name in sys.modules])
"""


def says_what_it_should(done: subprocess.CompletedProcess[str], without: str) -> None:
    outcome, schema, missing, loaded = done.stdout.splitlines()
    assert (outcome, schema) == ("mag toekennen", "object"), done.stderr
    assert "needs the compiler, which is not here" in missing
    assert without in missing
    assert loaded in ("[]", "['waterdicht.dsl']")  # a part of the compiler that was found before lark was missed


def test_a_compiled_folder_works_where_parser_and_solver_are_blocked(compiled: Path, norms: Path, tmp_path: Path) -> None:
    nothing_kept = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    command = [sys.executable, "-c", BLOCKED + DECIDES, str(compiled), str(norms)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=nothing_kept)
    says_what_it_should(done, "pip install lark")


PYDANTIC = ("pydantic", "pydantic_core", "typing_extensions.py", "annotated_types", "typing_inspection")


def test_a_wheel_beside_nothing_but_pydantic(compiled: Path, norms: Path, tmp_path: Path) -> None:
    """The wheel itself, unpacked beside links to pydantic and what that needs; `-S -I` leaves out every other package."""
    import pydantic

    wheels, place = tmp_path / "wheels", tmp_path / "packages"
    build = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(wheels), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, cwd=tmp_path)
    install = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps", "--no-compile", "--target", str(place)]
    subprocess.run([*install, *map(str, wheels.glob("*.whl"))], check=True, capture_output=True)
    for name in PYDANTIC:
        (place / name).symlink_to(Path(pydantic.__file__).parents[1] / name)
    program = f"import sys\nsys.path.append({str(place)!r})\n" + DECIDES
    command = [sys.executable, "-S", "-I", "-c", program, str(compiled), str(norms)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)})
    says_what_it_should(done, "pip install lark")


def test_a_request_of_the_wrong_kind(policies: Policies) -> None:
    with pytest.raises(InvalidRequest):
        policies.law("stad", "2024-03-01")  # type: ignore[arg-type]
