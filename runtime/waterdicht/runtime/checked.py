"""Facts from JSON as an object that several decisions can use, checked strictly; and the same check as a pydantic type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from waterdicht.runtime.compiled import SURPRISES, TODAY, Decision, FactSpec
from waterdicht.runtime.facts import CaseFacts
from waterdicht.runtime.policy import Policy

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks the facts of one decision, or of all when `decision` is None. `specs` are these facts, without `deze_dag`."""

    policy: Policy
    decision: Decision | None
    specs: tuple[FactSpec, ...]

    def check(self, data: Any, on: date | None = None) -> CaseFacts:
        """The facts object for decoded JSON: full names and values, a missing name unknown, null absent. InvalidFacts with all errors.

        `on` is `deze dag`; OutsideValidity when the policy does not hold the law of that day.
        """
        self.policy.check_day(on)
        if self.decision is not None:
            try:
                facts = self.decision.case(self.decision.read(data, on))
            except SURPRISES:
                pass
            else:
                facts.ready = self.decision.needs
                return facts  # type: ignore[no-any-return]
        return self.policy.read((spec.name for spec in self.specs), data, on)

    def model(self) -> TypeAdapter[Any]:
        """The same check as a pydantic type, for JSON Schema and web frameworks: see `facts_model`."""
        # Imported here: a service that takes its JSON from elsewhere does not wait for pydantic.
        from waterdicht.runtime.facts_model import facts_model

        return facts_model(self.specs)


def checker(policy: Policy, decision: str = "", *, regulation: str = "", phase: str = "toekennen") -> Checker:
    """What checks the facts of one decision, or of all decisions when none is named. Make it once and keep it."""
    found = policy.decision(decision, regulation, phase) if decision else None
    names = found.facts if found else tuple(policy.facts)
    return Checker(policy, found, tuple(policy.facts[name] for name in names if name != TODAY))
