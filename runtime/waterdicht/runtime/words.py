"""Values as a Dutch (or English) reader writes them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, Final

from waterdicht.runtime.fact_messages import Language, fault_text
from waterdicht.runtime.fact_types import MONTHLY, decimal_text
from waterdicht.runtime.months import month_number
from waterdicht.runtime.values import ABSENT, UNKNOWN, Fault, InMonth, Period

MONTHS: Final = {
    "nl": ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
}
_UNITS: Final = {
    "maandental": {"nl": ("maand", "maanden"), "en": ("month", "months")},
    "dagental": {"nl": ("dag", "dagen"), "en": ("day", "days")},
}


def value_words(value: Any, kind: str = "", language: Language = "nl") -> str:
    """A value in words. `kind` is that of `fact_types.Kind` ("" when not known): it tells money from other numbers."""
    dutch = language == "nl"
    match value:
        case bool():
            return ("ja" if value else "nee") if dutch else ("yes" if value else "no")
        case _ if value is UNKNOWN:
            return "onbekend" if dutch else "unknown"
        case _ if value is ABSENT:
            return "ontbreekt" if dutch else "absent"
        case Fault():
            return f"fout: {fault_text(value, language)}" if dutch else f"fault: {fault_text(value, language)}"
        case int() | Fraction():
            return number_words(value, kind, language)
        case date():
            return date_words(value, language)
        case Period(begin, end):
            return f"{date_words(begin, language)} {'tot en met' if dutch else 'up to and including'} {date_words(end, language)}"
        case tuple():
            return list_words(value, kind, language)
        case _:
            return str(value)


def date_words(day: date, language: Language = "nl") -> str:
    """`1 juli 2023`."""
    return f"{day.day} {MONTHS[language][day.month - 1]} {day.year}"


def number_words(number: int | Fraction, kind: str, language: Language = "nl") -> str:
    """`€ 3.398,00`, `12,5%`, `2 maanden`; a number without finite decimals as a fraction."""
    if kind == "bedrag":
        return money_words(number, language)
    if kind == "percentage":
        return f"{decimal_words(number * 100, language)}%"
    text = decimal_words(number, language)
    one, more = _UNITS.get(kind, {}).get(language, ("", ""))
    return f"{text} {one if number == 1 else more}" if one else text


def money_words(cents: int | Fraction, language: Language = "nl") -> str:
    """Eurocents as euros with at least two decimals."""
    if Fraction(cents).denominator != 1:
        return f"€ {decimal_words(Fraction(cents) / 100, language)}"
    euros, rest = divmod(abs(int(cents)), 100)
    amount = f"{euros:,}.{rest:02d}"
    return f"{'-' if cents < 0 else ''}€ {amount.translate(str.maketrans(',.', '.,')) if language == 'nl' else amount}"


def decimal_words(number: int | Fraction, language: Language) -> str:
    """An exact decimal, or a fraction when there is none."""
    text = decimal_text(number)
    if text is None:
        return str(number)
    return text.replace(".", ",") if language == "nl" else text


def list_words(values: tuple[Any, ...], kind: str, language: Language) -> str:
    """Periods one by one; of other lists only how many elements there are."""
    if kind in MONTHLY or any(isinstance(value, InMonth) for value in values):
        return months_words(values, kind, language)
    if kind != "perioden" and not all(isinstance(value, Period) for value in values):
        return f"{len(values)} {'elementen' if language == 'nl' else 'elements'}"
    return "; ".join(value_words(value, "", language) for value in values) or ("geen" if language == "nl" else "none")


def months_words(entries: tuple[InMonth, ...], kind: str, language: Language) -> str:
    """`maart 2024 tot en met mei 2024: € 150,00; juli 2024: € 80,00`: neighbours that hold the same are taken together."""
    stretches: list[list[InMonth]] = []
    for entry in entries:
        last = stretches[-1][-1] if stretches else None
        if last is not None and month_number(entry.month) == month_number(last.month) + 1 and entry.value == last.value:
            stretches[-1].append(entry)
        else:
            stretches.append([entry])
    holds = {"bedrag per maand": "bedrag", "getal per maand": "getal"}.get(kind)
    texts = (stretch_words(stretch, language) + (f": {value_words(stretch[0].value, holds, language)}" if holds else "") for stretch in stretches)
    return "; ".join(texts) or ("geen" if language == "nl" else "none")


def stretch_words(stretch: list[InMonth], language: Language) -> str:
    """`maart 2024`, or `maart 2024 tot en met mei 2024`."""
    first, last = (f"{MONTHS[language][each.month.month - 1]} {each.month.year}" for each in (stretch[0], stretch[-1]))
    return first if len(stretch) == 1 else f"{first} {'tot en met' if language == 'nl' else 'up to and including'} {last}"
