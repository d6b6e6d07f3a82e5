"""Repairs that the verifier can see: another number in one provision, or provisions that would have to go or be taken over. Each is tried before it is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from waterdicht.compiler.addresses import in_words
from waterdicht.compiler.amend import Amount, amended, amounts, focus_of, restated
from waterdicht.compiler.build import both, either, negate
from waterdicht.compiler.evaluate import Case, evaluate
from waterdicht.compiler.ir import Apply, Channel, Contribution, Expr, Marked, Op, Use
from waterdicht.compiler.library import Library
from waterdicht.compiler.snapshots import Built
from waterdicht.compiler.theorems import TheoremModel
from waterdicht.runtime.values import Fault
from waterdicht.verifier.cases import condition_words
from waterdicht.verifier.checks.clash import Clash, harmless_formula
from waterdicht.verifier.checks.theorems import check_under
from waterdicht.verifier.model import case_of
from waterdicht.verifier.results import Repair, Verdict
from waterdicht.verifier.room import Room, must
from waterdicht.verifier.solver import Sat, Unsat

MOST_TRIED = 6
"""So many numbers are tried for one result; each takes a few proofs."""
MOST_PROVISIONS = 4
"""A repair in more provisions than this is another law."""
MOST_TOLD = 2
"""So many combinations of readings are named."""
FURTHER = 4
"""Upwards a number is tried up to so many times itself."""

Good = Callable[[int], bool]


def first_good(amount: Amount, good: Good) -> int | None:
    """The number nearest to the one there is with which all is fine, and beside which it is not: first below it, then above. None when there is none.

    Between two that were tried the search goes on halfway; what it ends with was itself tried.
    """
    for far in (1, amount.count * FURTHER):
        if far != amount.count and amount.count > 0 and good(far):
            fine, wrong = far, amount.count
            while abs(fine - wrong) > 1:
                middle = (fine + wrong) // 2
                fine, wrong = (middle, wrong) if good(middle) else (fine, middle)
            return fine
    return None


def number_repairs(
    built: Built, addresses: Sequence[str], good: Callable[[Built], bool], sure: Callable[[Amount, int], tuple[str, str] | None], whole: tuple[str, str]
) -> Iterator[Repair]:
    """For each number in some provisions of the focus: the one with which a law is `good`, when that is also `sure`.

    `whole` is what is then so, in words; what `sure` gives is said after that. None is not sure.
    """
    for amount in amounts(built, addresses)[:MOST_TRIED]:

        def tried(count: int, amount: Amount = amount) -> bool:
            made = amended(built, amount, count)
            return made is not None and good(made)

        found = first_good(amount, tried)
        more = None if found is None else sure(amount, found)
        if found is not None and more is not None:
            before, after, place = amount.said(amount.count), amount.said(found), in_words(amount.address)
            nl = f"zou {place} {after} noemen in plaats van {before}, dan {whole[0]}{more[0]}"
            en = f"if {amount.address} said {after} instead of {before}, {whole[1]}{more[1]}"
            yield Repair("getal", (amount.address,), nl, en, before, after)


def theorem_repairs(
    theorem: TheoremModel, versions: Sequence[TheoremModel], library: Library, room: Room, addresses: Sequence[str], others: Sequence[Mapping[str, str]] = ()
) -> tuple[Repair, ...]:
    """The numbers in provisions of a refuted theorem's own regulation with which it would be proved, on every snapshot that it speaks about.

    Proved under the readings of the room; what of the `others`, the combinations of readings for which the theorem was judged too, it does not
    hold under, the repair says.
    """

    def good(built: Built) -> bool:
        return proved(restated(theorem, library, built), built, room.readings)

    def everywhere(amount: Amount, count: int, readings: Mapping[str, str]) -> bool:
        for each in versions:
            same = focus_of(each.built) == focus_of(theorem.built)
            built = amended(each.built, amount, count) if same else each.built
            if built is None or not proved(restated(each, library, built) if same else each, built, readings):
                return False
        return True

    def sure(amount: Amount, count: int) -> tuple[str, str] | None:
        if not everywhere(amount, count, room.readings):
            return None
        return under_readings([each for each in others if not everywhere(amount, count, {**room.readings, **each})], len(others))

    return tuple(number_repairs(theorem.built, addresses, good, sure, ("klopt de stelling", "the theorem would hold")))


def under_readings(without: Sequence[Mapping[str, str]], count: int) -> tuple[str, str]:
    """Under which of some combinations of readings a repair holds too, in words; nothing where there are no others."""
    if not count:
        return "", ""
    if not without:
        return " (bij elke lezing)", " (under every reading)"
    named = "; ".join(", ".join(f"{reading} {option}" for reading, option in sorted(each.items())) for each in without[:MOST_TOLD])
    more = len(without) - MOST_TOLD
    nl = f" (niet bij elke lezing: niet bij {named.replace('_', ' ')}{f', en {more} andere' if more > 0 else ''})"
    return nl, f" (not under every reading: not under {named}{f', and {more} others' if more > 0 else ''})"


def proved(theorem: TheoremModel | None, built: Built, readings: Mapping[str, str]) -> bool:
    """Whether a theorem is proved on a snapshot under some readings; a premise that nobody meets proves nothing."""
    if theorem is None:
        return False
    room = Room(built, readings)
    verdict = check_under(theorem, room, [], detail=False).verdict
    room.close()
    return verdict is Verdict.PROVED


def layer_repairs(room: Room, clash: Clash, part: str, condition: Expr | None) -> tuple[Repair, ...]:
    """What would have to go from the ordinance, or be taken over by it, for two layers to agree on a decision."""
    found = going(room, clash, part, condition) if clash.local else taken_over(room, clash)
    return () if found is None else (found,)


def going(room: Room, clash: Clash, part: str, left: Expr | None) -> Repair | None:
    """The local rules without which the ordinance takes away nothing that the law gives. Of the first only one part, where `left`, what is then left of it, is enough."""
    if clash.bite is None:
        return None
    what = clash.pair.decision.replace("_", " ")
    for rest in (left, None) if left is not None else (None,):
        gone = together(room, clash, [clash.bite], () if rest is None else (rest,))
        if gone is not None:
            head = (
                f"de voorwaarde «{part}» van {in_words(clash.bite.address)}"
                if rest is not None
                else named(room, clash, clash.bite, in_words(clash.bite.address))
            )
            head_en = f"the condition “{part}” of {clash.bite.address}" if rest is not None else named(room, clash, clash.bite, clash.bite.address)
            also = "".join(f" en ook {named(room, clash, each, in_words(each.address))}" for each in gone[1:])
            also_en = "".join(f" and {named(room, clash, each, each.address)} too" for each in gone[1:])
            verb = "vervallen" if also else "vervalt"
            nl = f"{verb} {head}{also}, dan weigert {clash.pair.regulation} {what} nergens meer waar de wet die geeft"
            en = f"without {head_en}{also_en}, {clash.pair.regulation} would never refuse {clash.pair.decision} where the law gives it"
            return Repair("voorwaarde", tuple(dict.fromkeys(each.address for each in gone)), nl, en)
    return None


def named(room: Room, clash: Clash, each: Contribution, place: str) -> str:
    """A rule by its place, and by what it asks where more rules stand there."""
    several = any(other is not each and other.address == each.address for other in clash.rules)
    return f"{place} («{condition_words(each, room.snapshot)}»)" if several else place


def together(room: Room, clash: Clash, gone: list[Contribution], left: tuple[Expr, ...]) -> list[Contribution] | None:
    """The rules that have to go, those of `gone` first, so that what is given is never taken away; None when there are too many. `left` are parts that stay."""
    while len(gone) <= MOST_PROVISIONS:
        stay = (*(harmless_formula(each) for each in clash.rules if each not in gone), *left)
        answer = room.ask((clash.given, must("bepalingen", either(*map(negate, stay)))))
        if isinstance(answer, Unsat):
            return gone
        if not isinstance(answer, Sat):
            return None
        more = biting(room, clash, gone, answer)
        if more is None:
            return None
        gone = [*gone, more]
    return None


def taken_over(room: Room, clash: Clash) -> Repair | None:
    """The rules of the law that the ordinance would have to take over for it to allow nothing that they forbid, while it still allows something."""
    if clash.bite is None:
        return None
    over = [clash.bite]
    while len(over) <= MOST_PROVISIONS:
        narrowed = (clash.given, *(must(each.address, harmless_formula(each)) for each in over))
        others = [harmless_formula(each) for each in clash.rules if each not in over]
        answer = room.ask((*narrowed, must("bepalingen", either(*map(negate, others)))))
        if isinstance(answer, Unsat):
            return said_taken_over(clash, over) if isinstance(room.ask(narrowed), Sat) else None
        more = biting(room, clash, over, answer) if isinstance(answer, Sat) else None
        if more is None:
            return None
        over = [*over, more]
    return None


def said_taken_over(clash: Clash, over: Sequence[Contribution]) -> Repair:
    """In words."""
    addresses = tuple(dict.fromkeys(each.address for each in over))
    kinds = "de weigering" if clash.bite is not None and clash.bite.channel is Channel.REFUSE else "de voorwaarde"
    what = clash.pair.decision.replace("_", " ")
    nl = f"neemt {clash.pair.regulation} {kinds} van {' en die van '.join(map(in_words, addresses))} over, dan staat zij {what} nergens meer toe waar de wet dat verbiedt"
    en = f"if {clash.pair.regulation} took over what is asked by {' and '.join(addresses)}, it would never allow {clash.pair.decision} where the law forbids it"
    return Repair("voorwaarde", addresses, nl, en)


def biting(room: Room, clash: Clash, known: Sequence[Contribution], answer: Sat) -> Contribution | None:
    """A rule that stands in the way in the case of an answer, other than those that are known."""
    case = Case(room.snapshot, case_of(answer.session, answer.model, answer.within), room.readings)
    others = (each for each in clash.rules if each not in known)
    return next((each for each in others if (value := evaluate(harmless_formula(each), case)) is False or isinstance(value, Fault)), None)


def without_part(room: Room, each: Contribution, part: str, words: Callable[[Expr], str]) -> Expr | None:
    """What a requirement of several parts comes to without one of them, named by its words; None where it is no such requirement."""
    condition = room.snapshot.definitions[each.condition.key].body if isinstance(each.condition, Use) else each.condition
    body = condition.body if isinstance(condition, Marked) else condition
    if each.channel is not Channel.ONLY or not part or not isinstance(body, Apply) or body.op is not Op.AND:
        return None
    rest = [other for other in body.arguments if words(other) != part]
    return either(negate(each.applies), both(*rest)) if len(rest) < len(body.arguments) else None
