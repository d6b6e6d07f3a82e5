"""What a finding about two layers comes down to, found back from its case: what one layer gives, and the rules of the other that stand in the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from waterdicht.compiler.build import either, negate
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Channel, Contribution, Expr, FrameKind, Outcome
from waterdicht.compiler.outcomes import Channels, channels_of, outcome_formula, status_formula
from waterdicht.verifier.cases import meets
from waterdicht.verifier.checks.basic import contributions
from waterdicht.verifier.checks.layers import BITING, LIMITING, Pair, bites, harmless, pairs, weighs_as_much, what_the_law_gives
from waterdicht.verifier.results import Result
from waterdicht.verifier.room import Room, must
from waterdicht.verifier.solver import Constraint


@dataclass(frozen=True, slots=True)
class Clash:
    """A finding that is so in a case.

    `given` is what one layer gives there; `bite` the rule of the other layer that takes it away, and `rules` all
    that could (`bite` among them). `ground` is set instead where the other layer has no ground: that it has one.

    `local` says whether the rules that stand in the way are those of the ordinance (stricter) or those of the law (broader).
    """

    pair: Pair
    given: Constraint
    bite: Contribution | None
    rules: tuple[Contribution, ...]
    ground: Constraint | None
    local: bool

    @property
    def fine(self) -> tuple[Constraint, ...]:
        """What is so in a case in which there is nothing wrong: it is given, and nothing stands in the way."""
        return (self.given, *map(harmless, self.rules)) if self.ground is None else (self.given, self.ground)

    @property
    def only_bite_fine(self) -> tuple[Constraint, ...]:
        """The same of the one rule alone: for where others always stand in the way too."""
        return (self.given,) if self.bite is None else (self.given, harmless(self.bite))


def clash_of(room: Room, result: Result) -> Clash | None:
    """The clash that a finding is about; None where its case shows none."""
    if result.counterexample is None:
        return None
    case = Case(room.snapshot, result.counterexample.facts, room.readings)
    for pair in pairs(room):
        if {f"{each.regulation}: {each.decision}" for each in pair.concerns} <= set(result.counterexample.outcomes):
            for each in (*stricter_clashes(room, pair, result), *broader_clashes(room, pair, result)):
                if is_so(each, case):
                    return each
    return None


def is_so(clash: Clash, case: Case) -> bool:
    """Whether a clash occurs in a case, by the reference."""
    wrong = bites(clash.bite) if clash.bite is not None else None
    asked = [clash.given, *([] if wrong is None else [wrong])]
    lacks = clash.ground is not None and evaluate(clash.ground.expr, case) is not False
    return not lacks and all(meets(evaluate(each.expr, case), each) for each in asked)


def stricter_clashes(room: Room, pair: Pair, result: Result) -> Iterator[Clash]:
    """The ordinance takes away what the law gives: by a rule at the subject, or for lack of a ground."""
    local = contributions(room, pair.regulation, pair.decision, pair.phase, *BITING)
    for each in local:
        promised = what_the_law_gives(pair, each)
        if each.address == result.subject and promised is not None:
            rules = tuple(other for other in local if other is each or weighs_as_much(other, each))
            yield Clash(pair, must(pair.law, promised), each, rules, None, local=True)
    own = channels_of(pair.regulation, pair.decision, pair.phase)
    duty = must(pair.law, outcome_formula(channels_of(pair.law, pair.decision, pair.phase), Outcome.MUST_GRANT))
    if pair.grounded(pair.regulation) and pair.grounded(pair.law):
        yield Clash(pair, duty, None, (), must(pair.regulation, ground(own)), local=True)


def broader_clashes(room: Room, pair: Pair, result: Result) -> Iterator[Clash]:
    """The ordinance gives what the law forbids: by a rule among what the finding names, or for lack of a ground."""
    allowed = must(pair.regulation, status_formula(channels_of(pair.regulation, pair.decision, pair.phase), "mogelijk"))
    national = contributions(room, pair.law, pair.decision, pair.phase, Channel.ONLY, Channel.REFUSE)
    limiting = tuple(each for each in national if limits(pair, each))
    for each in limiting:
        if each.address in result.related:
            yield Clash(pair, allowed, each, limiting, None, local=False)
    if pair.grounded(pair.law):
        yield Clash(pair, allowed, None, (), must(pair.law, ground(channels_of(pair.law, pair.decision, pair.phase))), local=False)


def limits(pair: Pair, each: Contribution) -> bool:
    """Whether a national rule limits the ordinance."""
    frame = pair.frame(each.aspect)
    return frame in LIMITING or (frame is FrameKind.KADER and each.limit is not None)


def ground(channels: Channels) -> Expr:
    """That a regulation grants or obliges."""
    return either(channels.grant, channels.duty)


def harmless_formula(each: Contribution) -> Expr:
    """That a rule does not bite."""
    return each.formula if each.channel is Channel.ONLY else negate(each.formula)
