"""SMT-LIB 2 text, put together with constant folding, so that what is always true leaves no trace."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

TRUE = "true"
FALSE = "false"


def symbol(name: str) -> str:
    """A quoted symbol; names hold no `|`."""
    return f"|{name}|"


def integer(value: int) -> str:
    """An Int numeral."""
    return str(value) if value >= 0 else f"(- {-value})"


def rational(value: Fraction | int) -> str:
    """A Real numeral, exact."""
    exact = Fraction(value)
    size = abs(exact)
    text = f"{size.numerator}.0" if size.denominator == 1 else f"(/ {size.numerator}.0 {size.denominator}.0)"
    return text if exact >= 0 else f"(- {text})"


def numeral(text: str) -> int | None:
    """The value of an Int numeral written by `integer`, or None for any other text."""
    if text.isdigit():
        return int(text)
    inner = text[3:-1] if text.startswith("(- ") else ""
    return -int(inner) if inner.isdigit() else None


def neg(formula: str) -> str:
    """Not."""
    if formula in (TRUE, FALSE):
        return FALSE if formula == TRUE else TRUE
    return formula[5:-1] if formula.startswith("(not ") else f"(not {formula})"


def conj(*formulas: str) -> str:
    """And, also of nothing."""
    return _junction("and", TRUE, FALSE, formulas)


def disj(*formulas: str) -> str:
    """Or, also of nothing."""
    return _junction("or", FALSE, TRUE, formulas)


def _junction(word: str, neutral: str, absorbing: str, formulas: Iterable[str]) -> str:
    kept = dict.fromkeys(formulas)
    kept.pop(neutral, None)
    if len(kept) <= 1:
        return next(iter(kept), neutral)
    if absorbing in kept or any(formula.startswith("(not ") and formula[5:-1] in kept for formula in kept):
        return absorbing
    return f"({word} {' '.join(kept)})"


def implies(premise: str, conclusion: str) -> str:
    """If … then …."""
    if TRUE in (premise, conclusion):
        return conclusion
    return neg(premise) if conclusion == FALSE else TRUE if premise == FALSE else f"(=> {premise} {conclusion})"


def ite(condition: str, then: str, otherwise: str) -> str:
    """A choice between two terms of one sort."""
    if condition == TRUE or then == otherwise:
        return then
    if condition == FALSE:
        return otherwise
    if then in (TRUE, FALSE) or otherwise in (TRUE, FALSE):
        return _choice(condition, then, otherwise)
    return f"(ite {condition} {then} {otherwise})"


def _choice(condition: str, then: str, otherwise: str) -> str:
    """A choice of which one branch is a truth constant."""
    if then in (TRUE, FALSE):
        return disj(condition, otherwise) if then == TRUE else conj(neg(condition), otherwise)
    return disj(neg(condition), then) if otherwise == TRUE else conj(condition, then)


def eq(left: str, right: str) -> str:
    """Equality of two terms of one sort that is not Bool."""
    if left == right:
        return TRUE
    known = (numeral(left), numeral(right))
    return FALSE if None not in known else f"(= {left} {right})"


def iff(left: str, right: str) -> str:
    """Equality of two formulas."""
    if left in (TRUE, FALSE):
        left, right = right, left
    if right in (TRUE, FALSE):
        return left if right == TRUE else neg(left)
    return TRUE if left == right else f"(= {left} {right})"


def le(left: str, right: str) -> str:
    """At most."""
    low, high = numeral(left), numeral(right)
    if low is not None and high is not None:
        return TRUE if low <= high else FALSE
    return TRUE if left == right else f"(<= {left} {right})"


def lt(left: str, right: str) -> str:
    """Less than."""
    return neg(le(right, left))


def plus(term: str, constant: int) -> str:
    """An Int term plus a constant."""
    known = numeral(term)
    if known is not None:
        return integer(known + constant)
    return term if constant == 0 else f"(+ {term} {integer(constant)})"


def times(term: str, factor: int) -> str:
    """An Int term times a constant."""
    known = numeral(term)
    if known is not None or factor == 0:
        return integer((known or 0) * factor)
    return term if factor == 1 else f"(* {integer(factor)} {term})"


def minus(left: str, right: str) -> str:
    """The difference of two Int terms."""
    low = numeral(right)
    if low is not None:
        return plus(left, -low)
    return "0" if left == right else f"(- {left} {right})"


def add(*terms: str) -> str:
    """The sum of Int terms."""
    constant = sum(value for value in map(numeral, terms) if value is not None)
    others = tuple(term for term in terms if numeral(term) is None)
    parts = others + ((integer(constant),) if constant or not others else ())
    return parts[0] if len(parts) == 1 else f"(+ {' '.join(parts)})"


def is_atom(text: str) -> bool:
    """Whether a term is a symbol or a constant, so that repeating it costs nothing."""
    return not text.startswith("(") or text.startswith("(not |") or numeral(text) is not None
