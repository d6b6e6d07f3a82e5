"""Parts of the page of findings in plain Dutch: places in a text, the facts of a case, and the readings on which a finding depends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any, Final

from waterdicht.cli.fact_words import Lexicon, fact_line, is_ordinary, lexicon
from waterdicht.compiler.addresses import in_words
from waterdicht.compiler.compile import Model
from waterdicht.compiler.ir import ReadingInfo
from waterdicht.runtime.facts_json import read_fact
from waterdicht.runtime.values import ABSENT, Computed
from waterdicht.runtime.words import date_words, value_words

TODAY: Final = "deze_dag"
LONGEST: Final = 160
"""So many characters of a condition are read."""


@dataclass(frozen=True, slots=True)
class Names:
    """What is called how: regulations by id, with what kind of text each is; headings by address without version; readings and facts by name."""

    titles: Mapping[str, str]
    kinds: Mapping[str, str]
    headings: Mapping[str, str]
    readings: Mapping[str, ReadingInfo]
    lexicon: Lexicon


def names_of(model: Model) -> Names:
    """The names in all regulations of a model."""
    regulations = [each for several in model.built.values() for built in several for each in built.snapshot.regulations.values()]
    titles: dict[str, set[str]] = {}
    for each in regulations:
        titles.setdefault(each.id, set()).add(each.title)
    return Names(
        {name: several.pop() if len(several) == 1 else short(several.pop()) for name, several in titles.items()},
        {each.id: each.kind for each in regulations},
        {bare(address): heading for each in regulations for address, heading in each.headings.items()},
        {reading.name: reading for each in regulations for reading in each.readings},
        lexicon(model),
    )


def short(title: str) -> str:
    """A title without what it says of the version or the part of the text."""
    return title.partition(",")[0].partition(" (")[0]


def anchor(heading: str) -> str:
    """Where a heading is found in a page: its letters, figures and hyphens."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def named(regulation: str, names: Names) -> str:
    """A regulation as it is called in a sentence."""
    return short(names.titles.get(regulation, regulation))


def without_ids(text: str, names: Names) -> str:
    """A text of the tool with titles for the names of regulations, and no marks of the language."""
    return re.sub(
        r"\b(van|uit) (\w+)(@[0-9-]+)?", lambda found: f"{found[1]} {named(found[2], names)}" if found[2] in names.titles else found[0], text
    ).replace("_", " ")


def joined(words: Sequence[str], last: str = "en") -> str:
    """Words in a row: `a, b en c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


# --- places ---------------------------------------------------------------------------------


def bare(address: str) -> str:
    """An address without its version."""
    regulation, slash, rest = address.partition("/")
    return regulation.partition("@")[0] + slash + rest


def regulation_of(address: str) -> str:
    """The regulation of an address, without its version."""
    return bare(address).partition("/")[0]


def version_of(address: str) -> str:
    """The first day of the version that an address names; empty when it names none."""
    return address.partition("/")[0].partition("@")[2]


def reading_order(address: str) -> tuple[tuple[int, str], ...]:
    """Where an address comes in its text: 9 before 10, 10 before 10a and 10da."""
    return tuple((int(number or 0), letters) for number, letters in re.findall(r"[-.:/]([0-9]*)([^-.:/]*)", bare(address)))


def places_words(addresses: Iterable[str]) -> str:
    """Places in one regulation: `artikel 3 lid 1 onderdeel a, b en c en artikel 13`."""
    steps: dict[tuple[str, str], list[str]] = {}
    for address in dict.fromkeys(map(bare, addresses)):
        above, _, step = address.rpartition("/")
        kind, _, label = step.partition("-")
        steps.setdefault((above, kind) if above else ("", ""), []).append(label)
    return joined([one_place(above, kind, labels) for (above, kind), labels in steps.items()])


def one_place(above: str, kind: str, labels: Sequence[str]) -> str:
    """Places that differ in the last step only."""
    if not above:
        return "de regeling als geheel"
    below = in_words(f"{above}/{kind}-{labels[0]}").rpartition(" van ")[0]
    return below.removesuffix(labels[0]) + joined(labels) if len(labels) > 1 and kind != "onder" else below


def versions_words(addresses: Sequence[str]) -> str:
    """Of which versions these addresses speak: ` (versie van 1 januari 2026)`; nothing when they name none."""
    versions = sorted({version_of(each) for each in addresses} - {""})
    if not versions:
        return ""
    return f" ({'versies' if len(versions) > 1 else 'versie'} van {joined([date_words(date.fromisoformat(each)) for each in versions])})"


def elsewhere_words(addresses: Sequence[str], own: str, names: Names) -> Iterator[str]:
    """Places, by regulation: `artikel 10da van Participatiewet`; of the regulation itself without its name."""
    for regulation in dict.fromkeys(map(regulation_of, addresses)):
        here = sorted({each for each in addresses if regulation_of(each) == regulation}, key=reading_order)
        yield places_words(here) + ("" if regulation == own else f" van {named(regulation, names)}")


# --- cases ----------------------------------------------------------------------------------


def case_lines(case: Mapping[str, Any], names: Names) -> Iterator[str]:
    """The facts of a case that are not as usual, without their technical names; then how many are left out."""
    facts, told = case["facts"], told_facts(case, names)
    for name, value in told.items():
        yield without_ids(fact_line(name, value, names.lexicon, "nl").removesuffix(f" ({name})"), names)
    if rest := len(facts) - len(told):
        yield f"{'overige feiten' if told else 'feiten'}: zoals gewoonlijk ({rest})"


def told_facts(case: Mapping[str, Any], names: Names) -> dict[str, Computed]:
    """The facts that bear on a case."""
    facts = {name: computed(name, value, names.lexicon) for name, value in case["facts"].items()}
    return {name: value for name, value in facts.items() if is_told(name, value, facts, names.lexicon)}


def computed(name: str, value: Any, words: Lexicon) -> Computed:
    """The value of a fact from its JSON."""
    if name == TODAY:
        return date.fromisoformat(value)
    if value is None:
        return ABSENT
    if name not in words.types:
        return str(value)
    found, errors = read_fact(value, words.types[name])
    assert not errors, (name, value, errors)
    return found  # type: ignore[return-value]


def is_told(name: str, value: Computed, facts: Mapping[str, Computed], words: Lexicon) -> bool:
    """Whether a fact bears on a case: it is not as usual. A usual date is told beside an unusual one of the same thing."""
    info = words.infos.get(name)
    if name == TODAY:
        return True
    if info is None or is_ordinary(name, value, words):
        return info is None
    if value != info.typical:
        return True
    return any(
        other != name
        and other.partition(".")[0] == name.partition(".")[0]
        and type(found) is date
        and other in words.infos
        and found != words.infos[other].typical
        for other, found in facts.items()
    )


def outcome_lines(case: Mapping[str, Any], own: str, names: Names) -> Iterator[str]:
    """What each regulation decides in a case."""
    for about, outcome in case["outcomes"].items():
        regulation, _, decision = about.partition(": ")
        yield f"uitkomst volgens {'deze regeling' if regulation == own else named(regulation, names)}: {plain(decision)}: {outcome}"


def condition_lines(case: Mapping[str, Any], about: Iterable[str], names: Names) -> Iterator[str]:
    """What the conditions of some places come to in a case; a long one would say less than the facts."""
    for each in case["conditions"]:
        if each["address"] in about and len(each["text"]) <= LONGEST:
            place = places_words([each["address"]])
            yield f"{place}: {condition_words(without_ids(each['text'], names), each['value'])}"


def condition_words(text: str, value: Computed) -> str:
    """A condition and its value, without a double negation: `«niet het is een Arbo-taak»: nee` is `«het is een Arbo-taak»: ja`."""
    inner = text.removeprefix("niet ")
    turns = inner != text and value is False and not re.search(r" (en|of) ", inner)
    return f"«{inner if turns else text}»: {value_words(not value if turns else value)}"


# --- readings -------------------------------------------------------------------------------


def deciding(matrix: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The fewest readings that together settle the verdict of every row; none when all rows are the same."""
    if not matrix:
        return ()
    every = tuple(sorted({name for cell in matrix for name in cell["readings"]}))
    for count in range(len(every) + 1):
        for some in combinations(every, count):
            if all(len(verdicts) == 1 for verdicts in settled(matrix, some).values()):
                return some
    return every


def settled(matrix: Sequence[Mapping[str, Any]], some: Sequence[str]) -> dict[tuple[str, ...], set[str]]:
    """The verdicts by the options of some readings."""
    found: dict[tuple[str, ...], set[str]] = {}
    for cell in matrix:
        found.setdefault(tuple(cell["readings"].get(name, "") for name in some), set()).add(cell["verdict"])
    return found


def reading_words(matrix: Sequence[Mapping[str, Any]]) -> str:
    """Under which readings there is this finding; empty when no reading was tried."""
    if not matrix:
        return ""
    some = deciding(matrix)
    rows = settled(matrix, some)
    if not some:
        return "hetzelfde bij elke onderzochte lezing"
    said = {"refuted": "wel", "proved": "niet", "undecided": "niet te bepalen"}
    by_verdict = {word: [options for options, verdicts in rows.items() if verdicts == {verdict}] for verdict, word in said.items()}
    return "; ".join(f"{word} bij {joined([options_words(some, each) for each in several], 'of')}" for word, several in by_verdict.items() if several)


def options_words(some: Sequence[str], options: Sequence[str]) -> str:
    """Chosen options of readings."""
    return " met ".join(f"{plain(name)} «{plain(option)}»" for name, option in zip(some, options, strict=True))


def plain(name: str) -> str:
    """A name of the language as words."""
    return name.replace("_", " ")
