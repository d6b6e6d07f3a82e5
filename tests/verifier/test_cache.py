"""Kept results: found back for the same content only, never for another, and never a way to run something."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from verified import checked

from waterdicht.compiler.addresses import above_and_self, in_words
from waterdicht.compiler.compile import Model
from waterdicht.compiler.contributions import silent
from waterdicht.compiler.outcomes import channels_of
from waterdicht.compiler.unknown_text import additions
from waterdicht.verifier.cache import Cache, program_digest, usual_folder
from waterdicht.verifier.results import Result, Severity, Verdict
from waterdicht.verifier.verify import Work, key_of, verify, works

TWO_LAWS = """
wet w "W"
artikel 1
  college mag hulp toekennen als persoon.a.
wet v "V"
artikel 1
  college mag hulp toekennen als persoon.{fact}.
"""


def model_of(fact: str = "b") -> Model:
    return checked(TWO_LAWS.format(fact=fact), "domein")[0]


def keys(model: Model, cache: Cache) -> dict[str, str]:
    return {work.name: key_of(cache, work) for work in works(model, readings=True, only=())}


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache", "program")


def test_a_second_run_gives_the_same_without_work(cache: Cache) -> None:
    first = verify(model_of(), jobs=1, keep=cache)
    assert cache.found == 0
    again = Cache(cache.folder, cache.program)
    assert verify(model_of(), jobs=1, keep=again) == first
    assert again.found == len(works(model_of(), readings=True, only=()))


def test_only_what_changed_has_another_key(cache: Cache) -> None:
    before, after = keys(model_of("b"), cache), keys(model_of("c"), cache)
    assert before.keys() == after.keys()
    changed = {name.partition(":")[0] for name in before if before[name] != after[name]}
    same = {name.partition(":")[0] for name in before if before[name] == after[name]}
    assert (changed, same) == ({"v"}, {"w"})


def test_another_program_or_option_is_another_key(cache: Cache) -> None:
    assert set(keys(model_of(), cache).values()).isdisjoint(keys(model_of(), Cache(cache.folder, "other")).values())
    (narrow, *_) = works(model_of(), readings=True, only=("domein",))
    assert key_of(cache, narrow) != keys(model_of(), cache)[narrow.name]


def test_the_digest_of_the_program_changes_with_the_solver() -> None:
    assert program_digest("5.0") == program_digest("5.0")
    assert program_digest("5.0") != program_digest("5.1")


def test_keys_do_not_depend_on_the_order_of_sets(tmp_path: Path) -> None:
    script = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from pathlib import Path\nfrom test_cache import *\n"
        "print(sorted(keys(model_of(), Cache(Path('x'), 'program')).items()))"
    )
    folders = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "compiler")]
    printed = {
        subprocess.run([sys.executable, "-c", script, *folders], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1


def test_what_is_remembered_from_other_law_is_no_content(cache: Cache) -> None:
    """The same snapshots, in the same order and with the same places, when nothing was compiled before and when something else was."""
    answers = []
    for first in ((), ("c",)):
        for remembered in (silent, additions, channels_of, above_and_self, in_words):
            remembered.cache_clear()
        for fact in first:
            model_of(fact)
        model = model_of("b")
        snapshots = [built.snapshot for several in model.built.values() for built in several]
        answers.append((keys(model, cache), snapshots, [list(each.definitions) for each in snapshots]))
    assert answers[0] == answers[1]


def stored(cache: Cache, work: Work) -> Path:
    key = key_of(cache, work)
    return cache.folder / key[:2] / key


@pytest.mark.parametrize("content", [b"", b"not a pickle", pickle.dumps(["x"]), pickle.dumps(None)])
def test_a_damaged_file_is_worked_out_again(cache: Cache, content: bytes) -> None:
    first = verify(model_of(), jobs=1, keep=cache)
    work = works(model_of(), readings=True, only=())[0]
    stored(cache, work).write_bytes(content)
    again = Cache(cache.folder, cache.program)
    assert verify(model_of(), jobs=1, keep=again) == first
    assert again.found == len(works(model_of(), readings=True, only=())) - 1


class Evil:
    """Runs a command when it is read by an ordinary unpickler."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (f"touch {self.target}",)


def test_a_file_cannot_run_anything(cache: Cache, tmp_path: Path) -> None:
    path = cache.folder / "ab" / "abc"
    path.parent.mkdir(parents=True)
    path.write_bytes(pickle.dumps([Evil(tmp_path / "ran")]))
    assert cache.find("abc") is None
    assert not (tmp_path / "ran").exists()


def result(verdict: Verdict) -> Result:
    return Result("domein", verdict, Severity.NOTE, "w", (), "", "")


def test_what_is_undecided_is_not_kept(cache: Cache) -> None:
    cache.keep("abc", [result(Verdict.PROVED), result(Verdict.UNDECIDED)])
    assert cache.find("abc") is None
    cache.keep("abc", [result(Verdict.PROVED)])
    assert cache.find("abc") == [result(Verdict.PROVED)]


def test_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    cache = Cache(tmp_path / "file" / "below", "program")
    cache.keep("abc", [result(Verdict.PROVED)])
    assert cache.find("abc") is None


def test_old_results_go_and_others_stay(cache: Cache) -> None:
    for key in ("abc", "abd"):
        cache.keep(key, [result(Verdict.PROVED)])
    os.utime(cache.folder / "ab" / "abc", (0, 0))
    cache.forget_old()
    assert cache.find("abc") is None
    assert cache.find("abd") is not None


def test_where_results_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    assert usual_folder({"WATERDICHT_CACHE": "0"}) is None
    assert usual_folder({"WATERDICHT_CACHE": "/a"}) == Path("/a")
    assert usual_folder({"XDG_CACHE_HOME": "/b"}) == Path("/b/waterdicht/results")
    monkeypatch.setenv("HOME", "/c")
    assert usual_folder({}) == Path("/c/.cache/waterdicht/results")
