"""A small ordinance with a known set of scenarios and theorems: which change of it is noticed by what is worked out by hand."""

from __future__ import annotations

from functools import cache

from waterdicht.dsl.parser import parse_text
from waterdicht.dsl.tree import SourceFile
from waterdicht.mutants.corpus import Corpus, corpus
from waterdicht.mutants.judge import Judgement, judge
from waterdicht.mutants.mutants import Mutant, mutants
from waterdicht.mutants.proofs import Known, known_of
from waterdicht.verifier.verify import verify

TEXT = """taal 1.
begrippen woorden "Woorden"
soort persoon.
feit persoon.a : ja/nee.
feit persoon.b : ja/nee.
feit persoon.c : ja/nee.
feit persoon.geboortedatum : datum.
besluit hulp.
besluit premie.
verordening stad "Stad"
geldig vanaf 1 januari 2024.
gebruikt woorden.
artikel 1 "grond"
college mag hulp toekennen als persoon.a.
artikel 2 "achttien jaar"
college mag hulp uitsluitend toekennen als leeftijd van persoon is ten minste 18 jaar.
artikel 3 "zegt niets naast artikel 2"
college mag hulp uitsluitend toekennen als leeftijd van persoon is ten minste 16 jaar.
artikel 4 "recht"
college moet premie toekennen als persoon.b.
artikel 5 "geen recht"
college moet premie weigeren als niet persoon.b.
artikel 6 "uitzondering op het laatste artikel"
in afwijking van artikel 7, college mag hulp weigeren als persoon.c.
artikel 7 "weigering"
college mag hulp weigeren als persoon.b en persoon.c.
scenario's over_stad
scenario "met de grond" over stad op 1 mei 2024
gegeven persoon.a is ja; persoon.b is nee; persoon.c is nee; persoon.geboortedatum is 4 mei 1990;
verwacht besluit hulp : mag toekennen.
scenario "zonder de grond" over stad op 1 mei 2024
gegeven persoon.a is nee; persoon.b is nee; persoon.c is nee; persoon.geboortedatum is 4 mei 1990;
verwacht besluit hulp : geen grondslag.
stellingen over_stad
stelling volwassen "wie hulp krijgt is achttien" over stad
als besluit hulp is mogelijk dan leeftijd van persoon is ten minste 18 jaar.
"""


@cache
def town() -> Corpus:
    """The ordinance, compiled."""
    file, problems = parse_text(TEXT, "stad.norm")
    assert file is not None, problems
    return corpus((file,))


@cache
def known() -> Known:
    """What theorems and checks say of it."""
    model = town().whole.model
    assert model is not None
    return known_of(verify(model, jobs=1))


def files() -> tuple[SourceFile, ...]:
    """The ordinance as read."""
    return town().files


def every() -> tuple[Mutant, ...]:
    """All its mutants."""
    return mutants(files(), "stad")


def fate(mutant: Mutant, *, proofs: bool = True) -> Judgement:
    """What becomes of one."""
    return judge(mutant, town(), known() if proofs else None)
