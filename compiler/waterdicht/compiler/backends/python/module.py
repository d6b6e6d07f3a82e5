"""A snapshot as one module of Python source: readable, typed, and the same bytes for the same law."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from textwrap import dedent

from waterdicht.compiler.backends.python import general, plain
from waterdicht.compiler.backends.python.amounts import amounts_source
from waterdicht.compiler.backends.python.analysis import TODAY, Analysis, analyse, facts_of, reachable, uses
from waterdicht.compiler.backends.python.decisions import ORDER, DecisionSource, emit_entry, emit_general, used_facts
from waterdicht.compiler.backends.python.explained import emit_explained, leaves_that_are_no_facts
from waterdicht.compiler.backends.python.general import Names
from waterdicht.compiler.backends.python.layout import Code, Text, call, listed, statement
from waterdicht.compiler.backends.python.names import identifiers
from waterdicht.compiler.backends.python.plain_outcome import emit_plain
from waterdicht.compiler.backends.python.reading import emit_element, emit_read
from waterdicht.compiler.backends.python.same_nodes import Nodes, counted
from waterdicht.compiler.backends.python.scope import Scope
from waterdicht.compiler.backends.python.specs import annotation, emit_spec, fact_type
from waterdicht.compiler.backends.python.trees import Trees, definition_node, emit_leaf, is_condition, leaf_name, leaves, node, node_name
from waterdicht.compiler.channels import channel, decisions
from waterdicht.compiler.ir import ByReading, Choose, DefinitionInfo, Expr, Snapshot, ValueTable
from waterdicht.compiler.parts import walk
from waterdicht.runtime.compiled import FORMAT, Reading

HEADER = '''
    """{title}

    Made by waterdicht from the norms; change those, not this file.
    """

    from __future__ import annotations

    from collections.abc import Callable, Mapping
    from datetime import date
    from fractions import Fraction
    from typing import Any

    from waterdicht.runtime import general as op
    from waterdicht.runtime import months
    from waterdicht.runtime.compiled import Amount, AmountRule, Channels, Connective, Decision, FactSpec, Given, Leaf, Node, Reading, Row, Step, Values, needed_attributes
    from waterdicht.runtime.decide import CONTRADICTION, MAY_GRANT, MAY_GRANT_OR_REFUSE, MUST_GRANT, MUST_REFUSE, NO_GROUND, OUTCOME_OF
    from waterdicht.runtime.fact_types import FactType
    from waterdicht.runtime.facts import CaseFacts, case_of, row_of
    from waterdicht.runtime.general import MISSING, defined
    from waterdicht.runtime.json_rows import read_known, read_spells, to_day, values_of
    from waterdicht.runtime.plain import add_days, add_months, add_months_up, age, chosen, computed, contains_any, days_in, divided, fall_out
    from waterdicht.runtime.plain import last_day, length, lies_within, missing_after, month_days, month_days_up, needed, nth_free_day, one_of, round_down, round_half_up, round_up, settled, whole_cents
    from waterdicht.runtime.values import ABSENT, UNKNOWN, Absent, InMonth, Monthly, Period, Periods

    FORMAT = {format}
    FIRST: date = {first}
    LAST: date | None = {last}
    REGULATIONS: tuple[tuple[str, str, str], ...] = {regulations}
    DEFINITIONS: dict[str, Callable[[Any, Given], Any]] = {{}}
'''


def compile_python(snapshot: Snapshot) -> str:
    """The source of a module that decides under the law of this snapshot; it needs `waterdicht.runtime` and nothing else of ours.

    `waterdicht.runtime.policy` makes a policy of it. The same snapshot gives the same bytes.
    """
    analysis = analyse(snapshot)
    sources = tuple(decision_sources(snapshot))
    definitions = reachable(tuple(sorted(snapshot.definitions)), analysis)
    names = named(snapshot, analysis, definitions)
    parts = [
        header(snapshot),
        readings_source(snapshot),
        *facts_source(names, snapshot),
        *(definition_source(snapshot.definitions[key], names) for key in definitions),
        *(table_source(table, model, names) for model, table in value_tables(snapshot)),
        *decisions_source(sources, definitions, Scope(analysis, names), analysis),
        amounts_source(value_tables(snapshot), names, analysis),
    ]
    return "\n\n\n".join(part.strip("\n") for part in parts) + "\n"


def decision_sources(snapshot: Snapshot) -> Iterator[DecisionSource]:
    """Every decision and phase of every regulation, in sorted order of regulations."""
    keys = [(regulation, *about) for regulation in sorted(snapshot.regulations) for about in decisions(snapshot, regulation)]
    names = identifiers("/".join(key) for key in keys)
    for regulation, decision, phase in keys:
        info = snapshot.vocabulary.decisions.get(decision)
        channels = tuple(channel(snapshot, regulation, decision, phase, each) for each in ORDER)
        yield DecisionSource(regulation, decision, phase, info.text if info else "", names[f"{regulation}/{decision}/{phase}"], channels)


def named(snapshot: Snapshot, analysis: Analysis, definitions: Iterable[str]) -> Names:
    """The Python names of all facts that are used and of all definitions and value tables."""
    used = frozenset({TODAY}).union(*(facts_of(expr, analysis) for expr in all_expressions(snapshot)))
    functions = identifiers([*definitions, *(table_key(model, table) for model, table in value_tables(snapshot))])
    taken = frozenset(re.findall(r"\w+", HEADER))
    return Names(identifiers(used, taken), {key: f"begrip_{name}" for key, name in functions.items()}, taken)


def all_expressions(snapshot: Snapshot) -> Iterator[Expr]:
    """Every expression that becomes source."""
    for definition in snapshot.definitions.values():
        yield definition.body
    for _, table in value_tables(snapshot):
        yield choice(table)
    for regulation in sorted(snapshot.regulations):
        for decision, phase in decisions(snapshot, regulation):
            for each in ORDER:
                yield channel(snapshot, regulation, decision, phase, each)


def value_tables(snapshot: Snapshot) -> tuple[tuple[str, ValueTable], ...]:
    """All value tables with the id of their regulation."""
    return tuple((regulation, table) for regulation in sorted(snapshot.regulations) for table in snapshot.regulations[regulation].values)


def table_key(regulation: str, table: ValueTable) -> str:
    """How a value table is called among the definitions of the module."""
    return f"{regulation}:waarde:{table.name}:{table.decision}"


def choice(table: ValueTable) -> Choose:
    """The value that a table gives."""
    return Choose(tuple((case.when, case.value) for case in table.cases), table.type, table.outside)


# --- parts of the module --------------------------------------------------------------------


def header(snapshot: Snapshot) -> str:
    """Docstring, imports, and what the module is about."""
    models = [snapshot.regulations[name] for name in sorted(snapshot.regulations)]
    known = listed(*(listed(*(Text(repr(text)) for text in (model.id, model.version, model.title))) for model in models))
    until = f" to {snapshot.last.isoformat()}" if snapshot.last else ""
    title = ", ".join(model.id for model in models) + f": the law from {snapshot.first.isoformat()}{until}."
    text = dedent(HEADER).format(title=title, format=FORMAT, first=day(snapshot.first), last=day(snapshot.last), regulations="@")
    return text.replace("REGULATIONS: tuple[tuple[str, str, str], ...] = @", statement("REGULATIONS: tuple[tuple[str, str, str], ...] = ", known, ""))


def day(value: object) -> str:
    """A date as source, or None."""
    return "None" if value is None else repr(value).removeprefix("datetime.")


def readings_source(snapshot: Snapshot) -> str:
    """The table of readings."""
    entries = [emit_reading(each) for _, each in sorted(readings_in(snapshot).items())]
    return statement("READINGS: tuple[Reading, ...] = ", listed(*entries), "")


def emit_reading(reading: Reading) -> Code:
    """One reading; one that is declared nowhere has no address."""
    options = listed(*(Text(repr(option)) for option in reading.options))
    words = (Text(repr(reading.address)), Text(repr(reading.reason))) if reading.address else ()
    return call("Reading", Text(repr(reading.name)), options, *words)


def readings_in(snapshot: Snapshot) -> dict[str, Reading]:
    """The readings by name: those declared, and those that expressions use without a declaration."""
    parts = (part for expr in all_expressions(snapshot) for part in walk(expr))
    used = {part.reading: Reading(part.reading, tuple(option for option, _ in part.branches)) for part in parts if isinstance(part, ByReading)}
    declared = (each for model in snapshot.regulations.values() for each in model.readings)
    return used | {each.name: Reading(each.name, each.options, each.address, each.reason) for each in declared}


def facts_source(names: Names, snapshot: Snapshot) -> Iterator[str]:
    """The class of the facts object, and the table of facts."""
    facts = snapshot.vocabulary.facts
    attributes = [names.facts[name] for name in sorted(names.facts)]
    yield "\n".join(
        [
            "class Facts(CaseFacts):",
            '    """The facts of one case. Every fact is UNKNOWN until it is given; the types are those of known values."""',
            "",
            statement("__slots__ = ", listed(*(Text(repr(each)) for each in attributes))),
            *(f"    {names.facts[name]}: {annotation(facts.get(name), name)}" for name in sorted(names.facts)),
        ]
    )
    specs = listed(*(emit_spec(name, names.facts[name], snapshot) for name in sorted(names.facts)))
    unused = sorted(set(facts) - set(names.facts))
    yield statement("FACTS: tuple[FactSpec, ...] = ", specs, "") + "\nSPECS = {spec.name: spec for spec in FACTS}"
    other = call("frozenset", *((listed(*(Text(repr(name)) for name in unused)),) if unused else ()))
    yield statement("OTHER_FACTS: frozenset[str] = ", other, "")


def definition_source(definition: DefinitionInfo, names: Names) -> str:
    """A definition in general form."""
    return general_function(definition.key, docstring(definition.address or definition.key, definition.text), definition.body, names)


def table_source(table: ValueTable, regulation: str, names: Names) -> str:
    """A value table in general form."""
    places = ", ".join(dict.fromkeys(case.address for case in table.cases))
    return general_function(table_key(regulation, table), docstring(places or table.name, f"{table.name} bedraagt"), choice(table), names)


def general_function(key: str, words: str, body: Expr, names: Names) -> str:
    """A remembered function of one expression."""
    lines = [f"@defined(DEFINITIONS, {key!r})", f"def {names.definitions[key]}(facts: Any, given: Given) -> Any:", f"    {words}"]
    return "\n".join([*lines, statement("return ", general.emit(body, names))])


def docstring(address: str, text: str) -> str:
    """A docstring with the legal address first."""
    words = f"{address}: {text}" if text else address
    return '"""' + words.replace("\\", "\\\\").replace('"', "'") + '."""'


def plain_definitions(scope: Scope) -> Iterator[str]:
    """The definitions that are called in plain form: too large to be written out in several places."""
    done: set[str] = set()
    while keys := sorted(scope.called - done):
        for key in keys:
            definition = scope.analysis.snapshot.definitions[key]
            head = [f"def plain_{scope.names.definitions[key]}(facts: Any) -> Any:", f"    {docstring(definition.address or key, definition.text)}"]
            yield "\n".join([*head, statement("return ", plain.emit(definition.body, scope))])
        done.update(keys)


def decisions_source(sources: tuple[DecisionSource, ...], definitions: Iterable[str], scope: Scope, analysis: Analysis) -> Iterator[str]:
    """The nodes of definitions, then for each decision its functions, then the table of decisions."""
    names = scope.names
    trees = Trees(analysis, names)
    used = set(reachable(tuple(key for source in sources for each in source.channels for key in uses(each)), analysis))
    keys = [key for key in definitions if key in used and is_condition(key, analysis)]
    of_definitions = {node_name(key, trees): definition_node(key, trees) for key in keys}
    of_channels = [tuple(node(each, trees) for each in source.channels) for source in sources]
    nodes = Nodes(counted((*of_definitions.values(), *(each for roots in of_channels for each in roots))))
    for name, code in of_definitions.items():
        nodes.define(name, code)
    entries: list[Code] = []
    functions: list[str] = []
    for source, channels in zip(sources, of_channels, strict=True):
        roots = tuple(map(nodes.taken_in, channels))
        for leaf in leaves(source.channels, analysis):
            trees.slots.of(leaf)
        shown = (leaves_that_are_no_facts(source, analysis, default_only=only) for only in (True, False))
        plain_slots, slots = (tuple(map(trees.slots.of, each)) for each in shown)
        functions += [emit_read(source, names, analysis), emit_plain(source, scope), emit_explained(source, scope), emit_general(source, names, analysis)]
        entries.append(emit_entry(source, roots, plain_slots, slots, analysis))
    yield "\n".join(statement(f"{leaf_name(slot)} = ", emit_leaf(expr, slot, trees), "") for expr, slot in trees.slots.number.items())
    yield statement("LEAVES: tuple[Leaf, ...] = ", listed(*(Text(leaf_name(slot)) for slot in trees.slots.number.values())), "")
    yield "\n".join(nodes.lines)
    yield from (emit_element(name, names, analysis) for name in lists_read(sources, analysis))
    yield from functions
    yield from plain_definitions(scope)
    yield statement("DECISIONS: tuple[Decision, ...] = ", listed(*entries), "")


def lists_read(sources: tuple[DecisionSource, ...], analysis: Analysis) -> list[str]:
    """The facts of decisions that are lists, by full name."""
    used = {name for source in sources for name in used_facts(source, analysis)}
    return sorted(name for name in used if fact_type(name, analysis.snapshot).kind == "lijst")
