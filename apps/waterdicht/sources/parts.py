"""Which lines of a plain text belong to a regulation, as a recipe says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from waterdicht.dsl.codes import Code
from waterdicht.dsl.diagnostics import Diagnostic, diagnose
from waterdicht.sources.plain import Line
from waterdicht.sources.recipe import Part, Recipe
from waterdicht.sources.toml_tables import wrong
from waterdicht.sources.xml_tree import spot


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text, numbered from 1. A form feed is a line end: it is where a page of an extracted PDF begins."""
    return tuple(Line(number, line.replace("\f", "")) for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1))


def lines_of_part(lines: tuple[Line, ...], part: Part, recipe: Recipe, path: str) -> tuple[tuple[Line, ...], tuple[Diagnostic, ...]]:
    """The lines of one piece in the order of the recipe, without what is no text; or what the recipe names that is not there."""
    if part.ranges:
        chosen, problems = in_ranges(lines, part.ranges, recipe.path)
    else:
        chosen, problems = between(lines, part, recipe.path, path)
    return struck(without(chosen, recipe.dropped), part.struck), problems


def without(lines: Iterable[Line], dropped: tuple[str, ...]) -> tuple[Line, ...]:
    """The lines that match none of the patterns."""
    patterns = [re.compile(each) for each in dropped]
    return tuple(line for line in lines if not any(each.search(line.text) for each in patterns))


def struck(lines: tuple[Line, ...], patterns: tuple[str, ...]) -> tuple[Line, ...]:
    """The lines with what matches the patterns taken out."""
    for pattern in patterns:
        lines = tuple(Line(line.number, re.sub(pattern, "", line.text)) for line in lines)
    return lines


def in_ranges(lines: tuple[Line, ...], ranges: tuple[tuple[int, int], ...], recipe: Path) -> tuple[tuple[Line, ...], tuple[Diagnostic, ...]]:
    """The lines with these numbers."""
    beyond = [(first, last) for first, last in ranges if last > len(lines)]
    problems = tuple(missing(recipe, f"regel {last}", f"line {last}") for _, last in beyond)
    return tuple(line for first, last in ranges for line in lines[first - 1 : last]), problems


def between(lines: tuple[Line, ...], part: Part, recipe: Path, path: str) -> tuple[tuple[Line, ...], tuple[Diagnostic, ...]]:
    """The lines from the first that begins with one text to before the next that begins with another, or to the end."""
    start = next((index for index, line in enumerate(lines) if begins(line, part.begin)), None)
    if start is None:
        return (), (missing(recipe, f"«{part.begin}» in {path}", f"`{part.begin}` in {path}"),)
    if not part.end:
        return lines[start:], ()
    end = next((index for index, line in enumerate(lines) if index > start and begins(line, part.end)), None)
    if end is None:
        return (), (missing(recipe, f"«{part.end}» na «{part.begin}» in {path}", f"`{part.end}` after `{part.begin}` in {path}"),)
    return lines[start:end], ()


def begins(line: Line, text: str) -> bool:
    """Whether a line begins with a text, white space aside."""
    return " ".join(line.text.split()).startswith(text)


def missing(recipe: Path, dutch: str, english: str) -> Diagnostic:
    """Something that a recipe names is not in the text."""
    return diagnose(Code.RECIPE_PLACE_MISSING, spot(str(recipe), 1, 1), what=dutch, what_en=english)


def overlapping(recipe: Recipe) -> tuple[Diagnostic, ...]:
    """Lines that a recipe uses twice would make a text that nobody wrote; naming two provisions on one line is no text."""
    if recipe.form == "opsomming":
        return ()
    ranges = sorted(each for part in recipe.parts if not part.named for each in part.ranges)
    twice = [second[0] for first, second in pairwise(ranges) if second[0] <= first[1]]
    return tuple(
        wrong(Code.RECIPE_MALFORMED, recipe.path, f"{recipe.name}: regel {line} staat in twee delen", f"{recipe.name}: line {line} is in two parts")
        for line in twice
    )
