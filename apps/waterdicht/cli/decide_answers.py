"""What `waterdicht decide` answers beyond the outcome: --next, --why-not, --change and --motivation."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from waterdicht.cli.console import Console
from waterdicht.cli.fact_words import Lexicon, fact_value_words, facts_json
from waterdicht.compiler.ir import Outcome
from waterdicht.compiler.snapshots import Built
from waterdicht.runtime.amounts import AmountFound, amount_facts, amounts
from waterdicht.runtime.compiled import TODAY
from waterdicht.runtime.decide import UNDETERMINED, Explanation
from waterdicht.runtime.explain_text import OUTCOME_WORDS
from waterdicht.runtime.motivation import motivation, motivation_json, motivation_text
from waterdicht.runtime.policies import InForce, Law
from waterdicht.runtime.policy import Policy
from waterdicht.runtime.questions import questions
from waterdicht.runtime.request import WITH_AMOUNTS, question_json
from waterdicht.runtime.values import Computed
from waterdicht.runtime.why_not import why_not, why_not_json, why_not_text

if TYPE_CHECKING:
    from waterdicht.answers.change import Answer


@dataclass(frozen=True, slots=True)
class Subject:
    """What is answered about: one case, the law it was decided by, and its explanation in the regulation that was asked."""

    built: Built
    policy: Policy
    explanation: Explanation
    facts: Mapping[str, Computed]
    readings: Mapping[str, str]
    words: Lexicon


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer: its name in JSON, its JSON, and its text."""

    name: str
    json: Any
    text: str


def answers(given: argparse.Namespace, subject: Subject, console: Console) -> tuple[Answered, ...]:
    """The answers that were asked for, in a fixed order."""
    found: list[Answered] = []
    if given.next:
        found.append(next_answer(subject, console))
    if given.why_not:
        said = why_not(subject.explanation, given.why_not)
        found.append(Answered("why_not", why_not_json(said, subject.explanation), why_not_text(said, subject.explanation, console.language)))
    if given.change:
        found.append(change_answer(given, subject, console))
    if given.motivation:
        sections = motivation(law_of(subject), subject.explanation, given.on, amounts_of(given, subject))
        found.append(Answered("motivation", motivation_json(sections), motivation_text(sections)))
    return tuple(found)


def amounts_of(given: argparse.Namespace, subject: Subject) -> tuple[AmountFound, ...]:
    """The amounts that belong to the decision, when it is or may be granted."""
    if subject.explanation.outcome not in WITH_AMOUNTS:
        return ()
    needed = amount_facts(subject.policy, given.regulation, given.decision)
    data = {name: value for name, value in facts_json(subject.facts, subject.words).items() if name in needed}
    known = {name: option for name, option in subject.readings.items() if name in subject.policy.readings}
    return amounts(subject.policy, given.regulation, given.decision, data, on=given.on, readings=known)


def law_of(subject: Subject) -> Law:
    """The law of the case, as a service has it."""
    view = subject.built.view
    there = (subject.built.snapshot.regulations[name] for name in sorted(subject.built.snapshot.regulations))
    versions = tuple(InForce(each.id, each.version, each.title, each.valid_from, each.valid_to, "") for each in there)
    return Law(view.focus, view.first, view.last, subject.policy, versions)


def next_answer(subject: Subject, console: Console) -> Answered:
    """Which question to ask next, and which after it."""
    found = questions(subject.explanation, console.language)
    lines = [console.words("Nog te vragen, de beste vraag eerst:", "Still to be asked, the best question first:")]
    for number, each in enumerate(found, 1):
        lines.append(f"  {number}. {each.fact.question or each.fact.name} [{each.fact.name}]")
        for settling in each.settles:
            outcome = settling.outcome if console.language == "nl" else OUTCOME_WORDS[settling.outcome]
            lines.append(console.words(f"     bij «{settling.answer}» staat vast: {outcome}", f"     with “{settling.answer}” it is certain: {outcome}"))
    if not found:
        certain = subject.explanation.outcome != UNDETERMINED
        lines = [
            console.words("Er is niets meer te vragen: de uitkomst staat vast.", "There is nothing left to ask: the outcome is certain.")
            if certain
            else console.words(
                "Geen feit kan de uitkomst nog bepalen: er is tekst die niet bekend is.", "No fact can settle the outcome: there is text that is not known."
            )
        ]
    return Answered("next", [question_json(each) for each in found], "\n".join(lines))


def change_answer(given: argparse.Namespace, subject: Subject, console: Console) -> Answered:
    """What would have to change for another outcome. Needs the solver."""
    # Imported here: whoever does not ask this does not wait for the solver, and may not have it.
    from waterdicht.answers.change import Changed, Never, NotKnown, what_would_have_to_change
    from waterdicht.verifier.cases import Concern

    concern = Concern(given.regulation, given.decision, given.phase)
    found = what_would_have_to_change(
        subject.built,
        subject.readings,
        concern,
        {**subject.facts, TODAY: given.on},
        Outcome(given.change),
        kept=given.keep,
        under_the_law=given.under_law,
    )
    wanted = given.change if console.language == "nl" else OUTCOME_WORDS[given.change]
    match found:
        case Never():
            text = console.words(f"Geen wijziging van de feiten leidt tot «{wanted}».", f"No change of the facts leads to “{wanted}”.")
        case NotKnown(reason):
            text = console.words(f"Niet te bepalen wat tot «{wanted}» leidt: {reason}", f"It cannot be said what leads to “{wanted}”: {reason}")
        case Changed(changes, assumed):
            head = console.words(f"Voor «{wanted}» moet ten minste dit anders zijn:", f"For “{wanted}” at least this must be otherwise:")
            nothing = console.words("  niets: het is de uitkomst, of kan dat zijn", "  nothing: it is the outcome, or can be")
            lines = [head, *(change_lines(found, subject, console))]
            text = "\n".join(lines if changes or assumed else [head, nothing])
    return Answered("change", change_json(given.change, found, subject.words), text)


def change_lines(found: Answer, subject: Subject, console: Console) -> Iterator[str]:
    """Each fact with what it is and what it would have to be."""
    from waterdicht.answers.change import Changed

    if not isinstance(found, Changed):
        return
    for each in found.changes:
        before, after = (fact_value_words(value, subject.words.types[each.name], console.language) for value in (each.before, each.after))
        yield f"  - {each.name}: " + console.words(f"{after} in plaats van {before}", f"{after} instead of {before}")
    if found.assumed:
        yield console.words("  en van wat niet bekend is:", "  and of what is not known:")
    for each in found.assumed:
        if each.name in subject.words.types:
            yield f"  - {each.name}: {fact_value_words(each.after, subject.words.types[each.name], console.language)}"


def change_json(wanted: str, found: Answer, words: Lexicon) -> dict[str, Any]:
    """The change as JSON data."""
    from waterdicht.answers.change import Changed, NotKnown

    if not isinstance(found, Changed):
        return {
            "wanted": wanted,
            "possible": None if isinstance(found, NotKnown) else False,
            "changes": [],
            "assumed": [],
            "reason": getattr(found, "reason", ""),
        }
    before = facts_json({each.name: each.before for each in found.changes}, words)
    after = facts_json({each.name: each.after for each in (*found.changes, *found.assumed)}, words)
    return {
        "wanted": wanted,
        "possible": True,
        "changes": [{"fact": each.name, "before": before.get(each.name), "after": after.get(each.name)} for each in found.changes],
        "assumed": [{"fact": each.name, "after": after.get(each.name)} for each in found.assumed],
        "reason": "",
    }
