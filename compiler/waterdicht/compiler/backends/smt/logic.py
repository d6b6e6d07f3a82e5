"""The four-valued connectives over terms, as in `waterdicht.runtime.logic`: false < fault < unknown < true for "and"."""

from __future__ import annotations

from collections.abc import Sequence

from waterdicht.compiler.backends.smt.encoding import Encoding, share
from waterdicht.compiler.backends.smt.terms import Term, Truth, surely_false, truth
from waterdicht.compiler.backends.smt.text import FALSE, conj, disj, neg

# Arguments come with absence already turned into a fault.


def encode_and(terms: Sequence[Term]) -> Term:
    """The minimum in the order false < fault < unknown < true."""
    faulty = disj(*(term.fault for term in terms))
    unknown = disj(*(term.unknown for term in terms))
    none_false = conj(*(neg(surely_false(term)) for term in terms)) if (faulty, unknown) != (FALSE, FALSE) else FALSE
    return Term(Truth(conj(*map(truth, terms))), conj(none_false, faulty), conj(none_false, neg(faulty), unknown))


def encode_or(terms: Sequence[Term]) -> Term:
    """The maximum in the order false < unknown < fault < true."""
    true = disj(*map(truth, terms))
    faulty = disj(*(term.fault for term in terms))
    unknown = disj(*(term.unknown for term in terms))
    return Term(Truth(true), conj(neg(true), faulty), conj(neg(true), neg(faulty), unknown))


def encode_not(term: Term) -> Term:
    """True and false change places; unknown and fault stay."""
    return Term(Truth(surely_false(term)), term.fault, term.unknown)


def encode_exactly_one(encoding: Encoding, terms: Sequence[Term]) -> Term:
    """False as soon as two are true; else fault, else unknown, else whether one is true."""
    one, two = counted(encoding, [truth(term) for term in terms])
    faulty = disj(*(term.fault for term in terms))
    unknown = disj(*(term.unknown for term in terms))
    fault = conj(neg(two), faulty)
    doubt = conj(neg(two), neg(faulty), unknown)
    return Term(Truth(conj(one, neg(two), neg(faulty), neg(unknown))), fault, doubt)


def counted(encoding: Encoding, formulas: Sequence[str]) -> tuple[str, str]:
    """That at least one, and that at least two of the formulas hold; text linear in their number."""
    one, two = FALSE, FALSE
    for formula in formulas:
        two = share(encoding, disj(two, conj(one, formula)), "Bool")
        one = share(encoding, disj(one, formula), "Bool")
    return one, two
