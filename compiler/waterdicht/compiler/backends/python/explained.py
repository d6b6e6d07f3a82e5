"""The plain explained form of a decision: every condition in a variable, then the channels over these variables."""

from __future__ import annotations

from dataclasses import replace

from waterdicht.compiler.backends.python import plain
from waterdicht.compiler.backends.python.analysis import UNCERTAIN, may_be_absent, may_fault
from waterdicht.compiler.backends.python.certain import needed_by, resolved
from waterdicht.compiler.backends.python.decisions import DecisionSource, constant, default_uses, too_large, used_once
from waterdicht.compiler.backends.python.layout import AND, COMPARISON, Text, conditional, infix, listed, statement
from waterdicht.compiler.backends.python.trees import CONNECTIVE, is_condition, leaves
from waterdicht.compiler.ir import Apply, Expr, FactOf, Op, Use


def emit_explained(source: DecisionSource, scope: plain.Scope) -> str:
    """The function that gives the channels and the values of the leaves from complete facts."""
    head = [
        f"def uitleg_{source.name}(facts: Any) -> tuple[Channels, Values]:",
        f'    """{source.address}: de kanalen en de waarde van elke voorwaarde, bij volledige feiten."""',
    ]
    if too_large(source, scope.analysis):
        return "\n".join([*head, "    return fall_out()"])
    found = leaves(source.channels, scope.analysis, default_only=True)
    scope = replace(scope, once=used_once(source, scope.analysis))
    lines: list[str] = []
    for index, leaf in enumerate(found):
        line, faulty = leaf_line(leaf, f"v{index}", scope)
        lines.append(line)
        scope = with_local(scope, leaf, f"v{index}", faulty)
    for key in shared_conditions(source, scope):
        body, name = scope.analysis.snapshot.definitions[key].body, f"d_{scope.names.definitions[key]}"
        lines.append(statement(f"{name} = ", plain.strict(body, scope)))
        scope = with_local(scope, Use(key, body.type), name, faulty=False)
    channels = listed(*(plain.strict(constant(channel, scope.analysis), scope) for channel in source.channels))
    values = listed(*(Text(f"v{index}") for index in range(len(found))))
    return "\n".join([*head, *lines, statement("channels = ", channels), statement("return channels, ", values)])


def leaf_line(leaf: Expr, name: str, scope: plain.Scope) -> tuple[str, bool]:
    """`name = leaf`, and whether the variable may hold a fault.

    Where an optional fact that the leaf needs is absent, the leaf is a fault. If that is certainly the first fault, the line
    says so itself; if not, the whole case is for the general form.
    """
    needed = needed_by(leaf, scope.analysis)
    body = resolved(leaf, scope.analysis)
    keeps_absence = isinstance(body, FactOf) or (isinstance(body, Apply) and body.op is Op.PERIOD)
    if keeps_absence or not needed:
        return statement(f"{name} = ", plain.emit(leaf, without_faulty(scope))), False
    if not absent_first(leaf, scope):
        return statement(f"{name} = ", plain.strict(leaf, without_faulty(scope))), False
    tests = [infix("is not", COMPARISON, Text(f"facts.{scope.names.facts[fact]}"), Text("ABSENT")) for fact in sorted(needed)]
    there = infix("and", AND, *tests) if len(tests) > 1 else tests[0]
    return statement(f"{name} = ", conditional(plain.strict(leaf, plain.knowing(scope, needed)), there, Text("MISSING"))), True


def with_local(scope: plain.Scope, expr: Expr, name: str, faulty: bool) -> plain.Scope:
    """The scope in which a variable holds the value of an expression."""
    return replace(scope, local={**scope.local, expr: name}, faulty=scope.faulty | {name} if faulty else scope.faulty)


def without_faulty(scope: plain.Scope) -> plain.Scope:
    """The scope without the variables that may hold a fault."""
    return replace(scope, local={expr: name for expr, name in scope.local.items() if name not in scope.faulty})


def absent_first(leaf: Expr, scope: plain.Scope) -> bool:
    """Whether every optional fact that the leaf needs is evaluated before anything else that can be at fault."""
    remaining = set(needed_by(leaf, scope.analysis))

    def passes(part: Expr) -> bool:
        """Goes through the leaf in the order of the reference; false when another fault can come first."""
        found = resolved(part, scope.analysis)
        if isinstance(found, FactOf):
            remaining.discard(found.name)
            return True
        if isinstance(found, Apply) and found.op not in CONNECTIVE and found.op not in (Op.OR_ELSE, Op.PRESENT):
            return all(map(passes, found.arguments)) and (not remaining or found.op not in UNCERTAIN)
        return not remaining or not may_fault(found, scope.analysis)

    return passes(leaf)


def shared_conditions(source: DecisionSource, scope: plain.Scope) -> tuple[str, ...]:
    """The conditions that get a variable: used more than once; each after those it uses, none that may fall out."""
    definitions = scope.analysis.snapshot.definitions
    found: dict[str, None] = {}

    def visit(expr: Expr) -> None:
        for key in dict.fromkeys(default_uses(expr, scope.analysis)):
            if is_condition(key, scope.analysis) and key not in found:
                visit(definitions[key].body)
                found[key] = None

    for channel in source.channels:
        visit(channel)
    return tuple(key for key in found if key not in scope.once and not may_fall_out(key, scope))


def may_fall_out(key: str, scope: plain.Scope) -> bool:
    """Whether a condition rests on a leaf that may be a fault or absent."""
    found = leaves((scope.analysis.snapshot.definitions[key].body,), scope.analysis, default_only=True)
    return any(scope.local[leaf] in scope.faulty or may_be_absent(leaf, scope.analysis) for leaf in found)
