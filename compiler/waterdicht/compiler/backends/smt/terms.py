"""The terms an expression becomes: a shape of SMT-LIB texts, and three formulas that say when there is no value."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from waterdicht.compiler.backends.smt.text import FALSE, TRUE, conj, disj, integer, neg, rational
from waterdicht.runtime.values import Periods


@dataclass(frozen=True, slots=True)
class Truth:
    """A formula. INVARIANT: inside a Term it is true only where the term has a value, so it reads "surely true"."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number: an Int term that counts parts of one `scale`-th, or a Real term; with bounds of its value that are known beforehand (None: not known).

    Amounts times constants stay Int this way: a quarter of a cent is 1 at scale 4. The scale of a Real term is 1. Of a choice between two
    numbers `branches` holds the condition and both, so that an amount times a rate chosen among constants stays linear.
    """

    text: str
    real: bool
    least: Fraction | None
    greatest: Fraction | None
    scale: int = 1
    branches: tuple[str, Number, Number] | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """An option of an enumeration, as its index."""

    text: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word that only an operator reads, such as the unit of a term."""

    word: str


@dataclass(frozen=True, slots=True)
class Month:
    """Months since year 0: a symbol plus a constant; the symbol is empty for a constant month."""

    base: str
    offset: int


@dataclass(frozen=True, slots=True)
class Written:
    """A day by month and day of the month; `least` and `greatest` are day numbers it certainly lies between."""

    month: Month
    day: str
    least: int
    greatest: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A day known by its day number (proleptic Gregorian, as `date.toordinal`)."""

    number: str
    least: int
    greatest: int


@dataclass(frozen=True, slots=True)
class Shifted:
    """The day `days` days after another, which is not itself shifted."""

    base: Written | Counted | Chosen
    days: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """One of two days."""

    condition: str
    then: Day
    otherwise: Day


Day = Written | Counted | Shifted | Chosen


@dataclass(frozen=True, slots=True)
class Span:
    """A period by its first and last day."""

    begin: Day
    end: Day


@dataclass(frozen=True, slots=True)
class FactSpells:
    """The set of days of a fact, by the name of the fact."""

    name: str


@dataclass(frozen=True, slots=True)
class ListedSpells:
    """A set of days that is written out."""

    periods: Periods


@dataclass(frozen=True, slots=True)
class ChosenSpells:
    """One of two sets of days."""

    condition: str
    then: Spells
    otherwise: Spells


Spells = FactSpells | ListedSpells | ChosenSpells


@dataclass(frozen=True, slots=True)
class Elements:
    """A list fact: its full name, the kind of its elements, and its length."""

    name: str
    kind: str
    at_most: int
    length: str


@dataclass(frozen=True, slots=True)
class FactSeries:
    """The monthly series of a fact: its full name, and the least and greatest of each month (0 and 1 for ja/nee, cents for amounts)."""

    name: str
    least: int
    greatest: int


Shape = Truth | Number | Option | Word | Day | Span | Spells | Elements | FactSeries


@dataclass(frozen=True, slots=True)
class Term:
    """What an expression becomes. INVARIANT: at most one of `fault`, `unknown` and `absent` holds; with none the shape is its value."""

    shape: Shape
    fault: str = FALSE
    unknown: str = FALSE
    absent: str = FALSE


def there(term: Term) -> str:
    """That a term has a value."""
    return conj(neg(term.fault), neg(term.unknown), neg(term.absent))


def with_absence_as_fault(term: Term) -> Term:
    """An argument of a strict operator: absence becomes a fault."""
    return Term(term.shape, disj(term.fault, term.absent), term.unknown)


def truth(term: Term) -> str:
    """The formula of a yes/no term: that it is surely true."""
    match term.shape:
        case Truth(text):
            return text
        case _:
            raise TypeError("a condition has the type ja/nee")


def surely_false(term: Term) -> str:
    """That a yes/no term has the value false."""
    return conj(neg(truth(term)), there(term))


def condition(text: str, fault: str = FALSE, unknown: str = FALSE, absent: str = FALSE) -> Term:
    """A yes/no term whose formula is made to hold only where there is a value."""
    return Term(Truth(conj(text, neg(fault), neg(unknown), neg(absent))), fault, unknown, absent)


def constant(value: Fraction | int) -> Number:
    """A number that is known beforehand."""
    exact = Fraction(value)
    return Number(integer(exact.numerator), False, exact, exact, exact.denominator)


def known_number(number: Number) -> Fraction | None:
    """The value of a number that is known beforehand, else None."""
    return number.least if number.least == number.greatest else None


def as_real(number: Number) -> Number:
    """The same number with sort Real."""
    if number.real:
        return number
    value = known_number(number)
    if value is not None:
        return Number(rational(value), True, value, value)
    parts = f"(to_real {number.text})"
    return Number(parts if number.scale == 1 else f"(* {rational(Fraction(1, number.scale))} {parts})", True, number.least, number.greatest)


def as_int(number: Number) -> Number:
    """The same number with sort Int and scale 1; only for numbers that are whole."""
    if not number.real and number.scale == 1:
        return number
    return Number(floor_text(number), False, number.least, number.greatest)


def floor_text(number: Number) -> str:
    """The greatest whole number that is not more, as an Int term: SMT-LIB rounds down as Python does, for divisors above 0."""
    if number.real:
        return f"(to_int {number.text})"
    return number.text if number.scale == 1 else f"(div {number.text} {number.scale})"


ALWAYS = Term(Truth(TRUE))
NEVER = Term(Truth(FALSE))
