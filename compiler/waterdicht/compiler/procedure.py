"""How the procedure for a decision began, on application or ex officio, and for whom the decision is."""

from __future__ import annotations

from waterdicht.compiler.build import apply, either
from waterdicht.compiler.ir import TRUE, Constant, Expr, FactOf, Op
from waterdicht.compiler.rules import Rule
from waterdicht.compiler.scope import Scope, World
from waterdicht.compiler.types import EnumType, Scalar
from waterdicht.dsl import tree
from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import diagnose, nearest

BEGAN = "aanvraag.door"
"""The fact that says who applied, or that nobody did."""
EX_OFFICIO = "ambtshalve"
"""The option of that fact for a procedure that began without an application."""


def began(said: tree.Application, scope: Scope) -> Expr | None:
    """That the procedure began in one of the ways that are named; true when no way is left out, so that it need not be known."""
    if said.ex_officio and said.applied and not said.by:
        return TRUE
    info = scope.world.words.facts.get(BEGAN)
    options = info.type.options if info is not None and isinstance(info.type, EnumType) else ()
    named = (*((EX_OFFICIO,) if said.ex_officio else ()), *said.by)
    missing = tuple(dict.fromkeys(each for each in named if each not in options)) if options else (*named, *(() if named else (EX_OFFICIO,)))
    if info is None or missing:
        scope.report(Code.APPLICATION_UNDECLARED, said.span, names=", ".join(missing))
        return None
    ways = [each for each in options if each in named or (said.applied and not said.by and each != EX_OFFICIO)]
    fact = FactOf(BEGAN, info.type)
    return TRUE if len(ways) == len(options) else either(*(apply(Op.EQ, Scalar.BOOL, fact, Constant(each, info.type)) for each in ways))


def check_recipients(rule: Rule, world: World) -> None:
    """`aan k` and `ten behoeve van k` name kinds that are declared."""
    if not isinstance(rule.sentence, tree.Norm):
        return
    for name in (rule.sentence.to, rule.sentence.on_behalf_of):
        if name and name not in world.words.kinds:
            suggestion = nearest(name, world.words.kinds)
            world.reported.append(diagnose(Code.UNKNOWN_KIND, rule.sentence.span, address=rule.address, suggestion=suggestion, name=name))
