"""What can be wrong with a question to a policy: one family of exceptions, in which every error has its place.

A place is a JSON pointer into the question as `waterdicht.runtime.request` reads it, `/besluit` or `/op`; those of `InvalidFacts` point
into the facts themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal, NamedTuple, TypeAlias

from waterdicht.runtime.fact_messages import Language, fact_error_text
from waterdicht.runtime.fact_types import Errors, FactError

ProblemCode: TypeAlias = Literal[
    "onleesbaar_beleid",
    "compiler_ontbreekt",
    "onbekende_regeling",
    "onbekend_besluit",
    "regeling_nodig",
    "onbekende_lezing",
    "onbekende_uitkomst",
    "buiten_geldigheid",
    "ontbrekend_veld",
    "onbekend_veld",
    "verkeerd_veld",
    "onbekend_feit_in_aanroep",
    "bon_onleesbaar",
    "logboek_onbruikbaar",
]

PROBLEM_TEXTS: Final[Mapping[ProblemCode, tuple[str, str]]] = {
    "onleesbaar_beleid": ("het vertaalde recht is niet bruikbaar: {0}", "the compiled law cannot be used: {0}"),
    "compiler_ontbreekt": (
        "voor {0} is de compiler nodig en die is hier niet; vertaal eerst met waterdicht compile, of doe: pip install {1}",
        "{0} needs the compiler, which is not here; translate first with waterdicht compile, or do: pip install {1}",
    ),
    "onbekende_regeling": ("{0} is hier geen regeling; wel: {1}", "{0} is no regulation here; there are: {1}"),
    "onbekend_besluit": ("{0} is hier geen besluit; wel: {1}", "{0} is no decision here; there are: {1}"),
    "regeling_nodig": ("over {0} beslissen meer regelingen; noem er een: {1}", "several regulations decide on {0}; name one: {1}"),
    "onbekende_lezing": ("{0} is hier geen lezing; wel: {1}", "{0} is no reading here; there are: {1}"),
    "onbekende_uitkomst": ("{0} is geen uitkomst; wel: {1}", "{0} is no outcome; there are: {1}"),
    "buiten_geldigheid": ("op {0} is hier geen recht bekend; wel: {1}", "no law is known here for {0}; there is: {1}"),
    "ontbrekend_veld": ("dit veld is nodig", "this field is needed"),
    "onbekend_veld": ("{0} is hier geen veld; wel: {1}", "{0} is no field here; there are: {1}"),
    "verkeerd_veld": ("verwacht: {0}", "expected: {0}"),
    "onbekend_feit_in_aanroep": ("{0} is geen bekend feit", "{0} is not a known fact"),
    "bon_onleesbaar": ("dit is geen bon van een beslissing: {0}", "this is no receipt of a decision: {0}"),
    "logboek_onbruikbaar": ("het logboek kan niet worden gebruikt: {0}", "the log cannot be used: {0}"),
}
"""In Dutch and in English."""


class Problem(NamedTuple):
    """What is wrong at one place outside the facts: a JSON pointer (RFC 6901), a code, and the arguments of its message."""

    pointer: str
    code: ProblemCode
    arguments: tuple[str, ...] = ()


Wrong: TypeAlias = "Problem | FactError"


class PolicyError(Exception):
    """Wrong use of a policy: the base of all. `errors` has everything that is wrong, each with its place."""

    def __init__(self, *errors: Wrong) -> None:
        super().__init__("; ".join(f"{error.pointer or '/'}: {wrong_text(error, 'en')}" for error in errors))
        self.errors: tuple[Wrong, ...] = errors


class UnreadablePolicy(PolicyError):
    """What should be compiled law is not, or is of another format, or is not what its manifest says."""

    def __init__(self, reason: str) -> None:
        super().__init__(Problem("", "onleesbaar_beleid", (reason,)))


class CompilerMissing(PolicyError):
    """A folder of norms was to be loaded where only compiled law can be."""


class UnknownDecision(PolicyError):
    """There is no such decision or regulation, or several regulations have it and none was named."""


class UnknownFact(PolicyError):
    """A fact was given that the law does not know."""


class UnknownReading(PolicyError):
    """A reading or option that the law does not declare."""


class UnknownOutcome(PolicyError):
    """What was hoped for is no outcome of a decision."""


class OutsideValidity(PolicyError):
    """No law is known for the date of the case."""


class InvalidRequest(PolicyError):
    """A question of which parts are missing, of the wrong form, or unknown."""


class InvalidFacts(PolicyError):
    """Facts that are not what the vocabulary says. `errors` holds all of them, each with a JSON pointer into the facts."""

    def __init__(self, errors: Errors) -> None:
        super().__init__(*errors)


class UnreadableReceipt(PolicyError):
    """What should be a receipt of a decision is none."""


class UnusableLog(PolicyError):
    """A log of decisions cannot be opened, or not be written: what was to be kept is not in it."""


def wrong_text(error: Wrong, language: Language = "nl") -> str:
    """The message of an error, without its place."""
    if isinstance(error, Problem):
        return PROBLEM_TEXTS[error.code][0 if language == "nl" else 1].format(*error.arguments)
    return fact_error_text(error, language)


def wrong_json(errors: Iterable[Wrong], language: Language = "nl") -> list[dict[str, str]]:
    """Errors as JSON: place, code and message."""
    return [{"plaats": error.pointer, "code": error.code, "melding": wrong_text(error, language)} for error in errors]
