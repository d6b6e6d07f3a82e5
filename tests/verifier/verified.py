"""Small policies verified, and their counterexamples judged again without the verifier."""

from __future__ import annotations

from collections.abc import Mapping

from laws import WORDS, compiled, readings

from waterdicht.compiler.channels import decide
from waterdicht.compiler.compile import Model
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Use
from waterdicht.compiler.snapshots import Built
from waterdicht.dsl.render import render_text
from waterdicht.runtime.values import Computed
from waterdicht.verifier.results import Counterexample, Result, Severity, Verdict
from waterdicht.verifier.verify import verify

__all__ = ["WORDS", "Judge", "Severity", "Verdict", "check", "checked", "fires", "silent"]


class Judge:
    """What the reference says of a case: a second opinion on a counterexample."""

    def __init__(self, model: Model, focus: str, case: Counterexample) -> None:
        self.built: Built = model.built[focus][0]
        self.focus = focus
        assert case.replayed
        self.case = Case(self.built.snapshot, case.facts, readings(self.built, case.readings))

    def outcome(self, decision: str, regulation: str = "", phase: str = "toekennen", *, under: bool = False) -> str:
        """The outcome of a decision in a regulation (default: the focus)."""
        return decide(self.case, self.built.world.layers, regulation or self.focus, decision, phase, under_the_law=under).value

    def value(self, name: str, regulation: str = "") -> Computed:
        """What a name stands for."""
        key = self.built.world.named[regulation or self.focus].get(name, name)
        found: Computed = evaluate(Use(key, self.built.snapshot.definitions[key].body.type), self.case)
        return found

    @property
    def facts(self) -> Mapping[str, Computed]:
        """The facts of the case."""
        return self.case.facts


def checked(text: str, *only: str) -> tuple[Model, tuple[Result, ...]]:
    """The model of a text and the results of some checks on it."""
    model, found = compiled(text)
    assert model is not None, [render_text(each, None) for each in found]
    return model, verify(model, found, jobs=1, only=only)


def check(text: str, name: str) -> tuple[Result, ...]:
    """The results of one check that are no proof that nothing was found."""
    return tuple(each for each in checked(text, name)[1] if each.verdict is not Verdict.PROVED)


def fires(text: str, name: str, focus: str = "w") -> tuple[Result, Judge | None]:
    """The one finding of a check, with a judge of its case if it shows one."""
    model, results = checked(text, name)
    found = [each for each in results if each.verdict is not Verdict.PROVED]
    assert len(found) == 1, [(each.subject, each.related, each.message_nl) for each in found]
    assert found[0].verdict is Verdict.REFUTED, found[0].message_nl
    assert found[0].check == name
    case = found[0].counterexample
    return found[0], None if case is None or (not case.outcomes and "deze_dag" not in case.facts) else Judge(model, focus, case)


def silent(text: str, name: str) -> bool:
    """Whether a check ran and found nothing, on every regulation it ran on."""
    results = checked(text, name)[1]
    return all(each.verdict is Verdict.PROVED for each in results) and (bool(results) or name == "verwijzing")
