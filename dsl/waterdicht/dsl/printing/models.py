"""What a model leaves open, and what an ordinance makes of it, as lines of text."""

from __future__ import annotations

from typing import assert_never

from waterdicht.dsl import tree
from waterdicht.dsl.printing.declarations import clauses, quoted, type_text
from waterdicht.dsl.printing.expressions import UNIT, VALUE, at, references_text, step_text, text
from waterdicht.dsl.printing.layout import sentence


def parameter_lines(declared: tree.ParameterDeclaration, indent: int) -> list[str]:
    """`parameter x : weken "in gewone taal", ten minste 1 week, voorbeeld 5 weken.`"""
    kind = declared.type if isinstance(declared.type, str) else type_text(declared.type)
    said = [
        *([f"ten minste {at(VALUE, declared.minimum)}"] if declared.minimum else []),
        *([f"ten hoogste {at(VALUE, declared.maximum)}"] if declared.maximum else []),
        *([f"voorbeeld {at(VALUE, declared.example)}"] if declared.example else []),
    ]
    return clauses(f"parameter {declared.name} : {kind}{quoted(declared.text)}", said, indent)


def choice_lines(declared: tree.ChoiceDeclaration, indent: int) -> list[str]:
    """`keuze k : a "eerste" of b "tweede".`"""
    connective = " en/of " if declared.several else " of "
    options = [f"{option.name}{quoted(option.text)}" for option in declared.options]
    return sentence(f"keuze {declared.name}{quoted(declared.text)} : {connective.join(options)}", indent)


def adaptation_lines(said: tree.Adaptation, indent: int) -> list[str]:
    """One sentence about what becomes of the model."""
    match said:
        case tree.Follows(model, only):
            return sentence(f"volgt model {model}" + (f" alleen voor {references_text(only)}" if only else ""), indent)
        case tree.Fill(name, value):
            return sentence(f"vult parameter {name} in met {at(VALUE, value)}", indent)
        case tree.LeaveOpen(name):
            return sentence(f"laat parameter {name} open", indent)
        case tree.Choose(options, choice):
            return sentence(f"kiest {' en '.join(options)} voor {choice}", indent)
        case tree.LeaveOut(places, departs):
            return sentence(f"laat {_places_text(places)} {'vervallen' if departs else 'weg'}", indent)
        case tree.Keep(places):
            return sentence(f"behoudt {_places_text(places)}", indent)
        case tree.Renumber(place, to):
            return sentence(f"vernummert {_places_text((place,))} tot {step_text(to)}", indent)
        case tree.ReplaceItem(place, condition, unless):
            exception = f" tenzij {text(unless)}" if unless else ""
            return sentence(f"vervangt {_places_text((place,))} door {at(UNIT, condition) if unless else text(condition)}{exception}", indent)
        case _:
            assert_never(said)


def _places_text(places: tuple[tree.Place, ...]) -> str:
    texts = [" ".join(map(step_text, place.steps)) + (f" zin {place.sentence}" if place.sentence else "") for place in places]
    return " en ".join(texts)
