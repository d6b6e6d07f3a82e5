"""Volzinnen in a model: marked at their heading, and left out, kept, replaced and added by their address."""

from __future__ import annotations

import pytest
from examples import found, parsed, regulation

from waterdicht.compiler.outline import walk
from waterdicht.dsl import tree

WORDS = """taal 1.
begrippen woorden "Woorden"
soort persoon.
feit persoon.a : ja/nee.
feit persoon.b : ja/nee.
feit persoon.c : ja/nee.
besluit premie.
"""
MODEL = """taal 1.
model m "Model"
artikel 1 "Premie"
  lid 1
    volzin 1
      college mag premie toekennen als persoon.a.
    volzin 2 [facultatief]
      college mag premie toekennen als een of meer van:
        a. persoon.b;
        b. persoon.c.
  lid 2
    doel: "hulp".
"""
FOLLOWS = """taal 1.
verordening stad "Stad"
  volgt model m.
{}
"""
REFERS = "buiten toepassing blijft lid 1 onderdeel a als persoon.a."


def made(follows: str, model: str = MODEL) -> tuple[str, ...]:
    """The addresses of the provisions that an ordinance gets from the model, each with its number of sentences."""
    files = (parsed(WORDS), parsed(model), parsed(FOLLOWS.format(follows)))
    nodes = walk(regulation(files, "stad").nodes, "stad")
    return tuple(f"{address} {len(node.sentences)}" for address, node in nodes if node.kind == "volzin")


ONE, TWO, THREE = (f"stad/artikel-1/lid-1/volzin-{number} 1" for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("follows", "left"),
    [
        ("  behoudt artikel 1 lid 1 volzin 2.", (ONE, TWO)),
        ("  laat artikel 1 lid 1 volzin 2 weg.", (ONE,)),
        ("  laat artikel 1 lid 1 volzin 1 vervallen.", (TWO,)),
        ("  vernummert artikel 1 lid 1 volzin 2 tot volzin 3.", (ONE, THREE)),
        ('artikel 1\n  lid 1\n    volzin 3 [nieuw]\n      doel: "x".', (ONE, TWO, THREE)),
        ('artikel 1\n  lid 1\n    volzin 1 [vervangt]\n      doel: "x".\n      doel: "y".', (f"{ONE[:-1]}2", TWO)),
        ('artikel 1\n  lid 1\n    volzin 1\n      zin [nieuw] doel: "x".', (f"{ONE[:-1]}2", TWO)),
    ],
)
def test_a_volzin_is_a_place_like_any_other(follows: str, left: tuple[str, ...]) -> None:
    assert made(follows) == left


@pytest.mark.parametrize(
    ("follows", "code"),
    [
        ("  laat artikel 1 lid 1 volzin 1 weg.", "E452"),
        ("  laat artikel 1 lid 1 volzin 3 weg.", "E253"),
        ("  laat artikel 1 lid 1 volzin 2 zin 2 weg.", "E253"),
    ],
)
def test_places_that_cannot_be_left_out(follows: str, code: str) -> None:
    assert [each.code.value for each in found((parsed(WORDS), parsed(MODEL), parsed(FOLLOWS.format(follows))))] == [code]


def test_an_onderdeel_of_a_volzin_that_can_be_left_out_is_missed_by_what_names_it_by_its_lid() -> None:
    model = MODEL.replace('doel: "hulp".', REFERS)
    assert [each.code.value for each in found((parsed(WORDS), parsed(model)))] == ["W257"]
    without = FOLLOWS.format("  laat artikel 1 lid 1 volzin 2 weg.")
    assert "W256" in [each.code.value for each in found((parsed(WORDS), parsed(model), parsed(without)))]
    # Near miss: what is left out together.
    together = model.replace("[facultatief]", "[facultatief samen met b]").replace("  lid 2\n", "  lid 2 [facultatief samen met b]\n")
    assert found((parsed(WORDS), parsed(together))) == ()


def test_its_sentences_follow_the_renumbering() -> None:
    files = (parsed(WORDS), parsed(MODEL.replace('doel: "hulp".', "in afwijking van lid 1 volzin 2, college mag premie weigeren als persoon.a.")))
    stad = regulation((*files, parsed(FOLLOWS.format("  vernummert artikel 1 lid 1 volzin 2 tot volzin 3."))), "stad")
    (norm,) = stad.nodes[0].children[1].sentences
    assert isinstance(norm, tree.Norm)
    assert norm.deviates_from[0].steps == (tree.Step("lid", "1"), tree.Step("volzin", "3"))
