"""What explains a result further, as lines of text: the nearest case that is fine, and the repairs that were tried."""

from __future__ import annotations

from collections.abc import Iterator

from waterdicht.cli.console import Console
from waterdicht.cli.fact_words import Lexicon, fact_value_words
from waterdicht.runtime.explain_text import OUTCOME_WORDS
from waterdicht.runtime.values import UNKNOWN, Computed
from waterdicht.runtime.words import value_words
from waterdicht.verifier.results import Change, Nearest, Result


def explanation_lines(result: Result, words: Lexicon, console: Console) -> Iterator[str]:
    """Everything that is there."""
    if result.nearest is not None:
        yield from nearest_lines(result.nearest, words, console)
    for each in result.repairs:
        yield f"    {console.words('Herstel (nagegaan)', 'Repair (tried)')}: {console.words(each.message_nl, each.message_en)}"


def nearest_lines(nearest: Nearest, words: Lexicon, console: Console) -> Iterator[str]:
    """What is otherwise in the nearest case that is fine, and how that ends."""
    title = console.words(
        "Het dichtstbijzijnde geval dat wel klopt (nagerekend); alleen dit is anders", "The nearest case that is fine (replayed); only this differs"
    )
    yield f"    {title}:"
    yield from (f"      - {change_words(each, words, console)}" for each in nearest.changes)
    said = "; ".join(
        f"{about.replace('_', ' ')}: {outcome if console.language == 'nl' else OUTCOME_WORDS.get(outcome, outcome)}"
        for about, outcome in nearest.case.outcomes.items()
    )
    if said:
        yield f"      {console.words('Uitkomst dan', 'Outcome then')}: {said}"


def change_words(change: Change, words: Lexicon, console: Console) -> str:
    """One fact that differs: `persoon.inkomen: € 1.000,00 in plaats van € 1.500,00`."""
    info = words.infos.get(change.name)
    about = f"{info.question} ({change.name})" if info is not None and info.question else change.name.replace("_", " ") if info is None else change.name
    after = said(change.name, change.after, words, console)
    if change.before is UNKNOWN:
        return f"{about}: {after}"
    return f"{about}: {after} {console.words('in plaats van', 'instead of')} {said(change.name, change.before, words, console)}"


def said(name: str, value: Computed, words: Lexicon, console: Console) -> str:
    """A value of a fact in words."""
    if name in words.types:
        return fact_value_words(value, words.types[name], console.language)
    return value_words(value, "", console.language)
