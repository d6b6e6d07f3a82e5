"""Trees of conditions: what an explanation shows of a decision, and which values it needs.

Leaves and sides of comparisons get a slot, one for each different expression of the module. Every definition gets one node.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from waterdicht.compiler.backends.python.analysis import Analysis, default_branch, facts_of
from waterdicht.compiler.backends.python.general import Names, emit
from waterdicht.compiler.backends.python.layout import CONDITIONAL, Code, Text, call, listed, prefix
from waterdicht.compiler.backends.python.phrases import denial, kind_of, phrase
from waterdicht.compiler.ir import Apply, ByReading, Constant, Expr, FactOf, Marked, Op, Use
from waterdicht.compiler.types import Scalar

CONNECTIVE = {Op.AND: "ALL", Op.OR: "ANY", Op.EXACTLY_ONE: "EXACTLY_ONE", Op.NOT: "NOT"}
COMPARISONS = frozenset({Op.EQ, Op.NE, Op.LT, Op.LE, Op.GT, Op.GE})
SOMEONE = "het bestuursorgaan"


@dataclass(slots=True)
class Slots:
    """The slot of every leaf and side so far, in order of first use. Grows while trees are made."""

    number: dict[Expr, int] = field(default_factory=dict)

    def of(self, expr: Expr) -> int:
        """The slot of an expression; a new one when it has none."""
        return self.number.setdefault(expr, len(self.number))


@dataclass(frozen=True, slots=True)
class Trees:
    """What is needed to make nodes."""

    analysis: Analysis
    names: Names
    slots: Slots = field(default_factory=Slots)


def is_condition(key: str, analysis: Analysis) -> bool:
    """Whether a definition is ja/nee, and so has a node of its own."""
    return analysis.snapshot.definitions[key].body.type is Scalar.BOOL


def node_name(key: str, trees: Trees) -> str:
    """The constant that holds the node of a definition."""
    return f"NODE_{trees.names.definitions[key]}"


def node(expr: Expr, trees: Trees, address: str = "", judged: bool = False) -> Code:
    """The node of a condition."""
    match expr:
        case Marked(body, own, by_judgement):
            if own and address and own != address:
                return branch("SAME", (node(expr, trees),), address)
            return node(body, trees, own or address, judged or by_judgement)
        case Use(key) if is_condition(key, trees.analysis):
            name = Text(node_name(key, trees))
            return branch("SAME", (name,), address) if address else name
        case Constant(bool() as value):
            return branch("ALL" if value else "ANY", (), address)
        case Apply(op, arguments) if op in CONNECTIVE:
            if judged:
                return branch(CONNECTIVE[op], tuple(node(argument, trees, "", True) for argument in arguments), address)
            return branch(CONNECTIVE[op], tuple(node(argument, trees) for argument in arguments), address)
        case ByReading(reading, branches):
            parts = tuple(node(body, trees, "", judged) for _, body in branches)
            options = tuple(Text(repr(option)) for option, _ in branches)
            return branch("READING", parts, address, prefix("reading=", Text(repr(reading))), prefix("options=", listed(*options)))
        case _:
            return leaf(expr, trees, address, judged)


def branch(connective: str, parts: tuple[Code, ...], address: str, *more: Code) -> Code:
    """A node with parts."""
    where = (prefix("address=", Text(repr(address))),) if address else ()
    return call("Node", Text(f"Connective.{connective}"), *where, prefix("parts=", listed(*parts)), *more)


def leaf(expr: Expr, trees: Trees, address: str, judged: bool) -> Code:
    """A node without parts: a fact, a comparison, a quantifier."""
    for side in sides(expr):
        trees.slots.of(side)
    fields = [Text("Connective.LEAF"), Text(f"leaf={leaf_name(trees.slots.of(expr))}")]
    fields += [Text(f"address={address!r}")] if address else []
    fields += [Text(f"judged_by={judge(expr, trees)!r}")] if judged else []
    return call("Node", *fields)


def leaf_name(slot: int) -> str:
    """The constant that holds a leaf."""
    return f"LEAF_{slot}"


def emit_leaf(expr: Expr, slot: int, trees: Trees) -> Code:
    """A leaf with its words and its general form."""
    snapshot = trees.analysis.snapshot
    fields: list[Code] = [Text(str(slot)), Text(repr(phrase(expr, snapshot))), Text(repr(kind_of(expr.type)))]
    fields.append(listed(*(Text(repr(name)) for name in sorted(facts_of(expr, trees.analysis)))))
    if not isinstance(expr, FactOf):
        fields.append(prefix("lambda facts, given: ", emit(expr, trees.names), CONDITIONAL))
    if negative := denial(expr, snapshot):
        fields.append(Text(f"negative={negative!r}"))
    if operands := sides(expr):
        fields.append(prefix("operands=", listed(*(Text(str(trees.slots.of(side))) for side in operands))))
    return call("Leaf", *fields)


def sides(expr: Expr) -> tuple[Expr, ...]:
    """The sides of a comparison of amounts, days and the like that are no literals: their values are shown too."""
    if not (isinstance(expr, Apply) and expr.op in COMPARISONS) or expr.arguments[0].type is Scalar.BOOL:
        return ()
    return tuple(dict.fromkeys(unmarked(side) for side in expr.arguments if not isinstance(unmarked(side), Constant)))


def unmarked(expr: Expr) -> Expr:
    """The expression without marks around it."""
    while isinstance(expr, Marked):
        expr = expr.body
    return expr


def judge(expr: Expr, trees: Trees) -> str:
    """Who judges a condition that is left to judgement."""
    info = trees.analysis.snapshot.vocabulary.facts.get(expr.name) if isinstance(expr, FactOf) else None
    return info.judged_by if info is not None and info.judged_by else SOMEONE


def definition_node(key: str, trees: Trees) -> Code:
    """The node of a definition, around that of its body."""
    definition = trees.analysis.snapshot.definitions[key]
    fields = [Text("Connective.SAME")]
    fields += [Text(repr(definition.text))] if definition.text else []
    fields += [Text(f"address={definition.address!r}")] if definition.address else []
    body = node(definition.body, trees)
    return call("Node", *fields, prefix("parts=", listed(body)))


def leaves(exprs: tuple[Expr, ...], analysis: Analysis, default_only: bool = False) -> tuple[Expr, ...]:
    """All leaves of these conditions and of the definitions they use, each once, sides of comparisons before them.

    With `default_only` those that matter under the default readings.
    """
    found: dict[Expr, None] = {}
    seen: set[str] = set()
    stack = list(reversed(exprs))
    while stack:
        expr = stack.pop()
        parts = parts_of(expr, analysis, default_only, seen)
        if parts is None:
            found.update(dict.fromkeys((*sides(expr), expr)))
        else:
            stack.extend(reversed(parts))
    return tuple(found)


def parts_of(expr: Expr, analysis: Analysis, default_only: bool, seen: set[str]) -> tuple[Expr, ...] | None:
    """The conditions that a condition is made of, or None for a leaf. Definitions are entered once; `seen` grows."""
    match expr:
        case Constant():
            return ()
        case Marked(body):
            return (body,)
        case Use(key) if is_condition(key, analysis):
            entered = () if key in seen else (analysis.snapshot.definitions[key].body,)
            seen.add(key)
            return entered
        case Apply(op, arguments) if op in CONNECTIVE:
            return arguments
        case ByReading(_, branches):
            return (default_branch(expr, analysis),) if default_only else tuple(branch for _, branch in branches)
        case _:
            return None
