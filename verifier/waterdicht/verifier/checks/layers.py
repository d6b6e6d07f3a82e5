"""An ordinance against the law above it: stricter where the law protects, broader where the law limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from waterdicht.compiler.addresses import in_words
from waterdicht.compiler.backends.python.phrases import phrase
from waterdicht.compiler.build import both, either, negate
from waterdicht.compiler.channels import decisions
from waterdicht.compiler.ir import FALSE, Apply, Aspect, Channel, Contribution, Expr, FrameKind, Marked, Op, Outcome, Use
from waterdicht.compiler.layers import Layers, laws_with_stance, stance_of
from waterdicht.compiler.outcomes import channels_of, outcome_formula, status_formula
from waterdicht.compiler.transition import governing
from waterdicht.compiler.types import Scalar
from waterdicht.compiler.unknown_text import touches
from waterdicht.verifier.cases import Broken, Concern
from waterdicht.verifier.checks.basic import addresses, contributions
from waterdicht.verifier.findings import UNTOLD, cannot_be_told, finding, nothing_found, search, undecided
from waterdicht.verifier.results import Counterexample, Result, Severity
from waterdicht.verifier.room import Room, is_judged, must, must_not
from waterdicht.verifier.solver import Constraint, Undecided

STRICTER = "strenger-dan-de-wet"
BROADER = "ruimer-dan-de-wet"
PROTECTING = (FrameKind.MINIMUM, FrameKind.UITPUTTEND)
LIMITING = (FrameKind.MAXIMUM, FrameKind.UITPUTTEND)
ENDING = ("beëindigen", "intrekken")
"""Phases that take away what was granted."""
BITING = (Channel.ONLY, Channel.REFUSE, Channel.MAY_REFUSE)


@dataclass(frozen=True, slots=True)
class Pair:
    """A decision that both a law and the ordinance have rules on."""

    law: str
    regulation: str
    decision: str
    phase: str
    layers: Layers

    @property
    def concerns(self) -> tuple[Concern, Concern]:
        """The decision in both regulations."""
        return Concern(self.regulation, self.decision, self.phase), Concern(self.law, self.decision, self.phase)

    def frame(self, aspect: Aspect) -> FrameKind | None:
        """What the law is on an aspect of this decision."""
        stance = stance_of(self.layers, self.law, self.decision, aspect)
        return stance.frame if stance else None

    def grounded(self, regulation: str) -> bool:
        """Whether a regulation grants or obliges by itself."""
        return (regulation, self.decision, self.phase) in self.layers.grounded

    def gunstig_is_weigeren(self) -> bool:
        """Whether refusing is the favourable outcome: stricter and broader then change places.

        So it is for a reduction of benefit, and for ending what is favourable to have: not for ending a reduction.
        """
        burden = self.layers.words.decisions[self.decision].favourable == "weigeren"
        return burden is not (self.phase in ENDING)


def pairs(room: Room) -> Iterator[Pair]:
    """Every decision that a law with a stance and the focus both have rules on."""
    world, focus = room.built.world, room.built.view.focus
    local = set(decisions(room.snapshot, focus))
    for law in world.above:
        for decision, phase in decisions(room.snapshot, law):
            if (decision, phase) in local and law in laws_with_stance(world.layers, decision):
                yield Pair(law, focus, decision, phase, world.layers)


def check_layers(room: Room) -> Iterator[Result]:
    """Both directions, for every decision of both."""
    focus = room.built.view.focus
    if not room.built.world.above:
        return
    found = set[str]()
    noted: set[str] = set()
    for pair in pairs(room):
        for result in (*stricter(room, pair, noted), *broader(room, pair)):
            # What cannot be told is whether a ground is missing: the question of the first direction.
            found.add(direction(pair) if result.check == UNTOLD else result.check)
            yield result
    if STRICTER not in found:
        yield nothing_found(STRICTER, focus, "nergens strenger dan de wet", "nowhere stricter than the law")
    if BROADER not in found:
        yield nothing_found(BROADER, focus, "nergens ruimer dan de wet", "nowhere broader than the law")


def direction(pair: Pair) -> str:
    """What it is when the ordinance gives less than the law."""
    return BROADER if pair.gunstig_is_weigeren() else STRICTER


def stricter(room: Room, pair: Pair, noted: set[str]) -> Iterator[Result]:
    """For every local requirement and refusal: satisfiable iff it alone takes away what the law gives.

    Where the law is only a frame that is worth one note, however many kinds of the decision it bears on; `noted` keeps their addresses.
    """
    check = direction(pair)
    local = contributions(room, pair.regulation, pair.decision, pair.phase, *BITING)
    found = any(not room.wanted(each.address) for each in local)
    for each in local:
        promised = what_the_law_gives(pair, each)
        if promised is None or not room.wanted(each.address) or (each.address in noted and pair.frame(each.aspect) is FrameKind.KADER):
            continue
        others = [harmless(other) for other in local if other is not each and weighs_as_much(other, each)]
        frame_only = pair.frame(each.aspect) is FrameKind.KADER
        for part, bite in [("", (bites(each),))] if frame_only else ways_to_bite(room, each):
            with room.asking(check, each.address):
                case = search(room, (must(pair.law, promised), *bite, *others), pair.concerns)
            found = found or case is not None
            if case is not None and frame_only:
                noted.add(each.address)
            yield from stricter_result(room, pair, each, case, check, part)
    if not found:
        yield from stricter_together(room, pair, [each for each in local if each.channel is not Channel.MAY_REFUSE and each.address not in noted], check)
    yield from missing_ground(room, pair, check)


def stricter_together(room: Room, pair: Pair, local: list[Contribution], check: str) -> Iterator[Result]:
    """Rules that never stand in the way alone, such as two that say the same: satisfiable iff they do so together."""
    judged = [(each, promised) for each in local if (promised := what_the_law_gives(pair, each)) is not None]
    for each, promised in judged:
        with room.asking(check, each.address):
            case = search(room, (must(pair.law, promised), bites(each)), pair.concerns)
        if case is not None:
            yield from stricter_result(room, pair, each, case, check)
            return


def ways_to_bite(room: Room, each: Contribution) -> list[tuple[str, tuple[Constraint, ...]]]:
    """How a rule can stand in the way, each with its words: for a requirement of several parts, one part that is not met while the others are."""
    condition = each.condition
    body = room.snapshot.definitions[condition.key].body if isinstance(condition, Use) else condition
    body = body.body if isinstance(body, Marked) else body
    if each.channel is not Channel.ONLY or not isinstance(body, Apply) or body.op is not Op.AND:
        return [("", (bites(each),))]
    ways = []
    for index, part in enumerate(body.arguments):
        rest = [must(each.address, other) for place, other in enumerate(body.arguments) if place != index]
        ways.append((phrase(part, room.snapshot), (bites(each), must_not(each.address, part), *rest)))
    return ways


def weighs_as_much(other: Contribution, each: Contribution) -> bool:
    """Whether another rule could be what decides instead: a power to refuse never is where something must be refused."""
    return other.channel is not Channel.MAY_REFUSE or each.channel is Channel.MAY_REFUSE


def bites(each: Contribution) -> Constraint:
    """A rule that stands in the way: a requirement that is not met, a refusal that applies."""
    return must_not(each.address, each.formula) if each.channel is Channel.ONLY else must(each.address, each.formula)


def what_the_law_gives(pair: Pair, each: Contribution) -> Expr | None:
    """When the law gives more than a local rule would leave: None when the law leaves this to the ordinance.

    Under minimum and uitputtend anything possible may not be refused; a power to refuse counts only against a duty; under kader only duties count.
    """
    national = channels_of(pair.law, pair.decision, pair.phase)
    frame = pair.frame(each.aspect)
    if not pair.grounded(pair.law) or frame is None:
        return None
    if frame in PROTECTING and each.channel is not Channel.MAY_REFUSE:
        return status_formula(national, "mogelijk")
    if frame in (*PROTECTING, FrameKind.KADER):
        return outcome_formula(national, Outcome.MUST_GRANT)
    return None


def harmless(other: Contribution) -> Constraint:
    """Another local rule that does not stand in the way."""
    return must(other.address, other.formula) if other.channel is Channel.ONLY else must_not(other.address, other.formula)


def stricter_result(
    room: Room, pair: Pair, each: Contribution, case: Counterexample | Broken | Undecided | None, check: str, part: str = ""
) -> Iterator[Result]:
    """The finding on one local rule."""
    if isinstance(case, Undecided):
        yield undecided(check, each.address, case.reason)
    elif case is not None:
        grounds = national_grounds(room, pair)
        severity = grade(room, pair, each, grounds)
        what = "kan weigeren" if each.channel is Channel.MAY_REFUSE else "weigert"
        basis = "; ".join(in_words(address) for address in grounds)
        nl = f"{in_words(each.address)} {what} {words(pair.decision)} die de wet geeft ({basis})"
        en = f"{each.address} {'may refuse' if each.channel is Channel.MAY_REFUSE else 'refuses'} {pair.decision}, which the law gives ({', '.join(grounds)})"
        said = (f"{nl}, als niet: {part}", f"{en}, when not: {part}") if part else (nl, en)
        yield replace(finding(check, severity, each.address, grounds, *said, case, each.span), reason=part)


def grade(room: Room, pair: Pair, each: Contribution, grounds: tuple[str, ...]) -> Severity:
    """How grave it is: a note where the law is only a frame; a warning where the body may still choose; else an error."""
    if pair.frame(each.aspect) is FrameKind.KADER:
        return Severity.NOTE
    theirs = [other for other in contributions(room, pair.law, pair.decision, pair.phase, Channel.DUTY, Channel.GRANT) if other.address in grounds]
    judged = bool(theirs) and all(is_judged(other, room.snapshot) for other in theirs)
    return Severity.WARNING if judged or each.channel is Channel.MAY_REFUSE else Severity.ERROR


def national_grounds(room: Room, pair: Pair) -> tuple[str, ...]:
    """Where the law gives the decision: its duties, or its grounds when it has no duty."""
    return addresses(room, pair.law, pair.decision, pair.phase, Channel.DUTY) or addresses(room, pair.law, pair.decision, pair.phase, Channel.GRANT)


def carried_over(room: Room, pair: Pair) -> Expr:
    """The cases in which a regulation that is not here governs the decision, or an earlier text without a ground: the ordinance itself lacks none."""
    carried = governing(room.built.world, pair.regulation, pair.decision, pair.phase)
    lacking = pair.layers.lacking.get((pair.regulation, pair.decision, pair.phase), FALSE)
    return either(*(Use(each.key, Scalar.BOOL) for each in carried), lacking)


def missing_ground(room: Room, pair: Pair, check: str) -> Iterator[Result]:
    """Satisfiable iff the law obliges where the ordinance, which has grounds of its own, gives none."""
    if not pair.grounded(pair.regulation) or not pair.grounded(pair.law) or pair.frame(Aspect.GRONDEN) not in (*PROTECTING, FrameKind.KADER):
        return
    national, local = channels_of(pair.law, pair.decision, pair.phase), channels_of(pair.regulation, pair.decision, pair.phase)
    duty = must(pair.law, outcome_formula(national, Outcome.MUST_GRANT))
    governs = must_not("overgangsrecht", carried_over(room, pair))
    grounds_of_own = allowing(room, pair, Aspect.GRONDEN)
    with room.asking(check, grounds_of_own[0] if grounds_of_own else pair.regulation):
        case = search(room, (duty, must(pair.regulation, outcome_formula(local, Outcome.NO_GROUND)), governs), pair.concerns)
    if isinstance(case, Undecided):
        yield undecided(check, pair.regulation, case.reason)
    elif case is not None and any(touches(gap, pair.decision, pair.layers.words) for gap in room.built.world.gaps[pair.regulation]):
        grounds = national_grounds(room, pair)
        nl = f"{pair.regulation} heeft in wat ervan bekend is geen grond voor {words(pair.decision)} in een geval waarin de wet ertoe verplicht"
        en = f"what is known of {pair.regulation} gives no ground for {pair.decision} in a case where the law makes it a duty"
        basis = "; ".join(map(in_words, grounds))
        severity = Severity.NOTE if pair.frame(Aspect.GRONDEN) is FrameKind.KADER else Severity.WARNING
        yield replace(cannot_be_told(severity, pair.regulation, grounds, f"{nl} ({basis})", f"{en} ({', '.join(grounds)})", case), reason=pair.decision)
    elif case is not None:
        own = addresses(room, pair.regulation, pair.decision, pair.phase, Channel.GRANT) or addresses(
            room, pair.regulation, pair.decision, pair.phase, Channel.DUTY
        )
        nl = f"{in_words(own[0])} geeft geen grond voor {words(pair.decision)} in een geval waarin de wet ertoe verplicht"
        en = f"{own[0]} gives no ground for {pair.decision} where the law makes it a duty"
        severity = Severity.NOTE if pair.frame(Aspect.GRONDEN) is FrameKind.KADER else Severity.ERROR
        yield finding(check, severity, own[0], national_grounds(room, pair), nl, en, case)


def broader(room: Room, pair: Pair) -> Iterator[Result]:
    """For every national requirement and refusal that limits the ordinance: satisfiable iff the ordinance allows what it forbids."""
    if not grants_itself(room, pair):
        return
    check = STRICTER if pair.gunstig_is_weigeren() else BROADER
    allowed = must(pair.regulation, status_formula(channels_of(pair.regulation, pair.decision, pair.phase), "mogelijk"))
    national = contributions(room, pair.law, pair.decision, pair.phase, Channel.ONLY, Channel.REFUSE)
    for each in national:
        if pair.frame(each.aspect) not in LIMITING and not (pair.frame(each.aspect) is FrameKind.KADER and each.limit is not None):
            continue
        others = [harmless(other) for other in national if other is not each]
        with room.asking(check, allowing(room, pair, each.aspect)[0]):
            case = search(room, (allowed, bites(each), *others), pair.concerns) or search(room, (allowed, bites(each)), pair.concerns)
        yield from broader_result(room, pair, each, case, check)
    yield from no_national_ground(room, pair, check, allowed)


def grants_itself(room: Room, pair: Pair) -> bool:
    """Whether the known text of the ordinance has a ground for this very decision: what unknown text may grant is no ground to judge."""
    grounds = contributions(room, pair.regulation, pair.decision, pair.phase, Channel.GRANT, Channel.DUTY)
    return any(not each.inherited_from for each in grounds)


def broader_result(room: Room, pair: Pair, each: Contribution, case: Counterexample | Broken | Undecided | None, check: str) -> Iterator[Result]:
    """The finding on one national rule."""
    if isinstance(case, Undecided):
        yield undecided(check, pair.regulation, case.reason)
    elif case is not None:
        own = allowing(room, pair, each.aspect)
        nl = f"{in_words(own[0])} staat {words(pair.decision)} toe waar {in_words(each.address)} dat niet doet"
        en = f"{own[0]} allows {pair.decision} where {each.address} does not"
        yield finding(check, Severity.ERROR, own[0], (each.address, *own[1:]), nl, en, case)


def allowing(room: Room, pair: Pair, aspect: Aspect) -> tuple[str, ...]:
    """The local provisions that allow it: the limits when the law limits a duration, else the grounds."""
    limits = [each.address for each in contributions(room, pair.regulation, pair.decision, pair.phase, Channel.ONLY) if each.limit is not None]
    grounds = addresses(room, pair.regulation, pair.decision, pair.phase, Channel.GRANT) + addresses(
        room, pair.regulation, pair.decision, pair.phase, Channel.DUTY
    )
    return tuple(dict.fromkeys(limits if aspect is Aspect.DUUR and limits else grounds))


def no_national_ground(room: Room, pair: Pair, check: str, allowed: Constraint) -> Iterator[Result]:
    """Satisfiable iff the ordinance grants where an exhaustive or maximal law gives no ground."""
    if not pair.grounded(pair.law) or pair.frame(Aspect.GRONDEN) not in LIMITING:
        return
    national = channels_of(pair.law, pair.decision, pair.phase)
    none = must(pair.law, both(national.only, negate(either(national.grant, national.duty))))
    with room.asking(check, allowing(room, pair, Aspect.GRONDEN)[0]):
        case = search(room, (allowed, none), pair.concerns)
    if isinstance(case, Undecided):
        yield undecided(check, pair.regulation, case.reason)
    elif case is not None:
        own = allowing(room, pair, Aspect.GRONDEN)
        theirs = addresses(room, pair.law, pair.decision, pair.phase, Channel.GRANT) + addresses(room, pair.law, pair.decision, pair.phase, Channel.DUTY)
        nl = f"{in_words(own[0])} geeft {words(pair.decision)} waar de wet geen grond heeft ({'; '.join(map(in_words, theirs))})"
        en = f"{own[0]} grants {pair.decision} where the law has no ground ({', '.join(theirs)})"
        yield finding(check, Severity.ERROR, own[0], theirs, nl, en, case)


def words(name: str) -> str:
    """A declared name in words."""
    return name.replace("_", " ")
