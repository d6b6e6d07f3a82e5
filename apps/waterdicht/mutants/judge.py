"""What becomes of one mutant: who notices it, or that it means the same. The cheapest means is asked first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from waterdicht.cli.cases import default_readings, outcome_of
from waterdicht.cli.scenarios import question_of
from waterdicht.compiler.compile import Model
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.theorems import ExpectedResult, ScenarioModel
from waterdicht.dsl import tree
from waterdicht.mutants.corpus import Compiled, Corpus, compiled, part, unchanged, users
from waterdicht.mutants.mutants import Mutant, with_mutant
from waterdicht.mutants.proofs import Known, noticed_by_check, noticed_by_theorem, other_findings
from waterdicht.sources.check import check_sources
from waterdicht.verifier.equivalence import Different, Same, compare
from waterdicht.verifier.model import case_of
from waterdicht.verifier.solver import Sat, Undecided

NO_TEXTS: Final = Path("sources")
"""Where imported texts would be: they play no part, fingerprints and places are compared without them."""


class Fate(Enum):
    """What becomes of a mutant; the values are their names in reports."""

    NOT_COMPILING = "compileert niet"
    CHECK = "check"
    SCENARIO = "scenario"
    THEOREM = "stelling"
    PROOF = "controle"
    EQUIVALENT = "gelijkwaardig"
    UNDECIDED = "onbeslist"
    SURVIVED = "overleeft"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The fate of a mutant, and by what: the scenario, theorem, check or code that notices it; of a survivor what differs, with a case."""

    fate: Fate
    by: str = ""
    case: tuple[tuple[str, str], ...] = ()


def judge(mutant: Mutant, whole: Corpus, known: Known | None) -> Judgement:
    """What becomes of a mutant. Without `known` results of proofs, theorems and checks are not asked."""
    files = with_mutant(whole.files, mutant)
    alone = compiled(part(files, whole.needs[mutant.regulation], {mutant.regulation}))
    early = by_compiler(alone, unchanged(whole, mutant.regulation)) or by_scenarios(alone, (mutant.regulation,))
    # What a part of the law makes of a word that is not used any more is no finding yet: the whole decides.
    if early is not None and early.fate is not Fate.CHECK:
        return early
    concerned = (mutant.regulation, *users(whole, mutant.regulation))
    if len(concerned) == 1 and early is None and not isinstance(mutant.before, tree.HeaderClause):
        return by_proof(alone, unchanged(whole, mutant.regulation), concerned, known)
    everything = compiled(files)
    return (
        by_sources(mutant, everything, whole.whole)
        or by_compiler(everything, whole.whole)
        or by_scenarios(everything, concerned)
        or by_proof(everything, whole.whole, concerned, known)
    )


def control(regulation: str, whole: Corpus, known: Known | None) -> Judgement | None:
    """What notices the law as it is: nothing may, or what it notices of a mutant says nothing."""
    assert whole.whole.model is not None
    by = by_scenarios(unchanged(whole, regulation), (regulation,)) or by_scenarios(whole.whole, (regulation,))
    if by is not None or known is None:
        return by
    other = other_findings(whole.whole.model, regulation, known)
    return Judgement(Fate.PROOF, other) if other else None


def by_compiler(found: Compiled, before: Compiled) -> Judgement | None:
    """Whether it no longer compiles, or `check` finds something else."""
    if found.model is None:
        return Judgement(Fate.NOT_COMPILING, first(code for code, _, _ in sorted(found.findings - before.findings)))
    return Judgement(Fate.CHECK, first(sorted(code for code, _, _ in found.findings ^ before.findings))) if found.findings != before.findings else None


def by_sources(mutant: Mutant, found: Compiled, before: Compiled) -> Judgement | None:
    """Whether `check` says something else of the sources. Only another heading can make a difference: a changed provision keeps its place."""
    if found.model is None or before.model is None or not isinstance(mutant.before, tree.HeaderClause):
        return None
    new, old = of_sources(found.model), of_sources(before.model)
    return Judgement(Fate.CHECK, first(sorted(code for code, _ in new ^ old))) if new != old else None


def of_sources(model: Model) -> frozenset[tuple[str, str]]:
    """What `check` says of the sources and where, notes too: of a version that its recipe does not know it is a note that it is not bound."""
    return frozenset((each.code.value, each.address) for each in check_sources(model.library.versions, NO_TEXTS))


def first(names: Iterable[str]) -> str:
    """The first of some names."""
    return next(iter(names), "")


# --- scenarios ------------------------------------------------------------------------------


def by_scenarios(found: Compiled, concerned: tuple[str, ...]) -> Judgement | None:
    """Whether a scenario over one of these regulations no longer gets what it expects."""
    assert found.model is not None
    failing = (f"{each.span.file}:{each.span.line}" for name in concerned for each in of_regulation(found.model, name) if not passes(each))
    return next((Judgement(Fate.SCENARIO, place) for place in failing), None)


def of_regulation(model: Model, name: str) -> Iterator[ScenarioModel]:
    """The scenarios over one regulation."""
    return (each for each in model.scenarios if each.regulation == name)


def passes(scenario: ScenarioModel) -> bool:
    """Whether the reference gives everything that a scenario expects."""
    case = Case(scenario.built.snapshot, scenario.facts, default_readings(scenario.built))
    return all(meets(each, scenario, case) for each in scenario.expected)


def meets(expected: ExpectedResult, scenario: ScenarioModel, case: Case) -> bool:
    """Whether the reference gives one thing that is expected."""
    if expected.outcome is not None:
        return outcome_of(scenario.built, question_of(scenario, expected), case) is expected.outcome
    assert expected.expression is not None  # INVARIANT: an expectation is of an outcome or of a value
    found = evaluate(expected.expression, case)
    if expected.until is not None and expected.last is not None and found is True and evaluate(expected.last, case) != expected.until:
        return False
    return type(found) is type(expected.value) and found == expected.value


# --- proofs ---------------------------------------------------------------------------------


def by_proof(found: Compiled, before: Compiled, concerned: tuple[str, ...], known: Known | None) -> Judgement:
    """Whether it means the same in every regulation concerned, else whether a theorem or a check notices it."""
    assert found.model is not None
    assert before.model is not None
    answer = difference(found.model, before.model, concerned)
    if isinstance(answer, Same):
        return Judgement(Fate.EQUIVALENT)
    if known is not None:
        by = noticed_by_theorem(found.model, before.model, concerned, known)
        if by:
            return Judgement(Fate.THEOREM, by)
        by = noticed_by_check(found.model, before.model, concerned, known)
        if by:
            return Judgement(Fate.PROOF, by)
    return Judgement(Fate.UNDECIDED, answer.reason) if isinstance(answer, Undecided) else Judgement(Fate.SURVIVED, answer.what, case_words(answer))


def difference(found: Model, before: Model, concerned: tuple[str, ...]) -> Same | Different | Undecided:
    """The first difference, seen from any of these regulations; what is undecided only where there is no other."""
    unknown: Undecided | None = None
    for name in concerned:
        if len(found.built[name]) != len(before.built[name]):
            return Different("geldigheid")
        for old, new in zip(before.built[name], found.built[name], strict=True):
            answer = compare(old, new)
            if isinstance(answer, Different):
                return answer
            unknown = answer if isinstance(answer, Undecided) else unknown
    return unknown or Same()


def case_words(answer: Different) -> tuple[tuple[str, str], ...]:
    """A case that shows a difference, as facts with their values: any case, not a realistic one."""
    if answer.question is None or answer.room is None:
        return ()
    session = answer.room.opened()
    shown = session.ask(answer.question)
    if not isinstance(shown, Sat):
        return ()
    return tuple((name, str(value)) for name, value in case_of(session, shown.model, shown.within).items())
