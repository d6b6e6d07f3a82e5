"""One decision in general form, and its entry in the table of decisions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from waterdicht.compiler.backends.python import general
from waterdicht.compiler.backends.python.analysis import Analysis, default_branch, facts_of, readings_of, weight
from waterdicht.compiler.backends.python.layout import Code, Text, call, listed, prefix, statement
from waterdicht.compiler.ir import FALSE, TRUE, Apply, ByReading, Channel, Collect, Constant, Expr, Marked, Op, Use
from waterdicht.compiler.parts import children

ORDER = (Channel.GRANT, Channel.DUTY, Channel.ONLY, Channel.REFUSE, Channel.MAY_REFUSE)
LIMIT = 20_000
"""A decision of more nodes than this, definitions written out, has no plain form: that could take too long to run."""
FUNCTIONS = {"read": "lees", "plain": "besluit", "explained": "uitleg", "general": "kanalen"}
"""The generated functions of a decision by the field that holds them: their names are these words and the decision's."""


@dataclass(frozen=True, slots=True)
class DecisionSource:
    """One decision and phase of a regulation: its channels in the order G, D, O, R, M. `name` is the Python name."""

    regulation: str
    decision: str
    phase: str
    title: str
    name: str
    channels: tuple[Expr, ...]

    @property
    def address(self) -> str:
        """How docstrings refer to it."""
        return f"{self.regulation}: {self.decision} {self.phase}"


def too_large(source: DecisionSource, analysis: Analysis) -> bool:
    """Whether the decision gets no plain form."""
    return sum(weight(channel, analysis) for channel in source.channels) > LIMIT


def used_once(source: DecisionSource, analysis: Analysis) -> frozenset[str]:
    """The definitions that the decision uses in one place only, under the default readings; its channels among them."""
    definitions = analysis.snapshot.definitions
    counted = Counter(key for channel in source.channels for key in default_uses(channel, analysis))
    seen: set[str] = set()
    queue = sorted(counted)
    while queue:
        key = queue.pop()
        if key not in seen:
            seen.add(key)
            found = default_uses(definitions[key].body, analysis)
            counted.update(found)
            queue += found
    return frozenset(key for key, count in counted.items() if count == 1)


def default_uses(expr: Expr, analysis: Analysis) -> list[str]:
    """The definitions that an expression mentions under the default readings, as often as it does."""
    match expr:
        case Use(key):
            return [key]
        case ByReading():
            return default_uses(default_branch(expr, analysis), analysis)
        case _:
            return [key for child in children(expr) for key in default_uses(child, analysis)]


def constant(expr: Expr, analysis: Analysis) -> Expr:
    """TRUE or FALSE for an expression that is one of these through definitions and marks, else the expression."""
    found = expr
    while isinstance(found, Use | Marked):
        found = found.body if isinstance(found, Marked) else analysis.snapshot.definitions[found.key].body
    if isinstance(found, Apply) and not found.arguments and found.op in (Op.AND, Op.OR):
        return TRUE if found.op is Op.AND else FALSE
    return found if found in (TRUE, FALSE) else expr


def emit_general(source: DecisionSource, names: general.Names, analysis: Analysis) -> str:
    """The function that gives the channels in every case."""
    channels = listed(*(channel_code(channel, names, analysis) for channel in source.channels))
    return "\n".join(
        [
            f"def {FUNCTIONS['general']}_{source.name}(facts: Any, given: Given) -> Channels:",
            f'    """{source.address}: de kanalen G, D, O, R en M."""',
            statement("return ", channels),
        ]
    )


def channel_code(channel: Expr, names: general.Names, analysis: Analysis) -> Code:
    """The general form of a channel; one that is absent is a fault, as in any other condition."""
    code = general.emit(channel, names)
    found = channel
    while isinstance(found, Use | Marked):
        found = found.body if isinstance(found, Marked) else analysis.snapshot.definitions[found.key].body
    there = isinstance(found, Constant | Collect) or (isinstance(found, Apply) and found.op is not Op.OR_ELSE)
    return code if there else call("op.strict_argument", code)


def used_facts(source: DecisionSource, analysis: Analysis) -> list[str]:
    """The full names of the facts of the decision."""
    return sorted(frozenset[str]().union(*(facts_of(channel, analysis) for channel in source.channels)))


def emit_entry(source: DecisionSource, trees: tuple[Code, ...], plain_slots: tuple[int, ...], slots: tuple[int, ...], analysis: Analysis) -> Code:
    """The entry of the decision in the table of decisions."""
    facts = Text(f"FEITEN_{source.name}")
    readings = sorted(frozenset[str]().union(*(readings_of(channel, analysis) for channel in source.channels)))
    return call(
        "Decision",
        *(Text(repr(text)) for text in (source.regulation, source.decision, source.phase, source.title)),
        prefix("facts=", facts),
        prefix("readings=", quoted(readings)),
        prefix("needs=", call("needed_attributes", facts, Text("SPECS"))),
        prefix("row=", call("row_of", facts, Text("SPECS"))),
        prefix("case=", call("case_of", Text("Facts"), facts, Text("SPECS"))),
        *(Text(f"{field}={function}_{source.name}") for field, function in FUNCTIONS.items()),
        prefix("trees=", listed(*trees)),
        prefix("plain_slots=", numbers(plain_slots)),
        prefix("slots=", numbers(slots)),
        Text("leaves=LEAVES"),
        Text("specs=SPECS"),
    )


def numbers(values: tuple[int, ...]) -> Code:
    """A tuple of numbers, on one line."""
    return Text("(" + "".join(f"{value}, " for value in values).rstrip() + ")")


def quoted(words: list[str]) -> Code:
    """A tuple of strings."""
    return listed(*(Text(repr(word)) for word in words))
