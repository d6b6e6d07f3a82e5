"""A law, a model and ordinances that follow it, for the tests of many regulations upon one law."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from waterdicht.compiler.upon import ground
from waterdicht.verifier.many import Desk
from waterdicht.verifier.results import Result
from waterdicht.verifier.sharing import Shared

LAW = """taal 1.

begrippen woorden "Woorden"
soort persoon.
feit persoon.bijstand : ja/nee "Ontvangt de persoon bijstand?".
feit persoon.leeftijd : getal, van 0 tot en met 120.
feit persoon.ziek : ja/nee "Is de persoon ziek?".
besluit premie "een premie", door college.

wet hoofdwet "Hoofdwet"
  geldig vanaf 1 januari 2020.
  gebruikt woorden.
artikel 1
  bij premie is deze regeling minimum.
  college moet premie toekennen als persoon.bijstand.

model modelregeling "Model"
  geldig vanaf 1 januari 2020.
  gebruikt hoofdwet.
  parameter grens : getal "vanaf welke leeftijd", ten minste 0, ten hoogste 200.
artikel 1
  college moet premie toekennen als persoon.bijstand.
artikel 2
  college moet premie weigeren als persoon.leeftijd is meer dan parameter grens.
"""


def ordinance(name: str, limit: int, more: str = "") -> str:
    """An ordinance that follows the model."""
    header = f'taal 1.\n\nverordening {name} "Regels van {name}"\n  geldig vanaf 1 januari 2020.\n  volgt model modelregeling.\n'
    return f"{header}  vult parameter grens in met {limit}.\n{more}"


NEW = 'artikel 3 "Nieuw" [nieuw]\n  college moet premie weigeren als persoon.ziek.\n'


def written(folder: Path, texts: dict[str, str]) -> tuple[list[str], list[str]]:
    """The law and the ordinances as files."""
    law = folder / "law.norm"
    law.write_text(LAW, encoding="utf-8")
    paths = []
    for name, text in texts.items():
        paths.append(str(folder / f"{name}.norm"))
        Path(paths[-1]).write_text(text, encoding="utf-8")
    return [str(law)], paths


FIVE = {
    "aalten": ordinance("aalten", 60),
    "breda": ordinance("breda", 60),
    "zwolle": ordinance("zwolle", 60),
    "delft": ordinance("delft", 150),
    "ede": ordinance("ede", 60, NEW),
}
"""Three that differ in name alone, on both sides of the law by name; one with a limit beyond every age; one with a refusal more."""


def in_full(results: Sequence[Result]) -> str:
    """Everything in some results, also what does not count when two are compared."""
    return repr([(each, each.span) for each in results])


def desk(below: list[str]) -> Desk:
    """A fresh desk."""
    made, _ = ground(below)
    assert made is not None
    return Desk(made, Shared())
