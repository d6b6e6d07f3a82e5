"""The plain outcome of a decision: the outcome table as native statements."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from waterdicht.compiler.backends.python import plain
from waterdicht.compiler.backends.python.analysis import Analysis, may_be_absent, may_fault, reachable
from waterdicht.compiler.backends.python.decisions import ORDER, DecisionSource, constant, too_large, used_once
from waterdicht.compiler.backends.python.layout import NOT, OR, Code, Text, at_least, infix, prefix, statement
from waterdicht.compiler.backends.python.scope import Scope
from waterdicht.compiler.ir import FALSE, TRUE, Channel, Expr, Use


@dataclass(slots=True)
class Body:
    """The statements so far, and for each channel its expression and the code that gives its value."""

    channels: dict[Channel, Expr]
    code: dict[Channel, Code]
    lines: list[str] = field(default_factory=list)

    def keep(self, channel: Channel) -> None:
        """Compute a channel now, into a variable."""
        name = channel.name.lower()
        if self.code[channel] != Text(name) and self.channels[channel] not in (TRUE, FALSE):
            self.lines.append(statement(f"{name} = ", self.code[channel]))
            self.code[channel] = Text(name)

    def row(self, condition: Code, outcome: str) -> None:
        """A row of the table."""
        self.lines += [statement("if ", condition) + ":", f"        return {outcome}"]


def emit_plain(source: DecisionSource, scope: Scope) -> str:
    """The function that gives the outcome from complete facts.

    A fault in any channel beats every outcome, so channels that can be at fault are computed before the first row.
    """
    head = [f"def besluit_{source.name}(facts: Any) -> str:", f'    """{source.address}: de uitkomst bij volledige feiten."""']
    if too_large(source, scope.analysis):
        return "\n".join([*head, "    return fall_out()"])
    scope = replace(scope, once=used_once(source, scope.analysis))
    exprs = {channel: constant(expr, scope.analysis) for channel, expr in zip(ORDER, source.channels, strict=True)}
    body = Body(exprs, {})
    for channel, expr in in_order(exprs, scope.analysis):
        shared = isinstance(expr, Use) and expr.key not in scope.once and expr not in scope.local
        body.code[channel] = plain.strict(scope.analysis.snapshot.definitions[expr.key].body if isinstance(expr, Use) and shared else expr, scope)
        if shared:
            body.keep(channel)
            scope = replace(scope, local={**scope.local, expr: channel.name.lower()})
    for channel in ORDER:
        doubtful = may_fault(exprs[channel], scope.analysis) or may_be_absent(exprs[channel], scope.analysis)
        if doubtful and channel is not Channel.ONLY:
            body.keep(channel)
    table(body)
    return "\n".join([*head, *body.lines])


def in_order(exprs: dict[Channel, Expr], analysis: Analysis) -> list[tuple[Channel, Expr]]:
    """The channels, each after those that it uses itself (`voorwaarden van deze regeling vervuld` uses G, D and O)."""
    keys = {expr.key for expr in exprs.values() if isinstance(expr, Use)}
    used = {channel: keys & set(reachable((expr.key,), analysis)) if isinstance(expr, Use) else set() for channel, expr in exprs.items()}
    return sorted(exprs.items(), key=lambda item: len(used[item[0]]))


def table(body: Body) -> None:
    """The rows in their order; those that can never apply are left out."""
    channels, code = body.channels, body.code
    if channels[Channel.ONLY] != TRUE:
        body.row(negated(code[Channel.ONLY]), "MUST_REFUSE")
    body.keep(Channel.DUTY)
    if channels[Channel.REFUSE] != FALSE:
        body.row(code[Channel.REFUSE], by_duty(body, "CONTRADICTION", "MUST_REFUSE"))
    if TRUE not in (channels[Channel.GRANT], channels[Channel.DUTY]):
        grounds = tuple(code[channel] for channel in (Channel.DUTY, Channel.GRANT) if channels[channel] != FALSE)
        body.row(negated(infix("or", OR, *grounds) if len(grounds) == 2 else grounds[0] if grounds else Text("False")), "NO_GROUND")
    if channels[Channel.MAY_REFUSE] != FALSE:
        body.row(code[Channel.MAY_REFUSE], "MAY_GRANT_OR_REFUSE")
    body.lines.append(f"    return {by_duty(body, 'MUST_GRANT', 'MAY_GRANT')}")


def by_duty(body: Body, with_duty: str, without: str) -> str:
    """The outcome with and without a duty."""
    duty = body.channels[Channel.DUTY]
    return with_duty if duty == TRUE else without if duty == FALSE else f"{with_duty} if duty else {without}"


def negated(code: Code) -> Code:
    """`not x`."""
    return prefix("not ", at_least(code, NOT), NOT)
