"""The plain explained form of a decision: every condition in a variable, then the channels over these variables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from waterdicht.compiler.backends.python import plain
from waterdicht.compiler.backends.python.analysis import UNCERTAIN, Analysis, may_fault
from waterdicht.compiler.backends.python.certain import needed_by, resolved
from waterdicht.compiler.backends.python.decisions import DecisionSource, constant, too_large, used_facts, used_once
from waterdicht.compiler.backends.python.layout import AND, COMPARISON, Text, call, conditional, filled, infix, listed, row, statement
from waterdicht.compiler.backends.python.scope import Scope, knowing
from waterdicht.compiler.backends.python.shared import shared_conditions, shared_days
from waterdicht.compiler.backends.python.trees import CONNECTIVE, leaves
from waterdicht.compiler.ir import Apply, Expr, FactOf, Op, Use

FALLS_OUT = ("fall_out()", "needed(", "settled(", "plain_")
"""What code that may fall out has in it. A condition with it gets no variable: where it is used, it may not be reached."""


def emit_explained(source: DecisionSource, scope: Scope) -> str:
    """The function that gives the outcome, the channels and the values of the leaves from a complete row of facts."""
    head = [
        f"def uitleg_{source.name}(feiten: Row) -> tuple[str, Channels, Values]:",
        f'    """{source.address}: de uitkomst, de kanalen en de waarde van elke voorwaarde, bij volledige feiten."""',
    ]
    if too_large(source, scope.analysis):
        return "\n".join([*head, "    return fall_out()"])
    found = leaves_that_are_no_facts(source, scope.analysis, default_only=True)
    scope = replace(scope, once=used_once(source, scope.analysis), unpacked=True)
    lines: list[str] = []
    for index, day in enumerate(shared_days(found, scope)):
        line = statement(f"u{index} = ", plain.strict(day, scope))
        if not any(word in line for word in FALLS_OUT):
            lines.append(line)
            scope = with_local(scope, day, f"u{index}", faulty=False)
    for index, leaf in enumerate(found):
        line, faulty = leaf_line(leaf, f"v{index}", scope)
        lines.append(line)
        scope = with_local(scope, leaf, f"v{index}", faulty)
    for index, shared in enumerate(shared_conditions(source, scope)):
        body, name = shared, f"c{index}"
        if isinstance(shared, Use):
            body, name = scope.analysis.snapshot.definitions[shared.key].body, f"d_{scope.names.definitions[shared.key]}"
        line = statement(f"{name} = ", plain.strict(body, scope))
        if shared in source.channels or not any(word in line for word in FALLS_OUT):
            lines.append(line)
            scope = with_local(scope, shared, name, faulty=False)
    channels = listed(*(plain.strict(constant(channel, scope.analysis), scope) for channel in source.channels))
    lines.append(statement("channels = ", channels))
    lines.append(filled("return OUTCOME_OF[channels], channels, (", *row([f"v{index}" for index in range(len(found))])))
    return "\n".join([*head, *unpacked_lines(source, scope, lines), *lines])


def unpacked_lines(source: DecisionSource, scope: Scope, lines: list[str]) -> Iterator[str]:
    """Puts every fact in a variable, and all of them in an object for the functions of definitions that are called."""
    used = [scope.names.facts[name] for name in used_facts(source, scope.analysis)]
    if used:
        parts, separator, closing = row(used)
        yield filled("(", parts, separator, f"{closing} = feiten")
    if any("(facts)" in line for line in lines):
        yield f"    facts = case_of(Facts, FEITEN_{source.name}, SPECS)(feiten)"


def leaves_that_are_no_facts(source: DecisionSource, analysis: Analysis, *, default_only: bool) -> tuple[Expr, ...]:
    """The leaves of which an explanation holds the value: a leaf that is a fact has its value among the facts."""
    return tuple(leaf for leaf in leaves(source.channels, analysis, default_only) if not isinstance(leaf, FactOf))


def leaf_line(leaf: Expr, name: str, scope: Scope) -> tuple[str, bool]:
    """`name = leaf`, and whether the variable may hold a fault.

    Where an optional fact that the leaf needs is absent, the leaf is a fault. If that is certainly the first fault, the line
    says so itself; if not, the whole case is for the general form.
    """
    needed = needed_by(leaf, scope.analysis)
    body = resolved(leaf, scope.analysis)
    keeps_absence = isinstance(body, FactOf) or (isinstance(body, Apply) and body.op is Op.PERIOD)
    if keeps_absence or not needed:
        return statement(f"{name} = ", plain.emit(leaf, without_faulty(scope))), False
    before = faults_before(leaf, scope)
    if before is None:
        return statement(f"{name} = ", plain.strict(leaf, without_faulty(scope))), False
    tests = [infix("is not", COMPARISON, plain.emit_fact(fact, scope), Text("ABSENT")) for fact in sorted(needed)]
    there = infix("and", AND, *tests) if len(tests) > 1 else tests[0]
    earlier = [each for each in before if not plain.is_there(each, scope)]
    missing = call("missing_after", *(plain.strict(each, without_faulty(scope)) for each in earlier)) if earlier else Text("MISSING")
    return statement(f"{name} = ", conditional(plain.strict(leaf, knowing(scope, needed)), there, missing)), True


def with_local(scope: Scope, expr: Expr, name: str, faulty: bool) -> Scope:
    """The scope in which a variable holds the value of an expression."""
    return replace(scope, local={**scope.local, expr: name}, faulty=scope.faulty | {name} if faulty else scope.faulty)


def without_faulty(scope: Scope) -> Scope:
    """The scope without the variables that may hold a fault."""
    return replace(scope, local={expr: name for expr, name in scope.local.items() if name not in scope.faulty})


def faults_before(leaf: Expr, scope: Scope) -> tuple[Expr, ...] | None:
    """What can be at fault before all needed optional facts are met, in the order of the reference.

    When native code computes these without falling out, the absence of a needed fact is the first fault. None when that is not so
    simple to say.
    """
    remaining = set(needed_by(leaf, scope.analysis))
    earlier: list[Expr] = []

    def passes(part: Expr) -> bool:
        """Goes through the leaf; false when it is not simple."""
        found = resolved(part, scope.analysis)
        if isinstance(found, FactOf):
            remaining.discard(found.name)
            return True
        if isinstance(found, Apply) and found.op not in CONNECTIVE and found.op not in (Op.OR_ELSE, Op.PRESENT):
            if not all(map(passes, found.arguments)):
                return False
            if remaining and found.op in UNCERTAIN:
                earlier.append(part)
                return not needed_by(found, scope.analysis)
            return True
        return not remaining or not may_fault(found, scope.analysis)

    return tuple(earlier) if passes(leaf) else None
