"""On which open parameters a result depends: those in the provisions and claims that it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from waterdicht.compiler.addresses import is_within
from waterdicht.compiler.backends.python.phrases import kind_of
from waterdicht.compiler.domains import bounds
from waterdicht.compiler.ir import Expr, FactInfo, FactOf
from waterdicht.runtime.words import value_words
from waterdicht.verifier.checks.basic import DOMAIN
from waterdicht.verifier.results import Result, Verdict
from waterdicht.verifier.room import Room, reachable


def depending(result: Result, room: Room, exprs: Sequence[Expr]) -> Result:
    """The result with the open parameters that some expressions depend on, each with the values that it can have among the assumptions."""
    found = open_parameters(room, exprs)
    said = tuple(f"parameter {name} is open: {range_words(info)}" for name, info in found.items())
    names = tuple(sorted({*result.open_parameters, *found}))
    return replace(result, open_parameters=names, assumptions=tuple(dict.fromkeys((*result.assumptions, *said)))) if found else result


def open_parameters(room: Room, exprs: Sequence[Expr]) -> dict[str, FactInfo]:
    """The open parameters that some expressions depend on, by name."""
    names = sorted({expr.name for expr in reachable(exprs, room.snapshot) if isinstance(expr, FactOf)})
    infos = [room.snapshot.vocabulary.facts.get(name) for name in names]
    return {info.name.partition(".")[2]: info for info in infos if info is not None and info.constant}


def range_words(info: FactInfo) -> str:
    """The values that an open parameter can have."""
    least, greatest = bounds(info)
    if least is None or greatest is None:
        return "elke waarde"
    return f"van {value_words(least, kind_of(info.type))} tot en met {value_words(greatest, kind_of(info.type))}"


def about(result: Result, room: Room) -> tuple[Expr, ...]:
    """What the provisions say that a result is about: all provisions, when nothing was found in any. The domain is about none."""
    if result.check == DOMAIN:
        return tuple(each.body for each in room.snapshot.vocabulary.assumptions)
    places = (result.subject, *result.related, *result.core)
    everywhere = result.verdict is Verdict.PROVED
    return tuple(expr for address, expr in provisions(room) if everywhere or any(is_within(address, place) for place in places))


def provisions(room: Room) -> Iterator[tuple[str, Expr]]:
    """What each provision says of decisions and values, with its address."""
    for model in room.snapshot.regulations.values():
        yield from ((each.address, each.formula) for each in model.contributions)
        for table in model.values:
            yield from ((case.address, part) for case in table.cases for part in (case.when, case.value))
