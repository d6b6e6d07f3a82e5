"""Functions that read facts from JSON without a mistake: straight-line tests, and out on the first surprise.

They give what `waterdicht.runtime.facts_json` gives, or raise one of SURPRISES; that module reads all other JSON and says what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import assert_never

from waterdicht.compiler.backends.python.analysis import TODAY, Analysis
from waterdicht.compiler.backends.python.decisions import DecisionSource, used_facts
from waterdicht.compiler.backends.python.general import Names
from waterdicht.compiler.backends.python.layout import COMPARISON, OR, Code, Text, call, conditional, filled, infix, listed, prefix, row, statement
from waterdicht.compiler.backends.python.literals import literal
from waterdicht.compiler.backends.python.names import identifiers
from waterdicht.compiler.backends.python.specs import fact_type
from waterdicht.runtime.calendar import FIRST_YEAR, LAST_YEAR
from waterdicht.runtime.fact_types import TOO_LARGE, FactType

OUT = "        fall_out()"


@dataclass(frozen=True, slots=True)
class Read:
    """A fact, or a property of an element of a list: the variable for its value, its type, the source that gives this type.

    `element` is the function that reads the elements of a list; without one they are read by the runtime.
    """

    variable: str
    type: FactType
    source: str
    element: str = ""


def emit_read(source: DecisionSource, names: Names, analysis: Analysis) -> str:
    """The names of the facts of a decision, and the function that gives their values."""
    used = used_facts(source, analysis)
    reads = tuple(fact_read(name, names, analysis) for name in used if name != TODAY)
    unknown_day = " or deze_dag is None" if TODAY in used else ""
    return "\n".join(
        [
            filled(f"FEITEN_{source.name} = (", *row([repr(name) for name in used]), ""),
            f"NEEM_{source.name} = values_of(FEITEN_{source.name})",
            "",
            "",
            f"def lees_{source.name}(data: Any, deze_dag: date | None) -> Row:",
            f'    """{source.address}: de feiten uit JSON die volledig is en klopt."""',
            *taken_lines(f"NEEM_{source.name}", reads, unknown_day),
            *read_lines(reads),
            filled("return (", *row([names.facts[name] for name in used])),
        ]
    )


def fact_read(name: str, names: Names, analysis: Analysis) -> Read:
    """How a fact is read."""
    attribute = names.facts[name]
    return Read(attribute, fact_type(name, analysis.snapshot), f"SPECS[{name!r}].type", element_name(attribute))


def element_name(attribute: str) -> str:
    """The function that reads an element of the list in this attribute."""
    return f"element_{attribute}"


def emit_element(name: str, names: Names, analysis: Analysis) -> str:
    """The function that reads one element of a list."""
    type_ = fact_type(name, analysis.snapshot)
    function, variables = element_name(names.facts[name]), identifiers(type_.properties, names.taken)
    reads = tuple(Read(variables[each], known, f"SPECS[{name!r}].type.properties[{each!r}]") for each, known in type_.properties.items())
    return "\n".join(
        [
            filled(f"NEEM_{function} = values_of((", *row([repr(each) for each in type_.properties]), "") + ")",
            "",
            "",
            f"def {function}(data: Any) -> Mapping[str, Any]:",
            f'    """{name}: een element uit JSON die volledig is en klopt."""',
            *taken_lines(f"NEEM_{function}", reads),
            *read_lines(reads),
            filled("return {", [f"{each!r}: {variables[each]}" for each in type_.properties], ", ", "}"),
        ]
    )


def taken_lines(take: str, reads: tuple[Read, ...], strange: str = "") -> Iterator[str]:
    """Takes the JSON of each fact into its variable; with a name too many there is one too few, or one that is missing."""
    yield f"    if type(data) is not dict or len(data) != {len(reads)}{strange}:"
    yield OUT
    if reads:
        parts, separator, closing = row([each.variable for each in reads])
        yield filled("(", parts, separator, f"{closing} = {take}(data)")


def read_lines(reads: tuple[Read, ...]) -> Iterator[str]:
    """Tests every fact and puts its value in place of its JSON."""
    certain = [each for each in reads if each.type.kind == "ja/nee" and not each.type.optional]
    if certain:
        yield filled("if not (", [*(f"type({each.variable})" for each in certain), "bool"], " is ", "):")
        yield OUT
    for each in reads:
        if each not in certain:
            yield from fact_lines(each)


def fact_lines(read: Read) -> Iterator[str]:
    """Tests one fact and puts its value in place of its JSON."""
    wrong, value = wrong_and_value(read)
    if not read.type.optional or wrong is None:
        if wrong is not None:
            yield statement("if ", wrong) + ":"
            yield OUT
        yield from () if value is None else (statement(f"{read.variable} = ", value),)
        return
    yield f"    if {read.variable} is None:"
    yield f"        {read.variable} = ABSENT"
    yield statement("elif ", wrong) + ":"
    yield OUT
    yield from () if value is None else ("    else:", statement(f"{read.variable} = ", value, "        "))


def wrong_and_value(read: Read) -> tuple[Code | None, Code | None]:
    """When the JSON of a fact that is there is wrong, and its value where that is another; None for never, and for the JSON itself."""
    name, type_ = read.variable, read.type
    match type_.kind:
        case "ja/nee":
            return is_no("bool", name), None
        case "getal" | "maandental" | "dagental":
            return infix("or", OR, is_no("int", name), outside(name, *(literal(bound) for bound in whole_bounds(type_)))), None
        case "keuze":
            return infix("or", OR, is_no("str", name), infix("not in", COMPARISON, Text(name), listed(*map(literal, type_.options)))), None
        case "datum":
            first, last = (literal(bound.isoformat()) for bound in day_bounds(type_))
            return infix("or", OR, is_no("str", name), Text(f"{name}[7] != '-'", COMPARISON), outside(name, first, last)), call("to_day", Text(name))
        case "perioden":
            return is_no("list", name), unless_empty(name, call("read_spells", Text(name)))
        case "lijst" if read.element:
            too_many = () if type_.at_most is None else (Text(f"len({name}) > {type_.at_most}", COMPARISON),)
            wrong = is_no("list", name)
            elements = call("tuple", call("map", Text(read.element), Text(name)))
            return infix("or", OR, wrong, *too_many) if too_many else wrong, unless_empty(name, elements)
        case "ja/nee per maand" | "getal per maand" | "bedrag per maand":
            return None, call("read_known", Text(name), Text(read.source))
        case "decimaal" | "percentage" | "bedrag" | "periode" | "lijst":
            return None, call("read_known", Text(name), Text(read.source))
        case _:
            assert_never(type_.kind)


def unless_empty(name: str, value: Code) -> Code:
    """The value, or nothing at once for an empty list: the usual case."""
    return conditional(value, Text(name), Text("()"))


def is_no(kind: str, name: str) -> Code:
    """That a value is of another Python type: a bool is no int here."""
    return Text(f"type({name}) is not {kind}", COMPARISON)


def outside(name: str, lowest: Code, highest: Code) -> Code:
    """That a value lies outside its bounds."""
    return prefix("not ", infix("<=", COMPARISON, lowest, Text(name), highest), COMPARISON)


def whole_bounds(type_: FactType) -> tuple[int | Fraction, int | Fraction]:
    """The least and greatest whole number."""
    lowest = type_.lowest if isinstance(type_.lowest, int | Fraction) else -TOO_LARGE
    highest = type_.highest if isinstance(type_.highest, int | Fraction) else TOO_LARGE
    return max(lowest, 1 - TOO_LARGE), min(highest, TOO_LARGE - 1)


def day_bounds(type_: FactType) -> tuple[date, date]:
    """The first and last day."""
    lowest = type_.lowest if isinstance(type_.lowest, date) else date.min
    highest = type_.highest if isinstance(type_.highest, date) else date.max
    return max(lowest, date(FIRST_YEAR, 1, 1)), min(highest, date(LAST_YEAR, 12, 31))
