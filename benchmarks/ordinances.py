"""Ordinances that nobody adopted: each follows the model of the VNG with values, choices and left-out parts drawn by a seed, some with a conflict planted.

What is drawn is admissible: a value within the bounds of the model, an option of each choice, a facultative part that the rest can do without.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from waterdicht.compiler.models.parameters import ParameterInfo, infos
from waterdicht.compiler.models.places import facultative_keys
from waterdicht.compiler.models.presence import Piece
from waterdicht.compiler.types import Scalar
from waterdicht.compiler.upon import Ground
from waterdicht.dsl import tree
from waterdicht.runtime.words import date_words

MODEL = "vng_model"
PLANTED_SHARE = 10
"""One ordinance in so many has a conflict planted."""
LEFT_OUT_SHARE = 4
"""One facultative part in so many is left out."""
NEEDED = frozenset({"vng_model/artikel-5", "vng_model/artikel-1/onderdeel-h"})
"""Facultative parts that the rest of the model cannot do without, and it says so (W257)."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of conflict: the article that brings it, the check that must find it, and at which address in the ordinance."""

    name: str
    text: str
    check: str
    place: str


KINDS = (
    Kind("outside the bounds", "  verordening.duur_eerste_keer bedraagt 4 maanden.", "buiten-de-grenzen", "artikel-90"),
    Kind("impossible together", "  verordening.duur_eerste_keer bedraagt 3 maanden.", "onverenigbaar-met-de-wet", "artikel-90"),
    Kind("stricter than the law", "  college moet beschut_werk weigeren als persoon.ontvangt_uwv_uitkering.", "strenger-dan-de-wet", "artikel-90"),
)


@dataclass(frozen=True, slots=True)
class Ordinance:
    """An ordinance as text, and the conflict that was planted in it, if any."""

    name: str
    text: str
    planted: Kind | None


def ordinances(below: Ground, count: int, seed: int = 1) -> Iterator[Ordinance]:
    """So many ordinances. The same count, seed and model give the same texts; a larger count begins with the same ordinances."""
    laid = below.models[MODEL]
    parameters = infos(laid.document.parameters, below.words)[0]
    for index in range(count):
        drawn = random.Random(f"{seed} {index}")  # noqa: S311  # not for secrets
        planted = KINDS[index // PLANTED_SHARE % len(KINDS)] if index % PLANTED_SHARE == PLANTED_SHARE // 2 else None
        name = f"gemeente_{index + 1:04d}"
        yield Ordinance(name, text_of(name, laid.document, parameters, laid.pieces, drawn, planted), planted)


def text_of(  # what an ordinance is made of
    name: str, model: tree.RegulationDocument, parameters: Mapping[str, ParameterInfo], pieces: Sequence[Piece], drawn: random.Random, planted: Kind | None
) -> str:
    """One ordinance in the norm language."""
    lines = [f'taal 1.\n\nverordening {name} "Verordening re-integratie (verzonnen gemeente)"', "  geldig vanaf 1 juli 2023.", "  in werking op 1 juli 2023."]
    lines += ["  bekendmaking onbekend.", f"  volgt model {MODEL}."]
    lines += [f"  vult parameter {each.name} in met {literal(each, drawn)}." for each in parameters.values()]
    lines += [f"  kiest {drawn.choice(each.options).name} voor {each.name}." for each in model.choices]
    lines += [f"  laat {place} weg." for place in left_out(pieces, drawn)]
    if planted is not None:
        lines += ["", 'artikel 90 "Wat deze gemeente toevoegt" [nieuw]', planted.text]
    return "\n".join(lines) + "\n"


def left_out(pieces: Sequence[Piece], drawn: random.Random) -> list[str]:
    """The places of facultative parts that are left out; what is left out together is named in full."""
    groups: dict[frozenset[object], list[str]] = {}
    for piece in pieces:
        keys = facultative_keys((piece,))
        if keys and piece.place not in NEEDED:
            groups.setdefault(frozenset(keys), []).append(in_words(piece))
    return [" en ".join(dict.fromkeys(places)) for places in groups.values() if drawn.randrange(LEFT_OUT_SHARE) == 0]


def in_words(piece: Piece) -> str:
    """The place of a piece as an ordinance names it."""
    steps = " ".join(step.replace("-", " ", 1) for step in piece.place.split("/")[1:])
    return f"{steps} zin {piece.number}" if piece.number else steps


def literal(parameter: ParameterInfo, drawn: random.Random) -> str:
    """A value within the bounds of a parameter: the example of the model, or one at a third or two thirds between its bounds."""
    least, most = parameter.minimum, parameter.maximum
    if isinstance(least, date) and isinstance(most, date):
        return date_words(drawn.choice((least, date(2024, 1, 1), date(2025, 1, 1))))
    scale = 100 if parameter.type is Scalar.PERCENTAGE else 1
    assert isinstance(least, int | Fraction)
    assert isinstance(most, int | Fraction)
    values = [int(least * scale + (most - least) * scale * third / 3) for third in (1, 2)]
    example = parameter.example
    value = drawn.choice([*values, int(example * scale) if isinstance(example, int | Fraction) else values[0]])
    return written(parameter, value)


def written(parameter: ParameterInfo, value: int) -> str:
    """A value as the language writes it: a number of units, eurocents, per cents, or just a number."""
    if parameter.unit:
        return f"{value} {plural(parameter.unit, value)}"
    if parameter.type is Scalar.MONEY:
        return f"€ {value // 100},{value % 100:02d}"
    return f"{value}%" if parameter.type is Scalar.PERCENTAGE else str(value)


def plural(unit: str, value: int) -> str:
    """A unit after a number."""
    singular = {"maanden": "maand", "weken": "week", "werkdagen": "werkdag", "dagen": "dag"}
    return singular.get(unit, unit) if value == 1 else unit


def write(found: Sequence[Ordinance], folder: Path) -> list[Path]:
    """Each ordinance in a file of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for each in found:
        path = folder / f"{each.name}.norm"
        path.write_text(each.text, encoding="utf-8")
        paths.append(path)
    return paths
