"""The words, in Dutch and English, for errors in facts and for faults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from waterdicht.runtime.fact_types import FactError, FactErrorCode
from waterdicht.runtime.values import Fault, FaultCode

Language: TypeAlias = Literal["nl", "en"]
_Texts: TypeAlias = tuple[str, str]

FACT_ERROR_TEXTS: Final[Mapping[FactErrorCode, _Texts]] = {
    "ongeldige_json": ("dit is geen geldige JSON: {0}", "this is not valid JSON: {0}"),
    "geen_object": ("hier hoort een object te staan, geen {0}", "expected an object, not {0}"),
    "dubbele_sleutel": ("{0} staat er meer dan één keer", "{0} occurs more than once"),
    "onbekend_feit": ("{0} is geen bekend feit{1}", "{0} is not a known fact{1}"),
    "niet_optioneel": ("dit feit mag niet null zijn; laat het weg als het onbekend is", "this fact cannot be null; leave it out when it is unknown"),
    "verkeerde_vorm": ("verwacht: {0} ({2}); gevonden: {1}", "expected: {0} ({2}); found: {1}"),
    "drijvende_komma": (
        'schrijf een getal met decimalen als tekst, zoals "12.5": anders is het niet exact',
        'write a number with decimals as a string, such as "12.5": otherwise it is not exact',
    ),
    "getal_te_groot": ("het getal heeft meer dan {0} cijfers", "the number has more than {0} digits"),
    "gebroken_cent": ("een bedrag heeft ten hoogste twee decimalen", "an amount has at most two decimals"),
    "ongeldige_datum": ("{0} bestaat niet in de kalender", "{0} does not exist in the calendar"),
    "datum_buiten_kalender": ("{0} ligt buiten de kalender (1901 tot en met 2199)", "{0} lies outside the calendar (1901 to 2199)"),
    "einde_voor_begin": ("de periode eindigt vóór haar begin", "the period ends before it begins"),
    "onbekende_optie": ("{0} is geen van de opties: {1}", "{0} is none of the options: {1}"),
    "te_veel_elementen": ("{0} elementen; ten hoogste {1} toegestaan", "{0} elements; at most {1} allowed"),
    "buiten_bereik": ("buiten het bereik van {0} tot en met {1}", "outside the range from {0} to {1}"),
    "niet_exact": ("de waarde is niet exact te schrijven in deze vorm", "the value cannot be written exactly in this form"),
}

FAULT_TEXTS: Final[Mapping[FaultCode, _Texts]] = {
    "ontbrekende_waarde": ("er is een waarde nodig die ontbreekt", "a value is needed that is absent"),
    "deling_door_nul": ("er wordt door nul gedeeld", "division by zero"),
    "datum_buiten_kalender": ("een datum ligt buiten de kalender (1901 tot en met 2199)", "a date lies outside the calendar (1901 to 2199)"),
    "buiten_feestdagentabel": (
        "een termijn ligt buiten de jaren waarvoor feestdagen bekend zijn (2015 tot en met 2045)",
        "a term lies outside the years for which holidays are known (2015 to 2045)",
    ),
    "geen_waarde": ("geen enkele regel geeft de waarde", "no rule gives the value"),
    "dubbele_waarde": ("meer dan één regel geeft de waarde, zonder voorrang", "more than one rule gives the value, without priority"),
    "waarde_buiten_geldigheid": ("op deze datum geldt geen waarde", "no value is valid on this date"),
    "gebroken_cent": (
        "de uitkomst bevat een deel van een cent en er is geen afronding geregeld",
        "the outcome has a fraction of a cent and no rounding is laid down",
    ),
}

_FORMS: Final[Mapping[str, _Texts]] = {
    "ja/nee": ("true of false", "true or false"),
    "getal": ("een geheel getal", "a whole number"),
    "maandental": ("een geheel aantal maanden", "a whole number of months"),
    "dagental": ("een geheel aantal dagen", "a whole number of days"),
    "decimaal": ('tekst zoals "12.5" of een geheel getal', 'a string such as "12.5" or a whole number'),
    "percentage": ('tekst zoals "12.5" voor 12,5% of een geheel getal', 'a string such as "12.5" for 12.5% or a whole number'),
    "bedrag": ('euro\'s als tekst zoals "300.00" of een geheel getal', 'euros as a string such as "300.00" or a whole number'),
    "datum": ('tekst zoals "2024-03-31"', 'a string such as "2024-03-31"'),
    "periode": ('{"van": datum, "tot_en_met": datum}', '{"van": date, "tot_en_met": date}'),
    "perioden": ('een lijst van perioden of dagen, zoals ["2024-03-01"]', 'a list of periods or days, such as ["2024-03-01"]'),
    "ja/nee per maand": ('een lijst van maanden zoals ["2024-03", "2024-04"]', 'a list of months such as ["2024-03", "2024-04"]'),
    "getal per maand": ('een object zoals {"2024-03": 12}', 'an object such as {"2024-03": 12}'),
    "bedrag per maand": ('een object zoals {"2024-03": "300.00"}', 'an object such as {"2024-03": "300.00"}'),
    "keuze": ("een van de opties als tekst", "one of the options as a string"),
    "lijst": ("een lijst van objecten", "a list of objects"),
}


def fact_error_text(error: FactError, language: Language) -> str:
    """The message of an error in facts, without its place."""
    arguments = error.arguments
    if error.code == "onbekend_feit":
        name, *nearest = arguments
        hint = ("; bedoelt u {}?", "; did you mean {}?")[_column(language)]
        arguments = (name, hint.format(nearest[0]) if nearest else "")
    if error.code == "verkeerde_vorm":
        arguments = (*arguments, _FORMS[arguments[0]][_column(language)])
    return FACT_ERROR_TEXTS[error.code][_column(language)].format(*arguments)


def fault_text(fault: Fault, language: Language) -> str:
    """The message of a fault, without its address."""
    return FAULT_TEXTS[fault.code][_column(language)]


def _column(language: Language) -> int:
    return 0 if language == "nl" else 1
