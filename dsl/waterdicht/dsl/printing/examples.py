"""Theorems, shared facts and scenarios as lines of text."""

from __future__ import annotations

from typing import assert_never

from waterdicht.dsl import tree
from waterdicht.dsl.printing.expressions import VALUE, at, date_text, given_text, reference_text, scope_text, status_text, text
from waterdicht.dsl.printing.layout import STEP, lay, rows

_MARGIN = " " * STEP


def theorem_lines(theorem: tree.Theorem) -> list[str]:
    """Name and text, scope, then the claim: each on a line of its own."""
    law = " onder de wet" if theorem.under_the_law else ""
    return [f'stelling {theorem.name} "{theorem.text}"', f"{_MARGIN}over {scope_text(theorem.over)}{law}", *_claim_lines(theorem)]


def _claim_lines(theorem: tree.Theorem) -> list[str]:
    claim = theorem.claim
    premise = lay(theorem.premise, f"{_MARGIN}als ", STEP, "") if theorem.premise else []
    if isinstance(claim, tree.DutyClaim):
        return [*premise, f"{_MARGIN}dan {_duty_text(claim)}."]
    match theorem.kind:
        case "als":
            return premise + lay(claim, f"{_MARGIN}dan ", STEP, ".")
        case "bestaat":
            return lay(claim, f"{_MARGIN}er bestaat een geval waarin ", STEP, ".")
        case "hangt niet af":
            return [f"{_MARGIN}de uitkomst van {text(claim)} hangt niet af van {theorem.depends_on}."]
        case "monotoon":
            return [f"{_MARGIN}meer {theorem.depends_on} leidt nooit tot minder {at(VALUE, claim)}."]
        case "gaat voor":
            assert theorem.premise is not None  # INVARIANT: the grammar asks for both
            return [f"{_MARGIN}bij {theorem.depends_on} gaat wie {text(theorem.premise)} voor op wie {text(claim)}."]
        case _:
            assert_never(theorem.kind)


def shared_lines(shared: tree.SharedFacts) -> list[str]:
    """One fact a line."""
    return rows(f"gegevens {shared.name} :", 0, [given_text(given) for given in shared.given])


def scenario_lines(scenario: tree.Scenario) -> list[str]:
    """What the scenario is about, what is given and what is expected, one fact or outcome a line."""
    law = " onder de wet" if scenario.under_the_law else ""
    head = f'scenario "{scenario.title}" over {scope_text(scenario.over)}{law} op {date_text(scenario.on)}'
    given = [f"zoals {name}" for name in scenario.like] + [given_text(entry) for entry in scenario.given]
    expected = [_expected_text(entry) for entry in scenario.expected]
    facts = _hanging("gegeven", given, ";") if given else []
    return [head, *facts, *_hanging("verwacht", expected, ".")]


def _hanging(word: str, entries: list[str], tail: str) -> list[str]:
    """`word first;` and the other entries one step further."""
    ends = [";"] * (len(entries) - 1) + [tail]
    starts = [f"{_MARGIN}{word} "] + [_MARGIN * 2] * (len(entries) - 1)
    return [f"{start}{entry}{end}" for start, entry, end in zip(starts, entries, ends, strict=True)]


def _duty_text(duty: tree.DutyClaim) -> str:
    by = f" volgens {reference_text(duty.provision)}" if duty.provision else ""
    last = f" uiterlijk op {at(VALUE, duty.last)}" if duty.last else ""
    return f"{duty.actor} {duty.claim} verrichten {duty.act}{by}{last}"


def _claim_text(claim: tree.RegulationClaim) -> str:
    target = f" {reference_text(claim.target)}" if claim.target else ""
    by = f" volgens {reference_text(claim.provision)}" if claim.provision else ""
    return f"deze regeling {claim.claim}{target}{by}"


def _expected_text(expected: tree.Expected | tree.Claim) -> str:
    match expected:
        case tree.DutyClaim():
            return _duty_text(expected)
        case tree.RegulationClaim():
            return _claim_text(expected)
        case tree.CompetenceClaim():
            return f"bevoegd tot {expected.decision} is {' of '.join(expected.bodies)}"
        case tree.Expected():
            return _outcome_text(expected)


def _outcome_text(expected: tree.Expected) -> str:
    if expected.value is not None:
        return f"waarde {expected.name} : {text(expected.value)}"
    phase = f" {expected.phase}" if expected.phase else ""
    return f"besluit {expected.name}{phase} : {status_text(expected.outcome)}"
