"""`waterdicht verify --freeze ID`: a counterexample as a scenario file, so that `waterdicht test` keeps it from coming back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from waterdicht.cli.fact_words import Lexicon, lexicon
from waterdicht.cli.scenarios import run_all
from waterdicht.compiler.compile import Model, compile_documents
from waterdicht.dsl.diagnostics import has_errors
from waterdicht.dsl.parser import parse_text
from waterdicht.dsl.printer import print_file
from waterdicht.dsl.tree import SourceFile
from waterdicht.runtime.fact_types import FactType
from waterdicht.runtime.values import ABSENT, UNKNOWN, Computed, Fault
from waterdicht.runtime.words import value_words
from waterdicht.verifier.results import Counterexample, Result

TODAY = "deze_dag"
FOLDER_NAME = "tegenbeelden"


class CannotFreeze(Exception):
    """Why a result does not become a scenario, in Dutch and in English."""

    def __init__(self, dutch: str, english: str) -> None:
        """The reason in both languages."""
        super().__init__(dutch)
        self.texts = (dutch, english)


def chosen(results: Sequence[Result], name: str) -> Result:
    """The result with a case whose address, or check and address (`dode-bepaling:stad/artikel-1`), is the given one. Raises CannotFreeze."""
    found = [each for each in results if each.counterexample is not None and name in (each.subject, f"{each.check}:{each.subject}")]
    if not found:
        raise CannotFreeze(f"er is geen uitkomst met een geval bij «{name}»", f"there is no result with a case at `{name}`")
    return found[0]


def scenario_text(result: Result, model: Model) -> str:
    """The scenarios of a counterexample: one for each regulation whose outcome it shows. Raises CannotFreeze when there is none, or when a scenario would not hold."""
    case = result.counterexample
    if case is None or not case.outcomes:
        raise CannotFreeze(
            f"het geval bij «{result.subject}» heeft geen uitkomst van een besluit", f"the case at `{result.subject}` has no outcome of a decision"
        )
    text = "\n".join(lines(result, case, lexicon(model)))
    parsed, problems = parse_text(text, "")
    if parsed is None or has_errors(problems):
        raise CannotFreeze("het geval kan niet worden geschreven: dit ligt aan waterdicht", "the case cannot be written: this is a mistake of waterdicht")
    return print_file(parsed)


def lines(result: Result, case: Counterexample, words: Lexicon) -> Iterator[str]:
    """The scenario document, line by line."""
    title = result.message_nl.replace('"', "'").replace("\n", " ")
    given = ";\n".join(given_lines(case.facts, words))
    yield f"taal 1.\n\nscenario's {FOLDER_NAME}\n\n# {result.check}: {result.subject}"
    for regulation, expected in by_regulation(case.outcomes).items():
        yield f'scenario "{title}" over {regulation} op {value_words(case.facts[TODAY])}'
        yield f"gegeven {given};" if given else ""
        yield "verwacht " + "; ".join(f"besluit {decision} : {outcome}" for decision, outcome in expected) + "."


def by_regulation(outcomes: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """The decisions and outcomes of each regulation."""
    found: dict[str, list[tuple[str, str]]] = {}
    for key, outcome in outcomes.items():
        regulation, _, decision = key.partition(": ")
        found.setdefault(regulation.partition("@")[0], []).append((decision, outcome))
    return found


def given_lines(facts: Mapping[str, Computed], words: Lexicon) -> Iterator[str]:
    """Each fact as a scenario gives it; what is unknown is not given."""
    for name, value in facts.items():
        if name != TODAY and value is not UNKNOWN and not isinstance(value, Fault):
            yield f"  {name} ontbreekt" if value is ABSENT else f"  {name} is {literal(value, words.types[name])}"


def literal(value: Computed, type_: FactType) -> str:
    """A value as it is written in a scenario."""
    if not isinstance(value, tuple) or type_.kind == "periode":
        return value_words(value, type_.kind)
    if type_.kind == "lijst":
        elements = ("{" + ", ".join(field(name, part, type_.properties) for name, part in each.items()) + "}" for each in value if isinstance(each, Mapping))
        return f"({'; '.join(elements) or 'geen'})"
    return f"({value_words(value, type_.kind)})"


def field(name: str, value: Computed, properties: Mapping[str, FactType]) -> str:
    """A property of an element."""
    return f"{name} ontbreekt" if value is ABSENT else f"{name} is {literal(value, properties[name])}"


def confirm(text: str, parsed: Iterable[SourceFile]) -> None:
    """That the frozen scenarios hold beside the files they came from, on the reference and the generated Python. Raises CannotFreeze."""
    tree, _ = parse_text(text, FOLDER_NAME)
    assert tree is not None
    model, problems = compile_documents((*parsed, tree))
    if model is None or has_errors(problems):
        raise CannotFreeze("de scenario's passen niet bij de bestanden", "the scenarios do not fit the files")
    mine = replace(model, scenarios=tuple(each for each in model.scenarios if each.span.file == FOLDER_NAME))
    wrong = [each.found.subject for each in run_all(mine) if not (each.passed and each.agree)]
    if wrong:
        raise CannotFreeze(f"het scenario klopt niet ({', '.join(wrong)})", f"the scenario does not hold ({', '.join(wrong)})")


def write_new(path: str, text: str) -> None:
    """Write a new file. Raises OSError; FileExistsError when there is one, for it may hold somebody's work."""
    with Path(path).open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
