"""The law of several regulations on all days that are known: which part of it a case is for follows from its day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from waterdicht.runtime.compiled import Decision
from waterdicht.runtime.decide import Explanation
from waterdicht.runtime.errors import InvalidRequest, OutsideValidity, Problem, UnknownDecision
from waterdicht.runtime.policy import Policy


@dataclass(frozen=True, slots=True)
class InForce:
    """A version of a regulation that is part of the law of some days. `sha256` is that of its text, empty when it is not known."""

    id: str
    version: str
    title: str
    valid_from: date | None
    valid_to: date | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Law:
    """The law as one regulation meets it from `first` to `last` (None: no end known): the policy, and the versions it was made from."""

    regulation: str
    first: date
    last: date | None
    policy: Policy
    regulations: tuple[InForce, ...]

    def holds_on(self, day: date) -> bool:
        """Whether this is the law of a day."""
        return self.first <= day and (self.last is None or day <= self.last)

    def decisions(self) -> Iterator[Decision]:
        """The decisions that the regulation itself speaks of."""
        yield from (each for (regulation, *_), each in self.policy.decisions.items() if regulation == self.regulation)


@dataclass(frozen=True, slots=True)
class Policies:
    """Everything that was loaded. Nothing of a case stays behind in it: one serves all requests and threads.

    `laws` are by regulation, in order of days; `engine` are the versions of waterdicht and of the language that compiled them.
    """

    engine: Mapping[str, str | int]
    laws: Mapping[str, tuple[Law, ...]]

    def decide(
        self,
        decision: str,
        data: Any,
        *,
        on: date,
        regulation: str = "",
        phase: str = "toekennen",
        readings: Mapping[str, str] | None = None,
    ) -> Explanation:
        """The outcome of one case with its explanation, by the law of the day `on`, from decoded JSON that is checked strictly.

        As `Policy.decide_json`. The regulation may be left out when only one decides on this on that day. A PolicyError has all that
        is wrong: InvalidFacts what is wrong in `data`, OutsideValidity that no law is known for the day.
        """
        law = self.law(regulation, on) if regulation else self.only_law(decision, phase, on)
        if type(decision) is not str or type(phase) is not str or not (readings is None or is_words(readings)):
            raise InvalidRequest(Problem("", "verkeerd_veld", ("tekst",)))
        return law.policy.decide_json(decision, data, on=on, regulation=law.regulation, phase=phase, readings=readings)

    def law(self, regulation: str, on: date) -> Law:
        """The law of one regulation on a day. UnknownDecision for a regulation that is not here, OutsideValidity for a day without law."""
        if type(on) is not date:
            raise InvalidRequest(Problem("/op", "verkeerd_veld", ("datetime.date",)))
        several = self.laws.get(regulation) if type(regulation) is str else None
        if several is None:
            raise UnknownDecision(Problem("/regeling", "onbekende_regeling", (str(regulation), ", ".join(sorted(self.laws)))))
        for law in several:
            if law.first <= on and (law.last is None or on <= law.last):
                return law
        raise OutsideValidity(Problem("/op", "buiten_geldigheid", (on.isoformat(), "; ".join(map(days_of, several)))))

    def only_law(self, decision: str, phase: str, on: date) -> Law:
        """The law of the one regulation that decides on something on a day. UnknownDecision when there are none or more."""
        if type(on) is not date:
            raise InvalidRequest(Problem("/op", "verkeerd_veld", ("datetime.date",)))
        if type(decision) is not str or type(phase) is not str:
            raise InvalidRequest(Problem("", "verkeerd_veld", ("tekst",)))
        ever = {name: several for name, several in self.laws.items() if any((name, decision, phase) in law.policy.decisions for law in several)}
        if not ever:
            known = sorted({each.name for several in self.laws.values() for law in several for each in law.decisions()})
            raise UnknownDecision(Problem("/besluit", "onbekend_besluit", (f"{decision} {phase}", ", ".join(known))))
        found = [law for name, several in ever.items() for law in several if law.holds_on(on) and (name, decision, phase) in law.policy.decisions]
        if len(found) > 1:
            raise UnknownDecision(Problem("/regeling", "regeling_nodig", (decision, ", ".join(sorted(law.regulation for law in found)))))
        return found[0] if found else self.law(min(ever), on)


def days_of(law: Law) -> str:
    """The days of a law, for messages."""
    return f"{law.regulation} {law.first.isoformat()} - {law.last.isoformat() if law.last else ''}".rstrip()


def is_words(readings: Any) -> bool:
    """Whether a value maps texts to texts."""
    return isinstance(readings, Mapping) and all(type(name) is str and type(option) is str for name, option in readings.items())
