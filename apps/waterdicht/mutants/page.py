"""The page for readers: what was done, the counts, and every survivor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from waterdicht.mutants.report import Judged, Run, by_regulation, survivors, table

INTRODUCTION: Final = """\
<!-- Made by `make mutants`; change policies/, not this file. -->

# Wordt een verandering in de regels opgemerkt?

Van elke regeling is telkens één ding veranderd, en gekeken of dat wordt opgemerkt: door `check`, door een scenario, door een stelling of
door een controle. Wat niet wordt opgemerkt, betekent hetzelfde (dat is dan bewezen), of de scenario's en stellingen zien daar iets over het
hoofd. [Hoe dit werkt](how-to/measure-scenarios.md)."""


def page(run: Run, judged: Sequence[Judged]) -> str:
    """The whole page."""
    lines = [INTRODUCTION, "", sample_words(run), "", *table(run, judged), "", *legend(run), ""]
    for name, mine in by_regulation(run, judged):
        left = survivors(mine)
        if left:
            lines += [f"## {name}: niet opgemerkt", "", *left, ""]
    return "\n".join(lines).rstrip()


def sample_words(run: Run) -> str:
    """How many mutants were taken."""
    if run.size:
        return f"Steekproef: hoogstens {run.size} veranderingen van elke regeling, uit alle die er zijn (seed {run.seed})."
    return "Alle veranderingen die er zijn."


def legend(run: Run) -> list[str]:
    """What the columns mean."""
    asked = "" if run.proofs else " In deze run zijn stellingen en controles niet gevraagd."
    words = (
        "De score is wat is opgemerkt (check, scenario, stelling, controle) van wat compileert en niet gelijkwaardig is; onbeslist telt als niet "
        "opgemerkt. *Gelijkwaardig* is bewezen: geen geval heeft een andere uitkomst, waarde, omschrijving of verplichting. *In plicht* telt hoeveel "
        "van wat overleeft alleen anders is in een verplichting of haar termijn."
        f"{asked}"
    )
    return [words]
