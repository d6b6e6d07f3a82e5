"""What is still to be asked of a case that is undecided: the facts that can still change the outcome, and which of them to ask first.

Everything that is unknown becomes a variable: a fact with few values (ja/nee, keuze, small whole numbers) by those values; a condition on
other facts, such as a day or an amount, by being met or not. The outcome is then a function of these variables, written as
a decision diagram in which a variable occurs if and only if it matters.

Why nothing is left out that matters: however the unknown facts turn out, each variable gets one of its values, and the outcome is that of
the diagram. So when no variable of a fact occurs in it, no value of that fact can make a difference, whatever the others are. (As everywhere
else, an outcome is taken to be certain though a condition that no longer matters could turn out to be a fault.)
Why nothing is asked in vain: when a variable occurs, there are values of the others for which it alone makes the difference. For facts with
few values these are real cases. For a condition on other facts they are unless conditions on days and amounts exclude each other (less than
300 and more than 1,000): such a fact may be asked although it no longer matters. When a case is too large for a diagram, the facts are those
of `explain.missing`, which leaves nothing out either, but may ask more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import prod
from typing import Any, Final, assert_never

from waterdicht.runtime.compiled import Connective, FactSpec, Given, Leaf, Node
from waterdicht.runtime.decide import FAULT as FAULTY
from waterdicht.runtime.decide import UNDETERMINED, Explanation, certain_outcome
from waterdicht.runtime.diagram import FALSE, FAULT, TRUE, Diagrams, TooLarge
from waterdicht.runtime.explain import chosen_part, fact_value, missing, node_value
from waterdicht.runtime.fact_messages import Language
from waterdicht.runtime.fact_types import FactType
from waterdicht.runtime.values import ABSENT, UNKNOWN, Computed
from waterdicht.runtime.words import value_words

FEW: Final = 64
"""A fact with at most so many values is followed value by value, and so are conditions with at most so many combinations."""
RECURSION: Final = 400
"""Deeper trees of conditions than this are not put in a diagram."""


@dataclass(frozen=True, slots=True)
class Settling:
    """An answer that decides the case at once: the answer in words, and the outcome."""

    answer: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that can still change the outcome, and the answers after which nothing else matters."""

    fact: FactSpec
    settles: tuple[Settling, ...]


@dataclass(frozen=True, slots=True)
class Variable:
    """Something unknown. `values` has one for each branch; a condition has the truths false and true, and a leaf."""

    values: tuple[Any, ...]
    facts: tuple[str, ...]
    leaf: Leaf | None = None


@dataclass(slots=True)
class Work:
    """One case on the way to its diagram: the variables so far by level, and the diagrams of nodes and leaves that were met."""

    explanation: Explanation
    diagrams: Diagrams = field(default_factory=Diagrams)
    variables: list[Variable] = field(default_factory=list)
    levels: dict[str | int, int] = field(default_factory=dict)
    made: dict[int, int] = field(default_factory=dict)


def questions(explanation: Explanation, language: Language = "nl") -> tuple[Question, ...]:
    """The facts that can still change the outcome, the one to ask next first; none when the outcome is certain.

    First come facts of which an answer can decide the case at once, then the others, both in the order in which the law meets them.
    """
    if explanation.outcome != UNDETERMINED:
        return ()
    specs = explanation.decision.specs
    try:
        work, outcome = outcome_diagram(explanation)
    except TooLarge:
        return tuple(Question(spec, ()) for spec in missing(explanation))
    names = dict.fromkeys(name for level in sorted(work.diagrams.occurring(outcome)) for name in work.variables[level].facts)
    found = [Question(specs[name], tuple(settling(name, work, outcome, language))) for name in names]
    return tuple(sorted(found, key=lambda each: not each.settles))


def outcome_diagram(explanation: Explanation) -> tuple[Work, int]:
    """The outcome of a case as a diagram, and what its variables are. TooLarge when that is too much work."""
    work = Work(explanation)
    channels = tuple(node_diagram(tree, work, 0) for tree in explanation.decision.trees)
    return work, work.diagrams.combined("uitkomst", channels, lambda row: outcome_of(row, work.diagrams))


def outcome_of(channels: tuple[int, ...], diagrams: Diagrams) -> int | None:
    """The outcome for channels that are constant; None when one is not. As `decide.outcome`: a fault first."""
    if FAULT in channels:
        return diagrams.constant(FAULTY)
    if any(channel not in (FALSE, TRUE) for channel in channels):
        return None
    return diagrams.constant(certain_outcome(*(channel == TRUE for channel in channels)))


def node_diagram(node: Node, work: Work, depth: int) -> int:
    """A condition as a diagram. What has a value is a constant, whatever stands below it."""
    value = node_value(node, work.explanation)
    if value is not UNKNOWN:
        return constant(value)
    if depth > RECURSION:
        raise TooLarge
    if id(node) not in work.made:
        work.made[id(node)] = unknown_diagram(node, work, depth + 1)
    return work.made[id(node)]


def unknown_diagram(node: Node, work: Work, depth: int) -> int:
    """A condition that is unknown."""
    diagrams = work.diagrams
    match node.connective:
        case Connective.LEAF:
            assert node.leaf is not None  # INVARIANT: every LEAF node has one
            return leaf_diagram(node.leaf, work)
        case Connective.READING:
            return node_diagram(chosen_part(node, work.explanation), work, depth)
        case Connective.SAME:
            return node_diagram(node.parts[0], work, depth)
        case Connective.ALL:
            return diagrams.all_of([node_diagram(part, work, depth) for part in node.parts])
        case Connective.ANY:
            return diagrams.any_of([node_diagram(part, work, depth) for part in node.parts])
        case Connective.NOT:
            return diagrams.negated(node_diagram(node.parts[0], work, depth))
        case Connective.EXACTLY_ONE:
            return diagrams.one_of(tuple(node_diagram(part, work, depth) for part in node.parts))
        case _:
            assert_never(node.connective)


def constant(value: Computed) -> int:
    """A value of a condition as a constant; absence in a connective is a fault."""
    return TRUE if value is True else FALSE if value is False else FAULT


def leaf_diagram(leaf: Leaf, work: Work) -> int:
    """A condition without parts: by the values of its unknown facts where these are few, else by whether it is met."""
    names = tuple(name for name in leaf.facts if is_open(name, work.explanation))
    domains = [domain(work.explanation.decision.specs[name].type) for name in names]
    if not names or not all(domains) or prod(map(len, domains)) > FEW:
        return met_or_not(leaf, names, work)
    levels = [level_of(name, Variable(values, (name,)), work) for name, values in zip(names, domains, strict=True)]
    return by_values(leaf, tuple(sorted(zip(levels, names, domains, strict=True))), {}, work)


def by_values(leaf: Leaf, left: tuple[tuple[int, str, tuple[Any, ...]], ...], chosen: dict[str, Any], work: Work) -> int:
    """A condition as a diagram over the facts that are left, when the others have the values chosen."""
    if not left:
        value = value_when(leaf, chosen, work.explanation)
        return met_or_not(leaf, (), work) if value is UNKNOWN else constant(value)
    level, name, values = left[0]
    return work.diagrams.node(level, tuple(by_values(leaf, left[1:], {**chosen, name: value}, work) for value in values))


def met_or_not(leaf: Leaf, names: tuple[str, ...], work: Work) -> int:
    """A condition that may be met or not: on facts with many values, or on text that nobody knows."""
    return work.diagrams.node(level_of(leaf.slot, Variable((False, True), names, leaf), work), (FALSE, TRUE))


def value_when(leaf: Leaf, chosen: dict[str, Any], explanation: Explanation) -> Computed:
    """The value of a condition when these facts have these values."""
    if leaf.general is None:
        return chosen[leaf.facts[0]]  # type: ignore[no-any-return]
    decision = explanation.decision
    row = tuple(chosen.get(name, value) for name, value in zip(decision.facts, explanation.facts, strict=True))
    return leaf.general(decision.case(row), Given(explanation.readings))  # type: ignore[no-any-return]


def level_of(key: str | int, variable: Variable, work: Work) -> int:
    """The level of a variable: a new one when it was not met before."""
    if key not in work.levels:
        work.levels[key] = len(work.variables)
        work.variables.append(variable)
    return work.levels[key]


def is_open(name: str, explanation: Explanation) -> bool:
    """Whether there is something unknown in a fact."""
    value = fact_value(name, explanation)
    return value is UNKNOWN or (isinstance(value, tuple) and explanation.decision.specs[name].type.kind == "lijst" and unknown_inside(value))


def unknown_inside(elements: tuple[Any, ...]) -> bool:
    """Whether an element of a list has a property that is unknown."""
    return any(value is UNKNOWN for element in elements for value in element.values())


def domain(type_: FactType) -> tuple[Any, ...]:
    """All values that a fact can have, when these are few; else nothing."""
    absent = (ABSENT,) if type_.optional else ()
    match type_.kind:
        case "ja/nee":
            return (False, True, *absent)
        case "keuze" if len(type_.options) < FEW:
            return (*type_.options, *absent)
        case "getal" | "maandental" | "dagental" if isinstance(type_.lowest, int) and isinstance(type_.highest, int) and type_.highest - type_.lowest < FEW - 1:
            return (*range(type_.lowest, type_.highest + 1), *absent)
        case _:
            return ()


def settling(name: str, work: Work, outcome: int, language: Language) -> Iterator[Settling]:
    """The answers to a question after which the outcome is certain."""
    names = {number: words for words, number in work.diagrams.constants.items()}
    occurring = work.diagrams.occurring(outcome)
    kind = work.explanation.decision.specs[name].type.kind
    for level, variable in enumerate(work.variables):
        if variable.facts != (name,) or level not in occurring:
            continue
        certain = [work.diagrams.constants_when(outcome, level, choice) for choice in range(len(variable.values))]
        settled = [(value, names[min(constants)]) for value, constants in zip(variable.values, certain, strict=True) if len(constants) == 1]
        for first, last, result in stretches(settled):
            words = value_words(first, "" if variable.leaf else kind, language)
            if first != last:
                words += f"{' tot en met ' if language == 'nl' else ' up to and including '}{value_words(last, kind, language)}"
            yield Settling(f"{variable.leaf.text}: {words}" if variable.leaf else words, result)


def stretches(settled: list[tuple[Any, str]]) -> Iterator[tuple[Any, Any, str]]:
    """Values with their outcome; whole numbers that follow each other and have one outcome are taken together."""
    found: list[tuple[Any, Any, str]] = []
    for value, result in settled:
        if found and type(value) is int and type(found[-1][1]) is int and found[-1][1:] == (value - 1, result):
            found[-1] = (found[-1][0], value, result)
        else:
            found.append((value, value, result))
    yield from found
