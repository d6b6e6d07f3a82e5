"""Many regulations upon one law: the same results as everything together, shared only where all content is the same, in any executor."""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from upon import FIVE, NEW, desk, in_full, ordinance, written

from waterdicht.compiler.backends.smt.query import Constraint, Demand
from waterdicht.compiler.compile import compile_files
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Apply, Assumption, Constant, Expr, FactOf, Op, Snapshot, Vocabulary
from waterdicht.compiler.types import Scalar
from waterdicht.compiler.upon import compile_upon
from waterdicht.runtime.values import UNKNOWN, Fault
from waterdicht.verifier import content, known
from waterdicht.verifier.cache import Cache
from waterdicht.verifier.cases import NOT_SHOWN, Concern, meets, replayed
from waterdicht.verifier.content import Book
from waterdicht.verifier.many import DESKS, Desk, Examined, WrongGround, examine, examine_one
from waterdicht.verifier.results import Counterexample, Result, Verdict
from waterdicht.verifier.room import Room, default_readings
from waterdicht.verifier.sharing import Shared, apart
from waterdicht.verifier.solver import Unsat, open_session
from waterdicht.verifier.verify import group_of, verify


def together(below: Sequence[str], paths: Sequence[str]) -> list[tuple[Result, ...]]:
    """What `verify` says of each file when everything is compiled together."""
    model, said = compile_files([*below, *paths])
    assert model is not None
    results = verify(model, said, jobs=1)
    return [tuple(each for each in results if group_of(each.subject) == Path(path).stem) for path in paths]


def test_the_same_results_as_everything_together_byte_for_byte(tmp_path: Path) -> None:
    below, paths = written(tmp_path, FIVE)
    expected = together(below, paths)
    assert [in_full(each.results) for each in examine(below, paths, jobs=1, share=False)] == list(map(in_full, expected))
    assert [but_for_cases(each.results) for each in examine(below, paths, jobs=1, share=True)] == list(map(but_for_cases, expected))


def but_for_cases(results: Sequence[Result]) -> str:
    """The same without what is in a case: of several cases one found for another regulation may be shown."""
    return in_full([replace(each, counterexample=None if each.counterexample is None else NOT_SHOWN) for each in results])


def test_a_case_that_is_taken_over_is_a_case_of_this_very_regulation(tmp_path: Path) -> None:
    # From limit to limit the cases of the first that are still cases of the next are kept: each is replayed here by everything there is.
    several = {f"gemeente_{limit}": ordinance(f"gemeente_{limit}", limit, NEW) for limit in (40, 50, 60, 70)}
    below, paths = written(tmp_path, several)
    shown = 0
    for path, examined in zip(paths, examine(below, paths, jobs=1), strict=True):
        model, _ = compile_files([*below, path])
        assert model is not None
        rooms = [Room(built, default_readings(built)) for built in model.built[Path(path).stem]]
        for result in examined.results:
            if result.counterexample is not None:
                shown += 1
                assert any(outcomes(room, result.counterexample) == dict(result.counterexample.outcomes) for room in rooms)
    assert shown >= len(several)


def outcomes(room: Room, case: Counterexample) -> dict[str, str]:
    """What the generated Python makes of the facts of a case."""
    names = [name.split(": ") for name in case.outcomes]
    return {f"{regulation}: {decision}": replayed(room, case.facts, (), (Concern(regulation, decision),)).outcomes[0] for regulation, decision in names}


def test_what_differs_in_name_alone_is_asked_once(tmp_path: Path) -> None:
    below, (first, second, *_) = written(tmp_path, FIVE)
    here = desk(below)
    examine_one(here, first, readings=True, share=True)
    asked = here.shared.asked
    examine_one(here, second, readings=True, share=True)
    assert asked > 0
    assert here.shared.asked == asked


def test_one_other_constant_is_not_the_same(tmp_path: Path) -> None:
    # Nobody is older than 120: a limit of 150 refuses nobody, one of 60 does. Sharing between them would prove what is false.
    below, paths = written(tmp_path, {"delft": ordinance("delft", 150), "breda": ordinance("breda", 60)})
    here = desk(below)
    harmless, harmful = (examine_one(here, path, readings=True, share=True).results for path in paths)
    assert verdicts(harmless, "strenger-dan-de-wet") == {Verdict.PROVED}
    assert verdicts(harmful, "strenger-dan-de-wet") == {Verdict.REFUTED}


def verdicts(results: Sequence[Result], check: str) -> set[Verdict]:
    """The verdicts of one check."""
    return {each.verdict for each in results if each.check == check}


def refusing(name: str, condition: str) -> str:
    """An ordinance that refuses nobody by the limit of the model, and on a condition of its own."""
    return ordinance(name, 150, f'artikel 3 "Nieuw" [nieuw]\n  college moet premie weigeren als {condition}.\n')


PAIRS = {
    "constant": ("persoon.leeftijd is meer dan 150", "persoon.leeftijd is meer dan 60"),
    "operator": ("persoon.leeftijd is minder dan 0", "persoon.leeftijd is meer dan 0"),
    "fact": ("persoon.bijstand en persoon.leeftijd is meer dan 120", "persoon.ziek"),
    "connective": ("persoon.ziek en persoon.leeftijd is meer dan 120", "persoon.ziek of persoon.leeftijd is meer dan 120"),
}
"""Conditions of which the first refuses nobody and the second somebody."""


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_what_differs_is_not_shared(tmp_path: Path, pair: tuple[str, str], first: int) -> None:
    assert told_apart(tmp_path, pair, first)


def told_apart(folder: Path, pair: tuple[str, str], first: int = 0) -> bool:
    """Whether of two conditions, one of which refuses somebody to whom the law gives, just that one is said to be stricter, whichever comes first."""
    texts = {"delft": refusing("delft", pair[0]), "breda": refusing("breda", pair[1])}
    below, paths = written(folder, texts)
    here = desk(below)
    order = paths if first == 0 else paths[::-1]
    found = {Path(path).stem: verdicts(examine_one(here, path, readings=True, share=True).results, "strenger-dan-de-wet") for path in order}
    return found == {"delft": {Verdict.PROVED}, "breda": {Verdict.REFUTED}}


WHOLE = content.content


def without_operator(book: Book, expr: Expr) -> tuple[object, ...]:
    """The content of an expression, as if every operation were the same."""
    return ("apply", *map(book.number, expr.arguments)) if isinstance(expr, Apply) else WHOLE(book, expr)


LESS: dict[str, tuple[object, str, Callable[..., object]]] = {
    "constants do not count": (content, "exactly", lambda _: 0),
    "operators do not count": (content, "content", without_operator),
    "definitions are not opened": (Book, "definition", lambda book, key: book.numbers.of(key.rpartition(":")[2])),
    "nothing counts": (Book, "number", lambda _, __: 0),
}
"""Mutants of the key: what somebody could forget."""


@pytest.mark.parametrize("name", LESS)
def test_a_key_that_leaves_something_out_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    where, attribute, less = LESS[name]
    monkeypatch.setattr(where, attribute, less)
    assert not all(told_apart(tmp_path, pair, first) for pair in PAIRS.values() for first in (0, 1))


def test_what_is_demanded_and_under_what_counts(tmp_path: Path) -> None:
    below, (path, *_) = written(tmp_path, FIVE)
    model, _ = compile_upon(desk(below).below, path)
    assert model is not None
    (built,) = model.built["aalten"]
    shared, chosen = Shared(), default_readings(built)
    older = Apply(Op.GT, (FactOf("persoon.leeftijd", Scalar.INT), Constant(120, Scalar.INT)), Scalar.BOOL)
    demands: tuple[Demand, ...] = ("true", "not_true")
    for mode in (*demands, *demands):
        view = shared.view(built.snapshot, chosen)
        answer = view.answer((Constraint("", older, mode),), open_session(built.snapshot, chosen).ask)
        assert isinstance(answer, Unsat) is (mode == "true")
    assert (shared.asked, shared.recalled) == (2, 2)
    taken = replace(built.snapshot, vocabulary=replace(built.snapshot.vocabulary, assumptions=(Assumption("oud", "", older),)))
    frames = [
        shared.view(built.snapshot, chosen).frame,
        shared.view(built.snapshot, {**chosen, "maandeinde": "anders"}).frame,
        shared.view(replace(built.snapshot, first=date(2021, 1, 1)), chosen).frame,
        shared.view(taken, chosen).frame,
    ]
    assert len(set(frames)) == len(frames)


def test_a_demand_comes_apart_into_demands_that_are_met_together() -> None:
    facts = [FactOf(name, Scalar.BOOL) for name in "ab"]
    values: list[object] = [True, False, UNKNOWN, Fault("deling_door_nul")]
    inner = [*facts, *(Apply(op, tuple(facts), Scalar.BOOL) for op in (Op.AND, Op.OR))]
    inner += [Apply(Op.NOT, (each,), Scalar.BOOL) for each in inner]
    every = [Apply(op, (one, other), Scalar.BOOL) for op in (Op.AND, Op.OR) for one, other in product(inner, repeat=2)]
    law = Snapshot(None, None, Vocabulary({}, {}, {}, (), frozenset()), {}, {})  # type: ignore[arg-type]  # its days have no say
    demands: tuple[Demand, ...] = ("true", "not_true", "fault")
    for whole, mode in product([*inner, *every, *(Apply(Op.NOT, (each,), Scalar.BOOL) for each in every)], demands):
        parts = list(apart(Constraint("", whole, mode), law))
        for given in product(values, repeat=2):
            case = Case(law, dict(zip("ab", given, strict=True)), {})  # type: ignore[arg-type]
            met = [meets(evaluate(part.expr, case), part) for part in parts]
            assert all(met) == meets(evaluate(whole, case), Constraint("", whole, mode)), (whole, mode, given)


def test_what_is_equal_to_python_is_not_the_same_content() -> None:
    assert content.exactly(True) != content.exactly(1)
    assert content.exactly((True,)) != content.exactly((1,))
    assert content.exactly(1) != content.exactly(Fraction(1))


def test_what_is_known_is_read_back_and_nothing_else_is(tmp_path: Path) -> None:
    below, (first, second, *_) = written(tmp_path, FIVE)
    here = desk(below)
    examine_one(here, first, readings=True, share=True)
    kept = known.written(here.shared)
    assert kept is not None
    again = known.read(kept)
    assert again is not None
    asked = again.asked
    examine_one(Desk(here.below, again), second, readings=True, share=True)
    assert again.asked == asked
    assert known.read(pickle.dumps(Path)) is None
    assert known.read(pickle.dumps(3)) is None


def test_a_later_run_goes_on_from_what_is_known(tmp_path: Path) -> None:
    below, paths = written(tmp_path, FIVE)
    cache = Cache(tmp_path / "kept", "program")
    list(examine(below, paths[:1], jobs=1, cache=cache))
    (first,) = DESKS.values()
    DESKS.clear()
    list(examine(below, paths[1:2], jobs=1, cache=cache))
    (second,) = DESKS.values()
    assert second.shared.asked == first.shared.asked
    assert second.shared.recalled > first.shared.recalled


def test_a_file_that_is_wrong_is_said_to_be(tmp_path: Path) -> None:
    below, paths = written(tmp_path, {"breda": ordinance("breda", 60), "ede": ordinance("ede", 500)})
    fine, wrong = examine(below, paths, jobs=1)
    assert not fine.wrong
    assert wrong.wrong
    assert wrong.results == ()


def test_a_wrong_law_is_said_to_be(tmp_path: Path) -> None:
    law = tmp_path / "law.norm"
    law.write_text("taal 1.\n\nwet w", encoding="utf-8")
    with pytest.raises(WrongGround):
        list(examine([law], [law], jobs=1))


def test_what_a_file_says_of_others_is_compiled_with_everything(tmp_path: Path) -> None:
    repeal = ordinance("breda", 60, 'artikel 3 "Weg" [nieuw]\n  ingetrokken wordt regeling hoofdwet.\n')
    below, (path,) = written(tmp_path, {"breda": repeal})
    model, said = compile_upon(desk(below).below, path)
    whole, every = compile_files([*below, path])
    assert (model is None) == (whole is None)
    assert set(said) == set(every) - set(desk(below).below.said)


def test_results_are_kept_by_content(tmp_path: Path) -> None:
    below, paths = written(tmp_path, FIVE)
    cache = Cache(tmp_path / "kept", "program")
    first = list(examine(below, paths, jobs=1, cache=cache))
    assert (cache.found, cache.kept) == (0, 5)
    Path(paths[1]).write_text(ordinance("breda", 61), encoding="utf-8")
    again = list(examine(below, paths, jobs=1, cache=cache))
    assert (cache.found, cache.kept) == (4, 6)
    assert [each for each in again if each.path != paths[1]] == [each for each in first if each.path != paths[1]]


def results_in(executor: Executor, folder: Path) -> tuple[list[Examined], list[Examined]]:
    """The results in an executor, and in this process."""
    below, paths = written(folder, FIVE)
    return list(examine(below, paths, executor=executor)), list(examine(below, paths, jobs=1))


def test_any_executor_will_do(tmp_path: Path) -> None:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as executor:
        there, here = results_in(executor, tmp_path)
    assert there == here


def test_a_cluster_will_do(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="needs the extra `dask`: pip install waterdicht[dask]")
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster, distributed.Client(cluster) as client:
        there, here = results_in(client.get_executor(), tmp_path)
    assert there == here


def test_only_a_snapshot_with_the_same_days_is_the_same(tmp_path: Path) -> None:
    later = ordinance("breda", 60).replace("geldig vanaf 1 januari 2020", "geldig vanaf 2 januari 2020")
    below, paths = written(tmp_path, {"aalten": FIVE["aalten"], "breda": later})
    expected = together(below, paths)
    assert [each.results for each in examine(below, paths, jobs=1)] == expected
