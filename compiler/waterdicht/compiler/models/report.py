"""Diagnostics about text that stands in a model but was read as part of an ordinance: each once, and with where it is followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from waterdicht.compiler.addresses import regulation_of
from waterdicht.compiler.models.instantiate import Following, Instances
from waterdicht.dsl.diagnostics import Diagnostic
from waterdicht.dsl.source import Span


def placed(problems: Iterable[Diagnostic], instances: Instances) -> Iterator[Diagnostic]:
    """What is wrong with the model itself is told of the model alone; what is wrong only in an ordinance names the ordinance too."""
    every = tuple(problems)
    of_model = {(each.code, each.span) for each in every if regulation(each) in instances.models}
    for each in every:
        several = [following for following in instances.followers if following.name == regulation(each)]
        if not several or any(is_own(each.span, following) for following in several):
            yield each
        elif (each.code, each.span) not in of_model:
            yield replace(each, related=(*each.related, *(following.follows for following in several)))


def is_own(span: Span, following: Following) -> bool:
    """Whether a place lies in the text of the ordinance itself."""
    return span.file == following.follows.file and following.first <= span.line < following.end


def regulation(diagnostic: Diagnostic) -> str:
    """The regulation that a diagnostic is about, without its version."""
    return regulation_of(diagnostic.address).partition("@")[0]
