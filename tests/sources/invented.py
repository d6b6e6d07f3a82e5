"""Invented regulations for these tests, in the forms in which real ones come, and the shortest way to read them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from waterdicht.compiler.library import Version, collect
from waterdicht.dsl.diagnostics import Diagnostic
from waterdicht.dsl.parser import parse_text
from waterdicht.sources import store
from waterdicht.sources.bind import bind
from waterdicht.sources.check import check_sources
from waterdicht.sources.imports import Given, import_text
from waterdicht.sources.parts import lines_of
from waterdicht.sources.plain import read_lines
from waterdicht.sources.provisions import Node, Provision, SourceText, flatten, inside
from waterdicht.sources.recipe import Recipe, read_recipe

SAMPLES = Path(__file__).parent / "samples"

DORP = """
 Intitulé
Premieverordening Dorp

Hoofdstuk 1 Begin
Artikel 1. Begrippen
In deze verordening wordt verstaan onder:
- buurt: een deel van het dorp;
- premie: een bedrag in geld.

Hoofdstuk 2 Premie
Artikel 2. Recht op
premie
1. Het college verstrekt een premie aan de inwoner die:

a. werk zoekt, en:
1°. jonger is dan 27 jaar; of
2°. ouder is dan 60 jaar;
b. in een buurt woont.

Wie voldoet, krijgt de premie binnen vier weken.
2. De premie is € 100. Zij wordt één keer verstrekt, zie artikel 8a.

Artikel 3. Nadere regels
Het college kan nadere regels stellen.

Aldus vastgesteld in de vergadering van 1 maart 2024.
De griffier,
"""
"""An ordinance of three articles with four lids, as a PDF of it would be extracted."""


def nodes_of(text: str, headings: str = "") -> tuple[Node, ...]:
    """The provisions of a plain text."""
    return read_lines(lines_of(text), headings)


def flat(nodes: tuple[Node, ...], root: str = "dorp") -> dict[str, Provision]:
    """Provisions by address below the regulation."""
    return {each.address.partition("/")[2]: each for each in flatten(nodes, root)}


def outline(nodes: tuple[Node, ...], depth: int = 0) -> str:
    """Provisions as an indented list of labels, to compare at a glance."""
    return "".join(f"{'  ' * depth}{node.kind} {node.label}\n{outline(inside(node), depth + 1)}" for node in nodes)


def recipe_of(folder: Path, text: str) -> tuple[tuple[Recipe, ...], tuple[Diagnostic, ...]]:
    """A recipe from its text."""
    path = folder / "bron.toml"
    path.write_text(text, encoding="utf-8")
    return read_recipe(path)


def digest(data: str | bytes) -> str:
    """The SHA-256 of a source file."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def imported(folder: Path, data: str | bytes, more: str = "", form: str = "tekst") -> tuple[SourceText | None, tuple[Diagnostic, ...]]:
    """A source file read by a recipe that says no more than what is given."""
    given = Given(str(folder / "bron.txt"), data.encode() if isinstance(data, str) else data)
    head = f'regeling = "dorp"\n[[versie]]\nbestand = "bron.txt"\nsha256 = "{given.sha256}"\nvorm = "{form}"\n'
    (recipe,), problems = recipe_of(folder, head + more)
    assert problems == ()
    return import_text(given, recipe)


def codes(problems: tuple[Diagnostic, ...]) -> list[tuple[str, int]]:
    """Diagnostics as code and line."""
    return [(each.code.value, each.span.line) for each in problems]


POLICY = """taal 1.
begrippen w "W"
soort inwoner.
besluit premie.
verordening dorp "Premieverordening Dorp"
  geldig vanaf 1 januari 2024.
artikel 1 "Begrippen"
  niet geformaliseerd: "begripsbepaling zonder norm: twee woorden".
artikel 2 "Recht op premie"
  lid 1 "wie"
    college mag premie toekennen.
  lid 2 "hoeveel"
    niet geformaliseerd: "het bedrag staat vast".
artikel 3 "Nadere regels"
  niet geformaliseerd: "regelgevende bevoegdheid".
"""


def with_sentence(number: int) -> str:
    """The policy with the first lid of article 2 divided in sentences, of which the second has this number. The source has two."""
    divided = '    volzin 1\n      college mag premie toekennen.\n    volzin {}\n      doel: "hulp".\n'
    return POLICY.replace("    college mag premie toekennen.\n", divided.format(number))


RECIPE = 'regeling = "dorp"\n[[versie]]\nbestand = "dorp.txt"\nsha256 = "{sha}"\nvorm = "tekst"\n'


class Village:
    """A folder with a source text, its recipe, and the policies that are read in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = folder / ".bronnen"

    def source(self, text: str = DORP, recipe: str = RECIPE) -> None:
        """Give the folder a recipe and import its text."""
        (self.folder / "bron.toml").write_text(recipe.format(sha=digest(text)))
        for each in read_recipe(self.folder / "bron.toml")[0]:
            found, problems = import_text(Given("dorp.txt", text.encode()), each)
            assert problems == ()
            assert found is not None
            store.write(found, self.store)

    def versions(self, policy: str = POLICY) -> tuple[Version, ...]:
        """The policies in a text, as if they stood in the folder."""
        tree, problems = parse_text(policy, str(self.folder / "dorp.norm"))
        assert problems == ()
        assert tree is not None
        return collect((tree,))[0].versions

    def bind(self, policy: str = POLICY) -> tuple[Diagnostic, ...]:
        """Bind and write the lock."""
        done, problems = bind(self.folder, self.versions(policy), self.store)
        if done.text is not None:
            (self.folder / "bron.lock.toml").write_text(done.text)
        return problems

    def check(self, policy: str = POLICY) -> tuple[Diagnostic, ...]:
        """What `check` says."""
        return check_sources(self.versions(policy), self.store)
