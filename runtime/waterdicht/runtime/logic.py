"""Four-valued connectives: true, false, unknown and fault. Every backend gives the same answers.

Conjunction is the minimum in the order false < fault < unknown < true, disjunction the maximum in the order
false < unknown < fault < true. Both are associative, and commutative up to which of several faults is given: the first.
"""

from __future__ import annotations

from waterdicht.runtime.values import UNKNOWN, Fault, Truth


def and_(*truths: Truth) -> Truth:
    """False if any is false, else the first fault, else unknown if any is, else true (also of nothing)."""
    for truth in truths:
        if truth is not True:
            return False if False in truths else _fault_or_unknown(truths)
    return True


def or_(*truths: Truth) -> Truth:
    """True if any is true, else the first fault, else unknown if any is, else false (also of nothing)."""
    for truth in truths:
        if truth is not False:
            return True if True in truths else _fault_or_unknown(truths)
    return False


def not_(truth: Truth) -> Truth:
    """The opposite of true and false; unknown and faults stay as they are."""
    if truth is True:
        return False
    if truth is False:
        return True
    return truth


def exactly_one(*truths: Truth) -> Truth:
    """False as soon as two are true, whatever the others; else the first fault, else unknown, else whether one is true."""
    count = truths.count(True)
    if count > 1:
        return False
    if count + truths.count(False) == len(truths):
        return count == 1
    return _fault_or_unknown(truths)


def _fault_or_unknown(truths: tuple[Truth, ...]) -> Truth:
    """The first fault, else unknown. Only called when one of both occurs."""
    for truth in truths:
        if isinstance(truth, Fault):
            return truth
    return UNKNOWN
