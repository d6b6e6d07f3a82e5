"""Terminals that carry a value: what a name, a number, an amount or a date in the text stands for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import get_args

from waterdicht.dsl import tree
from waterdicht.dsl.build.parts import Text, Word, refuse
from waterdicht.dsl.codes import Code
from waterdicht.dsl.source import Span

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip

_SINGULARS: dict[str, tree.Unit] = {"maand": "maanden", "dag": "dagen", "week": "weken", "werkdag": "werkdagen"}
_PLURALS: dict[str, tree.Unit] = {unit: unit for unit in get_args(tree.Unit)}

_LONGEST_NUMBER = 40
CENT_DIGITS = 2


def name(written: str, span: Span) -> tree.Name:
    return tree.Name(written, span=span)


def text(written: str, span: Span) -> Text:
    return Text(written[1:-1], span)


def decimal(written: str, span: Span) -> Fraction:
    """A number as the law writes it: `1.234,5`. Longer ones than any law holds are refused: reading them takes ever more time."""
    if len(written) > _LONGEST_NUMBER:
        dutch, english = f"een getal van ten hoogste {_LONGEST_NUMBER} tekens", f"a number of at most {_LONGEST_NUMBER} characters"
        raise refuse(Code.UNEXPECTED_TEXT, span, found=f"{written[:20]}…", expected=dutch, expected_en=english)
    return Fraction(written.replace(".", "").replace(",", "."))


def number(written: str, span: Span) -> tree.Number:
    return tree.Number(decimal(written, span), span=span)


def percentage(written: str, span: Span) -> tree.Percentage:
    return tree.Percentage(decimal(written[:-1], span) / 100, span=span)


def money(written: str, span: Span) -> tree.Money:
    """An amount in whole eurocents, with two decimals or none."""
    _, comma, cents = written.partition(",")
    if comma and cents != "-" and len(cents) != CENT_DIGITS:
        dutch, english = "een bedrag met twee decimalen of zonder, zoals € 300,00", "an amount with two decimals or none, such as € 300,00"
        raise refuse(Code.UNEXPECTED_TEXT, span, found=written[:_LONGEST_NUMBER], expected=dutch, expected_en=english)
    return tree.Money(int(decimal(written[1:].strip().removesuffix(",-"), span) * 100), span=span)


def day(written: str, span: Span) -> tree.DateLiteral:
    """The date, or a refusal: 30 februari exists in no year."""
    number_of_day, month, year = written.split()
    try:
        return tree.DateLiteral(date(int(year), MONTHS.index(month) + 1, int(number_of_day)), span=span)
    except ValueError:
        raise refuse(Code.IMPOSSIBLE_DATE, span, date=" ".join(written.split())) from None


def yes_no(written: str, span: Span) -> tree.YesNo:
    return tree.YesNo(written == "ja", span=span)


def this_day(written: str, span: Span) -> tree.ThisDay:
    del written
    return tree.ThisDay(span=span)


def this_month(written: str, span: Span) -> tree.ThisMonth:
    del written
    return tree.ThisMonth(span=span)


def month(written: str, span: Span) -> tree.MonthsLiteral:
    """One month, or a refusal: there is no year 0."""
    name_of_month, year = written.split()
    if int(year) == 0:
        raise refuse(Code.IMPOSSIBLE_DATE, span, date=" ".join(written.split()))
    first = date(int(year), MONTHS.index(name_of_month) + 1, 1)
    return tree.MonthsLiteral(first, first, span=span)


def keyword(kind: str) -> Callable[[str, Span], Word]:
    """Makes the keyword of a terminal whose words matter, with single spaces and without a leading comma."""

    def make(written: str, span: Span) -> Word:
        return Word(kind, " ".join(written.removeprefix(",").split()), span)

    return make


def unit(written: str) -> tree.Unit:
    """The unit of a quantity as the tree names it: always the plural, except `jaar`."""
    return _SINGULARS.get(written) or _PLURALS[" ".join(written.split())]


VALUES: dict[str, Callable[[str, Span], object]] = {
    "NAME": name, "VERSIONED": name, "STRING": text, "NUMBER": number, "PERCENTAGE": percentage, "MONEY": money, "DATE": day,
    "YES_NO": yes_no, "THIS_DAY": this_day, "THIS_MONTH": this_month, "MONTH": month,
}  # fmt: skip

# Keywords that stand for a choice the tree records; all other keywords only separate and are dropped.
WORDS = frozenset({
    "REGULATION_KIND", "LEVEL", "ARTICLE_WITHOUT_NUMBER", "LABEL", "ITEM_LABEL", "SUB_LABEL", "IDENTIFIER",
    "IDENTIFIER_KIND", "HEADER_DAY", "ONDER", "UP_TO",
    "THIS_REGULATION", "EN", "OF", "IS", "COMPARATOR", "ABSENT", "IS_FILLED_IN",
    "AFTER", "BEFORE", "LASTS", "THROUGHOUT", "EVER_IN", "ROUNDING_UNIT", "ROUNDING_DIRECTION",
    "PLUS", "MINUS", "TIMES", "DIVIDED_BY", "PART_OF", "DAYS_OF", "QUANTIFIER",
    "EXTREME", "LIST_KIND", "STATUS", "PHASE", "VERB", "MODALITY", "PERFORMS", "IN_FORCE", "REGULATES", "ONLY", "EX_OFFICIO", "ON_APPLICATION",
    "UNIT", "EXCLUSIONS",
    "UNDER_THE_LAW", "AT_MOST_AT_LEAST", "BOUND", "DEFINITION_KIND", "FRAME", "ASPECT", "REGULATE_IN",
    "SUBJECT_KIND", "CONSEQUENCE", "OPTIONAL", "TYPE", "RATE_PER", "CHOICE_FROM",
    "LIST_OF", "MONTHLY", "A_CALENDAR_YEAR", "ORDER_KEY", "FAVOURABLE", "CONTINUES", "AND_OR", "GONE", "SENTENCE_AT",
})  # fmt: skip
