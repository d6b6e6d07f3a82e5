"""From compiled source to a policy that decides cases. Loading runs the source: load only what you compiled or trust."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any, Final, TypeAlias

from waterdicht.runtime.compiled import FORMAT, SURPRISES, TODAY, Amount, Decision, FactSpec, Given, Reading
from waterdicht.runtime.decide import Explanation, decide, decide_explained, decide_row, explained_in_general
from waterdicht.runtime.errors import InvalidFacts, OutsideValidity, Problem, UnknownDecision, UnknownFact, UnknownReading, UnreadablePolicy
from waterdicht.runtime.fact_types import pointer_step
from waterdicht.runtime.facts import CaseFacts, make_facts
from waterdicht.runtime.facts_json import read_facts
from waterdicht.runtime.values import UNKNOWN, Computed

Facts: TypeAlias = "Mapping[str, Computed] | CaseFacts"
MODULE: Final = "waterdicht_policy"
FORM: Final = re.compile(rb"^FORMAT = ([0-9]{1,9})\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Policy:
    """Law as it stands from `first` to `last` (None: no end known), ready to decide.

    `regulations` are (id, version, title); `fingerprint` is the SHA-256 of the source. `default_readings` is used where a call
    names none. `decisions` are by (regulation, name, phase), those that one regulation only decides on also by ("", name, phase).
    `definitions` gives the general form of each definition and value by its key, `amounts` the values for a decision by (regulation, name).
    """

    first: date
    last: date | None
    regulations: tuple[tuple[str, str, str], ...]
    fingerprint: str
    facts: Mapping[str, FactSpec]
    other_facts: frozenset[str]
    facts_type: type[CaseFacts]
    readings: Mapping[str, Reading]
    default_readings: Mapping[str, str]
    decisions: Mapping[tuple[str, str, str], Decision]
    definitions: Mapping[str, Callable[[Any, Given], Any]]
    amounts: Mapping[tuple[str, str], tuple[Amount, ...]]

    def decide_json(
        self,
        decision: str,
        data: Any,
        *,
        on: date | None = None,
        regulation: str = "",
        phase: str = "toekennen",
        readings: Mapping[str, str] | None = None,
    ) -> Explanation:
        """The outcome of one case with its explanation, from decoded JSON that is checked strictly: the ordinary way to decide.

        `data` holds facts of this decision by full name; a missing name is unknown, null is absent. `on` is `deze dag`; without it that
        is unknown. `readings` are options that differ from the default. Raises InvalidFacts with all that is wrong in `data`, and
        another PolicyError for wrong use.
        """
        chosen = self.decisions.get((regulation, decision, phase)) or self.decision(decision, regulation, phase)
        if on is not None and not (self.first <= on and (self.last is None or on <= self.last)):
            self.check_day(on)
        options = self.default_readings if readings is None else self.options(readings)
        default = readings is None or options == self.default_readings
        try:
            row = chosen.read(data, on)
        except SURPRISES:
            return decide_explained(chosen, self.read(chosen.facts, data, on), options, default=default)
        return decide_row(chosen, row, options) if default else explained_in_general(chosen, chosen.case(row), options)

    def read(self, names: Iterable[str], data: Any, on: date | None = None) -> CaseFacts:
        """The facts object for decoded JSON that may hold these facts: a missing name is unknown. InvalidFacts with all errors."""
        facts, errors = read_facts(data, {name: self.facts[name].type for name in names if name != TODAY})
        if errors:
            raise InvalidFacts(errors)
        return make_facts(self.facts_type, self.facts.values(), {**facts, TODAY: UNKNOWN if on is None else on})

    def decide(
        self,
        decision: str,
        facts: Facts,
        *,
        on: date | None = None,
        regulation: str = "",
        phase: str = "toekennen",
        readings: Mapping[str, str] | None = None,
        explain: bool = True,
    ) -> Explanation | str:
        """The outcome of one case with its explanation, or only the outcome when `explain` is false; the facts are not checked.

        `facts` are values by full name (a missing name is unknown, ABSENT is absent) or an object of `make` or `checked`; `on` is
        `deze dag`, unless the facts hold it. `readings` are options that differ from the default. Raises a PolicyError for wrong use.
        """
        chosen = self.decisions.get((regulation, decision, phase)) or self.decision(decision, regulation, phase)
        options = self.default_readings if readings is None else self.options(readings)
        case = facts if isinstance(facts, CaseFacts) else self.make(facts, on)
        default = readings is None or options == self.default_readings
        if explain:
            return decide_explained(chosen, case, options, default=default)
        return decide(chosen, case, options, default=default)

    def decision(self, name: str, regulation: str = "", phase: str = "toekennen") -> Decision:
        """One decision. The regulation may be left out when only one decides on it; UnknownDecision otherwise."""
        found = self.decisions.get((regulation, name, phase))
        if found is None:
            known = sorted(" ".join(key) for key in self.decisions if key[0])
            raise UnknownDecision(Problem("/besluit", "onbekend_besluit", (f"{regulation or '?'} {name} {phase}", ", ".join(known))))
        return found

    def make(self, given: Mapping[str, Computed], on: date | None = None) -> CaseFacts:
        """The facts object for facts by full name. UnknownFact for a name that the law does not know; OutsideValidity for the day."""
        for name in given:
            if name not in self.facts and name not in self.other_facts and name != TODAY:
                raise UnknownFact(Problem(pointer_step(name), "onbekend_feit_in_aanroep", (name,)))
        self.check_day(on)
        return make_facts(self.facts_type, self.facts.values(), given if on is None else {**given, TODAY: on})

    def check_day(self, on: date | None) -> None:
        """OutsideValidity when the policy does not hold the law of this day."""
        if on is not None and not (self.first <= on and (self.last is None or on <= self.last)):
            known = f"{self.first.isoformat()} - {self.last.isoformat() if self.last else ''}".rstrip()
            raise OutsideValidity(Problem("/op", "buiten_geldigheid", (on.isoformat(), known)))

    def options(self, readings: Mapping[str, str]) -> Mapping[str, str]:
        """The option of every reading, those not named at their default. UnknownReading for what is not declared."""
        wrong = tuple(
            Problem(f"/lezingen{pointer_step(name)}", "onbekende_lezing", (f"{name}: {option}", "; ".join(self.reading_words())))
            for name, option in readings.items()
            if name not in self.readings or option not in self.readings[name].options
        )
        if wrong:
            raise UnknownReading(*wrong)
        return {**self.default_readings, **readings}

    def reading_words(self) -> list[str]:
        """Every reading with its options, for messages."""
        return [f"{name}: {', '.join(reading.options)}" for name, reading in sorted(self.readings.items())] or ["-"]

    def value(self, key: str, facts: Facts, *, on: date | None = None, readings: Mapping[str, str] | None = None) -> Any:
        """The value of a definition or value table by its key, in any case: known, UNKNOWN, ABSENT or a Fault. KeyError for an unknown key."""
        options = self.default_readings if readings is None else self.options(readings)
        return self.definitions[key](facts if isinstance(facts, CaseFacts) else self.make(facts, on), Given(options))


def load_source(source: str) -> Policy:
    """The policy in compiled source. UnreadablePolicy when it is none."""
    try:
        code = compile(source, "<policy>", "exec")
    except (SyntaxError, ValueError) as error:
        raise not_compiled(error) from error
    return run(code, source.encode())


def load_file(path: Path, digest: str = "") -> Policy:
    """As `load_source`, from a UTF-8 file that is read once; with a `digest` only when that is the SHA-256 of what was read."""
    try:
        source = path.read_bytes()
    except (OSError, ValueError) as error:
        raise UnreadablePolicy(f"{path.name}: {error}") from error
    found = sha256(source).hexdigest()
    if digest and found != digest:
        raise UnreadablePolicy(f"{path.name}: SHA-256 {found} instead of {digest}")
    try:
        code = ContentLoader(str(path), source, int(found[:8], 16)).get_code(MODULE)
    except (SyntaxError, ValueError) as error:
        raise not_compiled(error) from error
    return run(code, source)


class ContentLoader(SourceFileLoader):
    """Translates source that was read before. Python keeps the translated form in `__pycache__` beside the file, so that the next time is quicker.

    Python compares the time of a file and its size; here part of the digest stands for the time, so that a translated form is only ever
    used for the very source that was read, also when files are replaced within a second.
    """

    def __init__(self, path: str, source: bytes, mark: int) -> None:
        super().__init__(MODULE, path)
        self.source, self.mark = source, mark

    def get_data(self, path: str) -> bytes:
        """The source, or whatever else is asked for."""
        return self.source if path == self.path else super().get_data(path)

    def path_stats(self, path: str) -> Mapping[str, Any]:  # noqa: ARG002
        """What says that a translated form is of this source."""
        return {"mtime": self.mark, "size": len(self.source)}


def not_compiled(error: Exception) -> UnreadablePolicy:
    """For source that is no Python."""
    return UnreadablePolicy(f"not a compiled policy: {error}")


def run(code: Any, source: bytes) -> Policy:
    """The policy of translated source."""
    form = FORM.search(source)
    if form is None or int(form[1]) != FORMAT:
        raise UnreadablePolicy(f"format {form[1].decode() if form else 'unknown'} instead of {FORMAT}: compile the policy again")
    module: dict[str, Any] = {"__name__": MODULE}
    try:
        exec(code, module)  # noqa: S102
        return policy_of(module, sha256(source).hexdigest())
    except Exception as error:  # source of another version can fail in any way, and a service that reloads must hear of it
        raise UnreadablePolicy(f"{type(error).__name__}: {error}") from error


def policy_of(module: Mapping[str, Any], fingerprint: str) -> Policy:
    """The policy that the names of a generated module describe."""
    decisions: tuple[Decision, ...] = module["DECISIONS"]
    readings: tuple[Reading, ...] = module["READINGS"]
    by_key = {(each.regulation, each.name, each.phase): each for each in decisions}
    counted = Counter((each.name, each.phase) for each in decisions)
    unique = {("", each.name, each.phase): each for each in decisions if counted[each.name, each.phase] == 1}
    return Policy(
        module["FIRST"],
        module["LAST"],
        module["REGULATIONS"],
        fingerprint,
        {spec.name: spec for spec in module["FACTS"]},
        module["OTHER_FACTS"],
        module["Facts"],
        {reading.name: reading for reading in readings},
        {reading.name: reading.options[0] for reading in readings},
        {**by_key, **unique},
        module["DEFINITIONS"],
        by_decision(module["AMOUNTS"]),
    )


def by_decision(amounts: Iterable[Amount]) -> dict[tuple[str, str], tuple[Amount, ...]]:
    """Amounts by the regulation that gives them and the decision they are for."""
    found: dict[tuple[str, str], tuple[Amount, ...]] = {}
    for each in amounts:
        key = (each.regulation, each.decision)
        found[key] = (*found.get(key, ()), each)
    return found
