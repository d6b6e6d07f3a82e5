"""When a rule applies: its own exceptions, what sets it aside, and what deviates from it. The graph of these must be acyclic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from waterdicht.compiler.addresses import is_within
from waterdicht.compiler.build import both, negate
from waterdicht.compiler.ir import TRUE, Expr
from waterdicht.compiler.lower import condition
from waterdicht.compiler.references import target
from waterdicht.compiler.rules import Rule
from waterdicht.compiler.scope import Scope, World
from waterdicht.compiler.vocabulary import ancestors
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import diagnose


@dataclass(slots=True)
class Exceptions:
    """The rules of a snapshot and who cancels whom. `targets` are resolved once per rule."""

    world: World
    rules: tuple[Rule, ...]
    targets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    deviations: dict[str, tuple[str, ...]] = field(default_factory=dict)
    cancellers: tuple[Rule, ...] = ()
    made: dict[tuple[str, str], Expr] = field(default_factory=dict)
    in_progress: list[str] = field(default_factory=list)


def exceptions(world: World, rules: tuple[Rule, ...]) -> Exceptions:
    """Resolve what every rule sets aside or deviates from."""
    found = Exceptions(world, rules)
    for rule in rules:
        scope = scope_of(rule, world)
        if isinstance(rule.sentence, tree.NotApplicable):
            found.targets[rule.id] = addresses(rule.sentence.targets, scope)
        if rule.deviates_from:
            found.deviations[rule.id] = addresses(rule.deviates_from, scope)
    found.cancellers = tuple(rule for rule in rules if rule.id in found.targets or rule.id in found.deviations)
    return found


def addresses(references: Iterable[tree.Reference], scope: Scope) -> tuple[str, ...]:
    """The places that references mean; those that do not exist have been reported."""
    return tuple(address for reference in references for address in reached(reference, scope))


def reached(reference: tree.Reference, scope: Scope) -> tuple[str, ...]:
    """One address, or every address of a range `artikel 11 tot en met artikel 16`."""
    first = target(reference, scope)
    if first is None or reference.through is None:
        return () if first is None else (first,)
    last = target(tree.Reference((*reference.steps[:-1], reference.through), reference.regulation, span=reference.span), scope)
    if last is None:
        return (first,)
    known = list(scope.world.outlines[reference.regulation.partition("@")[0] or scope.regulation].spans)
    depth = first.count("/")
    return tuple(address for address in known[known.index(first) : known.index(last) + 1] if address.count("/") == depth)


def scope_of(rule: Rule, world: World, decision: str = "") -> Scope:
    """The scope of a rule's expressions."""
    about = decision or (rule.subject if rule.channel is not None else "")
    return Scope(world, rule.regulation, rule.address, about, rule.phase or "toekennen")


def applies(rule: Rule, exceptions_: Exceptions, decision: str = "") -> Expr:
    """When a rule applies (language page, 4.1): none of its exceptions holds, nothing sets it aside, nothing deviates from it on the same subject."""
    key = (rule.id, decision)
    if key in exceptions_.made:
        return exceptions_.made[key]
    if rule.id in exceptions_.in_progress:
        cycle = [*exceptions_.in_progress[exceptions_.in_progress.index(rule.id) :], rule.id]
        exceptions_.world.reported.append(diagnose(Code.CIRCULAR_EXCEPTIONS, rule.span, address=rule.address, names=" → ".join(cycle)))
        return TRUE
    exceptions_.in_progress.append(rule.id)
    scope = scope_of(rule, exceptions_.world, decision)
    lifted = [condition(unless, scope) for unless in rule.unless]
    cancelled = [active(other, exceptions_, decision) for other in cancelling(rule, exceptions_)]
    exceptions_.in_progress.pop()
    result = both(*(negate(part) for part in (*lifted, *cancelled) if part is not None))
    exceptions_.made[key] = result
    return result


def active(rule: Rule, exceptions_: Exceptions, decision: str = "") -> Expr | None:
    """A rule that applies and whose condition holds."""
    scope = scope_of(rule, exceptions_.world, decision)
    holds = TRUE if rule.condition is None else condition(rule.condition, scope)
    return None if holds is None else both(applies(rule, exceptions_, decision), holds)


def cancelling(rule: Rule, exceptions_: Exceptions) -> list[Rule]:
    """The rules that can cancel this one."""
    return [other for other in exceptions_.cancellers if other.id != rule.id and (sets_aside(other, rule, exceptions_) or deviates(other, rule, exceptions_))]


def sets_aside(other: Rule, rule: Rule, exceptions_: Exceptions) -> bool:
    """`buiten toepassing blijft` this rule's place (for its decision, if one is named)."""
    if other.kind != "exclusion" or not covers(exceptions_.targets.get(other.id, ()), rule.address):
        return False
    return not other.subject or other.subject in ancestors(rule.subject, exceptions_.world.words)


def deviates(other: Rule, rule: Rule, exceptions_: Exceptions) -> bool:
    """`in afwijking van` this rule's place, on the same subject: the same value, or the same decision and phase."""
    if rule.kind == "exclusion" or not covers(exceptions_.deviations.get(other.id, ()), rule.address):
        return False
    if rule.channel is None or other.channel is None:
        return rule.channel is other.channel and rule.subject == other.subject
    return rule.phase == other.phase and rule.subject in ancestors(other.subject, exceptions_.world.words)


def covers(targets: tuple[str, ...], address: str) -> bool:
    """Whether an address is one of the targets or stands below one."""
    return any(is_within(address, each) for each in targets)
