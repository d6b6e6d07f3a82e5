"""Order and quota: norms about a population, seen from one person. How many were served, and how many go before, are facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from waterdicht.compiler.build import apply, both, either, negate
from waterdicht.compiler.ir import Constant, Expr, FactInfo, Op
from waterdicht.compiler.lower import lower
from waterdicht.compiler.operators import comparable
from waterdicht.compiler.outline import Outline, Placed
from waterdicht.compiler.scope import Scope, World
from waterdicht.compiler.types import Scalar, show
from waterdicht.compiler.vocabulary import has_order
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code

Keys = tuple[tuple[str, Expr], ...]
"""What comes first, most important key first: the kind of key and its value for one person."""


COUNTED = (0, 1_000_000)
"""How many persons were served, or go before: the range of these facts."""


def register_counts(world: World) -> None:
    """The counts that quotas and orders need, as facts."""
    for outlined in world.outlines.values():
        for placed in outlined.placed:
            for info in counts(placed):
                world.implicit.setdefault(info.name, info)


def counts(placed: Placed) -> Iterator[FactInfo]:
    """The counts of one sentence."""
    said = placed.sentence
    match said:
        case tree.Quota(decision, _, yearly):
            words = decision.replace("_", " ")
            question = f"Hoe vaak is {words} dit kalenderjaar al toegekend?" if yearly else f"Hoe vaak is {words} al toegekend?"
            yield FactInfo(f"quotum.{decision}", Scalar.INT, question, *COUNTED, None, False, "", "", "", "", span=said.span)
        case tree.Order(decision):
            question = f"Hoeveel personen die nog wachten, gaan bij {decision.replace('_', ' ')} voor?"
            yield FactInfo(f"volgorde.{decision}", Scalar.INT, question, *COUNTED, None, False, "", "", "", "", span=said.span)
        case _:
            return


def orders(outlined: Outline) -> Mapping[str, Placed]:
    """The order of each decision that has one."""
    return {placed.sentence.decision: placed for placed in reversed(outlined.placed) if isinstance(placed.sentence, tree.Order)}


def check_orders(world: World) -> None:
    """A decision has one order in a regulation, and its keys have a type by which persons can be ordered."""
    for name, outlined in world.outlines.items():
        found = orders(outlined)
        for placed in outlined.placed:
            if isinstance(placed.sentence, tree.Order):
                scope = Scope(world, name, placed.address)
                if found[placed.sentence.decision] is not placed:
                    scope.report(Code.DECLARED_TWICE, placed.sentence.span, name=placed.sentence.decision)
                order_keys(placed.sentence, scope)


def check_quotas(world: World) -> None:
    """A quota is a whole number, 0 or more, and a decision has one in a regulation; where several regulations have one, they count alike."""
    yearly: dict[str, bool] = {}
    for name, outlined in world.outlines.items():
        seen: set[str] = set()
        for placed in outlined.placed:
            said = placed.sentence
            if not isinstance(said, tree.Quota):
                continue
            scope = Scope(world, name, placed.address)
            if said.decision in seen or yearly.setdefault(said.decision, said.yearly) is not said.yearly:
                scope.report(Code.DECLARED_TWICE, said.span, name=said.decision)
            seen.add(said.decision)
            most = lower(said.most, scope)
            if most is not None and comparable(Scalar.INT, most.type) and not is_count(most):  # what does not compare is reported as such
                scope.report(Code.NOT_A_COUNT, said.span, name=said.decision)


def is_count(most: Expr) -> bool:
    """Whether an expression is a whole number; a negative one that is written is none."""
    return most.type is Scalar.INT and not (isinstance(most, Constant) and isinstance(most.value, int) and most.value < 0)


def order_keys(order: tree.Order, scope: Scope) -> Keys | None:
    """The keys of an order; None when one was reported."""
    keys = [order_key(key, scope) for key in order.keys]
    return None if any(key is None for key in keys) else tuple(key for key in keys if key is not None)


def order_key(key: tree.OrderKey, scope: Scope) -> tuple[str, Expr] | None:
    """One key: a condition, a day, or a value with a size."""
    value = lower(key.value, scope)
    if value is None:
        return None
    if key.kind == "wie" and value.type is not Scalar.BOOL:
        scope.report(Code.WRONG_TYPE, key.span, expected=show(Scalar.BOOL), found=show(value.type))
        return None
    wanted = (value.type is Scalar.DATE) if key.kind in ("vroegste", "laatste") else has_order(value.type) and value.type is not Scalar.DATE
    if key.kind != "wie" and not wanted:
        scope.report(Code.NOT_COMPARABLE, key.span, words=key.kind, type=show(value.type))
        return None
    return key.kind, value


def precedes(one: Keys, other: Keys) -> Expr:
    """That one person goes before another: by the first key in which they differ."""
    found: list[Expr] = []
    equal: list[Expr] = []
    for (kind, mine), (_, theirs) in zip(one, other, strict=True):
        found.append(both(*equal, better(kind, mine, theirs)))
        equal.append(apply(Op.EQ, Scalar.BOOL, mine, theirs))
    return either(*found)


def better(kind: str, mine: Expr, theirs: Expr) -> Expr:
    """That one person comes before another by this key."""
    if kind == "wie":
        return both(mine, negate(theirs))
    return apply(Op.LT if kind in ("vroegste", "laagste") else Op.GT, Scalar.BOOL, mine, theirs)
